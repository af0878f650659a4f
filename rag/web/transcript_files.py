"""Transcripts as files. Words of questions, answers and reports are data in each: no markup, no link, no script."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.messages import text
from rag.text import fold
from rag.web.markup import escape
from rag.web.references import Reference, escape_markdown
from rag.web.transcript import Entry, Transcript, where

_STYLE = (
    "body{font:16px/1.55 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;margin:2rem 0 .3rem;color:#55606e}"
    ".said{font-size:1.35rem;font-weight:700;margin:0}.scope{color:#55606e;margin:.1rem 0}"
    "blockquote{margin:.7rem 0 0;padding:.4rem .8rem;border-left:4px solid #0b5cad;background:#f0f5fb;"
    "white-space:pre-line}figure{margin:0}figcaption{font-size:.88rem;color:#55606e;overflow-wrap:anywhere}"
)
# No reader of the file loads, runs or sends anything, whatever a report says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold


def markdown(shown: Transcript) -> bytes:
    """The transcript as Markdown."""
    lines = [f"# {escape_markdown(shown.title)}", "", escape_markdown(_footer(shown))]
    for entry in shown.entries:
        marks = "".join(f" \\[{marker}\\]" for marker in entry.markers)
        said = escape_markdown(entry.said).strip()  # nothing between four asterisks would be a rule
        lines += ["", f"## {escape_markdown(entry.question)}", "", f"**{said}**{marks}" if said else marks.strip()]
        lines += [part for words in (entry.scope, entry.gloss) if words for part in ("", escape_markdown(words))]
        lines += [""] if entry.points else []
        for point in entry.points:
            lines.append(f"- {escape_markdown(point.text)}" + "".join(f" \\[{marker}\\]" for marker in point.markers))
        for one in entry.references:
            described = escape_markdown(where(one, shown.language))
            lines += ["", f"> {escape_markdown(one.quote)}", ">", f"> \\[{one.marker}\\] {described}"]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def html(shown: Transcript) -> bytes:
    """The transcript as one HTML file that stands alone."""
    entries = "".join(_html_entry(entry, shown.language) for entry in shown.entries)
    return (
        f'<!doctype html><html lang="{escape(shown.language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(shown.title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(shown.title)}</h1>{entries}"
        f"<p class=scope>{escape(_footer(shown))}</p></body></html>\n"
    ).encode("utf-8", "replace")


def _html_entry(entry: Entry, language: str) -> str:
    def marks(markers: Sequence[int]) -> str:
        return "".join(f" [{marker}]" for marker in markers)

    notes = "".join(f"<p class=scope>{escape(words)}</p>" for words in (entry.scope, entry.gloss) if words)
    points = "".join(f"<li>{escape(point.text)}{marks(point.markers)}</li>" for point in entry.points)
    quotes = "".join(
        f"<figure><blockquote lang=vi>{escape(one.quote)}</blockquote>"
        f"<figcaption>[{one.marker}] {escape(where(one, language))}</figcaption></figure>"
        for one in entry.references
    )
    return (
        f"<section><h2>{escape(entry.question)}</h2><p class=said>{escape(entry.said)}{marks(entry.markers)}</p>{notes}"
        f"{f'<ul>{points}</ul>' if points else ''}{quotes}</section>"
    )


def docx(shown: Transcript) -> bytes:
    """The transcript as a Word document."""
    from docx import Document  # takes a moment to import: only when such a file is wanted

    document = Document()
    document.core_properties.title = _printable(shown.title)[:250]
    document.core_properties.author = text("app_name", shown.language)
    document.add_heading(_printable(shown.title), level=1)
    for entry in shown.entries:
        document.add_heading(_printable(entry.question), level=2)
        said = document.add_paragraph()
        said.add_run(_printable(entry.said)).bold = True
        said.add_run("".join(f" [{marker}]" for marker in entry.markers))
        for words in (entry.scope, entry.gloss):
            if words:
                document.add_paragraph(_printable(words))
        for point in entry.points:
            marks = "".join(f" [{marker}]" for marker in point.markers)
            document.add_paragraph(_printable(point.text) + marks, style="List Bullet")
        for one in entry.references:
            _docx_reference(document, one, shown.language)
    document.add_paragraph(_printable(_footer(shown)))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _docx_reference(document: object, one: Reference, language: str) -> None:
    add = document.add_paragraph  # type: ignore[attr-defined]
    add(_printable(one.quote), style="Intense Quote")
    add(f"[{one.marker}] {_printable(where(one, language))}", style="Caption")


def _printable(words: str) -> str:
    return _UNPRINTABLE.sub("�", words)


def _footer(shown: Transcript) -> str:
    return text("exported_on", shown.language, date=f"{shown.exported:%d/%m/%Y}")


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file that a transcript can be written as."""

    suffix: str
    media_type: str
    write: Callable[[Transcript], bytes]


FORMS = {
    "markdown": Form("md", "text/markdown", markdown),
    "html": Form("html", "text/html", html),
    "docx": Form("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
}
"""The kinds of file, by the name that the page calls them."""


def file_name(shown: Transcript, form: Form) -> str:
    """A name for the file that every system takes: "how-many-postal-points.md"."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(shown.title)).strip("-")[:60].strip("-")
    return f"{words or 'hoi-bao-cao'}.{form.suffix}"
