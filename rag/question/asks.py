"""Two questions in one: "Ai ký, ký ngày nào?", "How many districts and how many communes ...?"."""

from __future__ import annotations

import re
from typing import NamedTuple

from rag.text import fold, has_diacritics

_ASK_MARKED = re.compile(r"\b(?:bao nhiêu|bao nhiu|mấy|ai|nào|gì|đâu|khi nào|bao giờ|vì sao|tại sao|ra sao)\b")
_ASK_BARE = re.compile(
    r"\b(?:bao nhieu|bao nhiu|(?<!nha )(?<!xe )(?<!may )(?<!cong ty )may(?! (?:tinh|bay|moc|man|uoc|phat|gat|cay|bom|"
    r"thi cong))|(?<!tran )(?<!xa )ai(?! [nl]ghia\b)|nao|gi|o dau|"
    r"khi nao|bao gio|vi sao|tai sao|ra sao)\b"
)
_WH = "what|which|who|whom|whose|when|where|why"
_HOW = "how (?:many|much|far|long|often|big|large|high)"
_BEHIND = "(?:(?:from|on|in|at|by|under|for|to|of|with|since|during) )?"  # a preposition, where there is one
_ASK_ENGLISH = re.compile(
    rf"\b(?:{_HOW}|{_WH}|number of)\b|"
    r"^(?:and |so )?(?:did|does|do|is|are|was|were|has|have|had)\b"
)
_AND = re.compile(r"\s*[,;]\s*(?:va |roi |dong thoi )?|\s+va\s+|\s+(?=o dau\b)")
_ABOUT = "(?:(?:roughly|about|around|approximately|exactly|also|then) )?"
_AND_ENGLISH = re.compile(rf"\s*[,;]?\s+and\s+{_ABOUT}(?={_BEHIND}(?:{_HOW}|{_WH}|(?:the )?number of)\b)")
_OPENS_ENGLISH = re.compile(
    rf"(?i){_BEHIND}(?:(?:what|which) (?:date|day|month|year|place|town|city|time)|how (?:many|much|far|long|often)|"
    rf"{_WH})\s+"
)
_TWO_OF_ONE = re.compile(
    r"^(?P<head>(?:what (?:is|are|was|were)|give|tell me|state) )(?:the )?(?P<one>\w+)s? and (?:the )?(?P<other>\w+)s? "
    r"of (?P<rest>.+)$"
)
_EITHER = re.compile(r"\b(?:tang hay giam|giam hay tang)\b|\bup or down\b")  # a change tells its amount too
_FEW = 2  # words of a clause that says nothing but what is asked: "When and where was ..."
_OWN = 4  # words of a Vietnamese clause that is a question by itself
_SAID = re.compile(
    r"(?i)\s*\b(?:(?:có|co|là|la|lúc|luc|vào|vao)\s+)?(?:bao nhiêu|bao nhiu|bao nhieu|mấy|khi nào|khi nao|bao giờ|"
    r"bao gio|ở đâu|o dau|là ai|la ai)\b|^(?:how (?:many|much)|when|where|what|who|which)\s+"
)  # what is asked, taken out of a setting


class Asks(NamedTuple):
    """Two questions; the second says less than it means, the setting is what it leaves out."""

    first: str
    second: str
    setting: str = ""


def two_asks(text: str) -> Asks | None:
    """The two questions that a text asks about one thing; None when it asks one.

    Args:
        text: a question, Vietnamese or English.
    """
    text = text.strip(" ?.")
    folded = fold(text)
    if len(folded) != len(text) or _EITHER.search(folded):
        return None
    return _two_of_one(text, folded) or _english(text, folded) or _vietnamese(text, folded)


def _two_of_one(text: str, folded: str) -> Asks | None:
    """ "What is the number and date of the resolution"."""
    found = _TWO_OF_ONE.match(folded)
    if found is None:
        return None
    head, rest = text[: found.end("head")], text[slice(*found.span("rest"))]
    one, other = (text[slice(*found.span(name))] for name in ("one", "other"))
    return Asks(f"{head}the {one} of {rest}", f"{head}the {other} of {rest}")


def _english(text: str, folded: str) -> Asks | None:
    for boundary in _AND_ENGLISH.finditer(folded):
        first, second = text[: boundary.start()], text[boundary.end() :]
        if not _ASK_ENGLISH.search(folded[: boundary.start()]):
            continue
        if len(first.split()) <= _FEW:  # "When and where was the meeting held"
            found = _OPENS_ENGLISH.match(second)
            rest = second[found.end() :] if found else ""
            if len(rest.split()) > 1:
                return Asks(f"{first} {rest}", second)
        return Asks(first, second, _SAID.sub("", first))
    return None


def _vietnamese(text: str, folded: str) -> Asks | None:
    asked = [m.span() for m in (_ASK_MARKED if has_diacritics(text) else _ASK_BARE).finditer(text.lower())]
    for boundary in _AND.finditer(folded):
        before = [one for one in asked if one[1] <= boundary.start()]
        after = [one for one in asked if one[0] >= boundary.end()]
        first, second = text[: boundary.start()], text[boundary.end() :]
        if before and after and len(first.split()) >= _OWN:
            return Asks(first, second, _SAID.sub("", first))
    return None
