"""Rules figures out for what others beside them are called.

A cell of a table, when another cell of its row is told in more of the words asked for: "Khu Tràng An | 986.200 khách
năm 2011 | 92.300 khách quốc tế năm 2012": whoever asks for "khách quốc tế" does not want the first, not even when the
second is of another year. And a cell beside the name of another street than the one asked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import NamedTuple

from rag.answering import extremes
from rag.answering.beside import around, heard, sentence_text, unit_words
from rag.answering.candidates import Candidate, unfit_where
from rag.answering.figure_fit import own_label
from rag.answering.wording import asked_concepts, asked_terms, concepts, label, own_topic, said, setting_terms
from rag.scopes.scope import EXACT
from rag.text import fold, is_name, words
from rag.types import AnswerKind, Figure, FigureKind, Query, SentenceKind
from rag.words.language import content_words

_IN = re.compile(r"(?i)\bvề\b")  # what a rank is in follows
_ITEM_WORDS = 20  # a longer item is a paragraph
_WHAT_ABOUT = re.compile(r"\W*(?:(?:the )?con|va|what about|how about|and)\b")
_HOLLOW = frozenset("the con thi sao va what about how vay nhi bao nhieu may la".split())
_TOTAL = re.compile(r"\W*(?:tong(?: so| cong)?|cong|toan \w+|chung|ca (?:nuoc|tinh|nam)|total|whole)\W*$")
_HOLLOW_HEAD = re.compile(
    r"(?:tong|so|so luong|tong so|tong cong|ty le|ti le|don vi|noi dung|ghi chu|thanh tien|muc \w+|nam \w+|gia tri)"
    r"(?: \w+)?"
)
_FEW_WORDS = 4  # of what an elliptic turn names


class _Told(NamedTuple):
    """What a candidate is told in: the group of its rivals, the words asked for among them, its name's other words."""

    group: Hashable
    terms: frozenset[str]
    beyond: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()  # the words asked for that its heads have, its group's and its column's too

    def outdoes(self, other: _Told) -> bool:
        """Whether it has more of the words asked for, or as many and fewer others: "Chủ tịch", not "Phó Chủ tịch"."""
        is_shorter = other.terms == self.terms and self.beyond < other.beyond and other.heads <= self.heads
        return other.terms < self.terms or (bool(self.terms) and is_shorter)


