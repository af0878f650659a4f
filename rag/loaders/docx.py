"""Word documents (.docx), by python-docx: paragraphs, headings, lists and tables in order, each run with its font.

The document's tree is walked, not python-docx's lists of paragraphs: text inserted under tracked changes, in content
controls, links and text boxes is part of the document, deleted text is not.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from rag.errors import LoadError
from rag.loaders.base import LoadedDocument
from rag.loaders.containers import UNREADABLE
from rag.loaders.docx_lists import ListNumbers
from rag.loaders.draft import Block, DraftCell, DraftTable, Paragraph, finished
from rag.loaders.properties import Properties
from rag.loaders.repair import Run

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says again what Choice says
_REMOVED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK})
_CONTAINERS = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"})
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}softHyphen": "\xad", f"{_W}noBreakHyphen": "-"}
_DEEPEST = 60  # tables within tables


def load_docx(data: bytes) -> LoadedDocument:
    """A Word document's text; `data` is its content.

    Raises:
        LoadError: it is damaged, or no Word document.
    """
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(_Walk(document).body())
        about = document.core_properties
        properties = Properties(about.title, about.author, about.created, about.modified)
    except UNREADABLE as error:
        raise LoadError("file_damaged", kind=".docx") from error
    return finished(blocks, properties)


class _Walk:
    """A pass over one document: its styles' fonts, the counters of its lists."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._styles = {style.style_id: style for style in document.styles}
        self._lists = ListNumbers(document)
        self._fonts: dict[str, str] = {}
        default = document.styles.element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}rFonts")
        self._default_font = _font_of(default)

    def body(self) -> Iterator[Block]:
        """The blocks of the document, its foot- and endnotes last."""
        yield from self._blocks(self._document.element.body, 0)
        yield from self._notes()

    def _blocks(self, parent: Any, depth: int) -> Iterator[Block]:
        for child in parent.iterchildren():
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl" and depth < _DEEPEST:
                yield from self._table(child, depth)
            elif child.tag in _CONTAINERS:
                yield from self._blocks(child, depth)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        runs = tuple(self._runs(element))
        if not "".join(run.text for run in runs).strip():
            self._lists.passed(element)
        else:
            style = element.find(f"{_W}pPr/{_W}pStyle")
            name = self._style_name(style.get(f"{_W}val") if style is not None else "")
            is_heading = name.startswith(("heading", "title", "tiêu đề")) or self._outline(element) is not None
            yield Paragraph(runs, is_heading, self._lists.mark(element, self._list_of(element)))
        for box in element.iter(f"{_W}txbxContent"):
            if not _is_within(box, _FALLBACK, element):
                yield from self._blocks(box, 1)

    def _runs(self, element: Any) -> Iterator[Run]:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        inherited = self._style_font(style.get(f"{_W}val")) if style is not None else self._style_font("")
        for run in _below(element, f"{_W}r"):
            own = run.find(f"{_W}rPr")
            named = own.find(f"{_W}rStyle") if own is not None else None
            font = _font_of(own.find(f"{_W}rFonts")) if own is not None else ""
            font = font or (self._style_font(named.get(f"{_W}val")) if named is not None else "") or inherited
            text = "".join(_signs(run))
            if text:
                yield Run(text, font)

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        rows: list[list[DraftCell]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # column -> the row and place of the cell that may go on below
        inner: list[Block] = []
        for row in _children(table, f"{_W}tr"):
            line: list[DraftCell] = []
            column = _number(row.find(f"{_W}trPr/{_W}gridBefore"))
            line += [DraftCell(())] * column
            for cell in _children(row, f"{_W}tc"):
                about = cell.find(f"{_W}tcPr")
                across = max(1, _number(about.find(f"{_W}gridSpan"))) if about is not None else 1
                merge = about.find(f"{_W}vMerge") if about is not None else None
                goes_on = merge is not None and merge.get(f"{_W}val", "continue") != "restart"
                if goes_on and column in open_cells:
                    r, place = open_cells[column]
                    above = rows[r][place]
                    rows[r][place] = DraftCell(above.runs, above.across, len(rows) - r + 1)
                else:
                    runs, nested = self._cell(cell, depth)
                    inner += nested
                    line.append(DraftCell(runs, across))
                    open_cells.pop(column, None)
                    if merge is not None:
                        open_cells[column] = (len(rows), len(line) - 1)
                column += across
            rows.append(line)
        if all(len(row) <= 1 for row in rows):  # a frame around text
            for row in _children(table, f"{_W}tr"):
                for cell in _children(row, f"{_W}tc"):
                    yield from self._blocks(cell, depth + 1)
            return
        yield DraftTable(tuple(tuple(row) for row in rows))
        yield from inner

    def _cell(self, cell: Any, depth: int) -> tuple[tuple[Run, ...], list[Block]]:
        """A cell's text as one stretch, and the tables within it."""
        runs: list[Run] = []
        nested: list[Block] = []
        for block in self._blocks(cell, depth + 1):
            if isinstance(block, Paragraph):
                runs += [Run("\n")] * bool(runs) + [Run(block.before)] * bool(block.before) + list(block.runs)
            else:
                nested.append(block)
        return tuple(runs), nested

    def _notes(self) -> Iterator[Block]:
        from docx.oxml import parse_xml

        for part in self._document.part.package.iter_parts():
            if not str(part.partname).endswith(("/footnotes.xml", "/endnotes.xml")):
                continue
            for note in parse_xml(part.blob):
                if note.get(f"{_W}type") not in ("separator", "continuationSeparator", "continuationNotice"):
                    yield from self._blocks(note, 0)

    def _style_name(self, style_id: str) -> str:
        style = self._styles.get(style_id)
        return str(style.name or "").lower() if style is not None else ""

    def _style_font(self, style_id: str) -> str:
        """The font that a style sets, or one that it is based on, or the document's default."""
        if style_id not in self._fonts:
            style, font, seen = self._styles.get(style_id), "", set()
            if style is None:
                style = next((s for s in self._styles.values() if s.style_id == "Normal"), None)
            while style is not None and not font and style.style_id not in seen:
                seen.add(style.style_id)
                font = _font_of(style.element.find(f"{_W}rPr/{_W}rFonts"))
                style = getattr(style, "base_style", None)
            self._fonts[style_id] = font or self._default_font
        return self._fonts[style_id]

    def _list_of(self, element: Any) -> Any:
        """The numbering that a paragraph's style gives it."""
        style = element.find(f"{_W}pPr/{_W}pStyle")
        found = self._styles.get(style.get(f"{_W}val")) if style is not None else None
        return found.element.find(f"{_W}pPr/{_W}numPr") if found is not None else None

    def _outline(self, element: Any) -> Any:
        level = element.find(f"{_W}pPr/{_W}outlineLvl")
        return level if level is not None and _number(level) < 9 else None


def _below(element: Any, tag: str) -> Iterator[Any]:
    """The elements of a tag in a paragraph, in order, without what tracked changes removed or text boxes hold."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _REMOVED and not child.tag.endswith("}txbxContent"):
            yield from _below(child, tag)


def _signs(run: Any) -> Iterator[str]:
    for node in run.iterchildren():
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in _SIGNS:
            yield _SIGNS[node.tag]


def _children(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, tag)


def _is_within(element: Any, tag: str, root: Any) -> bool:
    node = element.getparent()
    while node is not None and node is not root:
        if node.tag == tag:
            return True
        node = node.getparent()
    return False


def _font_of(fonts: Any) -> str:
    return "" if fonts is None else str(fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "")


def _number(element: Any) -> int:
    value = str(element.get(f"{_W}val") or "0") if element is not None else "0"
    return min(int(value), 200) if value.isdigit() else 0
