"""The "Số liệu" view as HTML: the table of rows, one indicator over places and periods, its chart, the exports.

Every figure shown is a button that opens its report at the quote. Text of reports is escaped, never markup.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence

from rag.book.corrections import Status
from rag.book.export import as_csv, as_json, as_xlsx
from rag.book.rows import Row
from rag.book.series import PLAN, Point, Series
from rag.messages import text
from rag.quantities.notation import write_number
from rag.scopes.period_labels import label
from rag.types import Period
from rag.web.figures_chart import chart
from rag.web.markup import button, escape

MOST_ROWS = 200  # shown at once: the filters find the others
FORMS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def table(rows: Sequence[Row], language: str, note: str = "") -> str:
    """The rows as a table with the exports above it.

    Args:
        rows: those that the filters chose.
        language: "vi" or "en".
        note: what has just happened, said first.
    """
    said = f'<p class="hbc-note" role="status">{escape(note)}</p>' if note else ""
    if not rows:
        return f'{said}<p class="hbc-hint">{escape(text("figures_none", language))}</p>'
    key = "figures_shown" if len(rows) > MOST_ROWS else "figures_count"
    count = escape(text(key, language, count=len(rows), shown=MOST_ROWS))
    heads = "".join(
        f'<th scope="col">{escape(text(f"column_{name}", language))}</th>'
        for name in ("indicator", "value", "place", "period", "source")
    )
    body = "".join(_row(row, language) for row in rows[:MOST_ROWS])
    return (
        f'{said}<p class="hbc-count">{count}</p>{_exports(language)}<div class="hbc-scroll">'
        f'<table class="hbc-figures"><thead><tr>{heads}<td></td></tr></thead><tbody>{body}</tbody></table></div>'
    )


def _exports(language: str) -> str:
    links = "".join(
        button("export_figures", form, text(f"export_{form}", language), "hbc-quiet hbc-export") for form in FORMS
    )
    return f'<p class="hbc-exports">{escape(text("export_hint", language))} {links}</p>'


def _row(row: Row, language: str) -> str:
    figure = row.figure
    marks = [text("row_plan", language)] if figure.kind_of_scope == PLAN else []
    if row.status is not Status.READ:
        marks.append(text(f"row_{row.status.value}", language))
    marked = "".join(f' <span class="hbc-tag">{escape(mark)}</span>' for mark in marks)
    written = figure.quantity.text
    if row.status is Status.CORRECTED:
        written = _read_as(row, language)
    actions = button(
        "compare_figure",
        row.id,
        text("row_compare", language),
        "hbc-quiet",
        text("row_compare_of", language, value=written),
    ) + button(
        "edit_figure", row.id, text("row_edit", language), "hbc-quiet", text("row_edit_of", language, value=written)
    )
    return (
        f'<tr class="hbc-row-{row.status.value}"><td lang="vi">{escape(figure.indicator)}{marked}</td>'
        f"<td>{opener(row, written, language)}</td><td>{escape(place_name(row, language))}</td>"
        f"<td>{escape(period_name(figure.period, language))}</td>"
        f'<td class="hbc-facts" lang="vi">{escape(row.title or row.source)}</td><td>{actions}</td></tr>'
    )


def _read_as(row: Row, language: str) -> str:
    """A corrected figure: the number as it is to be read, its unit, and the report's words behind it."""
    quantity = row.figure.quantity
    whole = f"/{write_number(quantity.whole, language)}" if quantity.whole is not None else ""
    read = f"{write_number(quantity.value, language)}{whole} {quantity.unit}".strip()
    return read if read == quantity.text else f"{read} (“{quantity.text}”)"


def opener(row: Row, shown: str, language: str) -> str:
    """A figure as the button that opens its source."""
    return button("open_figure", row.id, shown, "hbc-quiet hbc-figure", text("row_open", language, value=shown))


def place_name(row: Row, language: str) -> str:
    """Where a figure holds, with the province of a district."""
    place = row.figure.place
    if place is None:
        return text("row_not_stated", language)
    return f"{place.name} ({place.province})" if place.province and place.level.value == "district" else place.name


def period_name(period: Period | None, language: str) -> str:
    """When a figure holds."""
    return label(period, language) if period else text("row_not_stated", language)


def comparison(found: Series, language: str) -> str:
    """One indicator over places and periods: warnings, chart, pivot, and the doubtful rows apart.

    Args:
        found: the series.
        language: "vi" or "en".
    """
    back = button("close_series", "close", text("series_close", language), "hbc-quiet")
    title = f'<h3 lang="vi">{escape(text("series_of", language, indicator=found.indicator))}</h3>'
    warnings = "".join(f'<p class="hbc-warning">{escape(text(w.value, language))}</p>' for w in found.warnings)
    if not found.points:
        body = f'<p class="hbc-hint">{escape(text("series_none", language))}</p>'
    else:
        body = chart(found, language) + _pivot(found, language)
    return f"{back}{title}{warnings}{body}{_doubtful(found.doubtful, language)}"


def _pivot(found: Series, language: str) -> str:
    periods, names = found.periods, found.place_names
    heads = "".join(f'<th scope="col">{escape(label(period, language))}</th>' for period in periods)
    lines = []
    for place in found.places:
        cells = []
        for period in periods:
            points = found.cell(place, period).points
            cells.append("<td>" + "<br>".join(_point(p, language) for p in points) + "</td>")
        lines.append(f'<tr><th scope="row">{escape(names[place])}</th>{"".join(cells)}</tr>')
    corner = escape(text("column_place", language))
    return (
        f'<div class="hbc-scroll"><table class="hbc-figures hbc-pivot"><thead><tr><th scope="col">{corner}</th>{heads}'
        f"</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _point(point: Point, language: str) -> str:
    return opener(point.row, point.row.figure.quantity.text, language)


def _doubtful(points: Sequence[Point], language: str) -> str:
    if not points:
        return ""
    items = "".join(
        f"<li>{opener(p.row, p.row.figure.quantity.text, language)} "
        f'<span lang="vi">{escape(p.row.figure.indicator)}</span> '
        f'<span class="hbc-facts">{escape(place_name(p.row, language))}, '
        f"{escape(period_name(p.row.figure.period, language))}</span></li>"
        for p in points
    )
    said = escape(text("series_doubtful", language, count=len(points)))
    return f'<details class="hbc-doubtful"><summary>{said}</summary><ul class="hbc-list">{items}</ul></details>'


def download(rows: Sequence[Row], form: str, language: str) -> str:
    """A link that holds the rows as a file; the page clicks it as soon as it is there.

    Args:
        rows: to be saved.
        form: "csv", "xlsx" or "json".
        language: of the periods' labels.
    """
    if form == "xlsx":
        content = as_xlsx(rows, language)
    elif form == "csv":
        content = as_csv(rows, language).encode("utf-8-sig")  # Excel takes it for Latin-1 without the mark
    else:
        content = as_json(rows, language).encode()
    data = base64.b64encode(content).decode()
    return (
        f'<a download="hoibaocao-figures.{form}" data-once="{secrets.token_hex(4)}" '
        f'href="data:{FORMS[form]};base64,{data}"></a>'
    )
