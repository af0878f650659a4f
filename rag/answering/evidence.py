"""Gathers what the library holds for one part of a question: candidates with their features, fitting or not.

Retrieval proposes sentences; their figures, the rules of `rag.reading.spans` and the reader propose spans; `measuring`
says how well each fits the place, the period and the words asked about. Nothing is decided here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

import numpy as np

from rag.answering.candidates import Candidate
from rag.answering.measuring import Frame, PassageKey, Span, Unit, asked_terms, label, said, squash_cosine
from rag.quantities.numbers import find_quantities
from rag.question.answer_kinds import is_numeric
from rag.reading import spans as span_rules
from rag.reading.reader import Reader
from rag.search.retrieval import Retriever
from rag.storage.library import Library
from rag.text import fold, has_diacritics, words
from rag.types import AnswerKind, Figure, Hit, Passage, Query, Report, Sentence, SentenceKind
from rag.words.concepts import coverage
from rag.words.language import detect_language

SENTENCES = 48  # sentences looked at for one part
READ = 6  # passages given to the reader
SCANNED, NAMED = 30, 16  # reports whose figures are looked through by name, and sentences taken from them
CAPTIONED, CAPTIONS = 40, 80  # reports whose captions are looked at, and captions in all
# below these a span is no answer of its kind at all: a date without a day or month, a person without a name
_UNFIT = {
    AnswerKind.DATE: -0.5,
    AnswerKind.PERSON: -0.5,
    AnswerKind.DOCUMENT: -0.5,
    AnswerKind.REASON: -0.5,
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
        self.library, self.retriever, self.reader = library, retriever, reader
        self._vectors: dict[str, np.ndarray] = {}

    def gather(
        self, query: Query, only: Collection[str] | None = None, on_reading: Callable[[], None] | None = None
    ) -> list[Candidate]:
        """All candidates for a part, fitting or not, unranked.

        Args:
            query: the part.
            only: ids of the reports to look in, all by default.
            on_reading: called when the search is over and its findings are read.
        """
        units = self._units(query, only)
        if on_reading is not None:
            on_reading()
        if not units:
            return []
        readings, odds = self._read(query, units)
        frame = Frame(query, units, odds)
        found: list[Candidate] = []
        # "did it reach 95%": the figure itself is held against the target
        names_target = query.kind is AnswerKind.YES_NO and bool(find_quantities(query.topic))
        for unit in units:
            mine = [r for r in readings if r[0] is unit.report and unit.sentence.start <= r[1] < unit.sentence.end]
            if is_numeric(query.kind) or names_target:
                found += [frame.of_figure(unit, f, mine) for f in self._figures(unit)]
            found += [
                c
                for s, e in _proposals(unit, query, mine)
                if (c := frame.of_span(unit, s, e, mine)).features.kind > _UNFIT.get(query.kind, -9.0)
            ]
            if query.kind is AnswerKind.LIST:
                found += [frame.of_list(unit, lead, s, e, mine) for lead, s, e in self._listed(unit)]
        found = self._with_indicators(query, found)
        told = _told_already(query)
        return list({(c.report.id, c.start, c.end, c.period, c.place): c for c in found if not told(c.text)}.values())

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

    def _units(self, query: Query, only: Collection[str] | None) -> list[Unit]:
        """The sentences to look at: of the reports about the place asked, and those that name it elsewhere."""
        about = self._about(query, only)
        hits: dict[tuple[str, int], Hit] = {}
        topic = query.topic or query.text
        search = partial(
            self.retriever.search,
            language=detect_language(topic),
            has_diacritics=has_diacritics(topic),
            report_ids=only,
        )
        if about is None:
            _keep(hits, search(query.topic or query.text, SENTENCES))
        else:
            if about:
                _keep(hits, search(query.topic or query.text, SENTENCES, report_ids=about))
            name = query.places[0].name
            elsewhere = [*search(f"{query.topic} {name}", 16), *([] if about else search(name, 16))]
            _keep(hits, (h for h in elsewhere if h.report_id not in about))
            if is_numeric(query.kind):
                self._add_figures(query, hits, about)
        if query.kind is AnswerKind.PERSON and hits:
            self._add_captions(query, hits, about)
        units = []
        for (report_id, index), hit in hits.items():
            sentences = self.library.sentences(report_id)
            sentence = sentences[index]
            if sentence.kind is SentenceKind.FURNITURE or (
                sentence.kind is SentenceKind.CAPTION and query.kind is not AnswerKind.PERSON
            ):
                continue
            report = self.library.report(report_id)
            before = sentences[index - 1] if index and sentences[index - 1].passage == sentence.passage else None
            units.append(
                Unit(
                    report,
                    sentence,
                    report.text[sentence.start : sentence.end],
                    report.text[before.start : before.end] if before else "",
                    hit,
                )
            )
        return units

    def _about(self, query: Query, only: Collection[str] | None) -> frozenset[str] | None:
        """Ids of the reports about the province of the place asked; None when no place is asked."""
        if not query.places:
            return None
        about = self.library.select(query.places[0])
        return about if only is None else about.intersection(only)

    def _add_figures(self, query: Query, hits: dict[tuple[str, int], Hit], about: Collection[str]) -> None:
        """Sentences and table rows whose figures are called what the question asks for, when the search missed them.

        Indicators meet in concepts, so an English question finds a Vietnamese table row that no vector is near to.
        """
        asked = asked_terms(query)
        floor = min((h.score for h in hits.values()), default=0.0)
        scored: list[tuple[float, Report, Sentence]] = []
        reports = map(self.library.report, sorted(about))
        for report in sorted(reports, key=lambda r: -_overlap(query, r))[:SCANNED]:
            sentences = self.library.sentences(report.id)
            starts = [s.start for s in sentences]
            for figure in self.library.figures(report.id):
                share = coverage(asked, said(label(figure)), lambda _: 1.0)
                if share >= 0.4:
                    scored.append((share, report, sentences[bisect_right(starts, figure.quantity.start) - 1]))
        scored.sort(key=lambda s: -s[0])
        new = {(r.id, s.index): (r, s) for _, r, s in scored[:NAMED] if (r.id, s.index) not in hits}
        if not new:
            return
        question = self._question(query)
        for (report_id, index), (_, sentence) in new.items():
            dense = float(question @ self.library.sentence_vectors(report_id)[index])
            hits[(report_id, index)] = Hit(report_id, sentence.start, sentence.end, floor, index, dense=dense)

    def _add_captions(self, query: Query, hits: dict[tuple[str, int], Hit], about: Collection[str] | None) -> None:
        """Photo captions name people with their office, sometimes nothing else does; they rank below every sentence."""
        ids = sorted(about) if about is not None else list(dict.fromkeys(r for r, _ in hits))
        found = [(i, s) for i in ids[:CAPTIONED] for s in self.library.sentences(i) if s.kind is SentenceKind.CAPTION]
        texts = [self.library.report(i).text[s.start : s.end] for i, s in found][:CAPTIONS]
        if not texts:
            return
        self._encode(texts)
        asked = self._question(query)
        floor = min(h.score for h in hits.values())
        for (report_id, sentence), text in zip(found, texts, strict=False):
            hits.setdefault(
                (report_id, sentence.index),
                Hit(
                    report_id,
                    sentence.start,
                    sentence.end,
                    floor,
                    sentence.index,
                    dense=float(asked @ self._vectors[text]),
                ),
            )

    def _question(self, query: Query) -> np.ndarray:
        """The vector of a part's topic."""
        return self.retriever.encode(query.topic or query.text)

    def _encode(self, texts: Iterable[str]) -> None:
        """Keeps the vectors of short texts that questions come back to."""
        wanted = sorted(set(texts) - self._vectors.keys())
        if len(self._vectors) > 20_000:
            self._vectors.clear()
        if wanted:
            self._vectors.update(zip(wanted, self.library.encoder.encode_passages(wanted), strict=True))

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
        self._encode(labels.values())
        asked = self._question(query)
        return [
            replace(c, features=replace(c.features, indicator=squash_cosine(float(asked @ self._vectors[labels[c]]))))
            if c in labels
            else c
            for c in found
        ]


