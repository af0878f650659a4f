"""Periods named in Vietnamese or English text, with or without diacritics.

A mention without its own year ("quý II", "6 tháng đầu năm") takes `default_year`; without one it stands in
UNKNOWN_YEAR and compares by its months alone. "cùng kỳ" needs the period it is the same stretch as: `context`.
This module knows calendars and phrases, not reports: which mention governs a figure is decided elsewhere.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from rag.text import fold, reads_otherwise
from rag.types import Period, PeriodKind, PeriodMention

UNKNOWN_YEAR = 1

_MID_MONTH = 17  # days before the end of a month at which statistics may close it
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "final": 4,
    "cuoi": 4,
    "dau": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}

_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_YEAR_TAIL = rf"(?:\s*(?:/|-|,|\(|)\s*(?:cua\s+)?(?:nam\s+|of\s+|in\s+)?(?P<year>{_YEAR})(?![\d.,]*\d)\)?)"
_ORDINAL = r"(?:iv|iii|ii|i|[1-4]|mot|hai|ba|bon|tu)"
_ENGLISH_ORDINAL = r"(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_COUNT = r"(?:0?[1-9]|1[0-2]|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
_ENGLISH_COUNT = r"(?:[1-9]|1[01]|two|three|four|five|six|seven|eight|nine|ten)"
_B, _E = r"(?<![\w])", r"(?![\w])"

Builder = Callable[["re.Match[str]", int, Period | None], Period | None]


def year_period(year: int, *, as_of: bool = False) -> Period:
    """The calendar year; as_of: the state on its last day."""
    return Period(date(year, 1, 1), date(year, 12, 31), PeriodKind.YEAR, as_of)


def months_period(year: int, first: int, last: int, kind: PeriodKind, *, as_of: bool = False) -> Period:
    """The months first..last (1 to 12) of a year."""
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), kind, as_of)


def school_year(first: int) -> Period:
    """The school year that begins in September of `first`."""
    return Period(date(first, 9, 1), date(first + 1, 8, 31), PeriodKind.SCHOOL_YEAR)


def shift(period: Period, year: int) -> Period:
    """The same stretch in another year."""
    delta = year - period.year

    def moved(day: date) -> date:
        last = calendar.monthrange(day.year + delta, day.month)[1]
        return day.replace(year=day.year + delta, day=min(day.day, last))

    return replace(period, start=moved(period.start), end=moved(period.end))


def _number(token: str) -> int:
    return _ROMAN.get(token) or _WORDS.get(token) or int(re.sub(r"\D", "", token))


def _year(match: re.Match[str], default: int) -> int:
    group = match.groupdict().get("year")
    return int(group) if group else default


def _quarter(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    number = _number(match["n"])
    return months_period(_year(match, default), 3 * number - 2, 3 * number, PeriodKind.QUARTER)


def _half(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    second = match["half"] in ("cuoi", "second", "last", "sau", "2", "ii", "con lai")
    first, last = (7, 12) if second else (1, 6)
    return months_period(_year(match, default), first, last, PeriodKind.HALF)


def _months(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    count = _number(match["n"])
    year = _year(match, default)
    if count >= 12:
        return year_period(year)
    if match.groupdict().get("half") in ("cuoi", "last"):
        kind = {3: PeriodKind.QUARTER, 6: PeriodKind.HALF}.get(count, PeriodKind.MONTHS)
        return months_period(year, 13 - count, 12, kind)
    kind = {1: PeriodKind.MONTH, 3: PeriodKind.QUARTER, 6: PeriodKind.HALF}.get(count, PeriodKind.MONTHS)
    return months_period(year, 1, count, kind)


def _month(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    token = match["n"]
    number = _MONTHS.get(token) or int(token)
    return months_period(_year(match, default), number, number, PeriodKind.MONTH) if 1 <= number <= 12 else None


def _day(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    month = _MONTHS.get(match["m"]) or int(match["m"])
    year = _year(match, default)
    try:
        day = date(year, month, int(match["d"]))
    except ValueError:
        return None
    return Period(day, day, PeriodKind.DAY)


def _interval(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    """ "từ 15/12/2021 đến 14/6/2022": the half-year that Vietnamese statistics close in mid-month.

    None for a stretch that is no quarter, half, nine months or year by its length and its end.
    """
    last = _date(match["d2"], match["m2"], int(match["y2"]))
    first = _date(match["d1"], match["m1"], int(match["y1"] or match["y2"]))
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    for months, kind in ((12, PeriodKind.YEAR), (9, PeriodKind.MONTHS), (6, PeriodKind.HALF), (3, PeriodKind.QUARTER)):
        if abs(days - months * 30.4) > 6:
            continue
        for end in range(months, 13, months):
            nominal = months_period(last.year, end - months + 1, end, kind)
            if -_MID_MONTH <= (last - nominal.end).days <= 1:
                return nominal
    return None


def _date(day: str, month: str, year: int) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def season(first: int) -> Period:
    """The crop's season that begins in the autumn of `first`."""
    return Period(date(first, 10, 1), date(first + 1, 9, 30), PeriodKind.SEASON)


