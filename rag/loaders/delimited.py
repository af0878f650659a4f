"""Delimited text (.csv, .tsv): the encoding and the delimiter are found; its lines become a sheet's rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from rag.errors import LoadError
from rag.loaders.base import LoadedDocument, decode
from rag.loaders.draft import finished
from rag.loaders.sheets import Sheet, SheetCell, sheet_blocks

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_DECLARED = re.compile(r"^sep=(.)\r?\n", re.IGNORECASE)  # Excel's own first line
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_ENGLISH = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+\.\d+|\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3}){2,})")
_VIETNAMESE = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)")
_LONGEST_FIELD = 1_000_000


def load_delimited(data: bytes) -> LoadedDocument:
    """A delimited file's document; `data` is its content. Raises LoadError when it is no text."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    declared = _DECLARED.match(text)
    text = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else _delimiter(text)
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True))
    except csv.Error as error:
        raise LoadError("file_damaged", kind=".csv") from error
    rows = _in_vietnamese_notation(rows)
    cells = [[SheetCell(field.strip()) if field.strip() else None for field in row] for row in rows]
    return finished(list(sheet_blocks(Sheet("", cells), name_tells=False)))


def _delimiter(text: str) -> str:
    """The delimiter that parts most lines into the same number of fields, at least two."""
    sample = "\n".join(text.split("\n")[:_SAMPLE_LINES])

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if len(row) > 1)
        except csv.Error:
            return 0, 0
        width, lines = widths.most_common(1)[0] if widths else (0, 0)
        return lines, width

    return max(_DELIMITERS, key=agreement)


def _in_vietnamese_notation(rows: list[list[str]]) -> list[list[str]]:
    """Numbers that a program wrote with a decimal point, as the reports write them.

    One field that can be read in one way only ("3.5", "12.3456") tells the notation of all, unless another tells the
    opposite.
    """
    fields = [field.strip() for row in rows for field in row]
    english = any(_ENGLISH.fullmatch(field) for field in fields)
    if not english or any(_VIETNAMESE.fullmatch(f) and not _ENGLISH.fullmatch(f) and f[-4:-3] != "." for f in fields):
        return rows
    swap = str.maketrans(",.", ".,")
    return [[f.translate(swap) if _NUMBER.fullmatch(f.strip()) else f for f in row] for row in rows]
