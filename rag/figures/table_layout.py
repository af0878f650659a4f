"""How a table is laid out: which columns name its rows, which one has their units, which rows only head a group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.quantities.notation import either
from rag.text import fold
from rag.types import Table

Cell = tuple[int, int]
_I = re.IGNORECASE
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,])|\d+(?:[.,]\d+)*)"  # "1 318 460" too
CELL = re.compile(rf"[-−]?{_NUMBER}(?:\s*/\s*{_NUMBER})?")
YEAR = re.compile(r"(?:19|20)\d\d")
PLACE_KIND = re.compile(rf"(?:{either('thành phố|thị xã|thị trấn|huyện|quận|xã|phường|tỉnh')}|tp|tx|tt)(?!\w)", _I)
_PLACE_HEAD = re.compile(rf"{PLACE_KIND.pattern}|{either('địa bàn|địa phương')}(?!\w)", _I)
_TOTAL = re.compile(rf"{either('tổng cộng|tổng số|cộng|tổng')}|total", _I)
_NUMBERING = re.compile(r"(?:stt|tt|số tt|so tt|no\.?|#)", _I)
_RANK_COLUMN = re.compile(rf"(?:{either('thứ hạng|xếp hạng|hạng|thứ tự|vị trí')}|rank(?:ing)?|position)", _I)
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Za-zĐđ]")
_ORDINAL_HEAD = re.compile(rf"(?:{either('số|nhóm|mục|thứ tự|số thứ tự|mã|mã số|ký hiệu|điểm')})?", _I)
_COUNTED_ROWS = 3
_DIGIT = re.compile(r"\d")
_UNIT_TOLD = re.compile(
    r"(?:%|‰|\d[\d.,]* ?[a-zđ][\w/²³]{0,12}|USD|VNĐ|HTX|TTHC|[a-zđ][\w/.²³ ]{0,24}|"
    rf"{either('Người|Lượt|Hộ|Con|Tấn|Tạ|Đồng|Nghìn|Triệu|Tỷ|Chiếc|Cái|Xã|Vụ|Giường|Dự án|Lao động')}"
    r"(?: [a-zà-ỹđ/]+| USD| VNĐ){0,3}|[A-ZĐ][a-zà-ỹ]+(?:/[a-zà-ỹ0-9²³]+)?)"
)
UNIT_COLUMN = re.compile(rf"(?:{either('đơn vị tính')}|đvt|dvt|đ\.?v\.? tính|unit)", _I)


_NUMBER_BEFORE = re.compile(r"\s*(\d{1,2}|[IVX]{1,5}|[A-Za-z])[.)]\s")  # in the head itself: "4. Khách sạn, nhà nghỉ"
_UNITS_ABOVE = 2  # rows
_UNIT_BELOW = re.compile(
    rf"%|‰|(?:1[.,]?000 |{either('nghìn|triệu|tỷ')} )?"
    rf"(?:{either('tấn|tạ|người|hộ|con|lượt|đồng|ha|kg|km|m2|m3|lít')}|USD)"
    r"(?:/[^\W\d_]+[23²³]?){0,2}",
    _I,
)


def is_headed(text: str, table: Table) -> bool:
    """Whether the first row names columns: words, or years alone."""
    cells = [text[a:b] for a, b in table.rows[0][1:] if b > a]
    if not cells:
        return bool(table.title)  # names and what each is allotted, under a line that says what
    return any(not CELL.fullmatch(cell) for cell in cells) or all(map(YEAR.fullmatch, cells))


def tells_units(text: str, table: Table, column: int) -> bool:
    """Whether a column has the rows' units; "Đơn vị" alone heads bodies too, whose names begin with a capital."""
    lines = [table.rows[0], *table.under]
    head = " ".join(filter(None, (text[slice(*row[column])].strip() for row in lines if column < len(row))))
    if UNIT_COLUMN.fullmatch(head):
        return True
    told = [text[slice(*row[column])].strip() for row in table.rows[1:] if column < len(row)]
    return fold(head) == "don vi" and any(told) and all(_UNIT_TOLD.fullmatch(one) for one in told if one)


def numbers_rows(text: str, table: Table) -> bool:
    """Whether the first column only numbers or ranks the rows that the second one names."""
    if len(table.rows[0]) < 3:
        return False
    head = text[slice(*table.rows[0][0])].strip()
    if _NUMBERING.fullmatch(head):
        return True
    names = [text[slice(*row[1])].strip() for row in table.rows[1:] if len(row) > 1]
    if _ORDINAL_HEAD.fullmatch(head) and _counts_up(text, table) and not any(CELL.fullmatch(name) for name in names):
        return True  # "Nhóm | Loại phương tiện": 1, 2, 3 ... and their names
    return bool(_RANK_COLUMN.fullmatch(head)) and not any(CELL.match(name) for name in names)


def _counts_up(text: str, table: Table) -> bool:
    """Whether the cells of the first column number the rows: 1, 2, 3 ... or A, I, 1, 1.1, some of them empty."""
    told = [text[slice(*row[0])].strip(" .)") for row in table.rows[1:] if row]
    numbers = [one for one in told if one]
    if len(numbers) < _COUNTED_ROWS:
        return False
    is_coded = len({style(one.split(".")[0]) for one in numbers}) > 1 and all(_CODE.fullmatch(one) for one in numbers)
    return is_coded or numbers == [str(n) for n in range(1, len(numbers) + 1)]


