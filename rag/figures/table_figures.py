"""Figures of tables: the row's head, the column's head, and what they say of place, period and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.figures.figure_mentions import mentions
from rag.figures.figure_plans import is_plan_heading
from rag.figures.indicators import bare
from rag.figures.table_layout import (
    CELL,
    PLACE_KIND,
    UNIT_COLUMN,
    YEAR,
    Cell,
    filled,
    head_column,
    heads_group,
    is_headed,
    naming_columns,
    numbering,
    numbers_rows,
    tells_units,
    unfolded,
)
from rag.quantities.notation import either, parse_number
from rag.quantities.numbers import find_quantities
from rag.quantities.units import is_money, is_rate
from rag.scopes.periods import find_periods, months_period, school_year, year_period
from rag.text import fold
from rag.text import words as words_of
from rag.types import (
    Figure,
    FigureKind,
    Period,
    PeriodKind,
    Place,
    PlaceLevel,
    PlaceMention,
    Quantity,
    Report,
    Sentence,
    Table,
)

__all__ = ["from_tables"]

_I = re.IGNORECASE
# Bookkeepers' negative, "(5,5)"; a lone "(3)" numbers a column or a note.
_BELOW_ZERO = re.compile(r"\((\d{3,}|\d+(?:[.,]\d+)+)\)")
_COLUMN_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?=\W*$|\s+-\s+\D)")  # "Quyết toán 2006", "1999 - Số lượng"
_UNIT = re.compile(  # "(*)" and "(3)" point to notes, "(tại vườn)" says more of the head
    rf"\((?!{either('tại|ở|theo|từ|đến|trong|so với|không|của|kể cả|bao gồm|gồm|cả|có|chưa|lỗ|giảm|nếu')}(?!\w))"
    r"(?=[^()]*[^\W\d_]|[^()]*[%‰])([^()]{1,30})\)\s*$",
    _I,
)
_SCALED = re.compile(r"(1(?:[.,]?000){1,3})\s+(?=[^\W\d])")  # "1.000 đồng", "1000 tấn" above a table
_SCALES = {3: "nghìn", 6: "triệu", 9: "tỷ"}
_MEASURE = (
    rf"(?:1[.,]?000 |{either('nghìn|triệu|tỷ')} )?(?:%|‰|kwh|mw|(?:km|m)[23²³]?|ha|kg|"
    rf"{either('tấn|tạ|người|hộ|con|lượt|lượt người|giường|chiếc|cái|đồng|héc ta|lít')}|USD)"
    r"(?:/[^\W\d_]+[23²³]?){0,2}"
)
_IS_MEASURE = re.compile(_MEASURE, _I)
_UNIT_IN_TITLE = re.compile(  # "Kinh phí (đơn vị: tỷ đồng)", "Sản lượng lúa (tấn)"
    rf"\(?(?<!\w)(?:{either('đơn vị tính|đơn vị')}|đvt)\s*:?\s*(?P<told>[^():;]{{1,40}}?)\W*$|"
    rf"\((?P<bare>{_MEASURE}(?:;[^();]{{1,40}}:[^();]{{1,30}}){{0,3}})\)\W*$",
    _I,
)
_YEAR_LINE = re.compile(r"(?:(?i:năm|nam)\s+)?(?:19|20)\d\d")
_SCHOOL_YEAR = re.compile(r"((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)")
_PRELIMINARY = re.compile(rf"(?<!\w)(?:SB|{either('sơ bộ')}|prel(?:iminary)?\b\.?)(?!\w)", _I)  # beside a year
_WHOLE = re.compile(
    rf"{either('toàn tỉnh|tổng cộng|tổng số|cộng|tổng|toàn ngành|cả tỉnh|bình quân chung')}"
    r"(?:\s*[-–/]?\s*total)?|total",
    _I,
)
_OF_WHICH = re.compile(rf"{either('trong đó|bao gồm|gồm')}\W*", _I)
_MARK = re.compile(r"\s*[-+*•]|\s*[a-zđ]\)")
_OF_PLACES = re.compile(rf"(?<!\w){either('các huyện|các địa phương|nơi khác')}(?!\w)", _I)
_REST = re.compile(rf"(?<!\w)(?:{either('khác|còn lại')}|others?)(?!\w)", _I)
_NUMBERED = re.compile(r"^\W*(?:\d{1,2}|[IVX]{1,5}|[A-Za-zđĐ])[.)/-]\s*")
_LISTED = re.compile(
    rf"{either('các')}\s+{PLACE_KIND.pattern}|{PLACE_KIND.pattern}[^,;]+(?:[,;]|\s{either('và')}\s)", _I
)
_RESULT = re.compile(rf"(?<!\w)(?:{either('thực hiện|kết quả|đạt được')}|TH|actual|result)(?!\w)", _I)
_PLAN = re.compile(rf"(?<!\w)(?:{either('kế hoạch|mục tiêu|chỉ tiêu|dự toán')}|KH|target|plan)(?!\w)", _I)
_PLACES = re.compile(
    rf"{either('địa phương|đơn vị|huyện|thành phố|địa bàn|thị xã|tỉnh|khu vực|nơi')}|district|province|locality", _I
)
_SECTORS = re.compile(  # what "Khu vực" of an economy heads
    rf"(?<!\w){either('nông|lâm|ngư|thủy sản|thuỷ sản|công nghiệp|xây dựng|dịch vụ|kinh tế|nhà nước|vốn')}(?!\w)",
    _I,
)
_MONTHS = re.compile(rf"{either('tháng')}|month", _I)
_INDICATORS = re.compile(rf"{either('chỉ tiêu|nội dung|chỉ số|tiêu chí|danh mục|hạng mục')}|indicator|item", _I)


_BODY = re.compile(  # what a "đơn vị" may be that is no place
    either(
        "lâm trường|nông trường|công ty|xí nghiệp|trường|bệnh viện|trung tâm|trạm|phòng|ban|sở|chi cục|hạt|đội|"
        "hợp tác xã|nhà máy|doanh nghiệp|tổ|cơ quan|bưu điện|ngân hàng|chi nhánh|hội|đoàn|nhóm"
    )
    + r"(?!\w)",
    _I,
)
_COUNTED = re.compile(rf"{either('số')}\s+(?!{either('tiền|thu|chi|dư|nộp|vốn|lượng|liệu|phí')}(?!\w))", _I)
_LOCATIVE = re.compile(rf"{either('tại|ở|trên địa bàn|của')}\s+(?:[^\W\d_]+\.?\s+){{0,2}}$", _I)
_LINE_END = re.compile(r"[\s|│║┃]*\n[\s|│║┃]*|(?: \|)+(?= |$)")
_GOES_ON = re.compile(r"[a-zà-ỹđ\d(]")
_LINES_ABOVE = 3
_UNIT_WORDS = 2  # in a row's bracket under a unit of all: "(bao)" is one, "(ga đường sắt)" says more of the row
_DETAIL_WORDS = 8  # a longer cell beside a row's head is a note


@dataclass(frozen=True, slots=True)
class _Units:
    """What a line above a table says of units: one for all, or one for each kind of column or row.

    "Đơn vị tính: lít/100 km (ca nô: lít/giờ)" gives "lít/100 km" to all but what is called "ca nô".
    """

    common: str
    named: tuple[tuple[str, str], ...]  # folded words of a head, and its unit

    @classmethod
    def of(cls, line: str) -> _Units:
        """The units that a table's `unit` tells."""
        parts = [part.partition(":") for part in re.split(r"[;()]", line) if part.strip()]
        named = tuple((fold(words).strip(), unit.strip()) for words, colon, unit in parts if colon)
        return cls(next((words.strip() for words, colon, _ in parts if not colon), ""), named)

    def for_(self, row: str, column: str) -> str:
        """The unit under a column's head in a row; none of money or a rate for what a head says it counts."""
        heads = f" {fold(row)} | {fold(column)} "
        unit = next((unit for words, unit in self.named if f" {words} " in heads), self.common)
        return "" if (is_money(unit) or is_rate(unit) or unit == "%") and _COUNTED.match(column.strip()) else unit


