"""Numbers that name instead of counting: dates, times, document numbers, levels, ages, labels, "5G", "Covid-19".

What belongs to a proper name, a code, a version, a scale or a score is told by `codes`.
"""

from __future__ import annotations

import re

from rag.quantities.codes import CODES, is_code
from rag.quantities.dates import find_dates, find_document_numbers
from rag.quantities.notation import either, lacks_diacritics, spelled
from rag.quantities.units import unit_end

__all__ = ["ORDINAL_ONLY", "YEAR", "is_name", "named", "written_plainly"]

_I = re.IGNORECASE
_S = r"[ \u00a0]"
_DIGITS = r"\d+(?:[.,]\d+)*"
_ALONE = r"(?![\d.,]*\d)"  # no more of the same number follows
YEAR = rf"(?:19|20)\d\d{_ALONE}"
_LEVELS = either(
    "mức độ|cấp độ|quốc lộ|tỉnh lộ|tổng đài|lần thứ|thế hệ thứ|kỳ họp thứ|khóa|khoá|điều|khoản|thế kỷ|thế hệ"
)
# "số 9" names, "tổng số 219" and "dân số 1,2 triệu" count.
_COUNTING = "".join(
    rf"(?<!{word}{_S})"
    for word in (
        "tổng",
        "con",
        "dân",
        "trong",
        "chỉ",
        "hệ",
        "điểm",
        "tỷ",
        "tỉ",
        "doanh",
        "sĩ",
        "quân",
        "nhân",
        "tong",
        "dan",
        "chi",
        "he",
        "diem",
        "ty",
        "si",
        "quan",
        "nhan",
    )
)
_NEVER = [
    re.compile(p, _I | re.MULTILINE)
    for p in (
        rf"(?<![\d.,]){YEAR}{_S}*[-–—/]{_S}*(?:19|20)?\d\d{_ALONE}",
        rf"(?<!\w){either('năm|năm học|niên khóa|đến|từ|since|in|by|until|year')}{_S}+{YEAR}"
        rf"(?!{_S}+{either('người|lượt|hộ|ca')})",
        rf"(?<!\w){either('năm')}{_S}+1[5-8]\d\d(?={_S}*(?:[,;:)\]]|\.(?!\d)|$)|{_S}+[-–])",
        r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?!\d)",
        rf"(?<![\d.,])\d{{1,2}}{_S}?(?:h\d{{0,2}}(?!\w)|{either('giờ')}{_S}+\d{{1,2}}(?!\d))",
        rf"(?<!\w)(?:{either('quý|quí')}|Q){_S}*\d(?:{_S}*/{_S}*\d{{4}})?{_ALONE}",
        r"(?<!\w)\d{1,2}T(?:/\d{4})?(?!\w)",
        rf"(?<!\w){_LEVELS}{_S}*\d+[a-z]?{_ALONE}",
        rf"(?<!\w){either('mức độ|cấp độ')}{_S}+\d,{_S}*\d(?![\d%])",
        r"(?<!\w)(?:QL|ĐT|TL|DT|ĐH|level|article|decree|resolution)[ \u00a0.]*\d+[a-zA-Z]?(?![.,]?\d)",
        rf"(?<!\w)(?:{either('lớp|mũi|tháng|mùng|mồng|grade')}{_S}+)(?:1[0-2]|0?[1-9])(?![\d.,%/]*\d|%)",
        rf"(?<!\w){either('ngày')}{_S}+(?:3[01]|[12]\d|0?[1-9])(?![\d.,%/]*\d|%)",
        rf"{_COUNTING}(?<!\w){either('số')}{_S}+\d+(?![\d.,]*[\d.,]\d|/\d)"
        rf"(?!{_S}*(?:%|{either('tỷ|triệu|nghìn|ngàn')}))",
        rf"(?<![\d.,])[1-5]{_S}+(?:{either('sao')}|stars?)(?!\w)",
        rf"^{_S}*[(]?\d{{1,2}}(?:\.\d{{1,2}})*[.)](?={_S})",
        rf"^{_S}*\d{{1,2}}\.\d{{1,2}}(?={_S}+[A-ZĐÀ-Ỹ])",
        rf"(?<=[.!?…]{_S})\d{{1,2}}\.(?={_S}(?-i:[A-ZĐÀ-Ỹ]))",
        rf"(?<![\d.,])(?:{_DIGITS}{_S}*(?:[-–]|{either('đến|đến dưới')}){_S}*)?(?:{either('dưới')}{_S}+)?{_DIGITS}{_S}+"
        rf"(?:{either('tuổi|tháng tuổi')}|years?[ -]olds?)(?!\w)",
        rf"(?:{either('trên|tính trên|mỗi')}|per|/){_S}*\d[\d.]*{_S}+"
        rf"(?:{either('vạn dân|nghìn dân|ngàn dân|dân|vạn|người dân')}|people|inhabitants)(?!\w)",
        r"(?<![\d.,])24/(?:7|24)(?!\d)",
        rf"(?<!\w){either('giai đoạn|kế hoạch|nhiệm kỳ|chu kỳ')}{_S}+\d+{_S}+{either('năm')}(?!\w)",
        # "kỷ niệm 70 năm", "25 năm tái lập tỉnh": an anniversary's name
        rf"(?<!\w){either('kỷ niệm|kỉ niệm|đánh dấu|chào mừng')}{_S}+\d+{_S}+{either('năm')}(?!\w)",
        rf"(?<![\d.,])\d+{_S}+{either('năm')}{_S}+(?:{either('ngày')}{_S}+)?"
        rf"{either('thành lập|tái lập|giải phóng|truyền thống|xây dựng và phát triển|xây dựng và trưởng thành')}(?!\w)",
        rf"(?<!\w)(?:{either('lượt xem|lượt đọc|lượt truy cập|đã xem|xem|đọc')}|views?){_S}*:{_S}*\d[\d.,]*",
        r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]+\.\S+",
    )
]
_LASTING = either(
    "chậm|kéo dài|sau|trước|thêm|hơn|gần|vòng|thời hạn|chậm chi trả|phạt|tù|khoảng|không quá|tối đa|tối thiểu|"
    "ít nhất|quá"
)
_SPAN_OF_MONTHS = re.compile(
    rf"(?<!\w)(?P<before>{_LASTING}{_S}+)?"
    rf"(?:0?(?:[1-9]|1[0-2])|{either('ba|sáu|chín')}|three|six|nine){_S}+"
    rf"(?:{either('tháng')}(?!{_S}+{either('tuổi')})|months)(?!\w)",
    _I,
)
_LISTED_LEVEL = re.compile(rf"(?:{_S}*,{_S}*|{_S}+{either('và|hoặc')}{_S}+)\d{{1,2}}(?![\d%]|[.,/]\d)", _I)
# A label whose number is a name, unless something is counted after it: "Chỉ thị 16" but "cấp 31 giấy phép".
_LABEL = spelled(
    lambda e: (
        r"(?<!\w)"
        + e(
            "chỉ thị|nghị quyết|nghị định|thông tư|quyết định|luật|chương|phụ lục|bảng|hình|ảnh|biểu|mẫu|cấp|tổ|thôn|"
            "ấp|khu phố|phường|quận|phòng|tầng|nhóm|vùng|giai đoạn|đợt|vòng|kênh|thứ|kỳ|km|loại|hạng|mục|phần|stt|"
            "chương trình|đề án|bản|đội|ca|kỳ thi|dự án|đường tỉnh|huyện lộ|table|figure|group|phase|"
            "quân khu|quân đoàn|binh đoàn|sư đoàn|trung đoàn|lữ đoàn|tiểu đoàn|đại đội|trung đội|hải đội|hải đoàn|"
            "khu vực|hội nghị trung ương|nghị quyết trung ương|lô|tòa nhà|toà nhà|số nhà|khối"
        )
        + rf"{_S}+(?:\d{{1,3}}{_S}*(?:,|[-–]|{e('và')}){_S}*)*$"
    )
)
# A label whose number a name goes on behind: "Vùng 3 Hải quân", "Nghị định 15 Chính phủ", but "Nhóm 5 người".
_NAMED_LABEL = re.compile(
    rf"(?<!\w)(?:(?-i:[A-ZĐ])\w*(?:{_S}\w+)?|{either('chỉ thị|nghị quyết|nghị định|thông tư|quyết định|luật')}){_S}+$",
    _I,
)
# Verbs that typing has glued to their number: "tăng17%".
_GLUE = re.compile(rf"(?<!\w){either('tăng|giảm|đạt|có|hơn|gần|trên|là|còn|với|khoảng')}$", _I)
_COUNTED_LIKE_YEARS = re.compile(
    either("người|lượt|hộ|ca|điểm|trường|học sinh|đồng|tỷ|triệu|trạm|vụ|km|ha") + r"|%", _I
)
_ORDINAL = spelled(lambda e: rf"(?<!\w){e('thứ')}{_S}*$")
# Within reach of "thứ": "xếp", "đứng", "ở vị trí".
_PLACED = spelled(lambda e: rf"(?<!\w){e('xếp|đứng|vị trí|hạng|giữ|ở')}{_S}[^.,;:\d]{{0,24}}{e('thứ')}{_S}*$")
_RANK_WORD = spelled(lambda e: rf"(?<!\w){e('xếp hạng|xếp|đứng|thứ hạng|vị trí|đứng hạng')}{_S}*(?:{e('thứ')}{_S}*)?$")
ORDINAL_ONLY = spelled(lambda e: rf"(?<!\w){e('lần|thế hệ|kỳ họp|phiên|ngày|buổi|người')}{_S}+{e('thứ')}{_S}*$")


