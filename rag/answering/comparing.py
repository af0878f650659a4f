"""Compares cited figures: which is more, by how much, computed with exact decimals and said to be computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rag.answering.candidates import Candidate
from rag.answering.measuring import label, said
from rag.messages import text as message
from rag.quantities.notation import base_value
from rag.text import fold, words
from rag.types import FigureKind, Language, Quantity

CONSIDERED = 8  # candidates of each part
_YES_NO = re.compile(r"^(?:did|does|do|is|are|was|were|has|have|had)\b|\bco .* khong\b|phai khong")
_MORE = re.compile(r"\b(?:more|higher|larger|greater|bigger|nhieu hon|cao hon|lon hon|dong hon|hon)\b")
_LESS = re.compile(r"\b(?:fewer|less|lower|smaller|(?:it|thap|kem)\b[^,;?]{0,30}?\bhon)\b")
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
    filled = [o for o in options if o]
    if len(filled) < 2:
        return [list(ranked) for ranked in rankings]

    def partners(anchor: Candidate) -> list[tuple[Candidate | None, float]]:
        found: list[tuple[Candidate | None, float]] = []
        for option in options:
            if any(c is anchor for c in option):
                found.append((anchor, 0.0))
            elif not option:
                found.append((None, 0.0))
            else:
                best = max(option, key=lambda c: c.score + agreement(anchor, c))
                found.append((best, agreement(anchor, best)))
        return found

    def total(anchor: Candidate) -> float:
        return sum(c.score + bonus for c, bonus in partners(anchor) if c is not None)

    anchor = max((c for option in options for c in option), key=total)
    chosen = partners(anchor)
    own = sum(bonus for c, bonus in chosen if c is not anchor) / max(1, len(filled) - 1)
    return [
        list(ranked)
        if c is None
        else [replace(c, score=c.score + (own if c is anchor else bonus)), *(o for o in ranked if o is not c)]
        for ranked, (c, bonus) in zip(rankings, chosen, strict=True)
    ]


def agreement(one: Candidate, other: Candidate) -> float:
    """How far two figures measure the same thing: their kind, their unit and the terms of their labels, -1 to 3."""
    assert one.figure is not None and other.figure is not None
    a, b = one.figure.quantity, other.figure.quantity
    if _measure(a) != _measure(b):
        return -1.0
    units = words(a.unit)[:2], words(b.unit)[:2]
    left, right = (said(label(c.figure)) - said(c.figure.row_head) for c in (one, other) if c.figure is not None)
    shared = len(left & right) / max(1, len(left | right))
    return (1.0 if units[0] == units[1] else 0.0) + 2.0 * shared


def comparison_text(
    names: Sequence[str], quantities: Sequence[Quantity | None], language: Language
) -> tuple[str, list[str]]:
    """How two or more figures of one unit compare, computed exactly.

    Returns:
        The sentence ("" when they cannot be compared) and the numbers in it that were computed.
    """
    known = [(n, q) for n, q in zip(names, quantities, strict=True) if q is not None]
    if len(known) != 2 or _measure(known[0][1]) != _measure(known[1][1]):
        return "", []
    (name_a, a), (name_b, b) = known
    if a.kind is FigureKind.RANK:
        return "", []
    value_a, value_b = base_value(a), base_value(b)
    if value_a == value_b:
        return message("equal", language), []
    higher = name_a if value_a > value_b else name_b
    difference = plain(abs(a.value - b.value) if a.unit == b.unit else abs(value_a - value_b), language)
    unit = a.unit if a.unit == b.unit and a.unit in ("%",) else ""
    told = message("difference", language, difference=f"{difference}{unit}")
    return f"{message('higher', language, name=higher)}, {told}", [difference]


def _measure(quantity: Quantity) -> str:
    return "%" if quantity.unit == "%" else quantity.kind.value if quantity.kind is FigureKind.MONEY else "count"


def plain(value: Decimal, language: Language) -> str:
    """An exact decimal in the notation of a language: 1.234,5 or 1,234.5."""
    written = f"{value.normalize():,f}"
    return written if language is Language.ENGLISH else written.translate(str.maketrans(",.", ".,"))


def comparison_verdict(question: str, quantities: Sequence[Quantity | None], language: Language) -> str:
    """Yes or no for "did the first have more than the second"; "" when that is not asked or cannot be told."""
    folded = fold(question)
    known = [q for q in quantities if q is not None]
    if (
        not _YES_NO.search(folded)
        or len(known) != 2
        or len(quantities) != 2
        or _measure(known[0]) != _measure(known[1])
    ):
        return ""
    first, second = base_value(known[0]), base_value(known[1])
    if _LESS.search(folded):
        return message("yes" if first < second else "no", language)
    if _MORE.search(folded):
        return message("yes" if first > second else "no", language)
    return ""


def agreement_asked(question: str) -> bool:
    """Whether a question asks if reports agree."""
    folded = fold(question)
    return bool(_AGREE.search(folded)) and bool(re.search(r"\bkhong\b|^(?:do|does|did|are|is)\b", folded))
