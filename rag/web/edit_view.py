"""The form in which what was read from a report is put right: each field with what was read and how to undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.documents.corrections import Corrections, Field
from rag.documents.field_texts import written
from rag.errors import UsageError
from rag.messages import render, text
from rag.scopes import gazetteer
from rag.types import Metadata, Report
from rag.web.markup import button, escape

_KEYS = {
    Field.TITLE: "field_title",
    Field.PLACE: "field_place",
    Field.PERIOD: "field_period",
    Field.PUBLISHER: "field_publisher",
    Field.PUBLISHED: "field_published",
}


@dataclass(frozen=True, slots=True)
class Editing:
    """A report being edited: what was read, what is corrected, what has been typed and what is wrong with it."""

    report: Report
    read: Metadata
    made: Corrections
    typed: Mapping[Field, str]
    wrong: Mapping[Field, UsageError]


def form(editing: Editing, language: str) -> str:
    """The form.

    Args:
        editing: the report and what was typed so far.
        language: "vi" or "en".
    """
    report = editing.report
    first = next(iter(editing.wrong), Field.TITLE)
    fields = "".join(_field(field, editing, language, field is first) for field in Field)
    undo_all = (
        button("undo_edit", f"{report.id} all", text("undo_all", language), "hbc-quiet") if editing.made.fields else ""
    )
    provinces = "".join(f'<option value="{escape(place.name)}">' for place in gazetteer.provinces())
    return (
        f'<section class="hbc-edit" aria-labelledby="hbc-edit-head">'
        f'<h2 id="hbc-edit-head">{escape(text("edit_head", language))}</h2>'
        f'<p class="hbc-file">{escape(report.source)}</p>'
        f'<form data-event="save_edit" data-value="{escape(report.id)}" novalidate>{fields}'
        f'<datalist id="hbc-provinces">{provinces}</datalist>'
        f'<div class="hbc-tools"><button type="submit" class="hbc-button hbc-strong">'
        f"{escape(text('save', language))}</button>{button('close_edit', '', text('cancel', language))}{undo_all}</div>"
        f"</form></section>"
    )


def _field(field: Field, editing: Editing, language: str, focus: bool) -> str:
    name = f"hbc-edit-{field.value}"
    value = editing.typed.get(field, written(editing.report.metadata, field, language))
    error = editing.wrong.get(field)
    kind = "date" if field is Field.PUBLISHED and error is None else "text"
    more = ' list="hbc-provinces"' if field is Field.PLACE else ""
    more += " data-autofocus" if focus else ""
    more += ' aria-invalid="true"' if error else ""
    example = (
        escape(text(f"hint_{field.value}", language)) if field in (Field.PLACE, Field.PERIOD) and not error else ""
    )
    said = f'<span class="hbc-problem" role="alert">{escape(render(error, language))}</span>' if error else ""
    undo = ""
    if field in editing.made.fields:
        was = written(editing.read, field, language) or text("nothing_read", language)
        spoken = f"{text('undo', language)}: {text(_KEYS[field], language)}"
        back = button("undo_edit", f"{editing.report.id} {field.value}", text("undo", language), "hbc-quiet", spoken)
        undo = f'<span class="hbc-was">{escape(text("was_read", language, value=was))} {back}</span>'
    return (
        f'<div class="hbc-field"><label for="{name}">{escape(text(_KEYS[field], language))}</label>'
        f'<input type="{kind}" id="{name}" name="{field.value}" value="{escape(value)}" maxlength="1000" '
        f'autocomplete="off" aria-describedby="{name}-about"{more}>'
        f'<div id="{name}-about">{said}<span class="hbc-example">{example}</span>{undo}</div></div>'
    )
