"""Every message exists in both languages, fits its placeholders, and no raised key lacks one."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import HoiBaoCaoError, LoadError
from rag.messages import MESSAGES, render, text

ROOT = Path(__file__).parent.parent
_RAISED = re.compile(r"(?:Error|DamagedLibrary)\(\s*\"([a-z_]+)\"")
_TEXTS = re.compile(r"\btext\(\s*\"([a-z_]+)\"")


def _sources() -> list[Path]:
    return [*ROOT.glob("rag/**/*.py"), *ROOT.glob("embeddings/**/*.py")]


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("pattern", [_RAISED, _TEXTS], ids=["raised", "shown"])
def test_every_key_in_the_code_has_a_message(pattern: re.Pattern[str]) -> None:
    used = {key for path in _sources() for key in pattern.findall(path.read_text("utf-8"))}
    assert used
    assert used - set(MESSAGES) == set()


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_say_the_same_details_on_one_line(key: str) -> None:
    vietnamese, english = MESSAGES[key]
    assert _fields(vietnamese) == _fields(english)
    assert vietnamese and english and "\n" not in vietnamese + english


def test_text_fills_in_details() -> None:
    assert text("library_count", "vi", count=5) == "5 báo cáo trong thư viện"
    assert text("library_count", "en", count=5) == "5 reports in the library"


def test_missing_detail_stays_visible() -> None:
    assert "{path}" in text("file_empty", "en")


def test_unknown_key_is_named_not_lost() -> None:
    said = render(HoiBaoCaoError("never_written", path="a.txt"), "en")
    assert "never_written" in said and "a.txt" in said


def test_render_says_what_to_do() -> None:
    error = LoadError("file_empty", path="a.txt")
    assert render(error, "en") == "a.txt holds no text: choose another file."
    assert render(error, "vi") == "a.txt không có chữ nào: hãy chọn tệp khác."


@given(st.text(), st.sampled_from(["file_empty", "file_unreadable", "nothing"]), st.sampled_from(["vi", "en", "fr"]))
def test_render_is_one_short_line_whatever_the_details(detail: str, key: str, language: str) -> None:
    said = render(LoadError(key, path=detail, reason=detail), language)
    assert len(said.splitlines()) == 1
    assert len(said) < 700


@given(st.text())
def test_details_are_never_read_as_templates(detail: str) -> None:
    assert text("removed", "en", title="{0.__class__} {" + detail) == "Removed “{0.__class__} {" + detail + "”."


def test_detail_named_like_a_parameter_is_only_a_detail() -> None:
    assert "x" in render(LoadError("strange", language="x", template="y"), "en")
