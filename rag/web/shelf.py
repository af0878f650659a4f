"""What happens when a person does something to the library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import gradio as gr

from rag.documents.corrections import Corrections, Field
from rag.documents.field_texts import corrections, written
from rag.errors import HoiBaoCaoError
from rag.messages import render, text
from rag.storage import editing
from rag.types import Report
from rag.web import edit_view, shelf_view
from rag.web.conversation import Session, read_session
from rag.web.desk import Desk
from rag.web.edit_view import Editing
from rag.web.kept_limits import without
from rag.web.limiting import Limiting
from rag.web.parts import carried
from rag.web.shelf_filter import PAGE, Row, View, chosen, facets, fields_of, read_view
from rag.web.shelf_parts import IN_ORDER, LimitParts, ShelfParts
from rag.web.shelf_queue import ShelfQueue

Changes = dict[Any, Any]


class Shelf:
    """The library beside the chat.

    Args:
        desk: what keeps the reports.
        parts: of the page.
        talk: draws the conversation anew: its examples come from the reports.
        kept: the page's part for what the browser keeps.
    """

    def __init__(
        self, desk: Desk, parts: ShelfParts, limits: LimitParts, kept: Any, talk: Callable[[Session, str], Changes]
    ) -> None:
        self.desk, self.parts, self.kept, self.talk = desk, parts, kept, talk
        self.queue = ShelfQueue(desk, parts)
        self.limiting = Limiting(desk, limits, parts, kept)

    def wire(self, on: Callable[..., Any], upload: Any) -> None:
        """Listen to the parts.

        Args:
            on: of the page: listens to an event with (kept, language, more...) as input and all parts as output.
            upload: the button that files come through.
        """
        parts, more = self.parts, (self.parts.view,)
        on(parts.filters.filter_shelf, self.filter, **IN_ORDER)
        on(parts.list.more_shelf, self.more, *more)
        on(parts.list.edit_report, self.edit)
        on(parts.list.remove_report, self.remove, *more)
        on(parts.editor.save_edit, self.save, *more)
        on(parts.editor.undo_edit, self.undo, *more)
        on(parts.editor.close_edit, self.close)
        for place in (parts.note, parts.removed):
            on(place.restore_report, self.restore, *more)
        on(parts.removed.forget_report, self.forget)
        on(parts.timer.tick, self.tick, parts.view, parts.seen)
        self.queue.wire(on, upload)
        self.limiting.wire(on)

    # --- the list -------------------------------------------------------------------------------------------------

    def everything(self, session: Session, language: str) -> Changes:
        """All of the library, as a visit or another language begins."""
        rows = self.desk.rows()
        return {
            self.parts.view: "",
            self.parts.note: "",
            self.parts.editor: "",
            **self._lists(rows, View(), language),
            **self.queue.shown(rows, language),
            **self.limiting.shown(session.limits, [row.report for row in rows], language),
        }

    def filter(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """The list was narrowed or sorted."""
        view, rows = carried(event).value, self.desk.rows()
        return {self.parts.view: view, self.parts.list: self._listed(rows, read_view(view), language)}

    def more(self, kept: object, language: str, view: str, event: gr.EventData) -> Changes:
        """More of the list is wanted."""
        count = carried(event).value
        wanted = replace(read_view(view), shown=int(count) if count.isdecimal() and len(count) < 7 else PAGE)
        return {self.parts.list: self._listed(self.desk.rows(), wanted, language)}

    def edit(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """A report's facts are to be put right: the form opens."""
        return {self.parts.editor: self._form(carried(event).value, {}, {}, language), self.parts.note: ""}

    def save(self, kept: object, language: str, view: str, event: gr.EventData) -> Changes:
        """The form was sent: what is understood is kept, or nothing is and what is wrong is said."""
        fields = fields_of(carried(event).value)
        report = self.desk.report(next(iter(fields.get("id", ())), ""))
        if report is None:
            return self._gone(language)
        typed = {f: fields[f.value][0][:2000] for f in Field if fields.get(f.value)}
        shown = {f: written(report.metadata, f, language) for f in Field}
        changes, wrong = corrections({f: value for f, value in typed.items() if value != shown[f]})
        if wrong:
            return {self.parts.editor: self._form(report.id, typed, wrong, language)}
        return self._edited(report.id, changes, (), read_session(kept), view, language)

    def undo(self, kept: object, language: str, view: str, event: gr.EventData) -> Changes:
        """A correction, or all, is taken back; the form stays open."""
        report_id, _, name = carried(event).value.partition(" ")
        undone = tuple(f for f in Field if name in (f.value, "all"))
        changes = self._edited(report_id, Corrections(), undone, read_session(kept), view, language)
        return {**changes, self.parts.editor: self._form(report_id, {}, {}, language)}

    def close(self, kept: object, language: str) -> Changes:
        """The form is closed; nothing is kept of it."""
        return {self.parts.editor: ""}

    def remove(self, kept: object, language: str, view: str, event: gr.EventData) -> Changes:
        """A report leaves the library, and can be brought back."""
        report, session = self.desk.report(carried(event).value), read_session(kept)
        if report is None:
            return self._gone(language)
        try:
            self.desk.write(lambda library: editing.remove(library, [report.id]))
        except HoiBaoCaoError as error:
            return self._failed(render(error, language))
        session = session.limited(without(session.limits, report.id))
        note = shelf_view.removed_note([report], language)
        return {**self._changed(session, view, language, note), self.parts.editor: "", self.kept: session.to_json()}

    def restore(self, kept: object, language: str, view: str, event: gr.EventData) -> Changes:
        """A removed report comes back."""
        wanted = carried(event).value
        try:
            report = self.desk.write(lambda library: editing.restore(library, wanted))
        except HoiBaoCaoError as error:
            return self._failed(render(error, language))
        said = text("restored", language, title=report.metadata.title or report.source)
        return self._changed(read_session(kept), view, language, shelf_view.note(said))

    def forget(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """A removed report is deleted for good."""
        wanted = carried(event).value
        try:
            self.desk.write(lambda library: editing.forget(library, [wanted]))
        except HoiBaoCaoError as error:
            return self._failed(render(error, language))
        said = shelf_view.note(text("forgotten", language))
        return {self.parts.note: said, self.parts.removed: shelf_view.removed(self.desk.removed(), language)}

    # --- the queue -------------------------------------------------------------------------------------------------

    def tick(self, kept: object, language: str, view: str, seen: str) -> Changes:
        """While the queue works: what has changed since."""
        rows = self.desk.rows()
        changes = self.queue.shown(rows, language)
        if changes[self.parts.seen] == seen:
            return {self.parts.seen: gr.skip()}  # Gradio takes an empty dict for a missing output
        if changes[self.parts.seen].split("|")[0] != seen.split("|")[0]:  # a report was finished
            changes |= self._reports(rows, read_session(kept), view, language)
        return changes

    # --- what is shown --------------------------------------------------------------------------------------------

    def _edited(
        self,
        report_id: str,
        changes: Corrections,
        undone: tuple[Field, ...],
        session: Session,
        view: str,
        language: str,
    ) -> Changes:
        try:
            report: Report = self.desk.write(lambda library: editing.edit(library, report_id, changes, undone))
        except HoiBaoCaoError as error:
            return self._failed(render(error, language))
        said = text("edited", language, title=report.metadata.title or report.source)
        return {**self._changed(session, view, language, shelf_view.note(said)), self.parts.editor: ""}

    def _changed(self, session: Session, view: str, language: str, note: str) -> Changes:
        """The page after a change of the library."""
        return {self.parts.note: note, **self._reports(self.desk.rows(), session, view, language)}

    def _reports(self, rows: list[Row], session: Session, view: str, language: str) -> Changes:
        """Whatever shows the reports."""
        return {
            **self._lists(rows, read_view(view), language, with_filters=not view),
            **self.limiting.shown(session.limits, [row.report for row in rows], language),
            # A first question that is being answered is no turn yet: the examples would be drawn over its stages.
            **({} if session.current.turns or self.desk.is_asked else self.talk(session, language)),
        }

    def _gone(self, language: str) -> Changes:
        changes = self._lists(self.desk.rows(), View(), language)
        return {**self._failed(text("source_gone", language)), self.parts.editor: "", **changes}

    def _failed(self, why: str) -> Changes:
        return {self.parts.note: shelf_view.note(why, is_problem=True)}

    def _lists(self, rows: list[Row], view: View, language: str, with_filters: bool = True) -> Changes:
        changes: Changes = {
            self.parts.list: self._listed(rows, view, language),
            self.parts.removed: shelf_view.removed(self.desk.removed(), language),
        }
        if with_filters:  # else what was chosen in them would be lost
            changes[self.parts.filters] = shelf_view.filters(facets(row.report for row in rows), language)
        return changes

    def _listed(self, rows: list[Row], view: View, language: str) -> str:
        return shelf_view.listed(chosen(rows, view), len(rows), view, language)

    def _form(self, report_id: str, typed: dict[Field, str], wrong: dict[Field, Any], language: str) -> str:
        report = self.desk.report(report_id)
        if report is None:
            return shelf_view.note(text("source_gone", language), is_problem=True)
        read, made = self.desk.look(
            lambda library: (editing.as_read(library, report_id), library.store.corrections(report_id))
        )
        return edit_view.form(Editing(report, read, made, typed, wrong), language)
