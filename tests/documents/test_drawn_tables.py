"""Tables drawn with rulers of crosses and dashes, and bars between their cells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.drawn_tables import drawn_tables
from rag.documents.tables import find_tables, lines

RULE = "+----+-------------+--------+---------+\n"
HEADS = "| TT | Đối tượng   | Bến Lở | Bến Bồi |\n"
WALKER = "| 1  | Người đi bộ |  1.500 |   1.200 |\n"
RIDER = "| 2  | Xe đạp      |  2.000 |   1.800 |\n"
FARES = RULE + HEADS + RULE + WALKER + RIDER + RULE
TOLD = [
    ["TT", "Đối tượng", "Bến Lở", "Bến Bồi"],
    ["1", "Người đi bộ", "1.500", "1.200"],
    ["2", "Xe đạp", "2.000", "1.800"],
]


def found(text: str) -> list[tuple[list[list[str]], int]]:
    """The cells of each drawn table, and how many of its rows are heads."""
    tables = drawn_tables(text, list(lines(text)))
    return [([[text[a:b] for a, b in row] for row in table.rows], table.heads) for table in tables]


def rows(text: str) -> list[list[str]]:
    """The cells of the one drawn table of a text, each on one line and without the bars amid a wrapped one."""
    ((told, _),) = found(text)
    return [[" ".join(cell.replace("|", " ").split()) for cell in row] for row in told]


def test_crosses_tell_where_the_columns_stand() -> None:
    assert found(f"GIÁ VÉ ĐÒ\n\n{FARES}\nHết.\n") == [(TOLD, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"  {line}\n" for line in FARES.splitlines()),
        FARES.replace("|\n", "|   \n"),
        RULE + HEADS + RULE + WALKER + RULE + RIDER + RULE,
        RULE + HEADS + RULE + WALKER + RIDER,
        HEADS + RULE + WALKER + RIDER + RULE,
        FARES.replace("| TT", "|TT ", 1),
        FARES.replace("|  2.000 |", "|   2.000|").replace("|  1.500 |", "| 1.500 | "),
        pytest.param(
            RULE + HEADS + RULE.replace("-", "=") + WALKER + RIDER + RULE,
        ),
    ],
)
def test_a_box_may_be_drawn_less_neatly(text: str) -> None:
    assert rows(text) == TOLD


def test_two_boxes_are_two_tables() -> None:
    assert found(f"{FARES}\nBan đêm\n{FARES}") == [(TOLD, 1)] * 2


BENDS = {
    "┌┬┐": "┌────┬─────────────┬────────┬─────────┐\n",
    "├┼┤": "├────┼─────────────┼────────┼─────────┤\n",
    "└┴┘": "└────┴─────────────┴────────┴─────────┘\n",
}
DRAWN = BENDS["┌┬┐"] + HEADS + BENDS["├┼┤"] + WALKER + RIDER + BENDS["└┴┘"]
DOUBLE = str.maketrans("┌┬┐├┼┤└┴┘─|", "╔╦╗╠╬╣╚╩╝═║")


@pytest.mark.parametrize("text", [DRAWN, DRAWN.replace("|", "│"), DRAWN.replace("|", "┃"), DRAWN.translate(DOUBLE)])
def test_boxes_of_lines_are_read_as_those_of_signs(text: str) -> None:
    assert found(text) == [(TOLD, 1)]


THREE_LINES = """\
+------------+------------+------------+
| Địa phương | Rừng trồng | Tỷ lệ      |
|            | sản xuất   | thành rừng |
|            | (ha)       | (%)        |
+------------+------------+------------+
| Nậm Khe    | 412        | 81,5       |
| Suối Lở    | 305        | 79,0       |
+------------+------------+------------+
"""


def test_heads_may_take_several_lines() -> None:
    assert found(THREE_LINES) == [
        (
            [
                ["Địa phương", "Rừng trồng", "Tỷ lệ"],
                ["", "sản xuất", "thành rừng"],
                ["", "(ha)", "(%)"],
                ["Nậm Khe", "412", "81,5"],
                ["Suối Lở", "305", "79,0"],
            ],
            3,
        )
    ]


PUPILS = """\
+------------+---------------------+--------+
| Địa phương | Học sinh            | Trường |
|            +----------+----------+        |
|            | Nam      | Nữ       |        |
+------------+----------+----------+--------+
| Nậm Khe    | 412      | 397      | 6      |
| Suối Lở    | 305      | 288      | 4      |
+------------+----------+----------+--------+
"""


@pytest.mark.parametrize("inner", ["+----------+----------+", "|----------+----------|", "|---------------------|"])
def test_a_head_over_several_columns_stands_over_each_of_them(inner: str) -> None:
    assert found(PUPILS.replace("+----------+----------+        |", f"{inner}        |")) == [
        (
            [
                ["Địa phương", "Học sinh", "Học sinh", "Trường"],
                ["", "Nam", "Nữ", ""],
                ["Nậm Khe", "412", "397", "6"],
                ["Suối Lở", "305", "288", "4"],
            ],
            2,
        )
    ]


def test_a_head_beside_a_ruler_within_its_line_is_read() -> None:
    told = PUPILS.replace(
        "|            +----------+----------+        |", "| (xã)       +----------+----------+ học    |"
    )
    assert rows(told)[:2] == [["Địa phương", "Học sinh", "Học sinh", "Trường"], ["(xã)", "Nam", "Nữ", "học"]]


WORKS = """\
+----+------------------+---------+
| TT | Công trình       | Vốn     |
+----+------------------+---------+
| 1  | Kênh Suối Cát    |         |
|    | Đoạn qua bản     | 12      |
| 2  | Đập Đá Trắng     | 34      |
| 3  | Cầu treo         |         |
|    | bắc qua Nậm Khe  | 56      |
+----+------------------+---------+
"""


def test_a_name_below_an_ordinal_goes_on_in_the_next_line() -> None:
    assert rows(WORKS)[1:] == [
        ["1", "Kênh Suối Cát Đoạn qua bản", "12"],
        ["2", "Đập Đá Trắng", "34"],
        ["3", "Cầu treo bắc qua Nậm Khe", "56"],
    ]


def test_no_name_takes_in_a_number_beside_it() -> None:
    told = WORKS.replace("| 1  | Kênh Suối Cát    |         |", "| 1  | Kênh Suối Cát    | 12      |")
    assert rows(told.replace("| Đoạn qua bản     | 12 ", "| Đoạn qua bản     |    "))[1] == ["1", "Kênh Suối Cát", "12"]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("của xã Bản Tấu", [["Chợ phiên của xã Bản Tấu", "12"], ["Chợ Khe Lau", "7"]]),
        ("Chợ Bản Tấu", [["Chợ phiên", ""], ["Chợ Bản Tấu", "12"], ["Chợ Khe Lau", "7"]]),
    ],
)
def test_without_ordinals_a_name_goes_on_in_small_letters(second: str, told: list[list[str]]) -> None:
    rule = f"+{'-' * 18}+-----+\n"
    text = f"{rule}| {'Chợ':16} | Số  |\n{rule}| {'Chợ phiên':16} |     |\n| {second:16} | 12  |\n"
    assert rows(f"{text}| {'Chợ Khe Lau':16} | 7   |\n{rule}")[1:] == told


def test_between_rulers_a_row_takes_as_many_lines_as_it_needs() -> None:
    text = """\
