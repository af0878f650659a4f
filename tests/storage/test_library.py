"""The library as its users see it: add, replace, move, remove; crashes, other processes, other encoders."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from counting import Counting

from rag.errors import DamagedLibrary, LibraryError, UsageError
from rag.storage.library import Library
from rag.storage.sources import Location, default_location
from rag.types import SentenceKind

TEXT = "Báo cáo của tỉnh Hà Giang năm 2022\n\nTỉnh có 11 huyện. Doanh thu bưu chính đạt 3,5 tỷ đồng."


@pytest.fixture
def counting(seeds_library: Library) -> Counting:
    return Counting(seeds_library)


@pytest.fixture
def library(location: Location, counting: Counting) -> Iterator[Library]:
    with Library(location, counting) as opened:
        yield opened


def write(folder: Path, name: str = "a.txt", text: str = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def state(library: Library) -> tuple[object, ...]:
    reports = library.reports()
    return (
        reports,
        [library.sentences(r.id) for r in reports],
        [library.passages(r.id) for r in reports],
        library.figures(),
    )


def test_adding_twice_changes_nothing(library: Library, counting: Counting, tmp_path: Path) -> None:
    path = write(tmp_path)
    (first,) = library.add([path])
    before, encoded = state(library), len(counting.encoded)
    (second,) = library.add([path])
    assert (first.status, second.status) == ("added", "unchanged")
    assert second.id == first.id and state(library) == before and len(counting.encoded) == encoded
    assert library.generation == 1


def test_a_changed_file_replaces_and_encodes_only_what_is_new(
    library: Library, counting: Counting, tmp_path: Path
) -> None:
    (first,) = library.add([write(tmp_path)])
    counting.encoded.clear()
    (second,) = library.add([write(tmp_path, text=f"{TEXT} Có thêm 2 xã.")])
    assert (second.status, second.id) == ("replaced", first.id)
    assert not any(text == "Tỉnh có 11 huyện." for text in counting.encoded)
    report = library.report(first.id)
    assert report.text.endswith("2 xã.") and len(library.reports()) == 1
    assert all(report.text[s.start : s.end] for s in library.sentences(first.id))
    assert library.verify() == []


def test_a_renamed_file_keeps_its_id(library: Library, tmp_path: Path) -> None:
    (first,) = library.add([write(tmp_path)])
    (second,) = library.add([(tmp_path / "a.txt").rename(tmp_path / "b.txt")])
    assert (second.status, second.id) == ("moved", first.id)
    assert [r.source for r in library.reports()] == ["b.txt"]


def test_copies_and_names_of_two_folders(library: Library, tmp_path: Path) -> None:
    one, two = write(tmp_path / "x"), write(tmp_path / "y", text=f"{TEXT} Khác.")
    copy = write(tmp_path, "copy.txt")
    results = library.add([one, two, copy])
    assert [(r.source, r.status) for r in results] == [
        ("a.txt", "added"),
        ("y/a.txt", "added"),
        ("copy.txt", "unchanged"),
    ]
    assert {r.status for r in library.add([one, two, copy])} == {"unchanged"}


def test_one_bad_file_stops_no_other(library: Library, tmp_path: Path) -> None:
    empty = write(tmp_path, "empty.txt", "")
    results = library.add([tmp_path / "none.txt", empty, write(tmp_path)])
    assert [r.error.key if r.error else r.status for r in results] == ["file_missing", "file_empty", "added"]


def test_folders_keep_relative_names(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "in" / "2022")
    seen: list[tuple[int, int, str]] = []
    (added,) = library.add([tmp_path / "in"], lambda *step: seen.append(step))
    assert added.source == "2022/a.txt"
    assert seen == [(0, 1, "2022/a.txt"), (1, 1, "2022/a.txt")]


def test_removing(library: Library, tmp_path: Path) -> None:
    (added,) = library.add([write(tmp_path)])
    with pytest.raises(UsageError, match="report_unknown"):
        library.remove([added.id, "none"])
    assert len(library.reports()) == 1
    assert [r.id for r in library.remove(["a.txt"])] == [added.id]
    assert library.reports() == [] and library.figures() == []
    if isinstance(library.location, Path):
        assert b"11 huy" not in (library.location / "library.sqlite").read_bytes()
    with pytest.raises(UsageError):
        library.report(added.id)


def test_only_what_changed_is_read_again(library: Library, tmp_path: Path) -> None:
    (kept,) = library.add([write(tmp_path)])
    (other,) = library.add([write(tmp_path, "b.txt", f"{TEXT} Có thêm 2 xã.")])
    everything, changed = library.reports(), library.sentences(other.id)
    before = library.report(kept.id), library.sentences(kept.id), library.figures(kept.id)
    library.add([write(tmp_path, "b.txt", f"{TEXT} Có thêm 3 xã và 4 huyện. Có 5 trường.")])
    after = library.report(kept.id), library.sentences(kept.id), library.figures(kept.id)
    assert all(a is b for a, b in zip(before, after, strict=True))
    assert library.reports()[0] is everything[0] and library.reports()[1] is not everything[1]
    assert len(library.sentences(other.id)) > len(changed) and library.count() == 2
    library.remove([kept.id])
    assert library.count() == 1 and [r.id for r in library.reports()] == [other.id]


def test_reports_are_chosen_without_reading_them(seeds_library: Library) -> None:
    for report in seeds_library.reports():
        place, period = report.metadata.place, report.metadata.period
        assert place is not None and report.id in seeds_library.select(place)
        assert period is None or report.id in seeds_library.select(place, period)
        for other in seeds_library.select(place):
            told = seeds_library.report(other).metadata.place
            assert told is not None and told.province == place.province
    assert seeds_library.select() == {report.id for report in seeds_library.reports()}


def test_sentence_vectors(seeds_library: Library) -> None:
    report = seeds_library.reports()[0]
    vectors = seeds_library.sentence_vectors(report.id)
    sentences = seeds_library.sentences(report.id)
    assert vectors.shape == (len(sentences), seeds_library.encoder.dimension)
    for sentence, length in zip(sentences, np.linalg.norm(vectors, axis=1), strict=True):
        answers = sentence.kind not in (SentenceKind.FURNITURE, SentenceKind.CAPTION)
        assert length == pytest.approx(1.0 if answers else 0.0, abs=0.01)


def test_figures_lie_in_their_reports(seeds_library: Library) -> None:
    figures = seeds_library.figures()
    assert len(figures) > 50
    for figure in figures:
        text = seeds_library.report(figure.report_id).text
        assert text[figure.quantity.start : figure.quantity.end] == figure.quantity.text
        assert figure.start <= figure.quantity.start < figure.quantity.end <= figure.end


def test_another_encoder_encodes_again_and_never_mixes(library: Library, counting: Counting, tmp_path: Path) -> None:
    (added,) = library.add([write(tmp_path)])
    library.close()
    other = Counting.__new__(Counting)
    other.__dict__ = {**counting.__dict__, "name": "other", "encoded": []}
    with Library(library.location, other) as again:
        again.sentence_vectors(added.id)
        assert len(other.encoded) == len(set(counting.encoded))
    counting.encoded.clear()
    with Library(library.location, counting) as back:
        back.sentence_vectors(added.id)
    assert counting.encoded == []


def test_newer_code_analyses_again_without_encoding_again(
    library: Library, counting: Counting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([write(tmp_path)])
    before = state(library)
    counting.encoded.clear()
    monkeypatch.setattr("rag.documents.analysis.stamp", lambda: "newer")
    library.prepare()
    assert library.store.meta("analysis") == "newer"
    assert counting.encoded == [] and state(library) == before


def test_another_process_is_noticed(seeds_directory: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds_directory, tmp_path / "copy")
    with Library(tmp_path / "copy") as reader, Library(tmp_path / "copy") as writer:
        assert len(reader.reports()) == 5
        writer.remove([reader.reports()[0].id])
        assert len(reader.reports()) == 4
        assert reader.stamp == writer.stamp


def test_what_is_read_together_is_of_one_state(seeds_directory: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds_directory, tmp_path / "copy")
    with Library(tmp_path / "copy") as reader, Library(tmp_path / "copy") as writer:
        first, second, *_ = reader.reports()
        with reader.reading():
            stamp = reader.stamp
            writer.remove([first.id])
            assert len(reader.reports()) == 5 and reader.sentences(first.id) and reader.stamp == stamp
        assert len(reader.reports()) == 4
        with reader.reading(), reader.reading():
            reader.remove([second.id])  # its own writing is no stranger's
            assert len(reader.reports()) == 3
        assert len(writer.reports()) == 3 and writer.verify() == []


def test_a_full_disk_leaves_the_library_as_it_was(counting: Counting, tmp_path: Path) -> None:
    library = Library(tmp_path / "library", counting)
    library.add([write(tmp_path)])
    before = state(library)
    pages = library.store._db.execute("PRAGMA page_count").fetchone()[0]
    library.store._db.execute(f"PRAGMA max_page_count={pages}")
    long = write(tmp_path, "long.txt", "\n\n".join(f"Báo cáo năm 2022: tỉnh có {n} xã." for n in range(400)))
    with pytest.raises(LibraryError, match="full"):
        library.add([long])
    assert state(library) == before and library.verify() == []
    library.store._db.execute("PRAGMA max_page_count=1000000")
    assert [one.status for one in library.add([long])] == ["added"]


def test_a_process_killed_while_writing_leaves_the_library_whole(seeds_directory: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds_directory, tmp_path / "copy")
    script = """
