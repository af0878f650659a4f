"""Presentations (.pptx), by python-pptx: a slide is a page; its title, texts, tables, chart data and notes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from rag.errors import LoadError
from rag.loaders.base import LoadedDocument
from rag.loaders.containers import UNREADABLE
from rag.loaders.draft import Block, DraftCell, DraftTable, NewPage, Paragraph, finished
from rag.loaders.number_formats import shown
from rag.loaders.properties import Properties
from rag.loaders.repair import Run

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SAME_LINE = 180_000  # EMU (half a centimetre): shapes whose tops differ by less stand side by side
_DEEPEST = 20  # groups within groups


def load_pptx(data: bytes) -> LoadedDocument:
    """A presentation's document; `data` is its content.

    Raises:
        LoadError: it is damaged, or no presentation.
    """
    import pptx

    try:
        show = pptx.Presentation(io.BytesIO(data))
        blocks: list[Block] = []
        for number, slide in enumerate(show.slides, 1):
            blocks.append(NewPage(number))
            blocks += _slide(slide)
        about = show.core_properties
        properties = Properties(about.title, about.author, about.created, about.modified)
    except UNREADABLE as error:
        raise LoadError("file_damaged", kind=".pptx") from error
    return finished(blocks, properties)


def _slide(slide: Any) -> Iterator[Block]:
    title = slide.shapes.title
    for shape in _in_order(slide.shapes, title):
        yield from _shape(shape, title is not None and shape.shape_id == title.shape_id)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from _paragraphs(slide.notes_slide.notes_text_frame, is_heading=False)


def _in_order(shapes: Iterable[Any], title: Any, depth: int = 0) -> list[Any]:
    """The shapes as they are read: the title, then from top to bottom and left to right."""
    flat: list[Any] = []
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < _DEEPEST:
            flat += _in_order(shape.shapes, None, depth + 1)
        else:
            flat.append(shape)
    if depth:
        return flat

    def place(shape: Any) -> tuple[bool, int, int]:
        is_title = title is not None and shape.shape_id == title.shape_id
        return not is_title, (shape.top or 0) // _SAME_LINE, shape.left or 0

    return sorted(flat, key=place)


def _shape(shape: Any, is_title: bool) -> Iterator[Block]:
    if getattr(shape, "has_table", False):
        yield _table(shape.table)
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    elif shape.has_text_frame:
        yield from _paragraphs(shape.text_frame, is_title)


def _paragraphs(frame: Any, is_heading: bool) -> Iterator[Block]:
    for paragraph in frame.paragraphs:
        runs = tuple(_runs(paragraph))
        if runs:
            yield Paragraph(runs, is_heading)


def _runs(paragraph: Any) -> Iterator[Run]:
    for node in paragraph._p.iterchildren():
        if node.tag in (f"{_A}r", f"{_A}fld"):
            text = node.find(f"{_A}t")
            font = node.find(f"{_A}rPr/{_A}latin")
            if text is not None and text.text:
                yield Run(text.text, str(font.get("typeface") or "") if font is not None else "")
        elif node.tag == f"{_A}br":
            yield Run("\n")


def _table(table: Any) -> DraftTable:
    rows = []
    for row in table.rows:
        line = []
        for cell in row.cells:
            if cell.is_spanned:
                continue
            runs: list[Run] = []
            for paragraph in cell.text_frame.paragraphs:
                runs += [Run("\n")] * bool(runs) + list(_runs(paragraph))
            line.append(DraftCell(tuple(runs), cell.span_width, cell.span_height))
        rows.append(tuple(line))
    return DraftTable(tuple(rows))


def _chart(chart: Any) -> Iterator[Block]:
    """A chart's data as the table it was drawn from: a row a category, a column a series."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield from _paragraphs(chart.chart_title.text_frame, is_heading=False)
    plot = next(iter(chart.plots), None)
    series = list(plot.series) if plot is not None else []
    names = [str(name) for name in plot.categories] if plot is not None else []
    if not series or not names:
        return
    rows = [("", *(one.name or "" for one in series))]
    for n, name in enumerate(names):
        values = [one.values[n] if n < len(one.values) else None for one in series]
        rows.append((name, *(shown(value) for value in values)))
    yield DraftTable(tuple(tuple(DraftCell((Run(text),)) for text in row) for row in rows))
