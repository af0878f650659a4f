"""The rows of an embedded library, and what its indexes are derived from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rag.storage.database import Database
from rag.storage.store import Store
from rag.storage.vectors import checked_level


class Row(NamedTuple):
    """An indexed sentence or passage with its vector (float16 bytes), None when it was never encoded."""

    id: int
    report_id: str
    number: int
    start: int
    end: int
    passage: int
    vector: bytes | None


class EmbeddedStore(Store, Database):
    """The rows of a library in an SQLite file.

    Args:
        path: of the database; made, with its folder, when it is missing.

    Raises:
        DamagedLibrary: the file is no database of ours, or fails its checks.
        LibraryError: it cannot be opened, or a newer version wrote it.
    """

    def rows(self, level: str, encoder: str, ids: Sequence[str] | None = None) -> Iterator[Row]:
        """What the indexes hold of "sentences" or "passages", by row, with the vectors of an encoder.

        Args:
            ids: of the reports whose rows are wanted, all by default.
        """
        table = checked_level(level)
        passage = "passage" if table == "sentences" else "number"
        chosen, values, order = self._among(ids)
        with self._errors():
            for row in self._db.execute(
                f"SELECT t.id, t.document, t.number, t.start, t.end, t.{passage}, v.vector FROM {table} t "
                f"LEFT JOIN vectors v ON v.sha = t.sha AND v.encoder = ? WHERE t.sha != ''{chosen} ORDER BY {order}",
                (encoder, *values),
            ):
                yield Row(*row)
