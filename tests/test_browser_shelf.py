"""The library as a person uses it, in a real browser: files in, facts corrected, reports removed, questions limited."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Open, ask
from playwright.sync_api import Page, expect

from rag.documents.corrections import Corrections, Field
from rag.storage import editing
from rag.storage.library import Library
from rag.web.desk import Desk
from rag.web.server import launch, open_desk

TEXT = "Sở Y tế tỉnh Hà Giang báo cáo năm 2021\n\nNăm 2021, toàn tỉnh có 12 bệnh viện công.\n"
POSTAL = "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2022?"


@pytest.fixture(scope="module")
def kept_desk(seeds_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over a copy of the seeds."""
    directory = tmp_path_factory.mktemp("shelf") / "library"
    shutil.copytree(seeds_directory, directory)
    desk = open_desk(directory)
    yield desk
    desk.close()


@pytest.fixture
def desk(kept_desk: Desk) -> Iterator[Desk]:
    """The desk with the seeds alone, whatever a test made of it."""
    seeds = {report.id for report in kept_desk.reports()}
    yield kept_desk
    kept_desk.indexing.cancel()
    kept_desk._writer.submit(lambda library: None).result()
    kept_desk.indexing.clear()

    def reset(library: Library) -> None:
        for one in library.store.removed():
            if one.id in seeds:
                editing.restore(library, one.id)
        editing.forget(library, [one.id for one in library.store.removed()])
        library.remove([report.id for report in library.reports() if report.id not in seeds])
        for report in library.reports():
            editing.edit(library, report.id, Corrections(), tuple(Field))

    kept_desk.write(reset)


@pytest.fixture(scope="module")
def site(kept_desk: Desk) -> Iterator[str]:
    """The address of the page over that desk."""
    blocks = launch(kept_desk)
    yield str(blocks.local_url)
    blocks.close(verbose=False)


@pytest.fixture
def visit_library(visit: Open, desk: Desk) -> Open:
    """Opens the library as a new visitor."""

    def open_page(width: int = 1280, language: str = "en-US", dark: bool = False) -> Page:
        page = visit(width=width, language=language, dark=dark)
        page.get_by_role("tab", name=re.compile("^(Reports|Báo cáo)$")).click()
        expect(page.locator(".hbc-shelf li").first).to_be_visible()
        return page

    return open_page


def _upload(page: Page, *paths: Path) -> None:
    page.locator("#hbc-upload-box input[type=file]").first.set_input_files(list(paths))


def test_files_are_added_refused_and_shown_inert(visit_library: Open, tmp_path: Path) -> None:
    good, empty, odd, evil = (tmp_path / name for name in ("ha-giang.txt", "empty.txt", "x.zip", "evil.html"))
    good.write_text(TEXT, "utf-8")
    empty.write_text("")
    odd.write_bytes(b"PK\x03\x04")
    evil.write_text(
        "<html><body><h1>Báo cáo tỉnh Hà Giang năm 2020</h1><p>Năm 2020 có 9 bệnh viện. &lt;img "
        "src=http://evil.invalid/x onerror=alert(1)&gt; ![x](http://evil.invalid/y)</p>"
        "<img src='http://evil.invalid/z'><script>alert(1)</script></body></html>",
        "utf-8",
    )
    page = visit_library()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    _upload(page, good, empty, odd, evil)
    queue = page.locator("#hbc-uploads")
    expect(queue).to_contain_text("4 of 4 files done")
    expect(queue).to_contain_text("empty.txt holds no text")
    expect(queue).to_contain_text("x.zip is not supported")
    expect(page.locator("#hbc-library")).to_contain_text("7 reports in the library")
    page.locator(".hbc-shelf li", has_text="evil.html").locator(".hbc-title").click()
    expect(page.locator("#hbc-source .hbc-verbatim")).to_contain_text("bệnh viện")
    assert page.locator("#hbc-source img").count() == 0
    assert not any("evil.invalid" in url for url in asked)
    page.get_by_role("tab", name="Reports").click()
    page.get_by_role("button", name="Hide this list").click()
    expect(queue.locator(".hbc-uploads")).to_have_count(0)


_DROP = """(names) => {
    const data = new DataTransfer();
    for (const name of names)
        data.items.add(new File(["Sở Y tế tỉnh Hà Giang báo cáo năm 2021.\\n\\nCó 12 bệnh viện. " + name], name));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
}"""


def test_dropped_files_are_queued_and_survive_a_reload(visit_library: Open, desk: Desk) -> None:
    page = visit_library()
    page.evaluate(_DROP, [f"dropped-{number}.txt" for number in range(3)])
    expect(page.locator("#hbc-uploads")).to_contain_text("files done")
    page.reload()
    expect(page.locator(".hbc-welcome")).to_be_visible()
    page.get_by_role("tab", name="Reports").click()
    expect(page.locator("#hbc-uploads")).to_contain_text("3 of 3 files done")
    expect(page.locator("#hbc-library")).to_contain_text("8 reports in the library")
    assert len(desk.reports()) == 8


def test_a_folder_goes_in_with_files_of_one_name(visit_library: Open, desk: Desk, tmp_path: Path) -> None:
    for year in ("2020", "2021"):
        (tmp_path / "in" / year).mkdir(parents=True)
        (tmp_path / "in" / year / "bao-cao.txt").write_text(TEXT.replace("2021", year), "utf-8")
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "in" / "README.txt").write_text("About.")
    page = visit_library()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Add a folder").click()
    chosen.value.set_files(tmp_path / "in")
    expect(page.locator("#hbc-uploads")).to_contain_text("2 of 2 files done")
    assert len({report.source for report in desk.reports()} - {"bao-cao.txt"}) == 6


