"""What does an answer cost as the library grows around the reports that are asked about?

    python benchmarks/growth.py TEXTS.jsonl.xz [--sizes N ...] [--encoded N] [--gold GOLD.jsonl] [--json]

The same questions are asked of the seeds alone, and of the seeds among so many passages of TEXTS, made as
`scale.py` makes them. Rows: passages and reports; p50_ms and p95_ms of an answer, warm; the median of each stage;
reading_share, of the median answer; strict_accuracy, right and cited or rightly declined.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from _shared import arguments, in_ms, markdown, over_reports, show, stage_medians
from scale import cut, fill, vectors_of

from rag.offline import guard

guard()

from rag.answering.assistant import Assistant  # noqa: E402
from rag.evaluating.evaluation import evaluate, predict  # noqa: E402
from rag.evaluating.gold import read_gold  # noqa: E402
from rag.evaluating.scoring import GoldQuestion  # noqa: E402
from rag.storage.library import Library  # noqa: E402


def main() -> None:
    """Build a library of each size, ask every question, print one table."""
    parser = over_reports(arguments(__doc__))
    parser.add_argument("texts", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 1_000, 100_000], help="passages beside the seeds'")
    parser.add_argument("--encoded", type=int, default=500, help="passages of TEXTS that are really encoded")
    options = parser.parse_args()
    asked = read_gold(options.gold)
    articles = list(cut(options.texts, max(options.sizes)))
    pool = vectors_of(articles, options.encoded)
    rows = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library") as library:
            library.add(options.reports)
            number = fill(library, articles, pool, size)[0] if size else 0
            rows.append({"passages": size, "reports": number + len(options.reports)} | measure(library, asked))
        print(rows[-1], file=sys.stderr, flush=True)
    show({"rows": rows}, markdown(rows), options.json)


def measure(library: Library, asked: Sequence[GoldQuestion]) -> dict[str, Any]:
    """The columns of one library; a first question, which opens its indexes, is not counted."""
    assistant = Assistant(library)
    predict(asked[0], assistant.ask)
    told = [predict(question, assistant.ask) for question in asked]
    totals = [one.timings_ms["total"] / 1000 for one in told]
    stages = {f"{stage}_ms": value for stage, value in stage_medians([one.timings_ms for one in told]).items()}
    times = in_ms(totals)
    strict = evaluate(asked, told).overall.strict_accuracy
    return {**times, **stages, "reading_share": stages["reading_ms"] / times["p50_ms"], "strict_accuracy": strict}


if __name__ == "__main__":
    main()
