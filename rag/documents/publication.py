"""What a report says of its own putting out: title, the day it was published, the day of its meeting.

Decided from the lines at its top; a title may be missing there, then the first clause stands in for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from rag.documents.furniture import is_caption, is_date_line, is_furniture
from rag.quantities.dates import DateMention, find_dates
from rag.text import fold
from rag.types import Period

_TOP = 30  # lines looked at for title and date
_HEAD = 12  # of them that may hold a document's number, kind and subject
_TITLE_WORDS = 40  # a longer first line is a paragraph
_CLAUSE_WORDS = 24
LEAD = 1500  # code points in which a report tells of its meeting and its department
_MOTTO = re.compile(
    r"(?i)cộng\s+(?:hòa|hoà)\s+xã\s+hội\s+chủ\s+nghĩa(?:\s+việt\s+nam)?|"
    r"độc\s+lập\s*\W\s*tự\s+do(?:\s*\W\s*hạnh\s+phúc)?"
)
_WRAPPED = re.compile(
    r"\b(?:(VÀ|CỦA|ngày\s+\d{1,2}|tháng\s+\d{1,2}|năm)\s*\n\s*(?=[^\W_])|(NGHỊ)\s*\n\s*(?=ĐỊNH|QUYẾT)|"
    r"(QUYẾT)\s*\n\s*(?=ĐỊNH|TOÁN)|(THÔNG)\s*\n\s*(?=TƯ|TIN|BÁO|CÁO)|(CHỈ)\s*\n\s*(?=THỊ|HUY)|"
    r"(PHÁP)\s*\n\s*(?=LỆNH|LUẬT)|(KẾ)\s*\n\s*(?=HOẠCH)|(BÁO)\s*\n\s*(?=CÁO|CHÍ)|(QUY)\s*\n\s*(?=ĐỊNH|CHẾ|HOẠCH))"
)
_EMPTY = re.compile(r"^[\W_]*$")
_COLUMNS = re.compile(r"\s{3,}|\t|\s*\|\s*|\s(?=Số\s*:?\s*\d+\w*/)")
PORTAL = re.compile(r"(?i)^\W*(cổng (?:thông tin|ttđt|tin)|trang (?:thông tin|tin) điện tử|website)\b")
_BODY_ALONE = re.compile(  # an issuing body on a line of its own, as it heads a document
    r"^\W*(?:CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG CHÍNH PHỦ|CHỦ TỊCH NƯỚC|(?:CHỦ TỊCH )?HỘI ĐỒNG BỘ TRƯỞNG|"
    r"(?:(?:UỶ|ỦY) BAN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|BỘ|SỞ|TỔNG CỤC|CHI CỤC|CỤC|TRUNG TÂM|VĂN PHÒNG|LIÊN SỞ|"
    r"KHO BẠC|BẢO HIỂM XÃ HỘI|CÔNG AN|NGÂN HÀNG|TÒA ÁN|VIỆN|BAN|LIÊN TỊCH|TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ) "
    r"[^.:\d]{2,60})[-_* ]*$"
)
_FORM_NUMBER = re.compile(r"(?i)^\W*(?:biểu|mẫu|phụ lục)(?: mẫu| biểu)?(?: số)?\s*:?\s*[\dIVXL][\w./&Đ-]*\W*$")
_OF_BODY = re.compile(
    r"(?i)^của (?:bộ|thủ tướng|chính phủ|ủy ban|uỷ ban|ubnd|chủ tịch|hội đồng|tổng cục|liên bộ|thống đốc)\b"
)
_ACTION = re.compile(
    r"(?i)\b(?:triển khai|(?<!ban )tổ chức|tổng kết|sơ kết|ban hành|công bố|báo cáo|kết quả|thực hiện|"
    r"đạt|họp)\b"
)
_DOCUMENT_KIND = re.compile(
    r"(?i)(?:^|- )\W*(?:nghị định|nghị quyết|quyết định|thông tư(?: liên tịch)?|chỉ thị|luật|pháp lệnh|kế hoạch|"
    r"báo cáo(?: (?:tóm tắt|tổng kết|sơ kết|tổng hợp|chuyên đề|thường niên|nhanh|đánh giá|kết quả|"
    r"tình hình)(?: công tác| nhiệm vụ)?)?|"
    r"thông cáo báo chí|báo cáo thống kê|bảng tổng hợp|công bố|"
    r"biên bản(?: (?:họp|cuộc họp|hội nghị|làm việc|kiểm tra))?|kết luận(?: thanh tra)?|phương án|đề án|"
    r"thông báo|công văn|tờ trình|hướng dẫn|quy chế|quy định|chương trình)"
    r"(?: của [^.:;\d]{4,50})?\s*[-_*:]*$"
)
_OWN_NUMBER = r"(?:\d+\w*(?:\s?/\s?\d{4})?\s?[/-]\s?[A-ZĐƯ][\w&Đ/-]*|\d+ [A-ZĐ]{2,6}/[A-ZĐ][\w&Đ/-]*)"  # "2187 TC/TCT"
NUMBER = re.compile(  # behind "Số:" or "Số hiệu", or alone on its line
    rf"(?im)^\W*(?:số(?:/?\s?(?:ký )?hiệu)?\s*[:|]?\s*((?-i:{_OWN_NUMBER}))|((?-i:{_OWN_NUMBER}))\W*$)"
)
_RULE_KINDS = r"(?:nghị định|nghị quyết|quyết định|thông tư(?: liên (?:tịch|bộ|ngành))?|chỉ thị|luật|pháp lệnh)"
_NAMES_ITSELF = re.compile(  # "NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 58-CP NGÀY 12 THÁNG 9 NĂM 1996 VỀ ..."
    rf"(?i)^\W*(?P<kind>{_RULE_KINDS})(?: của)?(?P<body> [^.;:\d]{{2,70}}?)??(?: số)?:? (?P<number>{_OWN_NUMBER}),? \(?"
    r"(?:ra )?ngày:? (?=\d)"
)
_STARTS_NAMING = re.compile(rf"(?i)^\W*{_RULE_KINDS}\b")
_SUBJECT_WORDS = "về|v/v|ban hành|quy định|qui định|hướng dẫn|sửa đổi|bổ sung|điều chỉnh"
_BODY_BEFORE_SUBJECT = re.compile(rf"(?i)^của .{{2,90}}?(?=\b(?:{_SUBJECT_WORDS}|ưu đãi)\b)")  # told behind the day
_TELLS_SUBJECT = re.compile(rf"(?i)^\W*(?:{_SUBJECT_WORDS})\b")
_ONLY_DAY = re.compile(r"\W*(?:(?:thu \w+|chu nhat)\W+)?(?:ngay )?\d{1,2} thang \d{1,2} nam \d{4}\W*")
_YEAR_ALONE = re.compile(r"(?i)\W*(?:năm )?(?:19|20)\d\d\W*")
_SUBJECT, _SUBJECT_LINES = re.compile(r"(?i)^\W*v/v\b"), 4  # a letter's, wrapped in its narrow column
_ATTRIBUTE = re.compile(r"(?i)^\W*(?:loại văn bản|(?:cơ quan|nơi) ban hành|người ký|ngày (?:có )?hiệu lực)\s*[:|]")
_TODAY = re.compile(r"(?i)^\W*hôm nay\b[^.;]{0,60}?\bngày (?=\d)")  # minutes begin with their day
_GROUNDS = re.compile(r"(?i)^\W*(?:căn cứ|theo đề nghị|xét đề nghị|thực hiện|để |điều \d|chương [ivx\d]+\b)")
_KIND_WORDS = 4  # a line that is no longer names a document's kind alone
_NAMING_LINES = 8  # over which a document's own naming may be wrapped
_HOST_PREFIX = re.compile(r"^\W*\(?[\w.-]+\.(?:gov\.)?vn\)?\s*[-–:]?\s*|^\W*\((?:[^()]{2,30})\)\s*[-–:]\s*")
_TIME_PREFIX = re.compile(
    r"(?i)^(?:(?:sáng|chiều|tối|trưa|ngày|vừa qua|mới đây|hôm nay)\b[^,]{0,30}|trong \S+ ngày[^,]{0,30}),\s*"
)
_CLAUSE_END = re.compile(r"[.;:!?](?=\s|$)|,\s")
_PUBLISHED = re.compile(
    r"(?:cap nhat(?: luc| ngay)?|ngay (?:dang|viet|gui|cap nhat|xuat ban|dua tin|tao|ban hanh)|dang (?:ngay|luc|tai)|"
    r"xuat ban(?: luc| ngay)?|submitted by [^.]{2,40} on|published|post(?:ed)?(?: on| by [^|]{2,40}\|)?|updated)"
    r"\b\W{0,4}"
)
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}|luot xem|gmt|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|nguon\s*:|- xem\s*:")
_SIGNED = re.compile(r"[^\W\d_][\w .\-–]{1,40},\s*ngày\s", re.IGNORECASE)
_SIGNED_DAY = re.compile(  # behind a place and a comma, or a place alone on its line
    r"(?:[^\W\d_],|(?:^|\n|\s{3})(?-i:[A-ZĐ]\w*(?: [A-ZĐ]\w*){1,3}))\s*ngày\s+"
    r"(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})",
    re.IGNORECASE,
)
_ISSUED_WITH = re.compile(
    r"(?i)^\W*(?:ban hành )?kèm theo (?:quyết định|nghị quyết|thông tư|nghị định|công văn|kế hoạch|tờ trình)\b"
)
_MEETING = re.compile(
    r"\b(?:hoi nghi|hop|hop bao|giao ban|buoi|le|hoi thao|dien ra|so ket|tong ket|to chuc|meeting|"
    r"conference)\b"
)
_DAY_WORD = re.compile(
    r"(?:\b(?:sang|chieu|toi|trua|hom)|(?<!den )(?<!tu )(?<!truoc )(?<!sau )(?<!het )\bngay)"
    r"(?: nay)?(?:,? ngay)?\W{0,2}$"
)
_NUMBERED_BEFORE = re.compile(r"/[A-ZĐƯ][\w&Đ-]*\s+(?:của [^,.]{0,40})?(?:ra )?ngày\W*$")  # a document's own date


def top_lines(text: str) -> list[str]:
    """The first lines that say something, page furniture left out."""
    head = text[:LEAD]
    if _MOTTO.search(head):  # a legal document's head is often wrapped within its words
        head = _WRAPPED.sub(lambda m: f"{m[m.lastindex or 0]} ", _MOTTO.sub("", head))
    lines = [cell for line in (head + text[LEAD:8000]).split("\n") for cell in _cells(line)]
    return [line for line in lines if not _EMPTY.match(line) and not is_furniture(line)][:_TOP]


def _cells(line: str) -> list[str]:
    """A line; a document's head set in two columns ("CHÍNH PHỦ   CỘNG HÒA XÃ HỘI ...") as its cells."""
    cells = [_MOTTO.sub("", cell).strip() for cell in _COLUMNS.split(line.strip())]
    is_head = any(NUMBER.match(cell) or _SIGNED.match(cell) or is_body(cell) for cell in cells)
    return cells if is_head else [_MOTTO.sub("", line).strip(" #*")]


