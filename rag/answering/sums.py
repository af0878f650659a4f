"""The sum of figures told side by side, where a question asks for it: "cả mận lẫn nhãn tổng cộng bao nhiêu tấn"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from rag.answering.beside import around, in_one_sentence, shares_sentence
from rag.answering.candidates import Candidate
from rag.answering.comparing import comparable
from rag.quantities.notation import base_value, write_number
from rag.text import fold, words
from rag.types import FigureKind, Language, Query

_ASKS = re.compile(
    r"\bcong (?:lai|gop|ca|het|tat ca)\b|\btong cong ca\b|\b(?:gop|tinh) chung\b|\bca .{2,40} lan \w|"
    r"\btong so [a-z ]{3,40}? va [a-z]{2}|"
    r"\b(?:combined|added (?:up|together)|put together|taken together|altogether|in all(?! (?:the|of|\w+s)\b))\b"
)
_ASKS_REST = re.compile(
    r"\bcon (?:bao nhieu|may)\b[^?]{0,60}\bchua\b|\b(?:bao nhieu|may) [^?,]*\bchua (?!den|toi|day|qua)|"
    r"\bhow many [^?]*\b(?:not yet|yet to|(?:have|had|has|did|do|were|are) not|still (?:lack\w*|without))"
)
_ASKS_OTHERS = re.compile(
    r"^\W*(?:neu )?(?:tru|ngoai|khong ke|khong tinh)\b|\b(?:tru|ngoai|khong ke|khong tinh) [^,?]{3,60} (?:thi|ra)\b|"
    r"\b(?:phan|so|cho) con lai\b|\bthi con bao nhieu\b|"
    r"\b(?:apart from|other than|excluding|not counting|besides|the rest|the remainder|remaining)\b"
)
_REST_TOLD = re.compile(r"(?i)\b(?:phần |số )?còn lại\b(?![^,;.]*\d)")
_OF_WHOLE = re.compile(r"(?i)\b(?:trong đó|gồm|bao gồm)\b")
_BOTH = re.compile(
    r"\b(?:ca|both|tong so|cho(?! ca\b)) (?P<one>[a-z ]{2,30}?) (?:lan|va|and) (?P<other>[a-z]+(?: [a-z]+){0,3}?)"
    r"(?= (?:la|thi|duoc|nam|trong|tai|o|cua|den|tu|tong cong|cong lai|bao nhieu|het|dat|in|of|by|at|for)\b|"
    r"\s*[?,.(]|$)"
)


def asks_sum(question: str) -> bool:
    """Whether several figures are to be added."""
    return bool(_ASKS.search(fold(question)))


def addends(best: Candidate, ranked: Sequence[Candidate], query: Query, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The figures of one sentence that a question wants added; none where it wants no sum, or they are not all there.

    Args:
        best: the candidate to answer with.
        ranked: all of them.
        query: the question.
        chosen: those told with the best one for what the question counts.
    """
    if best.figure is None or not asks_sum(query.text):
        return []
    found = list(chosen) if len(chosen) > 1 else _both(best, ranked, fold(query.text))
    kinds = {c.figure.quantity.kind for c in found if c.figure is not None}
    is_alike = kinds == {FigureKind.MONEY} or (kinds == {FigureKind.COUNT} and len({_is_whole(c) for c in found}) == 1)
    return sorted(found, key=lambda c: c.start) if len(found) > 1 and is_alike else []


def total(found: Sequence[Candidate], query: Query) -> str:
    """The sum of figures, exactly, in the notation of the question's language; in Vietnamese with the shared unit."""
    quantities = [c.figure.quantity for c in found if c.figure is not None]
    same = len({q.unit for q in quantities}) == 1
    is_money = quantities[0].kind is FigureKind.MONEY
    added = sum((q.value if same or not is_money else base_value(q) for q in quantities), Decimal(0))
    beside = zip(*(q.unit.split() for q in quantities), strict=False)
    shared = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, beside)]
    shared = shared or (["đồng"] if is_money else [])
    number = write_number(added, query.language)
    return " ".join([number, *shared]) if query.language is Language.VIETNAMESE else number


def remainder(best: Candidate, query: Query) -> str:
    """How many of all are left, where those are asked for and a ratio is told: 95 for "1.197/1.292"; else ""."""
    quantity = best.figure.quantity if best.figure is not None else None
    if quantity is None or quantity.whole is None or not _ASKS_REST.search(fold(query.text)):
        return ""
    return write_number(quantity.whole - quantity.value, query.language) if quantity.whole > quantity.value else ""


def rest_of_whole(best: Candidate, ranked: Sequence[Candidate], query: Query) -> tuple[str, list[Candidate]]:
    """What is left of a whole when its parts are taken off, where the rest is asked for and told without a number.

    Args:
        best: the candidate to answer with.
        ranked: all of them.
        query: the question: "trừ ngân sách tỉnh thì còn bao nhiêu".

    Returns:
        The rest of "14,6 tỷ đồng, trong đó ngân sách tỉnh 5,2 tỷ đồng, phần còn lại huy động" and the figures that it
        comes from, the whole first; "" and none where nothing is left in this way.
    """
    if best.figure is None or not _ASKS_OTHERS.search(fold(query.text)):
        return "", []
    report, sentence = best.report, best.sentence
    rest = _REST_TOLD.search(report.text, sentence.start, sentence.end)
    if rest is None:
        return "", []
    beside = {c.start: c for c in ranked if c.figure is not None and in_one_sentence(c, best) and c.end <= rest.start()}
    alike = [c for _, c in sorted(beside.items()) if c.figure and _measures_like(best, c)]
    if len(alike) < 2 or not _OF_WHOLE.search(report.text, alike[0].end, alike[1].start):
        return "", []
    quantities = [c.figure.quantity for c in alike if c.figure]
    whole = quantities[0]
    left = base_value(whole) - sum(map(base_value, quantities[1:]), Decimal(0))
    if not 0 < left < base_value(whole):
        return "", []
    in_unit = left * whole.value / base_value(whole)
    return f"{write_number(in_unit, query.language)} {whole.unit}".strip(), alike


def _measures_like(one: Candidate, other: Candidate) -> bool:
    """Whether two figures are of one kind and in one unit, scales of money aside."""
    assert one.figure is not None and other.figure is not None
    a, b = one.figure.quantity, other.figure.quantity
    if a.kind is not b.kind or a.kind not in (FigureKind.MONEY, FigureKind.COUNT):
        return False
    at = slice(-1, None) if a.kind is FigureKind.MONEY else slice(1)  # the currency, or what is counted
    return words(a.unit)[at] == words(b.unit)[at]


def _both(best: Candidate, ranked: Sequence[Candidate], asked: str) -> list[Candidate]:
    """A figure for each of two things: "cả mận lẫn nhãn"."""
    named = _BOTH.search(asked)
    if named is None or best.figure is None:
        return []
    near = [c for c in ranked if c is best or shares_sentence(c, best)]
    found = []
    for thing in (words(named["one"]), words(named["other"])):
        alike = [c for c in near if c.figure and comparable(best.figure.quantity, c.figure.quantity)]
        counted = [c for c in alike if c.figure and set(thing) <= set(words(c.figure.quantity.unit))]
        told = counted or [c for c in alike if set(thing) <= set(words(around(c)))]
        if not told or told[0] in found:
            return []
        found.append(told[0])
    return found


def _is_whole(candidate: Candidate) -> bool:
    """Whether a figure is a whole number, as counts of things are; tonnes and kilograms are not told apart here."""
    assert candidate.figure is not None
    return candidate.figure.quantity.value == candidate.figure.quantity.value.to_integral_value()
