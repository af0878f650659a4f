"""Our own questions over the seeds: that their evidence holds, and (end to end) how well they are answered."""
from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rag.gold import read_gold
from rag.scoring import GoldQuestion

ROOT = Path(__file__).parent.parent
QUESTIONS = read_gold(ROOT / "tests" / "gold" / "seeds.jsonl")
TYPES = {"number", "money", "percent", "name", "place", "date", "list", "definition", "yesno", "comparison",
         "followup", "unanswerable"}


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


def test_the_set_covers_every_type_and_language() -> None:
    assert len(QUESTIONS) >= 60
    assert {question.type for question in QUESTIONS} == TYPES
    languages = Counter(question.language for question in QUESTIONS)
    assert set(languages) == {"vi", "vi-nodiac", "en"} and min(languages.values()) >= 10
    assert 0.65 <= sum(question.answerable for question in QUESTIONS) / len(QUESTIONS) <= 0.75
