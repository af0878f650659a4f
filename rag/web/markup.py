"""The few elements that the page is made of; whatever they carry is data, never markup."""

from __future__ import annotations

import html


def escape(value: object) -> str:
    """Text that the page shows as it is, whatever it holds."""
    return html.escape(str(value), quote=True)


def button(
    event: str, value: object, label: str, style: str = "", spoken: str = "", pressed: bool | None = None
) -> str:
    """A button that sends an event of the page with a value.

    Args:
        event: name of the event, as `parts.EVENTS` lists them.
        value: what the event carries.
        label: its text, shown as it is.
        style: CSS class.
        spoken: what a screen reader says instead of the label.
        pressed: whether it is on, for a button that stays on; None for one that does something once.
    """
    aria = f' aria-label="{escape(spoken)}" title="{escape(spoken)}"' if spoken else ""
    if pressed is not None:
        aria += f' aria-pressed="{str(pressed).lower()}"'
    return (
        f'<button type="button" class="hbc-button {escape(style)}" data-event="{escape(event)}" '
        f'data-value="{escape(value)}"{aria}>{escape(label)}</button>'
    )


def copy_button(copied: str, label: str, done: str, style: str = "hbc-quiet") -> str:
    """A button that puts a text on the clipboard.

    Args:
        copied: the text.
        label: its own text.
        done: what it says for a moment once that is done.
        style: CSS class.
    """
    return (
        f'<button type="button" class="hbc-button {escape(style)}" data-copy="{escape(copied)}" '
        f'data-copied="{escape(done)}">{escape(label)}</button>'
    )


def line_form(event: str, value: object, label: str, save: str, text: str = "") -> str:
    """One line to fill in, sent as the event's text beside its value.

    Args:
        event: name of the event, as `parts.EVENTS` lists them.
        value: what the event carries beside the text.
        label: what is to be filled in.
        save: text of the button that sends it.
        text: what stands in the line at first.
    """
    return (
        f'<form class="hbc-line" data-event="{escape(event)}" data-value="{escape(value)}">'
        f'<label><span>{escape(label)}</span><input type="text" name="text" maxlength="200" autocomplete="off" '
        f'value="{escape(text)}"></label><button type="submit" class="hbc-button">{escape(save)}</button></form>'
    )
