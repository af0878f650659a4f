"""How often the kind of answer is told rightly, on questions written by hands that had not seen the code.

`tests/gold/answer_kinds.tsv` holds Vietnamese, English and mostly unmarked Vietnamese ones, each with its kind. Lakes,
roads, ports and the like are places there; the code calls them `other`, for the gazetteer knows none of them, so they
count as misses.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rag.question.answer_kinds import classify
from rag.question.shorthand import spelt_out
from rag.question.understanding import _without_names
from rag.scopes.places import find_places, resolve
from rag.types import AnswerKind

LINES = (Path(__file__).parents[1] / "gold" / "answer_kinds.tsv").read_text("utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES[1:]]
FLOORS = {"vi": 0.86, "en": 0.86, "vi_bare": 0.82}
LEAST = 400  # questions of a set


def told(question: str) -> AnswerKind:
    """The kind as the understanding of a question that stands alone tells it."""
    text = spelt_out(question)
    return classify(_without_names(text, resolve(find_places(text))))


@pytest.mark.parametrize(("of_set", "floor"), FLOORS.items())
def test_most_kinds_are_told_rightly(of_set: str, floor: float) -> None:
    asked = [(question, AnswerKind(kind)) for name, kind, question in ROWS if name == of_set]
    missed = [(kind.value, question) for question, kind in asked if told(question) is not kind]
    share = 1 - len(missed) / len(asked)
    assert share >= floor, f"{share:.3f}; missed: {Counter(kind for kind, _ in missed)}"


def test_the_set_is_whole() -> None:
    assert LINES[0] == "set\tkind\tquestion"
    assert {name for name, _, _ in ROWS} == set(FLOORS)
    assert {kind for _, kind, _ in ROWS} == set(AnswerKind)
    assert min(Counter(name for name, _, _ in ROWS).values()) > LEAST


def test_no_question_stands_twice_nor_with_stray_blanks() -> None:
    questions = [question for _, _, question in ROWS]
    assert [q for q, times in Counter(questions).items() if times > 1] == []
    assert [q for q in questions if q != " ".join(q.split())] == []