class _Naming(NamedTuple):
    """How a document names itself in one sentence at its head."""

    kind: str
    body: str
    number: str
    made: date | None
    about: str


def naming_of(lines: Sequence[str]) -> _Naming | None:
    """The sentence in which an old document names itself, None for one that does not.

    Args:
        lines: the first lines that say something. In capitals the sentence may run over several of them.
    """
    for i, line in enumerate(lines[:_HEAD]):
        if _GROUNDS.match(line):
            return None
        if not _STARTS_NAMING.match(line):
            continue
        joined = line
        if _in_capitals(line):
            going_on = takewhile(
                lambda later: _in_capitals(later) and not is_body(later), lines[i + 1 : i + _NAMING_LINES]
            )
            joined = " ".join([line, *going_on])
        if len(joined.split()) <= _KIND_WORDS and not is_body(next(iter(lines[i + 1 : i + 2]), "")):
            joined = " ".join(lines[i : i + 2])
        named = _NAMES_ITSELF.match(joined)
        if named is None:
            continue
        dates = [
            d for d in find_dates(joined) if named.end() - 6 <= d.start <= named.end() or d.start < named.end() < d.end
        ]
        about = joined[dates[0].end :] if dates else joined[named.end() :]
        about = _BODY_BEFORE_SUBJECT.sub("", about.strip(" )(,.-–:"))
        if not about:  # told in a line of its own
            below = [later for later in lines[i + 1 : i + _SUBJECT_LINES] if not _is_dateline(later)]
            about = next((later for later in below if _TELLS_SUBJECT.match(later)), "")
        return _Naming(
            named["kind"], (named["body"] or "").strip(), named["number"], as_day(dates[0]) if dates else None, about
        )
    return None


