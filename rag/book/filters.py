"""Which rows of the book are wanted: by place, period, unit, words and indicator, said as people say them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.book.corrections import parse_period, parse_place
from rag.book.rows import Row
from rag.errors import UsageError
from rag.text import fold, words
from rag.types import Period, Place, PlaceLevel


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted; an empty field wants all. A province's rows include those of its districts."""

    place: Place | None = None
    period: Period | None = None
    unit: str = ""
    words: str = ""

    def wants(self, row: Row) -> bool:
        """Whether a row is wanted."""
        return (
            (self.place is None or lies_in(row.figure.place, self.place))
            and (self.period is None or _within(row.figure.period, self.period))
            and _is_said(self.unit, row.figure.quantity.unit)
            and set(words(self.words)) <= set(words(_said(row)))
        )


def parse_filter(place: str = "", period: str = "", unit: str = "", words: str = "") -> Filter:
    """A filter from what a person typed; Vietnamese with or without diacritics, or English.

    Raises:
        UsageError: filter_unknown, when a place or period is not understood.
    """
    try:
        return Filter(
            parse_place(place) if place.strip() else None,
            parse_period(period) if period.strip() else None,
            unit.strip(),
            words.strip(),
        )
    except UsageError as error:
        raise UsageError("filter_unknown", value=error.details.get("value", "")) from error


def chosen(rows: Iterable[Row], wanted: Filter) -> list[Row]:
    """The rows that a filter wants, in their order."""
    return [row for row in rows if wanted.wants(row)]


def lies_in(place: Place | None, area: Place) -> bool:
    """Whether a place is an area or lies in it; all lie in the country."""
    if place is None:
        return False
    if area.level is PlaceLevel.COUNTRY:
        return True
    if area.level is PlaceLevel.PROVINCE:
        return area.name in (place.province, place.name if place.level is PlaceLevel.PROVINCE else "")
    return (place.level, fold(place.name)) == (area.level, fold(area.name)) and place.province in ("", area.province)


def _within(period: Period | None, asked: Period) -> bool:
    return period is not None and asked.holds(period)


def _is_said(unit: str, of: str) -> bool:
    """Whether a unit is wanted: whole words of it, so that "ha" finds no "nhà" and "tấn" no "tân"."""
    wanted = rf"(?<!\w){re.escape(fold(unit))}(?!\w)"
    return not unit or bool(re.search(wanted, fold(of)))


def _said(row: Row) -> str:
    return f"{row.figure.indicator} {row.quote} {row.title} {row.source}"
