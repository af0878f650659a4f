"""Tables with merged cells as lines that `find_tables` reads back, column under column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.documents.tables import find_tables
from rag.loaders.grid import Cell, table_lines, table_text


def rows(*lines: str) -> list[list[Cell]]:
    return [[Cell(text.strip()) for text in line.split("/")] for line in lines]


def read_back(text: str) -> list[list[str]]:
    (table,) = find_tables(text)
    return [[text[a:b] for a, b in row] for row in table.rows]


def test_heads_of_several_rows_and_merged_cells() -> None:
    grid = [
        [Cell("Bảng 1", across=4)],
        [Cell("Huyện", down=2), Cell("Số vụ (vụ)", across=2), Cell("Ghi chú", down=2)],
        [Cell("2021"), Cell("2022")],
        *rows("A/B/1/2", "Đồng Văn/3/1.197/", "/4/5/x"),
        [Cell("Khối huyện", across=4)],
        *rows("Mèo Vạc/6/7/"),
    ]
    text = table_text(grid)
    assert text.startswith("Bảng 1\n")
    assert read_back(text) == [
        ["Huyện", "Số vụ - 2021 (vụ)", "Số vụ - 2022 (vụ)", "Ghi chú"],
        ["Đồng Văn", "3", "1.197", ""],
        ["", "4", "5", "x"],
        ["Khối huyện", "", "", ""],
        ["Mèo Vạc", "6", "7", ""],
    ]


def test_a_head_without_merges_and_notes_below() -> None:
    text = table_text(rows("Huyện/Số vụ//Chết", "/tháng này/tháng trước/người", "A/1/2/3", "Nguồn: Sở///"))
    assert text.split("\n")[0] == "Huyện | Số vụ - tháng này | tháng trước | Chết - người"
    assert text.endswith("\nNguồn: Sở")


def test_rows_keep_their_numbers() -> None:
    assert [n for n, _ in table_lines(rows("a/b", "/", "1/2", "3/4"))] == [0, 2, 3]
    assert table_text([]) == "" and table_text(rows("/", "/")) == ""


def test_separators_in_cells() -> None:
    assert read_back(table_text(rows("a|b/c", "1\n2/3"))) == [["a¦b", "c"], ["1 2", "3"]]


@given(
    st.lists(
        st.lists(st.tuples(st.text("ab1 |", max_size=3), st.integers(1, 4), st.integers(1, 4)), max_size=5), max_size=6
    )
)
def test_any_grid_is_even(grid: list[list[tuple[str, int, int]]]) -> None:
    lines = table_lines([[Cell(*cell) for cell in row] for row in grid])
    widths = {line.strip("| ").count("|") for _, line in lines}
    assert all(line == " ".join(line.split()) for _, line in lines) and len(lines) <= len(grid)
    assert not lines or max(widths) < sum(width for row in grid for _, width, _ in row)
