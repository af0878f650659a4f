"""Periods named in Vietnamese and English."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.scopes.period_labels import label
from rag.scopes.periods import find_periods, has_year, months_period, season, shift, stretches, year_period
from rag.types import Period, PeriodKind


def spans(text: str, **known: object) -> list[str]:
    return [label(m.period) + ("*" if m.is_base else "") for m in find_periods(text, **known)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("năm 2022", ["năm 2022"]),
        ("postal points in 2022", ["năm 2022"]),
        ("6 tháng đầu năm 2023", ["6 tháng đầu năm 2023"]),
        ("06 tháng cuối năm 2022", ["6 tháng cuối năm 2022"]),
        ("nửa đầu 2023", ["6 tháng đầu năm 2023"]),
        ("first half of 2022", ["6 tháng đầu năm 2022"]),
        ("in the second half of 2022", ["6 tháng cuối năm 2022"]),
        ("Quý I/2023", ["quý I/2023"]),
        ("riêng quý 3 năm 2023", ["quý III/2023"]),
        ("quy 2 nam 2023", ["quý II/2023"]),
        ("the third quarter of 2021", ["quý III/2021"]),
        ("in Q3 2022", ["quý III/2022"]),
        ("first-quarter 2023 briefing", ["quý I/2023"]),
        ("quý cuối năm 2022", ["quý IV/2022"]),
        ("từ ngày 15/12/2021 đến ngày 14/6/2022", ["6 tháng đầu năm 2022"]),
        ("(từ 15/12/2021 đến 14/12/2022)", ["năm 2022"]),
        ("từ 15/6 đến 14/9/2022", ["quý III/2022"]),
        ("từ 20/01 đến 26/01/2023", ["26/01/2023"]),
        ("từ 32/12/2021 đến 14/6/2022", ["tháng 12/2021", "14/06/2022"]),
        ("9 tháng 2021", ["9 tháng năm 2021"]),
        ("chín tháng 2023", ["9 tháng năm 2023"]),
        ("ba tháng đầu năm 2023", ["quý I/2023"]),
        ("first nine months of 2021", ["9 tháng năm 2021"]),
        ("tháng 8/2021", ["tháng 8/2021"]),
        ("June 2022", ["tháng 6/2022"]),
        ("ngày 26/12/2022", ["26/12/2022"]),
        ("December 26, 2022", ["26/12/2022"]),
        ("năm học 2022-2023", ["năm học 2022-2023"]),
        ("năm học 22-23", ["năm học 2022-2023"]),
        ("the 2022-2023 school year", ["năm học 2022-2023"]),
        ("học kỳ I năm học 2022-2023", ["học kỳ I năm học 2022-2023"]),
        ("giai đoạn 2021 - 2025", ["2021-2025"]),
        ("so với năm 2021", ["năm 2021*"]),
        ("Quyết định số 676/QĐ-UBND", []),
        ("1.292 thôn, 2022 hộ", ["năm 2022"]),
        ("đạt 2.022 hộ", []),
    ],
)
def test_named_periods(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_default_year_and_same_stretch() -> None:
    half = months_period(2023, 1, 6, PeriodKind.HALF)
    assert spans("quý I đạt 5, quý II đạt 6", default_year=2023) == ["quý I/2023", "quý II/2023"]
    assert spans("tăng so với cùng kỳ năm 2022", context=half) == ["6 tháng đầu năm 2022*"]
    assert spans("cùng kỳ năm trước", context=half) == ["6 tháng đầu năm 2022*"]
    assert spans("năm trước", context=year_period(2022)) == ["năm 2021"]


def test_as_of() -> None:
    for text in ("cuối năm 2022", "by the end of 2022", "hết 2022", "tính đến 31/12/2022"):
        (mention,) = find_periods(text)
        assert mention.period.as_of and mention.period.end == date(2022, 12, 31)


def test_unknown_year() -> None:
    (mention,) = find_periods("quý II thì sao ạ?")
    assert not has_year(mention.period)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    mentions = find_periods(text)
    assert all(0 <= a.start < a.end <= len(text) for a in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(1990, 2040))
def test_shift_keeps_the_stretch(day: date, year: int) -> None:
    assert shift(Period(day, day, PeriodKind.DAY), year).year == year


@pytest.mark.parametrize("text", ["quỹ tu bổ đê điều", "đề ra quỹ 4", "thăng 5 bậc"])
def test_a_word_with_other_diacritics_is_no_word_of_time(text: str) -> None:
    assert spans(text) == []


def test_the_same_months_of_the_year_before_are_what_is_compared_with() -> None:
    assert spans("tăng 36% so với cùng kỳ năm trước", default_year=2017) == ["năm 2016*"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("output was down on the year before", ["năm 2021*"]),
        ("up 5% on the previous year", ["năm 2021*"]),
        ("fell from last year", ["năm 2021*"]),
        ("it was up on 2021", ["năm 2021*"]),
        ("dropped against 2018", ["năm 2018*"]),
        ("rose from 2019 to 2021", ["năm 2019", "năm 2021"]),
        ("from 2019 to 2021 the herd grew", ["năm 2019", "năm 2021"]),
        ("a report on 2021", ["năm 2021"]),
        ("the water went up. On 2021 roads", ["năm 2021"]),
    ],
)
def test_what_something_is_up_or_down_on_is_a_base(text: str, expected: list[str]) -> None:
    assert spans(text, context=year_period(2022)) == expected


def test_the_stretches_a_text_names_hold_their_years() -> None:
    (stretch,) = stretches("Giai đoạn 2013-2016 và năm 2019")
    assert stretch.holds(year_period(2013)) and stretch.holds(year_period(2016)) and stretch.holds(stretch)
    assert not stretch.holds(year_period(2017)) and not year_period(2013).holds(stretch)


@pytest.mark.parametrize("text", ["cả năm ngoái", "ca nam truoc", "cả năm trước đó", "Cả năm liền trước"])
def test_the_whole_year_before_is_a_year_even_beside_a_quarter(text: str) -> None:
    (quarter,) = find_periods("quý I/2014")
    assert spans(text, context=quarter.period, default_year=2010) == ["năm 2013"]
    assert spans(text, default_year=2014) == ["năm 2013"]
    assert spans(text) == []


def test_the_year_before_beside_a_quarter_is_its_quarter() -> None:
    (quarter,) = find_periods("quý I/2014")
    assert spans("năm ngoái", context=quarter.period) == ["quý I/2013"]
    assert spans("bằng 60% so với cả năm ngoái", default_year=2014) == ["năm 2013*"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nơi quy tụ nghệ nhân", []),
        ("Quy tụ 5 bản dệt", []),
        ("QUY TỤ THỢ GIỎI", []),
        ("hội thi quy tụ 12 đội năm 2019", ["năm 2019"]),
        ("quý từ, quy mọt, quy bộn", []),
        ("quý tư năm 2019", ["quý IV/2019"]),
        ("Quý Tư năm 2019", ["quý IV/2019"]),
        ("quy tu nam 2019", ["quý IV/2019"]),
        ("quý một năm 2020", ["quý I/2020"]),
        ("quy mot nam 2020", ["quý I/2020"]),
        ("quý bốn năm 2020", ["quý IV/2020"]),
        ("quý IV năm 2020 quy tụ 3 đội", ["quý IV/2020"]),
    ],
)
def test_what_gathers_is_no_fourth_quarter(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@given(st.sampled_from("tụ từ tự tủ tù tú tứ".split()), st.integers(1, 400))
def test_a_quarter_has_its_own_diacritics(word: str, number: int) -> None:
    assert spans(f"chợ phiên quy {word} {number} bản") == []
    assert spans(f"chợ phiên quý tư, {number} bản", default_year=2019) == ["quý IV/2019"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đến cuối năm huyện có 12 chợ", ["năm 2013"]),
        ("Tính đến cuối năm, huyện có 12 chợ", ["năm 2013"]),
        ("den cuoi nam huyen co 12 cho", ["năm 2013"]),
        ("tới cuối năm có 12 chợ", ["năm 2013"]),
        ("vào cuối năm có 12 chợ", ["năm 2013"]),
        ("lúc cuối năm có 12 chợ", ["năm 2013"]),
        ("đến cuối năm 2012 có 12 chợ", ["năm 2012"]),
        ("đến cuối năm ngoái có 12 chợ", ["năm 2012"]),
        ("đến cuối năm học có 12 lớp", []),
        ("dịp cuối năm chợ đông", []),
        ("chợ cuối năm đông", []),
        ("so với đầu năm tăng 5 chợ", ["3 tháng năm 2013*"]),
        ("giam 3 cho so voi dau nam", ["3 tháng năm 2013*"]),
        ("so với đầu năm 2012 tăng 5 chợ", ["3 tháng năm 2012*"]),
        ("so với đầu năm học tăng 5 lớp", []),
        ("so với đầu năm mới", []),
        ("đầu năm có 9 chợ", []),
    ],
)
def test_the_end_and_the_start_of_the_year_are_this_year_s(text: str, expected: list[str]) -> None:
    assert spans(text, default_year=2013) == expected


@pytest.mark.parametrize("text", ["đến cuối năm có 12 chợ", "so với đầu năm tăng 5 chợ"])
def test_the_end_and_the_start_of_the_year_are_days_of_a_known_year(text: str) -> None:
    (mention,) = find_periods(text, default_year=2013)
    assert mention.period.as_of and mention.period.year == 2013
    assert text[mention.start : mention.end] in ("cuối năm", "đầu năm")
    assert find_periods(text) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Vụ đông xuân 2016 - 2017 gieo cấy 79.600 ha", 2016),
        ("chiến dịch thủy lợi đông xuân 2017-2018", 2017),
        ("niên vụ mía 2015-2016", 2015),
        ("vu san xuat 2019 - 2020", 2019),
        ("mùa khô năm 2019 - 2020", 2019),
        ("the 2016-2017 winter-spring crop", 2016),
        ("in the 2021-2022 dry season", 2021),
    ],
)
def test_two_years_of_a_season_are_one_season(text: str, first: int) -> None:
    assert [m.period for m in find_periods(text)] == [season(first)]


@pytest.mark.parametrize("text", ["giai đoạn 2016-2017", "vụ đông xuân 2016-2019", "vụ án, 2016-2017"])
def test_other_years_are_no_season(text: str) -> None:
    assert all(m.period.kind is not PeriodKind.SEASON for m in find_periods(text))


@pytest.mark.parametrize(
    "text", ["so với đông xuân 2016-2017", "nhiều hơn vụ 2016-2017", "than in the 2016-2017 season"]
)
def test_a_season_may_be_what_something_is_compared_with(text: str) -> None:
    assert [m.is_base for m in find_periods(text)] == [True]


def test_the_season_before_is_the_year_before() -> None:
    (mention,) = find_periods("so với vụ trước", 2021)
    assert mention.period == year_period(2020) and mention.is_base
