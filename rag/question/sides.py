"""The sides of a difference asked within one place and period: "A nhiều hơn B bao nhiêu", "how many more A than B"."""

from __future__ import annotations

import re
from typing import NamedTuple

from rag.text import fold

_COMPARED = re.compile(
    r"^(?P<one>.+?)(?: (?:nhieu|it|cao|thap|lon|nho|dong|dai))? (?:hon|kem)(?: so voi)? (?P<other>.+?)"
    r"(?: (?:la|khoang|chung))? (?P<asks>(?:bao nhieu|may)\b.*)$"
)
_MORE_THAN = re.compile(
    r"how many (?:more|fewer|less) (?P<one>[^,?]+?) than (?P<other>[^,?]+?)"
    r"(?P<asks>(?: (?:was|were|is|are|did|do|does|had|has|have|in|at|of)\b.*)?)[?.]*$"
)
_NO_SIDE = re.compile(
    r"^(?:bao nhieu|may|nam|thang|quy|cung ky|ky|ke hoach|du toan|muc(?! do)|trung binh|binh quan|ca nuoc|truoc|"
    r"the|in|last|year|plan\w*|target\w*|average|before|\d)\b"
)
_DANGLING = re.compile(r"(?i) (?:của|cua|ở|o|tại|tai|in|of)$")  # what a place taken out leaves


class Side(NamedTuple):
    """One side of a difference: what it is called, and the question for it alone."""

    name: str
    topic: str


def sides(topic: str) -> tuple[Side, Side] | None:
    """The sides of a difference that a question asks for; None for any other question.

    Args:
        topic: a question without its places and periods.
    """
    folded = fold(topic)
    if len(folded) != len(topic):
        return None
    compared, is_english = _COMPARED.search(folded), False
    if compared is None:
        compared, is_english = _MORE_THAN.search(folded), True
    if compared is None or _NO_SIDE.match(compared["other"]):
        return None
    one, other, asks = (topic[slice(*compared.span(group))].strip(" ,") for group in ("one", "other", "asks"))
    one, other = (_DANGLING.sub("", side) for side in (one, other))
    if is_english:
        return Side(one, f"How many {one} {asks}".strip()), Side(other, f"How many {other} {asks}".strip())
    return Side(one, f"{one} {asks}"), Side(other, f"{_in_place_of(one, other)} {asks}")


def _in_place_of(one: str, other: str) -> str:
    """The first side with the other's words in place of its own: "trợ cấp của cán bộ nữ" and "cán bộ nam"."""
    words, new = one.split(), other.split()
    folded = [fold(w) for w in words]
    first = fold(new[0])
    at = max((i for i, w in enumerate(folded) if w == first), default=max(1, len(words) - len(new)))
    return " ".join([*words[:at], *new])
