"""What the packages offer: every public name is there, and looking at the package loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import embeddings
import rag

PUBLIC = ("Library", "Assistant", "Answer")


@pytest.mark.parametrize("name", PUBLIC)
def test_rag_offers_its_main_nouns(name: str) -> None:
    if name not in getattr(rag, "__all__", ()):
        pytest.skip(f"rag does not offer {name} yet")
    assert getattr(rag, name).__name__ == name


@pytest.mark.parametrize("package", [rag, embeddings])
def test_every_offered_name_is_there(package: object) -> None:
    offered = getattr(package, "__all__", [])
    assert len(offered) == len(set(offered))
    assert [name for name in offered if not hasattr(package, name)] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        getattr(rag, "Nothing")  # noqa: B009


LIGHT = [
    "rag",
    "rag.types",
    "rag.text",
    "rag.errors",
    "rag.messages",
    "rag.answering.proof",
    "rag.question.understanding",
]


def test_what_needs_no_model_loads_none() -> None:
    heavy = ("torch", "transformers", "openvino", "faiss", "gradio")
    code = f"import sys, {', '.join(LIGHT)}; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_module_says_what_it_is_for() -> None:
    root = Path(rag.__file__).parent.parent
    modules = [p for package in ("rag", "embeddings") for p in (root / package).rglob("*.py")]
    assert [p for p in modules if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))] == []
