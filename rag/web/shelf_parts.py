"""The parts of the page that the library lives in: uploads, the list and how to narrow it, the form for corrections."""

from __future__ import annotations

from typing import Any

import gradio as gr

EVENTS = (
    "filter_shelf",
    "more_shelf",
    "open_report",
    "edit_report",
    "save_edit",
    "undo_edit",
    "close_edit",
    "only_report",
    "reindex",
    "remove_report",
    "restore_report",
    "forget_report",
    "cancel_jobs",
    "clear_jobs",
    "refuse_files",
    "limit",
    "unlimit",
)
# Of an event that a person may repeat faster than it is answered: each after the other, so that the last chosen is the
# last shown. Not trigger_mode="always_last": Gradio runs the event that it held back without what that event carries.
IN_ORDER: dict[str, Any] = {"trigger_mode": "multiple", "concurrency_limit": 1}
_TICK_SECONDS = 0.7
_SCRIPT = f"""window.hoibaocaoShelf.listen(element, {list(EVENTS)!r}, trigger);
watch('value', () => window.hoibaocaoShelf.settle(element));"""


def part(name: str) -> gr.HTML:
    """A piece of HTML whose buttons and forms send their events to Python."""
    return gr.HTML("", elem_id=f"hbc-{name}", js_on_load=_SCRIPT, apply_default_css=False)


class ShelfParts:
    """Made where the library is to lie, inside an open `gr.Blocks`; the limits are laid by the chat."""

    def __init__(self) -> None:
        self.view = gr.State("")  # what is listed, as the filter sent it
        self.editing = gr.State("")  # the id of the report being edited
        self.seen = gr.State("")  # what the queue showed last, to send only what changed
        self.timer = gr.Timer(_TICK_SECONDS, active=False)
        self.queue = part("uploads")
        self.note = part("shelf-note")
        self.editor = part("editor")
        self.filters = part("shelf-filters")
        self.list = part("library")
        self.removed = part("removed")

    def all(self) -> list[Any]:
        """Every part."""
        return list(vars(self).values())


class LimitParts:
    """What is searched, above the question."""

    def __init__(self) -> None:
        self.panel = part("limit-panel")
        self.line = part("limits")

    def all(self) -> list[Any]:
        """Every part."""
        return list(vars(self).values())
