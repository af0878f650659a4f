"""The periods a report's sentence names, those included whose year only the report tells ("9 tháng", "đến 30/6")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from rag.quantities.dates import find_dates
from rag.quantities.notation import either, number_words
from rag.scopes.periods import find_periods, months_period
from rag.types import Period, PeriodKind, PeriodMention

__all__ = ["UNTIL", "mentions"]

_I = re.IGNORECASE
# A bare "2018" is a year only behind one of these; else it belongs to a name ("Luật Giáo dục 2019").
_YEARLY = "năm|cuối|đầu|hết|kế hoạch|mục tiêu|cùng kỳ|trong|đến|thực hiện|ước|giữa|quý|tháng|kỳ|niên khóa|từ"
_YEAR_BEFORE = re.compile(rf"(?:(?<!\w){either(_YEARLY)}|in|of|by|since|for|KH|TH|[(/|\t-])\s*$", _I)
_COMPARING_WITH = re.compile(rf"(?<!\w){either('so với|cao hơn|thấp hơn|nhiều hơn|ít hơn')}\s+[^,;:.()]{{0,24}}$", _I)
_FROM = re.compile(rf"(?<!\w){either('từ')}\s*$", _I)
_TO = re.compile(rf"\s*(?:{either('đến|tới|đến hết|tới hết')}|[-–])\s*", _I)
_MONTHS = re.compile(
    rf"(?<!\w)(?<!chậm )(?<!hơn )(?<!gần )(?<!thêm )(?<!sau )(?<!trước )(?<!vòng )(?<!trả )(?<!dài )(?<!khoảng )"
    rf"(?P<n>0?[369]|1[01]|ba|sáu|chín)\s+{either('tháng')}(?!\w)"
    rf"(?!\s+{either('đầu|cuối|tuổi|còn lại|giãn cách|liền|liên tục|sau|tới|trước')})",
    _I,
)
_OF_DOCUMENT = re.compile(
    r"\d[/-][A-ZĐƯ][\w&Đ/-]*,?\s+(?:\(?của\s+[^,.;\d]{2,50}\s)?(?:(?:ban hành|ký|ra)\s+)?(?:ngày\s*)?$"
)
UNTIL = re.compile(
    rf"(?<!\w){either('đến|tính đến|tới|hết|đến hết|đến ngày|tính đến ngày|hết ngày|đến hết ngày')}\s*$", _I
)


def mentions(text: str, start: int, end: int, context: Period | None) -> list[PeriodMention]:
    """The periods named in a stretch of a text, with offsets in the text, years in names left out."""
    found = _joined(text[start:end], find_periods(text[start:end], context.year if context else None, context))
    kept: list[PeriodMention] = []
    for m in [*found, *_unnamed(text[start:end], found, context)]:
        mention = replace(m, start=m.start + start, end=m.end + start)
        is_bare = re.fullmatch(r"\d{4}", text[mention.start : mention.end])
        if is_bare and not _YEAR_BEFORE.search(text[start : mention.start]):
            continue
        if context is None and mention.period.year < 1900:
            continue
        if (
            context is not None
            and context.kind is PeriodKind.SCHOOL_YEAR
            and not re.search(r"\d", text[mention.start : mention.end])
            and mention.period.kind is PeriodKind.YEAR
        ):
            continue  # "trong năm học": the school year itself
        is_day = mention.period.kind is PeriodKind.DAY
        if is_day and _OF_DOCUMENT.search(text[max(start, mention.start - 80) : mention.start]):
            continue  # "sửa đổi Quyết định số 412/1997/QĐ-UB ngày 18/8/1997": what is told now is of no such day
        if _COMPARING_WITH.search(text[max(start, mention.start - 48) : mention.start]):
            mention = replace(mention, is_base=True)
        kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _unnamed(text: str, found: Sequence[PeriodMention], context: Period | None) -> Iterator[PeriodMention]:
    """Periods whose year only the report tells: "9 tháng", "từ tháng 1 đến tháng 6", "đến 30/6"."""
    if context is None:
        return
    taken = [(m.start, m.end) for m in found]
    for match in _MONTHS.finditer(text):
        number = int(number_words([match["n"].lower()]) or 0) if match["n"].isalpha() else int(match["n"])
        if number and not any(start < match.end() and match.start() < end for start, end in taken):
            yield PeriodMention(months_period(context.year, 1, number, PeriodKind.MONTHS), *match.span())
    for mention in find_dates(text):
        day = mention.day and not mention.year and _day(context.year, mention.month, mention.day)
        is_new = not any(start <= mention.start < end for start, end in taken)
        if day and is_new and UNTIL.search(text[max(0, mention.start - 24) : mention.start]):
            yield PeriodMention(Period(day, day, PeriodKind.DAY, True), mention.start, mention.end)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _joined(text: str, found: Sequence[PeriodMention]) -> list[PeriodMention]:
    """The mentions with "từ tháng 1 đến tháng 6" as one stretch."""
    joined: list[PeriodMention] = []
    for mention in found:
        first = joined[-1] if joined else None
        if (
            first
            and first.period.kind is mention.period.kind is PeriodKind.MONTH
            and first.start < mention.start
            and first.period.end < mention.period.end
            and _TO.fullmatch(text, first.end, mention.start)
            and _FROM.search(text[: first.start])
        ):
            start, end = first.period.start, mention.period.end
            kind = PeriodKind.HALF if (start.month, end.month) in ((1, 6), (7, 12)) else PeriodKind.MONTHS
            joined[-1] = PeriodMention(Period(start, end, kind), first.start, mention.end)
        else:
            joined.append(mention)
    return joined
