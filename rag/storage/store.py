"""What a library keeps, as rows; SQL lives here, in `database`, `keeping` and `rag.documents.schema`, and nowhere else.

Every change is one transaction that also raises the generation, so readers and the derived indexes know that they are
stale, and a process killed at any moment leaves the database as it was before or as it should be after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.book.corrections import Correction
from rag.documents.schema import FIGURE_CORRECTIONS, Analysed, Indexed
from rag.storage import records
from rag.storage.keeping import Keeping
from rag.types import Figure, Metadata, Page, Passage, Report, Sentence, SentenceKind


class Store(Keeping):
    """The rows of a library; what is written, is written inside `transaction()`."""

    def put(self, document: Analysed) -> None:
        """Add a report, or replace the one of its id with all that was derived of it; inside a transaction."""
        report, db = document.report, self._db
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
        for table in ("passages", "sentences", "figures"):
            db.execute(f"DELETE FROM {table} WHERE document = ?", (report.id,))
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
        db.executemany(
            "INSERT INTO passages (document, number, start, end, indexed, sha) VALUES (?,?,?,?,?,?)",
            [
                (report.id, p.index, p.start, p.end, *t)
                for p, t in zip(document.passages, document.passage_texts, strict=True)
            ],
        )
        db.executemany(
            "INSERT INTO sentences (document, number, start, end, kind, passage, heading, page, indexed, sha) "
            "VALUES (?,?,?,?,?,?,?,?,?,?)",
            [
                (report.id, s.index, s.start, s.end, s.kind.value, s.passage, s.heading, s.page, *t)
                for s, t in zip(document.sentences, document.sentence_texts, strict=True)
            ],
        )
        db.executemany(
            "INSERT INTO figures (document, number, start, end, value, unit, kind, indicator, record) "
            "VALUES (?,?,?,?,?,?,?,?,?)",
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

    def rename(self, report_id: str, source: str) -> None:
        """Give a report the name that its file has now; inside a transaction."""
        self._db.execute("UPDATE documents SET source = ? WHERE id = ?", (source, report_id))

    def delete(self, ids: Iterable[str]) -> None:
        """Remove reports with all that was derived of them; inside a transaction."""
        self._db.executemany("DELETE FROM documents WHERE id = ?", [(i,) for i in ids])

    def reports(self) -> list[Report]:
        """All reports, in the order in which they were added."""
        with self._errors():
            rows = self._db.execute(
                "SELECT id, source, text, metadata, sha256, pages FROM documents ORDER BY position"
            ).fetchall()
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
                    "SELECT number, start, end, kind, passage, heading, page FROM sentences "
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
                    "SELECT number, start, end FROM passages WHERE document=? ORDER BY number", (report_id,)
                )
            ]

    def figures(self, report_id: str | None = None) -> list[Figure]:
        """The figures of a report, or of all, in order."""
        with self._errors():
            rows = self._db.execute(
                "SELECT f.record FROM figures f JOIN documents d ON d.id = f.document WHERE ?1 IS NULL OR "
                "f.document = ?1 ORDER BY d.position, f.number",
                (report_id,),
            )
            return [records.restore(Figure, row[0]) for row in rows]

    def figure_corrections(self) -> list[Correction]:
        """What people have put right of figures, by report and place in it."""
        with self._errors():
            if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'figure_corrections'").fetchone():
                return []
            rows = self._db.execute("SELECT record FROM figure_corrections ORDER BY sha256, start")
            return [records.restore(Correction, row[0]) for row in rows]

    def put_figure_correction(self, correction: Correction) -> None:
        """Keep a correction in place of an earlier one of the same figure; inside a transaction."""
        self._db.execute(FIGURE_CORRECTIONS)
        self._db.execute(
            "INSERT OR REPLACE INTO figure_corrections VALUES (?, ?, ?)",
            (correction.sha256, correction.start, records.dump(correction)),
        )

    def drop_figure_correction(self, sha256: str, start: int) -> None:
        """Forget a correction; inside a transaction."""
        self._db.execute(FIGURE_CORRECTIONS)
        self._db.execute("DELETE FROM figure_corrections WHERE sha256 = ? AND start = ?", (sha256, start))

    def indexed(self, table: str) -> list[Indexed]:
        """What the indexes hold of "sentences" or "passages": every row whose text answers."""
        assert table in ("sentences", "passages")
        passage = "passage" if table == "sentences" else "number"
        with self._errors():
            return [
                Indexed(*row)
                for row in self._db.execute(
                    f"SELECT id, document, number, start, end, {passage}, indexed, sha FROM {table} "
                    "WHERE sha != '' ORDER BY id"
                )
            ]

    def sentence_shas(self, report_id: str) -> list[tuple[int, str]]:
        """The number of every sentence of a report with the sha of what is indexed of it, "" when nothing is."""
        with self._errors():
            return self._db.execute(
                "SELECT number, sha FROM sentences WHERE document=? ORDER BY number", (report_id,)
            ).fetchall()

    def missing(self, encoder: str) -> dict[str, str]:
        """The indexed texts, by their sha, that have no vector of this encoder."""
        with self._errors():
            return dict(
                self._db.execute(
                    "SELECT t.sha, t.indexed FROM "
                    "(SELECT sha, indexed FROM sentences UNION SELECT sha, indexed FROM passages) t "
                    "LEFT JOIN vectors v ON v.sha = t.sha AND v.encoder = ? WHERE t.sha != '' AND v.sha IS NULL",
                    (encoder,),
                ).fetchall()
            )

    def known(self, shas: Iterable[str], encoder: str) -> set[str]:
        """Which of the texts have a vector of this encoder."""
        with self._errors():
            return {
                sha
                for sha in shas
                if self._db.execute("SELECT 1 FROM vectors WHERE sha = ? AND encoder = ?", (sha, encoder)).fetchone()
            }

    def put_vectors(self, shas: Sequence[str], vectors: NDArray[np.float32], encoder: str) -> None:
        """Keep vectors, at half precision (cosines move by less than 0.001); inside a transaction."""
        self._db.executemany(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
            [
                (sha, encoder, vectors.shape[1], row.tobytes())
                for sha, row in zip(shas, vectors.astype("<f2"), strict=True)
            ],
        )

    def vectors(self, shas: Sequence[str], encoder: str, dimension: int) -> NDArray[np.float32]:
        """The vectors of the texts, (n, dimension), in their order.

        Raises:
            DamagedLibrary: one is missing or has another size.
        """
        with self._errors():
            found = (
                dict(self._db.execute("SELECT sha, vector FROM vectors WHERE encoder = ?", (encoder,)))
                if len(shas) > 2000
                else {
                    sha: row[0]
                    for sha in set(shas)
                    if (
                        row := self._db.execute(
                            "SELECT vector FROM vectors WHERE sha = ? AND encoder = ?", (sha, encoder)
                        ).fetchone()
                    )
                }
            )
            joined = b"".join(found[sha] for sha in shas)
            return np.frombuffer(joined, dtype="<f2").reshape(len(shas), dimension).astype(np.float32)
