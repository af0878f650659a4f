"""What the indexes are made of: indexed texts, and their vectors, each kept once under the text's digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag.storage.database import Database

_BLOCK = 500  # ids of one statement


class Row(NamedTuple):
    """An indexed sentence or passage with its vector (float16 bytes), None when it was never encoded."""

    id: int
    report_id: str
    number: int
    start: int
    end: int
    passage: int
    vector: bytes | None


class VectorStore(Database):
    """The side of a library's database that the indexes read."""

    def indexed_count(self, level: str) -> int:
        """How many "sentences" or "passages" the indexes hold."""
        with self._errors():
            return int(self._db.execute(f"SELECT count(*) FROM {_level(level)} WHERE sha != ''").fetchone()[0])

    def rows(self, level: str, encoder: str, ids: Sequence[str] | None = None) -> Iterator[Row]:
        """What the indexes hold of "sentences" or "passages", by row, with the vectors of an encoder.

        Args:
            ids: of the reports whose rows are wanted, all by default.
        """
        passage = "passage" if level == "sentences" else "number"
        chosen, values, order = _among(ids)
        with self._errors():
            for row in self._db.execute(
                f"SELECT t.id, t.document, t.number, t.start, t.end, t.{passage}, v.vector FROM {_level(level)} t "
                f"LEFT JOIN vectors v ON v.sha = t.sha AND v.encoder = ? WHERE t.sha != ''{chosen} ORDER BY {order}",
                (encoder, *values),
            ):
                yield Row(*row)

    def texts(self, level: str, ids: Sequence[str] | None = None, every: int = 1) -> Iterator[tuple[int, str, str]]:
        """The row, the report and the text of what the lexical index holds of "sentences" or "passages".

        Args:
            ids: of the reports whose texts are wanted, all by default.
            every: take a text for every so many.
        """
        chosen, values, order = _among(ids)
        with self._errors():
            yield from self._db.execute(
                f"SELECT t.id, t.document, t.indexed FROM {_level(level)} t WHERE t.sha != ''{chosen} "
                f"AND t.id % ? = 0 ORDER BY {order}",
                (*values, every),
            )

    def _prune(self, shas: Iterable[str]) -> None:
        """Drop the vectors of those texts that no report holds any more, nor one that can be restored."""
        self._db.executemany(
            "DELETE FROM vectors WHERE sha = ?1 AND NOT EXISTS (SELECT 1 FROM sentences WHERE sha = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM passages WHERE sha = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM removed_texts WHERE sha = ?1)",
            [(sha,) for sha in shas],
        )

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
                sha
                for sha in shas
                if self._db.execute("SELECT 1 FROM vectors WHERE sha = ? AND encoder = ?", (sha, encoder)).fetchone()
            }

    def put_vectors(self, shas: Sequence[str], vectors: NDArray[np.float32], encoder: str) -> None:
        """Keep vectors, at half precision (cosines move by less than 0.001); inside a transaction."""
        self._db.executemany(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
            [
                (sha, encoder, vectors.shape[1], row.tobytes())
                for sha, row in zip(shas, vectors.astype("<f2"), strict=True)
            ],
        )

    def vectors(self, shas: Sequence[str], encoder: str, dimension: int) -> NDArray[np.float32]:
        """The vectors of the texts, (n, dimension), in their order.

        Raises:
            DamagedLibrary: one is missing or has another size.
        """
        wanted = list(dict.fromkeys(shas))
        found: dict[str, bytes] = {}
        with self._errors():
            for first in range(0, len(wanted), _BLOCK):
                found |= self._db.execute(
                    "SELECT sha, vector FROM vectors WHERE encoder = ? AND sha IN (SELECT value FROM json_each(?))",
                    (encoder, json.dumps(wanted[first : first + _BLOCK])),
                ).fetchall()
            joined = b"".join(found[sha] for sha in shas)
            return np.frombuffer(joined, dtype="<f2").reshape(len(shas), dimension).astype(np.float32)


def _level(level: str) -> str:
    """The table of a level, and no other text."""
    if level not in ("sentences", "passages"):
        raise ValueError(level)
    return level


def _among(ids: Sequence[str] | None) -> tuple[str, tuple[str, ...], str]:
    """A condition on the report, its values, and an order; the plus sign keeps SQLite from walking the whole table."""
    if ids is None:
        return "", (), "t.id"
    return " AND t.document IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),), "+t.id"
