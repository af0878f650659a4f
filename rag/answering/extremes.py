"""The most and the least: of the places in a table's column, and of the provinces that reports tell about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from rag.quantities.notation import base_value
from rag.question.answer_kinds import compared_kind
from rag.text import fold, is_name
from rag.types import Figure, FigureKind, Place, PlaceLevel, Query, Report, Sentence

MOST_PLACES = 12  # provinces compared in one answer: each is searched and read
FEWEST_ROWS = 3  # of a column that is said to have a largest and a smallest
_BESIDE = 60  # characters on either side of a span
_PROVINCE_ASKED = re.compile(r"\b(?:tinh|tinh thanh|tinh thanh pho|dia phuong) nao\b|\bwhich (?:of the )?provinces?\b")
_ORDER_WORDS = re.compile(
    r"\b(?:nhieu|cao|lon|dong|dai|rong|manh|tot|nhanh|it|thap|nho|thieu|kem|cham|ngan|hep|nhat|"
    r"most|largest|highest|biggest|best|longest|least|lowest|smallest|fewest|worst|shortest)\b"
)
_TOTAL = re.compile(r"\W*(?:tong|cong|toan|binh quan|trung binh|chung|total)\b")
_KIND = re.compile(r"(?i)^(?:xã|phường|thị trấn|thị xã|thành phố|huyện|quận|tt\.?|tx\.?|tp\.?)\s+")


class Extreme(StrEnum):
    """Which end of the order is asked for."""

    MOST = "most"
    LEAST = "least"


_SAID = {
    Extreme.MOST: re.compile(
        r"\b(?:nhieu|cao|lon|dong|dai|rong|manh|tot|nhanh|nang)(?: \w+){0,7} nhat\b|"
        r"\b(?:most|largest|highest|biggest|best|longest|widest)\b|"
        r"\b(?:dan dau|dung dau|xep dau|dau bang)\b|\b(?:came|ranked|placed|finished|stood|is|was) (?:first|top)\b"
    ),
    Extreme.LEAST: re.compile(
        r"\b(?:it|thap|nho|thieu|kem|cham|ngan|hep|thua)(?: \w+){0,4} nhat\b|"
        r"\b(?:least|lowest|smallest|fewest|worst|shortest)\b|"
        r"\b(?:xep|dung|o vi tri) cuoi\b|\b(?:cuoi bang|doi so|chot bang|xep bet)\b|"
        r"\b(?:came|ranked|placed|finished|stood|is|was) last\b|\bbottom (?:of|place)\b"
    ),
}
_RANKS = re.compile(r"(?i)\b(?:thứ hạng|xếp hạng|hạng(?! mục)|thứ tự|vị trí|rank\w*|position)\b")

_MEASURED: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"\b(?:rong|hep) nhat\b|\b(?:largest|biggest|smallest) (?:district|commune|province|town)\b"),
        "diện tích tự nhiên",
    ),
    (re.compile(r"\bdong (?:dan )?nhat\b|\b(?:it|thua) dan nhat\b|\b(?:most|least) populous\b"), "dân số"),
    (re.compile(r"\b(?:dai|ngan) nhat\b|\b(?:longest|shortest)\b"), "chiều dài"),
)
"""What a table calls that which an extreme of a place is measured in."""


def measured_in(folded: str) -> str:
    """What the extreme that a folded question asks for is measured in: "huyện rộng nhất" has most "diện tích"."""
    return " ".join(name for pattern, name in _MEASURED if pattern.search(folded))


def asked(folded: str) -> Extreme | None:
    """The extreme that a question asks for, told from its folded text."""
    return next((which for which, pattern in _SAID.items() if pattern.search(folded)), None)


def asked_by(query: Query) -> Extreme | None:
    """The extreme that a part asks for: in its own words first, then in those that it takes from an earlier turn."""
    return asked(fold(query.text)) or asked(fold(query.topic))


def said_beside(text: str, sentence: Sentence, start: int, end: int) -> Extreme | None:
    """The extreme named nearest to a span of a report's text, within its sentence."""
    low, high = max(sentence.start, start - _BESIDE), min(sentence.end, end + _BESIDE)
    before, within, after = fold(text[low:start]), fold(text[start:end]), fold(text[end:high])
    nearest: list[tuple[int, Extreme]] = []
    for which, pattern in _SAID.items():
        nearest += [(len(before) - m.end(), which) for m in pattern.finditer(before)]
        nearest += [(0, which) for _ in pattern.finditer(within)]
        nearest += [(m.start(), which) for m in pattern.finditer(after)]
    return min(nearest)[1] if nearest else None


