"""What a report says of its own putting out: title, publisher, the day it was published, the day of its meeting.

Decided from the lines at its top; a title may be missing there, then the first clause stands in for it.
"""
from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from rag.dates import DateMention, find_dates
from rag.furniture import is_caption, is_date_line, is_furniture
from rag.text import fold
from rag.types import Period, Place, PlaceLevel

_TOP = 30  # lines looked at for title and date
_TITLE_WORDS = 40  # a longer first line is a paragraph
_CLAUSE_WORDS = 24
_LEAD = 1500  # code points in which the meeting is told of and the department named
_MOTTO = re.compile(r"(?i)^\W*(?:cộng (?:hòa|hoà) xã hội chủ nghĩa|độc lập\s*\W\s*tự do)|^[\W_]*$")
_MOTTO_TAIL = re.compile(r"(?i)\s+(?:cộng (?:hòa|hoà) xã hội chủ nghĩa việt nam|độc lập\s*\W\s*tự do.*)$")
_PORTAL = re.compile(r"(?i)^\W*(cổng (?:thông tin|ttđt|tin)|trang (?:thông tin|tin) điện tử|website)\b")
_BODY_ALONE = re.compile(  # an issuing body on a line of its own, as it heads a document
    r"^\W*(?:CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG CHÍNH PHỦ|CHỦ TỊCH NƯỚC|(?:(?:UỶ|ỦY) BAN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|BỘ|SỞ|"
    r"TỔNG CỤC|CỤC|NGÂN HÀNG|TÒA ÁN|VIỆN|BAN|LIÊN TỊCH) [^.:\d]{2,60})[-_* ]*$")
_ACTION = re.compile(r"(?i)\b(?:triển khai|tổ chức|tổng kết|sơ kết|ban hành|công bố|báo cáo|kết quả|thực hiện|"
                     r"đạt|họp)\b")
_DOCUMENT_KIND = re.compile(
    r"(?i)(?:^|- )\W*(?:nghị định|nghị quyết|quyết định|thông tư(?: liên tịch)?|chỉ thị|luật|pháp lệnh|kế hoạch|"
    r"báo cáo(?: tóm tắt)?|thông báo|công văn|tờ trình|hướng dẫn|quy chế|quy định|chương trình)\s*[-_*:]*$")
_NUMBER = re.compile(r"(?i)^\W*số\s*:?\s*(\d+\w*(?:/\d{4})?/[A-ZĐƯ][\w&Đ-]*)")
_HOST_PREFIX = re.compile(r"^\W*\(?[\w.-]+\.(?:gov\.)?vn\)?\s*[-–:]?\s*|^\W*\((?:[^()]{2,30})\)\s*[-–:]\s*")
_TIME_PREFIX = re.compile(
    r"(?i)^(?:(?:sáng|chiều|tối|trưa|ngày|vừa qua|mới đây|hôm nay)\b[^,]{0,30}|trong \S+ ngày[^,]{0,30}),\s*")
_CLAUSE_END = re.compile(r"[.;:!?](?=\s|$)|,\s")
_PUBLISHED = re.compile(
    r"(?:cap nhat(?: luc| ngay)?|ngay (?:dang|cap nhat|xuat ban|dua tin|tao|ban hanh)|dang (?:ngay|luc|tai)|"
    r"xuat ban(?: luc| ngay)?|published|posted(?: on)?|updated)\b\W{0,4}")
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}|luot xem|gmt|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|nguon\s*:|- xem\s*:")
_SIGNED = re.compile(r"[^\W\d_][\w .\-–]{1,40},\s*ngày\s", re.IGNORECASE)
_MEETING = re.compile(r"\b(?:hoi nghi|hop|hop bao|giao ban|buoi|le|hoi thao|dien ra|so ket|tong ket|to chuc|meeting|"
                      r"conference)\b")
_REPORTING = re.compile(r"tong ket|so ket|bao cao|hoi nghi|giao ban|ket qua|so lieu|nhin lai|dau an|hop mat|thuc hien nhiem vu|"
                        r"toan tinh|ca nam|tinh nha")
_DAY_WORD = re.compile(r"(?:\b(?:sang|chieu|toi|trua|hom)|(?<!den )(?<!tu )(?<!truoc )(?<!sau )(?<!het )\bngay)"
                       r"(?: nay)?(?:,? ngay)?\W{0,2}$")
