"""The queue of reports on their way into the library as HTML: a line and a bar for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.loaders import LIMITS, SUFFIXES
from rag.messages import render, text
from rag.types import Report
from rag.web.indexing import Job
from rag.web.markup import button, escape
from rag.web.source_view import period_label

_UNSCROLLED = 4  # files that are seen without scrolling


def queue(jobs: Sequence[Job], reports: Mapping[str, Report], language: str) -> str:
    """The queue; "" when it is empty.

    Args:
        jobs: as `Indexing.jobs` gives them.
        reports: of the library, by their id: what was read from the finished ones.
        language: "vi" or "en".
    """
    if not jobs:
        return ""
    done = sum(not job.is_active for job in jobs)
    is_busy = done < len(jobs)
    progress = text("upload_progress", language, done=done, count=len(jobs))
    tool = (
        button("cancel_jobs", "", text("cancel_all", language), "hbc-quiet")
        if is_busy
        else button("clear_jobs", "", text("clear_list", language), "hbc-quiet")
    )
    bar = f'<progress max="{len(jobs)}" value="{done}" aria-label="{escape(progress)}"></progress>' if is_busy else ""
    # What is under way first, then what went wrong, then the rest: hundreds of finished lines hide nothing.
    ranked = sorted(jobs, key=lambda job: (job.status in ("waiting",), not job.is_active, job.status != "failed"))
    items = "".join(_job(job, reports.get(job.report_id), language) for job in ranked)
    by_key = ' tabindex="0"' if len(jobs) > _UNSCROLLED else ""  # finished files hold nothing that takes the keyboard
    return (
        f'<section class="hbc-uploads" aria-label="{escape(text("uploads_label", language))}">'
        f'<div class="hbc-listhead"><p class="hbc-count" role="status">{escape(progress)}</p>{tool}</div>{bar}'
        f'<ul class="hbc-list"{by_key}>{items}</ul></section>'
    )


def _job(job: Job, report: Report | None, language: str) -> str:
    cancel = ""
    if job.is_active and job.status != "stopping":
        spoken = f"{text('cancel', language)}: {job.name}"
        cancel = button("cancel_jobs", job.id, text("cancel", language), "hbc-quiet", spoken)
    bar = ""
    if job.status == "encoding" and job.total:
        bar = f'<progress max="{job.total}" value="{job.done}" aria-label="{escape(job.name)}"></progress>'
    detail = ""
    if report is not None and not job.is_active and job.status not in ("failed", "cancelled"):
        about = report.metadata
        place = about.place.name if about.place else text("place_unknown", language)
        period = period_label(report, language) or text("period_unknown", language)
        detail = f'<p class="hbc-facts">{escape(text("upload_read", language, place=place, period=period))}</p>'
    if job.notice is not None:
        detail += f'<p class="hbc-warning">{escape(render(job.notice, language))}</p>'
    return (
        f'<li class="hbc-upload hbc-{escape(job.status)}"><div class="hbc-listhead">'
        f"<div><strong>{escape(job.name)}</strong> <span>{escape(_said(job, language))}</span></div>{cancel}</div>"
        f"{bar}{detail}</li>"
    )


def _said(job: Job, language: str) -> str:
    if job.error is not None:
        # Not the path: it lies in a folder of the server's that means nothing to the person.
        return render(type(job.error)(job.error.key, **{**job.error.details, "path": job.name}), language)
    if job.status == "encoding":
        said = text("upload_encoding", language, done=job.done, total=job.total)
        return said if job.seconds_left is None else f"{said} · {_left(job.seconds_left, language)}"
    return text(f"upload_{job.status}", language)


def _left(seconds: float, language: str) -> str:
    if seconds < 50:
        return text("seconds_left", language, count=max(5, 5 * round(seconds / 5)))
    return text("minutes_left", language, count=max(1, round(seconds / 60)))


def folder_button(language: str) -> str:
    """The button that adds a folder; it also tells the script which files can be read, and how large they may be."""
    return (
        f'<button type="button" class="hbc-button hbc-folder" data-folder data-limit="{LIMITS.megabytes * 2**20}" '
        f'data-suffixes="{escape(" ".join(sorted(SUFFIXES)))}">{escape(text("upload_folder", language))}</button>'
        f'<span class="hbc-hint">{escape(text("upload_hint", language))}</span>'
    )
