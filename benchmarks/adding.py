"""How much memory and time does it take to add a folder of 1,000 reports?

    python benchmarks/adding.py [--reports 1000] [--paragraphs 10] [--json]

Reports are made of paragraphs of the seeds in which every number is changed, so that hardly a text is encoded twice; a
third each is .txt, .html and .docx. peak_mb is the most memory that `hoibaocao add` held together with the process that
reads its files, pages that they share counted for each, looked up ten times a second.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from html import escape
from pathlib import Path

from _shared import ROOT, arguments, resident_mb, show
from docx import Document

_NUMBER = re.compile(r"\d+")
_LOOK_SECONDS = 0.1


def main() -> None:
    """Measure on this machine and print one table."""
    parser = arguments(__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--paragraphs", type=int, default=10, help="of a report")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "incoming"
        folder.mkdir()
        write_reports(folder, options.reports, options.paragraphs)
        measured = add(folder, Path(name) / "library")
    show(measured, [f"{name:14} {value:10,.1f}" for name, value in measured.items()], options.json)
    raise SystemExit(0 if measured["added"] == options.reports else 1)


def write_reports(folder: Path, count: int, paragraphs: int) -> None:
    """Reports that differ in every number."""
    chance = random.Random(1)
    parts = [p for path in sorted((ROOT / "seeds").glob("*.txt")) for p in path.read_text("utf-8").splitlines() if p]
    for number in range(count):
        texts = [_NUMBER.sub(lambda m: _changed(m[0], chance), p) for p in chance.sample(parts, paragraphs)]
        path = folder / f"{number:05}{('.txt', '.html', '.docx')[number % 3]}"
        if path.suffix == ".docx":
            document = Document()
            for text in texts:
                document.add_paragraph(text)
            document.save(str(path))
        elif path.suffix == ".html":
            body = "".join(f"<p>{escape(text)}</p>" for text in texts)
            path.write_text(f"<html><body><article>{body}</article></body></html>", "utf-8")
        else:
            path.write_text("\n\n".join(texts), "utf-8")


def _changed(number: str, chance: random.Random) -> str:
    """Another number of as many digits; short ones and years stay what they are."""
    if len(number) < 3 or number.startswith(("19", "20")):
        return number
    return str(chance.randrange(10 ** (len(number) - 1), 10 ** len(number)))


def add(folder: Path, library: Path) -> dict[str, float]:
    """Add the folder in a process of its own; MiB held by it, by what it starts, and by all."""
    command = [sys.executable, "-m", "rag", "add", str(folder), "--library", str(library)]
    began, own, others, together = time.monotonic(), 0.0, 0.0, 0.0
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        process = subprocess.Popen(command, cwd=ROOT, stdout=told, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            mine, theirs = resident_mb(process.pid), sum(map(resident_mb, started_by(process.pid)))
            own, others, together = max(own, mine), max(others, theirs), max(together, mine + theirs)
            time.sleep(_LOOK_SECONDS)
        seconds = time.monotonic() - began
        told.seek(0)
        added = sum(line.startswith("added") for line in told)
    rate = added / seconds
    peaks = {"adder_mb": own, "reader_mb": others, "peak_mb": together}
    return {"added": added, "seconds": seconds, "reports_a_second": rate, **peaks}


def started_by(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # it has just ended
            found += map(int, file.read_text("ascii").split())
    return found + [below for one in found for below in started_by(one)]


if __name__ == "__main__":
    main()
