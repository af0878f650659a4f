"""What is searched, said above the question, and the form that narrows it to reports, places or years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.messages import text
from rag.scopes.limits import Limits
from rag.scopes.naming import place_name
from rag.text import fold
from rag.types import Report
from rag.web.kept_limits import read_limits
from rag.web.markup import button, escape
from rag.web.shelf_filter import facets, fields_of, place_of


def line(limits: Limits, reports: Sequence[Report], language: str) -> str:
    """What is searched, in a line; how to change it; when it is narrowed, how to search everything again."""
    if not reports:
        return ""
    key = "limits_none_one" if len(reports) == 1 else "limits_none"
    said = escape(text(key, language, count=len(reports)))
    back = ""
    if limits:
        chosen = limits.among(reports)
        named = escape(", ".join(_names(limits, reports)))
        said = f"{escape(text('limits_some', language, chosen=len(chosen), count=len(reports)))}: <b>{named}</b>"
        back = button("unlimit", "", text("limits_clear", language), "hbc-small")
    style = "hbc-limits hbc-limited" if limits else "hbc-limits"
    return (
        f'<div class="{style}"><p role="status">{said}</p>'
        f'<button type="button" class="hbc-button hbc-small" data-toggle="hbc-limit-panel" aria-expanded="false" '
        f'aria-controls="hbc-limit-panel">{escape(text("limits_choose", language))}</button>{back}</div>'
    )


def panel(limits: Limits, reports: Sequence[Report], language: str) -> str:
    """The form: boxes to tick for places, years and reports."""
    found = facets(reports)
    titles = sorted(((r.metadata.title or r.source, r) for r in reports), key=lambda item: fold(item[0]))
    places = [(place, f"{place} ({count})", place in _places(limits)) for place, count in found.places]
    years = [(year, f"{year} ({count})", int(year) in limits.years) for year, count in found.years]
    ones = [(r.id, f"{title} · {_about(r)}", r.id in limits.reports) for title, r in titles]
    named = escape(text("limits_choose", language))
    return (
        f'<form class="hbc-limitform" data-event="limit" data-live aria-label="{named}">'
        f'<p class="hbc-hint">{escape(text("limits_hint", language))}</p>'
        f"{_boxes('places', 'field_place', places, language)}{_boxes('years', 'shelf_year', years, language)}"
        f"{_boxes('reports', 'library_tab', ones, language)}</form>"
    )


def _boxes(name: str, key: str, values: Sequence[tuple[str, str, bool]], language: str) -> str:
    if not values:
        return ""
    boxes = "".join(
        f'<label><input type="checkbox" name="{name}" value="{escape(value)}"{" checked" if on else ""}> '
        f"<span>{escape(label)}</span></label>"
        for value, label, on in values
    )
    legend = escape(text(key, language))
    return f'<fieldset><legend>{legend}</legend><div class="hbc-boxes">{boxes}</div></fieldset>'


def chosen(sent: str, reports: Iterable[Report]) -> Limits:
    """The limits of a form as the browser sent it; what the library does not have is left out."""
    found: dict[str, list[str]] = {name: list(values) for name, values in fields_of(sent).items()}
    known = {report.id for report in reports}
    return read_limits({**found, "reports": [one for one in found.get("reports", []) if one in known]})


def _names(limits: Limits, reports: Sequence[Report]) -> list[str]:
    titles = {report.id: report.metadata.title or report.source for report in reports}
    ones = [f"“{_short(titles.get(one, one))}”" for one in limits.reports]
    every = [*_places(limits), *map(str, limits.years), *ones]
    return [*every[:4], *(["…"] if len(every) > 4 else [])]


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:59].rstrip() + "…"


def _places(limits: Limits) -> list[str]:
    return [place_name(place) for place in limits.places]


def _about(report: Report) -> str:
    about = report.metadata
    when = str(about.period.year) if about.period else f"{about.published:%d/%m/%Y}" if about.published else ""
    return " ".join(part for part in (place_of(report), when) if part) or report.source
