"""The chosen reports, places and years as plain JSON for the browser to keep, read back with suspicion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rag.errors import UsageError
from rag.scopes.limits import Limits
from rag.scopes.naming import FIRST_YEAR, LAST_YEAR, named_place, place_name

_MOST = 500  # values of one kind


def plain(limits: Limits) -> dict[str, list[str]]:
    """Limits as JSON for the browser to keep."""
    return {
        "reports": list(limits.reports),
        "places": [place_name(place) for place in limits.places],
        "years": [str(year) for year in limits.years],
    }


def read_limits(kept: object) -> Limits:
    """Limits from what the browser kept; whatever is malformed is left out."""
    data: Mapping[str, Any] = kept if isinstance(kept, Mapping) else {}

    def texts(name: str) -> list[str]:
        values = data.get(name)
        return [v for v in values[:_MOST] if isinstance(v, str)] if isinstance(values, list) else []

    places = []
    for name in texts("places"):
        try:
            places.append(named_place(name))
        except UsageError:
            continue
    years = [int(y) for y in texts("years") if y.isascii() and y.isdecimal() and len(y) == 4]
    return Limits(
        tuple(dict.fromkeys(one[:64] for one in texts("reports"))),
        tuple(dict.fromkeys(places)),
        tuple(dict.fromkeys(year for year in years if FIRST_YEAR <= year <= LAST_YEAR)),
    )


def without(limits: Limits, gone: str) -> Limits:
    """The limits without a report that was removed."""
    return Limits(tuple(one for one in limits.reports if one != gone), limits.places, limits.years)
