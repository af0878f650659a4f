"""Reports in every format and encoding, made by `tests.corpus`: their text whole, their facts asked and cited."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import loaders
from rag.answering.assistant import Assistant
from rag.loaders import ocr, office
from rag.storage.library import Library
from tests.corpus import STORIES, write

NEEDS = {"old.doc": office.program, "old.ppt": office.program, "scan.pdf": ocr.is_available}
MIXED = "uni.docx tcvn3.xlsx vni.xls uni.pdf tcvn3.pdf utf16.txt vni-utf8.html tcvn3.rtf uni.pptx".split()
HERE = [name for name in STORIES if name not in NEEDS or NEEDS[name]()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("corpus")
    for name in HERE:
        write(name, made)
    return made


@pytest.fixture(scope="module")
def assistants(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Assistant]]:
    """Answers over the corpus by file name, in two libraries: Unicode and fonts of old mixed in each."""
    groups = [[name for name in HERE if (name in MIXED) == inside] for inside in (True, False)]
    libraries = [Library(tmp_path_factory.mktemp("corpus-library")) for _ in groups]
    found = {}
    for library, names in zip(libraries, groups, strict=True):
        assert [one.error for one in library.add([folder / name for name in names])] == [None] * len(names)
        found |= dict.fromkeys(names, Assistant(library))
    yield found
    for library in libraries:
        library.close()


def needed(name: str) -> None:
    if name not in HERE:
        pytest.skip("LibreOffice or tesseract is not installed")


@pytest.mark.parametrize("name", STORIES)
def test_text(name: str, folder: Path) -> None:
    needed(name)
    story = STORIES[name]
    document = loaders.load(folder / name)
    if name == "scan.pdf":  # what is recognised is right to a few letters
        assert story.title in document.text and story.lines[0] in document.text
        return
    told = [story.title, story.lines[0], *(cell for row in story.rows for cell in row[:3])]
    assert [one for one in told if one not in document.text] == []
    assert all(f" | {before} | {after}" in document.text for before, after in story.beds)


@pytest.mark.parametrize("name", STORIES)
def test_facts(name: str, assistants: dict[str, Assistant]) -> None:
    needed(name)
    story = STORIES[name]
    for question, expected in story.questions[: 1 if name == "scan.pdf" else 3]:
        answer = assistants[name].ask(question, [])
        assert expected in answer.text, (question, answer.text)
        citation = answer.citations[0]
        assert citation.source == name and expected in citation.quote
        in_table = "giường" in question
        if in_table:
            assert citation.quote.strip("| ").startswith(story.districts[expected == story.beds[1][0]])
        paged = name.endswith((".pdf", ".pptx", ".ppt"))
        assert citation.page == ((2 if in_table else 1) if paged else None)


def test_pages_are_contiguous(folder: Path) -> None:
    for name in HERE:
        document = loaders.load(folder / name)
        assert all(a.end == b.start for a, b in zip(document.pages, document.pages[1:], strict=False))
        assert not document.pages or (document.pages[0].start, document.pages[-1].end) == (0, len(document.text))


def test_a_name_that_lies(folder: Path, tmp_path: Path) -> None:
    for name, lie in (("uni.rtf", "a.doc"), ("tcvn3.html", "b.xls"), ("uni.docx", "c.doc"), ("tcvn3.csv", "d.xls")):
        shutil.copy(folder / name, tmp_path / lie)
        assert loaders.load(tmp_path / lie).text == loaders.load(folder / name).text
