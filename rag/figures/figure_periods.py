"""The period of a figure: the report's, unless its clause, its list or its heading names another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.figures.clauses import Stated
from rag.figures.figure_mentions import UNTIL
from rag.quantities.notation import either
from rag.quantities.units import is_money, is_rate
from rag.scopes.periods import find_periods, shift, year_period
from rag.text import fold
from rag.types import FigureKind, Period, PeriodKind, PeriodMention

__all__ = ["Times", "base_of", "period_of"]

_I = re.IGNORECASE
_PUBLISHED = re.compile(rf"(?<!\w){either('công bố|ban hành|phê duyệt|theo|quyết định|số|ký')}[^,;]{{0,40}}$", _I)
_SAME_TIME = re.compile(rf"(?<!\w){either('cùng thời điểm|cùng giai đoạn|cùng thời gian')}\s*$", _I)
_AGAINST = re.compile(
    rf"(?<!\w)(?:{either('so với|so')}(?:\s+{either('mức|với mức|con số')})?|"
    rf"{either('hơn mức|hơn con số|từ mức')})\s*$",
    _I,
)
_COMPARING = re.compile(rf"(?<!\w){either('so với|so|hơn|với')}\s*$", _I)
_TELLS = re.compile(rf"[\s:]*(?:{either('là|có|chỉ|đạt|chỉ có|mới|mới đạt|xảy ra|ghi nhận|đã|cũng')}\s*)*", _I)
_FOR_TASKS = re.compile(rf"(?<!\w){either('triển khai|phương hướng')}[^;.]{{0,30}}{either('nhiệm vụ')}\s*$", _I)
_PLAN_OF_YEAR = re.compile(
    rf"(?<!\w){either('kế hoạch|dự toán|chỉ tiêu')}\s+(?:{either('cả')}\s+)?{either('năm')}\s*[(]?$", _I
)
_OF = re.compile(rf"\s*{either('của')}?\s*$", _I)
_LEADERS = (
    "trong|riêng|tính đến|đến|hết|về|theo|cả|kết thúc|nếu như|như|cuối|đầu|lũy kế|và|thì|tính chung|tính|trong đó|từ|"
    "tính riêng|cũng trong|nhưng|còn|mục tiêu|kế hoạch|nhiệm vụ|phương hướng|chỉ tiêu|chủ yếu|trọng tâm|công tác"
)
_LEADING_WORDS = re.compile(rf"[\s\d.)\-–+•*]*(?:{either(_LEADERS)}\s*)*", _I)


_OF_WHICH = either("trong đó|bao gồm|gồm|cụ thể") + r"(?!\w)"
_WITHIN = re.compile(rf"\s*{_OF_WHICH}", _I)  # told of the segment before
_ADVERBIAL = re.compile(rf"(?:^|[,:])\s*(?:{either('trong|tính đến|đến|hết|tính|riêng|và')}\s*)*$", _I)
FAR = 12  # words


@dataclass(frozen=True, slots=True)
class Times:
    """The periods of a sentence and the period it starts from."""

    mentions: tuple[PeriodMention, ...]
    default: Period | None  # the list's, the heading's or the report's


def _resolved(text: str, mention: PeriodMention, own: Period | None) -> Period:
    """The period of a mention told from the figure's own: "cùng kỳ năm 2022" of a quarter is that quarter of 2022."""
    if own is None:
        return mention.period
    written = text[mention.start : mention.end]
    if fold(written).startswith(("cung ky", "the same", "same")):
        again = find_periods(written, own.year, own)
        return again[0].period if again else mention.period
    if mention.period.kind is PeriodKind.YEAR and _SAME_TIME.search(text[max(0, mention.start - 30) : mention.start]):
        return shift(own, mention.period.year)
    return mention.period


def _counts(text: str, mention: PeriodMention) -> bool:
    """Whether a mention can be a figure's period: no base, no day of an event or a document."""
    if mention.is_base or _FOR_TASKS.search(text[max(0, mention.start - 60) : mention.start]):
        return False
    if mention.period.kind is PeriodKind.DAY:
        return bool(UNTIL.search(text[max(0, mention.start - 24) : mention.start])) or mention.period.as_of
    return True


def _in_front(text: str, start: int, mention: PeriodMention) -> bool:
    """Whether a mention opens a sentence and so holds for all of it."""
    return bool(_LEADING_WORDS.fullmatch(text, start, mention.start))


def _inside(stated: Stated, mention: PeriodMention) -> bool:
    return stated.paren is not None and stated.paren[0] <= mention.start < stated.paren[1]


def _inner(text: str, stated: Stated, times: Times, host: Period | None) -> Period | None:
    """The period of a quantity in a parenthesis: named there, or that of the comparison in front, or the host's."""
    assert stated.paren is not None
    if host is not None and _PLAN_OF_YEAR.search(text[max(0, stated.paren[0] - 24) : stated.paren[0] + 1]):
        return year_period(host.year)
    own = [m for m in times.mentions if _inside(stated, m) and m.start < stated.quantity.start]
    if own:
        return _resolved(text, own[-1], host)
    before = [m for m in times.mentions if m.end <= stated.paren[0] and not text[m.end : stated.paren[0]].strip()]
    if before:
        return _resolved(text, before[-1], host)
    return host


