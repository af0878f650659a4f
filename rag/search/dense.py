"""Nearest vectors by inner product: exact up to 200,000 of them, inverted lists above.

Small: FAISS compares with every vector, in half precision (`IndexScalarQuantizer`, QT_fp16). Large: inverted lists
with 8 bits a dimension (`IVF,SQ8`), mapped from disk and never added to there, and what they find is measured again
with the vectors themselves. A filter is part of the search: few rows are compared one by one, for many the lists are
looked into the further the fewer rows pass. Derived: it can be rebuilt from the library's vectors without encoding.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from rag.search.rows import Mask, Positions, read_array

_faiss: Any = faiss  # its stubs do not know the keyword arguments that its Python layer adds
Half = NDArray[np.float16]

EXACT_LIMIT = 200_000
"""Up to this many vectors every one is compared; a search of 200,000 takes some tens of milliseconds."""

_MOST_LISTS = 4096
_SAMPLES = 40  # vectors a list that its training sees
_PROBES = 256  # lists looked into when nothing is filtered out
_FEW = 20_000  # so many rows are compared one by one rather than through lists
_BLOCK = 65_536


class DenseIndex:
    """Normalised vectors under numbers of their own: 0, 1, 2, ... (`rag.search.rows` says what they stand for).

    Args:
        vectors: (n, d), half precision; mapped from disk, perhaps.
        lists: FAISS inverted lists over them, numbered alike; None compares with every vector.
    """

    def __init__(self, vectors: Half, lists: Any | None = None) -> None:
        self._lists = lists
        if lists is not None:
            self.vectors = vectors
            return
        count, dimension = vectors.shape
        self._exact = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        if count:  # its codes are the vectors' own bytes, kept once
            _faiss.IndexFlatCodes.add_sa_codes(self._exact, np.ascontiguousarray(vectors).view(np.uint8))
            codes = faiss.rev_swig_ptr(self._exact.codes.data(), count * dimension * 2)
            vectors = codes.view(np.float16).reshape(count, dimension)
        self.vectors = vectors

    @classmethod
    def build(cls, vectors: Half, before: DenseIndex | None = None, kept: Mask | None = None) -> DenseIndex:
        """Index vectors.

        Args:
            vectors: (n, d), normalised.
            before: an index whose trained lists serve again when they still suit the size.
            kept: which of its vectors, in order, are the first of the new ones; the rest of the new ones is added.
        """
        if len(vectors) <= EXACT_LIMIT:
            return cls(vectors)
        wanted = min(_MOST_LISTS, int(4 * len(vectors) ** 0.5))
        if before is not None and before._lists is not None and kept is not None and before._lists.nlist >= wanted / 2:
            return cls(vectors, _continued(before._lists, kept, vectors))
        lists = faiss.index_factory(vectors.shape[1], f"IVF{wanted},SQ8", faiss.METRIC_INNER_PRODUCT)
        step = max(1, len(vectors) // (_SAMPLES * wanted))
        lists.train(np.ascontiguousarray(vectors[::step], dtype=np.float32))
        for block in _blocks(vectors, 0):
            lists.add(block)
        return cls(vectors, lists)

    @classmethod
    def read(cls, stem: Path) -> DenseIndex:
        """Read an index that `write` wrote. Raises RuntimeError, ValueError or OSError when a file is damaged."""
        vectors = read_array(stem.with_suffix(".vectors.npy"))
        if vectors.ndim != 2 or vectors.dtype != np.float16:
            raise ValueError(f"{stem.name}: not vectors")
        path = stem.with_suffix(".faiss")
        lists = faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY) if path.exists() else None
        if lists is not None and lists.ntotal != len(vectors):
            raise ValueError(f"{stem.name}: {lists.ntotal} vectors in lists, {len(vectors)} expected")
        return cls(vectors, lists)

    def write(self, stem: Path) -> None:
        """Write files whose names begin with the stem's; the vectors not when they lie there already."""
        path = stem.with_suffix(".vectors.npy")
        if not path.exists():
            np.save(path, self.vectors)
        if self._lists is not None:
            faiss.write_index(self._lists, str(stem.with_suffix(".faiss")))

    def search(self, query: NDArray[np.float32], k: int, allowed: Mask | None = None) -> tuple[Positions, Any]:
        """The k nearest, best first.

        Args:
            query: a normalised vector (d,).
            k: how many.
            allowed: (n,) which ones to choose from, all by default.

        Returns:
            Their numbers and their cosines.
        """
        count = len(self) if allowed is None else int(np.count_nonzero(allowed))
        if not count:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        if self._lists is not None and count <= _FEW:
            found: Positions = np.arange(len(self)) if allowed is None else np.flatnonzero(allowed)
        else:
            selector = None if allowed is None else _faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
            if self._lists is None:
                searched: Any = self._exact
                parameters = _faiss.SearchParameters(sel=selector)
            else:
                searched = self._lists
                probes = min(searched.nlist, -(-_PROBES * len(self) // count))
                parameters = _faiss.SearchParametersIVF(sel=selector, nprobe=probes)
            _, numbers = searched.search(np.ascontiguousarray(query.reshape(1, -1)), min(k, count), params=parameters)
            found = numbers[0][numbers[0] >= 0]
        scores = self.cosines(query, found)
        best = np.argsort(-scores, kind="stable")[:k]
        return found[best], scores[best]

    def cosines(self, query: NDArray[np.float32], positions: Positions) -> NDArray[np.float32]:
        """The cosines of the query with certain vectors."""
        return self.vectors[positions].astype(np.float32) @ query

    def __len__(self) -> int:
        return len(self.vectors)


def _blocks(vectors: Half, first: int) -> Iterator[NDArray[np.float32]]:
    for begin in range(first, len(vectors), _BLOCK):
        yield np.ascontiguousarray(vectors[begin : begin + _BLOCK], dtype=np.float32)


def _continued(lists: Any, kept: Mask, vectors: Half) -> Any:
    """Trained lists without what is not kept, renumbered, with what is new; the mapped ones are left alone."""
    coarse, kind = _faiss.clone_index(lists.quantizer), lists.sq.qtype
    fresh: Any = faiss.IndexIVFScalarQuantizer(coarse, lists.d, lists.nlist, kind, lists.metric_type, lists.by_residual)
    coarse.this.disown()
    fresh.own_fields = fresh.is_trained = True
    faiss.copy_array_to_vector(faiss.vector_to_array(lists.sq.trained), fresh.sq.trained)
    number = np.cumsum(kept) - 1
    source, target = lists.invlists, _faiss.ArrayInvertedLists(lists.nlist, lists.code_size)
    for one in range(lists.nlist):
        size = source.list_size(one)
        if not size:
            continue
        ids = faiss.rev_swig_ptr(source.get_ids(one), size).astype(np.int64)
        codes = faiss.rev_swig_ptr(source.get_codes(one), size * lists.code_size).reshape(size, -1)
        live = kept[ids]
        moved = np.ascontiguousarray(number[ids[live]])
        chosen = np.ascontiguousarray(codes[live])
        if len(moved):
            target.add_entries(one, len(moved), faiss.swig_ptr(moved), faiss.swig_ptr(chosen))
    fresh.replace_invlists(target, True)
    target.this.disown()
    fresh.ntotal = int(np.count_nonzero(kept))
    for block in _blocks(vectors, fresh.ntotal):
        fresh.add(block)
    return fresh