def _in_capitals(line: str) -> bool:
    return line.replace("TTg", "TTG").isupper()  # as the Prime Minister's numbers end


def number_of(text: str) -> str:
    """The number a legal document bears at its head, such as "86/2007/NĐ-CP"; "" for a text without one."""
    return _number_in(top_lines(text))


def _number_in(lines: Sequence[str]) -> str:
    number = next((m[1] or m[2] for line in lines[:_HEAD] if (m := NUMBER.match(line))), "")
    naming = None if number else naming_of(lines)
    return naming.number if naming else number


def title_of(text: str) -> str:
    """The title: the first heading line; a document's kind joined with what it is about; else the first clause."""
    top = top_lines(text)
    lines = [line for line in top if not _is_dateline(line) and not PORTAL.match(line)]
    if naming := naming_of(top):
        return _clause(f"{naming.kind} số {naming.number} {naming.about}".strip())
    number = _number_in(lines)
    lines = [line for line in lines if not NUMBER.match(line) and not _ATTRIBUTE.match(line)]
    is_official = number or _MOTTO.search(text[:LEAD])
    kinds = [i for i, line in enumerate(lines[:_HEAD]) if _DOCUMENT_KIND.search(line)] if is_official else []
    lines = lines[kinds[0] :] if kinds else lines  # what stands above is the page's title, or the body that issued it
    for i, line in enumerate(lines[:_HEAD]):
        kind = _DOCUMENT_KIND.search(line)
        if kind and i + 1 < len(lines):
            of_body = bool(_OF_BODY.match(lines[i + 1])) and i + 2 < len(lines)
            subject = _BODY_BEFORE_SUBJECT.sub("", lines[i + 1]) if of_body else lines[i + 1]
            is_told = not of_body or subject != lines[i + 1]  # "CỦA CHÍNH PHỦ VỀ ƯU ĐÃI ĐẦU TƯ"
            at = i + 1 if is_told else i + 2
            about = _clause(" ".join([subject if is_told else lines[at], *_going_on(lines, at)]))
            numbered = f"số {number}" if number and number not in about else ""
            return " ".join(filter(None, [line.strip(" -_*:#"), numbered, about]))
        is_form = bool(_FORM_NUMBER.match(line))
        if i + 1 < len(lines) and (is_form or is_caption(line) or is_body(line) or len(line.split()) <= 2):
            continue
        if _SUBJECT.match(line):
            line = " ".join([line, *takewhile(lambda later: later[:1].islower(), lines[i + 1 : i + _SUBJECT_LINES])])
        year = next((later.strip() for later in lines[i + 1 : i + 3] if _YEAR_ALONE.fullmatch(later)), "")
        return " ".join(filter(None, [line, year])) if _is_heading(line) else _clause(line)
    return lines[0] if lines else ""


