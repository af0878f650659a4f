"""The chart of a series as SVG, drawn here: one line a place over the periods, or bars when there is one period.

Every point is a button with its citation behind it; the table below the chart says the same without it.
"""

from __future__ import annotations

from decimal import Decimal

from rag.book.series import Point, Series
from rag.messages import text
from rag.quantities.notation import write_number
from rag.scopes.period_labels import label
from rag.types import Place
from rag.web.markup import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 260, 74, 12, 14, 34
COLOURS = 8  # classes hbc-colour-0 to 7 of page.css


def chart(found: Series, language: str) -> str:
    """The chart of a series that has points.

    Args:
        found: the series.
        language: "vi" or "en".
    """
    columns = found.periods if len(found.periods) > 1 else found.places
    highest = max(*(p.amount for p in found.points), Decimal(1))
    step = (WIDTH - LEFT - RIGHT) / len(columns)
    drawn = []
    for at, place in enumerate(found.places):
        if len(found.periods) > 1:
            drawn.append(_line(found, place, at, step, highest, language))
        else:
            drawn.append(_bars(found, place, at, step, highest, language))
    names = [label(p, language) for p in found.periods] if len(found.periods) > 1 else [p.name for p in found.places]
    ticks = "".join(
        f'<text x="{LEFT + step * (i + 0.5):.1f}" y="{HEIGHT - 12}" text-anchor="middle">{escape(_short(name))}</text>'
        for i, name in enumerate(names)
    )
    said = escape(text("chart_label", language, indicator=found.indicator))
    return (
        f'<figure class="hbc-chart"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{said}">'
        f"{_axis(highest, language)}{ticks}{''.join(drawn)}</svg>{_legend(found)}</figure>"
    )


def _axis(highest: Decimal, language: str) -> str:
    lines = []
    for part in range(5):
        amount = highest * part / 4
        y = _y(amount, highest)
        lines.append(
            f'<line class="hbc-grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">'
            f"{escape(_scaled(amount, highest, language))}</text>"
        )
    return "".join(lines)


def _y(amount: Decimal, highest: Decimal) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - float(max(amount, Decimal(0)) / highest))


def _scaled(amount: Decimal, highest: Decimal, language: str) -> str:
    """An axis number: in thousand millions or millions where the highest is."""
    names = (("tỷ", "bn"), ("triệu", "m"))
    for power, name in ((Decimal(10) ** 9, names[0]), (Decimal(10) ** 6, names[1])):
        if highest >= power:
            return f"{write_number(round(amount / power, 2), language)} {name[language == 'en']}"
    return write_number(round(amount, 2), language)


def _short(name: str) -> str:
    return name if len(name) <= 22 else name[:21] + "…"


def _line(found: Series, place: Place, at: int, step: float, highest: Decimal, language: str) -> str:
    path, marks = [], []
    for i, period in enumerate(found.periods):
        x = LEFT + step * (i + 0.5)
        for n, point in enumerate(found.cell(place, period).points):
            y = _y(point.amount, highest)
            if n == 0:
                path.append(f"{x:.1f},{y:.1f}")
            marks.append(_button(point, f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6"/>', language))
    line = f'<polyline points="{" ".join(path)}"/>' if len(path) > 1 else ""
    return f'<g class="hbc-colour-{at % COLOURS}">{line}{"".join(marks)}</g>'


def _bars(found: Series, place: Place, at: int, step: float, highest: Decimal, language: str) -> str:
    points = found.cell(place, found.periods[0]).points
    width = step * 0.6 / max(1, len(points))
    bars = []
    for n, point in enumerate(points):
        x, y = LEFT + step * (at + 0.2) + n * width, _y(point.amount, highest)
        shape = f'<rect x="{x:.1f}" y="{y:.1f}" width="{width - 2:.1f}" height="{HEIGHT - BOTTOM - y:.1f}"/>'
        bars.append(_button(point, shape, language))
    return f'<g class="hbc-colour-{at % COLOURS}">{"".join(bars)}</g>'


def _button(point: Point, shape: str, language: str) -> str:
    """A point that says its figure and opens its source."""
    figure = point.row.figure
    where = ", ".join(
        part for part in (figure.place and figure.place.name, figure.period and label(figure.period, language)) if part
    )
    said = f"{figure.quantity.text}: {where}. “{point.row.quote}” ({point.row.title or point.row.source})"
    return (
        f'<g class="hbc-point" role="button" data-event="open_figure" data-value="{escape(point.row.id)}" '
        f'aria-label="{escape(said)}"><title>{escape(said)}</title>{shape}</g>'
    )


def _legend(found: Series) -> str:
    if len(found.periods) < 2:
        return ""
    items = "".join(
        f'<li class="hbc-colour-{at % COLOURS}"><i></i>{escape(place.name)}</li>'
        for at, place in enumerate(found.places)
    )
    return f'<ul class="hbc-legend">{items}</ul>'
