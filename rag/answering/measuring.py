"""Measures candidates: how well a span, its clause and its scope fit one part of a question.

Every measure is a feature of `candidates.Features`; none decides alone. `rag.scopes.scope` judges places and periods.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.answering.candidates import Candidate, Features
from rag.question.answer_kinds import wants_money
from rag.reading.spans import fitness
from rag.scopes.periods import find_periods
from rag.scopes.places import find_places
from rag.scopes.scope import (
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
from rag.text import fold, has_diacritics, words
from rag.types import (
    AnswerKind,
    Figure,
    FigureKind,
    Hit,
    Language,
    Period,
    PeriodKind,
    PeriodMention,
    Place,
    PlaceLevel,
    Query,
    Report,
    Sentence,
    SentenceKind,
)
from rag.words.concepts import clause_terms, coverage, terms
from rag.words.language import content_words, detect_language

_DENSE_FLOOR, _DENSE_SPAN = 0.74, 0.18  # e5's cosines crowd between .72 and .92
_UNIT = re.compile(
    r"\b(?:bao nhieu|bao nhiu|may|how many|number of|so luong|tong so|"
    r"^so)\s+((?:[^\W\d_/%]+[ /]?){1,5})"
)
_TOTAL = frozenset("tong so toan bo tinh ca nam chung tat dat la co duoc".split())
_ASKS_PLAN = re.compile(
    r"\b(?:ke hoach|chi tieu|muc tieu|phan dau|du kien|dat muc|target|plan(?:ned|s)?|goal|aim\w*|"
    r"want(?:s|ed)?)\b"
)
_OCCASION = re.compile(
    r"\b(?:tet|dip|le hoi|ky nghi|ngay le|dot|hoi nghi|chuong trinh|festival|holiday|event|campaign)\b"
)
_QUALIFIED = re.compile(r"\b(?:rieng|trong do|chi rieng|rieng khu vuc)\b")
_NOISE = frozenset(
    """
compare compared versus vs track between both each either give which whether more less fewer higher lower than
differ difference giua voi ben xin hai ca hon kem cao thap cu the so sanh chenh khac tung moi theo luc hoi
chung khoang rieng tinh toan bo het tat duoc briefing according alone just only please ten can cho-biet hoi-
thoai nhieu it
""".split()
)
_PLANNED = re.compile(
    r"\b(?:phan dau|muc tieu|chi tieu nam|nhiem vu (?:nam|trong tam|6 thang|quy)|ke hoach nam|"
    r"dat ra|du kien|"
    r"trong thoi gian toi)\b"
)
_RESULT = re.compile(r"\b(?:đã|đạt|được|có|còn|chưa)\b", re.I)
_PLACE_KIND = re.compile(r"\b(khu do thi|khu cong nghiep|huyen|xa|thi xa|thanh pho|phuong|thi tran|thon|quan) nao\b")
_ROLES = {
    "vice_chair": r"pho chu tich|vice[- ]chair\w*|deputy chair\w*",
    "deputy_director": r"pho giam doc|deputy director|"
    r"vice director",
    "deputy_secretary": r"pho bi thu|deputy secretary",
    "chair": r"(?<!pho )chu tich|(?<!vice )(?<!vice-)"
    r"(?<!deputy )chair(?:man|woman|person)",
    "director": r"(?<!pho )giam doc|(?<!deputy )(?<!vice )director|"
    r"running the|heads? of the department",
    "secretary": r"(?<!pho )bi thu|(?<!deputy )secretary",
    "minister": r"bo truong|"
    r"minister",
    "top": r"thu khoa|valedictorian|top scorer",
}
_NARROWS = re.compile(r"\b(?:nhat|most|least|largest|highest|lowest|biggest|smallest|cho do|noi do|huyen do|there)\b")
_FITTING_KINDS = {
    AnswerKind.PERCENTAGE: {FigureKind.PERCENTAGE, FigureKind.RATIO},
    AnswerKind.MONEY: {FigureKind.MONEY},
    AnswerKind.RANK: {FigureKind.RANK},
    AnswerKind.CHANGE: {FigureKind.CHANGE},
    AnswerKind.NUMBER: {FigureKind.COUNT, FigureKind.RATIO, FigureKind.RATE},
}
Span = tuple[Report, int, int, float]  # what the reader proposed: report, start, end, score
PassageKey = tuple[str, int]  # a report's id and the number of a passage in it


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence that retrieval proposed, with its surroundings."""

    report: Report
    sentence: Sentence
    text: str
    before: str  # the sentence before it in the same passage, "" at its beginning
    hit: Hit


