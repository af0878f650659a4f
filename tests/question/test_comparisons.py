"""The parts of comparisons."""

from __future__ import annotations

import pytest
from asked import periods, places

from rag.question.understanding import understand
from rag.types import AnswerKind


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "So sánh số đài truyền thanh của Bắc Kạn và Bắc Ninh năm 2022",
            [("Bắc Kạn", "năm 2022"), ("Bắc Ninh", "năm 2022")],
        ),
        (
            "Bắc Kạn năm 2022 và Đắk Lắk năm 2017, nơi nào có nhiều điểm bưu chính hơn?",
            [("Bắc Kạn", "năm 2022"), ("Đắk Lắk", "năm 2017")],
        ),
        (
            "Did Bắc Kạn or Bình Thuận have more stations in 2022?",
            [("Bắc Kạn", "năm 2022"), ("Bình Thuận", "năm 2022")],
        ),
        (
            "Bắc Kạn có bao nhiêu đài truyền thanh năm 2019 và năm 2022?",
            [("Bắc Kạn", "năm 2019"), ("Bắc Kạn", "năm 2022")],
        ),
    ],
)
def test_parts_of_a_comparison(question: str, parts: list[tuple[str, str]]) -> None:
    query = understand(question)
    assert query.is_comparison
    assert [(places(p)[0], periods(p)[0]) for p in query.parts] == parts
    assert all(len(p.places) == 1 and len(p.periods) == 1 and not p.parts for p in query.parts)


def test_the_province_is_no_article() -> None:
    """ "Yên Bái năm 2006" ends like "trong bài năm 2006", which names a report."""
    query = understand("Thu ngân sách: Yên Bái năm 2006 so với Hà Giang năm 2007?")
    assert [periods(part) for part in query.parts] == [["năm 2006"], ["năm 2007"]]


def test_what_two_years_differ_by_is_asked_of_each() -> None:
    query = understand("Số học sinh giảm bao nhiêu em giữa năm 2006 và năm 2007?")
    assert {part.kind for part in query.parts} == {AnswerKind.NUMBER}


@pytest.mark.parametrize(
    "question",
    [
        "Số trạm y tế của Bắc Kạn năm 2008 có vượt năm 2007 không?",
        "Số trạm y tế của Bắc Kạn năm 2008 có nhiều hơn năm 2007 không?",
        "Did Bắc Kạn have more health stations in 2008 than in 2007?",
    ],
)
def test_whether_one_year_had_more_is_asked_of_both(question: str) -> None:
    query = understand(question)
    assert [periods(part) for part in query.parts] == [["năm 2008"], ["năm 2007"]]
    assert {part.kind for part in query.parts} == {AnswerKind.NUMBER}
