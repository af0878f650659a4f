"""Cells that blanks part, as typewriters and old word processors left them in plain text, and the columns they are in.

A cell stands in the column that it shares most places of its line with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Cells = tuple[tuple[int, int], ...]
Row = tuple[int, int, Cells]  # where a line starts and ends, and its cells

_CELL = re.compile(r"\S+(?: \S+)*")  # two spaces and more part cells
_NUMBER = re.compile(
    r"[-−]?(?:\d{1,3}(?: \d{3})+|\d+(?:[.,]\d+)*)\s*(?:%|[^\W\d_]{1,5}(?:/[^\W\d_]+)?)?"
)  # "9.500", "12 %", "9,5 kg"
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_HEAD = re.compile(r"(?:(?i:năm|nam)\s+)?(?:19|20)\d\d|\d{1,2}")
COLUMNS = 3


def spaced_cells(text: str, start: int, end: int, least: int = COLUMNS) -> Cells:
    """The cells of a line that spaces part; none when it has fewer than `least`, or other separators."""
    if "|" in text[start:end] or "\t" in text[start:end]:
        return ()
    cells = tuple(m.span() for m in _CELL.finditer(text, start, end))
    return cells if len(cells) >= least else ()


def is_number(cell: str) -> bool:
    """Whether a cell holds a number, with its unit or none."""
    return bool(_NUMBER.fullmatch(cell))


def are_years(text: str, cells: Cells) -> bool:
    """Whether cells are two years and more, and nothing else."""
    return len(cells) > 1 and all(_YEAR.fullmatch(text[a:b]) for a, b in cells)


def in_columns(text: str, rows: Sequence[Row]) -> tuple[Cells, ...]:
    """The rows with every cell in its column, an empty span where a row has none; as they are where two cells meet.

    Args:
        text: what the cells are of.
        rows: lines of one table, its heads first.
    """
    width = max(len(cells) for _, _, cells in rows)
    whole = [(start, cells) for start, _, cells in rows if len(cells) == width]
    reach = [
        (min(cells[n][0] - start for start, cells in whole), max(cells[n][1] - start for start, cells in whole))
        for n in range(width)
    ]
    placed = [
        _placed(start, _split(text, start, cells, reach), reach) if len(cells) < width else cells
        for start, _, cells in rows
    ]
    return tuple(row or cells for row, (_, _, cells) in zip(placed, rows, strict=True))


def _split(text: str, start: int, cells: Cells, reach: Sequence[tuple[int, int]]) -> Cells:
    """Cells that one space parts where a column of numbers begins: the words of a long name reach to the number."""
    parts: list[tuple[int, int]] = []
    for a, b in cells:
        for low, _ in reach[1:]:
            at = start + low
            if a < at < b and text[at - 1] == " " and text[at].isdigit():
                parts.append((a, at - 1))
                a = at
        parts.append((a, b))
    return tuple(parts)


def _placed(start: int, cells: Cells, reach: Sequence[tuple[int, int]]) -> Cells:
    """A short row's cells in the columns that they share most places with; nothing when two share one.

    An empty cell stands at the end of the one to its left.
    """
    filled: dict[int, tuple[int, int]] = {}
    for a, b in cells:
        shared = [min(b - start, high) - max(a - start, low) for low, high in reach]
        column = max(range(len(reach)), key=lambda n: shared[n])
        if column in filled:
            return ()
        filled[column] = a, b
    return filled_row(filled, len(reach), start)


def filled_row(filled: Mapping[int, tuple[int, int]], width: int, start: int) -> Cells:
    """The cells of a row by column, an empty span at the end of the one to its left where a column has none.

    Args:
        filled: the cells that there are, by their column.
        width: how many columns there are.
        start: where the row's line begins.
    """
    row, last = [], start
    for column in range(width):
        row.append(filled.get(column, (last, last)))
        last = row[-1][1]
    return tuple(row)


def topped(text: str, heads: Sequence[Cells]) -> list[Cells]:
    """The lines of heads, each column's first words in the first of them; a year stays under the head it shares.

    Args:
        text: what the cells are of.
        heads: lines as `in_columns` gives them.
    """
    lines = [list(cells) for cells in heads]
    for column in range(min(map(len, lines))):
        told = next((line for line in lines if line[column][0] < line[column][1]), lines[0])
        if not _YEAR_HEAD.fullmatch(text[slice(*told[column])]):
            lines[0][column], told[column] = told[column], lines[0][column]
    return [tuple(line) for line in lines]
