"""Weighs candidates against each other and against silence, on one scale.

The score of a candidate is a weighted sum of its features; saying nothing has a score of its own. The softmax over
both is the confidence: how likely the best candidate answers, given that what was found is all there is. Weights are
learnt by `rag.training.ranking` (conditional logit, McFadden 1974) and lie in `rag/models/ranking.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from rag.answering.candidates import Candidate, Features
from rag.errors import ModelError
from rag.question.answer_kinds import is_numeric
from rag.types import AnswerKind

WEIGHTS = Path(__file__).parents[1] / "models" / "ranking.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a feature, and the score of silence."""

    features: tuple[float, ...]
    silence: float


@lru_cache(maxsize=1)
def load_weights(path: Path = WEIGHTS) -> dict[str, Weights]:
    """The learnt weights by family of answer kinds.

    Raises:
        ModelError: the file is missing or was learnt for other features.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        names = stored["features"]
        families = {name: Weights(tuple(w["weights"]), float(w["silence"])) for name, w in stored["families"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError("model_damaged", path=path) from error
    if names != Features.names():
        raise ModelError("model_damaged", path=path)
    return families


def family(kind: AnswerKind) -> str:
    """Answer kinds that share their weights."""
    if is_numeric(kind):
        return "numeric"
    return "sentence" if kind is AnswerKind.YES_NO else "span"


def rank(candidates: Sequence[Candidate], kind: AnswerKind) -> list[Candidate]:
    """The candidates with their scores, best first, fitting ones before others."""
    weights = load_weights()[family(kind)]
    scored = [
        replace(c, score=sum(w * v for w, v in zip(weights.features, c.features.values(), strict=True)))
        for c in candidates
    ]
    return sorted(scored, key=lambda c: (not c.fits, -c.score))


def confidence(ranked: Sequence[Candidate], kind: AnswerKind) -> float:
    """How likely an answer is there at all: the candidates' share of the softmax with silence, 0 to 1.

    Equal candidates for the same words (a figure told twice) count once: the best one of each text.
    """
    weights = load_weights()[family(kind)]
    best: dict[str, float] = {}
    for candidate in ranked:
        if candidate.fits:
            best[candidate.text] = max(best.get(candidate.text, -math.inf), candidate.score)
    if not best:
        return 0.0
    top = max(*best.values(), weights.silence)
    mass = math.exp(max(best.values()) - top)
    return mass / (mass + math.exp(weights.silence - top))
