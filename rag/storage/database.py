"""A connection to a library's SQLite file: opened with care, its errors translated, its changes transactions."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.documents.schema import APPLICATION_ID, CHANGES, FORMAT, KEEPING, SCHEMA
from rag.errors import DamagedLibrary, LibraryError
from rag.storage.connection import Connection

_BUSY_MS = 15_000
_LATER = ("removed_texts", "figure_corrections", "originals", "removed_originals", "documents_position")
"""What libraries of earlier releases lack: tables, and an index."""
_DAMAGE = ("malformed", "no such table", "no such column", "Could not decode", "disk I/O error")
"""SQLite's words for what a whole library never makes it say; a disk that fails to read is no better."""


class Database(Connection):
    """A connection to a library's database; safe to use from several threads.

    Args:
        path: of the database; made, with its folder, when it is missing.

    Raises:
        DamagedLibrary: the file is no database of ours, or fails its checks.
        LibraryError: it cannot be opened, or a newer version wrote it.
    """

    _AMONG = "IN (SELECT value FROM json_each(?))"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._readers, self._is_held = 0, False
        with self._errors():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise LibraryError("library_unwritable", path=str(path.parent), reason=str(error)) from error
            self._db = sqlite3.connect(path, timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        for pragma in (f"busy_timeout={_BUSY_MS}", "foreign_keys=ON", "secure_delete=ON"):
            self._db.execute(f"PRAGMA {pragma}")
        identity = self._db.execute("PRAGMA application_id").fetchone()[0]
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if identity == 0 and not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._create()
        elif identity != APPLICATION_ID:
            raise DamagedLibrary("library_damaged", path=str(self.path), reason="another program's database")
        elif version > FORMAT:
            raise LibraryError("library_newer", path=str(self.path), version=version)
        else:
            self._complete()
        self._db.execute("PRAGMA synchronous=FULL")  # what "added" was said of survives a power cut too

    def _create(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("BEGIN IMMEDIATE")
        if not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():  # another process may have been quicker
            self._execute(SCHEMA + KEEPING)
            self._db.executemany("INSERT INTO meta VALUES (?, ?)", [("generation", "0"), ("stamp", "")])
            self._execute(CHANGES)
            self._db.execute(f"PRAGMA application_id={APPLICATION_ID}")
            self._db.execute(f"PRAGMA user_version={FORMAT}")
        self._db.execute("COMMIT")

    def _complete(self) -> None:
        """Bring an older library to the present format, whole or not at all; its reports and vectors stay."""
        if self._lacks():
            self._db.execute("BEGIN IMMEDIATE")
            self._execute(KEEPING)
            if self._db.execute("PRAGMA user_version").fetchone()[0] < FORMAT:  # another process may have been quicker
                self._execute(CHANGES)
                self._db.execute(f"PRAGMA user_version={FORMAT}")
            self._db.execute("COMMIT")

    def _lacks(self) -> bool:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        kept = f"SELECT count(*) FROM sqlite_master WHERE name IN ({', '.join('?' * len(_LATER))})"
        return bool(version < FORMAT or self._db.execute(kept, _LATER).fetchone()[0] < len(_LATER))

    def _execute(self, statements: str) -> None:
        for statement in statements.split(";"):
            self._db.execute(statement)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except (sqlite3.OperationalError, sqlite3.ProgrammingError) as error:
                key = "library_busy" if "locked" in str(error) else "library_unwritable"
                if any(sign in str(error) for sign in _DAMAGE):
                    raise DamagedLibrary("library_damaged", path=str(self.path), reason=str(error)) from error
                raise LibraryError(key, path=str(self.path), reason=str(error)) from error
            except (sqlite3.DatabaseError, ValueError, KeyError, TypeError) as error:
                raise DamagedLibrary("library_damaged", path=str(self.path), reason=str(error)) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept, with a new generation, or nothing is."""
        with self._errors():
            self._release()  # who reads here meanwhile sees what is written here: it is this process's own doing
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._new_state()
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one state, whatever other processes write meanwhile."""
        with self._errors():
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside is of one state of the library, whatever other connections write meanwhile."""
        with self._errors():
            self._readers += 1
            if not self._db.in_transaction:
                self._db.execute("BEGIN")
                self._db.execute("SELECT 1 FROM meta").fetchone()  # the state is chosen by the first look
                self._is_held = True
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
            self._db.execute("COMMIT")

    def copy_to(self, path: Path) -> None:
        """Copy the database, as it is at one moment, into a new file that needs no other beside it."""
        with self._errors(), closing(sqlite3.connect(path)) as copy:
            self._db.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")

    def fill_from(self, path: Path) -> None:
        """Become what another database holds, in one transaction."""
        with self._errors(), closing(sqlite3.connect(path)) as other:
            other.backup(self._db)

    def close(self) -> None:
        """Close the connection; the WAL file is folded in when it is the last one."""
        with self._lock:
            self._db.close()

    def change_counter(self) -> int:
        """A number that changes when another connection has written; costs microseconds."""
        with self._errors():
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def problems(self) -> list[str]:
        """What SQLite's own checks find wrong; empty when all is well."""
        with self._errors():
            found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check(20)")]
            broken = self._db.execute("PRAGMA foreign_key_check").fetchall()
            return [p for p in found if p != "ok"] + [f"foreign key: {row}" for row in broken]

    def _listed(self, texts: Iterable[str]) -> str:
        return json.dumps(list(texts))

    def _packed(self, vectors: NDArray[np.float32]) -> list[bytes]:
        return [row.tobytes() for row in vectors.astype("<f2")]

    def _unpacked(self, values: Sequence[bytes], dimension: int) -> NDArray[np.float32]:
        return np.frombuffer(b"".join(values), dtype="<f2").reshape(len(values), dimension).astype(np.float32)
