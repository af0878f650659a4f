"""What happens in the "Số liệu" view: filtering, opening a source, comparing, correcting, exporting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from rag.book.filters import parse_filter
from rag.book.rows import Row
from rag.errors import HoiBaoCaoError
from rag.messages import render, text
from rag.quantities.notation import write_number
from rag.types import Citation
from rag.web import figures_view, source_view
from rag.web.book_desk import BookDesk
from rag.web.desk import Desk
from rag.web.markup import escape
from rag.web.original_pages import OriginalPages, Shown

Changes = dict[Any, Any]
FILTERS = ("indicator", "place", "period", "unit", "words")
FIELDS = ("indicator", "value", "unit", "place", "period", "note")
EVENTS = ("open_figure", "compare_figure", "edit_figure", "close_series", "export_figures")


class FiguresParts:
    """The view's components, made inside an open tab.

    Args:
        part: makes an HTML part of the page by its name, with what to run after each change.
    """

    def __init__(self, part: Callable[..., gr.HTML]) -> None:
        self.editing = gr.State("")  # the row being corrected
        with gr.Row(elem_id="hbc-filters"):
            self.filters = [
                gr.Textbox(label=text(f"filter_{name}", "vi"), min_width=120, lines=1, elem_id=f"hbc-filter-{name}")
                for name in FILTERS
            ]
            self.apply = gr.Button(text("filter_apply", "vi"), min_width=80, size="sm", elem_id="hbc-filter-apply")
            self.clear = gr.Button(text("filter_clear", "vi"), min_width=80, size="sm")
        with gr.Group(visible=False, elem_id="hbc-correct") as self.form:
            self.of = gr.HTML("", apply_default_css=False)
            self.fields = [
                gr.Textbox(label=self._label(name, "vi"), lines=1, elem_id=f"hbc-correct-{name}") for name in FIELDS
            ]
            with gr.Row():
                self.save = gr.Button(
                    text("correct_save", "vi"), variant="primary", size="sm", elem_id="hbc-correct-save"
                )
                self.reject = gr.Button(text("correct_reject", "vi"), size="sm", elem_id="hbc-correct-reject")
                self.undo = gr.Button(text("correct_undo", "vi"), size="sm", elem_id="hbc-correct-undo")
                self.cancel = gr.Button(text("correct_cancel", "vi"), size="sm")
        self.view = part("figures")
        self.file = part("figures-file", "const link = element.querySelector('a[download]'); if (link) link.click();")

    @staticmethod
    def _label(name: str, language: str) -> str:
        return text(f"correct_{name}" if name in ("note", "value") else f"filter_{name}", language)

    def changing(self) -> list[Any]:
        """Every component that an event of the view may change."""
        return [self.editing, *self.filters, self.form, self.of, *self.fields, self.view, self.file, *self._buttons()]

    def _buttons(self) -> list[gr.Button]:
        return [self.apply, self.clear, self.save, self.reject, self.undo, self.cancel]

    def in_language(self, language: str) -> Changes:
        """Labels in a language, as updates."""
        names = ("filter_apply", "filter_clear", "correct_save", "correct_reject", "correct_undo", "correct_cancel")
        return {
            **{
                box: gr.Textbox(label=text(f"filter_{name}", language))
                for box, name in zip(self.filters, FILTERS, strict=True)
            },
            **{
                box: gr.Textbox(label=self._label(name, language))
                for box, name in zip(self.fields, FIELDS, strict=True)
            },
            **{one: gr.Button(text(name, language)) for one, name in zip(self._buttons(), names, strict=True)},
        }


class FiguresPage:
    """The events of the view. `wire` connects them; each other public method answers one.

    Args:
        desk: of the page.
        parts: the view's components.
        source: the page's source panel, what it shows, and its tabs.
        pages: of the reports' originals.
    """

    def __init__(self, desk: Desk, parts: FiguresParts, source: tuple[Any, Any, Any], pages: OriginalPages) -> None:
        self.book, self.desk, self.parts, self.pages = BookDesk(desk), desk, parts, pages
        self.source, self.shown, self.tabs = source

    def wire(self, language: gr.State, tab: gr.Tab) -> None:
        """Connect the view's events; the table is made when its tab is opened."""
        parts = self.parts
        outputs = [*parts.changing(), self.source, self.shown, self.tabs]
        hidden: Any = {"show_progress": "hidden", "api_visibility": "private"}
        for listen, act in (
            (tab.select, self.filter),
            (parts.apply.click, self.filter),
            *((box.submit, self.filter) for box in parts.filters),
            (parts.clear.click, self.clear),
            (parts.view.open_figure, self.open),
            (parts.view.compare_figure, self.compare),
            (parts.view.edit_figure, self.edit),
            (parts.view.close_series, self.filter),
            (parts.view.export_figures, self.export),
            (parts.save.click, self.save),
            (parts.reject.click, self.reject),
            (parts.undo.click, self.undo),
            (parts.cancel.click, self.filter),
        ):
            listen(act, [language, parts.editing, *parts.filters, *parts.fields], outputs, **hidden)

    def table(self, language: str, filters: tuple[str, ...] = (), note: str = "") -> Changes:
        """The filtered table, the correction closed."""
        try:
            shown = figures_view.table(self._rows(filters), language, note)
        except HoiBaoCaoError as error:
            shown = f'<p class="hbc-problem" role="alert">{escape(render(error, language))}</p>'
        return {self.parts.view: shown, self.parts.form: gr.Group(visible=False), self.parts.editing: ""}

    def _rows(self, filters: tuple[str, ...]) -> list[Row]:
        indicator, *others = filters or ("",) * len(FILTERS)
        return self.book.rows(parse_filter(*others), indicator)

    def filter(self, language: str, editing: str, *typed: str) -> Changes:
        """The filters were set, or the table is wanted again."""
        return self.table(language, typed[: len(FILTERS)])

    def clear(self, language: str, editing: str, *typed: str) -> Changes:
        """No filters."""
        return {**dict.fromkeys(self.parts.filters, ""), **self.table(language)}

    def open(self, language: str, editing: str, event: gr.EventData, *typed: str) -> Changes:
        """A figure was pressed: its report opens at the quote."""
        shown = f"figure {_value(event)}"
        return {
            self.source: self.quoted(shown, language, focus=True),
            self.shown: shown,
            self.tabs: gr.Tabs(selected="source"),
        }

    def quoted(self, shown: str, language: str, focus: bool) -> str:
        """The source panel of a figure, named as `open` names it; with a page's number, that of its original."""
        wanted = Shown.of(shown)
        try:
            row = self.book.row(wanted.what.removeprefix("figure "))
        except HoiBaoCaoError as error:
            return f'<p class="hbc-problem" role="alert">{escape(render(error, language))}</p>'
        report, citation = self.desk.report(row.figure.report_id), _citation(row, language)
        leaf = self.pages.leaf(report, citation, wanted.page, language)
        return source_view.quoted(report, citation, language, focus, leaf) if report else ""

    def compare(self, language: str, editing: str, event: gr.EventData, *typed: str) -> Changes:
        """One indicator over places and periods."""
        try:
            found = self.book.series(self.book.row(_value(event)))
        except HoiBaoCaoError as error:
            return self.table(language, typed[: len(FILTERS)], render(error, language))
        return {self.parts.view: figures_view.comparison(found, language), self.parts.form: gr.Group(visible=False)}

    def edit(self, language: str, editing: str, event: gr.EventData, *typed: str) -> Changes:
        """The correction of a row opens."""
        try:
            row = self.book.row(_value(event))
        except HoiBaoCaoError as error:
            return self.table(language, typed[: len(FILTERS)], render(error, language))
        title = text("correct_title", language, value=row.figure.quantity.text)
        quote = f'<blockquote lang="vi">{escape(row.quote)}</blockquote>'
        return {
            self.parts.form: gr.Group(visible=True),
            self.parts.of: f"<h3>{escape(title)}</h3>{quote}",
            self.parts.editing: row.id,
            **dict(zip(self.parts.fields, _filled(row, language), strict=True)),
        }

    def save(self, language: str, editing: str, *typed: str) -> Changes:
        """The correction is kept: of what was typed, not of what the form showed before."""

        def work() -> None:
            row = self.book.row(editing)
            shown = zip(_filled(row, "vi"), _filled(row, "en"), strict=True)  # the language may be changed meanwhile
            given = zip(FIELDS, typed[len(FILTERS) :], shown, strict=True)
            changed = {name: new for name, new, was in given if new.strip() not in {one.strip() for one in was}}
            self.book.correct(editing, changed)

        return self._changed(language, typed, work)

    def reject(self, language: str, editing: str, *typed: str) -> Changes:
        """The row is no figure."""
        return self._changed(language, typed, lambda: self.book.correct(editing, {}, rejected=True))

    def undo(self, language: str, editing: str, *typed: str) -> Changes:
        """The row is again as it was read."""
        return self._changed(language, typed, lambda: self.book.undo(editing))

    def _changed(self, language: str, typed: tuple[str, ...], work: Callable[[], None]) -> Changes:
        try:
            work()
        except HoiBaoCaoError as error:  # the form stays open with what was typed
            problem = f'<p class="hbc-problem" role="alert">{escape(render(error, language))}</p>'
            return {self.parts.of: problem}
        return self.table(language, typed[: len(FILTERS)], text("corrected_saved", language))

    def export(self, language: str, editing: str, event: gr.EventData, *typed: str) -> Changes:
        """The filtered rows as a file."""
        form = _value(event)
        if form not in figures_view.FORMS:
            return {self.parts.of: gr.skip()}
        try:
            rows = self._rows(typed[: len(FILTERS)])
        except HoiBaoCaoError:
            return self.table(language, typed[: len(FILTERS)])
        return {self.parts.file: figures_view.download(rows, form, language)}


def _filled(row: Row, language: str) -> tuple[str, ...]:
    """What the fields of a row's correction show when it opens, in the order of FIELDS."""
    figure = row.figure
    return (
        figure.indicator,
        write_number(figure.quantity.value, "vi"),
        figure.quantity.unit,
        figures_view.place_name(row, language) if figure.place else "",
        figures_view.period_name(figure.period, language) if figure.period else "",
        "",
    )


def _value(event: gr.EventData) -> str:
    data = getattr(event, "_data", None)
    value = data.get("value", "") if isinstance(data, dict) else ""
    return value if isinstance(value, str) else ""


def _citation(row: Row, language: str) -> Citation:
    figure = row.figure
    return Citation(
        1,
        figure.report_id,
        row.source,
        row.title,
        figures_view.place_name(row, language),
        figures_view.period_name(figure.period, language),
        row.quote,
        figure.start,
        figure.end,
        row.page,
    )
