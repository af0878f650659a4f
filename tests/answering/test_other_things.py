"""Cells of a table that others of their row outdo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rag.answering.assistant import Assistant
from rag.answering.candidates import Candidate, Features
from rag.answering.other_things import without_other_kinds
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.scopes.periods import year_period
from rag.storage.library import Library
from rag.types import Figure, Metadata, Place, PlaceLevel, Report, Sentence, SentenceKind

PLACE = Place("Hà Giang", PlaceLevel.PROVINCE, "Hà Giang", "tỉnh")
YEAR = year_period(2012)

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


def told(sentences: dict[str, str]) -> list[Candidate]:
    """A fitting candidate for the one quantity of each sentence, told as the indicator says."""
    text, found, at = " ".join(sentences), [], 0
    report = Report("a", "a.txt", text, Metadata(place=PLACE, period=YEAR))
    for index, (sentence, indicator) in enumerate(sentences.items()):
        (quantity,) = find_quantities(text[: at + len(sentence)])[index:]
        figure = Figure("a", quantity, indicator, PLACE, YEAR, at, at + len(sentence))
        stands = Sentence("a", index, at, at + len(sentence), SentenceKind.PROSE, 0)
        end = at + len(sentence)
        found.append(
            Candidate(report, stands, quantity.start, quantity.end, at, end, PLACE, YEAR, Features(), figure, 1.0)
        )
        at = end + 1
    return found


OTHER_KIND = {"Toàn tỉnh có 212 trạm phát sóng.": "trạm phát sóng"}
OWN_KIND = {"Toàn tỉnh có 177 trạm y tế.": "trạm y tế"}
NO_KIND = {"Huyện xa nhất có 16 trạm.": "trạm"}
ASKED = "Tỉnh có bao nhiêu trạm y tế?"


@pytest.mark.parametrize(
    ("sentences", "question", "fits"),
    [
        (OTHER_KIND | OWN_KIND, ASKED, [False, True]),
        (OTHER_KIND | OWN_KIND, "Tỉnh có bao nhiêu trạm phát sóng?", [True, False]),
        (OTHER_KIND | NO_KIND, ASKED, [False, False]),  # beside another kind, what names no kind is of it
        (OWN_KIND | NO_KIND, ASKED, [True, True]),
        (NO_KIND, ASKED, [True]),
        (OTHER_KIND | OWN_KIND, "Tỉnh có bao nhiêu trạm?", [True, True]),
        (OTHER_KIND | OWN_KIND, "Tỉnh có bao nhiêu thư viện?", [True, True]),
    ],
)
def test_a_figure_of_another_kind_of_what_is_asked_answers_nothing(
    sentences: dict[str, str], question: str, fits: list[bool]
) -> None:
    candidates = told(sentences)
    kept = without_other_kinds(candidates, understand(question))
    assert [c.fits for c in kept] == fits
    assert [c.start for c in kept] == [c.start for c in candidates]


def test_a_sentence_that_names_the_kind_asked_for_tells_it() -> None:
    candidates = told(OTHER_KIND | {"Mạng lưới trạm y tế nay phủ kín 177 xã.": "mạng lưới"})
    assert [c.fits for c in without_other_kinds(candidates, understand(ASKED))] == [False, True]


def test_what_is_no_figure_is_of_no_other_kind() -> None:
    (figure,) = told(OTHER_KIND)
    span = replace(figure, figure=None)
    assert [c.fits for c in without_other_kinds([figure, span], understand(ASKED))] == [False, True]
    assert without_other_kinds([], understand(ASKED)) == []