_NUMBERED_BEFORE = re.compile(r"/[A-ZĐƯ][\w&Đ-]*\s+(?:của [^,.]{0,40})?(?:ra )?ngày\W*$")  # a document's own date
_DEPARTMENTS = {
    "Thông tin và Truyền thông": "tt&tt|tttt|tt-tt|tt và tt", "Y tế": "yt",
    "Giáo dục và Đào tạo": "gd&đt|gdđt|gd-đt|gd và đt",
    "Giao thông vận tải": "gtvt", "Văn hóa, Thể thao và Du lịch": "vhttdl|vh,tt&dl|vhtt&dl|vhtt-dl", "Du lịch": "dl",
    "Văn hóa và Thể thao": "vh&tt|vhtt", "Nội vụ": "nv", "Tài chính": "tc", "Kế hoạch và Đầu tư": "kh&đt|khđt|kh-đt",
    "Nông nghiệp và Phát triển nông thôn": "nn&ptnt|nnptnt|nn và ptnt", "Nông nghiệp và Môi trường": "nn&mt|nnmt",
    "Công Thương": "ct", "Xây dựng": "xd", "Tài nguyên và Môi trường": "tn&mt|tnmt", "Tư pháp": "tp",
    "Khoa học và Công nghệ": "kh&cn|khcn", "Lao động - Thương binh và Xã hội": "lđ-tb&xh|lđtb&xh|lđtbxh|lđ-tbxh",
    "Ngoại vụ": "ngv", "Dân tộc và Tôn giáo": "dt&tg",
}


def top_lines(text: str) -> list[str]:
    """The first lines that say something, page furniture left out."""
    lines = [cell for line in text[:8000].split("\n") for cell in _cells(line)]
    return [line for line in lines if line and not _MOTTO.match(line) and not is_furniture(line)][:_TOP]


def _cells(line: str) -> list[str]:
    """A line; a document's head set in two columns ("CHÍNH PHỦ   CỘNG HÒA XÃ HỘI ...") as its cells."""
    cells = [_MOTTO_TAIL.sub("", cell).strip() for cell in re.split(r"\s{3,}|\t|\s\|\s", line.strip())]
    is_head = any(_MOTTO.match(c) or _NUMBER.match(c) or _SIGNED.match(c) or _is_body(c) for c in cells)
    return cells if is_head else [line.strip()]


def title_of(text: str) -> str:
    """The title: the first heading line; a document's kind joined with what it is about; else the first clause."""
    lines = [line for line in top_lines(text) if not _is_dateline(line) and not _PORTAL.match(line)]
    number = next((m[1] for line in lines[:12] if (m := _NUMBER.match(line))), "")
    lines = [line for line in lines if not _NUMBER.match(line)]
    for i, line in enumerate(lines[:12]):
        kind = _DOCUMENT_KIND.search(line)
        if kind and i + 1 < len(lines):
            about = _clause(lines[i + 1])
            return " ".join(filter(None, [line.strip(" -_*:"), f"số {number}" if number else "", about]))
        if i + 1 < len(lines) and (is_caption(line) or _is_body(line)):
            continue
        return line if _is_heading(line) else _clause(line)
    return lines[0] if lines else ""


def _is_body(line: str) -> bool:
    return bool(_BODY_ALONE.match(line)) and line.isupper() and len(line.split()) <= 14 and not _ACTION.search(line)


def _is_dateline(line: str) -> bool:
    if not is_date_line(line):
        return False
    folded = fold(line)
    return bool(_PUBLISHED.search(folded) or _CLOCK.search(folded) or _SIGNED.search(line) or line.startswith("(")
                or len(line.split()) <= 4)


def _is_heading(line: str) -> bool:
    return len(line.split()) <= _TITLE_WORDS and not re.search(r"[.;:,…]\W*$|(?<!\bTP)(?<!\bTS)(?<!\d)\.\s+\w", line)


def _clause(paragraph: str) -> str:
    """A paragraph's first clause without host name and time of day, shortened to a title's length."""
    if _is_heading(paragraph):
        return paragraph.strip(" *_")
    body = _TIME_PREFIX.sub("", _HOST_PREFIX.sub("", paragraph))
    body = body[:1].upper() + body[1:]
    ends = [m.start() for m in _CLAUSE_END.finditer(body) if 6 <= len(body[:m.start()].split()) <= _CLAUSE_WORDS]
    if ends:
        return body[:ends[-1]]
    words = body.split()
    return " ".join(words[:_CLAUSE_WORDS]) + ("…" if len(words) > _CLAUSE_WORDS else "")


def published_of(text: str) -> date | None:
    """The day a report was put out: a marked date, the dateline ("Hà Nội, ngày 10 tháng 4 năm 2007"), a lone date."""
    lines = top_lines(text)
    tail = [line.strip() for line in text[-1500:].split("\n") if line.strip()][-6:]
    tests = (lambda line: _PUBLISHED.search(fold(line)), lambda line: bool(_SIGNED.match(line.lstrip("(|* "))),
             lambda line: bool(_CLOCK.search(fold(line))), _is_dateline)
    for test in tests:
        for line in lines + tail:
            if len(line.split()) <= 24 and test(line):
                days = [day for mention in find_dates(line) if (day := as_day(mention))]
                if days:
                    return days[0]
    return None


