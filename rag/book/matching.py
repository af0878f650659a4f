"""Whether two indicators are the same thing: shared concepts first, what they mean as vectors second.

"điểm phục vụ bưu chính", "số điểm bưu chính" and "postal service points" are the same; "số vụ tai nạn" and "số người
chết do tai nạn" are near as vectors and not the same. So concepts must agree both ways, and the encoder decides only
how sure that is. The thresholds are measured (`benchmarks/indicators.py`); what lies between them is doubtful, shown as
such, and never merged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from rag.figures.indicators import is_vague
from rag.quantities.notation import either
from rag.scopes.places import find_places, widen
from rag.text import has_diacritics
from rag.types import FigureKind, Language, Quantity
from rag.words.concepts import clause_terms, coverage, parts, terms
from rag.words.language import detect_language

# Terms that do not change what is counted: "tổng số", "trên địa bàn tỉnh", "được tổ chức". Nor does "tỷ lệ": a share
# and a count are told apart by their units (`comparable`).
_LIGHT = frozenset(
    f"#{name}"
    for name in (
        *("total", "number", "people", "whole_province", "sector", "activity", "locality", "province", "occur"),
        *("organise", "establish", "recognise", "value", "turn", "reach", "year", "result", "have", "implement"),
        *("rate", "coverage", "participate", "network", "net", "infrastructure", "arise", "whole", "reality"),
    )
) | frozenset(("nam", "hien", "toan", "tinh"))
_SURE, _DOUBTFUL = 0.85, 0.60  # chosen on tests/gold/indicator_pairs.jsonl
_OWN_LANGUAGE = (0.90, 0.97)  # cosines of unlike and of like indicators of one language
_ACROSS = (0.83, 0.90)  # and of two
_SILENT = 0.5
_UNSURE = 0.84  # just not sure
_CONCEPTS, _MEANING = 0.75, 0.25


class Match(StrEnum):
    """How two indicators stand to each other."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator ready to be compared."""

    text: str
    language: Language
    terms: tuple[str, ...]
    found: frozenset[str]  # everything the terms of another may find in it
    said: tuple[str, ...]  # by its own words, without its context
    own: frozenset[str]  # everything that `said` of another may find in those
    numbers: frozenset[str]  # "3" of "mức độ 3": where both have some they must agree


def likeness(one: Indicator, other: Indicator, cosine: float) -> float:
    """How alike two indicators are, 0 to 1.

    Args:
        one: an indicator.
        other: another, in the same or the other language.
        cosine: of their vectors.
    """
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return 0.0
    there = coverage(_apart(one.terms, other.terms), other.found, _weight)
    back = coverage(_apart(other.terms, one.terms), one.found, _weight)
    low, high = _OWN_LANGUAGE if one.language is other.language else _ACROSS
    meaning = min(1.0, max(0.0, (cosine - low) / (high - low)))
    if one.language is other.language and has_diacritics(one.text) != has_diacritics(other.text):
        meaning = _SILENT  # the encoder does not know Vietnamese without its diacritics
    score = _CONCEPTS * (0.7 * min(there, back) + 0.3 * max(there, back)) + _MEANING * meaning
    if not coverage(one.said, other.own, _weight) or not coverage(other.said, one.own, _weight):
        score = min(score, _UNSURE)  # rows of one table share its caption: "số người chết", "số người bị thương"
    is_part = (
        max(there, back) == 1.0 and meaning > 0
    )  # one says all that the other says, and more: for a person to judge
    return max(score, _DOUBTFUL) if is_part else score


def _apart(own: Sequence[str], others: Sequence[str]) -> list[str]:
    """Terms with compounds taken apart where the other takes them apart: "doanh thu từ bưu chính"."""
    found: list[str] = []
    for term in own:
        made_of = parts(term) if term.startswith("#") else ()
        found += made_of if made_of and set(made_of) <= set(others) else [term]
    return found


def match_of(score: float) -> Match:
    """What a likeness says."""
    return Match.SAME if score >= _SURE else Match.DOUBTFUL if score >= _DOUBTFUL else Match.OTHER


def _weight(term: str) -> float:
    return 1.0 if term.startswith("#") else 0.5  # a word the concept table does not know says less


_COUNTED = re.compile(rf"^(?:{either('nâng|tổng|số|tổng số|xảy ra|có|ghi nhận|toàn tỉnh')}\s+)+", re.IGNORECASE)


def own_words(text: str) -> str:
    """An indicator without places, and without the words of its context, which stand in parentheses behind it."""
    own = text.split(" (", 1)[0]
    for mention in reversed(find_places(own)):
        start, end = widen(own, mention)
        own = own[:start] + own[end:]
    return " ".join(own.split()) or text


@lru_cache(maxsize=20_000)
def indicator(text: str) -> Indicator:
    """An indicator's concepts; the words of its context, in parentheses, may be found but are not looked for."""
    own = own_words(text)
    language = _language(text)
    said = tuple(terms(own, language))
    # "trường (Trường chuẩn quốc gia)": its own words do not say which
    looked_for = tuple(terms(text, language)) if own != text and is_vague(_COUNTED.sub("", own)) else said
    wanted = _content(looked_for) or looked_for or tuple(terms(text, language))
    numbers = frozenset(t.rsplit("_", 1)[-1] for t in wanted if t.rsplit("_", 1)[-1].isdigit())
    own_content = _content(said) or said or wanted
    return Indicator(
        text,
        language,
        wanted,
        frozenset(clause_terms(text, language) | set(wanted)),
        own_content,
        frozenset(clause_terms(own, language) | set(own_content)),
        numbers,
    )


def _content(said: Sequence[str]) -> tuple[str, ...]:
    """The terms that say what is counted; "giao thông" beside "tai nạn giao thông" says no more."""
    inner = {part for term in said for part in parts(term)}
    return tuple(t for t in said if t not in _LIGHT and t not in inner)


def _language(text: str) -> Language:
    """A few words without diacritics are in the language in which more of them are concepts."""
    if has_diacritics(text):
        return Language.VIETNAMESE

    def share(language: Language) -> float:
        found = terms(text, language)
        return sum(t.startswith("#") for t in found) / max(1, len(found))

    english, vietnamese = share(Language.ENGLISH), share(Language.VIETNAMESE)
    return (
        detect_language(text)
        if english == vietnamese
        else max((english, Language.ENGLISH), (vietnamese, Language.VIETNAMESE))[1]
    )


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can be of one indicator: shares with shares, money with money, changes with none."""
    return _class(one) == _class(other)


def _class(quantity: Quantity) -> str:
    if quantity.kind is FigureKind.RATIO:
        return FigureKind.PERCENTAGE.value if quantity.unit == "%" else FigureKind.COUNT.value
    return quantity.kind.value


class Matcher:
    """Compares indicators by concepts and vectors; every text is encoded once.

    Args:
        encoder: the library's.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    def learn(self, texts: Sequence[str]) -> None:
        """Encode the texts that are not known yet, all at once."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            vectors = self._encoder.encode_passages([own_words(text) for text in new])
            self._known.update(zip(new, vectors, strict=True))

    def likeness(self, one: str, other: str) -> float:
        """How alike two indicators are, 0 to 1."""
        self.learn([one, other])
        return likeness(indicator(one), indicator(other), float(self._known[one] @ self._known[other]))

    def match(self, one: str, other: str) -> Match:
        """Whether two indicators are the same."""
        return match_of(self.likeness(one, other))
