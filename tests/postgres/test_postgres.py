"""The PostgreSQL engine where it differs: its errors, two processes, a lost server, its graph, its counts of words."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest
from servers import Server
from syllables import SyllableEncoder

from rag.cli import main
from rag.errors import DamagedLibrary, HoiBaoCaoError, LibraryError, UsageError
from rag.messages import render
from rag.postgres import levels, words
from rag.postgres.address import Address
from rag.postgres.engine import PostgresEngine
from rag.postgres.store import PostgresStore
from rag.postgres.terms import numbered
from rag.search.lexical import Entry, LexicalIndex, LexicalWeights
from rag.search.retrieval import Retriever
from rag.storage.backup import back_up, restore
from rag.storage.library import Library
from rag.storage.sources import location_of, own_folder
from rag.types import Language

ROOT = Path(__file__).parents[2]


def written(folder: Path, number: int, more: str = "") -> Path:
    path = folder / f"{number}.txt"
    path.write_text(
        f"Báo cáo của tỉnh Hà Giang năm {2000 + number}\n\nTỉnh có {number + 3} trường học. {more}", "utf-8"
    )
    return path


def store_of(library: Library) -> PostgresStore:
    assert isinstance(library.store, PostgresStore)
    return library.store


@pytest.fixture
def library(server: Server, tmp_path: Path) -> Iterator[Library]:
    with Library(server.url(f"own_{secrets.token_hex(6)}"), SyllableEncoder()) as opened:
        opened.add([written(tmp_path, number) for number in range(3)])
        yield opened


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that the test may stop."""
    made = Server()
    yield made
    made.close()


def said(location: str) -> HoiBaoCaoError:
    """The error that opening gives; no message of it holds the password."""
    with pytest.raises(LibraryError) as caught:
        Library(location)
    for language in ("vi", "en"):
        assert "secret" not in render(caught.value, language) and "{" not in render(caught.value, language)
    return caught.value


def test_an_address_hides_its_password() -> None:
    address = Address.of("postgresql://me:secret@db.example:5433/reports?sslmode=require&library=tinh")
    assert address.name == "postgresql://db.example:5433/reports?library=tinh"
    assert address.conninfo == "postgresql://me:secret@db.example:5433/reports?sslmode=require"
    assert address.schema == "hoibaocao_tinh" and "secret" not in repr(address)
    with pytest.raises(UsageError, match="postgres_library_name"):
        Address.of("postgresql://db/reports?library=a%22b")


def test_locations(tmp_path: Path) -> None:
    address = "postgresql://me:one@db/reports"
    assert location_of(address) == address and location_of(str(tmp_path)) == tmp_path
    assert own_folder(address) == own_folder("postgresql://me:two@db/reports") != own_folder("postgresql://db/other")
    assert own_folder(tmp_path) == tmp_path


