"""What a report says of itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.documents.metadata import describe
from rag.types import Metadata, Period, PeriodKind

SEEDS = Path(__file__).parents[2] / "seeds"
YEAR_2022 = Period(date(2022, 1, 1), date(2022, 12, 31), PeriodKind.YEAR)


@pytest.mark.parametrize(
    ("seed", "title", "publisher", "published", "event", "period"),
    [
        (
            "000",
            "Sở Thông tin và Truyền thông tổ chức Hội nghị tổng kết công tác năm 2022 và triển khai",
            "Sở Thông tin và Truyền thông Bắc Kạn",
            date(2022, 12, 30),
            date(2022, 12, 26),
            YEAR_2022,
        ),
        (
            "001",
            "Sở Thông tin và Truyền thông triển khai nhiệm vụ 06 tháng cuối năm",
            "Sở Thông tin và Truyền thông Bắc Ninh",
            date(2022, 7, 25),
            date(2022, 7, 25),
            Period(date(2022, 1, 1), date(2022, 6, 30), PeriodKind.HALF),
        ),
        (
            "002",
            "Phát triển sự nghiệp thông tin và truyền thông góp phần vào nhiệm vụ chính trị",
            "Sở Thông tin và Truyền thông Bắc Kạn",
            date(2020, 2, 4),
            None,
            Period(date(2019, 1, 1), date(2019, 12, 31), PeriodKind.YEAR),
        ),
        (
            "003",
            "Sở Thông tin và Truyền thông triển khai nhiệm vụ năm 2018",
            "Sở Thông tin và Truyền thông Đắk Lắk",
            None,
            date(2018, 1, 4),
            Period(date(2017, 1, 1), date(2017, 12, 31), PeriodKind.YEAR),
        ),
        (
            "004",
            "Sở Thông tin và Truyền thông tổ chức hội nghị trực tuyến tổng kết công tác ngành",
            "Sở Thông tin và Truyền thông Bình Thuận",
            None,
            date(2023, 1, 16),
            YEAR_2022,
        ),
    ],
)
def test_the_seeds_describe_themselves(
    seed: str, title: str, publisher: str, published: date | None, event: date | None, period: Period
) -> None:
    [path] = SEEDS.glob(f"{seed}_*.txt")
    found = describe(path.read_text("utf-8"), path.name)
    assert found.title.startswith(title)
    assert (found.publisher, found.published, found.event, found.period) == (publisher, published, event, period)
    assert found.place is not None
    assert found.publisher.endswith(found.place.name)


def report(title: str, published: str = "", body: str = "") -> Metadata:
    return describe("\n".join(filter(None, [title, published, "", body])))


@pytest.mark.parametrize(
    ("title", "published", "expected"),
    [
        ("Tổng kết công tác năm 2021, phương hướng năm 2022", "(Cập nhật lúc: 14/01/2022)", (2021, PeriodKind.YEAR)),
        ("Sơ kết 06 tháng đầu năm và nhiệm vụ 06 tháng cuối năm 2023", "12/07/2023 14:50", (2023, PeriodKind.HALF)),
        ("Sơ kết 6 tháng đầu năm", "Ngày đăng: 12-7-2022", (2022, PeriodKind.HALF)),
        ("Kết quả quý I/2023 và nhiệm vụ quý II/2023", "Đăng ngày 06/04/2023 lúc 10:22", (2023, PeriodKind.QUARTER)),
        ("Báo cáo kết quả quý III và 9 tháng năm 2021", "Ngày đăng: 08-10-2021", (2021, PeriodKind.MONTHS)),
        ("Tổng kết năm học 2021-2022, nhiệm vụ năm học 2022-2023", "18/08/2022", (2021, PeriodKind.SCHOOL_YEAR)),
        ("Sơ kết học kỳ I năm học 2022 - 2023", "Ngày đăng: 17-1-2023", (2022, PeriodKind.SEMESTER)),
    ],
)
def test_the_period_reported_on_is_not_the_plan(title: str, published: str, expected: tuple[int, PeriodKind]) -> None:
    period = report(title, published).period
    assert period is not None
    assert (period.year if period.kind is not PeriodKind.SEMESTER else period.start.year, period.kind) == expected


def test_a_review_in_the_lead_beats_a_plan_in_the_title() -> None:
    found = report("Sở Y tế triển khai nhiệm vụ năm 2018", "", "Chiều 4/1, Sở Y tế tổng kết hoạt động năm 2017.")
    assert found.period == Period(date(2017, 1, 1), date(2017, 12, 31), PeriodKind.YEAR)
    assert found.event == date(2018, 1, 4)


def test_without_a_stated_period_the_publication_tells() -> None:
    early = report("Ngành Y tế tổng kết công tác", "Ngày đăng: 10/01/2020")
    assert early.period == Period(date(2019, 1, 1), date(2019, 12, 31), PeriodKind.YEAR)
    news = report("Khai trương bưu cục mới tại huyện Ba Bể", "Ngày đăng: 10/05/2021", "Bưu cục phục vụ 5 xã.")
    assert news.period == Period(date(2021, 5, 10), date(2021, 5, 10), PeriodKind.DAY, as_of=True)


def test_hints_fill_what_the_text_leaves_out() -> None:
    hints = Metadata(
        title="Một bài khác hẳn - Sở Y tế Bắc Kạn", published=date(2021, 3, 4), url="https://syt.backan.gov.vn/a"
    )
    found = describe("Toàn ngành có 12 đơn vị.", hints=hints)
    assert (found.title, found.published, found.url) == ("Một bài khác hẳn", hints.published, hints.url)
    assert found.place is not None
    assert found.place.name == "Bắc Kạn"


def test_a_sites_name_is_no_title() -> None:
    text = "Ngành Y tế tổng kết công tác năm 2022\n\nNội dung của báo cáo."
    found = describe(text, hints=Metadata(title="Cổng thông tin điện tử"))
    assert found.title == "Ngành Y tế tổng kết công tác năm 2022"


@given(st.text(max_size=400))
def test_any_text_is_described(text: str) -> None:
    found = describe(text, "a.txt")
    assert found.period is None or found.period.start <= found.period.end


@given(
    st.lists(
        st.sampled_from(
            [
                "Ngày đăng: 31/02/2022",
                "Số: 1/NĐ-CP",
                "BÁO CÁO",
                "năm 2022",
                "Sở Y tế",
                "Chiều 30/2,",
                "hội nghị",
                "29/2",
                "\n",
                "Hà Nội, ngày 31 tháng 4 năm 2007",
                ".",
            ]
        ),
        max_size=14,
    )
)
def test_impossible_dates_are_left_out(parts: list[str]) -> None:
    describe(" ".join(parts))


def test_a_plan_is_for_the_period_in_its_title() -> None:
    text = (
        "SỞ Y TẾ\nSố: 38/KH-SYT   Hà Nội, ngày 24 tháng 02 năm 2009\n\nKẾ HOẠCH\nTIÊM CHỦNG NĂM 2009\n\n"
        "Năm 2008, kết quả tiêm chủng đạt 71%. Tổng kết năm 2008 cho thấy tỷ lệ tăng."
    )
    assert describe(text).period == Period(date(2009, 1, 1), date(2009, 12, 31), PeriodKind.YEAR)


def test_a_school_year_is_summed_up_before_it_ends() -> None:
    text = "SỞ GIÁO DỤC\nHà Nội, ngày 20 tháng 6 năm 2008\n\nBÁO CÁO\nTỔNG KẾT NĂM HỌC 2007 - 2008\n\nKết quả tốt."
    told = describe(text).period
    assert told is not None and told.kind is PeriodKind.SCHOOL_YEAR


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("QUYẾT ĐỊNH\nVề việc ban hành giá các loại đất trên địa bàn tỉnh năm 2006", 2006),
        ("QUYẾT ĐỊNH\nVề việc ban hành Quy chế quản lý quỹ tu bổ đê điều của tỉnh", 2005),
        ("QUYẾT ĐỊNH\nVề việc sửa đổi dự toán năm 2004 và năm 2006", 2005),
    ],
)
def test_a_rule_is_for_the_year_in_its_title_or_of_the_year_it_was_made_in(title: str, year: int) -> None:
    found = describe(f"UBND TỈNH HÀ GIANG\nSố: 12/QĐ-UB\nHà Giang, ngày 20 tháng 12 năm 2005\n{title}\n")
    assert found.period == Period(date(year, 1, 1), date(year, 12, 31), PeriodKind.YEAR)


def test_a_report_of_a_year_and_of_the_months_after_it_is_of_the_months() -> None:
    body = "Tỉnh đã báo cáo tình hình kinh tế - xã hội trong năm 2016 và 6 tháng đầu năm 2017."
    assert report("Đoàn công tác làm việc tại tỉnh", "07/07/2017", body).period == Period(
        date(2017, 1, 1), date(2017, 6, 30), PeriodKind.HALF
    )


ISSUED = "UBND TỈNH HÀ GIANG\n\nHà Giang, ngày 20 tháng 12 năm 2005\n"


@pytest.mark.parametrize(
    ("title", "place", "year"),
    [
        ("BẢNG GIÁ ĐẤT HUYỆN BẮC MÊ NĂM 2006", "Bắc Mê", 2006),
        ("BIỂU PHÍ CHỢ HUYỆN BẮC MÊ", "Bắc Mê", 2005),
        ("KHUNG MỨC THU PHÍ ĐÒ HUYỆN BẮC MÊ NĂM 2006", "Bắc Mê", 2006),
        ("BẢNG GIÁ ĐẤT TỈNH HÀ GIANG NĂM 2006", "Hà Giang", 2006),
        ("BẢNG GIÁ ĐẤT HUYỆN BẮC MÊ, TỈNH HÀ GIANG NĂM 2006", "Bắc Mê", 2006),
        ("QUYẾT ĐỊNH PHÊ DUYỆT DỰ ÁN CHỢ HUYỆN BẮC MÊ", "Hà Giang", 2005),
        ("BẢNG GIÁ ĐẤT HUYỆN BẮC MÊ VÀ HUYỆN QUANG BÌNH NĂM 2006", "Hà Giang", 2006),
    ],
)
def test_a_list_of_prices_is_for_the_district_and_the_year_in_its_title(title: str, place: str, year: int) -> None:
    found = describe(f"{ISSUED}{title}\n\nGiá tính theo mét vuông.")
    assert found.place is not None
    assert found.place.name == place
    assert found.period == Period(date(year, 1, 1), date(year, 12, 31), PeriodKind.YEAR)


def test_what_is_no_rule_is_of_its_province() -> None:
    found = describe(f"{ISSUED}BÁO CÁO GIÁ ĐẤT HUYỆN BẮC MÊ NĂM 2006\n\nGiá tính theo mét vuông.")
    assert found.place is not None
    assert found.place.name == "Hà Giang"


@pytest.mark.parametrize(
    "title",
    [
        "PHÁT TRIỂN CHỢ GIAI ĐOẠN 2016-2020",
        "PHÁT TRIỂN CHỢ GIAI ĐOẠN 2016-2020 VÀ NĂM 2016",
        "PHÁT TRIỂN CHỢ NĂM 2016, GIAI ĐOẠN 2016-2020",
    ],
)
def test_a_plan_is_for_the_stretch_in_its_title(title: str) -> None:
    found = describe(
        "UBND TỈNH HÀ GIANG\nSố: 45/KH-UBND   Hà Giang, ngày 20 tháng 12 năm 2015\n\n"
        f"KẾ HOẠCH\n{title}\n\nMỗi huyện chọn một chợ."
    )
    assert found.period == Period(date(2016, 1, 1), date(2020, 12, 31), PeriodKind.RANGE)


DECISION = """ỦY BAN NHÂN DÂN
TỈNH TRÀ VINH
Số: 73/2012/QĐ-UBND
Trà Vinh, ngày 9 tháng 2 năm 2012

