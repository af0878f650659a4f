"""The library's SQLite database, its only truth; SQL lives here and nowhere else.

Every change is one transaction that also raises the generation, so readers and the derived indexes know that they are
stale, and a process killed at any moment leaves the database as it was before or as it should be after.
"""
from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import records
from .errors import DamagedLibrary, LibraryError
from .types import Figure, Metadata, Page, Passage, Report, Sentence, SentenceKind

APPLICATION_ID = 0x48424331  # "HBC1"
FORMAT = 1
_BUSY_MS = 15_000

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, source TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, text TEXT NOT NULL,
    title TEXT NOT NULL, published TEXT, metadata TEXT NOT NULL, hints TEXT NOT NULL, pages TEXT NOT NULL,
    added TEXT NOT NULL DEFAULT (datetime('now')), position INTEGER NOT NULL);
CREATE INDEX documents_sha ON documents (sha256);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, indexed TEXT NOT NULL, sha TEXT NOT NULL, UNIQUE (document, number));
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL, passage INTEGER NOT NULL,
    heading TEXT NOT NULL, page INTEGER, indexed TEXT NOT NULL, sha TEXT NOT NULL, UNIQUE (document, number));
CREATE INDEX passages_sha ON passages (sha);
CREATE INDEX sentences_sha ON sentences (sha);
CREATE TABLE figures (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL,
    indicator TEXT NOT NULL, record TEXT NOT NULL, UNIQUE (document, number));
