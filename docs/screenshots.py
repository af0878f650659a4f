"""The README's screenshots: serve the demo library in a folder of its own, ask, and photograph the page.

python docs/screenshots.py [--browser /usr/bin/chromium] [--only chat.png ...]
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

DOCS = Path(__file__).parent
PORT = 7891
READY_SECONDS = 300  # a first use converts the encoder and reads the seeds
DESK = (1280, 800)  # pixels
PHONE = (360, 780)
SHORT = "ha-giang-2021.txt"  # the file of the library's picture that is read while it is taken
COLOURS = 256  # of a picture's palette: a third of the size, and the eye sees no difference


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: the page in a language and colours, after a question, while reports are added, or before any."""

    name: str
    language: str
    question: str = ""  # "" for the first visit
    tab: str = ""  # the library's, to add reports there
    colours: Literal["light", "dark"] = "light"
    window: tuple[int, int] = DESK


SHOTS = (
    Shot("first.png", "en"),
    Shot("first-vi.png", "vi", colours="dark"),
    Shot("chat.png", "en", "how many postal points did Bắc Kạn have in 2022"),
    Shot("chat-vi.png", "vi", "Mạng lưới bưu chính Bắc Kạn năm 2022 có bao nhiêu điểm phục vụ?"),
    Shot("silence.png", "en", "how many postal points did Bắc Ninh have in 2022", colours="dark"),
    Shot("silence-vi.png", "vi", "Mạng lưới bưu chính Bắc Ninh năm 2022 có bao nhiêu điểm phục vụ?", colours="dark"),
    Shot("comparison.png", "en", "Compare the postal points of Bắc Kạn and Đắk Lắk"),
    Shot("comparison-vi.png", "vi", "So sánh số điểm phục vụ bưu chính của Bắc Kạn và Đắk Lắk"),
    Shot("phone.png", "en", "how many postal points did Bắc Kạn have in 2022", window=PHONE),
    Shot("phone-vi.png", "vi", "Bắc Kạn năm 2022 có bao nhiêu điểm phục vụ bưu chính?", colours="dark", window=PHONE),
    Shot("library.png", "en", tab="Reports"),
    Shot("library-vi.png", "vi", tab="Báo cáo", colours="dark"),
)


def main() -> None:
    """Take every screenshot into this folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--browser", default="/usr/bin/chromium", help="path of a Chromium")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="pictures to take, such as chat.png; else all")
    options = parser.parse_args()
    with serving() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
        for shot in SHOTS:
            if not options.only or shot.name in options.only:
                photograph(browser, url, shot)
                print(DOCS / shot.name)
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
    """Open the page in a window of its own, bring it where the picture wants it, take the picture."""
    width, height = shot.window
    page = browser.new_page(
        locale=shot.language, color_scheme=shot.colours, viewport={"width": width, "height": height}
    )
    page.set_default_timeout(READY_SECONDS * 1000)
    page.goto(url)
    page.wait_for_selector(".hbc-welcome")
    if shot.question:
        _ask(page, shot.question)
    with _adding(page, shot.tab) if shot.tab else nullcontext():
        page.wait_for_timeout(0 if shot.tab else 1500)  # the source panel scrolls to the quote
        _keep(page.screenshot(), DOCS / shot.name)
    page.context.close()


def _ask(page: Page, question: str) -> None:
    """Ask, and wait for the answer and for what to ask next."""
    page.fill("#hbc-question textarea", question)
    page.press("#hbc-question textarea", "Enter")
    page.wait_for_selector(".hbc-answer")
    with suppress(TimeoutError):  # an answer that leads nowhere has nothing to ask next
        page.wait_for_selector("#hbc-follow-ups .hbc-chip, .hbc-suggestions", timeout=30_000)


@contextmanager
def _adding(page: Page, tab: str) -> Iterator[None]:
    """The library while files are being read; afterwards the rest are called off."""
    page.get_by_role("tab", name=tab).click()
    page.wait_for_selector(".hbc-shelf li")
    with tempfile.TemporaryDirectory() as folder:
        page.locator("#hbc-upload-box input[type=file]").first.set_input_files(_files(Path(folder)))
        page.wait_for_function("document.querySelector('.hbc-encoding progress')?.value > 0")
        yield
    page.locator("[data-event=cancel_jobs][data-value='']").click()
    page.locator("[data-event=clear_jobs]").click()  # there once all are called off
    page.wait_for_selector(".hbc-uploads", state="detached")
    added = page.locator(".hbc-shelf li", has_text=SHORT)
    added.locator("[data-event=remove_report]").click()
    added.wait_for(state="detached")


def _keep(picture: bytes, path: Path) -> None:
    """A PNG with a palette: what a page with few colours needs, the rare ones such as a warning's red among them."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    few = image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def _files(folder: Path) -> list[Path]:
    """A file that is read at once, one that cannot be read, and two made of the seeds that take a while."""
    short, picture, *long = (folder / name for name in (SHORT, "anh.png", "tong-hop-2022.txt", "tong-hop-2021.txt"))
    short.write_text("Sở Y tế tỉnh Hà Giang báo cáo năm 2021\n\nNăm 2021, toàn tỉnh có 12 bệnh viện công.\n", "utf-8")
    picture.write_bytes(b"\x89PNG")
    texts = [path.read_text("utf-8") for path in sorted((DOCS.parent / "seeds").glob("*.txt"))]
    for number, path in enumerate(long):
        path.write_text("\n\n".join([path.stem, *(f"{number} {text}" for text in texts * 4)]), "utf-8")
    return [short, picture, *long]


if __name__ == "__main__":
    main()
