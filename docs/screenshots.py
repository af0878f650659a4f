"""The README's screenshots: serve the demo library in a folder of its own, ask, and photograph the page.

python docs/screenshots.py [--browser /usr/bin/chromium]
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, TimeoutError, sync_playwright

DOCS = Path(__file__).parent
PORT = 7891
READY_SECONDS = 180  # a first use converts the encoder and reads the seeds
DESK = (1280, 800)  # pixels


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: the page in a language and colours, after a question was asked or before any."""

    name: str
    language: str
    question: str = ""  # "" for the first visit
    colours: Literal["light", "dark"] = "light"
    window: tuple[int, int] = DESK


SHOTS = (
    Shot("first.png", "en"),
    Shot("first-vi.png", "vi", colours="dark"),
    Shot("chat.png", "en", "how many postal points did Bắc Kạn have in 2022"),
    Shot("chat-vi.png", "vi", "Mạng lưới bưu chính Bắc Kạn năm 2022 có bao nhiêu điểm phục vụ?"),
    Shot("silence.png", "en", "how many postal points did Bắc Ninh have in 2022", "dark"),
    Shot("silence-vi.png", "vi", "Mạng lưới bưu chính Bắc Ninh năm 2022 có bao nhiêu điểm phục vụ?", "dark"),
)

# file, the browser's language, the library's tab, colours: the library while files are being read
LIBRARY_SHOTS: tuple[tuple[str, str, str, Literal["light", "dark"]], ...] = (
    ("library.png", "en", "Reports", "light"),
    ("library-vi.png", "vi", "Báo cáo", "dark"),
)


def main() -> None:
    """Take every screenshot into this folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--browser", default="/usr/bin/chromium", help="path of a Chromium")
    options = parser.parse_args()
    with serving() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
        for shot in SHOTS:
            photograph(browser, url, shot)
            print(DOCS / shot.name)
        for name, language, tab, colours in LIBRARY_SHOTS:
            photograph_library(browser, url, DOCS / name, language, tab, colours)
            print(DOCS / name)
        browser.close()


@contextmanager
def serving() -> Iterator[str]:
    """A server over a fresh default library; gives its address once it answers."""
    with tempfile.TemporaryDirectory() as folder:
        own = {**os.environ, "XDG_DATA_HOME": folder}
        own.pop("HOIBAOCAO_LIBRARY", None)  # a named library starts without the seeds
        command = [sys.executable, "-m", "rag", "serve", "--port", str(PORT)]
        server = subprocess.Popen(command, env=own, stderr=subprocess.PIPE, encoding="utf-8")
        try:
            assert server.stderr is not None
            line = next((line for line in server.stderr if "http://" in line), "")
            found = re.search(r"http://\S+?(?=[\s.]*$|\s)", line)
            if found is None:
                raise SystemExit(f"the server did not start: status {server.wait()}")
            yield found.group()
        finally:
            server.terminate()
            server.wait()


def photograph(browser: Browser, url: str, shot: Shot) -> None:
    """Open the page in a window of its own, ask, wait for the answer and for what to ask next, take the picture."""
    width, height = shot.window
    page = browser.new_page(
        locale=shot.language, color_scheme=shot.colours, viewport={"width": width, "height": height}
    )
    page.set_default_timeout(READY_SECONDS * 1000)
    page.goto(url)
    page.wait_for_selector(".hbc-welcome")
    if shot.question:
        page.fill("#hbc-question textarea", shot.question)
        page.press("#hbc-question textarea", "Enter")
        page.wait_for_selector(".hbc-answer")
        with suppress(TimeoutError):  # an answer that leads nowhere has nothing to ask next
            page.wait_for_selector("#hbc-follow-ups .hbc-chip, .hbc-suggestions", timeout=30_000)
    page.wait_for_timeout(1500)  # the source panel scrolls to the quote
    page.screenshot(path=DOCS / shot.name)
    page.context.close()


def photograph_library(
    browser: Browser, url: str, path: Path, language: str, tab: str, colours: Literal["light", "dark"]
) -> None:
    """Open the library, add files, take the picture while they are being read, call the rest off."""
    page = browser.new_page(locale=language, color_scheme=colours, viewport={"width": DESK[0], "height": DESK[1]})
    page.set_default_timeout(READY_SECONDS * 1000)
    page.goto(url)
    page.get_by_role("tab", name=tab).click()
    page.wait_for_selector(".hbc-shelf li")
    with tempfile.TemporaryDirectory() as folder:
        page.locator("#hbc-upload-box input[type=file]").first.set_input_files(_long_reports(Path(folder)))
        page.wait_for_function("document.querySelector('.hbc-encoding progress')?.value > 0")
        page.screenshot(path=path)
    page.locator("[data-event=cancel_jobs][data-value='']").click()
    page.locator("[data-event=clear_jobs]").click()  # there once all are called off
    page.wait_for_selector(".hbc-uploads", state="detached")
    page.close()


def _long_reports(folder: Path) -> list[Path]:
    """Files that take a while to read, made of the seeds, and one that cannot be read."""
    texts = [path.read_text("utf-8") for path in sorted((DOCS.parent / "seeds").glob("*.txt"))]
    paths = [folder / name for name in ("tong-hop-2022.txt", "tong-hop-2021.txt", "tong-hop-2020.txt", "anh.png")]
    for number, path in enumerate(paths[:-1]):
        path.write_text("\n\n".join([path.stem, *(f"{number} {text}" for text in texts * 4)]), "utf-8")
    paths[-1].write_bytes(b"\x89PNG")
    return paths


if __name__ == "__main__":
    main()
