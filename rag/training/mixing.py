"""Batches drawn from the prepared table: which set, which window of the passage, which variant of the question.

Everything is tokenised already (see `data`), so that drawing a batch only copies integers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.training.sources import SOURCES

BOS, PAD, EOS = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Batch:
    """Token ids (n, length), padded; where the context begins and each sequence ends; answers as positions (n, 2).

    Position 0, the first token, stands for "no answer".
    """

    ids: NDArray[np.int64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    answers: NDArray[np.int64]


@dataclass(slots=True)
class Mixer:
    """Draws batches; its whole state is how far it is in each source's shuffled order (`cursors`)."""

    folder: Path
    seed: int = 5
    budget: int = 4096
    cursors: list[int] = field(default_factory=lambda: [0] * len(SOURCES))
    tokens: Any = None
    contexts: Any = None
    table: Any = None
    members: list[Any] = field(default_factory=list)
    orders: dict[int, tuple[int, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = np.load(self.folder / "tokens.npy", mmap_mode="r")
        self.contexts = np.load(self.folder / "contexts.npy")
        self.table = np.load(self.folder / "table.npy")
        self.members = [np.flatnonzero(self.table[:, 0] == n) for n in range(len(SOURCES))]

    def shares(self, progress: float) -> NDArray[np.float64]:
        """Each source's share of the examples at a point of the run (0 begin, 1 end)."""
        blend = min(1.0, max(0.0, (progress - 0.45) / 0.15))
        weights = [
            (s.first * (1 - blend) + s.second * blend) * bool(len(m))
            for s, m in zip(SOURCES, self.members, strict=True)
        ]
        return np.array(weights) / sum(weights)

    def _next(self, source: int) -> NDArray[np.int64]:
        """The next row of a source: every row once in a shuffled order, then all in another order."""
        members = self.members[source]
        turn, at = divmod(self.cursors[source], len(members))
        self.cursors[source] += 1
        if self.orders.get(source, (-1, None))[0] != turn:
            order = np.random.default_rng((self.seed, source, turn)).permutation(len(members))
            self.orders[source] = (turn, order)
        row: NDArray[np.int64] = self.table[members[self.orders[source][1][at]]]
        return row

    def example(
        self, source: int, progress: float, rng: np.random.Generator
    ) -> tuple[NDArray[np.int64], int, int, int]:
        """One example: token ids, where its context begins, and the answer's first and last position (0: none)."""
        row = self._next(source)
        context, swap, first, last = int(row[1]), int(row[2]), int(row[7]), int(row[8])
        pick = rng.choice(3, p=[0.68, 0.2, 0.12])
        at, length = int(row[3 + pick]), (int(row[6]) >> (8 * pick)) & 255
        question = self.tokens[at : at + length]
        width = self.width(progress, rng)
        lost = first >= 0 and rng.random() < SOURCES[source].negatives
        if lost and swap >= 0 and rng.random() < 0.5:
            context, first, last = swap, -1, -1
            lost = False
        body = self.tokens[self.contexts[context] : self.contexts[context + 1]]
        if lost and (cut := self._without(body, first, last, width, rng)) is not None:
            window, first, last = cut, -1, -1
        else:
            begin = self._begin(len(body), first, last, width, rng)
            window = body[begin : begin + max(width, last - begin + 1)]
            first, last = (first - begin, last - begin) if first >= 0 else (-1, -1)
        ids = np.concatenate([[BOS], question, [EOS, EOS], window, [EOS]]).astype(np.int64)[:512]
        base = len(question) + 3
        if first < 0 or base + last >= len(ids) - 1:
            return ids, base, 0, 0
        return ids, base, base + first, base + last

    @staticmethod
    def width(progress: float, rng: np.random.Generator) -> int:
        """Length of the context window in tokens: short at first (more examples a second), then as in use."""
        if progress < 0.5:
            return int(rng.integers(64, 170))
        return int(rng.integers(96, 290)) if rng.random() < 0.8 else 360

    @staticmethod
    def _begin(size: int, first: int, last: int, width: int, rng: np.random.Generator) -> int:
        if size <= width:
            return 0
        low, high = (0, size - width) if first < 0 else (max(0, last + 1 - width), min(first, size - width))
        begin = int(rng.integers(low, high + 1)) if high > low else max(0, min(low, high))
        return 0 if begin < 12 and last < width else begin

    @staticmethod
    def _without(body: Any, first: int, last: int, width: int, rng: np.random.Generator) -> Any:
        """A window beside the answer that does not repeat it, or None."""
        sides = [(0, first), (last + 1, len(body))]
        low, high = sides[int(rng.integers(2))]
        if high - low < 40:
            low, high = max(sides, key=lambda s: s[1] - s[0])
        if high - low < 40:
            return None
        begin = int(rng.integers(low, max(low + 1, high - width + 1)))
        window = body[begin : min(high, begin + width)]
        return None if body[first : last + 1].tobytes() in window.tobytes() else window

    def batches(self, pool: int, progress: float, size: int = 8) -> list[Batch]:
        """About `size` batches of the token budget, each of examples of like length, in random order.

        The same `pool` number, cursors and progress give the same batches.
        """
        rng = np.random.default_rng((self.seed, 77, pool))
        shares = self.shares(progress)
        examples, used = [], 0
        while used < size * self.budget:
            one = self.example(int(rng.choice(len(SOURCES), p=shares)), progress, rng)
            examples.append(one)
            used += len(one[0])
        examples.sort(key=lambda e: len(e[0]))
        groups: list[list[Any]] = [[]]
        for one in examples:
            if groups[-1] and _round(len(one[0])) * (len(groups[-1]) + 1) > self.budget:
                groups.append([])
            groups[-1].append(one)
        found = [_batch(group) for group in groups]
        rng.shuffle(found)
        return found


def _round(length: int) -> int:
    return -(-length // 16) * 16


def _batch(examples: list[tuple[NDArray[np.int64], int, int, int]]) -> Batch:
    length = _round(max(len(e[0]) for e in examples))
    ids = np.full((len(examples), length), PAD, np.int64)
    for n, (one, *_rest) in enumerate(examples):
        ids[n, : len(one)] = one
    return Batch(
        ids,
        np.array([e[1] for e in examples]),
        np.array([len(e[0]) - 1 for e in examples]),
        np.array([[e[2], e[3]] for e in examples]),
    )