def _told_already(query: Query) -> Callable[[str], bool]:
    """Whether a span only repeats the question's own words, which answers nothing unless it offers a choice."""
    if query.kind not in _NAMING or _CHOICE.search(fold(query.text)):
        return lambda _: False
    asked = set(words(query.text)) | _PLACE_WORDS
    return lambda span: set(words(span)) <= asked


def _keep(hits: dict[tuple[str, int], Hit], new: Iterable[Hit]) -> None:
    for hit in new:
        if hit.sentence is not None:
            hits.setdefault((hit.report_id, hit.sentence), hit)


def _is_item(sentence: Sentence) -> bool:
    return sentence.kind is SentenceKind.ITEM


def _overlap(query: Query, report: Report) -> int:
    """Days that a report's period shares with the one asked; 0 when either is not known."""
    if not query.periods or report.metadata.period is None:
        return 0
    asked, told = query.periods[0], report.metadata.period
    return max(0, (min(asked.end, told.end) - max(asked.start, told.start)).days + 1)


def _proposals(unit: Unit, query: Query, readings: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Spans (offsets in the report) of a sentence: the reader's and the rules'."""
    for _, start, end, _score in readings:
        if not is_numeric(query.kind):
            yield start, min(end, unit.sentence.end)
            if query.kind is AnswerKind.LIST:
                yield span_rules.with_coordinates(
                    unit.report.text, start, min(end, unit.sentence.end), unit.sentence.start, unit.sentence.end
                )
    for start, end in span_rules.spans(unit.text, query.kind):
        yield unit.sentence.start + start, unit.sentence.start + end
    if query.kind in _WHOLE and not (query.kind is AnswerKind.LIST and unit.sentence.kind is SentenceKind.ITEM):
        yield unit.sentence.start, unit.sentence.end
