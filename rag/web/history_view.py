"""The conversations that the browser keeps: open, rename, save as a file, delete; and the feedback given in them."""

from __future__ import annotations

from rag.messages import text
from rag.web.conversation import Conversation, Session
from rag.web.markup import button, escape, line_form
from rag.web.transcript_files import FORMS


def history(session: Session, language: str, judged: int = 0) -> str:
    """The conversations, newest first, the open one marked.

    Args:
        session: what the browser keeps.
        language: "vi" or "en".
        judged: how many answers feedback was given on.
    """
    kept = [conversation for conversation in session.conversations if conversation.turns]
    feedback = _feedback(judged, language) if judged else ""
    if not kept:
        return f'<p class="hbc-hint">{escape(text("history_empty", language))}</p>{feedback}'
    items = "".join(_item(one, one.id == session.current.id, language) for one in kept)
    note = escape(text("history_note", language))
    return f'<p class="hbc-count">{note}</p><ul class="hbc-list">{items}</ul>{feedback}'


def _item(one: Conversation, is_open: bool, language: str) -> str:
    count = text("history_turns_one" if len(one.turns) == 1 else "history_turns", language, count=len(one.turns))
    title = escape(one.title)
    rename = line_form(
        "rename_chat", one.id, text("history_name", language), text("history_save", language), one.title[:80]
    )
    files = "".join(button("export_chat", f"{one.id}:{kind}", text(f"export_{kind}", language)) for kind in FORMS)
    return (
        f"<li{' class=hbc-open' if is_open else ''}>{button('open_chat', one.id, one.title, 'hbc-title')}"
        f'<p class="hbc-facts">{escape(count)}</p><div class="hbc-choices">'
        f"{_choice('history_rename', title, rename, language)}"
        f"{_choice('export', title, f'<div class=hbc-chips>{files}</div>', language)}"
        f"{button('delete_chat', one.id, text('remove', language), 'hbc-quiet', text('history_delete', language))}"
        "</div></li>"
    )


def _choice(key: str, title: str, inside: str, language: str) -> str:
    label = f'{escape(text(key, language))}<span class="hbc-spoken"> {title}</span>'
    return f'<details class="hbc-choice"><summary>{label}</summary>{inside}</details>'


def _feedback(judged: int, language: str) -> str:
    export = button("export_feedback", "", text("feedback_export", language, count=judged))
    return f'<div class="hbc-feedback">{export}<p class="hbc-facts">{escape(text("feedback_hint", language))}</p></div>'
