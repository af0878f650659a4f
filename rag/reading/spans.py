"""Spans of a sentence that can answer a question of a given kind, found by rule: names, dates, places, reasons, lists.

The reader proposes spans for any kind; these make sure that a complete one is among the candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rag.quantities.dates import find_dates, find_document_numbers
from rag.scopes.periods import find_periods
from rag.scopes.places import find_places
from rag.text import fold
from rag.types import AnswerKind, PeriodKind, PlaceLevel, PlaceMention

Span = tuple[int, int]

# the block of Vietnamese letters holds both cases by turns: a range over it would take the small ones too
_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚĂĐĨŨƠƯ" + "".join(c for c in map(chr, range(0x1EA0, 0x1EFA)) if c.isupper())
_SYLLABLE = rf"(?<![^\W_])[{_UPPER}][^\W\d_]*"
_NAME = re.compile(rf"{_SYLLABLE}(?:[ ]{_SYLLABLE}){{1,4}}")
_SURNAMES = frozenset(
    """
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly luong dinh trinh doan mai truong lam
nong be lo vuong ha dao to thai cao chu chau dong ta quach luu la trieu hua vi lu ma than ung thach kim mac
thieu lai tong kieu phung luc khuat tang han giap vien cung bach au kha uong nghiem ninh phuong quan khong thi
vang giang y ksor rmah h' siu rcom dieu rahlan mua hoa hang seo sung lau cu thao tan ban dich
""".split()
)
_TITLES = re.compile(
    r"(?:ông|bà|đồng chí|đ/c|em|anh|chị|bác sĩ|thầy|cô|ThS\.?|TS\.?|PGS\.?|GS\.?|giám đốc(?: sở)?|"
    r"chủ tịch(?: \S+){0,3}"
    r"|phó (?:chủ tịch|giám đốc)(?: \S+){0,3}|bí thư(?: \S+){0,3}|trưởng \S+|chủ nhiệm|"
    r"bộ trưởng)[ –-]*$",
    re.I,
)
_BODIES = frozenset(  # first words of offices, which follow a title as a name does
    "Sở Bộ Ban Ủy Uỷ Hội Phòng Cục Chi Tổng Viện Đài Báo Trường Tỉnh Huyện Đảng Liên Trung Công Văn".split()
)
_CAUSE = re.compile(
    r"\b(?:nguyên nhân (?:chủ yếu |chính |giảm hạng |tăng |giảm )?(?:là |do |vì )+(?:vì |do )?|"
    r"nguyên nhân:|lý do[^.;]{0,60}?\blà |"
    r"(?:chủ yếu |là )?(?:do|vì|bởi vì|bởi|nhờ)(?! (?:vậy|thế|đó|đâu))\s|nguyên nhân[^.;:]{0,90}[:]\s*)",
    re.I,
)
_EFFECT = re.compile(r"(?i)(?<!trở)(?<!làm)(?<!tạo)(?<!gây),? (?:cho )?nên (?=\w)")  # not "trở nên"
_AIM = re.compile(
    r"(?:\bnhằm(?: mục đích)?|\bđể|mục đích[^.;]{0,70}? là)\s|"
    r"(?=\b(?:góp phần|tạo điều kiện|phục vụ|tư vấn|hỗ trợ)[\s,])",  # these verbs are part of the answer
    re.I,
)
_AFTER_SIGNING = re.compile(  # "có hiệu lực sau 15 ngày kể từ ngày đăng Công báo"
    r"(?i)(?:sau \d+ ngày,? )?(?:kể )?từ ngày (?:ký(?: ban hành)?|ban hành|đăng công báo|công bố)"
)
_NO_NAME = re.compile(r"cong hoa xa hoi|chu tich|chu nhiem|bo truong|giam doc")
_PLACE_SHARE = 3  # a span of which less than a third names a place tells something else
_DEFINED = re.compile(r"\b(?:là|gồm|để|nhằm)\s")
_DATED = (PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.HALF, PeriodKind.RANGE)
_MEMBER = (
    r"(?:(?:xã|huyện|thị trấn|phường|thành phố|thị xã|tỉnh|sàn|ứng dụng) )?"
    rf"{_SYLLABLE}(?:[ -]{_SYLLABLE})*(?: \([^()]*\))?"
)
_NEXT_MEMBER = re.compile(
    rf" \([^()]*\)(?:, | và |; ){_MEMBER}(?: [^\W\d_A-ZĐ]+){{0,3}}?(?: {_SYLLABLE})*(?: [^\W\d_]+)?(?=[,;.]|$)|"
    rf"(?:, | và |; ){_MEMBER}"
)
_LAST_THING = re.compile(  # "sông Hồng, sông Đào và đê biển do tỉnh quản lý"
    r" và [a-zà-ỹđ]+(?: [a-zà-ỹđ]+){0,2}?(?= (?:do|của|tại|ở|trong|được|đã|từ|trên|với|để)\b|\s*[,;.:(]|$)"
)
_LAST_MEMBER = re.compile(rf"{_MEMBER}(?:, | và |; )$")
_KIND_WORD = re.compile(r"(?:huyện|thị xã|thành phố|TP\.?|tỉnh|xã|phường|thị trấn|quận|TX\.?)\s+$")
_JOINED = re.compile(  # what a dash joins to a name: "Đài Truyền thanh –Truyền hình thành phố Buôn Ma Thuột"
    rf" ?[–-] ?{_SYLLABLE}(?: (?!và |cho |của )[a-zà-ỹđ]+)?"
    rf"(?: (?:thành phố|thị xã|huyện|quận|tỉnh|xã|phường)(?: {_SYLLABLE}){{1,4}})?"
)
_LEAD = re.compile(
    r"\btrong đó(?: có)? (?=[A-ZĐ])|(?:\bgồm(?: có)?|\bbao gồm|\blà|\bnhư|\bcụ thể|\bgồm các \S+)\s*:?\s|:\s"
)


def spans(sentence: str, kind: AnswerKind) -> Iterator[Span]:
    """The spans of a sentence that can answer a question of a kind.

    Args:
        sentence: a sentence of a report.
        kind: the kind of answer asked for.

    Yields:
        Offsets into the sentence, longest useful form first; none when the kind has no rule.
    """
    match kind:
        case AnswerKind.PERSON:
            yield from people(sentence)
        case AnswerKind.DATE:
            yield from ((d.start, d.end) for d in find_dates(sentence))
            yield from ((m.start, m.end) for m in find_periods(sentence) if m.period.kind in _DATED)
            yield from (m.span() for m in _AFTER_SIGNING.finditer(sentence))
        case AnswerKind.PLACE:
            yield from places(sentence)
        case AnswerKind.DOCUMENT:
            yield from ((d.start, d.end) for d in find_document_numbers(sentence))
        case AnswerKind.RANK:
            yield from (
                m.span()
                for m in re.finditer(
                    r"(?:lần |hạng |vị trí )?thứ (?:[IVXL]+\b|\d+(?:/\d+)?|nhất|"
                    r"nhì|ba|tư|năm)",
                    sentence,
                )
            )
        case AnswerKind.REASON:
            reasons = [*causes(sentence), *before_effect(sentence)]
            yield from reasons or after(sentence, _AIM)  # what is wanted of something is why it is done
        case AnswerKind.PURPOSE:
            yield from after(sentence, _AIM)
        case AnswerKind.DEFINITION:
            yield from definitions(sentence)
        case AnswerKind.LIST:
            yield from lists(sentence)
        case _:
            return


_LED_BY_TITLE = re.compile(r"(?i)\W*(?:ông|bà|đồng chí|đ/c|anh|chị)(?!\w)\s*")


def _title_length(text: str) -> int:
    """How long the title is that a span opens with: "ông " of "ông Nguyễn Văn A"."""
    led = _LED_BY_TITLE.match(text)
    return led.end() if led else 0


def people(sentence: str, least: int = 3) -> Iterator[Span]:
    """Names of persons: capitalised syllables that begin with a surname, or two to five that follow a title.

    Args:
        sentence: Vietnamese text, or English with Vietnamese names.
        least: syllables of a name without a title; shorter ones are mostly places and streets.

    Yields:
        Offsets of each name.
    """
    for match in _NAME.finditer(sentence):
        parts = match.group().split(" ")
        start = match.start()
        if match.group().isupper() and _NO_NAME.match(fold(match.group())):
            continue  # the state's name, in the column beside "HỘI ĐỒNG BỘ TRƯỞNG", or an office
        for skip in range(len(parts) - 1):
            offset = start + sum(len(p) + 1 for p in parts[:skip])
            if skip and match.group().isupper():
                break  # inside an office's name in capitals: "UỶ BAN NHÂN DÂN TỈNH"
            known = fold(parts[skip]) in _SURNAMES and len(parts) - skip >= 2
            titled = bool(_TITLES.search(sentence[max(0, offset - 40) : offset]))
            if titled and _is_place(sentence, offset, match.end()):
                break  # "Chủ tịch tỉnh Thanh Hoá"
            if parts[skip] in _BODIES:
                continue  # "Phó Giám đốc phụ trách Sở Thông tin và Truyền thông"
            if (known and len(parts) - skip >= least) or titled:
                yield offset, match.end()
                break


def _is_place(sentence: str, start: int, end: int) -> bool:
    """Whether a name after a title is the place of the office: known as one, or led in by its kind."""
    return bool(_KIND_WORD.search(sentence[:start])) or any(
        m.start == start and m.end == end for m in _mentions(sentence)
    )


@lru_cache(maxsize=4096)
def _mentions(sentence: str) -> tuple[PlaceMention, ...]:
    return tuple(find_places(sentence))


def places(sentence: str) -> Iterator[Span]:
    """Named places with their kind word."""
    for mention in _mentions(sentence):
        if mention.place.level is PlaceLevel.COUNTRY:
            continue
        before = _KIND_WORD.search(sentence[: mention.start])
        yield (before.start() if before else mention.start), mention.end
    pattern = (
        rf"\b(?:xã|phường|thị trấn|thôn|khu đô thị|khu công nghiệp|Trung tâm|Quảng trường|hội trường|"
        rf"Nhà văn hóa|Khu)"
        rf"(?: [^\W\d_]+){{0,3}}? {_SYLLABLE}(?: {_SYLLABLE}){{0,4}}(?: và {_SYLLABLE}(?: {_SYLLABLE}){{0,3}})?"
    )
    for match in re.finditer(pattern, sentence):
        yield match.span()


def after(sentence: str, lead: re.Pattern[str]) -> Iterator[Span]:
    """What follows a lead word up to the end of the clause, and up to the end of the sentence."""
    for match in lead.finditer(sentence):
        end = len(sentence.rstrip(" .;"))
        stop = re.search(r"[;.](?:\s|$)", sentence[match.end() :])
        until = match.end() + stop.start() if stop else end
        if until - match.end() > 8:
            yield match.end(), until


def causes(sentence: str) -> Iterator[Span]:
    """What follows a word of cause in its clause; behind "nguyên nhân ...:" all that the sentence has."""
    for start, end in after(sentence, _CAUSE):
        is_list = sentence[:start].rstrip().endswith(":")
        yield start, len(sentence.rstrip(" .;")) if is_list else end


def before_effect(sentence: str) -> Iterator[Span]:
    """What stands before "nên" in its clause: the cause of what follows."""
    for match in _EFFECT.finditer(sentence):
        begin = max((m.end() for m in re.finditer(r"[;.:]\s", sentence[: match.start()])), default=0)
        if match.start() - begin > 8:
            yield begin, match.start()


def definitions(sentence: str) -> Iterator[Span]:
    """A bracketed gloss's long form, "X là Y", "X để Y"."""
    for match in re.finditer(r"\(([^()]{2,12})\)", sentence):
        if match.group(1).isupper() or re.fullmatch(r"[A-ZĐ&-]{2,10}", match.group(1)):
            head = re.search(r"(?:[^\W\d_]+[ ,]+){1,9}$", sentence[: match.start()])
            if head:
                yield match.start() - len(head.group().lstrip()), match.start() - 1
    for match in _DEFINED.finditer(sentence):
        stop = re.search(r"[;.](?:\s|$)", sentence[match.end() :])
        end = match.end() + stop.start() if stop else len(sentence.rstrip(" ."))
        if sentence[match.end() : end].strip():
            yield match.end(), end


