"""Figures of prose and tables: value, indicator, place, period, plan or result, and the clause that proves each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.chunking import split
from rag.documents.metadata import describe
from rag.documents.tables import find_tables
from rag.figures.extraction import PLAN, extract
from rag.scopes.periods import months_period, year_period
from rag.text import clean, fold
from rag.types import Figure, FigureKind, Metadata, Period, PeriodKind, Place, PlaceLevel, Report

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
PROVINCE = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn", "tỉnh")
HALF = months_period(2023, 1, 6, PeriodKind.HALF)


def report_of(text: str, period: Period = HALF, published: date = date(2023, 7, 5)) -> Report:
    return Report("r", "r.txt", text, Metadata(published=published, place=PROVINCE, period=period))


def figures(text: str, period: Period = HALF) -> list[Figure]:
    report = report_of(text, period, date(period.end.year + (period.end.month == 12), period.end.month % 12 + 1, 5))
    return extract(report, split(text, "r")[0], find_tables(text))


def told(text: str, period: Period = HALF) -> dict[str, Figure]:
    """The likeliest figure of each number as written."""
    best: dict[str, Figure] = {}
    for figure in figures(text, period):
        number = text[figure.quantity.start : figure.quantity.number_end]
        if number not in best or best[number].confidence < figure.confidence:
            best[number] = figure
    return best


def seed(number: int) -> tuple[Report, list[Figure]]:
    path = SEEDS[number]
    text = clean(path.read_text(encoding="utf-8"))
    report = Report(path.stem, path.name, text, describe(text, path.name))
    return report, extract(report, split(text, path.stem)[0], find_tables(text))


def test_each_quarter_its_own() -> None:
    found = told(
        "Doanh thu bưu chính 6 tháng đầu năm đạt 24,5 tỷ đồng, tăng 5% so với cùng kỳ năm 2022 (23,3 tỷ đồng), bằng "
        "45% kế hoạch năm; trong đó quý I đạt 11,5 tỷ đồng, quý II ước đạt 13 tỷ đồng. Nộp ngân sách 2 tỷ đồng."
    )
    assert found["24,5"].period == HALF
    assert (found["5"].period, found["5"].base) == (HALF, months_period(2022, 1, 6, PeriodKind.HALF))
    assert found["23,3"].period == months_period(2022, 1, 6, PeriodKind.HALF)
    assert found["11,5"].period == months_period(2023, 1, 3, PeriodKind.QUARTER)
    assert found["13"].period == months_period(2023, 4, 6, PeriodKind.QUARTER)
    assert found["2"].period == HALF
    assert all("Doanh thu bưu chính" in found[n].indicator for n in ("24,5", "23,3", "11,5", "13"))
    assert found["2"].indicator.startswith("Nộp ngân sách")


@pytest.mark.parametrize(
    ("text", "number", "year"),
    [
        ("Toàn tỉnh có 29 đài ứng dụng công nghệ (năm 2021: 18 đài).", "18", 2021),
        ("Toàn tỉnh có 29 đài ứng dụng công nghệ (năm 2021: 18 đài).", "29", 2022),
        ("Hồ sơ trực tuyến chiếm 40%, cao hơn năm 2021 (28%).", "28", 2021),
        ("Tỷ lệ đạt 88%, giảm mạnh so với 93% của năm 2021.", "93", 2021),
        ("Toàn tỉnh xảy ra 13 vụ. So với năm 2021 giảm 2 vụ (15 vụ).", "15", 2021),
        ("Không ghi nhận bạch hầu; cùng kỳ năm 2021 có 3 ca.", "3", 2021),
        ("Theo xếp hạng năm 2021 công bố trong năm 2022, tỉnh xếp thứ 12/63.", "12/63", 2021),
        (
            "Ông cho biết, trong 6 tháng đầu năm 2021, mặc dù còn rất nhiều khó khăn, tuy nhiên sản xuất tăng 7,3%; "
            "trong đó, công nghiệp tăng 8,1%; dịch vụ tăng 6,2%.",
            "6,2",
            2021,
        ),
        ("Cờ thi đua năm 2016 đã được trao cho tập thể Đài thành phố và các huyện. Có 4 tập thể được khen.", "4", 2022),
    ],
)
def test_year_of_a_figure(text: str, number: str, year: int) -> None:
    figure = told(text, year_period(2022))[number]
    assert figure.period is not None
    assert figure.period.year == year


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tỷ lệ hộ có Internet đạt 61% (kế hoạch 66%).", "66"),
        ("Doanh thu đạt 8 tỷ đồng, bằng 75% kế hoạch năm (11 tỷ đồng).", "11"),
        ("Năm 2023, ngành phấn đấu đạt 29 giường bệnh/vạn dân; 12 bác sĩ/vạn dân.", "12"),
        ("Mục tiêu 2023 gồm: doanh thu 77 tỷ đồng; hồ sơ trực tuyến 66%.", "66"),
        ("Kế hoạch năm 2023:\n- Doanh thu bưu chính 12 tỷ đồng;\n- Nâng cấp 7 đài truyền thanh.", "7"),
        ("Thu ngân sách đạt 5.800 tỷ đồng, đạt 188% chỉ tiêu do tỉnh giao (3.085 tỷ đồng).", "3.085"),
        ("Tiêm chủng đạt 44%, trong khi kế hoạch 6 tháng là 48%.", "48"),
    ],
)
def test_targets_are_plans(text: str, number: str) -> None:
    assert told(text, year_period(2022))[number].kind_of_scope == PLAN


@pytest.mark.parametrize(
    "text",
    [
        "Doanh thu đạt 8 tỷ đồng, bằng 75% kế hoạch năm.",
        "Ngành đã phục vụ nhiệm vụ chuyển đổi số với 3 trụ cột.",
        "Công tác đáp ứng nhu cầu của nhân dân, có 5 đài truyền thanh.",
        "Vượt kế hoạch năm, tỉnh có 5 trạm BTS.",
    ],
)
def test_results_are_no_plans(text: str) -> None:
    assert all(f.kind_of_scope != PLAN for f in figures(text, year_period(2022)))


def test_districts_and_other_provinces() -> None:
    found = told(
        "Internet cáp quang đạt 63%, riêng huyện miền núi Ba Bể chỉ đạt 32%. Nhiều nhất là huyện Chợ Mới "
        "với 41 ca, huyện Na Rì 12 ca. So sánh trong vùng, tỉnh Thái Nguyên cùng giai đoạn xảy ra 119 vụ. "
        "Toàn tỉnh có 90 ca. Huyện Chợ Đồn (8 vụ) và huyện Ngân Sơn (6 vụ) có nhiều vụ nhất."
    )
    names = {number: f.place.name for number, f in found.items() if f.place}
    assert names == {
        "63": "Bắc Kạn",
        "32": "Ba Bể",
        "41": "Chợ Mới",
        "12": "Na Rì",
        "119": "Thái Nguyên",
        "90": "Bắc Kạn",
        "8": "Chợ Đồn",
        "6": "Ngân Sơn",
    }


def test_a_district_beside_the_number_gives_both_readings() -> None:
    found = figures("Có 2 ca ho gà tại huyện Ba Bể.")
    assert [(f.place.name, f.confidence) for f in found if f.place] == [("Bắc Kạn", 1.0), ("Ba Bể", 0.6)]


def test_place_table() -> None:
    text = (
        "Bảng: Một số chỉ tiêu theo địa bàn năm 2022\n\nĐịa phương | Điểm bưu chính | Hộ có cáp quang (%)\n"
        "TP. Bắc Kạn | 29 | 81,5\nHuyện Ba Bể | 22 | 40\nToàn tỉnh | 147 | 61,5\n"
    )
    found = told(text)
    assert (found["22"].place and found["22"].place.name, found["22"].indicator.split(" (")[0]) == (
        "Ba Bể",
        "Điểm bưu chính",
    )
    assert found["81,5"].quantity.kind is FigureKind.PERCENTAGE
    assert found["147"].place == PROVINCE
    assert found["22"].period == year_period(2022)
    assert text[found["22"].start : found["22"].end] == "Huyện Ba Bể | 22 | 40"


def test_year_and_plan_table() -> None:
    text = (
        "Chỉ tiêu | TH 2021 | KH 2022 | TH 2022\nGiường bệnh/vạn dân | 32 | 33 | 34\n"
        "Trẻ dưới 1 tuổi (%) | 95 | 96 | 91\n"
    )
    found = told(text, year_period(2022))
    assert [(found[n].period, found[n].kind_of_scope) for n in ("32", "33", "34")] == [
        (year_period(2021), "stated"),
        (year_period(2022), PLAN),
        (year_period(2022), "own"),
    ]
    assert found["91"].quantity.unit == "%"
    assert "Trẻ dưới 1 tuổi" in found["91"].indicator


def test_month_table() -> None:
    found = figures("Tháng\tSố vụ\tSố người chết\n1\t7\t15\n2\t9\t6\n", months_period(2022, 1, 6, PeriodKind.HALF))
    figure = next(f for f in found if f.quantity.text == "9")
    assert (figure.period, figure.indicator) == (months_period(2022, 2, 2, PeriodKind.MONTH), "Số vụ")


@pytest.mark.parametrize(
    ("number", "written", "words", "kind"),
    [
        (0, "249", "điểm phục vụ bưu chính", FigureKind.COUNT),
        (0, "37,367", "doanh thu bưu chính", FigureKind.MONEY),
        (0, "3,686", "nộp ngân sách", FigureKind.MONEY),
        (0, "22", "cấp độ attt", FigureKind.COUNT),
        (0, "03 hệ thống", "hệ thống cấp độ 3", FigureKind.COUNT),
        (0, "19 hệ thống", "hệ thống cấp độ 2", FigureKind.COUNT),
        (0, "1.197/1.292", "tổ công nghệ số cộng đồng cấp thôn", FigureKind.RATIO),
        (0, "97.360", "sàn tmđt postmart", FigureKind.COUNT),
        (1, "733", "tổ công nghệ số cộng đồng", FigureKind.COUNT),
        (1, "60%", "giải quyết phản ánh", FigureKind.PERCENTAGE),
        (2, "17 đài", "đài truyền thanh xã", FigureKind.COUNT),
        (2, "26/63", "ứng dụng cntt", FigureKind.RANK),
        (3, "132/141", "bưu điện văn hóa xã", FigureKind.RATIO),
        (3, "434 TTHC", "mức độ 3", FigureKind.COUNT),
        (3, "32 TTHC", "mức độ 4", FigureKind.COUNT),
        (3, "13.200", "thư điện tử công vụ", FigureKind.COUNT),
        (4, "17 tỉnh", "5g", FigureKind.COUNT),
    ],
)
def test_seed_indicators_carry_the_words_asked_with(number: int, written: str, words: str, kind: FigureKind) -> None:
    found = [f for f in seed(number)[1] if f.quantity.text.startswith(written)]
    assert found
    assert fold(words) in fold(found[0].indicator)
    assert found[0].quantity.kind is kind


@pytest.mark.parametrize("number", range(5))
def test_seed_figures_hold(number: int) -> None:
    report, found = seed(number)
    assert found
    for figure in found:
        assert figure.place is not None
        assert report.text[figure.quantity.start : figure.quantity.end] == figure.quantity.text
        assert figure.start <= figure.quantity.start < figure.quantity.end <= figure.end
        assert len(report.text[figure.start : figure.end].split()) <= 80
    ranked = {f.period for f in found if f.quantity.kind is FigureKind.RANK}
    assert ranked == ({year_period(2018)} if number == 2 else set())


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "năm 2021",
                "quý II",
                "đạt",
                "tăng",
                "5%",
                "(",
                ")",
                ",",
                ";",
                ".",
                ":",
                "\n",
                "12 xã",
                "huyện Ba Bể",
                "so với",
                "7/9",
                "cùng kỳ",
                "3,5 tỷ đồng",
                "kế hoạch",
                "trong đó",
                "-",
                "|",
                "gồm",
                "toàn tỉnh",
                "bưu chính",
            ]
        ),
        max_size=40,
    )
)
def test_any_text_gives_figures_that_hold(words: list[str]) -> None:
    text = clean(" ".join(words))
    for figure in figures(text):
        assert text[figure.quantity.start : figure.quantity.end] == figure.quantity.text
        assert 0 <= figure.start <= figure.quantity.start < figure.quantity.end <= figure.end <= len(text)


def test_numbers_in_parentheses_are_negative_and_numbers_of_columns_are_none() -> None:
    text = """Tăng trưởng các ngành

