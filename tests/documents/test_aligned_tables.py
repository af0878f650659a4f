"""Tables that only blanks align: heads of several lines, groups, wrapped names, remarks, dotted leaders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.documents.aligned_tables import aligned_tables
from rag.documents.tables import find_tables, lines

TWO_LEVELS = """Bảng 1. Diện tích trồng rừng (ha)

                       Năm 2010               Năm 2011
Huyện             Kế hoạch  Thực hiện    Kế hoạch  Thực hiện
Bến Lở               1.450      1.512       1.600      1.647
Bến Bồi              1.820      1.763       1.950      2.018
"""
THREE_LINES = """Kết quả rà soát hộ nghèo:

                   Tổng số      Số hộ       Tỷ lệ
Huyện              hộ dân       thoát       hộ nghèo
                   (hộ)         nghèo (hộ)  (%)
Bến Lở             6.214        403         44,75
Bến Bồi            7.095        517         42,45
"""
GROUPS = """Tình hình đầu tư:

                              Đơn vị      Năm 2014     Năm 2015
A - THU NGÂN SÁCH
Thu từ khu vực quốc doanh     tỷ đồng       24.716       25.001
Thuế xuất nhập khẩu           tỷ đồng       15.342            -

B - CHI NGÂN SÁCH
* Chia theo ngành
Chi thường xuyên              tỷ đồng       42.950       43.002
"""
WRAPPED = """Chỉ tiêu thương mại:

                                     ĐVT          Năm 2016     Năm 2017
Tổng mức bán lẻ hàng hoá và
doanh thu dịch vụ tiêu dùng          tỷ đồng       102.638      114.907
Số chợ                               chợ                11           14
(kể cả chợ tạm)
Số siêu thị                          siêu thị            5            6
"""
REMARKS = """Hồ chứa nước:

TT   Tên hồ            Dung tích     Diện tích     Ghi chú
                       (triệu m3)    tưới (ha)
1    Hồ Bến Lở             29,6         3.100      nâng cấp
                                                   năm 2008
2    Hồ Bến Bồi             4,2           610      đang sửa
     - 14 -
3    Hồ Bến Bến             1,9           240      mới xây
"""
GAPS = """Diện tích thả nuôi (ha)

Huyện                Tôm sú     Cá tra    Artemia      Nghêu
Bến Lở               23.815                   412
Bến Bồi               6.204        137
Bến Bến                            561                   275
"""
LEADERS = """Giao chỉ tiêu thu ngân sách như sau:
Đơn vị: triệu đồng
Quận Bến Lở ........................ 42.700
Quận Bến Bồi ....................... 38.150
Huyện Bến Bến ...................... 21.460
"""
NUMBERED = """Vốn đầu tư:

Nguồn vốn                          Kế hoạch      Giải ngân        Tỷ lệ
                                       2011       năm 2011          (%)
A                                       (1)            (2)      (3=2/1)
Vốn cân đối ngân sách               845.300        812.417        96,11
Vốn xổ số kiến thiết                120.000        117.864        98,22
"""


def table(text: str) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of a text's one table and the lines that go on with its heads."""
    (found,) = find_tables(text)
    rows, under = ([[text[a:b] for a, b in row] for row in part] for part in (found.rows, found.under))
    return rows, under


def test_a_head_over_several_columns_is_each_one_s() -> None:
    rows, under = table(TWO_LEVELS)
    assert rows[0] == ["", "Năm 2010", "Năm 2010", "Năm 2011", "Năm 2011"]
    assert under == [["Huyện", "Kế hoạch", "Thực hiện", "Kế hoạch", "Thực hiện"]]
    assert rows[1] == ["Bến Lở", "1.450", "1.512", "1.600", "1.647"]


def test_heads_may_take_three_lines() -> None:
    rows, under = table(THREE_LINES)
    assert rows[0] == ["", "Tổng số", "Số hộ", "Tỷ lệ"]
    assert under == [["Huyện", "hộ dân", "thoát", "hộ nghèo"], ["", "(hộ)", "nghèo (hộ)", "(%)"]]
    assert len(rows) == 3


def test_lines_without_numbers_name_those_below() -> None:
    rows, _ = table(GROUPS)
    assert [row[0] for row in rows] == [
        "",
        "A - THU NGÂN SÁCH",
        "Thu từ khu vực quốc doanh",
        "Thuế xuất nhập khẩu",
        "B - CHI NGÂN SÁCH",
        "* Chia theo ngành",
        "Chi thường xuyên",
    ]
    assert rows[3] == ["Thuế xuất nhập khẩu", "tỷ đồng", "15.342", "-"]


