"""Figures of tables: which columns name a row, and the place, the period and the unit of each cell."""

from __future__ import annotations

import pytest

from rag.documents.chunking import split
from rag.documents.tables import find_tables
from rag.figures.extraction import extract
from rag.figures.figure_plans import is_plan_heading
from rag.figures.table_layout import filled, head_column, naming_columns, numbers_rows
from rag.scopes.period_labels import label
from rag.scopes.periods import year_period
from rag.types import Figure, FigureKind, Metadata, Place, PlaceLevel, Report, Table

PROVINCE = Place("Quảng Trị", PlaceLevel.PROVINCE, "Quảng Trị", "tỉnh")
COUNTRY = Place("Việt Nam", PlaceLevel.COUNTRY, "")
YEAR = year_period(2022)


def told(text: str, about: Place = PROVINCE) -> dict[str, Figure]:
    """The figure of each cell as written."""
    report = Report("r", "r.txt", text, Metadata(place=about, period=YEAR))
    return {f.quantity.text: f for f in extract(report, split(text, "r")[0], find_tables(text))}


def units(found: dict[str, Figure]) -> dict[str, str]:
    """The unit of each cell."""
    return {written: figure.quantity.unit for written, figure in found.items()}


def places(found: dict[str, Figure]) -> dict[str, str]:
    """The place of each cell."""
    return {written: figure.place.name for written, figure in found.items() if figure.place}


def test_what_stands_beside_a_row_s_head_tells_of_what_it_is() -> None:
    found = told(
        "Giá nước sạch\n\nĐối tượng | Lượng dùng | Giá (đồng/m3)\nHộ dân đô thị | Đến 10 m3 | 6.100\n"
        "Hộ dân đô thị | Trên 10 m3 | 7.400\nTrường học | Mọi lượng dùng | 8.800\n"
    )
    assert {written: f.indicator for written, f in found.items()} == {
        "6.100": "Hộ dân đô thị Đến 10 m3 Giá (Giá nước sạch)",
        "7.400": "Hộ dân đô thị Trên 10 m3 Giá (Giá nước sạch)",
        "8.800": "Trường học Mọi lượng dùng Giá (Giá nước sạch)",
    }
    assert found["6.100"].row_head == "Hộ dân đô thị"
    assert set(units(found).values()) == {"đồng/m3"}


def test_a_note_beside_a_row_s_head_is_none_of_its_words() -> None:
    note = "đã tính cả các khoản thuế và phí theo quy định hiện hành"
    found = told(f"Giá nước sạch\n\nĐối tượng | Ghi chú | Giá\nTrường | {note} | 6.100\nChợ | Mọi mức | 7.400\n")
    assert "thuế" not in found["6.100"].indicator and "Mọi mức" in found["7.400"].indicator


@pytest.mark.parametrize("numbering", ["", "TT | "])
@pytest.mark.parametrize("about", [PROVINCE, COUNTRY])
def test_the_innermost_place_heads_a_row(numbering: str, about: Place) -> None:
    one, two = ("1 | ", "2 | ") if numbering else ("", "")
    found = told(
        f"Nhà văn hóa thôn\n\n{numbering}Tỉnh | Huyện | Xã | Số nhà | Diện tích (m2)\n"
        f"{one}Quảng Trị | Cam Lộ | Cam Chính | 14 | 2.100\n{two}Quảng Trị | Gio Linh | Gio Mỹ | 9 | 1.350\n",
        about,
    )
    assert {written: f.row_head for written, f in found.items()} == {
        "14": "Cam Chính", "2.100": "Cam Chính", "9": "Gio Mỹ", "1.350": "Gio Mỹ",
    }  # fmt: skip
    assert places(found) == {"14": "Cam Lộ", "2.100": "Cam Lộ", "9": "Gio Linh", "1.350": "Gio Linh"}
    assert "Cam Lộ" in found["14"].indicator


@pytest.mark.parametrize(
    ("about", "place"), [(PROVINCE, "Quảng Trị"), (COUNTRY, "Cam Lộ")]
)  # of the province's report a district says where the thing stands
def test_where_a_thing_stands_is_its_place_in_a_national_report(about: Place, place: str) -> None:
    found = told(
        "Vốn theo công trình\n\nCông trình | Huyện | Vốn (triệu đồng)\nĐập Khe Sấu | Cam Lộ | 820\n"
        "Cầu Bến Thóc | Gio Linh | 640\n",
        about,
    )
    assert places(found)["820"] == place
    assert found["820"].row_head == "Đập Khe Sấu" and "Cam Lộ Vốn" in found["820"].indicator


def test_each_kind_of_column_has_the_unit_that_the_line_above_gives_it() -> None:
    found = told(
        "Đơn vị tính: diện tích: ha; năng suất: tạ/ha; sản lượng: tấn\n\n"
        "Cây trồng | Diện tích gieo | Năng suất | Sản lượng\nNgô | 120 | 41,5 | 498\nSắn | 60 | 190 | 1.140\n"
    )
    assert units(found) == {"120": "ha", "41,5": "tạ/ha", "498": "tấn", "60": "ha", "190": "tạ/ha", "1.140": "tấn"}


