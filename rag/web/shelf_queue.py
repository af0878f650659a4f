"""What happens when files are added on the page, called off or refused, and how their queue is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from rag.errors import LoadError
from rag.loaders import LIMITS
from rag.messages import text
from rag.web import shelf_view, uploads_view
from rag.web.desk import Desk
from rag.web.parts import carried
from rag.web.shelf_filter import Row, fields_of
from rag.web.shelf_parts import ShelfParts

Changes = dict[Any, Any]


class ShelfQueue:
    """The queue of reports on their way into the library.

    Args:
        desk: what keeps the reports.
        parts: of the page.
    """

    def __init__(self, desk: Desk, parts: ShelfParts) -> None:
        self.desk, self.parts = desk, parts

    def wire(self, on: Callable[..., Any], upload: Any) -> None:
        """Listen to the parts; `on` and `upload` as `rag.web.shelf.Shelf.wire` has them."""
        on(upload.upload, self.add, upload)
        on(self.parts.list.reindex, self.reindex)
        on(self.parts.queue.cancel_jobs, self.cancel)
        on(self.parts.queue.clear_jobs, self.clear)
        on(self.parts.queue.refuse_files, self.refuse)

    def add(self, kept: object, language: str, paths: list[str] | None) -> Changes:
        """Files were uploaded: they are queued, and the page goes on."""
        self.desk.indexing.add([Path(path) for path in paths or []])
        return {self.parts.note: "", **self.shown(self.desk.rows(), language)}

    def refuse(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """Files that the browser did not send, for they are too large; or a folder in which there was none."""
        names = fields_of(carried(event).value).get("names", ())
        for name in names:
            error = LoadError("file_too_large", path=name[:300], limit=f"{LIMITS.megabytes} MB")
            self.desk.indexing.refuse(name[:300], error)
        note = "" if names else shelf_view.note(text("folder_empty", language), is_problem=True)
        return {self.parts.note: note, **self.shown(self.desk.rows(), language)}

    def reindex(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """A report, or all, is to be read and encoded again."""
        wanted, reports = carried(event).value, self.desk.reports()
        self.desk.indexing.reindex([(report.id, report.source) for report in reports if wanted in ("", report.id)])
        return self.shown(self.desk.rows(), language)

    def cancel(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """A file on its way, or all, is called off."""
        self.desk.indexing.cancel(carried(event).value)
        return self.shown(self.desk.rows(), language)

    def clear(self, kept: object, language: str) -> Changes:
        """The finished files need not be shown any more."""
        self.desk.indexing.clear()
        return self.shown(self.desk.rows(), language)

    def shown(self, rows: list[Row], language: str) -> Changes:
        """The queue as it stands; while it works the page's timer asks again.

        `seen` says what is shown: how many jobs are finished and how many reports there are, "|", a hash of the rest.
        """
        jobs = self.desk.indexing.jobs()
        finished = sum(not job.is_active for job in jobs)
        is_busy = finished < len(jobs)
        shown = uploads_view.queue(jobs, {row.report.id: row.report for row in rows}, language)
        seen = f"{finished} {len(rows)}|{hash(shown)}|{is_busy}"
        return {self.parts.queue: shown, self.parts.seen: seen, self.parts.timer: gr.Timer(active=is_busy)}
