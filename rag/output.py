"""What the command line prints: predictions and hits as JSON objects (a contract), answers as text for people."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.errors import UsageError
from rag.types import Answer, Citation, Hit, Metadata, Report


def prediction(answer: Answer, question_id: object = "") -> dict[str, Any]:
    """A prediction line of `answer` and `ask --json`.

    Args:
        answer: what the assistant said.
        question_id: the question's own id, given back as it came.
    """
    return {
        "id": question_id,
        "answer": answer.text,
        "abstained": answer.abstained,
        "reason": answer.reason.value if answer.reason else None,
        "language": answer.language.value,
        "citations": [_citation(one) for one in answer.citations],
        "statements": [
            {"text": one.text, "markers": list(one.markers)} for one in (answer.statements or answer.nearest)
        ],
        "timings_ms": {name: round(value, 1) for name, value in answer.timings_ms.items()},
        **({"notice": answer.notice} if answer.notice else {}),
    }


def _citation(one: Citation) -> dict[str, Any]:
    return {
        "marker": one.marker,
        "source": one.source,
        "title": one.title,
        "place": one.place,
        "period": one.period,
        "quote": one.quote,
        "start": one.start,
        "end": one.end,
        "page": one.page,
    }


def retrieval(question_id: object, hits: Sequence[Hit], reports: Mapping[str, Report]) -> dict[str, Any]:
    """A line of `retrieve`."""
    return {
        "id": question_id,
        "hits": [
            {
                "source": reports[hit.report_id].source,
                "score": round(hit.score, 6),
                "start": hit.start,
                "end": hit.end,
                "text": reports[hit.report_id].text[hit.start : hit.end],
            }
            for hit in hits
        ],
    }


def listing(report: Report) -> dict[str, Any]:
    """A report as `list --json` shows it."""
    metadata = report.metadata
    return {
        "id": report.id,
        "source": report.source,
        "title": metadata.title,
        "publisher": metadata.publisher,
        "published": metadata.published.isoformat() if metadata.published else None,
        "place": metadata.place.name if metadata.place else None,
        "period": period(metadata) or None,
        "characters": len(report.text),
        "sha256": report.sha256,
        "url": metadata.url or None,
    }


def period(metadata: Metadata) -> str:
    """The period that a report reports on, as its first and last day; "" when it is not known."""
    found = metadata.period
    return f"{found.start.isoformat()}/{found.end.isoformat()}" if found else ""


def readable(answer: Answer) -> str:
    """An answer as text: the short answer, scope, statements, and every source with the words that prove it."""
    lines = [answer.text + (f" ({answer.gloss})" if answer.gloss and answer.gloss not in answer.text else "")]
    if answer.scope:
        lines.append(answer.scope)
    for statement in answer.statements or answer.nearest:
        marks = "".join(f"[{marker}]" for marker in statement.markers)
        if statement.text != answer.text:
            lines.append(f"- {statement.text} {marks}".rstrip())
    for one in answer.citations:
        about = ", ".join(part for part in (one.source, one.place, one.period) if part)
        lines += ["", f"[{one.marker}] {about}", f"    “{' '.join(one.quote.split())}”"]
    if answer.notice:
        lines += ["", answer.notice]
    return "\n".join(lines)


def lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """Objects as JSONL."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def check_writable(path: Path) -> None:
    """See, before any work is done for it, that a file can be written. Raises UsageError."""
    if path.is_dir() or not os.access(path.parent, os.W_OK | os.X_OK):
        raise UsageError("file_unwritable", path=str(path), reason="no such folder, or not yours to write in")


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        UsageError: the place cannot be written.
    """
    name = ""
    try:
        if path.exists() and not path.is_file():  # a device or pipe cannot be swapped in
            path.write_text(text, encoding="utf-8")
            return
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise UsageError("file_unwritable", path=str(path), reason=error.strerror or str(error)) from error
