"""A conversation as what is to be read of it: questions, answers, and every reference with its words and offsets.

`rag.web.transcript_files` writes it as Markdown, HTML or DOCX.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rag.messages import text
from rag.types import Answer, Report, Statement
from rag.web.conversation import Conversation, Turn
from rag.web.references import Reference, reference


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with what was said to it."""

    question: str
    said: str  # the short answer, the silence, or what went wrong
    scope: str = ""
    gloss: str = ""
    points: tuple[Statement, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def markers(self) -> tuple[int, ...]:
        """The markers that stand behind the short answer: all, unless the points carry them."""
        return () if self.points else tuple(one.marker for one in self.references)


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation to be read elsewhere."""

    title: str
    language: str
    exported: date
    entries: tuple[Entry, ...]


def transcript(
    conversation: Conversation, language: str, report: Callable[[str], Report | None], today: date
) -> Transcript:
    """A conversation with all that its library knows of what it cites.

    Args:
        conversation: the questions and answers.
        language: "vi" or "en", for the words around them.
        report: gives a report by its id, None when it has left the library.
        today: the day of the export.
    """
    entries = tuple(_entry(turn, language, report) for turn in conversation.turns)
    return Transcript(conversation.title or text("transcript_untitled", language), language, today, entries)


def _entry(turn: Turn, language: str, report: Callable[[str], Report | None]) -> Entry:
    answer = turn.answer
    if answer is None:
        return Entry(turn.question, turn.problem or text("not_answered", language))
    references = tuple(reference(citation, report(citation.report_id)) for citation in answer.citations)
    return Entry(turn.question, _said(answer, language), answer.scope, answer.gloss, _points(answer), references)


def _said(answer: Answer, language: str) -> str:
    return answer.text or text(f"reason_{answer.reason}" if answer.reason else "not_answered", language)


def _points(answer: Answer) -> tuple[Statement, ...]:
    if answer.abstained:
        return answer.nearest
    return answer.statements if len(answer.statements) > 1 else ()


def where(one: Reference, language: str) -> str:
    """Where a reference stands, in words: title, publisher, date, page, file, offsets and address."""
    parts = [
        *one.described(language),
        *(part for part in (one.place, one.period) if part),
        one.source,
        text("characters", language, start=one.start, end=one.end),
        *([one.url] if one.url else []),
    ]
    return " · ".join(dict.fromkeys(parts))
