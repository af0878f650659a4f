"""Quantities in Vietnamese and English text: a number, what it counts and what kind of statement it is.

What only looks like a quantity is passed over (`number_names`). This module knows nothing of places and periods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from rag.quantities.dates import DateMention, DocumentNumber, find_dates, find_document_numbers
from rag.quantities.glossing import gloss
from rag.quantities.notation import base_value, either, number_words, parse_number, scale, spelled
from rag.quantities.number_names import ORDINAL_ONLY, YEAR, is_name, named, written_plainly
from rag.quantities.units import is_money, is_rate, unit_end
from rag.text import fold, has_diacritics
from rag.types import FigureKind, Language, Quantity

__all__ = [
    "DateMention",
    "DocumentNumber",
    "base_value",
    "find_dates",
    "find_document_numbers",
    "find_quantities",
    "gloss",
    "parse_number",
    "scale",
]

_I = re.IGNORECASE
_S = r"[ \u00a0]"
_DIGITS = r"\d+(?:[.,]\d+)*"
_NUMBER = re.compile(
    rf"(?<![\d.,])(?P<sign>(?<![^\s(|])[-−](?=\d))?(?P<first>{_DIGITS})(?P<first_percent>{_S}?%)?"
    rf"(?:{_S}?/{_S}?(?P<whole>{_DIGITS})|{_S}*(?:[-–]|{either('đến')}){_S}*(?P<last>{_DIGITS}))?"
)
# The number alone, when what follows the "/" or "-" turns out to be none; groups that cannot match keep the names.
_LONE = re.compile(rf"(?P<sign>[-−])?(?P<first>{_DIGITS})(?P<whole>(?!))?(?P<last>(?!))?(?P<first_percent>(?!))?")
_HEDGE = re.compile(
    r"(?<!\w)(?P<hedge>"
    + either(
        "hơn|gần|khoảng|trên|dưới|ít nhất|tối thiểu|tối đa|không quá|xấp xỉ|ước|ước tính|ngót|chừng|hơn khoảng|"
        "khoảng hơn|khoảng gần|một trong"
    )
    + r"|about|around|nearly|almost|over|more than|at least|at most|up to|under|less than|approximately|one of)"
    rf"{_S}*$",
    _I,
)
_UP = either(
    "tăng|tăng thêm|tăng được|tăng khoảng|gấp|gấp khoảng|cao hơn|nhiều hơn|vượt kế hoạch|vượt chỉ tiêu|"
    "tăng bình quân|tăng trưởng"
)
_DOWN = either(
    "giảm|giảm được|giảm bớt|giảm khoảng|kéo giảm|thấp hơn|ít hơn|cắt giảm|thấp hơn chỉ tiêu|thấp hơn kế hoạch"
)
_CHANGE = re.compile(
    rf"(?<!\w)(?:(?P<up>{_UP}|up|rose|increased)|(?P<down>{_DOWN}|down|fell|decreased|reduced))"
    rf"(?:{_S}+(?:by|{either('từ|tới')}))?{_S}*$",
    _I,
)
# "cao hơn năm 2021 là 0,4": what follows "là" is the difference.
_DIFFERENCE = re.compile(
    rf"(?<!\w)(?:(?P<up>{either('cao hơn|nhiều hơn')})|{either('thấp hơn|ít hơn')}){_S}[^,;.:\n()\d]*"
    rf"(?:{YEAR}{_S}+)?{either('là')}{_S}*$",
    _I,
)
# "thấp hơn chỉ tiêu 95%" names the target, "thấp hơn chỉ tiêu 2 điểm phần trăm" the difference.
_FROM_PLAN = re.compile(either("kế hoạch|chỉ tiêu"), _I)
_MORE = re.compile(rf"(?<!\w){either('thêm|vượt')}{_S}*$", _I)
_COMPARED = re.compile(rf"[^.;,()\n]{{0,60}}?(?<!\w){either('so với|so')}(?!\w)", _I)
_ALSO_CHANGED = re.compile(
    rf"{_S}*(?:{either('số')}{_S}[^,.;:()\d]{{0,40}}(?:,|{either('và')})|{either('và')}){_S}*", _I
)
_MONEY_BEFORE = re.compile(
    either("tiền|kinh phí|doanh thu|doanh số|vốn|phạt|ngân sách|trị giá|giá trị|dự toán|mức đầu tư|lệ phí|thuế"), _I
)
_RANKED = spelled(
    lambda e: (
        rf"(?<!\w)(?:(?:{e('xếp|đứng|vị trí|hạng|xếp hạng|thứ hạng|ở vị trí|giữ vị trí')})"
        rf"(?:{_S}+{e('hạng|vị trí|ở vị trí')})?(?:{_S}+{e('thứ')})?|{e('thứ')}|ranked|rank|ranking)[:\s]*$"
    )
)
_PERCENTAGES = ("phan tram", "diem phan tram", "percent", "per cent", "diem %")

_NOUN_LIST = (
    "huyện|xã|tỉnh|thành phố|thị xã|đơn vị|người|nhóm|nội dung|nhiệm vụ|giải pháp|bài|cơ sở|dự án|hệ thống|chỉ tiêu|"
    "cá nhân|tập thể|hạn chế|nguyên nhân|việc|thị trường|lĩnh vực|bệnh viện|trạm|ca|vụ|đợt|điểm|tiêu chí|mô hình|đài|"
    "bác sĩ|khách sạn|trụ cột|địa phương|mũi|doanh nghiệp|chương trình|cuộc|đoàn|tuyến|cầu|công trình|giải|nền tảng|"
    "chỉ số"
)
_MORE_NOUNS = (
    "trường|lớp|học sinh|ngành|sở|đề án|kế hoạch|tuần|tháng|ngày|giờ|lần|lượt|hộ|thôn|bản|phường|bước|hội nghị"
)

_DAY_NOUNS = "ngày|tháng|giờ|tuần"


def _word_pattern(plain: bool) -> re.Pattern[str]:
    """Number words before something counted; "sau" is six only in a text without diacritics."""
    ones = either("hai|ba|bốn|sáu|bảy|bẩy|tám|chín|mười", not plain, plain)
    more = either("mươi|mốt|một|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín|trăm", not plain, plain)
    nouns = either(f"{_NOUN_LIST}|{_MORE_NOUNS}", not plain, plain)
    few = either(_NOUN_LIST, not plain, plain)
    days = either(_DAY_NOUNS, not plain, plain)
    scales = either("nghìn|ngàn|triệu|tỷ|tỉ", not plain, plain)
    other_words = either("lệ|số|trọng|phú|giá|chứng|tập|mỉ|hàng|sách", not plain, plain)  # "tỷ lệ", "triệu chứng"
    five, one = either("năm", not plain, plain), either("một", not plain, plain)
    return re.compile(
        rf"(?<!\w)(?:(?P<large>(?:{one}|{ones})(?:{_S}+{more})*)(?={_S}+{scales}(?!\w)(?!{_S}+{other_words}(?!\w)))"
        rf"|(?P<five>{five})(?={_S}+(?:{few}|{days})(?!\w))|(?P<one>{one}|one)(?={_S}+(?:{nouns}|[a-z]+)(?!\w))"
        rf"|(?P<word>{ones}(?:{_S}+{more})*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
        rf"(?={_S}+(?:{nouns}|[a-z]+s)(?!\w)))",
        _I,
    )


_WORDS, _PLAIN_WORDS = _word_pattern(plain=False), _word_pattern(plain=True)
_ACCENTED = {
    fold(w): w for w in ("một", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mươi", "mốt", "lăm", "trăm")
}
_ONE = re.compile(rf"(?<!\w){either('chỉ|có|còn|thêm|duy nhất|đúng')}{_S}+$", _I)
_DAYS = re.compile(rf"{_S}+{either(_DAY_NOUNS)}(?!\w)", _I)
_TERM = re.compile(
    rf"(?<!\w){either('thời hạn|trong vòng|không quá|chậm nhất|ít nhất|tối đa|tối thiểu|quá')}{_S}+"
    rf"(?:{either('là')}{_S}+)?$",
    _I,
)
_FIVE = re.compile(rf"(?:^|[.;:!?\n(]{_S}*|(?<!\w){either('có|gồm|với|cả|tại|cho|được|thêm|chỉ|còn')}{_S}+)$", _I)
_SENTENCE_START = re.compile(r"[.;:!?\n]\s*$")


def _language(number: str, language: Language) -> Language:
    """English notation where only that makes sense: two groups after commas ("1,234,567") or "1,234.5"."""
    commas = number.count(",") > 1 or ("," in number and number.rfind(".") > number.rfind(","))
    return Language.ENGLISH if commas else language


def _is_rank(before: str, unit: str, whole: Decimal | None, plain: bool) -> bool:
    """Whether a number is a place in an order: "xếp thứ 7", "hạng 12/63", but not "xếp hạng 5 di tích"."""
    ranked = _RANKED[plain].search(before)
    if not ranked or unit == "%" or is_money(unit) or ORDINAL_ONLY[plain].search(before):
        return False
    return whole is not None or not unit or bool(re.search(either("thứ|vị trí") + "|rank", ranked[0], _I))


def _kind(before: str, unit: str, whole: Decimal | None, after: str, plain: bool) -> tuple[FigureKind, str]:
    """The kind of a quantity and, for a change, its direction."""
    if _is_rank(before, unit, whole, plain):
        return FigureKind.RANK, ""
    change = _CHANGE.search(before) or _DIFFERENCE.search(before)
    if change and not (unit == "%" and _FROM_PLAN.search(change[0])):
        return FigureKind.CHANGE, "tăng" if change["up"] else "giảm"
    if _MORE.search(before) and _COMPARED.match(after):
        return FigureKind.CHANGE, "tăng"
    if is_money(unit) or (fold(unit) in ("trieu", "million") and _MONEY_BEFORE.search(before)):
        return FigureKind.MONEY, ""
    if whole is not None:
        return FigureKind.RATIO, ""
    if unit == "%" or fold(unit).startswith(_PERCENTAGES):
        return FigureKind.PERCENTAGE, ""
    return (FigureKind.RATE if is_rate(unit) else FigureKind.COUNT), ""


def _quantity(text: str, start: int, number_end: int, value: Decimal, whole: Decimal | None) -> Quantity:
    end = unit_end(text, number_end)
    unit = text[number_end:end].strip()
    before = text[max(0, start - 60) : start].rsplit("\n", 1)[-1]
    comparing = _CHANGE.search(before)  # "cao hơn 5 điểm": the "hơn" is no hedge
    hedge = None if comparing else _HEDGE.search(before)
    head = before[: hedge.start()] if hedge else before
    kind, direction = _kind(head, unit, whole, text[end : end + 80], written_plainly(text, start))
    if kind is FigureKind.RANK and whole is None:
        end, unit = number_end, ""  # "thứ 7 khu vực ...": what follows is not counted
    return Quantity(
        start, end, text[start:end], value, unit, kind, whole, hedge["hedge"] if hedge else "", direction, number_end
    )


def _second_fits(text: str, mask: bytearray, number: re.Match[str]) -> bool:
    """Whether the part after "/" or "-" belongs to the number: "3 - 5 bậc" and "8/8 huyện", not "5% - 4G"."""
    group = "whole" if number["whole"] else "last"
    if not number[group]:
        return not number["first_percent"]
    end = number.end(group)
    glued = text[end : end + 1].isalpha() and unit_end(text, end) == end
    return not glued and not mask[number.start(group)]


def _from_digits(text: str, mask: bytearray, language: Language) -> Iterator[Quantity]:
    position = 0
    while number := _NUMBER.search(text, position):
        start, position = number.start(), number.end("first")
        if mask[number.start("first")]:
            continue
        if not _second_fits(text, mask, number):
            number = _LONE.match(text, start) or number
        position = number.end()
        if is_name(text, number):
            continue
        value = parse_number((number["sign"] or "") + number["first"], _language(number["first"], language))
        whole = parse_number(number["whole"], _language(number["whole"], language)) if number["whole"] else None
        quantity = _quantity(text, start, position, value, whole)
        position = max(position, quantity.end)
        yield quantity


def _from_words(text: str, mask: bytearray) -> Iterator[Quantity]:
    pattern = _WORDS if has_diacritics(text) else _PLAIN_WORDS
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        if mask[match.start()] or (match["one"] and not _ONE.search(before)):
            continue
        if match["five"] and not (_TERM if _DAYS.match(text, match.end()) else _FIVE).search(before):
            continue
        if match[0][0].isupper() and before.strip() and not _SENTENCE_START.search(before):
            continue  # a name: "Ba Bể", "Hai Bà Trưng"
        value = number_words([_ACCENTED.get(w, w) for w in match[0].lower().split()])
        if value is not None:
            yield _quantity(text, match.start(), match.end(), value, None)


def _changed_too(text: str, previous: Quantity, quantity: Quantity) -> bool:
    """Whether it shares the change before it: "giảm 5,5% số vụ, 4% số người", "tăng 7 cơ sở và 6 phòng"."""
    return (
        previous.kind is FigureKind.CHANGE
        and quantity.kind in (FigureKind.COUNT, FigureKind.PERCENTAGE)
        and bool(_ALSO_CHANGED.fullmatch(text, previous.end, quantity.start))
    )


_WRAP = re.compile(r"(?m)^((?:(?!  )[^\t|\n]){50,})\n(?=[a-zà-ỹđ])")  # typed text goes on below, lower case
_ONLY_ASCII_DIGITS = re.compile(r"(?![0-9])\d")  # other scripts' digits are no Vietnamese notation


def find_quantities(text: str, language: Language = Language.VIETNAMESE) -> list[Quantity]:
    """The quantities of a text, in order, without overlaps.

    Args:
        text: Vietnamese (with or without diacritics) or English.
        language: whose notation settles what a single separator is.

    Returns:
        Quantities with offsets in the text; a wrapped line does not end one. A range ("3 - 5 bậc") has its lower end
        as value, a ratio both sides.
    """
    written, text = text, _WRAP.sub(r"\1 ", _ONLY_ASCII_DIGITS.sub(" ", text))
    mask = named(text)
    found: list[Quantity] = []
    for quantity in sorted((*_from_digits(text, mask, language), *_from_words(text, mask)), key=lambda q: q.start):
        if found and quantity.start < found[-1].end:
            continue
        if found and _changed_too(text, found[-1], quantity):
            quantity = replace(quantity, kind=FigureKind.CHANGE, direction=found[-1].direction)
        found.append(quantity)
    return found if text == written else [replace(q, text=written[q.start : q.end]) for q in found]
