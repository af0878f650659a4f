"""Question files and questions, checked at the boundary."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import LoadError, QuestionError, UsageError
from rag.evaluating.questions import LONGEST_QUESTION, QuestionLine, checked, read_questions


def test_checked() -> None:
    assert checked("  Ha\u0300 Nội?\u200b ") == "Hà Nội?"
    assert len(checked("a" * LONGEST_QUESTION)) == LONGEST_QUESTION
    for bad, key in (("", "question_empty"), (" \u200b\n", "question_empty"), ("a" * 2001, "question_too_long")):
        with pytest.raises(QuestionError, match=key):
            checked(bad)


def test_lines(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('\n{"id": "a", "question": "x", "history": ["y"], "more": 1}\r\n{"question": "z"}\n', "utf-8-sig")
    assert read_questions(path) == [QuestionLine("a", "x", ("y",)), QuestionLine(3, "z")]
    with pytest.raises(UsageError, match="'line': 2"):
        read_questions(path, with_context=True)
    path.write_text('{"question": "x", "context": "c"}', "utf-8")
    assert read_questions(path, with_context=True)[0].context == "c"


def test_unreadable_files(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name, key in (("none", "file_missing"), (".", "file_unreadable"), ("binary", "file_binary")):
        with pytest.raises(LoadError, match=key):
            read_questions(tmp_path / name)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_line(line: str) -> None:
    path = Path(__file__).parents[1] / "artifacts"
    path.mkdir(exist_ok=True)
    (path / "line.jsonl").write_text(line, "utf-8", errors="replace", newline="")
    try:
        read_questions(path / "line.jsonl")
    except UsageError as error:
        assert isinstance(error.details["line"], int)
