"""Which reports a selection admits."""

from __future__ import annotations

from datetime import date

import pytest

from rag.scopes.limits import Limits, years_of
from rag.scopes.naming import named_period, named_place
from rag.types import Metadata, Report

BA_BE, BAC_KAN, COUNTRY = named_place("huyện Ba Bể, Bắc Kạn"), named_place("Bắc Kạn"), named_place("cả nước")


def _report(name: str, place: str = "", period: str = "", published: date | None = None) -> Report:
    about = Metadata(
        place=named_place(place) if place else None,
        period=named_period(period) if period else None,
        published=published,
    )
    return Report(name, f"{name}.txt", "x", about)


REPORTS = [
    _report("province", "Bắc Kạn", "2022"),
    _report("district", "Ba Bể, Bắc Kạn", "6 tháng đầu năm 2023"),
    _report("school", "Bắc Ninh", "năm học 2021-2022"),
    _report("country", "cả nước", "", date(2022, 3, 1)),
    _report("unknown"),
]


@pytest.mark.parametrize(
    ("limits", "admitted"),
    [
        (Limits(), {"province", "district", "school", "country", "unknown"}),
        (Limits(reports=("school", "none")), {"school"}),
        (Limits(places=(BAC_KAN,)), {"province", "district"}),
        (Limits(places=(BA_BE,)), {"district"}),
        (Limits(places=(COUNTRY,)), {"country"}),
        (Limits(years=(2022,)), {"province", "school", "country"}),
        (Limits(places=(BAC_KAN,), years=(2022, 2021)), {"province"}),
        (Limits(reports=("district",), years=(2022,)), set()),
    ],
)
def test_what_is_admitted(limits: Limits, admitted: set[str]) -> None:
    assert limits.among(REPORTS) == admitted
    assert bool(limits) == (limits != Limits())


def test_years() -> None:
    assert [sorted(years_of(report)) for report in REPORTS] == [[2022], [2023], [2021, 2022], [2022], []]
