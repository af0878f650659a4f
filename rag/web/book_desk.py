"""What the figures view asks of the library, through the desk's threads."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rag.book.corrections import correction_of
from rag.book.filters import Filter, chosen
from rag.book.matching import Match, Matcher, match_of
from rag.book.rows import Row, as_read, row, rows
from rag.book.series import Series, series

if TYPE_CHECKING:
    from rag.storage.library import Library
    from rag.web.desk import Desk


class BookDesk:
    """The figures book of a desk; indicators are compared beside the answering of questions, one at a time.

    Args:
        desk: of the page.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._matcher: Matcher | None = None
        self._comparing = threading.Lock()

    def rows(self, wanted: Filter, indicator: str = "") -> list[Row]:
        """The rows that are wanted; with an indicator, the likest first.

        Args:
            wanted: place, period, unit and words.
            indicator: what is counted, in words of either language.
        """
        found = chosen(self._desk.look(rows), wanted)
        if not indicator.strip():
            return found

        with self._comparing:
            matcher = self._matching()
            matcher.learn([indicator, *(r.figure.indicator for r in found)])
            scored = [(matcher.likeness(indicator, r.figure.indicator), r) for r in found]
        kept = [(score, r) for score, r in scored if match_of(score) is not Match.OTHER]
        return [r for _, r in sorted(kept, key=lambda pair: -pair[0])]

    def row(self, row_id: str) -> Row:
        """One row. Raises UsageError row_unknown."""
        return self._desk.look(lambda library: row(library, row_id))

    def series(self, of: Row) -> Series:
        """The indicator of a row over all places and periods."""
        every = self._desk.look(rows)
        with self._comparing:
            return series(every, of.figure.indicator, self._matching(), of)

    def correct(self, row_id: str, given: Mapping[str, str], rejected: bool = False) -> None:
        """Correct or reject a row; fields that are not given stay as the row shows them. Raises UsageError."""

        def work(library: Library) -> None:
            of = row(library, row_id)
            sha = library.report(of.figure.report_id).sha256
            now = datetime.now(UTC).isoformat(timespec="seconds")
            earlier = library.figure_corrections().get(sha, {}).get(of.figure.quantity.start)
            figure = as_read(library, of)
            library.correct_figure(correction_of(figure, sha, given, rejected=rejected, made=now, earlier=earlier))

        self._desk.write(work)

    def undo(self, row_id: str) -> None:
        """A row as the report was read. Raises UsageError."""

        def work(library: Library) -> None:
            of = row(library, row_id)
            library.undo_correction(library.report(of.figure.report_id).sha256, of.figure.quantity.start)

        self._desk.write(work)

    def _matching(self) -> Matcher:
        """The matcher, with the encoder of the library that is only looked at: questions do not wait for it."""
        if self._matcher is None:
            self._matcher = Matcher(self._desk.look(lambda library: library.encoder))
        return self._matcher
