"""A question understood: what is asked, for which places and periods, alone or as the next turn of a chat.

Knows words, not the library: whether anything fits is decided by what reads the reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.question.answer_kinds import classify, is_numeric, wants_money
from rag.question.named_documents import named_documents
from rag.question.refusals import refusal
from rag.question.sides import sides
from rag.scopes.gazetteer import provinces_of_district
from rag.scopes.periods import find_periods
from rag.scopes.places import find_places, resolve
from rag.text import clean, fold, has_diacritics
from rag.types import AnswerKind, Period, PeriodKind, PeriodMention, Place, PlaceLevel, PlaceMention, Query
from rag.words.language import content_words, detect_language

_FOLLOW_UP = re.compile(
    r"^(?:con|the con|the thi|the|vay|vay con|vay thi|rieng|trong do|va|and|what about|how about|"
    r"then|"
    r"same|so|but|just|only|or|ok|a|u)\b"
)
_PRONOUN = re.compile(
    r"\b(?:tinh (?:nay|do|ay|tren)|noi (?:nay|do|ay)|cho (?:nay|do|ay)|o do|(?:huyen|xa|so|to|cac|"
    r"ong|ba|vu|"
    r"ca|cuoc|con so|hoi nghi|du an|khoan|don vi|bao cao|nguoi|to|quyet dinh|doan|su kien|"
    r"benh vien|truong)"
    r"(?: \w+){0,2} (?:nay|do|ay|tren)|that|those|these|them|they|it|its|there|he|she|his|her|this|"
    r"of (?:that|which|those|them)|trong so do|nhu tren|noi tren|vua (?:roi|noi))\b"
)
_COMPARING = re.compile(
    r"\b(?:so sanh|so voi|so\b.*\bvoi|hon|chenh|khac nhau|compare|compared|versus|vs|or|hay|hoac|"
    r"than|more|"
    r"difference|both|each|moi (?:noi|tinh|ben|bai|huyen)|tung (?:noi|tinh|ben)|thay doi|track|"
    r"change|khop)\b"
)
_BY_REPORT = re.compile(
    r"\b(?:hai|2|cac|may|nhung|ba|3) (?:bai|bao cao|tai lieu|trang|nguon|van ban)\b|"
    r"\b(?:two|both|three|different|which of the|each of the)(?: \w+){0,3} (?:pages?|reports?|"
    r"articles?|"
    r"documents?|sources?)\b|bao cao .* va (?:trong )?bao cao"
)
_AREA = re.compile(
    r"\b(?:tinh (?:co|gom|cua)|vung|khu vuc|dia ban|xu|nganh .* (?:o|vung)|province (?:where|of|with|"
    r"that)|"
    r"the area (?:of|around)|area (?:of|around)|region|quanh)\b"
)
_QUESTION_WORDS = re.compile(
    r"\b(?:co bao nhieu|bao nhieu|may|la bao nhieu|la ai|ai|nao|gi|o dau|khi nao|the nao|"
    r"thi sao|how many|"
    r"how much|what was|what is|what|which|who|when|where|did|does|do|was|were|is|have|had)\b"
)
_OF_REPORT = re.compile(
    r"\b(?:report|briefing|review|document|bao cao|tai lieu|(?<!yen )bai|van ban)\s+(?:on|of|for|about|"
    r"cua|tong ket|"
    r"so ket|ve|cong tac|the|in|\s)*$"
)
_PROVINCE_OF = re.compile(
    r"(?i)\b(?:in )?the province (?:where|of|with) [^?,.]*? (?:is|are|lies?)\b|\btỉnh có [^?]*?"
    r"(?=\s+(?:phải|đã|được|có|là|thì|bên|dùng|đạt|năm|thu|chi)\b|,\s*[a-zđ]|$)"
)
_LANDMARK = re.compile(r"\b(?:vinh|bay)\s+$")
_HOW_MANY = re.compile(  # and what is counted: in Vietnamese up to the next verb or preposition
    r"\b(bao nhieu|may)((?: (?!(?:duoc|da|co|o|tai|trong|ve|la|cua|nam|do|thi|tham|se|bi|voi|tu|den|cho|theo|\d)\b)"
    r"[^\W\d_]+){1,5})|\b(how many)( [^\W\d_]+)"
)
_SUBTRACTS = re.compile(r"\b(?:hon|kem|than)(?: in| so voi)? $")
_MORE_SAME = re.compile(r"\bmuc do \d|\blevel[- ]\d|\bcap do \d")


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
        understood = _turn(clean(earlier), context)
        context = context if understood.refusal else understood
    return _turn(clean(question), context)


def _turn(text: str, context: Query | None) -> Query:
    alone = _alone(text, context)
    refused = refusal(text)
    if refused is not None:
        return replace(alone, refusal=refused.value)
    query = _continue(alone, context) if context is not None else alone
    return _split(query, text)


def _alone(text: str, context: Query | None) -> Query:
    before = context.periods[-1] if context and context.periods else None
    documents = named_documents(text)
    mentions = [
        m
        for m in find_periods(text, default_year=before.year if before else None, context=before)
        if not any(start < m.end and m.start < end for start, end, _ in documents)  # "12/2005/TT-BNV" is no month
    ]
    named = resolve(find_places(text))
    places = list(dict.fromkeys(_asked_places(text, named)))
    subtracted = _subtracted(text, mentions)
    asked = [m for m in mentions if (not m.is_base or m in subtracted) and m.period.kind is not PeriodKind.RANGE]
    if not asked and context is not None and not _compares_with_base(text):
        asked = mentions
    of_report = [m for m in asked if _OF_REPORT.search(fold(text[: m.start])[-40:])]
    if len(asked) > len(of_report):
        asked = [m for m in asked if m not in of_report]
    else:
        of_report = []
    return Query(
        text=text,
        language=detect_language(text),
        has_diacritics=has_diacritics(text),
        kind=classify(text),
        places=tuple(places),
        periods=tuple(dict.fromkeys(m.period for m in asked)),
        topic=_topic(
            text, [m for m in named if m.place in places or _stands_for_area(m, places, text)], [*asked, *of_report]
        ),
        documents=tuple(dict.fromkeys(number for _, _, number in documents)),
        report_periods=tuple(dict.fromkeys(m.period for m in of_report)),
    )


def _subtracted(text: str, mentions: Sequence[PeriodMention]) -> list[PeriodMention]:
    """The periods whose figure is to be taken off another's: "năm 2022 nhiều hơn năm 2021 bao nhiêu"."""
    folded = fold(text)
    found = [m for m in mentions if m.is_base and _SUBTRACTS.search(folded[: m.start])]
    return found if found and not all(m.is_base for m in mentions) and is_numeric(classify(text)) else []


