"""The original page beside the text, as a person sees it in a real browser; failures leave a screenshot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import corpus
import pytest
from accessible import violations
from browsing import Open, ask
from playwright.sync_api import Page, expect

from rag.storage.library import Library
from rag.web.server import launch, open_desk

STORY = corpus.STORIES["uni.pdf"]
QUESTION = STORY.questions[0][0]


@pytest.fixture(scope="module")
def directory(session_state: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of a PDF and of a text."""
    made = tmp_path_factory.mktemp("pages")
    with Library(made / "library") as library:
        results = library.add([corpus.write(name, made) for name in ("uni.pdf", "utf16.txt")])
    assert [one.error for one in results] == [None, None]
    return made / "library"


@pytest.fixture(scope="module")
def site(directory: Path) -> Iterator[str]:
    """The address of the page over that library."""
    desk = open_desk(directory)
    blocks = launch(desk)
    desk.ready()
    yield str(blocks.local_url)
    blocks.close(verbose=False)
    desk.close()


def to_page(page: Page, name: str = "Trang gốc") -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".hbc-paper img")).to_be_visible()


def where(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return dict(box)


def darkness(page: Page, box: dict[str, float]) -> Any:
    """How much of a stretch of the shown picture is written on."""
    return page.evaluate(
        """async (box) => {
          const image = document.querySelector('.hbc-paper img'); await image.decode();
          const canvas = document.createElement('canvas'), place = image.getBoundingClientRect();
          canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
          const drawn = canvas.getContext('2d'), scale = image.naturalWidth / place.width;
          drawn.drawImage(image, 0, 0);
          const pixels = drawn.getImageData((box.x - place.x) * scale, (box.y - place.y) * scale,
            box.width * scale, box.height * scale).data;
          let dark = 0;
          for (let i = 0; i < pixels.length; i += 4) dark += pixels[i] < 128;
          return dark / (pixels.length / 4);
        }""",
        box,
    )


def test_a_citation_is_marked_on_its_original_page(visit: Open) -> None:
    page = visit()
    ask(page, QUESTION)
    expect(page.locator(".hbc-short")).to_contain_text(STORY.stations)
    expect(page.locator("#hbc-quoted")).to_contain_text("trạm y tế")
    to_page(page)
    assert violations(page) == []
    image = page.locator(".hbc-paper img")
    expect(image).to_have_attribute("alt", re.compile(r"^Trang 1 của \S"))
    assert page.evaluate(
        "async () => { const i = document.querySelector('.hbc-paper img'); await i.decode();"
        " return i.naturalWidth / i.naturalHeight - i.width / i.height }"
    ) == pytest.approx(0, abs=0.01)
    expect(page.locator("#hbc-quoted")).to_be_in_viewport()
    assert 0.03 < darkness(page, where(page, ".hbc-box")) < 0.6
    expect(page.locator("#hbc-source")).to_contain_text("tô vàng")
    expect(page.get_by_role("button", name="Trang gốc", exact=True)).to_be_focused()
    page.locator(".hbc-sides").get_by_role("button", name="Văn bản").click()
    expect(page.locator("mark#hbc-quoted")).to_contain_text("trạm y tế")
    expect(page.locator(".hbc-paper")).to_have_count(0)


def test_pages_are_turned_with_the_keyboard(visit: Open) -> None:
    page = visit(language="en-US")
    ask(page, QUESTION)
    to_page(page, "Original page")
    place = page.locator("nav[aria-label='Pages of the original']")
    expect(place).to_contain_text("Page 1 of 2")
    previous, following = (page.get_by_role("button", name=name) for name in ("Previous page", "Next page"))
    expect(previous).to_have_attribute("aria-disabled", "true")
    following.focus()
    page.keyboard.press("Enter")
    expect(place).to_contain_text("Page 2 of 2")
    expect(page.locator(".hbc-box")).to_have_count(0)
    expect(following).to_be_focused()
    page.keyboard.press("Enter")  # leads nowhere
    previous.focus()
    page.keyboard.press("Enter")
    expect(place).to_contain_text("Page 1 of 2")
    expect(page.locator(".hbc-box").first).to_be_visible()
    width = where(page, ".hbc-paper")["width"]
    page.get_by_role("button", name="Enlarge").click()
    assert where(page, ".hbc-paper")["width"] == pytest.approx(2 * width, rel=0.02)
    expect(page.locator("#hbc-quoted")).to_be_in_viewport()
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator(".hbc-paper img")).to_have_attribute("alt", re.compile("^Trang 1 của"))
    expect(page.get_by_role("button", name="Phóng to")).to_have_attribute("aria-pressed", "true")


