"""Whether what a sentence or a figure is about fits the place and the period asked about.

Fits are shares: 1 fits exactly, 0 does not fit, between them is acceptable when nothing better is found.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from rag.scopes.gazetteer import kinds_of_district, share_ground
from rag.scopes.periods import UNKNOWN_YEAR, has_year
from rag.text import fold
from rag.types import Period, PeriodKind, Place, PlaceLevel

EXACT = 1.0
NEAR = 0.7  # the same moment told otherwise: mid-year against 30/6
INSIDE = 0.5  # a state within the asked year, not on its last day
UNKNOWN = 0.4  # the report does not say
NONE = 0.0

_FLOW = re.compile(
    r"\b(?:doanh thu|thu (?:ngân|nội|nhập|hút)|nộp|chi (?:ngân|cho|thường)|lượt|ca mắc|ca|vụ|xử phạt|"
    r"phạt|khách|"
    r"xảy ra|ghi nhận|phát hiện|tấn công|sự cố|tiếp nhận|khám|sản lượng|đón|cấp mới|giải ngân|tuyển|kiểm định|"
    r"làm chết|bị thương|người chết|"
    r"bỏ học|"
    r"giải thưởng|tổ chức|tập huấn|kim ngạch|revenue|visitors?|tourists?|cases?|accidents?|killed|"
    r"injured|"
    r"fined|spen[dt]|received|exports?)\b",
    re.I,
)
_DECEMBER = 12
_CLOSING_DAYS = 16  # how long before the end of a period a report may close its figures
_NO_FLOW = re.compile(
    r"(?:/|\bmột |\bmỗi |\bvé )lượt\b|"
    r"\b(?:phục|dịch|nhiệm|chức|nghiệp|công|nội|tác) vụ\b|\btổ chức (?:chính trị|xã hội|"
    r"tín dụng)",
    re.I,
)
_WHOLE_YEAR = re.compile(r"\b(?:ca nam|tron nam|toan nam|whole year|full year|whole of|entire year|all of)\b")


def is_flow(text: str) -> bool:
    """Whether a thing adds up over time (revenue, cases) rather than being a state (points, members).

    Args:
        text: a report's own words: accents tell "vụ" from "vũ" and "phạt" from "phát".
    """
    return bool(_FLOW.search(_NO_FLOW.sub(" ", text)))


def asks_whole_year(text: str) -> bool:
    """Whether a question insists on the whole year."""
    return bool(_WHOLE_YEAR.search(fold(text)))


def place_fit(asked: Place, stated: Place | None) -> float:
    """How well a statement about `stated` answers a question about `asked`.

    A province's statement does not answer for its districts, nor the other way round.
    """
    if stated is None:
        return UNKNOWN
    if asked.level is PlaceLevel.PROVINCE:
        return EXACT if stated.level is PlaceLevel.PROVINCE and stated.name == asked.name else NONE
    if stated.level is PlaceLevel.PROVINCE or _spelt(stated.name) != _spelt(asked.name):
        return NONE
    if asked.province and stated.province and not share_ground(asked.province, stated.province):
        return NONE
    is_other_kind = asked.kind and stated.kind and asked.kind != stated.kind and "huyện" in (asked.kind, stated.kind)
    if is_other_kind and len(kinds_of_district(stated.name, stated.province or asked.province)) > 1:
        return NONE  # "thị xã Kỳ Anh" is not "huyện Kỳ Anh"; elsewhere a district was made a town
    return EXACT


def _spelt(name: str) -> str:
    """A folded name in one spelling: "Phú Quý" and "Phú Quí" are one."""
    return fold(name).replace("y", "i")


def period_fit(asked: Period, stated: Period | None, *, flow: bool, whole_year: bool = False) -> float:
    """How well a statement about `stated` answers a question about `asked`.

    Args:
        asked: the period of the question; its year may be unknown ("quý II").
        stated: the period of the statement; None when the report does not say.
        flow: whether the thing asked adds up over time, so that a part of a period is not the period.
        whole_year: whether the question insists on the whole year.
    """
    if stated is None:
        return UNKNOWN
    if not has_year(asked):
        asked = _borrow_year(asked, stated)
    if (asked.start, asked.end) == (stated.start, stated.end):
        return EXACT
    within = stated.kind is PeriodKind.DAY or (flow and stated.end.year == asked.start.year)
    if is_beginning(asked) and stated.start == asked.start and (within or _is_within_year(stated)):
        return (
            INSIDE if within else UNKNOWN
        )  # what happened "đầu năm" happened in that year, what holds then holds on its first day
    if asked.kind is PeriodKind.SCHOOL_YEAR or stated.kind is PeriodKind.SCHOOL_YEAR:
        return _school_fit(asked, stated)
    if PeriodKind.SEASON in (asked.kind, stated.kind):
        return _season_fit(asked, stated)
    if asked.as_of or stated.as_of or not flow:
        return _state_fit(asked, stated, flow=flow, whole_year=whole_year)
    return NONE


def _is_within_year(period: Period) -> bool:
    """Whether a period ends before the year that it begins in does: the first half tells how the year began."""
    return period.start.year == period.end.year and period.end.month < _DECEMBER


def is_beginning(period: Period) -> bool:
    """Whether a period is the beginning of a year, "đầu năm 2008"."""
    return period.kind is PeriodKind.MONTHS and period.as_of and period.start.month == 1 and period.end.month == 3


def _borrow_year(asked: Period, stated: Period) -> Period:
    delta = stated.end.year - asked.end.year if asked.end.year <= UNKNOWN_YEAR + 1 else 0
    try:
        return Period(
            asked.start.replace(year=asked.start.year + delta),
            asked.end.replace(year=asked.end.year + delta),
            asked.kind,
            asked.as_of,
        )
    except ValueError:
        return asked


def _state_fit(asked: Period, stated: Period, *, flow: bool, whole_year: bool) -> float:
    """States are compared by their day: the end of each period."""
    gap = abs((asked.end - stated.end).days)
    is_day = stated.as_of and stated.kind is PeriodKind.DAY
    if is_day and asked.start < stated.end <= asked.end and gap <= _CLOSING_DAYS and not whole_year:
        return NEAR  # what nine months came to is told as of 25 September
    if flow and not (asked.as_of and stated.start == asked.start):
        if asked.kind in (PeriodKind.DAY, PeriodKind.MONTH) and asked.as_of and gap <= 31:
            return NEAR  # "đến tháng 9/2023": what has added up until then
        if asked.as_of and stated.kind is not asked.kind and gap <= 3 and stated.start <= asked.start:
            return NEAR
        if stated.as_of and stated.kind in (PeriodKind.DAY, PeriodKind.MONTH) and gap <= 3:
            return NEAR
        if not (asked.as_of and stated.as_of):
            return NONE
    if gap <= 3:
        return NEAR if asked.kind is not stated.kind else EXACT
    if asked.kind is PeriodKind.MONTH and stated.kind is PeriodKind.DAY and asked.start <= stated.start <= asked.end:
        return INSIDE  # a price "from 1 November" is November's
    if gap <= 20 and (asked.kind in (PeriodKind.DAY, PeriodKind.MONTH) or (asked.as_of and stated.as_of)):
        return NEAR
    inside = asked.start <= stated.end <= asked.end + timedelta(days=20)
    if inside and asked.kind is PeriodKind.YEAR and not asked.as_of and not whole_year and not flow:
        return INSIDE
    return NONE


def _school_fit(asked: Period, stated: Period) -> float:
    if asked.kind is PeriodKind.SCHOOL_YEAR and stated.kind is PeriodKind.SEMESTER:
        return INSIDE if asked.holds(stated) else NONE
    if asked.kind is PeriodKind.SCHOOL_YEAR:
        return INSIDE if asked.start <= stated.end <= asked.end and stated.kind is not PeriodKind.YEAR else NONE
    if asked.kind is PeriodKind.YEAR:
        return INSIDE if stated.end.year == asked.end.year else NONE
    return (
        INSIDE if stated.start <= asked.end <= stated.end and asked.kind in (PeriodKind.DAY, PeriodKind.MONTH) else NONE
    )


def _season_fit(asked: Period, stated: Period) -> float:
    """A season is of the year it ends in; what is told of a day or a month in it may be told of it."""
    if asked.kind is stated.kind:
        return NONE
    if PeriodKind.YEAR in (asked.kind, stated.kind):
        return INSIDE if stated.end.year == asked.end.year else NONE
    if asked.kind is PeriodKind.SEASON:
        return INSIDE if asked.start <= stated.end <= asked.end else NONE
    return NONE


def report_period_fit(asked: Period, reported: Period | None, published: date | None) -> float:
    """How well a whole report suits a question about `asked`, for what is no figure (who, where, why)."""
    if reported is None:
        if published is None:
            return UNKNOWN
        return EXACT if asked.start <= published <= asked.end else NONE
    if (asked.start, asked.end) == (reported.start, reported.end):
        return EXACT
    overlap = min(asked.end, reported.end) >= max(asked.start, reported.start)
    if overlap:
        same = asked.kind is reported.kind or asked.as_of
        return NEAR if not same else INSIDE
    if published is not None and asked.start <= published <= asked.end:
        return NEAR if (asked.end - asked.start).days < 200 or asked.as_of else INSIDE
    return NONE