def lists(sentence: str) -> Iterator[Span]:
    """An enumeration: what follows "gồm", "là", "như" or a colon and has two or more members."""
    for match in _LEAD.finditer(sentence):
        stop = re.search(r"[.](?:\s|$)|;\s(?=[^;]*\b(?:đã|được|đạt|có|gồm)\b)", sentence[match.end() :])
        end = match.end() + stop.start() if stop else len(sentence.rstrip(" ."))
        body = sentence[match.end() : end]
        if len(re.findall(r",|;| và ", body)) >= 1 and len(body) > 6:
            yield match.end(), end


def with_coordinates(text: str, start: int, end: int, low: int, high: int) -> Span:
    """A span widened over the names coordinated with it: "Postmart" to "Postmart và Voso".

    Args:
        text: the report's text.
        start, end: the span.
        low, high: the sentence, which it must not leave.
    """
    while (following := _NEXT_MEMBER.match(text, end, high)) is not None:
        end = following.end()
    if "," in text[start:end] and (last := _LAST_THING.match(text, end, high)) is not None:
        end = last.end()
    while (leading := _LAST_MEMBER.search(text[low:start])) is not None and leading.end() > leading.start():
        start = low + leading.start()
    return start, end


def with_joined(text: str, start: int, end: int, high: int) -> Span:
    """A span that ends in a name with what a dash joins to that name, up to `high`."""
    last = text[start:end].split(" ")[-1]
    joined = _JOINED.match(text, end, high) if last.isalpha() and re.search(_SYLLABLE, text[start:end]) else None
    return start, joined.end() if joined else end


