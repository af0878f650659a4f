"""Corrections: what a person types is understood, holds over re-indexing, and reaches the figures that answers use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from rag.book.corrections import Status, correction_of, parse_place, put_right
from rag.book.rows import Row, as_read, row, rows
from rag.errors import UsageError
from rag.storage.library import Library

SEED = "000_85680ccf488cda21.txt"


@pytest.fixture
def library(seeds_directory: Path, tmp_path: Path) -> Iterator[Library]:
    """A copy of the seeds, to be written to."""
    shutil.copytree(seeds_directory, tmp_path / "library")
    with Library(tmp_path / "library") as opened:
        yield opened


def points(library: Library) -> Row:
    return next(r for r in rows(library) if r.figure.quantity.text.startswith("249"))


def correct(library: Library, of_row: Row, rejected: bool = False, **given: str) -> None:
    sha = library.report(of_row.figure.report_id).sha256
    library.correct_figure(correction_of(as_read(library, of_row), sha, given, rejected=rejected))


def test_a_corrected_row_is_used_and_its_proof_stays(library: Library) -> None:
    before = points(library)
    correct(
        library, before, place="huyen ba be", period="6 tháng đầu năm 2021", value="1.250", unit="điểm", indicator="X"
    )
    after = row(library, before.id)
    assert after.status is Status.CORRECTED
    assert after.figure.place is not None and after.figure.period is not None
    assert (after.figure.place.name, after.figure.place.province) == ("Ba Bể", "Bắc Kạn")
    assert (after.figure.period.start.isoformat(), after.figure.period.end.isoformat()) == ("2021-01-01", "2021-06-30")
    assert (after.figure.quantity.value, after.figure.quantity.unit, after.figure.indicator) == (
        Decimal(1250),
        "điểm",
        "X",
    )
    assert (after.quote, after.figure.quantity.text) == (before.quote, before.figure.quantity.text)
    used = [f for f in library.figures(before.figure.report_id) if f.quantity.start == before.figure.quantity.start]
    assert [f.place for f in used] == [after.figure.place]
    assert used[0] in library.figures()


def test_a_rejected_row_is_used_no_more_but_can_be_restored(library: Library) -> None:
    before = points(library)
    correct(library, before, rejected=True)
    assert row(library, before.id).status is Status.REJECTED
    start = before.figure.quantity.start
    assert start not in [f.quantity.start for f in library.figures(before.figure.report_id)]
    library.undo_correction(library.report(before.figure.report_id).sha256, start)
    assert row(library, before.id) == before


def test_corrections_hold_over_indexing_again_and_removal_but_not_over_another_text(
    library: Library, tmp_path: Path
) -> None:
    before = points(library)
    correct(library, before, indicator="điểm bưu chính")
    with library.store.transaction():
        library.store.set_meta("analysis", "of older code")
    library.prepare()  # analysed again
    assert row(library, before.id).status is Status.CORRECTED
    text = library.report(before.figure.report_id).text
    library.remove([before.figure.report_id])
    (tmp_path / SEED).write_text(text, encoding="utf-8")
    library.add([tmp_path / SEED])
    assert points(library).figure.indicator == "điểm bưu chính"
    (tmp_path / SEED).write_text("Năm 2023.\n" + text, encoding="utf-8")
    library.add([tmp_path / SEED])
    assert points(library).status is Status.READ
    assert sum(len(one) for one in library.figure_corrections().values()) == 1  # kept for the text it is of


def test_a_correction_survives_closing(library: Library) -> None:
    before = points(library)
    correct(library, before, unit="điểm")
    with Library(library.directory) as again:
        assert row(again, before.id).figure.quantity.unit == "điểm"
        assert again.verify() == []


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"place": "Atlantis"}, "correction_field"),
        ({"place": "Bắc Kạn, Bắc Ninh"}, "correction_field"),
        ({"period": "hôm nọ"}, "correction_field"),
        ({"value": "nhiều"}, "correction_field"),
        ({}, "correction_empty"),
        ({"place": "Bắc Kạn", "period": "2022", "value": "249"}, "correction_empty"),
        ({"note": "chỉ là ghi chú"}, "correction_empty"),
    ],
)
def test_what_cannot_be_read_or_changes_nothing_is_refused(
    seeds_library: Library, given: dict[str, str], key: str
) -> None:
    figure = points(seeds_library).figure
    with pytest.raises(UsageError) as error:
        correction_of(figure, "sha", given)
    assert error.value.key == key


def test_without_corrections_nothing_changes(seeds_library: Library) -> None:
    for report in seeds_library.reports():
        figures = seeds_library.read_figures(report.id)
        assert put_right(figures, {}) == figures == seeds_library.figures(report.id)


def test_an_unknown_row_is_named(seeds_library: Library) -> None:
    with pytest.raises(UsageError) as error:
        row(seeds_library, "nothing:0")
    assert error.value.key == "row_unknown"


@pytest.mark.parametrize(
    ("written", "name", "level", "province"),
    [
        ("Ba Bể (Bắc Kạn)", "Ba Bể", "district", "Bắc Kạn"),
        ("ba be (bac kan)", "Ba Bể", "district", "Bắc Kạn"),
        ("Bắc Giang (Bắc Giang)", "Bắc Giang", "district", "Bắc Giang"),
        ("Quảng Ninh (Quảng Bình)", "Quảng Ninh", "district", "Quảng Bình"),
        ("Quảng Ninh", "Quảng Ninh", "province", "Quảng Ninh"),
    ],
)
def test_a_district_is_understood_as_the_table_writes_it(written: str, name: str, level: str, province: str) -> None:
    place = parse_place(written)
    assert (place.name, place.level.value, place.province) == (name, level, province)


@pytest.mark.parametrize("written", ["Ba Bể (Bắc Ninh)", "Ba Bể (Bắc Kạn, Bắc Ninh)"])
def test_a_district_elsewhere_is_not_understood(written: str) -> None:
    with pytest.raises(UsageError):
        parse_place(written)


def test_what_a_later_correction_leaves_out_stays_as_the_earlier_has_it(seeds_library: Library) -> None:
    figure = points(seeds_library).figure
    first = correction_of(figure, "sha", {"place": "Ba Bể (Bắc Kạn)", "unit": "điểm", "note": "bản đính chính"})
    second = correction_of(figure, "sha", {"value": "250", "unit": figure.quantity.unit}, earlier=first)
    assert (second.place, second.value, second.unit) == (first.place, Decimal(250), None)
    assert second.note == "bản đính chính"
