"""The focus of a Vietnamese question: its question word, which stays in place, and the noun before or behind it."""

from __future__ import annotations

import re

from rag.question.answer_nouns import BREAKS, MEASURES, TOKEN, answer_nouns
from rag.text import fold
from rag.types import AnswerKind, Language

_EVERY = 8  # words at most between "nào" and the "cũng" that makes it "every"
_WITHIN = 4  # tokens at most between a head noun and "nào"
_PLURAL_REACH = 4  # words between "những" and its noun's last word: "những cơ quan cấp huyện nào"
_FAR_HEADS = frozenset("xa huyen tinh phuong quan thon nguoi".split())  # may have an adjective behind
_FAR_KINDS = (AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE)
_LONGEST = 4  # words of a noun in the list
_PLURAL = frozenset("nhung cac".split())
_FEW = frozenset("hai ba bốn sáu bảy tám chín mười".split())
_PLAIN_FEW = frozenset("hai bon chin".split())  # "ba", "sau", "bay" mean more without their marks
_DIGITS = re.compile(r"0?[2-9]|1[0-9]")
_NUMBERED = frozenset("thang quy nam ngay so lan khoa lop muc".split())  # "tháng 3", "khóa 7": no count
_SAID_ALONE = (*MEASURES, AnswerKind.REASON, AnswerKind.PURPOSE, AnswerKind.RANK)
_PLAIN_OTHERS = frozenset("loai nganh mon benh nhom giong".split())
_TITLE = re.compile(r"\b(?:chu tich|giam doc|bi thu|truong phong|lanh dao)(?: (?!o\b|tai\b|cua\b|cho\b)\w+)?$")
_SCALES = "(?:trăm|chục|nghìn|ngàn|vạn|triệu|tỷ|tỉ)"
_CURRENCIES = "(?:đồng|đ|usd|đô|euro|vnđ|vnd)"
_PER_UNIT = (
    "(?:một|mỗi|1) (?:kg|ký|ki|cân|yến|tạ|tấn|con|cái|chiếc|lít|khối|m2|m3|mét|lượt|tháng|giờ|ngày|buổi|người|hộ|năm)"
)
_COUNTED_IN_MILLIONS = (
    "(?:lượt|khối|người|tấn|lít|kwh|m3|m2|con|cây|bộ|sản|liều|ha|khách|cuốn|thẻ|chiếc|lượng|dân|lao|lần)"
)
_TERM = 8  # words at most that a term and what leads to it have: "LGSP trong báo cáo là gì"
_WHEN = ("khi", "chừng", "hồi", "lúc")
_THEMES = frozenset(  # folded: "... là gì" names one, and defines nothing
    "chu de|khau hieu|ten|ten goi|nhan de|tieu de|de tai|hinh thuc|van bang|mau|bai tham luan|noi dung|san pham".split(
        "|"
    )
)
_SINCE = frozenset("qua nay gan truoc lien vua".split())
_MACHINE_LEFT = frozenset("nha xe may lap do nhan mua dung tau thang gan det tho chiec thong cong".split())
_MACHINE_RIGHT = frozenset(
    "tinh bay moc man uoc phat gat cay bom do tho chu xuc dao in quan giay chup xet lanh cai ban".split()
)


def _either(pattern: str) -> dict[bool, re.Pattern[str]]:
    """A pattern for texts with diacritics and, folded, for those without; it may hold no class of capitals."""
    return {True: re.compile(pattern), False: re.compile(fold(pattern))}


