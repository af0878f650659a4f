"""A library as one file, and back: whole, checked, nothing overwritten unasked."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from rag.cli import main
from rag.errors import DamagedLibrary, UsageError
from rag.storage.backup import back_up, restore
from rag.storage.library import Library


@pytest.fixture
def directory(seeds_directory: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(seeds_directory, tmp_path / "library"))


@pytest.fixture
def file(directory: Path, tmp_path: Path) -> Path:
    with Library(directory) as library:
        assert back_up(library, tmp_path / "copy.hbc") == 5
    return tmp_path / "copy.hbc"


def sources(directory: Path) -> list[str]:
    with Library(directory) as library:
        assert library.verify() == []
        return [report.source for report in library.reports()]


def test_there_and_back(directory: Path, file: Path, tmp_path: Path) -> None:
    assert restore(file, tmp_path / "new") == 5
    assert sources(tmp_path / "new") == sources(directory)
    with Library(directory) as old, Library(tmp_path / "new") as new:
        assert old.reports() == new.reports() and old.figures() == new.figures()
        report = old.reports()[0].id
        assert old.sentences(report) == new.sentences(report)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.hbc", "library", "new"]


def test_nothing_is_overwritten_unasked(directory: Path, file: Path) -> None:
    with Library(directory) as library:
        with pytest.raises(UsageError, match="backup_exists"):
            back_up(library, file)
        library.remove([library.reports()[0].id])
        assert back_up(library, file, overwrite=True) == 4
        library.remove([library.reports()[0].id])
    with pytest.raises(UsageError, match="library_not_empty"):
        restore(file, directory)
    assert len(sources(directory)) == 3


def test_who_reads_meanwhile_sees_the_restored_library(directory: Path, file: Path) -> None:
    with Library(directory) as reader:
        reader.remove([report.id for report in reader.reports()])
        assert reader.reports() == []
        restore(file, directory)
        assert len(reader.reports()) == 5
        assert reader.verify() == []


def test_a_damaged_backup_changes_nothing(directory: Path, file: Path, tmp_path: Path) -> None:
    data = bytearray(file.read_bytes())
    text = data.index("Bắc Kạn".encode())
    data[text : text + 3] = b"XXX"
    file.write_bytes(bytes(data))
    for bad in (file, tmp_path / "text"):
        (tmp_path / "text").write_text("no backup at all")
        with pytest.raises(DamagedLibrary, match="backup_damaged"):
            restore(bad, directory, overwrite=True)
    assert len(sources(directory)) == 5
    with pytest.raises(UsageError, match="file_missing"):
        restore(tmp_path / "none", directory)


def test_a_damaged_library_is_put_aside_and_restored(directory: Path, file: Path) -> None:
    (directory / "library.sqlite").write_bytes(b"x" * 9000)
    with pytest.raises(DamagedLibrary):
        restore(file, directory)
    assert restore(file, directory, overwrite=True) == 5
    assert len(sources(directory)) == 5
    assert (directory / "library.sqlite.damaged-1").read_bytes() == b"x" * 9000


def test_a_damaged_library_gives_no_backup(directory: Path, tmp_path: Path) -> None:
    database = sqlite3.connect(directory / "library.sqlite")
    database.execute("UPDATE documents SET text = text || 'x'")
    database.commit()
    database.close()
    with Library(directory) as library, pytest.raises(DamagedLibrary):
        back_up(library, tmp_path / "bad.hbc")
    assert not (tmp_path / "bad.hbc").exists()


def test_commands(directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sub" / "copy.hbc"
    assert main(["backup", str(file), "--library", str(directory)]) == 0
    assert main(["backup", str(file), "--library", str(directory)]) == 2
    assert main(["restore", str(file), "--library", str(tmp_path / "new")]) == 0
    assert main(["restore", str(file), "--library", str(tmp_path / "new")]) == 2
    assert main(["restore", str(file), "--library", str(tmp_path / "new"), "--force"]) == 0
    said = capsys.readouterr()
    assert said.err.count("\n") == 2 and "--force" in said.err
    assert said.out.splitlines()[0] == f"backup\t5\t{file}"
