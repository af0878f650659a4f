"""Question sets and predictions as files: JSONL in, typed objects out, checked once, here at the boundary.

Knows the form of the lines only; unknown fields are ignored, so sets may carry more than is judged.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from rag.errors import LoadError, UsageError
from rag.evaluating.questions import numbered_lines
from rag.evaluating.scoring import CitedQuote, GoldQuestion, Prediction


def read_gold(path: Path) -> tuple[GoldQuestion, ...]:
    """Read a gold question set: one JSON object a line, blank lines skipped.

    Raises:
        LoadError: the file cannot be read, or a line is no question with "id", "question" and "answerable".
        UsageError: an id stands twice.
    """
    questions = tuple(_gold_question(row, path, number) for number, row in read_rows(path))
    _refuse_repeats((question.id for question in questions), path)
    return questions


def read_predictions(path: Path) -> tuple[Prediction, ...]:
    """Read what `hoibaocao answer` wrote (or any system in the same form).

    Raises:
        LoadError: the file cannot be read, or a line is no prediction with an "id".
        UsageError: an id stands twice.
    """
    predictions = tuple(_prediction(row, path, number) for number, row in read_rows(path))
    _refuse_repeats((prediction.id for prediction in predictions), path)
    return predictions


def read_rows(path: Path) -> list[tuple[int, Mapping[str, object]]]:
    """The objects of a JSONL file with their line numbers, from 1. Raises LoadError."""
    rows: list[tuple[int, Mapping[str, object]]] = []
    for number, line in numbered_lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise LoadError("line_invalid", path=str(path), line=number) from error
        if not isinstance(row, dict):
            raise LoadError("line_invalid", path=str(path), line=number)
        rows.append((number, row))
    return rows


def _gold_question(row: Mapping[str, object], path: Path, number: int) -> GoldQuestion:
    question, answerable, groups = row.get("question"), row.get("answerable"), row.get("answers")
    if "id" not in row or not isinstance(question, str) or not isinstance(answerable, bool):
        raise LoadError("line_invalid", path=str(path), line=number)
    return GoldQuestion(
        id=str(row["id"]),
        question=question,
        answerable=answerable,
        language=str(row.get("lang") or ""),
        type=str(row.get("type") or ""),
        history=_strings(row.get("history")),
        forbidden=_strings(row.get("forbidden")),
        answers=tuple(_strings(group) for group in groups) if isinstance(groups, list) else (),
        sources=_strings(row.get("sources")),
        evidence=_strings(row.get("evidence")),
        forbidden_evidence=_strings(row.get("forbidden_evidence")),
        note=str(row.get("note") or ""),
    )


def _prediction(row: Mapping[str, object], path: Path, number: int) -> Prediction:
    if "id" not in row:
        raise LoadError("line_invalid", path=str(path), line=number)
    cited, timings, confidence = row.get("citations"), row.get("timings_ms"), row.get("confidence")
    return Prediction(
        id=str(row["id"]),
        answer=str(row.get("answer") or ""),
        abstained=bool(row.get("abstained")),
        citations=tuple(_cited(one) for one in cited if isinstance(one, dict)) if isinstance(cited, list) else (),
        reason=str(row.get("reason") or ""),
        confidence=float(confidence) if isinstance(confidence, int | float) else 1.0,
        timings_ms={str(step): float(ms) for step, ms in timings.items() if isinstance(ms, int | float)}
        if isinstance(timings, dict)
        else {},
    )


def _cited(row: Mapping[str, object]) -> CitedQuote:
    return CitedQuote(*(str(row.get(name) or "") for name in ("source", "quote", "place", "period")))


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _refuse_repeats(ids: Iterable[str], path: Path) -> None:
    repeated = [id_ for id_, count in Counter(ids).items() if count > 1]
    if repeated:
        raise UsageError("ids_repeated", path=str(path), ids=", ".join(repeated[:5]))
