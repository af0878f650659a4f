"""Exports: every row with its citation, exact numbers, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from rag.book.export import COLUMNS, as_csv, as_json, as_xlsx, harmless
from rag.book.rows import Row, rows
from rag.storage.library import Library

FORMULAS = ["=HYPERLINK(1)", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "\r=1"]


def test_every_row_carries_its_proof(seeds_library: Library) -> None:
    found = json.loads(as_json(rows(seeds_library)))
    texts = {report.source: report.text for report in seeds_library.reports()}
    assert len(found) > 60
    for one in found:
        assert tuple(one) == COLUMNS
        assert texts[one["source"]][one["start"] : one["end"]] == one["quote"]
        assert one["written"] in one["quote"]


def test_the_three_forms_say_the_same(seeds_library: Library) -> None:
    every = rows(seeds_library)
    objects = json.loads(as_json(every))
    table = list(csv.DictReader(io.StringIO(as_csv(every))))
    sheet = load_workbook(io.BytesIO(as_xlsx(every))).active
    assert len(objects) == len(table) == sheet.max_row - 1
    for at, (one, line) in enumerate(zip(objects, table, strict=True), 2):
        assert line["quote"] == harmless(one["quote"])
        assert line["value"] == one["value"]
        assert str(sheet.cell(at, 1).value) == one["id"]
        assert float(sheet.cell(at, 3).value) == float(one["value"])
    money = next(one for one in objects if one["written"] == "37,367 tỷ đồng")
    assert (money["value"], money["amount"]) == ("37.367", "37367000000.000")


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_becomes_a_formula(seeds_library: Library, text: str) -> None:
    first = rows(seeds_library)[0]
    evil = replace(first, title=text, source=text, quote=text, figure=replace(first.figure, indicator=text))
    line = next(csv.reader(io.StringIO(as_csv([evil]).split("\r\n", 1)[1])))
    assert [cell for cell in line if cell.lstrip()[:1] in ("=", "+", "-", "@")] == []
    sheet = load_workbook(io.BytesIO(as_xlsx([evil]))).active
    assert {cell.data_type for cell in sheet[2] if cell.value is not None} <= {"s", "n"}
    assert str(sheet.cell(2, 2).value).strip() == text.strip()


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_any_text_is_harmless(text: str) -> None:
    made = harmless(text)
    assert made.lstrip("'") == text.lstrip("'")
    assert not made.lstrip(" \t\r\n").startswith(("=", "+", "@"))


def test_negative_numbers_stay_numbers() -> None:
    assert harmless("-3.5") == "-3.5"
    assert harmless("-3.5%") == "'-3.5%"


def test_control_characters_do_not_stop_a_workbook(seeds_library: Library) -> None:
    first = rows(seeds_library)[0]
    broken: Row = replace(first, quote="a\x00b\x1fc")
    assert load_workbook(io.BytesIO(as_xlsx([broken]))).active.cell(2, COLUMNS.index("quote") + 1).value == "a b c"