def _going_on(lines: Sequence[str], at: int) -> Iterator[str]:
    """The lines in which the subject that line `at` begins goes on: in capitals like it, or in small letters."""
    in_capitals = _in_capitals(lines[at])

    def goes_on(line: str) -> bool:
        if _is_dateline(line) or is_body(line) or _GROUNDS.match(line):
            return False
        return (_in_capitals(line) and not _DOCUMENT_KIND.search(line)) if in_capitals else line[:1].islower()

    return takewhile(goes_on, lines[at + 1 : at + _SUBJECT_LINES])


def is_body(line: str) -> bool:
    """Whether a line is an issuing body's name alone."""
    return bool(_BODY_ALONE.match(line)) and line.isupper() and len(line.split()) <= 14 and not _ACTION.search(line)


def _is_dateline(line: str) -> bool:
    folded = fold(line)
    if not is_date_line(line):
        return bool(_PUBLISHED.search(folded)) and len(line.split()) <= 16 and bool(find_dates(line))
    return bool(
        _PUBLISHED.search(folded)
        or _CLOCK.search(folded)
        or _SIGNED.search(line)
        or line.startswith("(")
        or len(line.split()) <= 4
        or _ONLY_DAY.fullmatch(folded)
    )


def _is_heading(line: str) -> bool:
    return len(line.split()) <= _TITLE_WORDS and not re.search(r"[.;:,…]\W*$|(?<!\bTP)(?<!\bTS)(?<!\d)\.\s+\w", line)