Ngành | Năm 2022 (%) | Chênh lệch (triệu đồng)
(1) | (2) | (3)
Trồng trọt | (5,5) | (1.250)
Chăn nuôi | 4,2 | (12)"""
    found = {text[f.quantity.start : f.quantity.end]: f for f in figures(text, HALF)}
    assert set(found) == {"(5,5)", "(1.250)", "4,2"}
    assert found["(5,5)"].quantity.value == Decimal("-5.5") and found["(5,5)"].quantity.unit == "%"
    assert found["(1.250)"].quantity.value == -1250 and found["4,2"].quantity.value == Decimal("4.2")


def test_years_alone_head_a_table() -> None:
    found = figures("Hạ tầng theo năm\nChỉ tiêu\t2020\t2021\nChợ (chợ)\t107\t108\nSiêu thị\t4\t6\n")
    assert [(f.quantity.text, f.period, f.indicator.split(" (")[0]) for f in found] == [
        ("107", year_period(2020), "Chợ"),
        ("108", year_period(2021), "Chợ"),
        ("4", year_period(2020), "Siêu thị"),
        ("6", year_period(2021), "Siêu thị"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Trao bằng khen phục vụ Lễ Kỷ niệm 190 năm thành lập và 25 năm tái lập tỉnh.",
        "Các hoạt động kỷ niệm 70 năm Ngày Giải phóng tỉnh được tổ chức trang trọng.",
    ],
)
def test_an_anniversary_counts_nothing(text: str) -> None:
    assert figures(text) == []


def test_a_bracket_that_tells_where_is_no_unit_and_an_empty_corner_no_column() -> None:
    found = figures(
        "Đơn vị tính: Tấn\n\n\tNăm 2006\tNăm 2007\n"
        "Chợ Trung tâm (thị xã Nghĩa Lộ)\t78\t43\nChợ Mường Lò (thị xã Nghĩa Lộ)\t62\t34\n"
    )
    assert [(f.quantity.text, f.quantity.unit, f.period and f.period.year) for f in found] == [
        ("78", "Tấn", 2006),
        ("43", "Tấn", 2007),
        ("62", "Tấn", 2006),
        ("34", "Tấn", 2007),
    ]


@pytest.mark.parametrize(
    ("written", "unit"),
    [("1.000 đồng/m2", "nghìn đồng/m2"), ("1000 tấn", "nghìn tấn"), ("1.000.000 đồng", "triệu đồng"), ("ha", "ha")],
)
def test_a_scale_above_a_table_is_told_in_words(written: str, unit: str) -> None:
    found = figures(
        f"Đơn vị tính: {written}\n\nĐường | Vị trí 1 | Vị trí 2\n"
        "Lê Lợi (thị trấn Tân Lập) | 4.300 | 3.400\nQuang Trung (TP. Bắc Kạn) | 980 | 590\n"
    )
    assert [f.quantity.unit for f in found] == [unit] * 4


TARIFF = "Giá vé đò ngang năm 2023"


def priced(*blocks: str) -> dict[str, tuple[str, str]]:
    """The indicator and the place's name of each number of a tariff."""
    found = told("\n\n".join((TARIFF, *blocks)))
    return {number: (f.indicator, f.place.name) for number, f in found.items() if f.place}