def of_columns(figures: Iterable[Figure], which: Extreme, of_places: bool = True) -> Iterator[Figure]:
    """The row that has the extreme of each column of a report's tables; none where two share it.

    Args:
        figures: those of one report, in order.
        which: the end of the order.
        of_places: only of tables whose rows are places.
    """
    columns: dict[tuple[str, str, bool], list[Figure]] = {}
    for figure in figures:
        if (
            figure.row_head
            and figure.quantity.kind not in (FigureKind.CHANGE, FigureKind.RANK)
            and not tells_ranks(figure.column_head)  # the first has the smallest number
        ):
            table = figure.indicator.partition(" (")[2]  # its title; before it stands what the row and the column say
            columns.setdefault((figure.column_head, table, figure.kind_of_scope == "plan"), []).append(figure)
    for rows in columns.values():
        parts = [f for f in rows if f.place is not None and f.place.level is not PlaceLevel.PROVINCE]
        if len({f.place for f in parts}) < max(FEWEST_ROWS, len(parts)):  # communes, which have no place of their own
            parts = [f for f in rows if not _TOTAL.match(fold(f.row_head))]
            parts = parts if not of_places or all(_is_name(f.row_head) for f in parts) else []
        if len({f.row_head for f in parts}) < max(FEWEST_ROWS, len(parts)):
            continue
        ordered = sorted(parts, key=lambda f: base_value(f.quantity), reverse=which is Extreme.MOST)
        if base_value(ordered[0].quantity) != base_value(ordered[1].quantity):
            yield ordered[0]


def tells_ranks(column_head: str) -> bool:
    """Whether a column of a table tells places in an order: "Xếp hạng toàn quốc"."""
    return bool(_RANKS.search(column_head))


def _is_name(head: str) -> bool:
    """Whether a row's head is a name, with or without a kind of place before it: "Thị trấn Bắc Hà", "Tả Củ Tỷ"."""
    return is_name(_KIND.sub("", head.strip()).split())


def _without_order(topic: str) -> str:
    """What each place is asked: the topic without "tỉnh nào" and the words of the extreme."""
    folded = fold(topic)
    gone = [m.span() for m in _PROVINCE_ASKED.finditer(folded)]
    gone += [m.span() for m in _ORDER_WORDS.finditer(folded)]
    kept = "".join(" " if any(low <= i < high for low, high in gone) else c for i, c in enumerate(topic))
    return " ".join(kept.split())


def asks_province(query: Query) -> bool:
    """Whether a question asks for the province that has the most or the least of something."""
    folded = fold(query.text)
    named = {p for part in query.parts for p in part.places}  # once it is asked of each
    return (
        not query.places
        and len(named) == len(query.parts)
        and asked(folded) is not None
        and bool(_PROVINCE_ASKED.search(folded))
    )


def over_provinces(query: Query, reports: Iterable[Report]) -> Query | None:
    """A question for the province with the most or the least as one part for each province that reports tell about.

    Args:
        query: the question.
        reports: those about its period.

    Returns:
        The question with its parts; None when there are too few provinces or too many.
    """
    places: dict[str, Place] = {}
    for report in reports:
        place = report.metadata.place
        if place is not None and place.level is PlaceLevel.PROVINCE:
            places.setdefault(place.name, place)
    if not 2 <= len(places) <= MOST_PLACES:
        return None
    base = replace(query, kind=compared_kind(fold(query.text)), is_comparison=True, topic=_without_order(query.topic))
    return replace(base, parts=tuple(replace(base, places=(place,)) for place in places.values()))
