"""The code in the documentation runs as it stands."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.integrations.mcp_server import http_app
from rag.web.desk import Desk
from rag.web.server import launch, open_desk
from tests.serving import served

ADDRESSES = {"page": ["http://127.0.0.1:7860"], "mcp": ["http://127.0.0.1:7861/mcp"]}
DOCS = Path(__file__).parent.parent / "docs"
_BLOCK = re.compile(r"(?:<!-- needs: (\w+) -->\n)?```python\n(.*?)```", re.DOTALL)
EXAMPLES = [
    pytest.param(code, needs, id=f"{path.name}-{n}")
    for path in sorted(DOCS.glob("*.md"))
    for n, (needs, code) in enumerate(_BLOCK.findall(path.read_text("utf-8")), 1)
]


@pytest.fixture(scope="module")
def library(seeds_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, for the examples to work on."""
    copy = tmp_path_factory.mktemp("docs") / "library"
    shutil.copytree(seeds_directory, copy)
    return copy


@pytest.fixture(scope="module")
def desk(library: Path) -> Iterator[Desk]:
    desk = open_desk(library)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def page(desk: Desk) -> Iterator[str]:
    """A running page over them."""
    blocks = launch(desk)
    yield str(blocks.local_url).rstrip("/")
    blocks.close(verbose=False)


@pytest.fixture(scope="module")
def mcp(desk: Desk) -> Iterator[str]:
    """A running MCP server over them."""
    with served(http_app(desk, "127.0.0.1", None)) as address:
        yield f"{address}/mcp"


@pytest.mark.parametrize(("code", "needs"), EXAMPLES)
def test_every_example_runs(
    code: str,
    needs: str,
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    for shown in ADDRESSES.get(needs, ()):
        code = code.replace(shown, request.getfixturevalue(needs))
    monkeypatch.setenv("HOIBAOCAO_LIBRARY", str(library))
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "example", "exec"), {"__name__": "example"})
