"""A place, a period, a date, a year that a person names by itself, in a form or an option: all of it or nothing.

Where a text merely mentions one is `places` and `periods`; here a text that holds more than the one is refused, with an
error that says what would do.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches

from rag.errors import UsageError
from rag.scopes import gazetteer
from rag.scopes.gazetteer import COUNTRY
from rag.scopes.periods import find_periods, has_year, school_year, season
from rag.scopes.places import find_places, widen
from rag.text import clean, fold
from rag.types import Period, PeriodKind, Place, PlaceLevel, PlaceMention

FIRST_YEAR, LAST_YEAR = 1950, 2049  # what the grammar of periods takes for a year
_LEVELS = (PlaceLevel.COUNTRY, PlaceLevel.PROVINCE, PlaceLevel.DISTRICT)
_BETWEEN = re.compile(r"(?:\s*[,(–-]\s*|\s+)(?:thuộc\s+|in\s+)?")
_AROUND_PERIOD = re.compile(r"(?i)^(?:trong|năm|nam|cả|ca|in|the|for|of|\s|[,.()])*$")
_STRETCH = re.compile(r"(\d{4}-\d\d-\d\d)\s*(?:/|–|—|\s-\s|\.\.|đến|to)\s*(\d{4}-\d\d-\d\d)")
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_LONGEST = 200


def named_place(text: str) -> Place:
    """The place of that name: "Bắc Kạn", "tỉnh bac kan", "huyện Ba Bể, Bắc Kạn", "cả nước".

    Args:
        text: as typed, in Vietnamese (with or without diacritics) or English.

    Raises:
        UsageError: place_not_known; place_misspelt, with the nearest names; place_ambiguous, when several provinces
            have it.
    """
    given = " ".join(clean(text[:_LONGEST]).split())
    for levels in (_LEVELS, (*_LEVELS, PlaceLevel.COMMUNE)):
        for spelling in (given, given.title()):  # a name written small is still one here, where it stands alone
            found = _whole(spelling, find_places(spelling, levels=levels))
            if found is not None:
                return _settled(found, given)
    near = _near(given)
    if near:
        raise UsageError("place_misspelt", name=given, near=", ".join(near))
    raise UsageError("place_not_known", name=given)


def place_name(place: Place) -> str:
    """A place as `named_place` takes it: a province by its name, what lies in one with its kind and its province."""
    if place.level in (PlaceLevel.COUNTRY, PlaceLevel.PROVINCE):
        return place.name
    return f"{place.kind} {place.name}".strip() + (f", {place.province}" if place.province else "")


def named_period(text: str) -> Period:
    """The period of that name: "2022", "6 tháng đầu năm 2022", "quý III/2023", "2021-2022 school year".

    Args:
        text: in Vietnamese or English, or as two dates ("2022-01-01/2022-06-30"), as `hoibaocao list` prints it.

    Raises:
        UsageError: period_not_understood, also when it names no year.
    """
    given = " ".join(clean(text[:_LONGEST]).split())
    stretch = _STRETCH.fullmatch(given)
    if stretch:
        return _between(stretch[1], stretch[2], given)
    mentions = find_periods(given)
    if len(mentions) == 1 and has_year(mentions[0].period):
        around = given[: mentions[0].start] + " " + given[mentions[0].end :]
        if _AROUND_PERIOD.match(around):
            return mentions[0].period
    raise UsageError("period_not_understood", name=given)


def named_date(text: str) -> date:
    """The day of that name: "30/12/2022" or "2022-12-30". Raises UsageError (date_not_understood)."""
    given = " ".join(clean(text[:_LONGEST]).split())
    match = _DAY.fullmatch(given)
    try:
        day = date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(given)
    except ValueError as error:
        raise UsageError("date_not_understood", name=given) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UsageError("date_not_understood", name=given)
    return day


def named_year(text: str) -> int:
    """The year of that name. Raises UsageError (year_not_understood)."""
    given = clean(text[:_LONGEST]).strip()
    if not re.fullmatch(r"[0-9]{4}", given) or not FIRST_YEAR <= int(given) <= LAST_YEAR:
        raise UsageError("year_not_understood", name=given, first=FIRST_YEAR, last=LAST_YEAR)
    return int(given)


def _whole(text: str, mentions: list[PlaceMention]) -> Place | None:
    """The place that all of a text names: alone, or with its province behind it."""
    if not mentions or len(mentions) > 2:
        return None
    (start, end), last = widen(text, mentions[0]), mentions[-1]
    place = mentions[0].place
    if len(mentions) == 2:
        begin, until = widen(text, last)
        if place.province != last.place.name or not _BETWEEN.fullmatch(text[end:begin]):
            return None
        end = until + (text[until : until + 1] == ")")
    return place if start == 0 and end == len(text) else None


def _settled(place: Place, given: str) -> Place:
    if place.level in (PlaceLevel.DISTRICT, PlaceLevel.COMMUNE) and not place.province:
        owners = ", ".join(sorted(gazetteer.provinces_of_district(place.name))) or "…"
        raise UsageError("place_ambiguous", name=given, provinces=owners)
    return COUNTRY if place.level is PlaceLevel.COUNTRY else place


def _near(given: str) -> list[str]:
    """Provinces called nearly so."""
    names = {fold(place.name): place.name for place in gazetteer.provinces()}
    return [names[near] for near in get_close_matches(fold(given), names, n=3, cutoff=0.6)]


def _between(first: str, last: str, given: str) -> Period:
    """Two dates as the kind of period that they bound."""
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise UsageError("period_not_understood", name=given) from error
    if end < start or not (start.year >= FIRST_YEAR and end.year <= LAST_YEAR):
        raise UsageError("period_not_understood", name=given)
    return Period(start, end, _kind(start, end))


def _kind(start: date, end: date) -> PeriodKind:
    if start == end:
        return PeriodKind.DAY
    for whole in (school_year(start.year), season(start.year)):
        if (start, end) == (whole.start, whole.end):
            return whole.kind
    if start.year == end.year and start.day == 1 and (end + timedelta(1)).day == 1:
        return _of_months(start, end)
    return PeriodKind.RANGE


def _of_months(start: date, end: date) -> PeriodKind:
    months = end.month - start.month + 1
    if months == 12:
        return PeriodKind.YEAR
    if months == 6 and start.month in (1, 7):
        return PeriodKind.HALF
    if months == 3 and start.month % 3 == 1:
        return PeriodKind.QUARTER
    if months == 1:
        return PeriodKind.MONTH
    return PeriodKind.MONTHS if start.month == 1 else PeriodKind.RANGE
