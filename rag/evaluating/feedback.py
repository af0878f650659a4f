"""What a person says of an answer, and the gold question that follows from it.

A judgement claims no more than the person said: a wrong figure without the right one forbids the wrong one only, and
a wrong source forbids its words as a proof without naming another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rag.evaluating.scoring import CitedQuote
from rag.text import has_diacritics
from rag.types import Answer

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_LONGEST_WORDING = 12  # words of an answer without numbers that another right answer can be asked to repeat


class Judgement(StrEnum):
    """What a person can say of an answer; the last is for a silence that the reports do break."""

    RIGHT = "right"
    WRONG_FIGURE = "wrong_figure"
    WRONG_SOURCE = "wrong_source"
    SHOULD_DECLINE = "should_decline"
    SHOULD_ANSWER = "should_answer"


@dataclass(frozen=True, slots=True)
class Feedback:
    """A judgement on one answer; `id` is the answer's, so that judging again replaces what was said before."""

    id: str
    judgement: Judgement
    question: str
    history: tuple[str, ...]
    language: str
    answer: str
    abstained: bool
    cited: tuple[CitedQuote, ...] = ()
    correction: str = ""  # what would have been right, in the person's words

    @classmethod
    def on(
        cls,
        answer: Answer,
        answer_id: str,
        judgement: Judgement,
        question: str,
        history: Sequence[str] = (),
        correction: str = "",
    ) -> Feedback:
        """A judgement on an answer as it was shown."""
        cited = tuple(CitedQuote(c.source, c.quote, c.place, c.period) for c in answer.citations)
        return cls(
            answer_id,
            judgement,
            question,
            tuple(history),
            answer.language.value,
            answer.text,
            answer.abstained,
            cited,
            correction,
        )


def offered(abstained: bool) -> tuple[Judgement, ...]:
    """The judgements that make sense of an answer, or of a silence."""
    if abstained:
        return Judgement.RIGHT, Judgement.SHOULD_ANSWER
    return Judgement.RIGHT, Judgement.WRONG_FIGURE, Judgement.WRONG_SOURCE, Judgement.SHOULD_DECLINE


def gold_line(feedback: Feedback) -> Mapping[str, Any]:
    """The question as a line of a gold set, which `rag.evaluating.gold` reads.

    Args:
        feedback: what was said of one answer.
    """
    judgement = feedback.judgement
    is_proved = judgement is Judgement.RIGHT and not feedback.abstained
    silent = judgement is Judgement.SHOULD_DECLINE or (judgement is Judgement.RIGHT and feedback.abstained)
    right = feedback.answer if is_proved else feedback.correction
    quotes = list(dict.fromkeys(one.quote for one in feedback.cited))
    plain = feedback.language == "vi" and not has_diacritics(feedback.question)
    return {
        "id": feedback.id,
        "lang": "vi-nodiac" if plain else feedback.language,
        "type": f"feedback-{judgement.value}",
        "question": feedback.question,
        "history": list(feedback.history),
        "answerable": not silent,
        "answers": [] if silent else [list(group) for group in _groups(right)],
        "forbidden": _refuted(feedback) if judgement is Judgement.WRONG_FIGURE else [],
        "sources": list(dict.fromkeys(one.source for one in feedback.cited)) if is_proved else [],
        "evidence": quotes if is_proved else [],
        "forbidden_evidence": quotes if judgement is Judgement.WRONG_SOURCE else [],
        "note": feedback.correction,
    }


def _groups(right: str) -> list[tuple[str, ...]]:
    """What another right answer must hold: each number of this one, else its words when they are few."""
    numbers = dict.fromkeys(_NUMBER.findall(right))
    if numbers:
        return [(number,) for number in numbers]
    return [(right,)] if right and len(right.split()) <= _LONGEST_WORDING else []


def _refuted(feedback: Feedback) -> list[str]:
    """The answer's figure, without the numbers that the correction keeps: "2022" in "24% năm 2022" is not wrong."""
    kept = set(_NUMBER.findall(feedback.correction))
    first = _NUMBER.search(feedback.answer)
    wrong = [] if first is None or first.group() in kept else [first.group()]
    return wrong or ([feedback.answer] if feedback.answer and feedback.answer != feedback.correction else [])
