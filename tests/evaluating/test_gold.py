"""Our own questions, over the seeds and over made-up documents: that their evidence holds, and how well the first
set is answered end to end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rag.evaluating.evaluation import evaluate, failure_lines, predict
from rag.evaluating.gold import read_gold
from rag.evaluating.scoring import GoldQuestion
from rag.loaders import load
from rag.types import Answer

if TYPE_CHECKING:
    from rag.answering.assistant import Assistant

ROOT = Path(__file__).parents[2]
FLOOR = 0.74
QUESTIONS = read_gold(ROOT / "tests" / "gold" / "seeds.jsonl")
TYPES = {
    "number",
    "money",
    "percent",
    "name",
    "place",
    "date",
    "list",
    "definition",
    "yesno",
    "comparison",
    "followup",
    "unanswerable",
}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_evidence_stands_verbatim_in_a_named_seed(question: GoldQuestion) -> None:
    texts = [(ROOT / "seeds" / source).read_text("utf-8") for source in question.sources]
    assert all(any(evidence in text for text in texts) for evidence in question.evidence)
    assert all(any(evidence in text for evidence in question.evidence) for text in texts)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_question_is_either_answerable_and_proved_or_neither(question: GoldQuestion) -> None:
    assert bool(question.answers) == bool(question.sources) == bool(question.evidence) == question.answerable
    assert question.answerable == (question.type != "unanswerable")
    assert question.answerable or not question.forbidden


FURTHER = {
    "seeds_again": ROOT / "seeds",
    "seeds_third": ROOT / "seeds",
    "seeds_fourth": ROOT / "seeds",
    "seeds_fifth": ROOT / "seeds",
    "seeds_sixth": ROOT / "seeds",
    "seeds_seventh": ROOT / "seeds",
    "seeds_eighth": ROOT / "seeds",
    "seeds_ninth": ROOT / "seeds",
    "news": ROOT / "tests/gold/documents/news",
    "fees": ROOT / "tests/gold/documents/fees",
    "regions": ROOT / "tests/gold/documents/regions",
    "decrees": ROOT / "tests/gold/documents/decrees",
    "bulletins": ROOT / "tests/gold/documents/bulletins",
    "circulars": ROOT / "tests/gold/documents/circulars",
    "seasons": ROOT / "tests/gold/documents/seasons",
    "archives": ROOT / "tests/gold/documents/archives",
    "markets": ROOT / "tests/gold/documents/markets",
    "tariffs": ROOT / "tests/gold/documents/tariffs",
    "allotments": ROOT / "tests/gold/documents/allotments",
    "campaigns": ROOT / "tests/gold/documents/campaigns",
    "stations": ROOT / "tests/gold/documents/stations",
    "reservoirs": ROOT / "tests/gold/documents/reservoirs",
    "articles": ROOT / "tests/gold/documents/articles",
    "offices": ROOT / "tests/gold/documents/offices",
    "sectors": ROOT / "tests/gold/documents/sectors",
    "mixed": ROOT / "tests/gold/documents/mixed",
    "portal": ROOT / "tests/gold/documents/portal",
    "old_files": ROOT / "tests/gold/documents/old_files",
    "provinces": ROOT / "tests/gold/documents/provinces",
    "yearbooks": ROOT / "tests/gold/documents/yearbooks",
    "departments": ROOT / "tests/gold/documents/departments",
}


def _without_rules(text: str) -> str:
    """A text on one line, the rules between the cells of its tables left out."""
    return " ".join(text.replace("|", " ").split())


@pytest.mark.parametrize("name", FURTHER)
def test_evidence_of_the_further_sets_stands_in_their_documents(name: str) -> None:
    texts = {path.name: _without_rules(load(path).text) for path in FURTHER[name].iterdir()}
    questions = read_gold(ROOT / "tests" / "gold" / f"{name}.jsonl")
    assert len(questions) >= 70 and len({question.id for question in questions}) == len(questions)
    for question in questions:
        assert bool(question.answers) == bool(question.sources) == bool(question.evidence) == question.answerable
        told = [texts[source] for source in question.sources]
        assert all(any(_without_rules(one) in text for text in told) for one in question.evidence), question.id


def test_the_set_covers_every_type_and_language() -> None:
    assert len(QUESTIONS) >= 60
    assert {question.type for question in QUESTIONS} == TYPES
    languages = Counter(question.language for question in QUESTIONS)
    assert set(languages) == {"vi", "vi-nodiac", "en"} and min(languages.values()) >= 10
    assert 0.65 <= sum(question.answerable for question in QUESTIONS) / len(QUESTIONS) <= 0.75


def test_answers_reach_the_floor_and_every_quote_stands_where_its_offsets_say(seeds_assistant: Assistant) -> None:
    def ask(question: str, history: Sequence[str]) -> Answer:
        answer = seeds_assistant.ask(question, history)
        for cited in answer.citations:
            assert seeds_assistant.library.report(cited.report_id).text[cited.start : cited.end] == cited.quote
        return answer

    evaluation = evaluate(QUESTIONS, [predict(question, ask) for question in QUESTIONS])
    strict = evaluation.overall.strict_accuracy
    assert strict is not None and strict >= FLOOR, "\n".join(failure_lines(evaluation.verdicts))
