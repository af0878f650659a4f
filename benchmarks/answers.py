"""Are the answers right? The measures over a gold set, and what leaving out the unsure ones would give.

python benchmarks/answers.py                                        our own questions over the seeds
python benchmarks/answers.py --gold GOLD.jsonl --reports FOLDER     any other set, over its reports
"""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path

from _shared import arguments, over_reports, show

from rag.answering.assistant import Assistant
from rag.evaluating.evaluation import evaluate, predict, table, timing_line
from rag.evaluating.gold import read_gold
from rag.evaluating.scoring import RiskPoint, risk_coverage
from rag.offline import guard
from rag.storage.library import Library

COVERAGE_STEPS = 10  # lines of the curve that are printed


def main() -> None:
    """Ask every question over a fresh library and print the measures."""
    guard()
    options = over_reports(arguments(__doc__)).parse_args()
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library") as library:
        library.add(options.reports)
        assistant = Assistant(library)
        questions = read_gold(options.gold)
        evaluation = evaluate(questions, [predict(question, assistant.ask) for question in questions])
    curve = risk_coverage(evaluation.verdicts)
    lines = [*table(evaluation), timing_line(evaluation.verdicts), "", *curve_lines(curve)]
    result = {
        "gold": options.gold.name,
        "overall": asdict(evaluation.overall),
        "risk_coverage": [asdict(point) for point in curve],
    }
    show(result, lines, options.json)


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
