"""The chart of a series as SVG, drawn here: one line a place over the periods, or bars when there is one period.

Every point is a button with its citation behind it; the table below the chart says the same without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rag.book.series import Point, Series
from rag.messages import text
from rag.quantities.notation import write_number
from rag.scopes.period_labels import label
from rag.types import PeriodKind, Place
from rag.web.markup import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 260, 74, 12, 14, 34
WIDEST = 90  # of a place's bars: one alone is no wall
COLOURS = 8  # classes hbc-colour-0 to 7 of page.css


@dataclass(frozen=True, slots=True)
class _Scale:
    """What the height of the chart stands for; zero is always on it."""

    lowest: Decimal
    highest: Decimal

    def y(self, amount: Decimal) -> float:
        """How far down an amount is drawn."""
        return TOP + (HEIGHT - TOP - BOTTOM) * float((self.highest - amount) / (self.highest - self.lowest))


def _scale(amounts: Sequence[Decimal]) -> _Scale:
    lowest, highest = min(*amounts, Decimal(0)), max(*amounts, Decimal(0))
    return _Scale(lowest, highest if highest > lowest else Decimal(1))


def chart(found: Series, language: str) -> str:
    """The chart of a series that has points.

    Args:
        found: the series.
        language: "vi" or "en".
    """
    place_names = found.place_names
    columns = found.periods if len(found.periods) > 1 else found.places
    scale = _scale([p.amount for p in found.points])
    step = (WIDTH - LEFT - RIGHT) / len(columns)
    draw = _line if len(found.periods) > 1 else _bars
    drawn = [draw(found, place, at, step, scale, language) for at, place in enumerate(found.places)]
    names = [label(p, language) for p in found.periods] if len(found.periods) > 1 else list(place_names.values())
    ticks = "".join(
        f'<text x="{LEFT + step * (i + 0.5):.1f}" y="{HEIGHT - 12}" text-anchor="middle">{escape(_short(name))}</text>'
        for i, name in enumerate(names)
    )
    said = escape(text("chart_label", language, indicator=found.indicator))
    return (
        f'<figure class="hbc-chart"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{said}">'
        f"{_axis(scale, language)}{ticks}{''.join(drawn)}</svg>{_legend(found)}</figure>"
    )


def _axis(scale: _Scale, language: str) -> str:
    lines = []
    largest = max(scale.highest, -scale.lowest)
    for part in range(5):
        amount = scale.lowest + (scale.highest - scale.lowest) * part / 4
        y = scale.y(amount)
        lines.append(
            f'<line class="hbc-grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">'
            f"{escape(_scaled(amount, largest, language))}</text>"
        )
    return "".join(lines)


def _scaled(amount: Decimal, largest: Decimal, language: str) -> str:
    """An axis number: in thousand millions or millions where the largest is, with the places that tell small ones."""
    names = (("tỷ", "bn"), ("triệu", "m"))
    for power, name in ((Decimal(10) ** 9, names[0]), (Decimal(10) ** 6, names[1])):
        if largest >= power:
            return f"{write_number(round(amount / power, 2), language)} {name[language == 'en']}"
    return write_number(round(amount, 2 if largest >= 1 else 2 - largest.adjusted()), language)


def _short(name: str) -> str:
    return name if len(name) <= 22 else name[:21] + "…"


def _line(found: Series, place: Place, at: int, step: float, scale: _Scale, language: str) -> str:
    """The points of a place; a line joins those of one kind: six months are no step on the way to a year's."""
    paths: dict[PeriodKind, list[str]] = {}
    marks = []
    for i, period in enumerate(found.periods):
        x = LEFT + step * (i + 0.5)
        for n, point in enumerate(found.cell(place, period).points):
            y = scale.y(point.amount)
            if n == 0:
                paths.setdefault(period.kind, []).append(f"{x:.1f},{y:.1f}")
            marks.append(_button(point, f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6"/>', language))
    lines = "".join(f'<polyline points="{" ".join(path)}"/>' for path in paths.values() if len(path) > 1)
    return f'<g class="hbc-colour-{at % COLOURS}">{lines}{"".join(marks)}</g>'


def _bars(found: Series, place: Place, at: int, step: float, scale: _Scale, language: str) -> str:
    points = found.cell(place, found.periods[0]).points
    width = min(step * 0.6, WIDEST) / max(1, len(points))
    left = LEFT + step * (at + 0.5) - width * len(points) / 2
    bars = []
    for n, point in enumerate(points):
        x, y, zero = left + n * width, scale.y(point.amount), scale.y(Decimal(0))
        height = max(abs(zero - y), 1.0)  # what is nothing can be pressed too
        shape = f'<rect x="{x:.1f}" y="{min(y, zero):.1f}" width="{max(width - 2, 1):.1f}" height="{height:.1f}"/>'
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
        f'<li class="hbc-colour-{at % COLOURS}"><i></i>{escape(name)}</li>'
        for at, name in enumerate(found.place_names.values())
    )
    return f'<ul class="hbc-legend">{items}</ul>'
