"""Figures that count another thing than the one asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from beside import figures, told

from rag.answering.counted import without_other_count
from rag.question.understanding import understand


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Quý I có bao nhiêu người bị nạn?", [False, True]),
        ("Quý I có bao nhiêu vụ?", [True, False]),
        ("Quý I có bao nhiêu vụ và bao nhiêu người bị nạn?", [True, True]),
        ("Quý I có mấy vụ, người bị nạn?", [True, True]),
        ("Quý I là bao nhiêu?", [True, True]),
        ("How many people were there?", [True, True]),  # English words are weighed elsewhere
    ],
)
def test_what_counts_another_thing_does_not_fit(question: str, fits: list[bool]) -> None:
    candidates = told({"Quý I xảy ra 35 vụ.": "tai nạn", "Có 17 người bị nạn.": "người bị nạn"})
    assert [c.fits for c in without_other_count(candidates, understand(question))] == fits


@pytest.mark.parametrize(("question", "fit"), [("How many tonnes of rice were grown?", False), ("How much?", True)])
def test_an_english_unit_counts_nothing_else(question: str, fit: bool) -> None:
    (area,) = told({"Toàn tỉnh gieo 12 ha lúa.": "lúa"})
    assert [c.fits for c in without_other_count([area], understand(question))] == [fit]


LASTING = ("Khóa học kéo dài 3 tháng.", "Mỗi tuần học 12 giờ.", "Lớp học có 35 người.")


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Khóa học kéo dài mấy tháng?", [True, False, True]),
        ("khoa hoc keo dai may gio", [False, True, True]),
        ("Khóa học kéo dài bao nhiêu ngày?", [False, False, True]),
        ("Mấy tháng qua lớp học có bao nhiêu người?", [True, False, True]),
        ("Tháng nào lớp học đông?", [True, True, True]),
    ],
)
def test_what_lasts_is_told_in_the_time_asked_for(question: str, fits: list[bool]) -> None:
    assert [c.fits for c in without_other_count(figures(*LASTING), understand(question))] == fits


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Có bao nhiêu xã có chợ?", [True, False, False]),
        ("Có mấy huyện có chợ?", [False, True, False]),
        ("co bao nhieu ho buon ban", [False, False, True]),
        ("Bao nhiêu xã của mấy huyện có chợ?", [True, True, False]),
        ("Có bao nhiêu chợ?", [True, True, True]),  # nobody counts them apart
    ],
)
def test_communes_districts_and_households_are_counted_apart(question: str, fits: list[bool]) -> None:
    found = figures("Chợ có ở 41 xã.", "Chợ có ở 6 huyện.", "Chợ có 512 hộ.")
    kept = without_other_count(found, understand(question))
    assert [c.fits for c in kept] == fits
    assert [c.start for c in kept] == [c.start for c in found]


def test_words_count_nothing() -> None:
    found = [replace(c, figure=None) for c in figures("Chợ có ở 41 xã.")]
    assert [c.fits for c in without_other_count(found, understand("Có bao nhiêu hộ?"))] == [True]
