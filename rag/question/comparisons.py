"""The parts of a comparison, or of a question with several scopes, each a query of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.question.answer_kinds import compared_kind, is_numeric, wants_money
from rag.question.sides import sides, weighed_sides, which_sides
from rag.scopes.periods import find_periods, year_period
from rag.scopes.places import find_places
from rag.text import fold
from rag.types import AnswerKind, Period, PeriodKind, Place, PlaceLevel, Query

COMPARING = re.compile(
    r"\b(?:so sanh|so voi|so\b.*\bvoi|hon|chenh|khac nhau|"
    r"gap (?:may|bao nhieu|doi|ba)|times as|twice|compare|compared|versus|vs|or|hay|hoac|"
    r"than|more|"
    r"difference|both|each|moi (?:noi|tinh|ben|bai|huyen)|tung (?:noi|tinh|ben)|thay doi|track|"
    r"change|khop)\b"
)
_BY_REPORT = re.compile(
    r"\b(?:hai|2|cac|may|nhung|ba|3) (?:bai|bao cao|tai lieu|trang|nguon|van ban)\b|"
    r"\b(?:two|both|three|different|which of the|each of the)(?: \w+){0,3} (?:pages?|reports?|"
    r"articles?|"
    r"documents?|sources?)\b|bao cao .* va (?:trong )?bao cao|"
    r"\breport\b.* and (?:the )?.*\breport\b|^do the reports?\b.* agree\b"
)
_STRETCH_LEFT = re.compile(r"(?i)\b(?:trong )?(?:giai đoạn|giai doan|thời kỳ|thoi ky|over the period|between|during) ")
_BASE_LEFT = re.compile(
    r"(?i)\b(?:so với|so voi|compared (?:to|with)|against) (?:năm |nam )?(?=\W|$|thì|thi|tăng|giảm)"
)
_YEAR_BEFORE = r"(?:cung ky|(?:nam|vu|nien vu) (?:truoc|ngoai))\b"
_MORE_THAN_BEFORE = re.compile(  # by how much, where the base is named as the one before
    rf"\b(?:hon|kem)(?: so)?(?: voi)? {_YEAR_BEFORE}.*\b(?:bao nhieu|may)\b|"
    rf"\bso voi {_YEAR_BEFORE}.*\b(?:hon|kem|tang|giam)(?: them)? (?:bao nhieu|may)\b|"
    r"\bhow (?:many|much) (?:more|fewer|less|higher|lower|larger|greater|smaller)\b.*\bthan "
    r"(?:(?:in|a|the|during) )*(?:same|previous|year|last|prior)\b"
)
_AMOUNT = re.compile(
    r"\b(?:tang|giam|hon|kem|them|bot)\b(?: [a-z]+){0,4}? (?:bao nhieu|may) (?!%|phan tram|lan|diem|so voi|$|\W)[a-z]|"
    r"\b(?:by )?how (?:many|much) (?!percent|per cent|%|points|did|was|were|is|has|have)[a-z]"
)
_POINTS = re.compile(r"\b(?:percentage points?|diem phan tram|phan tram)\b|diem %")
_OF_RANKS = re.compile(r"\b(?:hang|thu hang|xep thu)\b.*\bbac\b")
_WEIGHED = re.compile(r"\b(?:vuot|hon|exceed\w*|surpass\w*|more|fewer|higher|lower)\b")  # one figure against another
_EACH_HOLDER = re.compile(r"\b(?:chu tich|giam doc|bi thu|lanh dao|ai)\b(?!.*\b(?:hay|hoac|hon)\b)")  # of each place's
_ASKS_WHICH = re.compile(r"\b(?:ben|noi|tinh|huyen|dau|dia phuong) nao\b|\bwhich\b|^who\b.* or |\bor\b|compare")


def split(query: Query, text: str) -> Query:
    """The parts of a comparison or of a question with several scopes, each a query of its own."""
    folded = fold(text)
    by_report = bool(_BY_REPORT.search(folded))
    provinces = [p for p in query.places if p.level is PlaceLevel.PROVINCE]
    several_places = len(provinces) > 1 or (
        len(query.places) > 1 and (bool(COMPARING.search(folded)) or len({p.province for p in query.places}) > 1)
    )
    is_weighed = query.kind is AnswerKind.YES_NO and bool(_WEIGHED.search(folded))
    several_periods = len(query.periods) > 1 and not several_places and (is_numeric(query.kind) or is_weighed)
    kind = query.kind
    if not (several_places or several_periods or by_report):
        is_choice = kind in (AnswerKind.OTHER, AnswerKind.PLACE) and len(query.places) < 2
        compared = sides(query.topic) if is_numeric(kind) else weighed_sides(query.topic) if is_weighed else None
        compared = which_sides(query.topic) if is_choice and compared is None else compared
        if compared is None:
            return query
        figure_kind = AnswerKind.NUMBER if is_weighed or is_choice else _figure_kind(kind, text)
        figure_kind = AnswerKind.RANK if _OF_RANKS.search(folded) else figure_kind
        base = replace(query, kind=figure_kind, is_comparison=True)
        return replace(base, parts=tuple(replace(base, topic=side.topic, name=side.name) for side in compared))
    if (
        kind in (AnswerKind.PLACE, AnswerKind.OTHER, AnswerKind.YES_NO, AnswerKind.PERSON, AnswerKind.ORGANISATION)
        and (several_places or several_periods)
        and (_ASKS_WHICH.search(folded) or _WEIGHED.search(folded))
        and not (kind is AnswerKind.PERSON and _EACH_HOLDER.search(folded))
    ):
        kind = compared_kind(folded)
    if by_report:
        kind = AnswerKind.NUMBER if kind is AnswerKind.YES_NO else kind
        return replace(query, kind=kind, is_comparison=True)
    base = replace(query, kind=kind, text=text, is_comparison=True)
    if several_periods:
        kind = _figure_kind(kind, text)
        base = replace(base, kind=kind)
        parts = tuple(replace(base, periods=(p,)) for p in query.periods)
    else:
        parts = tuple(replace(base, places=(place,), periods=periods) for place, periods in _pair(text, query))
    return replace(query, kind=kind, is_comparison=True, parts=parts)


def over_years(query: Query) -> Query | None:
    """A question for a change over years asked as one for both ends' figures; None for any other question.

    Args:
        query: "giai đoạn 1998-2000 tăng hay giảm bao nhiêu", one year's "so với năm 1998 thì tăng hay giảm", or
            "nhiều hơn cùng kỳ năm trước bao nhiêu".
    """
    folded = fold(query.text)
    is_of_base = is_numeric(query.kind) and bool(_MORE_THAN_BEFORE.search(folded) or wants_amount(query.text))
    if not (query.kind is AnswerKind.CHANGE or is_of_base) or query.parts or query.is_comparison:
        return None
    asked = query.periods[0] if query.periods else None
    mentions = find_periods(query.text, default_year=asked.year if asked else None, context=asked)
    stretches = [m for m in mentions if m.period.kind is PeriodKind.RANGE]
    bases = [m for m in mentions if m.is_base and m.period != asked]
    topic = query.topic
    if asked is None and len(stretches) == 1:
        told, period = stretches[0], stretches[0].period
        ends = year_period(period.start.year), year_period(period.end.year)
        topic = _STRETCH_LEFT.sub(" ", topic.replace(query.text[told.start : told.end], " "))
    elif len(query.periods) == len(bases) == 1 and asked is not None:
        ends = bases[0].period, asked
        topic = _BASE_LEFT.sub(" ", topic.replace(query.text[bases[0].start : bases[0].end], " "))
    else:
        return None
    base = replace(query, kind=_figure_kind(query.kind, query.text), is_comparison=True, topic=" ".join(topic.split()))
    return replace(base, periods=ends, parts=tuple(replace(base, periods=(end,)) for end in ends))


def wants_amount(text: str) -> bool:
    """Whether a change is asked for as so many of something, which a percentage does not tell."""
    return bool(_AMOUNT.search(fold(text)))


def _figure_kind(kind: AnswerKind, text: str) -> AnswerKind:
    """The kind of each side's figure where it is asked what they differ by, which is computed."""
    if _POINTS.search(fold(text)):
        return AnswerKind.PERCENTAGE
    if kind is not AnswerKind.CHANGE:
        return kind
    return AnswerKind.MONEY if wants_money(text) else AnswerKind.NUMBER


