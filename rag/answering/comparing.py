"""Compares cited figures: which is more, by how much, computed with exact decimals and said to be computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rag.answering.candidates import Candidate
from rag.answering.wording import concepts, label, said
from rag.messages import text as message
from rag.quantities.notation import base_value, write_number
from rag.quantities.numbers import find_quantities
from rag.text import fold, words
from rag.types import FigureKind, Language, Period, PeriodKind, Quantity

CONSIDERED = 8  # candidates of each part
_OF_BASE = 2.0  # what it counts that one figure is told as the base of the other
_OF_LENGTH = 1.0  # what it costs a pair that one is of a year, the other of some months of it
_BASE_WITHIN = 120  # code points between the two at most
_HELD_AGAINST = re.compile(r"\b(?:so voi|so cung ky|cung ky|hon|kem|nam truoc|thay vi|tu)\b")
_YES_NO = re.compile(r"^(?:did|does|do|is|are|was|were|has|have|had)\b|\bco .* khong\b|phai khong")
_MORE = re.compile(r"\b(?:vuot|exceed\w*|surpass\w*|more|higher|larger|greater|bigger|hon)\b")
_LESS = re.compile(r"\b(?:fewer|less|lower|smaller|(?:it|thap|kem)\b[^,;?]{0,30}?\bhon)\b")
_DIFFERENCE = re.compile(
    r"\b(?:tang|giam|chenh|hon|kem|them|nhich|sut)\b(?: [\w/]+){0,8}? (?:bao nhieu|may)|chenh (?:lech|nhau)|"
    r"\b(?:how (?:much|many) (?:more|fewer|less|higher|lower|larger|greater|bigger|smaller)|difference|differ|"
    r"by how (?:much|many)|outnumber|"
    r"how much did)\b"
)
_RATIO = re.compile(r"\b(?:gap|bang) (?:may|bao nhieu) lan\b|\bhow many times\b|\bwhat multiple\b")
_CENTS = Decimal("0.01")
_MOST = re.compile(r"\bnhat\b|\b(?:most|least|highest|lowest|largest|smallest|better|worse)\b")
_EACH = re.compile(r"\b(?:moi|tung|lan luot|ca hai|each|both|respectively|(?<!by )how many did)\b")
_FALLS = re.compile(r"\b(?:giam|sut|fall|fell|drop\w*|decreas\w+|down)\b")
_MOVES = re.compile(
    r"\b(?:tang|giam|sut|thay doi|bien dong)\b|"
    r"\b(?:increas\w*|decreas\w*|rise|rose|fall|fell|drop\w*|grow|grew|declin\w*|change[ds]?)\b"
)
_NO_WEIGHING = re.compile(r"\b(?:[Hh]ôn|[Nn]hật|Nhất)\b")
_AGREE = re.compile(r"\b(?:khop|giong|trung|thong nhat|match|agree|the same|consistent)\b")


def align(rankings: Sequence[list[Candidate]]) -> list[list[Candidate]]:
    """The rankings of a comparison's parts, with the candidates first that measure the same thing.

    What is compared is one indicator in two places or years, so a figure gains by what agrees with it on the other
    side: the best figure of every part given one of them, for the one where the sum is largest.

    Args:
        rankings: for each part its candidates, best first, those that do not fit last.

    Returns:
        The same candidates; those chosen come first, their score raised by how far they agree.
    """
    options = [[c for c in ranked if c.fits and c.figure is not None][:CONSIDERED] for ranked in rankings]
    filled = [n for n, option in enumerate(options) if option]
    if len(filled) < 2:
        return [list(ranked) for ranked in rankings]

    def worth(anchor: Candidate, pair: tuple[Candidate, float]) -> float:
        return pair[0].score + pair[1] - (0.0 if _are_as_long(anchor.period, pair[0].period) else _OF_LENGTH)

    def partners(part: int, anchor: Candidate) -> dict[int, tuple[Candidate, float]]:
        """For every other part the candidate that goes best with the anchor, and how far it agrees."""
        return {
            n: max(((c, agreement(anchor, c)) for c in options[n]), key=lambda pair: worth(anchor, pair))
            for n in filled
            if n != part
        }

    anchored = [(n, anchor, partners(n, anchor)) for n in filled for anchor in options[n]]
    part, anchor, chosen = max(anchored, key=lambda a: a[1].score + sum(worth(a[1], pair) for pair in a[2].values()))
    chosen[part] = anchor, sum(bonus for _, bonus in chosen.values()) / len(chosen)
    return [_first(ranked, *chosen[n]) if n in chosen else list(ranked) for n, ranked in enumerate(rankings)]


def _first(ranked: list[Candidate], chosen: Candidate, bonus: float) -> list[Candidate]:
    """The ranking with the chosen one first, its score raised."""
    return [replace(chosen, score=chosen.score + bonus), *(c for c in ranked if c is not chosen)]


def agreement(one: Candidate, other: Candidate) -> float:
    """How far two figures measure the same thing, -1 to 5: by kind, unit and labels, or one is told as the base."""
    assert one.figure is not None and other.figure is not None
    a, b = one.figure.quantity, other.figure.quantity
    if _measure(a) != _measure(b):
        return -1.0
    units = words(a.unit)[:2], words(b.unit)[:2]
    left, right = (said(label(c.figure)) - said(c.figure.row_head) for c in (one, other) if c.figure is not None)
    shared = len(left & right) / max(1, len(left | right))
    base = _OF_BASE if _is_base(one, other) or _is_base(other, one) else 0.0
    return (1.0 if units[0] == units[1] else 0.0) + 2.0 * shared + base


def _are_as_long(one: Period | None, other: Period | None) -> bool:
    """Whether two figures are of stretches alike: what nine months brought is not held against a year."""
    if one is None or other is None or one.as_of or other.as_of:
        return True
    if PeriodKind.DAY in (one.kind, other.kind):
        return True
    first, second = ((p.end - p.start).days for p in (one, other))
    return max(first, second) < 1.25 * min(first, second)


def _is_base(base: Candidate, figure: Candidate) -> bool:
    """Whether a figure is told as the one that another is held against: "1.846 lượt, tăng 18% so với 1.562 lượt"."""
    if base.report is not figure.report or not figure.end < base.start < figure.end + _BASE_WITHIN:
        return False
    between = base.report.text[figure.end : base.start]
    if not _HELD_AGAINST.search(fold(between)):
        return False
    assert figure.figure is not None
    unit = words(figure.figure.quantity.unit)[:1]
    return not any(words(q.unit)[:1] == unit and q.kind is not FigureKind.CHANGE for q in find_quantities(between))


def comparison_text(
    names: Sequence[str], quantities: Sequence[Quantity | None], language: Language
) -> tuple[str, list[str]]:
    """How two or more figures of one unit compare, computed exactly.

    Returns:
        The sentence ("" when they cannot be compared) and the numbers in it that were computed.
    """
    known = [(n, q) for n, q in zip(names, quantities, strict=True) if q is not None]
    if len(known) != 2 or not comparable(known[0][1], known[1][1]):
        return "", []
    (name_a, a), (name_b, b) = known
    value_a, value_b = base_value(a), base_value(b)
    if a.kind is FigureKind.RANK:  # which rank is better is left to the reader: 1 comes before 2
        apart = write_number(abs(value_a - value_b), language)
        return message("difference", language, difference=apart), [apart]
    if value_a == value_b:
        return message("equal", language), []
    higher = name_a if value_a > value_b else name_b
    difference = write_number(abs(a.value - b.value) if a.unit == b.unit else abs(value_a - value_b), language)
    unit = a.unit if a.unit == b.unit and a.unit in ("%",) else ""
    told = message("difference", language, difference=f"{difference}{unit}")
    return f"{message('higher', language, name=higher)}, {told}", [difference]


def ratio_text(
    names: Sequence[str], quantities: Sequence[Quantity | None], language: Language
) -> tuple[str, list[str]]:
    """How many times the smaller of two figures the larger one is, to two decimals.

    Args:
        names: what each figure is called.
        quantities: the figures.
        language: of the answer.

    Returns:
        The sentence ("" when no ratio can be told) and the numbers in it that were computed.
    """
    known = [(base_value(q), n) for n, q in zip(names, quantities, strict=True) if q is not None]
    told = [q for q in quantities if q is not None]
    if len(known) != 2 or not comparable(*told) or min(known)[0] <= 0 or told[0].kind is FigureKind.RANK:
        return "", []
    (small, _), (large, name) = sorted(known, key=lambda one: one[0])
    exact = large / small
    rounded = exact.quantize(_CENTS)
    number = write_number(rounded, language)
    ratio = number if rounded == exact else message("about", language, number=number)
    return f"{message('higher', language, name=name)}, {message('ratio', language, ratio=ratio)}", [number]


def moved_text(periods: Sequence[Sequence[Period]], quantities: Sequence[Quantity | None], language: Language) -> str:
    """The rise or fall between two periods' figures, "giảm 19 (tính từ hai số liệu trên)"; "" where none can be told.

    Args:
        periods: of each part; a part of other than one period tells no movement.
        quantities: what was found for each part.
        language: of the answer.
    """
    pairs = [(p[0], q) for p, q in zip(periods, quantities, strict=True) if len(p) == 1 and q is not None]
    if len(pairs) != 2 or len(quantities) != 2 or pairs[0][0] == pairs[1][0]:
        return ""
    first, last = (q for _, q in sorted(pairs, key=lambda pair: pair[0].end))
    text, difference = comparison_text(("", ""), (first, last), language)
    if not text or not difference:
        return ""
    way = message("changed_up" if base_value(last) > base_value(first) else "changed_down", language)
    unit = first.unit if first.unit == last.unit == "%" else ""
    if first.kind is FigureKind.MONEY:
        unit = f" {first.unit if first.unit == last.unit else 'đồng'}"
    return message("moved", language, way=way, difference=f"{difference[0]}{unit}")


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities measure in one way: both shares, both money, or counts of one thing, as far as is told."""
    if _measure(one) != _measure(other):
        return False
    heads = words(one.unit)[:1], words(other.unit)[:1]
    if _measure(one) != "count" or not all(heads) or heads[0] == heads[1]:
        return True
    return bool(concepts(one.unit) & concepts(other.unit))  # "thủ tục hành chính" and "TTHC"


