"""Two figures asked for at once within one place and period.

The sides of a difference ("A nhiều hơn B bao nhiêu", "how many more A than B"), two things asked for in turn ("A và B
lần lượt là bao nhiêu"), and two questions in one ("A bao nhiêu, còn B bao nhiêu").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rag.text import fold

_COMPARED = re.compile(
    r"^(?P<one>.+?)(?: (?:nhieu|it|cao|thap|lon|nho|dong|dai|dat|re|mac|rong|nang))? (?:hon|kem)(?: so voi)? "
    r"(?P<other>.+?)(?: (?:la|khoang|chung))? (?P<asks>(?:bao nhieu|may)\b.*)$"
)
_MORE_THAN = re.compile(
    r"how many (?:more|fewer|less) (?P<one>[^,?]+?) than (?P<other>[^,?]+?)"
    r"(?P<asks>(?: (?:was|were|is|are|did|do|does|had|has|have|in|at|of)\b.*)?)[?.]*$"
)
_COSTS_MORE = re.compile(  # "how much more did a licence for class A cost than one for class B"
    r"^(?:by )?how much (?:more|less|higher|lower) (?P<asks>(?:did|does|do|was|were|is|are) )(?P<one>.+?)"
    r"(?P<verb>(?: (?:cost|pay|earn|receive|get|charge|sell for))?) than (?P<other>.+?)[?.]*$"
)
_ONE_OF_THEM = re.compile(r"^(?:(?:the )?one|that|those|the ones) (?=at|in|of|for|with|from|on)")
_OUTNUMBERS = re.compile(
    r"^(?:by )?how (?:many|much|far) (?:(?:more|fewer) )?(?:did|do|does) (?P<one>.+?) "
    r"(?:outnumber|exceed|surpass|outstrip)s? (?P<other>.+?)(?P<asks>)[?.]*$"
)
_THOSE = re.compile(r"^(?:those|that|the ones) (?=at|in|of|for|with|from|on)")
_APART = re.compile(
    r"^(?P<one>.+?) (?:va|voi) (?P<other>.+?) (?:hon kem|chenh lech|chenh|cach biet|cach|khac) nhau "
    r"(?P<asks>(?:bao nhieu|may)\b.*)$"
)
_IN_TURN = re.compile(
    r"^(?P<head>.*[:,] )?(?P<one>[^,:;]+?) va (?P<other>[^,:;]+?) lan luot (?P<asks>.*\b(?:bao nhieu|may)\b.*)$"
)
_BOTH = re.compile(
    r"^(?:[^,;]+, )?(?P<one>[^,;]+?)(?P<asks>(?: (?:la|dat|co|thi))? (?:bao nhieu|may)\b[^,;]*)[,;] con "
    r"(?P<other>[^,;]+?)(?P<asks_other>(?: (?:la|dat|co|thi))? (?:bao nhieu|may)\b[^,;]*)$"
)
_ABOUT_BOTH = re.compile(
    r"^(?P<head>.*\b(?:bao nhieu|may)\b.*?\bve )(?P<one>[^,;?]+?)(?:,| va|, va) con (?:ve )?(?P<other>[^,;?]+?)[ ?.]*$"
)
_WHETHER = re.compile(
    r"^(?:co )?(?P<one>.+?)(?: co)? (?:nhieu|it|cao|thap|lon|nho|dong) hon(?: so voi)? (?P<other>.+?)"
    r"(?: (?:hay|phai))? khong$"
)
_WHICH = re.compile(  # "giữa hồ A và hồ B, hồ nào được đề nghị kinh phí sửa chữa nhiều hơn"
    r"^(?P<head>.*?\b(?:giua|trong(?: hai)?) )?(?P<one>.+?) (?:va|voi|hay|hoac) (?P<other>.+?)(?:,| thi|, thi)? "
    r"(?:[a-z]+ ){0,2}?nao (?P<asks>.+)$"
)
_MORE = re.compile(
    r"\b(?:nhieu|it)(?P<what>(?: [a-z]+){1,3})? hon\b|\b(?:cao|thap|lon|nho|dai|ngan|rong|sau|dat|re|nang) hon\b"
)
_NO_SIDE = re.compile(
    r"^(?:bao nhieu|may|nam|thang|quy|cung ky|ky|ke hoach|du toan|muc(?! (?:do|\d))|trung binh|binh quan|ca nuoc|truoc|"
    r"the|in|last|year|plan\w*|target\w*|average|before)\b|^\d|"
    r"^(?:mot|hai|ba|bon|sau|bay|tam|chin|muoi) (?:cay so|ki ?lo ?met|met|tan|ta|tuoi|nguoi|lan|nghin|trieu|ty|gio)\b"
)
_NAMING = 2  # syllables that a thing of its own is named with at least
_DANGLING = re.compile(r"(?i) (?:của|cua|ở|o|tại|tai|in|of)$")  # what a place taken out leaves


class Side(NamedTuple):
    """One of two figures asked for: what it is called, and the question for it alone."""

    name: str
    topic: str


def sides(topic: str) -> tuple[Side, Side] | None:
    """The two figures that a question asks for; None for any other question.

    Args:
        topic: a question without its places and periods.
    """
    folded = fold(topic)
    if len(folded) != len(topic):
        return None
    asked = _in_turn(topic, folded) or _both(topic, folded) or _about_both(topic, folded)
    if asked is not None:
        return asked
    if (costs := _costs_more(topic, folded)) is not None:
        return costs
    compared, is_english = _APART.search(folded) or _COMPARED.search(folded), False
    if compared is None:
        compared, is_english = _MORE_THAN.search(folded), True
    is_outnumbered = compared is None
    if compared is None:
        compared = _OUTNUMBERS.search(folded)
    if compared is None:
        return None
    against = compared["other"].removeprefix("the ") if is_outnumbered else compared["other"]
    if _NO_SIDE.match(against):
        return None
    one, other = _names(topic, compared)
    asks = _part(topic, compared, "asks")
    if is_english:
        head = re.split(r" (?=(?:at|in|of|for|with|from|on) )", one)[0]
        other = _THOSE.sub(f"{head} ", other)  # "procedures at level 3" and "those at level 4"
        return Side(one, f"How many {one} {asks}".strip()), Side(other, f"How many {other} {asks}".strip())
    return Side(one, f"{one} {asks}"), Side(other, f"{_in_place_of(one, other)} {asks}")


def _costs_more(topic: str, folded: str) -> tuple[Side, Side] | None:
    """ "How much more did a licence for class A cost than one for class B"."""
    found = _COSTS_MORE.match(folded.strip())
    if found is None or len(folded.strip()) != len(folded) or _NO_SIDE.match(found["other"]):
        return None
    one, other = _names(topic, found)
    head = re.split(r" (?=(?:at|in|of|for|with|from|on) )", one)[0]
    other = _ONE_OF_THEM.sub(f"{head} ", other)
    asks, verb = _part(topic, found, "asks"), _part(topic, found, "verb")
    return Side(one, f"How much {asks} {one} {verb}".strip()), Side(other, f"How much {asks} {other} {verb}".strip())


def which_sides(topic: str) -> tuple[Side, Side] | None:
    """The two figures of a question which of two named things has more; None for any other question.

    Args:
        topic: a question without its places and periods.
    """
    bare = topic.rstrip(" ?.")
    folded = fold(bare)
    found = _WHICH.match(folded) if len(folded) == len(bare) else None
    more = _MORE.search(folded, found.start("asks")) if found else None
    if found is None or more is None or min(len(found[side].split()) for side in ("one", "other")) < _NAMING:
        return None
    one, other = _names(bare, found)
    if not any(word[:1].isupper() for name in (one, other) for word in name.split()[1:]) and not bare.isascii():
        return None  # things, not names
    begin, end = more.span()
    what = bare[slice(*more.span("what"))] if more["what"] else ""
    asks = f"{bare[found.start('asks') : begin]}bao nhiêu{what}{bare[end:]}"
    return Side(one, f"{one} {asks}"), Side(other, f"{other} {asks}")


def weighed_sides(topic: str) -> tuple[Side, Side] | None:
    """The two figures of a question whether one is more than the other; None for any other question.

    Args:
        topic: a question without its places and periods.
    """
    folded = fold(topic)
    found = _WHETHER.match(folded.rstrip(" ?.")) if len(folded) == len(topic) else None
    if found is None or _NO_SIDE.match(found["other"]) or len(found["one"].split()) < _NAMING:
        return None
    one, other = _names(topic, found)
    return Side(one, f"{one} là bao nhiêu"), Side(other, f"{other} là bao nhiêu")


def _in_turn(topic: str, folded: str) -> tuple[Side, Side] | None:
    """ "Ngân sách trung ương và ngân sách địa phương lần lượt đạt bao nhiêu"."""
    found = _IN_TURN.match(folded)
    if found is None:
        return None
    one, other = _names(topic, found)
    asks = _part(topic, found, "asks")
    head = topic[: found.end("head")] if found["head"] else ""
    named = _in_place_of(one, other)
    return Side(one, f"{head}{one} {asks}"), Side(other, f"{head}{named} {asks}")


def _both(topic: str, folded: str) -> tuple[Side, Side] | None:
    """ "Tỉnh tăng bao nhiêu phần trăm, còn cả nước bao nhiêu": the second stands in the setting of the first."""
    found = _BOTH.match(folded.rstrip(" ?."))
    if found is None or len(found["other"].split()) < _NAMING:
        return None
    one, asks, other, asks_other = (_part(topic, found, group) for group in ("one", "asks", "other", "asks_other"))
    return Side(one, f"{one} {asks}"), Side(other, f"{other} {asks_other} ({one})")


def _about_both(topic: str, folded: str) -> tuple[Side, Side] | None:
    """ "Xếp thứ mấy về A, còn B?": the same is asked about the second."""
    found = _ABOUT_BOTH.match(folded)
    if found is None:
        return None
    head = topic[: found.end("head")]
    one, other = _part(topic, found, "one"), _part(topic, found, "other")
    return Side(one, f"{head}{one}"), Side(other, f"{head}{other}")


def _names(topic: str, found: re.Match[str]) -> tuple[str, str]:
    """What both sides are called, without what a place taken out leaves."""
    one, other = (_DANGLING.sub("", _part(topic, found, group)) for group in ("one", "other"))
    return one, other


def _part(topic: str, found: re.Match[str], group: str) -> str:
    """A group's words as written; `found` is a match in the folded topic, which is as long."""
    return topic[slice(*found.span(group))].strip(" ,")


def _in_place_of(one: str, other: str) -> str:
    """The first side with the other's words in place of its own: "trợ cấp của cán bộ nữ" and "cán bộ nam"."""
    words, new = one.split(), other.split()
    folded = [fold(w) for w in words]
    first = fold(new[0])
    at = max((i for i, w in enumerate(folded) if w == first), default=max(1, len(words) - len(new)))
    return " ".join([*words[:at], *new])
