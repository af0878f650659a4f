"""The levels, grades and classes that a text names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.levels import levels


def test_levels_of_either_language() -> None:
    assert levels("mức độ 3 và cấp IV, level 2") == {"3", "4", "2"}
    assert levels("năm 2022 có 3 xã") == frozenset()


def test_roman_levels_are_the_arabic_ones() -> None:
    assert levels("cấp I, hạng II, nhóm IX, loại x") == {"1", "2", "9", "10"}
    assert levels("cấp III") == levels("grade 3")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("mức độ 3, 4", {"3", "4"}),
        ("mức độ 3,4", {"3", "4"}),
        ("thủ tục mức 3-4", {"3", "4"}),
        ("công trình cấp 1/2", {"1", "2"}),
        ("đô thị loại I & II", {"1", "2"}),
        ("cấp 2, cấp 3", {"2", "3"}),
        ("mức độ 3 và 4", {"3", "4"}),
        ("khu vực I và II", {"1", "2"}),
        ("khu vực bảo vệ II", {"2"}),
    ],
)
def test_several_levels_may_be_named_at_once(text: str, named: set[str]) -> None:
    assert levels(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("xã khu vực II", {"2"}),
        ("khu vực miền núi III", {"3"}),
        ("khu vực 1; khu vực 3", {"1", "3"}),
        ("giai đoạn II của dự án", {"2"}),
        ("phase II", {"2"}),
        ("nhóm 12", {"12"}),
    ],
)
def test_areas_and_phases_are_levels(text: str, named: set[str]) -> None:
    assert levels(text) == named


@pytest.mark.parametrize(
    "text", ["khách sạn 4 sao", "khách sạn bốn sao", "khach san bon sao", "a 4-star inn", "four stars"]
)
def test_stars_are_levels_of_their_own(text: str) -> None:
    assert levels(text) == {"4*"}
    assert not levels(text) & levels("cấp 4")


@pytest.mark.parametrize(
    "text",
    [
        "mức 3,5%",
        "mức 30%",
        "mức 3.500 đồng",
        "lớp cấp 5 - 7",
        "nhóm 2 đến 4 hộ",
        "giai đoạn 2016-2020",
        "sao chép 4 bản",
        "ngôi sao",
        "cấp phép",
        "",
    ],
)
def test_amounts_and_stretches_are_no_levels(text: str) -> None:
    assert levels(text) == frozenset()


@given(st.text(max_size=60) | st.text(alphabet="mức cấp loại IVX1234,-/& sao%", max_size=40))
def test_the_levels_of_any_text_are_numbers(text: str) -> None:
    assert all(level.rstrip("*").isdigit() or set(level) <= set("ivx") for level in levels(text))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("vị trí 1", {"1"}),
        ("vi tri 2, 3", {"2", "3"}),
        ("Vị trí - III", {"3"}),
        ("vùng I và vùng III", {"1", "3"}),
        ("bệnh viện tuyến 2", {"2"}),
        ("position 4", {"4"}),
        ("hạng - 2", {"2"}),
        ("vị trí thuận lợi", set()),
        ("vùng 2 - 4 hộ", set()),  # a stretch
        ("vùng cao", set()),
    ],
)
def test_positions_zones_and_tiers_are_levels(text: str, named: set[str]) -> None:
    assert levels(text) == named