def settled(*blocks: str) -> dict[str, str]:
    """The place of each number of a tariff."""
    return {number: place for number, (_, place) in priced(*blocks).items()}


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("I. Huyện Ba Bể", "Ba Bể"),
        ("1. Huyện Ba Bể", "Ba Bể"),
        ("1.1. Huyện Ba Bể", "Ba Bể"),
        ("A. Tại huyện Ba Bể", "Ba Bể"),
        ("II. Khu vực huyện Ba Bể", "Ba Bể"),
        ("2. Trên địa bàn huyện Ba Bể", "Ba Bể"),
        ("I. HUYỆN BA BỂ", "Ba Bể"),
        ("Huyện Ba Bể", "Bắc Kạn"),
        ("I. Bến đò mới của huyện Ba Bể", "Bắc Kạn"),
        ("I. Huyện Ba Bể và vùng ven hồ", "Bắc Kạn"),
        ("I. Huyện Ba Bể và huyện Na Rì", "Bắc Kạn"),
        ("I. Quy định chung", "Bắc Kạn"),
    ],
)
def test_a_numbered_heading_that_names_only_a_place_places_what_is_below(heading: str, place: str) -> None:
    assert settled(heading, "- Xe đạp: 4.000 đồng/lượt.\n- Xe máy: 7.000 đồng/lượt.") == {
        "4.000": place,
        "7.000": place,
    }


