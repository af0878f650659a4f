"""Workbooks of Excel 5 to 2003 (.xls), by xlrd: fonts, number formats and merged cells are read without LibreOffice."""

from __future__ import annotations

import io
import struct
from datetime import datetime
from typing import Any

from rag.errors import LoadError
from rag.loaders.base import LoadedDocument
from rag.loaders.draft import Block, finished
from rag.loaders.number_formats import shown
from rag.loaders.sheets import Sheet, SheetCell, sheet_blocks

_VISIBLE = 0


def load_xls(data: bytes) -> LoadedDocument:
    """An old workbook's document; `data` is its content.

    Raises:
        LoadError: it is protected, damaged, or no workbook.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        key = "file_protected" if "encrypt" in str(error).lower() else "file_damaged"
        raise LoadError(key, kind=".xls") from error
    except (struct.error, IndexError, KeyError, ValueError, AssertionError, TypeError, AttributeError) as error:
        raise LoadError("file_damaged", kind=".xls") from error
    blocks: list[Block] = []
    for sheet in book.sheets():
        if sheet.visibility == _VISIBLE:
            blocks += sheet_blocks(_sheet(book, sheet))
    return finished(blocks)


def _sheet(book: Any, sheet: Any) -> Sheet:
    spans = {(top, left): (right - left, bottom - top) for top, bottom, left, right in sheet.merged_cells}
    rows = []
    for r in range(sheet.nrows):
        cells: list[SheetCell | None] = []
        for c in range(sheet.row_len(r)):
            text, font = _cell(book, sheet.cell(r, c))
            across, down = spans.get((r, c), (1, 1))
            cells.append(SheetCell(text, font, across, down) if text else None)
        rows.append(cells)
    return Sheet(sheet.name, rows)


def _cell(book: Any, cell: Any) -> tuple[str, str]:
    """A cell as shown, with its font's name."""
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return "", ""
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    font = book.font_list[style.font_index].name if style is not None else ""
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return cell.value.strip(), font
    code = book.format_map[style.format_key].format_str if style is not None else "General"
    value: object = cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(cell.value)
    elif cell.ctype == xlrd.XL_CELL_DATE:
        try:
            value = datetime(*xlrd.xldate_as_tuple(cell.value, book.datemode))
        except (xlrd.XLDateError, ValueError):
            code = "General"
    return shown(value, code).strip(), font
