"""How Vietnamese and English write numbers: separators, scale words, number words, and a gloss between the two.

Vietnamese writes 1.292 for one thousand two hundred ninety-two and 37,367 for thirty-seven point three six seven;
English the other way round. A single full stop before exactly three digits is read as thousands in Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import zip_longest

from rag.text import fold
from rag.types import Language, Quantity

__all__ = [
    "PLAIN_SCALES",
    "SCALES",
    "base_value",
    "either",
    "lacks_diacritics",
    "number_words",
    "parse_number",
    "scale",
    "scale_words",
    "spelled",
    "write_number",
]

SCALES: dict[str, Decimal] = {
    "nghìn": Decimal(10**3),
    "ngàn": Decimal(10**3),
    "vạn": Decimal(10**4),
    "triệu": Decimal(10**6),
    "tỷ": Decimal(10**9),
    "tỉ": Decimal(10**9),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
PLAIN_SCALES = {fold(word): word for word in reversed(SCALES)}
# Without diacritics these two syllables are another word: "văn bản", "ngân hàng", "tỷ lệ".
_NOT_SCALES = frozenset({"van ban", "van hoa", "van phong", "ngan hang", "ngan sach", "ty le", "ty trong"})
_SWAPPED = str.maketrans(",.", ".,")
_WORD = re.compile(r"[^\W\d_]+")

_ACCENTED = re.compile(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")

_VIETNAMESE_DIGITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_VIETNAMESE_TENS = {"mươi": 10, "trăm": 100}
_FILLERS = frozenset({"lẻ", "linh", "and"})
_ENGLISH_NUMBERS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_ENGLISH_NUMBERS |= {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def either(words: str, accented: bool = True, plain: bool = True) -> str:
    """A regular expression for words with or without their diacritics.

    Args:
        words: alternatives separated by "|"; a space in one matches any run of spaces.
        accented: whether the words as given are among them.
        plain: whether their forms without diacritics are; leave them out where those are other words ("cả", "ca").

    Returns:
        A non-capturing group, longest alternatives first.
    """
    given = words.split("|")
    forms = sorted({*(given if accented else ()), *(map(fold, given) if plain else ())}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"[ \u00a0]+") for w in forms) + ")"


def spelled(template: Callable[[Callable[[str], str]], str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Two patterns of the same words: with diacritics, and without for a text that has none ("thu" is not "thứ").

    Args:
        template: builds the pattern's source from a function that spells alternatives.

    Returns:
        Case-insensitive patterns, to be indexed by whether the text lacks diacritics.
    """
    accented = template(lambda words: either(words, plain=False))
    plain = template(lambda words: either(words, accented=False))
    return re.compile(accented, re.IGNORECASE), re.compile(plain, re.IGNORECASE)


def lacks_diacritics(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a stretch of a text has no letter with a diacritic (đ counts); faster than asking each letter."""
    return not _ACCENTED.search(text, max(0, start), len(text) if end is None else end)


def number_words(words: list[str]) -> Decimal | None:
    """The value of number words such as ["hai", "mươi", "mốt"] or ["twenty", "one"]; None when they are none.

    Args:
        words: lower-case words, with diacritics for Vietnamese.
    """
    total, group, seen = Decimal(0), Decimal(0), False
    for word in words:
        if word in _VIETNAMESE_DIGITS or word in _ENGLISH_NUMBERS:
            group += _VIETNAMESE_DIGITS.get(word, _ENGLISH_NUMBERS.get(word, 0))
        elif word in _VIETNAMESE_TENS and seen:
            tail = group % 10 if word == "mươi" else group
            group += tail * (_VIETNAMESE_TENS[word] - 1)
        elif word == "hundred" and seen:
            group *= 100
        elif word in SCALES and seen:
            total, group = total + group * SCALES[word], Decimal(0)
        elif word not in _FILLERS or not seen:
            return None
        seen = True
    return total + group if seen else None


def _roman(text: str) -> Decimal | None:
    if not re.fullmatch(r"(?=.)(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", text):
        return None
    values = [_ROMAN[c] for c in text]
    return Decimal(sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True)))


def _separators(digits: str, language: Language) -> str:
    """The digits with a full stop as the decimal sign and no thousands signs."""
    stops, commas = digits.count("."), digits.count(",")
    if stops and commas:
        decimal = max(".,", key=digits.rfind)
        other = "," if decimal == "." else "."
        return (
            digits.replace(other, "").replace(decimal, ".")
            if digits.count(decimal) == 1
            else digits.replace(".", "").replace(",", "")
        )
    sign = "." if stops else ","
    if not stops + commas:
        return digits
    head, *groups = digits.split(sign)
    grouped = all(len(g) == 3 for g in groups) and 1 <= len(head) <= 3 and not head.startswith("0")
    thousands = "." if language is Language.VIETNAMESE else ","
    if len(groups) > 1:
        return digits.replace(sign, "")
    return digits.replace(sign, "" if grouped and sign == thousands else ".")


def write_number(value: Decimal, language: Language | str) -> str:
    """An exact decimal in the notation of a language: 1.234,5 or 1,234.5."""
    english = f"{value.normalize():,f}"
    return english if language == Language.ENGLISH else english.translate(_SWAPPED)


def parse_number(text: str, language: Language = Language.VIETNAMESE) -> Decimal:
    """The exact value of a written number.

    Args:
        text: digits with separators ("1.292", "37,367", "1,234,567.5"), a number word or a Roman numeral.
        language: whose notation settles a single separator; "13,200" is 13.2 in Vietnamese, 13200 in English.

    Returns:
        The value, without scale words after digits ("37,367 tỷ" is no number: see `scale`).

    Raises:
        ValueError: the text is no number.
    """
    text = text.strip().lower()
    sign, digits = (-1, text[1:]) if text[:1] in "-−" and text else (1, text)
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)*", digits):
        return sign * Decimal(_separators(digits, language))
    value = number_words(re.split(r"[\s-]+", text))
    value = _roman(text) if value is None else value
    if value is None:
        raise ValueError(f"not a number: {text!r}")
    return value


def scale_words(unit: str) -> tuple[Decimal, int]:
    """The factor of the scale words that begin a unit, and where they end: "tỷ đồng" gives (10**9, 2)."""
    factor, end = Decimal(1), 0
    matches = list(_WORD.finditer(unit))
    for match, following in zip_longest(matches, matches[1:]):
        word = match[0].lower()
        pair = f"{word} {fold(following[0])}" if following else ""
        if unit[end : match.start()].strip() or (word.isascii() and pair in _NOT_SCALES):
            break
        word = PLAIN_SCALES.get(word, word) if word.isascii() else word
        if word not in SCALES:
            break
        factor, end = factor * SCALES[word], match.end()
    return factor, end


def scale(unit: str) -> Decimal:
    """What a unit's scale words multiply by: 10**9 for "tỷ đồng", 10**12 for "nghìn tỷ đồng", 1 for "xã"."""
    return scale_words(unit)[0]


def base_value(quantity: Quantity) -> Decimal:
    """The value without scale words, so that "1.350 triệu đồng" and "1,35 tỷ đồng" compare equal."""
    return quantity.value * scale(quantity.unit)
