"""The database: transactions, strangers' files, damage."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from rag.documents import analysis
from rag.errors import DamagedLibrary, LibraryError
from rag.storage.embedded_store import EmbeddedStore
from rag.types import Metadata, Period, PeriodKind, Place, PlaceLevel, Report

TEXT = "Báo cáo năm 2022\n\nTỉnh có 12 huyện. Doanh thu đạt 3,5 tỷ đồng."


def analysed(report_id: str = "a", source: str = "a.txt") -> analysis.Analysed:
    return analysis.analyse(Report(report_id, source, TEXT, Metadata(), "sha"), Metadata())


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    return EmbeddedStore(tmp_path / "library" / "library.sqlite")


def test_what_is_put_comes_back(store: EmbeddedStore) -> None:
    wanted = analysed()
    with store.transaction():
        store.put(wanted)
    assert store.reports() == [wanted.report]
    assert store.sentences("a") == list(wanted.sentences)
    assert store.passages("a") == list(wanted.passages)
    assert store.figures("a") == list(wanted.figures)
    assert store.meta("generation") == "1"
    assert store.problems() == []


def test_a_failed_transaction_leaves_nothing(store: EmbeddedStore) -> None:
    stamp = store.meta("stamp")
    with pytest.raises(RuntimeError), store.transaction():
        store.put(analysed())
        raise RuntimeError
    assert store.reports() == []
    assert (store.meta("generation"), store.meta("stamp")) == ("0", stamp)


def test_deleting_takes_everything_along(store: EmbeddedStore) -> None:
    with store.transaction():
        store.put(analysed())
    shas = list(store.missing("e"))
    with store.transaction():
        store.put_vectors(shas, np.ones((len(shas), 4), dtype=np.float32), "e")
    assert store.missing("e") == {}
    assert set(store.missing("another")) == set(shas)
    assert store.vectors(shas[:1] * 2, "e", 4).tolist() == [[1.0] * 4] * 2
    with store.transaction():
        store.delete(["a"])
    assert (
        list(store.rows("sentences", "e")) == []
        and store.indexed_count("sentences") == 0
        and store.figures("a") == []
        and store.known(shas, "e") == set()
    )


def test_a_missing_vector_is_damage(store: EmbeddedStore) -> None:
    with pytest.raises(DamagedLibrary):
        store.vectors(["none"], "e", 4)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(content)
    with pytest.raises(DamagedLibrary, match="library_damaged"):
        EmbeddedStore(path)
    assert path.read_bytes() == content


def test_another_programs_database_and_a_newer_one_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE music (title)")
    other.close()
    with pytest.raises(DamagedLibrary):
        EmbeddedStore(path)
    path.unlink()
    EmbeddedStore(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(LibraryError, match="library_newer"):
        EmbeddedStore(path)


@pytest.mark.parametrize("older", [False, True])
def test_a_report_is_added_without_a_look_at_all_others(tmp_path: Path, older: bool) -> None:
    store = EmbeddedStore(tmp_path / "library.sqlite")
    if older:
        store._db.execute("DROP INDEX documents_position")
        store.close()
        store = EmbeddedStore(store.path)
    seen: list[str] = []
    store._db.set_trace_callback(seen.append)
    with store.transaction():
        store.put(analysed())
    store._db.set_trace_callback(None)
    plans = [str(row[3]) for told in seen for row in store._db.execute(f"EXPLAIN QUERY PLAN {told}")]
    assert any("documents_position" in step for step in plans)
    assert [step for step in plans if step.startswith("SCAN documents")] == []
    store.close()


def test_damage_inside_is_found(store: EmbeddedStore) -> None:
    with store.transaction():
        store.put(analysed())
    store.close()
    content = bytearray(store.path.read_bytes())
    content[4096 : len(content)] = b"\xa5" * (len(content) - 4096)
    store.path.write_bytes(content)
    with pytest.raises(DamagedLibrary):
        EmbeddedStore(store.path).reports()


def test_threads_and_connections_see_each_other(store: EmbeddedStore) -> None:
    other = EmbeddedStore(store.path)
    before = other.change_counter()

    def write(number: int) -> None:
        with store.transaction():
            store.put(analysed(str(number), f"{number}.txt"))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert other.change_counter() != before
    assert len(other.reports()) == 6
    assert other.meta("generation") == "6"


def test_what_changed_is_remembered(store: EmbeddedStore) -> None:
    with store.transaction():
        store.put(analysed())
    first = store.state()
    with store.transaction():
        store.put(analysed("b", "b.txt"))
    with store.transaction():
        store.delete(["a"])
    assert sorted(store.changed_since(first[0])) == ["a", "b"] and store.changed_since(3) == []
    assert store.stamp_of(first[0]) == first[1] and store.stamp_of(9) is None
    assert store.stamp_of(first[0]) != store.stamp_of(store.state()[0])


def test_vectors_go_with_the_last_report_that_holds_their_text(store: EmbeddedStore) -> None:
    with store.transaction():
        store.put(analysed())
        store.put(analysed("b", "b.txt"))
    shas = list(store.missing("e"))
    with store.transaction():
        store.put_vectors(shas, np.ones((len(shas), 4), dtype=np.float32), "e")
        store.delete(["a"])
    assert store.known(shas, "e") == set(shas)
    assert all(row.report_id == "b" and row.vector for row in store.rows("sentences", "e", ["a", "b"]))
    assert [text for _, _, text in store.texts("sentences", ["b"])] == [t for _, _, t in store.texts("sentences")]
    with store.transaction():
        store.delete(["b"])
    assert store.known(shas, "e") == set()


def test_reports_are_chosen_by_place_and_period(store: EmbeddedStore) -> None:
    def put(report_id: str, text: str) -> None:
        store.put(analysis.analyse(Report(report_id, f"{report_id}.txt", text, Metadata(), report_id), Metadata()))

    with store.transaction():
        put("one", "Báo cáo kết quả của tỉnh Bắc Kạn năm 2022\n\nTỉnh Bắc Kạn có 8 huyện.")
        put("two", "Báo cáo kết quả của tỉnh Hà Giang năm 2021\n\nTỉnh Hà Giang có 11 huyện.")
        put("three", "Thông báo\n\nCó 11 huyện.")
    place = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn")
    period = Period(date(2021, 3, 1), date(2021, 3, 31), PeriodKind.MONTH)
    assert store.select(place, None) == {"one"} and store.select(None, period) == {"two"}
    assert store.select(place, period) == set() and store.select(None, None) == {"one", "two", "three"}
    assert store.ids() == ["one", "two", "three"] and store.count() == 3