def test_a_row_has_the_unit_that_the_line_above_gives_it() -> None:
    found = told("Đơn vị tính: lít/100 km (xuồng: lít/giờ)\n\nPhương tiện | Tiêu hao\nXe tải | 21\nXuồng máy | 14\n")
    assert units(found) == {"21": "lít/100 km", "14": "lít/giờ"}


def test_a_head_s_own_unit_comes_before_the_one_above() -> None:
    found = told("Đơn vị tính: tấn\n\nCây | Sản lượng | Trồng mới (ha)\nNgô | 498 | 5\nSắn (bao) | 77 | 8\n")
    assert units(found) == {"498": "tấn", "5": "ha", "77": "bao", "8": "ha"}


@pytest.mark.parametrize(
    ("above", "head", "unit"),
    [
        ("triệu đồng", "Số hộ vay", ""),
        ("tạ/ha", "Số thửa", ""),
        ("triệu đồng", "Số tiền vay", "triệu đồng"),
        ("triệu đồng", "Số dư", "triệu đồng"),
        ("triệu đồng", "Số thu phí", "triệu đồng"),
        ("triệu đồng", "Dư nợ", "triệu đồng"),
        ("con", "Số trâu", "con"),
    ],
)
def test_what_a_head_says_it_counts_is_neither_money_nor_a_rate(above: str, head: str, unit: str) -> None:
    found = told(f"Đơn vị tính: {above}\n\nNội dung | {head}\nChăn nuôi | 31\nTrồng rừng | 18\n")
    assert units(found) == {"31": unit, "18": unit}
    if not unit:
        assert found["31"].quantity.kind is FigureKind.COUNT


def test_a_body_is_no_place() -> None:
    found = told(
        "Rừng đã trồng\n\nĐơn vị | Diện tích (ha)\nLâm trường Khe Giữa | 930\nCông ty Hương Rừng | 540\n"
        "Trạm giống Bến Thóc | 66\nHuyện Cam Lộ | 410\nHuyện Bến Hải | 77\n"
    )
    assert places(found) == {
        "930": "Quảng Trị", "540": "Quảng Trị", "66": "Quảng Trị", "410": "Cam Lộ", "77": "Bến Hải",
    }  # fmt: skip
    assert found["930"].indicator.startswith("Lâm trường Khe Giữa")


def test_a_year_that_heads_a_row_is_no_place() -> None:
    found = told("Rừng đã trồng\n\nĐơn vị | Diện tích (ha)\nNăm 2020 | 930\nNăm 2021 | 540\n")
    assert places(found) == {"930": "Quảng Trị", "540": "Quảng Trị"}
    assert {written: f.period and f.period.year for written, f in found.items()} == {"930": 2020, "540": 2021}


def test_what_is_counted_in_is_no_place() -> None:
    found = told("Giống cây\n\nĐơn vị tính | Cấp phát\nBao | 930\nBầu | 540\n")
    assert places(found) == {"930": "Quảng Trị", "540": "Quảng Trị"}


@pytest.mark.parametrize(
    ("head", "unit"),
    [("Trồng mới (*)", ""), ("Trồng mới (3)", ""), ("Trồng mới (ha)", "ha"), ("Trồng mới (%)", "%"), ("Sinh (‰)", "‰")],
)
def test_a_bracket_that_points_to_a_note_is_no_unit(head: str, unit: str) -> None:
    found = told(f"Rừng theo loài\n\nChỉ tiêu | {head}\nKeo | 930\nThông | 540\n")
    assert units(found) == {"930": unit, "540": unit}


def indicators(found: dict[str, Figure]) -> dict[str, str]:
    """What each cell is told of."""
    return {written: figure.indicator for written, figure in found.items()}


def test_a_row_of_words_alone_tells_of_what_those_below_it_are() -> None:
    found = told(
        "Giá vé đò\n\nTT | Đối tượng | Bến Lở | Bến Bồi\nI | Ban đêm | | \n1 | Xe đạp | 1.500 | 1.200\n"
        "II | Ban ngày | | \n1 | Xe đạp | 2.500 | 2.200\n | Tổng cộng | 9.500 | 8.200\n"
    )
    assert indicators(found) == {
        "1.500": "Xe đạp Bến Lở Ban đêm (Giá vé đò)",
        "1.200": "Xe đạp Bến Bồi Ban đêm (Giá vé đò)",
        "2.500": "Xe đạp Bến Lở Ban ngày (Giá vé đò)",
        "2.200": "Xe đạp Bến Bồi Ban ngày (Giá vé đò)",
        "9.500": "Bến Lở (Giá vé đò)",  # of all of them
        "8.200": "Bến Bồi (Giá vé đò)",
    }
    assert {f.row_head for f in found.values()} == {"Xe đạp", "Tổng cộng"}


