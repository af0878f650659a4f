"""Days, months and document numbers named in a text: what looks like a number and counts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.quantities.notation import either

__all__ = ["DateMention", "DocumentNumber", "find_dates", "find_document_numbers"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day or a month named in a text, at [start, end); what the text leaves out is None."""

    start: int
    end: int
    month: int
    day: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A legal document named by its number, at [start, end): "Quyết định số 676/QĐ-UBND"."""

    start: int
    end: int
    number: str  # "676/QĐ-UBND"
    kind: str = ""  # "Quyết định", as written; "" when the number stands alone


_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<![\d/.,])(?P<day>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])(?!\d)"
_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_NAME = r"(?P<name>" + "|".join(f"{n[:3]}(?:{n[3:]})?" for n in _NAMES) + r")\b\.?"
_DAY_WORDS = either("ngày|sáng|chiều|tối|trưa|hôm|nay|mùng|mồng|từ|đến|tới|trước|sau|hết|on")
_MONTH_WORD = either("tháng")
_YEAR_WORD = either("năm")
_PATTERNS = [
    re.compile(p, re.IGNORECASE)
    for p in (
        _DAY + r"(?P<sign>[/.-])" + _MONTH + r"(?P=sign)" + _YEAR,
        r"(?<![\d/.,-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d/.,-]?\d)",
        _DAY + rf"\s+{_MONTH_WORD}\s+" + _MONTH + rf"(?:(?:\s*/\s*|,?\s+(?:{_YEAR_WORD}\s+)?){_YEAR})?",
        rf"(?<!\w){_MONTH_WORD}\s+" + _MONTH + rf"(?:\s*[/-]\s*|,?\s+{_YEAR_WORD}\s+)" + _YEAR,
        r"(?<![\d/.,])" + _MONTH + r"/" + _YEAR,
        rf"(?<!\w){_MONTH_WORD}\s+" + _MONTH + r"(?![.,/]\d)",
        r"(?<!\w)(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+" + _NAME + rf"(?:,?\s+{_YEAR})?",
        r"(?<!\w)" + _NAME + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)" + rf"(?:,?\s+{_YEAR})?",
        r"(?<!\w)" + _NAME + r"\s+" + _YEAR,
    )
]
_DAY_AND_MONTH = re.compile(_DAY + r"(?P<sign>[/-])" + _MONTH + r"(?![/.,-]?\d)(?!\s?%)", re.IGNORECASE)
_BEFORE_DAY = re.compile(rf"(?<!\w){_DAY_WORDS}(?:\s+nay)?\s*\(?$", re.IGNORECASE)
_BEFORE_RATIO = re.compile(
    r"(?<!\w)" + either("đạt|có|lên|thứ|hạng|được|với|xóa|còn|là|bằng|cho|tại|chiếm|giải ngân") + r"\s*$", re.IGNORECASE
)
_COUNTED = re.compile(
    r"[ \u00a0]+(?!"
    + either(
        "tại|ở|do|và|của|đến|tới|này|vừa|qua|tổ chức|là|có|đã|được|hàng|hằng|năm|theo|về|với|cho|trong|để|"
        "thì|vào|nhằm|sẽ|"
        "at|in|the"
    )
    + r"(?!\w))[a-zà-ỹđ]"
)

_KINDS = either(
    "quyết định|nghị quyết|nghị định|thông tư|thông tư liên tịch|chỉ thị|kế hoạch|công văn|báo cáo|tờ trình|"
    "công điện|thông báo|luật|pháp lệnh|lệnh|hướng dẫn|chương trình|văn bản|đề án|kết luận|giấy phép|biên bản"
)
_OLD = "(?:CP|TTg|HĐBT|HĐNN|CTN)"  # what alone followed a number before 1997: "58-CP", "327/TTg"
_PART = r"[A-ZĐ][A-Za-zĐđƯưÔôƠơ&]*\d*"
_NUMBER = (
    r"(?<![\w/.,])\d+[A-Za-z]?\s?[/-]\s?"
    rf"(?:(?:19|20)\d\d\s?[/-]\s?{_PART}(?:\s?[-–/]\s?{_PART})*|{_PART}(?:\s?[-–/]\s?{_PART})+|{_OLD}(?!\w))"
)
_DOCUMENT = re.compile(rf"(?:(?P<kind>(?<!\w)(?i:{_KINDS}))\s+(?:(?i:{either('số')})[\s:]*)?)?(?P<number>{_NUMBER})")
# A question types document numbers in lower case; there only a known abbreviation is trusted.
_LOWER = re.compile(
    r"(?P<number>(?<![\w/.,])\d+[a-z]?[/-](?:(?:19|20)\d\d[/-])?(?:qđ|qd|nq|nđ|nd|tt|ct|kh|bc|cv|tb|ttr|cđ|cd)[-/][a-zđ]+|"
    r"(?<![\w/.,])\d+[a-z]?[/-](?:cp|ttg|hđbt|hdbt)(?!\w))"
)
_BARE = re.compile(
    rf"(?<!\w)(?P<kind>(?i:{_KINDS}))\s+(?i:{either('số')})[\s:]*(?P<number>\d+[A-Za-z]?(?:/[A-ZĐ][A-Za-zĐđ]+)?)(?![\w.,]*\d)"
)


def _mention(match: re.Match[str]) -> DateMention | None:
    parts = match.groupdict()
    name = (parts.get("name") or "").lower()
    month = next((i for i, n in enumerate(_NAMES, 1) if name and n.startswith(name[:3])), 0) or int(parts["month"])
    day = int(parts["day"]) if parts.get("day") else None
    year = int(parts["year"]) if parts.get("year") else None
    if day is not None and not 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return None
    return DateMention(match.start(), match.end(), month, day, year)


def _is_day(text: str, match: re.Match[str]) -> bool:
    """Whether "25/7" is a day: the word before says so, or nothing after it is counted."""
    before = text[max(0, match.start() - 24) : match.start()]
    if _BEFORE_DAY.search(before):
        return True
    if match["sign"] == "-" or _BEFORE_RATIO.search(before):
        return False
    return not _COUNTED.match(text, match.end()) and not before.rstrip().endswith("(")


def _candidates(text: str) -> Iterator[DateMention]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if mention := _mention(match):
                yield mention
    for match in _DAY_AND_MONTH.finditer(text):
        if _is_day(text, match) and (mention := _mention(match)):
            yield mention


def find_dates(text: str) -> list[DateMention]:
    """The days and months named in a text, in order, without overlaps; the fullest form wins.

    Args:
        text: Vietnamese or English, with or without diacritics.

    Returns:
        Mentions with offsets in the text; "25/7" has no year, "tháng 8/2021" no day.
    """
    found: list[DateMention] = []
    taken = bytearray(len(text))
    for mention in _candidates(text):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            found.append(mention)
    return sorted(found, key=lambda m: m.start)


def find_document_numbers(text: str) -> list[DocumentNumber]:
    """The documents named by number in a text, in order.

    Args:
        text: Vietnamese or English.

    Returns:
        Mentions that begin with the kind where it is written ("Nghị quyết 36a/NQ-CP").
    """
    found: list[DocumentNumber] = []
    taken = bytearray(len(text))
    for pattern in (_DOCUMENT, _LOWER, _BARE):
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(DocumentNumber(start, end, match["number"], match.groupdict().get("kind") or ""))
    return sorted(found, key=lambda d: d.start)
