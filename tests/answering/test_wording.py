"""The terms of questions, figures and sentences."""

from __future__ import annotations

import pytest

from rag.answering.wording import asked_terms, label, said, setting_terms
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.types import AnswerKind, Figure


def test_a_label_tells_row_column_indicator_and_unit() -> None:
    (quantity,) = find_quantities("249 điểm phục vụ")
    cell = Figure("r", quantity, "điểm bưu chính", None, None, 0, 16, row_head="Chợ Mới", column_head="Năm 2022")
    assert label(cell) == f"Chợ Mới Năm 2022 điểm bưu chính {quantity.unit}"
    assert label(Figure("r", quantity, "", None, None, 0, 16)) == quantity.unit


def test_terms() -> None:
    assert said("") == frozenset()
    assert set(asked_terms(understand("bac kan co may dai truyen thanh"))) >= {"dai", "truyen"}
    distinct = asked_terms(understand("đài truyền thanh và đài truyền thanh"))
    assert len(distinct) == len(set(distinct))


def test_terms_of_the_setting_are_those_that_only_an_earlier_turn_named() -> None:
    earlier = "Tổng doanh thu bưu chính của tỉnh Bắc Kạn năm 2016 là bao nhiêu?"
    told = setting_terms(understand("Còn lợi nhuận bưu chính thì sao?", [earlier]))
    assert told and not told & set(asked_terms(understand("lợi nhuận bưu chính")))
    assert setting_terms(understand(earlier)) == frozenset()


def test_neither_direction_is_asked_for_where_either_is() -> None:
    both = asked_terms(understand("Sản lượng chè năm 2020 tăng hay giảm bao nhiêu?"))
    one = asked_terms(understand("Sản lượng chè năm 2020 tăng bao nhiêu?"))
    assert "#increase" in one and not {"#increase", "#decrease"} & set(both)
    english = asked_terms(understand("Did tea output go up or down in 2020, and by how much?"))
    assert not {"#increase", "#decrease"} & set(english)


def test_what_every_change_is_told_with_is_not_asked_for() -> None:
    told = asked_terms(understand("Sản lượng chè tăng mấy phần trăm so với năm trước?"))
    assert {"#output", "#tea", "#increase"} <= set(told) and not {"#compare", "#year", "truoc"} & set(told)
    assert "#compare" in asked_terms(understand("So với năm trước có bao nhiêu chợ?"))  # no change is asked for
    assert asked_terms(understand("Tỷ lệ tăng bao nhiêu?")) == ("#increase",)


def test_where_nothing_else_is_asked_the_words_of_a_change_are() -> None:
    query = understand("So với năm trước thế nào?")
    assert query.kind is AnswerKind.CHANGE and asked_terms(query)


@pytest.mark.parametrize(
    "question",
    [
        "Giá chè đi lên hay đi xuống?",
        "gia che len hay xuong",
        "Sản lượng chè của Kon Tum hay Gia Lai tăng nhiều hơn?",
    ],
)
def test_a_direction_is_not_asked_for_where_either_will_do(question: str) -> None:
    told = set(asked_terms(understand(question)))
    assert told & {"#tea", "che"} and not {"#increase", "#decrease", "len", "xuong", "tang", "giam", "di"} & told


@pytest.mark.parametrize(
    ("text", "term", "is_told"),
    [
        ("Môn Địa có 12 bài", "#subject_geography", True),
        ("kế toán, quyết toán, thanh toán", "#subject_maths", False),
        ("hàng sang Hoa Kỳ", "#country_united_states", True),
        ("huyện Mỹ Đức", "#country_united_states", False),
        pytest.param(
            "tính toán lại mức phí",
            "#subject_maths",
            False,
        ),
        pytest.param(
            "nước mỹ phẩm",
            "#country_united_states",
            False,
        ),
    ],
)
def test_subjects_and_countries_are_told_by_their_names(text: str, term: str, is_told: bool) -> None:
    assert (term in said(text)) is is_told


def test_heads_of_cattle_are_no_directors() -> None:
    assert "#director" not in asked_terms(understand("How many heads of cattle were vaccinated?"))


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("von xdcb nam 2003 bao nhieu", {"#capital_construction"}, {"xdcb"}),
        ("mua smartphone bao nhieu tien", {"#smartphone"}, {"smartphone", "tien", "#money"}),
        ("bao nhieu thue gtgt", {"#value_added_tax"}, {"gtgt"}),
        ("bao nhieu tien phat", {"#fine"}, {"tien", "#money"}),
        ("Nộp phạt bao nhiêu tiền?", {"#fine"}, {"#money"}),
        ("How much money was paid?", {"#money", "#pay"}, set()),  # nothing else is asked
        ("1 con trâu nộp bao nhiêu thuế giết mổ?", {"#buffalo", "#slaughter"}, {"1"}),
        ("Hỗ trợ 1 hộ bao nhiêu tiền?", {"#support", "#household"}, {"1", "#money"}),
        ("Xe máy chở 3 người bị phạt bao nhiêu tiền?", {"3"}, {"1"}),
        ("What was the rice area?", {"#acreage", "#rice"}, {"#region"}),
        ("How many villages are there in the area?", {"#region"}, {"#acreage"}),
        pytest.param(
            "What is the total area of coffee?",
            {"#acreage"},
            {"#region"},
        ),
        pytest.param(
            "How many ha burned in the border area?",
            {"#region"},
            {"#acreage"},
        ),
        pytest.param(
            "How many schools are in the area under the dam?",
            {"#region"},
            {"#acreage"},
        ),
    ],
)
def test_the_noise_of_a_question_is_not_asked_for(question: str, told: set[str], untold: set[str]) -> None:
    asked = set(asked_terms(understand(question)))
    assert told <= asked and not untold & asked