CREATE TABLE vectors (sha TEXT NOT NULL, encoder TEXT NOT NULL, dimension INTEGER NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (sha, encoder)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A sentence or passage as the indexes hold it: its row, its place, what is indexed of it ("" when nothing is)."""

    row: int
    report_id: str
    number: int
    start: int
    end: int
    passage: int
    text: str
    sha: str


@dataclass(frozen=True, slots=True)
class Analysed:
    """A report with everything that is derived from its text; `hints` is the loader's, as JSON text."""

    report: Report
    hints: str
    sentences: Sequence[Sentence]
    passages: Sequence[Passage]
    figures: Sequence[Figure]
    sentence_texts: Sequence[tuple[str, str]]  # (what is indexed, its sha) a sentence
    passage_texts: Sequence[tuple[str, str]]


class Store:
    """A connection to a library's database; safe to use from several threads.

    Args:
        path: of the database; made, with its folder, when it is missing.

    Raises:
        DamagedLibrary: the file is no database of ours, or fails its checks.
        LibraryError: it cannot be opened, or a newer version wrote it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
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
        self._db.execute("PRAGMA synchronous=NORMAL")

    def _create(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("BEGIN IMMEDIATE")
        if not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():  # another process may have been quicker
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA application_id={APPLICATION_ID}")
            self._db.execute(f"PRAGMA user_version={FORMAT}")
            self._db.executemany("INSERT INTO meta VALUES (?, ?)", [("generation", "0"), ("stamp", "")])
        self._db.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except (sqlite3.OperationalError, sqlite3.ProgrammingError) as error:
                key = "library_busy" if "locked" in str(error) else "library_unwritable"
                if "malformed" in str(error) or "no such table" in str(error) or "no such column" in str(error):
                    raise DamagedLibrary("library_damaged", path=str(self.path), reason=str(error)) from error
                raise LibraryError(key, path=str(self.path), reason=str(error)) from error
            except (sqlite3.DatabaseError, ValueError, KeyError, TypeError) as error:
                raise DamagedLibrary("library_damaged", path=str(self.path), reason=str(error)) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept, with a new generation, or nothing is."""
        with self._errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
                self._db.execute("UPDATE meta SET value = ? WHERE key = 'stamp'", (secrets.token_hex(8),))
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the connection; the WAL file is folded in when it is the last one."""
        with self._lock:
            self._db.close()

    def change_counter(self) -> int:
        """A number that changes when another connection has written; costs microseconds."""
        with self._errors():
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def meta(self, key: str) -> str:
        """A value of the library itself ("generation", "stamp", "analysis"), "" when it is not set."""
        with self._errors():
            row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Set a value of the library; inside a transaction."""
        self._db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value))

    def put(self, document: Analysed) -> None:
        """Add a report, or replace the one of its id with all that was derived of it; inside a transaction."""
        report, db = document.report, self._db
        values = (report.source, report.sha256, report.text, report.metadata.title,
                  report.metadata.published and report.metadata.published.isoformat(), records.dump(report.metadata),
                  document.hints, records.dump(report.pages))
        for table in ("passages", "sentences", "figures"):
            db.execute(f"DELETE FROM {table} WHERE document = ?", (report.id,))
        updated = db.execute("UPDATE documents SET source=?, sha256=?, text=?, title=?, published=?, metadata=?, hints=?, "
                             "pages=? WHERE id=?", (*values, report.id))
        if not updated.rowcount:
            db.execute("INSERT INTO documents (source, sha256, text, title, published, metadata, hints, pages, id, position) "
                       "VALUES (?,?,?,?,?,?,?,?,?, (SELECT coalesce(max(position), 0) + 1 FROM documents))", (*values, report.id))
        db.executemany("INSERT INTO passages (document, number, start, end, indexed, sha) VALUES (?,?,?,?,?,?)",
                       [(report.id, p.index, p.start, p.end, *t) for p, t in zip(document.passages, document.passage_texts, strict=True)])
        db.executemany("INSERT INTO sentences (document, number, start, end, kind, passage, heading, page, indexed, sha) "
                       "VALUES (?,?,?,?,?,?,?,?,?,?)",
                       [(report.id, s.index, s.start, s.end, s.kind.value, s.passage, s.heading, s.page, *t)
                        for s, t in zip(document.sentences, document.sentence_texts, strict=True)])
        db.executemany("INSERT INTO figures (document, number, start, end, value, unit, kind, indicator, record) VALUES (?,?,?,?,?,?,?,?,?)",
                       [(report.id, n, f.start, f.end, str(f.quantity.value), f.quantity.unit, f.quantity.kind.value, f.indicator,
                         records.dump(f)) for n, f in enumerate(document.figures)])

    def rename(self, report_id: str, source: str) -> None:
        """Give a report the name that its file has now; inside a transaction."""
        self._db.execute("UPDATE documents SET source = ? WHERE id = ?", (source, report_id))

    def delete(self, ids: Iterable[str]) -> None:
        """Remove reports with all that was derived of them; inside a transaction."""
        self._db.executemany("DELETE FROM documents WHERE id = ?", [(i,) for i in ids])

    def prune(self) -> None:
        """Drop the vectors of texts that no report holds any more; inside a transaction."""
        self._db.execute("DELETE FROM vectors WHERE sha NOT IN (SELECT sha FROM sentences UNION SELECT sha FROM passages)")

    def reports(self) -> list[Report]:
        """All reports, in the order in which they were added."""
        with self._errors():
            rows = self._db.execute("SELECT id, source, text, metadata, sha256, pages FROM documents ORDER BY position").fetchall()
            return [Report(i, source, text, records.restore(Metadata, metadata), sha, records.restore(tuple[Page, ...], pages))
                    for i, source, text, metadata, sha, pages in rows]

    def hints(self, report_id: str) -> str:
        """What the loader knew of a report, as JSON text."""
        with self._errors():
            return str(self._db.execute("SELECT hints FROM documents WHERE id = ?", (report_id,)).fetchone()[0])

    def sentences(self, report_id: str) -> list[Sentence]:
        """A report's sentences, in order."""
        with self._errors():
            return [Sentence(report_id, number, start, end, SentenceKind(kind), passage, heading, page)
                    for number, start, end, kind, passage, heading, page in self._db.execute(
                        "SELECT number, start, end, kind, passage, heading, page FROM sentences WHERE document=? ORDER BY number",
                        (report_id,))]

    def passages(self, report_id: str) -> list[Passage]:
        """A report's passages, in order."""
        with self._errors():
            return [Passage(report_id, *row) for row in self._db.execute(
                "SELECT number, start, end FROM passages WHERE document=? ORDER BY number", (report_id,))]

    def figures(self, report_id: str | None = None) -> list[Figure]:
        """The figures of a report, or of all, in order."""
        with self._errors():
            rows = self._db.execute("SELECT f.record FROM figures f JOIN documents d ON d.id = f.document WHERE ?1 IS NULL OR "
                                    "f.document = ?1 ORDER BY d.position, f.number", (report_id,))
            return [records.restore(Figure, row[0]) for row in rows]

    def indexed(self, table: str) -> list[Indexed]:
        """What the indexes hold of "sentences" or "passages": every row whose text answers."""
        assert table in ("sentences", "passages")
        passage = "passage" if table == "sentences" else "number"
        with self._errors():
            return [Indexed(*row) for row in self._db.execute(
                f"SELECT id, document, number, start, end, {passage}, indexed, sha FROM {table} WHERE sha != '' ORDER BY id")]

    def sentence_shas(self, report_id: str) -> list[tuple[int, str]]:
        """The number of every sentence of a report with the sha of what is indexed of it, "" when nothing is."""
        with self._errors():
            return self._db.execute("SELECT number, sha FROM sentences WHERE document=? ORDER BY number", (report_id,)).fetchall()

    def missing(self, encoder: str) -> dict[str, str]:
        """The indexed texts, by their sha, that have no vector of this encoder."""
        with self._errors():
            return dict(self._db.execute(
                "SELECT t.sha, t.indexed FROM (SELECT sha, indexed FROM sentences UNION SELECT sha, indexed FROM passages) t "
                "LEFT JOIN vectors v ON v.sha = t.sha AND v.encoder = ? WHERE t.sha != '' AND v.sha IS NULL", (encoder,)).fetchall())

    def known(self, shas: Iterable[str], encoder: str) -> set[str]:
        """Which of the texts have a vector of this encoder."""
        with self._errors():
            return {sha for sha in shas if self._db.execute(
                "SELECT 1 FROM vectors WHERE sha = ? AND encoder = ?", (sha, encoder)).fetchone()}

    def put_vectors(self, shas: Sequence[str], vectors: NDArray[np.float32], encoder: str) -> None:
        """Keep vectors, at half precision (cosines move by less than 0.001); inside a transaction."""
        self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
                             [(sha, encoder, vectors.shape[1], row.tobytes())
                              for sha, row in zip(shas, vectors.astype("<f2"), strict=True)])

    def vectors(self, shas: Sequence[str], encoder: str, dimension: int) -> NDArray[np.float32]:
        """The vectors of the texts, (n, dimension), in their order.

        Raises:
            DamagedLibrary: one is missing or has another size.
        """
        with self._errors():
            found = dict(self._db.execute("SELECT sha, vector FROM vectors WHERE encoder = ?", (encoder,))) if len(shas) > 2000 else {
                sha: row[0] for sha in set(shas) if (row := self._db.execute(
                    "SELECT vector FROM vectors WHERE sha = ? AND encoder = ?", (sha, encoder)).fetchone())}
            joined = b"".join(found[sha] for sha in shas)
            return np.frombuffer(joined, dtype="<f2").reshape(len(shas), dimension).astype(np.float32)

    def problems(self) -> list[str]:
        """What SQLite's own checks find wrong; empty when all is well."""
        with self._errors():
            found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check(20)")]
            broken = self._db.execute("PRAGMA foreign_key_check").fetchall()
            return [p for p in found if p != "ok"] + [f"foreign key: {row}" for row in broken]
