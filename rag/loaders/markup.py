"""An HTML element as plain text: a line a block, "- " before list items, " | " between the cells of a data table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rag.loaders.grid import Cell, table_text

Element = Any  # lxml ships no types

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACED = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "blockquote",
        "figure",
        "div",
        "section",
        "article",
    ]
)
_PHOTO_WORD = re.compile(r"^\W*(?:ảnh|hình|chú thích|photo|figure)\b", re.IGNORECASE)
_LISTED = 200  # characters at most of a table that only lists what stands in a cell
_SKIPPED = frozenset({"script", "style", "noscript", "template", "head", "title", "meta", "link"})


def flat(element: Element | None) -> str:
    """The text of an element on one line."""
    if element is None:
        return ""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    """The texts of an element in their order; what breaks a line, or begins one, parts words."""
    gap = " " if element.tag in _BLOCKS or element.tag == "br" else ""
    yield gap
    if isinstance(element.tag, str):  # else a comment
        yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield gap


_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:img|image|photo|wp)?-?(?:caption(?:-text)?|chu-?thich(?:-anh)?)(?=$|\s)", re.I
)
_CAPTION = 300  # characters


def render(element: Element) -> str:
    """The text of an element with its lines; at most one blank line in a row."""
    out: list[str] = []
    _walk(element, out)
    lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(out).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _walk(element: Element, out: list[str]) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED:
        return
    if tag == "br":
        out.append("\n")
        return
    if tag == "table" and _is_data(element):
        out.append("\n\n" + _rows(element) + "\n\n")
        return
    edge = "\n\n" if tag in _SPACED else "\n" if tag in _BLOCKS else ""
    if tag == "dt":
        out.append("\n")
        _inside(element, out, keep=False)
        out.append(" " if flat(element).endswith(":") else ": ")
        return
    edge = "" if tag == "dd" else edge
    if tag in ("li", "td", "th") or (tag == "p" and _only_child_of_item(element)):
        edge = "\n" if tag != "p" else ""
    out.append(edge)
    if tag == "li":
        out.append("- ")
    if (tag == "figcaption" or _is_caption(element)) and not _PHOTO_WORD.match(flat(element)):
        out.append("Ảnh: ")  # or a caption that ends in a stop would read as prose
    _inside(element, out, keep=tag == "pre")
    out.append("\n" if tag == "dd" else edge)


def _is_caption(element: Element) -> bool:
    """Whether a line is called a photo's caption."""
    if element.tag not in ("div", "p", "span", "em") or not _CAPTION_CLASS.search(element.get("class") or ""):
        return False
    told = flat(element)
    return bool(told) and len(told) <= _CAPTION and not any(child.tag in ("div", "p", "img") for child in element)


def _inside(element: Element, out: list[str], keep: bool) -> None:
    out.append(_inline(element.text, keep))
    for child in element:
        _walk(child, out)
        out.append(_inline(child.tail, keep))


def _inline(text: str | None, keep: bool) -> str:
    if not text:
        return ""
    return text if keep else re.sub(r"\s+", " ", text)


def _only_child_of_item(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "li" and parent[0] is element


def _is_data(table: Element) -> bool:
    """Whether a table holds data; portals of old lay their pages out in tables."""
    if any(not _is_list(inner) for inner in table.iterfind(".//table")):
        return False
    rows = [row for row in _own_rows(table) if len(_cells(row))]
    if len(rows) < 2 or max(len(_cells(row)) for row in rows) < 2:
        return False
    cells = [flat(cell) for row in rows for cell in _cells(row)]
    return sum(len(cell) > 300 for cell in cells) <= 0.1 * len(cells)


def _is_list(table: Element) -> bool:
    """Whether a table in a cell only puts short lines below each other."""
    rows = list(table.iter("tr"))
    return len(flat(table)) <= _LISTED and all(len(_cells(row)) <= 1 for row in rows)


def _own_rows(table: Element) -> list[Element]:
    """The rows of a table, without those of tables in its cells."""
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _rows(table: Element) -> str:
    """A table's lines, its merged cells repeated so that figures stay under their heads."""
    caption = flat(table.find("caption"))
    rows = [
        [Cell(flat(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in _cells(row)]
        for row in _own_rows(table)
    ]
    lines = table_text(rows)
    return f"{caption}\n{lines}" if caption else lines


def _span(cell: Element, name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return min(int(value), 60) if value.isdigit() and int(value) > 0 else 1