+------------+-----------+----------+
| Địa phương | Chợ       | Số quầy  |
+------------+-----------+----------+
| Nậm        | Chợ       |          |
| Khe        | Phiên     | 412      |
+------------+-----------+----------+
| Suối Lở    | Chợ Cũ    | 305      |
+------------+-----------+----------+
"""
    told = rows(text)
    assert [row[-1] for row in told] == ["Số quầy", "412", "305"]
    assert [row[0].split()[0] for row in told[1:]] == ["Nậm", "Suối"]


def test_a_line_across_all_columns_heads_a_group() -> None:
    text = FARES.replace(WALKER, f"| Ban ngày{' ' * 29}|\n{WALKER}")
    assert rows(text) == [TOLD[0], ["Ban ngày", "", "", ""], *TOLD[1:]]


@pytest.mark.parametrize(
    "text",
    [
        "| Địa phương | Chợ |\n|------------|-----|\n| Nậm Khe    | 4   |\n| Suối Lở    | 2   |\n",
        "| Địa phương | Chợ |\n|:-----------|----:|\n| Nậm Khe    | 4   |\n",
        FARES.replace("| Xe đạp   ", "| Xe đạp      trâu"),  # a bar out of its place
        FARES.replace("|  2.000 |   1.800 |", "|  2.000 |"),  # a cell too few
        RULE + WALKER + RIDER + RULE,  # no heads
        RULE + HEADS + RULE,  # no rows
        RULE * 4,
        "+-----------+\n| Chợ phiên |\n+-----------+\n| Nậm Khe   |\n+-----------+\n",
        "",
    ],
)
def test_what_is_no_drawn_table(text: str) -> None:
    assert found(text) == []


def test_a_markdown_table_is_read_by_its_pipes() -> None:
    text = "| Địa phương | Chợ |\n|------------|-----|\n| Nậm Khe    | 4   |\n| Suối Lở    | 2   |\n"
    (table,) = find_tables(text)
    assert [[text[a:b] for a, b in row] for row in table.rows][1:] == [["Nậm Khe", "4"], ["Suối Lở", "2"]]


def test_a_drawn_table_is_read_once_among_all() -> None:
    text = f"Số học sinh năm 2012\n\n{PUPILS}\nHết.\n"
    (table,) = find_tables(text)
    assert [text[slice(*row[-1])] for row in table.rows] == ["Trường", "6", "4"]
    assert [[text[a:b] for a, b in row] for row in table.under] == [["", "Nam", "Nữ", ""]]


PIECES = st.text(alphabet="+-|= 17aĐ,\n", max_size=50) | st.sampled_from(
    [*FARES.splitlines(), *PUPILS.splitlines(), *WORKS.splitlines(), "+--+--+", "|1 |a |", "|  |7 |", "+--+  |", ""]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=14).map("\n".join))
def test_cells_lie_within_any_text_and_rows_have_one_width(text: str) -> None:
    end = 0
    for table in drawn_tables(text, list(lines(text))):
        assert end <= table.start < table.end <= len(text)
        assert 0 < table.heads < len(table.rows)
        assert len({len(row) for row in table.rows}) == 1
        assert all(table.start <= a <= b <= table.end for row in table.rows for a, b in row)
        end = table.end
    assert all(0 <= a <= b <= len(text) for t in find_tables(text) for row in (*t.rows, *t.under) for a, b in row)
