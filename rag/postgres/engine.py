"""The PostgreSQL engine: rows, words and vectors in one database; no index lies beside it, none can be stale."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from filelock import Timeout

from rag.postgres.address import Address
from rag.postgres.database import AdvisoryLock
from rag.postgres.levels import EXACT_VECTORS, PostgresLevel
from rag.postgres.originals import PostgresOriginals
from rag.postgres.store import PostgresStore
from rag.postgres.words import PostgresWords
from rag.search.lexical import Mark
from rag.storage.engine import LEVELS, Indexes
from rag.storage.sources import own_folder

_LOCK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class PostgresIndexes:
    """What is searched; see `rag.storage.engine.Indexes`."""

    mark: Mark
    encoder: str
    levels: dict[str, PostgresLevel]
    lexical: dict[str, PostgresWords]


class PostgresEngine:
    """A library on a server; see `rag.storage.engine.Engine`.

    Args:
        location: postgresql://user@host:port/database?library=name

    Raises:
        LibraryError, UsageError: it cannot be reached or used.
    """

    def __init__(self, location: str) -> None:
        address = Address.of(location)
        self.name = address.name
        self.directory = own_folder(location)
        self.store = PostgresStore(address)
        self.lock = AdvisoryLock(self.store)
        self.originals = PostgresOriginals(self.store)
        self._mutex = threading.Lock()
        self._graphs: set[int] = set()

    def indexes(self, encoder: str, dimension: int, before: Indexes | None = None) -> PostgresIndexes:
        """The indexes of the library as it is now; the graph is made when the library has grown large."""
        mark = Mark(*self.store.state())
        is_large = sum(self.store.indexed_count(level) for level in LEVELS) > EXACT_VECTORS
        has_graph = is_large and self._graph(int(dimension))
        levels = {name: PostgresLevel(self.store, name, encoder, dimension, has_graph) for name in LEVELS}
        return PostgresIndexes(mark, encoder, levels, {name: PostgresWords(self.store, name) for name in LEVELS})

    def damage(self, stamp: str, encoder: str) -> str:
        """Nothing: what could be wrong with the indexes is the server's own `problems`."""
        return ""

    def _graph(self, dimension: int) -> bool:
        """Whether there is a graph over vectors of this length; made now unless another process writes."""
        with self._mutex:
            if dimension not in self._graphs:
                try:
                    with self.lock.acquire(_LOCK_SECONDS):
                        self.store.run(graph(dimension))
                        self.store.run("ANALYZE vectors, sentences, passages")  # so that the server knows how large
                except Timeout:
                    return False
                self._graphs.add(dimension)
            return True


def graph(dimension: int) -> str:
    """The statement that makes the graph; of a table that is spread, each server makes its own."""
    return (
        f"CREATE INDEX IF NOT EXISTS vectors_graph_{dimension} ON vectors "
        f"USING hnsw ((vector::halfvec({dimension})) halfvec_ip_ops) WHERE dimension = {dimension}"
    )
