"""Every text that people read, Vietnamese and English side by side; nothing else in `rag` speaks to people.

text("stage_searching", Language.ENGLISH)     -> "Searching the reports"
render(LoadError("file_empty", path="a.txt"), "vi")  -> one line: what is wrong and what to do
"""

from __future__ import annotations

import string
from collections.abc import Mapping

from rag.answer_texts import COMPOSED
from rag.book_texts import BOOK
from rag.chat_texts import CHAT
from rag.errors import HoiBaoCaoError
from rag.message_texts import ANSWERS, ERRORS, PAGE

MESSAGES: Mapping[str, tuple[str, str]] = {**ERRORS, **ANSWERS, **PAGE, **COMPOSED, **BOOK, **CHAT}
_LONGEST_DETAIL = 200  # characters of a detail that came from outside, in a one-line message


class _Details(dict[str, str]):
    """Leaves a placeholder visible when its detail is missing: a message must never raise in place of an error."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


class _Plain(string.Formatter):
    """Fills "{name}" only: no attribute, index or format look-ups on what comes from outside."""

    def get_field(self, field_name: str, args: object, kwargs: Mapping[str, object]) -> tuple[object, str]:
        return kwargs[field_name], field_name


def _one_line(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_DETAIL else text[: _LONGEST_DETAIL - 1] + "…"


def text(key: str, language: str, /, **details: object) -> str:
    """The message of a key in a language.

    Args:
        key: a key of `MESSAGES`.
        language: "vi" or "en" (a `rag.types.Language` will do); anything else reads as English.
        **details: what the message's placeholders need, shown as they are.

    Returns:
        The text. An unknown key gives the generic error text that names it, so that no error is lost.
    """
    if key not in MESSAGES:
        listed = ", ".join(f"{name}={_one_line(value)}" for name, value in details.items())
        key, details = "error_other", {"key": key, "listed": f" ({listed})" if listed else ""}
    template = MESSAGES[key][0 if language == "vi" else 1]
    return _Plain().vformat(template, (), _Details({k: str(v) for k, v in details.items()}))


def render(error: HoiBaoCaoError, language: str) -> str:
    """An error as one line that says what is wrong and what to do.

    Args:
        error: any error of this project.
        language: "vi" or "en".
    """
    return text(error.key, language, **{name: _one_line(value) for name, value in error.details.items()})
