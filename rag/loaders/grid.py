"""A table with merged cells as the lines in which tables stand in a stored text: " | " between the cells of a row.

`rag.documents.tables` finds it there again: one row heads it, every row has the same cells. So a merged cell is
repeated over what it spans, heads of several rows become one, a row that only numbers the columns is left out, and a
cell that is empty keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SEPARATOR = " | "
MAX_SPAN = 200  # rows or columns that one cell may cover
_UNIT = re.compile(r"\s*\(([^()]{1,30})\)\s*$")
_NUMBER = re.compile(r"[-−+(]?\d[\d.,\s]*%?\)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-ZĐ])\s*\)?(?:\s*=\s*[\d()+\-–*x:/.\s]+)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text on one line, and how many columns and rows it covers."""

    text: str
    across: int = 1
    down: int = 1


Rows = Sequence[Sequence[Cell]]


def table_text(rows: Rows) -> str:
    """A table's lines as one text; see `table_lines`."""
    return "\n".join(line for _, line in table_lines(rows))


def table_lines(rows: Rows) -> list[tuple[int, str]]:
    """A table's lines, each with the number of the row that it begins in.

    Args:
        rows: the cells of each row from left to right; what a cell above covers is not listed again.

    Returns:
        A line a row; what spans the table above its heads and after its end stands alone. Nothing for an empty table.
    """
    numbers, grid = _filled(rows)
    first = next((n for n, row in enumerate(grid) if not _is_single(row)), len(grid))
    last = max((n for n, row in enumerate(grid) if not _is_single(row)), default=-1)
    found = [(numbers[n], _single(grid[n])) for n in range(first)]
    body = grid[first : last + 1]
    depth = _head_depth(body)
    if body:
        heads = [_joined_head([row[n] for row in body[:depth]]) for n in range(len(body[0]))]
        found.append((numbers[first], _line(heads)))
        if len(body) > depth + 1 and _numbers_columns(body[depth], body[depth + 1]):
            depth += 1
        for n, row in enumerate(body[depth:], first + depth):
            found.append((numbers[n], _line([text for text, _ in row] if not _is_single(row) else _section(row))))
    found += [(numbers[n], _single(grid[n])) for n in range(max(first, last + 1), len(grid))]
    return [(number, line) for number, line in found if line]


Field = tuple[str, tuple[int, int, int, int]]
"""What stands at a place of the full grid: the text, and the place and size of the cell that it is of."""


def _filled(rows: Rows) -> tuple[list[int], list[list[Field]]]:
    """The full grid, every place filled by the cell that covers it, without the rows and columns that are empty; and
    the numbers of its rows."""
    placed: dict[tuple[int, int], Field] = {}
    width = 0
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in placed:
                c += 1
            across, down = min(cell.across, MAX_SPAN), min(cell.down, MAX_SPAN, len(rows) - r)
            for y in range(r, r + down):
                for x in range(c, c + across):
                    placed.setdefault((y, x), (one_line(cell.text), (r, c, across, down)))
            c += across
            width = max(width, c)
    grid = [[placed.get((r, c), ("", (r, c, 1, 1))) for c in range(width)] for r in range(len(rows))]
    used = [c for c in range(width) if any(row[c][0] for row in grid)]
    numbers = [r for r, row in enumerate(grid) if any(text for text, _ in row)]
    return numbers, [[grid[r][c] for c in used] for r in numbers]


def one_line(text: str) -> str:
    """A cell's text as it can stand between separators."""
    return " ".join(text.replace("|", "¦").split())


def _is_single(row: Sequence[Field]) -> bool:
    """Whether one cell is all that a row holds: a title above, a section within, a note below the table."""
    return len({place for text, place in row if text}) <= 1 and (len(row) > 1 or bool(row))


def _single(row: Sequence[Field]) -> str:
    return next((text for text, _ in row if text), "")


def _section(row: Sequence[Field]) -> list[str]:
    """A row of one cell within a table, with the empty cells that keep it a row."""
    at = next((n for n, (text, place) in enumerate(row) if text), 0)
    return [text if n == at else "" for n, (text, _) in enumerate(row)]


def _line(cells: Sequence[str]) -> str:
    line = SEPARATOR.join(cells)
    # Outer separators, where a cell at the edge is empty: without them the others would move up.
    return line.replace("  ", " ") if cells[0] and cells[-1] else f"| {line} |".replace("  ", " ")


def _head_depth(body: Sequence[Sequence[Field]]) -> int:
    """How many rows head a table: as far as its first cells reach down, and on under a head of several columns."""
    if not body:
        return 0
    tops = sorted({place[0] for row in body for _, place in row})
    order = {top: n for n, top in enumerate(tops)}
    depth = 1
    while depth < len(body):
        last = body[depth - 1]
        reach = max(
            order.get(place[0], 0) + sum(place[0] <= top < place[0] + place[3] for top in tops) for _, place in last
        )
        if reach > depth and reach < len(body):
            depth = reach
        elif _spans_over(last, body[depth]) or _fills_gaps(last, body[depth]):
            depth += 1
        else:
            break
    return depth


def _spans_over(head: Sequence[Field], below: Sequence[Field]) -> bool:
    """Whether a merged cell of the head stands over columns that the next row names one by one."""
    for n in range(len(head) - 1):
        same_above = head[n][1] == head[n + 1][1] and head[n][0]
        if same_above and below[n][1] != below[n + 1][1] and any(t and not _is_amount(t) for t, _ in below[n : n + 2]):
            return True
    return False


def _fills_gaps(head: Sequence[Field], below: Sequence[Field]) -> bool:
    """Whether the next row has words just where the head has gaps, and nothing at the left: a head without merges."""
    gaps = [n for n, (text, _) in enumerate(head) if not text and n]
    return (
        bool(gaps)
        and not below[0][0]
        and all(below[n][0] and not _is_amount(below[n][0]) for n in gaps)
        and not any(_is_amount(text) for text, _ in below if text)
    )


def _is_amount(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and not _YEAR.fullmatch(text)


def _joined_head(fields: Sequence[Field]) -> str:
    """The head of a column from the rows that make it up, a unit of any of them at its end."""
    parts: list[str] = []
    units: list[str] = []
    for text, _ in fields:
        unit = _UNIT.search(text)
        if unit and len(fields) > 1:
            units.append(unit[1].strip())
            text = text[: unit.start()]
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    tail = f" ({units[-1]})" if units else ""
    return " - ".join(parts) + tail


def _numbers_columns(row: Sequence[Field], below: Sequence[Field]) -> bool:
    """Whether a row only numbers the columns: "A | B | 1 | 2 | 3=2/1"; plain numbers might be the first line's."""
    texts = [text for text, _ in row if text]
    if len(texts) < 2 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    if all(text.isdigit() for text in texts) and (len(texts) < 3 or below[0][0] not in ("1", "01", "I", "A")):
        return False
    numbers = [int(m[0]) for text in texts if (m := re.search(r"\d+", text))]
    return bool(numbers) and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in (0, 1, 2)