def _school(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    first, second = int(match["a"]), int(match["b"])
    first = first + 2000 if first < 100 else first
    second = second + 2000 if second < 100 else second
    if second != first + 1:
        return None
    whole = school_year(first)
    semester = match.groupdict().get("sem")
    if not semester:
        return whole
    if _number(semester) == 1:
        return Period(date(first, 9, 1), date(first, 12, 31), PeriodKind.SEMESTER)
    return Period(date(first + 1, 1, 1), date(first + 1, 5, 31), PeriodKind.SEMESTER)


def _semester(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    if context is not None and context.kind in (PeriodKind.SCHOOL_YEAR, PeriodKind.SEMESTER):
        first = context.start.year if context.start.month >= 7 else context.start.year - 1
    else:
        first = default
    if _number(match["sem"]) == 1:
        return Period(date(first, 9, 1), date(first, 12, 31), PeriodKind.SEMESTER)
    return Period(date(first + 1, 1, 1), date(first + 1, 5, 31), PeriodKind.SEMESTER)


def _range(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    first, last = int(match["a"]), int(match["b"])
    last = last + 2000 if last < 100 else last
    if last == first + 1 and _is_of_season(match):
        return season(first)
    if last == first + 1 and _SCHOOL.search(match.string):
        return school_year(first)
    return Period(date(first, 1, 1), date(last, 12, 31), PeriodKind.RANGE) if last > first else None


def _is_of_season(match: re.Match[str]) -> bool:
    """Whether two years are named as a season's: "vụ đông xuân 2016 - 2017", "the 2016-2017 crop"."""
    text = match.string
    return bool(_SEASON.search(text[: match.start()]) or _SEASON_BEHIND.match(text, match.end()))


def _year_end(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    return year_period(_year(match, default), as_of=True)


def _year_start(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    return months_period(_year(match, default), 1, 3, PeriodKind.MONTHS, as_of=True)


def _year_middle(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    return months_period(_year(match, default), 1, 6, PeriodKind.HALF, as_of=True)


def _plain_year(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    return year_period(_year(match, default))


def _same_stretch(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    if context is None:
        return year_period(int(match["year"])) if match["year"] else None
    return shift(context, int(match["year"]) if match["year"] else context.year - 1)


def _year_before(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    if context is not None:
        return shift(context, context.year - 1)
    return year_period(default - 1) if default > UNKNOWN_YEAR else None


def _whole_year_before(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    year = context.year if context is not None else default
    return year_period(year - 1) if year > UNKNOWN_YEAR else None


def _year_after(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    return shift(context, context.year + 1) if context is not None else None


def _this_year(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    return year_period(default) if default > UNKNOWN_YEAR else None


def _this_year_end(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    return year_period(default, as_of=True) if default > UNKNOWN_YEAR else None


def _this_year_start(match: re.Match[str], default: int, context: Period | None) -> Period | None:
    return months_period(default, 1, 3, PeriodKind.MONTHS, as_of=True) if default > UNKNOWN_YEAR else None


_DATE = r"(?P<d{0}>\d{{1,2}})\s*[/.-]\s*(?P<m{0}>\d{{1,2}})"
_GRAMMAR: tuple[tuple[re.Pattern[str], Builder], ...] = tuple(
    (re.compile(_B + p + _E), b)
    for p, b in (
        (
            rf"(?:tu\s+)?(?:ngay\s+)?{_DATE.format(1)}(?:\s*[/.-]\s*(?P<y1>{_YEAR}))?\s*(?:den|[-–])\s*(?:het\s+)?"
            rf"(?:ngay\s+)?{_DATE.format(2)}\s*[/.-]\s*(?P<y2>{_YEAR})",
            _interval,
        ),
        (rf"cung ky(?:\s+(?:cua\s+)?nam\s+(?:(?P<year>{_YEAR})|truoc|ngoai))?", _same_stretch),
        (
            rf"(?:the )?same (?:period|time)(?:\s+(?:of|in)\s+(?:(?P<year>{_YEAR})|the (?:previous|prior) year"
            r"|last year))?",
            _same_stretch,
        ),
        (
            r"hoc ky\s+(?P<sem>iii?|ii|i|[12])\s*,?\s*(?:/|cua\s+)?\s*nam (?:hoc\s*)?(?P<a>(?:20)?\d\d)\s*[-–/]\s*"
            r"(?P<b>(?:20)?\d\d)",
            _school,
        ),
        (
            r"(?P<sem>first|second) semester\s+(?:of\s+)?(?:the\s+)?(?:school year\s+)?(?P<a>(?:20)\d\d)\s*[-–/]\s*"
            r"(?P<b>(?:20)?\d\d)(?:\s+school year)?",
            _school,
        ),
        (r"(?:nam hoc|school year|academic year)\s*(?P<a>(?:20)?\d\d)\s*[-–/]\s*(?P<b>(?:20)?\d\d)", _school),
        (r"(?P<a>20\d\d)\s*[-–/]\s*(?P<b>(?:20)?\d\d)\s+(?:school|academic) year", _school),
        (r"hoc ky\s+(?P<sem>ii|i|[12])", _semester),
        (r"(?P<sem>first|second) semester", _semester),
        (rf"(?:quy|q\.?)\s*(?P<n>{_ORDINAL}){_YEAR_TAIL}?", _quarter),
        (rf"quy\s+(?P<n>dau|cuoi)(?:\s+nam)?{_YEAR_TAIL}?", _quarter),
        (rf"(?P<n>{_ENGLISH_ORDINAL})[ -]quarter(?:\s+of)?(?:\s+the year)?{_YEAR_TAIL}?", _quarter),
        (rf"(?:nua|half)\s*(?:nam\s+)?(?P<half>dau|cuoi)(?:\s+nam)?{_YEAR_TAIL}?", _half),
        (rf"(?P<half>first|second|last)[ -]half(?:\s+of)?(?:\s+the year)?{_YEAR_TAIL}?", _half),
        (rf"(?:0?6|sau)\s*thang\s+(?P<half>dau|cuoi|con lai)(?:\s+(?:cua\s+)?nam)?{_YEAR_TAIL}?", _half),
        (rf"h(?P<half>[12])(?:\s*[/-]?\s*(?P<year>{_YEAR}))", _half),
        (rf"(?P<n>{_COUNT})\s*thang\s*(?P<half>dau|cuoi)(?:\s+nam)?{_YEAR_TAIL}?", _months),
        (rf"(?P<half>first|last)\s+(?P<n>{_ENGLISH_COUNT})\s+months(?:\s+of)?(?:\s+the year)?{_YEAR_TAIL}?", _months),
        (rf"(?P<n>{_COUNT})\s*(?:thang){_YEAR_TAIL}", _months),
        (r"(?P<n>0?[1-9]|1[0-2])\s*t\s*[/-]?\s*(?:nam\s*)?(?P<year>20\d\d)", _months),
        (
            rf"(?P<n>0?[2-9]|1[01]|chin|sau)\s*(?:thang)(?=\s*(?:[,.;:()]|dat|la|co|uoc|nam nay|$)){_YEAR_TAIL}?",
            _months,
        ),
        (rf"(?:ngay\s+)?(?P<d>\d{{1,2}})\s*[/.-]\s*(?P<m>\d{{1,2}})\s*[/.-]\s*(?P<year>{_YEAR})", _day),
        (rf"(?:ngay\s+)?(?P<d>\d{{1,2}})\s+thang\s+(?P<m>\d{{1,2}})\s*(?:nam|/|,)\s*(?P<year>{_YEAR})", _day),
        (rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{'|'.join(_MONTHS)})\.?,?\s+(?P<year>{_YEAR})", _day),
        (rf"(?P<m>{'|'.join(_MONTHS)})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>{_YEAR})", _day),
        (r"ngay\s+(?P<d>\d{1,2})\s*[/-]\s*(?P<m>\d{1,2})(?!\s*[/.-]?\d)", _day),
        (rf"thang\s+(?P<n>0?[1-9]|1[0-2]){_YEAR_TAIL}?", _month),
        (rf"(?P<n>{'|'.join(_MONTHS)})\.?,?\s+(?:of\s+)?(?P<year>{_YEAR})", _month),
        (rf"(?P<n>0?[1-9]|1[0-2])/(?P<year>{_YEAR})", _month),
        (rf"(?:giai doan|period|nhiem ky|khoa)\s*(?P<a>{_YEAR})\s*[-–]\s*(?P<b>{_YEAR}|\d\d)", _range),
        (rf"(?P<a>{_YEAR})\s*[-–]\s*(?P<b>{_YEAR})", _range),
        (rf"(?:cuoi|het|ket thuc)\s+(?:nam\s+)?(?P<year>{_YEAR})", _year_end),
        (
            rf"(?:end of|year[- ]end|late)\s+(?:the year\s+)?(?P<year>{_YEAR})|(?P<year2>{_YEAR})\s+year[- ]end",
            lambda m, d, c: year_period(int(m["year"] or m["year2"]), as_of=True),
        ),
        (rf"(?:giua|khoang giua)\s+(?:nam\s+)?(?P<year>{_YEAR})", _year_middle),
        (rf"mid(?:dle)?(?: of)?[- ](?:the year\s+)?(?P<year>{_YEAR})", _year_middle),
        (rf"(?:dau)\s+(?:nam\s+)?(?P<year>{_YEAR})", _year_start),
        (rf"(?:start of|beginning of|early)(?: in)?\s+(?:the year\s+)?(?P<year>{_YEAR})", _year_start),
        (rf"(?:ca\s+|trong\s+)?nam\s+(?P<year>{_YEAR})", _plain_year),
        (r"ca nam (?:truoc|ngoai|lien truoc)(?: do)?", _whole_year_before),
        (
            r"(?:(?:nam(?: hoc)?|vu|nien vu) (?:truoc|ngoai|lien truoc)(?: do)?|(?:the )?(?:(?:school )?year before|"
            r"previous (?:school )?(?:year|crop|season)|prior year|last year)(?: that)?)",
            _year_before,
        ),
        (
            r"(?:nam (?:hoc )?(?:sau|ke tiep|tiep theo)(?: do)?|(?:the )?(?:(?:school )?year after|next "
            r"(?:school )?year|following (?:school )?year)(?: that)?)",
            _year_after,
        ),
        (r"(?:(?<=den )|(?<=toi )|(?<=vao )|(?<=luc ))cuoi nam(?!\s+(?:hoc|truoc|ngoai|nam|thu|\d))", _this_year_end),
        (r"(?<=so voi )dau nam(?!\s+(?:hoc|truoc|ngoai|nay|moi|\d))", _this_year_start),
        (r"(?:trong nam qua|nam qua|nam nay|trong nam|ca nam|this year)", _this_year),
        (rf"(?<!so )(?<![\d/.,-])(?P<year>{_YEAR})(?![\d/%-]|[.,]\d)", _plain_year),
    )
)
_BASE = re.compile(
    r"\b(?:so voi|hon|compared (?:with|to)|than(?: in| for| at| during)?|published in|"
    r"cong bo(?: trong)?)\s+(?:muc\s+)?(?:(?:cuoi|dau|cua|ket qua|cung ky|thang|vu|nien vu|mua|dong xuan|he thu|"
    r"ca|the|end|of|\d+(?:[.,]\d+)*%?)\s+){0,3}$"
    r"|\bgap\s+(?:(?:hon|gan|khoang)\s+)?(?:\d+(?:[.,]\d+)*\s+lan|doi|ba)\s+(?:cua\s+)?$"
)
_BEFORE = re.compile(r"(?:the )?(?:year before|previous year|prior year|last year)\b")
_UPON = re.compile(
    r"\b(?:up|down|ris\w+|rose|fall\w*|fell|gr[eo]w\w*|gain\w*|increas\w*|decreas\w*|declin\w*|drop\w*|chang\w*)\b"
    r"[^.;?]{0,40}\b(?:(?P<on>on|upon|against)|from|over)\s+(?:the\s+)?$"
)
_SCHOOL = re.compile(
    r"\b(?:nam hoc|hoc ky|hoc sinh|truong|giao duc|giao vien|school|schools|pupils?|students?|"
    r"teachers?)\b"
)
_SEASON = re.compile(
    r"\b(?:(?:vu|nien vu|mua)(?: (?:san xuat|thu hoach|lua|mia|ca phe|tieu|muoi|xuan|dong|he thu|thu dong|kho|mua|lu)"
    r"){0,2}|dong xuan|he thu|thu dong)\s+(?:nam\s+)?$"
)
_SEASON_BEHIND = re.compile(
    r"\s+(?:(?:winter|spring|summer|autumn|dry|rainy|crop|sugar\w*|coffee|rice|salt)[ -]+){0,3}"
    r"(?:seasons?|crops?|harvests?)\b"
)
_ORDINAL_WORDS = {"tu": "tư", "mot": "một", "bon": "bốn"}
_TIME_WORDS = {"quy": "quý", "thang": "tháng", "nam": "năm", "ngay": "ngày"}
_SYLLABLE = re.compile(r"[^\W\d_]+")
_AS_OF = re.compile(
    r"(?:den|toi|tinh den|tinh toi|as of|by|until|het|at the end of|cuoi)\s+(?:the\s+end\s+of\s+)?"
    r"(?:ngay\s+|het\s+|cuoi\s+|thoi diem\s+|nay\s*,?\s*)?$"
)


def find_periods(text: str, default_year: int | None = None, context: Period | None = None) -> list[PeriodMention]:
    """The periods named in a text, in order, none overlapping.

    Args:
        text: Vietnamese or English, with or without diacritics.
        default_year: the year of mentions that name none; UNKNOWN_YEAR when not given.
        context: the period that "cùng kỳ" and "năm trước" are told from.

    Returns:
        Mentions with code point offsets into `text`. `is_base` marks what something is compared with.
    """
    folded = fold(text)
    default = default_year or (context.year if context else UNKNOWN_YEAR)
    taken: list[PeriodMention] = []
    for start, end, period in _matches(folded, default, context):
        if any(start < m.end and m.start < end for m in taken) or _is_another_word(text, start):
            continue
        before = folded[max(0, start - 48) : start]
        is_base = bool(_BASE.search(before)) or folded.startswith(("cung ky", "same", "the same"), start)
        upon = _UPON.search(before)  # "down on the year before", "up on 2021"; "from 2019 to 2021" compares nothing
        is_long = period.kind not in (PeriodKind.DAY, PeriodKind.MONTH)  # prices drop on a day, revenue on a year
        is_base = is_base or bool(upon and ((upon["on"] and is_long) or _BEFORE.match(folded, start)))
        if not period.as_of and _AS_OF.search(before):
            period = replace(period, as_of=True)
        taken.append(PeriodMention(period, start, end, is_base))
    return sorted(taken, key=lambda m: m.start)


def _is_another_word(text: str, start: int) -> bool:
    """Whether what was taken for words of time has other diacritics: "quỹ tu bổ", "quy tụ" are no fourth quarters."""
    word = _SYLLABLE.match(text, start)
    following = _SYLLABLE.match(text, word.end() + 1) if word and fold(word.group()) == "quy" else None
    return _differs(word, _TIME_WORDS) or _differs(following, _ORDINAL_WORDS)


def _differs(word: re.Match[str] | None, words: Mapping[str, str]) -> bool:
    """Whether a word has diacritics, and others than the word that it was taken for."""
    return word is not None and not word.group().isascii() and reads_otherwise(word.group(), words)


def _matches(folded: str, default: int, context: Period | None) -> Iterator[tuple[int, int, Period]]:
    for pattern, build in _GRAMMAR:
        for match in pattern.finditer(folded):
            period = build(match, default, context)
            if period is not None:
                start = match.start() + len(match.group()) - len(match.group().lstrip())
                yield start, match.start() + len(match.group().rstrip(" ,(-/")), period


def has_year(period: Period) -> bool:
    """Whether the mention came with a year."""
    return period.year > UNKNOWN_YEAR + 1


def stretches(text: str) -> frozenset[Period]:
    """The stretches of years that a text names: "giai đoạn 2021-2025"."""
    return frozenset(m.period for m in find_periods(text) if m.period.kind is PeriodKind.RANGE)