def _compared(text: str, stated: Stated, times: Times, own: Period | None) -> Period | None:
    """The period of a value that something is compared with: "giảm so với 93% của năm 2021"."""
    if not _AGAINST.search(text[max(0, stated.quantity.start - 24) : stated.quantity.start]):
        return None
    for mention in times.mentions:
        if mention.start >= stated.quantity.end and _OF.match(text[stated.quantity.end : mention.start]):
            return _resolved(text, replace(mention, is_base=False), own)
    return None


def period_of(
    text: str,
    start: int,
    stated: Stated,
    times: Times,
    host: Stated | None,
    host_period: Period | None,
    host_base: Period | None,
) -> Period | None:
    """The period that a quantity is stated for.

    Args:
        text: the report's text.
        start: where the sentence begins.
        stated: the quantity.
        times: the periods of its sentence.
        host: the quantity in front of its parenthesis.
        host_period: that one's period.
        host_base: what that one is compared with, when it is a change.
    """
    if stated.paren is not None:
        inner = _inner(text, stated, times, host_period or times.default)
        if (
            host is not None
            and host.quantity.kind is FigureKind.CHANGE
            and host_base is not None
            and (inner == host_period and stated.quantity.unit.split()[:1] == host.quantity.unit.split()[:1])
        ):
            return host_base  # "So với năm 2021 giảm 2 vụ (15 vụ)"
        return inner
    outside = [
        m
        for m in times.mentions
        if not _in_parenthesis(text, start, m.start)
        and (_counts(text, m) or _told(text, m, stated) or _is_of_price(text, m, stated))
    ]
    left = [m for m in outside if m.end <= stated.quantity.start]
    within = _WITHIN.match(text, *stated.segment) or re.search(rf";\s*{_OF_WHICH}", text[start : stated.segment[0]], _I)
    reach = start if within else stated.segment[0]
    near = [m for m in left if m.start >= reach and not _of_other(text, m, stated) and not _is_far(text, m, stated)]
    front = [m for m in left if _in_front(text, start, m) or _in_label(text, start, m)]
    own = near[-1] if near else front[0] if front else None
    if own is None or own.start < stated.left[0]:
        right = [
            m
            for m in outside
            if stated.quantity.end <= m.start < stated.right[1] and m.period.kind is not PeriodKind.DAY
        ]
        own = right[0] if right else own
    period = _resolved(text, own, times.default) if own else times.default
    return _compared(text, stated, times, period) or period


def _of_other(text: str, mention: PeriodMention, stated: Stated) -> bool:
    """Whether a mention to the left belongs to a statement that has ended: a day's publication, a comparison's."""
    return bool(_PUBLISHED.search(text[max(stated.segment[0], mention.start - 48) : mention.start])) and (
        mention.period.kind is PeriodKind.DAY
    )


def _told(text: str, mention: PeriodMention, stated: Stated) -> bool:
    """Whether a comparison's period is told of itself: "cùng kỳ năm 2020 có 3 ca"."""
    before = text[max(0, mention.start - 12) : mention.start]
    return (
        mention.end <= stated.quantity.start
        and not _COMPARING.search(before)
        and bool(_TELLS.fullmatch(text, mention.end, stated.quantity.start))
    )


def _is_of_price(text: str, mention: PeriodMention, stated: Stated) -> bool:
    """Whether a day is that of a price told behind it: "ngày 7/3 có lúc lên 48.000 đồng/bó"."""
    unit = stated.quantity.unit
    return (
        mention.period.kind is PeriodKind.DAY
        and not mention.is_base
        and is_money(unit)
        and is_rate(unit)
        and stated.segment[0] <= mention.start
        and mention.end <= stated.quantity.start
        and not re.search(r"\d", text[mention.end : stated.quantity.start])
    )


def _in_label(text: str, start: int, mention: PeriodMention) -> bool:
    """Whether a mention stands in the label that opens a sentence: "Mục tiêu 2023 gồm: ..."."""
    colon = text.find(": ", mention.end, mention.end + 40)
    return colon >= 0 and not re.search(r"\d|[,;(]", text[start : mention.start] + text[mention.end : colon])


def _is_far(text: str, mention: PeriodMention, stated: Stated) -> bool:
    """Whether a mention stands deep in another phrase: many words and an "và" or a comma before any number."""
    if text[mention.end : mention.end + 1] == "," and _ADVERBIAL.search(text[stated.segment[0] : mention.start]):
        return False  # "..., trong 6 tháng đầu năm 2017, ...": it holds for what follows
    between = re.split(r"\d", text[mention.end : stated.quantity.start], maxsplit=1)[0]
    return (
        len(between.split()) > FAR
        and bool(re.search(rf",|(?<!\w){either('và')}\s", between))
        and not (_in_front(text, stated.segment[0], mention))
    )


def _in_parenthesis(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def base_of(text: str, stated: Stated, times: Times, own: Period | None) -> Period | None:
    """What a change is measured against: the nearest comparison behind it, else in front of it, in its segment."""
    if stated.quantity.kind is not FigureKind.CHANGE:
        return None
    bases = [m for m in times.mentions if m.is_base and stated.segment[0] <= m.start < stated.segment[1]]
    behind = [m for m in bases if m.start >= stated.quantity.end]
    chosen = behind[0] if behind else bases[-1] if bases else None
    return _resolved(text, chosen, own) if chosen else None
