"""The vectors of one level, searched by pgvector: exact up to a size, by a graph (HNSW) above."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from pgvector import HalfVector, Vector

from rag.documents.schema import Indexed
from rag.postgres.store import PostgresStore
from rag.storage.vectors import checked_level

EXACT_VECTORS = 50_000
"""Up to this many vectors of a library every one is compared."""

_FEW = 20_000  # so many rows of a filter are compared one by one rather than through the graph
_NEAREST = """
SELECT id, -(vector::vector <#> ?) AS cosine FROM (
    SELECT t.id, v.vector FROM {level} t JOIN vectors v ON v.sha = t.sha
    WHERE v.encoder = ? AND v.dimension = {dimension} AND t.sha != ''{condition}
    ORDER BY {vector} <#> ?{ties} LIMIT ?) nearest
ORDER BY cosine DESC, id
"""
_COSINES = """
SELECT t.id, -(v.vector::vector <#> ?) FROM {level} t JOIN vectors v ON v.sha = t.sha
WHERE v.encoder = ? AND v.dimension = {dimension} AND t.id = ANY(?::int8[])
"""


class PostgresLevel:
    """See `rag.storage.engine.VectorIndex`. Vectors are compared at half precision; cosines are told at single.

    Args:
        store: the rows.
        level: "sentences" or "passages".
        encoder, dimension: whose vectors, and their length.
        has_graph: whether to use the graph where it is quicker.
    """

    def __init__(self, store: PostgresStore, level: str, encoder: str, dimension: int, has_graph: bool) -> None:
        self._store = store
        self._level = checked_level(level)
        self._encoder = encoder
        self._dimension = int(dimension)
        self._has_graph = has_graph

    def __len__(self) -> int:
        return self._store.indexed_count(self._level)

    def search(self, query: NDArray[np.float32], k: int, only: Collection[str] | None = None) -> dict[int, float]:
        """The k nearest rows with their cosines, best first."""
        found = self._store.select_rows(*self.statement(query, k, only))
        return {int(row): float(cosine) for row, cosine in found}

    def statement(
        self, query: NDArray[np.float32], k: int, only: Collection[str] | None = None
    ) -> tuple[str, list[object]]:
        """The SELECT that `search` runs, with its values."""
        through = self._has_graph and (only is None or (self.among(only) or 0) > _FEW)
        statement = _NEAREST.format(
            level=self._level,
            dimension=self._dimension,
            condition="" if only is None else " AND t.document = ANY(?)",
            vector=f"v.vector::halfvec({self._dimension})" if through else "v.vector",  # the graph is of the former
            ties="" if through else ", t.id",
        )
        among: list[object] = [] if only is None else [list(only)]
        return statement, [Vector(query), self._encoder, *among, HalfVector(query), k]

    def cosines(self, query: NDArray[np.float32], rows: Sequence[int]) -> dict[int, float]:
        """The cosines of the query with those of these rows that are here."""
        statement = _COSINES.format(level=self._level, dimension=self._dimension)
        found = self._store.select_rows(statement, [Vector(query), self._encoder, list(rows)])
        return {int(row): float(cosine) for row, cosine in found}

    def indexed(self, rows: Sequence[int]) -> dict[int, Indexed]:
        """Where these rows stand; those that are not here are left out."""
        passage = "passage" if self._level == "sentences" else "number"
        found = self._store.select_rows(
            f'SELECT id, document, number, start, "end", {passage} FROM {self._level} WHERE id = ANY(?::int8[])',
            [list(rows)],
        )
        places = {int(row[0]): Indexed(*row) for row in found}
        return {row: places[row] for row in rows if row in places}

    def among(self, only: Collection[str] | None) -> int | None:
        """How many rows some reports have; None for all reports."""
        if only is None:
            return None
        counted = f"SELECT count(*) FROM {self._level} WHERE document = ANY(?) AND sha != ''"
        return int(self._store.select_rows(counted, [list(only)])[0][0])

    def passage_rows(self, sentences: Mapping[int, Indexed]) -> dict[int, int]:
        """The row here, among the passages, that each sentence lies in, when it is here."""
        reports = list({one.report_id for one in sentences.values()})
        numbers = list({one.passage for one in sentences.values()})
        found = self._store.select_rows(
            f"SELECT document, number, id FROM {self._level} "
            "WHERE document = ANY(?) AND number = ANY(?::int4[]) AND sha != ''",
            [reports, numbers],
        )
        rows = {(document, number): int(row) for document, number, row in found}
        places = {row: (one.report_id, one.passage) for row, one in sentences.items()}
        return {row: rows[place] for row, place in places.items() if place in rows}