@dataclass(frozen=True, slots=True)
class _Head:
    """What a row's or column's head says."""

    words: str
    unit: str = ""
    period: Period | None = None
    place: Place | None = None
    planned: bool = False
    cell: Cell = (0, 0)
    share: bool = False  # the head names a share or count within a larger place: "Các huyện còn lại"


def from_tables(
    report: Report, tables: Sequence[Table], places: Sequence[PlaceMention], sentences: Sequence[Sentence]
) -> Iterator[Figure]:
    """The figures of a report's tables; `start` and `end` are the row, the quantity's offsets the cell.

    Args:
        report: the report.
        tables: its tables, the first row of each heading it.
        places: the places the report names, resolved.
        sentences: its sentences, for the heading above a table without a title.
    """
    for table in tables:
        if len(table.rows) < 2 or not is_headed(report.text, table):
            continue
        title = table.title or next((s.heading for s in sentences if s.start <= table.start < s.end), "")
        where = _place_above(report, table, places)
        for figure in _of_table(report, table, title, places):
            yield figure
            if where is not None and figure.place == report.metadata.place:
                yield replace(figure, place=where, kind_of_scope="stated")


def _place_above(report: Report, table: Table, places: Sequence[PlaceMention]) -> Place | None:
    """The one place within the report's that the line that introduces a table names: "Giá ghi nhận tại huyện X:"."""
    own, start = report.metadata.place, table.start
    for _ in range(_LINES_ABOVE):
        start, end = report.text.rfind("\n", 0, max(0, start - 1)) + 1, start
        line = report.text[start:end].rstrip()
        if line.endswith(":"):
            named = [m for m in places if start <= m.start < end and _LOCATIVE.search(report.text[start : m.start])]
            inner = {m.place for m in named if own and m.place != own and m.place.province == own.name}
            return inner.pop() if len(inner) == 1 else None
    return None


