"""The words of questions, figures and sentences as the terms that are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.scopes.periods import stretches
from rag.text import fold, has_diacritics
from rag.types import AnswerKind, Figure, Language, Query
from rag.words.concepts import clause_terms, is_syllable, terms
from rag.words.language import content_words, detect_language

_NOISE = frozenset(
    """
compare compared versus vs track between both each either give which whether more less fewer higher lower than
differ difference giua voi ben xin hai ca hon kem cao thap cu the so sanh chenh khac tung moi theo luc hoi
chung khoang rieng tinh toan bo het tat duoc briefing according alone just only please ten can cho-biet hoi-
thoai nhieu it ad admin shop #end
""".split()
)


_EITHER = re.compile(
    r"\b(?:(?:di )?len hay (?:di )?xuong|(?:di )?xuong hay (?:di )?len|"
    r"tang (?:hay |hoac |hay la )?giam|giam (?:hay|hoac|hay la) tang|up or down|down or up|"
    r"(?:increas|decreas)\w* or (?:increas|decreas)\w*|(?:rise|rose|fall|fell) or (?:rise|rose|fall|fell))\b"
)
_DIRECTIONS = frozenset(
    [
        *terms("tăng giảm", Language.VIETNAMESE),
        *terms("up down go went increase increased decrease decreased rise rose fall fell", Language.ENGLISH),
        *("tang", "giam", "di", "len", "xuong"),
    ]
)


_OF_REPORTS = frozenset(
    {"#report", "#document", "#material", "#year_end_review", "lieu", "ghi", "nhau", "khop"}
)  # compared
_OF_MONEY = frozenset({"#money", "tien", "#pay", "nop", "phai"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE_OF = re.compile(
    r"\b1 (?:con|cai|chiec|xe|nguoi|ho|lan|thang|mau|kg|can|m2|m3|khoi|ngay|nam|gio|tan|lit|suat|quyen|bo|em|hoc sinh|"
    r"luot)\b"
)  # "1 con trâu nộp bao nhiêu": each
_SIZE = re.compile(
    r"\b(?:natural|forest|land|crop|rice|paddy|maize|coffee|tea|rubber|vegetable|fruit|sown|planted|cultivated|"
    r"total) area\b|"
    r"\barea (?:target|plan|sown|planted)\b|\bhow (?:large|big)\b.*\barea\b"
)
_OF_CHANGES = frozenset({"#compare", "#rate", "#year", "truoc"})  # "so với năm trước mấy phần trăm": of any change


def label(figure: Figure) -> str:
    """What a figure is told of: its row, its column, its indicator and its unit."""
    return " ".join(
        part for part in (figure.row_head, figure.column_head, figure.indicator, figure.quantity.unit) if part
    )


@lru_cache(maxsize=50_000)
def said(text: str) -> frozenset[str]:
    """The terms of a Vietnamese text."""
    return frozenset(clause_terms(text, Language.VIETNAMESE))


def concepts(text: str) -> frozenset[str]:
    """The concepts among what a text says, its plain words left out."""
    return frozenset(term for term in said(text) if term.startswith("#"))


def asked_concepts(query: Query) -> frozenset[str]:
    """The concepts among the terms of a question, its plain words left out."""
    return frozenset(term for term in asked_terms(query) if term.startswith("#"))


def asked_terms(query: Query) -> tuple[str, ...]:
    """The distinct terms of a question; without diacritics its plain words help, homographs and all.

    The directions of a change are none of them where either is asked for, or whether there was one: a rise is not told
    better by the question.
    """
    # each in its own spelling
    found = tuple(dict.fromkeys([*_distinct_terms(own_topic(query)), *_distinct_terms(query.setting)]))
    folded = fold(query.topic)
    if "#region" in found and query.language is Language.ENGLISH and _SIZE.search(folded):
        found = tuple("#acreage" if t == "#region" else t for t in found)  # "area" is either
    if not stretches(query.text):  # a year that something is compared with; periods tell scope
        found = tuple(t for t in found if not _YEAR.fullmatch(t)) or found
    if _ONE_OF.search(folded):
        found = tuple(t for t in found if t != "1") or found
    if query.kind is AnswerKind.MONEY:  # "bao nhiêu tiền", "nộp bao nhiêu phí": the answer is in đồng
        found = tuple(t for t in found if t not in _OF_MONEY) or found
    if query.is_comparison and not query.parts:  # "mấy tài liệu ... ghi khác nhau ra sao"
        found = tuple(t for t in found if t not in _OF_REPORTS) or found
    if query.kind is AnswerKind.CHANGE:
        found = tuple(t for t in found if t not in _OF_CHANGES) or found
    is_open = query.kind is AnswerKind.YES_NO or query.is_comparison or _EITHER.search(fold(query.topic))
    return (tuple(t for t in found if t not in _DIRECTIONS) or found) if is_open else found


def setting_terms(query: Query) -> frozenset[str]:
    """Those of a question's terms that only an earlier turn named."""
    if not query.setting:
        return frozenset()
    return frozenset(_distinct_terms(query.setting)).difference(_distinct_terms(own_topic(query)))


def own_topic(query: Query) -> str:
    """A question's topic without what only an earlier turn named."""
    return query.topic.removesuffix(f"({query.setting})") if query.setting else query.topic


def _distinct_terms(topic: str) -> tuple[str, ...]:
    language = detect_language(topic)  # a follow-up may come in another language than its topic
    is_bare = not has_diacritics(topic) and language is not Language.ENGLISH
    plain = [w for w in content_words(topic) if is_syllable(w)] if is_bare else []  # "xdcb" is told by its concept
    return tuple(t for t in dict.fromkeys([*terms(topic, language), *plain]) if t not in _NOISE)