def without_rivals(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; a cell that a rival outdoes no longer fits.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. Rivals are figures of one kind under the same row head in a report's tables; one
        outdoes another that is told in some of the terms asked for which it is told in, and in no other.
    """
    asked = frozenset(asked_terms(query)) - setting_terms(query)
    return _without_outdone(candidates, [_told(candidate, asked) for candidate in candidates])


def without_rival_rows(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; a cell whose row another row of its table outdoes no longer fits.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: of a fare's column "Xe mô tô, xe gắn máy" outdoes "Xe ô tô khách" when a motorbike is
        asked for. A row of totals has no rivals.
    """
    if extremes.asked_by(query) is not None:
        return list(candidates)
    every = frozenset(asked_terms(query)) | frozenset(content_words(query.topic))
    names = _row_names(candidates)

    def told(c: Candidate, asked: frozenset[str]) -> _Told | None:
        figure = c.figure
        if figure is None or c.sentence.kind is not SentenceKind.ROW or c.start != figure.quantity.start:
            return None
        if not figure.row_head or _TOTAL.match(fold(figure.row_head)):
            return None
        name = names.get(_row_of(figure), figure.row_head)
        heads = asked & heard(own_label(figure))
        return _Told((_table_of(c), figure.place), asked & heard(name), heard(name) - every, heads)

    # by what this turn asks, and by what the earlier ones add to it
    by_own = _without_outdone(candidates, [told(c, every - setting_terms(query)) for c in candidates])
    by_all = _without_outdone(candidates, [told(c, every) for c in candidates])
    return [one if one.fits else other for one, other in zip(by_own, by_all, strict=True)]


def _row_of(figure: Figure) -> tuple[str, int, str]:
    return figure.report_id, figure.start, figure.row_head


def _row_names(candidates: Sequence[Candidate]) -> dict[tuple[str, int, str], str]:
    """What names each row that has a candidate: all that stands before its first number."""
    names: dict[tuple[str, int, str], str] = {}
    for c in candidates:
        if c.figure is None or not c.figure.row_head:
            continue
        told = c.report.text[c.figure.start : c.figure.quantity.start]
        row = _row_of(c.figure)
        if c.figure.row_head in told and len(told) < len(names.get(row, told + " ")):
            names[row] = told
    return names


def without_parts_of_total(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where a column has a total, cells of rows that the question has no word of do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "Tổng cộng", not one of the provinces above it, where no province is asked about.
    """
    if extremes.asked_by(query) is not None:
        return list(candidates)
    asked = frozenset(asked_terms(query)) | frozenset(content_words(query.topic))
    names = _row_names(candidates)
    cells = [c for c in candidates if c.figure and c.figure.row_head and c.start == c.figure.quantity.start]
    columns = {
        (_table_of(c), c.figure.column_head, c.period)
        for c in cells
        if c.figure and c.fits and c.features.place == EXACT and _TOTAL.match(fold(c.figure.row_head))
    }

    def is_part(c: Candidate) -> bool:
        figure = c.figure
        if figure is None or not figure.row_head or _TOTAL.match(fold(figure.row_head)):
            return False
        if (_table_of(c), figure.column_head, c.period) not in columns or (
            figure.place and figure.place in query.places
        ):
            return False
        return not asked & heard(names.get(_row_of(figure), figure.row_head))

    return unfit_where(candidates, is_part)


def without_other_heads(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where the question has the head of a column word for word, the row's other cells do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "cây đang cho thu hoạch" is under "Đang cho thu hoạch". Of two such heads the longer
        one counts; a total, a period or a unit heads nothing.
    """
    asked = f" {' '.join(words(query.topic))} "
    told: dict[Hashable, dict[str, int]] = defaultdict(dict)
    for c in candidates:
        if c.figure is not None and c.figure.column_head and c.fits:
            told[_table_of(c)][c.figure.column_head] = _length_in(asked, c.figure.column_head)
    longest = {table: max(heads.values()) for table, heads in told.items()}

    def is_other(c: Candidate) -> bool:
        if c.figure is None or not c.figure.column_head or c.sentence.kind is not SentenceKind.ROW:
            return False
        most = longest.get(_table_of(c), 0)
        return most > 0 and _length_in(asked, c.figure.column_head) < most

    return unfit_where(candidates, is_other)


def _length_in(asked: str, head: str) -> int:
    """How many words of the last line of a head stand in a question, all of them and in their order; else 0."""
    told = words(head.rpartition(" - ")[2])
    is_name = len(told) > 1 and not any(word.isdigit() for word in told) and not _HOLLOW_HEAD.fullmatch(" ".join(told))
    return len(told) if is_name and f" {' '.join(told)} " in asked else 0


def without_empty_cells(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; a cell does not fit where its row's cell is empty under a head that tells more of what is asked.

    Args:
        candidates: those of one part of a question; all cells with numbers of a row are among them.
        query: the part.

    Returns:
        As many, in their order: the area stocked is not the area lost of a commune that sent no figure for the loss.
    """
    asked = asked_concepts(query) - setting_terms(query)
    columns: defaultdict[Hashable, dict[str, frozenset[str]]] = defaultdict(dict)
    filled: defaultdict[Hashable, set[str]] = defaultdict(set)
    for c in candidates:
        if c.figure is not None and c.figure.column_head and c.sentence.kind is SentenceKind.ROW:
            columns[_table_of(c)][c.figure.column_head] = asked & heard(c.figure.column_head)
            filled[_table_of(c), c.figure.row_head].add(c.figure.column_head)

    def is_beside_empty(c: Candidate) -> bool:
        figure = c.figure
        if figure is None or not figure.row_head or figure.column_head not in columns[_table_of(c)]:
            return False
        heads = columns[_table_of(c)]
        own, there = heads[figure.column_head], filled[_table_of(c), figure.row_head]
        return any(own < told and head not in there for head, told in heads.items())

    return unfit_where(candidates, is_beside_empty)


def _table_of(candidate: Candidate) -> Hashable:
    """What tells the table of a candidate that is a cell: its report and the title that its indicator ends with."""
    assert candidate.figure is not None
    return candidate.report.id, candidate.figure.indicator.rpartition("(")[2]


def _without_outdone(candidates: Sequence[Candidate], told: Sequence[_Told | None]) -> list[Candidate]:
    """The candidates; those that another of their group outdoes no longer fit.

    Args:
        candidates: those of one part of a question.
        told: what each is told in; None for one that has no rivals.
    """
    groups: dict[Hashable, set[_Told]] = defaultdict(set)
    for one in filter(None, told):
        groups[one.group].add(one)
    return [
        replace(candidate, fits=False)
        if one is not None and any(other.outdoes(one) for other in groups[one.group])
        else candidate
        for candidate, one in zip(candidates, told, strict=True)
    ]


def _told(candidate: Candidate, asked: frozenset[str]) -> _Told | None:
    """The row of a candidate that is a table's cell, and which of the terms asked for it is told in; None for another.

    The row's head, as the one that has the most, is no cell.
    """
    figure = candidate.figure
    if figure is None or candidate.sentence.kind is not SentenceKind.ROW or candidate.start != figure.quantity.start:
        return None
    return _Told((figure.report_id, fold(figure.row_head), figure.quantity.kind), asked & said(label(figure)))


def without_earlier_thing(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures of what only an earlier turn named do not fit where there are some of what this one does.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "Thế còn muối?" after a question about paraffin is no longer about paraffin.
    """
    if not query.setting or not _WHAT_ABOUT.match(fold(query.text)):
        return list(candidates)
    own = own_topic(query)
    named = frozenset(content_words(own)) - _HOLLOW
    asked = concepts(own)
    if not named or len(named) > _FEW_WORDS:
        return list(candidates)

    def is_told(c: Candidate, text: str) -> bool:
        told = f"{text} {own_label(c.figure) if c.figure is not None else ''}"
        return named <= set(words(told)) or bool(asked and asked <= said(told))

    def without_untold(reach: Callable[[Candidate], str]) -> list[Candidate]:
        return unfit_where(candidates, lambda c: c.figure is not None and not is_told(c, reach(c)))

    for left in map(without_untold, (around, sentence_text)):  # the words of the figure itself, else its sentence
        if any(c.figure is not None and c.fits and c.features.kind > 0 for c in left):
            return left
    return list(candidates)


def without_other_items(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; items of a list that another one outdoes no longer fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. Items are short lines of lists of a report with figures in one unit; one outdoes
        another that is told, with what introduces it, in some of the words asked for which it is told in, and in no
        other: "Xe máy: 1.500 đồng/lượt" below "Đối với phà" the same below "Đối với đò".
    """
    asked = (frozenset(asked_terms(query)) | frozenset(content_words(query.topic))) - setting_terms(query)
    return _without_outdone(candidates, [_told_in_item(candidate, asked) for candidate in candidates])


def _told_in_item(candidate: Candidate, asked: frozenset[str]) -> _Told | None:
    """The list of a candidate that is an item's figure, and which of the terms asked for it is told in."""
    figure, text = candidate.figure, sentence_text(candidate)
    if figure is None or candidate.sentence.kind is not SentenceKind.ITEM or candidate.start != figure.quantity.start:
        return None
    if not figure.quantity.unit or len(text.split()) > _ITEM_WORDS:
        return None
    return _Told((figure.report_id, fold(figure.quantity.unit)), asked & heard(f"{text} {figure.indicator}"))


def without_less_told(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures of sentences that tell less of what is asked than another sentence does fit no more.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. Of a report's figures in one unit, "49 bác sĩ" of "118 viên chức nghỉ việc, trong đó 49
        bác sĩ" outdoes the "976 bác sĩ" that there are, when it is asked how many quit.
    """
    if query.setting:  # the few words of a next turn tell too little
        return list(candidates)
    asked = asked_concepts(query)
    best = max((min(c.features.place, c.features.period) for c in candidates if c.fits and c.figure), default=0.0)

    def told(c: Candidate) -> _Told | None:
        figure = c.figure
        if figure is None or not c.fits or not figure.quantity.unit or c.sentence.kind is SentenceKind.ROW:
            return None
        if min(c.features.place, c.features.period) < best:
            return None
        unit = tuple(unit_words(c, 2))
        return _Told((c.report.id, unit), asked & said(f"{sentence_text(c)} {own_label(figure)}"))

    return _without_outdone(candidates, [told(c) for c in candidates])


def without_other_ranks(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; of several ranks in a sentence those that another one outdoes no longer fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. What a rank is in stands behind it, "xếp thứ 26/63 về mức độ ứng dụng CNTT và thứ 31/63
        về chỉ số hiện đại hóa", or else before it.
    """
    if query.kind is not AnswerKind.RANK:
        return list(candidates)
    asked = frozenset(asked_terms(query)) - setting_terms(query)
    ranks = {id(c): c for c in candidates if c.figure is not None and c.figure.quantity.kind is FigureKind.RANK}

    def told(c: Candidate) -> _Told | None:
        if id(c) not in ranks or c.sentence.kind is SentenceKind.ROW:
            return None
        ends = [o.start for o in ranks.values() if o.report is c.report and c.end < o.start < c.sentence.end]
        behind = c.report.text[c.end : min(ends, default=c.sentence.end)].partition(";")[0]
        begins = [o.end for o in ranks.values() if o.report is c.report and c.sentence.start < o.end < c.start]
        before = c.report.text[max(begins, default=c.sentence.start) : c.start]
        what = behind if _IN.search(behind) else before if _IN.search(before) else ""
        return _Told((c.report.id, c.sentence.index), asked & said(what)) if what else None

    return _without_outdone(candidates, [told(c) for c in candidates])


def without_lesser_rows(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where the row that has the most is one of them, words out of the table's other rows do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    if extremes.asked_by(query) is None:
        return list(candidates)
    first = {(c.report.id, c.sentence.index) for c in candidates if c.fits and c.figure is not None and _is_head(c)}
    reports = {report for report, _ in first}

    def is_lesser(c: Candidate) -> bool:
        is_row = c.figure is None and c.sentence.kind is SentenceKind.ROW and c.report.id in reports
        return is_row and (c.report.id, c.sentence.index) not in first

    return unfit_where(candidates, is_lesser)


def _is_head(candidate: Candidate) -> bool:
    """Whether a candidate is the head of a row, which has an extreme, and not its figure."""
    return candidate.figure is not None and candidate.start != candidate.figure.quantity.start


def without_other_rows(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; cells of rows with another name than the one asked for no longer fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. A name is a row's head of capitalised words ("Trần Hưng Đạo"); once one that the
        question has heads a row, cells beside other names are out, even where a note in their row has it too.
    """
    asked, own = (f" {' '.join(words(topic))} " for topic in (query.topic, own_topic(query)))
    heads = {c.figure.row_head for c in candidates if c.figure is not None and _is_name(c.figure.row_head)}
    named = {head for head in heads if f" {' '.join(words(head))} " in asked}
    named = {
        head for head in named if f" {' '.join(words(head))} " in own
    } or named  # this turn's before an earlier one's
    if not named:
        return list(candidates)
    others = heads - named
    return unfit_where(candidates, lambda c: c.figure is not None and c.figure.row_head in others)


def _is_name(head: str) -> bool:
    """Whether a row's head is a name of two words and more, without numbers and marks."""
    syllables = head.split()
    return is_name(syllables) and all(map(str.isalpha, syllables))