def _pair(text: str, query: Query) -> list[tuple[Place, tuple[Period, ...]]]:
    """Each place with the period named beside it; a period named once holds for all."""
    own = [m for m in find_periods(text) if m.period.kind is not PeriodKind.RANGE]
    if len(query.periods) <= 1 and not (len(own) == len(query.places) > 1 and any(m.is_base for m in own)):
        return [(place, query.periods) for place in query.places]
    mentions = [replace(m, place=p) for m in find_places(text) if (p := _stands_for(m.place, query.places)) is not None]
    periods = [m for m in own if m.period in query.periods or m.is_base]
    if len(mentions) < 2 or len(periods) < 2:
        return [(place, query.periods[:1]) for place in query.places]
    before = periods[0].start < mentions[0].start
    pairs: dict[Place, tuple[Period, ...]] = {}
    for mention in mentions:
        side = [p for p in periods if (p.end <= mention.start if before else p.start >= mention.end)]
        nearest = (
            (side[-1] if before else side[0]) if side else min(periods, key=lambda p: abs(p.start - mention.start))
        )
        pairs.setdefault(mention.place, (nearest.period,))
    return [(place, pairs.get(place, query.periods[:1])) for place in query.places]


def _stands_for(named: Place, asked: Sequence[Place]) -> Place | None:
    """The place asked about that a named one is, or only tells: "tỉnh có Buôn Ma Thuột" is the province."""
    if named in asked:
        return named
    return next((p for p in asked if p.level is PlaceLevel.PROVINCE and p.name == named.province), None)
