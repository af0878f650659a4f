"""One indicator over places and periods: the rows that are surely it, those that may be, and what to beware of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from rag.book.corrections import Status
from rag.book.matching import Match, Matcher, comparable, match_of
from rag.book.measures import measure
from rag.book.rows import Row
from rag.quantities.notation import base_value
from rag.text import fold
from rag.types import FigureKind, Period, Place, Quantity

PLAN = "plan"
_SHARE = re.compile(r"\b(?:ty le|ti le|phan tram|rate|share|percent\w*|proportion|coverage)\b|%")


class Warning(StrEnum):
    """What differs between the points of a series; the values are keys of `rag.message_texts`."""

    UNITS = "series_units"
    PERIODS = "series_periods"
    WORDS = "series_words"
    DISAGREE = "series_disagree"


@dataclass(frozen=True, slots=True)
class Point:
    """A row as a point of a series; `amount` is its value in single units ("37,367 tỷ đồng": 37367000000)."""

    row: Row
    amount: Decimal
    match: Match
    score: float


@dataclass(frozen=True, slots=True)
class Cell:
    """What a pivot holds for a place and a period: more than one point when reports state it more than once."""

    place: Place
    period: Period
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator: its sure points in order of place and period; doubtful ones apart, never among them."""

    indicator: str
    points: tuple[Point, ...]
    doubtful: tuple[Point, ...]
    warnings: tuple[Warning, ...]

    @property
    def places(self) -> list[Place]:
        """The places of the sure points."""
        return list(dict.fromkeys(p.row.figure.place for p in self.points if p.row.figure.place))

    @property
    def place_names(self) -> dict[Place, str]:
        """The places by names that tell them apart: "thành phố Bắc Giang" beside "tỉnh Bắc Giang"."""
        places = self.places
        forms = [
            {p: p.name for p in places},
            {p: f"{p.kind} {p.name}".strip() for p in places},
            {p: f"{p.kind} {p.name} ({p.province})".strip() for p in places},
        ]
        counts = [Counter(form.values()) for form in forms]
        return {
            p: next((form[p] for form, count in zip(forms, counts, strict=True) if count[form[p]] == 1), forms[-1][p])
            for p in places
        }

    @property
    def periods(self) -> list[Period]:
        """The periods of the sure points, oldest first."""
        found = {(f.period.start, f.period.end): f.period for p in self.points if (f := p.row.figure).period}
        return [found[key] for key in sorted(found, key=lambda k: (k[1], k[0]))]

    def cell(self, place: Place, period: Period) -> Cell:
        """The points of a place and a period."""
        return Cell(place, period, tuple(p for p in self.points if _is_at(p.row, place, period)))


def _is_at(row: Row, place: Place, period: Period) -> bool:
    mine = row.figure.period
    return row.figure.place == place and mine is not None and (mine.start, mine.end) == (period.start, period.end)


def series(rows: Iterable[Row], asked: str, matcher: Matcher, like: Row | None = None) -> Series:
    """The series of an indicator.

    Args:
        rows: of the book; rejected rows, plans and changes against a base are left out.
        asked: the indicator, in words of either language; a row's own indicator is best.
        matcher: compares indicators.
        like: a row whose kind of quantity is meant; else it is the kind that the words ask for ("tỷ lệ"), or that of
            most of the rows that match.

    Returns:
        The rows of one kind of quantity only: shares are never lined up with counts. What another unit measures,
        dollars beside dong or tonnes beside hectares, is doubtful and warned of.
    """
    usable = [row for row in rows if _is_usable(row)]
    matcher.learn([asked, *(row.figure.indicator for row in usable)])
    points = []
    for row in usable:
        score = matcher.likeness(asked, row.figure.indicator)
        if match_of(score) is not Match.OTHER:
            points.append(Point(row, base_value(row.figure.quantity), match_of(score), score))
    if not points:
        return Series(asked, (), (), ())
    leader = like.figure.quantity if like else _leader(points, asked)
    points = sorted((p for p in points if comparable(p.row.figure.quantity, leader)), key=_order)
    like_measured = [_measured(point, measure(leader)) for point in points]
    sure = tuple(p for p in like_measured if p.match is Match.SAME)
    doubtful = tuple(p for p in like_measured if p.match is Match.DOUBTFUL)
    return Series(asked, sure, doubtful, _warnings(sure, [p for p in points if p.match is Match.SAME]))


def _measured(point: Point, wanted: str) -> Point:
    """A point, doubtful where its unit measures something else than what is wanted; "" is not known to."""
    own = measure(point.row.figure.quantity)
    return point if own == wanted or "" in (own, wanted) else replace(point, match=Match.DOUBTFUL)


def _leader(points: Sequence[Point], asked: str) -> Quantity:
    """A quantity of the kind that is asked for."""
    shares = [p for p in points if p.row.figure.quantity.unit == "%"]
    others = [p for p in points if p.row.figure.quantity.unit != "%"]
    group = shares if shares and (_SHARE.search(fold(asked)) or not others) else others

    def weight(point: Point) -> float:
        return sum(p.score for p in group if comparable(p.row.figure.quantity, point.row.figure.quantity))

    return max(group, key=weight).row.figure.quantity


def _is_usable(row: Row) -> bool:
    figure = row.figure
    return (
        row.status is not Status.REJECTED
        and figure.kind_of_scope != PLAN
        and figure.quantity.kind not in (FigureKind.CHANGE, FigureKind.RANK)
        and figure.place is not None
        and figure.period is not None
        and bool(figure.indicator)
    )


def _order(point: Point) -> tuple[str, str, str]:
    figure = point.row.figure
    assert figure.place is not None and figure.period is not None
    return fold(figure.place.name), figure.period.end.isoformat(), figure.period.start.isoformat()


def _warnings(points: Sequence[Point], alike: Sequence[Point]) -> tuple[Warning, ...]:
    """What makes the points of a series less than comparable.

    Args:
        points: the sure ones.
        alike: those of the same indicator, in whatever unit.
    """
    figures = [p.row.figure for p in points]
    found = []
    if len({fold(p.row.figure.quantity.unit) for p in alike}) > 1:
        found.append(Warning.UNITS)
    if len({f.period.kind for f in figures if f.period}) > 1:
        found.append(Warning.PERIODS)
    if len({fold(f.indicator) for f in figures}) > 1:
        found.append(Warning.WORDS)
    at: dict[tuple[object, ...], set[Decimal]] = {}
    for point in points:
        figure = point.row.figure
        period = figure.period
        key = (figure.place, period and (period.start, period.end))
        at.setdefault(key, set()).add(point.amount)
    if any(len(amounts) > 1 for amounts in at.values()):
        found.append(Warning.DISAGREE)
    return tuple(found)
