"""Gathers what the library holds for one part of a question: candidates with their features, fitting or not.

Retrieval proposes sentences; their figures, the rules of `rag.reading.spans` and the reader propose spans; `measuring`
says how well each fits the place, the period and the words asked about. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from rag.answering.candidates import Candidate
from rag.answering.measuring import Frame, PassageKey, Span, squash_cosine
from rag.answering.ruling import ruled
from rag.answering.text_cells import TextCells
from rag.answering.unit_search import UnitSearch
from rag.answering.units import Unit
from rag.answering.wording import label
from rag.quantities.numbers import find_quantities
from rag.question.answer_kinds import is_numeric
from rag.question.named_documents import without_numbers
from rag.reading import spans as span_rules
from rag.reading.reader import Reader
from rag.search.retrieval import Retriever
from rag.storage.library import Library
from rag.text import fold, words
from rag.types import AnswerKind, Figure, Passage, Query, Report, Sentence, SentenceKind

READ = 6  # passages given to the reader
# below these a span is no answer of its kind at all: a date without a day or month, a person without a name
_UNFIT = {
    AnswerKind.DATE: -0.5,
    AnswerKind.PERSON: -0.5,
    AnswerKind.DOCUMENT: -0.5,
    AnswerKind.REASON: -0.5,
    AnswerKind.ORGANISATION: -0.5,
}
_WHOLE = frozenset(
    {
        AnswerKind.YES_NO,
        AnswerKind.REASON,
        AnswerKind.PURPOSE,
        AnswerKind.DEFINITION,
        AnswerKind.OPEN,
        AnswerKind.LIST,
        AnswerKind.OTHER,
    }
)  # kinds that a whole sentence can answer


# kinds whose answer is a name or a phrase that the question cannot hold already
_NAMING = frozenset(
    {
        AnswerKind.PERSON,
        AnswerKind.PLACE,
        AnswerKind.ORGANISATION,
        AnswerKind.DOCUMENT,
        AnswerKind.DEFINITION,
        AnswerKind.REASON,
        AnswerKind.PURPOSE,
        AnswerKind.LIST,
        AnswerKind.OTHER,
    }
)
_PLACE_WORDS = frozenset("tinh huyen xa phuong quan thanh pho thi tran tx tp".split())
_CHOICE = re.compile(r"\b(?:hay|or|giua|between)\b")


class Gatherer:
    """Candidates for one part of a question.

    Args:
        library: where the reports are.
        retriever: proposes sentences.
        reader: proposes spans; None leaves the rules alone.
    """

    def __init__(self, library: Library, retriever: Retriever, reader: Reader | None) -> None:
        self.library, self.reader = library, reader
        self.search = UnitSearch(library, retriever)

    def gather(
        self, query: Query, only: Collection[str] | None = None, on_reading: Callable[[], None] | None = None
    ) -> list[Candidate]:
        """All candidates for a part, fitting or not, unranked.

        Args:
            query: the part.
            only: ids of the reports to look in, all by default.
            on_reading: called when the search is over and its findings are read.
        """
        named = self.search.named(query, only) if query.documents and query.kind is not AnswerKind.DOCUMENT else ()
        if named:  # the documents asked about are here: they alone answer, and need not name themselves
            query, only = replace(query, topic=without_numbers(query.topic)), named
        units = self.search.units(query, only)
        if on_reading is not None:
            on_reading()
        if not units:
            return []
        tops = self.search.extremes(query, units)
        seen = set(map(id, units))
        units += {id(unit): unit for unit, _ in tops if id(unit) not in seen}.values()
        readings, odds = self._read(query, units)
        frame = Frame(query, units, odds)
        found = [frame.of_extreme(unit, figure) for unit, figure in tops]
        # "did it reach 95%": the figure itself is held against the target
        names_target = query.kind is AnswerKind.YES_NO and bool(find_quantities(query.topic))
        cells = TextCells(query)
        for unit in units:
            mine = [r for r in readings if r[0] is unit.report and unit.sentence.start <= r[1] < unit.sentence.end]
            figures = self._figures(unit) if is_numeric(query.kind) or names_target else []
            found += [frame.of_figure(unit, f, mine) for f in figures]
            if names_target and figures and unit.sentence.kind is SentenceKind.ROW:
                continue  # a row of several years and plans says neither yes nor no: one of its cells does
            listed = list(self._listed(unit)) if query.kind is AnswerKind.LIST else []
            found += [frame.of_list(unit, lead, s, e, mine) for lead, s, e in listed]
            if listed and unit.sentence.kind is not SentenceKind.ITEM:
                continue  # the sentence only announces the items
            cell = cells.of(unit)
            if cell is not None:
                found.append(frame.of_text_cell(unit, cell, mine))
                continue  # the row's other words are no answer
            chosen = frame.spans.chosen(unit)
            found += [
                c
                for s, e in [*_proposals(unit, query, mine), *filter(None, [chosen])]
                if (c := frame.of_span(unit, s, e, mine)).features.kind > _UNFIT.get(query.kind, -9.0)
            ]
        found = ruled(found, query)
        found = self._with_indicators(query, found)
        told = _told_already(query)
        return list({_identity(c): c for c in found if not told(c.text)}.values())

    def _figures(self, unit: Unit) -> list[Figure]:
        sentence = unit.sentence
        return [f for f in self.library.figures(unit.report.id) if sentence.start <= f.quantity.start < sentence.end]

    def _listed(self, unit: Unit) -> Iterator[tuple[int, int, int]]:
        """The run of items that a sentence announces or belongs to: where its lead, its first and its last stand."""
        sentences, at = self.library.sentences(unit.report.id), unit.sentence.index
        before: list[Sentence] = []
        if unit.sentence.kind is SentenceKind.ITEM:
            before = list(takewhile(_is_item, reversed(sentences[: at + 1])))[::-1]
        elif not unit.text.rstrip().endswith(":"):
            return
        items = [*before, *takewhile(_is_item, sentences[at + 1 :])]
        if len(items) < 2:
            return
        lead = sentences[items[0].index - 1] if items[0].index else items[0]
        yield (
            lead.start if unit.report.text[lead.start : lead.end].rstrip().endswith(":") else items[0].start,
            items[0].start,
            items[-1].end,
        )

    def _read(self, query: Query, units: Sequence[Unit]) -> tuple[list[Span], dict[PassageKey, float]]:
        """The reader's spans over the passages of the best sentences, and its odds that each passage answers."""
        if self.reader is None:
            return [], {}
        best = sorted(units, key=lambda u: -u.hit.score)
        chosen: dict[PassageKey, tuple[Report, Passage]] = {}
        for unit in best:
            key = (unit.report.id, unit.sentence.passage)
            if key not in chosen and len(chosen) < READ:
                chosen[key] = (unit.report, self.library.passages(unit.report.id)[unit.sentence.passage])
        keys, pairs = list(chosen), list(chosen.values())
        texts = [report.text[p.start : p.end] for report, p in pairs]
        readings: list[Span] = []
        odds: dict[PassageKey, float] = {}
        for reading in self.reader.read(query.topic or query.text, texts, top=24):
            (report, passage), key = pairs[reading.passage], keys[reading.passage]
            readings.append((report, passage.start + reading.start, passage.start + reading.end, reading.score))
            odds[key] = max(odds.get(key, reading.odds), reading.odds)
        return readings, odds

    def _with_indicators(self, query: Query, found: list[Candidate]) -> list[Candidate]:
        """The same candidates with the cosine of the question and each figure's indicator."""
        labels = {c: label(c.figure) for c in found if c.figure is not None}
        if not labels:
            return found
        cosines = self.search.similarities(query, set(labels.values()))
        return [
            replace(c, features=replace(c.features, indicator=squash_cosine(cosines[labels[c]]))) if c in labels else c
            for c in found
        ]


