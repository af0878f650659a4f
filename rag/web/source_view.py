"""The source panel: a report opened at the quoted words, highlighted in their surroundings."""

from __future__ import annotations

from rag.messages import text
from rag.scopes.period_labels import label
from rag.types import Answer, Citation, Report
from rag.web.answer_view import button, escape

_SURROUNDINGS = 20_000  # characters shown on either side of the quote: a page, not a novel, goes to the browser


def empty(language: str) -> str:
    """The panel before anything was opened."""
    return f'<p class="hbc-hint">{escape(text("source_empty", language))}</p>'


def cited(report: Report | None, answer: Answer, marker: int, turn: int, language: str, focus: bool) -> str:
    """A citation's report at its quote.

    Args:
        report: the report as it stands now; None when it was removed.
        answer: the answer that cites it.
        marker: which of its citations.
        turn: the answer's turn in the conversation, from 0.
        language: "vi" or "en".
        focus: whether to move the keyboard there: the person pressed the marker.

    Returns:
        HTML; the quote itself when the report is gone or has changed since.
    """
    numbers = [citation.marker for citation in answer.citations]
    if marker not in numbers:
        return empty(language)
    at = numbers.index(marker)
    citation = answer.citations[at]
    steps = _steps(answer, at, turn, language)
    if report is None or report.text[citation.start : citation.end] != citation.quote:
        key = "source_gone" if report is None else "source_changed"
        note = f'<p class="hbc-problem" role="alert">{escape(text(key, language))}</p>'
        return f"{steps}{note}<blockquote>{escape(citation.quote)}</blockquote>"
    return f"{steps}{_head(report, language, citation)}{_text(report, language, citation.start, citation.end, focus)}"


def opened(report: Report | None, language: str) -> str:
    """A report from its beginning, nothing highlighted."""
    if report is None:
        return f'<p class="hbc-problem" role="alert">{escape(text("source_gone", language))}</p>'
    return _head(report, language, None) + _text(report, language, 0, 0, focus=True)


def _steps(answer: Answer, at: int, turn: int, language: str) -> str:
    count = len(answer.citations)
    place = text("source_of_count", language, marker=at + 1, count=count)

    def step(to: int, sign: str, key: str) -> str:
        if not 0 <= to < count:
            return ""
        return button("cite", f"{turn}:{answer.citations[to].marker}", sign, "hbc-step", text(key, language))

    back = (
        f'<a class="hbc-back" href="#turn-{turn}" data-goto="turn-{turn}">'
        f"{escape(text('back_to_answer', language))}</a>"
    )
    return (
        f'<nav class="hbc-steps" aria-label="{escape(place)}">{step(at - 1, "‹", "previous_source")}'
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
        ("field_url", about.url),
    ]
    rows = "".join(
        f"<div><dt>{escape(text(key, language))}</dt><dd>{escape(value)}</dd></div>" for key, value in fields if value
    )
    title = about.title or report.source
    copy = _copy(citation.quote, (title, about.publisher, published), language) if citation else ""
    return f'<header class="hbc-report"><h2 lang="vi">{escape(title)}</h2><dl>{rows}</dl>{copy}</header>'


def _copy(quote: str, where: tuple[str, ...], language: str) -> str:
    reference = f"“{quote}” ({', '.join(part for part in where if part)})"
    return (
        f'<button type="button" class="hbc-button hbc-quiet" data-copy="{escape(reference)}" '
        f'data-copied="{escape(text("copied", language))}">{escape(text("copy_reference", language))}</button>'
    )


def _text(report: Report, language: str, start: int, end: int, focus: bool) -> str:
    first, last = max(0, start - _SURROUNDINGS), min(len(report.text), end + _SURROUNDINGS)
    before = f'<p class="hbc-cut">{escape(text("source_cut_before", language))}</p>' if first else ""
    after = f'<p class="hbc-cut">{escape(text("source_cut_after", language))}</p>' if last < len(report.text) else ""
    mark = f'<mark id="hbc-quoted" tabindex="-1">{escape(report.text[start:end])}</mark>' if end > start else ""
    return (
        f'<div class="hbc-text" lang="vi" tabindex="0" role="region" data-focus="{int(focus)}" '
        f'aria-label="{escape(text("report_text", language))}">{before}'
        f'<div class="hbc-verbatim">{escape(report.text[first:start])}{mark}{escape(report.text[end:last])}</div>'
        f"{after}</div>"
    )


def period_label(report: Report, language: str) -> str:
    """The period that a report tells of, in words; "" when it is not known."""
    period = report.metadata.period
    return label(period, language) if period else ""
