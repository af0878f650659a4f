"""Text cleaned once, folded without losing an offset, cut into words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text import clean, fold, has_diacritics, word_spans, words

ANY = st.text() | st.text(alphabet=st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Ll", "Nd", "Zs", "Zl", "Zp"]))


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("trang\x0cmới\u2028dòng\x85sau", "trang\nmới\ndòng\nsau"),
        ("Bă\u0301c Ka\u0323n", "Bắc Kạn"),
        ("249\u200b điểm\ufeff phục\u00ad vụ", "249 điểm phục vụ"),
        ("\u202eđảo\u202c", "đảo"),
        ("có\x00nút\x1b", "có nút "),
        ("giữ\tcột\nvà dòng", "giữ\tcột\nvà dòng"),
        ("", ""),
    ],
)
def test_cleaning(raw: str, stored: str) -> None:
    assert clean(raw) == stored


@given(ANY)
@settings(deadline=None)
def test_cleaning_is_idempotent_and_storable(raw: str) -> None:
    stored = clean(raw)
    assert clean(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert "\r" not in stored and "\x00" not in stored
    stored.encode("utf-8")


def test_a_lone_surrogate_leaves_a_mark() -> None:
    assert clean("a\ud800b") in ("a\ufffdb", "a?b")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("BẮC KẠN", "bac kan"),
        ("Đường số 5, Đắk Lắk", "duong so 5, dak lak"),
        ("Ủy viên", "uy vien"),
        ("already plain", "already plain"),
        ("İstanbul ẞ ﬁ", "istanbul ß ﬁ"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY)
@settings(deadline=None)
def test_folding_keeps_every_offset(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert [fold(c) for c in text] == list(folded)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bưu chính", True),
        ("đo", True),
        ("Kạn", True),
        ("buu chinh", False),
        ("", False),
        ("2022 %", False),
        ("日本", False),
    ],
)
def test_diacritics(text: str, expected: bool) -> None:
    assert has_diacritics(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.197/1.292 thôn, bản", ["1.197/1.292", "thon", "ban"]),
        ("Chiều 26/12/2022", ["chieu", "26/12/2022"]),
        ("37,367 tỷ; 100%", ["37,367", "ty", "100"]),
        ("4G_5G", ["4", "g", "5", "g"]),
        ("... !", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(ANY)
@settings(deadline=None)
def test_words_stand_where_their_spans_say(text: str) -> None:
    stored = clean(text)
    assert [fold(stored[start:end]) for start, end in word_spans(stored)] == words(stored)
