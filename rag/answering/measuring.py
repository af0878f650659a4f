"""Measures candidates: how well a span, its clause and its scope fit one part of a question.

Every measure is a feature of `candidates.Features`; none decides alone. `rag.scopes.scope` judges places and periods.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rag.answering import extremes, signatures
from rag.answering.candidates import Candidate, Features
from rag.answering.scope_fit import ScopeFit
from rag.answering.units import Unit
from rag.quantities.dates import find_dates
from rag.question.answer_kinds import wants_money
from rag.question.named_documents import is_named
from rag.reading.spans import fitness
from rag.scopes.places import find_places
from rag.scopes.scope import EXACT, NONE
from rag.text import fold, has_diacritics, words
from rag.types import (
    AnswerKind,
    Figure,
    FigureKind,
    Language,
    Place,
    Query,
    Report,
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
    r"\b(?:ke hoach|chi tieu|muc tieu|phan dau|du kien|dat muc|du toan|giao|target|plan(?:ned|s)?|goal|aim\w*|"
    r"want(?:s|ed)?|assigned|budgeted|estimate[sd]?)\b"
)
_QUALIFIED = re.compile(r"\b(?:rieng|trong do|chi rieng|rieng khu vuc)\b")
PARTS = re.compile(r"\b(?:rieng|trong do|(?<!thu )gom|bao gom|chia ra|including|of which)\b")
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
_PLACE_KIND = re.compile(
    r"\b(khu do thi|khu cong nghiep|tinh|huyen|xa|thi xa|thanh pho|phuong|thi tran|thon|quan) nao\b"
)
_ROLES = {
    "vice_chair": r"pho chu tich|vice[- ]chair\w*|deputy chair\w*",
    "deputy_director": r"pho giam doc|deputy director|"
    r"vice director",
    "deputy_secretary": r"pho bi thu|deputy secretary",
    "chair": r"(?<!pho )chu tich|(?<!vice )(?<!vice-)"
    r"(?<!deputy )chair(?:man|woman|person)|chair(?:s|ed)? (?:the )?[^,;?]{0,40}(?:committee|council)",
    "director": r"(?<!pho )giam doc|(?<!deputy )(?<!vice )director|"
    r"running the|heads? of the department",
    "secretary": r"(?<!pho )bi thu|(?<!deputy )secretary",
    "minister": r"bo truong|"
    r"minister",
    "team_head": r"truong doan|(?:head\w*|leads?|led|leading) (?:of )?(?:the|a|that|this) "
    r"(?:\w+ )?(?:team|delegation|mission)",
    "top": r"thu khoa|valedictorian|top scorer",
}
_ASKS_EFFECT = re.compile(
    r"\b(?:hieu luc|ap dung (?:tu|ke tu)|bat dau (?:ap dung|thi hanh)|thi hanh tu|huong (?:tu|ke tu)|takes? effect|"
    r"(?:in|into) force|effective|valid from|appl(?:y|ied|ies|icable))\b"
)
_IN_EFFECT = re.compile(
    r"\b(?:hieu luc|ap dung|thi hanh|huong)\b(?:(?!\b(?:thay the|bai bo|het hieu luc|so \d)).){0,60}$"
)
_REST = re.compile(r"\b(?:con lai|noi khac|remaining|the rest|others?)\b")
_ASKS_DAY = re.compile(r"\b(?:ngay|hom) (?:nao|may)\b|\b(?:what|which|exact) (?:date|day)\b")
_FITTING_KINDS = {
    AnswerKind.PERCENTAGE: {FigureKind.PERCENTAGE, FigureKind.RATIO},
    AnswerKind.MONEY: {FigureKind.MONEY},
    AnswerKind.RANK: {FigureKind.RANK},
    AnswerKind.CHANGE: {FigureKind.CHANGE},
    AnswerKind.NUMBER: {FigureKind.COUNT, FigureKind.RATIO, FigureKind.RATE},
}
Span = tuple[Report, int, int, float]  # what the reader proposed: report, start, end, score
PassageKey = tuple[str, int]  # a report's id and the number of a passage in it


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
        folded = fold(query.topic)
        self.asked = asked_terms(query)
        is_vietnamese = detect_language(query.topic) is Language.VIETNAMESE
        self.spoken = said(query.topic) if is_vietnamese else frozenset()  # the parts of compounds too
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
        self.roles = _roles(folded)
        self.effect = query.kind is AnswerKind.DATE and bool(_ASKS_EFFECT.search(fold(query.text)))
        self.day = query.kind is AnswerKind.DATE and bool(_ASKS_DAY.search(folded))
        self.signer = signatures.is_asked(query)
        self._named: dict[str, bool] = {}  # by report: of which the question gives the number
        self.extreme = extremes.asked_by(query)
        kind_word = _PLACE_KIND.search(folded)
        self.place_kind = kind_word.group(1) if kind_word else ""
        self.qualified = bool(_QUALIFIED.search(folded))
        self.rest = bool(_REST.search(folded))

    def weight(self, term: str) -> float:
        """How telling a term of the question is among the sentences found."""
        return self.idf.get(term, 1.0)

    def of_figure(self, unit: Unit, figure: Figure, readings: Sequence[Span]) -> Candidate:
        """A figure as a candidate."""
        quantity, report = figure.quantity, unit.report
        clause = report.text[figure.start : figure.end]
        own = f"{label(figure).split(' (')[0]} {quantity.unit} {clause if not figure.row_head else ''}"
        place = self.scope.of_figure_place(figure.place, unit)
        period = self.scope.of_figure_period(figure, own, unit)
        stated = figure.kind_of_scope == "stated"
        target = figure.kind_of_scope == "plan" and not self.plan
        features = replace(
            self._common(unit, own, label(figure)),
            kind=self._kind(figure),
            unit=self._unit(figure),
            place=place,
            period=period,
            exact=float(period == EXACT and self.scope.names_period),
            plan=float(target),
            stated=float(stated),
            surplus=self._surplus(figure),
            part=self._part(figure, unit),
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
            fits=min(place, period) > NONE and not target and not self._is_rest(figure),
        )

    def of_extreme(self, unit: Unit, figure: Figure) -> Candidate:
        """The head of the table row that has the most or the least of its column as a candidate."""
        cell = self.of_figure(unit, figure, [])
        start = unit.report.text.index(figure.row_head, figure.start)
        # that a row has the most is computed: the reader says nothing of it, and "huyện nào nhiều nhất" needs no proof
        asked = [t for t in self.asked if t not in _ORDER_TERMS]
        told = said(f"{label(figure)} {figure.quantity.unit}")
        own = said(f"{label(figure).split(' (')[0]} {figure.quantity.unit}")
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
        return replace(cell, start=start, end=start + len(figure.row_head), features=features)

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
        place, stated_place = self.scope.of_sentence_place(unit)
        period = self.scope.of_sentence_period(unit)
        kind = fitness(unit.text, start - unit.sentence.start, end - unit.sentence.start, self.query.kind)
        if self.day and not any(date.day for date in find_dates(unit.report.text[start:end])):
            kind -= 0.5  # "hôm nào" asks for more than a month
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
        if (self.effect or self._is_signature(unit, start, end)) and features.unit == 1.0:
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
            and not (features.plan and self._is_mere_plan(unit))
            and not self._holds_another_office(unit, start, end),
        )

    def _of_document(self, features: Features, report: Report) -> Features:
        """The features of a signature or a day of effect: what its document is about tells whether it is meant."""
        if self._is_named(report):
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

    def _is_named(self, report: Report) -> bool:
        """Whether the question names a report by its number."""
        if report.id not in self._named:
            self._named[report.id] = is_named(report, self.query.documents)
        return self._named[report.id]

    def _is_signature(self, unit: Unit, start: int, end: int) -> bool:
        """Whether a signer is asked for and a span is the name that a document is signed with."""
        return self.signer and signatures.name_in(unit.report, unit.sentence) == (start, end)

    def _holds_another_office(self, unit: Unit, start: int, end: int) -> bool:
        """Whether another office than the one asked for stands beside a name: a vice chairman is no chairman."""
        beside = self._offices_beside(unit, start, end)
        return bool(beside) and not self.roles & beside

    def _offices_beside(self, unit: Unit, start: int, end: int) -> set[str]:
        """The offices named beside a span where a person of some office is asked for."""
        if self.query.kind is not AnswerKind.PERSON or not self.roles:
            return set()
        low, high = max(unit.sentence.start, start - 70), min(unit.sentence.end, end + 70)
        text = unit.report.text
        return _roles(fold(f"{text[low:start]} | {text[end:high]}"))

    def _is_mere_plan(self, unit: Unit) -> bool:
        """Whether yes or no is asked of a sentence that only tells what is meant to be, which decides nothing."""
        return self.query.kind is AnswerKind.YES_NO and not _RESULT.search(unit.text)

    def _is_plan(self, unit: Unit) -> bool:
        """Whether a sentence tells what is meant to be, when what is was asked."""
        return not self.plan and bool(_PLANNED.search(fold(f"{unit.sentence.heading} {unit.text[:120]}")))

    def _role(self, unit: Unit, start: int, end: int) -> float:
        """Whether the office, kind of place or extreme asked for stands beside a span; 0.5 when none is asked for."""
        text = unit.report.text
        if self.query.kind is AnswerKind.PERSON and self.roles:
            return float(bool(self.roles & self._offices_beside(unit, start, end)))
        other = bool(self.query.documents) and not self._is_named(unit.report)
        if self.signer:
            signed = self._is_signature(unit, start, end) and not other
            return float(signed or signatures.is_told(unit.text))
        if self.effect and not other:  # a decree's date line and the decrees it names have dates too
            return float(bool(_IN_EFFECT.search(fold(text[unit.sentence.start : start + 1])[:-1])))
        if self.query.kind is AnswerKind.LIST and self.place_kind:
            return float(sum(1 for _ in find_places(text[start:end])) > 1)
        if self.query.kind is AnswerKind.DEFINITION:
            bracket = re.match(r"\s*\(([^()]{2,12})\)", text[end : end + 16])
            return 1.0 if bracket and fold(bracket.group(1)) in words(self.query.topic) else 0.5
        if self.extreme is not None:
            told = extremes.said_beside(text, unit.sentence, start, end)
            return 0.5 if told is None else float(told is self.extreme)
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
        spoken = self.spoken if figure.row_head else ()  # "học sinh tiểu học" in a question, "Tiểu học" in a head
        return len(told.difference(self.asked, spoken)) / max(1, len(told))

    def _part(self, figure: Figure, unit: Unit) -> float:
        """How much of a figure's own words nobody asked for when it is one part of a total told before it."""
        if self._is_scoped_apart(figure, unit.report):
            return 0.0
        before = fold(unit.report.text[unit.sentence.start : figure.quantity.start])
        if self.qualified or unit.sentence.kind is SentenceKind.ROW or not PARTS.search(before):
            return 0.0
        return max(0.2, self._surplus(figure))

    def _is_rest(self, figure: Figure) -> bool:
        """Whether a row is of what its table does not name ("các huyện còn lại"), and that was not asked for."""
        return not self.rest and bool(_REST.search(fold(figure.row_head)))

    def _is_scoped_apart(self, figure: Figure, report: Report) -> bool:
        """Whether a figure is for the very place or period asked and its report for another: that part is asked for."""
        about = report.metadata
        return (figure.place in self.query.places and figure.place != about.place) or (
            figure.period in self.query.periods and figure.period != about.period
        )

    def _kind(self, figure: Figure) -> float:
        kind = figure.quantity.kind
        if figure.quantity.hedge == "dưới" and kind is FigureKind.PERCENTAGE:
            return -0.3  # "93 xã có tỷ lệ dưới 85%" tells which ones are meant, no share of anything
        wanted = _FITTING_KINDS.get(self.query.kind, set())
        if kind is FigureKind.RATIO and self.query.kind is AnswerKind.PERCENTAGE:
            return 0.7  # "455/486 trường, đạt 93,6%": the share itself where it is told
        if kind in wanted:
            return 1.0
        if kind is FigureKind.CHANGE:
            return -1.0
        if self.query.kind is AnswerKind.NUMBER and kind is FigureKind.MONEY and self.money:
            return 0.5 if self.unit_words else 1.0
        if self.query.kind is AnswerKind.NUMBER and not self.unit_words:
            return 0.3  # "which side took in more": no word says what is counted
        if self.query.kind is AnswerKind.NUMBER and kind is FigureKind.MONEY:
            return -0.5
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


def _clause(unit: Unit, start: int, end: int) -> str:
    """The words around a span, within its sentence and its part of it."""
    text, low, high = unit.report.text, unit.sentence.start, unit.sentence.end
    before = re.split(r"[;.]\s", text[max(low, start - 80) : start])[-1]
    after = re.split(r"[;.]\s", text[end : min(high, end + 80)])[0]
    return f"{before}{text[start:end]}{after}"


def _roles(folded: str) -> set[str]:
    return {role for role, pattern in _ROLES.items() if re.search(pattern, folded)}


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
