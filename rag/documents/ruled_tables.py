"""Tables that a typewriter's rulers frame: heads between two lines of dashes, or above one, and the rows below.

What stands between the rulers is heads, however many lines they take, and what stands below them is rows, also one that
only names those below it ("I. THỊ XÃ ...") and one that leaves the first cells to the row above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from rag.documents.spaced_tables import Cells, Row, are_years, in_columns, is_number, spaced_cells, topped

_DASHES = frozenset("-=_–—+")
_LONG, _PIECES, _PIECE = 20, 3, 3  # signs of a ruler in one piece; as many pieces of so many signs
_SAYS_UNIT = re.compile(r"(?i)\s*(?:đơn\s+vị(?:\s+tính)?|đvt)\s*:")
_YEAR_OR_ORDINAL = re.compile(r"(?:19|20)\d\d|\d{1,2}")
_NUMBERS_COLUMNS = re.compile(r"\(?[A-Z1]\)?(?: \(?[A-Z]\)?)* \(?[12]\)?(?: \(?\d{1,2}\)?)+")  # "A 1 2 3"
_BARS = re.compile(r"(?<=\|)-{4,}(?=\||$)|(?<=\s)\||\|(?=\s|$|-{4})")
_FRAMED = re.compile(r"\s{0,4}\|")
_HEAD_LINES = 4
_ROWS = 2
_COLUMNS = 2


class RuledTable(NamedTuple):
    """A framed table: where it starts and ends, its rows with every cell in its column, how many of them are heads."""

    start: int
    end: int
    rows: tuple[Cells, ...]
    heads: int


def is_ruler(line: str) -> bool:
    """Whether a line is drawn with dashes and nothing else."""
    pieces = line.split()
    if not pieces or not all(_DASHES.issuperset(piece) for piece in pieces):
        return False
    return len(pieces[0]) >= _LONG or (min(map(len, pieces)) >= _PIECE and sum(map(len, pieces)) >= _PIECES * _PIECE)


def ruled_tables(text: str, lines: Sequence[tuple[int, int]]) -> list[RuledTable]:
    """The framed tables of a text whose columns spaces align, in order.

    Args:
        text: a report's stored text.
        lines: where its lines start and end.
    """
    text = _without_bars(text, lines)
    found: list[RuledTable] = []
    at = 0
    while at < len(lines):
        told = _table_at(text, lines, at) if is_ruler(text[slice(*lines[at])]) else None
        if told is None:
            at += 1
        else:
            table, at = told
            found.append(table)
    return found


def _without_bars(text: str, lines: Sequence[tuple[int, int]]) -> str:
    """The text, as long as before, with blanks for the bars between its columns and for rulers below some heads only.

    A line that a bar opens is a markdown row, which keeps its bars; behind many blanks stands an empty cell before it.
    """
    changed = {
        (start, end): _BARS.sub(lambda m: " " * len(m.group()), text[start:end])
        for start, end in lines
        if "|" in text[start:end] and not _FRAMED.match(text, start, end)
    }
    if not changed:
        return text
    return "\n".join(changed.get(line, text[slice(*line)]) for line in lines)


def _table_at(text: str, lines: Sequence[tuple[int, int]], at: int) -> tuple[RuledTable, int] | None:
    """The table that the ruler in line `at` opens, or divides into heads and rows, and the line behind it."""
    heads = _heads_below(text, lines, at)
    below = at + 1 + len(heads) + 1
    if not heads:
        heads, below = _heads_above(text, lines, at), at + 1
    body: list[Row] = []
    while below < len(lines):
        cells = spaced_cells(text, *lines[below], 1)
        if cells and not is_ruler(text[slice(*lines[below])]):
            if not _NUMBERS_COLUMNS.fullmatch(" ".join(text[slice(*lines[below])].split())):
                body.append((*lines[below], cells))
        elif not _goes_on(text, lines, below + 1, 2 if cells else 1):
            break
        below += 1
    while body and not any(is_number(text[a:b]) for a, b in body[-1][2][1:]):
        body.pop()  # notes and signatures below a table without a ruler at its end
        below -= 1
    if not heads or len(body) < _ROWS or not _is_table(text, heads, body):
        return None
    rows = in_columns(text, [*heads, *body])
    rows = (*topped(text, _over_blocks(text, rows[: len(heads)])), *rows[len(heads) :])
    return RuledTable(heads[0][0], body[-1][1], rows, len(heads)), below


def _heads_below(text: str, lines: Sequence[tuple[int, int]], at: int) -> list[Row]:
    """The lines between a ruler and the next one; none where too many, or an empty one, stand there."""
    heads: list[Row] = []
    for line in lines[at + 1 : at + 2 + _HEAD_LINES]:
        if is_ruler(text[slice(*line)]):
            return heads
        cells = spaced_cells(text, *line, 1)
        if not cells:
            return []
        heads.append((*line, cells))
    return []


def _heads_above(text: str, lines: Sequence[tuple[int, int]], at: int) -> list[Row]:
    """The lines of several cells directly above a ruler."""
    heads: list[Row] = []
    for line in reversed(lines[max(0, at - _HEAD_LINES) : at]):
        cells = spaced_cells(text, *line, _COLUMNS)
        if not cells or is_ruler(text[slice(*line)]) or _SAYS_UNIT.match(text[slice(*line)]):
            break
        if len(cells) == _COLUMNS and text[slice(*cells[0])].strip(".)").isdigit() and heads:
            break  # "09  Diện tích, dân số ...": a numbered title
        heads.insert(0, (*line, cells))
    return heads


def _goes_on(text: str, lines: Sequence[tuple[int, int]], at: int, reach: int) -> bool:
    """Whether a row follows a ruler or an empty line within a table, one that names a group perhaps before it."""
    for start, end in lines[at : at + reach]:
        cells = spaced_cells(text, start, end, 1)
        if not cells or is_ruler(text[start:end]):
            return False
        if len(cells) >= _COLUMNS and is_number(text[slice(*cells[-1])]):
            return not are_years(text, cells)
    return False


def _over_blocks(text: str, heads: Sequence[Cells]) -> list[Cells]:
    """The lines of heads, one that stands over a block of columns above each of them.

    "Tưới tự chảy | | Tưới bằng bơm |" over "Đông xuân | Mùa | Đông xuân | Mùa": the lower line repeats itself under
    every head of the upper one.
    """
    lines = [list(cells) for cells in heads]
    for upper, lower in combinations(lines, 2):
        below = [n for n in range(1, min(len(upper), len(lower))) if lower[n][0] < lower[n][1]]
        above = [n for n in below if upper[n][0] < upper[n][1]]
        size, rest = divmod(len(below), max(1, len(above)))
        told = [text[slice(*lower[n])] for n in below]
        if rest or size < _COLUMNS or len(above) < _COLUMNS or told != told[:size] * len(above):
            continue
        for block, over in enumerate([upper[n] for n in above]):
            for n in below[block * size : (block + 1) * size]:
                upper[n] = over
    return [tuple(line) for line in lines]


def _is_count(cell: str) -> bool:
    """Whether a cell holds a number that heads no column: none that numbers it or is a year."""
    return is_number(cell) and not _YEAR_OR_ORDINAL.fullmatch(cell)


def _is_table(text: str, heads: Sequence[Row], body: Sequence[Row]) -> bool:
    """Whether words head columns of numbers."""
    told = [text[a:b] for _, _, cells in heads for a, b in cells]
    if max(len(cells) for _, _, cells in heads) < _COLUMNS or any(_is_count(cell) for cell in told):
        return False
    whole = [cells for _, _, cells in body if len(cells) >= _COLUMNS]
    numeric = sum(any(is_number(text[a:b]) for a, b in cells[1:]) for cells in whole)
    return len(whole) >= _ROWS and 2 * numeric >= len(whole)
