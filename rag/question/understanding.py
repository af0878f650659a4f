"""A question understood: what is asked, for which places and periods, alone or as the next turn of a chat.

Knows words, not the library: whether anything fits is decided by what reads the reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.question.answer_kinds import classify, is_numeric
from rag.question.asked_places import asked_places, holds, stands_for_area
from rag.question.asks import two_asks
from rag.question.comparisons import split
from rag.question.named_documents import named_documents
from rag.question.next_turns import continued
from rag.question.refusals import refusal
from rag.question.shorthand import spelt_out
from rag.question.topics import topic_of
from rag.scopes.periods import find_periods, year_period
from rag.scopes.places import find_places, resolve
from rag.text import clean, fold, has_diacritics
from rag.types import AnswerKind, PeriodKind, PeriodMention, PlaceMention, Query
from rag.words.language import content_words, detect_language

_OF_REPORT = re.compile(
    r"\b(?:report|briefing|review|document|bao cao|tai lieu|(?<!yen )bai|van ban)\s+(?:on|of|for|about|"
    r"cua|tong ket|"
    r"so ket|ve|cong tac|the|in|\s)*$"
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
    places = list(dict.fromkeys(asked_places(text, named)))
    subtracted = _subtracted(text, mentions, kind)
    asked = [m for m in mentions if (not m.is_base or m in subtracted) and m.period.kind is not PeriodKind.RANGE]
    if not asked and context is not None and not _compares_with_base(text, kind):
        asked = mentions
    asked = [
        _year_of(m) if _ISSUED.search(fold(text[: m.start])[-24:]) or _opens_stretch(text, m) else m for m in asked
    ]
    of_report = [m for m in asked if _OF_REPORT.search(fold(text[: m.start])[-40:]) or _is_source(text, m)]
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
