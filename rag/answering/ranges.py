"""Ranges that rows and items of a tariff are of: a lorry of 12 tonnes is none "từ 5 tấn đến dưới 10 tấn"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rag.answering.candidates import Candidate, unfit_where
from rag.quantities.notation import parse_number
from rag.quantities.numbers import find_quantities
from rag.text import fold
from rag.types import Language, Query

_WRITTEN = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_N = rf"({_WRITTEN})(?![.,]?\d)"
_UNITS = {"tonnes": "tan", "tonne": "tan", "tons": "tan", "ton": "tan", "seats": "cho", "seat": "cho"} | dict.fromkeys(
    ("people", "inhabitants", "residents"), "dan"
)
_UNIT = (
    r"\s*(tan|cho|suc ngua|m3|m2|ha|tuoi|kwh|kw|kg|km|met|m|cc|cv|thang|ngay|hoc sinh|giuong|nguoi|dan|trieu|ty|"
    r"tonnes?|tons?|seats?|people|inhabitants|residents)\b"
)
_BARE = re.compile(rf"{_N}(?!{_UNIT})(?! ?[%/])")  # a number that no unit follows
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CLAUSE_END = re.compile(r"[;,]\s|\d")
_SMALL = "mot hai ba bon nam sau bay tam chin muoi".split()
_SPELT = re.compile(rf"\b({'|'.join(_SMALL)})({_UNIT})")
_AMOUNTS = frozenset({"trieu", "ty"})
_BOUND = re.compile(
    r"(?:tren|duoi|tu|den|toi|toi da|toi thieu|qua|hon|kem|it nhat|(?:less|fewer) than|more than|over|under|from|to|"
    r"at (?:least|most))\s+$"
)
_BOUND_BEHIND = re.compile(r"\s*(?:tro (?:len|xuong)|[-–]\s*\d|den|toi|or (?:more|less))")
_FROM_TO = re.compile(
    rf"\b(?:tu )?(?P<open>tren )?{_N}(?:{_UNIT})? ?(?:den|toi|-|–) ?(?:het )?(?P<below>duoi )?{_N}{_UNIT}"
)
_NOT_BELOW = re.compile(rf"\bkhong (?:duoi|it hon|nho hon|thap hon) {_N}{_UNIT}")
_BELOW = re.compile(rf"\b(?:duoi|nho hon|it hon|thap hon|under|below|less than|fewer than) {_N}{_UNIT}")
_UP_TO = re.compile(rf"\b(?:den|den het|toi da|khong (?:qua|hon|tren|vuot qua)|up to) {_N}{_UNIT}(?! tro len)")
_DOWN = re.compile(rf"\b(?:tu )?{_N}{_UNIT} tro xuong")
_ABOVE = re.compile(rf"\b(?:tren|hon|over|above|more than) {_N}{_UNIT}")
_FROM = re.compile(rf"\b(?:tu )?{_N}{_UNIT} (?:tro len|and (?:over|above))")
_IN_ORDER = (_FROM_TO, _NOT_BELOW, _BELOW, _FROM, _DOWN, _UP_TO, _ABOVE)
_PRICE = re.compile(r"\d (?:(?:nghin|ngan|trieu|ty) )?dong\b")
_OTHERS = re.compile(r"\b(?:khac|con lai|others?)\b")
_PRICED = frozenset({"m3", "m2", "kwh", "kg", "ha"})
_ASKING = re.compile(r"\b(?:bao nhieu|bn|may|tien|dong|moi|cho|gia)\s+$")
_DIGIT = re.compile(r"\d")


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
        As many, in their order. Where no range of a tariff holds it, no figure in the tariff's unit fits.
    """
    asked = _sizes(query.topic, query.language)
    if not asked:
        return list(candidates)

    held = [(c, _holds(c, asked)) for c in candidates]
    told = {c.report.id for c, holds in held if holds is False} - {c.report.id for c, holds in held if holds}
    units = {c.figure.quantity.unit for c, holds in held if holds is False and c.figure is not None}

    def is_of_tariff(c: Candidate) -> bool:
        is_of_unit = c.figure.quantity.unit in units if c.figure is not None else bool(_DIGIT.search(c.text))
        return c.report.id in told and is_of_unit and not _OTHERS.search(_before(c))

    return [replace(c, fits=False) if holds is False or is_of_tariff(c) else c for c, holds in held]


