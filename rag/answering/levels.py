"""The levels, grades and classes that a text names: "mức độ 3", "khu vực II", "5 sao"."""

from __future__ import annotations

import re

from rag.text import fold

ROMAN = {
    numeral: str(n)
    for n, numeral in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), 1)
}
"""Roman numerals, folded, as numbers."""
_LEVEL = re.compile(
    r"\b(?:muc do|cap do|vi tri|muc|cap|hang|loai|nhom|bac|vung|tuyen|giai doan|khu vuc(?: [a-z]+){0,2}?|level|grade|"
    r"class|category|type|position|tier|phase) (?:- )?"
    r"((?:\d{1,2}|[ivx]+)(?:(?:, ?| va |-| & |/)(?:\d{1,2}|[ivx]+))*)\b(?![.,]\d|%| ?(?:den|-) ?\d|"
    r" (?:km|m|ha|xa|huyen|thon|ho|nguoi)\b)"
)
_STARS = re.compile(r"\b([1-5]|one|two|three|four|five|mot|hai|ba|bon|nam)[ -](?:sao|stars?)\b")
_NUMERALS = {
    word: str(n)
    for names in ("one two three four five", "mot hai ba bon nam")
    for n, word in enumerate(names.split(), 1)
}


def levels(text: str) -> frozenset[str]:
    """The numbers of the levels, grades or classes that a text names: "3" of "mức độ 3"."""
    folded = fold(text)
    found = [number for told in _LEVEL.findall(folded) for number in re.findall(r"\b(?:\d+|[ivx]+)\b", told)]
    found += [f"{_NUMERALS.get(stars, stars)}*" for stars in _STARS.findall(folded)]
    return frozenset(ROMAN.get(number, number) for number in found)
