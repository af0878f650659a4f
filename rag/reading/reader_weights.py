"""The reader's weights as they lie in the package: int8 per output row over the bundled encoder's word embeddings.

One safetensors file: `X` int8 with `X.scale` float32 (rows,) for matrices, float16 for everything else; `Y.range` is
float16 (inputs,), the largest magnitude of each input of the linear layer Y over questions kept out of training, where
that layer may multiply in int8. The word embeddings were not trained and are not in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelError

FOLDER = Path(__file__).parents[1] / "models"
SCALE, RANGE = ".scale", ".range"


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """What goes with the weights.

    Attributes:
        threshold: odds of the best span below it mean that the context has no answer.
        window: tokens of a sequence, question included.
        overlap: tokens that two windows of one passage share.
        figures: how it scored when it was exported, for the record.
    """

    threshold: float = 0.0
    window: int = 384
    overlap: int = 128
    figures: Mapping[str, Any] | None = None

    @classmethod
    def read(cls, path: Path) -> ReaderConfig:
        """From reader.json."""
        values = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{name: values[name] for name in cls.__slots__ if name in values})


def weights_files(folder: Path | None = None) -> tuple[Path, Path]:
    """reader.safetensors and reader.json.

    Raises:
        ModelError: they are not there.
    """
    folder = folder or FOLDER
    weights, config = folder / "reader.safetensors", folder / "reader.json"
    if not weights.is_file() or not config.is_file():
        raise ModelError("model_missing", name="reader")
    return weights, config


def digest(path: Path) -> str:
    """Hash of the weights, for the reader's name and its cache folder."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def quantise(tensors: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Matrices as int8 with a scale a row (symmetric, largest weight 127), everything else as float16."""
    packed: dict[str, NDArray[Any]] = {}
    for name, tensor in tensors.items():
        if tensor.ndim == 2 and name.startswith("encoder."):
            scale = np.maximum(np.abs(tensor).max(axis=1), 1e-8).astype(np.float32) / 127
            packed[name] = np.rint(tensor / scale[:, None]).astype(np.int8)
            packed[name + SCALE] = scale
        else:
            packed[name] = tensor.astype(np.float16)
    return packed


def dequantise(packed: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """The tensors in float32."""
    return {
        name: tensor.astype(np.float32) * (packed[name + SCALE][:, None] if tensor.dtype == np.int8 else 1)
        for name, tensor in packed.items()
        if not name.endswith((SCALE, RANGE))
    }


def input_ranges(weights: Path) -> dict[str, NDArray[np.float32]]:
    """Of the linear layers that may multiply in int8 the largest magnitude of each input; none where none are stored.

    Args:
        weights: a file that `merged` has read.
    """
    from safetensors.numpy import load_file

    found = load_file(weights).items()
    return {name.removesuffix(RANGE): tensor.astype(np.float32) for name, tensor in found if name.endswith(RANGE)}


def merged(weights: Path, base: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The reader's tensors over the bundled encoder's.

    Raises:
        ModelError: the file is no safetensors file or does not fit the encoder.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        trained = dequantise(load_file(weights))
    except (SafetensorError, KeyError, ValueError) as error:
        raise ModelError("model_damaged", path=str(weights)) from error
    fits = all(name in trained and trained[name].shape == base[name].shape for name in base if "word" not in name)
    if not fits or trained.get("head.weight", np.zeros(0)).shape[:1] != (2,):
        raise ModelError("model_damaged", path=str(weights))
    return {**base, **trained}
