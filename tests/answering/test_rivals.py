"""Cells of a table that others of their row outdo."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.answering.assistant import Assistant
from rag.storage.library import Library

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
