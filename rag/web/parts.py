"""The parts of the page and how they lie: the chat, beside it (on a phone below it) sources, reports and history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.messages import text
from rag.web import figures_page
from rag.web.shelf_parts import LimitParts, ShelfParts
from rag.web.uploads_view import folder_button

EVENTS = (
    "pick_language",
    "pick_question",
    "ask_again",
    "edit_question",
    "cite",
    "turn_page",
    "ask_everywhere",
    "new_chat",
    "open_chat",
    "delete_chat",
    "rename_chat",
    "export_chat",
    "export_feedback",
    "rate",
    "correct",
    *figures_page.EVENTS,
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What an element of the page sends with its event; it comes from the browser, so it may be anything."""

    value: str
    text: str  # what was typed into a `markup.line_form`


def carried(event: gr.EventData) -> Carried:
    """What a button or form of the page carries; "" for whatever is no text."""
    data = getattr(event, "_data", None)
    found = data if isinstance(data, dict) else {}
    value, typed = (found.get(name, "") for name in ("value", "text"))
    return Carried(value if isinstance(value, str) else "", typed if isinstance(typed, str) else "")


def _script(then: str = "") -> str:
    """Sends what is pressed or filled in to Python; `then` runs after each change of the part's content."""
    return f"""const events = {list(EVENTS)!r};
const send = (source, more) => {{
  if (!source || !events.includes(source.dataset.event)) return;
  window.hoibaocao.pressed(source);
  trigger(source.dataset.event, {{ value: source.dataset.value, ...more }});
}};
element.addEventListener('click', (click) => send(click.target.closest('[data-event]:not(form)')));
element.addEventListener('submit', (submitted) => {{
  submitted.preventDefault();
  const form = submitted.target.closest('form[data-event]');
  send(form, {{ text: form?.elements.text.value }});
}});
watch('value', () => {{ window.hoibaocao.refocus(element); {then} }});"""


def _part(name: str, then: str = "") -> gr.HTML:
    return gr.HTML("", elem_id=f"hbc-{name}", js_on_load=_script(then), apply_default_css=False)


class Parts:
    """Gradio's components, made inside an open `gr.Blocks`. Texts start in Vietnamese; `in_language` changes them."""

    def __init__(self) -> None:
        self.kept = gr.BrowserState(None, storage_key="hoibaocao", secret="hoibaocao")
        self.language = gr.State("vi")
        self.ticket = gr.State("")  # names the question being answered, to stop it by
        self.shown = gr.State("")  # what the source panel shows, see `rag.web.original_pages.Shown`
        self.header = _part("header")
        self.download = _part("download", "window.hoibaocao.save(element);")
        with gr.Row(elem_id="hbc-main"):
            with gr.Column(scale=3, elem_id="hbc-chat", min_width=280):
                self._lay_chat()
            with gr.Column(scale=2, elem_id="hbc-side", min_width=280):
                self._lay_side()

    def _lay_chat(self) -> None:
        self.conversation = _part("conversation", "window.hoibaocao.showLast(element);")
        self.follow_ups = _part("follow-ups", "window.hoibaocao.fresh(element);")
        self.status = gr.HTML("", elem_id="hbc-status", apply_default_css=False)
        self.limits = LimitParts()
        with gr.Row(elem_id="hbc-ask"):
            self.question = gr.Textbox(
                lines=1,
                max_lines=5,
                scale=1,
                min_width=160,
                elem_id="hbc-question",
                autofocus=True,
                container=False,
                label=text("question_label", "vi"),
                placeholder=text("question_placeholder", "vi"),
            )
            self.go = gr.Button(text("ask", "vi"), variant="primary", scale=0, min_width=72, elem_id="hbc-go")
            self.stop = gr.Button(text("stop", "vi"), scale=0, min_width=72, visible=False, elem_id="hbc-stop")

    def _lay_side(self) -> None:
        with gr.Tabs(selected="source") as self.tabs:
            with gr.Tab(text("source_tab", "vi"), id="source") as self.source_tab:
                self.source = _part("source", "window.hoibaocao.showQuote(element);")
            with gr.Tab(text("library_tab", "vi"), id="library") as self.library_tab:
                with gr.Column(elem_id="hbc-upload-box"):
                    # Every type is let through: what cannot be read is told so by its name, and in its language.
                    self.upload = gr.UploadButton(
                        text("upload", "vi"), file_count="multiple", elem_id="hbc-upload", size="sm"
                    )
                    self.folder = gr.HTML("", elem_id="hbc-folder", apply_default_css=False)
                self.shelf = ShelfParts()
            with gr.Tab(text("figures_tab", "vi"), id="figures") as self.figures_tab:
                self.figures = figures_page.FiguresParts(_part)
            with gr.Tab(text("history_tab", "vi"), id="history") as self.history_tab:
                self.history = _part("history")

    def changing(self) -> list[Any]:
        """Every part that an event may change."""
        own = [part for part in vars(self).values() if part not in (self.figures, self.shelf, self.limits)]
        return [*own, *self.figures.changing(), *self.shelf.all(), *self.limits.all()]

    def in_language(self, language: str) -> dict[Any, Any]:
        """Gradio's own labels in a language, as updates; `asking` has the two buttons'."""
        return {
            self.question: gr.Textbox(
                label=text("question_label", language), placeholder=text("question_placeholder", language)
            ),
            self.upload: gr.UploadButton(text("upload", language)),
            self.folder: folder_button(language),
            self.source_tab: gr.Tab(label=text("source_tab", language)),
            self.figures_tab: gr.Tab(label=text("figures_tab", language)),
            **self.figures.in_language(language),
            self.library_tab: gr.Tab(label=text("library_tab", language)),
            self.history_tab: gr.Tab(label=text("history_tab", language)),
        }

    def asking(self, language: str, under_way: bool) -> dict[Any, Any]:
        """The ask button, or while a question is being answered the stop button in its place."""
        return {
            self.go: gr.Button(text("ask", language), visible=not under_way),
            self.stop: gr.Button(text("stop", language), visible=under_way),
        }
