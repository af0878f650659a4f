"""One library over three servers: it finds what one server finds, each part sorts its own, a dead one is named."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import Server
from syllables import SyllableEncoder

from rag.errors import LibraryError, UsageError
from rag.messages import render
from rag.postgres.levels import PostgresLevel
from rag.postgres.nodes import set_up
from rag.postgres.store import PostgresStore
from rag.search.retrieval import Retriever
from rag.storage.library import Library
from rag.types import Language

QUESTIONS = ("xã thứ 7 của tỉnh Hà Giang có bao nhiêu trường học", "doanh thu bưu chính năm 2021", "trạm y tế")


@pytest.fixture(scope="module")
def workers() -> Iterator[list[Server]]:
    """Two servers for the texts and vectors."""
    made = [Server(), Server()]
    yield made
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def address(server: Server, workers: list[Server]) -> str:
    """A library over three servers, the session's and the two."""
    made = server.url("spread")
    set_up(made, [worker.url() for worker in workers])
    return made


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("files")
    paths = []
    for number in range(12):
        text = "".join(
            f"Xã thứ {n} có {number * n + 2} trường học và {n + 1} trạm y tế.\n\nDoanh thu {n},{number} tỷ.\n\n"
            for n in range(15)
        )
        paths.append(folder / f"{number}.txt")
        paths[-1].write_text(f"Báo cáo của tỉnh Hà Giang năm {2010 + number}\n\n{text}", "utf-8")
    return paths


def hits(library: Library, only: list[str] | None = None) -> list[list[tuple[str, int, float]]]:
    retriever = Retriever(library)
    return [
        [
            (hit.report_id, hit.start, round(hit.score, 4))
            for hit in retriever.search(
                question, 10, language=Language.VIETNAMESE, has_diacritics=True, what=what, report_ids=only
            )
        ]
        for question in QUESTIONS
        for what in ("sentences", "passages")
    ]


def test_three_servers_find_what_one_finds(server: Server, address: str, files: list[Path]) -> None:
    with Library(server.url("whole"), SyllableEncoder()) as one, Library(address, SyllableEncoder()) as three:
        for library in (one, three):
            assert {added.status for added in library.add(files)} == {"added"}
            before = files[1].read_text("utf-8")
            files[1].write_text(before.replace("Xã thứ 3", "Phường số 3"), "utf-8")
            assert library.add([files[1]])[0].status == "replaced"
            files[1].write_text(before, "utf-8")
            library.remove(["5.txt"])
            assert library.verify() == []
        only = [report.id for report in one.reports()[2:5]]
        assert hits(three) == hits(one) and hits(three, only) == hits(one, only)
        assert three.figures() == one.figures()


def test_each_part_is_sorted_where_it_lies(address: str, files: list[Path]) -> None:
    with Library(address, SyllableEncoder()) as library:
        library.add(files)
        level = library.engine.indexes("syllables", 32).levels["sentences"]
        store = library.store
        assert isinstance(level, PostgresLevel) and isinstance(store, PostgresStore)
        store.run("SET enable_sort = off")  # here, where so few rows might as well be sorted
        statement, values = level.statement(SyllableEncoder().encode_queries(["trường học"])[0], 10)
        plan = "\n".join(row[0] for row in store.select_rows(f"EXPLAIN (VERBOSE) {statement}", values))
        remote = re.findall(r"Remote SQL: .*", plan)
        assert len(remote) == 2 and all("INNER JOIN" in one and "ORDER BY" in one and "<#>" in one for one in remote)
        parts = [
            store.select_rows(f"SELECT count(*) FROM {table}_{number}", [])[0][0]
            for table in ("sentences", "vectors")
            for number in (1, 2)
        ]
        assert min(parts) > 0


def test_a_dead_server_is_named(address: str, workers: list[Server], files: list[Path]) -> None:
    with Library(address, SyllableEncoder()) as library:
        before = library.add(files) and hits(library)
        workers[1].stop()
        try:
            with pytest.raises(LibraryError, match="postgres_node_unreachable") as caught:
                hits(library)
            assert "node_2" in render(caught.value, "en") and workers[1].password not in str(caught.value)
            with pytest.raises(LibraryError, match="postgres_node_unreachable"):
                library.remove(["0.txt"])
        finally:
            workers[1].start()
        assert hits(library) == before and library.verify() == []


def test_only_an_empty_place_is_set_up(address: str, workers: list[Server], server: Server) -> None:
    with pytest.raises(UsageError, match="postgres_not_empty"):
        set_up(address, [workers[0].url()])
    given = [server.url("spread"), workers[0].url()]
    done = subprocess.run(
        [sys.executable, "-m", "rag.postgres.nodes", *given],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and workers[0].password not in done.stderr
