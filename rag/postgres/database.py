"""A connection to a library on a server: tables made when missing, errors translated, changes in transactions."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import numpy as np
import psycopg
from filelock import Timeout
from numpy.typing import NDArray
from pgvector import HalfVector

from rag.errors import DamagedLibrary, LibraryError
from rag.postgres.address import Address
from rag.postgres.failures import failed
from rag.postgres.schema import COUNTED, FORMAT, KEYS, LATER, LOCAL, SPREAD, TYPES, spread_table
from rag.postgres.session import Session
from rag.storage.connection import Connection

_LOCK = "hashtext(current_schema()), 2"  # of the library, among the database's advisory locks
_LATEST = """
SELECT 1 FROM information_schema.columns WHERE table_schema = ? AND table_name = 'passages' AND column_name = 'counts'
"""  # what an older library got last
_PAUSE = 0.05  # seconds between two attempts to take it


class PostgresDatabase(Connection):
    """A connection to a library's database; safe to use from several threads.

    Args:
        address: where it is; the library's tables are made when they are missing.

    Raises:
        DamagedLibrary: what is there is no library of ours.
        LibraryError: it cannot be reached or used, or a newer version wrote it.
    """

    _db: Session
    _AMONG = "= ANY(?::text[])"

    def __init__(self, address: Address) -> None:
        self.address = address
        self._lock = threading.RLock()
        self._readers, self._is_held, self._counter = 0, False, 0
        self._pinned = contextlib.ExitStack()  # while it is read in one state, another connection cannot stand in
        self._db = Session(address)
        try:
            with self._errors():
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        place, schema = self.address.name, self.address.schema
        tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = ?"
        present = {row[0] for row in self._db.execute(tables, (schema,))}
        if "meta" not in present:
            self._db.execute("BEGIN")
            self._db.execute("SELECT pg_advisory_xact_lock(hashtext(?), 1)", (schema,))
            present = {row[0] for row in self._db.execute(tables, (schema,))}
            if "meta" not in present:  # another process may have been quicker
                if present:
                    raise DamagedLibrary("library_damaged", path=place, reason=f"other tables in schema {schema}")
                self._create()
            self._db.execute("COMMIT")
        elif not self._db.execute(_LATEST, (schema,)).fetchone():
            self._complete()
        version = int(self.meta("format") or 0)
        if version > FORMAT:
            raise LibraryError("library_newer", path=place, version=version)

    def _complete(self) -> None:
        """Give an older library the tables and columns that it lacks."""
        self._db.execute("BEGIN")
        try:
            self._db.execute("SELECT pg_advisory_xact_lock(hashtext(?), 1)", (self.address.schema,))
            for statement in filter(str.strip, f"{LATER}{COUNTED}".split(";")):
                self._db.execute(statement)
            self._db.execute("COMMIT")
        except BaseException:
            self._db.roll_back()
            raise

    def _create(self) -> None:
        """Make the tables, all on this server; `rag.postgres.nodes` makes those of a library that is spread."""
        self._db.execute(f'CREATE SCHEMA IF NOT EXISTS "{self.address.schema}"')
        spread = ";".join(f"CREATE TABLE {spread_table(table)}" for table in SPREAD)
        for statement in filter(str.strip, f"{LOCAL}{spread};{KEYS}".split(";")):
            self._db.execute(statement)
        self.set_meta("format", str(FORMAT))

    @contextmanager
    def _errors(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except psycopg.Error as error:
                raise failed(error, self.address.name, self._db.is_lost) from error
            except (ValueError, KeyError, TypeError) as error:
                raise DamagedLibrary("library_damaged", path=self.address.name, reason=str(error)) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept, with a new generation, or nothing is."""
        with self._errors():
            self._release()  # who reads here meanwhile sees what is written here: it is this process's own doing
            self._db.execute("BEGIN")
            with self._db.held():
                try:
                    self._db.execute("SELECT value FROM meta WHERE key = 'generation' FOR UPDATE")  # one writer a time
                    yield
                    self._new_state()
                    self._db.execute("COMMIT")
                except BaseException:
                    self._db.roll_back()
                    raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside is of one state of the library, whatever other connections write meanwhile."""
        with self._errors():
            self._readers += 1
            if self._readers == 1:
                self._db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
                self._pinned.enter_context(self._db.held())
                self._is_held = True
                self._counter = self._generation()
        try:
            yield
        finally:
            with self._errors():
                self._readers -= 1
                if not self._readers:
                    self._release()

    def _release(self) -> None:
        if self._is_held:
            self._is_held = False
            self._pinned.close()
            self._db.roll_back()

    def change_counter(self) -> int:
        """The generation; inside `reading` it is known without asking."""
        with self._errors():
            return self._counter if self._is_held else self._generation()

    def _generation(self) -> int:
        return int(self._db.first("SELECT value FROM meta WHERE key = 'generation'")[0])

    def problems(self) -> list[str]:
        """Indexes that the server calls invalid, and rows whose report is not there."""
        with self._errors():
            invalid = self._db.execute(
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                "WHERE NOT i.indisvalid AND c.relkind = 'i' AND c.relnamespace = current_schema()::regnamespace"
            )
            found = [f"index {row[0]} is not valid: REINDEX it" for row in invalid]
            for level in ("sentences", "passages"):
                rows = self._db.execute(
                    f"SELECT DISTINCT document FROM {level} EXCEPT SELECT id FROM documents ORDER BY 1"
                )
                found += [f"{level} of a report that is not there: {row[0]}" for row in rows]
            return found

    def try_lock(self) -> bool:
        """Take the lock of the library's writers, unless another connection has it."""
        with self._errors():
            return bool(self._db.first(f"SELECT pg_try_advisory_lock({_LOCK})")[0])

    def holding(self) -> AbstractContextManager[None]:
        """Inside, the lock is held: a lost connection is an error, for the lock is lost with it."""
        return self._db.held()

    def unlock(self) -> None:
        """Let go of the lock, once."""
        if not self._db.is_lost:
            with self._errors():
                self._db.execute(f"SELECT pg_advisory_unlock({_LOCK})")

    def close(self) -> None:
        """End the session; the server lets go of what it held."""
        with self._lock:
            self._db.close()

    def _listed(self, texts: Iterable[str]) -> list[str]:
        return list(texts)

    def _packed(self, vectors: NDArray[np.float32]) -> list[HalfVector]:
        return [HalfVector(row) for row in vectors.astype(np.float16)]

    def _unpacked(self, values: Sequence[HalfVector], dimension: int) -> NDArray[np.float32]:
        made = np.array([value.to_numpy() for value in values], dtype=np.float32)
        return made.reshape(len(values), dimension)

    def _add_rows(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            self._db.copy(table, columns, [TYPES[table][name] for name in columns], rows)


class AdvisoryLock:
    """The lock that a process holds while it writes, kept by the server for as long as the process is connected.

    Args:
        database: its connection; who holds the lock may take it again.
    """

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database
        self._stack: list[contextlib.ExitStack] = []

    @contextmanager
    def acquire(self, timeout: float | None = None) -> Iterator[None]:
        """Hold the lock inside.

        Args:
            timeout: seconds to wait for another process; None for as long as it takes.

        Raises:
            filelock.Timeout: it was not let go of. LibraryError: the server is lost.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while not self._database.try_lock():
            if end is not None and time.monotonic() > end:
                raise Timeout(self._database.address.name)
            time.sleep(_PAUSE)
        try:
            with self._database.holding():
                yield
        finally:
            self._database.unlock()

    def __enter__(self) -> None:
        stack = contextlib.ExitStack()
        stack.enter_context(self.acquire())
        self._stack.append(stack)

    def __exit__(self, *_: object) -> None:
        self._stack.pop().close()
