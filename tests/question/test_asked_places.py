"""The places asked about, among all that a question names."""

from __future__ import annotations

import pytest
from asked import places

from rag.question.understanding import understand
from rag.types import PlaceLevel


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Triển lãm Hoàng Sa ở Bắc Kạn năm 2014 có bao nhiêu bức ảnh?", ["Bắc Kạn"]),
        ("Triển lãm Hoàng Sa, Trường Sa ở huyện Ba Bể năm 2014 có mấy bức ảnh?", ["Ba Bể"]),
        ("Huyện Hoàng Sa có bao nhiêu đảo?", ["Hoàng Sa"]),
        ("Huyện Hoàng Sa của Đà Nẵng có mấy đảo?", ["Hoàng Sa"]),
        ("Huyện Trường Sa, tỉnh Khánh Hòa có mấy đảo?", ["Trường Sa"]),
    ],
)
def test_the_remote_islands_beside_another_place_are_what_is_spoken_of(question: str, named: list[str]) -> None:
    assert places(understand(question)) == named


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("Năm 2015 trên địa bàn huyện Ba Bể có bao nhiêu chợ?", PlaceLevel.DISTRICT),
        ("nam 2015 tren dia ban huyen Ba Be co bao nhieu cho", PlaceLevel.DISTRICT),
        ("Trên địa bàn của huyện Ba Bể có mấy chợ?", PlaceLevel.DISTRICT),
        ("Năm 2015 địa bàn Ba Bể có bao nhiêu chợ?", PlaceLevel.PROVINCE),
        ("Năm 2015 khu vực Ba Bể có bao nhiêu chợ?", PlaceLevel.PROVINCE),
    ],
)
def test_within_the_bounds_of_a_district_is_that_district(question: str, level: PlaceLevel) -> None:
    (place,) = understand(question).places
    assert (place.level, place.province) == (level, "Bắc Kạn")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Năm 2018 bến phà Cát Hải ở Lai Châu đón mấy lượt xe?", ["Lai Châu"]),
        ("Chợ Mỹ Đức ở Bắc Kạn có mấy quầy?", ["Bắc Kạn"]),
        ("Chợ Mỹ Đức có mấy quầy?", ["Mỹ Đức"]),  # no other place is told
        ("Chợ Ba Bể ở Bắc Kạn có mấy quầy?", ["Ba Bể"]),  # a district of that province
        ("Huyện Mỹ Đức và tỉnh Bắc Kạn có mấy chợ?", ["Mỹ Đức", "Bắc Kạn"]),  # no landmark
    ],
)
def test_a_landmark_that_is_named_as_a_district_elsewhere_is_no_place(question: str, named: list[str]) -> None:
    assert places(understand(question)) == named


@pytest.mark.parametrize(
    ("question", "province"),
    [
        ("Đường lên Kỳ Sơn của Nghệ An dài mấy km?", "Nghệ An"),
        ("huyen Ky Son cua Hoa Binh co may cho", "Hòa Bình"),
        ("Lên Kỳ Sơn phải qua mấy cây cầu của Nghệ An?", "Nghệ An"),
        ("Tỉnh Phú Thọ có mấy bến đò ở huyện Tam Nông?", "Phú Thọ"),
        ("How many markets does Phú Tân district of Cà Mau have?", "Cà Mau"),
        ("Huyện Chợ Mới ở An Giang có mấy bến đò?", "An Giang"),
        ("huyen chau thanh o tra vinh co may ben do", "Trà Vinh"),
        ("Huyện Tân Phú thuộc Đồng Nai có mấy bến đò?", "Đồng Nai"),
        ("Huyện Kỳ Sơn có mấy bến đò?", ""),
        ("Huyện Tam Nông có mấy bến đò?", ""),
    ],
)
def test_a_district_of_several_provinces_is_of_the_one_named(question: str, province: str) -> None:
    (place,) = understand(question).places
    assert (place.level, place.province) == (PlaceLevel.DISTRICT, province)


def test_a_province_without_such_a_district_settles_nothing() -> None:
    district, province = understand("Huyện Tam Nông và tỉnh Nghệ An có mấy bến đò?").places
    assert (district.name, district.province, province.name) == ("Tam Nông", "", "Nghệ An")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Huyện nào của Bắc Kạn giáp Ba Bể?", ["Bắc Kạn"]),
        ("Hồ Ba Bể thuộc huyện nào của Bắc Kạn?", ["Bắc Kạn"]),
        ("huyen nao cua Bac Kan giap Ba Be", ["Bắc Kạn"]),
        ("Huyện nào trồng nhiều ngô hơn, Ba Bể hay Chợ Đồn?", ["Ba Bể", "Chợ Đồn"]),
        ("Trong hai huyện Ba Bể, Chợ Đồn, huyện nào có nhiều chợ hơn?", ["Ba Bể", "Chợ Đồn"]),
        ("Xã nào của huyện Ba Bể có chợ?", ["Ba Bể"]),
        pytest.param(
            "Trong các huyện Ba Bể, Na Rì, Chợ Đồn, huyện nào có nhiều chợ nhất?",
            ["Bắc Kạn"],
        ),
        pytest.param(
            "Huyện Ba Bể kết nghĩa với huyện nào của Hà Nội?",
            ["Ba Bể", "Hà Nội"],
        ),
    ],
)
def test_where_a_district_is_asked_for_those_named_are_part_of_the_topic(question: str, named: list[str]) -> None:
    assert places(understand(question)) == named


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How many homes are in My Hue hamlet?", []),
        ("How many stalls does Tan Ha Giang village have?", []),
        ("How many homes do the hamlets of Huế have?", ["Thừa Thiên Huế"]),
        ("How many villagers does Hà Giang have?", ["Hà Giang"]),
    ],
)
def test_a_hamlet_called_like_a_city_is_not_that_city(question: str, named: list[str]) -> None:
    assert places(understand(question)) == named


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Năm 2009 phà Vĩnh Long ở Bến Tre chở bao nhiêu xe?", ["Bến Tre"]),
        ("nam 2009 pha vinh long o ben tre cho bao nhieu xe", ["Bến Tre"]),
        ("Bến phà Bình Thuận của Cần Thơ có mấy chuyến?", ["Cần Thơ"]),
        ("Cầu Hà Nam ở Quảng Ninh dài bao nhiêu mét?", ["Quảng Ninh"]),
        ("Vé bến phà Cần Thơ là bao nhiêu?", []),  # it may lead there from anywhere
        ("Phà của An Giang có mấy chiếc?", ["An Giang"]),
        ("Phà Ba Bể có mấy chuyến?", ["Ba Bể"]),  # a district
        ("Theo nhu cầu, Hà Nam cần bao nhiêu phà?", ["Hà Nam"]),
    ],
)
def test_a_ferry_or_bridge_is_named_after_where_it_leads(question: str, named: list[str]) -> None:
    assert places(understand(question)) == named


