"""Measures candidates: how well a span, its clause and its scope fit one part of a question.

Every measure is a feature of `candidates.Features`; none decides alone. `rag.scopes.scope` judges places and periods.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering import extremes, signatures
from rag.answering.candidates import Candidate, Features
from rag.answering.demands import Demands
from rag.answering.figure_fit import FigureFit, own_label, own_terms
from rag.answering.scope_fit import ScopeFit
from rag.answering.span_fit import SpanFit
from rag.answering.text_cells import TextCell
from rag.answering.units import Unit
from rag.answering.wording import asked_terms, label, said, setting_terms
from rag.scopes.scope import EXACT, NONE
from rag.text import fold
from rag.types import Figure, Language, Place, Query, Report, SentenceKind
from rag.words.concepts import coverage, terms
from rag.words.language import detect_language

_DENSE_FLOOR, _DENSE_SPAN = 0.74, 0.18  # e5's cosines crowd between .72 and .92
_OF_SETTING = 0.4  # how much a term counts that a turn takes from an earlier one
_LIMITS, _OF_LIMIT = frozenset({"#best", "#bottom"}), 0.3
_OF_CELL = 0.5  # the reader's score of a cell whose row and head are asked for; it sees no heads
Span = tuple[Report, int, int, float]  # what the reader proposed: report, start, end, score
PassageKey = tuple[str, int]  # a report's id and the number of a passage in it


def squash_cosine(cosine: float) -> float:
    return max(-0.5, min(1.5, (cosine - _DENSE_FLOOR) / _DENSE_SPAN))


_ORDER_TERMS = frozenset(
    [
        *said("huyện thị xã thành phố tỉnh địa phương nơi nào nhiều ít cao thấp lớn nhỏ đông nhất"),
        *terms("which district province place had most fewest highest lowest largest smallest", Language.ENGLISH),
    ]
)


class Frame:
    """What all candidates of one part are measured against."""

    def __init__(self, query: Query, units: Sequence[Unit], odds: Mapping[PassageKey, float] | None = None) -> None:
        self.query, self.scope, self.odds = query, ScopeFit(query), odds or {}
        self.asked, self.setting = asked_terms(query), setting_terms(query)
        self.measured = said(extremes.measured_in(fold(query.text)))
        is_vietnamese = detect_language(query.topic) is Language.VIETNAMESE
        spoken = said(query.topic) if is_vietnamese else frozenset()  # the parts of compounds too
        demands = Demands.of(query)
        self.figures, self.spans = FigureFit(query, demands, self.asked, spoken), SpanFit(query, demands)
        self.best = max(u.hit.score for u in units) or 1.0
        self.worst = min(u.hit.score for u in units)
        frequency: dict[str, int] = {}
        for unit in units:
            for term in said(unit.text):
                frequency[term] = frequency.get(term, 0) + 1
        self.idf = {t: math.log(1 + len(units) / (0.5 + frequency.get(t, 0))) for t in self.asked}
        # "tối đa bao nhiêu": a limit is told as one ("đến 400.000 đồng") more often than by that word
        self.idf.update({t: _OF_LIMIT for t in _LIMITS.intersection(self.asked) if t not in frequency})

    def weight(self, term: str) -> float:
        """How telling a term of the question is among the sentences found; less when only an earlier turn named it."""
        return self.idf.get(term, 1.0) * (_OF_SETTING if term in self.setting else 1.0)

    def of_figure(self, unit: Unit, figure: Figure, readings: Sequence[Span]) -> Candidate:
        """A figure as a candidate."""
        quantity, report = figure.quantity, unit.report
        clause = report.text[figure.start : figure.end]
        own = f"{own_label(figure)} {quantity.unit} {clause if not figure.row_head else ''}"
        place = self.scope.of_figure_place(figure.place, unit)
        period = self.scope.of_figure_period(figure, own, unit)
        stated = figure.kind_of_scope == "stated"
        target = self.figures.is_target(figure, report)
        features = replace(
            self._common(unit, own, label(figure)),
            kind=self.figures.kind(figure),
            unit=self.figures.unit(figure),
            place=place,
            period=period,
            exact=float(period == EXACT and self.scope.names_period),
            plan=float(target),
            stated=float(stated),
            surplus=self.figures.surplus(figure),
            part=self.figures.part(figure, unit),
            **_reading(quantity.start, quantity.end, readings),
        )
        return Candidate(
            report,
            unit.sentence,
            quantity.start,
            quantity.end,
            figure.start,
            figure.end,
            figure.place,
            figure.period,
            features,
            figure,
            fits=min(place, period) > NONE
            and not target
            and not self.figures.is_rest(figure)
            and not self.figures.is_of_another(figure, unit)
            and self.spans.confirms(unit, quantity if figure.row_head else None),
        )

    def of_extreme(self, unit: Unit, figure: Figure) -> Candidate:
        """The head of the table row that has the most or the least of its column as a candidate."""
        cell = self.of_figure(unit, figure, [])
        words = map(re.escape, figure.row_head.split())
        head = re.compile(r"[\s|│║┃]+".join(words)).search(unit.report.text, figure.start)
        start, end = head.span() if head else (figure.start, figure.start)
        # that a row has the most is computed: the reader says nothing of it, and "huyện nào nhiều nhất" needs no proof
        asked = [*(t for t in self.asked if t not in _ORDER_TERMS), *self.measured]
        told = said(f"{label(figure)} {figure.quantity.unit}")
        own = own_terms(figure)
        features = replace(
            cell.features,
            kind=1.0,
            unit=1.0,
            reader=0.0,
            reads=0.0,
            narrow=coverage(asked, own, self.weight),
            broad=coverage(asked, told, self.weight),
            missing=max((self.weight(t) for t in asked if t not in told), default=0.0) / 4.0,
        )
        return replace(cell, start=start, end=end, features=features)

    def of_list(self, unit: Unit, lead: int, start: int, end: int, readings: Sequence[Span]) -> Candidate:
        """A run of items as a candidate, told by the sentence that announces it."""
        whole = self.of_span(unit, start, end, readings)
        announced = self._common(unit, unit.report.text[lead:end])
        features = replace(
            whole.features,
            narrow=announced.narrow,
            broad=max(announced.broad, announced.narrow),
            kind=1.0,
            missing=min(announced.missing, announced.lacking),
            lacking=announced.lacking,
        )
        return replace(whole, quote_start=min(lead, unit.sentence.start), features=features)

    def of_text_cell(self, unit: Unit, cell: TextCell, readings: Sequence[Span]) -> Candidate:
        """A cell in words as a candidate, told by its row's name and its column's head."""
        whole = self.of_span(unit, cell.start, cell.end, readings)
        told = self._common(unit, f"{cell.name} {cell.head}", f"{cell.name} {cell.head}")
        features = replace(
            whole.features,
            narrow=told.narrow,
            broad=told.broad,
            missing=told.missing,
            lacking=told.lacking,
            kind=1.0,
            reader=max(_OF_CELL, whole.features.reader),
            reads=1.0,
        )
        return replace(whole, features=features)

    def of_span(self, unit: Unit, start: int, end: int, readings: Sequence[Span]) -> Candidate:
        """A span of words as a candidate."""
        place, stated_place = self.scope.of_sentence_place(unit)
        period = self.scope.of_sentence_period(unit)
        features = replace(
            self._common(unit, _clause(unit, start, end)),
            kind=self.spans.kind(unit, start, end),
            unit=self.spans.role(unit, start, end),
            plan=float(self.spans.is_plan(unit)),
            place=place,
            period=period,
            exact=float(period == EXACT and bool(self.query.periods)),
            **_reading(start, end, readings),
        )
        metadata = unit.report.metadata
        if self.spans.is_of_document(unit, start, end) and features.unit == 1.0:
            features = self._of_document(features, unit.report)
        return Candidate(
            unit.report,
            unit.sentence,
            start,
            end,
            min(start, unit.sentence.start),
            max(end, unit.sentence.end),
            stated_place or metadata.place,
            metadata.period,
            features,
            fits=min(place, period) > NONE
            and not self.spans.is_mere_plan(unit)
            and self.spans.decides(unit)
            and not self.spans.holds_another_office(unit, start, end)
            and not self.spans.is_no_person(unit, start, end)
            and not self.spans.is_no_day(unit, start, end)
            and not self.spans.is_unnamed(unit, start, end)
            and not self.spans.is_asked_about(unit, start, end),
        )

    def _of_document(self, features: Features, report: Report) -> Features:
        """The features of a signature or a day of effect: what its document is about tells whether it is meant."""
        if self.spans.is_named(report):
            told = 1.0
        else:
            asked = [t for t in self.asked if t not in signatures.ASKING]
            told = coverage(asked, said(f"{report.metadata.title} {report.metadata.publisher}"), self.weight)
        return replace(
            features,
            narrow=max(told, features.narrow),
            broad=max(told, features.broad),
            missing=0.0,
            lacking=0.0,
            kind=1.0,
            reader=max(0.0, features.reader),
            reads=features.reads if features.reader > 0.0 else 0.0,
        )

    def _common(self, unit: Unit, own: str, carried: str = "") -> Features:
        near = " ".join(
            (unit.text, unit.sentence.heading, unit.before if unit.sentence.kind is not SentenceKind.ROW else "")
        )
        own_words = said(own)
        near_terms = said(near) | said(carried) | own_words
        wide = near_terms | said(unit.report.metadata.title)
        missing = max((self.weight(t) for t in self.asked if t not in wide), default=0.0)
        lacking = max((self.weight(t) for t in self.asked if t not in own_words), default=0.0)
        own_report = not self.query.places or _is_about(unit.report, self.query.places[0])
        span = (self.best - self.worst) or 1.0
        return Features(
            dense=squash_cosine(unit.hit.dense),
            lexical=(unit.hit.score - self.worst) / span,
            narrow=coverage(self.asked, own_words, self.weight),
            broad=coverage(self.asked, near_terms, self.weight),
            missing=missing / 4.0,
            lacking=lacking / 4.0,
            own=float(own_report),
            odds=max(-1.0, min(1.0, self.odds.get((unit.report.id, unit.sentence.passage), -8.0) / 8.0)),
            english=float(self.query.language is Language.ENGLISH),
            undiacritised=float(self.query.language is Language.VIETNAMESE and not self.query.has_diacritics),
            caption=float(unit.sentence.kind is SentenceKind.CAPTION),
            row=float(unit.sentence.kind is SentenceKind.ROW),
        )


def _clause(unit: Unit, start: int, end: int) -> str:
    """The words around a span, within its sentence and its part of it."""
    text, low, high = unit.report.text, unit.sentence.start, unit.sentence.end
    before = re.split(r"[;.]\s", text[max(low, start - 80) : start])[-1]
    after = re.split(r"[;.]\s", text[end : min(high, end + 80)])[0]
    return f"{before}{text[start:end]}{after}"


def _is_about(report: Report, place: Place) -> bool:
    about = report.metadata.place
    return about is not None and about.province == place.province


def _reading(start: int, end: int, readings: Sequence[Span]) -> dict[str, float]:
    """The best of the reader's scores for a span: in full where it nearly agrees, less where it only touches."""
    best, reads = -12.0, 0.0
    for _, s, e, score in readings:
        overlap = min(end, e) - max(start, s)
        if overlap <= 0:
            continue
        share = overlap / max(end - start, e - s)
        best = max(best, score - (0.0 if share > 0.5 else 1.0))
        reads = 1.0
    return {"reader": max(-1.0, min(1.0, best / 8.0)) if reads else -1.0, "reads": reads}
