"""What kind of line a report's line is: page furniture, caption, list item, heading, date line or prose.

Reports come off portals, as saved pages or copied text: menus, "Skip Ribbon Commands", view counters, related news
and photo captions stand between the paragraphs. They stay in the stored text, verbatim, but never answer. Everything
here
is decided by one line's own words (folded, so any spelling of the diacritics meets); `chunking` adds the context.
"""

from __future__ import annotations

import re

from rag.text import fold, words


def _any(alternatives: str) -> str:
    """A group of alternatives, written one or several a line."""
    return "(?:" + "|".join(line.strip(" |") for line in alternatives.strip().splitlines()) + ")"


CAPTION_LENGTH = 400  # characters, some 90 words
_COUNT = r"\s*:?\s*[\d.,]"
_FURNITURE = re.compile(
    r"^\W*"
    + _any(rf"""
        skip ribbon commands|skip to (?:main content|content|navigation)
        turn o(?:n|ff) (?:more accessible|animations).*
        sign in|sign out|log ?in|it looks like your browser.*|additional information|image advertisement|advertisement
        currently selected|page content|print|share|menu|search|home|english|tieng viet
        email|viber|facebook|twitter|zalo
        youtube|tweet|rss|google ?\+?|dang nhap|dang ky|dang xuat|tim kiem|so do (?:trang|site|cong).*|lien he|gop y
        (?:(?:chuyen|danh) )?muc\s*:.{{0,60}}|tin (?:tuc|hoat dong)(?:\s*(?:[-–&]|va)\s*su kien)?
        trang chu|quang cao|(?:co|kich thuoc) chu.*|(?:in|luu) (?:bai viet|trang|tin)(?: nay)?|chia se.{{0,40}}
        gui (?:email|mail|bai viet|cho ban be).*|(?:quay lai|ve trang truoc|tro (?:ve|lai)|xem tiep|doc tiep).{{0,24}}
        (?:(?:ve |len )?dau trang|xem them|xem tat ca).{{0,24}}
        (?:so )?(?:luot (?:xem|truy cap|doc)|lan xem){_COUNT}+|(?:da xem|views?){_COUNT}+
        (?:thong ke truy cap|dang (?:online|truy cap|truc tuyen)|truc tuyen){_COUNT}*
        (?:hom (?:nay|qua)|(?:tuan|thang) nay){_COUNT}*
        (?:trong (?:tuan|thang)|tong (?:so )?(?:luot )?truy cap|khach (?:online|truy cap)){_COUNT}*
        so nguoi (?:dang )?(?:online|truy cap){_COUNT}*
        (?:danh gia|(?:gui |viet )?binh luan|y kien ban doc|tu khoa|tags?|ma xac nhan|thich)\s*:?(?: \(?\d+\)?)?
        (?:©|copyright|ban quyen (?:thuoc|cua)|ghi ro nguon).*|.{{0,80}}kinh chao quy (?:khach|vi).*
    """)
    + r"\W*$"
)
_MENU_WORDS = (
    "trang chu", "gioi thieu", "lien he", "tin tuc", "dang nhap", "so do", "gop y", "hoi dap", "van ban", "thu tuc",
)  # fmt: skip
_STEPS = re.compile(r"[>»]")  # of a breadcrumb
_WHERE = re.compile(r"(?:ban|quy vi|you) (?:dang|are)(?: o| here)?(?: day)?\s*:|you are here\b")  # above a breadcrumb
_WHICH = r"(?:lien quan|khac|(?:cu|moi) hon|da dua|moi nhat|moi|noi bat|(?:xem|doc) nhieu|cung (?:chuyen muc|loai))"
_RELATED = re.compile(
    r"^\W*"
    + _any(rf"""
        (?:cac )?(?:tin|bai)(?: viet| bai| tuc)?(?: {_WHICH})+
        related (?:news|articles|posts)
    """)
    + r"\W*(?P<rest>:.*)?$"
)
_PHOTO = re.compile(
    r"^\W*(?:(?:chu thich )?(?:anh|hinh)(?: (?:minh hoa|tu lieu|\d+))?\s*[:\-–.]"
    r"|chu thich anh|anh minh hoa\b|(?:quang|toan) canh\b)"
)
_CREDIT = re.compile(
    r"^\W*(?:tin(?:,| va| -|/)? ?(?:bai(?:,| va| -)? ?)?anh|bai(?:,| va| -)? ?anh|tin(?: bai)?|bai)\s*:"
)
_PERSON = re.compile(
    "^"
    + _any(r"""
        (?:cac )?(?:dong chi|d/c|ong|ba|(?:vi )?dai bieu|lanh dao|dai dien|hoc sinh|can bo|thanh vien|nguoi dan)\b
        (?:cac )?tap the\b
        ca nhan\b
        (?:cac )?(?:don vi|chien si|nguyen|thu truong|bo truong|chu tich|pho|giam doc|truong|bi thu|uy vien)\b
        (?:tong|doan|ban)\b
        (?:(?:thieu|trung|thuong|dai) (?:tuong|ta)|thac si|ths|ts|tien si|bac si|bs|cong nhan)\b|(?:cac|nhung)\b
    """)
)
_POSED = re.compile(
    r"\b"
    + _any(r"""
        phat bieu|trao|tang|nhan|tham du|du hoi nghi|chu tri|dieu hanh|ket luan|trinh bay|tham luan|chup anh|luu niem
        khai mac|be mac|trao doi|bieu quyet|kiem tra|tham quan|tai (?:hoi nghi|buoi|diem cau)
        bao cao tai|thao luan|ky ket
        cat bang|bam nut|huong dan|trai nghiem|dong vien|tham hoi
    """)
    + r"\b"
)
_CEREMONY = re.compile(
    r"^(?:khen thuong|trao tang|trao|tang|bieu duong|ton vinh|vinh danh|nghi thuc|le) "
    r".*\b(?:tap the|ca nhan|don vi|bang khen|giay khen|co thi dua)\b"
)
_BULLET = re.compile(r"^\s*(?:[-+*•●○▪■◦·–—►➢✓✔]\s*|(?:\d{1,2}|[a-zđ])\s?\)\s+|\((?:\d{1,2}|[a-zđ])\)\s+)(?=\S)")
_NUMBERED = re.compile(
    r"^\s*(?:(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|[A-HĐa-hđ])(?:\s?[./)]|\.\d{1,2}\.?)\s+"
    r"|(?:Điều|Chương|Mục|Phần|Khoản)\s+[\dIVXLC]+\b[.:]?)\s*"
)
_DATE = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b|\bngay \d{1,2} thang \d{1,2} nam (?:19|20)\d\d\b"
    r"|\bngay \d{1,2}/\d{1,2}\b"
)
_FINAL = re.compile(r"[.;!?…](?:[\"'”’»)\]]*)\s*$|,\s*$")
_SIGNATURE = re.compile(
    r"^(?:(?:kt|tm|tl|tuq)\.? |(?:pho )?(?:giam doc|chu tich|chanh van phong|(?:truong phong|cuc truong)"
    r"|(?:thu|bo) truong|thu tuong)\b).{0,60}$"
)


