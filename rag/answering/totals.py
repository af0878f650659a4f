"""Totals and their parts: which of them a question means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.beside import (
    around,
    heard,
    is_beside,
    is_sibling,
    sentence_text,
    shares_sentence,
    unit_words,
)
from rag.answering.candidates import Candidate
from rag.answering.figure_fit import PARTS
from rag.answering.wording import asked_terms
from rag.quantities.notation import base_value
from rag.scopes.periods import stretches
from rag.text import fold, words
from rag.types import AnswerKind, FigureKind, PlaceLevel, Query, SentenceKind
from rag.words.language import content_words

_READ_APART = 0.6  # how much better the reader must like a part than its total where neither says all that is asked
_IN_ALL = re.compile(
    r"\b(?:tong (?:so|cong)|ca thay|tat ca|toan bo|hien co|luy ke|in all|in total|total|altogether|so far|now|"
    r"(?:tinh )?(?:den|het) (?:nay|nam|cuoi|thang|ngay|quy|\d))\b"
)
_RAISES = re.compile(r"\b(?:nang|dua) (?:tong )?so[^,;.]{0,60} (?:len|la)(?: thanh)?\s*$")
_WHOLE_BELOW = 6.0  # how far below a part the figure of the whole may score
_OF_RATIO = re.compile(r"[^,;.()]{0,30}(?:,| \(|\()? ?(?:dat|chiem|bang|ty le|dat ty le|chiem ty le)? ?(?:ty le )?")
_SUM_HEAD = re.compile(r"(?:tong|cong|tong (?:so|cong|von)|ca giai doan|toan giai doan|total)")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_OPENS_PART = re.compile(r"(?i)^\W*(?:riêng|trong đó|đối với|xét theo [^,]*,|còn)\s+")
_NAME_ENDS = re.compile(r"\b(?:được|có|đạt|đã|là|chiếm|gồm|mới)\b|\d|[,;:]")  # of the part's name
_OF_ALL = re.compile(r"\b(?:toan tinh|ca tinh|toan thanh pho|tren dia ban tinh)\b")


def by_part(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The part asked for where the best one is its total: "27.430 hộ nghèo, chiếm 7,88%; riêng 5 huyện ... 31,2%"."""
    if best.features.part:
        return None
    text = best.report.text
    for part in sorted((c for c in ranked if is_beside(c, best) and c.start > best.start), key=lambda c: c.start):
        splits = _split(part)
        if splits < best.start:
            continue  # no total of it
        begins = max(splits, text.rfind(";", splits, part.start))
        own = text[begins : part.start] + around(part, begins)
        if _is_named(own, text[part.sentence.start : splits], query):
            return part
    return None


