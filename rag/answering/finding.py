"""What was found for one part of a question."""

from __future__ import annotations

from dataclasses import dataclass

from rag.answering.candidates import Candidate
from rag.types import Query

THRESHOLD = 0.5  # of the confidence: below it silence is the likelier right answer


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one part: the ranked candidates and how likely the best one answers."""

    query: Query
    ranked: list[Candidate]
    confidence: float

    @property
    def best(self) -> Candidate | None:
        """The candidate to answer with; None when silence is likelier."""
        fitting = self.ranked and self.ranked[0].fits
        return self.ranked[0] if fitting and self.confidence >= THRESHOLD else None