def test_a_name_over_two_lines_is_one_and_what_goes_on_below_its_numbers_is_no_row() -> None:
    rows, _ = table(WRAPPED)
    assert [" ".join(row[0].split()) for row in rows[1:]] == [
        "Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ tiêu dùng",
        "Số chợ",
        "Số siêu thị",
    ]


def test_remarks_and_page_numbers_break_no_table() -> None:
    rows, under = table(REMARKS)
    assert [row[1:4] for row in rows[1:]] == [
        ["Hồ Bến Lở", "29,6", "3.100"],
        ["Hồ Bến Bồi", "4,2", "610"],
        ["Hồ Bến Bến", "1,9", "240"],
    ]
    assert under == [["", "", "(triệu m3)", "tưới (ha)", ""]]


def test_columns_are_told_by_all_rows_where_none_is_whole() -> None:
    rows, _ = table(GAPS)
    assert rows[1] == ["Bến Lở", "23.815", "", "412", ""]
    assert rows[3] == ["Bến Bến", "", "561", "", "275"]


def test_dotted_leaders_need_no_heads() -> None:
    (found,) = find_tables(LEADERS)
    assert (found.title, found.unit) == ("Giao chỉ tiêu thu ngân sách như sau:", "triệu đồng")
    assert [[LEADERS[a:b] for a, b in row] for row in found.rows[1:]] == [
        ["Quận Bến Lở", "42.700"],
        ["Quận Bến Bồi", "38.150"],
        ["Huyện Bến Bến", "21.460"],
    ]


def test_a_line_that_numbers_the_columns_is_neither_head_nor_row() -> None:
    rows, under = table(NUMBERED)
    assert under == [["", "2011", "năm 2011", "(%)"]]
    assert len(rows) == 3


def test_a_box_drawn_with_signs_has_heads_of_several_lines() -> None:
    rows, under = table(
        "┌─────┬──────────┬──────────┐\n│ TT  │ Tỉnh     │ Diện tích│\n│     │          │ nuôi (ha)│\n"
        "├─────┼──────────┼──────────┤\n│ 1   │ Bến Lở   │  23.417  │\n│ 2   │ Bến Bồi  │  14.206  │\n"
        "└─────┴──────────┴──────────┘\n"
    )
    assert (rows[0], under) == (["TT", "Tỉnh", "Diện tích"], [["", "", "nuôi (ha)"]])
    assert rows[1] == ["1", "Bến Lở", "23.417"]


@pytest.mark.parametrize(
    "text",
    [
        "Tên riêng dài   1.500   2.500\nTên riêng khác   1.600   2.600\nTên nữa   1.700   2.700\n",  # nothing heads it
        "Nơi nhận:                      TM. ỦY BAN NHÂN DÂN\n- Như Điều 3;                  CHỦ TỊCH\n- Lưu: VT, 2.\n",
        "Số: 12/BC-UB                   Bến Lở, ngày 3 tháng 4 năm 2005\nBÁO CÁO\nTình hình năm 2005\n",
    ],
)
def test_what_has_no_heads_is_no_table(text: str) -> None:
    assert find_tables(text) == []


@given(
    st.lists(st.sampled_from("Tên|  |   |1.500|(ha)|2010|-|\n|\n|I.|Bảng 1|:|a |....| - 14 -".split("|")), max_size=60)
)
def test_any_lines_are_told_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    for found in aligned_tables(text, list(lines(text))):
        width = len(found.rows[0])
        assert all(len(row) == width for row in found.rows)
        assert all(0 <= a <= b <= len(text) for row in found.rows for a, b in row)
        assert all(row[n][1] <= row[n + 1][0] for row in found.rows[found.heads :] for n in range(width - 1))


@pytest.mark.parametrize(
    "text",
    [
        "Tên riêng dài   1.500   2.500\n" * 3000,
        "  ".join(["1.5"] * 5000) + "\n" + "  ".join(["ab"] * 5000) + "\n",
        "." * 50_000 + " 12\n" + "a ...... 12\n" * 3,
        "x " * 50_000 + "\n" + "tên   1.5   2.5\n" * 3,
        "a (" * 20_000 + "\n" + "Tên  1.5  2.5\n" * 3,
    ],
)
def test_long_texts_end(text: str) -> None:
    assert isinstance(aligned_tables(text, list(lines(text))), list)
