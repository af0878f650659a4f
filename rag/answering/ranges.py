"""Ranges that rows and items of a tariff are of: a lorry of 12 tonnes is none "từ 5 tấn đến dưới 10 tấn"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rag.answering.candidates import Candidate, unfit_where
from rag.quantities.numbers import find_quantities
from rag.text import fold
from rag.types import Query

_N = r"(\d+(?:[.,]\d+)*)"
_UNIT = r"\s*(tan|cho|m3|m2|ha|tuoi|kwh|kw|kg|km|met|m|cc|cv|thang|ngay|hoc sinh|giuong|nguoi|trieu|ty)\b"
_BOUND = re.compile(r"(?:tren|duoi|tu|den|toi|qua|hon|kem|less than|more than|over|under|from|to|up to|at least)\s+$")
_FROM_TO = re.compile(rf"\b(?:tu )?(?P<open>tren )?{_N}(?:{_UNIT})? ?(?:den|toi|-|–) ?(?P<below>duoi )?{_N}{_UNIT}")
_BELOW = re.compile(rf"\bduoi {_N}{_UNIT}")
_UP_TO = re.compile(rf"\b(?:den|toi da|khong qua|up to) {_N}{_UNIT}(?! tro len)")
_ABOVE = re.compile(rf"\b(?:tren|hon) {_N}{_UNIT}")
_FROM = re.compile(rf"\b(?:tu )?{_N}{_UNIT} (?:tro len|and (?:over|above))")


@dataclass(frozen=True, slots=True)
class _Range:
    start: int
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    is_low_in: bool = True
    is_high_in: bool = True

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies within."""
        above = self.low is None or value > self.low or (self.is_low_in and value == self.low)
        below = self.high is None or value < self.high or (self.is_high_in and value == self.high)
        return above and below


def without_other_ranges(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures told for a range that what is asked about lies outside of do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    asked = _asked(query.topic)
    if not asked:
        return list(candidates)

    def is_outside(c: Candidate) -> bool:
        if c.figure is None:
            return False
        text = c.report.text
        told = fold(text[text.rfind(";", c.sentence.start, c.start) + 1 or c.sentence.start : c.start])
        for unit, value in asked.items():
            near = [one for one in _ranges(told) if one.unit == unit]
            if near and not near[-1].holds(value):
                return True
        return False

    return unfit_where(candidates, is_outside)


def _asked(topic: str) -> dict[str, Decimal]:
    """By unit the one size that a question tells: "xe tải 12 tấn"; none of a unit that it bounds or tells twice."""
    found: dict[str, list[Decimal]] = {}
    folded = fold(topic)
    for quantity in find_quantities(topic):
        unit = re.match(_UNIT, folded[quantity.number_end :])
        if unit and quantity.value is not None:
            bounds = _BOUND.search(folded[: quantity.start])
            found.setdefault(unit[1], []).extend([quantity.value] * (2 if bounds else 1))
    return {unit: values[0] for unit, values in found.items() if len(values) == 1}


def _ranges(told: str) -> Iterator[_Range]:
    """The ranges of a folded text, in order."""
    found: list[_Range] = []
    taken: list[tuple[int, int]] = []
    for pattern in (_FROM_TO, _BELOW, _FROM, _ABOVE, _UP_TO):
        for match in pattern.finditer(told):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append(_range(pattern, match))
    yield from sorted(found, key=lambda one: one.start)


def _range(pattern: re.Pattern[str], match: re.Match[str]) -> _Range:
    start = match.start()
    if pattern is _FROM_TO:
        low, high, unit = _number(match[2]), _number(match[5]), match[6]
        return _Range(start, unit, low, high, match["open"] is None, match["below"] is None)
    value, unit = _number(match[1]), match[2]
    if pattern is _BELOW:
        return _Range(start, unit, high=value, is_high_in=False)
    if pattern is _UP_TO:
        return _Range(start, unit, high=value)
    return _Range(start, unit, low=value, is_low_in=pattern is _FROM)


def _number(written: str) -> Decimal:
    """A number of a range; the mark before three digits parts thousands."""
    return Decimal(re.sub(r"[.,](?=\d{3}(?!\d))", "", written).replace(",", "."))
