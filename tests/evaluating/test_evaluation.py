"""Asking, judging and reporting, over a stand-in for the assistant that answers from a table."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from rag.errors import LoadError, QuestionError, UsageError
from rag.evaluating.evaluation import add_arguments, as_json, evaluate, predict, run, table
from rag.evaluating.evaluation_page import page
from rag.evaluating.gold import read_gold, read_predictions
from rag.types import Answer, Citation, Language, Reason

QUOTE = "Cả tỉnh có 64 thư viện công cộng"
GOLD = [
    {
        "id": "q1",
        "lang": "vi",
        "question": "Có mấy thư viện?",
        "type": "number",
        "answerable": True,
        "answers": [["64"]],
        "sources": ["a.txt"],
        "evidence": [QUOTE],
        "unknown field": 1,
    },
    {
        "id": "q2",
        "lang": "en",
        "question": "and <b>museums</b>?",
        "history": ["Có mấy thư viện?"],
        "type": "unanswerable",
        "answerable": False,
    },
]


def answered(text: str) -> Answer:
    cited = Citation(1, "r1", "a.txt", "Báo cáo", "Bắc Kạn", "2022", QUOTE, 0, len(QUOTE))
    return Answer(text, Language.VIETNAMESE, citations=(cited,), timings_ms={"read": 2.0})


def stand_in(question: str, history: Sequence[str]) -> Answer:
    if history:
        return Answer("The reports do not state this.", Language.ENGLISH, True, Reason.NOT_STATED)
    return answered("64 thư viện")


def silent(question: str, history: Sequence[str]) -> Answer:
    return Answer("Các báo cáo không nêu.", Language.VIETNAMESE, True, Reason.OTHER_PLACE)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n\n".join(json.dumps(row, ensure_ascii=False) for row in GOLD), encoding="utf-8")
    return path


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(arguments)


def test_gold_is_read_with_defaults_for_what_a_line_leaves_out(gold: Path) -> None:
    first, second = read_gold(gold)
    assert first.answers == (("64",),) and first.history == () and first.note == ""
    assert second.history == ("Có mấy thư viện?",) and second.sources == ()


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"id": "a", "question": "b"}', '{"id": 1, "question": 2, "answerable": true}']
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("\n" + line, encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        read_gold(path)
    assert caught.value.details["line"] == 2


def test_a_missing_a_binary_and_a_repeating_file_are_refused(tmp_path: Path, gold: Path) -> None:
    with pytest.raises(LoadError, match="file_missing"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(LoadError, match="file_unreadable"):
        read_gold(tmp_path)
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LoadError, match="file_binary"):
        read_predictions(tmp_path / "binary")
    gold.write_text(gold.read_text("utf-8") * 2, encoding="utf-8")
    with pytest.raises(LoadError, match="line_invalid"):  # two objects on one line
        read_gold(gold)
    gold.write_text((json.dumps(GOLD[0]) + "\n") * 2, encoding="utf-8")
    with pytest.raises(UsageError, match="q1"):
        read_gold(gold)


def test_a_prediction_keeps_what_the_assistant_said_and_how_long_it_took(gold: Path) -> None:
    prediction = predict(read_gold(gold)[0], stand_in)
    assert prediction.answer == "64 thư viện" and prediction.citations[0].place == "Bắc Kạn"
    assert prediction.timings_ms["read"] == 2.0 and prediction.timings_ms["total"] >= 0
    assert predict(read_gold(gold)[1], stand_in).reason == "not_stated"


def test_what_is_no_question_is_declined(gold: Path) -> None:
    def refusing(question: str, history: Sequence[str]) -> Answer:
        raise QuestionError("question_empty")

    prediction = predict(read_gold(gold)[1], refusing)
    assert prediction.abstained and prediction.reason == "not_a_question"


def test_groups_cover_languages_and_types(gold: Path) -> None:
    questions = read_gold(gold)
    evaluation = evaluate(questions, [predict(question, stand_in) for question in questions])
    assert evaluation.overall.strict_accuracy == 1.0
    assert set(evaluation.by_language) == {"vi", "en"} and set(evaluation.by_type) == {"number", "unanswerable"}
    lines = table(evaluation)
    assert lines[1].split() == ["overall", "2", "1.000", "1.000", "0.000", "1.000", "1.000", "3", "1.000"]
    assert all(len(line) == len(lines[0]) for line in lines)


def test_a_question_without_prediction_fails_and_an_unknown_one_is_passed_over(gold: Path) -> None:
    evaluation = evaluate(read_gold(gold), [])
    assert evaluation.overall.strict_accuracy == 0
    assert [failure["id"] for failure in json.loads(as_json(evaluation))["failures"]] == ["q1", "q2"]


def test_run_prints_the_table_and_writes_the_page(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "page.html"
    assert run(options(str(gold), "--html", str(out), "--failures"), silent) == 0
    printed = capsys.readouterr().out
    assert "overall" in printed and "declined an answerable question" in printed and "answer time" in printed
    html = out.read_text("utf-8")
    assert "&lt;b&gt;museums" in html and "<b>museums" not in html
    assert html.count('class="failed"') == 1 and html.count('class="passed"') == 1


def test_json_alone_stands_on_stdout(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(options(str(gold), "--json"), stand_in)
    captured = capsys.readouterr()
    assert json.loads(captured.out)["overall"]["questions"] == 2
    assert "overall" in captured.err


def test_predictions_of_a_file_are_judged_without_asking(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def never(question: str, history: Sequence[str]) -> Answer:
        raise AssertionError

    said = tmp_path / "said.jsonl"
    rows = [
        {
            "id": "q1",
            "answer": "64",
            "citations": [{"source": "a.txt", "quote": QUOTE}, "no object"],
            "timings_ms": {"read": 1, "odd": "x"},
            "confidence": 0.5,
        },
        {"id": "q2", "abstained": True},
        {"id": "q9"},
    ]
    said.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert read_predictions(said)[0].confidence == 0.5
    run(options(str(gold), "--predictions", str(said), "--json"), never)
    assert json.loads(capsys.readouterr().out)["overall"]["strict_accuracy"] == 1.0


def test_a_page_that_cannot_be_written_is_named_before_anything_is_asked(gold: Path, tmp_path: Path) -> None:
    def never(question: str, history: Sequence[str]) -> Answer:
        raise AssertionError

    with pytest.raises(LoadError, match="file_unwritable"):
        run(options(str(gold), "--html", str(tmp_path / "no" / "page.html")), never)


def test_the_page_asks_no_other_host(gold: Path) -> None:
    questions = read_gold(gold)
    html = page(evaluate(questions, [predict(question, stand_in) for question in questions]), "<set>")
    assert "&lt;set&gt;" in html and "http:" not in html and "https:" not in html and "<script" not in html
