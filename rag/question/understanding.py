"""A question understood: what is asked, for which places and periods, alone or as the next turn of a chat.

Knows words, not the library: whether anything fits is decided by what reads the reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.question.answer_kinds import classify, is_numeric
from rag.question.asked_places import asked_places, holds, stands_for_area
from rag.question.asks import two_asks
from rag.question.comparisons import split
from rag.question.named_documents import named_documents
from rag.question.next_turns import continued
from rag.question.refusals import refusal
from rag.question.shorthand import spelt_out
from rag.question.topics import topic_of
from rag.scopes.periods import find_periods, has_year, school_year, year_period
from rag.scopes.places import find_places, resolve
from rag.text import clean, fold, has_diacritics
from rag.types import AnswerKind, PeriodKind, PeriodMention, PlaceMention, Query
from rag.words.language import content_words, detect_language

_OF_REPORT = re.compile(
    r"\b(?:report|briefing|review|document|bao cao|tai lieu|(?<!yen )bai|van ban)\s+(?:on|of|for|about|"
    r"cua|tong ket|"
    r"so ket|ve|cong tac|the|in|\s)*$"
)
_RULE = re.compile(
    r"\b(?:chi thi|quyet dinh|nghi dinh|thong tu|nghi quyet|cong van|ke hoach|decree|circular|directive|decision)\s*$"
)
_FROM_ONE, _TO_OTHER = (
    re.compile(r"\b(?:tu|trong|from|between)\s+$"),
    re.compile(r"\s+(?:den|toi|to|and)\s+(?:het\s+)?"),
)
_CHANGES = re.compile(
    r"\b(?:tang|giam|len|xuong|hon|kem|chenh|thay doi|bien dong|so voi|ris\w+|rose|fell|fall\w*|grow\w*|grew|"
    r"increas\w*|decreas\w*|improv\w*|chang\w*|drop\w*|gain\w*|more|less|fewer|differ\w*)\b"
)
_SOURCE = re.compile(r"(?i)^\W*(?:theo|according to|per)\s[^,?]*$")
_ISSUED = re.compile(r"\b(?:ban hanh|issued)\s+(?:vao |tu |in |on )?(?:ngay |thang )?$")
_FROM = re.compile(r"\b(?:tu|ke tu|since|from)\s+(?:(?:ngay|thang|dau|giua|cuoi|early|mid|late) )*$")
_UNTIL = re.compile(r"\s*(?:den|toi|-|–|to|until|till)\b")
_OF_PLAN = re.compile(r"\b(?:ke hoach|chi tieu|muc tieu|du toan|planned|targets?|the plan|goal|budgeted)\b")
_WHOLE = 3  # content words of a question for a figure that leaves nothing out: "doanh thu bưu chính bao nhiêu"
_SUBTRACTS = re.compile(r"\b(?:hon|kem|than)(?: in| for| during| so voi)?(?: the)? $")


def understand(question: str, history: Sequence[str] = ()) -> Query:
    """Understand a question in the light of the earlier ones of its chat.

    Args:
        question: the text as asked.
        history: the earlier questions, oldest first.

    Returns:
        The query; `history_used` tells whether it leans on the history, `refusal` why it is no question for reports.
    """
    context: Query | None = None
    for earlier in history:
        understood = _turn(spelt_out(clean(earlier)), context)
        context = context if understood.refusal else understood
    return _turn(spelt_out(clean(question)), context)


def _turn(text: str, context: Query | None) -> Query:
    alone = _alone(text, context)
    refused = refusal(text)
    if refused is not None:
        return replace(alone, refusal=refused.value)
    query = continued(alone, context) if context is not None else alone
    query = split(query, text)
    return query if query.parts or query.is_comparison else _with_second(query, text, context)


def _with_second(query: Query, text: str, context: Query | None) -> Query:
    """A question with the second one that its text asks; of two figures the first is looked for by the whole text."""
    asks = two_asks(text)
    if asks is None:
        return query
    first = _alone(asks.first, context)
    kind = classify(asks.second)
    is_whole = is_numeric(kind) and len(content_words(asks.second)) >= _WHOLE
    second = _alone(asks.second if is_whole or not asks.setting else f"{asks.second} ({asks.setting})", context)
    also = replace(query, text=second.text, kind=kind, topic=f"{second.topic} {query.setting}".strip())
    if query.history_used and not query.setting:  # its topic is an earlier turn's
        return replace(query, also=(replace(also, topic=f"{second.topic} ({query.topic})"),))
    if is_numeric(query.kind) and is_numeric(kind) and is_numeric(first.kind):
        query = replace(query, kind=first.kind)
        if _OF_PLAN.search(fold(asks.second)) and not _OF_PLAN.search(fold(asks.first)):  # the first is no plan's then
            query = replace(query, text=first.text, topic=f"{first.topic} {query.setting}".strip())
    else:
        query = replace(query, text=first.text, kind=first.kind, topic=f"{first.topic} {query.setting}".strip())
    return replace(query, also=(also,))


def _alone(text: str, context: Query | None) -> Query:
    before = context.periods[-1] if context and context.periods else None
    named = resolve(find_places(text))
    kind, documents = classify(_without_names(text, named)), named_documents(text)
    mentions = [
        m
        for m in find_periods(text, default_year=before.year if before else None, context=before)
        if not any(start < m.end and m.start < end for start, end, _ in documents)  # "12/2005/TT-BNV" is no month
    ]
    if before is not None and before.kind is PeriodKind.SCHOOL_YEAR:
        mentions = [_as_school_year(m) for m in mentions]
    mentions = _without_stretches(_with_year(mentions, text), text)
    places = list(dict.fromkeys(asked_places(text, named)))
    subtracted = _subtracted(text, mentions, kind)
    asked = [m for m in mentions if (not m.is_base or m in subtracted) and m.period.kind is not PeriodKind.RANGE]
    if not asked and context is not None and not _compares_with_base(text, kind):
        asked = mentions
    asked = [
        _year_of(m) if _ISSUED.search(fold(text[: m.start])[-24:]) or _opens_stretch(text, m) else m for m in asked
    ]
    of_report = [
        m
        for m in asked
        if _OF_REPORT.search(fold(text[: m.start])[-40:]) or _is_source(text, m) or _dates_rule(text, m)
    ]
    if len(asked) > len(of_report):
        asked = [m for m in asked if m not in of_report]
    else:
        of_report = []
    return Query(
        text=text,
        language=detect_language(text),
        has_diacritics=has_diacritics(text),
        kind=kind,
        places=tuple(places),
        periods=tuple(dict.fromkeys(m.period for m in asked)),
        topic=topic_of(
            text,
            [m for m in named if m.place in places or holds(m.place, places) or stands_for_area(m, places, text)],
            [*asked, *of_report],
        ),
        documents=tuple(dict.fromkeys(number for _, _, number in documents)),
        report_periods=tuple(dict.fromkeys(m.period for m in of_report)),
    )


def _as_school_year(mention: PeriodMention) -> PeriodMention:
    """Two years in a row as the school year that they are beside another one: "and in 2001-2002?"."""
    period = mention.period
    is_pair = period.kind is PeriodKind.RANGE and period.end.year == period.start.year + 1
    return replace(mention, period=school_year(period.start.year)) if is_pair else mention


def _with_year(mentions: list[PeriodMention], text: str) -> list[PeriodMention]:
    """Periods named without a year in the one year that stands beside them: "lũ năm 2000 ... tính đến ngày 26/9"."""
    years = [m for m in mentions if m.period.kind is PeriodKind.YEAR and has_year(m.period) and not m.is_base]
    if len(years) != 1 or all(has_year(m.period) for m in mentions):
        return mentions
    year = years[0].period.year
    told = [m for m in find_periods(text, default_year=year) if any(m.start == one.start for one in mentions)]
    return [m for m in told if m.start != years[0].start]


def _without_stretches(mentions: list[PeriodMention], text: str) -> list[PeriodMention]:
    """The mentions without both ends of a stretch, "từ năm 1997 đến 2003", within which no change is asked for."""
    folded = fold(text)
    if _CHANGES.search(folded):
        return mentions
    ends = [
        (one, other)
        for one, other in pairwise(mentions)
        if one.period.kind is other.period.kind is PeriodKind.YEAR
        and _FROM_ONE.search(folded[: one.start])
        and _TO_OTHER.fullmatch(folded, one.end, other.start)
    ]
    return [m for m in mentions if not any(m in pair for pair in ends)]


def _dates_rule(text: str, mention: PeriodMention) -> bool:
    """Whether a year is that of a rule, not what is asked about: "Chỉ thị năm 2001 của Thủ tướng đặt mục tiêu"."""
    return mention.period.kind is PeriodKind.YEAR and bool(_RULE.search(fold(text[: mention.start])[-24:]))


def _year_of(mention: PeriodMention) -> PeriodMention:
    """A mention as its whole year: what a tariff of "ban hành tháng 10/2005" sets is told of the year."""
    return (
        mention
        if mention.period.kind is PeriodKind.RANGE
        else replace(mention, period=year_period(mention.period.year))
    )


def _opens_stretch(text: str, mention: PeriodMention) -> bool:
    """Whether something holds from a period on, with no end told: "từ tháng 9/2011", "since July 2005"."""
    before, behind = fold(text[: mention.start]), fold(text[mention.end :])
    if mention.period.kind is PeriodKind.DAY:
        return False  # a report may tell that very day
    return bool(_FROM.search(before)) and not _UNTIL.match(behind)


def _without_names(text: str, named: Sequence[PlaceMention]) -> str:
    """A question with its places' names made unreadable: "Gia Lai" is no price, "Tiền Giang" no money."""
    for mention in named:
        text = text[: mention.start] + re.sub(r"\w", "z", text[mention.start : mention.end]) + text[mention.end :]
    return text


def _is_source(text: str, mention: PeriodMention) -> bool:
    """Whether a period ends the naming of a source: "Theo Niên giám thống kê 2008, ..."."""
    return bool(_SOURCE.match(text[: mention.start])) and text[mention.end :].lstrip().startswith(",")


def _subtracted(text: str, mentions: Sequence[PeriodMention], kind: AnswerKind) -> list[PeriodMention]:
    """The periods whose figure is to be taken off another's: "năm 2022 nhiều hơn năm 2021 bao nhiêu"."""
    folded = fold(text)
    found = [m for m in mentions if m.is_base and _SUBTRACTS.search(folded[: m.start])]
    is_weighed = is_numeric(kind) or kind is AnswerKind.YES_NO
    return found if found and is_weighed and not all(m.is_base for m in mentions) else []


def _compares_with_base(text: str, kind: AnswerKind) -> bool:
    """Whether a change is asked for, so that a base of comparison is no period of its own."""
    return kind is AnswerKind.CHANGE or bool(re.search(r"\b(?:so voi|compared|than|(?:up|down) on)\b", fold(text)))
