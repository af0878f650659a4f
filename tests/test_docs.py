"""The code in the documentation runs as it stands."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.web.server import launch, open_desk

DOCS = Path(__file__).parent.parent / "docs"
_BLOCK = re.compile(r"(<!-- needs: page -->\n)?```python\n(.*?)```", re.DOTALL)
EXAMPLES = [
    pytest.param(code, bool(page), id=f"{path.name}-{n}")
    for path in sorted(DOCS.glob("*.md"))
    for n, (page, code) in enumerate(_BLOCK.findall(path.read_text("utf-8")), 1)
]


@pytest.fixture(scope="module")
def library(seeds_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, for the examples to work on."""
    copy = tmp_path_factory.mktemp("docs") / "library"
    shutil.copytree(seeds_directory, copy)
    return copy


@pytest.fixture(scope="module")
def page(library: Path) -> Iterator[str]:
    """A running page over them."""
    desk = open_desk(library)
    blocks = launch(desk)
    yield str(blocks.local_url).rstrip("/")
    blocks.close(verbose=False)
    desk.close()


@pytest.mark.parametrize(("code", "needs_page"), EXAMPLES)
def test_every_example_runs(
    code: str,
    needs_page: bool,
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    if needs_page:
        code = code.replace("http://127.0.0.1:7860", request.getfixturevalue("page"))
    monkeypatch.setenv("HOIBAOCAO_LIBRARY", str(library))
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "example", "exec"), {"__name__": "example"})
