"""Vietnam's places: the table, its names in every spelling, and the mergers of July 2025.

Knows names and levels only; where a text names a place is `places`, what a report is about `locate`.
A district's name says nothing of its place on a map, and villages are not in the table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rag.text import fold
from rag.types import Place, PlaceLevel

COUNTRY = Place("Việt Nam", PlaceLevel.COUNTRY, "")
REMOTE_ISLANDS = frozenset(["Hoàng Sa", "Trường Sa"])  # named all over the country
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_MINORITY_OPENINGS = frozenset("Đa Đắk Đăk Ea Ia Cư Chư Kon Krông Mang".split())
_Y_AS_I = re.compile(r"(?<=[bcdghklmnpqrstvx])y$|(?<=qu)y")


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to write one place: `form` holds its syllables as `syllable` gives them."""

    place: Place | None  # None: no place, but a name that hides shorter ones
    form: tuple[str, ...]
    is_abbreviation: bool = False  # "HCM": matched in capitals only
    is_fused: bool = False  # "hanoi": one token, as in host names


@lru_cache(maxsize=32768)
def syllable(word: str) -> str:
    """A syllable with its vowel marks, its tone moved to the end: "hoà" and "hòa" meet, "mỹ" and "mĩ" too."""
    decomposed = unicodedata.normalize("NFD", word.lower()).replace("đ", "\u0111")
    tone = "".join(c for c in decomposed if c in _TONES)
    letters = _Y_AS_I.sub("i", unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES)))
    # Names in -k come from minority languages and are written with and without the tone: Đăk, Đắk.
    return letters if letters.endswith("k") else letters + tone


@lru_cache(maxsize=32768)
def key_of(word: str) -> str:
    """The folded syllable, y written as i: what the index is keyed by."""
    return _Y_AS_I.sub("i", fold(word))


def tokens(text: str) -> list[re.Match[str]]:
    """The letter runs and digit runs of a text, with their offsets."""
    return list(_TOKEN.finditer(text))


class Index:
    """Every spelling of every place by its folded key; `prefixes` tells when a longer name may follow."""

    def __init__(self) -> None:
        self.entries: dict[str, list[Entry]] = {}
        self.prefixes: set[str] = set()

    def add(self, place: Place | None, name: str, *, fuse: bool = False) -> None:
        """Takes in one spelling of a place; `fuse` adds its host-name form too."""
        words = _TOKEN.findall(name)
        abbreviation = name.isupper() and len(name.replace(" ", "")) <= 8
        self._put([key_of(w) for w in words], Entry(place, tuple(map(syllable, words)), abbreviation))
        for joined in _minority_spellings(name):
            self._put([key_of(w) for w in joined], Entry(place, tuple(map(syllable, joined))))
        if fuse and len(words) > 1:
            one = "".join(words)
            self._put([key_of(one)], Entry(place, (syllable(fold(one)),), is_fused=True))

    def _put(self, keys: list[str], entry: Entry) -> None:
        for n in range(1, len(keys)):
            self.prefixes.add(" ".join(keys[:n]))
        bucket = self.entries.setdefault(" ".join(keys), [])
        if entry not in bucket:
            bucket.append(entry)


def _minority_spellings(name: str) -> Iterator[list[str]]:
    """Names with an apostrophe or a lone letter are written in several ways: Ea H'leo, Ea Hleo; A Lưới."""
    words = name.replace("’", "'").split()
    if "'" in name:
        yield [w.replace("'", "") for w in words]
    for i in range(1, len(words) - 1):
        if len(words[i]) == 1 and words[i].isalpha():  # Krông A Na: Krông Ana
            yield [*words[:i], words[i] + words[i + 1].lower(), *words[i + 2 :]]
    if len(words) == 2 and words[0] in _MINORITY_OPENINGS:  # Đa Krông: Đakrông
        yield [words[0] + words[1].lower()]
    if len(words) == 2 and len(words[1]) == 3 and words[0].startswith("Krông") and words[1][0] == "A":
        yield [words[0], "A", words[1][1:]]


