"""Which original belongs to which report, among the rows of a library; the bytes are `rag.storage.originals`'."""

from __future__ import annotations

from rag.loaders.base import Original
from rag.storage.vectors import VectorStore


class OriginalRows(VectorStore):
    """The names of originals; what is written, is written inside `transaction()`."""

    def original(self, report_id: str) -> Original | None:
        """A report's original; None when none is kept."""
        with self._errors():
            row = self._db.execute("SELECT sha, kind FROM originals WHERE document = ?", (report_id,)).fetchone()
            return Original(*row) if row else None

    def removed_original(self, report_id: str) -> Original | None:
        """The original of a removed report that can be restored; None when none is kept."""
        with self._errors():
            row = self._db.execute("SELECT sha, kind FROM removed_originals WHERE document = ?", (report_id,))
            found = row.fetchone()
            return Original(*found) if found else None

    def originals(self) -> dict[Original, list[str]]:
        """All that are named, by present reports and by removed ones that can be restored, with their ids."""
        named: dict[Original, list[str]] = {}
        with self._errors():
            for document, sha, kind in self._db.execute(
                "SELECT document, sha, kind FROM originals UNION SELECT document, sha, kind FROM removed_originals "
                "ORDER BY document"
            ).fetchall():
                named.setdefault(Original(sha, kind), []).append(document)
        return named

    def put_original(self, report_id: str, original: Original | None) -> None:
        """Name a report's original, in place of an earlier one; None for none; inside a transaction."""
        self._db.execute("DELETE FROM originals WHERE document = ?", (report_id,))
        if original is not None:
            self._db.execute("INSERT INTO originals VALUES (?, ?, ?)", (report_id, original.sha256, original.kind))
        self._changed([report_id])

    def _set_original_aside(self, report_id: str) -> None:
        """Keep the name of a report's original for its restoring."""
        self._db.execute("INSERT INTO removed_originals SELECT * FROM originals WHERE document = ?", (report_id,))