def test_a_group_of_places_is_none_of_their_words() -> None:
    found = told(
        "Trạm bơm\n\nHuyện | Số trạm | Số máy\nMiền núi | | \nHướng Hóa | 15 | 12\nĐồng bằng | | \nGio Linh | 25 | 22\n"
    )
    assert places(found) == {"15": "Hướng Hóa", "12": "Hướng Hóa", "25": "Gio Linh", "22": "Gio Linh"}
    assert indicators(found)["15"] == "Số trạm (Trạm bơm)"


@pytest.mark.parametrize("head", ["Xếp hạng", "Hạng", "Thứ tự", "Vị trí", "Rank"])
def test_a_rank_before_a_name_only_numbers_the_row(head: str) -> None:
    found = told(f"Cải cách\n\n{head} | Phòng | Điểm\n1 | Nội vụ | 91,5\n2 | Tư pháp | 88,2\n")
    assert {written: f.row_head for written, f in found.items()} == {"91,5": "Nội vụ", "88,2": "Tư pháp"}
    assert indicators(found)["91,5"] == "Nội vụ Điểm (Cải cách)"


def test_a_rank_before_numbers_heads_its_row() -> None:
    found = told("Cải cách\n\nHạng | Điểm | Thưởng\n1 | 91,5 | 3,1\n2 | 88,2 | 2,7\n")
    assert {written: f.row_head for written, f in found.items()} == {"91,5": "1", "3,1": "1", "88,2": "2", "2,7": "2"}


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Kinh phí sửa chợ (đơn vị: triệu đồng)", "triệu đồng"),
        ("Kinh phí sửa chợ (ĐVT: triệu đồng)", "triệu đồng"),
        ("Kinh phí sửa chợ (triệu đồng)", "triệu đồng"),
        ("Sản lượng khoai môn (tấn)", "tấn"),
        ("Năng suất khoai môn (tạ/ha)", "tạ/ha"),
        ("Tỷ lệ cấp nước (%)", "%"),
        ("Sản lượng khoai môn (dự kiến)", ""),
        ("Sản lượng khoai môn (tấn) và các loại khác", ""),
        ("Sản lượng khoai môn", ""),
    ],
)
def test_a_title_may_tell_the_unit(title: str, unit: str) -> None:
    found = told(f"{title}\n\nChợ | Đợt một | Đợt hai\nChợ Cùa | 82 | 91\nChợ Phiên | 64 | 65\n")
    assert units(found) == dict.fromkeys(["82", "91", "64", "65"], unit)


def test_the_line_above_and_the_head_come_before_the_unit_in_the_title() -> None:
    found = told(
        "Sản lượng khoai môn (tấn)\nĐơn vị tính: tạ\n\nXã | Vụ đông | Vụ xuân (kg)\n"
        "Cam Chính | 82 | 91\nGio Mỹ | 64 | 65\n"
    )
    assert units(found) == {"82": "tạ", "91": "kg", "64": "tạ", "65": "kg"}


def test_the_column_of_units_comes_before_a_bracket() -> None:
    found = told(
        "Kết quả năm\n\nChỉ tiêu | ĐVT | Thực hiện\nTỷ lệ hộ nghèo (chuẩn mới) | % | 8,4\n"
        "Số thôn (có điện) | thôn | 91\nHộ vay vốn (hộ) | | 77\n"
    )
    assert units(found) == {"8,4": "%", "91": "thôn", "77": "hộ"}
    assert "chuẩn mới" in found["8,4"].indicator and "có điện" in found["91"].indicator
    assert found["8,4"].quantity.kind is FigureKind.PERCENTAGE


def test_a_year_may_begin_a_column_s_head() -> None:
    found = told(
        "Đàn vật nuôi\n\nVật nuôi | 1999 - Số con | 1999 - Giá trị (triệu đồng) | 2000 - Số con\n"
        "Dê | 410 | 82 | 455\nNgựa | 37 | 64 | 31\n"
    )
    assert {written: f.period.year for written, f in found.items() if f.period} == {
        **dict.fromkeys(["410", "82", "37", "64"], 1999),
        **dict.fromkeys(["455", "31"], 2000),
    }
    assert found["410"].indicator == "Dê Số con (Đàn vật nuôi)"
    assert found["82"].quantity.kind is FigureKind.MONEY


@pytest.mark.parametrize(
    ("column", "units_told"),
    [
        (("tấn", "viên"), {"12": "tấn", "5.600": "viên"}),
        (("Tấn", "Bộ"), {"12": "Tấn", "5.600": "Bộ"}),
        (("", "viên"), {"12": "", "5.600": "viên"}),
        (("Trường THCS Cam Chính", "Trường THCS Gio Mỹ"), {"12": "", "5.600": ""}),  # bodies
    ],
)
def test_a_column_called_unit_tells_units_unless_it_names_bodies(
    column: tuple[str, str], units_told: dict[str, str]
) -> None:
    found = told(f"Vật tư\n\nTên | Đơn vị | Số\nXi măng | {column[0]} | 12\nGạch | {column[1]} | 5.600\n")
    assert units(found) == units_told