@lru_cache(maxsize=2)
def _table(with_communes: bool) -> tuple[tuple[str, ...], ...]:
    rows = []
    with files("rag").joinpath("data", "places.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("commune") and not with_communes:
                break
            rows.append(tuple(line.rstrip("\n").split("\t")))
    return tuple(rows)


@lru_cache(maxsize=2)
def index(with_communes: bool = False) -> Index:
    """The index of all spellings; communes take ten times as long to load and are left out unless wanted."""
    built = Index()
    for level, kind, name, province, now, aliases in _table(with_communes):
        if level == "former":
            built.add(Place(name, PlaceLevel.PROVINCE, name, kind) if now else None, name)
            continue
        place = Place(name, PlaceLevel(level), province, kind)
        for spelling in [name, *filter(None, aliases.split("|"))]:
            built.add(place, spelling, fuse=level == "province")
    return built


@lru_cache(maxsize=1)
def _provinces() -> dict[str, tuple[Place, str]]:
    """Each province of before July 2025, with the name of its province since."""
    found: dict[str, tuple[Place, str]] = {}
    for level, kind, name, _, now, _ in _table(with_communes=False):
        if level == "province" or (level == "former" and now):
            found[name] = (Place(name, PlaceLevel.PROVINCE, name, kind), now if "|" not in now else "")
    return found


@lru_cache(maxsize=1)
def _heirs() -> dict[str, frozenset[str]]:
    return {
        row[2]: frozenset(row[4].split("|")) for row in _table(with_communes=False) if row[0] == "former" and row[4]
    }


@lru_cache(maxsize=1)
def _districts() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for level, _, name, province, *_ in _table(with_communes=False):
        if level == "district":
            found.setdefault(name, set()).add(province)
    return {name: frozenset(provinces) for name, provinces in found.items()}


@lru_cache(maxsize=1)
def _kinds() -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for level, kind, name, province, *_ in _table(with_communes=False):
        if level == "district":
            found.setdefault((name, province), set()).add(kind)
    return {key: frozenset(kinds) for key, kinds in found.items()}


@lru_cache(maxsize=1)
def _folded_districts() -> dict[tuple[str, str], str]:
    return {(fold(name), province): name for name, province in _kinds()}


@lru_cache(maxsize=1)
def common_sequences() -> frozenset[str]:
    """Folded names of districts that are everyday words when written in lower case."""
    text = files("rag").joinpath("data", "common_sequences.txt").read_text("utf-8")
    return frozenset(" ".join(map(key_of, line.split())) for line in text.splitlines())


def province(name: str) -> Place | None:
    """The province of that canonical name, None when there is none."""
    known = _provinces().get(name)
    return known[0] if known else None


def provinces() -> tuple[Place, ...]:
    """The 63 provinces as they stood before July 2025."""
    return tuple(place for place, _ in _provinces().values() if place.name in _current_names())


@lru_cache(maxsize=1)
def _current_names() -> frozenset[str]:
    return frozenset(row[2] for row in _table(with_communes=False) if row[0] == "province")


def heirs(name: str) -> frozenset[str]:
    """The provinces of before July 2025 that a former one was divided into; none for any other place."""
    return _heirs().get(name, frozenset())


def share_ground(one: str, other: str) -> bool:
    """Whether two provinces are one, or one of them a former province and the other one of its heirs."""
    return one == other or other in heirs(one) or one in heirs(other)


def provinces_of_district(name: str) -> frozenset[str]:
    """The provinces that have a district, town or city of that canonical name."""
    return _districts().get(name, frozenset())


def kinds_of_district(name: str, province: str) -> frozenset[str]:
    """The kinds of the districts of that name in a province: a town and a rural district may share one."""
    return _kinds().get((name, province), frozenset())


def district_spelt(name: str, province: str) -> str:
    """The canonical name of the province's district that is called so but for its diacritics; "" if none is."""
    return _folded_districts().get((fold(name), province), "")


def successor(place: Place) -> Place | None:
    """The province that a place has belonged to since July 2025.

    None for the country, an ambiguous district and a former province that was divided.
    """
    known = _provinces().get(place.province)
    return province(known[1]) if known else None


def predecessors(place: Place) -> tuple[Place, ...]:
    """The provinces of before July 2025 that were merged into the province of that name, itself included."""
    current = _current_names()
    return tuple(old for old, now in _provinces().values() if now == place.name and old.name in current)
