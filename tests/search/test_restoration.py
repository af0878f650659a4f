"""Diacritics come back where the library's words tell, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.search.restoration import Restorer
from rag.text import fold

TEXTS = [
    "Mạng lưới bưu chính của tỉnh hiện có 249 điểm phục vụ bưu chính.",
    "Tỷ lệ xã có đài truyền thanh đạt 96%.",
    "Bắc Kạn xếp thứ 26/63 tỉnh, thành phố.",
]


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer(TEXTS)


@pytest.mark.parametrize(
    "question",
    [
        "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?",
        "bắc kạn xếp thứ mấy",
        "TỶ LỆ XÃ CÓ ĐÀI TRUYỀN THANH ĐẠT BAO NHIÊU",
    ],
)
def test_restored(restorer: Restorer, question: str) -> None:
    assert restorer.restore(fold(question) if question[0].islower() else question) == question
    assert restorer.restore(fold(question)) == question.lower()


def test_what_was_never_seen_stays(restorer: Restorer) -> None:
    assert restorer.restore("robot Zebra 12,5") == "robot Zebra 12,5"
    assert Restorer([]).restore("xyz") == "xyz"


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_keeps_its_length_and_letters(text: str) -> None:
    restored = Restorer(TEXTS).restore(text)
    assert len(restored) == len(text)
    assert fold(restored) == fold(text)