@pytest.mark.parametrize("head", ["Đơn vị", "ĐVT", "Đơn vị tính"])
def test_money_above_a_list_of_prices_is_for_each_unit_of_its_column(head: str) -> None:
    found = told(
        f"Giá thử nước\nĐơn vị tính: đồng\n\nTT | Chỉ tiêu | {head} | Mức thu\n1 | Độ đục | mẫu | 31.000\n"
        "2 | Đi lại | chuyến | 120.000\n3 | Hồ sơ | nghìn đồng | 47\n"
    )
    assert units(found) == {"31.000": "đồng/mẫu", "120.000": "đồng/chuyến", "47": "nghìn đồng"}
    assert {f.quantity.kind for f in found.values()} == {FigureKind.MONEY}


def test_a_group_ends_at_a_row_numbered_as_it_is() -> None:
    found = told(
        "Vốn\n\nTT | Nội dung | Số vốn | Đã chi\nI | Thủy lợi | | \n1 | Kênh Suối Cát | 12 | 11\n"
        "2 | Đập Đá Trắng | 34 | 33\nII | Trồng rừng | 56 | 55\n1 | Keo | 43 | 42\n"
    )
    grouped = {written for written, f in found.items() if "Thủy lợi" in f.indicator}
    assert grouped == {"12", "11", "34", "33"}


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("A", "B"), ("I", "II")])
def test_groups_may_be_lettered(one: str, other: str) -> None:
    found = told(
        f"Vốn\n\nTT | Nội dung | Số vốn | Đã chi\n{one} | Thủy lợi | | \n1 | Kênh | 12 | 11\n"
        f"{other} | Trồng rừng | 56 | 55\n"
    )
    assert "Thủy lợi" in found["12"].indicator and "Thủy lợi" not in found["56"].indicator


def test_a_group_that_nothing_numbers_goes_on() -> None:
    found = told("Vốn\n\nNội dung | Số vốn | Đã chi\nThủy lợi | | \nKênh | 12 | 11\nĐập | 34 | 33\n")
    assert all("Thủy lợi" in f.indicator for f in found.values())


def test_the_second_line_of_the_heads_is_in_the_words_of_its_column() -> None:
    found = told(
        "BẢNG GIÁ VÉ ĐÒ\n\nĐối tượng              Bến Lở       Bến Bồi\n"
        "                       ban ngày     ban đêm\n"
        "Người đi bộ             1.500        1.200\nXe đạp                  2.000        1.800\n"
    )
    assert "Bến Lở ban ngày" in found["1.500"].indicator
    assert "Bến Bồi ban đêm" in found["1.800"].indicator and "ban ngày" not in found["1.800"].indicator


def test_a_longer_bracket_in_a_row_s_head_is_no_unit() -> None:
    found = told("Đơn vị tính: Triệu USD\n\nCửa khẩu | Kim ngạch\nBản Vược | 96,5\nNà Nưa (ga đường sắt) | 148,6\n")
    assert units(found) == {"96,5": "Triệu USD", "148,6": "Triệu USD"}


def test_preliminary_years_are_years() -> None:
    found = told("Đơn vị tính: Người\n\nNhóm | 2010 | SB 2011\nThành thị | 96.511 | 97.420\n")
    assert {text: (f.indicator.partition(" (")[0], f.period and f.period.start.year) for text, f in found.items()} == {
        "96.511": ("Thành thị", 2010),
        "97.420": ("Thành thị", 2011),
    }


def test_the_line_that_introduces_a_table_tells_where_its_figures_are_of() -> None:
    text = (
        "Giá cả thị trường tỉnh Quảng Trị tháng 12 năm 2012\n\nGiá ghi nhận tại huyện Gio Linh:\n"
        "Mặt hàng | Đơn vị | Tháng 11 | Tháng 12\nThịt lợn | kg | 85.000 | 78.000\nGạo tẻ | kg | 12.000 | 12.500\n"
    )
    report = Report("r", "r.txt", text, Metadata(place=PROVINCE, period=YEAR))
    found = [f for f in extract(report, split(text, "r")[0], find_tables(text)) if f.quantity.text[:6] == "78.000"]
    assert {f.place.name for f in found if f.place} == {PROVINCE.name, "Gio Linh"}


def test_a_head_above_several_years_is_each_one_s() -> None:
    text = (
        "12  Dân số theo huyện năm 2012\n\n"
        "                     Diện tích     Dân số (Người)      Mật độ 2012\n"
        "                       (Km2)      2011       2012      (Người/km2)\n"
        "    Gio Linh           210,9    26.120     27.300          133\n"
        "    Cam Lộ              18,0     9.180      9.400          522\n"
        "    Vĩnh Linh        1.866,6    29.510     30.050           16\n"
    )
    found = told(text)
    assert units(found)["9.180"] == "Người" and units(found)["18,0"] == "Km2" and units(found)["522"] == "Người/km2"
    assert [found[n].indicator.partition(" (")[0] for n in ("9.180", "9.400", "522")] == ["Dân số", "Dân số", "Mật độ"]
    assert [found[n].period.start.year for n in ("9.180", "9.400", "522") if found[n].period] == [2011, 2012, 2012]


