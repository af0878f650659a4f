"""What a number counts: the noun phrase that follows it, from "tỷ đồng" to "thôn, bản" and "giường bệnh/vạn dân"."""

from __future__ import annotations

import re

from rag.quantities.notation import either, lacks_diacritics, scale_words

__all__ = ["is_money", "is_rate", "unit_end"]

MAX_SYLLABLES = 7

# Verbs, prepositions and particles that end the noun phrase after a number.
_STOPS = (
    "của|tại|trên|trong|ở|cho|so|được|đã|có|là|đạt|với|về|theo|từ|đến|do|bằng|để|vì|nên|thuộc|này|còn|gồm|"
    "bao gồm|khi|nhằm|như|đang|sẽ|không|chưa|cũng|chiếm|tăng|giảm|tính|mỗi|vào|bị|hết|lên|xuống|cùng|"
    "hoặc|cả|chỉ|và|ước|vượt|"
    "bình quân|sau|trước|"
    "hiện nay|hiện có|hiện đang|hiện tại|hiện đã|hiện còn|nay|đều|đó|kia|nhưng|mà|thì|tới|qua|rồi|nữa|"
    "dưới|hay|nếu|tham gia|tham dự|hoạt động|"
    "sử dụng|thành lập|hoàn thành|công tác|đăng ký|dự thi|xin thôi|xin nghỉ|xin chuyển|nhận|hơn|cao hơn|thấp hơn|"
    "tiếp nhận|thực hiện|triển khai|ứng dụng|phát sóng|trở lên|trở xuống|trực tiếp|tập trung|phải|vẫn|lại|"
    "duy trì|dài|đi|khai thác|lắp|phủ|nâng|thí điểm|nằm|giữ|bố trí|đầu tư|thêm|riêng|đối với|gửi|tử vong|"
    "điều trị|đồng thời|"
    "phục vụ cho|phục vụ người|quản lý|xảy|cung cấp|đưa|toàn|khác|bàn giao|chuyển|nghỉ|thu hút|hỗ trợ|giúp|kết nối|"
    "sẵn sàng|số tiền|kinh phí|trị giá|tổng|trình bày|phát biểu|thôi|bỏ|nộp|giải quyết|trả|đủ|ngay|những|các|"
    "hưởng|dùng|lao động trực tiếp|trúng tuyển|vi phạm|đóng|mới có|bắt đầu|kể|ghi nhận|huy động|"
    "vận hành|nghiệm thu|khởi công|tốt nghiệp|chuyên trách|đứng|xếp|dẫn đầu|thiếu|thừa|nói trên|vay|"
    "chi trả|chi cho|nghèo là"
)
_ENGLISH_STOPS = (
    "in|of|at|on|for|and|to|by|were|was|is|are|have|has|had|with|from|than|that|which|who|did|does|do|"
    "this|these|a|the|"
    "as|or|but|during|since|last|out|nationwide|across"
)
# Two forms: in a text with diacritics "ca" is a case and "chi" is spending, not "cả" and "chỉ".
_STOP, _PLAIN_STOP = (
    re.compile(either(f"{_STOPS}|{_ENGLISH_STOPS}", not plain, plain) + r"(?![^\W\d_])", re.IGNORECASE)
    for plain in (False, True)
)
# Compounds whose second syllable reads like a stop word.
_COMPOUND = re.compile(
    either(
        "chứng chỉ|địa chỉ|chỉ tiêu|chỉ số|chỉ thị|chỉ đạo|trả lời|số hiệu|vắc xin|đại lý|tổng đài|khu tập trung|"
        "chuyển đổi số|cầu vượt|mặt bằng|phòng ở|nhà ở|bỏ học|đóng góp|tính năng|hướng dẫn|dự án đầu tư|"
        "máy tính|giờ dạy|dịch vụ chuyển phát"
    )
    + r"(?![^\W\d_])",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"[ \u00a0]+(?:{either('năm|tháng|tuần|ngày|giờ|phút|giây')}|{either('lần')}"
    rf"(?=[ \u00a0]+{either('năm|cùng|quý|tháng|so|kế hoạch')}))(?![^\W\d_])",
    re.IGNORECASE,
)
_PLAIN_NOUNS = frozenset({"cho", "dat", "ban", "dai", "ho", "doi", "giai", "giao", "can", "tinh", "lan", "mat"})
_TOKEN = re.compile(
    r"(?P<gap>[ \u00a0]+(?:[-–][ \u00a0]+)?)?"
    r"(?P<word>k?m[23](?!\w)|[cdh]m[23](?!\w)|[^\W\d_]++(?:[-–&][^\W\d_]+)*[²³]?(?!\d)|\d[A-Z](?!\w))"
)
_LABELLED = re.compile(
    rf"[ \u00a0]+(?:[1-5][ \u00a0]+sao(?!\w)|{either('mức độ|cấp độ|mũi|loại|hạng|lớp|khóa|giai đoạn|thứ|cấp|mức')}"
    r"[ \u00a0]+\d{1,2}(?![\d%]|[.,/]\d))",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"[ \u00a0]?/[ \u00a0]?(?:\d[\d.]*[ \u00a0]+)?"
    r"(?:k?m[23](?!\w)|[^\W\d_]+[²³]?)(?:[ \u00a0](?:dân|dan|người|nguoi|lượt|luot|gia[ ]đình|phố|pho(?!\w)|trấn))?"
)
_ADMINISTRATIVE = either(
    "thôn|bản|xã|phường|thị trấn|huyện|quận|thị xã|thành phố|sở|ban|ngành|tổ dân phố|khóm|ấp|khu phố|buôn|tổ|"
    "khu dân cư|làng|tỉnh|đoàn thể|thị ủy|thành ủy|huyện ủy|học sinh|sinh viên|trẻ em"
)
_COORDINATED = re.compile(
    rf",[ \u00a0]*{_ADMINISTRATIVE}(?![ \u00a0]+{either('chức|trưởng|hợp tác')})"
    r"(?=[ \u00a0]*(?:[,;.)]|$|[ \u00a0]+[a-zà-ỹđ]))",
    re.IGNORECASE | re.MULTILINE,
)
_ENDS_ADMINISTRATIVE = re.compile(rf"(?<!\w)(?<!cơ )(?<!co ){_ADMINISTRATIVE}$", re.IGNORECASE)
# "13 tỉnh/thành phố" counts provinces and cities, no ratio of the two.
_EITHER_KIND = re.compile(
    rf"{either('tỉnh|thành|huyện|quận|xã|sở|phường')}[ \u00a0]?/[ \u00a0]?"
    rf"{either('thành|thị|quận|huyện|phường|ngành|thị trấn')}(?!\w)",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    rf"[ \u00a0]*(?:{either('đồng')}(?![ \u00a0]+{either('chí|bào|hồ|phạm|nghiệp|cỏ|ruộng')})"
    rf"|{either('yên')}(?![ \u00a0]+{either('tâm|bình|ổn|lành|tĩnh|ngựa|xe')})"
    rf"|{either('đô la|đô la mỹ|nhân dân tệ|bảng anh|rúp')}"
    r"|VNĐ|VND|USD|EUR|euro|JPY|CNY|GBP|KRW|baht|dollars?|yen|yuan|đ)(?!\w)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    rf"[ \u00a0]*(?:{either('điểm phần trăm|điểm')}[ \u00a0]*%?|percentage points?|pp)(?!\w)", re.IGNORECASE
)
_PERCENT = re.compile(rf"[ \u00a0]*(?:%|{either('phần trăm')}(?!\w)|per ?cent(?!\w))", re.IGNORECASE)
_GLUED = re.compile(
    r"(?:km2?|ha|kg|m[23²³]?|mm|cm|tấn|lít|kwh|mw|gw|kv|mbps|gbps|gb|tb|tỷ|tỉ|triệu|nghìn|ngàn|đồng|đ|usd|ty|trieu|"
    r"kwp|mwp)(?!\w)",
    re.IGNORECASE,
)


