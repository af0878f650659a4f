"""Sizes asked about against the ranges that prices of a tariff are told for."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from beside import cells, figures
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.candidates import Candidate
from rag.answering.ranges import without_other_columns, without_other_ranges, without_unranged
from rag.question.understanding import understand
from rag.types import FigureKind

LORRIES = (
    "Xe tải dưới 4 tấn: 31.000 đồng/lượt; xe tải từ 4 tấn đến dưới 9 tấn: 47.000 đồng/lượt; "
    "xe tải từ 9 tấn trở lên: 63.000 đồng/lượt."
)


def prices(*sentences: str) -> list[Candidate]:
    """A fitting candidate for each price of a report of those sentences."""
    return [c for c in figures(*sentences) if c.figure and c.figure.quantity.kind is FigureKind.MONEY]


def fits(question: str, *sentences: str) -> list[bool]:
    """Whether each price of those sentences still fits the question."""
    candidates = prices(*sentences)
    kept = without_other_ranges(candidates, understand(question))
    assert [c.start for c in kept] == [c.start for c in candidates]
    return [c.fits for c in kept]


def written(number: Decimal) -> str:
    """A number as Vietnamese reports write it: "12.500", "3,5"."""
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


@pytest.mark.parametrize(
    ("size", "label", "fit"),
    [
        ("6", "từ 4 tấn đến dưới 9 tấn", True),
        ("4", "từ 4 tấn đến dưới 9 tấn", True),
        ("9", "từ 4 tấn đến dưới 9 tấn", False),
        ("3", "từ 4 tấn đến dưới 9 tấn", False),
        ("14", "từ 4 tấn đến dưới 9 tấn", False),
        ("8", "từ 4 đến dưới 9 tấn", True),
        ("9", "từ 4 đến dưới 9 tấn", False),
        ("9", "từ 4 tấn đến 9 tấn", True),
        ("9", "4 - 9 tấn", True),
        ("10", "4-9 tấn", False),
        ("4", "trên 4 tấn đến 9 tấn", False),
        ("5", "trên 4 tấn đến 9 tấn", True),
        ("9", "từ trên 9 tấn đến 18 tấn", False),
        ("18", "từ trên 9 tấn đến 18 tấn", True),
        ("3", "dưới 4 tấn", True),
        ("4", "dưới 4 tấn", False),
        ("5", "dưới 4 tấn", False),
        ("9", "trên 9 tấn", False),
        ("10", "trên 9 tấn", True),
        ("9", "từ 9 tấn trở lên", True),
        ("8", "từ 9 tấn trở lên", False),
        ("25", "từ 9 tấn trở lên", True),
        ("8", "9 tấn trở lên", False),
        ("9", "đến 9 tấn", True),
        ("10", "đến 9 tấn", False),
        ("9", "tối đa 9 tấn", True),
        ("9", "không quá 9 tấn", True),
        ("12", "không quá 9 tấn", False),
        ("12", "loại lớn", True),
    ],
)
def test_a_price_fits_a_size_within_its_range(size: str, label: str, fit: bool) -> None:
    assert fits(f"Xe tải {size} tấn qua phà trả bao nhiêu tiền?", f"Xe tải {label}: 47.000 đồng/lượt.") == [fit]


@pytest.mark.parametrize(
    ("question", "label", "fit"),
    [
        ("Xe tải 3,5 tấn trả bao nhiêu tiền?", "Xe tải dưới 3,5 tấn", False),
        ("Xe tải 3,4 tấn trả bao nhiêu tiền?", "Xe tải dưới 3,5 tấn", True),
        ("Xe tải 8,75 tấn trả bao nhiêu tiền?", "Xe tải từ 4,5 tấn đến dưới 8,75 tấn", False),
        ("Tàu 1.600 tấn nộp bao nhiêu tiền?", "Tàu từ 1.600 tấn đến dưới 2.400 tấn", True),
        ("Tàu 1.600 tấn nộp bao nhiêu tiền?", "Tàu từ 900 tấn đến dưới 1.600 tấn", False),
        ("Tàu 1600 tấn nộp bao nhiêu tiền?", "Tàu từ 900 tấn đến dưới 2.400 tấn", True),
        ("Tàu 2,5 tấn nộp bao nhiêu tiền?", "Tàu từ 900 tấn đến dưới 2.500 tấn", False),
        ("Thửa đất 1.350 m2 nộp bao nhiêu tiền?", "Thửa đất trên 1.000 m2", True),
        ("Thửa đất 1.350 m2 nộp bao nhiêu tiền?", "Thửa đất đến 1.000 m2", False),
    ],
)
def test_thousands_and_decimals_are_sizes(question: str, label: str, fit: bool) -> None:
    assert fits(question, f"{label}: 47.000 đồng.") == [fit]


@pytest.mark.parametrize(
    ("question", "label", "fit"),
    [
        ("Xe khách 29 chỗ trả bao nhiêu tiền?", "Xe khách từ 16 chỗ đến dưới 30 chỗ", True),
        ("Xe khách 30 chỗ trả bao nhiêu tiền?", "Xe khách từ 16 chỗ đến dưới 30 chỗ", False),
        ("xe khach 45 cho tra bao nhieu tien", "Xe khách từ 16 chỗ đến dưới 30 chỗ", False),
        ("Hộ dùng 14 m3 nước trả bao nhiêu tiền?", "Dùng đến 10 m3", False),
        ("Hộ dùng 14 m3 nước trả bao nhiêu tiền?", "Dùng trên 10 m3", True),
        ("Hộ dùng 120 kWh trả bao nhiêu tiền?", "Dùng từ 51 - 100 kWh", False),
        ("Kiện hàng 25 kg trả bao nhiêu tiền?", "Kiện hàng từ 20 kg trở lên", True),
        ("Kiện hàng 25 kg trả bao nhiêu tiền?", "Kiện hàng dưới 20 kg", False),
        ("Xe khách 29 chỗ trả bao nhiêu tiền?", "Xe tải dưới 4 tấn", True),
        ("Xe tải 12 tấn trả bao nhiêu tiền?", "Xe khách dưới 10 chỗ", True),
        ("Kiện hàng 25 kg trả bao nhiêu tiền?", "Kiện hàng dưới 4 tấn", True),
    ],
)
def test_a_range_bounds_sizes_of_its_own_unit(question: str, label: str, fit: bool) -> None:
    assert fits(question, f"{label}: 47.000 đồng.") == [fit]


@pytest.mark.parametrize(
    ("question", "fit"),
    [
        ("How much does a plot of 1200 m2 cost?", [True, True, False, True, False]),
        ("How much does a plot of 900 m2 cost?", [True, True, True, True, False]),
        ("How much does a plot of 1600 m2 cost?", [True, True, False, True, True]),
        ("How much does a plot over 1200 m2 cost?", [True] * 5),
        ("How much does a plot of at least 1200 m2 cost?", [True] * 5),
    ],
)
def test_an_english_question_tells_a_size(question: str, fit: list[bool]) -> None:
    labels = (
        "Thửa đất",
        "Thửa từ 500 m2 đến 1.600 m2",
        "Thửa đến 900 m2",
        "Thửa từ 900 m2 trở lên",
        "Thửa trên 1.500 m2",
    )
    assert fits(question, *(f"{label}: 47.000 đồng." for label in labels)) == fit


@pytest.mark.parametrize(
    "question",
    [
        "Xe tải trên 10 tấn trả bao nhiêu tiền?",
        "xe tai duoi 5 tan tra bao nhieu tien",
        "Xe tải từ 10 tấn trở lên trả bao nhiêu tiền?",
        "Xe tải đến 2 tấn trả bao nhiêu tiền?",
        "Xe tải hơn 10 tấn trả bao nhiêu tiền?",
        "Xe tải không quá 2 tấn trả bao nhiêu tiền?",
        "Xe tải từ 2 đến 12 tấn trả bao nhiêu tiền?",
        "Xe tải 2 tấn và xe tải 12 tấn trả bao nhiêu tiền?",
        "Xe tải trả bao nhiêu tiền?",
        "Xe tải chở 12 người trả bao nhiêu tiền?",
    ],
)
def test_what_tells_no_single_size_rules_nothing_out(question: str) -> None:
    assert fits(question, LORRIES) == [True, True, True]


@pytest.mark.parametrize(
    ("size", "fit"),
    [
        ("2", [True, False, False]),
        ("4", [False, True, False]),
        ("7,5", [False, True, False]),
        ("9", [False, False, True]),
        ("40", [False, False, True]),
    ],
)
@pytest.mark.parametrize("told", [LORRIES, LORRIES.replace(":", "").replace(";", ","), LORRIES.replace("; ", ".\n")])
def test_of_several_ranges_one_holds_a_size(told: str, size: str, fit: list[bool]) -> None:
    assert fits(f"Xe tải {size} tấn qua phà trả bao nhiêu tiền?", *told.split("\n")) == fit


def test_a_range_before_a_semicolon_bounds_nothing_behind_it() -> None:
    tariff = "Xe tải từ 4 tấn trở lên: 47.000 đồng; xe tải dưới 4 tấn: 31.000 đồng; rơ-moóc: 52.000 đồng."
    assert fits("Xe tải 6 tấn trả bao nhiêu tiền?", tariff) == [True, False, True]


@pytest.mark.parametrize(
    ("question", "fit"),
    [
        ("Xe tải 6 tấn, 2 trục, chở 3 m3 cát trả bao nhiêu tiền?", [True, False]),
        ("Xe tải 6 tấn chở 12 m3 cát trả bao nhiêu tiền?", [False, True]),
        ("Xe tải 15 tấn chở 12 m3 cát trả bao nhiêu tiền?", [False, False]),
    ],
)
def test_sizes_of_two_units_are_held_to_the_range_of_each(question: str, fit: list[bool]) -> None:
    small, large = "Xe dưới 9 tấn chở đến 5 m3: 41.000 đồng.", "Xe dưới 9 tấn chở trên 5 m3: 58.000 đồng."
    assert fits(question, small, large) == fit


def test_what_no_range_of_a_tariff_holds_is_told_in_no_words_either() -> None:
    (price,) = prices("Xe tải dưới 4 tấn: 31.000 đồng.")
    asked = understand("Xe tải 12 tấn trả bao nhiêu tiền?")
    assert [c.fits for c in without_other_ranges([price, replace(price, figure=None)], asked)] == [False, False]
    assert without_other_ranges([], asked) == []


sizes = st.decimals(min_value=Decimal("0.5"), max_value=60_000, places=1).map(lambda n: n.normalize() + 0)


@given(sizes, sizes, sizes)
def test_a_lorry_pays_by_the_range_that_holds_it(size: Decimal, low: Decimal, high: Decimal) -> None:
    question = f"Xe tải {written(size)} tấn qua phà trả bao nhiêu tiền?"
    label = f"Xe tải từ {written(low)} tấn đến dưới {written(high)} tấn: 47.000 đồng/lượt."
    assert fits(question, label) == [low <= size < high]


@given(st.integers(1, 99), st.lists(st.integers(1, 99), min_size=1, max_size=5, unique=True).map(sorted))
def test_of_a_tariff_without_gaps_one_price_fits(size: int, bounds: list[int]) -> None:
    labels = [
        f"dưới {bounds[0]} tấn",
        *(f"từ {low} tấn đến dưới {high} tấn" for low, high in itertools.pairwise(bounds)),
        f"từ {bounds[-1]} tấn trở lên",
    ]
    tariff = "; ".join(f"xe {label}: {number}7.000 đồng" for number, label in enumerate(labels, 1))
    assert fits(f"Xe tải {size} tấn trả bao nhiêu tiền?", f"{tariff}.").count(True) == 1


@pytest.mark.parametrize(
    ("label", "size", "fit"),
    [
        ("không dưới 9 tấn", "12", True),
        ("không dưới 9 tấn", "3", False),
        ("nhỏ hơn 9 tấn", "3", True),
        ("ít hơn 9 tấn", "12", False),
        ("không hơn 9 tấn", "3", True),
        ("từ 9 tấn trở xuống", "25", False),
        ("trên 9 tấn đến hết 18 tấn", "25", False),
        ("trên 9 tấn đến hết 18 tấn", "18", True),
        ("từ 0,250 tấn đến dưới 0,750 tấn", "0,500", True),
    ],
)
def test_negated_and_turned_bounds(label: str, size: str, fit: bool) -> None:
    assert fits(f"Xe tải {size} tấn trả bao nhiêu tiền?", f"Xe tải {label}: 47.000 đồng.") == [fit]


@pytest.mark.parametrize("told", ["Đến 31.12.2006 người dân đã góp 45.000 đồng.", "Xe dưới 1,2,3 tấn: 45.000 đồng."])
def test_a_date_is_no_bound(told: str) -> None:
    assert fits("Xe tải 7 tấn trả bao nhiêu tiền?", told) == [True]


def test_a_price_before_its_range_is_left_alone() -> None:
    told = "Mức thu 30.000 đồng đối với xe dưới 4 tấn, 45.000 đồng đối với xe từ 4 đến dưới 9 tấn."
    assert fits("Xe tải 7 tấn trả bao nhiêu tiền?", told) == [True, True]


def test_what_all_others_pay_fits() -> None:
    told = "Xe tải dưới 4 tấn: 31.000 đồng; xe khác: 52.000 đồng."
    assert fits("Xe tải 6 tấn trả bao nhiêu tiền?", told) == [False, True]


@pytest.mark.parametrize(
    "question",
    ["Xe 10 tấn trở lên trả bao nhiêu tiền?", "Xe 5-10 tấn trả bao nhiêu tiền?", "Xe tối đa 5 tấn trả bao nhiêu tiền?"],
)
def test_a_bounded_size_rules_nothing_out(question: str) -> None:
    assert fits(question, "Xe dưới 5 tấn: 31.000 đồng.", "Xe trên 10 tấn: 62.000 đồng.") == [True, True]


def test_a_lorry_of_tonnes_is_one_of_tan() -> None:
    asked = "How much does a lorry of 12 tonnes pay?"
    assert fits(asked, "Xe tải dưới 10 tấn: 31.000 đồng.", "Xe tải từ 10 tấn trở lên: 62.000 đồng.") == [False, True]


def test_a_price_for_one_tells_no_size() -> None:
    assert fits("Giá nước bao nhiêu 1 m3?", "Từ trên 10 m3: 4.100 đồng/m3.") == [True]


BY_PEOPLE = ["Dưới 8.000", "Từ 8.000 đến 15.000", "Trên 15.000"]


@pytest.mark.parametrize(
    ("question", "fit"),
    [
        ("Xã dưới 8.000 dân có mấy cán bộ?", [True, False, False]),
        ("xa duoi 8.000 dan co may can bo", [True, False, False]),
        ("Xã từ 8.000 đến 15.000 dân có mấy cán bộ?", [False, True, False]),
        ("Xã trên 15.000 dân có mấy cán bộ?", [False, False, True]),
        ("Xã 8.000 dân có mấy cán bộ?", [False, True, False]),
        ("Xã 20.000 dân có mấy cán bộ?", [False, False, True]),
        ("How many officials does a commune of 9,500 people have?", [False, True, False]),
        ("Xã dưới 8.000 dân được cấp dưới 12 triệu đồng?", [True, False, False]),  # amounts of money bound nothing
        ("Xã từ 3.000 đến 5.000 dân có mấy cán bộ?", [True, True, True]),  # no such column
        ("Xã dưới 8.000 dân, rộng dưới 12 ha có mấy cán bộ?", [True, True, True]),  # of two units
        ("Xã có mấy cán bộ?", [True, True, True]),
        pytest.param(
            "How many officials does a commune with fewer than 8,000 people have?",
            [True, False, False],
        ),
    ],
)
def test_a_column_is_for_the_range_in_its_head(question: str, fit: list[bool]) -> None:
    row = cells(BY_PEOPLE, ["17", "19", "23"], "Cán bộ")
    kept = without_other_columns(row, understand(question))
    assert [c.fits for c in kept] == fit
    assert [c.start for c in kept] == [c.start for c in row]


def test_a_head_without_a_range_is_for_all() -> None:
    row = cells(["Dưới 8 tấn", "Từ 8 tấn trở lên", "Phụ thu", ""], ["17", "19", "23", "29"], "Cầu cũ")
    kept = without_other_columns(row, understand("Xe 9 tấn trả bao nhiêu tiền?"))
    assert [c.fits for c in kept] == [False, True, True, True]


VACCINATED = (
    "Trẻ dưới một tuổi: 377 trẻ được tiêm.",
    "Trẻ 18 tháng tuổi: 305 trẻ được tiêm.",
    "Trẻ dưới 5 tuổi: 1.212 trẻ được tiêm.",
    "Đợt này tốn 12 triệu đồng.",
)


@pytest.mark.parametrize(
    ("question", "fit"),
    [
        ("Có bao nhiêu trẻ dưới 1 tuổi được tiêm?", [True, False, False, True]),
        ("Có bao nhiêu trẻ dưới một tuổi được tiêm?", [True, False, False, True]),
        ("co bao nhieu tre duoi nam tuoi duoc tiem", [False, False, True, True]),
        ("Có bao nhiêu trẻ dưới 3 tuổi được tiêm?", [True, True, True, True]),  # nothing is told of them
        ("Có bao nhiêu trẻ dưới 1 tuổi và trẻ dưới 5 tuổi được tiêm?", [True, True, True, True]),
        ("Có bao nhiêu trẻ được tiêm?", [True, True, True, True]),
    ],
)
def test_what_is_told_of_the_range_asked_about_outdoes_its_kind(question: str, fit: list[bool]) -> None:
    found = figures(*VACCINATED)
    kept = without_unranged(found, understand(question))
    assert [c.fits for c in kept] == fit
    assert [c.start for c in kept] == [c.start for c in found]


def test_a_range_behind_a_figure_is_its_own() -> None:
    found = figures("Đã tiêm cho 412 trẻ dưới một tuổi.", "Trẻ dưới một tuổi: 377 trẻ được tiêm.")
    kept = without_unranged(found, understand("Có bao nhiêu trẻ dưới 1 tuổi được tiêm?"))
    assert [c.fits for c in kept] == [True, True]


def test_cells_and_words_are_held_to_no_range_before_them() -> None:
    told, other, *_ = figures(*VACCINATED)
    assert other.figure is not None
    cell = replace(other, figure=replace(other.figure, column_head="Số trẻ"))
    asked = understand("Có bao nhiêu trẻ dưới 1 tuổi được tiêm?")
    kept = without_unranged([told, other, cell, replace(other, figure=None)], asked)
    assert [c.fits for c in kept] == [True, False, True, True]
    assert without_unranged([], asked) == without_other_columns([], asked) == []