@pytest.mark.parametrize(
    ("heading", "is_plan"),
    [
        ("MỘT SỐ CHỈ TIÊU CƠ BẢN", False),
        ("mot so chi tieu co ban", False),
        ("Hệ thống chỉ tiêu thống kê", False),
        ("Các chỉ tiêu chủ yếu", False),
        ("Các chỉ tiêu phấn đấu", True),
        ("cac chi tieu phan dau", True),
        ("Các chỉ tiêu năm 2023", True),
        ("Một số chỉ tiêu kế hoạch", True),
        ("Một số chỉ tiêu và giải pháp", True),
        ("Chỉ tiêu", True),
        pytest.param(
            "Các chỉ tiêu chủ yếu đến năm 2025",
            True,
        ),
        pytest.param(
            "Các chỉ tiêu đặt ra cho năm tới",
            True,
        ),
    ],
)
def test_basic_indicators_are_measures_and_no_targets(heading: str, is_plan: bool) -> None:
    assert is_plan_heading(heading) is is_plan


@pytest.mark.parametrize(
    ("title", "column", "plans"),
    [
        ("Kế hoạch trồng rừng", "Diện tích", True),
        ("Kế hoạch trồng rừng", "Thực hiện", False),
        ("Kế hoạch trồng rừng", "TH 2022", False),
        ("Kế hoạch trồng rừng", "Kết quả", False),
        ("Kế hoạch trồng rừng", "THPT", True),
        ("Một số chỉ tiêu cơ bản", "Diện tích", False),
    ],
)
def test_a_column_of_results_makes_no_table_of_plans(title: str, column: str, plans: bool) -> None:
    found = told(f"{title}\n\nLoại rừng | {column}\nRừng keo | 6.100\nRừng tràm | 7.400\n")
    assert [f.kind_of_scope == "plan" for f in found.values()] == [plans, plans]


def table_of(*rows: str) -> tuple[str, Table]:
    """A text that is one table of those rows, and the table."""
    text = "\n".join(rows)
    (table,) = find_tables(text)
    return text, table


def filled_rows(*rows: str) -> list[list[str]]:
    """The cells of the rows below the heads, the naming cells filled."""
    text, table = table_of(*rows)
    naming = naming_columns(text, table, 1 if numbers_rows(text, table) else 0)
    return [[text[a:b] for a, b in row] for row in filled(text, table, naming)]


def test_a_name_told_once_holds_for_the_rows_that_leave_it_out() -> None:
    assert filled_rows(
        "Huyện | Xã | Số sạp", "Cam Lộ | Cam Chính | 21", " | Cam Nghĩa | 13", "Gio Linh | Gio Mỹ | 8", " | Gio Hải | 6"
    ) == [
        ["Cam Lộ", "Cam Chính", "21"],
        ["Cam Lộ", "Cam Nghĩa", "13"],
        ["Gio Linh", "Gio Mỹ", "8"],
        ["Gio Linh", "Gio Hải", "6"],
    ]


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        (("Huyện | Xã | Sạp", "Cam Lộ | Cam Chính | 21", " | | 13"), ["", "", "13"]),  # the innermost stays empty
        (("Xã | Sạp | Quầy", "Cam Chính | 21 | 5", " | 13 | 4"), ["", "13", "4"]),  # one naming column
        (
            ("TT | Đường | Đoạn | Giá", "1 | Bờ Suối | Trên | 21", " | | Dưới | 13"),
            ["", "Bờ Suối", "Dưới", "13"],  # no number is filled in
        ),
        (
            ("TT | Đường | Đoạn | Giá", "1 | Bờ Suối | Trên | 21", "2 | Lên Nương | | 13"),
            ["2", "Lên Nương", "", "13"],
        ),
        (("Loại | Đoạn | Giá", "Đất ở | Trên | 21", " | Dưới | "), ["Đất ở", "Dưới", ""]),  # numbers are never filled
    ],
)
def test_only_outer_names_are_filled_in(rows: tuple[str, ...], last: list[str]) -> None:
    assert filled_rows(*rows)[-1] == last


