"""The rows beside the reports themselves: what a person corrected, and reports removed that can still be restored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rag.documents.corrections import Corrections
from rag.storage import records
from rag.storage.original_rows import OriginalRows

KEPT_DAYS = 7
"""So long a removed report can be restored; then it is forgotten with the next change of the library."""

_FORMAT = "%Y-%m-%d %H:%M:%S"  # of UTC times, which then sort as texts do


def _utc(days: float = 0) -> str:
    """The time so many days from now."""
    return (datetime.now(UTC) + timedelta(days=days)).strftime(_FORMAT)


@dataclass(frozen=True, slots=True)
class Removed:
    """A report that was removed and can be restored; `until` is a UTC time, "2024-05-01 12:00:00"."""

    id: str
    source: str
    title: str
    until: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is needed to put a removed report back: its row, as JSON where it is structured."""

    id: str
    source: str
    sha256: str
    text: str
    hints: str
    pages: str
    corrections: Corrections
    added: str
    position: int


class Keeping(OriginalRows):
    """Corrections and removed reports; what is written, is written inside `transaction()`."""

    def corrections(self, report_id: str) -> Corrections:
        """What was corrected of a report."""
        with self._errors():
            row = self._db.execute("SELECT record FROM corrections WHERE document = ?", (report_id,)).fetchone()
            return records.restore(Corrections, row[0]) if row else Corrections()

    def corrected(self) -> dict[str, Corrections]:
        """The corrections of all reports that have any, by the report's id."""
        with self._errors():
            rows = self._db.execute("SELECT document, record FROM corrections").fetchall()
            return {document: records.restore(Corrections, record) for document, record in rows}

    def sizes(self) -> dict[str, tuple[int, int]]:
        """How many passages and figures each report has, by its id."""
        with self._errors():
            rows = self._db.execute(
                "SELECT id, (SELECT count(*) FROM passages WHERE document = d.id), "
                "(SELECT count(*) FROM figures WHERE document = d.id) FROM documents d"
            )
            return {report_id: (passages, figures) for report_id, passages, figures in rows}

    def put_corrections(self, report_id: str, corrections: Corrections) -> None:
        """Keep what was corrected of a report; inside a transaction."""
        self._db.execute("DELETE FROM corrections WHERE document = ?", (report_id,))
        if corrections.fields:
            self._db.execute("INSERT INTO corrections VALUES (?, ?)", (report_id, records.dump(corrections)))

    def set_aside(self, report_id: str) -> None:
        """Keep what a report can be restored from, before it is deleted; inside a transaction."""
        self._db.execute("DELETE FROM removed WHERE id = ?", (report_id,))
        self._db.execute(
            "INSERT INTO removed SELECT d.id, d.source, d.sha256, d.text, d.title, d.hints, d.pages, "
            "coalesce(c.record, ''), d.added, d.position, ? "
            "FROM documents d LEFT JOIN corrections c ON c.document = d.id WHERE d.id = ?",
            (_utc(), report_id),
        )
        self._db.execute(
            "INSERT INTO removed_texts SELECT document, sha "
            "FROM (SELECT document, sha FROM sentences UNION SELECT document, sha FROM passages) t "
            "WHERE document = ? AND sha != ''",
            (report_id,),
        )
        self._set_original_aside(report_id)

    def removed(self) -> list[Removed]:
        """The reports that can be restored, the last one removed first."""
        with self._errors():
            rows = self._db.execute(
                "SELECT id, source, title, removed FROM removed WHERE removed > ? ORDER BY removed DESC, position DESC",
                (_utc(-KEPT_DAYS),),
            ).fetchall()
            kept = timedelta(days=KEPT_DAYS)
            return [
                Removed(own_id, source, title, (datetime.strptime(removed, _FORMAT) + kept).strftime(_FORMAT))
                for own_id, source, title, removed in rows
            ]

    def kept(self, report_id: str) -> Kept | None:
        """A removed report; None when there is none of this id, or not any more."""
        with self._errors():
            row = self._db.execute(
                "SELECT id, source, sha256, text, hints, pages, corrections, added, position "
                "FROM removed WHERE id = ? AND removed > ?",
                (report_id, _utc(-KEPT_DAYS)),
            ).fetchone()
            if row is None:
                return None
            own_id, source, sha, text, hints, pages, record, added, position = row
            corrections = records.restore(Corrections, record) if record else Corrections()
            return Kept(own_id, source, sha, text, hints, pages, corrections, added, position)

    def place(self, report_id: str, added: str, position: int) -> None:
        """Put a restored report where it stood in the list; inside a transaction."""
        self._db.execute("UPDATE documents SET added = ?, position = ? WHERE id = ?", (added, position, report_id))

    def forget(self, ids: Iterable[str] = ()) -> None:
        """Give up removed reports, and all that were removed too long ago, with their vectors; inside a transaction."""
        over = [str(r[0]) for r in self._db.execute("SELECT id FROM removed WHERE removed <= ?", (_utc(-KEPT_DAYS),))]
        gone = dict.fromkeys([*ids, *over])
        shas = {
            str(row[0])
            for i in gone
            for row in self._db.execute("SELECT sha FROM removed_texts WHERE document = ?", (i,))
        }
        self._db.executemany("DELETE FROM removed WHERE id = ?", [(i,) for i in gone])
        self._prune(shas)
