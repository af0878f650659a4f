"""Text as the rest of the code sees it: NFC, folded forms, tokens with offsets.

Folding keeps the length: `fold(text)[i]` is the folded form of `text[i]`, so an offset found in the folded
text holds in the text. That makes "Bắc Kạn", "bac kan" and "BẮC KẠN" meet without any offset map.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x00AD], None
)
_CONTROL = dict.fromkeys([*range(9), 11, *range(14, 32), 127, *range(128, 160)], " ")
_WIDE = re.compile(r"[^\S\n]{101,}")  # no layout needs more; patterns that cross blanks would cost their square
WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+", re.UNICODE)
"""A word or a number; "1.197" and "26/12" are one each."""


def clean(text: str) -> str:
    """NFC text without control, zero-width and direction characters; line ends become newlines.

    Args:
        text: any text from outside; lone surrogates become U+FFFD.

    Returns:
        The text as it is stored. Idempotent.
    """
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    text = _WIDE.sub(" " * 100, text.translate(_INVISIBLE).translate(_CONTROL))
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=16384)
def _fold_character(character: str) -> str:
    if character in "đĐ":
        return "d"
    base = next((c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)), character)
    low = base.lower()
    return low if len(low) == 1 else base


def fold(text: str) -> str:
    """The text in lower case without diacritics, one character for one character."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, text))


def has_diacritics(text: str) -> bool:
    """Whether any letter carries a Vietnamese diacritic (đ counts)."""
    return any(not c.isascii() and c.isalpha() and _fold_character(c).isascii() for c in text)


def reads_otherwise(written: str, meant: Mapping[str, str]) -> bool:
    """Whether a word has other diacritics than the one it reads like without them: "máy" where "mấy" is meant.

    Args:
        written: the word.
        meant: by folded words those that are meant.
    """
    written = unicodedata.normalize("NFC", written).lower()
    return meant.get(fold(written), written) != written


def fold_without(text: str, word: str) -> str:
    """The folded text with one word made unreadable that reads like another without diacritics: "tăng" and "tặng"."""
    return fold(re.sub(rf"(?i)\b{word}\b", "z" * len(word), unicodedata.normalize("NFC", text)))


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, in order; "1.197" and "26/12" are one word each."""
    return WORD.findall(fold(text))


def is_name(syllables: Sequence[str]) -> bool:
    """Whether syllables are two and more that all begin with a capital, as a name does."""
    return len(syllables) > 1 and all(syllable[:1].isupper() for syllable in syllables)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words and numbers of a text stand."""
    return [m.span() for m in WORD.finditer(text)]