_OF_MONEY = _either(
    rf"^(?:tiền|kinh phí|vốn|lệ phí|học phí|chi phí|phí(?! (?:cơ|công|hành|vụ)\b)|thuế(?! bao))\b|"
    rf"^{_SCALES}?(?: {_SCALES})* ?{_CURRENCIES}\b|^{_SCALES}(?: {_SCALES})* {_PER_UNIT}\b|"
    rf"^(?:{_SCALES} )*(?:triệu|tỷ|tỉ)\b(?! {_COUNTED_IN_MILLIONS}\b)|^(?:{_SCALES} )*{_SCALES}\s*(?:$|[?,.])"
)
_OF_PERCENT = _either("^(?:%|phần trăm)")
_OF_POINTS = _either("^điểm (?:%|phần trăm)")
_SUM_ELSEWHERE = _either(r"\bbao nhiêu (?:tiền|kinh phí|vốn)\b")
_NO_NOUN = _either(  # what may follow a bare "bao nhiêu"
    r"^(?:là|ở|nhỉ|vậy|ạ|rồi|thế|đấy|đó|r|v|b|z|theo|đến|cho|từ|và|so|mà|một|mỗi|1|trong|vào|năm(?= \d)|với|"
    r"tại|do|vì|khi|sau|trước|nhé|nữa|thì|để|được)\b|^$"
)
_RANKED = _either("(?:thứ|hạng|lần|số|khóa|kỳ) $")
_DATED = _either("(?<!mỗi )(?<!một )(?<!hàng )(?<!hằng )(?<!1 )(?:ngày|tháng|năm|quý) $")
_HOUR = _either(r"^giờ\b(?! (?:một|mỗi|trên|trong)\b)")
_CHANGED = _either(
    r"\b(?:tăng|giảm|hạ|dâng|nâng|thêm|bớt|sụt|tụt|nhích|chênh|hơn|kém|thu hẹp|rút ngắn)"
    r"(?: (?:thêm|lên|xuống|đi|được|mất|lại|tới|đến|khoảng|chừng|gấp|cỡ)){0,2} $"
)
_PURPOSE = _either(
    r"\b(?:nhằm|phục vụ|hướng tới|giải quyết|đáp ứng|để làm|dùng vào|mục đích|mục tiêu)"
    r"(?: (?:cái|việc|nhu cầu|mục tiêu|mục đích|điều))? gì\b"
)
_REASON = _either(r"\bvì (?:lẽ|cớ) gì\b|\blà do (?:cái )?gì\b|^cớ gì\b")
_CAUSE = _either(r"\b(?:vì|tại) sao\b|\bnguyên nhân\b")
_SURELY = _either(r"\bchứ(?: (?:ạ|nhỉ|hả))?\s*\??$|\bthật à\s*\??$|^phải chăng\b")
_WHETHER = _either(r"\b(?:không|chưa)(?: (?:nhỉ|nhé|ạ|vậy|thế|hả|bạn|em))*\W*$")
_ASKED_LATER = _either(r"\b(?:nào|gì|đâu|ra sao)\b")
_COUNTS_TOO = _either(r"[^?,;]*\bbao nhiêu\b")  # "nhóm nào được giúp bao nhiêu tiền"
_MEANING = _either(r"\b(?:nghĩa là|được hiểu|định nghĩa|khái niệm)\b|^thế nào (?:là|được coi là)\b")
_FIGURE = _either(  # how it stands is asked of a figure or a change
    r"\b(?:biến động|thay đổi|tăng giảm|so với|giải thích|lý giải|xếp hạng|thứ hạng|giá|tỷ lệ|tỉ lệ|doanh thu|thu nhập|"
    r"lượng khách|sản lượng|mức|khác nhau|chênh nhau|chênh lệch|phí|lệ phí|học phí)\b"
)
_ASKS_AT_ALL = _either(r"\b(?:nào|gì|ai|đâu|sao|mấy|bao nhiêu|bao giờ|không|chưa)\b")
_BUILDER = _either(r"\b(?:nhà thầu|chủ đầu tư|đơn vị|công ty)\b")
_SOURCE = _either(r"\b(?:tiền|kinh phí|vốn|nguồn)\b[^,?;]{0,24}\b(?:từ|lấy ở|huy động ở)$|\b(?:vì|do)$")
_PROGRESS = _either(r"\b(?:làm|xây|thi công|triển khai|thực hiện|tiến độ)\b[^,?;]{0,30}\b(?:đến|tới)$")
_PLACED = _either(r"\b(?:xếp|đứng|hạng|thứ hạng|so với)\b")
_LASTS = _either(r"\b(?:đa|làm|mất|hết|trong|kéo dài|thêm|thiểu) $")
_OPEN_SUBJECT = _either("^(?:giải pháp|biện pháp|kết quả|điều kiện|thủ tục|tiêu chuẩn|kiến nghị)\\b")
_STANDS = _either(r"\b(?:đứng|xếp|hạng)(?: \w+){0,2} ở$")
_OPENING = _either("^(?:(?:xin|hãy|cho|mình|tôi|em|hỏi|biết|vui|lòng|nêu|giúp|giùm|bạn|ơi) )+")
_SEVERAL = _either("^(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|0?[2-9]|1[0-9]) (?!năm\\b|tháng\\b)")


