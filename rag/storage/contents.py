"""What a library holds, read from its database and kept in memory until it changes.

Only what belongs to a changed report is read again, whichever process changed it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import TypeVar

from rag.book.corrections import Correction, by_report, put_right
from rag.documents.tables import find_tables
from rag.errors import UsageError
from rag.loaders.base import Original
from rag.storage.kept import Kept
from rag.storage.store import Store
from rag.types import Figure, Passage, Period, Place, Report, Sentence, Table

_T = TypeVar("_T")


class Contents:
    """The reports of a database with their sentences, passages, figures and tables.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._mutex = threading.RLock()
        self._kept = Kept()
        self._all: dict[str, Report] | None = None
        self._seen: tuple[int, int, str] = (-1, 0, "")  # change counter, generation, stamp

    @property
    def store(self) -> Store:
        """The database, for the modules that index it."""
        return self._store

    @property
    def generation(self) -> int:
        """How often the library has been changed."""
        return int(self._store.meta("generation") or 0)

    @property
    def stamp(self) -> str:
        """A name of the library's present state; any change by any process gives another."""
        with self._mutex:
            counter = self._store.change_counter()
            if counter != self._seen[0]:
                self._refresh(counter)
            return self._seen[2]

    def count(self) -> int:
        """How many reports there are."""
        return self._cached("count", "", self._store.count)

    def reports(self) -> list[Report]:
        """All reports, in the order in which they were added; they stay in memory, so ask for one where one will do."""
        with self._mutex:
            self.stamp  # noqa: B018  (drops what changed)
            if self._all is None:
                self._all = {report.id: report for report in self._store.reports()}
            return list(self._all.values())

    def report(self, report_id: str) -> Report:
        """One report. Raises UsageError when there is none of this id."""
        with self._mutex:
            self.stamp  # noqa: B018
            if self._all is not None and report_id in self._all:
                return self._all[report_id]
        found = self._cached("report", report_id, lambda: self._store.reports([report_id]))
        if not found:
            raise UsageError("report_unknown", id=report_id)
        return found[0]

    def select(self, place: Place | None = None, period: Period | None = None) -> frozenset[str]:
        """The ids of the reports about a place's province or about the place itself, and sharing days with a period.

        Args:
            place, period: None leaves that side open; a report that does not say is not about one.

        Returns:
            Ids, to narrow a search with; found by an index, whatever the size of the library.
        """
        return self._cached("select", (place, period), lambda: frozenset(self._store.select(place, period)))

    def sentences(self, report_id: str) -> list[Sentence]:
        """A report's sentences, in order; furniture and captions are among them, marked by their kind."""
        return self._cached("sentences", report_id, lambda: self._store.sentences(report_id))

    def passages(self, report_id: str) -> list[Passage]:
        """A report's passages, in order."""
        return self._cached("passages", report_id, lambda: self._store.passages(report_id))

    def figures(self, report_id: str | None = None) -> list[Figure]:
        """The figures that a report states, or all reports, in order, as people have put them right."""
        ids = self._store.ids() if report_id is None else [report_id]
        return self._cached("figures", report_id, lambda: [f for one in ids for f in self._put_right(one)])

    def read_figures(self, report_id: str) -> list[Figure]:
        """The figures of a report as they were read, whatever was corrected."""
        return self._cached("read", report_id, lambda: self._store.figures(report_id))

    def figure_corrections(self) -> dict[str, dict[int, Correction]]:
        """What people have put right of figures: by the digest of the report's text, by the number's offset."""
        return self._cached("corrections", "", lambda: by_report(self._store.figure_corrections()))

    def _put_right(self, report_id: str) -> list[Figure]:
        known = self.figure_corrections()
        read = self.read_figures(report_id)
        return put_right(read, known.get(self.report(report_id).sha256, {})) if known else read

    def original(self, report_id: str) -> Original | None:
        """The file that a report was read from; None when it is not kept."""
        return self._cached("original", report_id, lambda: self._store.original(report_id))

    def tables(self, report_id: str) -> list[Table]:
        """A report's tables, in order."""
        return self._cached("tables", report_id, lambda: find_tables(self.report(report_id).text))

    def _refresh(self, counter: int) -> None:
        """Forget what is kept of the reports that changed since; of all when this is not the library it was."""
        _, generation, stamp = self._seen
        now = self._store.state()
        if now != (generation, stamp):
            changed = self._store.changed_since(generation) if self._store.stamp_of(generation) == stamp else None
            self._kept.forget(changed)
            if self._all is not None and changed is not None:
                renewed = {**self._all, **{r.id: r for r in self._store.reports(changed)}}
                self._all = {i: renewed[i] for i in self._store.ids() if i in renewed}
            else:
                self._all = None
        self._seen = (counter, *now)

    def _cached(self, kind: str, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` gives, kept until its report changes."""
        with self._mutex:
            self.stamp  # noqa: B018  (drops what another process made stale)
            return self._kept.get(kind, key, make)
