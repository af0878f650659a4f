"""Which reports a person wants answers from: chosen ones, those of a place, those of a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rag.types import Place, PlaceLevel, Report


@dataclass(frozen=True, slots=True)
class Limits:
    """The reports that may answer: any of `reports`, of any of `places`, of any of `years`; an empty one admits all.

    A province stands for its districts too. A report is of every year that its period touches; when it has no
    period, of the year it was put out in.
    """

    reports: tuple[str, ...] = ()  # ids
    places: tuple[Place, ...] = ()
    years: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reports or self.places or self.years)

    def admit(self, report: Report) -> bool:
        """Whether a report may answer."""
        return (
            (not self.reports or report.id in self.reports)
            and (not self.places or any(_lies_in(report.metadata.place, place) for place in self.places))
            and (not self.years or bool(years_of(report) & set(self.years)))
        )

    def among(self, reports: Iterable[Report]) -> frozenset[str]:
        """The ids of the reports that may answer."""
        return frozenset(report.id for report in reports if self.admit(report))


def years_of(report: Report) -> frozenset[int]:
    """The years that a report tells of; empty when it does not say."""
    about = report.metadata
    if about.period is not None:
        return frozenset(range(about.period.start.year, about.period.end.year + 1))
    return frozenset([about.published.year] if about.published else [])


def _lies_in(place: Place | None, wanted: Place) -> bool:
    if place is None:
        return False
    if wanted.level is PlaceLevel.PROVINCE:
        return place.province == wanted.name
    if wanted.level is PlaceLevel.COUNTRY:
        return place.level is PlaceLevel.COUNTRY
    return (place.name, place.level) == (wanted.name, wanted.level) and place.province in ("", wanted.province)