def without_other_columns(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; cells under a head that is for another range than the one asked about do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "xã dưới 8.000 dân" is asked about below "Dưới 8.000", not "Từ 8.000 đến 15.000". Heads
        need not say the unit. Where no head of a report is for what is asked about, all stay.
    """
    asked = [one for one in _ranges(_folded(query)) if one.unit not in _AMOUNTS]
    sizes = _sizes(query.topic, query.language)
    units = {one.unit for one in asked} | set(sizes)
    if len(units) != 1:
        return list(candidates)
    unit = units.pop()

    def holds(c: Candidate) -> bool | None:
        if c.figure is None or not c.figure.column_head:
            return None
        told = list(_ranges(_BARE.sub(rf"\g<0> {unit}", fold(c.figure.column_head))))
        told = [one for one in told if one.unit == unit]
        if len(told) != 1:
            return None
        if asked:
            return (told[0].low, told[0].high) == (asked[-1].low, asked[-1].high)
        return told[0].holds(sizes[unit])

    held = [(c, holds(c)) for c in candidates]
    found = {c.report.id for c, is_held in held if is_held and c.fits}
    return [replace(c, fits=False) if is_held is False and c.report.id in found else c for c, is_held in held]


def without_unranged(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where one is told of the very range asked about, those of its kind told of none do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "trẻ dưới một tuổi" are not "trẻ 18 tháng tuổi".
    """
    asked = {_bounds(one) for one in _ranges(_in_digits(_folded(query))) if one.unit not in _AMOUNTS}
    if len(asked) != 1:
        return list(candidates)

    def is_told(c: Candidate) -> bool:
        return any(_bounds(one) in asked for one in _ranges(_in_digits(f"{_before(c)} {_behind(c)}")))

    kinds = {c.figure.quantity.kind for c in candidates if c.figure is not None and c.fits and is_told(c)}

    def is_out(c: Candidate) -> bool:
        return c.figure is not None and c.figure.quantity.kind in kinds and not c.figure.column_head and not is_told(c)

    return unfit_where(candidates, is_out)


def _folded(query: Query) -> str:
    """A question's folded topic, numbers as in Vietnamese: "8,000 people" is "8.000 people"."""
    folded = fold(query.topic)
    return _THOUSANDS.sub(".", folded) if query.language is Language.ENGLISH else folded


def _bounds(one: _Range) -> tuple[str, Decimal | None, Decimal | None]:
    return one.unit, one.low, one.high


def _in_digits(folded: str) -> str:
    """A folded text with small numbers before a unit in digits: "dưới một tuổi"."""
    return _SPELT.sub(lambda m: str(_SMALL.index(m[1]) + 1) + m[2], folded)


def lies_outside(question: str, language: Language, told: str) -> bool:
    """Whether the one size that a question names lies outside of every range that a sentence is for.

    Args:
        question: "Ghe máy 15 sức ngựa có phải theo nghị định không?"
        language: of the question.
        told: the sentence, "tàu cá từ 20 sức ngựa đến dưới 90 sức ngựa".
    """
    found = list(_ranges(fold(told)))
    near = [
        [one.holds(value) for one in found if one.unit == unit] for unit, value in _sizes(question, language).items()
    ]
    return any(held and not any(held) for held in near)


def _holds(candidate: Candidate, asked: Mapping[str, Decimal]) -> bool | None:
    """Whether the range that a figure is told for holds what is asked about; None where it is told for none."""
    if candidate.figure is None:
        return None
    before = _before(candidate)
    *earlier, told = [before] if candidate.figure.row_head else _PRICE.split(before)  # "đến dưới 50 tỷ đồng | 9"
    held = []
    for unit, value in asked.items():
        near = [one for one in _ranges(told) if one.unit == unit]
        if earlier and not any(one.unit == unit for one in _ranges(earlier[0])):
            continue  # prices stand before their ranges
        if near:
            held.append(near[-1].holds(value))
    return all(held) if held else None


def _before(candidate: Candidate) -> str:
    """The folded words of a candidate's clause before it."""
    text, start = candidate.report.text, candidate.sentence.start
    return fold(text[text.rfind(";", start, candidate.start) + 1 or start : candidate.start])


def _behind(candidate: Candidate) -> str:
    """The folded words of a candidate's clause behind it."""
    text, end = candidate.report.text, candidate.sentence.end
    return fold(_CLAUSE_END.split(text[candidate.end : end])[0])


def _sizes(question: str, language: Language) -> dict[str, Decimal]:
    """By unit the one size that a question tells: "xe tải 12 tấn"; none of a unit that it bounds or tells twice."""
    found: dict[str, list[Decimal]] = {}
    folded = fold(question)
    for quantity in find_quantities(question, language):
        unit = re.match(_UNIT, folded[quantity.number_end :])
        if unit is None or not re.fullmatch(_WRITTEN, folded[quantity.start : quantity.number_end]):
            continue
        before, behind = folded[: quantity.start], folded[quantity.number_end :]
        if quantity.value == 1 and (unit[1] in _PRICED or _ASKING.search(before)):
            continue  # "1 m3", "bao nhiêu 1 tấn": what a price is for
        bounds = _BOUND.search(before) or _BOUND_BEHIND.match(behind) or _BOUND_BEHIND.match(behind[unit.end() :])
        found.setdefault(_UNITS.get(unit[1], unit[1]), []).extend([quantity.value] * (2 if bounds else 1))
    return {unit: values[0] for unit, values in found.items() if len(values) == 1}


def _ranges(told: str) -> Iterator[_Range]:
    """The ranges of a folded text, in order."""
    found: list[_Range] = []
    taken: list[tuple[int, int]] = []
    for pattern in _IN_ORDER:
        for match in pattern.finditer(told):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append(_range(pattern, match))
    yield from sorted(found, key=lambda one: one.start)


def _range(pattern: re.Pattern[str], match: re.Match[str]) -> _Range:
    start = match.start()
    if pattern is _FROM_TO:
        low, high, unit = parse_number(match[2]), parse_number(match[5]), match[6]
        return _Range(start, unit, low, high, match["open"] is None, match["below"] is None)
    value, unit = parse_number(match[1]), match[2]
    if pattern is _BELOW:
        return _Range(start, unit, high=value, is_high_in=False)
    if pattern in (_UP_TO, _DOWN):
        return _Range(start, unit, high=value)
    return _Range(start, unit, low=value, is_low_in=pattern is not _ABOVE)
