"""The library's reports as HTML: how to narrow the list, each with what was read of it, what was removed."""

from __future__ import annotations

from collections.abc import Sequence

from rag.messages import text
from rag.storage.keeping import Removed
from rag.types import Report
from rag.web.markup import button, escape
from rag.web.shelf_filter import PAGE, SORTS, Facets, Row, View
from rag.web.source_view import period_label


def filters(found: Facets, language: str) -> str:
    """The form that narrows and sorts the list; empty while there is nothing to choose from.

    Args:
        found: what there is to choose.
        language: "vi" or "en".
    """
    if not found.places and not found.years and not found.publishers:
        return ""
    label = text("shelf_search", language)
    sorts = "".join(f'<option value="{s}">{escape(text(f"shelf_sort_{s}", language))}</option>' for s in SORTS)
    return (
        f'<form class="hbc-filters" role="search" data-event="filter_shelf" data-live>'
        f'<label class="hbc-wide"><span>{escape(label)}</span>'
        f'<input type="search" name="text" autocomplete="off"></label>'
        f'<label><span>{escape(text("shelf_sort", language))}</span><select name="sort">{sorts}</select></label>'
        f"{_select('place', 'field_place', found.places, language)}"
        f"{_select('year', 'shelf_year', found.years, language)}"
        f"{_select('publisher', 'field_publisher', found.publishers, language)}</form>"
    )


def _select(name: str, key: str, values: Sequence[tuple[str, int]], language: str) -> str:
    options = "".join(f'<option value="{escape(v)}">{escape(v)} ({count})</option>' for v, count in values)
    return (
        f'<label><span>{escape(text(key, language))}</span><select name="{name}">'
        f'<option value="">{escape(text("shelf_any", language))}</option>{options}</select></label>'
    )


def listed(rows: Sequence[Row], count: int, view: View, language: str) -> str:
    """The list.

    Args:
        rows: those that the view admits, in its order.
        count: how many the library has in all.
        view: what the person wants listed.
        language: "vi" or "en".
    """
    if not count:
        return f'<p class="hbc-hint">{escape(text("library_empty", language))}</p>'
    key = "shelf_count" if view.is_narrowed else "library_count_one" if count == 1 else "library_count"
    said = escape(text(key, language, count=count, chosen=len(rows)))
    shown = rows[: view.shown]
    more = ""
    if len(rows) > len(shown):
        more = button("more_shelf", view.shown + PAGE, text("shelf_more", language, count=len(rows) - len(shown)))
    all_again = "" if view.is_narrowed else button("reindex", "", text("reindex_all", language), "hbc-quiet")
    items = "".join(_report(row, language) for row in shown)
    return (
        f'<div class="hbc-listhead"><p class="hbc-count" role="status">{said}</p>{all_again}</div>'
        f'<ul class="hbc-list hbc-shelf">{items}</ul>{more}'
    )


def _report(row: Row, language: str) -> str:
    report, about = row.report, row.report.metadata
    title = about.title or report.source
    place = about.place.name if about.place else text("place_unknown", language)
    period = period_label(report, language) or text("period_unknown", language)
    facts = [_fact(place, about.place is None), _fact(period, about.period is None)]
    if about.published:
        facts.append(_fact(f"{text('field_published', language)} {about.published:%d/%m/%Y}"))
    if about.publisher:
        facts.append(_fact(about.publisher))
    counts = text("shelf_counts", language, passages=row.passages, figures=row.figures)
    corrected = f'<span class="hbc-badge">{escape(text("corrected", language))}</span>' if row.corrected else ""
    opener = button("open_report", report.id, title, "hbc-title", text("open_report", language, title=title))
    tools = "".join(
        button(event, report.id, text(key, language), style, f"{text(key, language)}: {title}")
        for event, key, style in (
            ("edit_report", "edit_report", "hbc-quiet"),
            ("only_report", "only_report", "hbc-quiet"),
            ("reindex", "reindex", "hbc-quiet"),
            ("remove_report", "remove", "hbc-quiet hbc-danger"),
        )
    )
    return (
        f'<li>{opener}<p class="hbc-facts">{" · ".join(facts)}</p>'
        f'<p class="hbc-file">{escape(report.source)} · {escape(counts)} {corrected}</p>'
        f'<div class="hbc-tools">{tools}</div></li>'
    )


def _fact(value: str, is_missing: bool = False) -> str:
    return f'<em class="hbc-missing">{escape(value)}</em>' if is_missing else escape(value)


def removed_note(reports: Sequence[Report], language: str) -> str:
    """What has just been removed, with the way back."""
    one = reports[0]
    title = one.metadata.title or one.source
    undo = button("restore_report", one.id, text("undo", language), "hbc-undo").replace(
        "<button ", "<button data-autofocus ", 1
    )
    return f'<p class="hbc-note" role="status">{escape(text("removed", language, title=title))} {undo}</p>'


def note(said: str, is_problem: bool = False) -> str:
    """A line about what has just happened."""
    style, role = ("hbc-problem", "alert") if is_problem else ("hbc-note", "status")
    return f'<p class="{style}" role="{role}">{escape(said)}</p>' if said else ""


def removed(reports: Sequence[Removed], language: str) -> str:
    """The reports that can be brought back, with until when."""
    if not reports:
        return ""
    items = "".join(
        f"<li><strong>{escape(one.title or one.source)}</strong>"
        f'<p class="hbc-file">{escape(one.source)} · {escape(text("removed_until", language, day=_day(one.until)))}</p>'
        f'<div class="hbc-tools">{button("restore_report", one.id, text("restore", language), "hbc-quiet")}'
        f"{button('forget_report', one.id, text('forget', language), 'hbc-quiet hbc-danger')}</div></li>"
        for one in reports
    )
    summary = escape(text("removed_list", language, count=len(reports)))
    return f'<details class="hbc-removed"><summary>{summary}</summary><ul class="hbc-list">{items}</ul></details>'


def _day(moment: str) -> str:
    year, month, day = moment[:10].split("-")
    return f"{day}/{month}/{year}"
