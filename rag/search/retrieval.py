"""Retrieval: dense vectors of sentences and passages with BM25 over folded syllables, fused as z-scores.

Each signal is measured against its own spread over the candidates, then weighed; how much the lexical side weighs
depends on the question: it says little for English over Vietnamese text. A Vietnamese question without diacritics gets
them back first (`rag.search.restoration`). The weights were tuned on the development set of MLQA in
Vietnamese (benchmarks/retrieval.py).
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from rag.documents.schema import Indexed
from rag.search.lexical import LexicalWeights, Mark
from rag.search.restoration import Restorer
from rag.storage.engine import LEVELS, Indexes
from rag.storage.library import Library
from rag.text import clean, has_diacritics
from rag.types import Hit, Language
from rag.words.language import detect_language

_RESTORER_SENTENCES = 10_000  # a second's work, once a state of the library; more adds only rare names
_VECTORS = 64  # questions whose vectors are kept
_BESIDE = ThreadPoolExecutor(2, "words")  # the word indexes are searched while vectors are compared
_POOL = 200  # candidates from each signal: 20 times what is usually asked for


@dataclass(frozen=True, slots=True)
class Weights:
    """How the signals are summed; each is a z-score over the candidates."""

    passage: float  # cosine of the passage
    sentence: float  # cosine of the sentence, or of a passage's best one
    lexical: float  # BM25 of the passage
    lexical_sentence: float  # BM25 of the sentence, or of a passage's best one
    fields: LexicalWeights


_BOTH_FORMS = LexicalWeights(syllables=0.5, pairs=0.25, exact=0.5, exactpairs=0.25)
_VIETNAMESE = Weights(0.28, 0.42, 0.225, 0.075, _BOTH_FORMS)
_RESTORED = Weights(0.28, 0.35, 0.23, 0.14, _BOTH_FORMS)  # restored words may be wrong: BM25 counts for more
_ENGLISH = Weights(0.47, 0.47, 0.03, 0.03, LexicalWeights(1.0, 0.5))


def weights_for(language: Language, has_diacritics: bool) -> Weights:
    """The weights that suit a question."""
    if language is Language.ENGLISH:
        return _ENGLISH
    return _VIETNAMESE if has_diacritics else _RESTORED


class Retriever:
    """Searches a library; notices when it changes and reloads.

    Args:
        library: its encoder turns the questions into vectors.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._mutex = threading.Lock()
        self._encode = lru_cache(_VECTORS)(lambda text: library.encoder.encode_queries([text])[0])
        self._indexes: Indexes | None = None
        self._restorer: tuple[Mark, Restorer] | None = None

    def search(
        self,
        text: str,
        k: int = 20,
        *,
        language: Language,
        has_diacritics: bool,
        report_ids: Collection[str] | None = None,
        what: str = "sentences",
        weights: Weights | None = None,
    ) -> list[Hit]:
        """The sentences or passages that fit a question best.

        Args:
            text: the question.
            k: how many hits, at most.
            language, has_diacritics: of the question; they choose the weights.
            report_ids: the reports to search, all by default; the search itself is narrowed, not its result.
            what: "sentences" or "passages".
            weights: other than those chosen, for measuring.

        Returns:
            Hits, best first. Furniture and captions are never among them.
        """
        if what not in LEVELS:
            raise ValueError(what)
        indexes = self.refresh()
        if not text.strip() or not len(indexes.levels["passages"]) or (report_ids is not None and not report_ids):
            return []
        chosen = weights or weights_for(language, has_diacritics)
        if language is Language.VIETNAMESE and not has_diacritics:
            text = self.restore(text)
        query = self.encode(text)
        signals = _Signals(indexes, text, query, chosen, report_ids)
        scored = (_sentences if what == "sentences" else _passages)(indexes, signals, chosen)
        best = sorted(scored, key=lambda row: (-scored[row], row))[:k]
        places = indexes.levels[what].indexed(best)
        return [_hit(places[row], scored[row], what, signals) for row in best]

    def encode(self, text: str) -> NDArray[np.float32]:
        """The vector (dimension,) of a question, kept a while: its searches and what is compared with it share it."""
        vector: NDArray[np.float32] = self._encode(text)
        return vector

    def restore(self, text: str) -> str:
        """A Vietnamese question typed without diacritics, with those that the library's own words suggest.

        Args:
            text: the question; the result has its length, so offsets hold.
        """
        mark = self.refresh().mark
        with self._mutex:
            store, known = self._library.store, self._restorer
            if known is None or store.stamp_of(known[0].generation) != known[0].stamp:
                every = max(1, store.indexed_count("sentences") // _RESTORER_SENTENCES)
                self._restorer = (mark, Restorer(text for _, _, text in store.texts("sentences", every=every)))
            elif known[0] != mark:
                new = store.texts("sentences", store.changed_since(known[0].generation))
                known[1].learn(text for _, _, text in islice(new, _RESTORER_SENTENCES))
                self._restorer = (mark, known[1])
            assert self._restorer is not None
            return self._restorer[1].restore(text)

    def refresh(self) -> Indexes:
        """The indexes of the library as it is now; after a change, brought up to date."""
        with self._mutex:
            self._library.prepare()
            encoder, current = self._library.encoder, self._indexes
            if current is None or (current.mark.stamp, current.encoder) != (self._library.stamp, encoder.name):
                engine = self._library.engine
                try:
                    current = engine.indexes(encoder.name, encoder.dimension, current)
                except LookupError:  # a vector is gone that the library believed to have
                    self._library.prepare(thorough=True)
                    current = engine.indexes(encoder.name, encoder.dimension)
                self._indexes = current
            return current


def _sentences(indexes: Indexes, signals: _Signals, weights: Weights) -> dict[int, float]:
    pool = signals.pool("sentences")
    passage_of = indexes.levels["passages"].passage_rows(indexes.levels["sentences"].indexed(pool))
    cosine = signals.cosines("sentences", pool)
    above = signals.cosines("passages", list(dict.fromkeys(passage_of.values())))
    lexical, lexical_above = signals.lexical["sentences"], signals.lexical["passages"]
    return _fuse(
        pool,
        [
            (weights.sentence, {row: cosine[row] for row in pool}),
            (weights.passage * 0.5, {row: above.get(passage_of.get(row, -1), 0.0) for row in pool}),
            (weights.lexical + weights.lexical_sentence, {row: lexical.get(row, 0.0) for row in pool}),
            (weights.lexical * 0.3, {row: lexical_above.get(passage_of.get(row, -1), 0.0) for row in pool}),
        ],
    )


def _passages(indexes: Indexes, signals: _Signals, weights: Weights) -> dict[int, float]:
    sentences = signals.pool("sentences")
    passage_of = indexes.levels["passages"].passage_rows(indexes.levels["sentences"].indexed(sentences))
    cosine = signals.cosines("sentences", sentences)
    best: dict[int, float] = {}
    best_lexical: dict[int, float] = {}
    for row, passage in passage_of.items():
        best[passage] = max(best.get(passage, -1.0), cosine[row])
        best_lexical[passage] = max(best_lexical.get(passage, 0.0), signals.lexical["sentences"].get(row, 0.0))
    pool = list({**dict.fromkeys(signals.pool("passages")), **best})
    own = signals.cosines("passages", pool)
    floor = min(best.values(), default=0.0)
    return _fuse(
        pool,
        [
            (weights.passage, own),
            (weights.sentence, {row: best.get(row, floor) for row in pool}),
            (weights.lexical, {row: signals.lexical["passages"].get(row, 0.0) for row in pool}),
            (weights.lexical_sentence, {row: best_lexical.get(row, 0.0) for row in pool}),
        ],
    )


def _hit(row: Indexed, score: float, what: str, signals: _Signals) -> Hit:
    return Hit(
        row.report_id,
        row.start,
        row.end,
        score,
        row.number if what == "sentences" else None,
        signals.cosines(what, [row.row])[row.row],
        signals.lexical[what].get(row.row, 0.0),
    )


class _Signals:
    """What each index says of one question."""

    def __init__(
        self,
        indexes: Indexes,
        text: str,
        query: NDArray[np.float32],
        weights: Weights,
        report_ids: Collection[str] | None,
    ) -> None:
        self._levels = indexes.levels
        self._query = query
        by_words = {
            name: _BESIDE.submit(
                index.search, text, _POOL, weights.fields, report_ids, self._levels[name].among(report_ids)
            )
            for name, index in indexes.lexical.items()
        }
        self._dense = {name: level.search(query, _POOL, report_ids) for name, level in self._levels.items()}
        self.lexical = {name: found.result() for name, found in by_words.items()}

    def pool(self, name: str) -> list[int]:
        """The candidates of a level: what any signal found, when its vector is there."""
        found = list({**self._dense[name], **self.lexical[name]})
        known = self.cosines(name, found)
        return [row for row in found if row in known]

    def cosines(self, name: str, rows: Collection[int]) -> dict[int, float]:
        """The cosine of each row with the question."""
        known = self._dense[name]
        missing = [row for row in rows if row not in known]
        if missing:
            known |= self._levels[name].cosines(self._query, missing)
        return {row: known[row] for row in rows if row in known}


def _fuse(pool: Collection[int], signals: list[tuple[float, Mapping[int, float]]]) -> dict[int, float]:
    """The weighted sum of the signals' z-scores over the pool."""
    rows = list(pool)
    total = np.zeros(len(rows))
    for weight, values in signals:
        column = np.array([values[row] for row in rows], dtype=np.float64)
        spread = float(column.std()) if len(rows) > 1 else 0.0
        if weight and spread > 1e-9:
            total += weight * (column - column.mean()) / spread
    return dict(zip(rows, total.tolist(), strict=True))


def ranked(
    retriever: Retriever, question: str, k: int, by: str, report_ids: Collection[str] | None = None
) -> list[Hit]:
    """The best passages for a question, as `hoibaocao retrieve` gives them.

    Args:
        question: any; its language and diacritics are found here. An empty one has no hits.
        k: how many.
        by: "passage", or "document" for at most one hit a report.
        report_ids: the reports to search, all by default.
    """
    text = clean(question)
    hits = retriever.search(
        text,
        k if by == "passage" else _POOL,
        language=detect_language(text),
        has_diacritics=has_diacritics(text),
        report_ids=report_ids,
        what="passages",
    )
    if by == "passage":
        return hits
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.report_id, hit)
    return list(best.values())[:k]
