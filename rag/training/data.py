"""Question sets as one memory-mapped table of token ids (`mixing` draws batches from it).

A row of the table: its source, context, a context near it that lacks the answer, where the question's three variants
lie in the tokens, their lengths (eight bits each), and the answer as first and last token of the context.
"""

from __future__ import annotations

import itertools
import json
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.training.augment import cloze_rows, variants
from rag.training.sources import SOURCES, Source, article, read_jsonl, rows

VERSION = 1
MAX_QUESTION = 64


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
    """A set's rows for training; none where its file is missing."""
    found: Iterator[dict[str, Any]] = iter(())
    if not (data / source.file).exists():
        print(f"left out: {source.name} ({source.file} is not there)")
    elif source.name == "cloze_gov":
        held = {article(r) for r in read_jsonl(data / "qa/gov_news.jsonl") if r["split"] != "train"}
        found = cloze_rows((r for r in read_jsonl(data / source.file) if r["id"] not in held), 6000, 11)
    elif source.name == "cloze_news":
        found = cloze_rows(itertools.islice(read_jsonl(data / source.file), 5000), 6000, 12)
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
            table.append((number, first_context + place, first_context + swap if swap >= 0 else -1, *at, packed, *span))
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