def by_total(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The total of which the best one is a part that nobody asked for."""
    if not best.features.part:
        return None
    splits = _split(best)
    total = next((c for c in ranked if _is_total(c, best, splits)), None)
    if total is None:
        return None
    text = best.report.text
    parts = f"{text[splits : best.start]} {around(best, splits)}"
    return None if _is_named(parts, text[total.sentence.start : splits], query) else total


def by_sum_column(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The cell under "Tổng" in a row of years, where all of them are asked for: "giai đoạn 2013-2016"."""
    if best.figure is None or not best.figure.row_head or query.periods or best.figure.period is None:
        return None
    own = best.figure.period
    if not any(stretch.holds(own) and stretch != own for stretch in stretches(query.text)):
        return None

    def is_sum(c: Candidate) -> bool:
        return c.figure is not None and _is_sum_head(c.figure.column_head)

    return next((c for c in ranked if is_beside(c, best) and is_sum(c)), None)


def by_total_cell(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The cell under "Tổng số" where the best one is under one of several parts that a question does not tell apart.

    "Kế hoạch - Tổng số | Kế hoạch - Sửa chữa thường xuyên | Kế hoạch - Sửa chữa lớn": whoever asks for what was planned
    means the first, whose figure is the sum of the others'.
    """
    if best.figure is None or not best.figure.row_head or _is_sum_head(best.figure.column_head):
        return None
    row = {c.start: c for c in reversed(ranked) if is_beside(c, best) and c.figure and c.figure.row_head}
    row[best.start] = best
    cells = [c for c in row.values() if unit_words(c, None) == unit_words(best, None) and c.period == best.period]
    total = next((c for c in cells if c.figure and _is_sum_head(c.figure.column_head)), None)
    if total is None or total.figure is None:
        return None
    group = _group_of(total.figure.column_head)
    parts = [c for c in cells if c is not total and c.figure and _group_of(c.figure.column_head) == group]
    if best not in parts or len(parts) < 2 or not _adds_up(total, parts):
        return None
    asked = {*asked_terms(query), *content_words(query.topic)}
    named = {c.start: len(asked & heard(c.figure.column_head)) for c in parts if c.figure}
    return total if any(named[c.start] >= named[best.start] for c in parts if c is not best) else None


def _is_sum_head(head: str) -> bool:
    """Whether the last line of a column's head says that it is a sum."""
    return bool(_SUM_HEAD.fullmatch(fold(_IN_BRACKETS.sub("", head).rpartition(" - ")[2]).strip()))


def _group_of(head: str) -> str:
    """The lines of a column's head above its last one."""
    return _IN_BRACKETS.sub("", head).rpartition(" - ")[0]


def _adds_up(total: Candidate, parts: Sequence[Candidate]) -> bool:
    """Whether parts are all of a total, but for what rounding leaves."""
    values = [base_value(c.figure.quantity) for c in (total, *parts) if c.figure]
    return bool(values[0]) and abs(sum(values[1:]) - values[0]) <= abs(values[0]) / 100


def by_whole(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The province's figure where the best one is of some of its parts, which nobody asked for.

    "Toàn tỉnh giải ngân 4.219 tỷ đồng, đạt 61,4%. (...) Riêng ba chương trình được giao 742 tỷ đồng, đạt 13,3%."
    """
    if not best.features.part or (query.places and query.places[0].level is not PlaceLevel.PROVINCE):
        return None
    whole = next(
        (
            c
            for c in ranked
            if is_sibling(c, best)
            and c.sentence.index < best.sentence.index
            and not c.features.part
            and c.features.kind >= best.features.kind
            and c.score > best.score - _WHOLE_BELOW
            and unit_words(c) == unit_words(best)
            and _OF_ALL.search(fold(c.report.text[c.sentence.start : c.start]))
        ),
        None,
    )
    if whole is None:
        return None
    beyond = frozenset(content_words(around(best))) - frozenset(content_words(sentence_text(whole)))
    asked = frozenset(content_words(query.topic))
    name = content_words(_NAME_ENDS.split(_OPENS_PART.sub("", sentence_text(best)))[0])
    is_asked = 2 * sum(word in asked for word in name) >= max(1, len(name))
    return None if is_asked or beyond & asked else whole


def by_share(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The share that stands right behind a ratio, where a share is asked for: "455/486 trường, đạt 93,6%"."""
    if query.kind is not AnswerKind.PERCENTAGE or best.figure is None or best.sentence.kind is SentenceKind.ROW:
        return None
    if best.figure.quantity.kind is not FigureKind.RATIO:
        return None

    def is_share(c: Candidate) -> bool:
        is_percentage = c.figure is not None and c.figure.quantity.kind is FigureKind.PERCENTAGE
        return is_percentage and bool(_OF_RATIO.fullmatch(fold(c.report.text[best.end : c.start])))

    return next((c for c in ranked if shares_sentence(c, best) and is_share(c)), None)


def by_sum(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """What "nâng tổng số lên" tells, where all there are is asked for and the best one is what came to them."""
    if not _IN_ALL.search(fold(query.text)) or best.sentence.kind is SentenceKind.ROW:
        return None
    text = best.report.text
    return next(
        (
            c
            for c in ranked
            if is_beside(c, best)
            and c.start > best.start
            and _RAISES.search(fold(text[best.end : c.start]))
            and unit_words(c) == unit_words(best)
        ),
        None,
    )


def _split(part: Candidate) -> int:
    """Where the parts of a total begin in the sentence of one of them."""
    before = fold(part.report.text[part.sentence.start : part.start])
    return part.sentence.start + max((m.start() for m in PARTS.finditer(before)), default=0)


def _is_total(other: Candidate, part: Candidate, splits: int) -> bool:
    """Whether a figure may be the total of a part: of its unit, no smaller, before it or a sentence earlier."""
    if other.figure is None or part.figure is None or not other.fits or other.report is not part.report:
        return False
    own, whole = part.figure.quantity, other.figure.quantity
    return (
        other.start < splits
        and other.sentence.index in (part.sentence.index, part.sentence.index - 1)
        and other.features.kind >= part.features.kind
        and (not whole.unit or words(whole.unit)[:1] == words(own.unit)[:1])
        and base_value(whole) >= base_value(own)
        and (other.features.broad > 0.99 or part.features.reader - other.features.reader < _READ_APART)
    )


def _is_named(part: str, total: str, query: Query) -> bool:
    """Whether a question asks for what the words of a part say beyond those of its total."""
    return bool((heard(part) - heard(total)) & {*asked_terms(query), *content_words(query.topic)})
