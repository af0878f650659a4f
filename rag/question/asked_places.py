"""The places that a question asks about, among all that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.question.comparisons import COMPARING
from rag.scopes.gazetteer import REMOTE_ISLANDS, heirs, provinces_of_district, share_ground
from rag.text import fold, has_diacritics
from rag.types import Place, PlaceLevel, PlaceMention

_AREA = re.compile(
    r"\b(?:tinh (?:co|gom|cua)|vung|(?<!phu cap )khu vuc(?! (?:[ivx]+|\d+)\b)|"
    r"dia ban(?! (?:cua )?(?:huyen|quan|thi xa|thanh pho|tp|tx)\b)|xu|nganh .* (?:o|vung)|"
    r"province (?:where|of|with|that|around|surrounding|containing|whose)|area (?:of|around)|region|quanh)\b"
)
_BUILT = re.compile(
    r"\b(?:ben|cho|cau|cang|pho|duong|truong|benh vien|khu du lich|pha|ho|dap|tram|chua|den|"
    r"cum cong nghiep|khu cong nghiep|khu kinh te|ccn|kcn|nha may|lang nghe)\s+$"
)
_ASKS_DISTRICT = re.compile(r"\b(?:huyen|quan|thi xa) nao\b")
_LED_IN = re.compile(r"\b(?:huyen|quan|thi xa|tx|o|tai|cua|cac huyen|dia ban)\s+$")
_LANDMARK = re.compile(r"\b(?:vinh|bay)\s+$")
_CROSSING = re.compile(
    r"(?<!khám )(?<!nhu )(?<!yêu )\b(?:phà|pha|cầu|cau)\s+$"
)  # a ferry or bridge named after where it leads
_DASH = re.compile(r" ?[-–] ?")
_ROAD = re.compile(
    r"\b(?:cao toc|duong(?: sat| bo| bay)?|quoc lo|tuyen|road|line|railway|expressway|highway|route)(?: \w+){0,2} $"
)
_ROAD_BEHIND = re.compile(r" (?:\w+ )?(?:expressway|highway|road|railway|motorway|route|line|corridor)\b")
_NAMES_ANOTHER = re.compile(r" (?:bay|hamlet|village)\b")  # "My Hue hamlet" has nothing of the city of Huế


def _spelt(text: str, folded: str) -> str:
    """A text as typed, in lower case, where it has diacritics: "phá" is no ferry; else folded."""
    return text.casefold() if has_diacritics(text) and len(text.casefold()) == len(folded) else folded


def asked_places(text: str, mentions: Sequence[PlaceMention]) -> list[Place]:
    """The places asked about: several districts of one province, or "the area of", stand for the province."""
    folded = fold(text)
    kept = [
        m
        for m in mentions
        if m.place.level is not PlaceLevel.COUNTRY
        and not _LANDMARK.search(folded[: m.start])
        and not (_CROSSING.search(_spelt(text, folded)[: m.start]) and m.place.level is PlaceLevel.PROVINCE)
        and not _NAMES_ANOTHER.match(folded, m.end)
    ]
    kept = [m for m in kept if not (_ends_road(m, kept, folded) or _is_one_of_kind(m, mentions, text, folded))]
    if _ASKS_DISTRICT.search(folded) and not (COMPARING.search(folded) or folded.rstrip(" ?").endswith(" nhat")):
        # those named are part of what is asked about
        kept = [m for m in kept if m.place.level is not PlaceLevel.DISTRICT or _LED_IN.search(folded[: m.start])]
    elsewhere = frozenset(m.place.province for m in kept if m.place.level is PlaceLevel.PROVINCE)
    kept = [m for m in kept if not _is_landmark(m, folded, elsewhere)]
    homes = {m.place.province for m in kept if m.place.name not in REMOTE_ISLANDS}
    if homes:  # "sovereignty over ..., shown in Bắc Kạn" is what it is about, not where
        kept = [m for m in kept if m.place.name not in REMOTE_ISLANDS or m.place.province in homes]
    kept = [_sibling(_settled(m, elsewhere), kept) for m in kept]
    places = [m.place for m in kept]
    named = {p.name for p in places if p.level is PlaceLevel.PROVINCE}
    # "Hà Nam (Phủ Lý)": the bracket tells where the province is
    places = [
        m.place
        for m in kept
        if not (
            m.place.level is not PlaceLevel.PROVINCE
            and m.place.province in named
            and text[: m.start].rstrip().endswith("(")
        )
    ]
    places = [
        p for p in places if not holds(p, places)
    ]  # "huyện Yên Thế, tỉnh Bắc Giang": the smaller one is asked for
    groups: dict[str, list[Place]] = {}
    for place in places:
        if place.level is not PlaceLevel.PROVINCE and place.province:
            groups.setdefault(place.province, []).append(place)
    area = bool(_AREA.search(folded))
    for province, districts in groups.items():
        if area or (len(districts) > 1 and not COMPARING.search(folded)):
            whole = Place(province, PlaceLevel.PROVINCE, province, "tỉnh")
            places = [whole if p in districts else p for p in places]
    return places


def holds(place: Place, asked: Sequence[Place]) -> bool:
    """Whether a place is the province of a smaller one asked about, "Hà Giang" where "Đồng Văn" is meant.

    So is a former province of each that it was divided into.
    """
    return place.level is PlaceLevel.PROVINCE and any(
        len(heirs(place.name)) > 1 and other.name in heirs(place.name)
        if other.level is PlaceLevel.PROVINCE
        else share_ground(other.province, place.name)
        for other in asked
    )


def _ends_road(mention: PlaceMention, mentions: Sequence[PlaceMention], folded: str) -> bool:
    """Whether a place only says where a road or a line leads: "cao tốc Tuyên Quang - Hà Giang"."""
    for one, other in pairwise(mentions):
        if mention in (one, other) and _DASH.fullmatch(folded, one.end, other.start):
            return bool(_ROAD.search(folded[: one.start]) or _ROAD_BEHIND.match(folded, other.end))
    return False


def _is_one_of_kind(mention: PlaceMention, mentions: Sequence[PlaceMention], text: str, folded: str) -> bool:
    """Whether a station or the like has a district's name, and another of its kind a name of its own.

    "Trạm Quỳ Châu cao hơn trạm Dừa bao nhiêu mét" compares two stations.
    """
    kind = _BUILT.search(folded[: mention.start])
    if mention.place.level is PlaceLevel.PROVINCE or kind is None or len(folded) != len(text):
        return False
    places = {m.start for m in mentions}
    named = re.finditer(rf"\b{kind[0].strip()}\s+(?=\w)", folded)
    return any(text[n.end()].isupper() and n.end() not in places for n in named)


def _is_landmark(mention: PlaceMention, folded: str, provinces: frozenset[str]) -> bool:
    """Whether a market, a ferry or the like has a district's name while another province is asked about."""
    place = mention.place
    if place.level is not PlaceLevel.DISTRICT or not provinces or place.province in provinces:
        return False
    return bool(_BUILT.search(folded[: mention.start])) and not provinces & provinces_of_district(place.name)


