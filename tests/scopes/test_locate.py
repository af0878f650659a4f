"""Which province a report is about, named or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.scopes.locate import place_of
from rag.types import PlaceLevel


def name(text: str, **known: str) -> str:
    place, _ = place_of(text, **known)
    return place.name if place else ""


def test_districts_tell_a_province_that_is_never_named() -> None:
    text = (
        "Toàn ngành có 540 trường. Huyện Lệ Thủy đứng đầu; huyện Quảng Ninh thứ hai; thị xã Ba Đồn và huyện "
        "Quảng Trạch cùng thứ ba; huyện Minh Hóa còn khó khăn."
    )
    assert name(text) == "Quảng Bình"


def test_shared_district_names_are_settled_together() -> None:
    text = "Toàn tỉnh có ba huyện khó khăn là Chợ Mới, Tân Sơn và Châu Thành; thành phố Long Xuyên dẫn đầu."
    assert name(text) == "An Giang"


def test_a_province_compared_with_is_not_the_subject() -> None:
    text = (
        "Báo cáo của ngành. So với tỉnh Bắc Ninh, số máy cao hơn; so với tỉnh Bắc Giang thì thấp hơn. "
        "Huyện Ba Bể, huyện Na Rì và huyện Ngân Sơn có nhiều tiến bộ. Xếp sau tỉnh Thái Nguyên."
    )
    assert name(text) == "Bắc Kạn"


def test_a_host_name_is_enough() -> None:
    assert name("(stttt.binhthuan.gov.vn) Chiều ngày 16/01, Sở tổ chức hội nghị.") == "Bình Thuận"
    assert name("Chiều ngày 16/01, Sở tổ chức hội nghị.", url="https://stttt.backan.gov.vn/tin/12") == "Bắc Kạn"


def test_a_newspapers_host_names_its_province() -> None:
    assert name("(Baonghean.vn) - Chiều 19/11, Sở tổ chức giao ban công tác của tỉnh.") == "Nghệ An"
    place, _ = place_of("(Chinhphu.vn) - Hội nghị được tổ chức tại Quảng Ninh.")
    assert place is not None
    assert place.level is PlaceLevel.COUNTRY


def test_publisher_and_title_count() -> None:
    assert name("Năm qua toàn tỉnh có 249 điểm.", publisher="Sở Y tế Bắc Kạn") == "Bắc Kạn"
    assert name("Năm qua toàn tỉnh có 249 điểm.", title="Bắc Kạn tổng kết năm 2022") == "Bắc Kạn"


def test_one_city_is_enough_in_a_provinces_text_only() -> None:
    assert name("UBND tỉnh tặng Cờ thi đua cho Đài Truyền thanh thành phố Buôn Ma Thuột.") == "Đắk Lắk"
    assert name("Một sự kiện diễn ra tại thành phố Buôn Ma Thuột.") == ""


@pytest.mark.parametrize(
    "text",
    [
        "CHÍNH PHỦ\nSố: 12/2005/NĐ-CP\nHà Nội, ngày 10 tháng 4 năm 2005\nNGHỊ ĐỊNH\nVề quản lý, sử dụng Internet",
        "BỘ TÀI CHÍNH   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 7/2004/TT-BTC   Hà Nội, ngày 9 tháng 2 năm 2004",
        "Bộ Y tế cho biết số ca mắc cả nước giảm. Trên toàn quốc có 12.000 ca, cao nhất tại Hà Nội, Đà Nẵng, "
        "Cần Thơ, Hải Phòng, Nghệ An, Thanh Hóa.",
    ],
)
def test_a_national_text_is_the_countrys(text: str) -> None:
    place, _ = place_of(text)
    assert place is not None
    assert place.level is PlaceLevel.COUNTRY


def test_a_provinces_committee_keeps_its_decision() -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN\nSố: 12/2009/QĐ-UBND\nBắc Kạn, ngày 10 tháng 4 năm 2009\nQUYẾT ĐỊNH\n"
        "Về việc ban hành quy chế\nTheo đề nghị của Giám đốc Sở Tư pháp tỉnh Bắc Kạn"
    )
    assert name(text) == "Bắc Kạn"


def test_nothing_is_said_when_unsure() -> None:
    assert place_of("Hội nghị đã kết thúc tốt đẹp.") == (None, 0.0)
    assert name("Tỉnh Bắc Ninh và tỉnh Bắc Giang ký kết phối hợp.") == ""


@given(st.text(max_size=300))
def test_any_text_gives_a_confidence(text: str) -> None:
    place, confidence = place_of(text)
    assert 0.0 <= confidence <= 1.0
    assert place is not None or confidence == 0.0


@pytest.mark.parametrize(
    "head",
    [
        "BỘ CÔNG AN\nCÔNG AN TỈNH BẮC KẠN",
        "BỘ TÀI CHÍNH\nCỤC THUẾ TỈNH BẮC KẠN",
        "BỘ TÀI CHÍNH\n  Kho bạc Nhà nước tỉnh Bắc Kạn",
        "BỘ QUỐC PHÒNG\nBỘ CHỈ HUY QUÂN SỰ TỈNH BẮC KẠN",
    ],
)
def test_a_ministry_s_branch_reports_on_its_province(head: str) -> None:
    assert name(f"{head}\nSố: 12/BC\nBÁO CÁO\nKết quả công tác năm 2020") == "Bắc Kạn"


@pytest.mark.parametrize(
    "text",
    [
        "BỘ TÀI CHÍNH\nSố: 12/BTC-TCT\nKính gửi:\nCục Thuế tỉnh Bắc Kạn",  # addressed to it
        "BỘ CÔNG AN\nCục Cảnh sát giao thông\nBÁO CÁO\nKết quả đợt kiểm tra ở tỉnh Bắc Kạn",
        "BỘ TÀI CHÍNH\nTHÔNG TƯ\nTheo đề nghị của Cục Thuế tỉnh Bắc Kạn",  # within a line
    ],
)
def test_a_ministry_that_writes_to_a_branch_reports_on_the_country(text: str) -> None:
    place, _ = place_of(text)
    assert place is not None
    assert place.level is PlaceLevel.COUNTRY


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh Hải Hưng có thị xã Hải Dương và thị xã Hưng Yên; huyện Ninh Giang, huyện Tứ Kỳ được mùa.",
        "ỦY BAN NHÂN DÂN TỈNH HẢI HƯNG\nHải Dương, ngày 10 tháng 4 năm 1990\nBÁO CÁO\nThị xã Hải Dương và các huyện "
        "Tứ Kỳ, Kim Thành làm tốt.",
    ],
)
def test_the_towns_of_a_former_province_speak_for_it(text: str) -> None:
    assert name(text) == "Hải Hưng"


@pytest.mark.parametrize(
    "text",
    [
        "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG\nBắc Giang, ngày 10 tháng 4 năm 2001\nBÁO CÁO\nSau khi tách khỏi tỉnh Hà Bắc, "
        "huyện Yên Thế và huyện Lục Ngạn làm tốt.",
        "Toàn tỉnh có 212 trường. Trước đây thuộc Hà Bắc, nay tỉnh Bắc Giang có huyện Yên Thế, huyện Lục Ngạn.",
    ],
)
def test_an_heir_may_name_its_former_province_in_passing(text: str) -> None:
    assert name(text) == "Bắc Giang"
