"""Finds the sentences to look at for one part of a question.

The search proposes them; what it may miss is added: table rows and figures called what is asked for, captions that
name people, rows that have the extreme asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from math import log

import numpy as np

from rag.answering import extremes, signatures
from rag.answering.units import Unit
from rag.answering.wording import asked_terms, label, said
from rag.question.answer_kinds import is_numeric
from rag.question.named_documents import is_named
from rag.search.retrieval import Retriever
from rag.storage.engine import LEVELS
from rag.storage.library import Library
from rag.text import has_diacritics
from rag.types import AnswerKind, Figure, Hit, Query, Report, Sentence, SentenceKind
from rag.words.concepts import coverage
from rag.words.language import detect_language

SENTENCES = 48  # sentences looked at for one part
SCANNED, NAMED = 30, 16  # reports whose figures are looked through by name, and sentences taken from them
DOCUMENTS = 60  # sentences and passages in which a document's number is looked for
CAPTIONED, CAPTIONS = 40, 80  # reports whose captions are looked at, and captions in all


class UnitSearch:
    """Sentences for one part of a question.

    Args:
        library: where the reports are.
        retriever: proposes sentences.
    """

    def __init__(self, library: Library, retriever: Retriever) -> None:
        self.library, self.retriever = library, retriever
        self._vectors: dict[str, np.ndarray] = {}

    def units(self, query: Query, only: Collection[str] | None) -> list[Unit]:
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
        asks_signer = signatures.is_asked(query) or signatures.is_holder_asked(query)
        if asks_signer:
            self._add_signatures(query, hits)
        units = []
        for (report_id, index), hit in hits.items():
            sentences = self.library.sentences(report_id)
            sentence = sentences[index]
            is_signed = asks_signer and signatures.name_in(self.library.report(report_id), sentence)
            if (sentence.kind is SentenceKind.FURNITURE and not is_signed) or (
                sentence.kind is SentenceKind.CAPTION and query.kind is not AnswerKind.PERSON
            ):
                continue
            units.append(self._unit(self.library.report(report_id), sentence, hit))
        return units

    def extremes(self, query: Query, units: Sequence[Unit]) -> list[tuple[Unit, Figure]]:
        """The table rows that have the most or the least, where a place or another thing is asked for that does."""
        which = extremes.asked_by(query) if query.kind in (AnswerKind.PLACE, AnswerKind.OTHER) else None
        if which is None:
            return []
        known = {(u.report.id, u.sentence.index): u for u in units}
        floor = min(u.hit.score for u in units)
        found = []
        for report in {u.report.id: u.report for u in units}.values():
            sentences = self.library.sentences(report.id)
            starts = [s.start for s in sentences]
            for figure in extremes.of_columns(
                self.library.figures(report.id), which, of_places=query.kind is AnswerKind.PLACE
            ):
                sentence = sentences[bisect_right(starts, figure.quantity.start) - 1]
                key = report.id, sentence.index
                if key not in known:
                    known[key] = self._unit(report, sentence, self._hit(query, sentence, floor))
                found.append((known[key], figure))
        return found

    def named(self, query: Query, only: Collection[str] | None) -> Collection[str]:
        """Ids of the reports that bear a number the question names; none where it names none or none is here."""
        search = partial(self.retriever.search, language=query.language, has_diacritics=True, report_ids=only)
        hits = [h for number in query.documents for what in LEVELS for h in search(number, DOCUMENTS, what=what)]
        return {i for i in {h.report_id for h in hits} if is_named(self.library.report(i), query.documents)}

    def _about(self, query: Query, only: Collection[str] | None) -> frozenset[str] | None:
        """Ids of the reports about the province of the place asked; None when no place is asked."""
        if not query.places:
            return None
        about = self.library.select(query.places[0])
        return about if only is None else about.intersection(only)

    def _hit(self, query: Query, sentence: Sentence, score: float) -> Hit:
        """A sentence that the search did not find, as if it had."""
        vector = self.library.sentence_vectors(sentence.report_id)[sentence.index]
        dense = float(self._question(query) @ vector)
        return Hit(sentence.report_id, sentence.start, sentence.end, score, sentence.index, dense=dense)

    def _unit(self, report: Report, sentence: Sentence, hit: Hit) -> Unit:
        before = self.library.sentences(report.id)[sentence.index - 1] if sentence.index else None
        beside = before is not None and before.passage == sentence.passage
        return Unit(
            report,
            sentence,
            report.text[sentence.start : sentence.end],
            report.text[before.start : before.end] if before and beside else "",
            hit,
        )

    def _add_figures(self, query: Query, hits: dict[tuple[str, int], Hit], about: Collection[str]) -> None:
        """Sentences and table rows whose figures are called what the question asks for, when the search missed them.

        Indicators meet in concepts, so an English question finds a Vietnamese table row that no vector is near to.
        """
        asked = asked_terms(query)
        floor = min((h.score for h in hits.values()), default=0.0)
        scored: list[tuple[float, float, Report, Sentence]] = []
        reports = map(self.library.report, sorted(about))
        called = [
            (report, figure, said(label(figure)))
            for report in sorted(reports, key=lambda r: -_overlap(query, r))[:SCANNED]
            for figure in self.library.figures(report.id)
        ]
        frequency = Counter(term for _, _, told in called for term in told.intersection(asked))
        for report, figure, told in called:
            share = coverage(asked, told, lambda _: 1.0)
            if share >= 0.4:  # of those that share as much, what few others are called comes first
                rare = coverage(asked, told, lambda t: log(1 + len(called) / (0.5 + frequency[t])))
                sentences = self.library.sentences(report.id)
                at = bisect_right(sentences, figure.quantity.start, key=lambda s: s.start) - 1
                scored.append((share, rare, report, sentences[at]))
        scored.sort(key=lambda s: (-s[0], -s[1]))
        new = {(r.id, s.index): (r, s) for _, _, r, s in scored[:NAMED] if (r.id, s.index) not in hits}
        hits |= {key: self._hit(query, sentence, floor) for key, (_, sentence) in new.items()}

    def _add_captions(self, query: Query, hits: dict[tuple[str, int], Hit], about: Collection[str] | None) -> None:
        """Photo captions name people with their office, sometimes nothing else does; they rank below every sentence."""
        ids = sorted(about) if about is not None else list(dict.fromkeys(r for r, _ in hits))
        found = [(i, s) for i in ids[:CAPTIONED] for s in self.library.sentences(i) if s.kind is SentenceKind.CAPTION]
        texts = [self.library.report(i).text[s.start : s.end] for i, s in found][:CAPTIONS]
        if not texts:
            return
        cosines = self.similarities(query, texts)
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
                    dense=cosines[text],
                ),
            )

    def _add_signatures(self, query: Query, hits: dict[tuple[str, int], Hit]) -> None:
        """The names that documents are signed with, which no search for what they are about finds."""
        floor = min((h.score for h in hits.values()), default=0.0)
        for report_id in list(dict.fromkeys(r for r, _ in hits))[:CAPTIONED]:
            for sentence in signatures.lines(self.library.report(report_id), self.library.sentences(report_id)):
                hits.setdefault((report_id, sentence.index), self._hit(query, sentence, floor))

    def similarities(self, query: Query, texts: Collection[str]) -> dict[str, float]:
        """The cosine of a part's topic with each of some short texts that questions come back to."""
        wanted = sorted(set(texts) - self._vectors.keys())
        if len(self._vectors) > 20_000:
            self._vectors.clear()
            wanted = sorted(set(texts))
        if wanted:
            self._vectors.update(zip(wanted, self.library.encoder.encode_passages(wanted), strict=True))
        asked = self._question(query)
        return {text: float(asked @ self._vectors[text]) for text in texts}

    def _question(self, query: Query) -> np.ndarray:
        """The vector of a part's topic."""
        return self.retriever.encode(query.topic or query.text)


def _keep(hits: dict[tuple[str, int], Hit], new: Iterable[Hit]) -> None:
    for hit in new:
        if hit.sentence is not None:
            hits.setdefault((hit.report_id, hit.sentence), hit)


def _overlap(query: Query, report: Report) -> int:
    """Days that a report's period shares with the one asked; 0 when either is not known."""
    if not query.periods or report.metadata.period is None:
        return 0
    asked, told = query.periods[0], report.metadata.period
    return max(0, (min(asked.end, told.end) - max(asked.start, told.start)).days + 1)
