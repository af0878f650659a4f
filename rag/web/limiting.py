"""What happens when a person chooses which reports are asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from rag.messages import text
from rag.scopes.limits import Limits
from rag.types import Report
from rag.web import limits_view, shelf_view
from rag.web.conversation import Session, read_session
from rag.web.desk import Desk
from rag.web.parts import carried
from rag.web.shelf_parts import IN_ORDER, LimitParts, ShelfParts

Changes = dict[Any, Any]


class Limiting:
    """The limits above the question.

    Args:
        desk: what keeps the reports.
        parts: of the limits.
        shelf: the library's parts.
        kept: the page's part for what the browser keeps.
    """

    def __init__(self, desk: Desk, parts: LimitParts, shelf: ShelfParts, kept: Any) -> None:
        self.desk, self.parts, self.shelf, self.kept = desk, parts, shelf, kept

    def wire(self, on: Callable[..., Any]) -> None:
        """Listen to the parts; `on` as `rag.web.shelf.Shelf.wire` has it."""
        on(self.parts.panel.limit, self.limit, **IN_ORDER)
        on(self.parts.line.unlimit, self.unlimit)
        on(self.shelf.list.only_report, self.only)

    def limit(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """Boxes were ticked: questions are answered from those reports only."""
        reports = self.desk.reports()
        session = read_session(kept).limited(limits_view.chosen(carried(event).value, reports))
        return {self.kept: session.to_json(), self.parts.line: limits_view.line(session.limits, reports, language)}

    def unlimit(self, kept: object, language: str) -> Changes:
        """All reports are asked again."""
        return self._limited(read_session(kept).limited(Limits()), self.desk.reports(), language)

    def only(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """One report alone is asked."""
        reports, wanted = self.desk.reports(), carried(event).value
        report = next((one for one in reports if one.id == wanted), None)
        if report is None:
            return {self.shelf.note: shelf_view.note(text("source_gone", language), is_problem=True)}
        said = text("only_this", language, title=report.metadata.title or report.source)
        session = read_session(kept).limited(Limits(reports=(report.id,)))
        return {**self._limited(session, reports, language), self.shelf.note: shelf_view.note(said)}

    def shown(self, limits: Limits, reports: Sequence[Report], language: str) -> Changes:
        """What is searched, and the form to change it."""
        return {
            self.parts.line: limits_view.line(limits, reports, language),
            self.parts.panel: limits_view.panel(limits, reports, language),
        }

    def _limited(self, session: Session, reports: Sequence[Report], language: str) -> Changes:
        return {self.kept: session.to_json(), **self.shown(session.limits, reports, language)}
