"""Question files: one JSON object a line in, typed questions out, checked once, here at the boundary."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import LoadError, QuestionError, UsageError
from rag.text import clean

LONGEST_QUESTION = 2000
"""In characters; a question beyond it is none."""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A line of a question file; `context` for reading alone."""

    id: object
    question: str
    history: tuple[str, ...] = ()
    context: str = ""


def checked(question: str) -> str:
    """A question as it is asked: cleaned and trimmed.

    Raises:
        QuestionError: it is empty, or longer than `LONGEST_QUESTION` characters.
    """
    question = clean(question).strip()
    if not question:
        raise QuestionError("question_empty")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError("question_too_long", length=len(question), limit=LONGEST_QUESTION)
    return question


def read_questions(path: Path, with_context: bool = False) -> list[QuestionLine]:
    """The questions of a JSONL file; blank lines are passed over.

    Args:
        path: the file.
        with_context: whether every line must bring its "context".

    Raises:
        LoadError: the file cannot be read.
        UsageError: a line is no question; its details name the line.
    """
    rows = []
    for number, line in numbered_lines(path):
        try:
            rows.append(_question(json.loads(line), number, with_context))
        except (ValueError, RecursionError) as error:
            raise UsageError("line_invalid", path=str(path), line=number) from error
    return rows


def numbered_lines(path: Path) -> list[tuple[int, str]]:
    """The lines of a UTF-8 file that hold anything, with their numbers, from 1.

    Raises:
        LoadError: the file is missing, cannot be read, or is no UTF-8 text.
    """
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise LoadError("file_missing", path=str(path)) from error
    except OSError as error:
        raise LoadError("file_unreadable", path=str(path), reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise LoadError("file_binary", path=str(path)) from error
    return [(number, line) for number, line in enumerate(content.split("\n"), start=1) if line.strip()]


def _question(row: Any, number: int, with_context: bool) -> QuestionLine:
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise ValueError("no question")
    history = row.get("history") or []
    context = row.get("context", "")
    if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
        raise ValueError("history is no list of texts")
    if with_context and not isinstance(context, str):
        raise ValueError("context is no text")
    if with_context and "context" not in row:
        raise ValueError("no context")
    return QuestionLine(row.get("id", number), row["question"], tuple(history), context if with_context else "")
