"""Who put a report out."""

from __future__ import annotations

from datetime import date

from rag.documents.metadata import describe
from rag.documents.publisher import publisher_of
from rag.types import Period, PeriodKind


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
