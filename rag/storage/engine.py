"""What a library needs of whatever keeps it: its rows, a lock, and searchable indexes. Two engines serve it.

a folder            SQLite, with FAISS and tantivy beside it (`rag.storage.embedded`)
postgresql://...    PostgreSQL with pgvector, a server or several (`rag.postgres.engine`)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rag.documents.schema import Indexed
from rag.storage.originals import Originals
from rag.storage.sources import Location, is_server
from rag.storage.store import Store

if TYPE_CHECKING:
    from rag.search.lexical import LexicalWeights, Mark

LEVELS = ("sentences", "passages")


class VectorIndex(Protocol):
    """The vectors of one level, sentences or passages, by the rows that they belong to."""

    def __len__(self) -> int: ...

    def search(self, query: NDArray[np.float32], k: int, only: Collection[str] | None = None) -> dict[int, float]:
        """The k nearest rows with their cosines, best first; `only`: of these reports."""
        ...

    def cosines(self, query: NDArray[np.float32], rows: Sequence[int]) -> dict[int, float]:
        """The cosines of the query with those of these rows that are here."""
        ...

    def indexed(self, rows: Sequence[int]) -> dict[int, Indexed]:
        """Where these rows stand; those that are not here are left out."""
        ...

    def among(self, only: Collection[str] | None) -> int | None:
        """How many rows some reports have; None for all reports."""
        ...

    def passage_rows(self, sentences: Mapping[int, Indexed]) -> dict[int, int]:
        """The row here, among the passages, that each sentence lies in, when it is here."""
        ...


class WordIndex(Protocol):
    """The words of one level."""

    def search(
        self,
        text: str,
        k: int,
        weights: LexicalWeights,
        report_ids: Collection[str] | None = None,
        passing: int | None = None,
    ) -> dict[int, float]:
        """The k best rows with their BM25 scores; `passing`: how many rows the reports have, when it is known."""
        ...


class Indexes(Protocol):
    """The indexes of one state of the library, by level: "sentences" and "passages"."""

    @property
    def mark(self) -> Mark:
        """The state."""
        ...

    @property
    def encoder(self) -> str:
        """Whose vectors they hold."""
        ...

    @property
    def levels(self) -> Mapping[str, VectorIndex]:
        """By vectors."""
        ...

    @property
    def lexical(self) -> Mapping[str, WordIndex]:
        """By words."""
        ...


class Lock(Protocol):
    """What a process holds while it writes; who holds it may take it again."""

    def acquire(self, timeout: float | None = None) -> AbstractContextManager[Any]:
        """Hold it inside. Raises `filelock.Timeout` when another process does not let go of it for so many seconds."""
        ...

    def __enter__(self) -> Any: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


class Engine(Protocol):
    """Where a library lies, and what serves it from there."""

    @property
    def name(self) -> str:
        """The place, for messages; never with a password."""
        ...

    @property
    def directory(self) -> Path:
        """Where this machine keeps what belongs to the library but not into it."""
        ...

    @property
    def store(self) -> Store:
        """Its rows."""
        ...

    @property
    def lock(self) -> Lock:
        """What its writers hold."""
        ...

    @property
    def originals(self) -> Originals:
        """The files that its reports were read from, as far as they are kept."""
        ...

    def indexes(self, encoder: str, dimension: int, before: Indexes | None = None) -> Indexes:
        """The indexes of the library as it is now.

        Args:
            encoder, dimension: the name and vector length of the encoder in use.
            before: those of an earlier state; what still holds of them may be kept.

        Raises:
            LookupError: a text has no vector of this encoder.
        """
        ...

    def damage(self, stamp: str, encoder: str) -> str:
        """What is wrong with the indexes: "", "missing", "stale" or "damaged"; `encoder`: "" for any."""
        ...


def open_engine(location: Location) -> Engine:
    """The engine that serves a location.

    Raises:
        LibraryError: it cannot be used. DamagedLibrary: what is there is no library.
    """
    if is_server(location):
        from rag.postgres import open_postgres

        return open_postgres(str(location))
    from rag.storage.embedded import EmbeddedEngine

    return EmbeddedEngine(Path(location))
