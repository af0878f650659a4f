"""Where words of a report stand on a page of its PDF.

The report's text is not the page's: lines are joined, old encodings read, headers left out, cells parted by bars. So
both are compared by their letters and digits alone, without diacritics, as `rag.text.fold` has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rag.loaders.encodings import encoding_of, to_unicode
from rag.text import fold

_CHARACTERS = 100_000  # of a page that are looked at
_LONGEST = 5_000  # letters of a quote that are looked for
_ENOUGH = 12  # letters of a quote's beginning or end that are its own, where the rest stands on another page
_SHARE = 0.3  # of the quote that such a beginning and end make up at least
_CELL = 3  # letters of a cell that can be told from others
_WORD = re.compile(r"[^\s\x00]+")
_CUTS = re.compile(r"[|\n]")

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top, in points of the page."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """The folded letters and digits of a page, and the character that each stands in."""

    text: str
    characters: list[int]


def find_quote(page: Any, quote: str, share: float = 0.0) -> list[Rectangle]:
    """The rectangles of a quote, one a line.

    Args:
        page: pypdfium2's.
        quote: words of the report.
        share: how far down the page's text they stand, 0 to 1; of several places the nearest is taken.

    Returns:
        None of them when the words are not on the page: it is a picture, or its text reads otherwise.
    """
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        count = min(text_page.count_chars(), _CHARACTERS)
        letters = _letters("".join(chr(raw.FPDFText_GetUnicode(text_page, i)) for i in range(count)))
        found = []
        for start, end in _spans(letters.text, quote, share):
            first, last = letters.characters[start], letters.characters[end - 1]
            lines = text_page.count_rects(first, last - first + 1)
            found += [text_page.get_rect(line) for line in range(lines)]
        return found
    finally:
        text_page.close()


def _letters(text: str) -> _Letters:
    """The letters of a page; where a word has other letters than characters, they share out its characters."""
    encoding = encoding_of(text) or ""
    letters, characters = [], []
    for match in _WORD.finditer(text):
        word = plain(to_unicode(match[0], encoding))
        at = [n for n, one in enumerate(match[0]) if one.isalnum()] or [0]
        if len(at) != len(word):
            at = [*range(min(len(match[0]), len(word)))]
            at += [len(match[0]) - 1] * (len(word) - len(at))
            if at:
                at[-1] = len(match[0]) - 1
        letters.append(word)
        characters += [match.start() + n for n in at[: len(word)]]
    return _Letters("".join(letters), characters)


def plain(text: str) -> str:
    """The folded letters and digits of a text."""
    return "".join(one for one in fold(text) if one.isalnum())


def _spans(page: str, quote: str, share: float) -> list[tuple[int, int]]:
    """Where a quote stands in a page's letters: all of it, or its beginning and end, or the cells of its row."""
    wanted = plain(quote)[:_LONGEST]
    if not wanted or not page:
        return []
    if (at := _nearest(page, wanted, share)) is not None:
        return [(at, at + len(wanted))]
    return _ends(page, wanted, share) or _cells(page, quote)


def _nearest(page: str, wanted: str, share: float) -> int | None:
    places = [match.start() for match in re.finditer(f"(?={re.escape(wanted)})", page)]
    return min(places, key=lambda at: abs(at - share * len(page))) if places else None


def _ends(page: str, wanted: str, share: float) -> list[tuple[int, int]]:
    """The longest beginning and end of a quote that are there: it goes on over the page's edge, or around a note."""
    head = wanted[: _longest(len(wanted), lambda n: wanted[:n] in page)]
    tail = wanted[len(wanted) - _longest(len(wanted), lambda n: wanted[len(wanted) - n :] in page) :]
    found = [part for part in dict.fromkeys((head, tail)) if len(part) >= _ENOUGH]
    if sum(map(len, found)) < _SHARE * len(wanted):
        return []
    places = [(_nearest(page, part, share), len(part)) for part in found]
    return [(at, at + length) for at, length in places if at is not None]


def _longest(most: int, is_there: Callable[[int], bool]) -> int:
    """How many letters are there, of at most so many; fewer of them are there too."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_there(middle) else (low, middle - 1)
    return low


def _cells(page: str, quote: str) -> list[tuple[int, int]]:
    """The cells of a row, of which no other is on the page: its columns may be set one after the other."""
    cells = [cell for cell in map(plain, _CUTS.split(quote)) if len(cell) >= _CELL and page.count(cell) == 1]
    return [(page.index(cell), page.index(cell) + len(cell)) for cell in cells]
