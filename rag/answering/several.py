"""Answers to questions of several parts: each part with its own citation, what is not stated said plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from rag.answering.abstaining import abstain
from rag.answering.candidates import Candidate
from rag.answering.comparing import (
    align,
    asks_difference,
    asks_movement,
    asks_ratio,
    comparable,
    comparison_text,
    comparison_verdict,
    moved_text,
    needs_all,
    ratio_text,
)
from rag.answering.composing import cite, place_text, scope_text, short_answer
from rag.answering.extremes import Extreme
from rag.answering.finding import Finding
from rag.answering.ranking import confidence
from rag.messages import text as message
from rag.quantities.notation import base_value
from rag.quantities.numbers import find_quantities
from rag.question.answer_kinds import is_numeric
from rag.scopes.period_labels import label
from rag.text import fold
from rag.types import Answer, Citation, Quantity, Query, Reason, Statement

MOST_TOLD = 4  # places of an order named in the answer; the others stand in its statements
_ENDS = 2  # of a range
_TO = re.compile(r"\s*(?:đến|tới|to|-|–)\s*")
_HIGHEST = re.compile(r"\b(?:cao nhat|toi da|nhieu nhat|nang nhat|lon nhat|highest|maximum|most|top|upper|heaviest)\b")
_LOWEST = re.compile(r"\b(?:thap nhat|toi thieu|it nhat|nhe nhat|nho nhat|lowest|minimum|least|lower)\b")


def aligned(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of a comparison, agreed on what is compared; the sides of a difference are two things."""
    if findings[0].query.name:
        return list(findings)
    rankings = align([f.ranked for f in findings])
    return [
        Finding(f.query, ranked, confidence(ranked, f.query.kind)) for f, ranked in zip(findings, rankings, strict=True)
    ]


def compare(query: Query, findings: Sequence[Finding]) -> tuple[Answer, list[str]]:
    """A comparison: each part with its own citation, what is not stated said plainly."""
    language = query.language
    called = names(query)
    markers = iter(range(1, len(findings) + 1))
    cited = [cite(f.best, next(markers), language) if f.best else None for f in findings]
    if query.parts[0].name:  # the sides of a difference share place and period
        proof = next((f.best for f in findings if f.best), None)
        heads, scope = called, scope_text(proof.place, proof.period, language) if proof else ""
    else:
        heads, scope = _headed(called, cited, by_period=called != _places(query))
    citations = tuple(filter(None, cited))
    statements, texts = [], []
    for head, finding, citation in zip(heads, findings, cited, strict=True):
        if finding.best is None or citation is None:
            texts.append(message("part_missing", language, name=head))
            continue
        told = message("part", language, name=head, answer=short_answer(finding.best, finding.query))
        texts.append(told)
        statements.append(Statement(told, (citation.marker,)))
    if not citations:
        worst = max(findings, key=lambda f: f.confidence)
        return abstain(query, worst.ranked, worst.confidence), []
    missing = [head for head, finding in zip(heads, findings, strict=True) if finding.best is None]
    if missing and is_numeric(query.kind) and needs_all(query.text):
        return _undecided(query, findings, missing, citations, statements), []
    quantities = [_weighed(finding, query.text) for finding in findings]
    verdict = comparison_verdict(query.text, quantities, language)
    wants_ratio = asks_ratio(query.text)
    weigh = ratio_text if wants_ratio else comparison_text
    compared, computed = weigh(called, quantities, language) if is_numeric(query.kind) else ("", [])
    moved = (
        moved_text([part.periods for part in query.parts], quantities, language) if asks_movement(query.text) else ""
    )
    if compared:
        statements.append(Statement(moved or compared, tuple(c.marker for c in citations)))
        is_whole = wants_ratio or asks_difference(query.text)
        texts.append(moved or (compared if is_whole else compared.split(",")[0]))
    text = "; ".join(texts)
    return Answer(
        f"{verdict}: {text}" if verdict else text,
        language,
        citations=citations,
        statements=tuple(statements),
        scope=scope,
        confidence=min(f.confidence for f in findings),
    ), [*computed, *called]  # the years that head the parts are the question's own


