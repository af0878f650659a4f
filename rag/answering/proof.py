"""The last check before anything is shown: quotes stand where they say, numbers stand in the quotes that prove them.

Whoever composed an answer, rules or a language model, it passes through here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from rag.types import Answer, Citation, Report

MAX_QUOTE_WORDS = 80
MAX_ANSWER_WORDS = 60
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_POWER = re.compile(r"(?<![^\W\d_])([kdcm]?m)[23]\b")  # of a unit: the 2 of "m2" is no number


@dataclass(frozen=True, slots=True)
class Problem:
    """Something shown that is not proved: what, and why not."""

    what: str
    why: str


def numbers(text: str) -> list[str]:
    """The numbers of a text as written, each side of a ratio or date by itself."""
    return [part for match in _NUMBER.findall(_POWER.sub(r"\1", text)) for part in match.split("/")]


def _readings(number: str) -> frozenset[str]:
    """What a number can mean, notation set aside: "37,367" is 37367 or 37.367, "03" is 3, but 3,7 is never 37."""
    digits = re.sub(r"[.,]", "", number).lstrip("0") or "0"
    parts = re.split(r"[.,]", number)
    if len(parts) == 1:
        return frozenset({digits})
    decimal = f"{''.join(parts[:-1]).lstrip('0') or '0'}.{parts[-1]}".rstrip("0").rstrip(".")
    if len(parts) > 2 and len(set(re.findall(r"[.,]", number))) == 1:
        return frozenset({digits})  # 1.234.567: the same separator twice only groups thousands
    return frozenset({digits, decimal} if len(parts[-1]) == 3 else {decimal})


def unproved_numbers(text: str, quotes: Iterable[str], computed: Collection[str] = ()) -> list[str]:
    """The numbers of a text that stand in no quote.

    Args:
        text: what is to be shown.
        quotes: the cited spans.
        computed: numbers that code derived from cited figures and shows as computed.
    """
    proved = {r for source in (*quotes, *computed) for n in numbers(source) for r in _readings(n)}
    return [n for n in numbers(text) if not _readings(n) & proved]


def check(answer: Answer, report: Callable[[str], Report], computed: Collection[str] = ()) -> list[Problem]:
    """What of an answer is not proved; empty when all of it is.

    Args:
        answer: the composed answer; abstentions are checked for their quotes alone.
        report: gives a stored report by its id.
        computed: see `unproved_numbers`.
    """
    problems = [p for citation in answer.citations for p in _check_quote(citation, report(citation.report_id))]
    markers = {c.marker: c.quote for c in answer.citations}
    for statement in answer.statements:
        missing = [m for m in statement.markers if m not in markers]
        problems += [Problem(statement.text, f"marker {m} cites nothing") for m in missing]
        if not statement.markers and not answer.abstained:
            problems.append(Problem(statement.text, "no citation"))
        quotes = [markers[m] for m in statement.markers if m in markers]
        problems += [
            Problem(n, "number in no span of its statement")
            for n in unproved_numbers(statement.text, quotes, [*computed, *_names(answer)])
        ]
    if answer.abstained:
        return problems
    if not answer.citations:
        problems.append(Problem(answer.text, "no citation"))
    if len(answer.text.split()) > MAX_ANSWER_WORDS:
        problems.append(Problem(answer.text, "too long"))
    unproved = unproved_numbers(answer.text, markers.values(), [*computed, *_names(answer)])
    problems += [Problem(number, "number in no cited span") for number in unproved]
    return problems


def _names(answer: Answer) -> list[str]:
    """Scopes that head statements ("năm 2022: ..."): their years are the citations' own."""
    return [answer.scope, *(f"{c.place} {c.period}" for c in answer.citations)]


def _check_quote(citation: Citation, report: Report) -> list[Problem]:
    found: list[Problem] = []
    if report.text[citation.start : citation.end] != citation.quote:
        found.append(Problem(citation.quote[:60], "quote is not at its offsets"))
    if len(citation.quote.split()) > MAX_QUOTE_WORDS:
        found.append(Problem(citation.quote[:60], "quote too long"))
    return found


def trim_quote(text: str, start: int, end: int, keep: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """A quote of at most 80 words around the spans to keep, cut at clause ends where that is possible.

    Args:
        text: the report's text.
        start, end: the sentence.
        keep: the spans that the quote must hold, offsets in the report.

    Returns:
        Offsets of the quote, without white space at its ends.
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if len(text[start:end].split()) <= MAX_QUOTE_WORDS:
        return start, end
    first, last = min(s for s, _ in keep), max(e for _, e in keep)
    cuts = [start, *(start + m.end() for m in re.finditer(r"[;,.:](?:\s+)", text[start:end])), end]
    left = max((i for i, c in enumerate(cuts) if c <= first), default=0)
    right = min((i for i, c in enumerate(cuts) if c >= last), default=len(cuts) - 1)
    while True:
        grown = False
        for low, high in ((left - 1, right), (left, right + 1)):
            if low >= 0 and high < len(cuts) and len(text[cuts[low] : cuts[high]].split()) <= MAX_QUOTE_WORDS - 5:
                left, right, grown = low, high, True
        if not grown:
            break
    begin, until = cuts[left], cuts[right]
    if len(text[begin:until].split()) > MAX_QUOTE_WORDS:
        begin, until = _words_around(text, begin, until, first, last)
    return begin, begin + len(text[begin:until].rstrip())


def _words_around(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The last resort, for a clause of more than 80 words: the words around the first span."""
    spans = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    at = next((i for i, (_, e) in enumerate(spans) if e > first), 0)
    low = max(0, min(at - 20, len(spans) - MAX_QUOTE_WORDS))
    high = min(len(spans), low + MAX_QUOTE_WORDS)
    return spans[low][0], spans[high - 1][1]
