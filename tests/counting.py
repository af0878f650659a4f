"""The real encoder, watched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.storage.library import Library


class Counting:
    """The real encoder, counting what it is asked to encode."""

    def __init__(self, library: Library, name: str = "") -> None:
        self._inner = library.encoder
        self.name = name or self._inner.name
        self.dimension = self._inner.dimension
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._inner.encode_queries(texts)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.encoded += texts
        return self._inner.encode_passages(texts, progress)