def _weighed(finding: Finding, question: str) -> Quantity | None:
    """What a part is compared by: its figure; of a range the end that is asked for, else nothing."""
    best = finding.best
    if best is None or best.figure is None:
        return None
    told = short_answer(best, finding.query)
    ends = find_quantities(told)
    if len(ends) != _ENDS or not _TO.fullmatch(told[ends[0].end : ends[1].start]):
        return best.figure.quantity
    if _HIGHEST.search(fold(question)):
        return ends[1]
    return ends[0] if _LOWEST.search(fold(question)) else None


def _undecided(
    query: Query,
    findings: Sequence[Finding],
    missing: Sequence[str],
    citations: tuple[Citation, ...],
    found: Sequence[Statement],
) -> Answer:
    """Silence about which is more where a figure is missing; those that there are come nearest."""
    return Answer(
        message("not_comparable", query.language, names=", ".join(missing)),
        query.language,
        abstained=True,
        reason=Reason.NOT_STATED,
        citations=citations,
        nearest=tuple(found),
        confidence=min(f.confidence for f in findings),
    )


def names(query: Query) -> list[str]:
    """What tells the parts apart: the sides of a difference, places, or periods of one place."""
    if all(part.name for part in query.parts):
        return [part.name for part in query.parts]
    places = _places(query)
    if len(set(places)) == len(places):
        return places
    return [label(p.periods[0], query.language.value) if p.periods else "" for p in query.parts]


def _places(query: Query) -> list[str]:
    return [place_text(p.places[0]) if p.places else "" for p in query.parts]


def _headed(called: Sequence[str], cited: Sequence[Citation | None], by_period: bool = False) -> tuple[list[str], str]:
    """What heads each part, and the scope that all figures share.

    Figures of different periods each say their own, "Bắc Kạn, năm 2022", lest they be taken for one year's.

    Args:
        called: what tells the parts apart.
        cited: what proves each; None where nothing was found.
        by_period: whether the parts are told apart by their periods, not by their places.
    """
    shared = {one.place if by_period else one.period for one in cited if one}
    if by_period or len(shared) == 1:
        return list(called), shared.pop() if len(shared) == 1 else ""
    periods = [one.period if one else "" for one in cited]
    return [", ".join(filter(None, pair)) for pair in zip(called, periods, strict=True)], ""


def order(query: Query, findings: Sequence[Finding], which: Extreme) -> Answer | None:
    """The places of a question in the order of their figures, the one that has the extreme first.

    Args:
        query: a question with a part for each place.
        findings: what was found for each.
        which: the end of the order that is asked for.

    Returns:
        The answer; None when fewer than two places have figures that can be compared.
    """
    found = [f for f in findings if f.best is not None and f.best.figure is not None]
    if not found:
        return None
    first = max(found, key=lambda f: f.confidence).best
    assert first is not None and first.figure is not None
    quantity = first.figure.quantity
    alike = [(f, f.best) for f in found if f.best and f.best.figure and comparable(quantity, f.best.figure.quantity)]
    if len(alike) < 2:
        return None
    language = query.language

    def value(pair: tuple[Finding, Candidate]) -> Decimal:
        assert pair[1].figure is not None
        return base_value(pair[1].figure.quantity)

    alike.sort(key=value, reverse=which is Extreme.MOST)
    citations = tuple(cite(best, marker, language) for marker, (_, best) in enumerate(alike, 1))
    heads, scope = _headed([place_text(f.query.places[0]) for f, _ in alike], citations)
    told = [
        message("part", language, name=head, answer=short_answer(best, f.query))
        for head, (f, best) in zip(heads, alike, strict=True)
    ]
    return Answer(
        "; ".join(told[:MOST_TOLD]),
        language,
        citations=citations,
        statements=tuple(Statement(text, (marker,)) for marker, text in enumerate(told, 1)),
        scope=scope,
        confidence=min(f.confidence for f, _ in alike),
    )
