"""Tables that rulers of dashes frame."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.ruled_tables import is_ruler, ruled_tables
from rag.documents.tables import find_tables, lines

RULE = "-" * 60
HEADS = "TT    Đối tượng              Bến Lở       Bến Bồi"
FIRST = "1     Người đi bộ             1.500         1.200"
ROWS = f"{FIRST}\n2     Xe đạp                  2.000         1.800\n3     Xe thồ                  4.000         3.500"
TOLD = [
    ["TT", "Đối tượng", "Bến Lở", "Bến Bồi"],
    ["1", "Người đi bộ", "1.500", "1.200"],
    ["2", "Xe đạp", "2.000", "1.800"],
    ["3", "Xe thồ", "4.000", "3.500"],
]


def framed(rows: str = ROWS, heads: str = HEADS, rule: str = RULE) -> str:
    """Heads between two rulers, rows below them and a ruler at the end."""
    return f"{rule}\n{heads}\n{rule}\n{rows}\n{rule}\n"


def found(text: str) -> list[tuple[list[list[str]], int]]:
    """The cells of each framed table, and how many of its rows are heads."""
    tables = ruled_tables(text, list(lines(text)))
    return [([[text[a:b] for a, b in row] for row in table.rows], table.heads) for table in tables]


def cells(text: str) -> list[list[str]]:
    """The cells of the one framed table of a text."""
    ((rows, _),) = found(text)
    return rows


@pytest.mark.parametrize(
    "line",
    [
        "-" * 20,
        "=" * 25,
        "_" * 40,
        "–" * 30,
        "   " + "-" * 30 + "  ",
        "----  -----  ----",
        "+-----+-----+",
        "-=-_-=-_-=-",
    ],
)
def test_a_line_of_dashes_alone_is_a_ruler(line: str) -> None:
    assert is_ruler(line)


@pytest.mark.parametrize("line", ["", "   ", "-----", "--- ---", "- gạch đầu dòng", "----- Hết -----", "|---|---|"])
def test_what_is_no_ruler(line: str) -> None:
    assert not is_ruler(line)


def test_a_long_dash_before_a_word_costs_no_time() -> None:
    start = time.perf_counter()
    assert not is_ruler("-" * 42 + " Hết")
    assert time.perf_counter() - start < 0.05


@pytest.mark.parametrize("rule", [RULE, "=" * 60, "----  --------------------  ----------  ----------", " " + "_" * 50])
def test_heads_stand_between_rulers_and_rows_below(rule: str) -> None:
    assert found(f"GIÁ VÉ ĐÒ\n{framed(rule=rule)}\nHết.\n") == [(TOLD, 1)]


THREE_LINES = """ Địa phương          Rừng trồng     Rừng trồng      Tỷ lệ
                       sản xuất      phòng hộ     thành rừng
                         (ha)          (ha)          (%)"""
WOODS = """ Nậm Khe                  412           118          81,5
 Suối Lở                  305            77          79,0"""


def test_heads_may_take_several_lines() -> None:
    assert found(framed(WOODS, THREE_LINES)) == [
        (
            [
                ["Địa phương", "Rừng trồng", "Rừng trồng", "Tỷ lệ"],
                ["", "sản xuất", "phòng hộ", "thành rừng"],
                ["", "(ha)", "(ha)", "(%)"],
                ["Nậm Khe", "412", "118", "81,5"],
                ["Suối Lở", "305", "77", "79,0"],
            ],
            3,
        )
    ]


def test_the_further_lines_of_heads_stand_under_the_first() -> None:
    text = framed(WOODS, THREE_LINES)
    (table,) = find_tables(text)
    assert [[text[a:b] for a, b in row] for row in table.under] == [
        ["", "sản xuất", "phòng hộ", "thành rừng"],
        ["", "(ha)", "(ha)", "(%)"],
    ]
    assert [text[slice(*row[0])] for row in table.rows] == ["Địa phương", "Nậm Khe", "Suối Lở"]


STREETS = """STT   Tên đường           Đoạn đường            Vị trí 1   Vị trí 2"""
PRICES = """I. THỊ TRẤN KHE LAU
1     Đường Bờ Suối       Từ chợ đến cầu           4.200      3.100
                          Từ cầu đến bến           3.600      2.700
