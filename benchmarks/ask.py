"""How long does an answer take? Opening a library, the first answer, then every question of a set, warm.

python benchmarks/ask.py [--gold GOLD.jsonl] [--reports FOLDER] [--json]
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rag.answering.assistant import Assistant
from rag.evaluating.evaluation import predict
from rag.evaluating.gold import read_gold
from rag.evaluating.scoring import GoldQuestion
from rag.offline import guard
from rag.storage.library import Library

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Measure on this machine and print one table."""
    guard()
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "gold" / "seeds.jsonl")
    parser.add_argument("--reports", type=Path, nargs="+", default=sorted((ROOT / "seeds").glob("*.txt")))
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout, the table on stderr")
    options = parser.parse_args()
    measured = measure(read_gold(options.gold), options.reports)
    width = max(map(len, measured))
    print(
        "\n".join(f"{name:{width}}  {value:10.1f}" for name, value in measured.items()),
        file=sys.stderr if options.json else sys.stdout,
    )
    if options.json:
        print(json.dumps(measured))


def measure(questions: Sequence[GoldQuestion], reports: Sequence[Path]) -> dict[str, float]:
    """The measured values by name; times in milliseconds, memory in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "library"
        added = time.perf_counter()
        with Library(place) as library:
            library.add(reports)
            stored = len(library.reports())
        opened = time.perf_counter()
        with Library(place) as library:
            assistant = Assistant(library)
            first = predict(questions[0], assistant.ask)
            ready = time.perf_counter()
            warm = [predict(question, assistant.ask).timings_ms for question in questions]
    totals = sorted(timings["total"] for timings in warm)
    steps = sorted({step for timings in warm for step in timings} - {"total"})
    return {
        "reports": stored,
        "questions": len(questions),
        "adding the reports, encoder loaded, ms": (opened - added) * 1000,
        "from opening to the first answer, ms": (ready - opened) * 1000,
        "first answer, ms": first.timings_ms["total"],
        "median answer, ms": statistics.median(totals),
        "95th percentile, ms": totals[min(len(totals) - 1, int(0.95 * len(totals)))],
        "slowest answer, ms": totals[-1],
        **{f"median {step}, ms": statistics.median(timings.get(step, 0.0) for timings in warm) for step in steps},
        "peak memory, MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    main()
