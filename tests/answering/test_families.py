"""Figures of another level of school or another season, and in units that never measure what is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from beside import cells, figures, told

from rag.answering.families import without_other_measure, without_other_of_family
from rag.question.understanding import understand

PUPILS = {
    "Khối THCS có 4.120 học sinh.": "học sinh THCS",
    "Khối THPT có 2.370 học sinh.": "học sinh THPT",
    "Bậc tiểu học có 6.081 học sinh.": "học sinh tiểu học",
    "Tỉnh có 15.412 học sinh.": "học sinh",
}


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Có bao nhiêu học sinh THCS?", [True, False, False, True]),
        ("Có bao nhiêu học sinh trung học phổ thông?", [False, True, False, True]),
        ("co bao nhieu hoc sinh tieu hoc", [False, False, True, True]),
        ("Có bao nhiêu trẻ mẫu giáo?", [False, False, False, True]),
        ("Có bao nhiêu học sinh THCS và THPT?", [True, True, False, True]),
        ("Có bao nhiêu học sinh?", [True, True, True, True]),
        ("How many primary school pupils are there?", [False, False, True, True]),
        ("How many lower secondary pupils are there?", [True, False, False, True]),
        ("How many upper secondary pupils are there?", [False, True, False, True]),
        ("How many high school pupils are there?", [False, True, False, True]),
        ("How many secondary school pupils are there?", [True, True, True, True]),  # of either level
    ],
)
def test_a_figure_of_another_level_of_school_does_not_fit(question: str, fits: list[bool]) -> None:
    found = told(PUPILS)
    kept = without_other_of_family(found, understand(question))
    assert [c.fits for c in kept] == fits
    assert [c.start for c in kept] == [c.start for c in found]


CROPS = {
    "Vụ đông xuân gieo 1.412 ha.": "vụ đông xuân",
    "Vụ hè thu gieo 905 ha.": "vụ hè thu",
    "Cây vụ đông trồng 377 ha.": "cây vụ đông",
    "Cả năm gieo 2.694 ha.": "diện tích gieo",
}


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Vụ đông xuân gieo bao nhiêu ha?", [True, False, False, True]),
        ("vu dong xuan gieo bao nhieu ha", [True, False, False, True]),
        ("Vụ hè thu gieo bao nhiêu ha?", [False, True, False, True]),
        ("How much was sown in the summer-autumn crop?", [False, True, False, True]),
        ("Vụ hè thu và vụ đông xuân gieo bao nhiêu ha?", [True, True, False, True]),
        ("Gieo bao nhiêu ha?", [True, True, True, True]),
        pytest.param(
            "Vụ đông trồng bao nhiêu ha?",
            [False, False, True, True],
        ),
        pytest.param(
            "Lúa đông xuân gieo bao nhiêu ha?",
            [True, False, False, True],
        ),
    ],
)
def test_a_figure_of_another_season_does_not_fit(question: str, fits: list[bool]) -> None:
    assert [c.fits for c in without_other_of_family(told(CROPS), understand(question))] == fits


def test_a_heading_or_a_title_tells_of_which_it_is() -> None:
    (plain,) = told({"Có 212 học sinh.": "học sinh"})
    headed = replace(plain, sentence=replace(plain.sentence, heading="Trung học phổ thông"))
    report = replace(plain.report, metadata=replace(plain.report.metadata, title="Kết quả cấp tiểu học"))
    titled = replace(plain, report=report)
    kept = without_other_of_family([plain, headed, titled], understand("Có bao nhiêu học sinh THPT?"))
    assert [c.fits for c in kept] == [True, True, False]


def test_its_own_words_tell_more_than_its_heading() -> None:
    (own,) = told({"Khối THPT có 212 học sinh.": "học sinh THPT"})
    under = replace(own, sentence=replace(own.sentence, heading="Cấp tiểu học"))
    assert [c.fits for c in without_other_of_family([under], understand("Có bao nhiêu học sinh THPT?"))] == [True]
    assert [c.fits for c in without_other_of_family([under], understand("Có mấy học sinh tiểu học?"))] == [False]


def test_a_cell_is_of_what_its_heads_tell() -> None:
    row = cells(["Tiểu học", "THCS", "THPT"], ["612", "405", "288"], "Học sinh")
    kept = without_other_of_family(row, understand("Có bao nhiêu học sinh THCS?"))
    assert [c.fits for c in kept] == [False, True, False]


def test_words_that_are_no_figure_are_of_no_family() -> None:
    found = [replace(c, figure=None) for c in told(PUPILS)]
    assert all(c.fits for c in without_other_of_family(found, understand("Có bao nhiêu học sinh THCS?")))
    assert all(c.fits for c in without_other_measure(found, understand("Năng suất là bao nhiêu?")))


ACRES, YIELD, HARVEST = "Lúa gieo 1.412 ha.", "Lúa đạt 52,4 tạ/ha.", "Lúa thu 7.400 tấn."


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Năng suất lúa là bao nhiêu?", [False, True, True]),
        ("nang suat lua la bao nhieu", [False, True, True]),
        ("What was the rice yield?", [False, True, True]),
        ("Diện tích lúa là bao nhiêu?", [True, False, False]),
        ("What was the acreage of rice?", [True, False, False]),
        ("Sản lượng lúa đạt bao nhiêu?", [False, False, True]),
        ("Năng suất và diện tích lúa là bao nhiêu?", [True, True, True]),  # two measures
        ("Diện tích lúa cho bao nhiêu tấn?", [True, True, True]),  # tonnes are counted
        ("Lúa là bao nhiêu?", [True, True, True]),
    ],
)
def test_a_yield_is_no_acreage_and_no_harvest(question: str, fits: list[bool]) -> None:
    found = figures(ACRES, YIELD, HARVEST)
    kept = without_other_measure(found, understand(question))
    assert [c.fits for c in kept] == fits
    assert [c.start for c in kept] == [c.start for c in found]


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Lưu lượng của sông là bao nhiêu?", [False, True]),
        ("luu luong cua song la bao nhieu", [False, True]),
        ("What was the river's discharge?", [False, True]),
        ("Mực nước của sông là bao nhiêu?", [True, False]),
        ("What was the water level of the river?", [True, False]),
        ("Sông có gì?", [True, True]),
    ],
)
def test_a_river_s_discharge_is_not_told_in_metres(question: str, fits: list[bool]) -> None:
    found = figures("Nước lên 25,86 m.", "Nước chảy 412 m3/s.")
    assert [c.fits for c in without_other_measure(found, understand(question))] == fits


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [
        ("Tỉnh có 412 nghìn người.", True),
        ("Tỉnh có 31.400 hộ.", False),
        ("Tỉnh rộng 48.590 ha.", False),
        ("Tỉnh thu 12 tỷ đồng.", False),
        pytest.param(
            "Tỉnh rộng 4.859 km2.",
            False,
        ),
    ],
)
def test_a_population_is_told_in_people(sentence: str, fits: bool) -> None:
    for question in ("Dân số tỉnh là bao nhiêu?", "What is the population of the province?"):
        assert [c.fits for c in without_other_measure(figures(sentence), understand(question))] == [fits]


def test_what_is_told_of_the_post_is_not_told_of_telecommunications() -> None:
    found = figures("Hoạt động bưu chính thu 38 tỷ đồng, nộp ngân sách 1,6 tỷ đồng.")
    for question, fit in (("Viễn thông nộp ngân sách bao nhiêu?", False), ("Bưu chính nộp ngân sách bao nhiêu?", True)):
        assert {c.fits for c in without_other_of_family(found, understand(question))} == {fit}
