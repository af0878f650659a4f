"""Figures told side by side, and the words of each."""

from __future__ import annotations

import re

from rag.answering.candidates import Candidate
from rag.answering.wording import said
from rag.text import words
from rag.types import FigureKind
from rag.words.language import content_words

_BEFORE = 300  # code points
_MARK = re.compile(r"[,;:()]\s?|\.\s|$")


def around(candidate: Candidate, low: int | None = None) -> str:
    """The words of one figure: those between the marks beside it.

    Args:
        candidate: the figure.
        low: where its words begin at the earliest, in code points of the report; its sentence's start by default.
    """
    text = candidate.report.text
    low = candidate.sentence.start if low is None else low
    end = _MARK.search(text, candidate.end, candidate.sentence.end)
    begins = [m.end() for m in _MARK.finditer(text, low, candidate.start) if m.group()]
    return text[max(begins, default=low) : end.start() if end else candidate.end]


def sentence_text(candidate: Candidate) -> str:
    """The words of a candidate's sentence."""
    return candidate.report.text[candidate.sentence.start : candidate.sentence.end]


def told_before(candidate: Candidate) -> str:
    """The words of a candidate's sentence and of what stands shortly before it, where its subject may be told."""
    return candidate.report.text[max(0, candidate.sentence.start - _BEFORE) : candidate.sentence.end]


def unit_words(candidate: Candidate, size: int | None = 1) -> list[str]:
    """The first words of what a figure counts; with None for a size all of them."""
    assert candidate.figure is not None
    return words(candidate.figure.quantity.unit)[:size]


def in_one_sentence(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates stand in the same sentence of a report."""
    return one.report is other.report and one.sentence.index == other.sentence.index


def shares_sentence(candidate: Candidate, best: Candidate) -> bool:
    """Whether a candidate is a fitting figure of the best one's sentence, of whatever kind."""
    return candidate.fits and candidate.figure is not None and in_one_sentence(candidate, best)


def is_change(candidate: Candidate) -> bool:
    """Whether a candidate is a figure that tells a rise or a fall."""
    return candidate.figure is not None and candidate.figure.quantity.kind is FigureKind.CHANGE


def is_sibling(candidate: Candidate, best: Candidate) -> bool:
    """Whether a candidate is a fitting figure of the best one's kind in its report."""
    return (
        candidate.fits
        and candidate.figure is not None
        and best.figure is not None
        and candidate.report is best.report
        and candidate.figure.quantity.kind is best.figure.quantity.kind
    )


def is_beside(candidate: Candidate, best: Candidate) -> bool:
    """Whether a sibling stands in the best one's sentence."""
    return candidate.sentence.index == best.sentence.index and is_sibling(candidate, best)


def heard(text: str) -> frozenset[str]:
    """The terms and the plain words of a text."""
    return said(text) | frozenset(content_words(text))
