"""Scanned pages read by Debian's tesseract with its Vietnamese data, when they are installed."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from functools import cache
from statistics import quantiles

from rag.errors import LoadError
from rag.loaders.pdf_words import Word
from rag.loaders.repair import Run

LANGUAGE = "vie"
TIMEOUT = 120.0
"""Seconds after which a page is given up."""

INSTALL = "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
"""What installs it, on Debian and its like."""
_RESOLUTION = 300  # dots an inch: what tesseract was trained on
_LARGEST = 40_000_000  # pixels of a page's picture; a larger page is rendered smaller
_SURE = 25.0  # percent, below which tesseract's word is noise
_ALONE = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads wait for each other more than they gain
_WORD_LEVEL = "5"


def is_available() -> bool:
    """Whether tesseract and its Vietnamese data are installed."""
    return _program() != ""


def words_of_page(data: bytes, number: int) -> list[Word]:
    """The words of a scanned page, with their boxes in points.

    Args:
        data: the PDF.
        number: of the page, from 1.

    Raises:
        LoadError: tesseract or its Vietnamese data are not installed, or it fails.
    """
    program = _program()
    if not program:
        raise LoadError("scan_unreadable", program="tesseract", command=INSTALL)
    picture, scale = _rendered(data, number)
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(round(72 * scale)), "--psm", "3", "tsv"]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=TIMEOUT, check=True, env=_ALONE)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, OSError) as error:
        raise LoadError("program_failed", program="tesseract", kind=".pdf", command=INSTALL) from error
    return _words(done.stdout.decode("utf-8", "replace"), scale)


@cache
def _program() -> str:
    program = shutil.which("tesseract") or ""
    if not program:
        return ""
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return program if LANGUAGE in (listed.stdout + listed.stderr).decode("utf-8", "replace").split() else ""


def _rendered(data: bytes, number: int) -> tuple[bytes, float]:
    """A page's picture as PNG, and its pixels a point."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(_RESOLUTION / 72, (_LARGEST / max(1.0, width * height)) ** 0.5)
        picture = page.render(scale=scale, grayscale=True).to_pil()
        document.close()
    except (pypdfium2.PdfiumError, ValueError, IndexError, MemoryError) as error:
        raise LoadError("file_damaged", kind=".pdf") from error
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue(), scale


def _words(table: str, scale: float) -> list[Word]:
    found = []
    heights: dict[tuple[str, ...], list[float]] = {}
    rows = [
        row
        for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
        if row["level"] == _WORD_LEVEL and (row["text"] or "").strip() and float(row["conf"]) >= _SURE
    ]
    for row in rows:
        heights.setdefault(_block(row), []).append(float(row["height"]) / scale)
    for row in rows:
        left, top = float(row["left"]) / scale, float(row["top"]) / scale
        right, bottom = left + float(row["width"]) / scale, top + float(row["height"]) / scale
        size = quantiles(heights[_block(row)] * 2, n=4)[2]  # a word without tall letters is no smaller
        found.append(Word((Run(row["text"].strip()),), left, right, top, bottom, size))
    return found


def _block(row: dict[str, str]) -> tuple[str, ...]:
    return row["page_num"], row["block_num"]
