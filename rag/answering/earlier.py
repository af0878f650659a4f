"""A figure of an earlier period that only its change tells: 32 for 2008, of "23 vụ, giảm 9 vụ so với năm 2008"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rag.answering.beside import is_change, shares_sentence, unit_words
from rag.answering.candidates import Candidate
from rag.answering.composing import cite, figure_text, scope_text
from rag.answering.finding import Finding
from rag.messages import text as message
from rag.quantities.notation import base_value, write_number
from rag.quantities.numbers import find_quantities
from rag.question.answer_kinds import is_numeric
from rag.scopes.periods import has_year, shift
from rag.scopes.scope import NEAR, period_fit
from rag.text import words
from rag.types import Answer, AnswerKind, FigureKind, Quantity, Query, Statement

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
    between = find_quantities(change.report.text[best.end : change.start])
    if figure.kind is FigureKind.RANK or not moved.unit:
        return not between and _before(figure, moved) is not None
    if any(words(q.unit)[:1] == unit_words(best) for q in between):
        return False  # "23 vụ cháy; 3 vụ nổ, giảm 2 vụ": of the figure that stands nearer
    is_alike = unit_words(change) == unit_words(best) or (figure.kind is FigureKind.MONEY and not between)
    return is_alike and _before(figure, moved) is not None


def _before(figure: Quantity, moved: Quantity) -> Decimal | None:
    """What a figure was before a change; None where the two cannot be reckoned with, or give nothing there can be."""
    is_money = figure.kind is FigureKind.MONEY
    if is_money and moved.unit and _currency(figure) != _currency(moved):
        return None
    now, by = (figure.value, moved.value) if _is_same(figure, moved) else (base_value(figure), base_value(moved))
    is_rank = figure.kind is FigureKind.RANK
    has_risen = (moved.direction == "tăng") is not is_rank  # a better rank is a smaller one
    before = now - by if has_risen else now + by
    highest = figure.whole if is_rank and figure.whole is not None else before
    return before if int(is_rank) <= before <= highest else None


def _is_same(figure: Quantity, moved: Quantity) -> bool:
    """Whether a figure and its change are told in one unit: "15 triệu đồng/người", "tăng 2 triệu đồng"."""
    one, other = (q.unit.partition("/")[0].strip() for q in (figure, moved))
    return not moved.unit or one == other or figure.kind is not FigureKind.MONEY


def _currency(quantity: Quantity) -> str:
    return (words(quantity.unit.partition("/")[0]) or [""])[-1]


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
    before = _before(quantity, moved)
    assert before is not None
    number = write_number(before, language)
    unit = "" if quantity.kind is FigureKind.RANK else quantity.unit if _is_same(quantity, moved) else "đồng"
    asked = scope_text(best.place, query.periods[0], language)
    figures = [figure_text(c, language) for c in (best, change)]
    text = message("earlier", language, number=f"{number} {unit}".strip(), figure=figures[0], change=figures[1])
    citation = cite(best, 1, language, [change])
    answer = Answer(
        text,
        language,
        citations=(citation,),
        statements=(Statement(text, (1,)),),
        scope=asked,
        confidence=finding.confidence,
    )
    return answer, [number]


def told_by_change(query: Query, findings: Sequence[Finding]) -> bool:
    """Whether it is worth looking for a later figure: nothing is found, but a change since the period asked about."""
    if query.parts or len(findings) != 1 or findings[0].best is not None or len(query.periods) != 1:
        return False
    changes = [c.figure for c in findings[0].ranked if c.figure is not None and is_change(c)]
    bases = [figure.base for figure in changes if figure.quantity.unit != "%"]
    return any(base is not None and period_fit(query.periods[0], base, flow=True) >= NEAR for base in bases)
