"""A sentence to look at, with its surroundings."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Hit, Report, Sentence


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence that retrieval proposed, with its surroundings."""

    report: Report
    sentence: Sentence
    text: str
    before: str  # the sentence before it in the same passage, "" at its beginning
    hit: Hit
