"""Inflected forms meet; unlike words do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.words.english_stems import stem


@pytest.mark.parametrize(
    "forms",
    [
        "vaccinate vaccinated vaccinates vaccinating",
        "plan planned plans",
        "install installed installing",
        "household households",
        "city cities",
        "fine fines fined",
        "child children",
        "build built builds",
        "disease diseases",
        "process processes processed",
        "issue issued issues",
        "pay paid pays",
        "class classes",
        "apply applied applies",
        "die died dies",
        "house houses",
        "service services",
        "tax taxes",
        "kill killed",
    ],
)
def test_forms_of_one_word_meet(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("news", "new"),
        ("bus", "bu"),
        ("need", "ne"),
        ("community", "commune"),
        ("spring", "spr"),
        ("press", "pr"),
    ],
)
def test_unlike_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(max_size=30))
def test_any_word_keeps_a_stem(word: str) -> None:
    assert bool(stem(word)) == bool(word)
