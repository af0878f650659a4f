"""What the browser tests share: the page over the seeds in a real browser. Loaded as a plugin by conftest.py."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

if TYPE_CHECKING:
    from rag.web.desk import Desk

ARTIFACTS = Path(__file__).parent / "artifacts"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
Open = Callable[..., Page]
PATIENCE = 120_000  # milliseconds: a busy machine is slow, not wrong
expect.set_options(timeout=PATIENCE)

_spoken_to: list[str] = []


def _witness(event: str, arguments: tuple[object, ...]) -> None:
    """Writes down every host that this process, which is the server's, looks up or connects to."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        _spoken_to.append(str(arguments[1][0]))
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
        _spoken_to.append(host.decode() if isinstance(host, bytes) else str(host))


@pytest.fixture(scope="session")
def site_desk(seeds_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """What answers on the page over a copy of the seeds."""
    from rag.web.server import open_desk

    copy = tmp_path_factory.mktemp("browser") / "library"
    shutil.copytree(seeds_directory, copy)
    desk = open_desk(copy)
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def site(site_desk: Desk) -> Iterator[str]:
    """The address of the page over a copy of the seeds."""
    from rag.web.server import launch

    blocks = launch(site_desk)
    site_desk.ready()
    yield str(blocks.local_url)
    blocks.close(verbose=False)


@pytest.fixture(scope="module")  # no longer: while it is open no other test can run an event loop
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, headless=True)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def witness() -> None:
    """From now on every host that this process speaks to is written down; Python offers no way to end that."""
    sys.addaudithook(_witness)


@pytest.fixture
def visit(site: str, browser: Browser, witness: None, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens the page as a new visitor; in the end no other host may have been asked for anything."""
    pages: list[Page] = []
    asked: list[str] = []
    before = len(_spoken_to)

    def open_page(width: int = 1280, height: int = 800, language: str = "vi-VN", dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language, color_scheme="dark" if dark else "light"
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda one: asked.append(one.url))
        pages.append(page)
        page.goto(site)
        expect(page.locator(".hbc-welcome")).to_be_visible()
        return page

    yield open_page
    if getattr(request.node, "failed", False):
        ARTIFACTS.mkdir(exist_ok=True)
        for number, page in enumerate(pages):
            page.screenshot(path=ARTIFACTS / f"{request.node.name}-{number}.png".replace("/", "_"), full_page=True)
    for page in pages:
        page.context.close()
    assert {re.split(r"[/:]+", url)[1] for url in asked if not url.startswith(("data:", "blob:"))} <= {"127.0.0.1"}
    assert set(_spoken_to[before:]) <= {"127.0.0.1", "localhost", "::1"}


def ask(page: Page, question: str) -> None:
    """Types a question and waits for what is shown in the end."""
    turns = page.locator(".hbc-answer").count()
    page.get_by_label(re.compile("Câu hỏi|Question")).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".hbc-answer")).to_have_count(turns + 1)
