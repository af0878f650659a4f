"""Numbers that are part of a proper name, a code, a version, a scale, a time of day, a telephone number or a score.

"HongKong 68", "VB - 01", "thời kỳ 4.0", "tỷ lệ 1/500", "lúc 11 giờ", "(024) 3000 0000", "thắng 3-1": none counts
anything. What is told by the number's own form and its neighbours stands here; labels and dates in `number_names`.
"""

from __future__ import annotations

import re

from rag.quantities.notation import either

__all__ = ["CODES", "is_code"]

_I = re.IGNORECASE
_S = r"[ \u00a0]"
_ALONE = r"(?![\d.,]*\d)"  # no more of the same number follows
_PARTS_OF_DAY = either("sáng|trưa|chiều|tối|đêm|khuya|rạng sáng|cùng ngày")
_HOUR = rf"\d{{1,2}}{_S}*(?:{either('giờ')}|h)(?!\w)"
_PLANS = either("bản đồ|quy hoạch|mặt bằng|đồ án|sơ đồ|chi tiết|đo vẽ|địa chính")
_AT_SCALE = either("tỷ lệ|tỉ lệ")
_SCALE = rf"1{_S}?[/:]{_S}?(?:[125]00|(?:[125]|10|25|50|100|250|500)\.?000)(?![\d.,]*\d)"
_VERSIONED = either("công nghiệp|cách mạng|chợ|logistics|phiên bản|thời kỳ|thời đại|kỷ nguyên") + "|version|industry"