QUYẾT ĐỊNH
Về việc quy định phí qua phà

Điều 1. Phí qua phà là 3.000 đồng/lượt.
"""


@pytest.mark.parametrize("above", ["", "Tra cứu văn bản về giao thông đường thủy\n\n"])
@pytest.mark.parametrize("title", ["", "Tra cứu văn bản về giao thông đường thủy", "van-ban-73"])
def test_a_document_s_own_numbered_title_wins_over_its_page_s(above: str, title: str) -> None:
    found = describe(above + DECISION, hints=Metadata(title=title))
    assert found.title == "QUYẾT ĐỊNH số 73/2012/QĐ-UBND Về việc quy định phí qua phà"


def test_a_page_s_title_wins_over_a_title_without_a_number() -> None:
    found = describe(DECISION.replace("Số: 73/2012/QĐ-UBND\n", ""), hints=Metadata(title="Phí đò và phà ở Trà Vinh"))
    assert "số" not in found.title


def test_news_of_this_year_that_tells_of_the_last_does_not_report_on_it() -> None:
    text = (
        "Tuần lễ cồng chiêng Kon Tum 2019 khép lại\n24-09-2019\n\nSự kiện đón 92.400 lượt khách. "
        "Năm 2018, giải có 2.140 vận động viên. Năm 2018, hội thi có 16 đội."
    )
    told = describe(text)
    assert told.period is not None and told.period.end == date(2019, 9, 24)


def test_the_title_of_a_page_stands_below_its_caption() -> None:
    headline = "Kon Tum: Trồng rừng 9 tháng đầu năm 2021 vượt kế hoạch"
    text = f"Nông dân xã Đăk Hring chăm sóc rừng trồng\n\n{headline}\n\n01/10/2021\n\nToàn tỉnh trồng 2.100 ha rừng."
    assert describe(text, hints=Metadata(title=headline)).title == headline


def test_a_letter_of_the_organisation_department_is_called_by_its_subject() -> None:
    text = (
        "BAN TỔ CHỨC - CÁN BỘ CHÍNH PHỦ\nSố: 417/TCCP-TL\nV/v phụ cấp khu vực ở tỉnh Kon Tum\n\n"
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Nội, ngày 26 tháng 9 năm 1996\n\n"
        "Kính gửi: Uỷ ban nhân dân tỉnh Kon Tum\n\nTrả lời công văn của tỉnh, Ban có ý kiến như sau."
    )
    assert describe(text).title == "V/v phụ cấp khu vực ở tỉnh Kon Tum"
