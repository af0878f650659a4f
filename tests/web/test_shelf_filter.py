"""The list narrowed and sorted, whatever the browser sends."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.scopes.limits import Limits
from rag.scopes.naming import named_period, named_place
from rag.types import Metadata, Report
from rag.web.kept_limits import plain, read_limits, without
from rag.web.limits_view import chosen as chosen_limits
from rag.web.shelf_filter import Row, View, chosen, facets, read_view


def _row(name: str, title: str, place: str, period: str, publisher: str) -> Row:
    about = Metadata(
        title,
        publisher,
        date(2023, 1, 1),
        named_place(place) if place else None,
        named_period(period) if period else None,
    )
    return Row(Report(name, f"{name}.txt", "x", about), 1, 1)


ROWS = [
    _row("one", "Tổng kết công tác", "Bắc Kạn", "2022", "Sở Y tế"),
    _row("two", "Bưu chính", "Ba Bể, Bắc Kạn", "quý I/2021", "Sở Y tế"),
    _row("three", "An toàn", "Bắc Ninh", "", "Sở Tư pháp"),
    _row("four", "Đất đai", "", "2020", ""),
]


@pytest.mark.parametrize(
    ("view", "ids"),
    [
        (View(), "four three two one"),
        (View("tong KET"), "one"),
        (View("bac kan"), "two one"),
        (View("y te 2022"), "one"),
        (View("three.txt"), "three"),
        (View(place="Bắc Kạn"), "two one"),
        (View(year="2023"), "three"),
        (View(publisher="Sở Y tế", year="2021"), "two"),
        (View("nothing"), ""),
        (View(sort="title"), "three two four one"),
        (View(sort="place"), "one two three four"),
        (View(sort="newest"), "three one two four"),
        (View(sort="oldest"), "four two one three"),
    ],
)
def test_the_list(view: View, ids: str) -> None:
    assert " ".join(row.report.id for row in chosen(ROWS, view)) == ids


def test_what_can_be_chosen_is_counted() -> None:
    found = facets(row.report for row in ROWS)
    assert found.places == (("Bắc Kạn", 2), ("Bắc Ninh", 1))
    assert found.years == (("2023", 1), ("2022", 1), ("2021", 1), ("2020", 1))
    assert found.publishers == (("Sở Y tế", 2), ("Sở Tư pháp", 1))


def test_a_form_is_read() -> None:
    sent = json.dumps({"text": ["a b"], "place": ["Bắc Kạn"], "sort": ["title"], "year": [""], "publisher": []})
    assert read_view(sent) == View("a b", "Bắc Kạn", sort="title")


def test_limits_are_kept_and_read_back() -> None:
    limits = Limits(("one",), (named_place("Bắc Kạn"), named_place("Ba Bể, Bắc Kạn")), (2022,))
    assert read_limits(json.loads(json.dumps(plain(limits)))) == limits
    assert without(limits, "one").reports == ()
    sent = json.dumps({"reports": ["one", "gone"], "places": ["Bắc Kạn", "Atlantis"], "years": ["2022", "x"]})
    assert chosen_limits(sent, [row.report for row in ROWS]) == Limits(("one",), (named_place("Bắc Kạn"),), (2022,))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["text", "years", "places", "reports", "shown"]), inner)
    ),
    max_leaves=12,
)


@given(st.text() | _JSON.map(json.dumps))
def test_whatever_the_browser_sends_is_survived(sent: str) -> None:
    chosen(ROWS, read_view(sent))
    assert set(chosen_limits(sent, [row.report for row in ROWS]).reports) <= {"one", "two", "three", "four"}


@given(_JSON)
def test_whatever_the_browser_kept_is_survived(kept: object) -> None:
    json.dumps(plain(read_limits(kept)))
