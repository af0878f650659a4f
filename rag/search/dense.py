"""The FAISS index of sentences or passages: exact up to 200,000 vectors, inverted lists above.

Search pushes its filter down (an allow-list of rows), so a filtered search never comes back short. Derived: it can
be thrown away and rebuilt from the library's vectors without encoding.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

_faiss: Any = faiss  # its stubs do not know the keyword arguments that its Python layer adds

EXACT_LIMIT = 200_000
"""Up to this many vectors every one is compared; a search of 200,000 takes some tens of milliseconds."""


class DenseIndex:
    """Inner product over normalised vectors, by row id.

    Args:
        index: a FAISS IndexIDMap2 over a flat or inverted-list index.
    """

    def __init__(self, index: Any) -> None:
        self._index = index
        self.rows: NDArray[np.int64] = faiss.vector_to_array(index.id_map).astype(np.int64)

    @classmethod
    def build(cls, rows: Sequence[int], vectors: NDArray[np.float32]) -> DenseIndex:
        """Index vectors (n, d), normalised, under their row ids."""
        dimension = vectors.shape[1]
        if len(rows) <= EXACT_LIMIT:
            base: Any = faiss.IndexFlatIP(dimension)
        else:
            lists = int(4 * len(rows) ** 0.5)
            base = faiss.index_factory(dimension, f"IVF{lists},SQfp16", faiss.METRIC_INNER_PRODUCT)
            base.train(np.ascontiguousarray(vectors[:: max(1, len(rows) // (40 * lists))]))
            base.nprobe = 48
            base.make_direct_map()
        index = faiss.IndexIDMap2(base)
        if len(rows):
            index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), np.asarray(rows, dtype=np.int64))
        return cls(index)

    @classmethod
    def read(cls, path: Path) -> DenseIndex:
        """Read an index that `write` wrote. Raises RuntimeError when the file is damaged."""
        return cls(faiss.read_index(str(path)))

    def write(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._index, str(path))

    def search(self, query: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None) -> dict[int, float]:
        """The k nearest rows with their cosines.

        Args:
            query: a normalised vector (d,).
            k: how many.
            allowed: the rows to choose from, all by default.
        """
        count = len(self.rows) if allowed is None else len(allowed)
        if not count or not len(self.rows):
            return {}
        selector = None if allowed is None else faiss.IDSelectorBatch(np.ascontiguousarray(allowed, dtype=np.int64))
        inverted = faiss.try_extract_index_ivf(self._index)
        if inverted is None:
            parameters = _faiss.SearchParameters(sel=selector)
        else:  # a filter may leave little in the nearest lists: then all lists are looked into
            probes = inverted.nprobe if allowed is None else inverted.nlist
            parameters = _faiss.SearchParametersIVF(sel=selector, nprobe=probes)
        scores, rows = self._index.search(np.ascontiguousarray(query.reshape(1, -1)), min(k, count), params=parameters)
        return {int(row): float(score) for row, score in zip(rows[0], scores[0], strict=True) if row >= 0}

    def cosines(self, query: NDArray[np.float32], rows: Sequence[int]) -> dict[int, float]:
        """The cosines of the query with certain rows."""
        if not rows:
            return {}
        vectors = self._index.reconstruct_batch(np.asarray(rows, dtype=np.int64))
        return dict(zip(rows, (vectors @ query).tolist(), strict=True))

    def __len__(self) -> int:
        return len(self.rows)