@pytest.mark.parametrize(
    ("question", "province"),
    [
        ("How many markets are in the province around Ba Bể?", "Bắc Kạn"),
        ("How many markets are in the province surrounding Ba Bể?", "Bắc Kạn"),
        ("How many markets are in the province containing Ba Bể?", "Bắc Kạn"),
        ("How many markets has the province whose capital is Buôn Ma Thuột?", "Đắk Lắk"),
        ("How many markets are in the area around Ba Bể?", "Bắc Kạn"),
        ("Tỉnh có Ba Bể có mấy chợ?", "Bắc Kạn"),
        ("Khu vực xung quanh Ba Bể có mấy chợ?", "Bắc Kạn"),
        ("khu vuc mien nui Ba Be co may cho", "Bắc Kạn"),
        pytest.param(
            "Khu vực Vị Xuyên có mấy chợ?",
            "Hà Giang",
            marks=pytest.mark.xfail(strict=True, reason="a name in V, I or X passes for a Roman numeral"),
        ),
    ],
)
def test_a_province_may_be_told_by_a_place_in_it(question: str, province: str) -> None:
    (place,) = understand(question).places
    assert (place.level, place.name) == (PlaceLevel.PROVINCE, province)


@pytest.mark.parametrize(
    "question",
    [
        "How many markets does Ba Bể district have?",
        "How many markets are around the province, in Ba Bể?",
        "Phụ cấp khu vực của huyện Ba Bể là bao nhiêu?",
        "phu cap khu vuc o huyen Ba Be la bao nhieu",
        "Khu vực III của huyện Ba Bể có mấy xã?",
        "Khu vực 2 của huyện Ba Bể có mấy xã?",
    ],
)
def test_an_allowance_or_a_numbered_zone_is_no_area_around(question: str) -> None:
    (place,) = understand(question).places
    assert (place.level, place.name) == (PlaceLevel.DISTRICT, "Ba Bể")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Cao tốc Tuyên Quang - Hà Giang dài bao nhiêu km?", []),
        ("cao toc tuyen quang - ha giang dai bao nhieu km", []),
        ("How long is the Tuyên Quang - Hà Giang expressway?", []),
        ("How long is the road Tuyên Quang - Hà Giang?", []),
        ("Quốc lộ 2 Tuyên Quang – Hà Giang dài bao nhiêu km?", []),
        ("Đường sắt Hà Nội - Lào Cai qua Yên Bái dài mấy km?", ["Yên Bái"]),
        ("Cao tốc Tuyên Quang - Hà Giang qua tỉnh Hà Giang dài mấy km?", ["Hà Giang"]),
        ("Năm 2012 Tuyên Quang - Hà Giang trồng bao nhiêu ha?", ["Tuyên Quang", "Hà Giang"]),  # no road
    ],
)
def test_a_road_is_named_after_where_it_leads(question: str, named: list[str]) -> None:
    assert places(understand(question)) == named


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Tỉnh Hà Bắc năm 1990 có bao nhiêu huyện?", ["Hà Bắc"]),
        ("Năm 1990 Bắc Giang thuộc Hà Bắc có bao nhiêu xã?", ["Bắc Giang"]),
        ("Huyện Yên Thế của tỉnh Hà Bắc có bao nhiêu xã?", ["Yên Thế"]),
        ("Hải Dương và Hưng Yên của Hải Hưng có mấy xã?", ["Hải Dương", "Hưng Yên"]),
        ("Hà Tây và Hà Nội có mấy xã?", ["Hà Tây", "Hà Nội"]),  # of one heir: that one is much more
    ],
)
def test_a_former_province_holds_its_heirs_and_their_districts(question: str, named: list[str]) -> None:
    assert places(understand(question)) == named


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Trạm Quỳ Châu cao hơn trạm Dừa bao nhiêu mét?", []),
        ("Mực nước trạm Quỳ Châu là bao nhiêu?", ["Quỳ Châu"]),
        ("Chợ Ba Bể và chợ Bản Tấu có mấy quầy?", []),
    ],
)
def test_one_of_several_stations_is_no_district(question: str, named: list[str]) -> None:
    assert places(understand(question)) == named
