"""What happens on the page when a person does something to one of its parts."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from rag.errors import HoiBaoCaoError
from rag.messages import render, text
from rag.scopes.limits import Limits
from rag.web import answer_view, endpoints, follow_ups, source_view
from rag.web.conversation import Session, Turn, read_session
from rag.web.desk import Desk, Stage, Stopped
from rag.web.figures_page import FiguresPage
from rag.web.header_view import header, preferred_language
from rag.web.history_view import history
from rag.web.keeping import Keeping
from rag.web.original_pages import OriginalPages, Shown
from rag.web.parts import Parts, carried
from rag.web.shelf import Shelf
from rag.web.stage_view import stage_label

Changes = dict[Any, Any]


def _value(event: gr.EventData) -> str:
    return carried(event).value


class Page:
    """The page over a desk. `build` makes the Gradio app; each other public method answers one of its events.

    Events take what the browser keeps and the language shown, and return what changes, by part.

    Args:
        desk: what answers and keeps the reports.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.pages = OriginalPages(desk)

    def build(self) -> gr.Blocks:
        """The page as a Gradio app, not yet served."""
        with gr.Blocks(title=text("app_name", "vi"), analytics_enabled=False, fill_width=True) as blocks:
            self.parts = Parts()
            self.shelf = Shelf(self.desk, self.parts.shelf, self.parts.limits, self.parts.kept, self._talk)
            endpoints.declare(self.desk)  # before the page's own events, which would take their names
            self._wire(blocks)
        return blocks

    def _wire(self, blocks: gr.Blocks) -> None:
        parts = self.parts
        hidden: Any = {"show_progress": "hidden", "api_visibility": "private"}

        def on(listen: Callable[..., Any], act: Callable[..., Any], *more: Any, **options: Any) -> Any:
            return listen(act, [parts.kept, parts.language, *more], parts.changing(), **hidden, **options)

        panel = (parts.source, parts.shown, parts.tabs)
        self.figures = FiguresPage(self.desk, parts.figures, panel, self.pages)
        self.figures.wire(parts.language, parts.figures_tab)
        on(blocks.load, self.greet)
        on(parts.header.pick_language, self.speak, parts.shown)
        for asking in (
            on(parts.question.submit, self.ask, parts.question),
            on(parts.go.click, self.ask, parts.question),
            on(parts.conversation.pick_question, self.ask_picked),
            on(parts.follow_ups.pick_question, self.ask_picked),
            on(parts.conversation.ask_again, self.ask_again),
            on(parts.conversation.ask_everywhere, self.ask_everywhere),
        ):
            asking.then(self.follow_up, [parts.kept, parts.language], parts.follow_ups, **hidden)
        # Not by Gradio's `cancels`: a stage on its way would overwrite what the stop has shown.
        parts.stop.click(self.desk.stop, parts.ticket, None, queue=False, **hidden)
        on(parts.conversation.edit_question, self.edit)
        on(parts.conversation.cite, self.cite)
        on(parts.source.cite, self.cite)
        on(parts.source.turn_page, self.turn_page, parts.shown)
        on(parts.header.new_chat, self.start_anew)
        on(parts.shelf.list.open_report, self.open_report)
        self.shelf.wire(on, parts.upload)
        on(parts.history.open_chat, self.open_chat)
        on(parts.history.delete_chat, self.delete_chat)
        Keeping(self.desk, parts, self._talk).wire(on)

    def greet(self, kept: object, language: str, request: gr.Request) -> Changes:
        """A visit begins: the language is the person's choice, or else the browser's."""
        session = read_session(kept)
        language = session.language or preferred_language(request.headers.get("accept-language", ""))
        beside = "source" if session.current.turns else "library"  # a newcomer sees what there is to ask about
        return {**self._everything(session, language, ""), self.parts.tabs: gr.Tabs(selected=beside)}

    def speak(self, kept: object, language: str, shown: str, event: gr.EventData) -> Changes:
        """The other language."""
        code = "en" if _value(event) == "en" else "vi"
        session = read_session(kept).speaking(code)
        return {self.parts.kept: session.to_json(), **self._everything(session, code, shown)}

    def ask(self, kept: object, language: str, question: str) -> Iterator[Changes]:
        """A question: its stages as they are reached, then the answer with its first source open."""
        if question.strip():
            yield from self._ask(read_session(kept), read_session(kept), language, question.strip())
        else:
            yield {self.parts.status: text("question_empty", language)}

    def _ask(self, session: Session, before: Session, language: str, question: str) -> Iterator[Changes]:
        """Ask in a session; when it is stopped all is as it was before."""
        ticket = secrets.token_hex(8)
        yield {
            **self._pending(session, language, question, "understanding"),
            self.parts.question: "",
            self.parts.ticket: ticket,
        }
        try:
            turn = Turn(question)
            for step in self.desk.ask(question, session.current.questions(), ticket, session.limits):
                if isinstance(step, Stage):
                    yield self._pending(session, language, question, step.name)
                else:
                    turn = Turn(question, answer=step, id=ticket)
        except Stopped:
            yield {
                **self._talk(before, language),
                self.parts.question: question,
                self.parts.status: text("stopped", language),
            }
            return
        except HoiBaoCaoError as error:
            turn = Turn(question[:300], problem=render(error, language))
        except Exception as error:  # the edge: whatever went wrong, the person gets a line and the page lives on
            logging.getLogger(__name__).exception("a question could not be answered")
            turn = Turn(question, problem=text("error_unexpected", language, kind=type(error).__name__))
        yield self._answered(session.with_turn(turn), language, turn)

    def ask_picked(self, kept: object, language: str, event: gr.EventData) -> Iterator[Changes]:
        """An example or a suggestion was pressed."""
        yield from self.ask(kept, language, _value(event))

    def ask_again(self, kept: object, language: str) -> Iterator[Changes]:
        """The last question once more, in place of its answer."""
        session = read_session(kept)
        if session.current.turns:
            last = session.current.turns[-1].question
            yield from self._ask(session.without_last_turn(), session, language, last)

    def follow_up(self, kept: object, language: str) -> str:
        """After an answer: what to ask next."""
        turns = read_session(kept).current.turns
        if not turns or turns[-1].answer is None:
            return ""
        found = self.desk.follow_ups(turns[-1].answer, [turn.question for turn in turns], language)
        return follow_ups.shown(found, turns[-1].answer, turns[-1].id, language)

    def ask_everywhere(self, kept: object, language: str, event: gr.EventData) -> Iterator[Changes]:
        """A question once more, of all reports; the last one in place of its answer."""
        session = read_session(kept).limited(Limits())
        yield self.shelf.limiting.unlimit(kept, language)
        turns = {str(at): turn for at, turn in enumerate(session.current.turns)}
        wanted = _value(event)
        if wanted == next(reversed(turns), None):
            yield from self.ask_again(session.to_json(), language)
        elif wanted in turns:
            yield from self.ask(session.to_json(), language, turns[wanted].question)

    def edit(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """A question goes back to its box to be changed."""
        return {self.parts.question: _value(event)}

    def cite(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """A marker was pressed: its report opens at the quote."""
        shown = _value(event)
        return {
            self.parts.source: self._source(read_session(kept), language, shown, focus=True),
            self.parts.shown: shown,
            self.parts.tabs: gr.Tabs(selected="source"),
        }

    def turn_page(self, kept: object, language: str, shown: str, event: gr.EventData) -> Changes:
        """The other side of the open report, its text or its original, or another page of that."""
        shown = Shown.of(shown).turned(_value(event))
        return {
            self.parts.source: self._source(read_session(kept), language, shown, focus=False),
            self.parts.shown: shown,
        }

    def open_report(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """A report of the list was pressed."""
        return self.cite(kept, language, event)

    def start_anew(self, kept: object, language: str) -> Changes:
        """An empty conversation; the one before is kept in the history."""
        return self._turned(read_session(kept).opened_new(), language)

    def open_chat(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """An earlier conversation was pressed."""
        return self._turned(read_session(kept).opened(_value(event)), language)

    def delete_chat(self, kept: object, language: str, event: gr.EventData) -> Changes:
        """A conversation is forgotten."""
        return self._turned(read_session(kept).without(_value(event)), language)

    # --- what is shown --------------------------------------------------------------------------------------------

    def _everything(self, session: Session, language: str, shown: str) -> Changes:
        return {
            **self.parts.in_language(language),
            self.parts.language: language,
            self.parts.header: header(language),
            **self.shelf.everything(session, language),
            **self._talk(session, language),
            self.parts.source: self._source(session, language, shown, focus=False),
            self.parts.status: "",
            self.parts.follow_ups: "",
            self.parts.history: history(session, language, self.desk.feedback_count()),
        }

    def _pending(self, session: Session, language: str, question: str, stage: str) -> Changes:
        shown = answer_view.conversation(session.current, language, pending=(question, stage))
        return {
            self.parts.conversation: shown,
            self.parts.follow_ups: "",
            self.parts.status: stage_label(stage, language),
            **self.parts.asking(language, under_way=True),
        }

    def _talk(self, session: Session, language: str) -> Changes:
        reports = self.desk.reports()
        examples = self.desk.examples(language) if reports and not session.current.turns else []
        return {
            self.parts.conversation: answer_view.conversation(
                session.current, language, examples, has_reports=bool(reports)
            ),
            **self.parts.asking(language, under_way=False),
        }

    def _answered(self, session: Session, language: str, turn: Turn) -> Changes:
        changes = {
            **self._talk(session, language),
            self.parts.kept: session.to_json(),
            self.parts.ticket: "",
            self.parts.history: history(session, language, self.desk.feedback_count()),
        }
        answer = turn.answer
        if answer is None:
            return {**changes, self.parts.status: ""}
        changes[self.parts.status] = answer_view.announcement(answer, language)
        if answer.citations:
            shown = f"{len(session.current.turns) - 1}:{answer.citations[0].marker}"
            changes |= {
                self.parts.shown: shown,
                self.parts.tabs: gr.Tabs(selected="source"),
                self.parts.source: self._source(session, language, shown, focus=False),
            }
        return changes

    def _turned(self, session: Session, language: str) -> Changes:
        return {
            **self._talk(session, language),
            self.parts.kept: session.to_json(),
            self.parts.shown: "",
            self.parts.follow_ups: "",
            self.parts.source: source_view.empty(language),
            self.parts.status: "",
            self.parts.history: history(session, language, self.desk.feedback_count()),
        }

    def _source(self, session: Session, language: str, shown: str, focus: bool) -> str:
        if shown.startswith("figure "):
            return self.figures.quoted(shown, language, focus)
        wanted = Shown.of(shown)
        turn, _, marker = wanted.what.partition(":")
        if not marker:
            return self._opened(wanted, language, focus) if wanted.what else source_view.empty(language)
        turns = session.current.turns
        at = int(turn) if turn.isdecimal() else len(turns)
        answer = turns[at].answer if at < len(turns) else None
        if answer is None or not marker.isdecimal():
            return source_view.empty(language)
        cited = next((c for c in answer.citations if c.marker == int(marker)), None)
        report = self.desk.report(cited.report_id) if cited else None
        leaf = self.pages.leaf(report, cited, wanted.page, language)
        return source_view.cited(report, answer, int(marker), at, language, focus, leaf)

    def _opened(self, wanted: Shown, language: str, focus: bool) -> str:
        report = self.desk.report(wanted.what)
        return source_view.opened(report, language, focus, self.pages.leaf(report, None, wanted.page, language))