def _compares_with_base(text: str) -> bool:
    """Whether a change is asked for, so that a base of comparison is no period of its own."""
    return classify(text) is AnswerKind.CHANGE or bool(re.search(r"\b(?:so voi|compared|than)\b", fold(text)))


def _asked_places(text: str, mentions: Sequence[PlaceMention]) -> list[Place]:
    """The places asked about: several districts of one province, or "the area of", stand for the province."""
    folded = fold(text)
    kept = [
        m
        for m in mentions
        if m.place.level is not PlaceLevel.COUNTRY
        and not _LANDMARK.search(folded[: m.start])
        and not folded.startswith(" bay", m.end)
    ]
    kept = [_sibling(m, kept) for m in kept]
    places = [m.place for m in kept]
    named = {p.name for p in places if p.level is PlaceLevel.PROVINCE}
    # "Hà Nam (Phủ Lý)": the bracket tells where the province is
    places = [
        m.place
        for m in kept
        if not (
            m.place.level is not PlaceLevel.PROVINCE
            and m.place.province in named
            and text[: m.start].rstrip().endswith("(")
        )
    ]
    # "huyện Yên Thế, tỉnh Bắc Giang": the smaller place is asked about
    places = [
        p
        for p in places
        if p.level is not PlaceLevel.PROVINCE
        or not any(q.level is not PlaceLevel.PROVINCE and q.province == p.name for q in places)
    ]
    groups: dict[str, list[Place]] = {}
    for place in places:
        if place.level is not PlaceLevel.PROVINCE and place.province:
            groups.setdefault(place.province, []).append(place)
    area = bool(_AREA.search(folded))
    for province, districts in groups.items():
        if area or (len(districts) > 1 and not _COMPARING.search(folded)):
            whole = Place(province, PlaceLevel.PROVINCE, province, "tỉnh")
            places = [whole if p in districts else p for p in places]
    return places


