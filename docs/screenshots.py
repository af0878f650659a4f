"""Photographs the page in the states that the README shows: `make screenshots` writes docs/screenshots/*.png.

The library is a temporary copy of the seeds; nothing of the user's own is opened or shown.
"""
from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from rag.library import Library
from rag.seeding import seeds_directory
from rag.web.server import launch, open_desk

TARGET = Path(__file__).parent / "screenshots"
CHROMIUM = shutil.which("chromium") or "chromium"
POSTAL_VI = "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2022?"
POSTAL_EN = "How many postal points did Bắc Kạn have in 2022?"


def ask(page: Page, question: str) -> None:
    """Ask and wait until the answer stands."""
    turns = page.locator(".hbc-answer").count()
    page.locator("#hbc-question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".hbc-answer")).to_have_count(turns + 1, timeout=60_000)
    page.wait_for_timeout(700)


def first_visit(page: Page) -> None:
    """The welcome with its examples."""


def answer(page: Page) -> None:
    """An answer with its source open."""
    ask(page, POSTAL_VI if "vi" in page.evaluate("navigator.language") else POSTAL_EN)
    page.locator(".hbc-marker").first.click()
    page.wait_for_timeout(900)


def silence(page: Page) -> None:
    """What the reports do not state, with what comes nearest."""
    ask(page, "Bắc Ninh có bao nhiêu điểm phục vụ bưu chính năm 2022?")


def comparison(page: Page) -> None:
    """Two reports side by side."""
    ask(page, "So sánh số điểm phục vụ bưu chính của Bắc Kạn năm 2022 và Đắk Lắk năm 2017")


def library(page: Page) -> None:
    """The library with an upload that went in and one that could not."""
    page.get_by_role("tab").nth(1).click()
    with tempfile.TemporaryDirectory() as folder:
        good, empty = Path(folder) / "ha-giang-2021.txt", Path(folder) / "empty.txt"
        good.write_text("Sở Y tế tỉnh Hà Giang báo cáo năm 2021\n\nNăm 2021, toàn tỉnh có 12 bệnh viện công.\n", "utf-8")
        empty.write_text("")
        page.locator("#hbc-upload-box input[type=file]").set_input_files([good, empty])
        expect(page.locator("#hbc-uploads progress")).to_have_attribute("value", "2", timeout=60_000)
    page.wait_for_timeout(500)


SHOTS: dict[str, tuple[Callable[[Page], None], int, int, str, bool]] = {
    "first-visit-en": (first_visit, 1280, 800, "en-US", False),
    "first-visit-vi": (first_visit, 1280, 800, "vi-VN", False),
    "answer-en": (answer, 1280, 800, "en-US", False),
    "answer-vi": (answer, 1280, 800, "vi-VN", False),
    "answer-dark": (answer, 1280, 800, "en-US", True),
    "not-stated-vi": (silence, 1280, 800, "vi-VN", False),
    "comparison-vi": (comparison, 1280, 800, "vi-VN", False),
    "phone-vi": (first_visit, 360, 740, "vi-VN", False),
    "phone-answer-en": (answer, 360, 740, "en-US", True),
    "library-en": (library, 1280, 800, "en-US", False),
}


def photograph(browser: Browser, url: str, name: str) -> None:
    """One state of the page, as a new visitor reaches it."""
    act, width, height, language, dark = SHOTS[name]
    context = browser.new_context(viewport={"width": width, "height": height}, locale=language,
                                  color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.goto(url)
    expect(page.locator(".hbc-welcome")).to_be_visible(timeout=30_000)
    act(page)
    page.wait_for_timeout(400)
    page.screenshot(path=TARGET / f"{name}.png")
    context.close()
    print(f"docs/screenshots/{name}.png")


def main() -> None:
    """Photograph every state."""
    seeds = seeds_directory()
    assert seeds is not None, "the seeds lie beside the package in a checkout"
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        with Library(Path(folder)) as stored:
            stored.add(sorted(seeds.glob("*.txt")))
        desk = open_desk(Path(folder))
        blocks = launch(desk)
        desk.ready()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True)
            for name in SHOTS:
                photograph(browser, blocks.local_url, name)
            browser.close()
        blocks.close(verbose=False)
        desk.close()


if __name__ == "__main__":
    main()
