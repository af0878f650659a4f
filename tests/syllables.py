"""An encoder without a model, for tests of what is done with vectors rather than of what they say."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.text import words


class SyllableEncoder:
    """Quick and exact: a text's vector is the sum of its folded syllables' random ones."""

    name = "syllables"
    dimension = 32

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, 32), np.float32)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        return self.encode_queries(texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        total = sum(np.random.default_rng(zlib.crc32(word.encode())).normal(size=32) for word in words(text))
        made = np.asarray(total + np.full(32, 1e-3), np.float32)
        return made / np.linalg.norm(made)
