"""A period's label reads back as the same period, in either language."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.scopes.period_labels import label
from rag.scopes.periods import UNKNOWN_YEAR, find_periods, months_period, school_year, season, year_period
from rag.types import Period, PeriodKind

QUARTER = months_period(2023, 7, 9, PeriodKind.QUARTER)
FIRST_HALF = months_period(2022, 1, 6, PeriodKind.HALF)
SECOND_HALF = months_period(2022, 7, 12, PeriodKind.HALF)
NINE_MONTHS = months_period(2021, 1, 9, PeriodKind.MONTHS)
MONTH = months_period(2021, 8, 8, PeriodKind.MONTH)
DAY = Period(date(2022, 12, 26), date(2022, 12, 26), PeriodKind.DAY)
SEMESTER = Period(date(2022, 9, 1), date(2023, 1, 31), PeriodKind.SEMESTER)
SECOND_SEMESTER = Period(date(2023, 1, 1), date(2023, 5, 31), PeriodKind.SEMESTER)
RANGE = Period(date(2021, 1, 1), date(2025, 12, 31), PeriodKind.RANGE)


@pytest.mark.parametrize(
    ("period", "vietnamese", "english"),
    [
        (year_period(2022), "năm 2022", "2022"),
        (FIRST_HALF, "6 tháng đầu năm 2022", "the first half of 2022"),
        (SECOND_HALF, "6 tháng cuối năm 2022", "the second half of 2022"),
        (QUARTER, "quý III/2023", "Q3 2023"),
        (NINE_MONTHS, "9 tháng năm 2021", "the first 9 months of 2021"),
        (MONTH, "tháng 8/2021", "August 2021"),
        (DAY, "26/12/2022", "26 December 2022"),
        (school_year(2022), "năm học 2022-2023", "the 2022-2023 school year"),
        (SEMESTER, "học kỳ I năm học 2022-2023", "semester I of 2022-2023"),
        (SECOND_SEMESTER, "học kỳ II năm học 2022-2023", "semester II of 2022-2023"),
        (season(2016), "vụ 2016-2017", "the 2016-2017 season"),
        (RANGE, "2021-2025", "2021-2025"),
    ],
)
def test_labels(period: Period, vietnamese: str, english: str) -> None:
    assert label(period) == vietnamese
    assert label(period, "en") == english


@pytest.mark.parametrize(
    "period",
    [year_period(2022), FIRST_HALF, SECOND_HALF, QUARTER, NINE_MONTHS, MONTH, DAY, school_year(2022), season(2016)],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_label_reads_back_as_its_period(period: Period, language: str) -> None:
    [mention] = find_periods(f"in {label(period, language)}," if language == "en" else f"Trong {label(period)},")
    assert (mention.period.start, mention.period.end) == (period.start, period.end)


@pytest.mark.parametrize(
    ("period", "vietnamese"),
    [
        (months_period(UNKNOWN_YEAR, 4, 6, PeriodKind.QUARTER), "quý II"),
        (months_period(UNKNOWN_YEAR, 1, 6, PeriodKind.HALF), "6 tháng đầu năm"),
        (months_period(UNKNOWN_YEAR, 8, 8, PeriodKind.MONTH), "tháng 8"),
    ],
)
def test_an_unknown_year_is_left_out(period: Period, vietnamese: str) -> None:
    assert label(period) == vietnamese
    assert "1" not in label(period, "en").replace("Q1", "")


@pytest.mark.parametrize(
    "period", [months_period(UNKNOWN_YEAR, 1, 6, PeriodKind.HALF), months_period(UNKNOWN_YEAR, 1, 9, PeriodKind.MONTHS)]
)
def test_an_english_label_without_a_year_is_whole(period: Period) -> None:
    assert not label(period, "en").endswith(" of")


@given(st.dates(), st.dates(), st.sampled_from(PeriodKind), st.booleans(), st.sampled_from(["vi", "en"]))
def test_any_period_has_a_label_without_stray_spaces(
    a: date, b: date, kind: PeriodKind, as_of: bool, language: str
) -> None:
    period = Period(min(a, b), max(a, b), kind, as_of)
    assert label(period, language) == label(period, language).strip()
