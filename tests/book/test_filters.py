"""Filters: places and periods as people write them; a province holds its districts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.book.filters import Filter, chosen, lies_in, parse_filter
from rag.book.rows import rows
from rag.errors import UsageError
from rag.storage.library import Library
from rag.types import Place, PlaceLevel

BAC_KAN = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn")
BA_BE = Place("Ba Bể", PlaceLevel.DISTRICT, "Bắc Kạn", "huyện")


@pytest.mark.parametrize("place", ["Bắc Kạn", "bac kan", "Bắc Cạn", "Bac Kan province", "tỉnh Bắc Kạn"])
@pytest.mark.parametrize("period", ["2022", "năm 2022", "in 2022", "nam 2022"])
def test_a_filter_is_said_as_people_say_it(seeds_library: Library, place: str, period: str) -> None:
    found = chosen(rows(seeds_library), parse_filter(place, period))
    assert {row.source for row in found} == {"000_85680ccf488cda21.txt"}
    assert {(r.figure.period.start.year, r.figure.period.end.year) for r in found if r.figure.period} == {(2022, 2022)}


def test_words_and_units_are_folded(seeds_library: Library) -> None:
    every = rows(seeds_library)
    assert {r.figure.quantity.unit for r in chosen(every, parse_filter(unit="ty dong"))} == {"tỷ đồng"}
    found = chosen(every, parse_filter(words="doanh thu buu chinh"))
    assert any(r.figure.quantity.text == "37,367 tỷ đồng" for r in found)
    assert chosen(every, Filter()) == every


def test_units_and_words_are_whole_words_whatever_stands_behind_them(seeds_library: Library) -> None:
    one = rows(seeds_library)[0]
    houses = replace(one, figure=replace(one.figure, quantity=replace(one.figure.quantity, unit="nhà dân")))
    land = replace(one, figure=replace(one.figure, quantity=replace(one.figure.quantity, unit="ha rừng")))
    assert chosen([houses, land], Filter(unit="HA")) == [land]
    assert chosen([houses, land], Filter(unit="nha dan")) == [houses]
    assert chosen([replace(one, quote="gồm các xã, phường; và thị trấn.")], Filter(words="phường thị trấn"))


@pytest.mark.parametrize("given", [{"place": "Atlantis"}, {"period": "bao giờ"}])
def test_what_is_not_understood_is_said(given: dict[str, str]) -> None:
    with pytest.raises(UsageError) as error:
        parse_filter(**given)
    assert (error.value.key, error.value.details["value"]) == ("filter_unknown", next(iter(given.values())))


def test_a_province_holds_its_districts_only() -> None:
    assert lies_in(BA_BE, BAC_KAN)
    assert not lies_in(BAC_KAN, BA_BE)
    assert not lies_in(None, BAC_KAN)
    # a town named like another province lies in its own
    assert not lies_in(
        Place("Quảng Ninh", PlaceLevel.DISTRICT, "Quảng Bình"), Place("Quảng Ninh", PlaceLevel.PROVINCE, "Quảng Ninh")
    )
