"""The library's side of the encoder: which one, and never to encode a text twice."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .store import Store


class Encoder(Protocol):
    """Turns texts into vectors, float32, normalised, (n, dimension); what `embeddings.load_encoder` gives."""

    @property
    def name(self) -> str:
        """Tells this encoder's vectors from any other's."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of questions."""

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        """The vectors of stored texts."""


def load_default() -> Encoder:
    """The encoder that the settings name, else the bundled one. Raises ModelError."""
    import embeddings

    return embeddings.load_encoder()


def ensure_vectors(store: Store, encoder: Encoder, texts: Mapping[str, str]) -> tuple[list[str], NDArray[np.float32]]:
    """Encode what has no vector yet.

    Args:
        texts: by their sha.

    Returns:
        The shas that were new, with their vectors.
    """
    known = store.known(texts, encoder.name)
    shas = [sha for sha in texts if sha not in known]
    if not shas:
        return [], np.zeros((0, encoder.dimension), dtype=np.float32)
    return shas, encoder.encode_passages([texts[sha] for sha in shas])
