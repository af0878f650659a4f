"""Figures that a question wants added."""

from __future__ import annotations

from pathlib import Path

import pytest
from beside import figures, first
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.assistant import Assistant
from rag.answering.candidates import Candidate
from rag.answering.selection import companions
from rag.answering.sums import addends, asks_sum, remainder, total
from rag.question.understanding import understand
from rag.storage.library import Library

HARVEST = "Nông dân thu hoạch 4.120 tấn bơ và 2.385 tấn hồng."
WORKS = "Tỉnh có 57 trạm bơm và 213 cống."


def added(sentence: str, question: str, best: str) -> list[Candidate]:
    """What is added to answer with the figure that begins so."""
    ranked, query = first(figures(sentence), best), understand(question)
    return addends(ranked[0], ranked, query, companions(ranked[0], ranked, query))


def texts(found: list[Candidate]) -> list[str]:
    return [c.text for c in found]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Cộng lại là mấy?", True),
        ("gop chung la bao nhieu", True),
        ("Thu hoạch cả bơ lẫn hồng bao nhiêu?", True),
        ("How many are there altogether?", True),
        ("What is the combined area?", True),
        ("Cả tỉnh có bao nhiêu xã?", False),
        ("Tổng cộng có bao nhiêu xã?", False),  # what one figure tells
        ("Nước cộng hòa có mấy vùng?", False),
        ("", False),
    ],
)
def test_a_sum_is_asked_for_in_words(question: str, asks: bool) -> None:
    assert asks_sum(question) is asks


@pytest.mark.parametrize("best", ["4.120", "2.385"])
@pytest.mark.parametrize(
    "question",
    [
        "Cả bơ lẫn hồng là bao nhiêu tấn?",
        "Thu hoạch bao nhiêu tấn cả bơ lẫn hồng?",
        "thu hoach bao nhieu tan ca bo lan hong",
    ],
)
def test_a_figure_of_either_thing_is_added_in_the_report_s_order(question: str, best: str) -> None:
    found = added(HARVEST, question, best)
    assert texts(found) == ["4.120 tấn bơ", "2.385 tấn hồng"]
    assert total(found, understand(question)).startswith("6.505")


def test_an_english_sum_is_written_in_english() -> None:
    question = "How many tonnes of both bo and hong in all?"
    assert total(added(HARVEST, question, "4.120"), understand(question)).startswith("6,505")


def test_what_each_how_many_counts_is_added() -> None:
    question = "Tỉnh có bao nhiêu trạm bơm, bao nhiêu cống cộng lại?"
    found = added(WORKS, question, "57")
    assert texts(found) == ["57 trạm bơm", "213 cống"]
    assert total(found, understand(question)) == "270"


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (HARVEST, "Thu hoạch bao nhiêu tấn bơ?"),
        (HARVEST, "Thu hoạch bao nhiêu tấn cả bơ lẫn xoài?"),  # one of them is not told
        (WORKS, "Tỉnh có bao nhiêu trạm bơm, bao nhiêu cống?"),  # no sum is asked for
        ("Có 88% trạm bơm và 7% cống đạt chuẩn.", "Bao nhiêu phần trăm trạm, bao nhiêu phần trăm cống cộng lại?"),
        ("Có 57 trạm bơm và chi 21 tỷ đồng.", "Có bao nhiêu trạm bơm, bao nhiêu đồng cộng lại?"),
    ],
)
def test_what_is_not_asked_or_not_alike_is_not_added(sentence: str, question: str) -> None:
    best = figures(sentence)[0].text
    assert added(sentence, question, best) == []


def test_money_of_two_scales_is_added_in_dong() -> None:
    question = "Tỉnh chi bao nhiêu tiền cho cả kênh mương lẫn đê bao?"
    found = added("Chi cho kênh mương 2 tỷ đồng, đê bao 350 triệu đồng.", question, "2 tỷ")
    assert texts(found) == ["2 tỷ đồng", "350 triệu đồng"]
    assert total(found, understand(question)).startswith("2.350.000.000")


def test_money_of_one_unit_is_added_in_it() -> None:
    question = "Tỉnh chi bao nhiêu tiền cho cả kênh mương lẫn đê bao?"
    found = added("Tỉnh chi 12,4 tỷ đồng cho kênh mương và 7,9 tỷ đồng cho đê bao.", question, "12,4")
    assert total(found, understand(question)).startswith("20,3")


@given(st.integers(2, 10**6), st.integers(2, 10**6))
def test_a_sum_is_exact(one: int, other: int) -> None:
    question = "Tỉnh có bao nhiêu trạm bơm, bao nhiêu cống cộng lại?"
    found = added(
        f"Tỉnh có {one:,} trạm bơm và {other:,} cống.".replace(",", "."), question, f"{one:,}".replace(",", ".")
    )
    assert total(found, understand(question)).replace(".", "") == str(one + other)


@given(st.text(max_size=60) | st.text(alphabet="cả bơ lẫn hồng cộng both and ?,", max_size=40))
def test_no_question_is_too_odd(question: str) -> None:
    found = added(HARVEST, question, "4.120")
    assert len(found) != 1


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("Còn bao nhiêu thôn, bản chưa có nhà văn hóa?", "8"),
        ("con may thon chua co nha van hoa", "8"),
        ("How many hamlets have not got a house of culture?", "8"),
        ("Bao nhiêu thôn có nhà văn hóa?", ""),
    ],
)
def test_those_left_of_all_are_counted(question: str, rest: str) -> None:
    (ratio, *_) = first(figures("Có 31/39 thôn, bản có nhà văn hóa."), "31/39")
    assert remainder(ratio, understand(question)) == rest


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Trừ ngân sách tỉnh thì lễ hội ở Kon Tum năm 2019 còn huy động được bao nhiêu?", "9,4 tỷ đồng"),
        ("Apart from the provincial budget, how much was raised for the 2019 festival in Kon Tum?", "9.4 tỷ đồng"),
        ("Lễ hội ở Kon Tum năm 2019 được ngân sách tỉnh chi bao nhiêu?", "5,2 tỷ đồng"),
    ],
)
def test_the_rest_of_a_whole_is_reckoned(tmp_path: Path, question: str, told: str) -> None:
    file = tmp_path / "le-hoi-kon-tum-2019.txt"
    file.write_text(
        "Tổng kết lễ hội năm 2019 của tỉnh Kon Tum\n\nTổng kinh phí tổ chức lễ hội năm 2019 là 14,6 tỷ đồng, trong đó "
        "ngân sách tỉnh 5,2 tỷ đồng, phần còn lại huy động từ doanh nghiệp và nhân dân.",
        encoding="utf-8",
    )
    with Library(tmp_path / "library") as library:
        assert library.add([file])[0].error is None
        answer = Assistant(library).ask(question)
    assert answer.text.startswith(told) and not answer.abstained
    assert "14,6 tỷ đồng" in answer.citations[0].quote