def _clause(paragraph: str) -> str:
    """A paragraph's first clause without host name and time of day, shortened to a title's length."""
    if _is_heading(paragraph):
        return paragraph.strip(" *_")
    body = _TIME_PREFIX.sub("", _HOST_PREFIX.sub("", paragraph))
    body = body[:1].upper() + body[1:]
    ends = [m.start() for m in _CLAUSE_END.finditer(body) if 6 <= len(body[: m.start()].split()) <= _CLAUSE_WORDS]
    if ends:
        return body[: ends[-1]]
    words = body.split()
    return " ".join(words[:_CLAUSE_WORDS]) + ("…" if len(words) > _CLAUSE_WORDS else "")


def published_of(text: str) -> date | None:
    """The day a report was put out: a marked date, the dateline ("Hà Nội, ngày 10 tháng 4 năm 2007"), a lone date."""
    head = text[:LEAD]
    signed = _SIGNED_DAY.search(head) if _MOTTO.search(head) or NUMBER.search(head) else None
    if signed and (day := as_day(DateMention(0, 0, int(signed[2]), int(signed[1]), int(signed[3])))):
        return day
    lines = top_lines(text)
    naming = naming_of(lines)
    if naming is not None and naming.made is not None:
        return naming.made
    with_another = next((line for line in lines if _ISSUED_WITH.match(line)), "")
    if days := [day for mention in find_dates(with_another) if (day := as_day(mention))]:
        return days[0]
    for line in lines:
        if today := _TODAY.match(line):
            days = [day for mention in find_dates(line[: today.end() + 40]) if (day := as_day(mention))]
            if days:
                return days[0]
    tail = [line.strip() for line in text[-1500:].split("\n") if line.strip()][-6:]
    tests = (
        lambda line: _PUBLISHED.search(fold(line)),
        lambda line: bool(_SIGNED.match(line.lstrip("(|* "))),
        lambda line: bool(_CLOCK.search(fold(line))),
        _is_dateline,
    )
    for test in tests:
        for line in lines + tail:
            if len(line.split()) <= 24 and test(line):
                days = [day for mention in find_dates(line) if (day := as_day(mention))]
                if days:
                    return days[0]
    return None


def is_issued_with_another(text: str) -> bool:
    """Whether a document came out with another one, as the annex of a decision does."""
    return any(_ISSUED_WITH.match(line) for line in top_lines(text))


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
    lead = text[:LEAD]
    for mention in find_dates(lead):
        before = lead[: mention.start]
        if mention.day is None or not _DAY_WORD.search(fold(before[-24:])) or _NUMBERED_BEFORE.search(before[-60:]):
            continue
        start = max(before.rfind(". "), before.rfind("\n")) + 1
        end = re.search(r"\.\s|\n", lead[mention.end :])
        sentence = fold(lead[start : mention.end + end.start() if end else len(lead)])
        if _GROUNDS.match(lead[start : mention.start]):
            continue  # the day of a law that a decree is founded on
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
