"""The commands of the figures book, as other programs call them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from rag.book.export import COLUMNS
from rag.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def library(seeds_directory: Path, tmp_path: Path) -> list[str]:
    """The option that names a copy of the seeds."""
    shutil.copytree(seeds_directory, tmp_path / "library")
    return ["--library", str(tmp_path / "library")]


def listed(library: list[str], capsys: Captured, *options: str) -> list[dict[str, object]]:
    assert main(["figures", *options, "--json", *library]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, list)
    return found


def test_figures_are_listed_with_their_proof(library: list[str], capsys: Captured) -> None:
    (one,) = [r for r in listed(library, capsys, "--place", "bac kan", "--period", "2022") if r["value"] == "249"]
    assert one["unit"] == "điểm phục vụ bưu chính"
    assert "249 điểm phục vụ bưu chính" in str(one["quote"])
    assert (one["source"], one["place"], one["period_start"]) == ("000_85680ccf488cda21.txt", "Bắc Kạn", "2022-01-01")


@pytest.mark.parametrize("asked", ["postal service points", "điểm phục vụ bưu chính"])
def test_an_indicator_is_found_in_either_language(library: list[str], capsys: Captured, asked: str) -> None:
    found = listed(library, capsys, "--indicator", asked)
    assert "249" in [one["value"] for one in found[:2]]
    assert "37.367" not in [one["value"] for one in found]


def test_csv_has_a_head_and_whole_rows(library: list[str], capsys: Captured) -> None:
    assert main(["figures", "--period", "2019", "--csv", *library]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) > 8


def test_lines_for_people_are_one_a_row(library: list[str], capsys: Captured) -> None:
    assert main(["figures", "--words", "doanh thu", *library]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert {line.count("\t") for line in lines} == {6}


def test_a_row_is_corrected_rejected_exported_and_restored(library: list[str], capsys: Captured) -> None:
    (one,) = [r for r in listed(library, capsys, "--period", "2022") if r["value"] == "249"]
    row_id = str(one["id"])
    assert main(["correct", row_id, "--place", "Bắc Ninh", "--note", "thử", *library]) == 0
    assert capsys.readouterr().out.startswith("corrected\t")
    (changed,) = [r for r in listed(library, capsys) if r["id"] == row_id]
    assert (changed["place"], changed["status"], changed["quote"]) == ("Bắc Ninh", "corrected", one["quote"])
    assert main(["corrections", *library]) == 0
    kept = json.loads(capsys.readouterr().out)
    assert (kept["source"], kept["place"]["name"], kept["note"]) == (one["source"], "Bắc Ninh", "thử")
    assert main(["correct", row_id, "--reject", *library]) == 0
    assert capsys.readouterr().out.startswith("rejected\t")
    assert row_id not in [r["id"] for r in listed(library, capsys)]
    assert main(["correct", row_id, "--undo", *library]) == 0
    assert capsys.readouterr().out.startswith("read\t")
    assert [r for r in listed(library, capsys) if r["id"] == row_id] == [one]


@pytest.mark.parametrize(
    "arguments",
    [
        ["figures", "--place", "Atlantis"],
        ["figures", "--period", "bao giờ"],
        ["figures", "--csv", "--json"],
        ["correct", "nothing:1", "--reject"],
        ["correct", "nothing:1", "--reject", "--undo"],
    ],
)
def test_misuse_is_one_line(library: list[str], capsys: Captured, arguments: list[str]) -> None:
    try:
        status = main([*arguments, *library])
    except SystemExit as stopped:
        status = int(str(stopped.code))
    said = capsys.readouterr()
    assert (status, said.out, said.err.count("\n")) == (2, "", 1)
