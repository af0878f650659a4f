"""A figure of an earlier period that only its change tells: 32 for 2008, of "23 vụ, giảm 9 vụ so với năm 2008"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answering.beside import is_change, shares_sentence, unit_words
from rag.answering.candidates import Candidate
from rag.answering.composing import cite, figure_gloss, figure_text, scope_text
from rag.answering.finding import Finding
from rag.messages import text as message
from rag.quantities.notation import base_value, write_number
from rag.question.answer_kinds import is_numeric
from rag.scopes.periods import has_year, shift
from rag.scopes.scope import NEAR, period_fit
from rag.types import Answer, AnswerKind, FigureKind, Query, Statement

_COUNTED = (FigureKind.COUNT, FigureKind.MONEY, FigureKind.RANK)


def a_year_on(query: Query) -> Query | None:
    """The same question about the same stretch of the year after, whose report may tell the change since.

    Args:
        query: the question.

    Returns:
        None where no one period of a known year is asked about, or no figure.
    """
    if not is_numeric(query.kind) or query.kind is AnswerKind.CHANGE or query.is_comparison:
        return None
    if len(query.periods) != 1 or not has_year(query.periods[0]):
        return None
    asked = query.periods[0]
    return replace(query, periods=(shift(asked, asked.year + 1),))


def change_since(finding: Finding, query: Query) -> Candidate | None:
    """The change of the figure found, told beside it, since the period that the question asks about.

    Args:
        finding: what was found for the year after.
        query: the question itself.

    Returns:
        None where the figure is none that can be reckoned back, a share or "gần 6.000", or no such change is told.
    """
    best = finding.best
    if best is None or best.figure is None:
        return None
    quantity = best.figure.quantity
    if quantity.kind not in _COUNTED or quantity.hedge or best.start != quantity.start:
        return None
    told = [c for c in finding.ranked if shares_sentence(c, best) and is_change(c) and c.start >= best.end]
    nearest = min(told, key=lambda c: c.start, default=None)
    return nearest if nearest is not None and _reckons(nearest, best, query) else None


def _reckons(change: Candidate, best: Candidate, query: Query) -> bool:
    """Whether a change is of that very figure, in its unit, since the period asked about."""
    assert change.figure is not None and best.figure is not None
    moved, figure = change.figure.quantity, best.figure.quantity
    base = change.figure.base
    if not moved.direction or moved.unit == "%" or moved.hedge or base is None:
        return False
    if period_fit(query.periods[0], base, flow=True) < NEAR:
        return False
    between = change.report.text[best.end : change.start]
    if figure.kind is FigureKind.RANK or not moved.unit:
        return not re.search(r"\d", between)
    return unit_words(change) == unit_words(best) or (moved.unit.endswith("đồng") and figure.kind is FigureKind.MONEY)


def reckoned(query: Query, finding: Finding, change: Candidate) -> tuple[Answer, list[str]]:
    """The earlier figure, exactly, shown as reckoned from the two that are cited.

    Args:
        query: the question.
        finding: the figure of the year after.
        change: since the period asked about.

    Returns:
        The answer and the number in it that was computed.
    """
    language, best = query.language, finding.best
    assert best is not None and best.figure is not None and change.figure is not None
    quantity, moved = best.figure.quantity, change.figure.quantity
    is_same = quantity.unit == moved.unit or quantity.kind is not FigureKind.MONEY
    now, by = (quantity.value, moved.value) if is_same else (base_value(quantity), base_value(moved))
    has_risen = (moved.direction == "tăng") is not (quantity.kind is FigureKind.RANK)  # a better rank is a smaller one
    number = write_number(now - by if has_risen else now + by, language)
    unit = "" if quantity.kind is FigureKind.RANK else quantity.unit if is_same else "đồng"
    asked = scope_text(best.place, query.periods[0], language)
    figures = [figure_text(c, language) for c in (best, change)]
    text = message("earlier", language, number=f"{number} {unit}".strip(), figure=figures[0], change=figures[1])
    citation = cite(best, 1, language, [change])
    answer = Answer(
        text,
        language,
        citations=(citation,),
        statements=(Statement(text, (1,)),),
        gloss=figure_gloss(best),
        scope=asked,
        confidence=finding.confidence,
    )
    return answer, [number]


def told_by_change(query: Query, findings: Sequence[Finding]) -> bool:
    """Whether it is worth looking for a later figure: one part, and nothing found for it."""
    return not query.parts and len(findings) == 1 and findings[0].best is None
