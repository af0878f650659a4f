"""A page of a PDF as a picture, with where a quote stands on it. Runs in the process that reads strangers' files."""

from __future__ import annotations

import base64
import io
import math
import re
from dataclasses import dataclass
from typing import Any

from rag.errors import LoadError

WIDTH = 1240
"""Pixels across a page: 150 an inch of A4, enough for a panel on a screen with two pixels a point."""
_PIXELS = 6_000_000  # of a page, however long
_LONGEST = 6_000  # pixels of a side
_HEAVY = 700_000  # bytes of a PNG above which a page is a photograph
_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_SIGNS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,40000000}={0,2}")
_HEAD = 16  # letters of base64 that the sign of a picture takes
_MOST = 10_000_000  # of whatever is counted here


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, from its top left corner, in shares of the page's width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page of a document.

    Args:
        number: of the page, from 1.
        count: how many pages there are.
        width, height: of the picture, in pixels.
        media_type: "image/png" or "image/jpeg".
        content: the picture's bytes, in base64.
        boxes: where the quote stands, a rectangle a line; none when it was not found.
    """

    number: int
    count: int
    width: int
    height: int
    media_type: str
    content: str
    boxes: tuple[Box, ...] = ()

    def __post_init__(self) -> None:
        """What is shown on the page comes from a process that has just read a hostile file."""
        sizes = (self.number, self.count, self.width, self.height)
        if not all(isinstance(one, int) and 0 < one <= _MOST for one in sizes) or self.number > self.count:
            raise ValueError("no page")
        content = base64.b64decode(self.content[:_HEAD], validate=True)
        if not _BASE64.fullmatch(self.content) or not content.startswith(_SIGNS[self.media_type]):
            raise ValueError("no picture")
        edges = [edge for box in self.boxes for edge in (box.left, box.top, box.width, box.height)]
        if len(edges) > _MOST or not all(0.0 <= edge <= 1.0 for edge in edges):
            raise ValueError("no boxes")


def page_image(data: bytes, number: int, quote: str = "", share: float = 0.0) -> PageImage:
    """Render a page.

    Args:
        data: the PDF.
        number: of the page, from 1; the nearest that there is.
        quote: words of the report to be found on it.
        share: how far down the page's text they stand, 0 to 1; it decides between several places.

    Raises:
        LoadError: the page cannot be rendered.
    """
    import pypdfium2

    from rag.loaders.page_quotes import find_quote

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
        number = min(max(number, 1), count)
        page = document[number - 1]
        bitmap = page.render(scale=_scale(*page.get_size()))
        picture = bitmap.to_pil()
        to_picture = bitmap.get_posconv(page).to_bitmap
        boxes = []
        for left, bottom, right, top in find_quote(page, quote, share) if quote else []:
            corners = [to_picture(left, top), to_picture(right, bottom)]  # a page may lie on its side
            boxes.append(_box(corners, picture.size))
        document.close()
    except (pypdfium2.PdfiumError, ValueError, IndexError, OverflowError) as error:
        raise LoadError("file_damaged", kind=".pdf") from error
    content, form = _encoded(picture)
    encoded = base64.b64encode(content).decode("ascii")
    width, height = picture.size
    return PageImage(number, count, width, height, _MEDIA_TYPES[form], encoded, tuple(b for b in boxes if b))


def _scale(width: float, height: float) -> float:
    """Pixels a point: what a panel needs, and never more than a hostile page may cost."""
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise ValueError(f"a page of {width} by {height}")
    return min(WIDTH / width, math.sqrt(_PIXELS / (width * height)), _LONGEST / max(width, height))


def _box(corners: list[tuple[float, float]], size: tuple[int, int]) -> Box | None:
    """The rectangle between two corners in pixels, cut to the page; None when nothing of it lies there."""
    across = sorted(min(max(x / size[0], 0.0), 1.0) for x, _ in corners)
    down = sorted(min(max(y / size[1], 0.0), 1.0) for _, y in corners)
    box = Box(across[0], down[0], across[1] - across[0], down[1] - down[0])
    return box if box.width > 0 and box.height > 0 else None


def _encoded(picture: Any) -> tuple[bytes, str]:
    """The picture's bytes and their format: PNG, or JPEG where that is a photograph's better half."""
    from PIL import ImageChops

    red, green, blue = picture.convert("RGB").split()
    is_gray = all(ImageChops.difference(red, other).getextrema() == (0, 0) for other in (green, blue))
    picture = red if is_gray else picture.convert("RGB")
    found = _saved(picture, "PNG")
    if len(found) > _HEAVY:
        smaller = _saved(picture, "JPEG", quality=80)
        if len(smaller) < len(found):
            return smaller, "JPEG"
    return found, "PNG"


def _saved(picture: Any, form: str, **options: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()
