"""The text of a Rich Text document on its way to blocks: paragraphs, and rows of cells by where their edges stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.loaders.draft import Block, DraftCell, DraftTable, Paragraph
from rag.loaders.repair import Run

_NEAR = 60  # twips (a millimetre) within which two edges are one


@dataclass(frozen=True, slots=True)
class _Edge:
    """A cell as a row defines it: its right edge in twips, and whether it goes on from the left or from above."""

    right: int
    from_left: bool = False
    from_above: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[Run, ...], ...]
    edges: tuple[_Edge, ...]


class RtfBody:
    """Takes text and formatting in order, and gives the blocks that they make."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._notes: list[Block] = []
        self._runs: list[Run] = []
        self._kept: list[Run] = []  # of the paragraph that a note stands in
        self._cells: list[tuple[Run, ...]] = []
        self._rows: list[_Row] = []
        self._edges: list[_Edge] = []
        self._merge = [False, False]
        self._in_table = False
        self._is_heading = False

    def add(self, text: str, font: str) -> None:
        """Text in a font."""
        if self._runs and self._runs[-1].font == font:
            self._runs[-1] = Run(self._runs[-1].text + text, font)
        else:
            self._runs.append(Run(text, font))

    def format(self, word: str, number: int | None) -> None:
        """A control word; those that say nothing of paragraphs and tables are passed over."""
        if word in ("par", "sect", "page", "nestcell"):
            self._end_paragraph()
        elif word == "cell":
            self._cells.append(tuple(self._runs))
            self._runs = []
        elif word == "row":
            self._end_row()
        elif word == "trowd":
            self._edges, self._merge = [], [False, False]
        elif word in ("clmrg", "clvmrg"):
            self._merge[word == "clvmrg"] = True
        elif word == "cellx" and number is not None:
            self._edges.append(_Edge(number, *self._merge))
            self._merge = [False, False]
        elif word == "intbl":
            self._in_table = True
        elif word == "pard":
            self._in_table = self._is_heading = False
        elif word == "outlinelevel":
            self._is_heading = number is not None and number < 9

    def begin_note(self) -> None:
        """A foot- or endnote, which goes to the end of the text."""
        self._kept, self._runs = self._runs, []

    def end_note(self) -> None:
        """The end of a note: the paragraph that it stands in goes on."""
        if self._runs:
            self._notes.append(Paragraph(tuple(self._runs)))
        self._runs, self._kept = self._kept, []

    def blocks(self) -> list[Block]:
        """All of the document, in order."""
        if self._cells:  # a row that was never ended
            self._end_row()
        self._in_table = False
        self._end_paragraph()
        self._end_table()
        return [*self._blocks, *self._notes]

    def _end_paragraph(self) -> None:
        if self._in_table:
            self._runs.append(Run("\n"))
            return
        if any(run.text.strip() for run in self._runs):
            self._end_table()
            self._blocks.append(Paragraph(tuple(self._runs), self._is_heading))
        self._runs = []

    def _end_row(self) -> None:
        if any(run.text.strip() for run in self._runs):
            self._cells.append(tuple(self._runs))
        self._runs = []
        if self._cells:
            self._rows.append(_Row(tuple(self._cells), tuple(self._edges)))
        self._cells = []

    def _end_table(self) -> None:
        if self._rows:
            self._blocks.append(DraftTable(tuple(tuple(line) for line in _laid(self._rows))))
        self._rows = []


def _laid(rows: Sequence[_Row]) -> Iterator[list[DraftCell]]:
    """The rows over common columns: every edge of any row parts two columns."""
    columns = _columns(rows)
    lines: list[list[tuple[DraftCell, int]]] = []  # each cell with the column that it begins in
    for row in rows:
        line: list[tuple[DraftCell, int]] = []
        column = 0
        for n, runs in enumerate(row.cells):
            edge = row.edges[n] if n < len(row.edges) else None
            end = _nearest(columns, edge.right) + 1 if edge else column + 1
            across = max(1, end - column)
            if edge and edge.from_left and line:
                before, at = line[-1]
                line[-1] = (DraftCell(before.runs + runs, before.across + across, before.down), at)
            elif not (edge and edge.from_above and _goes_down(lines, column)):
                line.append((DraftCell(runs, across), column))
            column = max(end, column + 1)
        lines.append(line)
    return ([cell for cell, _ in line] for line in lines)


def _goes_down(lines: list[list[tuple[DraftCell, int]]], column: int) -> bool:
    """Let the cell above a place go on over it; False when there is none."""
    for r in range(len(lines) - 1, -1, -1):
        for n, (cell, at) in enumerate(lines[r]):
            if at == column:
                if r + cell.down != len(lines):
                    return False
                lines[r][n] = (DraftCell(cell.runs, cell.across, cell.down + 1), at)
                return True
    return False


def _columns(rows: Sequence[_Row]) -> list[int]:
    columns: list[int] = []
    for edge in sorted(edge.right for row in rows for edge in row.edges):
        if not columns or edge - columns[-1] > _NEAR:
            columns.append(edge)
    return columns


def _nearest(columns: Sequence[int], edge: int) -> int:
    return min(range(len(columns)), key=lambda n: abs(columns[n] - edge))
