"""Workbooks (.xlsx, .xlsm), by openpyxl: every visible sheet, numbers as they are shown."""

from __future__ import annotations

import io
from typing import Any

from rag.errors import LoadError
from rag.loaders.base import LoadedDocument
from rag.loaders.containers import UNREADABLE
from rag.loaders.draft import Block, finished
from rag.loaders.number_formats import shown
from rag.loaders.properties import Properties
from rag.loaders.sheets import Sheet, SheetCell, sheet_blocks


def load_xlsx(data: bytes) -> LoadedDocument:
    """A workbook's document; `data` is its content.

    Raises:
        LoadError: it is damaged, or no workbook.
    """
    import openpyxl  # slow to import, and only workbooks need it

    try:
        values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        blocks: list[Block] = []
        sheets = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
        for sheet in sheets:
            blocks += sheet_blocks(_sheet(sheet))
    except UNREADABLE as error:
        raise LoadError("file_damaged", kind=".xlsx") from error
    about = values.properties
    return finished(blocks, Properties(about.title or "", about.creator or "", about.created, about.modified))


def _sheet(sheet: Any) -> Sheet:
    spans = {
        (area.min_row, area.min_col): (area.max_col - area.min_col + 1, area.max_row - area.min_row + 1)
        for area in sheet.merged_cells.ranges
    }
    rows = []
    for row in sheet.iter_rows():
        cells: list[SheetCell | None] = []
        for cell in row:
            text = shown(cell.value, cell.number_format).strip() if cell.value is not None else ""
            if not text:
                cells.append(None)
                continue
            across, down = spans.get((cell.row, cell.column), (1, 1))
            cells.append(SheetCell(text, cell.font.name or "", across, down))
        rows.append(_without_end(cells))
    return Sheet(sheet.title, rows)


def _without_end(cells: list[SheetCell | None]) -> list[SheetCell | None]:
    while cells and cells[-1] is None:
        cells.pop()
    return cells
