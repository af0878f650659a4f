"""The words of a page in reading order: columns, lines, paragraphs, headings, tables.

A page is read from top to bottom in bands; a band of two columns, left column first. Lines become paragraphs by how
full they are, where they begin and what they end with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rag.documents.furniture import bullet, is_final, numbering
from rag.loaders.draft import DraftTable, Paragraph
from rag.loaders.pdf_tables import PageTable, aligned_tables
from rag.loaders.pdf_words import Line, Segment, Word, lines_of, runs_of
from rag.loaders.repair import Run

_APART = Run("    ")
_COLUMN_LINES = 8  # that each of two columns has at least
_CROSSING = 0.12  # share of a band's lines that may cross the gutter
_FULL_TO = 0.88  # of its column's width, that a line which goes on reaches
_BIGGER = 1.12  # times the body's letters: a heading
_LINE_GAP = 0.95  # of the letters' size: a wider gap parts paragraphs
_HEADING_WORDS = 40


@dataclass(frozen=True, slots=True)
class PagePart:
    """A paragraph or table of a page; the first and last tell whether one goes on over the page's end."""

    block: Paragraph | DraftTable
    fills_line: bool = False  # its last line reaches the right edge
    size: float = 0.0
    box: tuple[float, float, float, float] = field(default=(0.0, 0.0, 0.0, 0.0))


def body_size(words: Sequence[Word]) -> float:
    """The size of the letters that most of the text is set in."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def page_parts(words: Sequence[Word], tables: Sequence[PageTable], body: float) -> list[PagePart]:
    """What stands on a page, in reading order.

    Args:
        words: its words, without headers and footers.
        tables: its ruled tables; the words in them are theirs.
        body: the size of the document's body letters.
    """
    parts: list[PagePart] = []
    rest = [w for w in words if not any(_within(w, table) for table in tables)]
    cursor = float("-inf")
    for table in sorted(tables, key=lambda t: t.box[1]):
        parts += _band([w for w in rest if cursor <= (w.top + w.bottom) / 2 < table.box[1]], body)
        parts.append(PagePart(DraftTable(table.rows), box=table.box))
        cursor = table.box[1]
    return parts + _band([w for w in rest if (w.top + w.bottom) / 2 >= cursor], body)


def _within(word: Word, table: PageTable) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return table.box[0] <= x <= table.box[2] and table.box[1] <= y <= table.box[3]


def _band(words: Sequence[Word], body: float) -> list[PagePart]:
    if not words:
        return []
    lines = lines_of(words)
    parts: list[PagePart] = []
    for column in _columns(lines):
        parts += _column_parts(column, body)
    return parts


def _columns(lines: list[list[Segment]]) -> Iterator[list[Line]]:
    """The lines of a page column by column; those that cross the gutter keep their place between the columns."""
    gutter = _gutter(lines)
    if gutter is None:
        yield list(lines)
        return
    left: list[Line] = []
    right: list[Line] = []
    across: list[Line] = []
    for line in lines:
        if any(s.x0 < gutter < s.x1 for s in line):
            yield from (column for column in (left, right) if column)
            left, right = [], []
            across.append(line)
            continue
        if across:
            yield across
            across = []
        left += [tuple(s for s in line if s.x1 <= gutter)] * any(s.x1 <= gutter for s in line)
        right += [tuple(s for s in line if s.x0 >= gutter)] * any(s.x0 >= gutter for s in line)
    yield from (column for column in (left, right, across) if column)


def _gutter(lines: list[list[Segment]]) -> float | None:
    """The x at which two columns of running text part, None for a page of one."""
    segments = [s for line in lines for s in line]
    if len(lines) < _COLUMN_LINES:
        return None
    left, right = min(s.x0 for s in segments), max(s.x1 for s in segments)
    for step in range(40, 61):
        x = left + (right - left) * step / 100
        crossing = sum(any(s.x0 < x < s.x1 for s in line) for line in lines)
        prose = [s for s in segments if s.x1 - s.x0 > 0.3 * (right - left)]
        sides = sum(s.x1 <= x for s in prose), sum(s.x0 >= x for s in prose)
        if crossing <= _CROSSING * len(lines) and min(sides) >= _COLUMN_LINES:
            return x
    return None


def _column_parts(lines: Sequence[Line], body: float) -> Iterator[PagePart]:
    left = min(s.x0 for line in lines for s in line)
    right = max(s.x1 for line in lines for s in line)
    at = 0
    for start, end, rows in aligned_tables(lines, right - left):
        yield from _paragraphs(lines[at:start], left, right, body)
        box = (left, min(s.top for s in lines[start]), right, max(s.bottom for s in lines[end - 1]))
        yield PagePart(DraftTable(rows), box=box)
        at = end
    yield from _paragraphs(lines[at:], left, right, body)


def _paragraphs(lines: Sequence[Line], left: float, right: float, body: float) -> Iterator[PagePart]:
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group[-1], line, left, right, body):
            yield _paragraph(group, left, right, body)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group, left, right, body)


def _paragraph(group: Sequence[Line], left: float, right: float, body: float) -> PagePart:
    runs: list[Run] = []
    for line in group:
        for number, segment in enumerate(line):
            runs += [_APART if number else Run(" ")] * bool(runs) + list(runs_of(segment.words))
    heads = all(_is_heading(line, body) for line in group) and sum(len(s.words) for line in group for s in line) <= 45
    last = group[-1]
    fills = last[-1].x1 >= left + _FULL_TO * (right - left) and not heads
    return PagePart(Paragraph(tuple(runs), heads), fills, last[0].size)


def _is_heading(line: Line, body: float) -> bool:
    if len(line) > 1:
        return False
    segment = line[0]
    stands_out = segment.size >= _BIGGER * body or segment.is_bold
    return stands_out and not is_final(segment.text) and any(c.isalpha() for c in segment.text)


def _goes_on(above: Line, below: Line, left: float, right: float, body: float) -> bool:
    """Whether a line belongs to the paragraph of the line above."""
    if len(above) > 1 or len(below) > 1:
        return False
    upper, lower = above[0], below[0]
    if abs(upper.size - lower.size) > 0.1 * upper.size or lower.top - upper.bottom > _LINE_GAP * upper.size:
        return False
    if bullet(lower.text) or numbering(lower.text + " "):
        return False
    heads = _is_heading(above, body), _is_heading(below, body)
    if any(heads):
        return (
            all(heads)
            and not upper.text.endswith(":")
            and _is_centred(upper, left, right)
            and (_is_centred(lower, left, right))
        ) or (all(heads) and upper.x1 >= left + _FULL_TO * (right - left))
    is_full = upper.x1 >= left + _FULL_TO * (right - left)
    opens_small = lower.text[:1].islower()
    if is_full:
        return lower.x0 <= upper.x0 + 0.5 * upper.size or (opens_small and not is_final(upper.text))
    return opens_small and not re.search(r"[.:;!?]$", upper.text) and upper.x1 - upper.x0 > 0.5 * (right - left)


def _is_centred(segment: Segment, left: float, right: float) -> bool:
    margin = min(segment.x0 - left, right - segment.x1)
    off = abs((segment.x0 + segment.x1) / 2 - (left + right) / 2)
    return off < 0.05 * (right - left) and margin > 0.02 * (right - left)
