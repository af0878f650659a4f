"""What the page's listeners return is something that Gradio takes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import rag.web

MODULES = sorted(Path(rag.web.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_listener_returns_an_empty_dict(module: Path) -> None:
    """Gradio takes an empty dict for missing outputs and raises: what changes nothing returns `gr.skip()` for one."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    listeners = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Name) and node.returns.id == "Changes"
    ]
    empty = [
        node.lineno
        for listener in listeners
        for node in ast.walk(listener)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict) and not node.value.keys
    ]
    assert empty == []


def test_there_are_listeners_to_look_at() -> None:
    assert sum("-> Changes" in module.read_text(encoding="utf-8") for module in MODULES) > 3
