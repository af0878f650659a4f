"""The lists beside the chat: the library's reports, uploads under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.errors import HoiBaoCaoError
from rag.messages import MESSAGES, render, text
from rag.types import Report
from rag.web.markup import button, escape
from rag.web.source_view import period_label


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way into the library: "waiting", "working", or a status of `Library.add`."""

    name: str
    status: str = "waiting"
    error: HoiBaoCaoError | None = None
    report: Report | None = None
    notice: HoiBaoCaoError | None = None


def reports(shown: Sequence[Report], language: str, note: str = "") -> str:
    """The reports of the library, each with what it is about.

    Args:
        shown: the reports.
        language: "vi" or "en".
        note: what has just happened, said first.
    """
    said = f'<p class="hbc-note" role="status">{escape(note)}</p>' if note else ""
    if not shown:
        return f'{said}<p class="hbc-hint">{escape(text("library_empty", language))}</p>'
    key = "library_count_one" if len(shown) == 1 else "library_count"
    items = "".join(_report(report, language) for report in shown)
    count = escape(text(key, language, count=len(shown)))
    return f'{said}<p class="hbc-count">{count}</p><ul class="hbc-list">{items}</ul>'


def _report(report: Report, language: str) -> str:
    about = report.metadata
    title = about.title or report.source
    facts = [
        about.place.name if about.place else text("place_unknown", language),
        period_label(report, language) or text("period_unknown", language),
    ]
    if about.published:
        facts.append(f"{text('field_published', language)} {about.published:%d/%m/%Y}")
    confirm = (
        f'<details class="hbc-remove"><summary>{escape(text("remove", language))}'
        f'<span class="hbc-spoken"> {escape(title)}</span></summary>'
        f"{escape(text('remove_confirm', language))} "
        f"{button('remove_report', report.id, text('remove', language), 'hbc-danger')}</details>"
    )
    opener = button("open_report", report.id, title, "hbc-title", text("open_report", language, title=title))
    return (
        f'<li>{opener}<p class="hbc-facts">{escape(" · ".join(facts))}</p>'
        f'<p class="hbc-file">{escape(report.source)}</p>{confirm}</li>'
    )


def uploads(files: Sequence[Upload], language: str) -> str:
    """Files on their way into the library, each with where it stands.

    Args:
        files: the files of one upload.
        language: "vi" or "en".
    """
    done = sum(file.status not in ("waiting", "working") for file in files)
    progress = text("upload_progress", language, done=done, count=len(files))
    bar = f'<progress max="{len(files)}" value="{done}" aria-label="{escape(progress)}"></progress>'
    items = "".join(_upload(file, language) for file in files)
    return (
        f'<div class="hbc-uploads" aria-live="polite"><p class="hbc-count">{escape(progress)}</p>{bar}'
        f'<ul class="hbc-list">{items}</ul></div>'
    )


def _upload(file: Upload, language: str) -> str:
    key = f"upload_{file.status}"
    said = text(key, language) if key in MESSAGES else file.status
    if file.error is not None:
        # Not the path: it lies in a folder of the server's that means nothing to the person.
        said = render(type(file.error)(file.error.key, **{**file.error.details, "path": file.name}), language)
    detail = ""
    if file.report is not None:
        place = file.report.metadata.place
        detail = text(
            "upload_read",
            language,
            place=place.name if place else text("place_unknown", language),
            period=period_label(file.report, language) or text("period_unknown", language),
        )
        detail = f'<p class="hbc-facts">{escape(detail)}</p>'
    if file.notice is not None:
        detail += f'<p class="hbc-warning">{escape(render(file.notice, language))}</p>'
    return (
        f'<li class="hbc-upload hbc-{escape(file.status)}"><strong>{escape(file.name)}</strong> '
        f"<span>{escape(said)}</span>{detail}</li>"
    )
