"""Cells as a Vietnamese Excel shows them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.loaders.number_formats import shown
from rag.quantities.notation import parse_number

ACCOUNTS = '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)'


@pytest.mark.parametrize(("value", "code", "expected"), [
    (1197, "#,##0", "1.197"), (1197, "General", "1197"), (37.367, "General", "37,367"), (0.1 + 0.2, "General", "0,3"),
    (0.125, "0.0%", "12,5%"), (1234567.891, "#,##0.00", "1.234.567,89"), (-5.5, "#,##0.0", "-5,5"), (2.5, "0", "3"),
    (-5.5, "#,##0.0;(#,##0.0)", "(5,5)"), (0, '#,##0;-#,##0;"-"', "-"), (1500, ACCOUNTS, "1.500"), (0, ACCOUNTS, "-"),
    (1234567, "#,##0,", "1.235"), (5, '0" vụ"', "5 vụ"), (44926, "dd/mm/yyyy", "31/12/2022"), (3, "00", "03"),
    (datetime(2022, 12, 31), "yyyy-mm-dd", "31/12/2022"), (date(2022, 12, 1), "mm/yyyy", "12/2022"),
    (time(8, 30), "h:mm", "08:30"), (True, "General", "TRUE"), ("chữ", "@", "chữ"), (None, "0", ""),
    (float("nan"), "0", ""), (1e15, "General", "1000000000000000"), (-0.001, "0.0", "0,0"), (100, "0.###", "100"),
])  # fmt: skip
def test_shown(value: object, code: str, expected: str) -> None:
    assert shown(value, code) == expected


@given(st.integers(-(10**9), 10**9))
def test_thousands_read_back(value: int) -> None:
    assert parse_number(shown(value, "#,##0").lstrip("-")) == Decimal(abs(value))