CODES = [
    re.compile(p, _I | re.MULTILINE)
    for p in (
        # times of day, but "sau 2 giờ" and "24 giờ qua" last
        rf"(?<!\w){either('lúc|vào lúc|hồi|vào hồi')}{_S}+\d{{1,2}}{_S}*{either('giờ')}(?!\w)",
        rf"(?<![\d.,])\d{{1,2}}{_S}+{either('giờ')}{_S}+(?:{_PARTS_OF_DAY}(?!\w)|{either('ngày')}{_S}+\d)",
        rf"(?<!\w){either('từ')}{_S}+{_HOUR}{_S}*(?:{either('đến|tới')}|[-–]){_S}*{_HOUR}",
        rf"(?<![\d.,])\d{{1,2}}{_S}?g{_S}?[0-5]\d(?!\w)",
        rf"(?<![\d.,])\d{{1,2}}{_S}?(?:[ap]\.?m(?!\w)|o['’]clock)",
        # a map's or a plan's scale, and those listed behind it
        rf"(?<!\w)(?:{_PLANS}(?!\w)[^.,;()\d]{{0,24}}|{_AT_SCALE}{_S}+)[(]?"
        rf"{_SCALE}(?:{_S}*(?:,|{either('và')}|[-–]){_S}*{_SCALE})*",
        # telephone numbers
        r"(?<![\d.,])0\d{8,10}(?!\d)",
        r"(?<![\d.,])0\d{2,3}[.\s]\d{3,4}[.\s]\d{3,4}(?!\d)",
        r"(?<![\d.,])0\d{1,3}(?:[.-]\d{2,4}){2,4}(?![\d.,]*\d)",
        r"\((?:\+?84|0)\d{1,4}\)[ .]*\d[\d .-]{4,10}\d|(?<!\w)\+84[ .]?\d[\d .-]{6,12}\d",
        r"(?<![\d.,])1[89]00[ .]?\d{4,6}(?!\d)",
        # addresses of machines, versions, scores
        r"(?<![\d.,])\d{1,3}(?:\.\d{1,3}){3}(?!\d)",
        rf"(?<!\w)(?:{_VERSIONED})(?:{_S}+{either('lần thứ')})?{_S}+\d\.\d(?!\d)",
        rf"(?<!\w){either('tỷ số|tỉ số|thắng|thua|hòa|hoà|tỷ số chung cuộc')}{_S}+\d{{1,2}}{_S}?[-–]{_S}?\d{{1,2}}"
        rf"(?![\d.,]*\d|{_S}*%)",
        rf"(?<!\w){either('dịch vụ công|dịch vụ công trực tuyến|trực tuyến')}{_S}+[(]?{either('mức')}{_S}+\d(?:,\d)?"
        rf"(?![\d.]*\d|{_S}*(?:%|{either('tỷ|triệu|nghìn')}))",
        rf"(?<!\w)(?:TCVN|QCVN|ISO|IEC|RON|VTV|VOV|QH){_S}*\d+(?:[:-]\d+)*(?![.,]?\d)",
        rf"(?<!\w)(?-i:P|Q|F|KP)\.{_S}?\d{{1,2}}(?![\d.,/]*\d|{_S}*%)",
        rf"(?<!\w)(?:covid|sars-cov|SEA Games|Para Games|ASIAD|World Cup|APEC){_S}*-?{_S}?\d{{1,4}}{_ALONE}",
        # "sống 1 mình", "những năm 80", "năm 80 của thế kỷ trước"
        rf"(?<![\d.,])1{_S}+{either('mình')}(?!\w)",
        rf"(?<!\w){either('những năm|thập niên|thập kỷ')}{_S}+(?:1\d|20)?\d0{_ALONE}",
        rf"(?<!\w){either('năm')}{_S}+\d0{_S}+(?:{either('của')}{_S}+)?{either('thế kỷ')}",
    )
]
_WHOLE_NUMBER = re.compile(r"\d{1,5}")
_RELEASE = re.compile(r"[1-9]\.0")
_STATES_VALUE = re.compile(
    rf"(?:(?<!\w){either('đạt|là|được|điểm|từ|đến|lên|xuống|còn|với|hơn|bằng|mức|có|khoảng|gần|trên|dưới|chỉ số')}"
    rf"|{either('bình quân')}|IELTS|GPA|TOEFL|[:|=(\t])\s*$",
    _I,
)
_QUOTED = re.compile(r"[\"“](?:[A-ZĐÀ-Ỹ][^\W\d_]*)(?: [^\W\d_]+){0,3} $")
_CAMEL = re.compile(rf"(?<!\w)[A-Za-z]*[a-z][A-Z][A-Za-z]*{_S}$")  # no Vietnamese word has a capital inside
_SERIAL = re.compile(rf"(?<![\w.])[A-Z]{{1,2}}{_S}?[-–]{_S}?$")  # but "THCS - 124" counts
_SYMBOL = re.compile(rf"(?<![\w.])[A-Z][A-Za-z]{{0,2}}{_S}$")


def is_code(text: str, number: re.Match[str], before: str, counted: str) -> bool:
    """Whether a number is part of a proper name or a code, a release, a scale or a score.

    Args:
        text: any text.
        number: the match of the number in it, with groups "sign", "first", "whole" and "last".
        before: what stands in front of it on its line.
        counted: what it would count; "" for nothing.
    """
    if counted:
        return False
    first, last, whole = number["first"], number["last"], number["whole"]
    if whole:
        written = text[number.start() : number.end("whole")]
        return bool(re.fullmatch(_SCALE, written)) and not _STATES_VALUE.search(before)
    if last:  # ranges go up: "3-1" is a score, "(16-6)" a day
        short = len(first) <= 2 and len(last) <= 2 and (first + last).isdigit()
        return short and int(last) <= int(first)
    if _RELEASE.fullmatch(first):
        return not _STATES_VALUE.search(before)
    if not _WHOLE_NUMBER.fullmatch(first):
        return False
    if number["sign"]:
        return bool(_SYMBOL.search(before))
    if _QUOTED.search(before) and text[number.end() : number.end() + 1] in ('"', "”"):
        return True
    return bool(_CAMEL.search(before) or _SERIAL.search(before))
