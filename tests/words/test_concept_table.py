"""The table loads whole, and spellings of one word meet in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text import words
from rag.words.concept_table import english, first_terms, vietnamese, word_of, words_of
from rag.words.english_stems import stem


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("kĩ", "kỹ"), ("TỈ", "tỷ"), ("quí", "quý"), ("Uỷ", "ủy")])
def test_spellings_of_one_syllable_meet(one: str, other: str) -> None:
    assert word_of(one)[1:3] == word_of(other)[1:3]


@pytest.mark.parametrize(("one", "other"), [("chỉ", "chi"), ("thủy", "thúy"), ("tư", "tu"), ("bàn", "bản")])
def test_diacritics_keep_syllables_apart(one: str, other: str) -> None:
    assert word_of(one).exact != word_of(other).exact
    assert word_of(one).folded == word_of(other).folded


def test_each_tree_grows_once_and_leads_to_the_concepts() -> None:
    assert vietnamese() is vietnamese()
    assert english() is english()
    exact = f"{word_of('bảo').exact} {word_of('hiểm').exact}"
    assert vietnamese().next["bao"].next["hiem"].senses == [(exact, "#insurance")]
    assert english().next[stem("insurance")].senses == [("", "#insurance")]
    assert all(concept.startswith("#") and term for concept, term in first_terms().items())


@given(st.text(max_size=200))
def test_words_are_those_of_the_folded_text(text: str) -> None:
    assert len(words_of(text)) == len(words(text))
