"""Currencies as an English reader calls them; glosses of figures stand in `test_numbers`."""

from __future__ import annotations

import pytest

from rag.quantities.glossing import currency


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("tỷ đồng", "dong"),
        ("tỷ", "dong"),
        ("ty dong", "dong"),
        ("triệu USD", "USD"),
        ("triệu đô la Mỹ", "USD"),
        ("dollars", "USD"),
        ("tỷ yên", "yen"),
        ("nhân dân tệ", "yuan"),
        ("triệu euro/năm", "EUR"),
    ],
)
def test_currency(unit: str, name: str) -> None:
    assert currency(unit) == name
