"""What a library keeps, as rows, in the SQL that all engines share; theirs alone is in `rag.storage.database`,
`rag.documents.schema` and `rag.postgres`, and nowhere else.

Every change is one transaction that also raises the generation, so readers and the derived indexes know that they are
stale, and a process killed at any moment leaves the database as it was before or as it should be after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.book.corrections import Correction
from rag.documents.schema import Analysed
from rag.errors import UsageError
from rag.storage import records
from rag.storage.keeping import Keeping
from rag.types import Figure, Metadata, Page, Passage, Period, Place, Report, Sentence, SentenceKind


class Store(Keeping):
    """The rows of a library; what is written, is written inside `transaction()`."""

    def put(self, document: Analysed) -> None:
        """Add a report, or replace the one of its id with all that was derived of it; inside a transaction."""
        report, db = document.report, self._db
        before = self._shas([report.id])
        values = (
            report.source,
            report.sha256,
            report.text,
            report.metadata.title,
            report.metadata.published and report.metadata.published.isoformat(),
            records.dump(report.metadata),
            document.hints,
            records.dump(report.pages),
        )
        self._drop_rows([report.id])
        updated = db.execute(
            "UPDATE documents SET source=?, sha256=?, text=?, title=?, published=?, metadata=?, hints=?, "
            "pages=? WHERE id=?",
            (*values, report.id),
        )
        if not updated.rowcount:
            db.execute(
                "INSERT INTO documents "
                "(source, sha256, text, title, published, metadata, hints, pages, id, position) "
                "VALUES (?,?,?,?,?,?,?,?,?, (SELECT coalesce(max(position), 0) + 1 FROM documents))",
                (*values, report.id),
            )
        self._add_rows(
            "passages",
            ("document", "number", "start", '"end"', "indexed", "sha"),
            [
                (report.id, p.index, p.start, p.end, *t)
                for p, t in zip(document.passages, document.passage_texts, strict=True)
            ],
        )
        self._add_rows(
            "sentences",
            ("document", "number", "start", '"end"', "kind", "passage", "heading", "page", "indexed", "sha"),
            [
                (report.id, s.index, s.start, s.end, s.kind.value, s.passage, s.heading, s.page, *t)
                for s, t in zip(document.sentences, document.sentence_texts, strict=True)
            ],
        )
        self._add_rows(
            "figures",
            ("document", "number", "start", '"end"', "value", "unit", "kind", "indicator", "record"),
            [
                (
                    report.id,
                    n,
                    f.start,
                    f.end,
                    str(f.quantity.value),
                    f.quantity.unit,
                    f.quantity.kind.value,
                    f.indicator,
                    records.dump(f),
                )
                for n, f in enumerate(document.figures)
            ],
        )
        self._changed([report.id])
        self._prune(before)

    def whose(self, source: str, sha256: str) -> tuple[tuple[str, str, str] | None, tuple[str, str, str] | None]:
        """The (id, source, sha256) of the report of this source, and of the first one with this content."""
        columns = "SELECT id, source, sha256 FROM documents WHERE"
        with self._errors():
            return (
                self._db.execute(f"{columns} source = ?", (source,)).fetchone(),
                self._db.execute(f"{columns} sha256 = ? ORDER BY position", (sha256,)).fetchone(),
            )

    def has(self, report_id: str) -> bool:
        """Whether there is a report of this id."""
        with self._errors():
            return self._db.execute("SELECT 1 FROM documents WHERE id = ?", (report_id,)).fetchone() is not None

    def find(self, name: str) -> str:
        """The id of the report of this id or, failing that, of this source. Raises UsageError when there is none."""
        with self._errors():
            row = self._db.execute(
                "SELECT id FROM documents WHERE id = ? OR source = ? ORDER BY id = ? DESC", (name, name, name)
            ).fetchone()
        if row is None:
            raise UsageError("report_unknown", id=name)
        return str(row[0])

    def rename(self, report_id: str, source: str) -> None:
        """Give a report the name that its file has now; inside a transaction."""
        self._db.execute("UPDATE documents SET source = ? WHERE id = ?", (source, report_id))
        self._changed([report_id])

    def delete(self, ids: Iterable[str]) -> None:
        """Remove reports with all that was derived of them, texts' vectors too; inside a transaction."""
        gone = list(ids)
        before = self._shas(gone)
        self._drop_rows(gone)
        self._db.executemany("DELETE FROM documents WHERE id = ?", [(i,) for i in gone])
        self._changed(gone)
        self._prune(before)

    def _drop_rows(self, ids: Sequence[str]) -> None:
        """Take out what was derived of some reports; by name, for what other servers hold cascades nothing."""
        for table in ("passages", "sentences", "figures"):
            self._db.executemany(f"DELETE FROM {table} WHERE document = ?", [(i,) for i in ids])

    def _shas(self, ids: Iterable[str]) -> set[str]:
        """What is indexed of some reports."""
        return {
            str(row[0])
            for i in ids
            for row in self._db.execute(
                "SELECT sha FROM sentences WHERE document = ? UNION SELECT sha FROM passages WHERE document = ?", (i, i)
            )
        }

    def ids(self) -> list[str]:
        """The ids of all reports, in the order in which they were added."""
        with self._errors():
            return [str(row[0]) for row in self._db.execute("SELECT id FROM documents ORDER BY position")]

    def count(self) -> int:
        """How many reports there are."""
        with self._errors():
            return int(self._db.execute("SELECT count(*) FROM documents").fetchone()[0])

    def select(self, place: Place | None, period: Period | None) -> set[str]:
        """The ids of the reports about a place's province or about the place, and about time shared with a period.

        Args:
            place, period: None leaves that side open; a report that does not say is not about one.
        """
        wanted, values = ["1 = 1"], []
        if place is not None:
            wanted.append("(province = ? OR place = ?)")
            values += [place.province or place.name, place.name]
        if period is not None:
            wanted.append("period_start <= ? AND period_end >= ?")
            values += [period.end.isoformat(), period.start.isoformat()]
        with self._errors():
            rows = self._db.execute(f"SELECT id FROM documents WHERE {' AND '.join(wanted)}", values)
            return {str(row[0]) for row in rows}

    def reports(self, ids: Iterable[str] | None = None) -> list[Report]:
        """Reports, in the order in which they were added; all of them by default."""
        columns = "SELECT id, source, text, metadata, sha256, pages FROM documents"
        with self._errors():
            if ids is None:
                rows = self._db.execute(f"{columns} ORDER BY position").fetchall()
            else:
                chosen = f"{columns} WHERE id {self._AMONG} ORDER BY position"
                rows = self._db.execute(chosen, (self._listed(ids),)).fetchall()
            return [
                Report(
                    i,
                    source,
                    text,
                    records.restore(Metadata, metadata),
                    sha,
                    records.restore(tuple[Page, ...], pages),
                )
                for i, source, text, metadata, sha, pages in rows
            ]

    def hints(self, report_id: str) -> str:
        """What the loader knew of a report, as JSON text."""
        with self._errors():
            return str(self._db.execute("SELECT hints FROM documents WHERE id = ?", (report_id,)).fetchone()[0])

    def sentences(self, report_id: str) -> list[Sentence]:
        """A report's sentences, in order."""
        with self._errors():
            return [
                Sentence(report_id, number, start, end, SentenceKind(kind), passage, heading, page)
                for number, start, end, kind, passage, heading, page in self._db.execute(
                    'SELECT number, start, "end", kind, passage, heading, page FROM sentences '
                    "WHERE document=? ORDER BY number",
                    (report_id,),
                )
            ]

    def passages(self, report_id: str) -> list[Passage]:
        """A report's passages, in order."""
        with self._errors():
            return [
                Passage(report_id, *row)
                for row in self._db.execute(
                    'SELECT number, start, "end" FROM passages WHERE document=? ORDER BY number', (report_id,)
                )
            ]

    def figures(self, report_id: str) -> list[Figure]:
        """The figures of a report, in order."""
        with self._errors():
            rows = self._db.execute("SELECT record FROM figures WHERE document = ? ORDER BY number", (report_id,))
            return [records.restore(Figure, row[0]) for row in rows]

    def figure_corrections(self) -> list[Correction]:
        """What people have put right of figures, by report and place in it."""
        with self._errors():
            rows = self._db.execute("SELECT record FROM figure_corrections ORDER BY sha256, start")
            return [records.restore(Correction, row[0]) for row in rows]

    def put_figure_correction(self, correction: Correction) -> None:
        """Keep a correction in place of an earlier one of the same figure; inside a transaction."""
        self._db.execute(
            "INSERT INTO figure_corrections VALUES (?, ?, ?) "
            "ON CONFLICT (sha256, start) DO UPDATE SET record = excluded.record",
            (correction.sha256, correction.start, records.dump(correction)),
        )
        self._content_changed(correction.sha256)

    def drop_figure_correction(self, sha256: str, start: int) -> None:
        """Forget a correction; inside a transaction."""
        self._db.execute("DELETE FROM figure_corrections WHERE sha256 = ? AND start = ?", (sha256, start))
        self._content_changed(sha256)

    def _content_changed(self, sha256: str) -> None:
        self._changed([str(row[0]) for row in self._db.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,))])

    def sentence_shas(self, report_id: str) -> list[tuple[int, str]]:
        """The number of every sentence of a report with the sha of what is indexed of it, "" when nothing is."""
        with self._errors():
            rows = self._db.execute("SELECT number, sha FROM sentences WHERE document=? ORDER BY number", (report_id,))
            return [(int(number), str(sha)) for number, sha in rows]