_WORDS_OF_BODIES = (
    "Chấp hành|Chỉ đạo|Thường vụ|Tuyên giáo|Tổ chức|Kiểm tra|Quản lý|Nội chính|Dân vận|Nội vụ|Y tế|Tư pháp|Công Thương|"
    "Tài chính|Giao thông|Xây dựng|Ngoại vụ|Thống kê|Kế hoạch|Nông nghiệp|Khoa học|Giáo dục|Văn hóa|Thông tin|"
    "Tài nguyên|Lao động|Thanh tra|Kiểm lâm|Dân tộc"
)
_SECONDS = {tuple(word.split()) for word in _WORDS_OF_BODIES.split("|")}
_CUT_BODY = re.compile(rf"\b(?:Ban|Sở|Bộ|Vụ|Phòng|Cục|Chi cục|Tổng cục) ({_SYLLABLE})$")


def with_second_syllable(text: str, start: int, end: int, high: int) -> Span:
    """A span that ends amid the name of a body with the rest of its word: "Ban Chấp" to "Ban Chấp hành"."""
    cut, following = _CUT_BODY.search(text[start:end]), re.compile(r" ([^\W\d_]+)").match(text, end, high)
    return start, following.end() if cut and following and (cut[1], following[1]) in _SECONDS else end


