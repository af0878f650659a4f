"""Cells of tables that tell in words: found by the row that the question names and the head that it asks by."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.answering.assistant import Assistant
from rag.answering.text_cells import TextCell, TextCells
from rag.answering.units import Unit
from rag.documents.chunking import split
from rag.question.understanding import understand
from rag.storage.library import Library
from rag.types import Hit, Metadata, Report, SentenceKind

STATIONS = """ĐÀI KHÍ TƯỢNG THỦY VĂN TỈNH HÀ GIANG
BÁO CÁO
Mạng lưới trạm thủy văn năm 2012

Danh sách các trạm thủy văn năm 2012:

Trạm | Sông | Huyện | Trưởng trạm | Ngày mở | Số quan trắc viên
Trạm Nà Lạn | Nậm Khe | Vị Xuyên | Nguyễn Văn Tòng | 12/4/1987 | 4
Trạm Khe Lau | Suối Lở | Bắc Mê | Hoàng Thị Nhung | 03/9/1991 | 3
Trạm Bó Mới | Nậm Cát | Quang Bình | Lò Văn Páo | 21/5/1996 | 5
"""
BRIDGES = """SỞ GIAO THÔNG TỈNH HÀ GIANG
BÁO CÁO
Các công trình cầu năm 2012

Danh mục công trình cầu năm 2012:

Công trình | Nhà thầu | Giám sát | Vốn (tỷ đồng)
Cầu Khe Vang | Công ty Sao Núi | Lý A Tòng | 42
Cầu Bó Nhùng | Công ty Đá Xanh | Vàng Thị Sáo | 17
Cầu Bản Tấu | Hợp tác xã Nậm Khe | Giàng Văn Pà | 23
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("text_cells")
    (folder / "tram.txt").write_text(STATIONS, "utf-8")
    (folder / "cau.txt").write_text(BRIDGES, "utf-8")
    library = Library(folder / "library")
    library.add([folder / "tram.txt", folder / "cau.txt"])
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Năm 2012 trạm Khe Lau ở Hà Giang đặt trên sông nào?", "Suối Lở"),
        ("Trạm Nà Lạn ở Hà Giang nằm trên sông nào?", "Nậm Khe"),
        ("tram khe lau o ha giang nam tren song nao", "Suối Lở"),
        ("On which river is the Nà Lạn station in Hà Giang?", "Nậm Khe"),
        ("Trạm Bó Mới của Hà Giang thuộc huyện nào?", "Quang Bình"),
        ("Ai là trưởng trạm Bó Mới ở Hà Giang năm 2012?", "Lò Văn Páo"),
        ("Trưởng trạm Khe Lau ở Hà Giang là ai?", "Hoàng Thị Nhung"),
        ("Who heads the Khe Lau station in Hà Giang?", "Hoàng Thị Nhung"),
        ("Năm 2012 cầu Khe Vang ở Hà Giang do công ty nào thi công?", "Công ty Sao Núi"),
        ("Nhà thầu của cầu Bó Nhùng ở Hà Giang là công ty nào?", "Công ty Đá Xanh"),
        ("Nhà thầu của cầu Bản Tấu ở Hà Giang là đơn vị nào?", "Hợp tác xã Nậm Khe"),
        ("Ai giám sát cầu Bản Tấu ở Hà Giang?", "Giàng Văn Pà"),
        pytest.param(
            "Which river is Khe Lau station on in Hà Giang?",
            "Suối Lở",
        ),
    ],
)
def test_a_cell_in_words_is_told_alone(assistant: Assistant, question: str, answer: str) -> None:
    assert assistant.ask(question).text == answer


@pytest.mark.parametrize(
    "question",
    [
        "Trạm Pắc Ma ở Hà Giang nằm trên sông nào?",
        "Ai là trưởng trạm Pắc Ma ở Hà Giang?",
        "Cầu Suối Vẹt ở Hà Giang do công ty nào thi công?",
        "Ai giám sát cầu Suối Vẹt ở Hà Giang?",
    ],
)
def test_of_a_row_that_no_table_has_nothing_is_told(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).abstained


