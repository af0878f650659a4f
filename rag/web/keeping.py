"""What a person keeps of a conversation: what it is called, files of it, and what the answers are worth."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import gradio as gr

from rag.errors import HoiBaoCaoError
from rag.evaluating.feedback import Feedback, Judgement, gold_line, offered
from rag.messages import render, text
from rag.output import lines
from rag.web.conversation import Session, Turn, read_session
from rag.web.desk import Desk
from rag.web.history_view import history
from rag.web.markup import escape
from rag.web.parts import Parts, carried
from rag.web.transcript import transcript
from rag.web.transcript_files import FORMS, file_name

Changes = dict[Any, Any]
_LONGEST_CORRECTION = 200  # characters


class Keeping:
    """Answers the page's events about what is kept; like those of `rag.web.page.Page` they return what changes.

    Args:
        desk: keeps the feedback and knows the reports.
        parts: the page's parts.
        talk: shows a session's open conversation.
    """

    def __init__(self, desk: Desk, parts: Parts, talk: Callable[[Session, str], Changes]) -> None:
        self.desk, self.parts, self._talk = desk, parts, talk

    def wire(self, on: Callable[..., Any]) -> None:
        """Listen to the page's events."""
        parts = self.parts
        on(parts.conversation.rate, self.rate)
        on(parts.conversation.correct, self.correct)
        on(parts.history.rename_chat, self.rename)
        on(parts.history.export_chat, self.export)
        on(parts.history.export_feedback, self.export_feedback)

    def rate(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """An answer was judged; the same judgement again takes it back."""
        index, _, said = carried(event).value.partition(":")
        session, turn = _turn(kept, index)
        if turn is None or turn.answer is None or said not in offered(turn.answer.abstained):
            return {self.parts.status: gr.skip()}
        return self._judged(session, int(index), turn, "" if said == turn.rating else said, "", language)

    def correct(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """A person said what would have been right."""
        sent = carried(event)
        session, turn = _turn(kept, sent.value)
        words = " ".join(sent.text.split())[:_LONGEST_CORRECTION]
        if turn is None or not turn.rating or not words:
            return {self.parts.status: gr.skip()}
        return self._judged(session, int(sent.value), turn, turn.rating, words, language)

    def _judged(self, session: Session, index: int, turn: Turn, said: str, correction: str, language: str) -> Changes:
        assert turn.answer is not None
        judged = replace(turn, id=turn.id or secrets.token_hex(8), rating=said, correction=correction)
        try:
            if said:
                before = session.current.questions(before=index)
                given = Feedback.on(turn.answer, judged.id, Judgement(said), turn.question, before, correction)
                self.desk.feedback.put(given)
            else:
                self.desk.feedback.withdraw(judged.id)
        except HoiBaoCaoError as error:
            return {self.parts.status: escape(render(error, language))}
        session = session.with_turn_changed(index, judged)
        return {
            self.parts.kept: session.to_json(),
            **self._talk(session, language),
            self.parts.history: history(session, language, self.desk.feedback_count()),
            self.parts.status: text("rated", language) if said else "",
        }

    def rename(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """A conversation was given a name."""
        sent = carried(event)
        session = read_session(kept).renamed(sent.value, sent.text)
        return {
            self.parts.kept: session.to_json(),
            self.parts.history: history(session, language, self.desk.feedback_count()),
        }

    def export(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """A conversation is wanted as a file."""
        wanted, _, kind = carried(event).value.partition(":")
        found = next((c for c in read_session(kept).conversations if c.id == wanted), None)
        form = FORMS.get(kind)
        if found is None or form is None:
            return {self.parts.status: gr.skip()}
        shown = transcript(found, language, self.desk.report, date.today())
        return self._download(file_name(shown, form), form.media_type, form.write(shown), language)

    def export_feedback(self, kept: object, language: str) -> Changes:
        """The feedback is wanted as a question set."""
        try:
            said = lines(map(gold_line, self.desk.feedback.all()))
        except HoiBaoCaoError as error:
            return {self.parts.status: escape(render(error, language))}
        return self._download("feedback.jsonl", "application/jsonl", said.encode("utf-8", "replace"), language)

    def _download(self, name: str, media_type: str, content: bytes, language: str) -> Changes:
        """A file for the browser to save: it goes there with the page, no copy of it stays on disk."""
        sent = (
            f'<span data-file="{escape(name)}" data-type="{escape(media_type)}" data-nonce="{secrets.token_hex(4)}" '
            f'data-content="{base64.b64encode(content).decode("ascii")}"></span>'
        )
        return {self.parts.download: sent, self.parts.status: escape(text("exported", language, name=name))}


def _turn(kept: object, index: str) -> tuple[Session, Turn | None]:
    session = read_session(kept)
    turns = session.current.turns
    at = int(index) if index.isdecimal() else len(turns)
    return session, turns[at] if at < len(turns) else None
