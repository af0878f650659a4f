"""The file that a report was read from is kept with it, once, until nobody can need it any more; over each engine."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import corpus
import pytest
from syllables import SyllableEncoder

from rag.errors import LibraryError
from rag.loaders.base import LoadedDocument, Original
from rag.postgres.engine import PostgresEngine
from rag.sandbox.sandbox import Sandbox
from rag.storage import editing
from rag.storage.backup import back_up, restore
from rag.storage.embedded import EmbeddedEngine
from rag.storage.library import Library
from rag.storage.mirror import mirror
from rag.storage.originals import FileOriginals, damage
from rag.storage.sources import Location, is_server

ROOT = Path(__file__).parents[2]


@pytest.fixture
def library(location: Location) -> Iterator[Library]:
    with Library(location, SyllableEncoder()) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "library"
    made.mkdir(exist_ok=True)
    return made


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return corpus.write("uni.pdf", tmp_path)


def add(library: Library, path: Path, status: str = "added") -> str:
    (one,) = library.add([path])
    assert one.error is None and one.status == status
    return one.id


def content(library: Library, report_id: str) -> bytes:
    """The bytes that are kept of a report's file."""
    original = library.original(report_id)
    assert original is not None and damage(library.engine.originals, original) == ""
    with library.engine.originals.opened(original) as path:
        data = path.read_bytes()
    assert data == b"".join(library.engine.originals.blocks(original))
    return data


def kept(library: Library) -> set[str]:
    """The digests of all that is kept, whoever names it."""
    if isinstance(library.engine, EmbeddedEngine):
        folder = library.engine.originals.folder
        return {file.name.partition(".")[0] for file in folder.iterdir()} if folder.is_dir() else set()
    assert isinstance(library.engine, PostgresEngine)
    return {row[0] for row in library.engine.store.select_rows("SELECT DISTINCT sha FROM original_parts", ())}


def lose(library: Library, original: Original, left: bytes | None = None) -> None:
    """Delete an original behind the library's back, or leave other bytes in its place."""
    if isinstance(library.engine, EmbeddedEngine):
        place = library.engine.originals.place(original)
        place.unlink() if left is None else place.write_bytes(left)
    else:
        assert isinstance(library.engine, PostgresEngine)
        with library.store.transaction():
            library.engine.store.drop_parts(original)
            if left is not None:
                library.engine.store.put_parts(original, [left])


def other_pdf(folder: Path, path: Path, bytes_more: bytes = b"\n% saved again\n") -> Path:
    """The same text in other bytes."""
    folder.mkdir(exist_ok=True)
    made = folder / path.name
    made.write_bytes(path.read_bytes() + bytes_more)
    return made


def test_a_pdf_is_kept_as_it_came_and_other_files_are_not(library: Library, pdf: Path, tmp_path: Path) -> None:
    report = add(library, pdf)
    assert content(library, report) == pdf.read_bytes()
    assert library.original(add(library, corpus.write("bom.txt", tmp_path))) is None
    assert library.original(add(library, corpus.write("uni.docx", tmp_path))) is None
    assert len(kept(library)) == 1 and library.verify() == []
    with Library(library.location, SyllableEncoder()) as again:
        assert content(again, report) == pdf.read_bytes()


def test_a_pdf_under_another_name_is_one_all_the_same(library: Library, pdf: Path) -> None:
    report = add(library, pdf.rename(pdf.with_suffix(".docx")))
    assert library.original(report) is not None and kept(library) == {library.original(report).sha256}  # type: ignore[union-attr]


def test_it_goes_with_the_last_report_that_names_it(library: Library, pdf: Path) -> None:
    first = add(library, pdf)
    original = library.original(first)
    assert original is not None
    second = add(library, corpus.write("bom.txt", pdf.parent))
    with library.writing(), library.changing():  # two reports of one file
        library.store.put_original(second, original)
    library.remove([first])
    assert content(library, second) == pdf.read_bytes() and library.verify() == []
    library.remove([second])
    assert kept(library) == set() and library.store.originals() == {}


def test_a_removal_that_can_be_undone_keeps_it(library: Library, pdf: Path) -> None:
    report = add(library, pdf)
    before = content(library, report)
    editing.remove(library, [report])
    assert library.verify() == [] and len(kept(library)) == 1
    assert content(library, editing.restore(library, report).id) == before
    editing.remove(library, [report])
    library.remove([add(library, corpus.write("bom.txt", pdf.parent))])  # another change leaves it alone
    assert len(kept(library)) == 1
    editing.forget(library, [report])
    assert kept(library) == set() and library.verify() == []


