"""Tables that only blanks align, found by the columns that their numbers stand in and read up to their heads.

Lines that end in numbers make the body; what stands between them without a number names those below it, or is the first
line of a long name. Above the body stand the heads, in as many lines as they take: a head goes to the column that it is
nearest to, or to all columns whose middle it stands over ("Năm 2010" over "Kế hoạch" and "Thực hiện").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.documents.ruled_tables import RuledTable, is_ruler
from rag.documents.spaced_tables import Cells, Row, are_years, filled_row, in_columns, is_number

_CELL = re.compile(r"\S+(?: \S+)*")
_HEAD_CELL = re.compile(r"\S+(?: (?!(?<=\)\s)\()\S+)*")  # "nghèo (hộ) (%)" are the ends of two heads
_LEADERS = re.compile(r"[.…_]{4,}")
_NONE = re.compile(r"(?i)[-–—]+|\.{2,3}|…|x|miễn(?: thu| phí)?|không(?: thu)?|chưa có|nt|[\"”]")
_SIGNED = re.compile(r"\+(?=\d)|\((?=\d[\d.,]*\)$)")
_CODE = re.compile(r"\(?([A-ZĐ]|\d{1,2})(?:\s?=[\d\s/+*x:-]+)?\)?")
_NUMBERING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVXL]{1,6}|[A-ZĐa-zđ])[.)]?")
_PAGE = re.compile(r"(?i)\W*(?:trang\s+)?\d{1,4}\W*")
_YEAR = re.compile(r"(?:(?i:năm|nam|ước|sb|sơ bộ)\s+){0,2}(?:19|20)\d\d")
_ONLY_NUMBER, _HEADS = re.compile(r"[-+\d.,\s()%]+"), re.compile(r"(?:19|20)\d\d|\d{1,2}|\(%\)|%")
_UNIT_ALONE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)? ?[-–/] ?[A-Za-z ]{3,24}")  # "Tấn - Ton" of a yearbook
_GOES_ON = re.compile(r"\s*(?:\(|[a-zà-ỹđ])")
_TITLE = re.compile(
    r"(?i)\W*(?:bảng|biểu|phụ lục|table|nguồn\s*:|ghi chú|đơn\s+vị(?:\s+tính)?\s*:|đvt\s*:|điều\s+\d|nơi nhận)"
)
_ENDS = (".", ";", ":", ",")
_GROUP_WORDS, _HEAD_WORDS, _ALONE_WORDS = 12, 10, 3
_GAP, _HEAD_LINES, _INDENT = 4, 4, 8
_ROWS, _SHORT = 3, 2
_REMARKED = 2  # cells that a line has before a remark
_WIDEST = 60  # cells of a row
_NEAR, _OFF = 3, 4  # places of a line
_FAR = 10_000


def aligned_tables(text: str, lines: Sequence[tuple[int, int]]) -> list[RuledTable]:
    """The tables of a text whose columns blanks or dotted leaders align, in order.

    Args:
        text: a report's stored text.
        lines: where its lines start and end.
    """
    reader = _Reader(_LEADERS.sub(lambda m: " " * len(m.group()), text), text, lines)
    found: list[RuledTable] = []
    at = 0
    while at < len(lines):
        if not reader.is_data[at]:
            at += 1
            continue
        body, at = reader.body(at)
        table = reader.table(body)
        if table is not None:
            found.append(table)
    return found


class _Reader:
    """The lines of a text, their cells, and what each of them is in a table.

    Args:
        text: the text, blanks for its dotted leaders.
        written: the text as it is.
        lines: where its lines start and end.
    """

    def __init__(self, text: str, written: str, lines: Sequence[tuple[int, int]]) -> None:
        self.text, self.written, self.lines = text, written, lines
        self.cells: list[Cells] = [
            () if "|" in text[a:b] or "\t" in text[a:b] else tuple(m.span() for m in _CELL.finditer(text, a, b))
            for a, b in lines
        ]
        self.figures = [self._figures(cells) for cells in self.cells]
        self.is_data = [self._is_data(at) for at in range(len(lines))]

    def told(self, cell: tuple[int, int]) -> str:
        return self.text[slice(*cell)]

    def _figures(self, cells: Cells) -> Cells:
        """The cells at a line's end that hold numbers, or a sign for none; a remark may stand behind them."""
        last = len(cells)
        if last > _REMARKED and not self._is_figure(self.told(cells[-1])):
            last -= 1
        first = last
        while first and self._is_figure(self.told(cells[first - 1])):
            first -= 1
        return cells[max(first, 1) : last]

    def _is_figure(self, cell: str) -> bool:
        bare = _SIGNED.sub("", cell)
        return is_number(bare.removesuffix(")") if bare != cell else bare) or bool(_NONE.fullmatch(cell))

    def _is_data(self, at: int) -> bool:
        """Whether a line has a name and numbers behind it."""
        cells, figures = self.cells[at], self.figures[at]
        if not figures or len(cells) > _WIDEST or not any(re.search(r"\d", self.told(cell)) for cell in figures):
            return False
        if self._numbers_columns(at) or are_years(self.text, cells) or is_ruler(self.text[slice(*self.lines[at])]):
            return False
        return not all(_YEAR.fullmatch(self.told(cell)) for cell in figures)  # which head columns

    def _numbers_columns(self, at: int) -> bool:
        """Whether a line numbers the columns: "A  B  1  2  (3=2/1)"."""
        codes = [_CODE.fullmatch(self.told(cell)) for cell in self.cells[at]]
        if len(codes) < _SHORT or not all(codes):
            return False
        numbers = [int(code[1]) for code in codes if code and code[1].isdigit()]
        return numbers == list(range(1, len(numbers) + 1)) and (len(numbers) > 1 or len(codes) > len(numbers))

    def _is_skipped(self, at: int) -> bool:
        line = self.text[slice(*self.lines[at])]
        return not line.strip() or is_ruler(line) or bool(_PAGE.fullmatch(line)) or self._numbers_columns(at)

    def _is_group(self, at: int, reach: int) -> bool:
        """Whether a line may name those below it, or begin a long name; `reach` is where the numbers begin."""
        cells, (start, end) = self.cells[at], self.lines[at]
        line = self.text[start:end].strip()
        is_led = len(cells) == _SHORT and bool(_NUMBERING.fullmatch(self.told(cells[0])))
        if not (len(cells) == 1 or is_led) or len(line.split()) > _GROUP_WORDS or _TITLE.match(line):
            return False
        ends = line.endswith(_ENDS) and not line.endswith(":")
        return not ends and cells[-1][0] - start < reach and bool(re.search(r"[^\W\d_]", line))

    def table(self, body: Sequence[int]) -> RuledTable | None:
        """The table that has these lines for its body; None for what is none."""
        data = [n for n in body if self.is_data[n]]
        columns = max(len(self.figures[n]) for n in data)
        has_leaders = all(_LEADERS.search(self.written, *self.lines[n]) for n in data)
        if len(data) < (_ROWS if columns == 1 else _SHORT):
            return None
        body = [*self._groups_above(body), *body]
        rows = [self._row(n) for n in body]
        placed = self._in_columns(body, data) or in_columns(self.text, rows)
        width = max(map(len, placed))
        if width < _SHORT or any(len(row) != width for row in placed):
            return None
        reach = self._reach(rows, placed, width)
        numeric = [self._is_numeric([row[n] for row in placed]) for n in range(width)]
        names = next((n for n in range(width) if not numeric[n]), 0)
        first = next((n for n in range(names + 1, width) if numeric[n]), width)  # behind those that name the rows
        if first == width:
            return None
        heads = self._heads(body[0], reach, first)
        if not heads:
            if not has_leaders:
                return None
            begin = self.lines[body[0]][0]
            return RuledTable(begin, self.lines[body[-1]][1], (((begin, begin),) * width, *placed), 1)
        lines = self._spanned([self._assigned(n, reach) for n in heads], heads, reach, first)
        start = self.lines[heads[0]][0]
        return RuledTable(start, self.lines[body[-1]][1], (*lines, *self._with_wraps(placed)), len(lines))

    def _row(self, at: int) -> Row:
        return (*self.lines[at], self.cells[at])

    def body(self, at: int) -> tuple[list[int], int]:
        """The lines of a table's body from its first one on, and the line behind them."""
        body, pending = [at], list[int]()
        columns = self._figure_spans(at)  # where numbers stood so far, apart from each other
        here = at + 1
        while here < len(self.lines) and here - body[-1] <= _GAP:
            if self.is_data[here] and _meets(spans := self._figure_spans(here), columns):
                body += [*pending, here]
                pending = []
                columns = _merged([*columns, *spans])
            elif self._is_skipped(here) or self._goes_on(here, columns):
                pass
            elif self._is_group(here, columns[0][0]):
                pending.append(here)
            else:
                break
            here += 1
        return body, body[-1] + 1

    def _goes_on(self, at: int, columns: Sequence[tuple[int, int]]) -> bool:
        """Whether a line of one cell goes on with a remark, or with the name of a row whose numbers stand above."""
        cells, (start, end) = self.cells[at], self.lines[at]
        if len(cells) != 1 or self.text[start:end].rstrip().endswith(_ENDS):
            return False
        is_remark = cells[0][0] - start >= columns[-1][1]
        has_begun = at > 0 and self.is_data[at - 1]
        follows = at + 1 < len(self.lines) and bool(_GOES_ON.match(self.text, *self.lines[at + 1]))
        return is_remark or (has_begun and bool(_GOES_ON.match(self.text, start, end)) and not follows)

    def _figure_spans(self, at: int) -> list[tuple[int, int]]:
        """From where to where the numbers of a line stand in it."""
        start = self.lines[at][0]
        return [(a - start, b - start) for a, b in self.figures[at]]

    def _groups_above(self, body: Sequence[int]) -> list[int]:
        """The lines between the heads and the first number that name those below them."""
        low = min(self.figures[n][0][0] - self.lines[n][0] for n in body if self.is_data[n])
        above: list[int] = []
        for here in range(body[0] - 1, max(-1, body[0] - 1 - _SHORT), -1):
            if not self._is_group(here, low) or self.text[slice(*self.lines[here])].lstrip().startswith("("):
                break
            above.insert(0, here)
        while above and not self._is_below_heads(above[0]):
            above.pop(0)
        return above

    def _is_below_heads(self, at: int) -> bool:
        """Whether the last line that is not empty above another one may be one of heads."""
        above = at - 1
        if above >= 0 and not self.cells[above] and not self.text[slice(*self.lines[above])].strip():
            above -= 1
        return above >= 0 and self._is_head_line(above)

    def _is_head_line(self, at: int) -> bool:
        """Whether a line may be the last of several heads."""
        is_drawn = is_ruler(self.text[slice(*self.lines[at])]) or self._numbers_columns(at)
        return is_drawn or (len(self.cells[at]) > 1 and not self.is_data[at])

    def _in_columns(self, body: Sequence[int], data: Sequence[int]) -> list[Cells]:
        """The rows with every cell in the column of those that it stands below; none where columns run together."""
        columns = _merged([(a - self.lines[n][0], b - self.lines[n][0]) for n in data for a, b in self.cells[n]])
        if len(columns) < max(len(self.cells[n]) for n in data):
            return []
        rows: list[Cells] = []
        for n in body:
            start, filled = self.lines[n][0], dict[int, tuple[int, int]]()
            for a, b in self.cells[n]:
                at = max((k for k, (low, _) in enumerate(columns) if low <= a - start), default=0)
                if at in filled:
                    return []
                filled[at] = a, b
            rows.append(filled_row(filled, len(columns), start))
        return rows

    def _reach(self, rows: Sequence[Row], placed: Sequence[Cells], width: int) -> list[tuple[int, int]]:
        """From where to where each column stands in its lines."""
        spans = [
            [
                (a - start, b - start)
                for (start, _, _), row in zip(rows, placed, strict=True)
                for a, b in (row[n],)
                if b > a
            ]
            for n in range(width)
        ]
        return [(min(a for a, _ in told), max(b for _, b in told)) if told else (0, 0) for told in spans]

    def _is_numeric(self, cells: Sequence[tuple[int, int]]) -> bool:
        told = [self.told(cell) for cell in cells if cell[1] > cell[0]]
        return bool(told) and 2 * sum(map(self._is_figure, told)) > len(told)

    def _heads(self, at: int, reach: Sequence[tuple[int, int]], first: int) -> list[int]:
        """The lines of heads above a body, top down."""
        heads: list[int] = []
        blanks, here = 0, at - 1
        while here >= 0 and len(heads) < _HEAD_LINES:
            line = self.text[slice(*self.lines[here])]
            if not line.strip():
                blanks += 1
                if heads or blanks > 1:
                    break
            elif not (is_ruler(line) or self._numbers_columns(here)):
                if not self._may_head(here, reach, first, bool(heads)):
                    break
                heads.insert(0, here)
            here -= 1
        while heads and len(self.cells[heads[0]]) == 1 and not self._stands_over(heads[0], reach, first):
            heads.pop(0)
        over = [n for n in heads if self._stands_over(n, reach, first)]
        return heads if over else []

    def _stands_over(self, at: int, reach: Sequence[tuple[int, int]], first: int) -> bool:
        """Whether a line has words over the columns of numbers."""
        start = self.lines[at][0]
        return any(b - start > reach[first][0] - _NEAR for _, b in self.cells[at])

    def _may_head(self, at: int, reach: Sequence[tuple[int, int]], first: int, is_above: bool) -> bool:
        cells, (start, end) = self.cells[at], self.lines[at]
        line = self.text[start:end].strip()
        if not cells or _TITLE.match(line) or line.endswith((".", ";", ":")):
            return False
        told = [self.told(cell) for cell in cells]
        if any(_ONLY_NUMBER.fullmatch(one) and not _HEADS.fullmatch(one) for one in told):
            return False
        if any(len(one.split()) > _HEAD_WORDS for one in told):
            return False
        if len(cells) > 1:
            return True
        if is_above and (line.startswith("(") or _UNIT_ALONE.fullmatch(line)):
            return False  # "(đồng/kg)" above the heads is the unit of all
        is_short = len(line.split()) <= _ALONE_WORDS and not (line.isupper() and len(line) > _OFF)
        is_set_in = cells[0][0] - start >= _INDENT
        return is_short and ((is_above and is_set_in) or (not is_above and self._stands_over(at, reach, first)))

    def _assigned(self, at: int, reach: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """A line of heads by column: its cells in their order, each near its column, empty spans elsewhere."""
        start, width = self.lines[at][0], len(reach)
        cells = tuple(m.span() for m in _HEAD_CELL.finditer(self.text, *self.lines[at]))
        if len(cells) > width:
            return [(start, start)] * width
        best: list[list[tuple[float, tuple[int, ...]]]] = [[(0.0, ())] * (width + 1)]
        for number, (a, b) in enumerate(cells, 1):
            row: list[tuple[float, tuple[int, ...]]] = [(float(_FAR), ())] * (width + 1)
            for upto in range(number, width + 1):
                taken = best[-1][upto - 1]
                cost = taken[0] + _apart((a - start, b - start), reach[upto - 1])
                row[upto] = min(row[upto - 1], (cost, (*taken[1], upto - 1)))
            best.append(row)
        return list(filled_row(dict(zip(best[-1][width][1], cells, strict=False)), width, start))

    def _spanned(
        self,
        lines: list[list[tuple[int, int]]],
        heads: Sequence[int],
        reach: Sequence[tuple[int, int]],
        first: int,
    ) -> list[Cells]:
        """The lines of heads, a head that stands over the middle of several columns above each of them."""
        for (upper, lower), at in zip(pairwise(lines), heads, strict=False):
            start = self.lines[at][0]
            filled = {n for n in range(first, len(reach)) if upper[n][0] < upper[n][1]}
            for n in sorted(filled):
                middle = (upper[n][0] + upper[n][1]) / 2 - start
                extents = [
                    (low, high)
                    for low in range(first, n + 1)
                    for high in range(n, len(reach))
                    if all(m == n or (m not in filled and lower[m][0] < lower[m][1]) for m in range(low, high + 1))
                ]
                off = {(low, high): abs((reach[low][0] + reach[high][1]) / 2 - middle) for low, high in extents}
                low, high = min(off, key=lambda span: (off[span], span[0] - span[1]))
                if low < high and off[low, high] <= max(_OFF, (reach[high][1] - reach[low][0]) / 5):
                    for m in range(low, high + 1):
                        upper[m] = upper[n]
                    filled |= set(range(low, high + 1))
        return [tuple(line) for line in lines]

    def _with_wraps(self, rows: Sequence[Cells]) -> list[Cells]:
        """The rows, a name that begins on a line of its own in one with the rest of it: small letters go on."""
        whole: list[Cells] = []
        for row in rows:
            above = whole[-1] if whole else ()
            filled = [n for n, (a, b) in enumerate(above) if b > a]
            if len(filled) == 1 and row[filled[0]][1] > row[filled[0]][0]:
                n = filled[0]
                if self.told(row[n])[:1].islower() and all(b == a for a, b in row[:n]):
                    whole[-1] = (*((above[n][0],) * 2 for _ in range(n)), (above[n][0], row[n][1]), *row[n + 1 :])
                    continue
            whole.append(row)
        return whole


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if merged and low < merged[-1][1]:
            merged[-1] = merged[-1][0], max(high, merged[-1][1])
        else:
            merged.append((low, high))
    return merged


def _meets(spans: Sequence[tuple[int, int]], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the spans stands under one of the columns, or near it."""
    return any(a < high + _NEAR and low - _NEAR < b for a, b in spans for low, high in columns)


def _apart(cell: tuple[int, int], column: tuple[int, int]) -> float:
    """How far a head stands from a column: the gap between them, and a little for their middles."""
    gap = max(0, cell[0] - column[1], column[0] - cell[1])
    return gap + abs(cell[0] + cell[1] - column[0] - column[1]) / 20
