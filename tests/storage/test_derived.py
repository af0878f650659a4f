"""The derived indexes follow the library report by report, and a harmed one is mended, whatever was going on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from syllables import SyllableEncoder

from rag.search import dense, lexical
from rag.search.retrieval import Retriever
from rag.storage import derived
from rag.storage.derived import LEVELS, Indexes, damage
from rag.storage.library import Library
from rag.types import Language


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", SyllableEncoder()) as opened:
        yield opened


def put(library: Library, number: int, version: int = 0) -> None:
    folder = library.directory.parent / "files"
    folder.mkdir(exist_ok=True)
    path = folder / f"{number}.txt"
    path.write_text(
        f"Báo cáo của tỉnh Hà Giang năm {2000 + number}\n\nTỉnh có {number * 10 + version} trường học loại {number}. "
        f"Doanh thu bưu chính đợt {version} đạt {number},5 tỷ đồng.",
        "utf-8",
    )
    assert library.add([path])[0].error is None


def state(indexes: Indexes, library: Library) -> dict[str, set[tuple[str, int, int, int]]]:
    """What the indexes hold, as they find it themselves."""
    query = library.encoder.encode_queries(["trường học"])[0]
    found = {}
    for name in LEVELS:
        level = indexes.levels[name]
        places = level.indexed(list(level.search(query, 10_000)))
        assert len(places) == len(level)
        found[name] = {(one.report_id, one.number, one.start, one.end) for one in places.values()}
        words_of = indexes.lexical[name].search("tỉnh năm trường đồng", 10_000, lexical.LexicalWeights())
        assert set(words_of) <= set(places)
        assert {one.report_id for one in places.values()} == {places[row].report_id for row in words_of}
    return found


def wanted(library: Library) -> dict[str, set[tuple[str, int, int, int]]]:
    """What they ought to hold, from the database."""
    return {
        name: {(r.report_id, r.number, r.start, r.end) for r in library.store.rows(name, library.encoder.name)}
        for name in LEVELS
    }


def test_a_change_costs_its_report_alone(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        put(library, number)
    retriever = Retriever(library)
    before = retriever.refresh()
    asked: list[Sequence[str] | None] = []
    rows, texts = library.store.rows, library.store.texts
    monkeypatch.setattr(library.store, "rows", lambda *a: (asked.append(a[2]), rows(*a))[1])
    monkeypatch.setattr(library.store, "texts", lambda *a: (asked.append(a[1]), texts(*a))[1])
    put(library, 1, version=7)
    library.remove(["2.txt"])
    put(library, 9)
    after = retriever.refresh()
    changed = {report.id for report in library.reports() if report.source in ("1.txt", "9.txt")}
    assert all(ids is not None and changed < set(ids) and len(ids) == 3 for ids in asked) and asked
    assert after.levels["passages"].base is before.levels["passages"].base
    monkeypatch.undo()
    assert state(after, library) == wanted(library)
    hits = retriever.search("trường học loại 1", 3, language=Language.VIETNAMESE, has_diacritics=True)
    assert "17 trường" in library.report(hits[0].report_id).text[hits[0].start : hits[0].end]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["put", "remove", "ask", "open"]), st.integers(0, 5)), max_size=14))
def test_any_order_of_changes(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derived, "_WAITING", (3, 6))  # so that merges happen too
        patch.setattr(dense, "EXACT_LIMIT", 20)  # and inverted lists
        patch.setattr(dense, "_FEW", 2)
        with Library(tmp_path_factory.mktemp("any") / "library", SyllableEncoder()) as library:
            retriever = Retriever(library)
            for version, (step, number) in enumerate(steps):
                there = [report.source for report in library.reports()]
                if step == "put":
                    put(library, number, version)
                elif step == "remove" and there:
                    library.remove([there[number % len(there)]])
                elif step == "open":
                    retriever = Retriever(library)
                else:
                    assert state(retriever.refresh(), library) == wanted(library)
            assert state(retriever.refresh(), library) == wanted(library)
            assert state(Retriever(library).refresh(), library) == wanted(library)


def test_bases_are_merged_when_much_waits(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "_WAITING", (5, 5))
    put(library, 0)
    retriever = Retriever(library)
    first = retriever.refresh()
    for number in range(1, 6):
        put(library, number)
    merged = retriever.refresh()
    assert merged.base.generation > first.base.generation and not len(merged.levels["sentences"].delta.rows)
    assert state(merged, library) == wanted(library)
    assert damage(library.directory / "indexes", library.stamp, library.encoder.name) == ""


def test_a_database_put_back_from_a_copy_is_not_mistaken(library: Library) -> None:
    put(library, 0)
    library.close()
    saved = (library.directory / "library.sqlite").read_bytes()
    for number in (1, 2):  # twice the same generation, by different changes
        (library.directory / "library.sqlite").write_bytes(saved)
        with Library(library.directory, SyllableEncoder()) as again:
            put(again, number)
            assert state(Retriever(again).refresh(), again) == wanted(again)


KILLED = """
import os, sys
from pathlib import Path
import rag.storage.manifest as manifest, rag.search.lexical as lexical, rag.storage.derived as derived
sys.path[:0] = [sys.argv[3], os.path.dirname(sys.argv[3])]
from test_derived import SyllableEncoder, put
from rag.search.retrieval import Retriever
from rag.storage.library import Library
class Written(Exception): pass
def die(*_, **__): os.kill(os.getpid(), 9)
library = Library(Path(sys.argv[1]), SyllableEncoder())
retriever = Retriever(library)
retriever.refresh()
put(library, 1, 3)
library.remove(["2.txt"])
where = sys.argv[2]
if where == "after commit": manifest.write = die
elif where == "while committing":
    terms, seen = lexical.terms, []
    lexical.terms = lambda text: (seen.append(1), die() if len(seen) == 3 else terms(text))[1]
elif where == "while merging":
    derived._WAITING = (0, 0)
    derived.segments.merged = die
elif where == "before the swap":
    derived._WAITING = (0, 0)
    derived.manifest.write = die
retriever.refresh()
"""


@pytest.mark.parametrize("where", ["after commit", "while committing", "while merging", "before the swap"])
def test_a_process_killed_while_updating(library: Library, where: str) -> None:
    for number in range(4):
        put(library, number)
    Retriever(library).refresh()
    library.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(library.directory), where, str(Path(__file__).parent)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "."},
        check=False,
    )
    assert done.returncode == -9
    with Library(library.directory, SyllableEncoder()) as again:
        assert state(Retriever(again).refresh(), again) == wanted(again)
        put(again, 8)
        assert state(Retriever(again).refresh(), again) == wanted(again)


def test_a_vector_that_is_gone_is_made_again(library: Library) -> None:
    put(library, 0)
    with library.store.transaction():
        library.store._db.execute("DELETE FROM vectors")
    assert state(Retriever(library).refresh(), library) == wanted(library)


def test_a_library_of_the_first_format(library: Library) -> None:
    put(library, 3)
    database = library.store._db
    database.execute("DROP TABLE changes")
    database.execute("DROP TABLE history")
    for name in ("documents_province", "documents_place", "documents_period"):
        database.execute(f"DROP INDEX {name}")
    for column in ("province", "place", "period_start", "period_end"):
        database.execute(f"ALTER TABLE documents DROP COLUMN {column}")
    database.execute("PRAGMA user_version = 1")
    library.close()
    with Library(library.directory, SyllableEncoder()) as again:
        assert state(Retriever(again).refresh(), again) == wanted(again)
        put(again, 4)
        assert state(Retriever(again).refresh(), again) == wanted(again)
        assert len(again.reports()) == 2 and again.verify() == []
