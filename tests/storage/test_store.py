"""The database: transactions, strangers' files, damage."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import numpy as np
import pytest

from rag.documents import analysis
from rag.errors import DamagedLibrary, LibraryError
from rag.storage.store import Store
from rag.types import Metadata, Report

TEXT = "Báo cáo năm 2022\n\nTỉnh có 12 huyện. Doanh thu đạt 3,5 tỷ đồng."


def analysed(report_id: str = "a", source: str = "a.txt") -> analysis.Analysed:
    return analysis.analyse(Report(report_id, source, TEXT, Metadata(), "sha"), Metadata())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "library" / "library.sqlite")


def test_what_is_put_comes_back(store: Store) -> None:
    wanted = analysed()
    with store.transaction():
        store.put(wanted)
    assert store.reports() == [wanted.report]
    assert store.sentences("a") == list(wanted.sentences)
    assert store.passages("a") == list(wanted.passages)
    assert store.figures() == list(wanted.figures) == store.figures("a")
    assert store.meta("generation") == "1"
    assert store.problems() == []


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    stamp = store.meta("stamp")
    with pytest.raises(RuntimeError), store.transaction():
        store.put(analysed())
        raise RuntimeError
    assert store.reports() == []
    assert (store.meta("generation"), store.meta("stamp")) == ("0", stamp)


def test_deleting_takes_everything_along(store: Store) -> None:
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
        store.prune()
    assert store.indexed("sentences") == [] and store.figures() == [] and store.known(shas, "e") == set()


def test_a_missing_vector_is_damage(store: Store) -> None:
    with pytest.raises(DamagedLibrary):
        store.vectors(["none"], "e", 4)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(content)
    with pytest.raises(DamagedLibrary, match="library_damaged"):
        Store(path)
    assert path.read_bytes() == content


def test_another_programs_database_and_a_newer_one_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE music (title)")
    other.close()
    with pytest.raises(DamagedLibrary):
        Store(path)
    path.unlink()
    Store(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(LibraryError, match="library_newer"):
        Store(path)


def test_damage_inside_is_found(store: Store) -> None:
    with store.transaction():
        store.put(analysed())
    store.close()
    content = bytearray(store.path.read_bytes())
    content[4096 : len(content)] = b"\xa5" * (len(content) - 4096)
    store.path.write_bytes(content)
    with pytest.raises(DamagedLibrary):
        Store(store.path).reports()


def test_threads_and_connections_see_each_other(store: Store) -> None:
    other = Store(store.path)
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
