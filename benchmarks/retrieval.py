"""nDCG@10 of document retrieval: a question set's contexts are the files, a question's own context is the right one.

    python benchmarks/retrieval.py ../shared/data/qa/mlqa_vi_dev.jsonl [--library DIR] [--limit N] [--json]

Measured as asked, without diacritics, and in English where the set brings its questions' translation.
"""

from __future__ import annotations

import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from _shared import arguments, over_contexts, records, show

from rag.offline import guard

guard()

from rag.search.retrieval import Retriever, ranked  # noqa: E402
from rag.storage.library import Library  # noqa: E402
from rag.text import fold  # noqa: E402

Row = dict[str, object]
Rank = Callable[[str], list[str]]


def main() -> None:
    """Build the library, ask every question, print one table."""
    parser = over_contexts(arguments(__doc__))
    parser.add_argument("--library", type=Path, help="keep the library here, so that the next run encodes nothing")
    options = parser.parse_args()
    rows = list(records(options.questions))
    with tempfile.TemporaryDirectory() as scratch, Library(options.library or Path(scratch) / "library") as library:
        source_of = add_contexts(library, rows, Path(scratch))
        asked = rows[:: max(1, len(rows) // options.limit)] if options.limit else rows
        results = measure(library, asked, source_of)
    show(results, table(results).splitlines(), options.json)


def add_contexts(library: Library, rows: list[Row], scratch: Path) -> dict[str, str]:
    """Add every context as a file; returns each context's source name."""
    folder = scratch / "contexts"
    folder.mkdir()
    names: dict[str, str] = {}
    for row in rows:
        context = str(row["context"])
        if context not in names:
            names[context] = f"{len(names):05d}.txt"
            (folder / names[context]).write_text(context, "utf-8")
    library.add([folder], lambda done, total, source: print(f"\r{done}/{total}", end="", file=sys.stderr))
    return names


def measure(library: Library, rows: list[Row], source_of: dict[str, str]) -> dict[str, dict[str, float]]:
    """nDCG@10, recall@1 and seconds a question, for each way of asking."""
    retriever = Retriever(library)
    source = {report.id: report.source for report in library.reports()}

    def rank(question: str) -> list[str]:
        return [source[hit.report_id] for hit in ranked(retriever, question, 10, "document")]

    ways = {
        "as asked": [(str(r["question"]), r) for r in rows],
        "no diacritics": [(fold(str(r["question"])), r) for r in rows],
    }
    english = [
        (str(r["meta"]["question_en"]), r)
        for r in rows
        if isinstance(r.get("meta"), dict) and "question_en" in r["meta"]
    ]  # type: ignore[index, operator]
    if english:
        ways["English"] = english
    return {name: score(rank, [(q, source_of[str(r["context"])]) for q, r in asked]) for name, asked in ways.items()}


def score(rank: Rank, asked: list[tuple[str, str]]) -> dict[str, float]:
    """The measures of one way of asking; one document is right."""
    gains, seconds = [], []
    for question, right in asked:
        started = time.perf_counter()
        found = rank(question)
        seconds.append(time.perf_counter() - started)
        gains.append(1 / math.log2(found.index(right) + 2) if right in found else 0.0)
    return {
        "questions": len(asked),
        "ndcg10": statistics.fmean(gains),
        "recall1": sum(g == 1 for g in gains) / len(gains),
        "median_ms": statistics.median(seconds) * 1000,
    }


def table(results: dict[str, dict[str, float]]) -> str:
    """The measures as text."""
    lines = [f"{'asked':16}{'questions':>10}{'nDCG@10':>10}{'recall@1':>10}{'ms':>8}"]
    lines += [
        f"{name:16}{r['questions']:>10.0f}{r['ndcg10']:>10.4f}{r['recall1']:>10.4f}{r['median_ms']:>8.1f}"
        for name, r in results.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
