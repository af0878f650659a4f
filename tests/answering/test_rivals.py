"""Cells of a table that others of their row outdo, and cells beside another name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from beside import PLACE, YEAR, cells

from rag.answering.assistant import Assistant
from rag.answering.candidates import Candidate, Features
from rag.answering.rivals import without_other_items, without_other_rows
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.storage.library import Library
from rag.types import Figure, Metadata, Report, Sentence, SentenceKind

TABLE = """Báo cáo du lịch tỉnh Hà Giang năm 2012

Bảng 1. Lượt khách

Điểm | Khách năm 2011 | Khách năm 2012 | Khách quốc tế năm 2012
Khu Tân Lập | 986.200 | 1.084.600 | 92.300
Khu Hòa Sơn | 118.900 | 141.800 | 62.500
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("rivals")
    (folder / "bang.txt").write_text(TABLE, "utf-8")
    library = Library(folder / "library")
    library.add([folder / "bang.txt"])
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Năm 2011 khu Tân Lập ở Hà Giang đón bao nhiêu lượt khách?", "986.200"),
        ("Năm 2012 khu Tân Lập ở Hà Giang đón bao nhiêu lượt khách quốc tế?", "92.300"),
        ("Năm 2011 khu Tân Lập ở Hà Giang đón bao nhiêu lượt khách quốc tế?", ""),
    ],
)
def test_a_cell_is_not_told_for_what_only_another_is_called(assistant: Assistant, question: str, answer: str) -> None:
    given = assistant.ask(question)
    assert given.abstained is (not answer)
    assert answer in given.text and "986.200" not in given.text.replace(answer, "")


def priced(*heads: str) -> list[Candidate]:
    """The one cell of each row with such a head."""
    return [cell for n, head in enumerate(heads) for cell in cells(["Giá"], [str(12 + 3 * n)], head)]


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Giá đất đường Hùng Vương là bao nhiêu?", [False, True, True]),
        ("gia dat duong hung vuong la bao nhieu", [False, True, True]),
        ("Giá đất đường Hùng Vương và đường Lý Tự Trọng là bao nhiêu?", [True, True, True]),
        ("Giá đất đường Nguyễn Du là bao nhiêu?", [True, True, True]),  # no row has it: a column or a title may
        ("Giá đất ở chợ phiên cũ là bao nhiêu?", [True, True, True]),  # that is no name
        ("Giá đất là bao nhiêu?", [True, True, True]),
    ],
)
def test_a_cell_beside_another_name_than_the_one_asked_for_does_not_fit(question: str, fits: list[bool]) -> None:
    rows = priced("Lý Tự Trọng", "Hùng Vương", "Chợ phiên cũ")
    kept = without_other_rows(rows, understand(question))
    assert [c.fits for c in kept] == fits
    assert [c.text for c in kept] == [c.text for c in rows]


@pytest.mark.parametrize("head", ["Hùng", "Hùng vương", "hùng vương"])
def test_a_name_has_two_capitalised_words_at_least(head: str) -> None:
    rows = priced("Lý Tự Trọng", head)
    kept = without_other_rows(rows, understand(f"Giá đất đường {head} là bao nhiêu?"))
    assert [c.fits for c in kept] == [True, True]


def test_what_is_no_cell_stands_in_no_row() -> None:
    one, other = priced("Lý Tự Trọng", "Hùng Vương")
    span = replace(one, figure=None)
    kept = without_other_rows([span, one, other], understand("Giá đất đường Hùng Vương là bao nhiêu?"))
    assert [c.fits for c in kept] == [True, False, True]
    assert without_other_rows([], understand("Giá đất đường Hùng Vương là bao nhiêu?")) == []


def items(*lines: str) -> list[Candidate]:
    """The one price of each item of a list, told with the words in brackets that introduce it."""
    text, found = "\n".join(lines), []
    report = Report("a", "a.txt", text, Metadata(place=PLACE, period=YEAR))
    for index, line in enumerate(lines):
        at = text.index(line)
        (price,) = [q for q in find_quantities(text) if at <= q.start < at + len(line)]
        figure = Figure("a", price, line.partition(":")[0], PLACE, YEAR, at, at + len(line))
        stands = Sentence("a", index, at, at + len(line), SentenceKind.ITEM, 0)
        found.append(
            Candidate(report, stands, price.start, price.end, at, at + len(line), PLACE, YEAR, Features(), figure, 1.0)
        )
    return found


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Xe máy qua phà trả bao nhiêu tiền?", [True, False, False]),
        ("Xe máy đi đò ngang trả bao nhiêu tiền?", [False, False, True]),
        ("Xe đạp trả bao nhiêu tiền?", [False, True, False]),
        ("Trả bao nhiêu tiền?", [True, True, True]),
    ],
)
def test_an_item_told_in_more_of_the_words_asked_for_outdoes_others(question: str, fits: list[bool]) -> None:
    told = items("Xe máy (phà): 4.000 đồng/lượt", "Xe đạp (phà): 2.000 đồng/lượt", "Xe máy (đò ngang): 3.000 đồng/lượt")
    assert [c.fits for c in without_other_items(told, understand(question))] == fits


def test_paragraphs_and_other_units_are_no_items_of_the_list() -> None:
    long = "Xe máy của dân các xã dọc sông đi chợ mỗi tuần hai buổi và về trong ngày được giảm qua phà: 900 đồng/lượt"
    told = items("Xe máy: 4.000 đồng/lượt", long, "Xe máy qua phà: 90.000 đồng/tháng")
    kept = without_other_items(told, understand("Xe máy qua phà trả bao nhiêu tiền?"))
    assert [c.fits for c in kept] == [True, True, True]
