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
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).parent
PORT = 7891
READY_SECONDS = 180  # a first use converts the encoder and reads the seeds
# file, browser's language, questions asked one after the other, window, colours
SHOTS = (
    ("chat.png", "en", ("how many postal points did Bắc Kạn have in 2022",), (1280, 760), "light"),
    ("chat-vi.png", "vi", ("Mạng lưới bưu chính Bắc Kạn năm 2022 có bao nhiêu điểm phục vụ?",), (1280, 760), "light"),
    ("silence.png", "en", ("how many postal points did Bắc Ninh have in 2022",), (1280, 760), "dark"),
    ("phone.png", "vi", ("bac kan nam 2022 co bao nhieu diem buu chinh",), (390, 844), "light"),
)


def main() -> None:
    """Take every screenshot into this folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--browser", default="/usr/bin/chromium", help="path of a Chromium")
    options = parser.parse_args()
    with serving() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
        for name, language, questions, (width, height), colours in SHOTS:
            photograph(browser, url, DOCS / name, language, questions, width, height, colours)
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


def photograph(browser: Browser, url: str, path: Path, language: str, questions: tuple[str, ...], width: int,
               height: int, colours: str) -> None:
    """Open the page in a browser of its own, ask, wait for the last answer, take the picture."""
    page = browser.new_page(locale=language, viewport={"width": width, "height": height},
                            color_scheme="dark" if colours == "dark" else "light")
    page.goto(url)
    for number, question in enumerate(questions, start=1):
        page.fill("#hbc-question textarea", question)
        page.press("#hbc-question textarea", "Enter")
        page.wait_for_function(
            "n => document.querySelectorAll('.hbc-turn:not(.hbc-pending)').length >= n", arg=number,
            timeout=READY_SECONDS * 1000)
    page.wait_for_timeout(1500)  # the source panel scrolls to the quote
    page.screenshot(path=path)
    page.close()


if __name__ == "__main__":
    main()
