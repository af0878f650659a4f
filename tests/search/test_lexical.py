"""The folded index: diacritics or none, in any folder, with filters inside the search."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.search.lexical import Entry, LexicalIndex, LexicalWeights, terms

ENTRIES = [
    Entry("sentences", 1, "r1", "Bắc Kạn có 249 điểm phục vụ bưu chính"),
    Entry("sentences", 2, "r2", "Bắc Ninh có 733 tổ công nghệ số cộng đồng"),
    Entry("sentences", 3, "r2", "Hội nghị do Giám đốc Sở chủ trì"),
    Entry("passages", 4, "r1", "Bắc Kạn có 249 điểm phục vụ bưu chính"),
]
WEIGHTS = LexicalWeights()


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex.build(ENTRIES)


@pytest.mark.parametrize("question", ["điểm bưu chính Bắc Kạn", "DIEM BUU CHINH BAC KAN", "diem buu chinh o Bac Kan?"])
def test_folding(index: LexicalIndex, question: str) -> None:
    found = index.search(question, "sentences", 5, WEIGHTS)
    assert next(iter(found)) == 1
    assert 4 not in found


def test_filters(index: LexicalIndex) -> None:
    assert list(index.search("Bắc", "sentences", 5, WEIGHTS, ["r2"])) == [2]
    assert index.search("Bắc", "sentences", 5, WEIGHTS, []) == {}
    assert index.search("Bắc", "sentences", 5, WEIGHTS, ["none"]) == {}
    with_filter = index.search("Bắc Kạn", "sentences", 1, WEIGHTS, ["r1"])
    assert with_filter == pytest.approx(index.search("Bắc Kạn", "sentences", 1, WEIGHTS))


def test_as_written_tells_marks_apart(index: LexicalIndex) -> None:
    exact = LexicalWeights(0, 0, 1, 0)
    assert index.search("điểm", "sentences", 5, exact) and not index.search("diem", "sentences", 5, exact)


def test_on_disk(tmp_path: Path) -> None:
    LexicalIndex.build(ENTRIES, tmp_path)
    assert list(LexicalIndex.read(tmp_path).search("bưu chính", "passages", 5, WEIGHTS)) == [4]
    with pytest.raises(ValueError):
        LexicalIndex.read(tmp_path / "none")


def test_terms() -> None:
    assert terms("Đạt 37,367 tỷ")["pairs"] == ["dat_37,367", "37,367_ty"]
    assert terms("Đạt 37,367 tỷ")["exact"] == ["đạt", "37,367", "tỷ"]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_question(index: LexicalIndex, text: str) -> None:
    index.search(text, "sentences", 5, LexicalWeights(1, 1, 1, 1))