def vietnamese_focus(text: str, marked: bool) -> AnswerKind | None:
    """The kind of answer that a Vietnamese question's focus tells; None where it is not plain.

    Args:
        text: the question in lower case, folded unless `marked`.
        marked: whether it is typed with diacritics.
    """
    return _Focus(text, marked).kind()


class _Focus:
    """A question's tokens, as written and folded, and what its first question word asks for."""

    def __init__(self, text: str, marked: bool) -> None:
        self.tokens = TOKEN.findall(text)
        self.words = [fold(t) for t in self.tokens]
        self.text = " ".join(self.tokens)
        self.marked = marked
        self.nouns = answer_nouns(Language.VIETNAMESE, marked)

    def kind(self) -> AnswerKind | None:
        if self._says(_SURELY):
            return AnswerKind.YES_NO
        if self._says(_CAUSE):
            return None
        if self._says(_PURPOSE):
            return AnswerKind.PURPOSE
        if self._says(_REASON):
            return AnswerKind.REASON
        for at in range(len(self.words)):
            if self._asks(at):
                return self._asked_at(at)
        if self._says(_WHETHER):
            return AnswerKind.YES_NO
        return None if self._says(_ASKS_AT_ALL) else self._named()

    def _says(self, pattern: dict[bool, re.Pattern[str]]) -> bool:
        return bool(pattern[self.marked].search(self.text))

    def _is(self, at: int, *spelt: str) -> bool:
        """Whether these tokens stand from there on: as spelt, or folded where the text has no diacritics."""
        wanted = list(spelt) if self.marked else [fold(one) for one in spelt]
        return at >= 0 and self.tokens[at : at + len(spelt)] == wanted

    def _asks(self, at: int) -> bool:
        """Whether a word is a question word that asks something here."""
        if self._is(at, "nào"):
            return not self._is_every(at)
        if self._is(at, "gì"):
            return at > 0
        if self._is(at, "mấy"):
            return self._is_few(at)
        if self._is(at, "đâu"):
            return self.marked or self._is(at - 1, "ở") or self._is(at - 1, "tại")
        if self._is(at, "ai"):
            return not self._is_every(at)
        if self._is(at, "bao", "lâu"):
            return not any(self._is(at - 1, no) for no in ("không", "chẳng", "chưa"))  # "không bao lâu sau"
        return any(
            self._is(at, *two)
            for two in (("bao", "nhiêu"), ("bao", "nhiu"), ("bao", "giờ"), ("bao", "xa"), ("ra", "sao"))
        )

    def _is_every(self, at: int) -> bool:
        """Whether "nào" asks nothing: "xã nào ... cũng"."""
        behind = self.words[at + 1 : at + 1 + _EVERY]
        return "cung" in behind and not BREAKS & set(behind[: behind.index("cung")])

    def _is_few(self, at: int) -> bool:
        """Whether "mấy" asks how many: not "mấy năm qua", "mấy con voi ... ở khu rừng nào", nor "nha may" (nhà máy)."""
        before, behind = self.words[:at][-1:], self.words[at + 1 : at + 2]
        if not self.marked and (set(before) & _MACHINE_LEFT or set(behind) & _MACHINE_RIGHT):
            return False
        if set(self.words[at + 2 : at + 3]) & _SINCE:
            return False
        is_first = at <= 1 and not BREAKS & set(self.words[at:-1])
        return not (is_first and _ASKED_LATER[self.marked].search(" ".join(self.tokens[at + 1 :])))

    def _asked_at(self, at: int) -> AnswerKind | None:
        """What the question word there asks for."""
        if self._is(at, "nào"):
            return self._which(at)
        if self._is(at, "gì"):
            return self._what(at)
        if self._is(at, "mấy"):
            return self._counted(at, at + 1)
        if self._is(at, "đâu"):
            return self._where(at)
        if self._is(at, "ai"):
            return None if self._is(at - 1, "những") or self._says(_BUILDER) else AnswerKind.PERSON
        if self._is(at, "bao", "giờ"):
            return AnswerKind.DATE
        if self._is(at, "bao", "xa") or self._is(at, "bao", "lâu"):
            return AnswerKind.NUMBER
        if self._is(at, "ra", "sao"):
            return self._how()
        return self._counted(at, at + 2)

    def _which(self, at: int) -> AnswerKind | None:
        if any(self._is(at - 1, when) for when in _WHEN):
            is_time = self.marked or not self._is(at - 1, "hồi") or self._is(at - 2, "từ")  # "hội nào"
            return AnswerKind.DATE if is_time else None
        if self._is(at - 1, "thế") and self.words[at - 2 : at - 1] != ["tap"]:  # "tập thể nào" without its marks
            return self._how()
        told = self._before(at)
        return None if _COUNTS_TOO[self.marked].match(" ".join(self.tokens[at + 1 :])) else told

    def _what(self, at: int) -> AnswerKind | None:
        if self.words[at - 1] in ("la", "cai"):
            return self._what_is(at)
        if self.words[at - 1] in ("lam", "co", "ten"):
            return None
        told = self._before(at)
        return told if told in (AnswerKind.ORGANISATION, AnswerKind.OTHER, AnswerKind.LIST) else None

    def _what_is(self, at: int) -> AnswerKind | None:
        """Of "... là gì": what its subject names, else a definition where nothing but a term stands before."""
        if self._says(_SEVERAL):
            return AnswerKind.LIST
        if self._says(_OPEN_SUBJECT):
            return None
        if self._is(at - 2, "tên"):
            return None
        for size in range(_LONGEST, 0, -1):
            kinds = self.nouns.get(" ".join(self.tokens[:size]), frozenset())
            if " ".join(self.words[:size]) in _THEMES:
                return AnswerKind.OTHER
            for kind in (AnswerKind.PURPOSE, AnswerKind.REASON):
                if kind in kinds and (self.marked or size > 1):
                    return kind
        before = [w for w in self.words[:at] if w not in BREAKS]
        return AnswerKind.DEFINITION if len(before) <= _TERM and not {"nao", "ai", "va"} & set(before) else None

    def _where(self, at: int) -> AnswerKind | None:
        before = " ".join(self.tokens[:at])
        if self._is(at - 1, "những") or _SOURCE[self.marked].search(before):
            return None
        if self._is(at + 1, "là"):
            names = (" ".join(self.tokens[at + 2 : at + 2 + size]) for size in range(_LONGEST, 0, -1))
            return AnswerKind.PLACE if any(AnswerKind.PLACE in self.nouns.get(name, ()) for name in names) else None
        if _PROGRESS[self.marked].search(before):
            return AnswerKind.OPEN
        return AnswerKind.RANK if _STANDS[self.marked].search(before) else AnswerKind.PLACE

    def _how(self) -> AnswerKind | None:
        """Of "thế nào" and "ra sao": what is done, unless a meaning, a figure or a change is asked for."""
        if self._says(_MEANING):
            return AnswerKind.DEFINITION
        return None if self._says(_FIGURE) else AnswerKind.OPEN

    def _before(self, at: int) -> AnswerKind | None:
        """The kind of the noun that "nào" or "gì" there is about."""
        for end in range(at, max(0, at - _WITHIN), -1):
            if self.tokens[end - 1] in BREAKS:
                return None
            for start in range(max(0, end - _LONGEST), end):
                kinds = self.nouns.get(" ".join(self.tokens[start:end]))
                if kinds is not None:
                    return self._headed(start, end, at, kinds.difference(MEASURES))
        return None

    def _headed(self, start: int, end: int, at: int, kinds: frozenset[AnswerKind]) -> AnswerKind | None:
        """What a noun from start to end asks for as the head of a phrase that ends at the question word."""
        if len(kinds) != 1:
            return None  # "ban" is "bản" or "ban"
        (kind,) = kinds
        is_short, before = end - start == 1, self.words[max(0, start - _PLURAL_REACH) : start]
        if end < at and ((is_short and self.words[start] not in _FAR_HEADS) or kind not in _FAR_KINDS):
            return None
        if not self.marked and is_short and kind is AnswerKind.OTHER and self.words[start] not in _PLAIN_OTHERS:
            return None
        if kind is AnswerKind.RANK and not self._says(_PLACED):
            return AnswerKind.PLACE if self.words[start] == "vi" else None
        if kind in (AnswerKind.REASON, AnswerKind.DATE):
            return kind
        if before[-1:] == ["con"]:
            return None  # "còn xã nào chưa đạt": however many
        if kind in (AnswerKind.PLACE, AnswerKind.ORGANISATION) and _TITLE.search(" ".join(before)):
            return None if set(before) & _PLURAL else AnswerKind.PERSON  # "Phó Chủ tịch UBND tỉnh nào đến dự"
        if set(before if kind is not AnswerKind.PERSON else before[-2:]) & _PLURAL or self._is_counted(start - 1):
            return AnswerKind.LIST
        return kind

    def _is_counted(self, at: int) -> bool:
        """Whether the word before a noun counts it: "ba huyện nào", "02 ngân hàng nào"."""
        if at < 0:
            return False
        if _DIGITS.fullmatch(self.words[at]):
            return self.words[at - 1 : at] == [] or self.words[at - 1] not in _NUMBERED
        return self.tokens[at] in (_FEW if self.marked else _PLAIN_FEW)

    def _counted(self, start: int, end: int) -> AnswerKind | None:
        """The kind of what "bao nhiêu" or "mấy" counts."""
        before, after = " ".join(self.tokens[:start]) + " ", " ".join(self.tokens[end:])
        is_few = end - start == 1
        if _CHANGED[self.marked].search(before) or _RANKED[self.marked].search(before):
            return None
        if _OF_POINTS[self.marked].match(after):
            return None
        of_money = _OF_MONEY[self.marked].match(after)
        if not of_money and _SUM_ELSEWHERE[self.marked].search(after):
            return None
        is_bare = bool(_NO_NOUN[self.marked].match(after)) or self.tokens[end] in BREAKS
        if _DATED[self.marked].search(before) and (is_few or is_bare or self._is(end, "làm")):
            return AnswerKind.DATE
        if is_few and _HOUR[self.marked].match(after) and not _LASTS[self.marked].search(before):
            return AnswerKind.DATE
        if _OF_PERCENT[self.marked].match(after):
            return AnswerKind.PERCENTAGE
        if of_money:
            return AnswerKind.MONEY
        return self._measured(start) if is_bare else AnswerKind.NUMBER

    def _measured(self, end: int) -> AnswerKind | None:
        """The kind of figure that the first noun of measure before has: "Hệ số lương bậc 3 là bao nhiêu"."""
        for at in range(end):
            for size in range(_LONGEST, 0 if self.marked else 1, -1):
                kinds = self.nouns.get(" ".join(self.tokens[at : at + size]), frozenset()).intersection(MEASURES)
                if len(kinds) == 1:
                    return next(iter(kinds))
        return None

    def _named(self) -> AnswerKind | None:
        """What a text without a question word names: "Cho biết lý do ...", "Mức bồi thường cho ...?"."""
        opening = _OPENING[self.marked].match(self.text)
        at = len(TOKEN.findall(opening.group())) if opening else 0
        if opening and self._is(at, "tên"):
            at += 1
        if not opening and "hay" in self.words:
            return None
        if opening and set(self.words[at : at + 1]) & _PLURAL:
            return AnswerKind.LIST
        if self._is(at, "số") and AnswerKind.DOCUMENT in self.nouns.get(" ".join(self.tokens[at + 1 : at + 3]), ()):
            return AnswerKind.DOCUMENT
        for size in range(_LONGEST, 0 if self.marked else 1, -1):
            kinds = self.nouns.get(" ".join(self.tokens[at : at + size]), frozenset())
            if len(kinds) == 1:
                (kind,) = kinds
                return kind if kind in _SAID_ALONE or (opening and kind is not AnswerKind.DOCUMENT) else None
        return None