def as_day(mention: DateMention) -> date | None:
    """The calendar day of a full date, None when a part is missing or there is no such day."""
    if mention.day is None or mention.year is None:
        return None
    try:
        return date(mention.year, mention.month, mention.day)
    except ValueError:
        return None


def event_of(text: str, published: date | None, period: Period | None) -> date | None:
    """The day of the meeting a report tells of, its year inferred when it is not written.

    Args:
        text: the report's text.
        published: the day it was put out, which the meeting does not follow.
        period: what it reports on, which the meeting follows.
    """
    lead = text[:_LEAD]
    for mention in find_dates(lead):
        before = lead[:mention.start]
        if mention.day is None or not _DAY_WORD.search(fold(before[-24:])) or _NUMBERED_BEFORE.search(before[-60:]):
            continue
        start = max(before.rfind(". "), before.rfind("\n")) + 1
        end = re.search(r"\.\s|\n", lead[mention.end:])
        sentence = fold(lead[start:mention.end + end.start() if end else len(lead)])
        if not _MEETING.search(sentence) or _PUBLISHED.search(sentence):
            continue
        day = as_day(mention) or _with_year(mention, published, period)
        if day and (published is None or timedelta(-2) <= published - day <= timedelta(60)):
            return day
    return None


def _with_year(mention: DateMention, published: date | None, period: Period | None) -> date | None:
    """The day in the year that fits best: not after publication, else soon after the period reported on."""
    around = published or (period.end if period else None)
    if around is None or mention.day is None:
        return None
    days = []
    for year in (around.year - 1, around.year, around.year + 1):
        try:
            days.append(date(year, mention.month, mention.day))
        except ValueError:
            continue
    if published:
        return max((day for day in days if day <= published + timedelta(2)), default=None)
    # Meetings are held up to six weeks before the period ends ("tổng kết năm 2022" on 5 December).
    return min((day for day in days if day >= around - timedelta(45)), default=None)


def publisher_of(text: str, place: Place | None) -> str:
    """Who put a report out: the issuing body of a legal document, the department named most, or the portal."""
    body = _issuing_body(text)
    if body:
        return body
    is_report = bool(_REPORTING.search(fold(text[:_LEAD]))) and (place is None or place.level is not PlaceLevel.COUNTRY)
    department = _department(text) if is_report else ""
    if department:
        return f"Sở {department} {place.name if place else ''}".strip()
    banner = [line for line in top_lines_with_furniture(text) if _PORTAL.match(line) and len(line.split()) <= 16]
    return re.sub(r"(?i)\s*kính chào.*", "", banner[0]).strip() if banner else ""


def top_lines_with_furniture(text: str) -> list[str]:
    """The first lines, furniture included: a portal's banner says whose it is."""
    return [line.strip() for line in text[:3000].split("\n") if line.strip()][:12]


def _issuing_body(text: str) -> str:
    lines = top_lines(text[:_LEAD])[:8]
    if not any(_NUMBER.match(line) for line in lines):
        return ""
    for line in lines:
        if _is_body(line):
            return _sentence_case(line.strip(" *-_"))
    return ""


def _sentence_case(name: str) -> str:
    """"BỘ THÔNG TIN VÀ TRUYỀN THÔNG" as it is written in a sentence."""
    low = name.lower()
    head, _, rest = low.partition(" ")
    if head not in {"bộ", "sở"}:
        return low[:1].upper() + low[1:]
    parts = [part[:1].upper() + part[1:] for part in re.split(r"( và |, | - )", rest)]
    return f"{head.capitalize()} {''.join(parts)}"


def _department(text: str) -> str:
    """The department or its field named most ("Sở Y tế", "ngành Y tế"), the first named when even.

    A department named once, far down, put out nothing; one never named in full may be known by its field
    ("Phòng GD&ĐT" in a text that speaks of "Giám đốc Sở").
    """
    lowered = text.lower()
    named = _count(lowered, r"\b(?:sở|ngành)\s+")
    early = _count(lowered[:_LEAD], r"\b(?:sở|ngành)\s+")
    told = {name: n for name, n in named.items() if early[name] or n >= 3}
    if not told and re.search(r"\bSở\b", text):
        told = {name: n for name, n in _count(lowered, r"(?<!\w)(?:phòng|ngành)?\s*").items() if n >= 3}
    return max(told, key=lambda name: told[name]) if told else ""


def _count(lowered: str, before: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for name, short in _DEPARTMENTS.items():
        shorts = [s for s in short.split("|") if len(s) > 3 or "sở" in before]
        spellings = "|".join(map(re.escape, [name.lower(), *shorts]))
        found = len(re.findall(rf"{before}(?:{spellings})(?!\w)", lowered))
        if found:
            counts[name] = found
    return counts
