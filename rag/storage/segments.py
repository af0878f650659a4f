"""Segments of a vector index, out of the database's rows and out of one another, in memory or straight to disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.search.dense import DenseIndex, Half
from rag.search.level import Level, Segment
from rag.search.rows import Rows
from rag.storage.embedded_store import EmbeddedStore, Row

_BLOCK = 16_384


def from_store(
    store: EmbeddedStore, name: str, encoder: str, dimension: int, stem: Path | None, ids: Sequence[str] | None = None
) -> Segment:
    """The rows of a level with their vectors.

    Args:
        name: "sentences" or "passages".
        encoder, dimension: whose vectors, and their length.
        stem: of the file that the vectors are written to, so that they need no memory; None keeps them there.
        ids: of the reports wanted, all by default.

    Raises:
        LookupError: a text has no vector of this encoder.
    """
    if ids is not None:
        return _filled(store.rows(name, encoder, ids), None, dimension, None)
    with store.snapshot():
        return _filled(store.rows(name, encoder), store.indexed_count(name), dimension, stem)


def merged(level: Level, stem: Path) -> Segment:
    """A level's present rows as one segment, its vectors written to the stem's file."""
    base, delta = level.base, level.delta
    rows = base.rows.joined(level.live, delta.rows)
    vectors = _array(len(rows), delta.dense.vectors.shape[1], stem)
    at = 0
    for begin in range(0, len(base.rows), _BLOCK):
        live = level.live[begin : begin + _BLOCK]
        block = base.dense.vectors[begin : begin + _BLOCK][live]
        vectors[at : at + len(block)] = block
        at += len(block)
    vectors[at:] = delta.dense.vectors
    return Segment(rows, DenseIndex.build(vectors, base.dense, level.live))


def _filled(rows: Iterator[Row], count: int | None, dimension: int, stem: Path | None) -> Segment:
    if count is None:
        listed = list(rows)
        rows, count = iter(listed), len(listed)
    ids, places = np.empty(count, np.int64), np.empty((count, 5), np.int32)
    vectors = _array(count, dimension, stem)
    reports: dict[str, int] = {}
    at = 0
    while block := list(islice(rows, _BLOCK)):
        end = at + len(block)
        ids[at:end] = [row.id for row in block]
        places[at:end] = [(reports.setdefault(r.report_id, len(reports)), *r[2:6]) for r in block]
        vectors[at:end] = _vectors(block, dimension)
        at = end
    return Segment(Rows(ids, places, list(reports)), DenseIndex.build(vectors))


def _vectors(block: Sequence[Row], dimension: int) -> NDArray[np.float16]:
    found = [row.vector for row in block if row.vector is not None]
    if len(found) < len(block):
        raise LookupError("A vector is missing")
    return np.frombuffer(b"".join(found), "<f2").reshape(len(block), dimension)


def _array(count: int, dimension: int, stem: Path | None) -> Half:
    if stem is None or not count:
        return np.empty((count, dimension), np.float16)
    return np.lib.format.open_memmap(stem.with_suffix(".vectors.npy"), "w+", np.float16, (count, dimension))
