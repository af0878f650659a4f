"""The tables of a PDF's page: those drawn with lines, as pdfplumber finds them, and those set by alignment alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rag.loaders.draft import DraftCell
from rag.loaders.pdf_words import Line, Segment, Word, lines_of, runs_of
from rag.loaders.repair import Run

_NEAR = 3.0  # points within which two edges are one
_AMOUNT = re.compile(r"[-−(]?\d[\d.,/]*%?\)?")
_FEWEST = 3  # lines that align before they are a table
_FULL = 0.62  # of the page's text width: a line of prose, whatever gaps it has

Box = tuple[float, float, float, float]
Rows = tuple[tuple[DraftCell, ...], ...]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table and the part of the page that it fills (x0, top, x1, bottom)."""

    box: Box
    rows: Rows


def ruled_tables(page: Any, words: Sequence[Word]) -> list[PageTable]:
    """The tables of a page that are drawn with lines; a frame around text is none.

    Args:
        page: pdfplumber's.
        words: the page's words.
    """
    found = []
    for table in page.find_tables():
        cells = [cell for cell in table.cells if cell]
        inside = [word for word in words if _is_in(word, table.bbox)]
        rows = _gridded(cells, inside)
        if len(rows) >= 2 and max(len(row) for row in rows) >= 2 and _says_something(rows):
            found.append(PageTable(table.bbox, rows))
    return found


def aligned_tables(lines: Sequence[Line], width: float) -> Iterator[tuple[int, int, Rows]]:
    """The tables set without lines: runs of lines whose parts stand under each other.

    Args:
        lines: a column's lines, from top to bottom.
        width: the page's text width in points.

    Yields:
        (first line, line after the last, rows).
    """
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and len(lines[end]) >= 2 and not any(s.x1 - s.x0 > _FULL * width for s in lines[end]):
            end += 1
        columns = _columns(lines[start:end])
        amounts = sum(any(_AMOUNT.fullmatch(s.text) for s in line[1:]) for line in lines[start:end])
        if end - start >= _FEWEST and len(columns) >= 2 and 2 * amounts >= end - start - 1 and amounts >= 2:
            yield start, end, tuple(_aligned_row(line, columns) for line in lines[start:end])
        start = max(end, start + 1)


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Stretches of the page's width that some line fills, parted where none does."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((s.x0, s.x1) for line in lines for s in line):
        if columns and left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _aligned_row(line: Line, columns: Sequence[tuple[float, float]]) -> tuple[DraftCell, ...]:
    return tuple(DraftCell(_joined([s for s in line if left <= (s.x0 + s.x1) / 2 <= right])) for left, right in columns)


def _joined(segments: Sequence[Segment]) -> tuple[Run, ...]:
    return runs_of([word for segment in segments for word in segment.words])


def _gridded(cells: Sequence[Box], words: Sequence[Word]) -> Rows:
    """Boxes as rows of cells that cover columns and rows, by the edges that they share."""
    lefts, tops = _edges([c[0] for c in cells]), _edges([c[1] for c in cells])
    rights, bottoms = _edges([c[2] for c in cells]), _edges([c[3] for c in cells])
    xs, ys = _edges([*lefts, *rights]), _edges([*tops, *bottoms])
    placed: dict[int, list[tuple[int, DraftCell]]] = {n: [] for n in range(len(ys) - 1)}
    for box in cells:
        left, top, right, bottom = _at(xs, box[0]), _at(ys, box[1]), _at(xs, box[2]), _at(ys, box[3])
        if right > left and bottom > top and top in placed:
            inside = [word for word in words if _is_in(word, box)]
            placed[top].append((left, DraftCell(_text(inside), right - left, bottom - top)))
    return tuple(tuple(_complete(sorted(placed[n], key=lambda c: c[0]), n, placed)) for n in sorted(placed))


def _complete(
    row: Sequence[tuple[int, DraftCell]], number: int, placed: dict[int, list[tuple[int, DraftCell]]]
) -> Iterator[DraftCell]:
    """A row with empty cells for the places that no box covers."""
    covered = {
        column
        for r, cells in placed.items()
        if r < number
        for left, cell in cells
        if r + cell.down > number
        for column in range(left, left + cell.across)
    }
    column = 0
    for left, cell in row:
        yield from (DraftCell(()) for gap in range(column, left) if gap not in covered)
        yield cell
        column = left + cell.across


def _text(words: Sequence[Word]) -> tuple[Run, ...]:
    return runs_of([word for line in lines_of(words) for segment in line for word in segment.words])


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - value))


def _is_in(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _says_something(rows: Rows) -> bool:
    """Whether enough cells are filled, and few of them hold long prose, as frames around text do."""
    texts = ["".join(run.text for run in cell.runs) for row in rows for cell in row]
    filled = [text for text in texts if text.strip()]
    return len(filled) >= 3 and sum(len(text) > 500 for text in filled) <= 0.1 * len(filled)