def test_a_heading_s_place_ends_with_the_next_heading() -> None:
    assert settled(
        "I. Huyện Ba Bể", "- Xe đạp: 4.000 đồng/lượt.", "II. Huyện Na Rì", "- Xe đạp: 5.500 đồng/lượt.",
        "III. Quy định chung", "- Phạt 90.000 đồng nếu không có vé.",
    ) == {"4.000": "Ba Bể", "5.500": "Na Rì", "90.000": "Bắc Kạn"}  # fmt: skip


def test_a_line_s_own_place_holds_against_its_heading() -> None:
    assert settled(
        "I. Huyện Ba Bể",
        "- Xe đạp: 4.000 đồng/lượt.\n- Riêng tại huyện Na Rì: 6.000 đồng/lượt.\n- Xe máy: 7.000 đồng/lượt.",
    ) == {"4.000": "Ba Bể", "6.000": "Na Rì", "7.000": "Ba Bể"}


@pytest.mark.parametrize(
    ("head", "following", "items"),
    [
        ("1. Đò ngang Bản Cám:", "2. Mức khác, tiền phạt 90.000 đồng.", ("- ", "- ")),
        ("1. Đò ngang Bản Cám:", "2. Mức khác, tiền phạt 90.000 đồng.", ("a) ", "b) ")),
        ("I. Đò ngang Bản Cám:", "II. Mức khác, tiền phạt 90.000 đồng.", ("1. ", "2. ")),
        ("a) Đò ngang Bản Cám:", "b) Mức khác, tiền phạt 90.000 đồng.", ("- ", "- ")),
    ],
)
def test_a_numbered_introduction_heads_no_further_than_its_next_number(
    head: str, following: str, items: tuple[str, str]
) -> None:
    first, second = items
    lines = (head, f"{first}Xe đạp: 4.000 đồng/lượt;", f"{second}Xe máy: 7.000 đồng/lượt;", following)
    indicators = {number: told_as for number, (told_as, _) in priced("\n".join(lines)).items()}
    assert {number: "Bản Cám" in words for number, words in indicators.items()} == {
        "4.000": True,
        "7.000": True,
        "90.000": False,
    }


