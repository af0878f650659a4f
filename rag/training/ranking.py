"""Learns the weights of `rag.answering.ranking` from gold questions: which candidate answers, or whether silence does.

Conditional logit over the fitting candidates of a question and silence (McFadden 1974), pulled toward hand-set weights
by an L2 penalty, so that a few hundred questions are enough. Run:

    python -m rag.training.ranking GOLD.jsonl=LIBRARY [GOLD.jsonl=LIBRARY ...] [--folds 5]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from rag.answering.assistant import Assistant
from rag.answering.candidates import Candidate, Features
from rag.answering.composing import cite, short_answer
from rag.answering.ranking import WEIGHTS, family
from rag.evaluating.gold import read_gold
from rag.evaluating.scoring import CitedQuote, GoldQuestion, Prediction, judge, overlaps
from rag.question.understanding import understand
from rag.storage.library import Library
from rag.types import AnswerKind, Query

PRIOR: dict[str, dict[str, float]] = {
    "numeric": {
        "dense": 0.8,
        "lexical": 0.6,
        "narrow": 2.0,
        "broad": 1.5,
        "missing": -1.5,
        "indicator": 1.2,
        "reader": 1.5,
        "reads": 0.3,
        "kind": 1.2,
        "unit": 0.8,
        "place": 1.0,
        "period": 1.5,
        "plan": -1.5,
        "stated": 0.3,
        "part": -0.4,
        "lacking": -0.8,
        "surplus": -0.6,
        "own": 0.5,
        "silence": 4.7,
    },
    "span": {
        "dense": 1.0,
        "lexical": 0.8,
        "narrow": 0.2,
        "broad": 2.0,
        "missing": -1.5,
        "reader": 2.5,
        "reads": 0.5,
        "kind": 0.0,
        "place": 1.0,
        "period": 1.0,
        "unit": 1.0,
        "plan": -0.7,
        "silence": 4.6,
    },
    "sentence": {
        "dense": 1.0,
        "lexical": 1.0,
        "narrow": 0.5,
        "broad": 2.0,
        "missing": -1.5,
        "reader": 1.0,
        "reads": 0.3,
        "place": 1.0,
        "period": 1.0,
        "plan": -0.7,
        "silence": 3.8,
    },
}


@dataclass(frozen=True, slots=True)
class Example:
    """One question part: its candidates' features, which are right, and its family."""

    id: str
    family: str
    features: np.ndarray  # (candidates, features)
    right: np.ndarray  # (candidates,) bool; none right: silence is


def prior(name: str) -> tuple[np.ndarray, float]:
    """The hand-set weights of a family, in the features' order, and its score of silence."""
    return np.array([PRIOR[name].get(f, 0.0) for f in Features.names()], np.float32), PRIOR[name]["silence"]


def examples(gold: Path, library: Path) -> Iterator[Example]:
    """One example a question (or part of a comparison)."""
    with Library(library) as opened:
        assistant = Assistant(opened)
        for row in read_gold(gold):
            query = understand(row.question, row.history)
            if query.refusal:
                continue
            for part in query.parts or (query,):
                fitting = [c for c in assistant.gatherer.gather(part) if c.fits]
                right = np.array([row.answerable and _is_right(c, part, row) for c in fitting], bool)
                if row.answerable and not right.any():
                    continue  # nothing to learn from: retrieval or extraction missed it
                features = np.array([c.features.values() for c in fitting], np.float32)
                yield Example(row.id, family(part.kind), features.reshape(len(fitting), len(Features.names())), right)


def _is_right(candidate: Candidate, query: Query, row: GoldQuestion) -> bool:
    """Whether a candidate alone answers, or holds one of the answers of a question with several."""
    citation = cite(candidate, 1, query.language)
    if citation.source not in row.sources or not any(overlaps(citation.quote, e) for e in row.evidence):
        return False
    if query.kind is AnswerKind.YES_NO:
        return True  # yes or no is told by rule: here the deciding sentence is all that is learnt
    quote = CitedQuote(citation.source, citation.quote)
    if query.kind is AnswerKind.LIST and not query.parts:
        whole = Prediction(row.id, short_answer(candidate, query), False, (quote,))
        return judge(replace(row, sources=(citation.source,)), whole).strict  # half a list is no list
    alone = [replace(row, answers=(group,), sources=(citation.source,)) for group in row.answers]
    answer = Prediction(row.id, short_answer(candidate, query), False, (quote,))
    return any(judge(gold, answer).strict for gold in alone)