def test_errors_say_what_to_do(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(server.url(password="secret")).key == "postgres_refused"
    assert said(server.url(database="none")).key == "postgres_refused"
    assert said("postgresql://me:secret@127.0.0.1:1/reports").key == "postgres_unreachable"
    monkeypatch.setitem(sys.modules, "psycopg", None)
    error = said("postgresql://me:secret@127.0.0.1:1/reports")
    assert error.key == "postgres_extra_missing" and "hoibaocao[postgres]" in render(error, "en")


def test_a_server_without_pgvector_is_named(server: Server) -> None:
    with psycopg.connect(server.url(), autocommit=True) as admin:
        admin.execute("CREATE DATABASE bare")
        admin.execute("CREATE ROLE guest LOGIN PASSWORD 'secret'")
    guest = server.url(password="secret", database="bare").replace("//hoibaocao:", "//guest:")
    error = said(guest)
    assert error.key == "postgres_vector_missing" and "permission denied" in str(error.details["reason"])


def test_a_backup_is_the_servers_own(library: Library, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="backup_on_server"):
        back_up(library, tmp_path / "copy.sqlite")
    (tmp_path / "some").write_bytes(b"")
    with pytest.raises(UsageError, match="backup_on_server"):
        restore(tmp_path / "some", library.location)


def test_what_is_no_library_is_left_alone(server: Server) -> None:
    with psycopg.connect(server.url(), autocommit=True) as admin:
        admin.execute("CREATE SCHEMA hoibaocao_taken")
        admin.execute("CREATE TABLE hoibaocao_taken.cash (sum integer)")
    with pytest.raises(DamagedLibrary, match="other tables"):
        Library(server.url("taken"))
    with Library(server.url("newer")) as library, library.store.transaction():
        library.store.set_meta("format", "99")
    with pytest.raises(LibraryError, match="library_newer"):
        Library(server.url("newer"))


def test_the_command_line_takes_an_address(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["list", "--json", "--library", server.url("line")]) == 0
    assert capsys.readouterr().out == "[]\n"
    monkeypatch.setenv("HOIBAOCAO_LIBRARY", server.url("line", password="secret"))
    assert main(["list"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and f"127.0.0.1:{server.port}" in told and "secret" not in told


KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from rag.storage.library import Library
from rag.postgres.store import PostgresStore
from syllables import SyllableEncoder
put = PostgresStore.put_vectors
def die(*given):
    put(*given)
    os.kill(os.getpid(), 9)
PostgresStore.put_vectors = die
with Library(sys.argv[1], SyllableEncoder()) as library:
    library.add([Path(sys.argv[2])])
"""


def test_a_process_killed_while_adding_leaves_nothing(library: Library, tmp_path: Path) -> None:
    before = library.stamp, tables(library)
    given = [str(library.location), str(written(tmp_path, 7, "Có 9 xã.")), str(ROOT), str(ROOT / "tests")]
    done = subprocess.run([sys.executable, "-c", KILLED, *given], cwd=tmp_path, env=dict(os.environ), check=False)
    assert done.returncode == -9
    assert (library.stamp, tables(library)) == before and library.verify() == []
    assert [one.status for one in library.add([tmp_path / "7.txt"])] == ["added"]  # and no lock is left behind
    with Library(library.location) as other:
        assert other.count() == library.count() == 4 and other.stamp == library.stamp


def tables(library: Library) -> dict[str, int]:
    names = ("documents", "sentences", "passages", "vectors", "figures", "changes", "history", "lexicon")
    return {name: store_of(library).select_rows(f"SELECT count(*) FROM {name}", [])[0][0] for name in names}


def test_a_server_that_goes_away_is_named_and_found_again(own_server: Server, tmp_path: Path) -> None:
    with Library(own_server.url(), SyllableEncoder()) as library:
        library.add([written(tmp_path, 1)])
        own_server.stop()
        for _ in range(2):
            with pytest.raises(LibraryError, match="postgres_unreachable") as caught:
                library.reports()
            assert own_server.password not in render(caught.value, "en")
        with pytest.raises(LibraryError, match="postgres_unreachable"):
            library.add([written(tmp_path, 2)])
        own_server.start()
        assert library.count() == 1 and library.add([written(tmp_path, 2)])[0].status == "added"
        assert Retriever(library).search("trường", 3, language=Language.VIETNAMESE, has_diacritics=True)


def test_a_transaction_does_not_outlive_its_connection(library: Library) -> None:
    with pytest.raises(LibraryError, match="postgres_unreachable"), library.store.transaction():
        library.store.delete([library.store.ids()[0]])
        with psycopg.connect(Address.of(str(library.location)).conninfo, autocommit=True) as admin:
            mine = store_of(library).select_rows("SELECT pg_backend_pid()", [])[0][0]
            admin.execute("SELECT pg_terminate_backend(%s, 10000)", (mine,))
        library.store.delete([library.store.ids()[0]])
    assert library.count() == 3 and library.verify() == []


def test_a_reader_keeps_to_one_state(library: Library) -> None:
    with Library(library.location) as other, library.store.reading():
        first = library.store.ids()[0]
        other.remove([first])
        assert first in library.store.ids() and library.count() == 3
    assert library.count() == 2 and first not in library.store.ids()


def test_words_are_counted_as_they_come_and_go(library: Library, tmp_path: Path) -> None:
    def check() -> None:
        store = store_of(library)
        for level in ("sentences", "passages"):
            texts = [numbered(text, level) for _, _, text in store.texts(level)]
            counted = Counter(term for one in texts for term in one.terms)
            assert store.counts(level, list(counted)) == counted
            assert store.totals(level) == (len(texts), sum(one.length for one in texts))

    check()
    library.add([written(tmp_path, 1, "Có 12 huyện, 12 huyện.")])
    check()
    library.remove([library.reports()[0].id])
    check()
    assert store_of(library).select_rows("SELECT count(*) FROM lexicon WHERE count < 0", []) == [(0,)]


def test_a_library_without_counts_is_read_anew(library: Library) -> None:
    def found(opened: Library) -> list[tuple[str, int, float]]:
        hits = Retriever(opened).search("mấy trường học", 5, language=Language.VIETNAMESE, has_diacritics=True)
        return [(hit.report_id, hit.start, round(hit.lexical, 4)) for hit in hits]

    wanted = found(library)
    for level in ("sentences", "passages"):
        store_of(library).run(f"ALTER TABLE {level} DROP COLUMN counts")
    with Library(library.location, SyllableEncoder()) as older:
        assert found(older) == wanted and any(score > 0 for *_, score in wanted)


def test_an_index_scores_as_the_embedded_one_does(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_of(library)
    fields = LexicalWeights(0.5, 0.25, 0.5, 0.25)
    for level in ("sentences", "passages"):
        embedded = LexicalIndex.build(Entry(row, report, text) for row, report, text in store.texts(level))
        for question in ("Hà Giang có mấy trường học năm 2001", "bao cao", "không có gì"):
            wanted = embedded.search(question, 9, fields)
            for most in (words.EXACT_ROWS, 0):
                monkeypatch.setattr(words, "EXACT_ROWS", most)
                assert words.PostgresWords(store, level).search(question, 9, fields) == pytest.approx(wanted, rel=0.02)


def test_the_graph_finds_what_comparing_all_finds(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = library.engine
    assert isinstance(engine, PostgresEngine)
    query = SyllableEncoder().encode_queries(["trường học của tỉnh"])[0]
    exact = engine.indexes("syllables", 32).levels["sentences"].search(query, 5)
    monkeypatch.setattr("rag.postgres.engine.EXACT_VECTORS", 0)
    level = engine.indexes("syllables", 32).levels["sentences"]
    assert level.search(query, 5) == exact
    monkeypatch.setattr(levels, "_FEW", 0)
    only = library.store.ids()[:1]
    assert {level.indexed([row])[row].report_id for row in level.search(query, 5, only)} == set(only)
    for way in ("seqscan", "sort"):  # of some ten rows, which the server would rather read than look up
        store_of(library).run(f"SET enable_{way} = off")
    statement, values = level.statement(query, 5)
    plan = "\n".join(row[0] for row in store_of(library).select_rows(f"EXPLAIN {statement}", values))
    assert "vectors_graph_32" in plan


def test_rows_without_a_report_are_a_problem(library: Library) -> None:
    store_of(library).run("DELETE FROM documents WHERE source = '0.txt'")
    assert library.verify() and all("not there" in line for line in library.verify())


def test_vectors_come_back_as_they_were_put(library: Library) -> None:
    wanted: Any = np.random.default_rng(0).normal(size=(3, 8)).astype(np.float32)
    with library.store.transaction():
        library.store.put_vectors(["a", "b", "c"], wanted, "e")
        library.store.put_vectors(["b"], wanted[:1], "e")
    found = library.store.vectors(["c", "b", "c"], "e", 8)
    assert np.array_equal(found, wanted[[2, 0, 2]].astype(np.float16).astype(np.float32))
    with pytest.raises(DamagedLibrary):
        library.store.vectors(["a", "none"], "e", 8)
