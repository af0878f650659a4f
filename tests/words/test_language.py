"""Which language a question is in, and which of its words carry content."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text import fold, words
from rag.types import Language
from rag.words.language import ENGLISH_STOP, VIETNAMESE_STOP, content_words, detect_language

VI, EN = Language.VIETNAMESE, Language.ENGLISH


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Thư viện tỉnh mở cửa mấy ngày một tuần?", VI),
        ("thu vien tinh mo cua may ngay mot tuan", VI),
        ("How many libraries does the province run?", EN),
        ("How many postal points did Bắc Kạn have in 2022?", EN),
        ("Who chaired the meeting in Đắk Lắk?", EN),
        ("Bắc Kạn 2022", VI),
        ("BẮC NINH CÓ BAO NHIÊU TỔ CÔNG NGHỆ SỐ?", VI),
        ("what about Bac Ninh", EN),
        ("con Bac Ninh thi sao", VI),
        ("dân số", VI),
        ("What is the fine (mức phạt) for drawing (vẽ) on relics (di tích)?", EN),
        ('How much is the "phí tham quan" for adults?', EN),
        ("Số liệu về dịch vụ (how many of the services are there) là bao nhiêu?", VI),
        ("(mức phạt là bao nhiêu)", VI),
        ("", VI),
        ("12345", VI),
    ],
)
def test_languages(question: str, language: Language) -> None:
    assert detect_language(question) is language


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Có bao nhiêu thư viện?", ["thu", "vien"]),
        ("How many libraries are there?", ["libraries"]),
        ("doanh thu 37,367 tỷ", ["doanh", "thu", "37,367", "ty"]),
        ("là của và", []),
        ("", []),
    ],
)
def test_content_words(text: str, content: list[str]) -> None:
    assert content_words(text) == content


def test_stop_words_are_folded() -> None:
    for stop in ENGLISH_STOP | VIETNAMESE_STOP:
        assert fold(stop) == stop


def test_stop_words_can_be_met() -> None:
    assert [s for s in sorted(ENGLISH_STOP | VIETNAMESE_STOP) if words(s) != [s]] == []


@given(st.text())
@settings(deadline=None)
def test_any_text_has_a_language_and_content_words_of_its_own(text: str) -> None:
    assert detect_language(text) in (VI, EN)
    kept, all_words = content_words(text), words(text)
    assert set(kept) <= set(all_words) and len(kept) <= len(all_words)