def units(text: str) -> list[Unit]:
    """The rows of a report's table, its heads among them."""
    report = Report("r", "r.txt", text, Metadata())
    return [
        Unit(report, s, text[s.start : s.end], "", Hit("r", s.start, s.end, 1.0, s.index))
        for s in split(text, "r")[0]
        if s.kind is SentenceKind.ROW
    ]


def cells(question: str, text: str = STATIONS) -> list[TextCell]:
    """The cell of each row that answers a question."""
    asked = TextCells(understand(question))
    return [cell for unit in units(text) if (cell := asked.of(unit)) is not None]


@pytest.mark.parametrize(
    ("question", "told", "name", "head"),
    [
        ("Trạm Khe Lau nằm trên sông nào?", "Suối Lở", "Trạm Khe Lau", "Sông"),
        ("tram khe lau nam tren song nao", "Suối Lở", "Trạm Khe Lau", "Sông"),
        ("Trạm Khe Lau ở huyện nào?", "Bắc Mê", "Trạm Khe Lau", "Huyện"),
        ("Ai là trưởng trạm Nà Lạn?", "Nguyễn Văn Tòng", "Trạm Nà Lạn", "Trưởng trạm"),
        ("Trạm Nà Lạn do ai phụ trách?", "Nguyễn Văn Tòng", "Trạm Nà Lạn", "Trưởng trạm"),  # the row's only person
        ("Trạm Bó Mới mở ngày nào?", "21/5/1996", "Trạm Bó Mới", "Ngày mở"),
    ],
)
def test_the_row_named_and_the_head_asked_by_give_the_cell(question: str, told: str, name: str, head: str) -> None:
    (cell,) = cells(question)
    assert (STATIONS[cell.start : cell.end], cell.name, cell.head) == (told, name, head)


@pytest.mark.parametrize(
    "question",
    [
        "Trạm Pắc Ma nằm trên sông nào?",
        "Ai là trưởng trạm Pắc Ma?",
        "Ai là trưởng trạm?",
        "Trạm Khe Lau có mấy quan trắc viên?",  # a number
        "Trạm Khe Lau do công ty nào xây?",  # none of its cells is a body
        "Trạm Khe Lau cao thế nào?",  # no head says that
        "Trạm nào nằm trên sông Nậm Khe?",  # both "Trạm" and "Trưởng trạm" are heads
    ],
)
def test_no_cell_answers_where_no_row_or_no_one_head_is_asked_for(question: str) -> None:
    assert cells(question) == []


def test_lines_of_heads_are_told_together() -> None:
    text = STATIONS.replace("Sông | Huyện", "Sông (dòng chính) | Huyện")
    (cell,) = cells("Trạm Khe Lau nằm trên sông nào?", text)
    assert (text[cell.start : cell.end], cell.head) == ("Suối Lở", "Sông (dòng chính)")


def test_of_two_names_in_a_row_the_longer_one_names_it() -> None:
    (cell,) = cells("Trạm Khe Lau ở Bắc Mê nằm trên sông nào?")
    assert (STATIONS[cell.start : cell.end], cell.name) == ("Suối Lở", "Trạm Khe Lau")


def test_what_stands_in_no_table_has_no_cells() -> None:
    text = "Trạm Khe Lau nằm trên sông Suối Lở. Trưởng trạm là Hoàng Thị Nhung."
    report = Report("r", "r.txt", text, Metadata())
    asked = TextCells(understand("Trạm Khe Lau nằm trên sông nào?"))
    told = [Unit(report, s, text, "", Hit("r", s.start, s.end, 1.0)) for s in split(text, "r")[0]]
    assert told and [asked.of(unit) for unit in told] == [None] * len(told)
