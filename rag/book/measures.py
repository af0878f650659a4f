"""What the unit of a figure measures, so that only like stands on one axis: dong with dong, hectares with hectares."""

from __future__ import annotations

import re

from rag.quantities.glossing import currency
from rag.quantities.notation import scale_words
from rag.quantities.units import is_rate
from rag.text import fold
from rag.types import FigureKind, Quantity

__all__ = ["measure"]

_SAME = {"met": "m", "met vuong": "m2", "m²": "m2", "m³": "m3", "ki-lo-met": "km", "hec-ta": "ha", "hecta": "ha"}
# Units of measurement, folded; what else is counted ("xã", "điểm phục vụ") is things.
_UNIT = re.compile(
    r"(?:km2|km|m2|m3|m²|m³|met vuong|met|ki-lo-met|mm|cm|m|ha|hec-ta|hecta|tan|ta|kg|gam|lit|"
    r"[kmg]wh|[kmg]wp?|kva?|[kmgt]b|[mg]bps|gio|phut|giay)(?![\w-])"
)


def measure(quantity: Quantity) -> str:
    """What a quantity's unit measures: a currency, a unit of measurement, "%", "things"; "" when it has no unit.

    Args:
        quantity: a rate's measure names what it is per ("things/van dan").
    """
    unit = fold(quantity.unit).strip()
    if quantity.kind is FigureKind.MONEY:
        return currency(quantity.unit) + _per(quantity.unit)
    if not unit or unit == "%":
        return unit
    if unit.startswith(("phan tram", "percent", "per cent")):
        return "%"
    counted = fold(quantity.unit[scale_words(quantity.unit)[1] :]).strip()
    known = _UNIT.match(counted)
    return (_SAME.get(known[0], known[0]) if known else "things") + _per(quantity.unit)


def _per(unit: str) -> str:
    """What a rate's unit is per; "" of others, "tỉnh/thành phố" among them."""
    return f"/{fold(unit).split('/', 1)[1].strip()}" if is_rate(unit) else ""
