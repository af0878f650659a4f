"""Whether an interval of a fee table holds for the size asked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.conditions import allows, conditions


@pytest.mark.parametrize(
    ("told", "question", "expected"),
    [
        ("Tàu có công suất dưới 20 sức ngựa (CV): 75.000 đồng", "Tàu 120 CV phải đóng bao nhiêu?", False),
        ("Tàu từ 90 CV đến dưới 150 CV: 220.000 đồng", "Tàu 120 sức ngựa phải đóng bao nhiêu?", True),
        ("Tàu từ 90 CV đến dưới 150 CV: 220.000 đồng", "Tàu 150 CV phải đóng bao nhiêu?", False),
        ("Tàu từ 90 CV đến 150 CV: 220.000 đồng", "Tàu 150 CV phải đóng bao nhiêu?", True),
        ("Tàu từ 150 CV trở lên: 310.000 đồng", "Tàu 150 CV phải đóng bao nhiêu?", True),
        ("Tàu trên 150 CV: 310.000 đồng", "Tàu 150 CV phải đóng bao nhiêu?", False),
        ("Tàu 20 CV trở xuống: 50.000 đồng", "Tàu 20 CV phải đóng bao nhiêu?", True),
        ("Từ 5 - 10 lao động: 3 triệu đồng", "Hộ có 7 lao động nộp bao nhiêu?", True),
        ("Từ 5 - 10 lao động: 3 triệu đồng", "Hộ có 12 lao động nộp bao nhiêu?", False),
        ("Hộ trên 10 lao động: 5 triệu đồng", "Hộ có 12 lao động nộp bao nhiêu?", True),
        ("Nhà dưới 100 m2: 50.000 đồng", "Tàu 120 CV phải đóng bao nhiêu?", None),
        ("Phí là 50.000 đồng", "Tàu 120 CV phải đóng bao nhiêu?", None),
    ],
)
def test_intervals(told: str, question: str, expected: bool | None) -> None:
    assert allows(told, conditions(question)) is expected


def test_years_money_and_shares_are_no_sizes() -> None:
    assert conditions("Năm 2022 tỉnh chi 5 tỷ đồng, tăng 10% so với 2021, xếp thứ 3?") == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_weighed(told: str, question: str) -> None:
    assert allows(told, conditions(question)) in (True, False, None)


@given(st.integers(1, 400), st.integers(1, 200), st.integers(1, 200))
def test_of_intervals_side_by_side_one_holds(size: int, low: int, width: int) -> None:
    high = low + width
    asked = conditions(f"Tàu {size} CV nộp bao nhiêu?")
    told = (f"dưới {low} CV", f"từ {low} CV đến dưới {high} CV", f"từ {high} CV trở lên")
    assert [allows(t, asked) for t in told].count(True) == 1


@pytest.mark.parametrize(
    ("question", "sentence", "allowed"),
    [
        ("Xe tải trên 10 tấn nộp bao nhiêu?", "Xe tải từ 3 đến 10 tấn", False),
        ("Xe tải trên 10 tấn nộp bao nhiêu?", "Xe tải trên 10 tấn", True),
        ("Xe tải dưới 3 tấn nộp bao nhiêu?", "Xe tải từ 3 đến 10 tấn", False),
        ("Xe tải dưới 3 tấn nộp bao nhiêu?", "Xe tải dưới 3 tấn", True),
        ("Xe tải 10 tấn nộp bao nhiêu?", "Xe tải từ 3 đến 10 tấn", True),
    ],
)
def test_beyond_a_size_is_not_that_size(question: str, sentence: str, allowed: bool) -> None:
    assert allows(sentence, conditions(question)) is allowed