def test_what_waits_is_called_off(visit_library: Open, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    page = visit_library()
    go = threading.Event()
    held = desk._writer.submit(lambda library: go.wait(600))  # the queue stands still
    try:
        _upload(page, tmp_path / "a.txt")
        expect(page.locator("#hbc-uploads")).to_contain_text("waiting")
        page.get_by_role("button", name="Cancel all").click()
        expect(page.locator("#hbc-uploads")).to_contain_text("cancelled")
    finally:
        go.set()
    held.result()
    desk._writer.submit(lambda library: None).result()
    assert len(desk.reports()) == 5


def test_facts_are_corrected_checked_and_undone_by_keyboard(visit_library: Open) -> None:
    page = visit_library()
    row = page.locator(".hbc-shelf li", has_text="003_8d2a4be0aa35ec41.txt")
    row.get_by_role("button", name=re.compile("^Correct")).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#hbc-edit-title")).to_be_focused()
    page.locator("#hbc-edit-place").fill("Bắc Kạng")
    page.locator("#hbc-edit-period").fill("quý III")
    page.keyboard.press("Enter")
    place = page.locator("#hbc-edit-place")
    expect(place).to_be_focused()
    assert place.get_attribute("aria-invalid") == "true"
    expect(page.locator("#hbc-edit-place-about")).to_contain_text("is it one of these: Bắc Kạn")
    expect(page.locator("#hbc-edit-period-about")).to_contain_text("name its year")
    place.fill("Lâm Đồng")
    page.locator("#hbc-edit-period").fill("quý III/2021")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("Lâm Đồng · Q3 2021")
    expect(row.locator(".hbc-badge")).to_be_visible()
    expect(row.get_by_role("button", name=re.compile("^Correct"))).to_be_focused()  # where the form was opened
    page.keyboard.press("Enter")
    expect(page.locator("#hbc-edit-place-about")).to_contain_text("As read: Đắk Lắk")
    page.get_by_role("button", name="Undo all corrections").click()
    expect(row).to_contain_text("Đắk Lắk · 2017")
    expect(row.locator(".hbc-badge")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".hbc-edit")).to_have_count(0)


def test_the_list_is_narrowed_and_sorted(visit_library: Open) -> None:
    page = visit_library()
    items = page.locator(".hbc-shelf li")
    page.get_by_label("Find a report").fill("bac kan")
    expect(items).to_have_count(2)
    page.locator(".hbc-filters [name=year]").select_option("2019")
    expect(items).to_have_count(1)
    expect(page.locator("#hbc-library")).to_contain_text("1 of 5 reports")
    page.get_by_label("Find a report").fill("")
    page.locator(".hbc-filters [name=year]").select_option("")
    page.locator(".hbc-filters [name=sort]").select_option("oldest")
    expect(items.first).to_contain_text("2017")


def test_a_removed_report_is_brought_back(visit_library: Open, desk: Desk) -> None:
    page = visit_library()
    first = desk.reports()[-1]
    page.locator(".hbc-shelf li").first.get_by_role("button", name=re.compile("^Remove")).click()
    expect(page.locator(".hbc-undo")).to_be_focused()
    assert len(desk.reports()) == 4
    page.keyboard.press("Enter")
    expect(page.locator("#hbc-shelf-note")).to_contain_text("Restored")
    assert desk.reports()[-1] == first


def test_a_removed_report_is_deleted_for_good(visit_library: Open, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    desk.write(lambda library: library.add([tmp_path / "a.txt"]))
    page = visit_library()
    page.locator(".hbc-shelf li", has_text="a.txt").get_by_role("button", name=re.compile("^Remove")).click()
    page.locator(".hbc-removed summary").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator("#hbc-shelf-note")).to_contain_text("Deleted for good")
    assert desk.removed() == [] and len(desk.reports()) == 5


def test_questions_are_limited_and_the_limit_is_named(visit_library: Open) -> None:
    page = visit_library()
    page.get_by_role("button", name="Choose what to ask").click()
    page.locator("#hbc-limit-panel").get_by_role("checkbox", name=re.compile("^2019")).check()
    expect(page.locator(".hbc-limited")).to_contain_text("Asking only 1 of 5 reports: 2019")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Choose what to ask")).to_be_focused()
    ask(page, POSTAL)
    expect(page.locator(".hbc-silent")).to_contain_text("ngoài phạm vi chọn")
    expect(page.locator(".hbc-nearest")).to_contain_text("249")
    page.reload()
    expect(page.locator(".hbc-limited")).to_contain_text("2019")
    page.get_by_role("button", name="Ask all reports instead").click()
    expect(page.locator(".hbc-short")).to_contain_text("249")
    expect(page.locator(".hbc-limited")).to_have_count(0)


@pytest.mark.parametrize(("dark", "language"), [(False, "vi-VN"), (True, "en-US")], ids=["light-vi", "dark-en"])
def test_a_narrow_phone_shows_the_library(visit_library: Open, dark: bool, language: str) -> None:
    page = visit_library(360, language, dark)
    page.locator(".hbc-shelf li").first.get_by_role("button", name=re.compile("^(Correct|Sửa)")).click()
    expect(page.locator("#hbc-edit-title")).to_be_in_viewport()
    page.locator("[data-toggle]").click()
    expect(page.locator(".hbc-limitform")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    other = re.compile("^(Remove|Xóa|Cancel|Hủy)$")
    assert page.get_by_role("button", name=other).count() >= 1
