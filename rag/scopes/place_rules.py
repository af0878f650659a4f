"""When a place's name in a text means the place: its neighbours, its capitals, its diacritics.

"Trần Quảng Nam" is a person, "thống nhất" a verb, "dien bien phuc tap" an outbreak, "phong cách Hồ Chí Minh" a style.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from rag.scopes.gazetteer import Entry, common_sequences, heirs, key_of, province
from rag.text import fold
from rag.types import PlaceLevel

# Surnames that are as often another word before a place ("Đoàn Bắc Kạn", a delegation) are left out.
_SURNAME_WORDS = """
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào lâm mai trịnh đinh hà cao lưu lương
    tạ thái tô châu tăng quách vương triệu kiều la nông lò lô ma bế hứa chu từ thạch giàng thào sùng cầm quàng lường
    đàm doãn khuất khúc lã lại mạc nghiêm ninh phùng tống trương âu đậu hầu tòng điêu"""
_SURNAMES = frozenset(_SURNAME_WORDS.split())
_FOLDED_SURNAMES = frozenset(map(fold, _SURNAMES)) - {"la", "ma", "ha", "lo", "be", "tu", "au", "to", "ta", "lai"}
_MIDDLE_NAMES = frozenset(["thị", "văn", "thi", "van"])
_TITLES = re.compile(r"(?i)(?:^|\W)(ông|bà|anh|chị|cô|chú|đồng chí|đ/c|mr\.?|mrs\.?|ms\.?)[ \xa0]$")
_SEPARATOR = re.compile(r"[ \t\xa0]*\n?[ \t\xa0]*|[-–_'’]|[ \xa0]?[-–][ \xa0]?")
_HOST = re.compile(r"(?i)[a-z0-9.-]*\.(?:gov\.vn|vn|com|org)\b")
_NOT_CITY = re.compile(  # what carries the president's name and is no city
    r"(?i)(chủ tịch|tư tưởng|đạo đức|phong cách|tấm gương|cộng sản|tncs|quốc gia|học viện|lăng|bác|đường|bảo tàng|"
    r"huân chương|giải thưởng|đội|tiền phong|chu tich|tu tuong|phong cach|cong san|quoc gia|hoc vien|president|uncle)"
    r"[ \xa0]$"
)
# Everyday words that read like a province when typed without diacritics: folded name -> (before, after) that tell.
_LOOKALIKES = {
    "dien bien": (
        r"(tinh hinh|dich|benh|thoi tiet)[^.]{0,20}$",
        r" (phuc tap|moi|kho luong|dich|thoi tiet|bat thuong)",
    ),
    "da nang": (r"\b(ky|nha|chuc|thi dau)$", r" (luc|suat|cap)\b"),
    "hai duong": (r"(?!)", r" (day|dan|ong|truyen|bay|link|hoc)\b"),
    "nam dinh": (r"\b(trong|hang)$", r" (ky|huong|muc|luong|ki)\b"),
    "cao bang": (r"\b(khong|nang|rat|muc|co|van|gan|nhap|luong|suat)$", r" (cap|nam (ngoai|truoc|kia)|muc)\b"),
    "ca mau": (r"\b(lay|mot|xet nghiem)$", r" (xet|benh pham|do|xanh)\b"),
    "gia lai": (r"\b(danh|tinh|dinh)$", r"(?!)"),
    "ha nam": (r"\b(\d+|nghin|trieu|may|bao nhieu)$", r" (ngoai|truoc|nay)\b"),
    "lam dong": (r"\b(da|dang)$", r" (luc|phuc)\b"),
    "long an": (r"\bhow$", r"(?!)"),
    "hai phong": (r"\b(co|gom|tai)$", r" (ban|hoc|kham|benh|thi|chuyen)\b"),
}
_LOCATIVE = re.compile(r"(?:^|\s)(?:o|tai|vung|khu vuc|dia ban|in|at)\s$")
_PLACED = re.compile(r"(?:^|\s)(?:o|tai|tinh|cua|in|at|of)$")  # what stands before a place, and before no such word
_LISTED = re.compile(r"(?:^|\s|,)(?:o|tai|tinh|cua|va|voi|con|in|of|and)?\s*$")
_STREET = re.compile(r"(?i)(?:^|\s)(?:đường|phố|sân|đại lộ|ngõ|đ\.)\s$")  # named after a district far away
_PEACE = re.compile(r"(?i)(vì|nền|yêu|chuộng|gìn giữ|giữ gìn|ngôi nhà|vi|nen)[ \xa0]$")
_ALSO_WORDS = frozenset(["hòa bình", "hoà bình", "thái bình", "hải dương", "bình định"])  # peace, ocean, to pacify
_NAMES_NOTHING_ELSE = 3  # syllables; "Hà Bắc" and "Minh Hải" are firms and persons too
_RIVERS = frozenset(["Sông Bé", "Cửu Long"])
_OF_PROVINCE = re.compile(r"\b(?:o|tai|cua|tinh|ubnd|uy ban nhan dan|hdnd|tinh uy|in|for|of)\s$|^\s*$")
_NAMED_AFTER = re.compile(  # "Xô Viết Nghệ Tĩnh", "dãy Hoàng Liên Sơn", "đạm Hà Bắc"
    r"\b(?:duong|pho|quoc lo|day|nui|viet|dam|song|cong ty|hang|nha may|xi nghiep|khach san)\s$"
)
_NO_OTHER_WORD = 4  # letters: "hcmc", "tphcm"
_QUESTION_LENGTH = 400  # code points; longer texts are written with capitals


class Surroundings:
    """A text with what its words tell of how it was typed."""

    def __init__(self, text: str, tokens: list[re.Match[str]]) -> None:
        self.text = text
        self.tokens = tokens

    def start(self, at: int) -> int:
        """Offset where a token begins."""
        return self.tokens[at].start()

    def end(self, until: int) -> int:
        """Offset where the token before `until` ends."""
        return self.tokens[until - 1].end()

    def word(self, at: int) -> str:
        """A token as written, "" outside the text."""
        return self.tokens[at].group() if 0 <= at < len(self.tokens) else ""

    def joined(self, at: int) -> bool:
        """Whether only what may stand inside a name parts a token from the one before it."""
        return bool(_SEPARATOR.fullmatch(self.text, self.end(at), self.start(at)))

    def follows_directly(self, at: int) -> bool:
        """Whether one blank alone parts a token from the one before it."""
        return at > 0 and self.text[self.end(at) : self.start(at)] in {" ", "\xa0"}

    def is_capitalised(self, at: int, until: int) -> bool:
        """Whether every word of a name begins with a capital; behind an apostrophe ("Ea H'leo") none is needed."""
        return all(self.word(i)[:1].isupper() or self.text[self.start(i) - 1] in "'’" for i in range(at, until))

    @cached_property
    def is_typed_low(self) -> bool:
        """Whether it is a question typed without capitals, its first word and abbreviations aside."""
        if len(self.text) > _QUESTION_LENGTH:
            return False
        return not any(t.group().istitle() and len(t.group()) > 1 for t in self.tokens[1:])

    def lacks_diacritics(self, at: int, until: int) -> bool:
        """Whether the words around a name carry (almost) no diacritics, a term quoted in brackets aside."""
        first, last = max(0, at - 8), min(len(self.tokens), until + 8)
        low, high = self.start(first), self.end(last)
        opened = max(self.text.rfind(c, low, self.start(at)) for c in ")”»")
        quoted = min((i for c in "(“«" if (i := self.text.find(c, self.end(until), high)) >= 0), default=high)
        near = [*self.tokens[first:at], *self.tokens[until:last]]
        near = [t for t in near if opened < t.start() < quoted]
        marked = sum(not t.group().isascii() for t in near if not t.group()[:1].isupper())
        return marked == 0 or marked <= len(near) // 8

    def in_host(self, at: int, until: int) -> bool:
        """Whether the tokens stand in a host name such as stttt.binhthuan.gov.vn."""
        here = self.start(at)
        start = max(self.text.rfind(c, max(0, here - 80), here) for c in " \n\t(/@\xa0") + 1
        match = _HOST.match(self.text, start)
        return bool(match and match.end() >= self.end(until))


def names_person(around: Surroundings, at: int, until: int, floor: int = 0) -> bool:
    """Whether the name belongs to a person: a surname or a title of address stands right before it.

    Args:
        around: the text.
        at: index of the name's first token.
        until: index behind its last token.
        floor: index of the first token that belongs to no place found before.
    """
    if not around.word(at)[:1].isupper():
        return False
    if _TITLES.search(around.text[max(0, around.start(at) - 10) : around.start(at)]):
        return True
    begin = at
    while begin > max(floor, at - 3) and around.follows_directly(begin) and around.word(begin - 1).istitle():
        begin -= 1
    run = [around.word(i).lower() for i in range(begin, at)]
    surnames = _SURNAMES | _FOLDED_SURNAMES if around.lacks_diacritics(begin, until) else _SURNAMES
    ends = run[:1] + run[-1:] + (run[-2:-1] if run[-1:] and run[-1] in _MIDDLE_NAMES else [])
    return any(word in surnames for word in ends)


def may_stand(
    around: Surroundings, at: int, until: int, entry: Entry, *, folded: bool, kind: str, neighbour: str = ""
) -> bool:
    """Whether tokens that read like the entry's name mean the place.

    Args:
        around: the text.
        at: index of the name's first token.
        until: index behind its last token.
        entry: the spelling that fits.
        folded: whether the tokens carry no diacritics where the name has some.
        kind: the kind word beside the name, "" when there is none.
        neighbour: the province of the place named just before in the same list, "" when there is none.
    """
    place = entry.place
    words = [around.word(i) for i in range(at, until)]
    if place is None or (entry.is_abbreviation and not kind and not _is_abbreviated(around, words)):
        return False
    if entry.is_fused and not (around.in_host(at, until) or words[0][:1].isupper() or around.is_typed_low):
        return False
    if folded and not kind and not around.in_host(at, until) and not around.lacks_diacritics(at, until):
        return False
    if folded and not kind and len("".join(words)) < 4 and not words[0].istitle():
        if place.level is not PlaceLevel.PROVINCE:
            return False  # "chu" of "chu tich" (chairman) is no town Chũ
        return around.is_typed_low and bool(_LISTED.search(fold(around.text[: around.start(at)][-12:])))
    if place.name == "Hồ Chí Minh" and not kind:
        return not _NOT_CITY.search(around.text[: around.start(at)][-14:])
    if heirs(place.name) and not kind and not _former_stands(around, at, until, place.name):
        return False
    if place.level is PlaceLevel.PROVINCE:
        return bool(kind) or _province_stands(around, at, until, words)
    listed = bool(neighbour) and neighbour == place.province
    return bool(kind) or listed or _district_stands(around, at, until, place.name)


def _is_abbreviated(around: Surroundings, words: Sequence[str]) -> bool:
    """Whether words read as an abbreviation: in capitals, or long enough to be nothing else where all is typed low."""
    return all(w.isupper() for w in words) or (around.is_typed_low and len("".join(words)) >= _NO_OTHER_WORD)


def _province_stands(around: Surroundings, at: int, until: int, words: list[str]) -> bool:
    if around.is_capitalised(at, until) or around.in_host(at, until):
        return True
    if len(around.text) > _QUESTION_LENGTH or (not around.is_typed_low and " ".join(words) in _ALSO_WORDS):
        return False
    before, after = fold(around.text[: around.start(at)]).rstrip(), fold(around.text[around.end(until) :])
    pair = _LOOKALIKES.get(" ".join(key_of(w) for w in words)) if "".join(words).isascii() else None
    is_said_as_place = not before or bool(_PLACED.search(before))
    if pair and not is_said_as_place and (re.search(pair[0], before) or re.match(pair[1], after)):
        return False
    return not _PEACE.search(around.text[: around.start(at)])


def _former_stands(around: Surroundings, at: int, until: int, name: str) -> bool:
    """Whether a former province's name means it, and no river, street, firm or person called so."""
    before = fold(around.text[: around.start(at)][-24:])
    if name in _RIVERS or not around.is_capitalised(at, until):
        return until - at >= _NAMES_NOTHING_ELSE or bool(_OF_PROVINCE.search(before))
    if _NAMED_AFTER.search(before):
        return False
    own = around.word(at - 1) if around.follows_directly(at) else ""
    return until - at >= _NAMES_NOTHING_ELSE or not own.istitle() or bool(_OF_PROVINCE.search(before))


def _district_stands(around: Surroundings, at: int, until: int, name: str) -> bool:
    words = [around.word(i) for i in range(at, until)]
    if words[-1].isdigit():  # "quận 7" brings its kind word along
        return True
    if province(name) or (len(words) == 1 and len(words[0]) < 6):  # Vinh, Chũ: words and given names
        return False
    is_road_between = bool(re.match(r"\s*[-–]\s*\w", around.text[around.end(until) :][:5]))
    if _STREET.search(around.text[max(0, around.start(at) - 9) : around.start(at)]) and not is_road_between:
        return False
    if around.is_capitalised(at, until):
        return not all(word.isupper() for word in words) or not _in_capitals(around, at, until)
    if not around.is_typed_low:
        return False
    is_common = " ".join(map(key_of, words)) in common_sequences() or words[0] == "cho"  # "for", or Chợ
    return not is_common or bool(_LOCATIVE.search(fold(around.text[: around.start(at)][-12:])))


def _in_capitals(around: Surroundings, at: int, until: int) -> bool:
    """Whether the name stands in a heading set in capitals, where capitals tell nothing."""
    return any(len(word) > 2 and word.isupper() for word in (around.word(at - 1), around.word(until)))