def test_the_place_of_a_numbered_introduction_ends_with_its_list() -> None:
    assert settled("1. Huyện Ba Bể:\n- Xe đạp: 4.000 đồng/lượt;\n2. Mức chung: Xe đạp 6.000 đồng/lượt.") == {
        "4.000": "Ba Bể",
        "6.000": "Bắc Kạn",
    }


@pytest.mark.parametrize("marks", [("- ", "- "), ("+ ", "+ "), ("1. ", "2. ")])
def test_prices_carry_the_words_of_their_list(marks: tuple[str, str]) -> None:
    first, second = marks
    found = priced(f"Giá vé đò ngang Bản Cám:\n{first}Xe đạp: 4.000 đồng/lượt;\n{second}Xe máy: 7.000 đồng/lượt.")
    assert {number: words for number, (words, _) in found.items()} == {
        "4.000": "Xe đạp (Giá vé đò ngang Bản Cám)",
        "7.000": "Xe máy (Giá vé đò ngang Bản Cám)",
    }


@pytest.mark.parametrize(
    ("item", "indicator"),
    [
        ("Xe máy, người đi bộ: 7.000 đồng/người", "Xe máy, người đi bộ (Đò ngang Bản Cám)"),
        ("Ban đêm: xe máy chở hàng 7.000 đồng", "xe máy chở hàng (Ban đêm Đò ngang Bản Cám)"),
        ("Xe máy: khách quen trả vé 7.000 đồng/người", "khách quen trả vé (Xe máy Đò ngang Bản Cám)"),
    ],
)
def test_a_price_with_words_enough_carries_its_list_too(item: str, indicator: str) -> None:
    assert priced(f"Đò ngang Bản Cám:\n- {item};\n- Xe khác: 1.500 đồng.")["7.000"][0] == indicator


