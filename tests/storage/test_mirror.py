"""A mirrored folder: what vanishes goes out only when asked, and only what the folder brought."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from rag.cli import main
from rag.errors import UsageError
from rag.storage.library import Library
from rag.storage.mirror import mirror, watch
from rag.storage.sources import Added


def write(path: Path, districts: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"Báo cáo của tỉnh Hà Giang năm 2022\n\nTỉnh có {districts} huyện.\n", "utf-8")
    return path


@pytest.fixture
def library(tmp_path: Path, seeds_library: Library) -> Library:
    return Library(tmp_path / "library", seeds_library.encoder)


def outcome(results: Sequence[Added]) -> list[tuple[str, str]]:
    return [(one.source, one.status) for one in results]


def test_what_vanishes_goes_out_and_what_moves_keeps_its_id(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "a.txt", 11)
    write(folder / "b.txt", 12)
    (other,) = library.add([write(tmp_path / "other.txt", 13)])
    first = mirror(library, folder)
    assert outcome(first) == [("a.txt", "added"), ("b.txt", "added")]
    stamp = library.stamp
    assert outcome(mirror(library, folder)) == [("a.txt", "unchanged"), ("b.txt", "unchanged")]
    assert library.stamp == stamp  # nothing is written when nothing has changed
    (folder / "b.txt").unlink()
    (folder / "sub").mkdir()
    (folder / "a.txt").rename(folder / "sub" / "c.txt")
    results = mirror(library, folder)
    assert outcome(results) == [("sub/c.txt", "moved"), ("b.txt", "removed")]
    assert results[0].id == first[0].id
    assert {report.id for report in library.reports()} == {first[0].id, other.id}


def test_adding_without_mirroring_removes_nothing(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "a.txt", 11)
    write(folder / "b.txt", 12)
    library.add([folder])
    (folder / "b.txt").unlink()
    library.add([folder])
    assert len(library.reports()) == 2


def test_a_file_that_became_unreadable_and_a_folder_that_became_empty_remove_nothing(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    write(folder / "a.txt", 11)
    write(folder / "b.txt", 12)
    mirror(library, folder)
    (folder / "b.txt").write_bytes(b"\x00\x01" * 99)
    assert outcome(mirror(library, folder)) == [("a.txt", "unchanged"), ("b.txt", "failed")]
    shutil.rmtree(folder)
    folder.mkdir()
    (empty,) = mirror(library, folder)
    assert empty.error is not None and len(library.reports()) == 2
    with pytest.raises(UsageError, match="mirror_needs_folder"):
        mirror(library, tmp_path / "none")


def test_a_watched_folder_is_followed(library: Library, tmp_path: Path) -> None:
    folder, stop = tmp_path / "in", threading.Event()
    write(folder / "a.txt", 11)
    rounds: list[Sequence[Added]] = []

    def told(results: Sequence[Added]) -> None:
        rounds.append(results)
        if len(rounds) == 1:
            threading.Timer(1, write, (folder / "b.txt", 12)).start()
        if any(one.source == "b.txt" for one in results):
            stop.set()

    threading.Timer(120, stop.set).start()
    watch(library, [folder], told, stop=stop)
    assert outcome(rounds[0]) == [("a.txt", "added")] and ("b.txt", "added") in outcome(rounds[-1])


def test_the_command(seeds_directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, place = tmp_path / "in", ["--library", str(tmp_path / "new")]
    write(folder / "a.txt", 11)
    write(folder / "b.txt", 12)
    assert main(["add", "--mirror", str(folder), *place]) == 0
    (folder / "b.txt").unlink()
    capsys.readouterr()
    assert main(["add", "--mirror", str(folder), *place]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0::2] for line in said] == [["unchanged", "a.txt"], ["removed", "b.txt"]]
    assert main(["add", "--mirror", str(folder / "a.txt"), *place]) == 2