def test_nothing_moves_when_the_picture_comes(visit: Open) -> None:
    page = visit()
    ask(page, QUESTION)
    page.evaluate(
        """() => { window.moved = 0; window.heights = new Set();
          new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput)
            window.moved += one.value; }).observe({ type: 'layout-shift' });
          const look = () => { const paper = document.querySelector('.hbc-paper');
            if (paper && paper.clientWidth) window.heights.add(Math.round(paper.clientHeight));
            requestAnimationFrame(look); }; look(); }"""
    )
    to_page(page)
    page.evaluate("document.querySelector('.hbc-paper img').decode()")
    page.wait_for_timeout(300)
    assert len(page.evaluate("[...window.heights]")) == 1
    assert page.evaluate("window.moved") < 0.02


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_narrow_phone_shows_the_page(visit: Open, dark: bool) -> None:
    page = visit(360, 740, dark=dark)
    ask(page, QUESTION)
    page.locator(".hbc-marker").first.click()
    to_page(page)
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        sheet = where(page, ".hbc-sheet")
        assert sheet["x"] >= 0 and sheet["x"] + sheet["width"] <= 360 and sheet["height"] <= 0.7 * 740
        page.get_by_role("button", name="Phóng to").click()
    for button in page.locator(".hbc-sides button, .hbc-sheet ~ nav button, nav .hbc-step").all():
        box = button.bounding_box()
        assert box is not None and box["height"] >= 24 and box["width"] >= 24


def test_a_report_of_the_list_shows_its_pages_too(visit: Open) -> None:
    page = visit()
    page.get_by_role("tab", name="Báo cáo").click()
    page.locator("#hbc-shelf-list .hbc-title, #hbc-side .hbc-title").filter(has_text="ĐIỆN BIÊN").first.click()
    to_page(page)
    expect(page.locator("#hbc-source")).to_contain_text("Trang 1/2")
    expect(page.locator("#hbc-source")).not_to_contain_text("tô")
    page.get_by_role("tab", name="Báo cáo").click()
    page.locator("#hbc-side .hbc-title").filter(has_text="TÂY NINH").first.click()
    expect(page.locator(".hbc-verbatim")).to_contain_text("Tây Ninh")
    expect(page.locator(".hbc-sides")).to_have_count(0)


def test_a_lost_original_leaves_the_text(visit: Open, directory: Path) -> None:
    page = visit()
    ask(page, STORY.questions[1][0])  # of a page that was not shown before
    expect(page.locator(".hbc-short")).to_contain_text(STORY.beds[0][1])
    (file,) = (directory / "originals").iterdir()
    data = file.read_bytes()
    try:
        file.write_bytes(data[:-1])
        page.get_by_role("button", name="Trang gốc", exact=True).click()
        expect(page.locator(".hbc-problem")).to_contain_text("uni.pdf")
        expect(page.locator("mark#hbc-quoted")).to_contain_text(STORY.beds[0][1])
    finally:
        file.write_bytes(data)


def test_a_program_cannot_name_a_file(visit: Open, site: str) -> None:
    page = visit()
    ask(page, QUESTION)
    to_page(page)
    for value in ("../../library.sqlite", "0#../x", "-1", "99999999999999999999", "1e3"):
        page.locator(".hbc-sides button").last.evaluate("(one, value) => { one.dataset.value = value }", value)
        page.locator(".hbc-sides button").last.click()
        expect(page.locator(".hbc-verbatim")).to_be_visible()  # no page number: the text
        page.get_by_role("button", name="Trang gốc", exact=True).click()
        expect(page.locator(".hbc-paper img")).to_be_visible()