def test_a_count_with_words_enough_stands_alone() -> None:
    assert "Bản Cám" not in priced("Đò ngang Bản Cám:\n- Người già, trẻ nhỏ đi miễn vé: 14 người;")["14"][0]


def test_items_of_a_deeper_numbering_belong_to_their_list() -> None:
    text = "1. Huyện Ba Bể:\n1.1. Xe đạp: 4.000 đồng/lượt;\n1.2. Xe máy: 7.000 đồng/lượt."
    found = told(f"Giá vé đò tỉnh Bắc Kạn\n\n{text}\n")
    assert {f.place.name for f in found.values() if f.place} == {"Ba Bể"}


def test_each_of_several_labels_tells_its_own_figure_first() -> None:
    levels = "Mức phạt vi phạm: cấp xã: phạt đến 200.000 đồng; cấp huyện: phạt đến 500.000 đồng."
    found = told(levels)
    assert "cấp xã" in found["200.000"].indicator and "cấp huyện" not in found["200.000"].indicator
    assert found["500.000"].indicator.startswith("phạt (cấp huyện")


@pytest.mark.xfail(
    strict=True, reason="the labels of the segments before stay: 'cấp tỉnh phạt cấp huyện phạt ... cấp xã'"
)
def test_a_later_segment_has_left_the_labels_of_the_earlier_ones() -> None:
    levels = (
        "Mức phạt: cấp xã: phạt đến 200.000 đồng; cấp huyện: phạt đến 500.000 đồng; cấp tỉnh: phạt đến 900.000 đồng."
    )
    indicator = told(levels)["900.000"].indicator
    assert "cấp tỉnh" in indicator and "cấp huyện" not in indicator and "cấp xã" not in indicator


def told_of(text: str) -> dict[str, tuple[str, str]]:
    """The indicator and the place's name of each number of a report about Phú Yên."""
    about = Place("Phú Yên", PlaceLevel.PROVINCE, "Phú Yên", "tỉnh")
    report = Report("r", "r.txt", text, Metadata(place=about, period=year_period(2022)))
    found = extract(report, split(text, "r")[0], find_tables(text))
    return {text[f.quantity.start : f.quantity.number_end]: (f.indicator, f.place.name) for f in found if f.place}


