"""Titles, days of publication and days of meetings, from the top of a report."""

from __future__ import annotations

from datetime import date

import pytest

from rag.documents.metadata import describe
from rag.documents.publication import title_of
from rag.types import Metadata, PlaceLevel


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
