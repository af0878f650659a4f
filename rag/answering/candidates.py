"""Candidate answers: a span of a report, the clause that states it, its scope, and what speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

from rag.types import Figure, Period, Place, Report, Sentence


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a candidate, each about 0 (nothing) to 1 (everything); the ranking weighs them."""

    dense: float = 0.0  # cosine of question and sentence, rescaled
    lexical: float = 0.0  # the sentence's fused retrieval score against the best one's
    narrow: float = 0.0  # share of the question's terms in the figure's own words or the clause
    broad: float = 0.0  # the same over sentence, heading and title
    missing: float = 0.0  # weight of the heaviest term that stands nowhere near
    indicator: float = 0.0  # cosine of question and indicator, rescaled
    reader: float = 0.0  # the reader's score for the span, squashed
    reads: float = 0.0  # 1 when the reader proposed a span here
    kind: float = 0.0  # whether the span is of the kind asked for
    unit: float = 0.0  # whether it counts what is asked for
    place: float = 0.0  # place fit
    period: float = 0.0  # period fit
    exact: float = 0.0  # 1 when it is for the very period asked, not one that holds it or is only not contradicted
    plan: float = 0.0  # 1 for a target rather than a result, when a result is asked
    stated: float = 0.0  # 1 when the clause itself names the scope asked for
    english: float = 0.0  # 1 for an English question: lexical evidence is weaker
    undiacritised: float = 0.0  # 1 for a Vietnamese question without diacritics
    caption: float = 0.0  # 1 for a photo caption, which proves less than a sentence
    lacking: float = 0.0  # weight of the heaviest term of the question that the figure's own words or clause lack
    surplus: float = 0.0  # share of the figure's own terms that the question does not have ("giải Ba" for "giải")
    own: float = 0.0  # 1 when the report itself is about the place asked, or no place is asked
    row: float = 0.0  # 1 for a table row
    odds: float = 0.0  # the reader's odds that its passage answers at all, squashed; -1 when it was not read
    part: float = 0.0  # 1 when the figure is qualified by something the question does not ask ("riêng", "trong đó")

    @classmethod
    def names(cls) -> list[str]:
        """The features' names in the order of their weights."""
        return [f.name for f in fields(cls)]

    def values(self) -> list[float]:
        """The features as numbers, in the order of `names`."""
        return [float(getattr(self, name)) for name in self.names()]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may answer; offsets are the report's."""

    report: Report
    sentence: Sentence
    start: int
    end: int
    quote_start: int
    quote_end: int
    place: Place | None
    period: Period | None
    features: Features
    figure: Figure | None = None
    score: float = 0.0
    fits: bool = True  # place and period fit; a candidate that does not is only ever the nearest finding

    @property
    def text(self) -> str:
        """The span's words."""
        return self.report.text[self.start : self.end]

    @property
    def quote(self) -> str:
        """The words that prove it."""
        return self.report.text[self.quote_start : self.quote_end]


def unfit_where(candidates: Sequence[Candidate], is_out: Callable[[Candidate], bool]) -> list[Candidate]:
    """The candidates, as many and in their order; those that are out no longer fit."""
    return [replace(c, fits=False) if is_out(c) else c for c in candidates]