@pytest.mark.parametrize(
    ("text", "counted", "places"),
    [
        (
            "Tỷ lệ hộ nghèo toàn tỉnh là 9,4%, Sông Hinh 19,8%, Sơn Hòa 18,4%, Tuy An 7,1%.",
            "Tỷ lệ hộ nghèo",
            {"19,8": "Sông Hinh", "18,4": "Sơn Hòa", "7,1": "Tuy An"},
        ),
        (
            "Tỷ lệ hộ nghèo của huyện Đồng Xuân là 21,4%, huyện Sông Hinh 19,8%, còn Sơn Hòa 18,4%.",
            "Tỷ lệ hộ nghèo",
            {"21,4": "Đồng Xuân", "19,8": "Sông Hinh", "18,4": "Sơn Hòa"},
        ),
        (
            "Tỷ lệ hộ nghèo cao nhất là Sông Hinh 19,8%, tiếp đến là Sơn Hòa 18,4%, Tuy An 7,1%.",
            "Tỷ lệ hộ nghèo",
            {"19,8": "Sông Hinh", "18,4": "Sơn Hòa", "7,1": "Tuy An"},
        ),
        (
            "Toàn tỉnh trồng 4.120 ha mía. Trong đó: Sông Hinh 1.980 ha, Sơn Hòa 1.840 ha, Tuy An 300 ha.",
            "mía",
            {"1.980": "Sông Hinh", "1.840": "Sơn Hòa", "300": "Tuy An"},
        ),
        (
            "Số hộ dùng nước giếng ở Sông Hinh là 412 hộ, Sơn Hòa 398 hộ.",
            "dùng nước giếng",
            {"412": "Sông Hinh", "398": "Sơn Hòa"},
        ),
        pytest.param(
            "Tỷ lệ hộ nghèo cao nhất là Sông Hinh 19,8%, thấp nhất là Tuy An 7,1%.",
            "Tỷ lệ hộ nghèo",
            {"19,8": "Sông Hinh", "7,1": "Tuy An"},
            marks=pytest.mark.xfail(strict=True, reason="'thấp nhất là Tuy An' passes for what is counted"),
        ),
        pytest.param(
            "Tỷ lệ hộ nghèo còn cao ở Sông Hinh (19,8%), Sơn Hòa (18,4%).",
            "Tỷ lệ hộ nghèo",
            {"19,8": "Sông Hinh", "18,4": "Sơn Hòa"},
            marks=pytest.mark.xfail(strict=True, reason="in brackets the second place has nothing counted"),
        ),
    ],
)
def test_a_row_of_places_keeps_what_is_counted(text: str, counted: str, places: dict[str, str]) -> None:
    found = told_of(text)
    assert {number: found[number][1] for number in places} == places
    assert [number for number in places if counted not in found[number][0]] == []


def test_a_place_in_a_row_is_not_what_is_counted_next() -> None:
    found = told_of("Tỷ lệ hộ nghèo toàn tỉnh là 9,4%, Sông Hinh 19,8%, Sơn Hòa 18,4%. Tỷ lệ hộ cận nghèo là 6,2%.")
    assert found["18,4"][0] == "Sơn Hòa (Tỷ lệ hộ nghèo toàn tỉnh)"  # nothing of Sông Hinh
    assert "Sơn Hòa" not in found["6,2"][0] and "cận nghèo" in found["6,2"][0]


@pytest.mark.parametrize(
    ("text", "number", "indicator"),
    [
        ("Sông Hinh có 12 trạm bơm, Sơn Hòa có 9 hồ chứa.", "9", "Sơn Hòa hồ chứa"),
        ("Sông Hinh trồng 12 ha mía, Sơn Hòa trồng 9 ha sắn.", "9", "Sơn Hòa trồng ha sắn"),
        (
            "Tỷ lệ hộ nghèo là 9,4%, riêng Sông Hinh 19,8%. Tỷ lệ trẻ suy dinh dưỡng 6,2%, riêng Tuy An 4,4%.",
            "4,4",
            "Tuy An (Tỷ lệ trẻ suy dinh dưỡng)",
        ),
    ],
)
def test_a_place_with_a_thing_of_its_own_keeps_it(text: str, number: str, indicator: str) -> None:
    assert told_of(text)[number][0] == indicator


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (
            "3. Trẻ suy dinh dưỡng: Sông Hinh 19,8%, Sơn Hòa 18,4%.",
            {"19,8": "Sông Hinh (Trẻ suy dinh dưỡng)", "18,4": "Sơn Hòa (Trẻ suy dinh dưỡng)"},
        ),
        (
            "3.1. Trẻ suy dinh dưỡng: Toàn tỉnh còn 9,1%. Sông Hinh 19,8%.",
            {"9,1": "Trẻ suy dinh dưỡng", "19,8": "Sông Hinh (Trẻ suy dinh dưỡng)"},
        ),
        ("- 12. Trẻ suy dinh dưỡng: Năm qua còn 9,1%.", {"9,1": "Trẻ suy dinh dưỡng"}),
        ("3. Mức giảm sinh: Đạt 0,3‰; Sơn Hòa 0,4‰.", {"0,4": "Sơn Hòa ‰ (Mức giảm sinh)"}),
    ],
)
def test_a_numbered_label_names_the_indicator_of_its_paragraph(line: str, indicators: dict[str, str]) -> None:
    found = told_of(line)
    assert {number: found[number][0] for number in indicators} == indicators


