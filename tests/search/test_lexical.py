"""The folded index: diacritics or none, in any folder, with filters inside the search."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.search.lexical import Entry, LexicalIndex, LexicalWeights, Mark, terms

ENTRIES = [
    Entry(1, "r1", "Bắc Kạn có 249 điểm phục vụ bưu chính"),
    Entry(2, "r2", "Bắc Ninh có 733 tổ công nghệ số cộng đồng"),
    Entry(3, "r2", "Hội nghị do Giám đốc Sở chủ trì"),
]
WEIGHTS = LexicalWeights()


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex.build(ENTRIES)


@pytest.mark.parametrize("question", ["điểm bưu chính Bắc Kạn", "DIEM BUU CHINH BAC KAN", "diem buu chinh o Bac Kan?"])
def test_folding(index: LexicalIndex, question: str) -> None:
    found = index.search(question, 5, WEIGHTS)
    assert next(iter(found)) == 1


def test_filters(index: LexicalIndex) -> None:
    assert list(index.search("Bắc", 5, WEIGHTS, ["r2"])) == [2]
    assert index.search("Bắc", 5, WEIGHTS, []) == {}
    assert index.search("Bắc", 5, WEIGHTS, ["none"]) == {}
    with_filter = index.search("Bắc Kạn", 1, WEIGHTS, ["r1"])
    assert with_filter == pytest.approx(index.search("Bắc Kạn", 1, WEIGHTS))


def test_as_written_tells_marks_apart(index: LexicalIndex) -> None:
    exact = LexicalWeights(0, 0, 1, 0)
    assert index.search("điểm", 5, exact) and not index.search("diem", 5, exact)


def test_on_disk(tmp_path: Path) -> None:
    LexicalIndex.build(ENTRIES, tmp_path)
    assert list(LexicalIndex.read(tmp_path).search("bưu chính", 5, WEIGHTS)) == [1]
    with pytest.raises(ValueError):
        LexicalIndex.read(tmp_path / "none")


def test_terms() -> None:
    assert terms("Đạt 37,367 tỷ")["pairs"] == ["dat_37,367", "37,367_ty"]
    assert terms("Đạt 37,367 tỷ")["exact"] == ["đạt", "37,367", "tỷ"]


def test_reports_come_and_go(tmp_path: Path) -> None:
    index = LexicalIndex.build(ENTRIES, tmp_path, Mark(1, "first"))
    reader = LexicalIndex.read(tmp_path)
    index.update(["r2", "r9"], [Entry(9, "r2", "Bắc Ninh có 5 bưu chính")], Mark(2, "second"))
    assert set(index.search("Bắc bưu chính hội nghị", 5, WEIGHTS)) == {1, 9}
    assert index.search("hội nghị", 5, WEIGHTS) == {} and index.search("state mark", 5, WEIGHTS) == {}
    assert index.speaks_of(Mark(2, "second")) and index.generation() == 2
    assert not index.speaks_of(Mark(2, "first")) and not index.speaks_of(Mark(1, "first"))
    assert reader.generation() == 1 and LexicalIndex.read(tmp_path).generation() == 2


def test_limits_narrow_the_search_and_leave_the_scores() -> None:
    entries = [Entry(n, f"r{n % 7}", f"Tỉnh thứ {n} có {n} điểm bưu chính và {n % 50} trường học") for n in range(400)]
    index = LexicalIndex.build(entries)
    question = "Tỉnh thứ 321 có bao nhiêu điểm bưu chính"
    whole, few = index.search(question, 400, WEIGHTS), index.search(question, 20, WEIGHTS, ["r6", "r1"], 114)
    assert next(iter(few)) == 321 and {row % 7 for row in few} <= {6, 1}
    assert few == pytest.approx({row: whole[row] for row in few}, rel=1e-4)
    assert index.search("zzz", 20, WEIGHTS) == {} and index.search("", 20, WEIGHTS) == {}
    assert index.search("bưu", 20, WEIGHTS)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_question(index: LexicalIndex, text: str) -> None:
    index.search(text, 5, LexicalWeights(1, 1, 1, 1))
