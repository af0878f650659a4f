"""Web pages typed in the fonts of before Unicode: repaired in the parsed page, where entities are characters and fonts
are known."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from rag.loaders.encodings import encoding_of
from rag.loaders.markup import Element
from rag.loaders.repair import Repair, Run, font_encoding
from rag.text import clean

_TAG = re.compile(r"<[^>]{0,2000}>|<(?:script|style)\b.{0,200000}?</(?:script|style)>", re.IGNORECASE | re.DOTALL)
_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^;\"',]+)", re.IGNORECASE)
_OLD_FONT = re.compile(r"[\"':,;\s](?:\.vn\w|vni[-\s]\w)", re.IGNORECASE)
_JUDGED = 200_000
_BLOCKS = frozenset("p div td th li tr table br h1 h2 h3 h4 h5 h6 body title option dd dt center blockquote".split())


def is_suspect(markup: str) -> bool:
    """Whether a page seems typed in an older encoding: by its words, or by its fonts."""
    shown = html.unescape(_TAG.sub(" ", markup[:_JUDGED]))
    if shown.isascii():
        return False
    return bool(encoding_of(shown)) or bool(_OLD_FONT.search(markup[:_JUDGED]))


def repair_page(root: Element) -> None:
    """Repair all text of a page in place. Neighbours in one block are read together, as in `Repair.text`."""
    stretches = list(_stretches(root))
    repair = Repair(run for stretch in stretches for run in (*(run for *_, run in stretch), Run("\n")))
    for stretch in stretches:
        whole = tuple(run for *_, run in stretch)
        for position, (element, place, run) in enumerate(stretch):
            if not run.text.isascii() or font_encoding(run.font):
                setattr(element, place, clean(repair.part(whole, position)))


_Piece = tuple[Element, str, Run]


def _stretches(root: Element) -> Iterator[list[_Piece]]:
    """The texts of a page, those of one block together: where each is kept, and the run that it is."""
    current: list[_Piece] = []
    for element, place, block_ends, font in _texts(root, ""):
        if block_ends and current:
            yield current
            current = []
        text = getattr(element, place)
        if text:
            current.append((element, place, Run(text, font)))
    if current:
        yield current


def _texts(element: Element, font: str) -> Iterator[tuple[Element, str, bool, str]]:
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    own = _font(element) or font
    is_block = element.tag in _BLOCKS
    yield element, "text", is_block, own
    for child in element:
        yield from _texts(child, own)
        yield child, "tail", child.tag in _BLOCKS, own


def _font(element: Element) -> str:
    face = element.get("face") if element.tag == "font" else None
    family = _FAMILY.search(element.get("style") or "")
    named = face or (family[1] if family else "")
    return str(named).split(",")[0].strip(" \"'")
