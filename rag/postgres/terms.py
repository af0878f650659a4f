"""Terms as numbers: what a server's word search holds of a text.

The terms are those that the embedded index holds (`rag.search.lexical.terms`), each as a 32-bit digest of its field
and itself: a number takes a quarter of what the word would, and two terms of one number are a matter of one in four
thousand million. Which ones a text has is an array, for the inverted index; how often it has them is a sparse vector,
for the score.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from pgvector import SparseVector

from rag.search.lexical import terms

TYPICAL = {"sentences": 32, "passages": 165}
"""Syllables of a text of each level, as they mostly are; how far off it is counts only for terms that are repeated."""

SATURATION = 1.2
"""k1 of BM25."""
_LENGTH_WEIGHT = 0.75  # b of BM25

DIMENSIONS = 1_000_000_000
"""As many as a sparse vector may have."""

_HALF = 1 << 31


class Numbered(NamedTuple):
    """What is kept of a text.

    Args:
        length: its syllables.
        terms: the numbers of its terms, ascending, each once.
        counts: how often each stands there, saturated as BM25 does it: 1 for once, never more than 1 + `damping`.
    """

    length: int
    terms: list[int]
    counts: SparseVector


@lru_cache(maxsize=262_144)
def number(field: str, term: str) -> int:
    """The number of a field's term, a signed 32-bit integer."""
    return zlib.crc32(f"{field} {term}".encode()) - _HALF


def damping(length: float, average: float) -> float:
    """BM25's k1 (1 - b + b length / average): the longer a text, the less a term in it says."""
    return SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * length / average)


def numbered(text: str, level: str) -> Numbered:
    """The length and the terms of a text of a level."""
    found = terms(text)
    length = len(found["syllables"])
    damped = damping(length, TYPICAL[level])
    counted = Counter(number(field, term) for field, held in found.items() for term in held)
    saturated = {one: n * (1 + damped) / (n + damped) for one, n in counted.items()}
    return Numbered(length, sorted(counted), sparse(saturated))


def sparse(values: Mapping[int, float]) -> SparseVector:
    """A value for each number of a term, as a vector that one for a text is multiplied with."""
    placed: dict[int, float] = {}
    for one, value in values.items():
        place = (one + _HALF) % DIMENSIONS
        placed[place] = placed.get(place, 0.0) + value
    return SparseVector(placed, DIMENSIONS)