def heads_group(text: str, row: Sequence[Cell], shift: int) -> bool:
    """Whether a row only names those below it: words, and nothing under any other head."""
    return bool(re.search(r"[^\W\d_]", text[slice(*row[shift])])) and all(a == b for a, b in row[shift + 1 :])


def numbering(text: str, row: Sequence[Cell], shift: int) -> str:
    """How a row is numbered before its head: by Roman numerals ("I"), letters ("a") or digits ("1"); "" by nothing."""
    if shift:
        return style(text[slice(*row[0])].strip(" .)"))
    number = _NUMBER_BEFORE.match(text[slice(*row[0])])
    return style(number[1]) if number else ""


def style(number: str) -> str:
    """How a number is written: in Roman numerals ("I"), as a letter ("a") or in digits ("1"); "" for anything else."""
    if re.fullmatch(r"[IVX]+", number):
        return "I"
    return "1" if number.isdigit() else "a" if re.fullmatch(r"[^\W\d_]", number) else ""


def unfolded(text: str, table: Table) -> Table:
    """A table with the halves of a list side by side as one below the other, and units below its heads among these.

    "Huyện | Sản lượng | Huyện | Sản lượng" heads two districts in every row.
    """
    heads = [fold(text[slice(*cell)]).strip() for cell in table.rows[0]]
    half = len(heads) // 2
    if half > 1 and heads == heads[:half] * 2 and all(heads[1:half]) and not table.under:
        body = [row for row in table.rows[1:] if len(row) == len(heads)]
        halves = [row[:half] for row in body] + [row[half:] for row in body]
        told = tuple(row for row in halves if any(b > a for a, b in row))
        return replace(table, rows=(table.rows[0][:half], *told))
    first = [text[slice(*cell)].strip() for cell in table.rows[1]] if len(table.rows) > _UNITS_ABOVE else []
    units = [cell.strip("()") for cell in first[1:] if cell]
    if units and len(first) == len(heads) and all(_UNIT_BELOW.fullmatch(unit) for unit in units):
        return replace(table, rows=(table.rows[0], *table.rows[2:]), under=(*table.under, table.rows[1]))
    return table


def naming_columns(text: str, table: Table, first: int) -> range:
    """The columns that say what a row is of: from the first one to that before the first of numbers."""
    body = table.rows[1:]
    for column in range(first, len(table.rows[0])):
        cells = [text[slice(*row[column])].strip() for row in body if column < len(row)]
        if sum(bool(CELL.match(cell)) for cell in cells) * 2 >= max(1, len(cells)):
            return range(first, column)
    return range(first, min(first + 1, len(table.rows[0])))


def head_column(text: str, table: Table, naming: range) -> int:
    """The column that heads the rows: the first one, of a province's, a district's and a commune's the innermost.

    A first column that names groups of rows ("Đảng, chính quyền" before each of its posts) heads none of them.
    """
    named = [n for n in naming if _PLACE_HEAD.match(text[slice(*table.rows[0][n])].strip())]
    if named and named[0] == naming.start:
        return named[-1]
    return naming.start + (len(naming) > 1 and _names_groups(text, table, naming.start))


def _names_groups(text: str, table: Table, column: int) -> bool:
    """Whether a column only names groups of rows that the next one names one by one, no two of them alike."""
    if tells_units(text, table, column + 1):
        return False
    rows = [[text[slice(*cell)].strip() for cell in row] for row in table.rows[1:] if len(row) > column + 1]
    told = [row[column + 1] for row in rows if any(row[column + 2 :])]
    groups = {row[column] for row in rows if row[column]}
    is_each_named = all(told) and len(set(told)) == len(told) and not any(map(_DIGIT.search, told))
    return is_each_named and len(told) >= _COUNTED_ROWS and 0 < len(groups) <= len(told) / 2


def filled(text: str, table: Table, naming: range) -> tuple[tuple[Cell, ...], ...]:
    """The rows below the heads, each empty naming cell with that of the row above, but for the last of them.

    A province is named once before the lines of its districts.
    """
    rows: list[tuple[Cell, ...]] = []
    above: dict[int, Cell] = {}
    for row in table.rows[1:]:
        if len(row) <= naming.stop or heads_group(text, row, naming.start):
            above = {}
            rows.append(row)
            continue
        told = [n for n in naming if row[n][0] < row[n][1]]
        above = {n: cell for n, cell in above.items() if not told or n < told[0]}
        is_total = bool(_TOTAL.fullmatch(text[slice(*row[naming[-1]])].strip())) if naming else False
        if len(naming) > 1 and naming[-1] in told and not is_total:
            row = tuple(above.get(n, cell) if cell[0] == cell[1] else cell for n, cell in enumerate(row))
        above |= {n: row[n] for n in naming[:-1] if row[n][0] < row[n][1]}
        rows.append(row)
    return tuple(rows)
