"""The figures book: precision, recall and the accuracy of each attribute against figures labelled by hand.

    python benchmarks/figures.py [--set GOLD.jsonl TEXTS]... [--questions GOLD.jsonl CORPUS] [--failures] [--json]

GOLD.jsonl has a labelled figure a line, as tests/gold/figures_*.jsonl; TEXTS is the folder of its sources, or one
JSONL or JSONL.xz file with "id" and "text" a line. Without --set: the two sets of tests/gold. --questions adds the
share of the figures named by a question set's answers that stand in a row with the right value, place and period.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag.offline import guard  # noqa: E402

guard()

from rag.documents.analysis import analyse  # noqa: E402
from rag.evaluating.figure_scoring import (  # noqa: E402
    ATTRIBUTES,
    FigureScore,
    asked_figures,
    read_gold_figures,
    score_figures,
)
from rag.evaluating.gold import read_gold  # noqa: E402
from rag.loaders import load  # noqa: E402
from rag.text import clean  # noqa: E402
from rag.types import Figure, Metadata, Report  # noqa: E402

GOLD = ROOT / "tests" / "gold"
OWN_SETS = [(GOLD / "figures_seeds.jsonl", ROOT / "seeds"), (GOLD / "figures_made.jsonl", GOLD / "figures")]


def read_reports(texts: Path, wanted: Iterable[str]) -> dict[str, tuple[Report, list[Figure]]]:
    """The wanted sources of a folder or of a JSONL file, each with what is extracted of it."""
    names = set(wanted)
    if texts.is_dir():
        loaded = {name: load(texts / name) for name in sorted(names)}
        documents = {name: (d.text, d.hints) for name, d in loaded.items()}
    else:
        raw = lzma.decompress(texts.read_bytes()) if texts.suffix == ".xz" else texts.read_bytes()
        rows = [json.loads(line) for line in raw.decode("utf-8").split("\n") if line.strip()]
        rows = [row for row in rows if str(row["id"]) in names]
        documents = {str(row["id"]): (clean(row["text"]), Metadata()) for row in rows}
    analysed = {name: analyse(Report(name, name, text, Metadata()), hints) for name, (text, hints) in documents.items()}
    return {name: (one.report, list(one.figures)) for name, one in analysed.items()}


def measure(gold: Path, texts: Path) -> FigureScore:
    """Judge what is extracted of one set's texts."""
    labelled = read_gold_figures(gold)
    found = read_reports(texts, (one.source for one in labelled))
    return score_figures(labelled, {name: figures for name, (_, figures) in found.items()})


def named_by_questions(gold: Path, corpus: Path) -> tuple[int, int, list[str]]:
    """How many figures a question set names, how many are found, and which are not."""
    questions = read_gold(gold)
    found = read_reports(corpus, (source for q in questions for source in q.sources))
    asked = asked_figures(questions, {n: r for n, (r, _) in found.items()}, {n: f for n, (_, f) in found.items()})
    return len(asked), sum(a.found for a in asked), [f"{a.question_id}: {a.answer}" for a in asked if not a.found]


def failures(score: FigureScore) -> list[str]:
    """What is missing, wrong or no figure, a line each."""
    lines = [f"missing  {v.gold.id} {v.gold.number}" for v in score.verdicts if v.figure is None]
    for v in score.verdicts:
        wrong = sorted(set(ATTRIBUTES) - v.right)
        if v.figure is not None and wrong:
            f = v.figure
            place, period = f.place and (f.place.name, f.place.level.value), f.period and (f.period.start, f.period.end)
            lines.append(
                f"wrong    {v.gold.id} {f.quantity.text!r} {', '.join(wrong)}: {place} {period!s} "
                f"unit {f.quantity.unit!r} {f.quantity.kind.value} base {f.base} of {f.indicator!r}"
            )
    return lines + [f"no figure {f.report_id} {f.quantity.text!r} {f.indicator!r}" for f in score.false]


def results(score: FigureScore) -> dict[str, float | None]:
    """The figures of one set."""
    return {
        "figures": len(score.verdicts),
        "precision": score.precision,
        "recall": score.recall,
        **{name: score.accuracy(name) for name in ATTRIBUTES},
    }


def table(sets: Mapping[str, Mapping[str, float | None]], asked: Sequence[Any]) -> str:
    """The results as one table."""
    names = ["figures", "precision", "recall", *ATTRIBUTES]
    lines = ["| set | " + " | ".join(names) + " |", "| --- |" + " --- |" * len(names)]
    for name, row in sets.items():
        lines.append(
            f"| {name} | {row['figures']:.0f} | "
            + " | ".join("–" if row[n] is None else f"{row[n]:.3f}" for n in names[1:])
            + " |"
        )
    if asked:
        total, found, _ = asked
        lines += ["", f"figures named by the questions: {found} of {total} ({found / max(total, 1):.3f})"]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs=2, type=Path, action="append", metavar=("GOLD.jsonl", "TEXTS"), dest="sets")
    parser.add_argument("--questions", nargs=2, type=Path, metavar=("GOLD.jsonl", "CORPUS"))
    parser.add_argument("--failures", action="store_true", help="what is missing or wrong, on stderr")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    scores = {gold.stem: measure(gold, texts) for gold, texts in options.sets or OWN_SETS}
    asked = named_by_questions(*options.questions) if options.questions else ()
    if options.failures:
        for score in scores.values():
            print("\n".join(failures(score)), file=sys.stderr)
        print("\n".join(f"not found {line}" for line in (asked[2] if asked else ())), file=sys.stderr)
    sets = {name: results(score) for name, score in scores.items()}
    if options.json:
        named = {"named": asked[0], "found": asked[1]} if asked else None
        print(json.dumps({"sets": sets, "questions": named}))
    else:
        print(table(sets, asked))


if __name__ == "__main__":
    main()
