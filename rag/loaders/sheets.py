"""Sheets of cells as drafts: the sheet's name as a heading, lines above and below, tables in between.

A sheet says nowhere where its table begins. What is above the first row that fills most of the sheet's width are
lines (the body that issued it, the title, the unit); blank rows part tables when the next part has heads of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.loaders.draft import Block, DraftCell, DraftTable, Paragraph
from rag.loaders.repair import Run

_PLAIN_NAME = re.compile(r"(?:sheet|trang tính|tờ|bảng|worksheet|feuil)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)
_AMOUNT = re.compile(r"[-−(]?\d[\d.,\s]*%?\)?")
_FILLED = 0.6  # share of a sheet's columns that a table's row fills
_APART = "    "  # between cells that stand on one line without being a table


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as shown, with its font, and the columns and rows it covers when merged."""

    text: str
    font: str = ""
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows from its top left; None for an empty cell or one that a merged cell covers."""

    name: str
    rows: Sequence[Sequence[SheetCell | None]]


_Row = tuple[int, Sequence[SheetCell | None]]


def sheet_blocks(sheet: Sheet, name_tells: bool = True) -> Iterator[Block]:
    """The draft of a sheet.

    Args:
        sheet: its cells.
        name_tells: whether its name may head it; "Sheet1" never does.
    """
    rows = [(n, row) for n, row in enumerate(sheet.rows) if any(cell and cell.text.strip() for cell in row)]
    if not rows:
        return
    if name_tells and not _PLAIN_NAME.fullmatch(sheet.name.strip()):
        yield Paragraph((Run(sheet.name),), is_heading=True)
    width = max(_width(row) for _, row in rows)
    for part in _parts(rows):
        yield from _part(part, width)


def _parts(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """The rows between blank rows; a part without heads of its own goes on the one above it."""
    part: list[_Row] = []
    for number, (at, row) in enumerate(rows):
        gap = bool(part) and at > part[-1][0] + 1 and not _covered(part, at)
        if gap and _begins_anew(rows[number:]):
            yield part
            part = []
        part.append((at, row))
    yield part


def _covered(part: Sequence[_Row], at: int) -> bool:
    return any(cell and n + cell.down > part[-1][0] + 1 and n + cell.down >= at for n, row in part for cell in row)


def _begins_anew(rows: Sequence[_Row]) -> bool:
    """Whether the rows after a blank one are lines or a table with heads: no amounts in the first."""
    return not any(cell and _AMOUNT.fullmatch(cell.text.strip()) for cell in rows[0][1][1:])


def _part(part: Sequence[_Row], sheet_width: int) -> Iterator[Block]:
    width = max(_width(row) for _, row in part)
    is_table = [width > 1 and _width(row) >= max(2, _FILLED * width) for _, row in part]
    first = next((n for n, one in enumerate(is_table) if one), len(part))
    amounts = [any(_AMOUNT.fullmatch(cell.text.strip()) for cell in row if cell) for _, row in part]
    last = max((n for n, one in enumerate(is_table) if one and (amounts[n] or not any(amounts))), default=-1)
    alone = last <= first and not any(_merged(row) for _, row in part[first : last + 1])
    if alone or (width < _FILLED * sheet_width and not any(amounts)):
        # One row is no table, nor are two bodies side by side above a document.
        first, last = len(part), len(part) - 1
    for _, row in part[:first]:
        yield from _as_line(row)
    if first <= last:
        yield _table(part[first : last + 1])
    for _, row in part[max(first, last + 1) :]:
        yield from _as_line(row)


def _merged(row: Sequence[SheetCell | None]) -> bool:
    return any(cell and cell.across > 1 for cell in row) and _count(row) > 1


def _count(row: Sequence[SheetCell | None]) -> int:
    return sum(cell is not None and bool(cell.text.strip()) for cell in row)


def _width(row: Sequence[SheetCell | None]) -> int:
    """How many columns a row fills; one cell over all of them fills one."""
    if _count(row) <= 1:
        return _count(row)
    return sum(cell.across for cell in row if cell and cell.text.strip())


def _as_line(row: Sequence[SheetCell | None]) -> Iterator[Block]:
    runs: list[Run] = []
    for cell in row:
        if cell and cell.text.strip():
            runs += [Run(_APART)] * bool(runs) + [Run(cell.text, cell.font)]
    if runs:
        yield Paragraph(tuple(runs))


def _table(rows: Sequence[_Row]) -> DraftTable:
    """The cells of each row, empty ones too; what a merged cell covers is left to it."""
    columns = max(len(row) for _, row in rows)
    present = dict(rows)
    covered: set[tuple[int, int]] = set()
    numbers = sorted(present)
    out = []
    for position, at in enumerate(numbers):
        line = []
        for column in range(columns):
            if (at, column) in covered:
                continue
            row = present[at]
            cell = row[column] if column < len(row) else None
            if cell is None:
                line.append(DraftCell(()))
                continue
            under = [n for n in numbers[position:] if n < at + cell.down]
            covered |= {(n, column + x) for n in under for x in range(cell.across)}
            line.append(DraftCell((Run(cell.text, cell.font),), cell.across, max(1, len(under))))
        out.append(tuple(line))
    return DraftTable(tuple(out))