def _of_table(report: Report, table: Table, title: str, places: Sequence[PlaceMention]) -> Iterator[Figure]:
    text, meta = report.text, report.metadata
    table = unfolded(text, table)
    named = [m for m in mentions(title, 0, len(title), meta.period) if not m.is_base]
    period = named[-1].period if named else meta.period
    topic = bare(title, (0, len(title)), [(m.start, m.end) for m in named])
    first = 1 if numbers_rows(text, table) else 0
    naming = naming_columns(text, table, first)
    shift = head_column(text, table, naming) if naming else first
    corner = text[slice(*table.rows[0][shift])] if len(table.rows[0]) > shift else ""
    plan_table = is_plan_heading(title) and not named and not _INDICATORS.search(corner)
    plan_table = plan_table and not any(_RESULT.search(text[slice(*cell)]) for cell in table.rows[0])
    named_unit = _UNIT_IN_TITLE.search(title)
    above = _Units.of(table.unit or (named_unit["told"] or named_unit["bare"] if named_unit else ""))
    columns = _with_lines(text, [_head(text, cell, period, places) for cell in table.rows[0]], table, above.common)
    units = next((n for n in range(len(table.rows[0])) if tells_units(text, table, n)), None)
    group, level, of_group = "", "", _Head("")
    parent = mark = ""  # the row whose parts stand below "Trong đó:", and how they begin
    for row in filled(text, table, naming):
        if len(row) <= shift:
            continue
        named_at = naming.start if naming else shift
        if row[named_at][0] == row[named_at][1] and heads_group(text, row, 0):
            named_at = 0  # over all columns, that of the numbers too
        if heads_group(text, row, named_at):
            cell = row[named_at]
            if _OF_WHICH.match(text[slice(*cell)].strip()) and parent:  # its parts stand below
                group, level, mark, of_group = parent, "", "?", _Head("")
                continue
            mark = ""
            outer, inner = level, _group_head(text, cell, places)
            group, level = text[slice(*cell)].strip(), numbering(text, row, shift)
            is_within = inner.place is None and bool(level) and level != outer  # "A" below "I" is of its place
            of_group = replace(inner, place=of_group.place) if is_within else inner
            continue
        if level and numbering(text, row, shift) == level:  # "II" below the group "I" is none of it
            group, level, of_group = "", "", _Head("")
        marked = _MARK.match(text[slice(*row[shift])])
        begins = marked[0] if marked else " "
        if mark == "?":
            mark = begins
        elif mark and mark != begins:
            group, mark = "", ""  # no part of what was told before
        if not mark:
            parent = text[slice(*row[shift])].strip()
        head = _row_head(text, row[shift], corner, period, meta.place, places)
        unit_cell = row[units] if units is not None and len(row) > units else None
        told = text[slice(*unit_cell)].strip() if unit_cell else ""
        if told and is_money(above.common) and not is_money(told) and "/" not in above.common:
            told = f"{above.common}/{told}"  # "đồng" above a list of prices, "mẫu" in its column of units
        says_more = len(words_of(head.unit)) > _UNIT_WORDS or bool(re.search(r"\d", head.unit))  # "(loại 1)"
        if above.common and says_more and not _IS_MEASURE.match(head.unit):
            head = replace(head, unit="", words=f"{head.words} {head.unit}")
        is_unit_told = unit_cell is not None and bool(told or not (head.unit or is_money(above.common)))
        if is_unit_told:  # a bracket in the head is no unit then: "Tỷ lệ hộ nghèo (chuẩn mới)"
            head = replace(head, unit=told, words=" ".join(filter(None, [head.words, told and head.unit])))
        details = [_detail(text, row[n]) for n in naming if n not in (shift, units) and n < len(row)]
        of_row = bool(_INDICATORS.search(corner)) or (head.place is None and head.period is None)
        if head.place is None:
            beside = _place_beside(row, naming, shift, places)
            is_inner = shift != naming.start or (meta.place is not None and meta.place.level is PlaceLevel.COUNTRY)
            head = replace(head, place=beside) if is_inner else head  # else it tells where a thing of the province is
        several = _several_places(text, row[shift], places)
        if several:
            head = replace(head, words="", place=several[0], share=False)
        for at, (column, cell) in enumerate(zip(columns, row, strict=False)):
            if at <= shift:
                continue
            in_unit = head
            if not is_unit_told and not head.unit:
                common = of_group.unit or above.for_(text[slice(*row[shift])], text[slice(*column.cell)])
                in_unit = replace(head, unit=common)
            quantity = _quantity(text, cell, column, in_unit)
            if quantity is None:
                continue
            words = [head.words, *details, column.words] if of_row else [*details, column.words]
            if head.share:
                words.append(head.words)
            if group and of_row and not _WHOLE.fullmatch(text[slice(*row[shift])].strip()):
                words.append(group)
            indicator = _in_line(" ".join(w for w in words if w)) + (f" ({topic})" if topic else "")
            own_period = column.period or head.period or period
            place = head.place or column.place or of_group.place or (None if head.share else meta.place)
            planned = head.planned or column.planned or plan_table
            figure = Figure(
                report.id,
                quantity,
                indicator,
                place,
                own_period,
                row[0][0],
                row[-1][1],
                _in_line(text[slice(*row[shift])]),
                _column_head(text, table, at),
                None,
                1.0,
                "plan" if planned else "own" if (place, own_period) == (meta.place, meta.period) else "stated",
            )
            yield figure
            yield from (replace(figure, place=other) for other in several[1:])