def _measure(quantity: Quantity) -> str:
    return "%" if quantity.unit == "%" else quantity.kind.value if quantity.kind is FigureKind.MONEY else "count"


def comparison_verdict(question: str, quantities: Sequence[Quantity | None], language: Language) -> str:
    """Yes or no for "did the first have more than the second"; "" when that is not asked or cannot be told."""
    folded = fold(question)
    known = [q for q in quantities if q is not None]
    if not _YES_NO.search(folded) or len(known) != 2 or len(quantities) != 2 or not comparable(known[0], known[1]):
        return ""
    first, second = base_value(known[0]), base_value(known[1])
    if _LESS.search(folded):
        return message("yes" if first < second else "no", language)
    if _MORE.search(folded):
        return message("yes" if first > second else "no", language)
    return ""


def _weighing(question: str) -> str:
    """A question folded, without the words that only read like words of weighing: "hôn", "Nhật", "Thống Nhất"."""
    return fold(_NO_WEIGHING.sub(" ", question))


def needs_all(question: str) -> bool:
    """Whether a question is decided by all its figures alone: which is more, by how much; not what each one is."""
    folded = _weighing(question)
    weighs = any(pattern.search(folded) for pattern in (_MORE, _LESS, _MOST, _DIFFERENCE))
    return weighs and not _EACH.search(folded)


