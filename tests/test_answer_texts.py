"""The words around an answer's facts: both languages, the same placeholders, no figures of their own."""

from __future__ import annotations

import string

import pytest

from rag.answer_texts import COMPOSED
from rag.messages import MESSAGES
from rag.text import has_diacritics


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("key", COMPOSED)
def test_both_languages_say_the_same(key: str) -> None:
    vietnamese, english = COMPOSED[key]
    assert fields(vietnamese) == fields(english)
    assert vietnamese.strip() and english.strip()
    assert not has_diacritics(english)
    assert MESSAGES[key] == COMPOSED[key]


@pytest.mark.parametrize("key", COMPOSED)
def test_no_text_brings_a_number_that_nothing_proves(key: str) -> None:
    assert not any(c.isdigit() for template in COMPOSED[key] for c in template)
