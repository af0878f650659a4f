"""The source panel: a report opened at the quoted words, highlighted in their surroundings."""

from __future__ import annotations

from urllib.parse import urlsplit

from rag.messages import text
from rag.scopes.period_labels import label
from rag.types import Answer, Citation, Report
from rag.web import page_view
from rag.web.markup import button, copy_button, escape
from rag.web.original_pages import OWN, Leaf
from rag.web.references import Reference, bibtex, markdown, plain, reference

_SURROUNDINGS = 20_000  # characters shown on either side of the quote: a page, not a novel, goes to the browser


def empty(language: str) -> str:
    """The panel before anything was opened."""
    return f'<p class="hbc-hint">{escape(text("source_empty", language))}</p>'


def cited(
    report: Report | None,
    answer: Answer,
    marker: int,
    turn: int,
    language: str,
    focus: bool,
    leaf: Leaf | None = None,
) -> str:
    """A citation's report at its quote.

    Args:
        report: the report as it stands now; None when it was removed.
        answer: the answer that cites it.
        marker: which of its citations.
        turn: the answer's turn in the conversation, from 0.
        language: "vi" or "en".
        focus: whether to move the keyboard there: the person pressed the marker.
        leaf: which side of the report is shown, when its file is kept.

    Returns:
        HTML; the quote itself when the report is gone or has changed since.
    """
    numbers = [citation.marker for citation in answer.citations]
    if marker not in numbers:
        return empty(language)
    at = numbers.index(marker)
    citation = answer.citations[at]
    steps = _steps(answer, at, turn, language, stays=leaf is not None and leaf.image is not None)
    if report is None or report.text[citation.start : citation.end] != citation.quote:
        key = "source_gone" if report is None else "source_changed"
        note = f'<p class="hbc-problem" role="alert">{escape(text(key, language))}</p>'
        return f"{steps}{note}<blockquote>{escape(citation.quote)}</blockquote>"
    return f"{steps}{quoted(report, citation, language, focus, leaf)}"


def opened(report: Report | None, language: str, focus: bool = True, leaf: Leaf | None = None) -> str:
    """A report from its beginning, nothing highlighted; `focus` and `leaf` as `cited` has them."""
    if report is None:
        return f'<p class="hbc-problem" role="alert">{escape(text("source_gone", language))}</p>'
    return _head(report, language, None) + _side(report, language, 0, 0, focus, leaf)


def quoted(report: Report, citation: Citation, language: str, focus: bool, leaf: Leaf | None = None) -> str:
    """A report at the quote of one citation, of no answer.

    Args:
        report: the report as it stands now.
        citation: of it.
        language: "vi" or "en".
        focus: whether to move the keyboard there.
        leaf: which side of the report is shown, when its file is kept.
    """
    return _head(report, language, citation) + _side(report, language, citation.start, citation.end, focus, leaf)


def _side(report: Report, language: str, start: int, end: int, focus: bool, leaf: Leaf | None) -> str:
    """The text around a span, or a page of the original; a switch between them where there are both."""
    if leaf is None:
        return _text(report, language, start, end, focus)
    if leaf.image is None:
        return page_view.switch(leaf, language) + _text(report, language, start, end, focus)
    title = report.metadata.title or report.source
    return page_view.switch(leaf, language) + page_view.page(leaf, title, language, focus)


def _steps(answer: Answer, at: int, turn: int, language: str, stays: bool = False) -> str:
    """What leads to an answer's other sources; `stays`: to their pages rather than their texts."""
    count = len(answer.citations)
    place = text("source_of_count", language, marker=at + 1, count=count)

    def step(to: int, sign: str, key: str) -> str:
        if not 0 <= to < count:
            return ""
        shown = f"{turn}:{answer.citations[to].marker}{f'#{OWN}' if stays else ''}"
        made = button("cite", shown, sign, "hbc-step", text(key, language))
        return made.replace("<button ", f'<button data-step="{key.partition("_")[0]}" ', 1)

    back = (
        f'<a class="hbc-back" href="#turn-{turn}" data-goto="turn-{turn}">'
        f"{escape(text('back_to_answer', language))}</a>"
    )
    return (
        f'<nav class="hbc-steps" aria-label="{escape(place)}" title="{escape(text("source_keys", language))}">'
        f"{step(at - 1, '‹', 'previous_source')}"
        f"<span>{escape(place)}</span>{step(at + 1, '›', 'next_source')}{back}</nav>"
    )


def _head(report: Report, language: str, citation: Citation | None) -> str:
    about = report.metadata
    place = citation.place if citation else (about.place.name if about.place else "")
    period = citation.period if citation else (period_label(report, language) or "")
    published = about.published.strftime("%d/%m/%Y") if about.published else ""
    fields = [
        ("field_place", place),
        ("field_period", period),
        ("field_published", published),
        ("field_publisher", about.publisher),
        ("field_page", citation.page if citation else None),
        ("field_file", report.source),
    ]
    rows = "".join(
        f"<div><dt>{escape(text(key, language))}</dt><dd>{escape(value)}</dd></div>" for key, value in fields if value
    )
    if about.url:
        rows += f"<div><dt>{escape(text('field_url', language))}</dt><dd>{_original(about.url, language)}</dd></div>"
    title = about.title or report.source
    copy = _copy(reference(citation, report), language) if citation else ""
    return f'<header class="hbc-report"><h2 lang="vi">{escape(title)}</h2><dl>{rows}</dl>{copy}</header>'


def _copy(one: Reference, language: str) -> str:
    done = text("copied", language)
    buttons = "".join(
        copy_button(write(one, language), text(key, language), done)
        for key, write in (("copy_plain", plain), ("copy_markdown", markdown), ("copy_bibtex", bibtex))
    )
    label = escape(text("copy_as", language))
    return f'<div class="hbc-copies" role="group" aria-label="{label}"><span>{label}</span>{buttons}</div>'


def _original(url: str, language: str) -> str:
    """A link to where the report came from: the page says whose site it leads to, and tells that site nothing."""
    host = _host(url)
    if not host:
        return escape(url)
    label = escape(text("open_original", language, host=host))
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow external">{label}</a>'


def _host(url: str) -> str:
    """The host of a web address; "" for whatever else a document may call its address."""
    try:
        parts = urlsplit(url)
        plain_host = parts.hostname or ""
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and not parts.username and url.isprintable() and " " not in url
    return plain_host if is_web else ""


def _text(report: Report, language: str, start: int, end: int, focus: bool) -> str:
    """The report's words around a span; `aria-keyshortcuts` are those that page.js listens to in the panel."""
    first, last = max(0, start - _SURROUNDINGS), min(len(report.text), end + _SURROUNDINGS)
    before = f'<p class="hbc-cut">{escape(text("source_cut_before", language))}</p>' if first else ""
    after = f'<p class="hbc-cut">{escape(text("source_cut_after", language))}</p>' if last < len(report.text) else ""
    mark = f'<mark id="hbc-quoted" tabindex="-1">{escape(report.text[start:end])}</mark>' if end > start else ""
    return (
        f'<div class="hbc-text" lang="vi" tabindex="0" role="region" data-focus="{int(focus)}" '
        f'aria-keyshortcuts="ArrowLeft ArrowRight Escape" '
        f'aria-label="{escape(text("report_text", language))}">{before}'
        f'<div class="hbc-verbatim">{escape(report.text[first:start])}{mark}{escape(report.text[end:last])}</div>'
        f"{after}</div>"
    )


def period_label(report: Report, language: str) -> str:
    """The period that a report tells of, in words; "" when it is not known."""
    period = report.metadata.period
    return label(period, language) if period else ""
