"""The figures view as a person uses it, in a real browser over the real library: table, chart, export, correction."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect, sync_playwright

from rag.web.server import launch, open_desk

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
HEAD = "Báo cáo tổng kết năm 2021 của Sở Thông tin và Truyền thông tỉnh Bắc Ninh\n\n"
NEIGHBOUR = HEAD + "Năm 2021, tỉnh Bắc Ninh có 300 điểm phục vụ bưu chính. Doanh thu <b>bưu chính</b> đạt 91 tỷ đồng.\n"
WAIT = 90_000  # milliseconds: a busy machine is slow, not wrong


@pytest.fixture
def page(seeds_directory: Path, tmp_path: Path) -> Iterator[Page]:
    """The figures tab over a copy of the seeds and one more report; no other host may be asked for anything."""
    from rag.storage.library import Library

    shutil.copytree(seeds_directory, tmp_path / "library")
    (tmp_path / "bac-ninh-2021.txt").write_text(NEIGHBOUR, encoding="utf-8")
    with Library(tmp_path / "library") as library:
        assert [one.status for one in library.add([tmp_path / "bac-ninh-2021.txt"])] == ["added"]
    desk = open_desk(tmp_path / "library")
    blocks = launch(desk)
    asked: list[str] = []
    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, headless=True)
        opened = chromium.new_context(viewport={"width": 1400, "height": 900}, locale="en-US").new_page()
        opened.set_default_timeout(WAIT)
        opened.on("request", lambda one: asked.append(one.url))
        opened.goto(str(blocks.local_url))
        opened.get_by_role("tab", name="Figures").click()
        expect(opened.locator(".hbc-figures tbody tr").first).to_be_visible()
        yield opened
        chromium.close()
    blocks.close(verbose=False)
    desk.close()
    assert {re.split(r"[/:]+", url)[1] for url in asked if not url.startswith(("data:", "blob:"))} <= {"127.0.0.1"}


def only(page: Page, **filters: str) -> None:
    """Sets filters and waits for what they choose."""
    for name, value in filters.items():
        page.locator(f"#hbc-filter-{name} textarea, #hbc-filter-{name} input").first.fill(value)
    page.locator("#hbc-filter-apply").click()


def test_table_chart_export_and_correction(page: Page, tmp_path: Path) -> None:
    rows = page.locator(".hbc-figures tbody tr")
    # the table: filtered, every row opens its source at the quote
    only(page, words="bưu chính", place="bac kan", period="2022")
    row = rows.filter(has_text="249")
    expect(rows.filter(has_text="Bắc Ninh")).to_have_count(0)
    row.locator(".hbc-figure").click()
    expect(page.locator("#hbc-quoted")).to_contain_text("249 điểm phục vụ bưu chính")
    # the pivot and its chart: the other province's figure lines up, and opens its own source
    page.get_by_role("tab", name="Figures").click()
    row.get_by_role("button", name=re.compile("^Compare 249")).click()
    pivot = page.locator(".hbc-pivot")
    expect(pivot).to_contain_text("249")
    expect(pivot).to_contain_text("300")
    expect(page.locator(".hbc-point")).to_have_count(2)
    page.locator(".hbc-point").filter(has_text="300").locator("circle").click()
    expect(page.locator("#hbc-quoted")).to_contain_text("300 điểm phục vụ bưu chính")
    # exports hold the filtered rows with their quotes
    page.get_by_role("tab", name="Figures").click()
    only(page, words="", place="Bắc Ninh", period="2021")
    expect(rows).to_have_count(2)
    assert page.locator(".hbc-figures tbody b").count() == 0  # a report's text is no markup
    for form, name in (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON")):
        with page.expect_download() as saved:
            page.locator(".hbc-export", has_text=name).click()
        path = tmp_path / f"saved.{form}"
        saved.value.save_as(path)
        if form == "csv":
            values = [line["value"] for line in csv.DictReader(path.read_text("utf-8-sig").splitlines())]
        elif form == "xlsx":
            values = [str(cell.value) for cell in load_workbook(path).active["C"][1:]]
        else:
            values = [one["value"] for one in json.loads(path.read_text("utf-8"))]
        assert values == ["300", "91"]
    # a correction: refused while it says nothing, then kept and shown
    rows.filter(has_text="300").get_by_role("button", name=re.compile("^Correct the row")).click()
    field = page.locator("#hbc-correct-place textarea, #hbc-correct-place input").first
    expect(field).to_have_value("Bắc Ninh")
    page.locator("#hbc-correct-save").click()
    expect(page.locator("#hbc-correct .hbc-problem")).to_be_visible()
    field.fill("Bac Giang")
    page.locator("#hbc-correct-save").click()
    expect(page.locator("#hbc-figures .hbc-note")).to_be_visible()
    only(page, place="Bắc Giang")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("corrected")
    # and rejected
    rows.first.get_by_role("button", name=re.compile("^Correct the row")).click()
    page.locator("#hbc-correct-reject").click()
    expect(page.locator("#hbc-figures").locator(".hbc-row-rejected, .hbc-hint").first).to_be_visible()