def _group_head(text: str, cell: Cell, places: Sequence[PlaceMention]) -> _Head:
    """What a row that only names those below it says of them: a unit, "Diện tích (nghìn ha)", or a place."""
    written = text[slice(*cell)].strip()
    unit = _UNIT.search(written)
    is_place = bool(PLACE_KIND.match(_NUMBERED.sub("", written)))
    is_measure = unit is not None and bool(_IS_MEASURE.match(unit[1].strip()))
    return _Head(
        "", unit[1].strip() if unit and is_measure else "", place=_place_in(cell, places) if is_place else None
    )


def _detail(text: str, cell: Cell) -> str:
    """The words of a cell that says more of its row: "Từ trên 10 m3 đến 20 m3" of "Hộ dân cư đô thị"."""
    words = text[slice(*cell)].strip()
    return words if len(words.split()) <= _DETAIL_WORDS and re.search(r"[^\W\d_]", words) else ""


def _place_beside(row: Sequence[Cell], naming: range, shift: int, places: Sequence[PlaceMention]) -> Place | None:
    """The innermost place that other naming cells of a row tell."""
    for n in reversed(naming):
        place = _place_in(row[n], places) if n != shift and n < len(row) else None
        if place is not None:
            return place
    return None


def _place_in(cell: Cell, places: Sequence[PlaceMention]) -> Place | None:
    """The first place that a cell names."""
    start, end = cell
    return next((p.place for p in places if start <= p.start and p.end <= end), None)


