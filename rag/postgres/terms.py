"""Terms as numbers: what a server's inverted index holds of a text.

The terms are those that the embedded index holds (`rag.search.lexical.terms`), each as a 32-bit digest of its field
and itself: a number takes a quarter of what the word would, and two terms of one number are a matter of one in four
thousand million. A term stands there as often as it does in the text.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from rag.search.lexical import terms

_HALF = 1 << 31


@lru_cache(maxsize=262_144)
def number(field: str, term: str) -> int:
    """The number of a field's term, a signed 32-bit integer."""
    return zlib.crc32(f"{field} {term}".encode()) - _HALF


def numbered(text: str) -> tuple[int, list[int]]:
    """How many syllables a text has, and the numbers of its terms, ascending, repeated as they are."""
    found = terms(text)
    return len(found["syllables"]), sorted(number(field, term) for field, held in found.items() for term in held)