def _settled(mention: PlaceMention, provinces: frozenset[str]) -> PlaceMention:
    """A district that several provinces have, of the one that the question names: "lên Kỳ Sơn ... của Nghệ An"."""
    place = mention.place
    homes = provinces & provinces_of_district(place.name) if place.province not in provinces else frozenset()
    if place.level is not PlaceLevel.DISTRICT or len(homes) != 1:
        return mention
    return replace(mention, place=replace(place, province=next(iter(homes))))


def stands_for_area(mention: PlaceMention, places: Sequence[Place], text: str) -> bool:
    """Whether a district only tells which province is meant ("khu vực Thủ Dầu Một")."""
    return bool(_AREA.search(fold(text))) and any(
        p.level is PlaceLevel.PROVINCE and p.name == mention.place.province for p in places
    )


def _sibling(mention: PlaceMention, others: Sequence[PlaceMention]) -> PlaceMention:
    """A province's name beside a district of another province that has a district of that name is that district."""
    place = mention.place
    if place.level is not PlaceLevel.PROVINCE:
        return mention
    homes = provinces_of_district(place.name) - {place.name}
    beside = {m.place.province for m in others if m.place.level is not PlaceLevel.PROVINCE}
    if homes & beside:
        (home, *_) = sorted(homes & beside)
        return replace(mention, place=Place(place.name, PlaceLevel.DISTRICT, home, "huyện"))
    return mention