def label(figure: Figure) -> str:
    return " ".join(
        part for part in (figure.row_head, figure.column_head, figure.indicator, figure.quantity.unit) if part
    )


def squash_cosine(cosine: float) -> float:
    return max(-0.5, min(1.5, (cosine - _DENSE_FLOOR) / _DENSE_SPAN))


@lru_cache(maxsize=50_000)
def said(text: str) -> frozenset[str]:
    """The terms of a Vietnamese text."""
    return frozenset(clause_terms(text, Language.VIETNAMESE))


def asked_terms(query: Query) -> tuple[str, ...]:
    """The distinct terms of a question; without diacritics its plain words help, homographs and all."""
    language = detect_language(query.topic)  # a follow-up may come in another language than its topic
    plain = [] if has_diacritics(query.topic) or language is Language.ENGLISH else content_words(query.topic)
    return tuple(t for t in dict.fromkeys([*terms(query.topic, language), *plain]) if t not in _NOISE)


class Frame:
    """What all candidates of one part are measured against."""

    def __init__(self, query: Query, units: Sequence[Unit], odds: Mapping[PassageKey, float] | None = None) -> None:
        self.query, self.odds = query, odds or {}
        folded = fold(query.topic)
        self.asked = asked_terms(query)
        self.best = max(u.hit.score for u in units) or 1.0
        self.worst = min(u.hit.score for u in units)
        frequency: dict[str, int] = {}
        for unit in units:
            for term in said(unit.text):
                frequency[term] = frequency.get(term, 0) + 1
        self.idf = {t: math.log(1 + len(units) / (0.5 + frequency.get(t, 0))) for t in self.asked}
        match = _UNIT.search(folded)
        self.unit_words = list(words(match.group(1)))[:4] if match else []
        self.money, self.plan = wants_money(query.topic), bool(_ASKS_PLAN.search(folded))
        self.occasion = bool(_OCCASION.search(folded))
        self.roles = _roles(folded)
        kind_word = _PLACE_KIND.search(folded)
        self.place_kind = kind_word.group(1) if kind_word else ""
        self.qualified = bool(_QUALIFIED.search(folded))
        self.narrows = bool(_NARROWS.search(folded))
        # "giai đoạn 2021-2025" mostly belongs to a programme's name, so it never rules a figure out
        self.ranges = {m.period for m in find_periods(query.text) if m.period.kind is PeriodKind.RANGE}
        self.whole_year = asks_whole_year(query.text)

    def weight(self, term: str) -> float:
        """How telling a term of the question is among the sentences found."""
        return self.idf.get(term, 1.0)

    def of_figure(self, unit: Unit, figure: Figure, readings: Sequence[Span]) -> Candidate:
        """A figure as a candidate."""
        quantity, report = figure.quantity, unit.report
        clause = report.text[figure.start : figure.end]
        own = f"{label(figure).split(' (')[0]} {quantity.unit} {clause if not figure.row_head else ''}"
        place, period = self._place(figure.place, unit), self._period(figure.period, own, unit)
        reported = unit.report.metadata.period
        if (
            period == NONE
            and figure.period == reported
            and reported is not None
            and reported.kind is PeriodKind.DAY
            and self.query.periods
            and self.query.periods[0].year == reported.year
        ):
            period = UNKNOWN  # news of that year: its day of publication is no period reported on
        if period == NONE and self._is_carried(figure, unit):
            period = UNKNOWN
        stated = figure.kind_of_scope == "stated"
        target = figure.kind_of_scope == "plan" and not self.plan
        features = replace(
            self._common(unit, own, label(figure)),
            kind=self._kind(figure),
            unit=self._unit(figure),
            place=place,
            period=period,
            exact=float(period == EXACT and bool(self.query.periods or self.ranges)),
            plan=float(target),
            stated=float(stated),
            surplus=self._surplus(figure),
            part=float(
                bool(_QUALIFIED.search(fold(report.text[max(0, quantity.start - 40) : quantity.start])))
                and not self.qualified
            ),
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
            fits=min(place, period) > NONE and not target,
        )

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

    def of_span(self, unit: Unit, start: int, end: int, readings: Sequence[Span]) -> Candidate:
        """A span of words as a candidate."""
        place, stated_place = self._sentence_place(unit)
        period = self._sentence_period(unit)
        kind = fitness(unit.text, start - unit.sentence.start, end - unit.sentence.start, self.query.kind)
        features = replace(
            self._common(unit, _clause(unit, start, end)),
            kind=kind,
            unit=self._role(unit, start, end),
            plan=float(self._is_plan(unit)),
            place=place,
            period=period,
            exact=float(period == EXACT and bool(self.query.periods)),
            **_reading(start, end, readings),
        )
        metadata = unit.report.metadata
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
            fits=min(place, period) > NONE and not (features.plan and self._is_mere_plan(unit)),
        )

    def _is_mere_plan(self, unit: Unit) -> bool:
        """Whether yes or no is asked of a sentence that only tells what is meant to be, which decides nothing."""
        return self.query.kind is AnswerKind.YES_NO and not _RESULT.search(unit.text)

    def _is_plan(self, unit: Unit) -> bool:
        """Whether a sentence tells what is meant to be, when what is was asked."""
        return not self.plan and bool(_PLANNED.search(fold(f"{unit.sentence.heading} {unit.text[:120]}")))

    def _role(self, unit: Unit, start: int, end: int) -> float:
        """Whether the office or kind of place asked for stands beside a span; 0.5 when none is asked for."""
        text = unit.report.text
        if self.query.kind is AnswerKind.PERSON and self.roles:
            low, high = max(unit.sentence.start, start - 70), min(unit.sentence.end, end + 70)
            beside = _roles(fold(f"{text[low:start]} | {text[end:high]}"))
            return 1.0 if self.roles & beside else 0.0
        if self.query.kind is AnswerKind.DEFINITION:
            bracket = re.match(r"\s*\(([^()]{2,12})\)", text[end : end + 16])
            return 1.0 if bracket and fold(bracket.group(1)) in words(self.query.topic) else 0.5
        if self.query.kind is AnswerKind.PLACE and self.place_kind:
            return float(self.place_kind in fold(text[max(unit.sentence.start, start - 24) : end]))
        return 0.5

    def _common(self, unit: Unit, own: str, carried: str = "") -> Features:
        near = " ".join(
            (unit.text, unit.sentence.heading, unit.before if unit.sentence.kind is not SentenceKind.ROW else "")
        )
        own_terms = said(own)
        near_terms = said(near) | said(carried) | own_terms
        wide = near_terms | said(unit.report.metadata.title)
        missing = max((self.weight(t) for t in self.asked if t not in wide), default=0.0)
        lacking = max((self.weight(t) for t in self.asked if t not in own_terms), default=0.0)
        own_report = not self.query.places or _is_about(unit.report, self.query.places[0])
        span = (self.best - self.worst) or 1.0
        return Features(
            dense=squash_cosine(unit.hit.dense),
            lexical=(unit.hit.score - self.worst) / span,
            narrow=coverage(self.asked, own_terms, self.weight),
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

    def _surplus(self, figure: Figure) -> float:
        """How much the figure is about beyond the question: the share of its own terms that are not asked for."""
        told = said(f"{label(figure).split(' (')[0]} {figure.quantity.unit}") - said(figure.row_head) - _TOTAL
        return len(told.difference(self.asked)) / max(1, len(told))

    def _kind(self, figure: Figure) -> float:
        kind = figure.quantity.kind
        wanted = _FITTING_KINDS.get(self.query.kind, set())
        if kind in wanted:
            return 1.0
        if kind is FigureKind.CHANGE:
            return -1.0
        if self.query.kind is AnswerKind.NUMBER and not self.unit_words:
            return 0.3  # "which side took in more": no word says what is counted
        if self.query.kind is AnswerKind.NUMBER and kind is FigureKind.MONEY:
            return 0.5 if self.money else -0.5
        if self.query.kind is AnswerKind.NUMBER and kind is FigureKind.PERCENTAGE:
            return 0.0
        return 0.2 if self.query.kind is AnswerKind.MONEY and kind is FigureKind.COUNT else -0.3

    def _unit(self, figure: Figure) -> float:
        if not self.unit_words:
            return 0.5
        have = set(words(figure.quantity.unit)) | set(words(figure.column_head))
        asked = [w for w in self.unit_words if w not in ("the", "of", "did", "co", "duoc", "tat", "ca")]
        if self.query.language is Language.ENGLISH:
            wanted = terms(" ".join(self.unit_words), Language.ENGLISH)
            return float(bool(set(wanted[:2]) & said(label(figure))))
        if not figure.quantity.unit and not figure.column_head:  # "tổng số chứng thư đang hoạt động là 6.380"
            return 0.7 * float(bool(asked) and asked[0] in words(figure.indicator))
        first = words(figure.quantity.unit)[:1] or words(figure.column_head)[:1]
        return 0.7 * float(asked[:1] == first) + 0.3 * sum(w in have for w in asked[:2]) / max(1, len(asked[:2]))

    def _place(self, stated: Place | None, unit: Unit) -> float:
        if not self.query.places:
            return EXACT if stated is None or stated == unit.report.metadata.place else INSIDE
        asked = self.query.places[0]
        fit = place_fit(asked, stated)
        if asked.level is not PlaceLevel.PROVINCE and (stated is None or stated.level is PlaceLevel.PROVINCE):
            # the sentence names the district, the figure was not tied to it
            return 0.3 if _names(unit, asked) and unit.sentence.kind is not SentenceKind.ROW else NONE
        if (
            fit == NONE
            and stated is not None
            and asked.level is PlaceLevel.PROVINCE
            and stated.province == asked.name
            and (fold(stated.name) in fold(self.query.topic) or self.narrows)
        ):
            return UNKNOWN
        return fit

    def _period(self, stated: Period | None, own: str, unit: Unit) -> float:
        if (
            self.query.report_periods
            and report_period_fit(
                self.query.report_periods[0], unit.report.metadata.period, unit.report.metadata.published
            )
            < NEAR
        ):
            return NONE
        if not self.query.periods:
            if stated is not None and stated.kind is PeriodKind.RANGE and self.ranges:
                return EXACT if stated in self.ranges else UNKNOWN
            return EXACT if stated is None or stated == unit.report.metadata.period else NEAR
        asked = self.query.periods[0]
        if asked.kind is PeriodKind.DAY and not asked.as_of:
            return max(UNKNOWN, period_fit(asked, stated, flow=False))
        fit = period_fit(asked, stated, flow=is_flow(own), whole_year=self.whole_year)
        if fit == NONE and self.occasion and stated is not None and asked.kind is PeriodKind.YEAR:
            return INSIDE if asked.start <= stated.start and stated.end <= asked.end else NONE  # "Tết Quý Mão 2023"
        return fit

    def _is_carried(self, figure: Figure, unit: Unit) -> bool:
        """Whether a period that does not fit was carried into the clause from elsewhere, in a report that does fit."""
        metadata = unit.report.metadata
        if (
            not self.query.periods
            or figure.row_head
            or metadata.period is None
            or period_fit(self.query.periods[0], metadata.period, flow=True) == NONE
        ):
            return False
        clause = unit.report.text[figure.start : figure.end]
        return not any(m.period == figure.period for m in _periods(clause, metadata.period))

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
        around = _periods(f"{unit.before} {unit.sentence.heading}", metadata.period)
        stated = max(stated, INSIDE if any(period_fit(asked, m.period, flow=False) >= NEAR for m in around) else NONE)
        if asked.kind is PeriodKind.DAY:
            return max(stated, INSIDE)
        return max(own if not named or stated > NONE else min(own, NEAR), stated)


def _clause(unit: Unit, start: int, end: int) -> str:
    """The words around a span, within its sentence and its part of it."""
    text, low, high = unit.report.text, unit.sentence.start, unit.sentence.end
    before = re.split(r"[;.]\s", text[max(low, start - 80) : start])[-1]
    after = re.split(r"[;.]\s", text[end : min(high, end + 80)])[0]
    return f"{before}{text[start:end]}{after}"


@lru_cache(maxsize=20_000)
def _periods(text: str, context: Period | None) -> tuple[PeriodMention, ...]:
    return tuple(find_periods(text, default_year=context.year if context else None, context=context))


@lru_cache(maxsize=20_000)
def _places(text: str) -> tuple[Place, ...]:
    return tuple(m.place for m in find_places(text))


def _roles(folded: str) -> set[str]:
    return {role for role, pattern in _ROLES.items() if re.search(pattern, folded)}


def _is_about(report: Report, place: Place) -> bool:
    about = report.metadata.place
    return about is not None and about.province == place.province


def _names(unit: Unit, place: Place) -> bool:
    """Whether a sentence names a place, not another one of the same name."""
    around = f"{unit.text} {unit.sentence.heading}"
    if fold(place.name) not in fold(around):
        return False
    return any(place_fit(place, p) > NONE for p in _places(around)) or place.level is PlaceLevel.COMMUNE


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
