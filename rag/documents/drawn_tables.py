"""Tables drawn with signs: "+-----+" rulers, "|" between cells, boxes of lines; heads and names over several lines.

A ruler with its crosses tells where the columns stand. A head over several columns has no bar between them; a ruler
below some of the columns parts only their heads. Where a ruler stands below every row a row takes as many lines as it
needs; elsewhere a line without numbers begins the name that the next one ends, when that one is not numbered itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.documents.ruled_tables import RuledTable
from rag.documents.spaced_tables import Cells, is_number

_SIGNS = str.maketrans(
    dict.fromkeys("│║┃╎┆", "|") | dict.fromkeys("─━═┄", "-") | dict.fromkeys("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╞╪╡╟╫╢╒╤╕╘╧╛", "+")
)
_FRAMED = re.compile(r"[ \t]*[|+].*[|+][ \t]*")
_RULER = re.compile(r"[ \t]*\+[-=+|: ]*[-=]{2,}[-=+|: ]*[+|][ \t]*")
_RULE_PIECE = re.compile(r"[-=+ ]*[-=]{2,}[-=+ ]*")
_OFF = 1  # places that a bar may stand beside its column's edge
_LINES, _WIDEST = 3, 40  # lines of a table at least; columns at most


def drawn_tables(text: str, lines: Sequence[tuple[int, int]]) -> list[RuledTable]:
    """The tables of a text that are drawn with signs, in order; those of markdown, whose rules have no crosses, aside.

    Args:
        text: a report's stored text.
        lines: where its lines start and end.
    """
    signs = text.translate(_SIGNS)
    found: list[RuledTable] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _FRAMED.fullmatch(signs, *lines[end]):
            end += 1
        if end - at >= _LINES:
            table = _Drawing(signs, lines[at:end]).table()
            if table is not None:
                found.append(table)
        at = max(end, at + 1)
    return found


class _Drawing:
    """The lines of one drawn table.

    Args:
        text: the text, every sign as "|", "-" or "+".
        lines: where the lines of the table start and end.
    """

    def __init__(self, text: str, lines: Sequence[tuple[int, int]]) -> None:
        self.text, self.lines = text, lines
        self.rulers = [bool(_RULER.fullmatch(text, *line)) for line in lines]
        self.edges = self._edges()

    def _edges(self) -> list[int]:
        """Where in a line the columns' edges stand: the crosses of the ruler that has most of them."""
        crosses = [
            [n - start for n in range(start, end) if self.text[n] == "+"]
            for (start, end), is_ruler in zip(self.lines, self.rulers, strict=True)
            if is_ruler
        ]
        return max(crosses, key=len, default=[])

    def table(self) -> RuledTable | None:
        """The table that is drawn; None for what is none."""
        told = [n for n, is_ruler in enumerate(self.rulers) if not is_ruler]
        if not 2 < len(self.edges) <= _WIDEST + 1 or len(told) < 2:
            return None
        width = len(self.edges) - 1
        below = next((n for n in range(told[0], len(self.lines)) if self.rulers[n]), None)
        if below is None or below > told[-1]:
            return None
        heads = self._heads([n for n in told if n < below])
        body = self._rows([n for n in told if n > below])
        if not heads or not body or any(row is None or len(row) != width for row in (*heads, *body)):
            return None
        start, end = self.lines[0][0], self.lines[-1][1]
        return RuledTable(start, end, tuple(row for row in (*heads, *body) if row is not None), len(heads))

    def _spans(self, at: int) -> list[tuple[int, int, tuple[int, int]]]:
        """The cells of a line: the first column that each covers, the one behind its last, and where its words are."""
        start, end = self.lines[at]
        bars = [n - start for n in range(start, end) if self.text[n] in "|+" and self._edge(n - start) is not None]
        cells = []
        for low, high in pairwise(bars):
            first, last = self._edge(low), self._edge(high)
            words = _trimmed(self.text, start + low + 1, start + high)
            if first is None or last is None or first == last:
                continue
            if _RULE_PIECE.fullmatch(self.text, start + low + 1, start + high):
                words = (start + low + 1,) * 2
            cells.append((first, last, words))
        return cells

    def _edge(self, place: int) -> int | None:
        return next((n for n, edge in enumerate(self.edges) if abs(edge - place) <= _OFF), None)

    def _heads(self, lines: Sequence[int]) -> list[Cells | None]:
        """The lines of heads, one over several columns in each of them, each column's from the top."""
        told = [self._line(n, everywhere=True) for n in lines]
        if any(row is None or len(row) != len(self.edges) - 1 for row in told):
            return [None]
        columns = [
            [cell for row in told if row is not None for cell in (row[n],) if cell[1] > cell[0]]
            for n in range(len(self.edges) - 1)
        ]
        empty = (self.lines[lines[0]][0],) * 2
        return [
            tuple(column[n] if n < len(column) else empty for column in columns)
            for n in range(max(map(len, columns), default=0))
        ]

    def _line(self, at: int, everywhere: bool = False) -> Cells | None:
        row: list[tuple[int, int]] = []
        for first, last, words in self._spans(at):
            if first != len(row):
                return None
            rest = words if everywhere else (words[1], words[1])
            row += [words, *[rest] * (last - first - 1)]
        return tuple(row)

    def _rows(self, body: Sequence[int]) -> list[Cells | None]:
        """The rows below the heads, each with the lines that it takes."""
        numbered = [n for n in body if self._has_numbers(n)]
        parted = [any(self.rulers[a:b]) for a, b in pairwise(numbered)]
        is_ruled = bool(parted) and all(parted)
        rows: list[Cells | None] = []
        group: list[int] = []
        for n in body:
            if group and (self.rulers[n - 1] if is_ruled else not self._goes_on(group[-1], n)):
                rows.append(self._joined(group))
                group = []
            group.append(n)
        return [*rows, self._joined(group)] if group else rows

    def _has_numbers(self, at: int) -> bool:
        return any(is_number(self.text[slice(*words)]) for first, _, words in self._spans(at) if first)

    def _goes_on(self, above: int, at: int) -> bool:
        """Whether a line ends the row that the line above it begins."""
        if at != above + 1:
            return False
        upper, lower = self._line(above), self._line(at)
        if upper is None or lower is None or len(upper) != len(lower):
            return False
        filled = [n for n, (a, b) in enumerate(lower) if b > a]
        if not filled or upper[filled[0]][0] == upper[filled[0]][1]:
            return False
        is_numbered = upper[0][0] < upper[0][1] and filled[0] > 0
        goes_on = self.text[lower[filled[0]][0]].islower()
        alone = not self._has_numbers(above) or not self._has_numbers(at)
        return alone and (goes_on or (is_numbered and self._is_ordinal(upper[0])))

    def _is_ordinal(self, cell: tuple[int, int]) -> bool:
        return bool(re.fullmatch(r"\d{1,3}[.)]?|[IVX]{1,5}[.)]?|[A-Za-zĐđ][.)]?", self.text[slice(*cell)]))

    def _joined(self, group: Sequence[int]) -> Cells | None:
        """The lines of a row as one: a name from its first word to its last where no number stands between."""
        lines = [self._line(n) for n in group]
        row = lines[0]
        for line in lines[1:]:
            if row is None or line is None or len(row) != len(line):
                return None
            row = tuple(map(self._with, row, line))
        return row

    def _with(self, cell: tuple[int, int], more: tuple[int, int]) -> tuple[int, int]:
        if cell[0] == cell[1]:
            return more
        if more[0] == more[1] or re.search(r"\d", self.text[cell[1] : more[0]]):
            return cell
        return cell[0], more[1]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
