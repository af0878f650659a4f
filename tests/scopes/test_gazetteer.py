"""The table of places and the mergers of 2025."""

from __future__ import annotations

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