def moved_verdict(question: str, change: Quantity, language: Language) -> str:
    """Yes or no for "is it more than a year before" by the change that a report tells; "" when that is not asked."""
    folded = _weighing(question)
    if not _YES_NO.search(folded) or change.kind is not FigureKind.CHANGE or not change.direction:
        return ""
    rose = change.direction == "tăng"
    if _LESS.search(folded) or _FALLS.search(folded):
        return message("no" if rose else "yes", language)
    return message("yes" if rose else "no", language) if _MORE.search(folded) else ""


def asks_difference(question: str) -> bool:
    """Whether a question wants to know by how much figures differ."""
    return bool(_DIFFERENCE.search(fold(question)))


def asks_ratio(question: str) -> bool:
    """Whether a question wants to know how many times one figure is another."""
    return bool(_RATIO.search(fold(question)))


def asks_movement(question: str) -> bool:
    """Whether a question asks how a figure moved, up or down, not which one is more."""
    folded = _weighing(question)
    return bool(_MOVES.search(folded)) and not (_MORE.search(folded) or _LESS.search(folded))


def agreement_asked(question: str) -> bool:
    """Whether a question asks if reports agree."""
    folded = fold(question)
    return bool(_AGREE.search(folded)) and bool(re.search(r"\bkhong\b|^(?:do|does|did|are|is)\b", folded))