2     Đường Lên Nương     Cả đường                 1.900      1.400
II. XÃ BẢN VƯỢC
1     Đường Đầu Bản       Cả đường                   850        600"""


def test_a_row_of_one_cell_names_those_below_it() -> None:
    told = cells(framed(PRICES, STREETS, "-" * 70))
    assert [[cell for cell in row if cell] for row in told if row[-1] == ""] == [
        ["I. THỊ TRẤN KHE LAU"],
        ["II. XÃ BẢN VƯỢC"],
    ]
    assert len(told) == 7 and {len(row) for row in told} == {5}


def test_a_row_may_leave_its_first_cells_to_the_row_above() -> None:
    assert cells(framed(PRICES, STREETS, "-" * 70))[2:5] == [
        ["1", "Đường Bờ Suối", "Từ chợ đến cầu", "4.200", "3.100"],
        ["", "", "Từ cầu đến bến", "3.600", "2.700"],
        ["2", "Đường Lên Nương", "Cả đường", "1.900", "1.400"],
    ]


@pytest.mark.parametrize(
    ("total", "told"),
    [
        ("      Tổng cộng               7.500         6.500", ["", "Tổng cộng", "7.500", "6.500"]),
        ("      Tổng cộng               7.500", ["", "Tổng cộng", "7.500", ""]),
        ("      Tỷ lệ chung              75 %          65 %", ["", "Tỷ lệ chung", "75 %", "65 %"]),
    ],
)
def test_totals_may_stand_behind_a_further_ruler(total: str, told: list[str]) -> None:
    assert cells(f"{framed()}{total}\n{RULE}\nHết.\n") == [*TOLD, told]


def test_rulers_may_part_all_rows() -> None:
    assert cells(framed(ROWS.replace("\n", f"\n{RULE}\n"))) == TOLD


@pytest.mark.parametrize(
    "behind",
    [
        "Ghi chú: trẻ em không thu tiền vé.",
        "Nơi nhận:                      KT. CHỦ TỊCH",
        "                               Khe Lau, ngày 12 tháng 3 năm 2009",
        "                                                          12",  # the number of a page
        "\n      Tổng cộng               7.500         6.500",  # behind an empty line
    ],
)
def test_other_lines_behind_the_last_ruler_are_none_of_the_table(behind: str) -> None:
    text = f"{framed()}{behind}\n"
    assert cells(text) == TOLD
    assert find_tables(text)[0].end == text.index("3.500") + len("3.500")


def test_tables_follow_each_other() -> None:
    text = f"Bảng 1. Ban ngày\n{framed()}\nBảng 2. Ban đêm\n{framed()}"
    assert found(text) == [(TOLD, 1), (TOLD, 1)]
    assert [table.title for table in find_tables(text)] == ["Bảng 1. Ban ngày", "Bảng 2. Ban đêm"]


def test_two_columns_are_enough_between_rulers() -> None:
    rows = "Nậm Khe              412\nSuối Lở              118"
    assert cells(framed(rows, "Xã                 Số hộ")) == [["Xã", "Số hộ"], ["Nậm Khe", "412"], ["Suối Lở", "118"]]


LETTER = """    SỞ NÔNG NGHIỆP               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
----------------------               Độc lập - Tự do - Hạnh phúc
Số: 112/BC-SNN                   ------------------------------
                                 Khe Lau, ngày 12 tháng 3 năm 2009
"""
BLOCK = """ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN KHE LAU                      Độc lập - Tự do - Hạnh phúc
---------------                  -----------------------------------
Số: 112/BC-UBND                  Khe Lau, ngày 12 tháng 3 năm 2009

