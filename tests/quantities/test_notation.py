"""Numbers are written as each language writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quantities.notation import parse_number, write_number
from rag.types import Language


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("1234.5", "1.234,5", "1,234.5"),
        ("1000", "1.000", "1,000"),
        ("0.10", "0,1", "0.1"),
        ("0", "0", "0"),
        ("-2.5", "-2,5", "-2.5"),
        ("1234.50", "1.234,5", "1,234.5"),
        ("12", "12", "12"),
        ("0.05", "0,05", "0.05"),
        ("-1200", "-1.200", "-1,200"),
    ],
)
def test_numbers_are_written_as_the_language_does(value: str, vietnamese: str, english: str) -> None:
    assert write_number(Decimal(value), Language.VIETNAMESE) == write_number(Decimal(value), "vi") == vietnamese
    assert write_number(Decimal(value), Language.ENGLISH) == write_number(Decimal(value), "en") == english


@given(st.integers(0, 10**12), st.sampled_from(Language))
def test_what_is_written_is_read_back(value: int, language: Language) -> None:
    assert parse_number(write_number(Decimal(value), language), language) == value
