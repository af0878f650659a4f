"""What the rows of a library stand on: a connection that runs SQL, whatever engine is behind it.

The rows' SQL (`rag.storage.store` and what it derives from) is written once, in what SQLite and PostgreSQL have in
common; an engine adds its connection, its transactions, and the few spellings that differ.
"""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Connection(ABC):
    """A connection to a library's database; safe to use from several threads."""

    _db: Any
    """Runs SQL whose values stand as question marks, by `execute` and `executemany`, as sqlite3's connections do."""
    _AMONG: str
    """A condition: to be one of a list's texts; its value is what `_listed` makes of them."""

    @abstractmethod
    def _errors(self) -> AbstractContextManager[None]:
        """Holds the connection, and turns the engine's errors into ours."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """All that is written inside is kept, with a new generation, or nothing is."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[None]:
        """All that is read inside is of one state of the library, whatever other connections write meanwhile."""

    @abstractmethod
    def change_counter(self) -> int:
        """A number that changes when another connection has written."""

    @abstractmethod
    def problems(self) -> list[str]:
        """What the engine's own checks find wrong; empty when all is well."""

    @abstractmethod
    def close(self) -> None:
        """Close the connection."""

    @abstractmethod
    def _packed(self, vectors: NDArray[np.float32]) -> list[Any]:
        """Vectors as the values of a column, at half precision."""

    @abstractmethod
    def _unpacked(self, values: Sequence[Any], dimension: int) -> NDArray[np.float32]:
        """Vectors out of a column's values, (n, dimension). Raises ValueError when one has another size."""

    @abstractmethod
    def _listed(self, texts: Iterable[str]) -> Any:
        """Texts as the value of `_AMONG`."""

    def _add_rows(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows, a value a column; inside a transaction."""
        marks = ", ".join("?" * len(columns))
        self._db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def _changed(self, ids: Iterable[str]) -> None:
        """Note that reports are others than in the generation before; inside a transaction."""
        self._db.executemany(
            "INSERT INTO changes SELECT ?, cast(value AS INTEGER) + 1 FROM meta WHERE key = 'generation' "
            "ON CONFLICT (document) DO UPDATE SET generation = excluded.generation",
            [(i,) for i in ids],
        )

    def state(self) -> tuple[int, str]:
        """The generation and the stamp of the library as it is now."""
        with self._errors():
            rows = self._db.execute("SELECT key, value FROM meta WHERE key IN ('generation', 'stamp')").fetchall()
            found = dict(rows)
            return int(found["generation"]), str(found["stamp"])

    def stamp_of(self, generation: int) -> str | None:
        """The stamp that a generation had; None for one that never was."""
        with self._errors():
            row = self._db.execute("SELECT stamp FROM history WHERE generation = ?", (generation,)).fetchone()
            return None if row is None else str(row[0])

    def changed_since(self, generation: int) -> list[str]:
        """The ids of the reports that were added, changed or removed after a generation."""
        with self._errors():
            rows = self._db.execute("SELECT document FROM changes WHERE generation > ?", (generation,))
            return [str(row[0]) for row in rows]

    def meta(self, key: str) -> str:
        """A value of the library itself ("generation", "stamp", "analysis"), "" when it is not set."""
        with self._errors():
            row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Set a value of the library; inside a transaction."""
        self._db.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
        )

    def _new_state(self) -> None:
        """The end of every transaction: the library has changed."""
        stamp = secrets.token_hex(8)
        self._db.execute("UPDATE meta SET value = cast(cast(value AS INTEGER) + 1 AS TEXT) WHERE key = 'generation'")
        self._db.execute("UPDATE meta SET value = ? WHERE key = 'stamp'", (stamp,))
        self._db.execute(
            "INSERT INTO history SELECT cast(value AS INTEGER), ? FROM meta WHERE key = 'generation'", (stamp,)
        )