@pytest.mark.parametrize(
    ("rows", "numbered"),
    [
        (("Nhóm | Loại xe | Vé", "1 | Xe tải | 15", "2 | Xe ca | 20", "3 | Xe thồ | 25"), True),
        (("Số | Loại xe | Vé", "1. | Xe tải | 15", "2. | Xe ca | 20", "3. | Xe thồ | 25"), True),
        (("Mã | Khoản | Thu", "A | Thu phí | 15", "I | Phí chợ | 9", "1 | Vé | 5", "1.1 | Vé quầy | 2"), True),
        (("Mã | Khoản | Thu", "I | Phí chợ | 15", "1 | Vé | 9", " | Vé quầy | 5", "2 | Sạp | 5"), True),
        (("STT | Tên | Vé", "7 | Xe tải | 15"), True),  # the head says so
        (("Nhóm | Loại xe | Vé", "1 | Xe tải | 15", "2 | Xe ca | 20"), False),  # two rows count nothing
        (("Nhóm | Loại xe | Vé", "1 | Xe tải | 15", "3 | Xe ca | 20", "5 | Xe thồ | 25"), False),
        (("Bậc | Hệ số | Mức", "1 | 2,34 | 12", "2 | 2,67 | 14", "3 | 3,00 | 16"), False),  # numbers beside it
        (("Lớp | Môn | Tiết", "A | Toán | 12", "B | Văn | 14", "C | Sử | 16"), False),  # one kind of code
        (("Đợt | Số", "1 | 12", "2 | 14", "3 | 16"), False),  # nothing is named
        (("Xã | Chợ | Số", "Nậm Khe | Cùa | 12", "Suối Lở | Phiên | 14", "Bản Vược | Ga | 16"), False),
    ],
)
def test_a_first_column_of_running_numbers_or_codes_only_numbers_rows(rows: tuple[str, ...], numbered: bool) -> None:
    assert numbers_rows(*table_of(*rows)) is numbered


def test_the_rows_that_are_counted_are_headed_by_their_names() -> None:
    found = told("Giá vé\n\nNhóm | Loại xe | Vé lượt\n1 | Xe tải | 15\n2 | Xe ngựa | 20\n3 | Xe thồ | 25\n")
    assert {written: f.row_head for written, f in found.items()} == {"15": "Xe tải", "20": "Xe ngựa", "25": "Xe thồ"}
    assert indicators(found)["20"] == "Xe ngựa Vé lượt (Giá vé)"


def test_months_are_no_numbers_of_rows() -> None:
    found = told("Số vụ cháy\n\nTháng | Loại | Số vụ\n1 | Cháy rừng | 7\n2 | Cháy chợ | 9\n3 | Cháy nhà | 4\n")
    assert {written: label(f.period) for written, f in found.items() if f.period} == {
        "7": "tháng 1/2022", "9": "tháng 2/2022", "4": "tháng 3/2022",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "column"),
    [
        ("Tỉnh | Huyện | Xã | Số", 2),
        ("Địa bàn | Xã | Ghi chú | Số", 1),
        ("Địa phương | Tên chợ | Ghi chú | Số", 0),
        ("Tên chợ | Huyện | Xã | Số", 0),  # where a thing stands
        ("Tên chợ | Loại | Hạng | Số", 0),
    ],
)
def test_rows_of_places_are_headed_by_the_innermost(heads: str, column: int) -> None:
    text, table = table_of(heads, "Một | Hai | Ba | 12", "Bốn | Năm | Sáu | 14")
    assert head_column(text, table, naming_columns(text, table, 0)) == column


@pytest.mark.parametrize("numbered", [True, False])
def test_a_group_may_give_the_place_of_those_below_it(numbered: bool) -> None:
    rows = (
        "I | Huyện Cam Lộ | | \n1 | Bờ Suối | 42 | 31\nII | Thành phố Đông Hà | | \n1 | Lên Nương | 19 | 14\n"
        if numbered
        else "I. HUYỆN CAM LỘ | | \nBờ Suối | 42 | 31\nII. THÀNH PHỐ ĐÔNG HÀ | | \nLên Nương | 19 | 14\n"
    )
    found = told(f"Giá đất\n\n{'TT | ' if numbered else ''}Đường | Vị trí 1 | Vị trí 2\n{rows}")
    assert places(found) == {"42": "Cam Lộ", "31": "Cam Lộ", "19": "Đông Hà", "14": "Đông Hà"}
    assert found["19"].row_head == "Lên Nương"


@pytest.mark.parametrize("group", ["Đường đi Cam Lộ", "Vùng núi", "II. Đất chợ", "Chợ Cam Lộ"])
def test_a_group_of_other_words_gives_no_place(group: str) -> None:
    found = told(f"Giá đất\n\nĐường | Vị trí 1 | Vị trí 2\n{group} | | \nBờ Suối | 42 | 31\n")
    assert places(found) == {"42": "Quảng Trị", "31": "Quảng Trị"}


def test_the_next_group_ends_the_place_of_the_one_before() -> None:
    found = told(
        "Giá đất\n\nTT | Đường | Vị trí 1 | Vị trí 2\nI | Huyện Cam Lộ | | \n1 | Bờ Suối | 42 | 31\n"
        "II | Các tuyến liên huyện | | \n1 | Lên Nương | 19 | 14\n"
    )
    assert places(found) == {"42": "Cam Lộ", "31": "Cam Lộ", "19": "Quảng Trị", "14": "Quảng Trị"}


def test_a_group_within_a_group_keeps_its_place() -> None:
    found = told(
        "Giá đất\n\nTT | Đường | Vị trí 1 | Vị trí 2\nI | Huyện Cam Lộ | | \nA | Đường chính | | \n"
        "1 | Bờ Suối | 42 | 31\n"
    )
    assert places(found) == {"42": "Cam Lộ", "31": "Cam Lộ"}