def fitness(sentence: str, start: int, end: int, kind: AnswerKind) -> float:
    """How much a span looks like an answer of a kind: 1 fully, 0 not known, -1 not at all.

    Args:
        sentence: the sentence.
        start, end: the span in it; the end may lie beyond it where a list follows.
        kind: the kind of answer asked for.
    """
    text = sentence[max(0, start) : end]
    match kind:
        case AnswerKind.PERSON:
            names = [n for n in people(sentence) if n[0] < end and start < n[1]]
            return 1.0 if (start, end) in names else 0.3 if names else -1.0 if re.search(r"\d", text) else -0.3
        case AnswerKind.DATE:
            if _AFTER_SIGNING.search(text):
                return 1.0
            dates = [d for d in find_dates(sentence) if d.start < end and start < d.end]
            return (
                1.0
                if any(d.day or d.month for d in dates) or re.search(r"\bquý\b|\btháng\b", text)
                else (0.2 if re.search(r"\d{4}", text) else -1.0)
            )
        case AnswerKind.PLACE:
            named = [(s, e) for s, e in places(sentence) if s < end and start < e]
            covered = max((min(e, end) - max(s, start) for s, e in named), default=0)
            return -0.7 if not named else 1.0 if covered * _PLACE_SHARE >= end - start else 0.3
        case AnswerKind.REASON:
            if (start, end) in before_effect(sentence):
                return 1.0
            aimed = _lead_fitness(sentence, start, end, _AIM) / 2
            return max(_lead_fitness(sentence, start, end, _CAUSE), aimed)
        case AnswerKind.PURPOSE:
            return _lead_fitness(sentence, start, end, _AIM)
        case AnswerKind.LIST:
            if text.rstrip().endswith(":"):
                return -1.0  # it only announces the list
            if len(text) >= len(sentence.strip()) - 1 and "\n" not in text and any(True for _ in lists(sentence)):
                return 0.2  # the whole sentence, where its enumeration can be told
            return min(1.0, len(re.findall(r",|;|\n| và ", text)) / 2) - (
                0.4 if re.fullmatch(r"\W*\w+ \w+\W*", text) else 0
            )
        case AnswerKind.ORGANISATION:
            begins = start + _title_length(text)
            if begins == end or any(s <= begins and end <= e for s, e in people(sentence)):
                return -1.0  # a person is no body
            return 0.0 if re.search(r"[^\W\d_]{2}", re.sub(r"(?i)ngày|tháng|năm", "", text)) else -1.0
        case AnswerKind.DOCUMENT:
            return 1.0 if find_document_numbers(text) else -1.0
        case _:
            return 0.0


def _lead_fitness(sentence: str, start: int, end: int, lead: re.Pattern[str]) -> float:
    """1 for what follows the lead words, less for a span that holds them, -1 for a sentence without any."""
    leads = list(lead.finditer(sentence))
    if any(abs(m.end() - start) <= 2 for m in leads):
        return 1.0
    if any(start <= m.start() < end for m in leads):
        return 0.5
    return 0.2 if any(m.end() < start for m in leads) and len(sentence[start:end].split()) > 4 else -0.8