import os, sys
from pathlib import Path
from rag.storage.library import Library
library = Library(Path(sys.argv[1]))
with library.store.transaction():
    library.store.delete([report.id for report in library.reports()])
    os.kill(os.getpid(), 9)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "copy")], cwd=Path(__file__).parents[2], check=False
    )
    assert done.returncode == -9
    with Library(tmp_path / "copy") as library:
        assert len(library.reports()) == 5 and library.verify() == []


def test_a_writer_waits_and_then_says_so(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.storage.library._LOCK_SECONDS", 0.05)
    with Library(library.location) as other, other.lock, pytest.raises(LibraryError, match="library_busy"):
        library.add([write(tmp_path)])


def test_refused_places(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(LibraryError):
        Library(tmp_path / "file")
    write(tmp_path / "bad", "library.sqlite", "x" * 5000)
    with pytest.raises(DamagedLibrary):
        Library(tmp_path / "bad")


def test_verify_finds_a_changed_text(library: Library, tmp_path: Path) -> None:
    (added,) = library.add([write(tmp_path)])
    with library.store.transaction():
        library.store._db.execute("UPDATE documents SET text = 'Ngắn'")
    found = library.verify()
    assert any("checksum" in line for line in found) and any("outside" in line for line in found)
    assert all(added.id in line for line in found)


def test_default_location(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOIBAOCAO_LIBRARY", str(tmp_path))
    assert default_location() == tmp_path
    monkeypatch.delenv("HOIBAOCAO_LIBRARY")
    default = default_location()
    assert isinstance(default, Path) and default.parent.name == "hoibaocao"
