"""Stretches of reports as LangChain documents: verbatim text, and metadata that say where it stands."""

from __future__ import annotations

from langchain_core.documents import Document

from rag.answering.composing import place_text
from rag.types import Hit, Report


def passage_id(report: Report, start: int, end: int) -> str:
    """The id of a stretch of a report: its source and offsets."""
    return f"{report.source}#{start}-{end}"


def document_of(hit: Hit, report: Report) -> Document:
    """A hit as a document: `report.text[start:end] == page_content`, by the metadata's own offsets.

    Args:
        hit: a sentence or passage.
        report: the one that it stands in.
    """
    page = next((p.number for p in report.pages if p.start <= hit.start < p.end), None)
    return stretch(report, hit.start, hit.end, page=page, score=hit.score)


def stretch(report: Report, start: int, end: int, **more: object) -> Document:
    """Any stretch of a report as a document.

    Args:
        report: the report.
        start, end: offsets in its text.
        **more: further metadata; what is None is left out.
    """
    about = report.metadata
    metadata = {
        "report_id": report.id,
        "source": report.source,
        "title": about.title or None,
        "publisher": about.publisher or None,
        "published": about.published.isoformat() if about.published else None,
        "place": place_text(about.place) if about.place else None,
        "period": f"{about.period.start}/{about.period.end}" if about.period else None,
        "url": about.url or None,
        "start": start,
        "end": end,
        **more,
    }
    known = {name: value for name, value in metadata.items() if value is not None}
    return Document(report.text[start:end], id=passage_id(report, start, end), metadata=known)
