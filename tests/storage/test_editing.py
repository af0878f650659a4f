"""What was read is put right, read again, removed and brought back; answers follow at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from counting import Counting

from rag.documents.corrections import Corrections, Field
from rag.errors import UsageError
from rag.scopes.naming import named_period, named_place
from rag.storage import editing
from rag.storage.library import Library
from rag.storage.progress import Cancelled, Step
from rag.types import Metadata

TEXT = "Báo cáo của tỉnh Hà Giang năm 2022\n\nTỉnh có 11 huyện. Doanh thu bưu chính đạt 3,5 tỷ đồng."


def write(folder: Path, name: str = "a.txt", text: str = TEXT) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def state(library: Library) -> tuple[object, ...]:
    """Everything that a library holds."""
    reports = library.reports()
    texts = [(library.sentences(r.id), library.passages(r.id)) for r in reports]
    return reports, texts, library.figures()


PLACE = Corrections(Metadata(place=named_place("Bắc Kạn")), (Field.PLACE,))


@pytest.fixture
def counting(seeds_library: Library) -> Counting:
    return Counting(seeds_library)


@pytest.fixture
def library(tmp_path: Path, counting: Counting) -> Iterator[Library]:
    with Library(tmp_path / "library", counting) as opened:
        yield opened


@pytest.fixture
def added(library: Library, tmp_path: Path) -> str:
    (one,) = library.add([write(tmp_path, text=TEXT)])
    return one.id


def test_a_corrected_place_is_that_of_the_figures_and_encodes_nothing(
    library: Library, counting: Counting, added: str
) -> None:
    counting.encoded.clear()
    report = editing.edit(library, added, PLACE)
    assert report.metadata.place == PLACE.right.place
    assert {f.place.name for f in library.figures(added) if f.place} == {"Bắc Kạn"}
    assert counting.encoded == [] and library.verify() == []


def test_corrections_outlive_reopening_reindexing_newer_code_and_renaming(
    library: Library, added: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing.edit(library, added, PLACE)
    editing.reindex(library, added)
    monkeypatch.setattr("rag.documents.analysis.stamp", lambda: "newer")
    library.prepare()
    assert library.add([tmp_path / "a.txt"])[0].status == "unchanged"
    library.add([(tmp_path / "a.txt").rename(tmp_path / "b.txt")])
    with Library(library.directory, library.encoder) as again:
        assert again.report(added).metadata.place == PLACE.right.place
        assert again.store.corrections(added) == PLACE


def test_undoing_gives_back_what_was_read(library: Library, added: str) -> None:
    before = state(library)
    editing.edit(library, added, PLACE)
    editing.edit(library, added, Corrections(), undo=[Field.PLACE])
    assert state(library) == before and library.store.corrections(added) == Corrections()


def test_what_was_read_anyway_is_no_correction(library: Library, added: str) -> None:
    generation = library.generation
    same = Corrections(Metadata(place=library.report(added).metadata.place), (Field.PLACE,))
    editing.edit(library, added, same)
    assert library.store.corrections(added) == Corrections() and library.generation == generation


def test_a_replaced_report_keeps_the_corrections_that_still_apply(library: Library, added: str, tmp_path: Path) -> None:
    both = Corrections(Metadata(period=named_period("2020")), (Field.PERIOD,)).over(PLACE)
    editing.edit(library, added, both)
    (newer,) = library.add([write(tmp_path, text=TEXT.replace("2022", "2023"))])
    assert (newer.id, newer.status) == (added, "replaced")
    about = library.report(added).metadata
    assert about.place == PLACE.right.place
    assert about.period == named_period("2023")


def test_a_removed_report_comes_back_as_it_was_without_encoding(
    library: Library, counting: Counting, added: str, tmp_path: Path
) -> None:
    library.add([write(tmp_path, "other.txt", "Báo cáo năm 2021 của tỉnh Cao Bằng.\n\nTỉnh có 10 huyện.")])
    editing.edit(library, added, PLACE)
    before = state(library)
    counting.encoded.clear()
    assert [r.id for r in editing.remove(library, [added])] == [added]
    assert len(library.reports()) == 1 and [r.id for r in library.store.removed()] == [added]
    assert editing.restore(library, added).id == added
    assert state(library) == before and counting.encoded == [] and library.store.removed() == []
    assert library.store.corrections(added) == PLACE and library.verify() == []
    with pytest.raises(UsageError, match="removed_unknown"):
        editing.restore(library, added)


def test_restoring_beside_what_was_added_meanwhile(library: Library, added: str, tmp_path: Path) -> None:
    editing.remove(library, [added])
    (other,) = library.add([write(tmp_path, text=f"{TEXT} Khác.")])
    back = editing.restore(library, added)
    assert back.source == "a (2).txt" and {r.id for r in library.reports()} == {other.id, back.id}
    editing.remove(library, [back.id])
    (again,) = library.add([write(tmp_path, "c.txt", TEXT)])
    assert editing.restore(library, back.id).id == again.id and len(library.reports()) == 2


def test_what_is_forgotten_is_gone(library: Library, added: str) -> None:
    editing.remove(library, [added])
    editing.forget(library, [added])
    assert library.store.removed() == [] and library.store.known(_shas(library), library.encoder.name) == set()
    assert b"11 huy" not in (library.directory / "library.sqlite").read_bytes()


def test_after_its_time_a_removed_report_is_gone(library: Library, added: str) -> None:
    editing.remove(library, [added])
    library.store._db.execute("UPDATE removed SET removed = datetime('now', '-8 days')")
    assert library.store.removed() == []
    with pytest.raises(UsageError, match="removed_unknown"):
        editing.restore(library, added)
    editing.forget(library)
    assert library.store._db.execute("SELECT count(*) FROM removed_texts").fetchone() == (0,)


def _shas(library: Library) -> list[str]:
    return [row[0] for row in library.store._db.execute("SELECT sha FROM vectors")]


def test_removing_what_is_not_there_removes_nothing(library: Library, added: str) -> None:
    with pytest.raises(UsageError, match="report_unknown"):
        editing.remove(library, [added, "none"])
    assert len(library.reports()) == 1


def test_reindexing_encodes_again_and_changes_nothing(library: Library, counting: Counting, added: str) -> None:
    before, encoded = state(library), set(counting.encoded)
    counting.encoded.clear()
    steps: list[Step] = []
    editing.reindex(library, added, steps.append)
    assert set(counting.encoded) == encoded and state(library) == before
    assert steps[0] == Step("encoding", 0, len(encoded)) and steps[-1] == Step("encoding", len(encoded), len(encoded))


def test_adding_tells_its_steps_and_can_be_called_off(library: Library, tmp_path: Path) -> None:
    steps: list[Step] = []

    def stop(step: Step) -> None:
        steps.append(step)
        if step.done:
            raise Cancelled

    with pytest.raises(Cancelled):
        library.add([write(tmp_path, text=TEXT)], on_step=stop)
    assert [step.stage for step in steps] == ["reading", "encoding", "encoding"]
    assert library.reports() == [] and library.generation == 0
    assert library.add([tmp_path / "a.txt"])[0].status == "added"


def test_others_may_write_while_one_encodes(library: Library, added: str, tmp_path: Path) -> None:
    """An edit in the middle of a long addition neither waits for it nor is lost; so does a quicker addition."""
    path = write(tmp_path, "b.txt", f"{TEXT} Thêm.")
    with Library(library.directory, library.encoder) as other:

        def meanwhile(step: Step) -> None:
            if step.stage == "encoding" and not step.done:
                editing.edit(other, added, PLACE)
                other.add([path])

        (one,) = library.add([path], on_step=meanwhile)
    assert one.status == "unchanged" and len(library.reports()) == 2
    assert library.report(added).metadata.place == PLACE.right.place


def test_a_library_of_an_older_version_learns_to_keep(seeds_directory: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds_directory, tmp_path / "copy")
    with Library(tmp_path / "copy") as old:
        for table in ("corrections", "removed_texts", "removed"):
            old.store._db.execute(f"DROP TABLE {table}")
    with Library(tmp_path / "copy") as library:
        report = library.reports()[0]
        editing.edit(library, report.id, PLACE)
        editing.remove(library, [report.id])
        assert editing.restore(library, report.id).metadata.place == PLACE.right.place
