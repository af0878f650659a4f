"""Silence because of the person's own selection of reports: it says so, and which report outside it has the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rag.messages import text as message
from rag.types import Answer, Reason, Report, Statement

_TITLE_WORDS = 20  # of a report's title in the sentence that names it


def outside(within: Answer, everywhere: Answer, report: Callable[[str], Report]) -> Answer:
    """The silence about a question that the chosen reports do not answer.

    Args:
        within: what was said from the chosen reports: silence.
        everywhere: what all reports give.
        report: a report by its id.

    Returns:
        When all reports answer, a silence that names the report and shows its answer as the nearest, cited; else the
        silence as it was: the selection is not the reason.
    """
    if everywhere.abstained or not everywhere.citations:
        return within
    told = dict.fromkeys(_named(report(c.report_id)) for c in everywhere.citations)
    scope = f"{everywhere.scope}: " if everywhere.scope else ""
    nearest = Statement(f"{scope}{everywhere.text}", tuple(c.marker for c in everywhere.citations))
    return replace(
        everywhere,
        text=message("outside_selection", everywhere.language, reports="; ".join(list(told)[:2])),
        abstained=True,
        reason=Reason.OUTSIDE_SELECTION,
        statements=(),
        nearest=(nearest,),
        suggestions=(),
        scope="",
        gloss="",
    )


def _named(report: Report) -> str:
    words = (report.metadata.title or report.source).split()
    return f"“{' '.join(words[:_TITLE_WORDS])}{'…' if len(words) > _TITLE_WORDS else ''}”"
