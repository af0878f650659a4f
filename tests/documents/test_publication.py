"""Titles, days of publication and days of meetings, from the top of a report."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.documents.metadata import describe
from rag.documents.publication import number_of, title_of
from rag.scopes.periods import year_period
from rag.types import Metadata, Period, PlaceLevel


def report(title: str, published: str = "", body: str = "") -> Metadata:
    return describe("\n".join(filter(None, [title, published, "", body])))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("( Cập nhật lúc: 30/12/2022  )", date(2022, 12, 30)),
        ("25/07/2022 14:50 Số lượt xem: 265", date(2022, 7, 25)),
        ("Đăng ngày 06/01/2023 lúc 10:22 - Xem: 304", date(2023, 1, 6)),
        ("Thứ sáu, 30/12/2022, 16:40 | Lượt xem: 188", date(2022, 12, 30)),
        ("Bắc Ninh, ngày 28 tháng 9 năm 2023", date(2023, 9, 28)),
        ("Ngày 03/4/2023 | Nguồn: Văn phòng Sở", date(2023, 4, 3)),
    ],
)
def test_every_form_of_date_line_is_read(line: str, expected: date) -> None:
    assert report("Kết quả công tác quý I", line, "Nội dung báo cáo.").published == expected


def test_a_documents_own_date_is_no_event() -> None:
    text = "Sở Y tế tổ chức hội nghị trình bày Báo cáo số 18/BC-SYT ngày 11/01/2022."
    assert report("Tổng kết năm 2021", "Ngày đăng: 14/01/2022", text).event is None


def test_a_head_wrapped_within_words_is_joined() -> None:
    found = describe(
        "BỘ THÔNG TIN VÀ\nTRUYỀN THÔNG\n-----\n|\nCỘNG HÒA XÃ HỘI CHỦ\nNGHĨA VIỆT NAM\n|\n"
        "Số: 1/2011/TT-BTTTT\n|\n"
        "Hà Nội, ngày 28\ntháng 6 năm 2011\n|\nTHÔNG\nTƯ\n"
        "QUY\nĐỊNH VỀ CHẤT LƯỢNG DỊCH VỤ\nĐiều 1. Phạm vi"
    )
    assert (found.publisher, found.published) == ("Bộ Thông tin và Truyền thông", date(2011, 6, 28))
    assert found.title == "THÔNG TƯ số 1/2011/TT-BTTTT QUY ĐỊNH VỀ CHẤT LƯỢNG DỊCH VỤ"


def test_a_short_first_line_is_no_title() -> None:
    found = describe("Hà Nội\n\nHội nghị về chuyển đổi số\n\n12/08/2023 20:10\nNội dung.")
    assert found.title == "Hội nghị về chuyển đổi số"


def test_furniture_and_banners_are_no_titles() -> None:
    text = (
        "Skip to main content\nTrang chủ | Giới thiệu | Tin tức | Liên hệ\nCổng thông tin điện tử tỉnh Bắc Kạn\n"
        "SỞ Y TẾ TỈNH BẮC KẠN\nTổng kết công tác y tế năm 2022\nNgày đăng: 10/01/2023\n"
    )
    assert describe(text).title == "Tổng kết công tác y tế năm 2022"


def test_a_decree_has_its_kind_number_body_and_day() -> None:
    text = (
        "CHÍNH PHỦ\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 12/2005/NĐ-CP\nHà Nội, ngày 10 tháng 4 năm 2005\nNGHỊ ĐỊNH\nVề quản lý dịch vụ bưu chính\n"
        "CHÍNH PHỦ\nCăn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;\nNGHỊ ĐỊNH:\nĐiều 1. Phạm vi\n"
    )
    found = describe(text)
    assert found.title == "NGHỊ ĐỊNH số 12/2005/NĐ-CP Về quản lý dịch vụ bưu chính"
    assert (found.publisher, found.published) == ("Chính phủ", date(2005, 4, 10))
    assert found.place is not None
    assert found.place.level is PlaceLevel.COUNTRY


def test_a_head_in_two_columns_is_read_as_two() -> None:
    text = (
        "BỘ BƯU CHÍNH, VIỄN THÔNG   CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 5/2004/TT-BBCVT | Hà Nội, ngày 16 tháng 12 năm 2004\n"
        "THÔNG TƯ\nHướng dẫn thực hiện một số quy định\n"
    )
    found = describe(text)
    assert found.publisher == "Bộ Bưu chính, Viễn thông"
    assert found.title == "THÔNG TƯ số 5/2004/TT-BBCVT Hướng dẫn thực hiện một số quy định"
    assert found.published == date(2004, 12, 16)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "UỶ BAN NHÂN DÂN\nTỈNH HOÀ BÌNH\nSố: 34/2005/QĐ-UB\n\nQUYẾT ĐỊNH\nVề việc thu phí chợ\n\nĐiều 1. Mức thu.",
            "QUYẾT ĐỊNH số 34/2005/QĐ-UB Về việc thu phí chợ",
        ),
        (
            "BỘ TÀI CHÍNH\nSố: 57/2006/QĐ-BTC\nQUYẾT ĐỊNH\nCỦA BỘ TRƯỞNG BỘ TÀI CHÍNH\nVỀ PHÍ ĐĂNG KIỂM\n\nĐiều 1.",
            "QUYẾT ĐỊNH số 57/2006/QĐ-BTC VỀ PHÍ ĐĂNG KIỂM",
        ),
        (
            "UỶ BAN NHÂN DÂN TỈNH YÊN BÁI\nBiểu số 10/CKTC-NSĐP\n\nQUYẾT TOÁN NGÂN SÁCH NĂM 2006\n\nNội dung.",
            "QUYẾT TOÁN NGÂN SÁCH NĂM 2006",
        ),
    ],
)
def test_bodies_and_form_numbers_are_no_titles(head: str, title: str) -> None:
    assert describe(head).title == title


def test_what_stands_above_a_numbered_document_is_none_of_its_title() -> None:
    head = "Tin giao thông đường thủy nội địa\nỦY BAN NHÂN DÂN\nTỈNH TRÀ VINH\nSố: 73/2012/QĐ-UBND\n\n"
    assert title_of(f"{head}QUYẾT ĐỊNH\nVề việc quy định phí qua phà\n\nĐiều 1. Phí là 3.000 đồng.") == (
        "QUYẾT ĐỊNH số 73/2012/QĐ-UBND Về việc quy định phí qua phà"
    )


def test_what_stands_above_a_document_without_a_number_may_be_its_title() -> None:
    text = "Tin giao thông đường thủy nội địa\n\nQUYẾT ĐỊNH\nVề việc quy định phí qua phà\n"
    assert title_of(text) == "Tin giao thông đường thủy nội địa"


@pytest.mark.parametrize(
    ("kind", "subject", "title"),
    [
        ("BÁO CÁO TỔNG KẾT", "Công tác trồng rừng năm 2021", "BÁO CÁO TỔNG KẾT Công tác trồng rừng năm 2021"),
        ("BÁO CÁO NHANH", "Về tình hình bão số 3", "BÁO CÁO NHANH Về tình hình bão số 3"),
        ("BÁO CÁO KẾT QUẢ", "Thực hiện phong trào trồng cây", "BÁO CÁO KẾT QUẢ Thực hiện phong trào trồng cây"),
        ("BÁO CÁO SƠ KẾT", "6 tháng đầu năm 2021", "BÁO CÁO SƠ KẾT 6 tháng đầu năm 2021"),
        ("Báo cáo tổng kết công tác trồng rừng", "Nội dung khác.", "Báo cáo tổng kết công tác trồng rừng"),
        pytest.param(
            "BÁO CÁO TỔNG KẾT CÔNG TÁC",
            "TRỒNG RỪNG NĂM 2021",
            "BÁO CÁO TỔNG KẾT CÔNG TÁC TRỒNG RỪNG NĂM 2021",
        ),
        pytest.param(
            "BÁO CÁO THƯỜNG NIÊN",
            "Công tác trồng rừng năm 2021",
            "BÁO CÁO THƯỜNG NIÊN Công tác trồng rừng năm 2021",
        ),
    ],
)
def test_a_kind_of_report_goes_on_in_the_next_line(kind: str, subject: str, title: str) -> None:
    assert describe(f"SỞ NÔNG NGHIỆP\n\n{kind}\n{subject}\n\nNội dung.").title == title


GROUNDS = """

