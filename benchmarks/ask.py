"""How long does an answer take? A new process's first answer, then every question of a set, warm, stage by stage.

    python benchmarks/ask.py [--gold GOLD.jsonl] [--reports FOLDER] [--json]

The cold start is `python -m rag ask` with a ready library, from the process's begin to its end.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from _shared import ROOT, arguments, in_ms, markdown, over_reports, show, stage_medians

from rag.offline import guard

guard()

from rag.answering.assistant import Assistant  # noqa: E402
from rag.evaluating.evaluation import predict  # noqa: E402
from rag.evaluating.gold import read_gold  # noqa: E402
from rag.evaluating.scoring import GoldQuestion  # noqa: E402
from rag.storage.library import Library  # noqa: E402

COLD = 3  # new processes, of which the median counts


def main() -> None:
    """Measure on this machine and print one table."""
    options = over_reports(arguments(__doc__)).parse_args()
    measured = measure(read_gold(options.gold), options.reports)
    stages = {f"median {stage}, ms": value for stage, value in measured["stages"].items()}
    flat = {name: value for name, value in measured.items() if name != "stages"} | stages
    show(measured, markdown([{"measure": name, "value": value} for name, value in flat.items()]), options.json)


def measure(questions: Sequence[GoldQuestion], reports: Sequence[Path]) -> dict[str, Any]:
    """The measured values by name; "stages" holds the median milliseconds of each."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "library"
        added = time.perf_counter()
        with Library(place) as library:
            library.add(reports)
            stored = library.count()
        opened = time.perf_counter()
        with Library(place) as library:
            assistant = Assistant(library)
            first = predict(questions[0], assistant.ask)
            ready = time.perf_counter()
            warm = [predict(question, assistant.ask).timings_ms for question in questions]
        cold = statistics.median(cold_start(place, questions[0].question) for _ in range(COLD))
    totals = [timings["total"] / 1000 for timings in warm]
    return {
        **in_ms(totals),
        "cold_start_s": cold,
        "stages": stage_medians(warm),
        "reports": stored,
        "questions": len(questions),
        "adding_s": opened - added,
        "opening_s": ready - opened,
        "first_ms": first.timings_ms["total"],
        "slowest_ms": 1000 * max(totals),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def cold_start(library: Path, question: str) -> float:
    """Seconds from the begin of a new process to the end of its answer."""
    command = [sys.executable, "-m", "rag", "ask", "--library", str(library), question]
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
