"""A place, period, date or year named by itself: all of the text, or a refusal that helps."""

from __future__ import annotations

from datetime import date

import pytest

from rag.errors import UsageError
from rag.scopes import gazetteer
from rag.scopes.naming import named_date, named_period, named_place, named_year, place_name
from rag.scopes.period_labels import label
from rag.scopes.periods import months_period, school_year, year_period
from rag.types import Period, PeriodKind, PlaceLevel


@pytest.mark.parametrize(
    ("text", "name", "level", "province"),
    [
        ("Bắc Kạn", "Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn"),
        (" tỉnh  bac kan ", "Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn"),
        ("Bac Ninh province", "Bắc Ninh", PlaceLevel.PROVINCE, "Bắc Ninh"),
        ("huyện Ba Bể, Bắc Kạn", "Ba Bể", PlaceLevel.DISTRICT, "Bắc Kạn"),
        ("Ba Bể (tỉnh Bắc Kạn)", "Ba Bể", PlaceLevel.DISTRICT, "Bắc Kạn"),
        ("Châu Thành, An Giang", "Châu Thành", PlaceLevel.DISTRICT, "An Giang"),
        ("cả nước", "Việt Nam", PlaceLevel.COUNTRY, ""),
    ],
)
def test_places(text: str, name: str, level: PlaceLevel, province: str) -> None:
    place = named_place(text)
    assert (place.name, place.level, place.province) == (name, level, province)
    assert named_place(place_name(place)) == place


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "place_not_known"),
        ("Atlantis", "place_not_known"),
        ("Bắc Kạng", "place_misspelt"),
        ("Bắc Kạn 2022", "place_misspelt"),
        ("An Giang Bắc Ninh", "place_misspelt"),
        ("Châu Thành", "place_ambiguous"),
        ("Ba Bể, An Giang", "place_misspelt"),
    ],
)
def test_what_is_no_single_place(text: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        named_place(text)
    assert caught.value.key == key


def test_every_province_is_named_by_what_it_is_called() -> None:
    assert all(named_place(place_name(place)) == place for place in gazetteer.provinces())


PERIODS = [
    year_period(2022),
    months_period(2022, 1, 6, PeriodKind.HALF),
    months_period(2022, 7, 12, PeriodKind.HALF),
    months_period(2023, 7, 9, PeriodKind.QUARTER),
    months_period(2022, 1, 9, PeriodKind.MONTHS),
    months_period(2022, 5, 5, PeriodKind.MONTH),
    school_year(2021),
    Period(date(2021, 1, 1), date(2025, 12, 31), PeriodKind.RANGE),
    Period(date(2022, 6, 30), date(2022, 6, 30), PeriodKind.DAY),
]


@pytest.mark.parametrize("period", PERIODS)
def test_periods_are_read_as_they_are_shown_and_listed(period: Period) -> None:
    shown = [label(period, "vi"), label(period, "en"), f"{period.start}/{period.end}"]
    assert [named_period(text) for text in shown] == [period] * 3


@pytest.mark.parametrize(
    "text", ["", "quý III", "2022 2023", "hello", "2022-06-30/2022-01-01", "2022-02-30/2022-03-01"]
)
def test_what_is_no_single_period(text: str) -> None:
    with pytest.raises(UsageError, match="period_not_understood"):
        named_period(text)


def test_dates_and_years() -> None:
    assert named_date("30/12/2022") == named_date(" 2022-12-30 ") == date(2022, 12, 30)
    assert named_year(" 2022 ") == 2022
    for bad in ("", "31/02/2022", "2022", "1/1/0001"):
        with pytest.raises(UsageError, match="date_not_understood"):
            named_date(bad)
    for bad in ("", "22", "1500", "²⁰²²", "2022 2023"):
        with pytest.raises(UsageError, match="year_not_understood"):
            named_year(bad)