CHÍNH PHỦ

Căn cứ Luật Tổ chức Chính phủ ngày 30 tháng 9 năm 1992;

NGHỊ ĐỊNH:

Điều 1. Mức thu 5.000 đồng.
"""


@pytest.mark.parametrize(
    ("head", "number", "made", "title", "publisher"),
    [
        (
            "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 91-CP NGÀY 7 THÁNG 3 NĂM 1994\nVỀ VIỆC THU PHÍ BẾN BÃI",
            "91-CP",
            date(1994, 3, 7),
            "NGHỊ ĐỊNH số 91-CP VỀ VIỆC THU PHÍ BẾN BÃI",
            "Chính phủ",
        ),
        (
            "NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 91/CP NGÀY 7-3-1994 VỀ VIỆC THU PHÍ BẾN BÃI",
            "91/CP",
            date(1994, 3, 7),
            "NGHỊ ĐỊNH số 91/CP VỀ VIỆC THU PHÍ BẾN BÃI",
            "Chính phủ",
        ),
        (
            "QUYẾT ĐỊNH\nCỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 114/TTg NGÀY 2-5-1995\nVỀ TRỢ GIÁ GIỐNG CÂY",
            "114/TTg",
            date(1995, 5, 2),
            "QUYẾT ĐỊNH số 114/TTg VỀ TRỢ GIÁ GIỐNG CÂY",
            "Thủ tướng Chính phủ",
        ),
        (
            "THÔNG TƯ\nCỦA BỘ TÀI CHÍNH SỐ 62/1997/TT-BTC NGÀY 4 THÁNG 9 NĂM 1997 HƯỚNG DẪN NGHỊ ĐỊNH SỐ 91-CP "
            "NGÀY 7/3/1994 CỦA CHÍNH PHỦ",
            "62/1997/TT-BTC",
            date(1997, 9, 4),
            "THÔNG TƯ số 62/1997/TT-BTC HƯỚNG DẪN NGHỊ ĐỊNH SỐ 91-CP NGÀY 7/3/1994 CỦA CHÍNH PHỦ",
            "Bộ Tài chính",
        ),
        (
            "QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ Y TẾ SỐ 705/1996/QĐ-BYT NGÀY 9 THÁNG 10 NĂM 1996 VỀ KHUNG GIÁ",
            "705/1996/QĐ-BYT",
            date(1996, 10, 9),
            "QUYẾT ĐỊNH số 705/1996/QĐ-BYT VỀ KHUNG GIÁ",
            "Bộ Y tế",
        ),
        (
            "Nghị định số 91-CP ngày 7 tháng 3 năm 1994 của Chính phủ về việc thu phí bến bãi",
            "91-CP",
            date(1994, 3, 7),
            "Nghị định số 91-CP về việc thu phí bến bãi",
            None,
        ),
    ],
)
def test_an_old_document_names_itself_in_a_sentence(
    head: str, number: str, made: date, title: str, publisher: str | None
) -> None:
    told = describe(head + GROUNDS)
    assert number_of(head + GROUNDS) == number
    assert (told.published, told.title, told.event) == (made, title, None)
    assert told.period == year_period(made.year)
    assert told.place is not None and told.place.level is PlaceLevel.COUNTRY
    assert publisher is None or told.publisher == publisher


@pytest.mark.parametrize("number", ["91-CP", "327-CT", "111-HĐBT", "26/CP", "2187 TC/TCT", "86/2007/NĐ-CP"])
def test_the_number_of_a_head_in_two_columns(number: str) -> None:
    text = (
        f"CHÍNH PHỦ                    CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"Số: {number}                    Độc lập - Tự do - Hạnh phúc\n"
        "                             Hà Nội, ngày 7 tháng 3 năm 1994\n\n"
        "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ VỀ VIỆC THU PHÍ BẾN BÃI" + GROUNDS
    )
    assert number_of(text) == number
    assert describe(text).title == f"NGHỊ ĐỊNH số {number} VỀ VIỆC THU PHÍ BẾN BÃI"


def test_what_a_decree_is_founded_on_does_not_name_it() -> None:
    text = (
        "Căn cứ Nghị định số 91-CP ngày 7 tháng 3 năm 1994;\nNghị định số 91-CP ngày 7 tháng 3 năm 1994 quy định phí."
    )
    assert number_of(text) == ""
    assert describe(text).published is None


@given(st.text(alphabet="NGHỊ ĐỊNHSỐCPcủa -/0123456789\nngày", max_size=200))
def test_any_head_is_read(text: str) -> None:
    assert number_of(text) == "" or number_of(text) in text


def test_minutes_are_of_the_day_they_begin_with() -> None:
    text = (
        "TỈNH KON TUM                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "BAN CHỈ HUY PHÒNG CHỐNG              Độc lập - Tự do - Hạnh phúc\n"
        "LỤT BÃO TỈNH\n\n                     BIÊN BẢN HỌP\n"
        "      Về tình hình lũ tính đến ngày 26/9/2000\n\n"
        "Hôm nay, vào lúc 7 giờ 30 phút ngày 27 tháng 9 năm 2000, tại Hội trường Sở, Ban Chỉ huy họp.\n"
    )
    told = describe(text)
    assert told.title == "BIÊN BẢN HỌP Về tình hình lũ tính đến ngày 26/9/2000"
    assert told.published == date(2000, 9, 27)


LETTER = (
    "BỘ Y TẾ                                CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "-------                                Độc lập - Tự do - Hạnh phúc\n"
    "Số: 3847/YT-DP\nV/v: {subject}                  Hà Nội, ngày 06 tháng 6 năm 2001\nxuất huyết các tỉnh\n\n"
    "        Kính gửi: Sở Y tế các tỉnh\n\nTrong 5 tháng đầu năm 2001 đã ghi nhận 6.274 ca, 5 tháng đầu năm 2001 tăng."
)


def test_a_letter_is_of_its_day_and_its_subject_goes_on() -> None:
    told = describe(LETTER.format(subject="Tăng cường phòng chống sốt"))
    assert told.title == "V/v: Tăng cường phòng chống sốt xuất huyết các tỉnh"
    assert told.period is not None and told.period.start == told.period.end == date(2001, 6, 6)


def test_a_letter_that_reports_is_of_what_it_reports() -> None:
    told = describe(LETTER.format(subject="Báo cáo tình hình sốt"))
    assert told.period is not None and told.period.start == date(2001, 1, 1)


def test_a_number_alone_is_no_title() -> None:
    text = (
        "57/2002/QĐ-UB\n\nQUYẾT ĐỊNH CỦA UBND TỈNH KON TUM\n\nVề việc điều chỉnh mức thu phí chợ\n\nĐiều 1. 5.000 đồng."
    )
    assert number_of(text) == "57/2002/QĐ-UB"
    assert (
        describe(text).title == "QUYẾT ĐỊNH CỦA UBND TỈNH KON TUM số 57/2002/QĐ-UB Về việc điều chỉnh mức thu phí chợ"
    )


@pytest.mark.parametrize(
    "line", ["Bạn đang ở đây: Trang chủ / Văn hóa", "Chuyên mục: Nông nghiệp", "You are here: Home"]
)
def test_where_a_page_stands_on_its_site_is_no_title(line: str) -> None:
    assert title_of(f"{line}\n\nKon Tum mở lễ hội cồng chiêng\n\nTối 22/9, lễ hội khai mạc.") == (
        "Kon Tum mở lễ hội cồng chiêng"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Tác giả: Minh Hà - Ngày viết: 12/05/2019",
        "Post by: admin | 12/05/2019 | 345 reads",
        "2019-05-12 08:15:00",
        "Ngày 12 tháng 05 năm 2019",
        "Chủ nhật, ngày 12 tháng 5 năm 2019",
        "08:15 | 12/05/2019",
        "Đăng lúc 08:15 ngày 12 tháng 5 năm 2019",
    ],
)
def test_further_date_lines(line: str) -> None:
    told = report("Kon Tum đẩy mạnh phòng chống dịch", line, "Ông A cho biết 35 xã đã làm xong.")
    assert (told.published, told.title) == (date(2019, 5, 12), "Kon Tum đẩy mạnh phòng chống dịch")


RULE = "\n\nCăn cứ Nghị định số 12/2001/NĐ-CP ngày 27/3/2001;\n\nĐiều 1. Phí là 5.000 đồng.\n"


@pytest.mark.parametrize(
    ("head", "number", "title", "made"),
    [
        (
            "UBND TỈNH KON TUM\nSố: 12 /2004/QĐ-UB\nKon Tum, ngày    tháng 5 năm 2004\n\nQUYẾT ĐỊNH\nVề việc thu phí",
            "12 /2004/QĐ-UB",
            "QUYẾT ĐỊNH số 12 /2004/QĐ-UB Về việc thu phí",
            None,
        ),
        (
            "QUYẾT ĐỊNH Số 12/2004/QĐ-UB ngày 12/5/2004 của UBND tỉnh Kon Tum về việc thu phí",
            "12/2004/QĐ-UB",
            "QUYẾT ĐỊNH số 12/2004/QĐ-UB về việc thu phí",
            date(2004, 5, 12),
        ),
        (
            "UBND TỈNH KON TUM\nQuyết định số: 12/2004/QĐ-UB\nNgày 12 tháng 5 năm 2004\nVề việc thu phí",
            "12/2004/QĐ-UB",
            "Quyết định số 12/2004/QĐ-UB Về việc thu phí",
            date(2004, 5, 12),
        ),
    ],
)
def test_heads_as_they_are_typed(head: str, number: str, title: str, made: date | None) -> None:
    told = describe(head + RULE)
    assert number_of(head + RULE) == number
    assert (told.title, told.published) == (title, made)
    assert told.period == year_period(2004)


def test_a_yearbook_s_year_stands_below_its_name() -> None:
    told = describe(
        "NIÊN GIÁM THỐNG KÊ TỈNH KON TUM\nSTATISTICAL YEARBOOK\n2004\n\nNhà xuất bản Thống kê - 2005\n\nBiểu 1"
    )
    assert told.title == "NIÊN GIÁM THỐNG KÊ TỈNH KON TUM 2004"
    assert told.period == year_period(2004)


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BODY = "\n\nCăn cứ Luật Tổ chức HĐND và UBND ngày 26/11/2003;\n\nĐiều 1. Mức thu là 5.000 đồng.\n"
YEAR_2011, YEAR_2005 = year_period(2011), year_period(2005)


@pytest.mark.parametrize(
    ("head", "title", "made", "period"),
    [
        (  # "QUYẾT" ends a word here, and does not begin one
            f"HỘI ĐỒNG NHÂN DÂN\nTỈNH KON TUM\nSố: 21/2011/NQ-HĐND\n{MOTTO}Kon Tum, ngày 9 tháng 12 năm 2011\n"
            "NGHỊ QUYẾT\nVề việc quy định mức thu phí chợ",
            "NGHỊ QUYẾT số 21/2011/NQ-HĐND Về việc quy định mức thu phí chợ", date(2011, 12, 9), YEAR_2011,
        ),
        (
            f"UBND TỈNH KON TUM\nSố: 12/TB-VP\n{MOTTO}Kon Tum, ngày 9 tháng 12 năm 2011\nTHÔNG BÁO\n"
            "Kết luận cuộc họp",
            "THÔNG BÁO số 12/TB-VP Kết luận cuộc họp", date(2011, 12, 9), None,
        ),
        (  # no comma
            f"BỘ THƯƠNG MẠI\nSố: 06/TM-XNK\n{MOTTO}Hà Nội ngày 15 tháng 3 năm 2005\nTHÔNG TƯ\nVề xuất khẩu gạo",
            "THÔNG TƯ số 06/TM-XNK Về xuất khẩu gạo", date(2005, 3, 15), YEAR_2005,
        ),
        (  # an annex
            "PHỤ LỤC SỐ 02\nGIÁ ĐẤT Ở ĐÔ THỊ NĂM 2005 TẠI KON TUM\n(Ban hành kèm theo Quyết định số 121/2004/QĐ-UBND "
            "ngày 21 tháng 12 năm 2004 của Uỷ ban nhân dân tỉnh Kon Tum về ban hành bảng giá các loại đất trên địa "
            "bàn tỉnh)",
            "GIÁ ĐẤT Ở ĐÔ THỊ NĂM 2005 TẠI KON TUM", date(2004, 12, 21), YEAR_2005,
        ),
        (  # a subject over two lines
            f"SỞ KẾ HOẠCH VÀ ĐẦU TƯ\nKON TUM\nSố: 12/BC-SKHĐT\n{MOTTO}Kon Tum, ngày 28 tháng 12 năm 2005\nBÁO CÁO\n"
            "TÌNH HÌNH THU HÚT ĐẦU TƯ NƯỚC NGOÀI\nNĂM 2005",
            "BÁO CÁO số 12/BC-SKHĐT TÌNH HÌNH THU HÚT ĐẦU TƯ NƯỚC NGOÀI NĂM 2005", date(2005, 12, 28), YEAR_2005,
        ),
        (
            "TỔNG CỤC THỐNG KÊ\nTHÔNG CÁO BÁO CHÍ\nVỀ TÌNH HÌNH KINH TẾ NĂM 2011",
            "THÔNG CÁO BÁO CHÍ VỀ TÌNH HÌNH KINH TẾ NĂM 2011", None, YEAR_2011,
        ),
    ],
)  # fmt: skip
def test_further_heads(head: str, title: str, made: date | None, period: Period | None) -> None:
    told = describe(head + BODY)
    assert (told.title, told.published) == (title, made)
    assert period is None or told.period == period


def test_a_district_s_office_tells_its_place() -> None:
    head = f"UBND HUYỆN MỘ ĐỨC\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO\nSố: 212/BC-PGD\n{MOTTO}Mộ Đức, ngày 04 tháng 6 năm 2010\n"
    told = describe(f"{head}BÁO CÁO\nTổng kết năm học 2009 - 2010\n\nToàn huyện có 35 trường.")
    assert told.place is not None and told.place.name == "Mộ Đức"
