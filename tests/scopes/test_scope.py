"""Whether what is stated fits the place and the period asked about."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.scopes.periods import UNKNOWN_YEAR, find_periods, months_period, school_year, season, year_period
from rag.scopes.scope import (
    EXACT,
    INSIDE,
    NEAR,
    NONE,
    UNKNOWN,
    asks_whole_year,
    is_beginning,
    is_flow,
    period_fit,
    place_fit,
    report_period_fit,
)
from rag.types import Period, PeriodKind, Place, PlaceLevel

BAC_KAN = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn", "tỉnh")
BAC_NINH = Place("Bắc Ninh", PlaceLevel.PROVINCE, "Bắc Ninh", "tỉnh")
BAC_NINH_CITY = Place("Bắc Ninh", PlaceLevel.DISTRICT, "Bắc Ninh", "thành phố")
BA_BE = Place("Ba Bể", PlaceLevel.DISTRICT, "Bắc Kạn", "huyện")
KY_ANH_TOWN = Place("Kỳ Anh", PlaceLevel.DISTRICT, "Hà Tĩnh", "thị xã")
KY_ANH = Place("Kỳ Anh", PlaceLevel.DISTRICT, "Hà Tĩnh", "huyện")
PHO_YEN = Place("Phổ Yên", PlaceLevel.DISTRICT, "Thái Nguyên", "huyện")  # since 2022 a city
PHO_YEN_CITY = Place("Phổ Yên", PlaceLevel.DISTRICT, "Thái Nguyên", "thành phố")
VIETNAM = Place("Việt Nam", PlaceLevel.COUNTRY, "")


@pytest.mark.parametrize(
    ("asked", "stated", "fit"),
    [
        (BAC_KAN, BAC_KAN, EXACT),
        (BAC_KAN, Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn"), EXACT),
        (BAC_KAN, None, UNKNOWN),
        (BAC_KAN, BAC_NINH, NONE),
        (BAC_KAN, BA_BE, NONE),
        (BAC_KAN, VIETNAM, NONE),
        (BA_BE, BAC_KAN, NONE),
        (BA_BE, BA_BE, EXACT),
        (BA_BE, Place("ba bể", PlaceLevel.DISTRICT, ""), EXACT),
        (BAC_NINH, BAC_NINH_CITY, NONE),
        (BAC_NINH_CITY, BAC_NINH, NONE),
        (KY_ANH_TOWN, KY_ANH, NONE),
        (KY_ANH, KY_ANH_TOWN, NONE),
        (KY_ANH, Place("Kỳ Anh", PlaceLevel.DISTRICT, "", "thị xã"), NONE),
        (Place("Kỳ Anh", PlaceLevel.DISTRICT, "", "huyện"), KY_ANH_TOWN, NONE),
        (PHO_YEN, PHO_YEN_CITY, EXACT),
        (PHO_YEN_CITY, PHO_YEN, EXACT),
        (
            Place("Châu Thành", PlaceLevel.DISTRICT, "Tiền Giang"),
            Place("Châu Thành", PlaceLevel.DISTRICT, "Long An"),
            NONE,
        ),
    ],
)
def test_places(asked: Place, stated: Place | None, fit: float) -> None:
    assert place_fit(asked, stated) == fit


def period(text: str) -> Period:
    """The one period that a text names."""
    [mention] = find_periods(text)
    return mention.period


@pytest.mark.parametrize(
    ("asked", "stated", "flow", "fit"),
    [
        ("năm 2022", "năm 2022", True, EXACT),
        ("năm 2022", "năm 2022", False, EXACT),
        ("năm 2022", "năm 2021", True, NONE),
        ("năm 2022", "năm 2021", False, NONE),
        ("năm 2022", "6 tháng đầu năm 2022", True, NONE),
        ("năm 2022", "6 tháng đầu năm 2022", False, INSIDE),
        ("6 tháng đầu năm 2022", "năm 2022", True, NONE),
        ("6 tháng đầu năm 2022", "năm 2022", False, NONE),
        ("quý III năm 2023", "quý II năm 2023", True, NONE),
        ("quý III năm 2023", "9 tháng năm 2023", True, NONE),
        ("quý III năm 2023", "9 tháng năm 2023", False, NEAR),
        ("năm học 2022-2023", "năm học 2021-2022", False, NONE),
        ("năm 2022", "năm học 2022-2023", False, NONE),
        ("năm 2023", "năm học 2022-2023", False, INSIDE),
        ("năm học 2022-2023", "học kỳ I năm học 2022-2023", False, INSIDE),
    ],
)
def test_periods(asked: str, stated: str, flow: bool, fit: float) -> None:
    assert period_fit(period(asked), period(stated), flow=flow) == fit


def test_what_the_report_does_not_say_is_unknown() -> None:
    assert period_fit(year_period(2022), None, flow=True) == UNKNOWN


def test_a_question_that_insists_on_the_whole_year_takes_no_state_within_it() -> None:
    half = months_period(2022, 1, 6, PeriodKind.HALF)
    assert period_fit(year_period(2022), half, flow=False, whole_year=True) == NONE


def test_a_period_without_a_year_compares_by_its_months() -> None:
    asked = months_period(UNKNOWN_YEAR, 4, 6, PeriodKind.QUARTER)
    assert period_fit(asked, months_period(2023, 4, 6, PeriodKind.QUARTER), flow=True) == EXACT
    assert period_fit(asked, months_period(2023, 7, 9, PeriodKind.QUARTER), flow=True) == NONE


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("doanh thu bưu chính", True),
        ("so ca mac sot xuat huyet", True),
        ("revenue from tourism", True),
        ("lượt khách du lịch", True),
        ("tổ công nghệ số", False),
        ("số thành viên", False),
        ("", False),
    ],
)
def test_flows(text: str, flow: bool) -> None:
    assert is_flow(text) is flow


@pytest.mark.parametrize("text", ["điểm phục vụ bưu chính", "dịch vụ công trực tuyến", "điểm phát sóng", "số cá nhân"])
def test_states_that_only_look_like_flows(text: str) -> None:
    assert not is_flow(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("cả năm 2022 thu được bao nhiêu?", True),
        ("over the whole year", True),
        ("năm 2022", False),
    ],
)
def test_whole_years(text: str, whole: bool) -> None:
    assert asks_whole_year(text) is whole


@pytest.mark.parametrize(
    ("reported", "published", "fit"),
    [
        (year_period(2022), date(2023, 1, 17), EXACT),
        (months_period(2022, 1, 6, PeriodKind.HALF), date(2022, 7, 25), NEAR),
        (None, date(2022, 8, 1), EXACT),
        (None, date(2021, 8, 1), NONE),
        (None, None, UNKNOWN),
        (year_period(2019), date(2020, 2, 4), NONE),
        (year_period(2021), date(2022, 1, 10), INSIDE),
    ],
)
def test_whole_reports(reported: Period | None, published: date | None, fit: float) -> None:
    assert report_period_fit(year_period(2022), reported, published) == fit


PERIODS = st.builds(
    lambda a, b, kind, as_of: Period(min(a, b), max(a, b), kind, as_of),
    st.dates(date(1, 1, 1), date(2100, 1, 1)),
    st.dates(date(1, 1, 1), date(2100, 1, 1)),
    st.sampled_from(PeriodKind),
    st.booleans(),
)


@given(PERIODS, PERIODS, st.booleans(), st.booleans())
@settings(deadline=None)
def test_any_two_periods_have_a_fit(asked: Period, stated: Period, flow: bool, whole_year: bool) -> None:
    assert period_fit(asked, stated, flow=flow, whole_year=whole_year) in (EXACT, NEAR, INSIDE, NONE)
    assert period_fit(asked, asked, flow=flow, whole_year=whole_year) == EXACT
    assert report_period_fit(asked, stated, None) in (EXACT, NEAR, INSIDE, NONE)


@given(st.integers(1990, 2060), st.integers(1990, 2060), st.booleans())
def test_another_calendar_or_school_year_never_fits(asked: int, stated: int, flow: bool) -> None:
    if asked != stated:
        assert period_fit(year_period(asked), year_period(stated), flow=flow) == NONE
        assert period_fit(school_year(asked), school_year(stated), flow=flow) == NONE


@given(st.text())
@settings(deadline=None)
def test_any_text_is_a_flow_or_not(text: str) -> None:
    assert is_flow(text) in (True, False)
    assert asks_whole_year(text) in (True, False)


@pytest.mark.parametrize(
    ("asked", "stated", "flow", "fit"),
    [
        ("đầu năm 2008", "năm 2008", True, INSIDE),  # what happened then happened in that year
        ("đầu năm 2008", "6 tháng đầu năm 2008", True, INSIDE),
        ("đầu năm 2008", "năm 2008", False, NONE),  # what holds at the year's end did not have to hold then
        ("đầu năm 2008", "6 tháng đầu năm 2008", False, UNKNOWN),  # perhaps it held from the beginning
        ("đầu năm 2008", "01/01/2008", False, INSIDE),
        ("early 2008", "01/01/2008", True, INSIDE),
        ("đầu năm 2008", "31/12/2007", False, NONE),
        ("đầu năm 2008", "năm 2007", True, NONE),
        ("quý I/2008", "năm 2008", True, NONE),
    ],
)
def test_the_beginning_of_a_year(asked: str, stated: str, flow: bool, fit: float) -> None:
    assert period_fit(period(asked), period(stated), flow=flow) == fit


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("đầu năm 2008", True),
        ("early 2008", True),
        ("quý I/2008", False),
        ("cuối năm 2008", False),
        ("năm 2008", False),
    ],
)
def test_which_period_is_the_beginning_of_a_year(text: str, beginning: bool) -> None:
    assert is_beginning(period(text)) is beginning


@pytest.mark.parametrize(
    ("asked", "stated", "flow", "fit"),
    [
        ("tháng 11/2020", "ngày 01/11/2020", False, INSIDE),
        ("tháng 11/2020", "ngày 09/11/2020", False, INSIDE),
        ("tháng 11/2020", "ngày 30/11/2020", False, NEAR),
        ("tháng 11/2020", "ngày 01/10/2020", False, NONE),
        ("tháng 11/2020", "ngày 09/11/2020", True, NONE),
        ("quý IV/2020", "ngày 01/11/2020", False, NONE),
    ],
)
def test_a_day_within_the_month_asked(asked: str, stated: str, flow: bool, fit: float) -> None:
    assert period_fit(period(asked), period(stated), flow=flow) == fit


@pytest.mark.parametrize(
    ("asked", "stated", "fit"),
    [
        ("9 tháng năm 2020", "đến ngày 25/9/2020", NEAR),
        ("năm 2020", "tính đến ngày 20/12/2020", NEAR),
        ("quý I/2020", "đến ngày 20/3/2020", NEAR),
        ("9 tháng năm 2020", "đến ngày 25/8/2020", NONE),
        ("9 tháng năm 2020", "đến ngày 12/10/2020", NONE),
        ("9 tháng năm 2020", "ngày 25/9/2020", NONE),
    ],
)
@pytest.mark.parametrize("flow", [True, False])
def test_a_report_may_close_its_figures_days_before_a_period_ends(
    asked: str, stated: str, fit: float, flow: bool
) -> None:
    assert period_fit(period(asked), period(stated), flow=flow) == fit


@pytest.mark.parametrize(
    ("asked", "stated", "fit"),
    [
        (season(2016), season(2016), EXACT),
        (season(2016), season(2017), NONE),
        (season(2016), year_period(2017), INSIDE),  # named by the year that it ends in
        (season(2016), year_period(2016), NONE),
        (year_period(2017), season(2016), INSIDE),
        (season(2016), Period(date(2017, 5, 28), date(2017, 5, 28), PeriodKind.DAY, as_of=True), INSIDE),
        (season(2016), Period(date(2017, 10, 28), date(2017, 10, 28), PeriodKind.DAY), NONE),
        (months_period(2017, 1, 6, PeriodKind.HALF), season(2016), NONE),
    ],
)
def test_seasons(asked: Period, stated: Period, fit: float) -> None:
    assert period_fit(asked, stated, flow=True) == fit


def district(name: str, province: str, kind: str = "huyện") -> Place:
    return Place(name, PlaceLevel.DISTRICT, province, kind)


@pytest.mark.parametrize(
    ("asked", "stated", "fit"),
    [
        (district("Yên Thế", "Bắc Giang"), district("Yên Thế", "Hà Bắc"), EXACT),
        (district("Yên Thế", "Hà Bắc"), district("Yên Thế", "Bắc Giang"), EXACT),
        (district("Yên Thế", "Bắc Giang"), district("Yên Thế", "Bắc Ninh"), NONE),
        (district("Yên Thế", "Hải Hưng"), district("Yên Thế", "Bắc Giang"), NONE),
        (district("Hải Dương", "Hải Dương", "thành phố"), district("Hải Dương", "Hải Hưng", "thị xã"), EXACT),
        (Place("Hà Bắc", PlaceLevel.PROVINCE, "Hà Bắc"), Place("Bắc Giang", PlaceLevel.PROVINCE, "Bắc Giang"), NONE),
    ],
)
def test_a_district_of_a_former_province_is_that_of_its_heir(asked: Place, stated: Place, fit: float) -> None:
    assert place_fit(asked, stated) == fit
