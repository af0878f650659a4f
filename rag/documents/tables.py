"""Tables in plain text: runs of lines whose cells are parted by " | ", tabs or aligned spaces; markdown pipes too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rag.documents.aligned_tables import aligned_tables
from rag.documents.drawn_tables import drawn_tables
from rag.documents.furniture import is_date_line, is_furniture
from rag.documents.ruled_tables import RuledTable, is_ruler, ruled_tables
from rag.documents.spaced_tables import (
    Cells,
    Row,
    are_years,
    is_number,
)
from rag.text import fold, has_diacritics, words
from rag.types import Table

_BOXES = str.maketrans(
    {"│": "|", "║": "|", "┃": "|"} | dict.fromkeys("─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╞╪╡", "-")
)  # what frames a table
_BANGS = re.compile(r"^[ \t]*!.*![ \t]*$", re.MULTILINE)  # a typewriter's bars
_PIPE = re.compile(r"\s*\|\s*")
_TAB = re.compile(r" *\t+ *")
_A_TAB = re.compile(r"\t")
_RULE = re.compile(r"^[\s|:+=\-–—_]*(?:-{2,}|={3,}|_{3,})[\s|:+=\-–—_]*$")
_BOLD = "**"  # markdown's
_HEAD_LINES = 4
_LED = 2  # cells of a row that only names those below it: its number and its name
_NUMBERING = re.compile(r"(?:\d{1,2}|[IVXL]{1,6}|[A-ZĐ])[.)]?")
_UNIT_LINE = re.compile(
    r"^\W*(?:(?:đơn\s+vị(?:\s+tính)?|đvt|đ\.v\.t|unit)\s*[:：]\s*(?P<unit>[^:|()]{1,40}?(?:\s*\([^()|]{1,60}\))?)(?:\s*[-–/;]?\s*unit\s*[:：][^:|]{1,40})?|"
    r"(?:đơn\s+vị\s+tính|đvt|đ\.v\.t)(?P<units>[^|]{1,140}?))\W*$",
    re.IGNORECASE,
)  # "đồng", or one for each kind of column: "diện tích: ha; năng suất: tạ/ha", "giá mặt: đồng"
_UNIT_TWICE = re.compile(  # "Tấn - Ton" at the right of a yearbook's page
    r"^\s{12,}(?P<unit>(?:nghìn |triệu |tỷ )?"
    r"(?:tấn|người|con|ha|tạ|đồng|hộ|lượt|chiếc|cái|trường|km|học sinh)(?:/\w+)?)"
    r"\s*[-–/]\s*[A-Za-z .]{3,24}$",
    re.IGNORECASE,
)
_ISSUED_WITH = re.compile(r"^\W*(?:ban hanh )?kem theo\b")  # names the document, not the table
_POSTED = re.compile(  # when a page was put out, below its title
    r"^\W*(?:(?:ngay (?:dang|cap nhat|viet|gui)|cap nhat(?: luc| ngay)?|dang (?:ngay|luc))\W|"
    r"\d{1,2}[/-]\d{1,2}[/-]\d{4}\W*$)"
)
_TITLE = re.compile(r"^\W*(?:bang|bieu|phu luc|table)\b")
_NUMBERED = re.compile(r"\W*\d{1,3}[.)]?\s+[^\W\d_]")  # "09  Diện tích, dân số ..." in a yearbook
_HEADING_WORDS = 12  # a longer line between the unit and a table is a paragraph, which the unit does not reach across


def find_tables(text: str) -> list[Table]:
    """The tables of a text, in order; offsets in the text.

    Args:
        text: a report's stored text.

    Returns:
        One Table for every run of at least two rows with at least two cells each. An empty cell keeps its place,
        as an empty span, so that columns stay under their heads.
    """
    drawn = drawn_tables(text, list(lines(text)))
    text = _BANGS.sub(lambda m: m[0].replace("!", "|"), text.translate(_BOXES))
    tables: list[Table] = []
    run: list[Row] = []
    above = unit = ""
    ruled_at = 0  # rows above the first ruler within a table
    every = list(lines(text))
    ruled = _found(text, every, drawn)
    for start, end in every:
        line = text[start:end]
        while ruled and ruled[0].end < start:
            ruled.pop(0)
        if ruled and ruled[0].start <= start:
            if start == ruled[0].start:
                _close(text, run, above, unit, tables, ruled_at)
                run, ruled_at = [], 0
                _add(text, ruled[0].rows, ruled[0].heads, (above, unit), tables)
                above = unit = ""
            continue
        if not run and is_ruler(line):
            continue  # opens a table, and titles none
        cells = _cells(text, start, end, _is_framed(line))
        if run and _is_framed(line) and len(cells) != len(run[0][2]):  # " | Tr.đó: | | | " has empty cells, no frame
            whole = _cells(text, start, end, False)
            cells = whole if len(whole) == len(run[0][2]) else cells
        if run and (_RULE.match(line) and line.strip()):
            ruled_at = ruled_at or len(run)
            continue  # the rule under a markdown head
        goes_on = bool(run) and _has_as_many_tabs(line, text[run[-1][0] : run[-1][1]])
        if goes_on and len(cells) < 2:
            cells = _parted(text, _A_TAB, start, end)  # "I. Vùng núi" and nothing under any head
        if run and len(cells) == _LED and len(run[0][2]) > _LED + 1 and "\t" in line:
            code, name = (text[slice(*cell)] for cell in cells)
            if _NUMBERING.fullmatch(code) and not is_number(name):  # "I<tab>Chỉ tiêu kinh tế" and no tab behind it
                cells = (*cells, *[(end, end)] * (len(run[0][2]) - _LED))
        is_row = len(cells) >= 2 and not is_furniture(line)
        row = start, end, cells
        if is_row and run and (goes_on or abs(len(cells) - len(run[-1][2])) <= 1):
            run.append(row)
            continue
        if run:
            _close(text, run, above, unit, tables, ruled_at)
            above = unit = ""
        # "16/12/2022 | Lượt xem: 8" above a table is no head of it
        heads = is_row and not (len(cells) == 2 and is_date_line(line))
        run, ruled_at = [row] if heads else [], 0
        if line.strip() and not run:
            says_unit = _UNIT_LINE.match(line) or _UNIT_TWICE.match(line)
            if says_unit:
                unit = next(filter(None, says_unit.groupdict().values())).strip(" :")
            else:
                unit = unit if len(words(line)) <= _HEADING_WORDS else ""  # a heading may stand between
                is_aside = _ISSUED_WITH.match(fold(line)) or _POSTED.match(fold(line))
                above = above if is_aside else _title(above, line.strip())
    _close(text, run, above, unit, tables, ruled_at)
    return tables


def _found(text: str, every: Sequence[tuple[int, int]], drawn: Sequence[RuledTable]) -> list[RuledTable]:
    """The tables that are drawn, those that rulers frame, and those that blanks align elsewhere, in order."""
    found = list(drawn)
    for more in (ruled_tables(text, every), aligned_tables(text, every)):
        spans = [(table.start, table.end) for table in found]
        found += [t for t in more if not any(t.start < end and start < t.end for start, end in spans)]
    return sorted(found)


def _title(above: str, line: str) -> str:
    """What titles a table: the line above it, with the Vietnamese title above that one where it is in English."""
    is_translated = (
        bool(_TITLE.match(fold(above)) or _NUMBERED.match(above))
        and has_diacritics(above)
        and line.isascii()
        and bool(line)
    )
    return f"{above} - {line}" if is_translated and not line.endswith((":", ";")) else line


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of a text stand, without their line ends."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _close(text: str, run: list[Row], above: str, unit: str, tables: list[Table], ruled_at: int) -> None:
    if len(run) < 2:
        return
    rows = _in_columns(text, run)
    heads = 1 + _has_years_below(text, rows)
    told = [text[slice(*cell)] for row in rows[:ruled_at] for cell in row]
    if heads < ruled_at <= min(_HEAD_LINES, len(rows) - 1) and not any(map(is_number, told)):
        heads = ruled_at  # of a drawn table all lines above the first ruler
    _add(text, rows, heads, (above, unit), tables)


def _add(text: str, rows: Sequence[Cells], heads: int, told: tuple[str, str], tables: list[Table]) -> None:
    """Adds the table of these rows, the first ones heads, under the title and unit told above it."""
    above, unit = told
    if tables and not unit and _heads(text, rows[0]) == _heads(text, tables[-1].rows[0]):
        unit = tables[-1].unit  # part B under the heads of part A
    folded = fold(above)
    introduces = above.endswith(":") or bool(_TITLE.match(folded))
    introduces = introduces or (len(words(above)) <= 20 and not above.endswith((".", ";", "!", "?")))
    title = above if introduces else ""
    start, end = min(a for a, _ in rows[0]), max(b for _, b in rows[-1])
    tables.append(Table(start, end, (rows[0], *rows[heads:]), title, unit, tuple(rows[1:heads])))


def _has_years_below(text: str, rows: tuple[Cells, ...]) -> bool:
    """Whether the second line has only years, under heads that the first one leaves empty: "Chia ra theo năm"."""
    if len(rows) < 3 or len(rows[0]) != len(rows[1]):
        return False
    above = [head for head, (a, b) in zip(rows[0], rows[1], strict=True) if b > a]
    first, below = rows[1][0], tuple((a, b) for a, b in rows[1] if b > a)
    return first[0] == first[1] and are_years(text, below) and any(a == b for a, b in above)


def _has_as_many_tabs(line: str, other: str) -> bool:
    """Whether two lines have the same number of cells, empty ones too, and tabs part them."""
    return "|" not in line + other and line.count("\t") == other.count("\t") > 0


def _in_columns(text: str, run: list[Row]) -> tuple[Cells, ...]:
    """The rows of a table with every cell in its column.

    Tabs part cells, or several of them align a column. Where all rows have as many tabs, each parts two cells, one of
    which may be empty; else a tab before or behind a row that is a cell short stands for an empty cell there.
    """
    rows = [cells for _, _, cells in run]
    told = [text[start:end] for start, end, _ in run]
    if any("|" in line for line in told):
        return tuple(rows)
    if len({line.count("\t") for line in told}) == 1:
        return tuple(_parted(text, _A_TAB, start, end) for start, end, _ in run)
    width = Counter(len(cells) for cells in rows).most_common(1)[0][0]
    for number, (line, (start, end, cells)) in enumerate(zip(told, run, strict=True)):
        if len(cells) == width - 1 and line.startswith("\t"):
            rows[number] = ((start, start), *cells)
        elif len(cells) == width - 1 and line.endswith("\t"):
            rows[number] = (*cells, (end, end))
    return tuple(rows)


def _parted(text: str, separator: re.Pattern[str], start: int, end: int) -> Cells:
    """The cells of text[start:end], each between two separators."""
    cells: list[tuple[int, int]] = []
    for match in separator.finditer(text, start, end):
        cells.append(_trim(text, start, match.start()))
        start = match.end()
    return (*cells, _trim(text, start, end))


def _heads(text: str, row: Cells) -> list[str]:
    return [fold(text[a:b]) for a, b in row]


def _is_framed(line: str) -> bool:
    """Whether a row has markdown's outer pipes; one of them alone stands beside an empty cell."""
    return line.strip().startswith("|") and line.strip().endswith("|") and len(line.strip()) > 1


def _cells(text: str, start: int, end: int, framed: bool) -> Cells:
    line = text[start:end]
    separator = _PIPE if "|" in line else _TAB
    body_start, body_end = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
    if "|" in line:
        if framed:
            body_start += text[body_start:body_end].startswith("|")
            body_end -= text[body_start:body_end].endswith("|")
    elif "\t" not in text[body_start:body_end]:
        return ()
    if "|" not in text[body_start:body_end] and separator is _PIPE:
        return ()
    if separator is _PIPE and not re.search(r"\s\||\|\s|^\||\|$", line):
        return ()  # "a|b" inside prose is no table
    return _parted(text, separator, body_start, body_end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > 2 * len(_BOLD) and text.startswith(_BOLD, start) and text.endswith(_BOLD, start, end):
        start, end = start + len(_BOLD), end - len(_BOLD)
    return start, max(start, end)
