"""A difference of two years of which the later report alone tells: by its change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.answering.assistant import Assistant
from rag.storage.library import Library

MALARIA = """SỞ Y TẾ TỈNH KON TUM
BÁO CÁO
Kết quả công tác năm 2018

Năm 2018 toàn tỉnh Kon Tum ghi nhận 79 người mắc bệnh sốt rét, giảm 22 người so với năm 2017.
Công tác phun hóa chất được duy trì ở 14 xã.
"""
EARLIER = """SỞ Y TẾ TỈNH KON TUM
BÁO CÁO
Kết quả công tác năm 2017

Năm 2017 toàn tỉnh Kon Tum ghi nhận 103 người mắc bệnh sốt rét.
"""


def opened(folder: Path, **texts: str) -> Library:
    """A library of reports."""
    files = [folder / f"{name}.txt" for name in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_text(text, encoding="utf-8")
    library = Library(folder / "library")
    assert [one.error for one in library.add(files)] == [None] * len(files)
    return library


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with opened(tmp_path_factory.mktemp("changes"), later=MALARIA) as library:
        yield Assistant(library)


@pytest.mark.parametrize(
    "question",
    [
        "By how many did malaria cases in Kon Tum drop between 2017 and 2018?",
        "Số người mắc sốt rét của Kon Tum năm 2018 ít hơn năm 2017 bao nhiêu người?",
        "Số người mắc sốt rét năm 2018 và năm 2017 của Kon Tum chênh nhau bao nhiêu?",
    ],
)
def test_the_later_report_tells_by_how_much(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "22 người" in answer.text and "79" not in answer.text
    assert "giảm 22 người so với năm 2017" in answer.citations[0].quote


def test_a_change_on_the_year_before_is_none_on_another_year(assistant: Assistant) -> None:
    answer = assistant.ask("Số người mắc sốt rét của Kon Tum năm 2018 ít hơn năm 2016 bao nhiêu người?")
    assert "22" not in answer.text


def test_two_figures_that_are_told_are_taken_off_each_other(tmp_path: Path) -> None:
    with opened(tmp_path, later=MALARIA, earlier=EARLIER) as library:
        answer = Assistant(library).ask("Số người mắc sốt rét của Kon Tum năm 2018 ít hơn năm 2017 bao nhiêu người?")
    assert "24" in answer.text  # as the reports have them, not as the later one has the change
    assert {c.source for c in answer.citations} == {"later.txt", "earlier.txt"}


RANKED = """SỞ Y TẾ TỈNH KON TUM
BÁO CÁO
Kết quả công tác năm 2019

Theo bảng xếp hạng năm 2018 do Bộ công bố trong năm 2019, tỉnh Kon Tum xếp thứ 26/63 về phòng bệnh.
"""


@pytest.mark.parametrize(("year", "is_told"), [(2018, True), (2019, False)])
def test_a_rank_made_known_a_year_later_is_of_its_own_year(tmp_path: Path, year: int, is_told: bool) -> None:
    with opened(tmp_path, ranks=RANKED) as library:
        answer = Assistant(library).ask(f"Năm {year} Kon Tum xếp thứ mấy về phòng bệnh?")
    assert ("26/63" in answer.text) is is_told
    assert answer.abstained is not is_told


FIRES = "CÔNG AN TỈNH KON TUM\nBÁO CÁO\nKết quả công tác năm {0}\n\nNăm {0} Kon Tum xảy ra {1} vụ cháy.\n"


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Two reports, years apart, neither of which tells a change."""
    texts = {"later": FIRES.format(2009, 23), "earlier": FIRES.format(2006, 33)}
    with opened(tmp_path_factory.mktemp("apart"), **texts) as library:
        yield Assistant(library)


@pytest.mark.parametrize(
    ("question", "moved"),
    [
        ("Số vụ cháy của Kon Tum giai đoạn 2006-2009 tăng hay giảm bao nhiêu?", "giảm 10 (tính từ hai số liệu trên)"),
        ("Số vụ cháy của Kon Tum năm 2009 so với năm 2006 thì tăng hay giảm?", "giảm 10 (tính từ hai số liệu trên)"),
        ("Từ năm 2006 đến năm 2009, số vụ cháy của Kon Tum giảm bao nhiêu?", "giảm 10 (tính từ hai số liệu trên)"),
        ("How much did fires in Kon Tum change between 2006 and 2009?", "down by 10 (computed from the two figures)"),
    ],
)
def test_a_change_that_no_report_tells_is_of_the_figures_of_both_years(
    apart: Assistant, question: str, moved: str
) -> None:
    answer = apart.ask(question)
    assert moved in answer.text and "33" in answer.text and "23" in answer.text
    assert {c.source for c in answer.citations} == {"later.txt", "earlier.txt"}


def test_a_change_since_a_year_without_a_figure_is_not_told(apart: Assistant) -> None:
    answer = apart.ask("Số vụ cháy của Kon Tum giai đoạn 2006-2008 tăng hay giảm bao nhiêu?")
    assert "10" not in answer.text and "tính từ" not in answer.text


@pytest.mark.xfail(strict=True, reason="a share is asked for, a count is told: 'giảm 10'")
def test_a_change_in_per_cent_is_told_in_per_cent(apart: Assistant) -> None:
    answer = apart.ask("Số vụ cháy của Kon Tum năm 2009 giảm bao nhiêu phần trăm so với năm 2006?")
    assert answer.abstained or "%" in answer.text