def _several_places(text: str, cell: Cell, places: Sequence[PlaceMention]) -> tuple[Place, ...]:
    """The places that a row's head lists, each with the row's figures; none where it names one alone."""
    if not _LISTED.match(text[slice(*cell)].strip()):
        return ()
    told = tuple(dict.fromkeys(p.place for p in places if cell[0] <= p.start and p.end <= cell[1]))
    return told if len(told) > 1 and len({place.level for place in told}) == 1 else ()


def _in_line(words: str) -> str:
    """A name over two lines of a drawn table without the line's end and the bars between."""
    return _LINE_END.sub(" ", words)


def _column_head(text: str, table: Table, column: int) -> str:
    """The lines of a column's head, from the top, as one of several rows is written: "Đại học - Sư phạm".

    A line that goes on with the one above, "đến 15.000" below "Từ 8.000", is one with it.
    """
    lines = [text[slice(*row[column])].strip() for row in (table.rows[0], *table.under) if column < len(row)]
    head = ""
    for line in dict.fromkeys(filter(None, lines)):
        head += f"{(' ' if _GOES_ON.match(line) else ' - ') if head else ''}{line}"
    return head


def _head(text: str, cell: Cell, context: Period | None, places: Sequence[PlaceMention]) -> _Head:
    """What a column's head says: its words without unit, period and place."""
    start, end = cell
    unit = _UNIT.search(text[start:end])
    if YEAR.fullmatch(text[start:end]):
        return _Head("", period=year_period(int(text[start:end])))
    two_years = _SCHOOL_YEAR.fullmatch(text[start:end])
    if two_years and int(two_years[2]) == int(two_years[1]) + 1:
        return _Head("", period=school_year(int(two_years[1])), cell=cell)
    found = [m for m in mentions(text, start, end, context) if m.start < end]
    place = _place_in(cell, places)
    drop = [(m.start, m.end) for m in found]
    if unit is not None and _tells_where(unit, start, places):
        unit = None
    if unit is not None:
        drop.append((start + unit.start(), start + unit.end()))
    planned = bool(_PLAN.search(text[start:end]))
    period = found[0].period if found else None
    year = _COLUMN_YEAR.search(text[start:end])
    if period is None and year:
        period = year_period(int(year[0]))
        drop.append((start + year.start(), start + year.end()))
    if period is not None:
        drop += [m.span() for m in _PRELIMINARY.finditer(text, start, end)]
    words = bare(text, cell, drop) or ("" if drop else text[start:end].strip())  # "Mức mới" is all small words
    return _Head(words, unit[1].strip() if unit else "", period, place, planned, cell)