BÁO CÁO
Kết quả trồng rừng năm 2008
"""
PROSE = "Năm qua huyện đã trồng 412 ha rừng.\nCác xã đều vượt kế hoạch."


@pytest.mark.parametrize(
    "text",
    [
        LETTER,
        BLOCK,
        framed("Xã Nậm Khe trồng 118 ha.\nXã Suối Lở trồng 77 ha.", PROSE),
        f"{RULE}\n{PROSE}\n{RULE}\n",
        framed(FIRST),  # one row
        framed(heads=f"{HEADS}\n"),  # an empty line among the heads
        framed(heads="\n".join([HEADS] * 5)),  # too many of them
        framed("Hàng một      chữ\nHàng hai      chữ", "Tên           Loại"),  # words alone
        framed("| 1 | Xe | 1.500 |\n| 2 | Xe | 2.000 |", "| TT | Tên | Giá |"),  # a frame of pipes too: markdown's
        f"{RULE}\n{HEADS}\n",
        f"{RULE}\n{RULE}\n",
        "",
    ],
)
def test_what_rulers_part_without_framing_a_table(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", [LETTER, BLOCK])
def test_a_letter_s_heading_block_is_no_table(text: str) -> None:
    assert find_tables(text) == []


@pytest.mark.parametrize(
    ("above", "title", "unit"),
    [
        ("GIÁ VÉ ĐÒ NGANG\nĐơn vị tính: đồng/lượt\n", "GIÁ VÉ ĐÒ NGANG", "đồng/lượt"),
        ("GIÁ VÉ ĐÒ NGANG\n\n                       ĐVT: đồng\n\n", "GIÁ VÉ ĐÒ NGANG", "đồng"),
        ("Đơn vị tính: đồng\nBiểu 2. Giá vé đò\n", "Biểu 2. Giá vé đò", "đồng"),
        ("Giá vé như sau:\n", "Giá vé như sau:", ""),
        ("Các bến đều đã niêm yết giá vé.\n", "", ""),
        ("", "", ""),
    ],
)
def test_title_and_unit_stand_above_the_ruler(above: str, title: str, unit: str) -> None:
    (table,) = find_tables(f"{above}{framed()}")
    assert (table.title, table.unit) == (title, unit)


def test_a_part_under_the_same_heads_has_the_unit_of_the_first() -> None:
    one, other = find_tables(f"A. Ban ngày\nĐơn vị tính: đồng\n{framed()}\nB. Ban đêm\n{framed()}")
    assert (one.unit, other.unit, other.title) == ("đồng", "đồng", "B. Ban đêm")


def test_a_framed_table_ends_one_that_spaces_align() -> None:
    aligned = f"{HEADS}\n{ROWS}\n".replace("Bến", "Chợ")
    text = f"Giá một\n{aligned}{framed()}"
    told = [[text[slice(*cell)] for cell in table.rows[0]] for table in find_tables(text)]
    assert told == [["TT", "Đối tượng", "Chợ Lở", "Chợ Bồi"], TOLD[0]]


GROUPS = f"""I     Ban ngày
{FIRST}
2     Xe đạp                  2.000         1.800
{RULE}
II    Ban đêm
1     Người đi bộ             2.500         2.200
2     Xe đạp                  3.000         2.800"""


def test_a_ruler_may_stand_between_groups() -> None:
    assert [row[-1] for row in cells(framed(GROUPS))[1:]] == ["", "1.200", "1.800", "", "2.200", "2.800"]


LINES = st.sampled_from(
    [RULE, "---- ----- ----", HEADS, FIRST, *ROWS.split("\n"), *THREE_LINES.split("\n"), *PRICES.split("\n"), ""]
) | st.text(alphabet=" aBđ12.,|\t-\n", max_size=40)


@settings(deadline=None)
@given(st.lists(LINES, max_size=14).map("\n".join) | st.text(max_size=80))
def test_cells_lie_within_any_text_and_in_order(text: str) -> None:
    for table in ruled_tables(text, list(lines(text))):
        assert 0 < table.heads < len(table.rows)
        assert 0 <= table.start < table.end <= len(text)
        spans = [cell for row in table.rows for cell in row]
        assert all(table.start <= a <= b <= table.end for a, b in spans)
        assert all(row[n][1] <= row[n + 1][0] for row in table.rows for n in range(len(row) - 1))


@settings(deadline=None)
@given(st.lists(LINES, max_size=14).map("\n".join) | st.text(max_size=80))
def test_tables_of_any_text_stand_in_it_one_behind_the_other(text: str) -> None:
    end = 0
    for table in find_tables(text):
        assert end <= table.start <= table.end <= len(text)
        assert all(0 <= a <= b <= len(text) for row in (*table.rows, *table.under) for a, b in row)
        end = table.end


BARRED = """\
------------------------------------------------------------------------
                          |  Tưới tự chảy     |   Tưới bằng bơm    |
   Vùng                   |-------------------|--------------------|
                          | Đông xuân |  Mùa  | Đông xuân |  Mùa   |
------------------------------------------------------------------------
1. Miền núi               |     95    |   70  |    140    |  105   |
2. Tây Bắc                |    120    |   85  |    165    |  130   |
------------------------------------------------------------------------
"""


def test_bars_and_inner_rulers_part_columns_like_blanks() -> None:
    ((rows, heads),) = found(BARRED)
    assert heads == 3
    assert rows[-1] == ["2. Tây Bắc", "120", "85", "165", "130"]


def test_a_head_over_a_block_of_columns_stands_over_each_of_them() -> None:
    ((rows, _),) = found(BARRED)
    assert rows[0] == ["Vùng", "Tưới tự chảy", "Tưới tự chảy", "Tưới bằng bơm", "Tưới bằng bơm"]
    assert [row[1:] for row in rows[1:3] if any(row[1:])] == [["Đông xuân", "Mùa", "Đông xuân", "Mùa"]]