def test_a_group_may_give_the_unit_of_those_below_it() -> None:
    found = told(
        "Đơn vị tính: con\n\nVật nuôi, cây trồng | Vụ đông | Vụ hè\nDiện tích (ha) | | \nNgô | 120 | 130\n"
        "Sản lượng (nghìn tấn) | | \nNgô | 49 | 51\nSắn (bao) | 77 | 78\nĐàn (chuẩn mới) | | \nDê | 410 | 455\n"
    )
    assert units(found) == {
        "120": "ha", "130": "ha", "49": "nghìn tấn", "51": "nghìn tấn", "77": "bao", "78": "bao",
        "410": "con", "455": "con",
    }  # fmt: skip


def test_school_years_head_columns() -> None:
    found = told("Trường lớp\n\nCấp | 2010-2011 | 2011 – 2012\nTiểu học | 41 | 43\nMầm non | 12 | 13\n")
    assert {written: f.period and label(f.period) for written, f in found.items()} == {
        "41": "năm học 2010-2011", "43": "năm học 2011-2012", "12": "năm học 2010-2011", "13": "năm học 2011-2012",
    }  # fmt: skip
    assert indicators(found)["41"] == "Tiểu học (Trường lớp)"


@pytest.mark.parametrize("head", ["2011-2014", "2012-2011", "2010-2011 (ha)"])
def test_other_stretches_are_no_school_years(head: str) -> None:
    found = told(f"Rừng trồng\n\nLoại | {head} | 2015\nKeo | 41 | 43\nThông | 12 | 13\n")
    assert found["41"].period is None or not label(found["41"].period).startswith("năm học")
    assert found["43"].period == year_period(2015)


def placed(head: str, about: Place = PROVINCE) -> list[str]:
    """The places of the one number of a row with such a head, in order."""
    text = f"Hệ số\n\nĐịa bàn | Hệ số\n{head} | 45\nHuyện Hướng Hóa | 41\n"
    report = Report("r", "r.txt", text, Metadata(place=about, period=YEAR))
    found = extract(report, split(text, "r")[0], find_tables(text))
    return [f.place.name for f in found if f.place and f.quantity.text == "45"]


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ("Các huyện Cam Lộ, Gio Linh", ["Cam Lộ", "Gio Linh"]),
        ("Các huyện Cam Lộ và Gio Linh", ["Cam Lộ", "Gio Linh"]),
        ("Huyện Cam Lộ, huyện Gio Linh, thành phố Đông Hà", ["Cam Lộ", "Gio Linh", "Đông Hà"]),
        ("Huyện Cam Lộ; Gio Linh", ["Cam Lộ", "Gio Linh"]),
        ("Huyện Cam Lộ", ["Cam Lộ"]),
        ("Xã Cam Chính, huyện Cam Lộ", ["Cam Lộ"]),
        ("Huyện Cam Lộ (trừ thị trấn)", ["Cam Lộ"]),
        ("Toàn tỉnh", ["Quảng Trị"]),
        pytest.param("Huyện Cam Lộ, tỉnh Quảng Trị", ["Cam Lộ"]),
    ],
)
def test_a_row_of_several_places_is_told_of_each(head: str, named: list[str]) -> None:
    assert placed(head) == named


def test_each_of_several_places_has_all_figures_of_their_row() -> None:
    text = "Hệ số\n\nĐịa bàn | Vụ đông | Vụ hè\nCác huyện Cam Lộ, Gio Linh | 12 | 13\nHuyện Hướng Hóa | 41 | 42\n"
    report = Report("r", "r.txt", text, Metadata(place=PROVINCE, period=YEAR))
    found = extract(report, split(text, "r")[0], find_tables(text))
    assert [(f.quantity.text, f.place.name, f.indicator) for f in found if f.place and f.quantity.text < "2"] == [
        ("12", "Cam Lộ", "Vụ đông (Hệ số)"),
        ("12", "Gio Linh", "Vụ đông (Hệ số)"),
        ("13", "Cam Lộ", "Vụ hè (Hệ số)"),
        ("13", "Gio Linh", "Vụ hè (Hệ số)"),
    ]


FERRY = """Giá vé đò
{unit}
--------------------------------------------------
Đối tượng              Bến Lở         Bến Bồi
                      {one:<15}{other}
--------------------------------------------------
Người đi bộ             1.500        41.200
Xe đạp                  2.000        51.800
--------------------------------------------------
"""