def _with_lines(text: str, heads: Sequence[_Head], table: Table, above: str) -> list[_Head]:
    """The columns' heads with what further lines give them: words, a unit in brackets, or a year.

    A head above several years, "Dân số (người)" over 2017, 2018 and 2019, is each one's. Under a unit that is told
    above the table a bracket is one only where it measures: "(vé tháng)" says more of the column.
    """
    more = [[text[slice(*row[n])].strip() for row in table.under if n < len(row)] for n in range(len(heads))]
    years = [next((int(one[-4:]) for one in lines if _YEAR_LINE.fullmatch(one)), None) for lines in more]
    result: list[_Head] = []
    for number, head in enumerate(heads):
        year, lines = years[number], more[number]
        if year is not None:
            head = replace(_spanning(text, heads, years, number, table), period=year_period(year), cell=head.cell)
        brackets = [one for one in lines if _UNIT.fullmatch(one)]
        units = [told for one in brackets if _IS_MEASURE.match(told := one[1:-1].strip())]
        units += [one for one in lines if _IS_MEASURE.fullmatch(one)]
        if not units and not above and len(brackets) == 1:
            units = [brackets[0][1:-1].strip()]
        for at, one in enumerate(lines):  # "nuôi (ha)" below "Diện tích"
            bracket = _UNIT.search(one)
            if bracket and bracket.start() and not units and _IS_MEASURE.match(bracket[1].strip()):
                units, lines[at] = [bracket[1].strip()], one[: bracket.start()].strip()
        words = [one for one in lines if one and not _YEAR_LINE.fullmatch(one) and one.strip("()").strip() not in units]
        day = next(filter(None, map(_day_line, words)), None)
        if day is not None and head.period is None:  # "Mức từ" over "01/7/2005"
            head = replace(head, period=day)
        head = replace(head, unit=head.unit or next(iter(units), ""))
        result.append(replace(head, words=" ".join(filter(None, [head.words, *words]))))
    return result


def _day_line(line: str) -> Period | None:
    """The day that a line of a head is, and nothing else."""
    named = find_periods(line)
    is_whole = len(named) == 1 and named[0].period.kind is PeriodKind.DAY
    return named[0].period if is_whole and not (line[: named[0].start] + line[named[0].end :]).strip(" .,()") else None


def _spanning(text: str, heads: Sequence[_Head], years: Sequence[int | None], number: int, table: Table) -> _Head:
    """The head above a column of a year: its own, or that of the nearest year beside it without a gap.

    Where spaces align the table, the head whose middle is nearest.
    """
    if heads[number].words or heads[number].unit:
        return heads[number]
    beside = [head for head, year in zip(heads, years, strict=True) if year is not None and (head.words or head.unit)]
    if beside and not re.search(r"[|\t]", text[table.rows[0][0][0] : table.rows[0][-1][1]]):
        here = next(row[number] for row in table.under if number < len(row) and row[number][0] < row[number][1])
        return min(beside, key=lambda head: abs(_middle(text, head.cell) - _middle(text, here)))
    for step in (1, -1):
        at = number + step
        while 0 <= at < len(heads) and years[at] is not None:
            if heads[at].words or heads[at].unit:
                return heads[at]
            at += step
    return heads[number]


def _middle(text: str, cell: Cell) -> float:
    """Where the middle of a cell stands in its line."""
    return (cell[0] + cell[1]) / 2 - (text.rfind("\n", 0, cell[0]) + 1)


def _tells_where(bracket: re.Match[str], start: int, places: Sequence[PlaceMention]) -> bool:
    """Whether a bracket in a head that starts at `start` names a place: "Trần Hưng Đạo (TP. Quy Nhơn)"."""
    return bool(PLACE_KIND.match(bracket[1])) or any(
        start + bracket.start() <= place.start < start + bracket.end() for place in places
    )


