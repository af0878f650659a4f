"""What a question is about: its words without the places and the periods it asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.types import PeriodKind, PeriodMention, PlaceMention

_SEASON_WORD = re.compile(r"(?i)\b(?:(?:niên |nien )?(?:vụ|vu)|mùa vụ|mua vu)(?: (?:sản xuất|san xuat|năm|nam))?\s+$")
_PROVINCE_OF = re.compile(
    r"(?i)\b(?:in )?the province (?:where|of|with) [^?,.]*? (?:is|are|lies?)\b|\btỉnh có [^?]*?"
    r"(?=\s+(?:phải|đã|được|có|là|thì|bên|dùng|đạt|năm|thu|chi)\b|,\s*[a-zđ]|$)"
)

_LEFT_OUT = re.compile(
    r"(?i)^\W*(?:ngoài|ngoai|không kể|khong ke|không tính|khong tinh|apart from|besides|other than|"
    r"excluding|not counting) [^?,;]+,\s*(?=.*\b(?:khác|khac|nữa|nua|còn|con(?=[ -~]*$)|other|else|more)\b)"
)

_NOT_THOSE = re.compile(  # "(not submissions)": what is not asked for
    r"(?i)\s*\((?:not (?:the )?\w+s(?=\))|(?:rather than|instead of|không phải|khong phai|chứ không|chu khong|"
    r"không tính|khong tinh) [^()]*)\)"
)
_FRAME = re.compile(  # who says so: "theo báo cáo tổng kết, ...", "..., going by the review"
    r"(?i)^\W*(?:theo|according to|going by|as per)\s(?:[^,?\d]{0,40}\s)?"
    r"(?:báo cáo|bao cao|hội nghị|hoi nghi|bài viết|bai viet|bản tin|ban tin|report|review|conference|article)\b"
    r"[^,?\d]{0,40},\s*|"
    r"^\W*in (?:the|this|its|that) (?:\w+ ){0,2}(?:report|review|conference|article)\b[^,?\d]{0,40},\s*|"
    r",\s*(?:theo|according to|going by|as per)\s(?:[^,?\d]{0,40}\s)?"
    r"(?:báo cáo|bao cao|hội nghị|hoi nghi|report|review|conference|article)\b[^,?\d]{0,40}(?=[?.]?$)|"
    r"^\W*(?:báo cáo|bao cao)(?! (?:nào|nao)\b)(?: [^,?\d]{0,40})? (?:cho biết|cho biet|nêu rằng|neu rang)"
    r"(?: rằng| rang)?\s(?=\S+ \S+ \S+)"
)


def _with_season(text: str, mention: PeriodMention) -> int:
    """Where a period starts, a "vụ" that makes two years a season included; "đông xuân" is what a question is about."""
    led = _SEASON_WORD.search(text[: mention.start]) if mention.period.kind is PeriodKind.SEASON else None
    return led.start() if led else mention.start


def topic_of(text: str, places: Sequence[PlaceMention], periods: Sequence[PeriodMention]) -> str:
    """The question without the places and periods it asks about."""
    cut = [*((m.start, m.end) for m in places), *((_with_season(text, m), m.end) for m in periods)]
    cut += [m.span() for m in _PROVINCE_OF.finditer(text)]
    topic, at = [], 0
    for start, end in sorted(cut):
        if start >= at:
            topic.append(text[at:start])
            at = end
    topic.append(text[at:])
    joined = re.sub(r"(?<!\S)['’]s\b", "", " ".join(topic))  # what "Hà Nam's" leaves
    joined = re.sub(r"(?i)\b(in|of|for|at|by|the)(?: (?:in|of|for|at|by|the))*(?= +(?:in|of|for|at|by)\b)", "", joined)
    joined = _FRAME.sub("", " ".join(joined.split()))
    joined = _NOT_THOSE.sub(" ", joined)
    joined = _LEFT_OUT.sub("", joined)  # what is asked about is the others
    joined = re.sub(
        r"(?i)\b(?:năm|nam|tỉnh|tinh|ở|o|tại|tai|của|cua|in|of|for|at|by|cả năm|từ|tới|đến)\s*(?=[?,.;:]|"
        r"$)",
        "",
        joined,
    )
    return re.sub(r"\s+([?,.;:])", r"\1", joined).strip(" ,;:-'’s" if joined.startswith("'") else " ,;:-")