def _identity(candidate: Candidate) -> tuple[object, ...]:
    """What makes two candidates one: span and scope, and for the head of a row the cell that it stands for."""
    c = candidate
    cell = c.figure.quantity.start if c.figure is not None and c.start < c.figure.quantity.start else None
    return c.report.id, c.start, c.end, c.period, c.place, cell


def _told_already(query: Query) -> Callable[[str], bool]:
    """Whether a span only repeats the question's own words, which answers nothing unless it offers a choice."""
    if query.kind not in _NAMING or _CHOICE.search(fold(query.text)):
        return lambda _: False
    asked = set(words(query.text)) | _PLACE_WORDS
    return lambda span: set(words(span)) <= asked


def _is_item(sentence: Sentence) -> bool:
    return sentence.kind is SentenceKind.ITEM


def _proposals(unit: Unit, query: Query, readings: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Spans (offsets in the report) of a sentence: the reader's and the rules'."""
    for _, start, end, _score in readings:
        if not is_numeric(query.kind):
            text, high = unit.report.text, unit.sentence.end
            start, end = span_rules.with_second_syllable(text, start, min(end, high), high)
            yield span_rules.with_joined(text, start, end, high)
            if query.kind is AnswerKind.LIST:
                yield span_rules.with_coordinates(text, start, end, unit.sentence.start, high)
    for start, end in span_rules.spans(unit.text, query.kind):
        yield unit.sentence.start + start, unit.sentence.start + end
    if query.kind in _WHOLE and not (query.kind is AnswerKind.LIST and unit.sentence.kind is SentenceKind.ITEM):
        yield unit.sentence.start, unit.sentence.end
