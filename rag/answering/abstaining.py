"""Silence with its reason: what was asked, why it is not answered, and what comes nearest, cited."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.candidates import Candidate
from rag.answering.composing import cite, place_text, scope_text, short_answer
from rag.messages import text as message
from rag.scopes.period_labels import label
from rag.scopes.periods import find_periods
from rag.scopes.places import find_places
from rag.scopes.scope import NONE
from rag.types import Answer, PlaceLevel, Query, Reason, Statement

_KEYS = {
    Reason.NOT_A_QUESTION: "not_a_question",
    Reason.OFF_TOPIC: "off_topic",
    Reason.INSTRUCTION: "instruction",
    Reason.EMPTY_LIBRARY: "empty_library",
}
_ON_TOPIC = 0.45  # share of the question's terms beside the nearest finding, below which it is no finding
_NEAR = 0.55  # the same for a finding of another place or period to be named as the reason


def refuse(query: Query, reason: Reason) -> Answer:
    """Silence for what is no question for the reports."""
    return Answer(message(_KEYS[reason], query.language), query.language, abstained=True, reason=reason)


def abstain(query: Query, ranked: Sequence[Candidate], confidence: float) -> Answer:
    """Silence about a question that the reports do not answer.

    Args:
        query: the question.
        ranked: the candidates, fitting or not.
        confidence: how likely an answer is there at all, as `rag.answering.ranking` says.
    """
    language = query.language
    nearest = _nearest(ranked)
    asked = scope_text(query.places[0] if query.places else None, query.periods[0] if query.periods else None, language)
    if nearest is None:
        unscoped = not (query.places or query.periods or query.documents)
        if unscoped and (not ranked or max(c.features.broad for c in ranked) < 0.2):
            return refuse(query, Reason.OFF_TOPIC)
        scope = message("for_scope", language, scope=asked) if asked else ""
        return Answer(
            message("not_stated_for", language, scope=scope),
            language,
            abstained=True,
            reason=Reason.NOT_STATED,
            confidence=confidence,
        )
    reason, told = _reason(query, nearest, asked)
    citation = cite(nearest, 1, language)
    found = message(
        "nearest_found",
        language,
        scope=scope_text(nearest.place, nearest.period, language),
        answer=short_answer(nearest, query),
    )
    return Answer(
        told,
        language,
        abstained=True,
        reason=reason,
        citations=(citation,),
        nearest=(Statement(found, (1,)),),
        suggestions=_suggestions(query, nearest, reason),
        confidence=confidence,
    )


def _nearest(ranked: Sequence[Candidate]) -> Candidate | None:
    """The finding closest in topic, whatever its place and period."""
    near = [c for c in ranked if c.features.broad >= _ON_TOPIC or c.features.indicator > 0.8]
    return max(near, key=lambda c: c.score + 2 * c.features.place + c.features.period, default=None)


def _reason(query: Query, nearest: Candidate, asked: str) -> tuple[Reason, str]:
    language = query.language
    close = nearest.features.broad >= _NEAR
    if (
        close
        and nearest.features.place == NONE
        and query.places
        and nearest.place is not None
        and nearest.place.level is not PlaceLevel.COUNTRY
    ):
        return Reason.OTHER_PLACE, message(
            "only_other_place", language, asked=asked or place_text(query.places[0]), found=place_text(nearest.place)
        )
    if close and nearest.features.period == NONE and query.periods and nearest.period is not None:
        return Reason.OTHER_PERIOD, message(
            "only_other_period", language, asked=asked, found=label(nearest.period, language.value)
        )
    scope = message("for_scope", language, scope=asked) if asked else ""
    return Reason.NOT_STATED, message("not_stated_for", language, scope=scope)


def _suggestions(query: Query, nearest: Candidate, reason: Reason) -> tuple[str, ...]:
    """The question asked again for the place and period that the reports do speak of."""
    if reason not in (Reason.OTHER_PLACE, Reason.OTHER_PERIOD):
        return ()
    if query.history_used:
        scope = scope_text(nearest.place, nearest.period, query.language)
        return (f"{query.topic.rstrip(' ?.')} – {scope}?",) if scope and query.topic else ()
    places = [m for m in find_places(query.text) if m.place in query.places]
    periods = [m for m in find_periods(query.text) if m.period in query.periods]
    text = query.text
    swaps: list[tuple[int, int, str]] = []
    if reason is Reason.OTHER_PLACE and len(places) == 1 and nearest.place is not None:
        swaps.append((places[0].start, places[0].end, place_text(nearest.place)))
    if nearest.features.period == NONE and len(periods) == 1 and nearest.period is not None:
        swaps.append((periods[0].start, periods[0].end, label(nearest.period, query.language.value)))
    for start, end, words in sorted(swaps, reverse=True):
        text = text[:start] + words + text[end:]
    return (text,) if swaps else ()
