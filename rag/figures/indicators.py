"""What a figure is of, in the report's words: the subject, what is counted, and the context it is inherited from.

The indicator's own words come first; words taken over from an earlier figure, a label, a list's introduction or a
heading follow in parentheses, so that a ranker can weigh them less.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.figures.clauses import Span, Stated
from rag.quantities.notation import either, lacks_diacritics, scale_words
from rag.text import fold
from rag.types import FigureKind

__all__ = ["bare", "is_vague", "own_words", "phrase"]

_I = re.IGNORECASE
_LEADING = (
    "về lĩnh vực|lĩnh vực|về|đối với|trong đó|riêng|đặc biệt|ngoài ra|bên cạnh đó|theo đó|cụ thể|đến nay|"
    "hiện nay|hiện tại|tính đến|"
    "tính chung|tính riêng|"
    "đến|hết|trong|và|nhưng|với|cùng|còn|lũy kế|luỹ kế|cả|gồm|bao gồm|cũng|tiếp đến|đồng thời|qua đó|"
    "nhờ đó|vào|tại|ở|do|"
    "của|là|có|đã|được|đạt|ước|từ|ngày|năm|kỳ|so với|trong khi|tương đương|nếu như|thì|như|sau khi|cuối|"
    "đầu|giai đoạn|"
    "nhất|chỉ|mới|hiện|đang|tổng cộng|toàn tỉnh|toàn ngành|trên địa bàn tỉnh|trên địa bàn|địa bàn|tỉnh|theo|kết quả"
)
_TRAILING = (
    "bao gồm|đạt|là|có|ước|còn|chiếm|với|gồm|được|hiện có|đã|hơn|gần|khoảng|trên|dưới|bằng|tại|cho|và|đến|lên|"
    "tới|từ|ước đạt|ở|"
    "hiện|chỉ|mới|xuống|vượt|cao hơn|thấp hơn|cao|thấp|trong đó|cùng|so với|ít nhất|tối thiểu|thêm|tăng|giảm|"
    "tăng thêm|tăng lên|"
    "giảm còn|giảm xuống|trong|"
    "cả|đạt tỷ lệ|tổng cộng|tổng|của|hiện nay|đạt được|rút xuống còn|vào|về|như|thứ|xếp thứ|đứng thứ|"
    "khi|mức|hết|nhất|thì|cũng|gấp|gấp hơn|trên cả|trong số|để|do|năm|ngày|nay|một|so"
)
_KEPT = either("chỉ số|chỉ tiêu|chỉ thị|năm học|tỉnh lộ|kết quả học|của cải|hiện vật|một cửa|một phần|tại chỗ")
_COMPOUNDED = "ban tồn phát thực biểu xuất không chưa mặt lý thôn đổi nghệ lượng nâng đề".split()
# Second syllables that look like a small word: "tồn tại", "nông thôn mới", "công nghệ cao", "không đạt", "mặt bằng".
_BOUND = "".join(rf"(?<!{word}\s)" for word in _COMPOUNDED)
# Where a text has diacritics only whole words are stripped: "cung cấp" does not begin with "cũng".
_LEAD, _PLAIN_LEAD = (
    re.compile(rf"^\W*(?:(?!{_KEPT}){either(_LEADING, not plain, plain)}(?!\w)\W*)+", _I) for plain in (False, True)
)
_TRAIL, _PLAIN_TRAIL = (
    re.compile(rf"(?:\W*(?<!\w){_BOUND}{either(_TRAILING, not plain, plain)})+\W*$", _I) for plain in (False, True)
)
_LEFT_OUT = re.compile(  # "nếu không tính tiền sử dụng đất, thu nội địa ...": the figure is none of the fee
    rf"(?:{either('nếu')}\s+)?(?<!\w){either('không|chưa')}\s+{either('tính|kể|bao gồm')}\s+[^,;.()]{{2,60}},", _I
)
_NUMBERING = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)/](?:\s|$)")
_PUNCTUATION = re.compile(r"[\s\u00a0]*[\n\t;:()\[\]\"“”…][\s\u00a0]*")
# Units that do not say what is counted: of what are there 35 "vụ"?
_VAGUE = re.compile(
    either(
        "người|trường hợp|lượt|ca|vụ|cơ sở|đơn vị|em|hệ thống|dịch vụ|cuộc|km|ha|hộ|điểm|trạm|đài|xã|huyện|lần|"
        "lớp|trường|hồ sơ|tổ|giường|phòng|thôn|chứng thư|cá nhân|tập thể|bài|tấn|kg|m2|chỉ tiêu|tỉnh|cái|bậc|"
        "địa phương"
    )
    + r"(?:\s*,.*)?|%?",
    _I,
)
OWN_WORDS, CONTEXT_WORDS = 26, 14
_REACH = 1_000  # characters: the words above fit in many times; a clause that never ends must not cost its square


def bare(text: str, span: Span, drop: Sequence[Span] = ()) -> str:
    """The words of a span without the spans to drop and the small words at both ends.

    Args:
        text: the report's text.
        span: the words wanted.
        drop: spans of periods and numbers in the same text.
    """
    pieces, position = [], span[0]
    for start, end in sorted(drop):
        if position <= start < span[1]:
            pieces.append(text[position:start])
            position = max(position, min(end, span[1]))
    pieces.append(text[position : span[1]])
    told = _LEFT_OUT.sub(" ", " ".join(pieces))
    words = " ".join(_PUNCTUATION.sub(" ", told).split())
    words = _NUMBERING.sub("", re.sub(r"\s+([,.])", r"\1", words))
    lead, trail = (_PLAIN_LEAD, _PLAIN_TRAIL) if lacks_diacritics(words) else (_LEAD, _TRAIL)
    words = trail.sub("", lead.sub("", f"{words} ").strip())
    return words.strip(" ,.-–+•*;:/")


def is_vague(words: str) -> bool:
    """Whether words count without saying what: "vụ", "xã, phường", "%", nothing."""
    return bool(_VAGUE.fullmatch(words))


def _unit(stated: Stated) -> str:
    """What is counted, without scale words and currency."""
    quantity = stated.quantity
    unit = quantity.unit
    shares = ("diem phan tram", "diem %", "phan tram")
    if quantity.kind is FigureKind.MONEY or unit == "%" or fold(unit).startswith(shares):
        return ""
    return unit[scale_words(unit)[1] :].strip()


def own_words(text: str, stated: Stated, drop: Sequence[Span]) -> tuple[str, bool]:
    """A figure's own indicator and whether it stands without context.

    Args:
        text: the report's text.
        stated: the quantity and its words.
        drop: spans of periods and numbers in the text.
    """
    (a, b), (c, d) = stated.left, stated.right
    left, right = bare(text, (max(a, b - _REACH), b), drop), bare(text, (c, min(d, c + _REACH)), drop)
    unit = _unit(stated)
    change = stated.quantity.direction
    if change:
        unit = f"{change} {unit}".strip()
        right = "" if fold(right).startswith(("so", "nam", "cung")) else right
    if unit and not change and fold(unit) in fold(left):
        unit = ""
    left, right = " ".join(left.split()[-OWN_WORDS:]), " ".join(right.split()[:CONTEXT_WORDS])
    words = " ".join(w for w in (left, unit, right) if w)
    vague = is_vague(unit)
    content = len(left.split()) + len(right.split()) + (0 if vague else len(unit.split()))
    return words, content >= 4 and not (change and not left)


def phrase(own: str, context: Sequence[str]) -> str:
    """The indicator: own words, then in parentheses the words of its context that are not there yet.

    Args:
        own: the figure's own words.
        context: what they are inherited from, the nearest first; "" is skipped.
    """
    seen = set(fold(own).split())
    extra: list[str] = []
    for words in context:
        new = words.replace("(", " ").replace(")", " ").split()
        if any(fold(w) not in seen for w in new) and len(extra) < CONTEXT_WORDS:
            extra += new[: CONTEXT_WORDS - len(extra)]
            seen |= {fold(w) for w in new}
    if not own:
        return " ".join(extra)
    return f"{own} ({' '.join(extra)})" if extra else own
