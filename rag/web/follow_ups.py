"""What to ask next, made from what the library states near the answer; none is written down here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.messages import text
from rag.text import fold
from rag.types import Answer, Citation, Figure
from rag.web.examples import is_clear, of_figure
from rag.web.markup import button, escape

_TRIED = 6  # questions: each costs an answer


def candidates(
    answer: Answer, figures: Iterable[Figure], language: str, asked: Sequence[str]
) -> list[tuple[str, Figure | None]]:
    """Questions that lead on from an answer, the nearest first.

    After a silence that is the nearest finding itself; after an answer the same thing of another place or period,
    then what the cited report states beside it.

    Args:
        answer: what was answered.
        figures: all figures of the library.
        language: "vi" or "en".
        asked: the questions of the conversation, which are not asked again.

    Returns:
        Each question with the figure that it asks for, at most six.
    """
    if not answer.citations:
        return []
    clear = [figure for figure in figures if is_clear(figure, language)]
    cited = [figure for figure in clear if any(_proves(citation, figure) for citation in answer.citations)]
    things = {fold(figure.quantity.unit) for figure in cited}
    first = answer.citations[0]
    beside = sorted(
        (figure for figure in clear if figure.report_id == first.report_id and figure not in cited),
        key=lambda figure: abs(figure.start - first.start),
    )
    same = [figure for figure in clear if figure not in cited and fold(figure.quantity.unit) in things]
    ordered = [*(cited if answer.abstained else []), *same[:2], *beside]
    said = {_bare(question) for question in asked}
    questions = {of_figure(figure, language): figure for figure in reversed(ordered)}
    fresh = [(question, figure) for question, figure in reversed(questions.items()) if _bare(question) not in said]
    return list(fresh[:_TRIED])


def shown(questions: Sequence[str], answer: Answer, turn_id: str, language: str) -> str:
    """The questions to press.

    Args:
        questions: what to ask next.
        answer: what they lead on from.
        turn_id: its turn, without which the page does not show them.
        language: "vi" or "en".
    """
    if not questions:
        return ""
    key = "follow_ups"
    if answer.abstained:
        key = "follow_up_nearest" if answer.citations else "follow_up_examples"
    label = escape(text(key, language))
    chips = "".join(button("pick_question", question, question, "hbc-chip") for question in questions)
    return (
        f'<div class="hbc-next" data-turn="{escape(turn_id)}" role="group" aria-label="{label}">'
        f"<span>{label}</span>{chips}</div>"
    )


def _proves(citation: Citation, figure: Figure) -> bool:
    at = figure.quantity.start
    return citation.report_id == figure.report_id and citation.start <= at < citation.end


def _bare(question: str) -> str:
    return "".join(sign for sign in fold(question) if sign.isalnum())