def _stands_for_area(mention: PlaceMention, places: Sequence[Place], text: str) -> bool:
    """Whether a district only tells which province is meant ("khu vực Thủ Dầu Một")."""
    return bool(_AREA.search(fold(text))) and any(
        p.level is PlaceLevel.PROVINCE and p.name == mention.place.province for p in places
    )


def _sibling(mention: PlaceMention, others: Sequence[PlaceMention]) -> PlaceMention:
    """A province's name beside a district of another province that has a district of that name is that district."""
    place = mention.place
    if place.level is not PlaceLevel.PROVINCE:
        return mention
    homes = provinces_of_district(place.name) - {place.name}
    beside = {m.place.province for m in others if m.place.level is not PlaceLevel.PROVINCE}
    if homes & beside:
        (home, *_) = sorted(homes & beside)
        return replace(mention, place=Place(place.name, PlaceLevel.DISTRICT, home, "huyện"))
    return mention


def _topic(text: str, places: Sequence[PlaceMention], periods: Sequence[PeriodMention]) -> str:
    """The question without the places and periods it asks about."""
    cut = [*((m.start, m.end) for m in places), *((m.start, m.end) for m in periods)]
    cut += [m.span() for m in _PROVINCE_OF.finditer(text)]
    topic, at = [], 0
    for start, end in sorted(cut):
        if start >= at:
            topic.append(text[at:start])
            at = end
    topic.append(text[at:])
    joined = re.sub(r"(?<!\S)['’]s\b", "", " ".join(topic))  # what "Hà Nam's" leaves
    joined = re.sub(r"(?i)\b(in|of|for|at|by|the)(?: (?:in|of|for|at|by|the))*(?= +(?:in|of|for|at|by)\b)", "", joined)
    joined = " ".join(joined.split())
    joined = re.sub(
        r"(?i)\b(?:năm|nam|tỉnh|tinh|ở|o|tại|tai|của|cua|in|of|for|at|by|cả năm|từ|tới|đến)\s*(?=[?,.;:]|"
        r"$)",
        "",
        joined,
    )
    return re.sub(r"\s+([?,.;:])", r"\1", joined).strip(" ,;:-'’s" if joined.startswith("'") else " ,;:-")


def _continue(query: Query, context: Query) -> Query:
    """The next turn: takes from the earlier one what it leaves out, unless it is a topic of its own."""
    folded = fold(query.text).strip()
    content = [
        w
        for w in content_words(query.topic)
        if w
        not in (
            "con",
            "rieng",
            "same",
            "question",
            "thoi",
            "dung",
            "what",
            "about",
            "town",
            "city",
            "district",
            "province",
            "commune",
        )
    ]
    marked = bool(_FOLLOW_UP.match(folded)) or bool(_PRONOUN.search(folded))
    bare = not content or (marked and all(_is_filler(w) for w in content))
    complete = bool(query.places or query.documents) and len(content) >= 2 and not marked
    if complete and (query.periods or query.documents or not context.periods):
        return query
    places = query.places or context.places
    periods = query.periods or context.periods
    query = replace(query, documents=query.documents or context.documents)
    if bare:
        vague = (AnswerKind.OTHER, AnswerKind.OPEN, AnswerKind.DEFINITION)
        kind = query.kind if query.kind not in vague else context.kind
        kind = context.kind if is_numeric(context.kind) and is_numeric(kind) else kind
        return replace(
            query,
            places=places,
            periods=periods,
            topic=context.topic,
            kind=kind,
            language=query.language,
            history_used=True,
        )
    if complete:
        return replace(query, periods=periods, history_used=True)
    is_vague = query.kind is AnswerKind.OTHER or (
        query.kind is AnswerKind.DEFINITION and is_numeric(context.kind) and bool(_FOLLOW_UP.match(folded))
    )  # "what about imports?" defines nothing
    kind = context.kind if is_vague else query.kind
    return replace(
        query,
        places=places,
        periods=periods,
        kind=kind,
        history_used=True,
        topic=_counted_instead(context, query) or _join_topics(context.topic, query.topic, marked or len(content) <= 4),
    )


