"""Measures how well a span of words meets what a question demands of it: the office, the signature, the day."""

from __future__ import annotations

import re

from rag.answering import extremes, signatures, yes_no
from rag.answering.demands import Demands, offices_in
from rag.answering.units import Unit
from rag.quantities.dates import find_dates
from rag.question.named_documents import is_named
from rag.reading.spans import fitness
from rag.scopes.periods import find_periods
from rag.scopes.places import find_places
from rag.text import fold, is_name, words
from rag.types import AnswerKind, PeriodKind, Quantity, Query, Report

_LED = 3  # words: one that leads to a name and the first two of it
_BESIDE = 70  # characters on either side of a name, where an office stands
_PLANNED = re.compile(
    r"\b(?:phan dau|muc tieu|chi tieu nam|nhiem vu (?:nam|trong tam|6 thang|quy)|ke hoach nam|dat ra|du kien|"
    r"trong thoi gian toi)\b"
)
_RESULT = re.compile(r"\b(?:đã|đạt|được|có|còn|chưa)\b", re.I)
_IN_EFFECT = re.compile(
    r"\b(?:hieu luc|ap dung|thi hanh|huong)\b(?:(?!\b(?:thay the|bai bo|het hieu luc|so \d)).){0,60}$"
)
_UNTIL = re.compile(r"\b(?:den|toi)(?: het)?(?: ngay)?\s*$")
_UNTIL_WHEN = re.compile(r"\b(?:den|toi|het) (?:khi|ngay|luc|bao gio|hieu luc)|\b(?:until|till|expir\w*|ends?)\b")
_OF_CITED = re.compile(r"(?i)\bsố:? ?\d+[\w./-]*[/-][A-ZĐƯ][\w&Đ/-]*,? (?:của [^,.;\d]{2,50} )?(?:ra |ký )?ngày\s*$")
_DOCUMENT = re.compile(
    r"\b(?:quyet dinh|nghi dinh|nghi quyet|thong tu|chi thi|cong van|van ban|to trinh|thong bao|phap lenh|luat|"
    r"giay phep|"
    r"decision|decree|resolution|circular|directive|document|letter|licen[cs]e|law|ordinance)"
)
_FIRM = re.compile(
    r"\b(?:cong ty|doanh nghiep|nha thau|hang|tap doan) nao\b|\b(?:which|what) (?:\w+ )?(?:company|firm|enterprise|"
    r"contractor|corporation)\b"
)
_WITHIN_A_YEAR = frozenset([PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.MONTHS, PeriodKind.QUARTER, PeriodKind.HALF])


