"""Who put a report out: the issuing body of a legal document, the department named most, or the portal."""

from __future__ import annotations

import re
from collections import Counter

from rag.documents.publication import LEAD, NUMBER, PORTAL, is_body, naming_of, top_lines
from rag.scopes.places import find_places, resolve
from rag.text import fold
from rag.types import Place, PlaceLevel

_REPORTING = re.compile(
    r"tong ket|so ket|bao cao|hoi nghi|giao ban|ket qua|so lieu|nhin lai|dau an|hop mat|"
    r"thuc hien nhiem vu|toan tinh|ca nam|tinh nha"
)
# The provinces' departments, with their abbreviations.
_DEPARTMENTS = {
    "Thông tin và Truyền thông": "tt&tt|tttt|tt-tt|tt và tt",
    "Y tế": "yt",
    "Giáo dục và Đào tạo": "gd&đt|gdđt|gd-đt|gd và đt",
    "Giao thông vận tải": "gtvt",
    "Văn hóa, Thể thao và Du lịch": "vhttdl|vh,tt&dl|vhtt&dl|vhtt-dl",
    "Du lịch": "dl",
    "Văn hóa và Thể thao": "vh&tt|vhtt",
    "Nội vụ": "nv",
    "Tài chính": "tc",
    "Kế hoạch và Đầu tư": "kh&đt|khđt|kh-đt",
    "Nông nghiệp và Phát triển nông thôn": "nn&ptnt|nnptnt|nn và ptnt",
    "Nông nghiệp và Môi trường": "nn&mt|nnmt",
    "Công Thương": "ct",
    "Xây dựng": "xd",
    "Tài nguyên và Môi trường": "tn&mt|tnmt",
    "Tư pháp": "tp",
    "Khoa học và Công nghệ": "kh&cn|khcn",
    "Lao động - Thương binh và Xã hội": "lđ-tb&xh|lđtb&xh|lđtbxh|lđ-tbxh",
    "Ngoại vụ": "ngv",
    "Dân tộc và Tôn giáo": "dt&tg",
}

_COMMITTEE = re.compile(r"(?:uỷ|ủy) ban nhân dân|ubnd|hội đồng nhân dân|hđnd", re.I)
_OF_PLACE = re.compile(r"(?i)(?:tỉnh|thành phố|tp|huyện|quận|thị xã)\b")
_LOCAL = re.compile(rf"(?:{_COMMITTEE.pattern}|(?:huyện|quận|thị|thành) (?:ủy|uỷ)|phòng .{{3,60}}) .*", re.I)


def district_of(publisher: str, about: Place | None) -> Place | None:
    """The district whose committee or office put a report out, which then tells of it alone; else None.

    Args:
        publisher: as `publisher_of` tells it.
        about: the province that the report tells of.
    """
    if about is None or about.level is not PlaceLevel.PROVINCE or not _LOCAL.fullmatch(publisher):
        return None
    named = resolve(find_places(publisher, levels=(PlaceLevel.DISTRICT,)), about.name)
    return next((m.place for m in named if m.place.province == about.name), None)


def publisher_of(text: str, place: Place | None) -> str:
    """Who put a report out: the issuing body of a legal document, the department named most, or the portal."""
    body = _issuing_body(text)
    if body:
        is_bare = body.startswith("Sở ") and place is not None and place.name not in body
        return f"{body} {place.name}" if is_bare and place else body
    is_national = place is not None and place.level is PlaceLevel.COUNTRY
    is_report = bool(_REPORTING.search(fold(text[:LEAD])))
    department = _department(text) if is_report and not is_national else ""
    if department:
        return f"Sở {department} {place.name if place else ''}".strip()
    banner = [line for line in _with_furniture(text) if PORTAL.match(line) and len(line.split()) <= 16]
    return re.sub(r"(?i)\s*kính chào.*", "", banner[0]).strip() if banner else ""


def _with_furniture(text: str) -> list[str]:
    """The first lines, furniture included: a portal's banner says whose it is."""
    return [line.strip() for line in text[:3000].split("\n") if line.strip()][:12]


def _issuing_body(text: str) -> str:
    """The body named above a document's own number; of two lines the lower one, its superior stands on top."""
    body = ""
    lines = top_lines(text[:LEAD])
    naming = naming_of(lines)
    if naming is not None and naming.body:
        return _sentence_case(_MINISTER.sub("", naming.body))
    for line in lines[:8]:
        if NUMBER.match(line):
            return _sentence_case(body) if body else ""
        name = line.strip(" *-_")
        if _WITHIN.fullmatch(name) and _LOCAL_BODY.match(body):
            continue  # "UBND HUYỆN NGHĨA HƯNG" above "TỈNH NAM ĐỊNH"
        if is_body(line) or _COMMITTEE.fullmatch(name):
            body = f"{body} {name}" if _COMMITTEE.fullmatch(body) and _OF_PLACE.match(name) else name
    return _sentence_case(body) if _LOCAL_BODY.match(body) and body.isupper() else ""


_WITHIN = re.compile(r"(?i)(?:tỉnh|thành phố|tp\.?) [^\W\d]+(?: [^\W\d]+){0,4}")
_LOCAL_BODY = re.compile(rf"(?i)(?:{_COMMITTEE.pattern}) (?:huyện|quận|thị xã|xã|phường|thị trấn) ")
_MINISTER = re.compile(r"(?i)^bộ trưởng (?=bộ )")


def _sentence_case(name: str) -> str:
    """ "BỘ THÔNG TIN VÀ TRUYỀN THÔNG" as it is written in a sentence, abbreviations and places kept."""
    low = re.sub(r"\b(?:ubnd|hđnd)\b", lambda match: match[0].upper(), name.lower())
    for mention in reversed(find_places(name)):
        low = low[: mention.start] + mention.place.name + low[mention.end :]
    low = re.sub(r"^thủ tướng chính phủ$", "thủ tướng Chính phủ", low)
    head, _, rest = low.partition(" ")
    if head not in {"bộ", "sở"}:
        return low[:1].upper() + low[1:]
    parts = [part[:1].upper() + part[1:] for part in re.split(r"( và |, |\s?-\s?)", rest)]
    return f"{head.capitalize()} {''.join(parts)}"


def _department(text: str) -> str:
    """The department or its field named most ("Sở Y tế", "ngành Y tế"), the first named when even.

    A department named once, far down, put out nothing; one never named in full may be known by its field
    ("Phòng GD&ĐT" in a text that speaks of "Giám đốc Sở").
    """
    lowered = text.lower()
    named = _count(lowered, r"\b(?:sở|ngành)\s+")
    early = _count(lowered[:LEAD], r"\b(?:sở|ngành)\s+")
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