def test_a_numbered_label_ends_with_its_line() -> None:
    found = told_of("3. Trẻ suy dinh dưỡng: Sông Hinh 19,8%.\n4. Hộ dùng nước giếng: Sông Hinh 64,2%.\nTuy An 7,1%.\n")
    assert found["64,2"][0] == "Sông Hinh (Hộ dùng nước giếng)"
    assert "Trẻ" not in found["7,1"][0] and "nước giếng" not in found["7,1"][0]


@pytest.mark.parametrize(
    "line",
    [
        "3. Năm 2021, trẻ suy dinh dưỡng: Toàn tỉnh còn 9,1%. Sông Hinh 19,8%.",  # a comma and a number in it
        "Trẻ suy dinh dưỡng 3. Ghi chú (sơ bộ): còn 9,1%.",
    ],
)
def test_other_words_before_a_colon_still_give_figures(line: str) -> None:
    assert "9,1" in told_of(line)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Nếu không tính tiền bán rừng, thu phí chợ đạt 812 tỷ đồng.", "thu phí chợ"),
        ("Chưa kể tiền bán rừng, thu phí chợ đạt 812 tỷ đồng.", "thu phí chợ"),
        ("Tiền bán rừng đạt 812 tỷ đồng.", "Tiền bán rừng"),
    ],
)
def test_what_is_left_out_of_a_figure_is_none_of_its_words(text: str, indicator: str) -> None:
    assert told_of(text)["812"][0] == indicator


def test_what_follows_a_list_of_places_with_their_own_is_of_them_all() -> None:
    found = told("Xảy ra 06 vụ cháy tại các huyện Ba Bể (03 vụ), Chợ Đồn (02 vụ) và Na Rì (01 vụ), diện tích 11,4 ha.")
    assert found["11,4"].place == PROVINCE
    names = {number: figure.place.name for number, figure in found.items() if figure.place is not None}
    assert (names["03"], names["02"], names["01"]) == ("Ba Bể", "Chợ Đồn", "Na Rì")


PLAN_YEARS = Period(date(2006, 1, 1), date(2010, 12, 31), PeriodKind.RANGE)


def test_a_plan_tells_how_things_stand_on_the_day_its_paragraph_opens_with() -> None:
    text = (
        "Đến 31 tháng 12 năm 2005, toàn tỉnh có 77.235 hộ có điện. Ngoài ra, 6.420 hộ dùng thuỷ điện nhỏ.\n\n"
        "Xây mới 128 trạm."
    )
    report = Report("r", "r.txt", text, Metadata(published=date(2006, 3, 17), place=PROVINCE, period=PLAN_YEARS))
    found = {f.quantity.value: f for f in extract(report, split(text, "r")[0], find_tables(text))}
    stands = found[Decimal(6420)].period
    assert stands is not None and stands.end == date(2005, 12, 31) and stands.as_of
    assert found[Decimal(128)].period == PLAN_YEARS


def test_a_day_to_come_is_no_state_of_a_plan() -> None:
    text = "Đến 31 tháng 12 năm 2010, toàn tỉnh có 99.235 hộ có điện. Ngoài ra, 9.420 hộ dùng thuỷ điện nhỏ."
    report = Report("r", "r.txt", text, Metadata(published=date(2006, 3, 17), place=PROVINCE, period=PLAN_YEARS))
    found = {f.quantity.value: f for f in extract(report, split(text, "r")[0], find_tables(text))}
    assert found[Decimal(9420)].period == PLAN_YEARS


def test_a_price_is_of_the_day_told_before_it() -> None:
    found = told("Giá hồng đỏ ngày 7/3 có lúc lên 48.000 đồng/bó, đến ngày 12/3 chỉ còn 22.000 đồng/bó.")
    days = {number: figure.period and figure.period.start for number, figure in found.items() if figure.period}
    assert (days["48.000"], days["22.000"]) == (date(2023, 3, 7), date(2023, 3, 12))
    assert told("Ngày 7/3 hội chợ thu 48 triệu đồng.")["48"].period == HALF
