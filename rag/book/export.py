"""The rows of the book as CSV, XLSX and JSON, a citation in each row.

Text comes from reports, which anybody may have written: a cell that a spreadsheet would take for a formula is made
plain text.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rag.book.rows import Row
from rag.quantities.notation import base_value
from rag.scopes.period_labels import label
from rag.types import Period

COLUMNS = (
    *("id", "indicator", "value", "whole", "unit", "written", "amount", "kind", "direction", "hedge"),
    *("place", "place_level", "province", "period", "period_start", "period_end", "as_of", "base"),
    *("scope", "confidence", "status", "source", "title", "page", "quote", "start", "end"),
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def record(row: Row, language: str = "en") -> dict[str, Any]:
    """A row as a flat record: the value as written and in single units, ISO dates, the citation.

    Args:
        row: of the book.
        language: of the period's label, "vi" or "en".
    """
    figure, quantity = row.figure, row.figure.quantity
    place, period = figure.place, figure.period
    values = (
        *(row.id, figure.indicator, _plain(quantity.value), _plain(quantity.whole), quantity.unit, quantity.text),
        *(_plain(base_value(quantity)), quantity.kind.value, quantity.direction, quantity.hedge),
        *((place.name, place.level.value, place.province) if place else (None, None, None)),
        label(period, language) if period else None,
        *((period.start.isoformat(), period.end.isoformat(), period.as_of) if period else (None, None, None)),
        *(_days(figure.base), figure.kind_of_scope, figure.confidence, row.status.value),
        *(row.source, row.title, row.page, row.quote, figure.start, figure.end),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _days(period: Period | None) -> str | None:
    return f"{period.start.isoformat()}/{period.end.isoformat()}" if period else None


def as_json(rows: Sequence[Row], language: str = "en") -> str:
    """The rows as a JSON array; numbers are strings, so that they stay exact."""
    return json.dumps([record(row, language) for row in rows], ensure_ascii=False, indent=1)


def as_csv(rows: Sequence[Row], language: str = "en") -> str:
    """The rows as CSV with a head."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([harmless(value) for value in record(row, language).values()])
    return out.getvalue()


def harmless(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe in front."""
    text = "" if value is None else str(value)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def as_xlsx(rows: Sequence[Row], language: str = "en") -> bytes:
    """The rows as an Excel workbook: numbers are numbers where a float holds them exactly, all else is text."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "figures"
    sheet.append(list(COLUMNS))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "C2"
    for at, row in enumerate(rows, 2):
        for column, (name, value) in enumerate(record(row, language).items(), 1):
            cell = sheet.cell(at, column)
            number = (
                _exact(value) if name in ("value", "whole", "amount", "page", "start", "end", "confidence") else None
            )
            if number is not None:
                cell.value = number
            elif value is not None:
                cell.value = _CONTROL.sub(" ", str(value))
                cell.data_type = "s"  # openpyxl reads "=..." as a formula otherwise
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _exact(value: object) -> int | float | None:
    """The number, when a spreadsheet's 15 digits hold it."""
    text = "" if value is None else str(value)
    if not _NUMBER.fullmatch(text) or len(re.sub(r"\D", "", text).lstrip("0")) > 15:
        return None
    return float(text) if "." in text else int(text)
