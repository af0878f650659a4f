"""Where a text names a place: longest name first, whole words, never a person.

Names with diacritics must match with their diacritics; a name without them is taken only where the words around it
have none either (an English question, a Vietnamese one typed without diacritics, a host name).
A mention's span is the name alone; `widen` adds its kind word ("tỉnh", "province").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.scopes import gazetteer
from rag.scopes.gazetteer import COUNTRY, Entry, Index, key_of, syllable
from rag.scopes.place_rules import Surroundings, may_stand, names_person
from rag.text import has_diacritics
from rag.types import Place, PlaceLevel, PlaceMention

DEFAULT_LEVELS = (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT)
_BEHIND = 16  # code points between a district and the province named behind it
_LONGEST = 5  # syllables of the longest name
_WHOLE_COUNTRY = re.compile(r"(?i)\b(cả nước|toàn quốc|ca nuoc|toan quoc|nationwide|việt nam|viet nam|vietnam)\b")
_GAP = r"(?:\.[ \xa0]?|[ \xa0]\n?)$"
_KIND_BEFORE = re.compile(
    r"(?i)(?:^|(?<=[\W\d_]))(?P<kind>tỉnh|thành phố|tp|thị xã|tx|huyện đảo|huyện|quận|thị trấn|xã|phường)" + _GAP
)
# Without diacritics: "co quan Bac Ninh" has no quận, "dia phuong" no phường, "dac tinh" no tỉnh.
_FOLDED_KIND_BEFORE = re.compile(
    r"(?i)(?:^|(?<=[\W\d_]))(?<!co )(?<!lien )(?<!tham )(?<!hai )(?<!dia )(?<!doi )(?<!tu )(?<!uoc )(?<!dac )"
    r"(?P<kind>tinh|thanh pho|tp|thi xa|tx|huyen dao|huyen|quan|thi tran|xa|phuong)" + _GAP
)
_KIND_AFTER = re.compile(r"(?i)[ \xa0](?P<kind>province|city|town|district|commune|ward|township)\b")
_ANY_OF = re.compile(r"(?i)\b(?:which|what|each|every|any) $")  # "which Kon Tum district": one of the province's
_PLURAL = re.compile(r"(?i)\b(các|những|cac|nhung|\d+|hai|ba|bốn|năm|số)[ \xa0]$")
_LIST_GAP = re.compile(r"\s*(?:,|;|và|va|and|&)\s*(?:và |va |and )?")
_LEVELS = {
    "tỉnh": PlaceLevel.PROVINCE,
    "province": PlaceLevel.PROVINCE,
    "thị trấn": PlaceLevel.COMMUNE,
    "xã": PlaceLevel.COMMUNE,
    "phường": PlaceLevel.COMMUNE,
    "commune": PlaceLevel.COMMUNE,
    "ward": PlaceLevel.COMMUNE,
    "township": PlaceLevel.COMMUNE,
}
_KINDS = {
    "tinh": "tỉnh",
    "thanh pho": "thành phố",
    "tp": "thành phố",
    "thi xa": "thị xã",
    "tx": "thị xã",
    "huyen": "huyện",
    "huyen dao": "huyện",
    "huyện đảo": "huyện",
    "quan": "quận",
    "thi tran": "thị trấn",
    "xa": "xã",
    "phuong": "phường",
    "city": "thành phố",
    "town": "thị xã",
    "district": "",
    "commune": "xã",
    "ward": "phường",
    "township": "thị trấn",
    "province": "tỉnh",
}


def find_places(text: str, *, levels: Sequence[PlaceLevel] = DEFAULT_LEVELS) -> list[PlaceMention]:
    """The places a text names, in order, without overlaps.

    Args:
        text: NFC text in Vietnamese (with or without diacritics) or English, a question or a whole report.
        levels: the levels wanted; communes and the country are looked for only on request.

    Returns:
        Mentions whose span is the name without its kind word. `province` is "" for a district whose name several
        provinces have and that the words around do not settle; `resolve` settles more.
    """
    found = _named(text, gazetteer.index(PlaceLevel.COMMUNE in levels), levels)
    if PlaceLevel.COUNTRY in levels:
        found += [PlaceMention(COUNTRY, *m.span()) for m in _WHOLE_COUNTRY.finditer(text)]
    found.sort(key=lambda mention: mention.start)
    return resolve(found)


def _named(text: str, index: Index, levels: Sequence[PlaceLevel]) -> list[PlaceMention]:
    around = Surroundings(text, gazetteer.tokens(text))
    keys = [key_of(token.group()) for token in around.tokens]
    found: list[PlaceMention] = []
    of_list = ""  # the kind word that heads the list the last mention stood in
    at = floor = 0
    while at < len(keys):
        for until in _candidate_ends(around, keys, at, index):
            entries = index.entries[" ".join(keys[at:until])]
            own = _kind_around(around, at, until)
            beside = bool(found and _LIST_GAP.fullmatch(text, found[-1].end, around.start(at)))
            carried = of_list if beside else ""
            kind = own or (carried if any(e.place and _fits(e.place, carried) for e in entries) else "")
            is_person = names_person(around, at, until, floor)
            neighbour = found[-1].place.province if found and beside else ""
            place = None if is_person else _judge(around, at, until, entries, kind, neighbour)
            if place is not None or is_person or any(_hides(entry) for entry in entries):
                if place is not None and place.level in levels:
                    found.append(PlaceMention(place, around.start(at), around.end(until)))
                    of_list = own if own and _heads_list(text, around.start(at)) else carried
                at = floor = until
                break
        else:
            at += 1
    return found


def _hides(entry: Entry) -> bool:
    """Whether a name hides shorter ones even where it names no place: "Hà Nam Ninh" is not Hà Nam."""
    return entry.place is None or bool(gazetteer.heirs(entry.place.name))


def _candidate_ends(around: Surroundings, keys: list[str], at: int, index: Index) -> list[int]:
    """Where names that begin at a token may end, longest first."""
    ends = []
    key = ""
    for until in range(at + 1, min(at + _LONGEST, len(keys)) + 1):
        if key and not around.joined(until - 1):
            break
        key = f"{key} {keys[until - 1]}" if key else keys[until - 1]
        if key in index.entries:
            ends.append(until)
        if key not in index.prefixes:
            break
    return ends[::-1]


_BODY_WORDS = frozenset(  # what the name of an office or a firm of a place begins with
    (
        "sở ban bưu công cục chi hội huyện tỉnh ubnd hđnd ủy uỷ đài trường bệnh ngân kho tòa toà viện đoàn báo cổng "
        "trung phòng"
    ).split()
)


def _kind_before(text: str, start: int) -> re.Match[str] | None:
    return _KIND_BEFORE.search(text[max(0, start - 14) : start])


def _kind_around(around: Surroundings, at: int, until: int) -> str:
    """The kind word beside the name, in Vietnamese; "district" for the English word, which says no more."""
    start, end = around.start(at), around.end(until)
    before = _kind_before(around.text, start)
    if before is None and around.lacks_diacritics(at, until):
        before = _FOLDED_KIND_BEFORE.search(around.text[max(0, start - 14) : start])
    if before:
        word = before["kind"].lower()
        return _KINDS.get(word, word)
    after = _KIND_AFTER.match(around.text, end)
    if after is None or _ANY_OF.search(around.text[max(0, start - 10) : start]):
        return ""
    word = after["kind"].lower()
    return _KINDS[word] or "district"


def _heads_list(text: str, start: int) -> bool:
    """Whether the kind word before a name is a plural: "các huyện Lệ Thủy, Quảng Ninh" names two districts."""
    head = _kind_before(text, start)
    return bool(head and _PLURAL.search(text[max(0, start - 22) : start - len(head.group())]))


def _judge(around: Surroundings, at: int, until: int, entries: list[Entry], kind: str, neighbour: str) -> Place | None:
    """The place the tokens name, None when they name none."""
    quality = {id(entry): _agreement(around, at, until, entry) for entry in entries if entry.place}
    best = max(quality.values(), default=0)
    if best == 2 and not kind and _is_in_longer_name(around, at):
        return None
    fitting = [
        e.place
        for e in entries
        if e.place
        and best
        and quality[id(e)] == best
        and _fits(e.place, kind)
        and may_stand(around, at, until, e, folded=best == 1, kind=kind, neighbour=neighbour)
    ]
    return _choose(fitting, kind)


def _is_in_longer_name(around: Surroundings, at: int) -> bool:
    """Whether capitalised words before a name make it a part of theirs: "Dệt Tân Hải Phong", not "Sở Y tế Bắc Kan"."""
    begin = at
    while begin and around.follows_directly(begin) and around.word(begin - 1)[:1].isupper():
        begin -= 1
    return 1 < at > begin and around.word(begin).lower() not in _BODY_WORDS


def _agreement(around: Surroundings, at: int, until: int, entry: Entry) -> int:
    """3: every diacritic agrees; 2: some are missing; 1: none is written where the name has some; 0: another word."""
    written = [syllable(token.group()) for token in around.tokens[at:until]]
    if tuple(written) == entry.form:
        return 1 if entry.is_fused else 3
    if any(w != form and not w.isascii() for w, form in zip(written, entry.form, strict=True)):
        return 0
    return 1 if all(w.isascii() for w in written) else 2


def _fits(place: Place, kind: str) -> bool:
    """Whether a place can be called by that kind word: "huyện Quảng Ninh" is not the province."""
    if not kind:
        return True
    if kind == "thành phố":
        return place.kind in {"thành phố", "thị xã", "huyện"}
    return place.level is _LEVELS.get(kind, PlaceLevel.DISTRICT)


def _choose(places: list[Place], kind: str) -> Place | None:
    """One place of those that fit: the largest when no kind word says otherwise, its province only when sure."""
    if not places:
        return None
    exact = [place for place in places if place.kind == kind]
    if kind == "thành phố" and not exact:  # promoted since the table was made: thị xã before huyện
        exact = [p for p in places if p.kind == "thị xã"] or [p for p in places if p.level is PlaceLevel.DISTRICT]
    places = exact or places
    order = list(PlaceLevel)
    first = min(places, key=lambda place: order.index(place.level))
    rivals = [place for place in places if place.level is first.level]
    if len({place.name for place in rivals}) > 1 or len({place.province for place in rivals}) > 1:
        first = replace(first, province="")
    if len({place.kind for place in rivals}) > 1:
        first = replace(first, kind="")
    return replace(first, kind=kind) if kind and kind != "district" else first


def resolve(mentions: Sequence[PlaceMention], hint_province: str = "") -> list[PlaceMention]:
    """Settles the provinces of ambiguous districts.

    Args:
        mentions: as `find_places` gives them, in order.
        hint_province: canonical name of the province the text is about, "" when unknown.

    Returns:
        The mentions, a district's `province` filled in where the province named right behind it, or else the hint,
        has a district of that name. A province's name among districts of the hint, itself one of them, becomes
        that district ("Lệ Thủy, Quảng Ninh, Đồng Hới" in a report of Quảng Bình).
    """
    settled = []
    for i, mention in enumerate(mentions):
        place = mention.place
        if place.level is PlaceLevel.DISTRICT and not place.province:
            owners = gazetteer.provinces_of_district(place.name)
            behind = mentions[i + 1] if i + 1 < len(mentions) else None
            near = behind.place.name if behind and behind.start - mention.end <= _BEHIND else ""
            if near in owners:
                place = replace(place, province=near)
            elif near and (name := gazetteer.district_spelt(place.name, near)):
                place = replace(place, name=name, province=near)  # "Thanh Tri" written without diacritics
            elif hint_province in owners:
                place = replace(place, province=hint_province)
            elif len(own := owners & gazetteer.heirs(hint_province)) == 1:
                place = replace(place, province=next(iter(own)))
        elif hint_province and _is_sibling(mentions, i, hint_province):
            place = Place(place.name, PlaceLevel.DISTRICT, hint_province, "")
        settled.append(replace(mention, place=place))
    return settled


def _is_sibling(mentions: Sequence[PlaceMention], i: int, hint: str) -> bool:
    place = mentions[i].place
    if (
        place.level is not PlaceLevel.PROVINCE
        or place.name == hint
        or place.kind not in {"", "tỉnh"}
        or hint not in gazetteer.provinces_of_district(place.name)
    ):
        return False
    near = [m.place for m in mentions[max(0, i - 1) : i + 2] if abs(m.start - mentions[i].start) < 60]
    return any(p.level is PlaceLevel.DISTRICT and hint in gazetteer.provinces_of_district(p.name) for p in near)


def widen(text: str, mention: PlaceMention) -> tuple[int, int]:
    """The mention's span with its kind word: "tỉnh Bắc Kạn", "Bac Ninh province"."""
    before = _kind_before(text, mention.start)
    if before is None and not has_diacritics(text):
        before = _FOLDED_KIND_BEFORE.search(text[max(0, mention.start - 14) : mention.start])
    after = _KIND_AFTER.match(text, mention.end)
    start = mention.start - (len(before.group()) if before else 0)
    return start, after.end() if after else mention.end
