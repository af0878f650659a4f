"""The library's side of the encoder: which one, and never to encode a text twice."""

from __future__ import annotations

import os
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, load_encoder
from rag.errors import ModelError
from rag.storage.progress import OnStep, Step
from rag.storage.store import Store


def load_default() -> Encoder:
    """The encoder that the settings name, else the bundled one. Raises ModelError."""
    try:
        return load_encoder()
    except (OSError, ImportError, ValueError) as error:
        name = os.environ.get("HOIBAOCAO_ENCODER") or "multilingual-e5-small"
        raise ModelError("model_missing", name=name, reason=str(error)) from error


def ensure_vectors(
    store: Store,
    encoder: Encoder,
    texts: Mapping[str, str],
    on_step: OnStep | None = None,
    anew: bool = False,
) -> tuple[list[str], NDArray[np.float32]]:
    """Encode what has no vector yet.

    Args:
        texts: by their sha.
        on_step: told how many are encoded.
        anew: encode also those that have one.

    Returns:
        The shas that were new, with their vectors.
    """
    known = set() if anew else store.known(texts, encoder.name)
    shas = [sha for sha in texts if sha not in known]
    if not shas:
        return [], np.zeros((0, encoder.dimension), dtype=np.float32)
    wanted = [texts[sha] for sha in shas]
    if on_step is None:
        return shas, encoder.encode_passages(wanted)
    tell = on_step
    tell(Step("encoding", 0, len(wanted)))
    return shas, encoder.encode_passages(wanted, lambda done: tell(Step("encoding", done, len(wanted))))
