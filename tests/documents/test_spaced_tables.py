"""Tables that spaces align."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.documents.spaced_tables import in_columns, spaced_cells
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


YEARS = """Biểu 4. Số giường bệnh phân theo khu vực
                                   Đơn vị tính: Giường
                            2010     2011     SB 2012
TỔNG SỐ                    1.120    1.168       1.240
Thành thị                    702      730         781
   Trong đó: Bệnh viện       690      715         760
"""


def test_years_alone_head_columns_under_an_empty_corner() -> None:
    (table,) = find_tables(YEARS)
    assert cells(YEARS)[:2] == [["", "2010", "2011", "SB 2012"], ["TỔNG SỐ", "1.120", "1.168", "1.240"]]
    assert (table.title, table.unit) == ("Biểu 4. Số giường bệnh phân theo khu vực", "Giường")


YEARS_BELOW = """12  Diện tích và dân số phân theo huyện
    Area and population by district

                     Diện tích     Dân số (Người)      Mật độ 2012
                       (Km2)      2011       2012      (Người/km2)
    --------------------------------------------------------------
    Mường Khe          210,9    26.120     27.300          133
    Nà Nưa              18,0     9.180      9.400          522
    Bản Vược         1.866,6    29.510     30.050           16
"""


def test_a_second_line_of_heads_has_years_and_units() -> None:
    (table,) = find_tables(YEARS_BELOW)
    assert cells(YEARS_BELOW)[0] == ["", "Diện tích", "", "Dân số (Người)", "Mật độ 2012"]
    assert [YEARS_BELOW[a:b] for a, b in table.under[0]] == ["", "(Km2)", "2011", "2012", "(Người/km2)"]
    assert len(table.rows) == 4
    assert table.title == "12  Diện tích và dân số phân theo huyện - Area and population by district"


def test_two_years_over_a_column_of_names_head_a_table() -> None:
    text = "                  2011      2012\n Sinh (‰)        15,82     15,47\n Tử (‰)           6,10      6,30\n"
    assert cells(text) == [["", "2011", "2012"], ["Sinh (‰)", "15,82", "15,47"], ["Tử (‰)", "6,10", "6,30"]]


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


GROUPED = """BẢNG GIÁ VÉ ĐÒ

TT     Đối tượng              Bến Lở      Bến Bồi
I      Người
1      Người đi bộ             1.500        1.200
2      Xe đạp                  2.000        1.800
II     Xe có máy
1      Xe máy                  4.000        3.500
"""


def test_a_line_that_names_those_below_it_is_a_row_of_its_table() -> None:
    assert cells(GROUPED) == [
        ["TT", "Đối tượng", "Bến Lở", "Bến Bồi"],
        ["I", "Người", "", ""],
        ["1", "Người đi bộ", "1.500", "1.200"],
        ["2", "Xe đạp", "2.000", "1.800"],
        ["II", "Xe có máy", "", ""],
        ["1", "Xe máy", "4.000", "3.500"],
    ]


@pytest.mark.parametrize("rule", ["-" * 46, "---------              ------      -------"])
def test_a_ruler_below_the_heads_is_no_row(rule: str) -> None:
    heads, first = "Đối tượng              Bến Lở      Bến Bồi", "Người đi bộ             1.500        1.200"
    assert cells(TABLE.replace(heads, f"{heads}\n{rule}")) == cells(TABLE)
    assert cells(TABLE.replace(first, f"{first}\n{rule}")) == cells(TABLE)


def test_numbers_may_have_their_units_beside_them() -> None:
    text = (
        "Bảng thức ăn\n\nVật nuôi               Mỗi ngày      Mỗi tháng\nTrâu                    9,5 kg        285 kg\n"
        "Dê                      1,2 kg        36 kg\nThỏ                     4 lít/con     9 lít\n"
    )
    assert cells(text)[1:] == [["Trâu", "9,5 kg", "285 kg"], ["Dê", "1,2 kg", "36 kg"], ["Thỏ", "4 lít/con", "9 lít"]]


def test_words_beside_numbers_make_no_table() -> None:
    text = (
        "Việc làm          Mỗi ngày                 Mỗi tháng\n"
        "Chăn trâu         2 người trong thôn       9 việc khác nhau\n"
        "Chăn dê           3 người trong xóm        8 việc khác nhau\n"
    )
    assert find_tables(text) == []


def test_one_space_parts_a_long_name_from_the_number_in_its_column() -> None:
    text = (
        "Bảng giá vé\n\nĐối tượng            Bến Lở      Bến Bồi\nNgười đi bộ          1.500       1.200\n"
        "Xe ba bánh chở khách 4.000       3.500\nXe thồ chở hàng 2    4.500       3.900\n"
    )
    assert cells(text)[2:] == [["Xe ba bánh chở khách", "4.000", "3.500"], ["Xe thồ chở hàng 2", "4.500", "3.900"]]


def test_a_number_within_a_name_stays_in_it() -> None:
    text = "Tên                  Một       Hai\nKhu vực 2 phía tây   15        12\nKhu vực 3 phía nam             14"
    lines = [0, text.index("\n") + 1, text.rindex("\n") + 1]
    ends = [text.index("\n"), text.rindex("\n"), len(text)]
    rows = [(a, b, spaced_cells(text, a, b, 2)) for a, b in zip(lines, ends, strict=True)]
    placed = in_columns(text, rows)
    assert [text[a:b] for a, b in placed[2]] == ["Khu vực 3 phía nam", "", "14"]


def test_a_row_may_lack_two_cells_of_many_and_a_ruler_may_stand_below_the_heads() -> None:
    text = (
        "STT  Loại xe            Bến Lở    Bến Bồi    Bến Cát\n"
        "==================================================\n"
        "1    Xe đạp              1.500      1.200      1.100\n"
        "2    Xe thồ              3.900\n"
        "3    Xe máy              4.000      3.500      3.300\n"
    )
    assert cells(text)[2] == ["2", "Xe thồ", "3.900", "", ""]


TWO_LINES = """BẢNG GIÁ VÉ ĐÒ

