"""How an English reader writes a figure of a Vietnamese report, and what its currency is called."""

from __future__ import annotations

import re
from decimal import Decimal

from rag.quantities.notation import PLAIN_SCALES, base_value, parse_number, scale_words
from rag.text import fold
from rag.types import FigureKind, Quantity

__all__ = ["currency", "gloss"]

_ENGLISH_SCALES = {"nghìn": "thousand", "ngàn": "thousand", "triệu": "million", "tỷ": "billion", "tỉ": "billion"}
# What an English reader calls a currency that is not the dong, by how its name begins in a unit, folded.
_CURRENCIES = {
    "usd": "USD",
    "do la": "USD",
    "dollar": "USD",
    "eur": "EUR",
    "yen": "yen",
    "jpy": "yen",
    "nhan dan te": "yuan",
    "yuan": "yuan",
    "cny": "yuan",
    "bang anh": "pounds",
    "gbp": "pounds",
    "krw": "won",
    "baht": "baht",
    "rup": "roubles",
}


def currency(unit: str) -> str:
    """What an English reader calls the currency of an amount's unit: "dong" for "tỷ đồng" and for a bare "tỷ"."""
    written = fold(unit[scale_words(unit)[1] :]).strip()
    return next((name for begins, name in _CURRENCIES.items() if written.startswith(begins)), "dong")


def _english(value: Decimal) -> str:
    return f"{value:,f}"


def _english_number(written: str) -> str:
    """A number written in Vietnamese in English notation, keeping leading zeros and decimals as written."""
    return re.sub(r"\d+(?:[.,]\d+)+", lambda m: _english(parse_number(m[0])), written)


def gloss(quantity: Quantity) -> str:
    """How an English reader writes a figure; "" when that is how the report writes it already.

    Args:
        quantity: as found in a Vietnamese text.

    Returns:
        "37.367 billion dong" for "37,367 tỷ đồng", "1,197" for "1.197", "1,350 million dong (1.35 billion)".
    """
    written = quantity.text[: quantity.number_end - quantity.start] if quantity.number_end else quantity.text
    number = _english_number(written)
    if not any(c.isdigit() for c in number):
        return ""
    factor, end = scale_words(quantity.unit)
    names = [_ENGLISH_SCALES.get(w, w) for w in (PLAIN_SCALES.get(w, w) for w in quantity.unit[:end].lower().split())]
    words = " ".join(names) if "vạn" not in names else ""
    if quantity.kind is FigureKind.MONEY:
        words = f"{words} {currency(quantity.unit)}".strip()
        if quantity.value >= 1000 and factor in (10**6, 10**9):
            following = "billion" if factor == 10**6 else "trillion"
            words += f" ({_english((quantity.value / 1000).normalize())} {following})"
    elif "vạn" in names:
        number = _english(base_value(quantity).normalize())
    if not words and number == written:
        return ""
    return f"{number}{'%' if quantity.unit == '%' else ''} {words}".strip()
