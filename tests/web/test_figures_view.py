"""The figures view's HTML: what it shows, what it escapes, what its buttons carry."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from rag.book.corrections import Status
from rag.book.matching import Match
from rag.book.rows import Row, rows
from rag.book.series import Point, Series, Warning
from rag.quantities.notation import base_value
from rag.scopes.periods import months_period, year_period
from rag.storage.library import Library
from rag.types import PeriodKind, Place, PlaceLevel
from rag.web.figures_chart import chart
from rag.web.figures_view import FORMS, MOST_ROWS, comparison, download, table

EVIL = '<img src=x onerror="alert(1)">'


@pytest.fixture(scope="module")
def every(seeds_library: Library) -> list[Row]:
    return rows(seeds_library)


def evil(row: Row) -> Row:
    quantity = replace(row.figure.quantity, text=EVIL, unit=EVIL)
    figure = replace(row.figure, indicator=EVIL, quantity=quantity)
    return replace(row, title=EVIL, source=EVIL, quote=EVIL, figure=figure)


def of(points: list[Row], doubtful: tuple[Row, ...] = ()) -> Series:
    made = [Point(r, base_value(r.figure.quantity), Match.SAME, 1.0) for r in points]
    near = tuple(Point(r, Decimal(1), Match.DOUBTFUL, 0.7) for r in doubtful)
    return Series("điểm bưu chính", tuple(made), near, (Warning.UNITS,))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_row_can_be_opened_compared_and_corrected(every: list[Row], language: str) -> None:
    html = table(every[:5], language)
    for row in every[:5]:
        for event in ("open_figure", "compare_figure", "edit_figure"):
            assert f'data-event="{event}" data-value="{row.id}"' in html


def test_too_many_rows_are_cut_and_said(every: list[Row]) -> None:
    many = every * 5
    html = table(many, "en")
    assert html.count("<tr class=") == MOST_ROWS < len(many)
    assert f"{len(many)} figures, the first {MOST_ROWS} shown" in html
    assert "No figure fits" in table([], "en")


def test_a_reports_text_is_never_markup(every: list[Row]) -> None:
    bad = evil(every[0])
    series = of([bad], (bad,))
    for html in (
        table([bad, replace(bad, status=Status.CORRECTED)], "vi"),
        comparison(series, "vi"),
        chart(series, "vi"),
    ):
        assert "<img" not in html
        assert "&lt;img" in html


def test_the_chart_has_a_point_a_figure_with_its_citation(every: list[Row]) -> None:
    chosen = [r for r in every if r.figure.quantity.unit == "tỷ đồng" and r.figure.quantity.value > 30]
    assert len({(r.figure.place, r.figure.period) for r in chosen}) == 2
    html = chart(of(chosen), "vi")
    assert html.count('data-event="open_figure"') == len(chosen)
    assert all(row.id in html for row in chosen)
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', html)]
    larger = max(chosen, key=lambda r: r.figure.quantity.value)
    assert html.index(larger.id) < html.index('cy="14.0"')  # the highest stands at the top
    assert min(heights) == 14.0


def test_one_period_is_drawn_as_bars(every: list[Row]) -> None:
    chosen = [r for r in every if r.figure.quantity.text.startswith("249")]
    html = chart(of(chosen), "en")
    assert ("<rect" in html, "<circle" in html) == (True, False)


def test_what_is_below_zero_is_drawn_below_zero(every: list[Row]) -> None:
    one = next(r for r in every if r.figure.quantity.text.startswith("249"))
    places = [Place(name, PlaceLevel.PROVINCE, name) for name in ("Bắc Kạn", "Bắc Ninh")]
    amounts = [Decimal("-2.5"), Decimal("7.5")]
    made = [
        replace(one, id=f"x:{i}", figure=replace(one.figure, place=p, quantity=replace(one.figure.quantity, value=a)))
        for i, (p, a) in enumerate(zip(places, amounts, strict=True))
    ]
    html = chart(of(made), "en")
    bars = [(float(y), float(h)) for y, h in re.findall(r'<rect [^>]*y="([\d.]+)"[^>]*height="([\d.]+)"', html)]
    below, above = bars
    assert below[0] == pytest.approx(above[0] + above[1], abs=0.2)  # one hangs from the line on which the other stands
    assert above[1] == pytest.approx(3 * below[1], abs=0.3)
    assert ">-2.5<" in html


def test_a_line_joins_periods_of_one_length_only(every: list[Row]) -> None:
    one = next(r for r in every if r.figure.quantity.text.startswith("249"))
    half = months_period(2022, 1, 6, PeriodKind.HALF)
    made = [
        replace(one, id=f"x:{i}", figure=replace(one.figure, period=period))
        for i, period in enumerate([year_period(2021), half, year_period(2022)])
    ]
    html = chart(of(made), "vi")
    assert html.count("<circle") == 3
    [line] = re.findall(r'<polyline points="([^"]+)"', html)
    assert len(line.split()) == 2


def test_doubtful_rows_stay_out_of_the_pivot(every: list[Row]) -> None:
    html = comparison(of(every[:1], (every[1],)), "en")
    pivot = html[html.index("hbc-pivot") : html.index("hbc-doubtful")]
    assert every[0].id in pivot
    assert every[1].id not in pivot
    assert "Perhaps the same indicator" in html
    assert "different units" in html


def test_a_corrected_number_shows_the_reports_words_too(every: list[Row]) -> None:
    row = next(r for r in every if r.figure.quantity.text.startswith("249"))
    changed = replace(row.figure, quantity=replace(row.figure.quantity, value=Decimal(1250)))
    html = table([replace(row, figure=changed, status=Status.CORRECTED)], "vi")
    assert "1.250 điểm phục vụ bưu chính (“249 điểm phục vụ bưu chính”)" in html


@pytest.mark.parametrize("form", FORMS)
def test_downloads_hold_the_rows(every: list[Row], form: str) -> None:
    link = download(every[:3], form, "vi")
    data = base64.b64decode(link.split("base64,")[1].split('"')[0])
    assert data[:2] == b"PK" if form == "xlsx" else every[0].id.encode() in data
    assert link.count("<") == 2  # nothing of a report's text stands outside the encoded part
