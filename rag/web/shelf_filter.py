"""Which reports of the library are listed, and in which order; which places, years and publishers there are."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rag.documents.corrections import Field
from rag.scopes.limits import years_of
from rag.scopes.naming import place_name
from rag.text import fold
from rag.types import PlaceLevel, Report

PAGE = 50  # reports listed at once
SORTS = ("added", "title", "place", "newest", "oldest")


@dataclass(frozen=True, slots=True)
class Row:
    """A report of the list, with what was found in it."""

    report: Report
    passages: int
    figures: int
    corrected: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What a person wants listed; empty values admit everything."""

    text: str = ""
    place: str = ""  # a province's name
    year: str = ""
    publisher: str = ""
    sort: str = SORTS[0]
    shown: int = PAGE

    @property
    def is_narrowed(self) -> bool:
        """Whether anything may be left out."""
        return bool(self.text.strip() or self.place or self.year or self.publisher)


@dataclass(frozen=True, slots=True)
class Facets:
    """What the reports can be narrowed to, each with how many reports it has, the most common first."""

    places: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]
    publishers: tuple[tuple[str, int], ...]


def read_view(sent: str) -> View:
    """A view from what the browser sent, a JSON object of lists of texts; whatever is malformed is left out."""
    found = fields_of(sent)

    def one(name: str) -> str:
        return next(iter(found.get(name, ())), "")[:200]

    shown = one("shown")
    return View(
        one("text"),
        one("place"),
        one("year"),
        one("publisher"),
        one("sort") if one("sort") in SORTS else SORTS[0],
        min(int(shown), 100_000) if shown.isascii() and shown.isdecimal() and len(shown) < 7 else PAGE,
    )


def fields_of(sent: object) -> dict[str, tuple[str, ...]]:
    """A form's fields as the browser sent them; whatever is malformed is left out."""
    try:
        found: Any = json.loads(sent) if isinstance(sent, str) else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, Mapping):
        return {}
    return {
        str(name): tuple(v.encode("utf-8", "replace").decode() for v in values[:5000] if isinstance(v, str))
        for name, values in found.items()
        if isinstance(values, list)
    }


def facets(reports: Iterable[Report]) -> Facets:
    """What the reports can be narrowed to."""
    reports = list(reports)
    years = Counter(str(year) for report in reports for year in years_of(report))
    return Facets(
        _counted(place_of(report) for report in reports),
        tuple(sorted(years.items(), reverse=True)),
        _counted(report.metadata.publisher for report in reports),
    )


def place_of(report: Report) -> str:
    """The province that a report is about, or the country's name; "" when it does not say."""
    place = report.metadata.place
    if place is None:
        return ""
    return place.name if place.level is PlaceLevel.COUNTRY else place.province or place.name


def chosen(rows: Sequence[Row], view: View) -> list[Row]:
    """The rows that a view admits, in its order."""
    words = fold(view.text).split()
    kept = [row for row in rows if _fits(row.report, view, words)]
    match view.sort:
        case "title":
            kept.sort(key=lambda row: fold(row.report.metadata.title or row.report.source))
        case "place":
            kept.sort(key=lambda row: (not place_of(row.report), fold(place_of(row.report)), -_day(row).toordinal()))
        case "newest":
            kept.sort(key=_day, reverse=True)
        case "oldest":
            kept.sort(key=lambda row: (_day(row) == date.min, _day(row)))
        case _:
            kept.reverse()  # the last one added first
    return kept


def _counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(value for value in values if value)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], fold(item[0]))))


def _fits(report: Report, view: View, words: Sequence[str]) -> bool:
    about = report.metadata
    if view.place and place_of(report) != view.place:
        return False
    if view.year and view.year not in map(str, years_of(report)):
        return False
    if view.publisher and about.publisher != view.publisher:
        return False
    where = place_name(about.place) if about.place else ""
    text = fold(f"{about.title} {report.source} {about.publisher} {where} {' '.join(map(str, years_of(report)))}")
    return all(word in text for word in words)


def _day(row: Row) -> date:
    about = row.report.metadata
    return about.period.end if about.period else about.published or date.min
