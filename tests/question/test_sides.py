"""The two sides of a difference that a question asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.question.sides import sides, weighed_sides
from rag.question.understanding import understand
from rag.types import AnswerKind


@pytest.mark.parametrize(
    ("topic", "names", "second"),
    [
        (
            "số huy chương vàng của kém số huy chương đồng bao nhiêu chiếc?",
            ("số huy chương vàng", "số huy chương đồng"),
            "số huy chương đồng bao nhiêu chiếc?",
        ),
        (
            "Trợ cấp một lần của cán bộ nữ hơn cán bộ nam bao nhiêu tiền?",
            ("Trợ cấp một lần của cán bộ nữ", "cán bộ nam"),
            "Trợ cấp một lần của cán bộ nam bao nhiêu tiền?",
        ),
        (
            "so thu tuc muc do 3 cua nhieu hon muc do 4 bao nhieu",
            ("so thu tuc muc do 3", "muc do 4"),
            "so thu tuc muc do 4 bao nhieu",
        ),
        (
            "Số thủ tục mức 3 nhiều hơn mức 4 bao nhiêu",
            ("Số thủ tục mức 3", "mức 4"),
            "Số thủ tục mức 4 bao nhiêu",
        ),
        (
            "so ho muc 1 it hon muc 2 bao nhieu",
            ("so ho muc 1", "muc 2"),
            "so ho muc 2 bao nhieu",
        ),
        (
            "dan lon nhieu hon dan trau bao nhieu con",
            ("dan lon", "dan trau"),
            "dan trau bao nhieu con",
        ),
        (
            "How many more pigs than cattle did the province have?",
            ("pigs", "cattle"),
            "How many cattle did the province have?",
        ),
    ],
)
def test_sides_and_their_questions(topic: str, names: tuple[str, str], second: str) -> None:
    found = sides(topic)
    assert found is not None
    assert tuple(side.name for side in found) == names
    assert found[1].topic == second


@pytest.mark.parametrize(
    "topic",
    [
        "Doanh thu tăng hơn năm trước bao nhiêu?",
        "có hơn bao nhiêu hộ nghèo",
        "Thu ngân sách cao hơn dự toán bao nhiêu?",
        "Thu nhập mức 5 cao hơn mức bình quân bao nhiêu?",
        "Tỉnh có bao nhiêu thư viện?",
        "",
    ],
)
def test_what_has_no_two_sides(topic: str) -> None:
    assert sides(topic) is None


@given(st.text(max_size=80))
def test_any_text(topic: str) -> None:
    found = sides(topic)
    assert found is None or all(side.name and side.topic for side in found)


def test_a_difference_is_two_parts_of_one_place_and_period() -> None:
    query = understand("Năm 2019 số huy chương vàng của Kon Tum kém số huy chương đồng bao nhiêu chiếc?")
    assert [p.name for p in query.parts] == ["số huy chương vàng", "số huy chương đồng"]
    assert all(p.places == query.places and p.periods == query.periods for p in query.parts)
    assert query.is_comparison and query.kind is AnswerKind.NUMBER


@pytest.mark.parametrize(
    "question",
    [
        "Đàn lợn Sơn La năm 2022 đông hơn năm 2021 bao nhiêu con?",
        "so xa dat chuan cua son la nam 2022 nhieu hon nam 2021 may xa",
        "How many more pigs did Sơn La have in 2022 than in 2021?",
    ],
)
def test_a_difference_of_two_years_asks_for_both(question: str) -> None:
    assert [p.periods[0].year for p in understand(question).parts] == [2022, 2021]


def test_a_change_against_a_base_asks_for_one_year() -> None:
    query = understand("Năm 2022 đàn lợn Sơn La tăng bao nhiêu % so với năm 2021?")
    assert not query.parts and [p.year for p in query.periods] == [2022]


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        (
            "Vốn giải ngân: ngân sách trung ương và ngân sách địa phương lần lượt đạt bao nhiêu?",
            [
                ("ngân sách trung ương", "Vốn giải ngân: ngân sách trung ương đạt bao nhiêu?"),
                ("ngân sách địa phương", "Vốn giải ngân: ngân sách địa phương đạt bao nhiêu?"),
            ],
        ),
        (
            "Số hộ nghèo và hộ cận nghèo của lần lượt là bao nhiêu?",
            [("Số hộ nghèo", "Số hộ nghèo là bao nhiêu?"), ("hộ cận nghèo", "Số hộ cận nghèo là bao nhiêu?")],
        ),
        (
            "Năm ngoái, sản lượng lúa của tăng mấy phần trăm, còn mức bình quân cả nước là mấy phần trăm?",
            [
                ("sản lượng lúa của tăng", "sản lượng lúa của tăng mấy phần trăm"),
                (
                    "mức bình quân cả nước",
                    "mức bình quân cả nước là mấy phần trăm (sản lượng lúa của tăng)",
                ),
            ],
        ),
    ],
)
def test_two_figures_asked_for_at_once(topic: str, expected: list[tuple[str, str]]) -> None:
    assert sides(topic) == tuple(expected)


@pytest.mark.parametrize(
    "topic", ["Có bao nhiêu xã, còn bao nhiêu chưa đạt?", "Trường nào và xã nào lần lượt đạt chuẩn?"]
)
def test_one_figure_asked_for(topic: str) -> None:
    assert sides(topic) is None


def test_whether_one_is_more_than_the_other_is_asked_of_both() -> None:
    assert weighed_sides("có số điểm bưu chính nhiều hơn số đài truyền thanh không?") == (
        ("số điểm bưu chính", "số điểm bưu chính là bao nhiêu"),
        ("số đài truyền thanh", "số đài truyền thanh là bao nhiêu"),
    )
    assert weighed_sides("có nhiều hơn 100 điểm không?") is None
    assert weighed_sides("Tỉnh có điểm bưu chính không?") is None


@pytest.mark.parametrize(
    ("topic", "names"),
    [
        (
            "By how many did pupils at primary schools outnumber those at secondary schools?",
            ("pupils at primary schools", "pupils at secondary schools"),
        ),
        ("How many more did nurses in towns outnumber that in villages", ("nurses in towns", "nurses in villages")),
        ("How much did exports exceed imports?", ("exports", "imports")),
        ("how far does rice surpass maize", ("rice", "maize")),
    ],
)
def test_what_outnumbers_and_what_is_outnumbered(topic: str, names: tuple[str, str]) -> None:
    found = sides(topic)
    assert found is not None
    assert tuple(side.name for side in found) == names
    assert [side.topic for side in found] == [f"How many {name}" for name in names]


@pytest.mark.parametrize(
    "topic", ["By how much did revenue exceed the plan?", "By how many did goats exceed last year?"]
)
def test_a_plan_and_a_year_are_no_side(topic: str) -> None:
    assert sides(topic) is None


def test_both_of_what_outnumbers_are_asked_of_one_place_and_year() -> None:
    query = understand(
        "By how many did pupils at primary schools in Quảng Trị outnumber those at high schools in 2021?"
    )
    assert [p.name for p in query.parts] == ["pupils at primary schools", "pupils at high schools"]
    assert query.is_comparison and query.kind is AnswerKind.NUMBER
    assert all([p.name for p in part.places] == ["Quảng Trị"] for part in query.parts)
    assert all([p.year for p in part.periods] == [2021] for part in query.parts)


@pytest.mark.parametrize(
    ("topic", "asked"),
    [
        ("xếp thứ mấy về chợ, và còn đường làng?", ("xếp thứ mấy về chợ", "xếp thứ mấy về đường làng")),
        ("xep thu may ve cho, con ve duong lang", ("xep thu may ve cho", "xep thu may ve duong lang")),
    ],
)
def test_the_same_is_asked_about_a_second_thing(topic: str, asked: tuple[str, str]) -> None:
    found = sides(topic)
    assert found is not None
    assert tuple(side.topic for side in found) == asked


def test_what_is_left_over_is_no_second_thing() -> None:
    assert sides("có bao nhiêu ý kiến về việc chợ còn họp?") is None


@pytest.mark.parametrize(
    ("topic", "names", "asked"),
    [
        (
            "How much more did a licence for class A cost than one for class B?",
            ("a licence for class A", "a licence for class B"),
            "How much did a licence for class B cost",
        ),
        ("How much less did nurses earn than doctors?", ("nurses", "doctors"), "How much did doctors earn"),
        (
            "By how much more did a ticket at night cost than one in the day?",
            ("a ticket at night", "a ticket in the day"),
            "How much did a ticket in the day cost",
        ),
        (
            "how much higher is the fee for lorries than that for buses?",
            ("the fee for lorries", "the fee for buses"),
            "How much is the fee for buses",
        ),
    ],
)
def test_what_costs_more_than_another(topic: str, names: tuple[str, str], asked: str) -> None:
    found = sides(topic)
    assert found is not None
    assert tuple(side.name for side in found) == names
    assert found[1].topic == asked


@pytest.mark.parametrize(
    "topic", ["How much more did rice cost than last year?", "How much more did rice cost?", "How much did rice cost?"]
)
def test_what_costs_more_than_before_has_one_side(topic: str) -> None:
    assert sides(topic) is None
