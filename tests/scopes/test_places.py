"""Where a text names a place, in every spelling, and where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.scopes.places import find_places, resolve, widen
from rag.types import PlaceLevel


def names(text: str) -> list[str]:
    return [m.place.name for m in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tỉnh Bắc Kạn có bao nhiêu điểm bưu chính?", ["Bắc Kạn"]),
        ("bac kan thi diem cho 4.0 o may cho", ["Bắc Kạn"]),
        ("BẮC KẠN và Bắc Cạn", ["Bắc Kạn", "Bắc Kạn"]),
        ("Bac Kan province and Bac Ninh's offices", ["Bắc Kạn", "Bắc Ninh"]),
        ("Dak Lak, DakLak, Đắc Lắc, Đăk Lăk", ["Đắk Lắk"] * 4),
        ("Đắc Nông, Đăk Nông", ["Đắk Nông"] * 2),
        ("TP.HCM, TPHCM, Sài Gòn, HCMC, Ho Chi Minh City, Saigon", ["Hồ Chí Minh"] * 6),
        ("Thừa Thiên Huế, Thừa Thiên - Huế, TT-Huế, Huế", ["Thừa Thiên Huế"] * 4),
        ("Bà Rịa - Vũng Tàu, BR-VT, Ba Ria - Vung Tau", ["Bà Rịa - Vũng Tàu"] * 3),
        ("Hanoi and Danang", ["Hà Nội", "Đà Nẵng"]),
        ("Phan Rang-Tháp Chàm, Phan Rang - Tháp Chàm", ["Phan Rang - Tháp Chàm"] * 2),
        ("Khánh Hoà, Khánh Hòa", ["Khánh Hòa"] * 2),
        ("Qui Nhơn, Quy Nhơn", ["Quy Nhơn"] * 2),
        ("Ea H'leo, Cư M’gar, A Lưới, M'Đrắk", ["Ea H'leo", "Cư M'gar", "A Lưới", "M'Đrắk"]),
        ("stttt.binhthuan.gov.vn", ["Bình Thuận"]),
        ("bao_cao_bac_kan_2022.pdf", ["Bắc Kạn"]),
        ("hue co bao nhieu diem", ["Thừa Thiên Huế"]),
        ("hai duong co bao nhieu diem", ["Hải Dương"]),
        ("kon tum va gia lai", ["Kon Tum", "Gia Lai"]),
        ("Quảng Nam - Đà Nẵng", ["Quảng Nam", "Đà Nẵng"]),
        ("VNPT Bắc Kạn và Sở Y tế Bắc Ninh", ["Bắc Kạn", "Bắc Ninh"]),
        ("Hưng  Yên, Bắc\nNinh", ["Hưng Yên", "Bắc Ninh"]),
    ],
)
def test_every_spelling_names_the_place(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "level", "province", "kind"),
    [
        ("huyện Quảng Ninh", PlaceLevel.DISTRICT, "Quảng Bình", "huyện"),
        ("Quang Ninh district", PlaceLevel.DISTRICT, "Quảng Bình", "huyện"),
        ("tỉnh Quảng Ninh", PlaceLevel.PROVINCE, "Quảng Ninh", "tỉnh"),
        ("thị xã Kỳ Anh", PlaceLevel.DISTRICT, "Hà Tĩnh", "thị xã"),
        ("huyện Kỳ Anh", PlaceLevel.DISTRICT, "Hà Tĩnh", "huyện"),
        ("Kỳ Anh", PlaceLevel.DISTRICT, "Hà Tĩnh", ""),
        ("thành phố Bắc Giang", PlaceLevel.DISTRICT, "Bắc Giang", "thành phố"),
        ("Bac Giang city", PlaceLevel.DISTRICT, "Bắc Giang", "thành phố"),
        ("TP Bắc Ninh", PlaceLevel.DISTRICT, "Bắc Ninh", "thành phố"),
        ("thành phố Đà Nẵng", PlaceLevel.PROVINCE, "Đà Nẵng", "thành phố"),
        ("huyện Châu Thành", PlaceLevel.DISTRICT, "", "huyện"),
        ("quận 7", PlaceLevel.DISTRICT, "Hồ Chí Minh", "quận"),
    ],
)
def test_kind_words_tell_the_level(text: str, level: PlaceLevel, province: str, kind: str) -> None:
    [mention] = find_places(text)
    assert (mention.place.level, mention.place.province, mention.place.kind) == (level, province, kind)


def test_a_plural_kind_word_rules_its_list() -> None:
    found = find_places("các huyện Lệ Thủy, Quảng Ninh và Bố Trạch")
    assert [m.place.level for m in found] == [PlaceLevel.DISTRICT] * 3
    assert {m.place.province for m in found} == {"Quảng Bình"}


def test_the_province_behind_an_ambiguous_district_settles_it() -> None:
    assert find_places("huyện Châu Thành, tỉnh Tiền Giang")[0].place.province == "Tiền Giang"


def test_a_hint_settles_what_the_text_leaves_open() -> None:
    found = find_places("Châu Thành")
    assert found[0].place.province == ""
    assert resolve(found, "Đồng Tháp")[0].place.province == "Đồng Tháp"
    assert resolve(found, "Bắc Kạn")[0].place.province == ""


def test_a_province_among_the_hints_districts_is_a_district() -> None:
    text = "Lệ Thủy; Quảng Ninh; Đồng Hới"
    assert find_places(text)[1].place.level is PlaceLevel.PROVINCE
    assert resolve(find_places(text), "Quảng Bình")[1].place.level is PlaceLevel.DISTRICT
    assert resolve(find_places("so với Quảng Ninh"), "Quảng Bình")[0].place.level is PlaceLevel.PROVINCE


def test_communes_and_the_country_come_on_request() -> None:
    assert names("xã Thượng Quan") == []
    [commune] = find_places("xã Thượng Quan", levels=(PlaceLevel.COMMUNE,))
    assert commune.place.province == "Bắc Kạn"
    [country] = find_places("bình quân cả nước", levels=(PlaceLevel.COUNTRY,))
    assert country.place.level is PlaceLevel.COUNTRY


def test_a_widened_mention_has_its_kind_word() -> None:
    for text in ("tỉnh Bắc Kạn", "Bac Ninh province", "tinh bac kan"):
        [mention] = find_places(text)
        assert widen(text, mention) == (0, len(text))


@given(st.text(max_size=200))
def test_mentions_are_ordered_spans_of_any_text(text: str) -> None:
    at = 0
    for mention in find_places(text, levels=tuple(PlaceLevel)):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.start


@given(
    st.lists(
        st.sampled_from(["Bắc Kạn", "bac ninh", "huyện", "Quảng Ninh", ",", "và", "tỉnh", "TP.", "HCM", "-"]),
        max_size=12,
    )
)
def test_any_sequence_of_names_gives_whole_names(words: list[str]) -> None:
    text = " ".join(words)
    for mention in find_places(text):
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end] != ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tphcm co bao nhieu hoc sinh", ["Hồ Chí Minh"]),
        ("hcmc nam 2017 thu bao nhieu", ["Hồ Chí Minh"]),
        ("thi u thuoc cho gao mat bao nhieu gio", []),
        ("huyen cho gao co may xa", ["Chợ Gạo"]),
        ("cao bang nam 2012 co may tram", ["Cao Bằng"]),
        ("so tram cua cao bang nam truoc", ["Cao Bằng"]),
        ("so tram co cao bang nam 2012 khong", []),
        ("san luong khong cao bang nam truoc", []),
        ("ha nam 2012 co may tram", ["Hà Nam"]),
        ("trong duoc 300 ha nam 2012", []),
        ("o cho gao co may xa", ["Chợ Gạo"]),
    ],
)
def test_what_is_typed_low(text: str, names: list[str]) -> None:
    assert [mention.place.name for mention in find_places(text)] == names


@pytest.mark.parametrize("text", ["chu tich tinh la ai", "ai la pho chu tich huyen"])
def test_a_chairman_typed_low_is_no_town(text: str) -> None:
    assert find_places(text) == []


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Which Kon Tum district had the most goats?", PlaceLevel.PROVINCE),
        ("What Bac Giang district is the widest?", PlaceLevel.PROVINCE),
        ("markets in every Bac Ninh district", PlaceLevel.PROVINCE),
        ("markets in Bac Giang city", PlaceLevel.DISTRICT),
        ("markets in Quang Ninh district", PlaceLevel.DISTRICT),
    ],
)
def test_which_district_is_one_of_the_province_named(text: str, level: PlaceLevel) -> None:
    [mention] = find_places(text)
    assert mention.place.level is level


@pytest.mark.parametrize(
    ("text", "name", "province"),
    [
        ("huyen Thanh Tri, Soc Trang", "Thạnh Trị", "Sóc Trăng"),
        ("Thanh Tri district, Soc Trang", "Thạnh Trị", "Sóc Trăng"),
        ("huyện Thanh Tri, tỉnh Sóc Trăng", "Thạnh Trị", "Sóc Trăng"),
        ("huyen Thanh Tri, Ha Noi", "Thanh Trì", "Hà Nội"),
        ("huyen Thanh Tri", "Thanh Trì", ""),
    ],
)
def test_the_province_behind_a_district_tells_its_diacritics(text: str, name: str, province: str) -> None:
    place = resolve(find_places(text))[0].place
    assert (place.name, place.province) == (name, province)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Công ty Dệt Tân Hải Phong", []),
        ("công ty Minh Phú Tho", []),
        ("Hải Phong", ["Hải Phòng"]),
        ("Cảng Hải Phong", ["Hải Phòng"]),
        ("thành phố Hải Phong", ["Hải Phòng"]),
        ("Công ty Tân Hải Phòng", ["Hải Phòng"]),  # written as the city is
        pytest.param(
            "Sở Công Thương Bắc Kan có mấy người?",
            ["Bắc Kạn"],
        ),
        pytest.param(
            "Bưu Điện Hải Phong có mấy người?",
            ["Hải Phòng"],
        ),
    ],
)
def test_a_name_that_goes_on_is_no_misspelt_place(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghệ Tĩnh", ["Nghệ Tĩnh"]),
        ("nghe tinh nam 1985 co may xa", ["Nghệ Tĩnh"]),
        ("đường Xô Viết Nghệ Tĩnh", []),
        ("tỉnh Cửu Long", ["Cửu Long"]),
        ("ubnd tinh cuu long", ["Cửu Long"]),
        ("sông Cửu Long", []),
        ("đồng bằng sông Cửu Long", []),
        ("tỉnh Hoàng Liên Sơn", ["Hoàng Liên Sơn"]),
        ("dãy Hoàng Liên Sơn", []),
        ("Năm 1990 ở Hà Bắc có mấy xã?", ["Hà Bắc"]),
        ("How many communes were in Ha Bac in 1990?", ["Hà Bắc"]),
        ("Đạm Hà Bắc", []),
        ("Công ty Hà Bắc", []),
        ("tỉnh Minh Hải", ["Minh Hải"]),
        ("Trần Minh Hải", []),
        ("anh Minh Hải", []),
        ("Thái Bình, Hải Hưng và Hà Bắc", ["Thái Bình", "Hải Hưng", "Hà Bắc"]),
        ("Hà Nam Ninh", ["Hà Nam Ninh"]),
        ("Nhà máy Hà Nam Ninh", []),  # nor Hà Nam
    ],
)
def test_a_former_province_is_a_place_where_nothing_else_is_called_so(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_former_province_settles_the_districts_of_its_heirs() -> None:
    found = find_places("Châu Thành")
    assert resolve(found, "Hải Hưng")[0].place.province == ""
    assert resolve(find_places("Kỳ Sơn"), "Nghệ Tĩnh")[0].place.province == "Nghệ An"
