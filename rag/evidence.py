"""Gathers what the library holds for one part of a question: candidates with their features, fitting or not.

Retrieval proposes sentences; their figures, the rules of `rag.spans` and the reader propose spans; `rag.scope` says
which of them speak of the place and the period asked about. Nothing is decided here.
"""
from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from embeddings import Encoder
from rag import spans as span_rules
from rag.answer_kinds import is_numeric, wants_money
from rag.candidates import Candidate, Features
from rag.concepts import coverage, terms
from rag.library import Library
from rag.periods import find_periods
from rag.places import find_places
from rag.reader import Reader, Reading
from rag.retrieval import Retriever
from rag.scope import (
    EXACT,
    INSIDE,
    NEAR,
    NONE,
    UNKNOWN,
    asks_whole_year,
    is_flow,
    period_fit,
    place_fit,
    report_period_fit,
)
from rag.text import fold, words
from rag.types import (
    AnswerKind,
    Figure,
    FigureKind,
    Hit,
    Language,
    Passage,
    Period,
    PeriodKind,
    Place,
    PlaceLevel,
    Query,
    Report,
    Sentence,
    SentenceKind,
)

SENTENCES = 48  # sentences looked at for one part
READ = 8  # passages given to the reader
_DENSE_FLOOR, _DENSE_SPAN = 0.74, 0.18  # e5's cosines crowd between .72 and .92
_UNIT = re.compile(r"\b(?:bao nhieu|bao nhiu|may|how many|number of|so luong)\s+((?:[^\W\d_/%]+[ /]?){1,5})")
_ASKS_PLAN = re.compile(r"\b(?:ke hoach|chi tieu|muc tieu|phan dau|du kien|dat muc|target|plan(?:ned|s)?|goal|aim\w*|want(?:s|ed)?)\b")
_QUALIFIED = re.compile(r"\b(?:rieng|trong do|chi rieng|rieng khu vuc)\b")
_FITTING_KINDS = {
    AnswerKind.PERCENTAGE: {FigureKind.PERCENTAGE, FigureKind.RATIO},
    AnswerKind.MONEY: {FigureKind.MONEY},
    AnswerKind.RANK: {FigureKind.RANK},
    AnswerKind.CHANGE: {FigureKind.CHANGE},
    AnswerKind.NUMBER: {FigureKind.COUNT, FigureKind.RATIO, FigureKind.RATE},
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence that retrieval proposed, with its surroundings."""

    report: Report
    sentence: Sentence
    text: str
    before: str  # the sentence before it in the same passage, "" at its beginning
    hit: Hit


class Gatherer:
    """Candidates for one part of a question.

    Args:
        library: where the reports are.
        retriever: proposes sentences.
        encoder: encodes indicators.
        reader: proposes spans; None leaves the rules alone.
    """

    def __init__(self, library: Library, retriever: Retriever, encoder: Encoder, reader: Reader | None) -> None:
        self.library, self.retriever, self.encoder, self.reader = library, retriever, encoder, reader
        self._vectors: dict[str, np.ndarray] = {}

    def gather(self, query: Query) -> list[Candidate]:
        """All candidates for a part, fitting or not, unranked."""
        units = self._units(query)
        if not units:
            return []
        frame = _Frame(query, units)
        readings = list(self._read(query, units))
        found: list[Candidate] = []
        for unit in units:
            mine = [r for r in readings if r[0] is unit.report and unit.sentence.start <= r[1] < unit.sentence.end]
            if is_numeric(query.kind):
                found += [frame.of_figure(unit, f, mine) for f in self._figures(unit)]
            found += [frame.of_span(unit, s, e, mine) for s, e in _proposals(unit, query, mine)]
        found = self._with_indicators(query, found)
        return list({(c.report.id, c.start, c.end, c.period, c.place): c for c in found}.values())

    def _figures(self, unit: Unit) -> list[Figure]:
        sentence = unit.sentence
        return [f for f in self.library.figures(unit.report.id) if sentence.start <= f.quantity.start < sentence.end]

    def _units(self, query: Query) -> list[Unit]:
        """The sentences to look at: of the reports about the place asked, and those that name it elsewhere."""
        reports = {r.id: r for r in self.library.reports()}
        about = _about(query, reports.values())
        hits: dict[tuple[str, int], Hit] = {}
        common = {"language": query.language, "has_diacritics": query.has_diacritics}
        if about is None:
            _keep(hits, self.retriever.search(query.topic or query.text, SENTENCES, **common))
        else:
            if about:
                _keep(hits, self.retriever.search(query.topic or query.text, SENTENCES, report_ids=about, **common))
            name = query.places[0].name
            elsewhere = self.retriever.search(f"{query.topic} {name}", 16, **common)
            _keep(hits, (h for h in elsewhere if h.report_id not in about))
        units = []
        for (report_id, index), hit in hits.items():
            sentences = self.library.sentences(report_id)
            sentence = sentences[index]
            if sentence.kind in (SentenceKind.FURNITURE, SentenceKind.CAPTION):
                continue
            report = reports[report_id]
            before = sentences[index - 1] if index and sentences[index - 1].passage == sentence.passage else None
            units.append(Unit(report, sentence, report.text[sentence.start:sentence.end],
                              report.text[before.start:before.end] if before else "", hit))
        return units

    def _read(self, query: Query, units: Sequence[Unit]) -> Iterator[tuple[Report, int, int, float]]:
        """The reader's spans over the passages of the best sentences: report, start, end, score."""
        if self.reader is None:
            return
        best = sorted(units, key=lambda u: -u.hit.score)
        chosen: dict[tuple[str, int], tuple[Report, Passage]] = {}
        for unit in best:
            key = (unit.report.id, unit.sentence.passage)
            if key not in chosen and len(chosen) < READ:
                chosen[key] = (unit.report, self.library.passages(unit.report.id)[unit.sentence.passage])
        pairs = list(chosen.values())
        texts = [report.text[p.start:p.end] for report, p in pairs]
        reading: Reading
        for reading in self.reader.read(query.topic or query.text, texts, top=24):
            report, passage = pairs[reading.passage]
            yield report, passage.start + reading.start, passage.start + reading.end, reading.score

    def _with_indicators(self, query: Query, found: list[Candidate]) -> list[Candidate]:
        """The same candidates with the cosine of the question and each figure's indicator."""
        labels = {c: _label(c.figure) for c in found if c.figure is not None}
        wanted = sorted(set(labels.values()) - self._vectors.keys())
        if not labels:
            return found
        if len(self._vectors) > 20_000:
            self._vectors.clear()
        if wanted:
            self._vectors.update(zip(wanted, self.encoder.encode_passages(wanted), strict=True))
        (asked,) = self.encoder.encode_queries([query.topic or query.text])
        return [replace(c, features=replace(c.features, indicator=_squash_cosine(float(asked @ self._vectors[labels[c]]))))
                if c in labels else c for c in found]


def _keep(hits: dict[tuple[str, int], Hit], new: Iterable[Hit]) -> None:
    for hit in new:
        if hit.sentence is not None:
            hits.setdefault((hit.report_id, hit.sentence), hit)


def _about(query: Query, reports: Iterable[Report]) -> set[str] | None:
    """Ids of the reports about the province of the place asked; None when no place is asked."""
    if not query.places:
        return None
    province = query.places[0].province or query.places[0].name
    return {r.id for r in reports if r.metadata.place is not None
            and (r.metadata.place.province == province or r.metadata.place.name == query.places[0].name)}


def _label(figure: Figure) -> str:
    return " ".join(part for part in (figure.row_head, figure.column_head, figure.indicator, figure.quantity.unit) if part)


def _squash_cosine(cosine: float) -> float:
    return max(-0.5, min(1.5, (cosine - _DENSE_FLOOR) / _DENSE_SPAN))


def _proposals(unit: Unit, query: Query, readings: Sequence[tuple[Report, int, int, float]]) -> Iterator[tuple[int, int]]:
    """Spans (offsets in the report) of a sentence: the reader's and the rules'."""
    for _, start, end, _score in readings:
        if not is_numeric(query.kind):
            yield start, min(end, unit.sentence.end)
    for start, end in span_rules.spans(unit.text, query.kind):
        yield unit.sentence.start + start, unit.sentence.start + end
    if query.kind in (AnswerKind.YES_NO, AnswerKind.REASON, AnswerKind.PURPOSE, AnswerKind.DEFINITION, AnswerKind.OPEN,
                      AnswerKind.LIST, AnswerKind.OTHER):
        yield unit.sentence.start, unit.sentence.end


@lru_cache(maxsize=50_000)
def _terms(text: str, language: Language) -> tuple[str, ...]:
    return tuple(terms(text, language))


class _Frame:
    """What all candidates of one part are measured against."""

    def __init__(self, query: Query, units: Sequence[Unit]) -> None:
        self.query = query
        folded = fold(query.topic)
        self.asked = tuple(dict.fromkeys(_terms(query.topic, query.language)))
        self.best = max(u.hit.score for u in units) or 1.0
        self.worst = min(u.hit.score for u in units)
        frequency: dict[str, int] = {}
        for unit in units:
            for term in set(_terms(unit.text, Language.VIETNAMESE)):
                frequency[term] = frequency.get(term, 0) + 1
        self.idf = {t: math.log(1 + len(units) / (0.5 + frequency.get(t, 0))) for t in self.asked}
        match = _UNIT.search(folded)
        self.unit_words = [w for w in words(match.group(1))][:4] if match else []
        self.money, self.plan = wants_money(query.topic), bool(_ASKS_PLAN.search(folded))
        self.qualified = bool(_QUALIFIED.search(folded))
        self.whole_year = asks_whole_year(query.text)

    def weight(self, term: str) -> float:
        """How telling a term of the question is among the sentences found."""
        return self.idf.get(term, 1.0)

    def of_figure(self, unit: Unit, figure: Figure, readings: Sequence[tuple[Report, int, int, float]]) -> Candidate:
        """A figure as a candidate."""
        quantity, report = figure.quantity, unit.report
        clause = report.text[figure.start:figure.end]
        own = f"{_label(figure)} {clause if not figure.row_head else ''}"
        place, period = self._place(figure.place, unit), self._period(figure.period, own, unit)
        stated = figure.kind_of_scope == "stated"
        features = replace(
            self._common(unit, own), kind=self._kind(figure), unit=self._unit(figure), place=place, period=period,
            plan=float(figure.kind_of_scope == "plan" and not self.plan), stated=float(stated),
            part=float(bool(_QUALIFIED.search(fold(report.text[max(0, quantity.start - 40):quantity.start])))
                       and not self.qualified),
            **_reading(quantity.start, quantity.end, readings))
        return Candidate(report, unit.sentence, quantity.start, quantity.end, figure.start, figure.end, figure.place,
                         figure.period, features, figure, fits=min(place, period) > NONE)

    def of_span(self, unit: Unit, start: int, end: int,
                readings: Sequence[tuple[Report, int, int, float]]) -> Candidate:
        """A span of words as a candidate."""
        place, stated_place = self._sentence_place(unit)
        period = self._sentence_period(unit)
        features = replace(self._common(unit, unit.report.text[start:end]), kind=1.0, place=place, period=period,
                           **_reading(start, end, readings))
        metadata = unit.report.metadata
        return Candidate(unit.report, unit.sentence, start, end, unit.sentence.start, unit.sentence.end,
                         stated_place or metadata.place, metadata.period, features, fits=min(place, period) > NONE)

    def _common(self, unit: Unit, own: str) -> Features:
        near = " ".join((unit.text, unit.sentence.heading, unit.before if unit.sentence.kind is not SentenceKind.ROW else ""))
        own_terms = set(_terms(own, Language.VIETNAMESE))
        near_terms = set(_terms(near, Language.VIETNAMESE)) | own_terms
        wide = near_terms | set(_terms(unit.report.metadata.title, Language.VIETNAMESE))
        missing = max((self.weight(t) for t in self.asked if t not in wide), default=0.0)
        span = (self.best - self.worst) or 1.0
        return Features(dense=_squash_cosine(unit.hit.dense), lexical=(unit.hit.score - self.worst) / span,
                        narrow=coverage(self.asked, own_terms, self.weight),
                        broad=coverage(self.asked, near_terms, self.weight), missing=missing / 4.0)

    def _kind(self, figure: Figure) -> float:
        kind = figure.quantity.kind
        wanted = _FITTING_KINDS.get(self.query.kind, set())
        if kind in wanted:
            return 1.0
        if kind is FigureKind.CHANGE:
            return -1.0
        if self.query.kind is AnswerKind.NUMBER and kind is FigureKind.MONEY:
            return 0.5 if self.money else -0.5
        if self.query.kind is AnswerKind.NUMBER and kind is FigureKind.PERCENTAGE:
            return 0.0
        return 0.2 if self.query.kind is AnswerKind.MONEY and kind is FigureKind.COUNT else -0.3

    def _unit(self, figure: Figure) -> float:
        if not self.unit_words:
            return 0.5
        have = set(words(figure.quantity.unit)) | set(words(figure.column_head))
        asked = [w for w in self.unit_words if w not in ("the", "of", "did", "co", "duoc")]
        if self.query.language is Language.ENGLISH:
            asked_terms = _terms(" ".join(self.unit_words), Language.ENGLISH)
            return float(bool(set(asked_terms[:2]) & set(_terms(_label(figure), Language.VIETNAMESE))))
        return sum(w in have for w in asked[:2]) / max(1, len(asked[:2]))

    def _place(self, stated: Place | None, unit: Unit) -> float:
        if not self.query.places:
            return EXACT if stated is None or stated == unit.report.metadata.place else INSIDE
        asked = self.query.places[0]
        fit = place_fit(asked, stated)
        if fit == NONE and asked.level is not PlaceLevel.PROVINCE and _names(unit, asked) and (
                stated is None or stated.level is PlaceLevel.PROVINCE):
            return INSIDE  # the sentence names the district, the figure was not tied to it
        return fit

    def _period(self, stated: Period | None, own: str, unit: Unit) -> float:
        if self.query.report_periods and report_period_fit(
                self.query.report_periods[0], unit.report.metadata.period, unit.report.metadata.published) < NEAR:
            return NONE
        if not self.query.periods:
            return EXACT if stated is None or stated == unit.report.metadata.period else NEAR
        asked = self.query.periods[0]
        if asked.kind is PeriodKind.DAY and not asked.as_of:
            return max(UNKNOWN, period_fit(asked, stated, flow=False))
        return period_fit(asked, stated, flow=is_flow(own), whole_year=self.whole_year)

    def _sentence_place(self, unit: Unit) -> tuple[float, Place | None]:
        if not self.query.places:
            return EXACT, None
        asked, about = self.query.places[0], unit.report.metadata.place
        named = _names(unit, asked)
        if asked.level is PlaceLevel.PROVINCE:
            fit = place_fit(asked, about)
            if fit == EXACT:
                return fit, None
            return (NEAR, asked) if named else (NONE, None)
        if named:
            return EXACT, asked
        if fold(asked.name) in fold(unit.before) or fold(asked.name) in fold(unit.report.metadata.title):
            return INSIDE, asked
        return NONE, None

    def _sentence_period(self, unit: Unit) -> float:
        metadata = unit.report.metadata
        if not self.query.periods:
            return EXACT
        asked = self.query.periods[0]
        own = report_period_fit(asked, metadata.period, metadata.published)
        named = [m.period for m in _periods(unit.text, metadata.period)]
        stated = max((period_fit(asked, p, flow=False) for p in named), default=NONE)
        if asked.kind is PeriodKind.DAY:
            return max(stated, INSIDE)
        return max(own if not named or stated > NONE else min(own, NEAR), stated)


def _periods(text: str, context: Period | None) -> list:  # type: ignore[type-arg]
    return find_periods(text, default_year=context.year if context else None, context=context)


def _names(unit: Unit, place: Place) -> bool:
    """Whether a sentence names a place, not another one of the same name."""
    around = f"{unit.text} {unit.sentence.heading}"
    if fold(place.name) not in fold(around):
        return False
    return any(place_fit(place, m.place) > NONE for m in find_places(around)) or place.level is PlaceLevel.COMMUNE


def _reading(start: int, end: int, readings: Sequence[tuple[Report, int, int, float]]) -> dict[str, float]:
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
