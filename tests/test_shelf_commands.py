"""`hoibaocao edit`, `restore`, `reindex`: data on stdout, one clear line on stderr when something cannot be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.cli import main

TEXT = "Báo cáo của tỉnh Hà Giang năm 2022\n\nTỉnh có 11 huyện."


@pytest.fixture
def library(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A library of one report, as options of a command."""
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    options = ["--library", str(tmp_path / "library")]
    assert main(["add", str(tmp_path / "a.txt"), *options]) == 0
    capsys.readouterr()
    return options


def _listed(library: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["list", "--json", *library]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert isinstance(row, dict)
    return row


def test_editing_is_listed_and_undone(library: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = _listed(library, capsys)
    options = ["--place", "huyện Ba Bể, Bắc Kạn", "--period", "quý III/2021", "--published", "2/10/2021"]
    assert main(["edit", "a.txt", *options, "--title", "Sơ kết", *library]) == 0
    said = capsys.readouterr()
    assert said.err == "" and said.out.splitlines()[1].endswith("\ttitle,place,period,published")
    row = _listed(library, capsys)
    assert (row["place"], row["period"], row["title"]) == ("Ba Bể", "2021-07-01/2021-09-30", "Sơ kết")
    assert row["published"] == "2021-10-02"
    assert main(["edit", row["id"], "--undo", "place", "--publisher", "", *library]) == 0
    capsys.readouterr()
    assert _listed(library, capsys)["place"] == "Hà Giang"
    assert main(["edit", row["id"], "--undo", "all", *library]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert _listed(library, capsys) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--place", "Bắc Kạng"], "is it one of these: Bắc Kạn"),
        (["--place", "Châu Thành"], "add the province"),
        (["--period", "quý III"], "name its year"),
        (["--published", "31/02/2021"], "30/12/2022"),
        ([], "Nothing to change"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    options: list[str], said: str, library: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = _listed(library, capsys)
    assert main(["edit", "a.txt", *options, *library]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and said in printed.err and len(printed.err.splitlines()) == 1
    assert _listed(library, capsys) == before


def test_an_unknown_report_is_said(library: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["edit", "none", "--place", "Hà Nội"], ["reindex", "none"], ["restore", "none"]):
        assert main([*command, *library]) == 2
        assert "none" in capsys.readouterr().err


def test_removing_so_that_it_can_be_restored(library: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    row = _listed(library, capsys)
    assert main(["remove", row["id"], "--restorable", *library]) == 0
    assert main(["restore", *library]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith(f"{row['id']}\ta.txt\t")
    assert main(["restore", row["id"], *library]) == 0
    assert main(["reindex", *library]) == 0
    assert capsys.readouterr().out == f"restored\t{row['id']}\ta.txt\nreindexed\t{row['id']}\ta.txt\n"
    assert _listed(library, capsys) == row
    assert main(["remove", "a.txt", *library]) == 0
    assert main(["restore", *library]) == 0
    assert capsys.readouterr().out == f"removed\t{row['id']}\ta.txt\n"
