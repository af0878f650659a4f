"""The code in the documentation runs as it stands."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.cli import _parser
from rag.integrations.mcp_server import http_app
from rag.web.desk import Desk
from tests.serving import served

ADDRESSES = {"page": ["http://127.0.0.1:7860"], "mcp": ["http://127.0.0.1:7861/mcp"]}
DOCS = Path(__file__).parent.parent / "docs"
_BLOCK = re.compile(r"(?:<!-- needs: (\w+) -->\n)?```python\n(.*?)```", re.DOTALL)
EXAMPLES = [
    pytest.param(code, needs, id=f"{path.name}-{n}")
    for path in sorted(DOCS.glob("*.md"))
    for n, (needs, code) in enumerate(_BLOCK.findall(path.read_text("utf-8")), 1)
]


COMMANDS = [
    pytest.param(line, id=f"{path.name}: {line[:40]}")
    for path in sorted(DOCS.glob("*.md"))
    for block in re.findall(r"```sh\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
    for line in block.replace("\\\n", " ").splitlines()
    if "hoibaocao " in line
]


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_shown_is_one(line: str) -> None:
    words = shlex.split(line, comments=True)
    at = next((n for n, word in enumerate(words) if Path(word).name == "hoibaocao"), None)
    if at is None or at + 1 == len(words):  # a package's name, not the command's
        assert "install" in words
        return
    given = words[at + 1 :]
    assert callable(_parser(given).parse_args(given).run)


@pytest.mark.parametrize("name", sorted(path.name for path in DOCS.glob("*.md")))
def test_every_relative_link_leads_to_a_file(name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", (DOCS / name).read_text("utf-8"))
    assert [one for one in targets if "://" not in one and not (DOCS / one).exists()] == []


def test_both_guides_show_the_same_commands() -> None:
    english, vietnamese = ((DOCS / name).read_text("utf-8") for name in ("guide.md", "guide.vi.md"))
    assert re.findall(r"```sh\n(.*?)```", english, re.DOTALL) == re.findall(r"```sh\n(.*?)```", vietnamese, re.DOTALL)


def test_the_diagram_names_packages_that_are_there() -> None:
    (drawn,) = re.findall(r"```mermaid\n(.*?)```", (DOCS / "development.md").read_text("utf-8"), re.DOTALL)
    root = DOCS.parent
    for label in re.findall(r"\|([^|]+)\|", drawn):
        for name in label.split(","):
            if name.strip() not in ("derived", "proof", "when there is one"):
                assert (root / "rag" / name.strip()).is_dir() or (root / name.strip()).is_dir(), name


@pytest.fixture(scope="module")
def mcp(desk: Desk) -> Iterator[str]:
    """A running MCP server over them."""
    with served(http_app(desk, "127.0.0.1", None)) as address:
        yield f"{address}/mcp"


@pytest.mark.parametrize(("code", "needs"), EXAMPLES)
def test_every_example_runs(
    code: str,
    needs: str,
    directory: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    for shown in ADDRESSES.get(needs, ()):
        code = code.replace(shown, request.getfixturevalue(needs))
    monkeypatch.setenv("HOIBAOCAO_LIBRARY", str(directory))
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "example", "exec"), {"__name__": "example"})
