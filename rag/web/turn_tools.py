"""What can be done with an answer: say what it is worth, copy it, ask again, edit the question."""

from __future__ import annotations

from rag.evaluating.feedback import Judgement, offered
from rag.messages import text
from rag.types import Answer
from rag.web.conversation import Turn
from rag.web.markup import button, copy_button, escape, line_form
from rag.web.references import quotable

_CORRECTED = (Judgement.WRONG_FIGURE, Judgement.SHOULD_ANSWER)  # where the person may know what is right


def tools(turn: Turn, index: int, language: str, is_last: bool) -> str:
    """The buttons below an answer.

    Args:
        turn: the question with its answer.
        index: its place in the conversation, from 0.
        language: "vi" or "en".
        is_last: whether it is the last, which can be asked again in its place.
    """
    doing = ""
    if turn.answer is not None:
        doing = copy_button(quotable(turn.answer, language), text("copy_answer", language), text("copied", language))
    if is_last:
        doing += button("ask_again", index, text("retry", language), "hbc-quiet")
    doing += button("edit_question", turn.question, text("edit", language), "hbc-quiet")
    rating = _rating(turn, turn.answer, index, language) if turn.answer is not None else ""
    return f'<div class="hbc-tools">{doing}</div>{rating}'


def _rating(turn: Turn, answer: Answer, index: int, language: str) -> str:
    label = text("rate", language)
    buttons = "".join(
        button("rate", f"{index}:{one}", _name(one, answer, language), "hbc-rate", pressed=turn.rating == one)
        for one in offered(answer.abstained)
    )
    return (
        f'<div class="hbc-rating" role="group" aria-label="{escape(label)}"><span>{escape(label)}</span>{buttons}'
        f"{_said(turn, index, language)}</div>"
    )


def _name(judgement: Judgement, answer: Answer, language: str) -> str:
    silent = judgement is Judgement.RIGHT and answer.abstained
    return text("rate_right_silence" if silent else f"rate_{judgement.value}", language)


def _said(turn: Turn, index: int, language: str) -> str:
    """What was noted, and the line to correct the answer in."""
    if not turn.rating:
        return ""
    noted = f'<p class="hbc-noted" role="status">{escape(text("rated", language))}</p>'
    if turn.rating not in _CORRECTED:
        return noted
    if turn.correction:
        said = text("correction_saved", language, correction=turn.correction)
        return f'{noted}<p class="hbc-noted">{escape(said)}</p>'
    asked = text("correction_label", language)
    return noted + line_form("correct", index, asked, text("correction_save", language))
