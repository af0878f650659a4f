"""The other side of the source panel: a page of the PDF that a report was read from, rendered when it is asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from rag.errors import HoiBaoCaoError
from rag.loaders.base import Original
from rag.loaders.page_image import PageImage
from rag.messages import render
from rag.sandbox.sandbox import viewing
from rag.types import Citation, Report
from rag.web.desk import Desk

_KEPT_BYTES = 32 * 2**20  # of rendered pages, as they are sent
_LONGEST_QUOTE = 5_000  # characters
OWN = 0
"""Stands for the page that a citation names, where a page's number is asked for."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the panel of a report whose file is kept shows: a page of it, or its text, when `image` is None.

    `problem` says why a page that was asked for cannot be shown.
    """

    image: PageImage | None = None
    problem: str = ""
    is_quoted: bool = False  # whether the quote should stand on the page


@dataclass(frozen=True, slots=True)
class Shown:
    """What the source panel shows, as its state has it: "0:1", a report's id or "figure ..."; with "#3" its page 3."""

    what: str
    page: int | None = None  # None for the text

    @classmethod
    def of(cls, state: str) -> Shown:
        """Read a state; it may come from the browser, so whatever is no page number is the text."""
        what, _, page = state.partition("#")
        return cls(what, int(page) if page.isascii() and page.isdecimal() and len(page) < 8 else None)

    def turned(self, to: str) -> str:
        """The state after a button of the panel: "text", or the number of a page."""
        return self.what if Shown.of(f"#{to}").page is None else f"{self.what}#{to}"


class OriginalPages:
    """Pages of a desk's reports; the last ones rendered are kept in memory.

    Args:
        desk: of the page.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mutex = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], PageImage] = OrderedDict()

    def leaf(self, report: Report | None, citation: Citation | None, page: int | None, language: str) -> Leaf | None:
        """What the panel shows of a report.

        Args:
            report: None when it was removed.
            citation: of it, if one is shown.
            page: the one asked for, or OWN; None for the text.
            language: "vi" or "en".

        Returns:
            None when its file is not kept, and its text alone can be shown.
        """
        if report is None:
            return None
        try:
            original: Original | None = self._desk.look(lambda library: library.original(report.id))
            if original is None:
                return None
            if page is None:
                return Leaf()
            number = page or (citation and citation.page) or 1
            quote, share = _quote_on(report, citation, number)
            return Leaf(self._image(report, original, number, quote, share), is_quoted=bool(quote))
        except HoiBaoCaoError as error:
            return Leaf(problem=render(error, language))

    def _image(self, report: Report, original: Original, number: int, quote: str, share: float) -> PageImage:
        key = (original, number, quote, share)
        with self._mutex:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        engine = self._desk.look(lambda library: library.engine)
        made = self._rendered(engine, report, original, number, quote, share)
        with self._mutex:
            self._kept[key] = made
            while len(self._kept) > 1 and sum(len(one.content) for one in self._kept.values()) > _KEPT_BYTES:
                self._kept.popitem(last=False)
        return made

    def _rendered(
        self, engine: Any, report: Report, original: Original, number: int, quote: str, share: float
    ) -> PageImage:
        try:
            with engine.originals.opened(original) as path:
                return viewing().show(path, original, report.source, number, quote, share)
        except OSError as error:
            raise HoiBaoCaoError("original_missing", path=report.source) from error


def _quote_on(report: Report, citation: Citation | None, number: int) -> tuple[str, float]:
    """The words that should stand on a page, and how far down its text; "" when the citation is of other pages."""
    if citation is None:
        return "", 0.0
    page = next((one for one in report.pages if one.number == number), None)
    if page is None:
        return (citation.quote[:_LONGEST_QUOTE], 0.0) if number == citation.page else ("", 0.0)
    if citation.end <= page.start or citation.start >= page.end:
        return "", 0.0
    share = (citation.start - page.start) / max(1, page.end - page.start)
    return citation.quote[:_LONGEST_QUOTE], min(max(share, 0.0), 1.0)