class SpanFit:
    """What one part of a question asks of a span.

    Args:
        query: the part.
        demands: of it.
    """

    def __init__(self, query: Query, demands: Demands) -> None:
        self.query, self.demands = query, demands
        self._named: dict[str, bool] = {}  # by report: of which the question gives the number
        is_yes_no = query.kind is AnswerKind.YES_NO
        self._asks_of_document = bool(_DOCUMENT.search(fold(query.text)))
        self._asks_firm = query.kind is AnswerKind.ORGANISATION and bool(_FIRM.search(fold(query.text)))
        self._deciding = yes_no.deciding_words(query.text) if is_yes_no else None
        self._confirming = yes_no.asked_figures(query.text) if is_yes_no else ()

    def kind(self, unit: Unit, start: int, end: int) -> float:
        """How well a span is of the kind asked for; "hôm nào" asks for more than a month."""
        kind = fitness(unit.text, start - unit.sentence.start, end - unit.sentence.start, self.query.kind)
        lacks_day = self.demands.day and not any(date.day for date in find_dates(unit.report.text[start:end]))
        return kind - 0.5 * lacks_day

    def role(self, unit: Unit, start: int, end: int) -> float:
        """Whether the office, kind of place or extreme asked for stands beside a span; 0.5 when none is asked for."""
        text, demands = unit.report.text, self.demands
        if self.query.kind is AnswerKind.PERSON and demands.offices:
            return float(bool(demands.offices & self._offices_beside(unit, start, end)))
        if demands.choices:
            return float(fold(text[start:end]) in demands.choices)
        other = bool(self.query.documents) and not self.is_named(unit.report)
        if demands.signer:
            signed = self.is_signature(unit, start, end) and not other
            return float(signed or signatures.is_told(unit.text))
        if demands.effect and not other:  # a decree's date line and the decrees it names have dates too
            before = fold(text[unit.sentence.start : start + 1])[:-1]
            ends = bool(_UNTIL.search(before)) and not _UNTIL_WHEN.search(fold(self.query.text))
            return float(bool(_IN_EFFECT.search(before)) and not ends)
        if self.query.kind is AnswerKind.LIST and demands.place_kind:
            return float(sum(1 for _ in find_places(text[start:end])) > 1)
        if self.query.kind is AnswerKind.DEFINITION:
            bracket = re.match(r"\s*\(([^()]{2,12})\)", text[end : end + 16])
            return 1.0 if bracket and fold(bracket.group(1)) in words(self.query.topic) else 0.5
        if demands.extreme is not None:
            told = extremes.said_beside(text, unit.sentence, start, end)
            return 0.5 if told is None else float(told is demands.extreme)
        if self.query.kind is AnswerKind.PLACE and demands.place_kind:
            return float(demands.place_kind in fold(text[max(unit.sentence.start, start - 24) : end]))
        return 0.5

    def chosen(self, unit: Unit) -> tuple[int, int] | None:
        """Where the one of the alternatives offered stands that a sentence names; None for none or both."""
        if not self.demands.choices:
            return None
        folded = fold(unit.text)
        if len(folded) != len(unit.text):
            return None
        found = [m for choice in self.demands.choices if (m := re.search(rf"\b{re.escape(choice)}\b", folded))]
        if len(found) != 1:
            return None
        return unit.sentence.start + found[0].start(), unit.sentence.start + found[0].end()

    def is_of_document(self, unit: Unit, start: int, end: int) -> bool:
        """Whether a span may tell of its whole document: a day of effect, a signature."""
        return self.demands.effect or self.is_signature(unit, start, end)

    def is_named(self, report: Report) -> bool:
        """Whether the question names a report by its number."""
        if report.id not in self._named:
            self._named[report.id] = is_named(report, self.query.documents)
        return self._named[report.id]

    def is_signature(self, unit: Unit, start: int, end: int) -> bool:
        """Whether a signer is asked for, or who holds a post, and a span is the name that a document is signed with."""
        return (self.demands.signer or self.demands.holder) and signatures.name_in(unit.report, unit.sentence) == (
            start,
            end,
        )

    def is_asked_about(self, unit: Unit, start: int, end: int) -> bool:
        """Whether a body told stands in the question already: who reports to the minister is not the minister."""
        if self.query.kind is not AnswerKind.ORGANISATION:
            return False
        text = unit.report.text
        before, told = words(text[max(unit.sentence.start, start - 24) : start])[-1:], words(text[start:end])[:2]
        asked = words(self.query.text)
        led = [*before, *told]
        return len(led) == _LED and any(asked[n : n + _LED] == led for n in range(len(asked)))

    def is_unnamed(self, unit: Unit, start: int, end: int) -> bool:
        """Whether a span has no name where the name of a firm is asked for: "một công ty chế biến tôm"."""
        if not self._asks_firm:
            return False
        told = unit.report.text[start:end]
        return not re.search(r"(?<=\s)[^\W\d_]", told) or not any(word[:1].isupper() for word in told.split()[1:])

    def is_no_day(self, unit: Unit, start: int, end: int) -> bool:
        """Whether a span tells no stretch shorter than a year, where a day is asked for."""
        if not self.demands.day:
            return False
        told = unit.report.text[start:end]
        if not self._asks_of_document and _OF_CITED.search(unit.report.text[unit.sentence.start : start]):
            return True  # the day of a document that a text refers to
        return not find_dates(told) and not any(m.period.kind in _WITHIN_A_YEAR for m in find_periods(told))

    def is_plan(self, unit: Unit) -> bool:
        """Whether a sentence tells what is meant to be, when what is was asked."""
        if self.query.kind is AnswerKind.PERSON:
            return False  # who chairs a conference on next year's tasks does it now
        return not self.demands.plan and bool(_PLANNED.search(fold(f"{unit.sentence.heading} {unit.text[:120]}")))

    def is_mere_plan(self, unit: Unit) -> bool:
        """Whether yes or no is asked of a sentence that only tells what is meant to be, which decides nothing."""
        return self.is_plan(unit) and self.query.kind is AnswerKind.YES_NO and not _RESULT.search(unit.text)

    def decides(self, unit: Unit) -> bool:
        """Whether a sentence may decide what is asked, where yes or no is; any sentence may tell anything else."""
        told = f"{unit.sentence.heading} {unit.text}"
        return (self._deciding is None or bool(self._deciding.search(fold(told)))) and self.confirms(unit)

    def confirms(self, unit: Unit, cell: Quantity | None = None) -> bool:
        """Whether a sentence, or a cell of it, tells such figures as are to be confirmed, where any are."""
        if not self._confirming or (cell is not None and any(cell.kind is q.kind for q in self._confirming)):
            return True  # of a cell the heads tell the unit
        return yes_no.confirms(self.query.text, self._confirming, f"{unit.sentence.heading} {unit.text}")

    def holds_another_office(self, unit: Unit, start: int, end: int) -> bool:
        """Whether another office than the one asked for stands beside a name."""
        beside = self._offices_beside(unit, start, end)
        return bool(beside) and not self.demands.offices & beside

    def is_no_person(self, unit: Unit, start: int, end: int) -> bool:
        """Whether a span does not end as a name does, where the holder of an office is asked for."""
        if self.query.kind is not AnswerKind.PERSON or not (self.demands.offices or self.demands.signer):
            return False
        return not is_name(unit.report.text[start:end].split()[-2:])

    def _offices_beside(self, unit: Unit, start: int, end: int) -> frozenset[str]:
        """The offices named beside a span where a person of some office is asked for."""
        if self.query.kind is not AnswerKind.PERSON or not self.demands.offices:
            return frozenset()
        low, high = max(unit.sentence.start, start - _BESIDE), min(unit.sentence.end, end + _BESIDE)
        text = unit.report.text
        if self.is_signature(unit, start, end):  # the office stands in a line of its own
            return offices_in(
                fold(f"{text[unit.sentence.start : start]} | {signatures.office_above(unit.report, unit.sentence)}")
            )
        return offices_in(fold(f"{text[low:start]} | {text[end:high]}"))
