"""Tables in plain text, cell by cell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.tables import find_tables
from rag.types import Table

PIPES = """Số liệu theo địa bàn:
Địa phương | Số vụ | Tỷ lệ (%)
Huyện A | 12 | 3,4
Toàn tỉnh | 30 | 5,0

Sau bảng là đoạn văn."""


def cells(text: str, table: Table) -> list[list[str]]:
    return [[text[a:b] for a, b in row] for row in table.rows]


def test_pipes() -> None:
    (table,) = find_tables(PIPES)
    assert cells(PIPES, table)[1] == ["Huyện A", "12", "3,4"]
    assert table.title == "Số liệu theo địa bàn:"
    assert PIPES[table.start : table.end].endswith("5,0")


def test_tabs_and_empty_cells() -> None:
    text = "Tháng\tSố vụ\tChết\n1\t7\t5\n2\t\t6"
    (table,) = find_tables(text.replace("\t\t", " | | ").replace("\t", " | "))
    assert [len(row) for row in table.rows] == [3, 3, 3]
    (tabbed,) = find_tables("Tháng\tSố vụ\n1\t7")
    assert len(tabbed.rows) == 2


def test_markdown_rule_is_no_row() -> None:
    text = "| Tên | Số |\n|---|---:|\n| A | 1 |"
    (table,) = find_tables(text)
    assert cells(text, table) == [["Tên", "Số"], ["A", "1"]]


def test_menus_date_lines_and_single_lines_are_no_tables() -> None:
    assert find_tables("Trang chủ | Giới thiệu | Tin tức | Liên hệ\nTrang chủ | Văn bản | Liên hệ") == []
    assert find_tables("Ngày đăng: 08-01-2021 | Lượt xem: 731\nMột đoạn văn | có gạch") == []
    assert find_tables("Chỉ một dòng | hai ô") == []


@settings(deadline=None)
@given(st.text(alphabet="a1| \t\n-:", max_size=120))
def test_offsets_lie_inside(text: str) -> None:
    for table in find_tables(text):
        assert 0 <= table.start <= table.end <= len(text)
        for row in table.rows:
            assert len(row) >= 2
            for start, end in row:
                assert table.start <= start <= end <= table.end


def test_an_empty_cell_at_an_end_keeps_its_place() -> None:
    text = (
        "STT | Nội dung | Dự toán | Quyết toán\n | Tổng chi | 9 | 8\nI | Chi đầu tư | 4 | 3\n | Trong đó: | | \n"
        "1 | Đường | 1 |\n| | Cầu | 2 | 1 |\n"
    )
    (table,) = find_tables(text)
    assert cells(text, table) == [
        ["STT", "Nội dung", "Dự toán", "Quyết toán"],
        ["", "Tổng chi", "9", "8"],
        ["I", "Chi đầu tư", "4", "3"],
        ["", "Trong đó:", "", ""],
        ["1", "Đường", "1", ""],
        ["", "Cầu", "2", "1"],
    ]


def test_a_unit_reaches_over_a_heading_and_to_the_next_part_of_a_table() -> None:
    head = "Nội dung | Dự toán | Quyết toán\n"
    text = (
        f"Đơn vị: triệu đồng\n\nA. THU\n\n{head}Phí | 1 | 2\n\nB. CHI\n\n{head}Lương | 3 | 4\n\nKhác | Tấn\nThóc | 5\n"
    )
    assert [table.unit for table in find_tables(text)] == ["triệu đồng", "triệu đồng", ""]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("\t2007\t2008\nXã A\t1\t2\nXã B\t3\t4", [["", "2007", "2008"], ["Xã A", "1", "2"], ["Xã B", "3", "4"]]),
        ("Xã\t2007\t2008\nA\t\t2\nB\t3\t", [["Xã", "2007", "2008"], ["A", "", "2"], ["B", "3", ""]]),
        ("Xã\t2007\t2008\nVùng\t\t\nA\t1\t2", [["Xã", "2007", "2008"], ["Vùng", "", ""], ["A", "1", "2"]]),
        ("Xã\t\t2007\nXã Tân Lập\t5\nA\t\t6", [["Xã", "2007"], ["Xã Tân Lập", "5"], ["A", "6"]]),
        ("\tNam\tNữ\nXã\t\t5\t6\nA\t7\t8", [["", "Nam", "Nữ"], ["Xã", "5", "6"], ["A", "7", "8"]]),
    ],
)
def test_tabs_keep_cells_under_their_heads(text: str, rows: list[list[str]]) -> None:
    (table,) = find_tables(text)
    assert [[text[a:b] for a, b in row] for row in table.rows] == rows


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Đơn vị tính: ha", "ha"),
        ("Đơn vị tính: diện tích: ha; năng suất: tạ/ha", "diện tích: ha; năng suất: tạ/ha"),
        ("ĐVT giá bán: đồng/kg; sản lượng: tấn", "giá bán: đồng/kg; sản lượng: tấn"),
        ("(Đ.V.T: triệu đồng)", "triệu đồng"),
        ("Đơn vị Hải Sơn: diện tích", ""),  # a body, no unit
        ("Vùng cao và vùng thấp", ""),
    ],
)
def test_a_line_above_a_table_may_tell_units_of_several_columns(line: str, unit: str) -> None:
    (table,) = find_tables(f"{line}\n\nCây | Diện tích | Năng suất\nNgô | 5 | 6\nSắn | 7 | 8\n")
    assert table.unit == unit


@pytest.mark.parametrize(
    "line",
    [
        "(Kèm theo Quyết định số 12/QĐ-UBND)",
        "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 1/2/2022)",
        "Kèm theo Tờ trình của phòng",
    ],
)
def test_a_line_that_names_the_document_is_no_title(line: str) -> None:
    text = f"Bảng 3. Định mức xăng dầu\n{line}\nĐơn vị tính: lít\n\nXe | Mức\nXe tải | 21\nXe con | 14\n"
    (table,) = find_tables(text)
    assert (table.title, table.unit) == ("Bảng 3. Định mức xăng dầu", "lít")


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("ĐVT: Người - Unit: Person", "Người"),
        ("Đơn vị tính: Nghìn con – Unit: Thous. heads", "Nghìn con"),
        ("Đơn vị: Ha / Unit: Ha", "Ha"),
        ("(ĐVT: Người/km2 - Unit: Person/km2)", "Người/km2"),
        ("ĐVT: % - Unit: %", "%"),
        ("Unit: Person", "Person"),
        ("ĐVT: Người", "Người"),
    ],
)
def test_a_unit_may_be_told_again_in_english(line: str, unit: str) -> None:
    (table,) = find_tables(f"{line}\n\nNhóm | 2010 | 2011\nThợ mộc | 5 | 6\nThợ rèn | 7 | 8\n")
    assert table.unit == unit


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("Bảng 2. Đàn ngựa", "Table 2. Horses"), "Bảng 2. Đàn ngựa - Table 2. Horses"),
        (("Biểu 3: Đàn ngựa", "Horses"), "Biểu 3: Đàn ngựa - Horses"),
        (("Phụ lục 2. Đàn ngựa", "", "Horses"), "Phụ lục 2. Đàn ngựa - Horses"),
        (("Bảng 12. Đàn ngựa", "Nguồn: trạm thú y"), "Nguồn: trạm thú y"),
        (("Bang 12. Dan ngua", "Horses by hamlet"), "Horses by hamlet"),
        (("Đàn ngựa theo bản", "Horses by hamlet"), "Horses by hamlet"),
        (("Bảng 12. Đàn ngựa", "Horses by hamlet:"), "Horses by hamlet:"),
        (("Bảng 12. Đàn ngựa", "Bảng 13. Đàn dê"), "Bảng 13. Đàn dê"),
    ],
)  # fmt: skip
def test_a_title_keeps_its_vietnamese_line_above_the_english_one(lines: tuple[str, ...], title: str) -> None:
    above = "\n".join(lines)
    (table,) = find_tables(f"{above}\nĐVT: Con - Unit: Head\n\nBản | 2010 | 2011\nNà Tông | 5 | 6\nNà Pán | 7 | 8\n")
    assert (table.title, table.unit) == (title, "Con")


YEARS_BELOW = "| Chỉ tiêu | Tổng số | Chia ra theo năm | |\n{}| | | 2001 | 2002 |\n| Số xã | 30 | 12 | 18 |\n"


@pytest.mark.parametrize("rule", ["", "|---|---|---|---|\n"])
def test_years_below_a_head_are_heads_too(rule: str) -> None:
    text = YEARS_BELOW.format(rule)
    (table,) = find_tables(text)
    assert cells(text, table) == [["Chỉ tiêu", "Tổng số", "Chia ra theo năm", ""], ["Số xã", "30", "12", "18"]]


@pytest.mark.parametrize(
    "below",
    [
        "| Số chợ | | 2001 | 2002 |",  # a row of its own
        "| | 25 | 2001 | 2002 |",  # more than years
        "| | | | 2002 |",  # one alone
    ],
)
def test_other_second_lines_are_rows(below: str) -> None:
    text = YEARS_BELOW.format("").replace("| | | 2001 | 2002 |", below)
    assert len(find_tables(text)[0].rows) == 3


@pytest.mark.parametrize(
    "below",
    [
        pytest.param(
            "| | | Năm 2001 | Năm 2002 |",
            marks=pytest.mark.xfail(strict=True, reason="'năm' before the years is no year"),
        ),
        pytest.param(
            "| | | 2001-2005 | 2006-2010 |",
            marks=pytest.mark.xfail(strict=True, reason="stretches of years are no years"),
        ),
    ],
)
def test_years_below_a_head_may_be_told_otherwise(below: str) -> None:
    text = YEARS_BELOW.format("").replace("| | | 2001 | 2002 |", below)
    assert len(find_tables(text)[0].rows) == 2
