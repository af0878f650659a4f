"""BM25 in SQL: GIN over each row's terms chooses the rows, a product of sparse vectors scores them.

PostgreSQL's text search has the index but neither document frequencies nor a saturating term frequency in its ranks,
and to unnest the rows' terms and sum in SQL takes half a second for ten thousand rows. pgvector multiplies a row's
counts with the question's weights in two microseconds: Robertson's BM25 with k1 = 1.2 and b = 0.75, where lengths are
those of the text in syllables, and the saturation of a term that is repeated is that of a level of usual length.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any

from pgvector import SparseVector

from rag.postgres.store import PostgresStore
from rag.postgres.terms import SATURATION, damping, number, sparse
from rag.search.lexical import LexicalWeights, Word, query_words
from rag.storage.vectors import checked_level

EXACT_ROWS = 100_000
"""Up to this many rows every one that holds any word of a question is scored."""

_SCORED = 20_000  # rows scored of a larger level: those that hold the question's rarest terms
_TERMS = 60  # of a larger level so many terms of a question are scored, the rarest
_AT_MOST = 1 + SATURATION  # changes no order, and makes the scores those of the embedded index
_SCORE = """
SELECT id, -(counts <#> ?) / (?::float8 + ?::float8 * length) AS score FROM {level} WHERE {condition}
ORDER BY score DESC, id LIMIT ?
"""


class PostgresWords:
    """The words of one level; see `rag.storage.engine.WordIndex`.

    Args:
        store: the rows.
        level: "sentences" or "passages".
    """

    def __init__(self, store: PostgresStore, level: str) -> None:
        self._store = store
        self._level = checked_level(level)

    def search(
        self,
        text: str,
        k: int,
        weights: LexicalWeights,
        report_ids: Collection[str] | None = None,
        passing: int | None = None,
    ) -> dict[int, float]:
        """The k best rows with their BM25 scores."""
        words = query_words(text, weights)
        if not words or (report_ids is not None and not report_ids):
            return {}
        rows, syllables = self._store.totals(self._level)
        counts = self._store.counts(self._level, [number(word.field, word.term) for word in words])
        known = sorted((counts[n], word) for word in words if (n := number(word.field, word.term)) in counts)
        if not known:
            return {}
        chosen, scored = self._plan(known, rows, passing)
        conditions: dict[str, Any] = {}
        if report_ids is not None:
            conditions["document = ANY(?)"] = list(report_ids)
        if chosen:
            conditions["terms && ?::int4[]"] = [number(word.field, word.term) for word in chosen]
        average = max(1.0, syllables / (rows + 1))
        constant = 1 + damping(0, average)
        by_syllable = 1 + damping(1, average) - constant
        found = self._store.select_rows(
            _SCORE.format(level=self._level, condition=" AND ".join(["true", *conditions])),
            [_weights(scored, rows), constant, by_syllable, *conditions.values(), k],
        )
        return {int(row): float(score) for row, score in found if score > 0}

    @staticmethod
    def _plan(
        known: list[tuple[int, Word]], rows: int, passing: int | None
    ) -> tuple[list[Word], list[tuple[int, Word]]]:
        """Which terms choose the rows to be scored, none when all rows are, and which score them."""
        if rows <= EXACT_ROWS or (passing is not None and passing <= _SCORED):
            return [], known
        share = 1.0 if passing is None else max(0.1, passing / rows)
        return _essential(known, int(_SCORED / share)), known[:_TERMS]


def _weights(scored: list[tuple[int, Word]], rows: int) -> SparseVector:
    """How much each term adds to the score of a row of no length: its field's weight by its rarity."""
    every = rows + 1  # the embedded index counts the row that marks its state, and both are to rank alike
    weights: dict[int, float] = {}
    for count, word in scored:
        rarity = math.log(1 + (every - count + 0.5) / (count + 0.5))
        weights[number(word.field, word.term)] = word.weight * _AT_MOST * rarity
    return sparse(weights)


def _essential(known: Sequence[tuple[int, Word]], most: int) -> list[Word]:
    """The rarest terms that stand in at most so many rows together; one at least.

    Args:
        known: terms, rarest first, each with the number of rows that it stands in.
        most: rows.
    """
    rare: list[Word] = []
    total = 0
    for count, word in known:
        if rare and total + count > most:
            break
        rare.append(word)
        total += count
    return rare
