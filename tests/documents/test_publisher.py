"""Who put a report out."""

from __future__ import annotations

from datetime import date

import pytest

from rag.documents.metadata import describe
from rag.documents.publisher import district_of, publisher_of
from rag.types import Period, PeriodKind, Place, PlaceLevel

QUANG_TRI = Place("Quảng Trị", PlaceLevel.PROVINCE, "Quảng Trị", "tỉnh")


def test_a_numbered_report_is_its_departments_and_has_its_period() -> None:
    found = describe(
        "UBND TỈNH BẮC KẠN\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 18/BC-STTTT\n"
        "Bắc Kạn, ngày 11 tháng 01 năm 2010\n"
        "BÁO CÁO\nKết quả công tác năm 2009, phương hướng nhiệm vụ năm 2010\n"
    )
    assert found.publisher == "Sở Thông tin và Truyền thông Bắc Kạn"
    assert found.title.startswith("BÁO CÁO số 18/BC-STTTT Kết quả công tác năm 2009")
    assert found.period == Period(date(2009, 1, 1), date(2009, 12, 31), PeriodKind.YEAR)
    committee = describe(
        "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN\nSố: 1/QĐ-UBND\nBắc Kạn, ngày 1 tháng 2 năm 2010\nQUYẾT ĐỊNH\nVề kế hoạch 2011"
    )
    assert committee.publisher == "Ủy ban nhân dân tỉnh Bắc Kạn"
    assert committee.period == Period(date(2010, 1, 1), date(2010, 12, 31), PeriodKind.YEAR)  # the year it was made in


def test_the_department_named_most_is_told_from_one_that_is_only_named() -> None:
    text = "Sở Y tế tổ chức hội nghị tổng kết. Sở Y tế cho biết kết quả. Phối hợp với Sở Tài chính và Sở Y tế."
    assert publisher_of(text, None) == "Sở Y tế"
    assert publisher_of("Một vụ việc được Sở Tư pháp xác minh.", None) == ""


def test_a_portal_without_a_department_is_its_own_publisher() -> None:
    text = "Cổng thông tin điện tử Bắc Kạn kính chào quý khách! Trang chủ\nKhai trương chợ mới\nNội dung.\n"
    assert publisher_of(text, None) == "Cổng thông tin điện tử Bắc Kạn"


REVIEW = """BÁO CÁO
Kết quả xây dựng nông thôn mới năm 2021

Năm 2021, tỉnh Quảng Trị giao thêm 3 xã phải về đích; đến nay có 9 xã đã được công nhận.
"""


@pytest.mark.parametrize(
    ("head", "publisher", "place", "level"),
    [
        (
            "ỦY BAN NHÂN DÂN\nHUYỆN HƯỚNG HÓA\nSố: 45/BC-UBND\n",
            "Ủy ban nhân dân huyện Hướng Hóa", "Hướng Hóa", PlaceLevel.DISTRICT,
        ),
        (
            "UỶ BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN CAM LỘ     Độc lập - Tự do - Hạnh phúc\n"
            "Số: 45/BC-UBND     Cam Lộ, ngày 9 tháng 12 năm 2021\n",
            "Uỷ ban nhân dân huyện Cam Lộ", "Cam Lộ", PlaceLevel.DISTRICT,
        ),
        (
            "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN GIO LINH | Độc lập - Tự do - Hạnh phúc\n"
            "Số: 45/BC-UBND | Gio Linh, ngày 9 tháng 12 năm 2021\n",
            "Ủy ban nhân dân huyện Gio Linh", "Gio Linh", PlaceLevel.DISTRICT,
        ),
        (
            "ỦY BAN NHÂN DÂN HUYỆN HẢI LĂNG\nSố: 45/BC-UBND\n",
            "Ủy ban nhân dân huyện Hải Lăng", "Hải Lăng", PlaceLevel.DISTRICT,
        ),
        (
            "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố: 45/BC-UBND\n",
            "Ủy ban nhân dân tỉnh Quảng Trị", "Quảng Trị", PlaceLevel.PROVINCE,
        ),
        ("UBND TỈNH QUẢNG TRỊ\nSố: 45/BC-UBND\n", "UBND tỉnh Quảng Trị", "Quảng Trị", PlaceLevel.PROVINCE),
        (
            "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSỞ Y TẾ\nSố: 45/BC-SYT\n",
            "Sở Y tế Quảng Trị", "Quảng Trị", PlaceLevel.PROVINCE,
        ),
    ],
)  # fmt: skip
def test_a_district_committee_s_report_is_of_the_district(
    head: str, publisher: str, place: str, level: PlaceLevel
) -> None:
    found = describe(head + REVIEW)
    assert found.publisher == publisher
    assert found.place is not None and (found.place.name, found.place.level) == (place, level)


@pytest.mark.parametrize(
    ("publisher", "about", "district"),
    [
        ("Ủy ban nhân dân huyện Hướng Hóa", QUANG_TRI, "Hướng Hóa"),
        ("Huyện ủy Vĩnh Linh", QUANG_TRI, "Vĩnh Linh"),
        ("Phòng Nông nghiệp huyện Triệu Phong", QUANG_TRI, "Triệu Phong"),
        ("Ủy ban nhân dân thành phố Đông Hà", QUANG_TRI, "Đông Hà"),
        ("Ủy ban nhân dân tỉnh Quảng Trị", QUANG_TRI, ""),
        ("Sở Y tế Quảng Trị", QUANG_TRI, ""),
        ("Huyện Vĩnh Linh", QUANG_TRI, ""),  # no office
        ("Ủy ban nhân dân huyện Ia Grai", QUANG_TRI, ""),  # of another province
        ("Ủy ban nhân dân huyện Vĩnh Linh", None, ""),
        ("Ủy ban nhân dân huyện Vĩnh Linh", Place("Cam Lộ", PlaceLevel.DISTRICT, "Quảng Trị", "huyện"), ""),
    ],
)
def test_the_district_that_an_office_is_of(publisher: str, about: Place | None, district: str) -> None:
    found = district_of(publisher, about)
    assert (found.name if found else "") == district
    assert found is None or (found.level, found.province) == (PlaceLevel.DISTRICT, "Quảng Trị")