def _row_head(
    text: str, cell: Cell, corner: str, context: Period | None, default: Place | None, places: Sequence[PlaceMention]
) -> _Head:
    """What a row's head says; a place, a month, a total or the name of an indicator."""
    written = text[slice(*cell)].strip()
    head = _head(text, cell, context, places)
    if re.fullmatch(r"0?\d|1[0-2]", written) and context is not None and _MONTHS.search(corner):
        month = int(written)
        named = months_period(context.year, month, month, PeriodKind.MONTH) if month else head.period
        return replace(head, words="", period=named)
    if _WHOLE.fullmatch(written):
        return _Head("", place=default, planned=head.planned)
    if _OF_PLACES.search(written) or (_REST.search(written) and _PLACES.search(corner)):
        return replace(head, words=written, place=None, share=True)
    if head.place is not None and not _BODY.match(written) and (_PLACES.search(corner) or len(written.split()) <= 6):
        place = _own_district(head.place, default) if PLACE_KIND.match(corner.strip()) else head.place
        return replace(head, words="", place=place)
    if head.period is not None or _BODY.match(written) or UNIT_COLUMN.fullmatch(corner.strip()):
        return head
    is_of_sectors = bool(_SECTORS.search(written)) and not PLACE_KIND.match(written)
    if _PLACES.search(corner) and default is not None and not _INDICATORS.search(corner) and not is_of_sectors:
        # A district the gazetteer does not know, or a name shared with a province.
        name = re.sub(rf"^{either('thành phố|thị xã|huyện|quận|tp|tx|h')}\.?\s+", "", written, flags=_I)
        return replace(head, words="", place=Place(name, PlaceLevel.DISTRICT, default.province or default.name, ""))
    return head


def _own_district(place: Place, default: Place | None) -> Place:
    """A district of a province's table as that province's own: it may have come to another one since."""
    if default is None or default.level is not PlaceLevel.PROVINCE or place.level is not PlaceLevel.DISTRICT:
        return place
    return replace(place, province=default.name)


def _quantity(text: str, cell: Cell, column: _Head, row: _Head) -> Quantity | None:
    """The quantity of a cell with the unit that the heads give it; None when the cell holds no number."""
    start, end = cell
    written = text[start:end]
    below_zero = _BELOW_ZERO.match(written)
    number = below_zero or CELL.match(written)
    if number is None:
        return None
    found = find_quantities(written)
    rest = written[number.end() :].strip()
    if rest.startswith("(") and not _IS_MEASURE.match(rest[1:]):
        rest = ""  # "932 (giống mới)" says more of the number
    share = "%" if "%" in text[slice(*column.cell)] else ""
    unit = rest or _in_words(column.unit or share or row.unit)
    if not rest and not unit and "/" in row.words and not re.search(r"\d", row.words):
        unit = row.words  # "Giường bệnh/vạn dân" is its own unit
    if rest and not (found and found[0].start == bool(below_zero)):
        return None
    first, _, whole = (f"-{number[1]}" if below_zero else re.sub(r"\s", "", number[0])).partition("/")
    kind = found[0].kind if rest and found and not below_zero else _kind(unit, bool(whole))
    return Quantity(
        start,
        end,
        written,
        parse_number(first),
        unit,
        kind,
        parse_number(whole) if whole else None,
        number_end=start + number.end(),
    )


def _in_words(unit: str) -> str:
    """A unit with its scale in words: "1.000 đồng/m2" is "nghìn đồng/m2", which no number of another line proves."""
    scaled = _SCALED.match(unit)
    return f"{_SCALES[len(re.sub(r'[^0]', '', scaled[1]))]} {unit[scaled.end() :]}" if scaled else unit


def _kind(unit: str, is_ratio: bool) -> FigureKind:
    if is_ratio:
        return FigureKind.RATIO
    if unit == "%" or fold(unit).startswith("phan tram"):
        return FigureKind.PERCENTAGE
    if is_money(unit):
        return FigureKind.MONEY
    return FigureKind.RATE if is_rate(unit) else FigureKind.COUNT