def _counted_instead(context: Query, query: Query) -> str:
    """The earlier topic with what a later turn names in place of what was counted ("còn kế hoạch?"), else ""."""
    counted = _HOW_MANY.search(fold(context.topic))
    named = query.kind in (AnswerKind.OTHER, AnswerKind.DEFINITION)
    if counted is None or not counted.lastindex or not named or not is_numeric(context.kind):
        return ""
    opening = _FOLLOW_UP.match(fold(query.topic))
    thing = query.topic[opening.end() if opening else 0 :].strip(" ?.")
    low, high = counted.span(counted.lastindex)
    return f"{context.topic[:low]} {thing}{context.topic[high:]}"


def _is_filler(word: str) -> bool:
    return word in {
        "sao",
        "bao",
        "nhieu",
        "may",
        "figure",
        "number",
        "con",
        "so",
        "result",
        "ket",
        "qua",
        "before",
        "after",
        "truoc",
        "sau",
        "same",
        "do",
    }


def _join_topics(earlier: str, later: str, lean: bool) -> str:
    """The later topic in the earlier one's setting; "mức độ 4" takes the place of "mức độ 3"."""
    new, old = _MORE_SAME.search(fold(later)), _MORE_SAME.search(fold(earlier))
    if new and old:
        return earlier[: old.start()] + later[new.start() : new.end()] + earlier[old.end() :]
    if not lean:
        return later
    folded = fold(earlier)
    setting = "".join(
        " " if any(m.start() <= i < m.end() for m in _QUESTION_WORDS.finditer(folded)) else c
        for i, c in enumerate(earlier)
    )
    setting = " ".join(setting.split()).strip(" ?.,")
    return f"{later.rstrip(' ?.')} ({setting})" if setting else later


def _split(query: Query, text: str) -> Query:
    """The parts of a comparison or of a question with several scopes, each a query of its own."""
    folded = fold(text)
    by_report = bool(_BY_REPORT.search(folded))
    provinces = [p for p in query.places if p.level is PlaceLevel.PROVINCE]
    several_places = len(provinces) > 1 or (
        len(query.places) > 1 and (bool(_COMPARING.search(folded)) or len({p.province for p in query.places}) > 1)
    )
    several_periods = len(query.periods) > 1 and not several_places and is_numeric(query.kind)
    kind = query.kind
    if not (several_places or several_periods or by_report):
        compared = sides(query.topic) if is_numeric(kind) else None
        if compared is None:
            return query
        base = replace(query, kind=_figure_kind(kind, text), is_comparison=True)
        return replace(base, parts=tuple(replace(base, topic=side.topic, name=side.name) for side in compared))
    if (
        kind in (AnswerKind.PLACE, AnswerKind.OTHER, AnswerKind.YES_NO, AnswerKind.PERSON)
        and (several_places or several_periods)
        and re.search(
            r"\b(?:ben|noi|tinh|huyen|dau|dia phuong) nao\b|\bhon\b|\bwhich\b|\bmore\b|^who\b.* or |\bor\b|"
            r"compare",
            folded,
        )
    ):
        kind = (
            AnswerKind.PERCENTAGE
            if re.search(r"%|phan tram|ty le|ti le|do phu|share|rate", folded)
            else (AnswerKind.NUMBER)
        )
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


def _figure_kind(kind: AnswerKind, text: str) -> AnswerKind:
    """The kind of each side's figure where it is asked what they differ by, which is computed."""
    if kind is not AnswerKind.CHANGE:
        return kind
    return AnswerKind.MONEY if wants_money(text) else AnswerKind.NUMBER


def _pair(text: str, query: Query) -> list[tuple[Place, tuple[Period, ...]]]:
    """Each place with the period named beside it; a period named once holds for all."""
    if len(query.periods) <= 1:
        return [(place, query.periods) for place in query.places]
    mentions = [m for m in find_places(text) if m.place in query.places]
    periods = [m for m in find_periods(text) if m.period in query.periods]
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