def is_menu(line: str) -> bool:
    """Whether the line is a row of links ("Trang chủ | Giới thiệu | Liên hệ", "Trang chủ » Tin tức")."""
    folded = fold(line).strip()
    is_path = folded.startswith("trang chu") or _WHERE.match(folded)
    if is_path and len(words(folded)) <= 24 and not _FINAL.search(line):
        return True
    steps = _STEPS.split(folded)
    if len(steps) > 1 and all(1 <= len(words(step)) <= 6 and not re.search(r"\d", step) for step in steps):
        return True
    cells = [cell.strip() for cell in re.split(r"[|»›>•]|\s{3,}", folded) if cell.strip()]
    known = sum(cell.startswith(_MENU_WORDS) for cell in cells)
    return len(cells) >= 3 and known >= 2 and all(len(words(cell)) <= 6 for cell in cells)


def is_furniture(line: str) -> bool:
    """Whether the line belongs to the page, not to the report."""
    return bool(_FURNITURE.match(" ".join(fold(line).split()))) or is_menu(line)


def opens_related(line: str) -> tuple[bool, bool]:
    """Whether the line opens a list of other news, and whether that list stands in the line itself."""
    match = _RELATED.match(" ".join(fold(line).split()))
    return (match is not None, match is not None and len((match["rest"] or "").strip(" :")) > 0)


def is_date_line(line: str) -> bool:
    """Whether the line says when the report was put out ("(Cập nhật lúc: 30/12/2022)"); it answers "when"."""
    return len(words(line)) <= 16 and bool(_DATE.search(fold(line)))


def is_marked_caption(line: str) -> bool:
    """Whether the line says itself that it describes a photo ("Ảnh: ...", "[Ảnh: ...]"); a credit does not.

    Nor does a paragraph that begins with a caption because a page's line breaks are lost: nobody captions at length.
    """
    folded = fold(line[:CAPTION_LENGTH]).strip()
    return len(line.strip()) < CAPTION_LENGTH and bool(_PHOTO.match(folded)) and not _CREDIT.match(folded)


def is_caption(line: str) -> bool:
    """Whether an isolated line describes a photo: people doing what people do at meetings, no final stop."""
    if is_marked_caption(line):
        return True
    folded = fold(line).strip()
    if is_final(line) or folded.endswith(":") or not 4 <= len(words(folded)) <= 45:
        return False
    return bool(_PERSON.match(folded) and _POSED.search(folded)) or bool(_CEREMONY.match(folded))


def bullet(line: str) -> int:
    """The length of a list bullet ("- ", "• ", "a) ") that opens the line, 0 when there is none."""
    match = _BULLET.match(line)
    return match.end() if match else 0


def numbering(line: str) -> int:
    """The length of a number that opens the line ("1. ", "II. ", "Điều 3."), 0 when there is none."""
    match = _NUMBERED.match(line)
    return match.end() if match else 0


def is_final(line: str) -> bool:
    """Whether the line ends as a sentence or a list item does."""
    return bool(_FINAL.search(line))


def is_signature(line: str) -> bool:
    """Whether the line is who signed, or whose text it is ("KT. GIÁM ĐỐC", "Tin, ảnh: ...")."""
    folded = fold(line).strip()
    return bool(_SIGNATURE.match(folded) or _CREDIT.match(folded))
