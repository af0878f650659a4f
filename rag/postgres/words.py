"""BM25 in SQL, over an inverted index of the server's own: GIN on each row's terms.

PostgreSQL's text search has the index but neither document frequencies nor a saturating term frequency in its ranks,
and its `tsvector` of these terms takes about twice the room of an array of their numbers; a row a posting would take
more still. A table counts in how many rows each term stands, and the score is that of the embedded index: Robertson's
BM25 with k1 = 1.2 and b = 0.75, a length for each field, summed by the fields' weights.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

from rag.postgres.store import PostgresStore
from rag.postgres.terms import number
from rag.search.lexical import TERMS, LexicalWeights, Word, essential, query_words
from rag.storage.vectors import checked_level

EXACT_ROWS = 20_000
"""Up to this many rows every one that holds any word of a question is scored."""

_SCORED = 2_000  # rows scored of a larger level: those that hold the question's rarest pairs
_SCORE = """
SELECT id, score FROM (
    SELECT id, sum(weight * found / (found + 1.2 * (0.25 + 0.75 * (length - shorter) / average))) AS score
    FROM (SELECT id, length, term, count(*)::float8 AS found
          FROM (SELECT id, length, unnest(terms) AS term FROM {level} WHERE {condition}) held
          WHERE term = ANY(?::int4[]) GROUP BY id, length, term) counted
    JOIN unnest(?::int4[], ?::float8[], ?::float8[], ?::float8[]) AS asked (term, weight, shorter, average) USING (term)
    GROUP BY id) scored
ORDER BY round(score::numeric, 6) DESC, id LIMIT ?
"""  # rounded: equal texts have equal scores, in whichever order they are summed


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
        condition = "terms && ?::int4[]"
        values: list[Any] = [[number(word.field, word.term) for word in chosen]]
        if report_ids is not None:
            condition, values = f"document = ANY(?) AND {condition}", [list(report_ids), *values]
        columns = _asked(scored, rows, syllables)
        found = self._store.select_rows(
            _SCORE.format(level=self._level, condition=condition), [*values, columns[0], *columns, k]
        )
        return {int(row): float(score) for row, score in found}

    @staticmethod
    def _plan(
        known: list[tuple[int, Word]], rows: int, passing: int | None
    ) -> tuple[list[Word], list[tuple[int, Word]]]:
        """Which terms choose the rows to be scored, and which score them."""
        if rows <= EXACT_ROWS or (passing is not None and passing <= _SCORED):
            return [word for _, word in known], known
        share = 1.0 if passing is None else max(0.1, passing / rows)
        return essential(known, int(_SCORED / share)), known[:TERMS]


def _asked(scored: list[tuple[int, Word]], rows: int, syllables: int) -> list[list[Any]]:
    """The terms as columns: number, weight, by how much its field is shorter than the text, its average length."""
    every = rows + 1  # the embedded index counts the row that marks its state, and both are to rank alike
    average = {"": max(1.0, syllables / every), "pairs": max(1.0, (syllables - rows) / every)}
    columns: list[list[Any]] = [[], [], [], []]
    for count, word in scored:
        is_pair = word.field.endswith("pairs")
        rarity = math.log(1 + (every - count + 0.5) / (count + 0.5))
        row = number(word.field, word.term), word.weight * 2.2 * rarity, float(is_pair), average["pairs" * is_pair]
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    return columns