def learn(rows: Sequence[Example], name: str, penalty: float = 0.002, steps: int = 300) -> tuple[np.ndarray, float]:
    """Weights and score of silence that make the right choices likely.

    Args:
        rows: examples of any family; only those of `name` count.
        penalty: weight of the squared distance from the hand-set weights.
        steps: Adam steps over the whole set.
    """
    start, silence = prior(name)
    anchor = torch.tensor([*start, silence], dtype=torch.float32)
    mine = [r for r in rows if r.family == name]
    if not mine:
        return start, silence
    longest = max(len(r.features) for r in mine)
    features = torch.zeros(len(mine), longest, len(start))
    there = torch.zeros(len(mine), longest, dtype=torch.bool)
    right = torch.zeros(len(mine), longest, dtype=torch.bool)
    for i, row in enumerate(mine):
        count = len(row.features)
        if count:
            features[i, :count], there[i, :count] = torch.from_numpy(row.features), True
            right[i, :count] = torch.from_numpy(row.right)
    silent = ~right.any(1, keepdim=True)
    chosen = torch.cat([right, silent], 1)
    present = torch.cat([there, torch.ones(len(mine), 1, dtype=torch.bool)], 1)
    weights = anchor.clone().requires_grad_(True)
    optimiser = torch.optim.Adam([weights], lr=0.05)
    for _ in range(steps):
        scores = torch.cat([features @ weights[:-1], weights[-1:].expand(len(mine), 1)], 1)
        loss = (
            torch.logsumexp(scores.masked_fill(~present, -1e9), 1)
            - torch.logsumexp(scores.masked_fill(~chosen, -1e9), 1)
        ).mean()
        loss = loss + penalty * ((weights - anchor) ** 2).sum()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    learnt = weights.detach().numpy()
    return learnt[:-1], float(learnt[-1])


def accuracy(rows: Sequence[Example], name: str, weights: np.ndarray, silence: float) -> tuple[int, int]:
    """How many choices are right, of how many."""
    mine = [r for r in rows if r.family == name]
    right = 0
    for row in mine:
        scores = row.features @ weights if len(row.features) else np.array([-1e9])
        best = int(scores.argmax())
        right += (scores[best] < silence) if not row.right.any() else bool(scores[best] >= silence and row.right[best])
    return right, len(mine)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: learn from the gold sets, print cross-validated accuracy, write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="+", help="GOLD.jsonl=LIBRARY")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--prior", action="store_true", help="write the hand-set weights, learn nothing")
    options = parser.parse_args(arguments)
    names, stored = Features.names(), {}
    rows = [] if options.prior else [e for pair in options.sets for e in examples(*map(Path, pair.split("=")))]
    for name in PRIOR:
        weights, silence = prior(name)
        if rows:
            held = [
                accuracy(
                    rows[k :: options.folds],
                    name,
                    *learn([r for i, r in enumerate(rows) if i % options.folds != k], name),
                )
                for k in range(options.folds)
            ]
            before = accuracy(rows, name, weights, silence)
            weights, silence = learn(rows, name)
            print(
                f"{name}: hand-set {before}, learnt {accuracy(rows, name, weights, silence)}, "
                f"cross-validated {tuple(map(sum, zip(*held, strict=True)))}",
                file=sys.stderr,
            )
            print(
                {f: round(float(w), 2) for f, w in zip(names, weights, strict=True)},
                round(silence, 2),
                file=sys.stderr,
            )
        stored[name] = {"weights": [round(float(w), 4) for w in weights], "silence": round(float(silence), 4)}
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_text(json.dumps({"features": names, "families": stored}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
