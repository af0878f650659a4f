"""What the indexes are made of: indexed texts, and their vectors, each kept once under the text's digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.storage.connection import Connection

_BLOCK = 500  # ids of one statement


class VectorStore(Connection):
    """The side of a library's database that the indexes read."""

    def indexed_count(self, level: str) -> int:
        """How many "sentences" or "passages" the indexes hold."""
        with self._errors():
            return int(self._db.execute(f"SELECT count(*) FROM {checked_level(level)} WHERE sha != ''").fetchone()[0])

    def texts(self, level: str, ids: Sequence[str] | None = None, every: int = 1) -> Iterator[tuple[int, str, str]]:
        """The row, the report and the text of what the lexical index holds of "sentences" or "passages".

        Args:
            ids: of the reports whose texts are wanted, all by default.
            every: take a text for every so many.
        """
        chosen, values, order = self._among(ids)
        with self._errors():
            yield from self._db.execute(
                f"SELECT t.id, t.document, t.indexed FROM {checked_level(level)} t WHERE t.sha != ''{chosen} "
                f"AND t.id % ? = 0 ORDER BY {order}",
                (*values, every),
            )

    def _prune(self, shas: Iterable[str]) -> None:
        """Drop the vectors of those texts that no report holds any more, nor one that can be restored."""
        unused = "".join(
            f" AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.sha = vectors.sha)"
            for table in ("sentences", "passages", "removed_texts")
        )
        for block in self._blocks(shas):
            self._db.execute(f"DELETE FROM vectors WHERE sha {self._AMONG}{unused}", (block,))

    def missing(self, encoder: str) -> dict[str, str]:
        """The indexed texts, by their sha, that have no vector of this encoder."""
        with self._errors():
            return dict(
                self._db.execute(
                    "SELECT t.sha, t.indexed FROM "
                    "(SELECT sha, indexed FROM sentences UNION SELECT sha, indexed FROM passages) t "
                    "LEFT JOIN vectors v ON v.sha = t.sha AND v.encoder = ? WHERE t.sha != '' AND v.sha IS NULL",
                    (encoder,),
                ).fetchall()
            )

    def known(self, shas: Iterable[str], encoder: str) -> set[str]:
        """Which of the texts have a vector of this encoder."""
        with self._errors():
            return {
                str(row[0])
                for block in self._blocks(shas)
                for row in self._db.execute(
                    f"SELECT sha FROM vectors WHERE encoder = ? AND sha {self._AMONG}", (encoder, block)
                )
            }

    def put_vectors(self, shas: Sequence[str], vectors: NDArray[np.float32], encoder: str) -> None:
        """Keep vectors, at half precision (cosines move by less than 0.001); inside a transaction."""
        for block in self._blocks(shas):
            self._db.execute(f"DELETE FROM vectors WHERE encoder = ? AND sha {self._AMONG}", (encoder, block))
        rows = [
            (sha, encoder, vectors.shape[1], vector) for sha, vector in zip(shas, self._packed(vectors), strict=True)
        ]
        self._add_rows("vectors", ("sha", "encoder", "dimension", "vector"), rows)

    def vectors(self, shas: Sequence[str], encoder: str, dimension: int) -> NDArray[np.float32]:
        """The vectors of the texts, (n, dimension), in their order.

        Raises:
            DamagedLibrary: one is missing or has another size.
        """
        found: dict[str, Any] = {}
        with self._errors():
            for block in self._blocks(shas):
                found |= self._db.execute(
                    f"SELECT sha, vector FROM vectors WHERE encoder = ? AND sha {self._AMONG}",
                    (encoder, block),
                ).fetchall()
            return self._unpacked([found[sha] for sha in shas], dimension)

    def _blocks(self, shas: Iterable[str]) -> Iterator[Any]:
        """Distinct names as values of `_AMONG`, as many at a time as one statement takes."""
        wanted = list(dict.fromkeys(shas))
        for first in range(0, len(wanted), _BLOCK):
            yield self._listed(wanted[first : first + _BLOCK])

    def _among(self, ids: Sequence[str] | None) -> tuple[str, tuple[Any, ...], str]:
        """A condition on the report, its values, and an order; the plus sign keeps SQLite off walking all the table."""
        if ids is None:
            return "", (), "t.id"
        return f" AND t.document {self._AMONG}", (self._listed(ids),), "+t.id"


def checked_level(level: str) -> str:
    """The table of a level, and no other text."""
    if level not in ("sentences", "passages"):
        raise ValueError(level)
    return level
