"""The vector index of one level, sentences or passages, as it is now: what lies on disk, and what changed since.

The base is immutable; reports that changed after it was written are left out of its searches, and their present rows
stand in a small exact index beside it. So a change costs what its report costs, and a base on disk is whole or none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.documents.schema import Indexed
from rag.search.dense import DenseIndex
from rag.search.rows import Mask, Positions, Rows


@dataclass(frozen=True)
class Segment:
    """Rows and their vectors, position for position."""

    rows: Rows
    dense: DenseIndex

    @classmethod
    def empty(cls, dimension: int) -> Segment:
        """No rows."""
        return cls(Rows.empty(), DenseIndex(np.zeros((0, dimension), np.float16)))

    @classmethod
    def read(cls, stem: Path) -> Segment:
        """Read what `write` wrote. Raises RuntimeError, ValueError or OSError when it is damaged."""
        rows, dense = Rows.read(stem), DenseIndex.read(stem)
        if len(rows) != len(dense):
            raise ValueError(f"{stem.name}: {len(rows)} rows, {len(dense)} vectors")
        return cls(rows, dense)

    def write(self, stem: Path) -> None:
        """Write files whose names begin with the stem's."""
        self.rows.write(stem)
        self.dense.write(stem)


@dataclass(frozen=True)
class Level:
    """A base, the reports that it no longer speaks for, and what stands for them now.

    Args:
        base: immutable.
        delta: the present rows of what changed; their ids are higher than those of the base that still hold.
        changed: ids of the reports that were changed or removed after the base was made.
    """

    base: Segment
    delta: Segment
    changed: frozenset[str] = field(default_factory=frozenset)

    def __len__(self) -> int:
        return len(self.base.rows) - self.dead + len(self.delta.rows)

    @cached_property
    def dead(self) -> int:
        """How many rows of the base no longer hold."""
        return self.base.rows.among(self.changed)

    @cached_property
    def live(self) -> Mask:
        """Which rows of the base still hold."""
        return ~self.base.rows.mask(self.changed)

    @property
    def debt(self) -> int:
        """How many rows a merge would settle."""
        return self.dead + len(self.delta.rows)

    def search(self, query: NDArray[np.float32], k: int, only: Collection[str] | None = None) -> dict[int, float]:
        """The k nearest rows with their cosines, best first.

        Args:
            query: a normalised vector (d,).
            k: how many.
            only: the reports to choose from, all by default.
        """
        found: list[tuple[float, int]] = []
        for segment, allowed in (
            (self.base, self._allowed(only)),
            (self.delta, None if only is None else self.delta.rows.mask(only)),
        ):
            positions, scores = segment.dense.search(query, k, allowed)
            found += zip(scores.tolist(), segment.rows.ids[positions].tolist(), strict=True)
        return {row: score for score, row in sorted(found, key=lambda one: (-one[0], one[1]))[:k]}

    def _allowed(self, only: Collection[str] | None) -> Mask | None:
        if only is not None:
            return self.base.rows.mask(one for one in only if one not in self.changed)
        return self.live if self.dead else None

    def cosines(self, query: NDArray[np.float32], rows: Sequence[int]) -> dict[int, float]:
        """The cosines of the query with those of these rows that are here."""
        ids = np.asarray(rows, np.int64)
        found: dict[int, float] = {}
        for segment, positions in self._find(ids):
            here = positions >= 0
            scores = segment.dense.cosines(query, positions[here])
            found.update(zip(ids[here].tolist(), scores.tolist(), strict=True))
        return found

    def indexed(self, rows: Sequence[int]) -> dict[int, Indexed]:
        """Where these rows stand; those that are not here are left out."""
        return {
            row: segment.rows.indexed(position)
            for segment, positions in self._find(np.asarray(rows, np.int64))
            for row, position in zip(rows, positions.tolist(), strict=True)
            if position >= 0
        }

    def among(self, only: Collection[str] | None) -> int | None:
        """How many rows some reports have; None for all reports."""
        if only is None:
            return None
        return self.base.rows.among(set(only) - self.changed) + self.delta.rows.among(only)

    def passage_rows(self, sentences: Mapping[int, Indexed]) -> dict[int, int]:
        """The row here, among the passages, that each sentence lies in, when it is here."""
        found: dict[int, int] = {}
        for row, one in sentences.items():
            held = (self.delta if one.report_id in self.changed else self.base).rows
            position = held.position_of(one.report_id, one.passage)
            if position >= 0:
                found[row] = int(held.ids[position])
        return found

    def _find(self, ids: NDArray[np.int64]) -> Iterable[tuple[Segment, Positions]]:
        """The positions of rows in each segment, -1 where they are not; a row's id may live again in the delta."""
        here = self.base.rows.positions(ids)
        if self.dead:
            here[(here >= 0) & ~self.live[here]] = -1
        return (self.base, here), (self.delta, self.delta.rows.positions(ids))
