"""The place of a figure: the report's, unless its clause, its list or its heading names another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.figures.clauses import Stated
from rag.quantities.notation import either
from rag.types import Place, PlaceLevel, PlaceMention

__all__ = ["Located", "places_of"]

_I = re.IGNORECASE
_KIND = (
    rf"(?:{either('tỉnh|thành phố|tp|thị xã|tx|huyện|quận|xã|phường')}\.?\s*"
    rf"(?:{either('miền núi|đảo|biên giới|vùng cao|nghèo|đồng bằng')}\s+)*)?"
)
# What may stand between a clause's beginning and the place it tells of.
_OPENING = re.compile(
    r"[\s\d.)\-–+•*,;:(]*(?:"
    + either(
        "riêng|tại|ở|trong đó|là|và|gồm|nhất là|tiếp đến là|tiếp đến|tiếp theo là|tiếp theo|thấp nhất là|cao nhất là|"
        "nhiều nhất là|ít nhất là|trên địa bàn|còn|cao nhất|thấp nhất|nhiều nhất|ít nhất|đứng đầu là|"
        "dẫn đầu là|theo đó|"
        "cùng giai đoạn|trong khi|nhưng|cụ thể|so sánh trong vùng|với|sau đó là|rồi đến|kế đến là|lớn nhất ở|"
        "tập trung ở"
    )
    + r"[\s,:]*)*"
    + _KIND,
    _I,
)
_WHOLE = re.compile(
    rf"(?<!\w){either('toàn tỉnh|cả tỉnh|trên địa bàn tỉnh|toàn ngành|toàn thành phố|tỉnh ta')}(?!\w)", _I
)
_COUNTRY = re.compile(rf"(?<!\w){either('cả nước|toàn quốc')}\s+(?!{either('về|và')})\w", _I)
_LOCATED = re.compile(rf"(?<!\w){either('tại|ở|cho|của|thuộc|trên địa bàn')}\s+{_KIND}$", _I)
_LISTED = re.compile(rf"\s*(?:,|{either('và')}\s)\s*{_KIND}", _I)
_TOLD_IN_TURN = re.compile(rf"\s*\([^()]*\d[^()]*\)\s*(?:[,;]|{either('và')}\s)\s*{_KIND}", _I)
_OWN = re.compile(r"\s*\([^()]*\d[^()]*\)")
_ADJACENT = re.compile(rf"[\s:(]*(?:{either('với|có|là|đạt|chỉ đạt|chỉ|nhận|đón|còn')}\s+)?[\s(]*$", _I)
SURE, LIKELY, POSSIBLE = 1.0, 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Located:
    """A place a figure may be of, how sure that is, and whether the report's sentence names it."""

    place: Place | None
    confidence: float
    named: bool


def _opens(text: str, begin: int, mention: PlaceMention) -> bool:
    return bool(_OPENING.fullmatch(text, begin, mention.start))


def _subject(text: str, stated: Stated, found: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place that the clause is about: it opens the clause, or stands right in front of the quantity."""
    inside = [m for m in found if stated.segment[0] <= m.start and m.end <= stated.quantity.start]
    chosen: PlaceMention | None = None
    for mention in inside:
        opening = max(
            [
                stated.segment[0],
                *(
                    stated.segment[0] + c.end()
                    for c in re.finditer(
                        rf",\s|:\s|[()]\s?|(?<!\w){either('và|là|riêng|với')}\s",
                        text[stated.segment[0] : mention.start],
                    )
                ),
            ]
        )
        adjacent = mention.end >= min(stated.left[0], stated.part[0]) and _ADJACENT.fullmatch(
            text, mention.end, stated.quantity.start
        )
        if _is_listed(text, mention, inside) or _is_told_in_turn(text, mention, inside, stated.quantity.start):
            continue
        if (adjacent or _opens(text, opening, mention)) and not _ends_before(text, mention, stated):
            chosen = mention
    return chosen


def _is_listed(text: str, mention: PlaceMention, others: Sequence[PlaceMention]) -> bool:
    """Whether a place ends a list of places, none of which is then meant alone: "ở huyện A và huyện B là 5"."""
    return any(_LISTED.fullmatch(text, other.end, mention.start) for other in others if other.end <= mention.start)


def _is_told_in_turn(text: str, mention: PlaceMention, others: Sequence[PlaceMention], until: int) -> bool:
    """Whether a place ends a list in which each has its own in brackets: "ở A (3 vụ), B (2 vụ), diện tích 11,4 ha"."""
    bracket = _OWN.match(text, mention.end, until)
    return bracket is not None and any(
        _TOLD_IN_TURN.fullmatch(text, other.end, mention.start) for other in others if other.end <= mention.start
    )


def _ends_before(text: str, mention: PlaceMention, stated: Stated) -> bool:
    """Whether the clause of a place has ended: the whole province is told of since, or its parenthesis is closed."""
    between = text[mention.end : stated.quantity.start]
    return bool(_WHOLE.search(between)) or between.count(")") > between.count("(")


def places_of(text: str, stated: Stated, found: Sequence[PlaceMention], default: Place | None) -> list[Located]:
    """The places a quantity may be stated for, the likeliest first.

    Args:
        text: the report's text.
        stated: the quantity.
        found: the places of its sentence.
        default: the list's, the heading's or the report's place.

    Returns:
        One place where the clause settles it; two where a district is only named beside the quantity ("2 ca tại thành
        phố ..."), which states it for the province and for the district.
    """
    quantity = stated.quantity
    subject = _subject(text, stated, found)
    if subject is not None:
        return [Located(subject.place, SURE, True)]
    if _COUNTRY.search(text, max(stated.left[0], stated.segment[0]), quantity.start):
        return [Located(Place("Việt Nam", PlaceLevel.COUNTRY, ""), LIKELY, True)]
    item_label = stated.label
    behind = [m for m in found if quantity.end <= m.start < stated.right[1]]
    beside = [
        m
        for m in found
        if stated.segment[0] <= m.start
        and m.end <= quantity.start
        and not _is_listed(text, m, found)
        and not _is_told_in_turn(text, m, found, quantity.start)
        and not _ends_before(text, m, stated)
    ]
    beside = [m for m in found if item_label[0] <= m.start and m.end <= item_label[1]] + beside
    located = [m for m in behind if _LOCATED.search(text[quantity.end : m.start])]
    whole = [Located(default, SURE, False)]
    for mention in [*located[:1], *beside[-1:]] if len(behind) <= 1 else beside[-1:]:
        if default is not None and mention.place.name == default.name and mention.place.level is default.level:
            continue
        if mention.place.level is PlaceLevel.PROVINCE:
            return [Located(mention.place, LIKELY, True)]
        return [*whole, Located(mention.place, POSSIBLE, True)]
    return whole
