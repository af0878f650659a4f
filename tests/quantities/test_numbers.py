"""Quantities, notation, dates and document numbers; examples from the seeds and from general usage."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quantities.numbers import (
    base_value,
    find_dates,
    find_document_numbers,
    find_quantities,
    gloss,
    parse_number,
    scale,
)
from rag.text import clean, fold
from rag.types import FigureKind, Language, Quantity

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def only(text: str, language: Language = Language.VIETNAMESE) -> Quantity:
    found = find_quantities(text, language)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("249", Language.VIETNAMESE, "249"),
        ("37,367", Language.VIETNAMESE, "37.367"),
        ("1.197", Language.VIETNAMESE, "1197"),
        ("1.197", Language.ENGLISH, "1.197"),
        ("13,200", Language.ENGLISH, "13200"),
        ("13,200", Language.VIETNAMESE, "13.2"),
        ("1.234,5", Language.VIETNAMESE, "1234.5"),
        ("1,234.5", Language.VIETNAMESE, "1234.5"),
        ("1.234.567", Language.VIETNAMESE, "1234567"),
        ("1,234,567", Language.VIETNAMESE, "1234567"),
        ("0.123", Language.VIETNAMESE, "0.123"),
        ("3.5", Language.VIETNAMESE, "3.5"),
        ("06", Language.VIETNAMESE, "6"),
        ("-3,5", Language.VIETNAMESE, "-3.5"),
        ("hai mươi mốt", Language.VIETNAMESE, "21"),
        ("ba trăm lẻ năm", Language.VIETNAMESE, "305"),
        ("mười lăm", Language.VIETNAMESE, "15"),
        ("twenty-one", Language.ENGLISH, "21"),
        ("XIV", Language.VIETNAMESE, "14"),
        ("iv", Language.ENGLISH, "4"),
    ],
)
def test_parse_number(written: str, language: Language, value: str) -> None:
    assert parse_number(written, language) == Decimal(value)


@pytest.mark.parametrize("text", ["", "xã", "1.", "-", "12a", "tỷ đồng", "IIII"])
def test_parse_number_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


@given(st.integers(0, 10**12))
def test_parse_number_reads_back_grouped_integers(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", ".")) == value
    assert parse_number(f"{value:,}", Language.ENGLISH) == value


def test_scale() -> None:
    assert scale("tỷ đồng") == 10**9
    assert scale("nghìn tỷ đồng") == 10**12
    assert scale("trieu luot") == 10**6
    assert scale("million dollars") == 10**6
    assert scale("văn bản") == scale("van ban") == scale("xã") == scale("") == 1


@pytest.mark.parametrize(
    ("text", "written", "unit", "kind"),
    [
        (
            "hiện có 249 điểm phục vụ bưu chính.",
            "249 điểm phục vụ bưu chính",
            "điểm phục vụ bưu chính",
            FigureKind.COUNT,
        ),
        (
            "hien co 249 diem phuc vu buu chinh",
            "249 diem phuc vu buu chinh",
            "diem phuc vu buu chinh",
            FigureKind.COUNT,
        ),
        ("đạt 37,367 tỷ đồng, và", "37,367 tỷ đồng", "tỷ đồng", FigureKind.MONEY),
        ("1.197/1.292 thôn, bản thành lập Tổ", "1.197/1.292 thôn, bản", "thôn, bản", FigureKind.RATIO),
        ("15/15 UBND cấp huyện, đã kết nối", "15/15 UBND cấp huyện", "UBND cấp huyện", FigureKind.RATIO),
        ("mục tiêu 50,72/50% đặt ra", "50,72/50%", "%", FigureKind.RATIO),
        ("Tỷ lệ đạt 96%.", "96%", "%", FigureKind.PERCENTAGE),
        ("xếp thứ 26/63 tỉnh, thành phố trong", "26/63 tỉnh, thành phố", "tỉnh, thành phố", FigureKind.RANK),
        ("đạt 12,5 giường bệnh/vạn dân", "12,5 giường bệnh/vạn dân", "giường bệnh/vạn dân", FigureKind.RATE),
        ("03 hệ thống cấp độ 3", "03 hệ thống cấp độ 3", "hệ thống cấp độ 3", FigureKind.COUNT),
        ("12 Chợ cấp xã, phường; Kế hoạch", "12 Chợ cấp xã, phường", "Chợ cấp xã, phường", FigureKind.COUNT),
        ("5 đồng chí được khen", "5 đồng chí", "đồng chí", FigureKind.COUNT),
        ("20 trạm BTS 5G", "20 trạm BTS 5G", "trạm BTS 5G", FigureKind.COUNT),
        ("gồm bốn nội dung:", "bốn nội dung", "nội dung", FigureKind.COUNT),
        ("khoản vay 5,5 triệu USD", "5,5 triệu USD", "triệu USD", FigureKind.MONEY),
        ("đón khách mua vé, thu 92 tỷ đồng;", "92 tỷ đồng", "tỷ đồng", FigureKind.MONEY),
        ("có 20 ca mắc trong tuần", "20 ca mắc", "ca mắc", FigureKind.COUNT),
        ("mua sắm 61,9 tỷ yên", "61,9 tỷ yên", "tỷ yên", FigureKind.MONEY),
        ("thu gần một tỷ đồng", "một tỷ đồng", "tỷ đồng", FigureKind.MONEY),
        ("chi hai trăm triệu đồng", "hai trăm triệu đồng", "triệu đồng", FigureKind.MONEY),
        ("đón một triệu lượt khách", "một triệu lượt khách", "triệu lượt khách", FigureKind.COUNT),
        ("thu gan mot ty dong", "mot ty dong", "ty dong", FigureKind.MONEY),
        ("tại 24 quận / huyện", "24 quận / huyện", "quận / huyện", FigureKind.COUNT),
        ("tại 3.739 cơ quan, tổ chức, đơn vị", "3.739 cơ quan", "cơ quan", FigureKind.COUNT),
        ("có 13 tỉnh/thành phố", "13 tỉnh/thành phố", "tỉnh/thành phố", FigureKind.COUNT),
    ],
)
def test_unit_and_kind(text: str, written: str, unit: str, kind: FigureKind) -> None:
    quantity = only(text)
    assert (quantity.text, quantity.unit, quantity.kind) == (written, unit, kind)


def test_changes_have_a_direction() -> None:
    text = "giảm 10% so với cùng kỳ. Nộp ngân sách 3,686 tỷ đồng, tăng17% so với cùng kỳ; tăng 3 xã, 2 giáo viên"
    assert [(q.kind.value, q.direction) for q in find_quantities(text)] == [
        ("change", "giảm"),
        ("money", ""),
        ("change", "tăng"),
        ("change", "tăng"),
        ("count", ""),
    ]
    assert only("thêm 31 trạm so với đầu năm").direction == "tăng"
    assert [q.kind for q in find_quantities("giảm còn 6 vụ, tăng lên 12 chuyến")] == [FigureKind.COUNT] * 2
    assert [q.direction for q in find_quantities("giảm 5,5% số vụ và 4% số người")] == ["giảm"] * 2


def test_hedges_stand_outside_the_quantity() -> None:
    found = find_quantities("hơn 500 đầu sách, gần 6.000 lượt người, trên 1,5 triệu bản sách, một trong 17 tỉnh")
    assert [(q.hedge, q.text) for q in found] == [
        ("hơn", "500 đầu sách"),
        ("gần", "6.000 lượt người"),
        ("trên", "1,5 triệu bản sách"),
        ("một trong", "17 tỉnh"),
    ]


def test_ranges_are_one_quantity() -> None:
    quantity = only("phấn đấu tăng 3 - 5 bậc")
    assert (quantity.text, quantity.value) == ("3 - 5 bậc", Decimal(3))


@pytest.mark.parametrize(
    "text",
    [
        "ngày 26/12/2022",
        "Ngày 25/7, Sở tổ chức",
        "Chiều 4/1, Sở",
        "ngày 10/2",
        "tháng 8/2021",
        "quý III/2023",
        "năm 2022",
        "giai đoạn 2021-2025",
        "giai đoạn 2023 -2028 trên",
        "lúc 14:50",
        "Quyết định số 676/QĐ-UBND",
        "428-NQ/BCSĐ",
        "Nghị quyết 36a/NQ-CP",
        "1. Khai trương",
        "3.2 Viễn thông",
        "Covid-19",
        "Chợ 4.0",
        "3G, 4G, 5G",
        "mức độ 3, 4",
        "mức độ 3,4;",
        "mức độ 3 và 4 theo",
        "cấp độ 2",
        "Quốc lộ 13",
        "từ 15 tuổi trở lên",
        "trẻ 5 - dưới 12 tuổi",
        "06 tháng đầu năm",
        "lần thứ XIV",
        "thế hệ thứ 5 (5G)",
        "Tổng đài 1022",
        "SEA Games31",
        "giám sát 24/7",
        "điện thoại 0912345678",
        "trong ba tháng đầu năm",
        "đây là năm bản lề",
        "sau một thời gian",
        "giữ một tỷ lệ thích hợp",
        "ba triệu chứng",
        "tại Ba Bể",
        "Thứ hai, 19/12/2022",
        "DEN-2",
        "Chỉ thị 16",
        "khách sạn 5 sao",
        "https://vi.du/12/34",
        "tỉnh lộ 255",
        "",
    ],
)
def test_not_quantities(text: str) -> None:
    assert find_quantities(text) == []


def test_ratios_are_not_dates() -> None:
    found = find_quantities("8/8 huyện, thành phố; 08/08 huyện; xóa 6/8 điểm đen; đạt 10/12.")
    assert [(q.value, q.whole) for q in found] == [(8, 8), (8, 8), (6, 8), (10, 12)]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("37,367 tỷ đồng", "37.367 billion dong"),
        ("1.197", "1,197"),
        ("50,72%", "50.72%"),
        ("249 xã", ""),
        ("1.350 triệu đồng", "1,350 million dong (1.35 billion)"),
        ("1.197/1.292 thôn", "1,197/1,292"),
        ("1,5 triệu bản sách", "1.5 million"),
        ("96%", ""),
        ("5.000 đồng", "5,000 dong"),
        ("38 tỷ đồng", "38 billion dong"),
        ("263,2 tỷ yên", "263.2 billion yen"),
        ("5 triệu đô la", "5 million USD"),
        ("7,5 triệu nhân dân tệ", "7.5 million yuan"),
    ],
)
def test_gloss(text: str, reading: str) -> None:
    assert gloss(only(text)) == reading


def test_base_values_compare_across_units() -> None:
    assert base_value(only("1.350 triệu đồng")) == base_value(only("1,35 tỷ đồng")) == 1_350_000_000


def test_english_notation() -> None:
    assert only("there were 1,234 postal points", Language.ENGLISH).value == 1234
    assert only("1,234,567 người").value == 1234567


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("26/12/2022", (26, 12, 2022)),
        ("ngày 19 tháng 10 năm 2016", (19, 10, 2016)),
        ("Ngày 25/7, Sở", (25, 7, None)),
        ("30-9-2023", (30, 9, 2023)),
        ("cuối tháng 6 năm 2022", (None, 6, 2022)),
        ("30 December 2022", (30, 12, 2022)),
        ("December 30, 2022", (30, 12, 2022)),
        ("thang 8/2021", (None, 8, 2021)),
        ("31/02/2022", None),
        ("8/8 huyện", None),
    ],
)
def test_dates(text: str, parts: tuple[int | None, int, int | None] | None) -> None:
    found = [(d.day, d.month, d.year) for d in find_dates(text) if d.year or d.day]
    assert (found[0] if found else None) == (parts if parts else None) or (parts is None and not found[0][0])


def test_document_numbers() -> None:
    text = (
        "Nghị quyết số 428-NQ/BCSĐ; Quyết định số 676/QĐ-UBND; Nghị quyết 36a/NQ-CP; số 45/QĐ-TTg; "
        "Nghị định số 42/2022/NĐ-CP; 12 xã/phường"
    )
    assert [(d.kind, d.number) for d in find_document_numbers(text)] == [
        ("Nghị quyết", "428-NQ/BCSĐ"),
        ("Quyết định", "676/QĐ-UBND"),
        ("Nghị quyết", "36a/NQ-CP"),
        ("", "45/QĐ-TTg"),
        ("Nghị định", "42/2022/NĐ-CP"),
    ]


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name[:3])
def test_seed_offsets_hold_and_folding_keeps_the_digits(path: Path) -> None:
    text = clean(path.read_text(encoding="utf-8"))
    found = find_quantities(text)
    assert found
    assert all(text[q.start : q.end] == q.text for q in found)
    folded = {(q.start, q.value) for q in find_quantities(fold(text))}
    assert len({(q.start, q.value) for q in found} & folded) >= 0.9 * len(found)


SOUP = st.text(alphabet=st.sampled_from("0123456789٣.,/-–% \nxãđồngtỷnămtăngngàysốQĐ()"), max_size=60)


@given(SOUP | st.text(max_size=40))
def test_any_text_gives_ordered_quantities_that_hold(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.number_end <= quantity.end
        assert text[quantity.start : quantity.end] == quantity.text
        end = quantity.end
        gloss(quantity)
    spans = [(d.start, d.end) for d in find_dates(text)] + [(d.start, d.end) for d in find_document_numbers(text)]
    assert all(0 <= start < stop <= len(text) for start, stop in spans)


def test_digits_of_other_scripts_are_no_figures() -> None:
    assert find_quantities("២ xã, ٣ ca, 4 trạm")[0].text == "4 trạm"
    (ratio,) = find_quantities("tăng 31/2 ٣ hộ")
    assert ratio.text in "tăng 31/2 ٣ hộ"


LONG = "Trong năm qua toàn huyện Gio Linh đã trồng mới được tổng cộng 320"


def test_a_wrapped_line_does_not_end_a_quantity() -> None:
    quantity = only(f"{LONG}\nha rừng phòng hộ.")
    assert (quantity.value, quantity.unit) == (Decimal(320), "ha rừng phòng hộ")
    assert quantity.text == "320\nha rừng phòng hộ"
    money = find_quantities(f"{LONG.replace('320', '37')}\ntỷ đồng, bằng 104% kế hoạch.")[0]
    assert (money.kind, money.unit) == (FigureKind.MONEY, "tỷ đồng")


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}\nHa rừng phòng hộ.",  # a line of its own
        f"{LONG}\n\nha rừng phòng hộ.",
        f"{LONG}\n- ha rừng phòng hộ.",
        "Trồng mới 320\nha rừng phòng hộ.",  # too short to have been wrapped
        f"{LONG.replace('huyện', '| huyện')}\nha rừng phòng hộ.",  # rows of a table
        LONG.replace(" 320", "\t320") + "\nha rừng phòng hộ.",
        f"{LONG.replace(' 320', '   320')}\nha rừng phòng hộ.",
    ],
)
def test_a_line_that_was_not_wrapped_ends_a_quantity(text: str) -> None:
    assert only(text).unit == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("thời hạn năm ngày", 5),
        ("thời hạn là năm ngày", 5),
        ("trong vòng năm ngày", 5),
        ("không quá năm ngày làm việc", 5),
        ("chậm nhất năm giờ", 5),
        ("tối đa năm tuần", 5),
        ("trong vong nam ngay", 5),
        ("trong năm ngày càng tăng", None),
        ("trong năm tháng 5 có lũ", None),
        ("trong nam ngay cang tang", None),
        ("trong năm ngày 5/3 là ngày hội", None),
        pytest.param(
            "thời hạn năm năm", 5, marks=pytest.mark.xfail(strict=True, reason="five years are read as no number")
        ),
        pytest.param(
            "sau năm ngày làm việc",
            5,
            marks=pytest.mark.xfail(strict=True, reason="'sau' leads in no term of five days"),
        ),
    ],
)
def test_five_days_are_told_from_the_days_of_a_year(text: str, value: int | None) -> None:
    found = [q.value for q in find_quantities(text) if "năm" in text[q.start : q.end] or "nam" in text[q.start : q.end]]
    assert found == ([value] if value else [])