def named(text: str) -> bytearray:
    """One byte a character: 1 where a number names something and counts nothing."""
    mask = bytearray(len(text))
    spans = [(d.start, d.end) for d in find_dates(text)]
    spans += [(d.start, d.end) for d in find_document_numbers(text)]
    spans += [m.span() for pattern in (*_NEVER, *CODES) for m in pattern.finditer(text)]
    spans += [m.span() for m in _SPAN_OF_MONTHS.finditer(text) if not m["before"]]
    for start, end in spans:
        mask[start:end] = b"\1" * (end - start)
    # The rest of "mức độ 3, 4" and "mức độ 3 và 4", but not of "cấp độ 3 và 19 hệ thống".
    for match in _LISTED_LEVEL.finditer(text):
        if match.start() and mask[match.start() - 1] and unit_end(text, match.end()) == match.end():
            mask[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return mask


def written_plainly(text: str, at: int) -> bool:
    """Whether the words around a position are written without diacritics."""
    return lacks_diacritics(text, at - 120, at + 120)


def is_name(text: str, number: re.Match[str]) -> bool:
    """Whether a number belongs to a name: glued to letters, a label's, a bare year, an ordinal that ranks nothing.

    Args:
        text: any text.
        number: the match of the number in it, with a group "whole" for the second side of a ratio.
    """
    start, end = number.start(), number.end()
    before = text[max(0, start - 40) : start].rsplit("\n", 1)[-1]
    previous = before[-1:]
    if (previous.isalpha() or previous == "_") and not _GLUE.search(before):
        return True
    if previous in ("-", "–", "/") and before[-2:-1].isalnum():
        return True
    following = unit_end(text, end)
    if text[end : end + 1].isalpha() and following == end:
        return True
    counted = text[end:following].strip()
    bare = number[0].isdigit()
    if bare and re.fullmatch(YEAR, number[0]) and not _COUNTED_LIKE_YEARS.match(counted):
        return True
    plain = written_plainly(text, start)
    if ORDINAL_ONLY[plain].search(before):
        return True
    if _ORDINAL[plain].search(before) and not number["whole"] and not _PLACED[plain].search(before):
        return True
    if is_code(text, number, before, counted):
        return True
    ranked = _PLACED[plain].search(before) or _RANK_WORD[plain].search(before)
    label = _LABEL[plain].search(before) if bare and not ranked else None
    if label is None:
        return False
    return not counted or (counted[0].isupper() and bool(_NAMED_LABEL.match(before, label.start())))
