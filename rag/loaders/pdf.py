"""PDF files, by pdfplumber: text in reading order with its pages, headings, tables; scanned pages by tesseract."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rag.documents.furniture import bullet, is_final, numbering
from rag.errors import LoadError
from rag.loaders import ocr
from rag.loaders.base import LoadedDocument
from rag.loaders.draft import Block, DraftTable, NewPage, Paragraph, finished
from rag.loaders.pdf_layout import PagePart, body_size, page_parts
from rag.loaders.pdf_tables import PageTable, ruled_tables
from rag.loaders.pdf_words import Word, lines_of, words_of
from rag.loaders.properties import Properties

_NO_TEXT = 12  # characters below which a page with a picture is a scan
_EDGE = 0.09  # share of the page's height at its top and bottom where headers and footers stand
_PAGE_NUMBER = re.compile(r"(?i)\W*(?:(?:trang|page)\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*")
_GLYPH = re.compile(r"\(cid:\d+\)")  # what pdfminer gives for a character that the font does not name
_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_REPEATED = 3  # pages on which a line at the edge is a header


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What was read of a page."""

    number: int
    height: float
    words: list[Word]
    tables: list[PageTable]


def load_pdf(data: bytes) -> LoadedDocument:
    """A PDF's document, its pages with their numbers; `data` is its content.

    Raises:
        LoadError: it is protected or damaged; or all of it is scanned and tesseract is missing.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            sheets, scans = _read(pdf)
            about = dict(pdf.metadata or {})
    except (PDFException, PdfminerException) as error:
        is_locked = isinstance(error, PDFPasswordIncorrect) or any(
            isinstance(cause, PDFPasswordIncorrect) for cause in [*error.args, error.__context__, error.__cause__]
        )
        raise LoadError("file_protected" if is_locked else "file_damaged", kind=".pdf") from error
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError) as error:
        raise LoadError("file_damaged", kind=".pdf") from error
    if scans and (ocr.is_available() or not any(sheet.words for sheet in sheets)):
        read = {n: ocr.words_of_page(data, n) for n in scans}  # raises LoadError where tesseract is missing
        sheets = [replace(sheet, words=read[sheet.number]) if sheet.number in read else sheet for sheet in sheets]
        scans = []
    return replace(finished(_blocks(sheets), _properties(about)), unread=tuple(scans))


def _read(pdf: Any) -> tuple[list[_Sheet], list[int]]:
    """The pages' words and tables, and the numbers of those that are scanned."""
    sheets, scans = [], []
    for number, page in enumerate(pdf.pages, 1):
        words = words_of(page.chars)
        text = "".join(word.text for word in words)
        unknown = sum(len(glyph) for glyph in _GLYPH.findall(text))
        is_scan = (len(text) < _NO_TEXT and bool(page.images)) or unknown > 0.3 * len(text)
        if is_scan:
            scans.append(number)
            words = []
        has_lines = len(page.lines) + len(page.rects) + len(page.curves) >= 4
        tables = ruled_tables(page, words) if has_lines and words else []
        sheets.append(_Sheet(number, float(page.height), words, tables))
        page.close()  # pdfplumber keeps all characters of a page otherwise
    return sheets, scans


def _blocks(sheets: Sequence[_Sheet]) -> list[Block]:
    body = body_size([word for sheet in sheets for word in sheet.words])
    headers = _headers(sheets)
    blocks: list[Block] = []
    last: PagePart | None = None
    for sheet in sheets:
        words = _without(sheet, headers)
        tables = sheet.tables if sheet.words else []
        parts = page_parts(words, tables, body)
        if parts and last is not None and _same_table(last, parts[0], sheet):
            _lengthen(blocks, parts[0].block, sheet.number)
            last = replace(parts[0], block=_last_table(blocks))
            parts = parts[1:]
            if parts:
                blocks.append(NewPage(sheet.number))
        else:
            blocks.append(NewPage(sheet.number))
            if parts and last is not None and _same_paragraph(last, parts[0]):
                assert isinstance(parts[0].block, Paragraph)
                parts[0] = replace(parts[0], block=replace(parts[0].block, joins=True))
        blocks += [part.block for part in parts]
        last = parts[-1] if parts else last
    return blocks


def _same_paragraph(above: PagePart, below: PagePart) -> bool:
    if not isinstance(above.block, Paragraph) or not isinstance(below.block, Paragraph):
        return False
    if above.block.is_heading or below.block.is_heading or not above.fills_line:
        return False
    upper = "".join(run.text for run in above.block.runs)
    lower = "".join(run.text for run in below.block.runs).lstrip()
    return not is_final(upper) and not bullet(lower) and not numbering(lower) and abs(above.size - below.size) < 1


def _same_table(above: PagePart, below: PagePart, sheet: _Sheet) -> bool:
    """Whether a table at the top of a page goes on from the one at the end of the page before."""
    if not isinstance(above.block, DraftTable) or not isinstance(below.block, DraftTable):
        return False
    near = abs(above.box[0] - below.box[0]) < 6 and abs(above.box[2] - below.box[2]) < 6
    widths = {sum(cell.across for cell in table.rows[-1]) for table in (above.block, below.block)}
    return near and len(widths) == 1 and below.box[1] < 0.25 * sheet.height


def _lengthen(blocks: list[Block], below: Paragraph | DraftTable, page: int) -> None:
    """Add the rows of a table's part on the next page; a head that is repeated there is left out."""
    table = _last_table(blocks)
    assert isinstance(below, DraftTable)
    repeated = 0
    while repeated < min(len(below.rows) - 1, len(table.rows)) and _texts(below.rows[repeated]) == _texts(
        table.rows[repeated]
    ):
        repeated += 1
    pages = (*table.pages, (len(table.rows), page))
    blocks[-1] = DraftTable(table.rows + below.rows[repeated:], pages)


def _last_table(blocks: Sequence[Block]) -> DraftTable:
    table = blocks[-1]
    assert isinstance(table, DraftTable)
    return table


def _texts(row: Sequence[Any]) -> list[str]:
    return ["".join(run.text for run in cell.runs) for cell in row]


def _headers(sheets: Sequence[_Sheet]) -> Counter[str]:
    """What stands at the edges of how many pages, its numbers aside."""
    seen: Counter[str] = Counter()
    for sheet in sheets:
        seen.update({_unnumbered(text) for text, _ in _edge_lines(sheet)})
    return seen


def _without(sheet: _Sheet, headers: Counter[str]) -> list[Word]:
    """A page's words without page numbers, and without a header that earlier pages bear already."""
    gone: set[Word] = set()
    for text, words in _edge_lines(sheet):
        repeats = headers[_unnumbered(text)] >= _REPEATED and sheet.number > 1
        if _PAGE_NUMBER.fullmatch(text) or repeats:
            gone.update(words)
    return [word for word in sheet.words if word not in gone]


def _edge_lines(sheet: _Sheet) -> list[tuple[str, list[Word]]]:
    edge = _EDGE * sheet.height
    at_edge = [w for w in sheet.words if w.bottom < edge or w.top > sheet.height - edge]
    lines = [[word for segment in line for word in segment.words] for line in lines_of(at_edge)]
    return [(" ".join(word.text for word in words), words) for words in lines]


def _unnumbered(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _properties(about: dict[str, Any]) -> Properties:
    def written(name: str) -> str:
        return str(about.get(name) or "")

    return Properties(written("Title"), written("Author"), _day(written("CreationDate")), _day(written("ModDate")))


def _day(written: str) -> date | None:
    match = _DAY.match(written)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
