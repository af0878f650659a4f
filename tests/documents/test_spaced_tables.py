"""Tables that spaces align."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.documents.spaced_tables import spaced_cells
from rag.documents.tables import find_tables

TABLE = """BẢNG GIÁ VÉ ĐÒ
Đơn vị tính: đồng/lượt

Đối tượng              Bến Lở      Bến Bồi
Người đi bộ             1.500        1.200
Xe đạp                               1.800
Xe máy                  4.000        3.500

Ghi chú: trẻ em không thu.
"""


def cells(text: str) -> list[list[str]]:
    (table,) = find_tables(text)
    return [[text[a:b] for a, b in row] for row in table.rows]


def test_cells_stand_under_their_heads_where_one_is_empty() -> None:
    assert cells(TABLE) == [
        ["Đối tượng", "Bến Lở", "Bến Bồi"],
        ["Người đi bộ", "1.500", "1.200"],
        ["Xe đạp", "", "1.800"],
        ["Xe máy", "4.000", "3.500"],
    ]


def test_title_and_unit_stand_above() -> None:
    (table,) = find_tables(TABLE)
    assert (table.title, table.unit) == ("BẢNG GIÁ VÉ ĐÒ", "đồng/lượt")


@pytest.mark.parametrize(
    "text",
    [
        "Nơi nhận:            TM. ỦY BAN NHÂN DÂN            CHỦ TỊCH\n"
        "- Như trên;          KT. CHỦ TỊCH                  (Đã ký)\n",
        "Một câu  có hai  dấu cách\nở nhiều  chỗ trong  dòng\nmà không  là bảng  nào\n",
        "Cột một     Cột hai     Cột ba\nhàng một    chữ         chữ\nhàng hai    chữ         chữ\n",
    ],
)
def test_what_only_looks_aligned_is_no_table(text: str) -> None:
    assert find_tables(text) == []


def test_pipes_and_tabs_are_not_for_spaces() -> None:
    assert spaced_cells("a  |  b  |  c", 0, 13) == ()
    assert spaced_cells("a  \tb  c  d", 0, 11) == ()


@given(st.text(alphabet=" ab1.\n|\t", max_size=200))
def test_cells_lie_within_their_rows(text: str) -> None:
    for table in find_tables(text):
        assert all(0 <= a <= b <= len(text) for row in table.rows for a, b in row)
        assert all(row[n][1] <= row[n + 1][0] for row in table.rows for n in range(len(row) - 1))
