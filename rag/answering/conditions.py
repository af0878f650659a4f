"""Conditions of size: whether "từ 90 CV đến dưới 150 CV" holds for a question about 120 CV."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from rag.quantities.notation import base_value
from rag.quantities.numbers import find_quantities
from rag.text import fold, words
from rag.types import FigureKind, Quantity

_POWER = frozenset({"cv", "hp", "suc ngua", "ma luc", "horsepower"})
_BELOW = re.compile(r"\b(?:duoi|nho hon|it hon|thap hon|under|below|less than)\s*$")
_AT_MOST = re.compile(r"\b(?:khong qua|toi da|den|toi|tro xuong|up to|at most)\s*$")
_ABOVE = re.compile(r"\b(?:tren|hon|lon hon|qua|over|above|more than)\s*$")
_FROM = re.compile(r"\b(?:tu|from)\s*$")
_TO = re.compile(r"^\s*(?:den|toi|-|–)\s*(?P<below>duoi\s*)?$")
_RANGE = re.compile(r"^[\d.,]+\s*(?:[-–]|đến|tới|to)\s*(\d.*)$")
_LITTLE = Decimal("0.001")
_UPWARDS = re.compile(r"^\W*(?:[^\W\d_]+\W+){0,3}?tro len\b")
_DOWNWARDS = re.compile(r"^\W*(?:[^\W\d_]+\W+){0,3}?tro xuong\b")


@dataclass(frozen=True, slots=True)
class Condition:
    """A size with its unit: a value asked about."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class _Interval:
    low: Decimal = Decimal("-Infinity")
    high: Decimal = Decimal("Infinity")
    has_low: bool = False  # whether its lower end belongs to it
    has_high: bool = False

    def holds(self, value: Decimal) -> bool:
        above = value > self.low or (self.has_low and value == self.low)
        below = value < self.high or (self.has_high and value == self.high)
        return above and below


def conditions(question: str) -> list[Condition]:
    """The sizes that a question names, such as the 120 horsepower of a boat; no shares, money, changes or ranks.

    "trên 10 tấn" is a little more than 10, "dưới 10 tấn" a little less: no size of "từ 3 đến 10 tấn".
    """
    return [
        Condition(base_value(q) + _beyond(q, fold(question[: q.start])), _unit(q.unit))
        for q in find_quantities(question)
        if _is_size(q)
    ]


def _beyond(size: Quantity, before: str) -> Decimal:
    """How far what a question asks about lies from the size that it names."""
    if size.hedge == "dưới" or _BELOW.search(before):
        return -_LITTLE
    return _LITTLE if size.hedge in ("trên", "hơn") or _ABOVE.search(before) else Decimal(0)


def allows(text: str, asked: Collection[Condition]) -> bool | None:
    """Whether a sentence is for the sizes asked about.

    Args:
        text: a sentence of a report.
        asked: what `conditions` found.

    Returns:
        True or False where the sentence has an interval of a unit asked about; None where it has none.
    """
    told = [
        interval.holds(condition.value)
        for unit, interval in _intervals(text)
        for condition in asked
        if unit == condition.unit
    ]
    return all(told) if told else None


def _is_size(quantity: Quantity) -> bool:
    return quantity.kind is FigureKind.COUNT and bool(quantity.unit)


def _unit(unit: str) -> str:
    """What a unit is compared by: its first word, one name for horsepower."""
    told = words(unit)
    return "cv" if not _POWER.isdisjoint({" ".join(told[:2]), *told[:1]}) else " ".join(told[:1])


def _intervals(text: str) -> list[tuple[str, _Interval]]:
    """The intervals that a sentence names, each with its unit."""
    sizes = [q for q in find_quantities(text) if q.kind is FigureKind.COUNT]
    found: list[tuple[str, _Interval]] = []
    at = 0
    while at < len(sizes):
        size, following = sizes[at], sizes[at + 1] if at + 1 < len(sizes) else None
        before, value = fold(text[max(0, size.start - 14) : size.start]), base_value(size)
        after = fold(text[size.end : size.end + 24])
        between = _TO.match(fold(text[size.end : following.start])) if following is not None else None
        if pair := _RANGE.match(text[size.start : size.end]):
            high = find_quantities(pair[1])
            if high:
                found.append((_unit(size.unit), _Interval(value, base_value(high[0]), has_low=True, has_high=True)))
                at += 1
                continue
        if following is not None and between is not None:
            is_open = bool(between["below"]) or following.hedge == "dưới"
            span = _Interval(value, base_value(following), has_low=True, has_high=not is_open)
            found.append((_unit(size.unit or following.unit), span))
            at += 2
            continue
        if size.hedge == "dưới" or _BELOW.search(before):
            found.append((_unit(size.unit), _Interval(high=value)))
        elif _UPWARDS.match(after) or _FROM.search(before):
            found.append((_unit(size.unit), _Interval(low=value, has_low=True)))
        elif size.hedge in ("trên", "hơn") or _ABOVE.search(before):
            found.append((_unit(size.unit), _Interval(low=value)))
        elif _DOWNWARDS.match(after) or _AT_MOST.search(before):
            found.append((_unit(size.unit), _Interval(high=value, has_high=True)))
        at += 1
    return found
