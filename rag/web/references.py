"""A citation as something to paste elsewhere: plain text, Markdown, BibTeX, and an answer as one quotable line.

Words of a document stay what they are: whatever would be markup in the form asked for is escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rag.messages import text
from rag.text import fold
from rag.types import Answer, Citation, Report

# What some Markdown reader takes for mark-up: the signs themselves, entities, bare addresses, the start of a block.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~^@$]|:(?=\S)|&(?=[\w#])|(?<=\w)\.(?=[^\W\d])|^[-+=]|(?<=^\d)[.)]")
_NUMBERED = re.compile(r"^(\d{2,})([.)])")
_BIBTEX = {
    "\\": r"{\textbackslash}",  # in braces of their own: BibTeX counts even an escaped brace
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "%&#_$"},
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation with what its report says of itself, as far as that is still in the library."""

    marker: int
    title: str
    source: str
    quote: str
    start: int
    end: int
    place: str = ""
    period: str = ""
    page: int | None = None
    publisher: str = ""
    published: date | None = None
    url: str = ""

    def described(self, language: str) -> list[str]:
        """Title, publisher, date and page, as far as they are known."""
        parts = [self.title or self.source, self.publisher, f"{self.published:%d/%m/%Y}" if self.published else ""]
        return [part for part in parts if part] + (
            [text("page_number", language, page=self.page)] if self.page is not None else []
        )


def reference(citation: Citation, report: Report | None) -> Reference:
    """What can be said of a citation.

    Args:
        citation: what an answer cites.
        report: its report; None when it has left the library.
    """
    about = report.metadata if report is not None else None
    return Reference(
        citation.marker,
        citation.title,
        citation.source,
        citation.quote,
        citation.start,
        citation.end,
        citation.place,
        citation.period,
        citation.page,
        about.publisher if about else "",
        about.published if about else None,
        about.url if about else "",
    )


def plain(one: Reference, language: str) -> str:
    """The reference as a line of text."""
    where = [*one.described(language), *([one.url] if one.url else [])]
    return _one_line(f"“{one.quote}” ({', '.join(where)})")


def markdown(one: Reference, language: str) -> str:
    """The reference in Markdown: a quotation, then where it stands."""
    return f"> {escape_markdown(one.quote)}\n>\n> — {escape_markdown(', '.join(one.described(language)))}"


def bibtex(one: Reference, language: str) -> str:
    """The reference as a BibTeX entry; its values in double braces, so that their letters stay as written."""
    fields = {
        "title": one.title or one.source,
        "author": one.publisher,
        "institution": one.publisher,
        "year": f"{one.published.year}" if one.published else "",
        "date": one.published.isoformat() if one.published else "",
        "pages": str(one.page) if one.page is not None else "",
        "url": one.url,
        "note": f"“{one.quote}”",
    }
    rows = [f"  {name} = {{{{{_bibtex(value)}}}}}," for name, value in fields.items() if value]
    key = re.sub(r"[^a-z0-9]+", "-", fold(one.source).rpartition(".")[0] or fold(one.source)).strip("-") or "report"
    return "\n".join([f"@techreport{{{key}-{one.start},", *rows, "}"])


def quotable(answer: Answer, language: str) -> str:
    """An answer with its proof as one line of text.

    Args:
        answer: what was answered, or the silence.
        language: "vi" or "en".
    """
    scope = f" ({answer.scope})" if answer.scope else ""
    proofs = [
        f"“{c.quote}” [{', '.join(reference(c, None).described(language))}]"
        for c in answer.citations[: 1 if answer.abstained else 3]
    ]
    near = f" {text('nearest', language)}:" if answer.abstained and proofs else ""
    return _one_line(f"{answer.text}{scope}{near} – {'; '.join(proofs)}" if proofs else f"{answer.text}{scope}")


def escape_markdown(words: str) -> str:
    """Words on one line that every Markdown reader shows as they are: no mark-up, no link made of a bare address."""
    return _MARKDOWN.sub(r"\\\g<0>", _NUMBERED.sub(r"\1\\\2", _one_line(words)))


def _bibtex(words: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in _one_line(words))


def _one_line(words: str) -> str:
    return " ".join(words.split())
