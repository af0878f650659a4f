"""Measures how well a figure is of the kind, the unit and the whole that a question asks for; scope is judged apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from rag.answering import extremes
from rag.answering.demands import REST, Demands
from rag.answering.units import Unit
from rag.answering.wording import concepts, label, said
from rag.text import fold, words
from rag.types import AnswerKind, Figure, FigureKind, Language, Query, Report, SentenceKind
from rag.words.concepts import terms

PARTS = re.compile(r"\b(?:rieng|trong do|(?<!thu )gom|bao gom|chia ra|including|of which)\b")
_OTHERS = re.compile(r"^\W*(?:cac |nhung )?(?:[a-z]+ ){0,3}khac\W*$")  # "Các huyện khác", "Cây khác"
_OTHERS_ASKED = re.compile(r"\b(?:khac|others?)\b")
_PER = re.compile(
    r"/|\b(?:tren|moi|mot|binh quan|trung binh|mat do|ty le|ti le|he so|cho|per|a|an|each|every|rate|density)\b"
)
_TOTAL = frozenset("tong so toan bo tinh ca nam chung tat dat la co duoc".split())
_FITTING_KINDS = {
    AnswerKind.PERCENTAGE: {FigureKind.PERCENTAGE, FigureKind.RATIO},
    AnswerKind.MONEY: {FigureKind.MONEY},
    AnswerKind.RANK: {FigureKind.RANK},
    AnswerKind.CHANGE: {FigureKind.CHANGE},
    AnswerKind.NUMBER: {FigureKind.COUNT, FigureKind.RATIO, FigureKind.RATE},
}


_TIMES = {"years": "nam", "months": "thang", "weeks": "tuan", "days": "ngay", "hours": "gio", "minutes": "phut"}
_PEOPLE = frozenset(
    (
        "lao dong;thanh vien;hoi vien;doan vien;dang vien;can bo;cong chuc;vien chuc;giao vien;hoc sinh;sinh vien;"
        "hoc vien;thi sinh;cong nhan;benh nhan;dai bieu;dan quan;nhan khau"
    ).split(";")
)
_TOLD_BEFORE = 0.6  # what is counted stands in the words before a figure, not beside it
_ALLOTS = re.compile(r"(?i)(?:quyết định|nghị quyết|nghị định|thông tư|chỉ thị)\b")


class FigureFit:
    """What one part of a question asks of a figure.

    Args:
        query: the part.
        demands: of it.
        asked: its terms.
        spoken: the terms of its words, those of a compound's parts too.
    """

    def __init__(self, query: Query, demands: Demands, asked: tuple[str, ...], spoken: frozenset[str]) -> None:
        self.query, self.demands, self.asked, self.spoken = query, demands, asked, spoken
        self._names_it: dict[str, bool] = {}  # by report: whether its text has a name that is asked for

    def surplus(self, figure: Figure) -> float:
        """How much the figure is about beyond the question: the share of its own terms that are not asked for."""
        told = own_terms(figure) - said(figure.row_head) - _TOTAL
        spoken = self.spoken if figure.row_head else ()  # "học sinh tiểu học" in a question, "Tiểu học" in a head
        return len(told.difference(self.asked, spoken)) / max(1, len(told))

    def part(self, figure: Figure, unit: Unit) -> float:
        """How much of a figure's own words nobody asked for when it is one part of a total told before it."""
        if self._is_scoped_apart(figure, unit.report):
            return 0.0
        before = fold(unit.report.text[unit.sentence.start : figure.quantity.start])
        if self.demands.qualified or unit.sentence.kind is SentenceKind.ROW or not PARTS.search(before):
            return 0.0
        return max(0.2, self.surplus(figure))

    def is_rest(self, figure: Figure) -> bool:
        """Whether a row is of what its table does not name ("các huyện còn lại"), and that was not asked for."""
        if self.demands.rest:
            return False
        head = fold(figure.row_head)
        is_of_others = bool(_OTHERS.search(head)) and not _OTHERS_ASKED.search(fold(self.query.topic))
        return is_of_others or bool(REST.search(head))

    def is_of_another(self, figure: Figure, unit: Unit) -> bool:
        """Whether a street, a school or the like is asked for by its name, and a figure is of others only.

        A cell is when its row, its heads and its report's title do not name it, any other figure when its report never
        does.
        """
        if not self.demands.names:
            return False
        report = unit.report
        if figure.row_head:
            return not self._names(f"{report.metadata.title} {unit.sentence.heading} {label(figure)}")
        if report.id not in self._names_it:
            self._names_it[report.id] = self._names(report.text)
        return not self._names_it[report.id]

    def _names(self, text: str) -> bool:
        """Whether a text has one of the names that are asked for."""
        told = fold(text)
        return any(name in told for name in self.demands.names)

    def is_target(self, figure: Figure, report: Report) -> bool:
        """Whether a figure is what is meant to be, when what is was asked; what a decision allots is what there is."""
        if figure.kind_of_scope != "plan" or self.demands.plan:
            return False
        allots = bool(_ALLOTS.match(report.metadata.title))  # what it has people pay is no target either
        return not (allots and (figure.row_head or figure.quantity.kind is FigureKind.MONEY))

    def _is_scoped_apart(self, figure: Figure, report: Report) -> bool:
        """Whether a figure is for the very place or period asked and its report for another: that part is asked for."""
        about = report.metadata
        return (figure.place in self.query.places and figure.place != about.place) or (
            figure.period in self.query.periods and figure.period != about.period
        )

    def kind(self, figure: Figure) -> float:
        """How well a figure's kind fits: 1 for the kind asked for, -1 for a change where none is."""
        kind = figure.quantity.kind
        if figure.quantity.hedge == "dưới" and kind is FigureKind.PERCENTAGE:
            return -0.3  # "93 xã có tỷ lệ dưới 85%" tells which ones are meant, no share of anything
        if figure.quantity.hedge == "một trong" and not self.demands.among and not self._names_unit(figure):
            return -0.3  # "một trong 17 tỉnh": how many others there are
        if kind is FigureKind.RATIO and self.query.kind is AnswerKind.PERCENTAGE:
            return 0.7  # "455/486 trường, đạt 93,6%": the share itself where it is told
        if kind is FigureKind.RATE and self.demands.unit_words and not _PER.search(fold(self.query.topic)):
            return 0.5  # "16 bác sĩ/vạn dân": not how many there are
        if kind in _FITTING_KINDS.get(self.query.kind, set()):
            return 1.0
        if self.query.kind is AnswerKind.RANK and figure.row_head and extremes.tells_ranks(figure.column_head):
            return 1.0
        if kind is FigureKind.CHANGE:
            return -1.0
        if self.query.kind is AnswerKind.NUMBER:
            return self._number_kind(kind)
        return 0.2 if self.query.kind is AnswerKind.MONEY and kind is FigureKind.COUNT else -0.3

    def _number_kind(self, kind: FigureKind) -> float:
        """How well another kind of figure than a count fits where a number is asked for."""
        counted = bool(self.demands.unit_words)
        if kind is FigureKind.MONEY and self.demands.money:
            return 0.5 if counted else 1.0
        if not counted:
            return 0.3  # "which side took in more": no word says what is counted
        return {FigureKind.MONEY: -0.5, FigureKind.PERCENTAGE: 0.0}.get(kind, -0.3)

    def _names_unit(self, figure: Figure) -> bool:
        """Whether a question has the word for what a figure counts."""
        unit = figure.quantity.unit
        return bool(said(unit).intersection(self.asked)) or not set(words(unit)[:1]).isdisjoint(words(self.query.topic))

    def unit(self, figure: Figure) -> float:
        """How well a figure counts what is asked for, 0 to 1; 0.5 when the question does not say."""
        if not self.demands.unit_words:
            return 0.5
        if self.query.language is Language.ENGLISH:
            if self.demands.unit_words[0] in _TIMES:
                return float(words(figure.quantity.unit)[:1] == [_TIMES[self.demands.unit_words[0]]])
            wanted = terms(" ".join(self.demands.unit_words), Language.ENGLISH)
            of_people = "#people" in wanted[:2] and _is_person(words(figure.quantity.unit))
            if of_people or not said(f"{figure.quantity.unit} {figure.row_head} {figure.column_head}").isdisjoint(
                wanted[:2]
            ):
                return 1.0
            return _TOLD_BEFORE * bool(set(wanted[:2]) & said(label(figure)))
        asked = [w for w in self.demands.unit_words if w not in ("the", "of", "did", "co", "duoc", "tat", "ca")]
        unit, column = words(figure.quantity.unit), words(figure.column_head)
        if not figure.quantity.unit and not figure.column_head:  # "tổng số chứng thư đang hoạt động là 6.380"
            return 0.7 * float(bool(asked) and asked[0] in words(figure.indicator))
        first = unit[:1] or column[:1]
        have = {*unit, *column}
        if self._counts_another(figure):
            return 0.0
        is_same = asked[:1] == first or self._is_counted(figure) or (asked[:1] == ["nguoi"] and _is_person(unit))
        return 0.7 * float(is_same) + 0.3 * sum(w in have for w in asked[:2]) / max(1, len(asked[:2]))

    def _is_counted(self, figure: Figure) -> bool:
        """Whether a figure's unit means what is counted, in other words: "TTHC" for "thủ tục"."""
        return bool(self._concepts & concepts(figure.quantity.unit))

    def _counts_another(self, figure: Figure) -> bool:
        """Whether a figure's unit only begins like what is counted: "khách sạn" where "khách" are asked for."""
        unit = figure.quantity.unit
        if set(words(unit)) <= set(self.demands.unit_words):
            return False  # "phòng" where "phòng học" are
        own = concepts(unit)
        return bool(own and self._concepts) and self._concepts.isdisjoint(own)

    @cached_property
    def _concepts(self) -> frozenset[str]:
        """What is counted, as concepts."""
        return concepts(" ".join(self.demands.unit_words[:2]))


def _is_person(unit: Sequence[str]) -> bool:
    """Whether a unit counts people by another word: "21.780 lao động", "3.252 thành viên"."""
    return " ".join(unit[:2]) in _PEOPLE


def own_terms(figure: Figure) -> frozenset[str]:
    """The terms of what a figure is told of, what stands in brackets left out."""
    return said(f"{own_label(figure)} {figure.quantity.unit}")


def own_label(figure: Figure) -> str:
    """A figure's label without what stands in brackets."""
    return label(figure).split(" (")[0]
