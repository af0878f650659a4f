"""A page of the original as HTML: the switch between it and the text, the picture, the quote marked on it."""

from __future__ import annotations

from rag.loaders.page_image import Box, PageImage
from rag.messages import text
from rag.web.markup import button, escape
from rag.web.original_pages import OWN, Leaf

_EVENT = "turn_page"


def switch(leaf: Leaf, language: str) -> str:
    """The two buttons that choose between a report's text and its original."""
    sides = "".join(
        button(_EVENT, value, text(key, language), pressed=(leaf.image is not None) is is_page)
        for value, key, is_page in (("text", "side_text", False), (OWN, "side_page", True))
    )
    label = escape(text("side_label", language))
    problem = f'<p class="hbc-problem" role="alert">{escape(leaf.problem)}</p>' if leaf.problem else ""
    return f'<div class="hbc-sides" role="group" aria-label="{label}">{sides}</div>{problem}'


def spoken(image: PageImage, title: str, language: str) -> str:
    """What a page is called for who cannot see it."""
    return text("page_of", language, number=image.number, title=title)


def page(leaf: Leaf, title: str, language: str, focus: bool) -> str:
    """A page with what turns it; its picture takes its room before it has come.

    Args:
        leaf: with a page.
        title: the report's.
        language: "vi" or "en".
        focus: whether to move the keyboard there.
    """
    image = leaf.image
    assert image is not None
    alt = escape(spoken(image, title, language))
    boxes = "".join(_mark(box, first=not number) for number, box in enumerate(image.boxes))
    picture = (
        f'<img src="data:{escape(image.media_type)};base64,{escape(image.content)}" '
        f'width="{image.width}" height="{image.height}" alt="{alt}">'
    )
    told = text("quote_marked" if image.boxes else "quote_unmarked", language) if leaf.is_quoted else ""
    return (
        f'{_turning(image, language)}<div class="hbc-text hbc-sheet" tabindex="0" role="region" '
        f'data-focus="{int(focus)}" aria-label="{alt}"><div class="hbc-paper">{picture}{boxes}</div></div>'
        f'<p class="hbc-hint">{escape(told)}</p>'
    )


def _turning(image: PageImage, language: str) -> str:
    def turn(to: int, sign: str, key: str) -> str:
        made = button(_EVENT, to, sign, "hbc-step", text(key, language))
        is_there = 1 <= to <= image.count
        more = f'data-key="{key}"' if is_there else f'data-key="{key}" aria-disabled="true"'
        return made.replace("<button ", f"<button {more} ", 1)

    place = escape(text("page_of_count", language, number=image.number, count=image.count))
    zoom = (
        f'<button type="button" class="hbc-button hbc-quiet" data-zoom aria-pressed="false">'
        f"{escape(text('page_zoom', language))}</button>"
    )
    return (
        f'<nav class="hbc-steps" aria-label="{escape(text("page_turning", language))}">'
        f"{turn(image.number - 1, '‹', 'previous_page')}<span>{place}</span>"
        f"{turn(image.number + 1, '›', 'next_page')}{zoom}</nav>"
    )


def _mark(box: Box, first: bool) -> str:
    edges = ("left", box.left), ("top", box.top), ("width", box.width), ("height", box.height)
    style = ";".join(f"{name}:{100 * share:.3f}%" for name, share in edges)
    name = ' id="hbc-quoted" tabindex="-1"' if first else ""
    return f'<span class="hbc-box"{name} style="{style}"></span>'