Đối tượng              Bến Lở       Bến Bồi
                       ban ngày     ban đêm
Người đi bộ             1.500        1.200
Xe đạp                  2.000        1.800
"""


def test_heads_may_take_two_lines() -> None:
    (table,) = find_tables(TWO_LINES)
    assert [[TWO_LINES[a:b] for a, b in row] for row in table.under] == [["", "ban ngày", "ban đêm"]]
    assert cells(TWO_LINES) == [
        ["Đối tượng", "Bến Lở", "Bến Bồi"],
        ["Người đi bộ", "1.500", "1.200"],
        ["Xe đạp", "2.000", "1.800"],
    ]


@pytest.mark.parametrize(
    "second",
    ["trên đò                ban ngày     ban đêm", "                       cầu 1        cầu 2"],
)
def test_words_above_the_first_number_are_heads(second: str) -> None:
    text = TWO_LINES.replace("                       ban ngày     ban đêm", second)
    (table,) = find_tables(text)
    assert len(table.under) == 1
    assert len(table.rows) == 3


def test_a_group_stands_where_names_do_though_the_row_above_has_no_number() -> None:
    text = GROUPED.replace("2      Xe đạp                  2.000", "       Xe đạp                  2.000")
    assert ["II", "Xe có máy", "", ""] in cells(text)
    assert ["", "Xe đạp", "2.000", "1.800"] in cells(text)


FEES = """Mức thu như sau:

Đối tượng nộp                     Đơn vị tính        TX Bến Lở    TT Bến Bồi
1. Hộ gia đình không kinh doanh
- Hộ ở mặt đường                  đ/hộ/tháng              9.000        6.500
- Hộ trong hẻm                    đ/hộ/tháng              6.000        4.000
2. Hộ kinh doanh
- Bán hàng ăn                     đ/hộ/tháng             38.000       27.000
3. Khách sạn                      đ/phòng/tháng           5.200        4.100
"""


def test_a_numbered_line_of_one_cell_heads_a_group() -> None:
    found = cells(FEES)
    assert [row[0] for row in found] == [
        "Đối tượng nộp",
        "1. Hộ gia đình không kinh doanh",
        "- Hộ ở mặt đường",
        "- Hộ trong hẻm",
        "2. Hộ kinh doanh",
        "- Bán hàng ăn",
        "3. Khách sạn",
    ]
    assert found[1][1:] == ["", "", ""]


@pytest.mark.parametrize(
    "line",
    [
        "1. Hộ gia đình nộp theo tháng.",
        "1. Hộ gia đình không kinh doanh ở ngoài các khu vực nêu trên mà có rác thải thì nộp như hộ ở hẻm",
    ],
)
def test_other_lines_of_one_cell_head_no_group(line: str) -> None:
    text = FEES.replace("1. Hộ gia đình không kinh doanh", line)
    heads = [text[slice(*row[0])] for table in find_tables(text) for row in table.rows]
    assert line not in heads
