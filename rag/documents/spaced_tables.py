"""Tables whose columns spaces align, as typewriters and old word processors left them in plain text.

Only runs of lines that look like nothing else count: three columns and three rows at least, under heads in words or
years, with numbers in half of their rows. A cell stands in the column that it shares most places of its line with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Cells = tuple[tuple[int, int], ...]
Row = tuple[int, int, Cells]  # where a line starts and ends, and its cells

_CELL = re.compile(r"\S+(?: \S+)*")  # two spaces and more part cells
_NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d+)*\s*(?:%|[^\W\d_]{1,5}(?:/[^\W\d_]+)?)?")  # "9.500", "12 %", "9,5 kg"
_YEAR = re.compile(r"(?:19|20)\d\d")
_BRACKET = re.compile(r"\([^()]+\)")
_CODE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]+|[A-ZĐ])[.)]?")
_YEAR_HEAD = re.compile(r"(?:(?i:năm|nam)\s+)?(?:19|20)\d\d|\d{1,2}")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})?|[IVX]{1,5}|[A-ZĐ])[.)]?\s+[^\W\d_]")  # "1. Hộ gia đình", "I. THỊ XÃ"
_CELL_GAP = re.compile(r"\S {2,}\S")
COLUMNS, _ROWS = 3, 3
_GROUP_WORDS = 12
_INDENT, _SPAN_WORDS = 8, 7  # of a line that heads several columns each


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


def is_spaced(text: str, row: Row) -> bool:
    """Whether spaces, not pipes or tabs, part a row's cells."""
    start, end, _ = row
    return "|" not in text[start:end] and "\t" not in text[start:end]


def heads_group(text: str, cells: Cells, rows: Sequence[Row]) -> bool:
    """Whether a line names those below it: a number and, where the names of a table stand, words alone.

    Args:
        cells: of the line.
        rows: the lines of the table above it.
    """
    if len(cells) != 2 or not rows or not _CODE.fullmatch(text[slice(*cells[0])]):
        return False
    line = text.rfind("\n", 0, cells[0][0]) + 1
    is_below = any(len(row) > 1 and cells[1][0] - line == row[1][0] - start for start, _, row in (rows[0], rows[-1]))
    return is_below and not _NUMBER.fullmatch(text[slice(*cells[1])])


def names_group(text: str, start: int, end: int, rows: Sequence[Row], below: Cells) -> Cells:
    """The one cell of a numbered line of words that names the rows below it: "1. Hộ gia đình" over aligned prices.

    Args:
        rows: the lines of the table above it.
        below: the cells of the next line, which must go on with the table.

    Returns:
        The cell, or nothing.
    """
    line = text[start:end].strip()
    if not rows or len(below) < max(COLUMNS, len(rows[0][2]) - 1) or len(line.split()) > _GROUP_WORDS:
        return ()
    if not _NUMBERED.match(line) or line.endswith((".", ";", ",")) or _CELL_GAP.search(line):
        return ()
    first = text.index(line, start)
    is_below = first - start <= max(row[0][1] - at for at, _, row in rows)
    return ((first, first + len(line)),) if is_below else ()


def is_table(text: str, rows: Sequence[Row]) -> bool:
    """Whether lines with aligned cells are a table: heads in words or years, numbers below them in half of the rows."""
    heads = [text[a:b] for a, b in rows[0][2][1:]] if rows else []
    if len(rows) < _ROWS or any(_NUMBER.fullmatch(head) and not _YEAR.fullmatch(head) for head in heads):
        return False
    numeric = sum(any(_NUMBER.fullmatch(text[a:b]) for a, b in cells[1:]) for _, _, cells in rows[1:])
    return 2 * numeric >= len(rows) - 1


def heads_go_on(text: str, rows: Sequence[Row]) -> int:
    """How many lines below the first one go on with its heads: words, years and units, and none under the first head.

    Under an empty corner, where the first line begins behind the names of the rows, the lines below may stand anywhere
    behind these.
    """
    count, first = 0, rows[0][2][0][1] - rows[0][0]
    names = max((cells[0][1] - start for start, _, cells in rows[-2:]), default=0)
    first = min(first, names) if rows[0][2][0][0] - rows[0][0] >= names else first
    for start, _, cells in rows[1:]:
        if cells[0][0] - start < first or any(not _goes_on(text[a:b]) for a, b in cells):
            break
        count += 1
    return count if count < len(rows) - 1 else 0


def _goes_on(cell: str) -> bool:
    """Whether a cell may stand in a second line of heads: words, a year, or a unit in brackets."""
    return not re.search(r"\d", cell) or bool(_YEAR.fullmatch(cell) or _BRACKET.fullmatch(cell))


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
    row, last = [], start
    for column in range(len(reach)):
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


def spans_columns(text: str, start: int, end: int) -> bool:
    """Whether a line may head several columns each of the heads below it: "Diện tích (ha)     Sản lượng (tấn)"."""
    line, cells = text[start:end], spaced_cells(text, start, end, 2)
    if not cells or len(line) - len(line.lstrip()) < _INDENT or line.rstrip().endswith((".", ":", ";")):
        return False
    return all(not re.search(r"\d", text[a:b]) and len(text[a:b].split()) <= _SPAN_WORDS for a, b in cells)
