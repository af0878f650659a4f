"""Are the answers right? The measures over a gold set, and what leaving out the unsure ones would give.

python benchmarks/answers.py                                        our own questions over the seeds
python benchmarks/answers.py --gold GOLD.jsonl --reports FOLDER     any other set, over its reports
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from rag.answering.assistant import Assistant
from rag.evaluating.evaluation import evaluate, predict, table, timing_line
from rag.evaluating.gold import read_gold
from rag.evaluating.scoring import RiskPoint, risk_coverage
from rag.offline import guard
from rag.storage.library import Library

ROOT = Path(__file__).parent.parent
COVERAGE_STEPS = 10  # lines of the curve that are printed


def main() -> None:
    """Ask every question over a fresh library and print the measures."""
    guard()
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "gold" / "seeds.jsonl")
    parser.add_argument("--reports", type=Path, nargs="+", default=sorted((ROOT / "seeds").glob("*.txt")))
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout, the table on stderr")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library") as library:
        library.add(options.reports)
        assistant = Assistant(library)
        questions = read_gold(options.gold)
        evaluation = evaluate(questions, [predict(question, assistant.ask) for question in questions])
    curve = risk_coverage(evaluation.verdicts)
    lines = [*table(evaluation), timing_line(evaluation.verdicts), "", *curve_lines(curve)]
    print("\n".join(lines), file=sys.stderr if options.json else sys.stdout)
    if options.json:
        print(
            json.dumps(
                {
                    "gold": options.gold.name,
                    "overall": asdict(evaluation.overall),
                    "risk_coverage": [asdict(point) for point in curve],
                }
            )
        )


def curve_lines(curve: tuple[RiskPoint, ...]) -> list[str]:
    """About ten points of the risk-coverage curve, the last among them."""
    step = max(1, len(curve) // COVERAGE_STEPS)
    shown = [*curve[:-1:step], *curve[-1:]]
    return [
        "confidence  coverage  error among the answered",
        *(f"{point.threshold:>10.3f}{point.coverage:>10.3f}{point.risk:>10.3f}" for point in shown),
    ]


if __name__ == "__main__":
    main()
