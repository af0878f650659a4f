"""What every test stands on: state in folders of its own, and one real library of the seeds for all."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import settings

from rag.offline import guard

guard()  # before anything heavy is imported: nothing in the tests may look anything up

settings.register_profile("busy", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("busy")

pytest_plugins = ["browsing"]
hypothesis.settings.register_profile("patient", deadline=None)  # a busy machine is slow, not wrong
hypothesis.settings.load_profile("patient")

if TYPE_CHECKING:
    from servers import Server

    from rag.answering.assistant import Assistant
    from rag.storage.library import Library
    from rag.storage.sources import Location
    from rag.web.desk import Desk

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session", autouse=True)
def session_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test touches the user's folders; the encoder is converted once a session, into a cache of the session's."""
    patch = pytest.MonkeyPatch()
    base = tmp_path_factory.mktemp("state")
    for name, folder in (
        ("HOIBAOCAO_CACHE", "cache"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CACHE_HOME", "xdg-cache"),
        ("XDG_CONFIG_HOME", "config"),
    ):
        patch.setenv(name, str(base / folder))
    for name in ("HOIBAOCAO_ENCODER", "HOIBAOCAO_PASSWORD", "HOIBAOCAO_LLM", "HOIBAOCAO_LLM_URL"):
        patch.delenv(name, raising=False)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def own_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test's default library is its own and empty."""
    monkeypatch.setenv("HOIBAOCAO_LIBRARY", str(tmp_path / "default-library"))


@pytest.fixture(scope="session")
def seeds_directory(session_state: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library directory that holds the seeds; tests that change it copy it first."""
    from rag.storage.library import Library

    directory = tmp_path_factory.mktemp("seeds-library")
    with Library(directory) as library:
        results = library.add(sorted(SEEDS.glob("*.txt")))
    assert [one.error for one in results] == [None] * 5
    return directory


@pytest.fixture(scope="session")
def seeds_library(seeds_directory: Path) -> Iterator[Library]:
    """The seeds, open: to be read only."""
    from rag.storage.library import Library

    with Library(seeds_directory) as library:
        yield library


@pytest.fixture(scope="session")
def seeds_assistant(seeds_library: Library) -> Assistant:
    """Answers over the seeds."""
    from rag.answering.assistant import Assistant

    return Assistant(seeds_library)


@pytest.fixture(scope="module")
def directory(seeds_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the seeds' library, for the tests of one module to work on."""
    return Path(shutil.copytree(seeds_directory, tmp_path_factory.mktemp("copy") / "library"))


@pytest.fixture(scope="module")
def desk(directory: Path) -> Iterator[Desk]:
    """A desk over the module's copy of the seeds."""
    from rag.web.server import open_desk

    desk = open_desk(directory)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def page(desk: Desk) -> Iterator[str]:
    """The address of a running page over the module's copy of the seeds."""
    from rag.web.server import launch

    blocks = launch(desk)
    yield str(blocks.local_url).rstrip("/")
    blocks.close(verbose=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Lets a fixture see whether its test failed: a browser test then leaves a screenshot."""
    report = yield
    if report.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]
    return report


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of this session's own."""
    from servers import Server

    made = Server()
    yield made
    made.close()


@pytest.fixture(params=["embedded", "postgres"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """Where a library may lie: a test that asks for it runs over each engine."""
    if request.param == "embedded":
        return tmp_path / "library"
    server: Server = request.getfixturevalue("server")
    return server.url(f"t{secrets.token_hex(6)}")
