"""The READMEs say what is so: the command line as it is, links that lead somewhere, the same in both languages."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.vi.md")


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="argparse words its usage lines otherwise")
def test_the_command_line_reference_is_that_of_the_parser() -> None:
    path = ROOT / "docs" / "command_line.py"
    spec = importlib.util.spec_from_file_location("command_line", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in READMES:
        text = (ROOT / name).read_text("utf-8")
        assert module.BLOCK.search(text), name
        assert module.updated(text) == text, "run: python docs/command_line.py --write"


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "seeds/README.md"])
def test_every_relative_link_leads_to_a_file(name: str) -> None:
    page = ROOT / name
    targets = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    assert [target for target in targets if "://" not in target and not (page.parent / target).exists()] == []


def test_both_languages_have_the_same_parts() -> None:
    english, vietnamese = ((ROOT / name).read_text("utf-8") for name in READMES)
    assert re.findall(r"^(#+) ", english, re.MULTILINE) == re.findall(r"^(#+) ", vietnamese, re.MULTILINE)
    assert set(re.findall(r"HOIBAOCAO_\w+", english)) == set(re.findall(r"HOIBAOCAO_\w+", vietnamese))


@pytest.mark.parametrize("name", READMES)
def test_every_variable_named_is_read_by_the_code(name: str) -> None:
    files = [path for folder in ("rag", "embeddings") for path in (ROOT / folder).rglob("*.py")]
    code = "".join(path.read_text("utf-8") for path in files)
    for variable in set(re.findall(r"HOIBAOCAO_\w+", (ROOT / name).read_text("utf-8"))):
        assert variable in code
