"""Figures of tables: which columns name a row, and the place, the period and the unit of each cell."""

from __future__ import annotations

import pytest

from rag.documents.chunking import split
from rag.documents.tables import find_tables
from rag.figures.extraction import extract
from rag.figures.figure_plans import is_plan_heading
from rag.scopes.periods import year_period
from rag.types import Figure, FigureKind, Metadata, Place, PlaceLevel, Report

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
