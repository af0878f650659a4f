"""Question sets as one memory-mapped table of token ids, and batches drawn from it.

Everything is tokenised once; drawing a batch then only copies integers. A row is a question (in three variants), a
context, the answer as first and last token of that context, and a context near it that lacks the answer.
"""

from __future__ import annotations

import itertools
import json
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.training.augment import cloze_rows, variants
from rag.training.sources import SOURCES, Source, article, read_jsonl, rows

VERSION = 1
BOS, PAD, EOS = 0, 1, 2
MAX_QUESTION = 64
COLUMNS = 9  # source, context, swap, three question offsets, question lengths packed, first, last


def _context_tokens(texts: list[str], tokenizer: Any) -> tuple[list[NDArray[np.int32]], list[list[tuple[int, int]]]]:
    ids, offsets = [], []
    for begin in range(0, len(texts), 2000):
        for coded in tokenizer.encode_batch(texts[begin : begin + 2000], add_special_tokens=False):
            ids.append(np.array(coded.ids, np.int32))
            offsets.append(coded.offsets)
    return ids, offsets


def answer_tokens(offsets: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """First and last token that overlap the characters [start, end), or None."""
    covered = [i for i, (a, b) in enumerate(offsets) if a < end and b > start and b > a]
    return (covered[0], covered[-1]) if covered else None


def _source_rows(source: Source, data: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    if source.name == "cloze_gov":
        held = {article(r) for r in read_jsonl(data / "qa/gov_news.jsonl") if r["split"] != "train"}
        texts = (r for r in read_jsonl(data / "text/gov_it_news.jsonl.xz") if r["id"] not in held)
        found: Iterator[dict[str, Any]] = cloze_rows(texts, 6000, 11)
    elif source.name == "cloze_news":
        found = cloze_rows(itertools.islice(read_jsonl(data / "text/baomoi2017.jsonl.xz"), 5000), 6000, 12)
    else:
        found = rows(source, data)
    return itertools.islice(found, limit)


def normalised(row: dict[str, Any]) -> tuple[str, int, int] | None:
    """The row's context in NFC and the answer's characters in it ((-1, -1): no answer); None where it is lost."""
    context = row["context"]
    text = unicodedata.normalize("NFC", context)
    if row["is_impossible"] or not row["answers"]:
        return text, -1, -1
    answer = row["answers"][0]
    start = len(unicodedata.normalize("NFC", context[: answer["start"]]))
    wanted = unicodedata.normalize("NFC", answer["text"])
    if text[start : start + len(wanted)] != wanted:
        start = text.find(wanted)
    return (text, start, start + len(wanted)) if start >= 0 and wanted.strip() else None


def prepare(data: Path, folder: Path, tokenizer: Any, limit: int | None = None, seed: int = 5) -> None:
    """Tokenise every source into `folder`: tokens.npy, contexts.npy (offsets), table.npy and about.json."""
    rng = random.Random(seed)
    tokens: list[NDArray[np.int32]] = []
    bounds, table, counts = [0], [], {}
    total = 0

    def add(ids: NDArray[np.int32]) -> int:
        nonlocal total
        tokens.append(ids)
        total += len(ids)
        return total - len(ids)

    for number, source in enumerate(SOURCES):
        examples, places = [], {}
        texts: list[str] = []
        for row in _source_rows(source, data, limit):
            fixed = normalised(row)
            if fixed is None:
                continue
            text, start, end = fixed
            if text not in places:
                places[text] = len(texts)
                texts.append(text)
            examples.append((row, places[text], start, end))
        ids, offsets = _context_tokens(texts, tokenizer)
        first_context = len(bounds) - 1
        for one in ids:
            add(one)
            bounds.append(total)
        questions = [
            variants(unicodedata.normalize("NFC", r["question"]), source.vietnamese, rng) for r, *_ in examples
        ]
        flat = [q for trio in questions for q in trio]
        coded, _ = _context_tokens(flat, tokenizer)
        for n, (_row, place, start, end) in enumerate(examples):
            span = answer_tokens(offsets[place], start, end) if start >= 0 else (-1, -1)
            if span is None:
                continue
            trio = [c[:MAX_QUESTION] for c in coded[3 * n : 3 * n + 3]]
            at = [add(c) for c in trio]
            packed = sum(len(c) << (8 * k) for k, c in enumerate(trio))
            swap = _neighbour(texts, place, texts[place][start:end].casefold() if start >= 0 else "", rng)
            table.append(
                (number, first_context + place, first_context + swap if swap >= 0 else -1, *at, packed, *span)
            )
        counts[source.name] = len(examples)
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "tokens.npy", np.concatenate(tokens))
    np.save(folder / "contexts.npy", np.array(bounds, np.int64))
    np.save(folder / "table.npy", np.array(table, np.int64))
    (folder / "about.json").write_text(json.dumps({"version": VERSION, "rows": counts, "tokens": total}))


def _neighbour(texts: list[str], place: int, answer: str, rng: random.Random) -> int:
    """A context near `place` (same article or topic, as a rule) that does not contain the answer, or -1."""
    if not answer:
        return -1
    for other in rng.sample([-3, -2, -1, 1, 2, 3], 6):
        near = place + other
        if 0 <= near < len(texts) and answer not in texts[near].casefold():
            return near
    return -1


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
    starts: Any = None

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
        members = self.members[source]
        turn, at = divmod(self.cursors[source], len(members))
        self.cursors[source] += 1
        order = np.random.default_rng((self.seed, source, turn)).permutation(len(members)) if at == 0 else None
        if order is None:
            order = self._order(source, turn, len(members))
        else:
            _ORDERS[(self.seed, source)] = (turn, order)
        row: NDArray[np.int64] = self.table[members[order[at]]]
        return row

    def _order(self, source: int, turn: int, size: int) -> Any:
        held = _ORDERS.get((self.seed, source))
        if held is None or held[0] != turn or len(held[1]) != size:
            held = (turn, np.random.default_rng((self.seed, source, turn)).permutation(size))
            _ORDERS[(self.seed, source)] = held
        return held[1]

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


_ORDERS: dict[tuple[int, int], tuple[int, Any]] = {}


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
