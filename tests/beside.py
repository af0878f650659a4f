"""Figures told side by side, as candidates of a made-up report."""

from __future__ import annotations

from dataclasses import replace

from rag.answering.candidates import Candidate, Features
from rag.quantities.numbers import find_quantities
from rag.scopes.periods import year_period
from rag.text import fold
from rag.types import Figure, Metadata, Place, PlaceLevel, Report, Sentence, SentenceKind

PLACE = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn", "tỉnh")
YEAR = year_period(2022)


def figures(*sentences: str) -> list[Candidate]:
    """A fitting candidate for each quantity of a report of those sentences; parts of a total are marked as such."""
    text, found, at = " ".join(sentences), [], 0
    report = Report("a", "a.txt", text, Metadata(place=PLACE, period=YEAR))
    for index, told in enumerate(sentences):
        sentence = Sentence("a", index, at, at + len(told), SentenceKind.PROSE, 0)
        for q in find_quantities(told):
            here = replace(q, start=q.start + at, end=q.end + at)
            part = 0.7 * any(marker in fold(told[: q.start]) for marker in ("trong do", "gom"))
            found.append(
                Candidate(
                    report, sentence, here.start, here.end, at, at + len(told), PLACE, YEAR,
                    Features(place=1.0, period=1.0, kind=1.0, broad=1.0, part=part),
                    Figure("a", here, "", PLACE, YEAR, at, at + len(told)), 1.0,
                )
            )  # fmt: skip
        at += len(told) + 1
    return found


def told(sentences: dict[str, str]) -> list[Candidate]:
    """A fitting candidate for the one quantity of each sentence, told as the indicator says."""
    text, found, at = " ".join(sentences), [], 0
    report = Report("a", "a.txt", text, Metadata(place=PLACE, period=YEAR))
    for index, (sentence, indicator) in enumerate(sentences.items()):
        (quantity,) = find_quantities(text[: at + len(sentence)])[index:]
        figure = Figure("a", quantity, indicator, PLACE, YEAR, at, at + len(sentence))
        stands = Sentence("a", index, at, at + len(sentence), SentenceKind.PROSE, 0)
        end = at + len(sentence)
        found.append(
            Candidate(report, stands, quantity.start, quantity.end, at, end, PLACE, YEAR, Features(), figure, 1.0)
        )
        at = end + 1
    return found


def first(found: list[Candidate], begins: str) -> list[Candidate]:
    """The candidates with that one best."""
    return sorted(found, key=lambda c: not c.text.startswith(begins))


def cells(heads: list[str], numbers: list[str], row: str = "Ngô lai") -> list[Candidate]:
    """A fitting candidate for each number of a table's row."""
    text = " | ".join([row, *numbers])
    report = Report("t", "t.txt", text, Metadata(place=PLACE, period=YEAR))
    sentence = Sentence("t", 0, 0, len(text), SentenceKind.ROW, 0)
    return [
        Candidate(
            report, sentence, q.start, q.end, 0, len(text), PLACE, YEAR,
            Features(place=1.0, period=1.0, kind=1.0, broad=1.0, unit=0.5),
            Figure("t", q, head, PLACE, YEAR, 0, len(text), row, head), 1.0,
        )
        for q, head in zip(find_quantities(text), heads, strict=True)
    ]  # fmt: skip
