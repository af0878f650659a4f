"""`hoibaocao evaluate GOLD.jsonl`: ask every question, judge every answer, print the measures.

Knows the assistant as a function from a question and its history to an `Answer`. The rules of judging stand
in `rag.evaluating.scoring`, the readable page of every case in `rag.evaluating.evaluation_page`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tqdm import tqdm

from rag.errors import LoadError, QuestionError
from rag.evaluating.gold import read_gold, read_predictions
from rag.evaluating.scoring import CitedQuote, GoldQuestion, Measures, Prediction, Verdict, judge, summarise
from rag.types import Answer, Reason

Ask = Callable[[str, Sequence[str]], Answer]

COLUMNS = (
    ("questions", "n"),
    ("answer_accuracy", "answer"),
    ("abstention_recall", "abstain"),
    ("false_abstention_rate", "false-abst"),
    ("citation_precision", "cite-prec"),
    ("citation_recall", "cite-rec"),
    ("median_answer_words", "words"),
    ("strict_accuracy", "strict"),
)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every verdict with the measures overall, by language and by type of question."""

    verdicts: tuple[Verdict, ...]
    overall: Measures
    by_language: dict[str, Measures]
    by_type: dict[str, Measures]

    @property
    def groups(self) -> list[tuple[str, Measures]]:
        """The rows of the table: a name and its measures."""
        return [
            ("overall", self.overall),
            *((f"lang={name}", measures) for name, measures in self.by_language.items()),
            *((f"type={name}", measures) for name, measures in self.by_type.items()),
        ]


def predict(question: GoldQuestion, ask: Ask) -> Prediction:
    """Ask one question. The wall-clock time of the whole call, in milliseconds, is its timing "total"."""
    started = time.perf_counter()
    try:
        answer = ask(question.question, question.history)
    except QuestionError:  # what is no question is declined, as `answer` does, so that it does not stop the others
        return Prediction(question.id, "", abstained=True, reason=Reason.NOT_A_QUESTION.value)
    timings = {**answer.timings_ms, "total": (time.perf_counter() - started) * 1000}
    citations = tuple(CitedQuote(one.source, one.quote, one.place, one.period) for one in answer.citations)
    return Prediction(
        question.id,
        answer.text,
        answer.abstained,
        citations,
        answer.reason.value if answer.reason else "",
        answer.confidence,
        timings,
    )


def evaluate(questions: Sequence[GoldQuestion], predictions: Iterable[Prediction]) -> Evaluation:
    """Judge the predictions; a question without one is wrong, one without a question is passed over."""
    by_id = {prediction.id: prediction for prediction in predictions}
    verdicts = tuple(judge(question, by_id.get(question.id)) for question in questions)

    def grouped(key: Callable[[GoldQuestion], str]) -> dict[str, Measures]:
        names = sorted({key(question) for question in questions})
        return {name: summarise([v for v in verdicts if key(v.gold) == name]) for name in names}

    return Evaluation(verdicts, summarise(verdicts), grouped(lambda q: q.language), grouped(lambda q: q.type))


def table(evaluation: Evaluation) -> list[str]:
    """The measures as fixed-width text lines; "-" where there was nothing to count."""
    header = " " * 18 + "".join(f"{title:>11}" for _, title in COLUMNS)
    return [
        header,
        *(
            f"{name:18}" + "".join(f"{cell(key, getattr(measures, key)):>11}" for key, _ in COLUMNS)
            for name, measures in evaluation.groups
        ),
    ]


def cell(measure: str, value: float | None) -> str:
    """One table cell: counts as they are, shares with three decimals, "-" for nothing to count."""
    if value is None:
        return "-"
    return f"{value:g}" if measure in ("questions", "median_answer_words") else f"{value:.3f}"


def timing_line(verdicts: Sequence[Verdict]) -> str:
    """Median and 95th percentile of the time an answer took, as one line; "" when none was timed."""
    totals = sorted(
        verdict.prediction.timings_ms["total"]
        for verdict in verdicts
        if verdict.prediction is not None and "total" in verdict.prediction.timings_ms
    )
    if not totals:
        return ""
    slow = totals[min(len(totals) - 1, int(0.95 * len(totals)))]
    return f"answer time: median {statistics.median(totals):.0f} ms, 95th percentile {slow:.0f} ms"


def failure_lines(verdicts: Iterable[Verdict]) -> list[str]:
    """Two lines a failing question: the question, and what was wrong."""
    return [
        f"{v.gold.id} [{v.gold.language}, {v.gold.type}] {v.gold.question}\n    {'; '.join(v.problems)}"
        for v in verdicts
        if not v.strict
    ]


def as_json(evaluation: Evaluation) -> str:
    """The whole evaluation as one JSON object."""
    return json.dumps(
        {
            "overall": asdict(evaluation.overall),
            "lang": {name: asdict(measures) for name, measures in evaluation.by_language.items()},
            "type": {name: asdict(measures) for name, measures in evaluation.by_type.items()},
            "failures": [
                {
                    "id": v.gold.id,
                    "lang": v.gold.language,
                    "type": v.gold.type,
                    "question": v.gold.question,
                    "problems": v.problems,
                }
                for v in evaluation.verdicts
                if not v.strict
            ],
        },
        ensure_ascii=False,
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `hoibaocao evaluate` takes; `--library` is the command line's own."""
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl", help="questions with their right answers")
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="judge these instead of asking")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a readable page of every case")
    parser.add_argument("--failures", action="store_true", help="list the failing questions")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout, the table on stderr")


def run(options: argparse.Namespace, ask: Ask) -> int:
    """Carry out `hoibaocao evaluate`.

    Args:
        options: what `add_arguments` declared.
        ask: the assistant; not called when `--predictions` names a file.

    Returns:
        0: low measures are a result, not a failure.

    Raises:
        LoadError: a file cannot be read or written.
        UsageError: an id stands twice.
    """
    from rag.evaluating.evaluation_page import page  # the page is needed only when asked for

    questions = read_gold(options.gold)
    if options.html:
        _write(options.html, "")  # a place that cannot be written is said before the questions are asked
    if options.predictions:
        predictions = read_predictions(options.predictions)
    else:
        progress = tqdm(questions, desc="evaluate", unit="question", file=sys.stderr, disable=None)
        predictions = tuple(predict(question, ask) for question in progress)
    evaluation = evaluate(questions, predictions)
    lines = table(evaluation) + [line for line in [timing_line(evaluation.verdicts)] if line]
    if options.failures:
        lines += failure_lines(evaluation.verdicts)
    print("\n".join(lines), file=sys.stderr if options.json else sys.stdout)
    if options.json:
        print(as_json(evaluation))
    if options.html:
        _write(options.html, page(evaluation, options.gold.name))
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise LoadError("file_unwritable", path=str(path), reason=error.strerror or str(error)) from error
