"""A small evaluation for the learning curve: exact match and F1 on some questions of the development sets."""

from __future__ import annotations

import random
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from rag.reading.reader_model import SpanModel
from rag.training.sources import read_jsonl

DEV_SETS = {"viquad": "qa/viquad2_dev_titles.jsonl", "mlqa": "qa/mlqa_vi_dev.jsonl", "gov": "qa/gov_news.jsonl"}
_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")


def normalise(text: str) -> str:
    """SQuAD's normalisation without the English articles: lower case, no ASCII punctuation, single spaces, NFC."""
    return " ".join(_PUNCTUATION.sub("", unicodedata.normalize("NFC", text).lower()).split())


def score(predicted: str, golds: Sequence[str]) -> tuple[float, float]:
    """Exact match and token F1 against the best of the gold answers (none: the empty answer is right)."""
    best = (0.0, 0.0)
    for gold in golds or [""]:
        a, b = normalise(predicted).split(), normalise(gold).split()
        same = sum((Counter(a) & Counter(b)).values())
        f1 = float(a == b) if not a or not b else 2 * same / (len(a) + len(b))
        best = max(best, (float(a == b), f1))
    return best


def dev_rows(data: Path, name: str, count: int | None = None, seed: int = 3) -> list[dict[str, Any]]:
    """Rows of a development measure: all, or a fixed sample."""
    rows = [r for r in read_jsonl(data / DEV_SETS[name]) if name != "gov" or r["split"] == "dev"]
    return rows if count is None else random.Random(seed).sample(rows, min(count, len(rows)))


def best_spans(model: SpanModel, tokenizer: Any, rows: list[dict[str, Any]]) -> list[tuple[str, float]]:
    """The best span of each row's context (cut at 460 tokens of both) and its score above the no-answer logit."""
    sequences = []
    for row in rows:
        question = tokenizer.encode(row["question"], add_special_tokens=False).ids[:64]
        coded = tokenizer.encode(row["context"], add_special_tokens=False)
        kept = 460 - len(question)
        ids = [0, *question, 2, 2, *coded.ids[:kept], 2]
        sequences.append((ids, len(question) + 3, coded.offsets[:kept]))
    order = sorted(range(len(rows)), key=lambda i: len(sequences[i][0]))
    found: list[tuple[str, float]] = [("", 0.0)] * len(rows)
    for begin in range(0, len(order), 12):
        chosen = order[begin : begin + 12]
        length = max(len(sequences[i][0]) for i in chosen)
        padded = torch.full((len(chosen), length), 1, dtype=torch.long)
        for n, i in enumerate(chosen):
            padded[n, : len(sequences[i][0])] = torch.tensor(sequences[i][0])
        device = next(model.parameters()).device
        logits = model(padded.to(device), (padded != 1).long().to(device)).float().cpu()
        for n, i in enumerate(chosen):
            _, base, offsets = sequences[i]
            starts, ends = logits[n, base : base + len(offsets)].unbind(-1)
            pairs = torch.triu(starts[:, None] + ends[None]) + torch.tril(torch.full([len(offsets)] * 2, -1e9), -1)
            pairs = pairs + torch.triu(torch.full([len(offsets)] * 2, -1e9), 80)
            best = int(pairs.argmax())
            a, b = divmod(best, len(offsets))
            text = rows[i]["context"][offsets[a][0] : offsets[b][1]].strip()
            found[i] = (text, float(pairs.max() - logits[n, 0].sum()))
    return found


def small_evaluation(data: Path, tokenizer: Any, count: int = 150) -> Callable[[SpanModel], dict[str, float]]:
    """A function that measures a model on `count` questions of each development set."""
    sets = {name: dev_rows(data, name, count) for name in DEV_SETS if (data / DEV_SETS[name]).exists()}

    def evaluate(model: SpanModel) -> dict[str, float]:
        figures: dict[str, float] = {}
        for name, rows in sets.items():
            found = best_spans(model, tokenizer, rows)
            asked = [(r, f) for r, f in zip(rows, found, strict=True) if not r["is_impossible"]]
            pairs = [score(text, [a["text"] for a in row["answers"]]) for row, (text, _) in asked]
            figures[f"{name}_em"] = round(sum(em for em, _ in pairs) / len(pairs), 4)
            figures[f"{name}_f1"] = round(sum(f1 for _, f1 in pairs) / len(pairs), 4)
            none = [s for r, (_, s) in zip(rows, found, strict=True) if r["is_impossible"]]
            if none:
                figures[f"{name}_declined_at_0"] = round(sum(s < 0 for s in none) / len(none), 4)
                figures[f"{name}_kept_at_0"] = round(sum(s >= 0 for _, (_, s) in asked) / len(asked), 4)
        return figures

    return evaluate