@pytest.mark.parametrize(
    ("unit", "one", "other", "units_told"),
    [
        ("Đơn vị tính: đồng", "(vé lượt)", "(vé tháng)", ("đồng", "đồng")),
        ("Đơn vị tính: đồng", "(vé lượt)", "(tấn)", ("đồng", "tấn")),
        ("", "(ha)", "(%)", ("ha", "%")),
        ("", "(bao)", "(gùi)", ("bao", "gùi")),  # no unit is told above
        ("Đơn vị tính: tấn", "(tạ/ha)", "(kg/người/năm)", ("tạ/ha", "kg/người/năm")),
    ],
)
def test_a_bracket_under_a_head_is_a_unit_where_it_measures(
    unit: str, one: str, other: str, units_told: tuple[str, str]
) -> None:
    found = told(FERRY.format(unit=unit, one=one, other=other))
    assert (units(found)["1.500"], units(found)["41.200"]) == units_told
    for written, bracket in (("1.500", one), ("41.200", other)):
        is_unit = units(found)[written] == bracket.strip("()")
        assert (bracket in found[written].indicator) is not is_unit


def test_what_rulers_frame_is_told_by_group_and_street() -> None:
    found = told(
        "Giá đất\n" + "-" * 60 + "\nTT    Đường           Đoạn                Vị trí 1    Vị trí 2\n" + "-" * 60 + "\n"
        "I. HUYỆN CAM LỘ\n1     Bờ Suối         Từ chợ đến cầu        4.200       3.100\n"
        "                      Từ cầu đến bến        3.600       2.700\nII. HUYỆN GIO LINH\n"
        "1     Lên Nương       Cả đường              1.900       1.400\n" + "-" * 60 + "\n"
    )
    assert (found["2.700"].row_head, places(found)["2.700"], places(found)["1.400"]) == (
        "Bờ Suối", "Cam Lộ", "Gio Linh",
    )  # fmt: skip
    assert "Từ cầu đến bến Vị trí 2" in found["2.700"].indicator


PRICES = """Bảng giá rau, hoa tại vườn (đồng/kg; hoa: đồng/bó)

Mặt hàng\tGiá tại vườn\tGiá tại chợ\tSo với tuần trước (tại vườn)
Cà chua\t9.500\t14.000\t-2.500
Hoa hồng đỏ\t22.000\t35.000\t-18.000
"""


def test_units_told_in_a_title_by_kind_of_row_and_a_bracket_that_is_none() -> None:
    found = told(PRICES)
    assert units(found)["9.500"] == "đồng/kg"
    assert units(found)["22.000"] == "đồng/bó"
    assert units(found)["-2.500"] == ""
    assert "tại vườn" in found["-2.500"].indicator


def test_a_row_with_a_number_of_its_own_leaves_the_group_above() -> None:
    found = told(
        "Mức thu như sau:\n\nĐối tượng nộp          Đơn vị tính        Phố     Xã khác\n"
        "1. Cơ quan\n- Dưới 20 người          đ/tháng          42.000      30.000\n"
        "- Trường học             đ/tháng          50.000      36.000\n"
        "2. Khách sạn             đ/phòng           5.200       4.100\n"
    )
    assert "Cơ quan" in found["42.000"].indicator
    assert "Cơ quan" not in found["5.200"].indicator
    assert "đ/tháng" not in found["42.000"].indicator


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        (("Đảng | Bí thư | 12", " | Phó bí thư | 11", "Đoàn thể | Chủ tịch | 9", " | Phó chủ tịch | 8"), 1),
        (("Đảng | Bí thư | 12", "Đảng | Phó bí thư | 11", "Đoàn | Chủ tịch | 9", "Đoàn | Phó chủ tịch | 8"), 1),
        (("Bí thư | Một | 12", "Bí thư | Hai | 11", "Chủ tịch | Một | 9", "Chủ tịch | Hai | 8"), 0),  # each twice
        (("Đảng | Bí thư | 12", "Đoàn | Chủ tịch | 9", "Hội | Hội trưởng | 7"), 0),  # groups of one
        (("Đảng | Bí thư | 12", " | Phó bí thư | 11"), 0),  # too few
        (("Dân | Đến 10 m3 | 6", " | Trên 10 m3 | 7", "Chợ | Đến 20 m3 | 8", " | Trên 20 m3 | 9"), 0),  # amounts
    ],
)
def test_a_column_of_groups_heads_no_rows(rows: tuple[str, ...], column: int) -> None:
    text, table = table_of("Nhóm | Chức danh | Mức", *rows)
    assert head_column(text, table, naming_columns(text, table, 0)) == column


def test_units_beside_names_are_no_heads_of_rows() -> None:
    text, table = table_of("Hàng | Đơn vị tính | Giá", "Gạo | kg | 12", " | gói | 11", "Muối | tấn | 9", " | tạ | 8")
    assert head_column(text, table, naming_columns(text, table, 0)) == 0


def test_the_posts_of_a_group_head_their_figures() -> None:
    found = told(
        "Phụ cấp\n\nNhóm | Chức danh | Mức\nĐảng | Bí thư | 12\n | Phó bí thư | 11\nĐoàn thể | Chủ tịch | 9\n"
        " | Phó chủ tịch | 8\n"
    )
    assert {written: f.row_head for written, f in found.items()} == {
        "12": "Bí thư", "11": "Phó bí thư", "9": "Chủ tịch", "8": "Phó chủ tịch",
    }  # fmt: skip
    assert "Đoàn thể" in found["8"].indicator
