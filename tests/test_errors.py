"""One tree of errors, and a message for people for every key that is raised."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import rag
from rag import errors, messages

TREE = {
    errors.UsageError: errors.HoiBaoCaoError,
    errors.QuestionError: errors.UsageError,
    errors.LoadError: errors.HoiBaoCaoError,
    errors.LibraryError: errors.HoiBaoCaoError,
    errors.DamagedLibrary: errors.LibraryError,
    errors.ModelError: errors.HoiBaoCaoError,
}


@pytest.mark.parametrize(("child", "parent"), TREE.items())
def test_the_tree(child: type[Exception], parent: type[Exception]) -> None:
    assert child.__bases__ == (parent,)


def test_the_tree_is_whole() -> None:
    defined = {c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.HoiBaoCaoError)}
    assert defined == {errors.HoiBaoCaoError, *TREE}


def test_an_error_carries_its_key_and_details() -> None:
    error = errors.QuestionError("question_too_long", length=5, limit=3)
    assert error.key == "question_too_long"
    assert error.details == {"length": 5, "limit": 3}
    assert "question_too_long" in str(error) and "5" in str(error)
    assert str(errors.LoadError("x")) == "x"


def raised_keys() -> set[str]:
    """The literal keys that the code raises the errors of the tree with."""
    names = {c.__name__ for c in TREE} | {"HoiBaoCaoError"}
    keys = set()
    folder = Path(rag.__file__).parent
    for path in [*folder.rglob("*.py"), *folder.parent.glob("embeddings/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in names and isinstance(node, ast.Call) and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    keys.add(first.value)
    return keys


def test_every_raised_key_has_a_message_in_both_languages() -> None:
    keys = raised_keys()
    assert {"question_empty", "question_too_long"} <= keys
    assert {k for k in keys if k not in messages.MESSAGES} == set()