def is_money(unit: str) -> bool:
    """Whether a unit is an amount of money: a currency, or a bare "tỷ" with nothing counted."""
    factor, end = scale_words(unit)
    rest = unit[end:].strip()
    return bool(_CURRENCY.match(rest)) or (not rest and factor >= 10**9)


def is_rate(unit: str) -> bool:
    """Whether a unit counts one thing per another: "giường bệnh/vạn dân", "km/điểm"."""
    return "/" in unit and not _EITHER_KIND.match(unit)


def _noun_end(text: str, position: int) -> int:
    """The end of the noun phrase at `position`: up to a verb, a preposition, punctuation or seven syllables."""
    stop = _PLAIN_STOP if lacks_diacritics(text, position - 80, position + 80) else _STOP
    end, syllables = position, 0
    while syllables < MAX_SYLLABLES:
        if syllables and (labelled := _LABELLED.match(text, end)):
            return labelled.end()
        token = _TOKEN.match(text, end)
        if not token or (not token["gap"] and syllables):
            break
        if token["gap"] and token["gap"].strip() and (syllables == 0 or not token["word"][0].islower()):
            break
        if compound := _COMPOUND.match(text, token.start("word")):
            end, syllables = compound.end(), syllables + len(compound[0].split())
            continue
        # Without diacritics "12 cho" is markets: right after a number, a noun is likelier than a preposition.
        plain_noun = not syllables and stop is _PLAIN_STOP and token["word"].lower() in _PLAIN_NOUNS
        if not plain_noun and stop.match(text, token.start("word")):
            break
        end, syllables = token.end(), syllables + 1
    return end


def _with_list(text: str, end: int, start: int) -> int:
    """Over the rest of a list of administrative nouns: "xã, phường, thị trấn"."""
    while _ENDS_ADMINISTRATIVE.search(text, start, end) and (more := _COORDINATED.match(text, end)):
        end = more.end()
    return end


def unit_end(text: str, position: int) -> int:
    """Where the unit of a number that ends at `position` ends; `position` itself when nothing is counted.

    Args:
        text: any text.
        position: the end of a bare number in it.

    Returns:
        An offset: the unit is `text[position:offset].strip()`.
    """
    for pattern in (_PERCENT, _POINTS):
        match = pattern.match(text, position)
        if match and (pattern is _PERCENT or "%" in match[0] or len(match[0].split()) > 1):
            return match.end()
    if text[position : position + 1].isalpha():
        glued = _GLUED.match(text, position)
        return glued.end() if glued else position
    line = text[position : position + 160].split("\n", 1)[0]
    end = position + scale_words(line)[1]
    start = end
    if known := _CURRENCY.match(text, end) or _TIMES.match(text, end):
        end = known.end()
    else:
        end = _with_list(text, _noun_end(text, end), start)
    if rate := _RATE.match(text, end):
        return rate.end()
    return end
