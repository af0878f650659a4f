"""The table of places and the mergers of 2025."""

from __future__ import annotations

from importlib.resources import files

import pytest

from rag.scopes import gazetteer
from rag.scopes.places import find_places
from rag.text import fold


def names(text: str) -> list[str]:
    return [m.place.name for m in find_places(text)]


def test_every_province_is_found_in_every_case() -> None:
    for place in gazetteer.provinces():
        for text in (
            f"tỉnh {place.name} năm 2022",
            f"{place.name} có bao nhiêu xã?",
            fold(f"o {place.name} co"),
            f"how many communes does {fold(place.name).title()} have",
            f"TẠI {place.name.upper()}",
        ):
            if place.name not in {"Hồ Chí Minh"}:
                assert place.name in names(text), text


def test_the_mergers_of_2025_lead_both_ways() -> None:
    assert len(gazetteer.provinces()) == 63
    assert len({gazetteer.successor(place) for place in gazetteer.provinces()}) == 34
    for place in gazetteer.provinces():
        now = gazetteer.successor(place)
        assert now is not None
        assert place in gazetteer.predecessors(now)
    [mention] = find_places("huyện Ba Bể")
    assert gazetteer.successor(mention.place) == gazetteer.province("Thái Nguyên")
    assert gazetteer.successor(gazetteer.COUNTRY) is None


def test_syllables_meet_over_tone_placement_and_y() -> None:
    assert gazetteer.syllable("Hoà") == gazetteer.syllable("hòa")
    assert gazetteer.syllable("Mỹ") == gazetteer.syllable("mĩ")
    assert gazetteer.syllable("quý") == gazetteer.syllable("quí")
    assert gazetteer.syllable("Đăk") == "đăk" == gazetteer.syllable("Đắk")
    assert gazetteer.syllable("bạc") != gazetteer.syllable("bắc")


def test_shared_district_names_know_their_provinces() -> None:
    assert len(gazetteer.provinces_of_district("Châu Thành")) > 5
    assert gazetteer.provinces_of_district("Ba Bể") == {"Bắc Kạn"}
    assert gazetteer.provinces_of_district("Không Có") == frozenset()


def test_a_town_and_a_rural_district_may_share_a_name() -> None:
    assert gazetteer.kinds_of_district("Kỳ Anh", "Hà Tĩnh") == {"huyện", "thị xã"}
    assert gazetteer.kinds_of_district("Ba Bể", "Bắc Kạn") == {"huyện"}
    assert gazetteer.kinds_of_district("Ba Bể", "Hà Tĩnh") == frozenset()


def test_a_district_is_spelt_as_in_its_province() -> None:
    assert gazetteer.district_spelt("Thanh Tri", "Hà Nội") == "Thanh Trì"
    assert gazetteer.district_spelt("thanh tri", "Sóc Trăng") == "Thạnh Trị"
    assert gazetteer.district_spelt("Thanh Trì", "Hà Nội") == "Thanh Trì"
    assert gazetteer.district_spelt("Thanh Tri", "Kon Tum") == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Huyện Đakrông có 13 xã", "Đa Krông"),
        ("Đakrông có 13 xã", "Đa Krông"),
        ("huyen dakrong co may xa", "Đa Krông"),
        ("HUYỆN ĐAKRÔNG", "Đa Krông"),
        ("huyện Đa Krông có 13 xã", "Đa Krông"),
        ("huyện Konrẫy có 7 xã", "Kon Rẫy"),
        ("huyện Iagrai có 13 xã", "Ia Grai"),
        ("huyện Chưsê có 15 xã", "Chư Sê"),
        ("huyện Cưjút có 8 xã", "Cư Jút"),
        ("huyện Easúp có 10 xã", "Ea Súp"),
        ("huyện Mangyang có 12 xã", "Mang Yang"),
        ("tỉnh Đắklắk có 15 huyện", "Đắk Lắk"),
    ],
)
def test_names_of_minority_languages_may_be_written_in_one(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize("text", ["đa dạng", "mang theo", "huyện Đắkrông", "Đakao", "một đakhoa"])
def test_other_words_that_begin_alike_are_no_places(text: str) -> None:
    assert names(text) == []


def test_only_names_that_begin_so_are_written_in_one() -> None:
    assert names("huyện Cưjút") == ["Cư Jút"]
    assert names("huyện Camlộ có 8 xã") == []


FORMER = sorted(
    line.split("\t")[2]
    for line in files("rag").joinpath("data", "places.tsv").read_text("utf-8").splitlines()
    if line.startswith("former\t") and line.split("\t")[4]
)


@pytest.mark.parametrize("former", FORMER)
def test_every_heir_of_a_former_province_is_a_province(former: str) -> None:
    assert gazetteer.heirs(former) <= {place.name for place in gazetteer.provinces()}
    place = gazetteer.province(former)
    assert place is not None and place not in gazetteer.provinces()
    assert names(f"tỉnh {former} năm 1985") == [former]


def test_former_provinces_were_divided() -> None:
    assert gazetteer.heirs("Nghệ Tĩnh") == {"Nghệ An", "Hà Tĩnh"}
    assert gazetteer.heirs("Hà Tây") == {"Hà Nội"}
    assert gazetteer.heirs("Bắc Kạn") == gazetteer.heirs("") == frozenset()


@pytest.mark.parametrize(("name", "now"), [("Hà Tây", "Hà Nội"), ("Nghệ Tĩnh", ""), ("Hải Hưng", "")])
def test_a_former_province_of_several_heirs_has_no_successor(name: str, now: str) -> None:
    place = gazetteer.province(name)
    assert place is not None
    assert gazetteer.successor(place) == (gazetteer.province(now) if now else None)
    assert not now or place not in gazetteer.predecessors(place)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Nghệ Tĩnh", "Hà Tĩnh", True),
        ("Hải Hưng", "Hải Hưng", True),
        ("Bắc Giang", "Bắc Giang", True),
        ("Bắc Giang", "Bắc Ninh", False),  # two heirs
        ("Hà Bắc", "Hải Dương", False),
        ("Hà Tây", "Hà Sơn Bình", False),
    ],
)
def test_a_former_province_shares_ground_with_its_heirs(one: str, other: str, shared: bool) -> None:
    assert gazetteer.share_ground(one, other) is gazetteer.share_ground(other, one) is shared