def test_after_its_time_it_is_gone(library: Library, pdf: Path) -> None:
    editing.remove(library, [add(library, pdf)])
    with library.store.transaction():
        library.store._db.execute("UPDATE removed SET removed = '2020-01-01 00:00:00'")
    editing.forget(library)
    assert kept(library) == set()


def test_edited_and_read_again_it_stays(library: Library, pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = add(library, pdf)
    editing.reindex(library, report)
    monkeypatch.setattr("rag.documents.analysis.stamp", lambda: "newer")
    library.prepare()
    assert content(library, report) == pdf.read_bytes()


def test_a_newer_file_takes_its_place(library: Library, pdf: Path, tmp_path: Path) -> None:
    report = add(library, pdf)
    newer = other_pdf(tmp_path / "newer", pdf)
    assert add(library, newer, "unchanged") == report  # of the same words
    assert content(library, report) == newer.read_bytes() and len(kept(library)) == 1
    newer.write_bytes(corpus.write("scan.pdf", tmp_path).read_bytes())
    (one,) = library.add([newer])
    if one.error is None:  # where tesseract is installed
        assert one.status == "replaced" and content(library, report) == newer.read_bytes()
        assert len(kept(library)) == 1


def test_a_moved_file_and_a_second_copy(library: Library, pdf: Path, tmp_path: Path) -> None:
    report = add(library, pdf)
    moved = pdf.rename(tmp_path / "moved.pdf")
    assert add(library, moved, "moved") == report and content(library, report) == moved.read_bytes()
    both = tmp_path / "both"
    other_pdf(both, moved)
    (both / "a-copy.pdf").write_bytes(moved.read_bytes())
    library.add([both])
    assert len(library.reports()) == 1 and len(kept(library)) == 1 and library.verify() == []


def test_a_mirrored_folder_takes_it_along(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "mirrored"
    folder.mkdir()
    corpus.write("uni.pdf", folder)
    corpus.write("bom.txt", folder)
    mirror(library, folder)
    assert len(kept(library)) == 1
    generation = library.generation
    mirror(library, folder)
    assert library.generation == generation  # nothing is written where nothing changed
    (folder / "uni.pdf").unlink()
    mirror(library, folder)
    assert kept(library) == set()


@pytest.mark.parametrize("left", [None, b"%PDF-1.4 something else"], ids=["missing", "damaged"])
def test_what_is_lost_is_reported_and_mended_by_adding_again(library: Library, pdf: Path, left: bytes | None) -> None:
    report = add(library, pdf)
    original = library.original(report)
    assert original is not None
    lose(library, original, left)
    (problem,) = library.verify()
    assert "uni.pdf" in problem and ("missing" if left is None else "damaged") in problem
    library.prepare()  # questions are answered as before
    assert add(library, pdf, "unchanged") == report
    assert library.verify() == [] and content(library, report) == pdf.read_bytes()


def test_a_file_that_changes_while_it_is_read_is_not_taken_for_what_was_read(
    library: Library, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = Sandbox.load

    def and_change(self: Sandbox, path: Path) -> LoadedDocument:
        document = load(self, path)
        path.write_bytes(b"%PDF-1.4 another")
        return document

    monkeypatch.setattr(Sandbox, "load", and_change)
    report = add(library, pdf)
    assert library.original(report) is None and kept(library) == set() and library.verify() == []


def test_a_library_of_an_older_version_opens_and_learns_to_keep(library: Library, pdf: Path) -> None:
    report = add(library, pdf)
    for table in ("removed_originals", "originals", "original_parts"):
        library.store._db.execute(f"DROP TABLE IF EXISTS {table}")
    library.store._db.execute("DROP INDEX documents_position")
    if is_server(library.location):
        library.store._db.execute("ALTER TABLE passages DROP COLUMN counts")  # it came later than all of these
    library.close()
    with Library(library.location, SyllableEncoder()) as older:
        assert older.original(report) is None and older.verify() == []
        assert add(older, pdf, "unchanged") == report
        assert content(older, report) == pdf.read_bytes()
        editing.remove(older, [report])
        assert editing.restore(older, report).id == report


def test_a_disk_that_cannot_be_written_adds_nothing(folder: Path, pdf: Path) -> None:
    with Library(folder, SyllableEncoder()) as library:
        (folder / "originals").write_text("in the way")
        with pytest.raises(LibraryError, match="library_unwritable"):
            library.add([pdf])
        assert library.reports() == [] and library.generation == 0
        (folder / "originals").unlink()
        add(library, pdf)


KILLED = """
import os, sys
from pathlib import Path
from syllables import SyllableEncoder
from rag.storage import originals
from rag.storage.library import Library
from rag.storage.store import Store

def die(*_):
    os._exit(9)

if sys.argv[3] == "writing":
    os.fsync = die
elif sys.argv[3] == "written":
    Store.put_original = die
else:
    originals.FileOriginals.sweep = die
with Library(Path(sys.argv[1]), SyllableEncoder()) as library:
    library.add([Path(sys.argv[2])])
"""


@pytest.mark.parametrize(("moment", "count"), [("writing", 0), ("written", 0), ("committed", 1)])
def test_killed_at_any_moment_nothing_is_half_there(folder: Path, pdf: Path, moment: str, count: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(pdf), moment],
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert done.returncode == 9
    with Library(folder, SyllableEncoder()) as library:
        assert len(library.reports()) == count and library.verify() == []
        report = add(library, pdf, "unchanged" if count else "added")
        assert content(library, report) == pdf.read_bytes()
        library.remove([report])
        assert kept(library) == set() and list((folder / "originals").iterdir()) == []


def test_a_backup_has_it_and_gives_it_back(folder: Path, pdf: Path, tmp_path: Path) -> None:
    backup = tmp_path / "copy.hbc"
    with Library(folder, SyllableEncoder()) as library:
        report = add(library, pdf)
        removed = add(library, other_pdf(tmp_path / "x", corpus.write("tcvn3.pdf", tmp_path)))
        editing.remove(library, [removed])
        before = content(library, report)
        assert back_up(library, backup) == 1
        library.remove([report])
    restore(backup, tmp_path / "new")
    restore(backup, folder)
    for place in (tmp_path / "new", folder):
        with Library(place, SyllableEncoder()) as library:
            assert library.verify() == [] and content(library, report) == before
            assert "original_parts" not in str(library.store._db.execute("SELECT name FROM sqlite_master").fetchall())
            assert editing.restore(library, removed).id == removed and content(library, removed)
            assert len(kept(library)) == 2
    (folder / "library.sqlite").write_bytes(b"x" * 9000)
    restore(backup, folder, overwrite=True)
    with Library(folder, SyllableEncoder()) as library:
        assert library.verify() == [] and content(library, report) == before
    assert len(list((folder / "originals.damaged-1").iterdir())) == 2


def test_a_lost_original_stops_no_backup(folder: Path, pdf: Path, tmp_path: Path) -> None:
    with Library(folder, SyllableEncoder()) as library:
        original = library.original(add(library, pdf))
        assert original is not None
        lose(library, original)
        assert back_up(library, tmp_path / "copy.hbc") == 1
    restore(tmp_path / "copy.hbc", tmp_path / "new")
    with Library(tmp_path / "new", SyllableEncoder()) as library:
        assert "missing" in library.verify()[0] and len(library.reports()) == 1


def test_a_backup_from_a_stranger_names_no_file_of_its_choice(folder: Path, pdf: Path, tmp_path: Path) -> None:
    with Library(folder, SyllableEncoder()) as library:
        add(library, pdf)
        back_up(library, tmp_path / "copy.hbc")
    for change in ("sha = '../../outside'", "kind = '/../../outside'", "content = x'00'"):
        bad = tmp_path / "bad.hbc"
        bad.write_bytes((tmp_path / "copy.hbc").read_bytes())
        with sqlite3.connect(bad) as database:
            database.execute(f"UPDATE original_parts SET {change}")
        database.close()
        target = tmp_path / change[:4]
        if change.startswith("content"):
            restore(bad, target)
            with Library(target, SyllableEncoder()) as library:
                assert "missing" in library.verify()[0] and kept(library) == set()
        else:
            with pytest.raises(LibraryError, match="backup_damaged"):
                restore(bad, target)
            assert not target.exists() or not list(target.glob("originals/*"))
    assert not list(tmp_path.rglob("outside*"))


def test_only_a_digest_and_a_known_kind_name_a_file() -> None:
    for sha, kind in (("../" + "a" * 61, ".pdf"), ("A" * 64, ".pdf"), ("a" * 64, ".exe"), ("a" * 64 + "\n", ".pdf")):
        with pytest.raises(ValueError, match="no original"):
            Original(sha, kind)


def test_what_was_left_unfinished_is_swept(tmp_path: Path) -> None:
    originals = FileOriginals(tmp_path / "originals")
    one = Original("a" * 64, ".pdf")
    assert not originals.write(one, [b"other bytes"]) and list(originals.folder.iterdir()) == []
    (originals.folder / "half.unfinished").write_text("x")
    originals.sweep([one])
    assert list(originals.folder.iterdir()) == [] and damage(originals, one) == "missing"
