"""Series: one indicator over places and periods; doubtful rows apart, unlike ones warned of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rag.book.corrections import Status
from rag.book.matching import Matcher
from rag.book.rows import Row, rows
from rag.book.series import Warning, series
from rag.storage.library import Library
from rag.types import PlaceLevel

HEAD = "Báo cáo {period} của Sở Thông tin và Truyền thông tỉnh {place}\n\n"
TEXTS = {
    "a.txt": HEAD.format(period="tổng kết năm 2021", place="Bắc Kạn")
    + "Năm 2021, tỉnh Bắc Kạn có 240 điểm phục vụ bưu chính. Doanh thu bưu chính đạt 35 tỷ đồng.\n",
    "b.txt": HEAD.format(period="tổng kết năm 2022", place="Bắc Ninh")
    + "Năm 2022, tỉnh Bắc Ninh có 300 điểm bưu chính. Doanh thu bưu chính đạt 91.500 triệu đồng. "
    "Tỷ lệ điểm phục vụ bưu chính đạt 96%.\n",
    "c.txt": HEAD.format(period="tổng kết năm 2022", place="Bắc Kạn")
    + "Năm 2022, tỉnh Bắc Kạn có 249 điểm phục vụ bưu chính. Doanh thu bưu chính đạt 37,367 tỷ đồng, "
    "giảm 10% so với năm 2021.\n",
    "d.txt": HEAD.format(period="6 tháng đầu năm 2022", place="Bắc Kạn")
    + "6 tháng đầu năm 2022, tỉnh Bắc Kạn có 245 điểm phục vụ bưu chính. "
    "Mục tiêu năm 2023 có 260 điểm phục vụ bưu chính.\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, seeds_library: Library) -> Library:
    folder: Path = tmp_path_factory.mktemp("series")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Library(folder / "library", seeds_library.encoder)
    assert [one.error for one in opened.add([folder / name for name in TEXTS])] == [None] * 4
    return opened


@pytest.fixture(scope="module")
def every(library: Library) -> list[Row]:
    return rows(library)


@pytest.fixture(scope="module")
def matcher(library: Library) -> Matcher:
    return Matcher(library.encoder)


@pytest.mark.parametrize("asked", ["điểm phục vụ bưu chính", "số điểm bưu chính", "postal service points"])
def test_one_indicator_lines_up_over_places_and_years(every: list[Row], matcher: Matcher, asked: str) -> None:
    found = series(every, asked, matcher)
    table = {
        (p.row.figure.place.name, p.row.figure.period.start.year, p.row.figure.period.kind.value): p.amount
        for p in found.points
        if p.row.figure.place and p.row.figure.period
    }
    assert table == {
        ("Bắc Kạn", 2021, "year"): 240,
        ("Bắc Kạn", 2022, "half"): 245,
        ("Bắc Kạn", 2022, "year"): 249,
        ("Bắc Ninh", 2022, "year"): 300,
    }  # no share, no target, no change
    assert Warning.PERIODS in found.warnings
    assert [p.name for p in found.places] == ["Bắc Kạn", "Bắc Ninh"]
    assert [p.end.isoformat() for p in found.periods] == ["2021-12-31", "2022-06-30", "2022-12-31"]
    assert [len(found.cell(found.places[1], period).points) for period in found.periods] == [0, 0, 1]


def test_units_are_brought_to_one_scale_and_warned_of(every: list[Row], matcher: Matcher) -> None:
    found = series(every, "doanh thu bưu chính", matcher)
    assert sorted(p.amount for p in found.points) == [
        Decimal(35) * 10**9,
        Decimal("37.367") * 10**9,
        Decimal(91500) * 10**6,
    ]
    assert Warning.UNITS in found.warnings


def test_another_currency_or_measure_is_doubtful_and_warned_of(every: list[Row], matcher: Matcher) -> None:
    one = next(r for r in every if r.figure.quantity.text.startswith("37,367"))
    dollars = replace(one.figure.quantity, value=Decimal("1.6"), unit="triệu USD")
    other = replace(one, id="x:3", figure=replace(one.figure, quantity=dollars))
    found = series([one, other], one.figure.indicator, matcher, one)
    assert ([p.row.id for p in found.points], [p.row.id for p in found.doubtful]) == ([one.id], ["x:3"])
    assert Warning.UNITS in found.warnings


def test_places_of_one_name_are_told_apart(every: list[Row], matcher: Matcher) -> None:
    one = next(r for r in every if r.figure.quantity.value == 249)
    assert one.figure.place is not None
    town = replace(one.figure.place, level=PlaceLevel.DISTRICT, kind="thành phố")
    other = replace(one, id="x:4", figure=replace(one.figure, place=town))
    found = series([one, other], one.figure.indicator, matcher, one)
    assert set(found.place_names.values()) == {"tỉnh Bắc Kạn", "thành phố Bắc Kạn"}
    assert list(series([one], one.figure.indicator, matcher).place_names.values()) == ["Bắc Kạn"]


def test_disagreement_is_shown_and_rejected_rows_are_not(every: list[Row], matcher: Matcher) -> None:
    one = next(r for r in every if r.figure.quantity.value == 249)
    other = replace(
        one, id="x:1", figure=replace(one.figure, quantity=replace(one.figure.quantity, value=Decimal(250)))
    )
    assert Warning.DISAGREE in series([*every, other], "điểm phục vụ bưu chính", matcher).warnings
    gone = replace(other, status=Status.REJECTED)
    assert Warning.DISAGREE not in series([*every, gone], "điểm phục vụ bưu chính", matcher).warnings


def test_nothing_alike_is_an_empty_series(every: list[Row], matcher: Matcher) -> None:
    found = series(every, "số học sinh bỏ học", matcher)
    assert (found.points, found.doubtful, found.warnings) == ((), (), ())


def test_doubtful_rows_stay_apart(every: list[Row], matcher: Matcher) -> None:
    asked = "điểm phục vụ bưu chính"
    one = next(r for r in every if r.figure.quantity.value == 249)
    near = replace(
        one, id="x:2", figure=replace(one.figure, indicator="điểm phục vụ bưu chính và viễn thông nông thôn")
    )
    found = series([one, near], asked, matcher)
    assert [p.row.id for p in found.points] == [one.id]
    assert [p.row.id for p in found.doubtful] == ["x:2"]
