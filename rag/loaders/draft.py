"""A document on its way to a stored text: paragraphs and tables of runs with their fonts, page by page.

Loaders of formatted files hand over a draft; `finished` decides in which encoding each part was typed, repairs it,
and writes the lines: one a paragraph, blank lines around headings and tables, the pages with their offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.loaders.base import LoadedDocument
from rag.loaders.grid import Cell, table_lines
from rag.loaders.properties import Properties, hints_of
from rag.loaders.repair import Repair, Run
from rag.text import clean
from rag.types import Metadata, Page

_SIGN = re.compile(r"^[\uf000-\uf0ff•▪●■□◦➢✓✔]\s*")  # of symbol fonts, whose characters mean nothing elsewhere
_NUMBER_TAB = re.compile(r"^((?:[-–+*]|\(?\w{1,5}[.)]|(?:\d{1,2}\.){1,4}\d{0,2}))\t+")
_TABS = re.compile(r"\s*\t\s*")

__all__ = ["Block", "DraftCell", "DraftTable", "NewPage", "Paragraph", "Run", "finished"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `before` opens it as it stands: a bullet or number that the format keeps apart from the text."""

    runs: tuple[Run, ...]
    is_heading: bool = False
    before: str = ""
    joins: bool = False  # goes on from the paragraph above, over a page's end


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell with its runs, and how many columns and rows it covers."""

    runs: tuple[Run, ...]
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table: the cells of each row from left to right, what a cell above covers not listed again."""

    rows: tuple[tuple[DraftCell, ...], ...]
    pages: tuple[tuple[int, int], ...] = ()  # (row, page): the rows that begin a page, after the first


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows stands on this page (from 1)."""

    number: int


Block = Paragraph | DraftTable | NewPage


def finished(blocks: Sequence[Block], properties: Properties | None = None) -> LoadedDocument:
    """The document of a draft.

    Args:
        blocks: in reading order.
        properties: what the file says of itself, repaired like the text.
    """
    repair = Repair(_all_runs(blocks))
    out: list[str] = []
    size = 0
    starts: list[tuple[int, int]] = []
    page: int | None = None  # begun, nothing written on it yet
    was_apart = False
    for block in blocks:
        if isinstance(block, NewPage):
            page = block.number
            continue
        text, breaks = _text(block, repair)
        if not text:
            continue
        is_apart = isinstance(block, DraftTable) or block.is_heading
        joins = isinstance(block, Paragraph) and block.joins and not was_apart
        gap = "" if not out else " " if joins else "\n\n" if is_apart or was_apart else "\n"
        size += len(gap)
        if page is not None and not (starts and starts[-1][0] == page):
            starts.append((page, size))
        page = None
        starts += [(number, size + offset) for offset, number in breaks]
        out.append(gap + text)
        size += len(text)
        was_apart = is_apart
    text = "".join(out)
    return LoadedDocument(text, _hints(text, properties, repair), _pages(starts, size))


def _hints(text: str, properties: Properties | None, repair: Repair) -> Metadata:
    if properties is None:
        return Metadata()
    title, author = (repair.alone(written) for written in (properties.title, properties.author))
    return hints_of(text, replace(properties, title=title, author=author))


def _text(block: Paragraph | DraftTable, repair: Repair) -> tuple[str, list[tuple[int, int]]]:
    """A block's text, and where in it pages begin: (offset, page)."""
    if isinstance(block, Paragraph):
        lines = [_opened(line.strip()) for line in clean(repair.text(block.runs)).split("\n") if line.strip()]
        return (block.before + "\n".join(lines) if lines else ""), []
    rows = [[Cell(clean(repair.text(cell.runs)), cell.across, cell.down) for cell in row] for row in block.rows]
    out: list[str] = []
    breaks: list[tuple[int, int]] = []
    waiting = list(block.pages)
    size = 0
    for row, line in table_lines(rows):
        while waiting and row >= waiting[0][0]:
            breaks.append((size, waiting.pop(0)[1]))
        out.append(line)
        size += len(line) + 1
    return "\n".join(out), breaks


def _opened(line: str) -> str:
    """A line whose bullet or number is parted from its words by one space, and without tabs, which part cells."""
    return _TABS.sub("    ", _NUMBER_TAB.sub(r"\1 ", _SIGN.sub("- ", line)))


def _all_runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
            yield Run("\n")
        elif isinstance(block, DraftTable):
            for row in block.rows:
                for cell in row:
                    yield from cell.runs
                    yield Run("\n")


def _pages(starts: Sequence[tuple[int, int]], size: int) -> tuple[Page, ...]:
    ends = [start for _, start in starts[1:]] + [size]
    return tuple(Page(number, start, end) for (number, start), end in zip(starts, ends, strict=False))
