"""Rules figures out that are of another member of a family than the one asked for, or that measure another thing.

Schools have levels and fields have seasons: pupils of "THCS" are none of "THPT". A yield is told per hectare: what is
told in hectares is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rag.answering.beside import around, sentence_text
from rag.answering.candidates import Candidate, unfit_where
from rag.answering.demands import Demands
from rag.answering.wording import asked_terms, label, said
from rag.text import fold
from rag.types import Query, SentenceKind

_FAMILIES = (
    frozenset({"#kindergarten", "#primary_school", "#lower_secondary", "#upper_secondary"}),
    frozenset({"#winter_spring_crop", "#summer_autumn", "#winter_crop"}),
    frozenset({"#postal", "#telecommunications"}),
)
_SAME = {"#spring_rice": "#winter_spring_crop", "#autumn_rice": "#summer_autumn"}
_PRIZE = re.compile(
    r"\bgiai (dac biet|nhat|nhi|ba|tu|khuyen khich)\b|\b(special|first|second|third|fourth|consolation) prizes?\b"
)
_IN_ENGLISH = {
    "special": "dac biet",
    "first": "nhat",
    "second": "nhi",
    "third": "ba",
    "fourth": "tu",
    "consolation": "khuyen khich",
}
_EITHER_SECONDARY = re.compile(r"(?<!lower )(?<!upper )\bsecondary\b")  # of either level
_MEASURES = tuple(  # what is measured, and units that never measure it
    (re.compile(rf"\b(?:{measured})\b"), re.compile(units))
    for measured, units in (
        ("nang suat|yields?", r"(?:nghin |trieu )?(?:ha|hecta|km2?|m2?|nguoi|ho|con|xa)"),
        ("dien tich|acreage", r"(?:nghin |trieu |ty )?(?:tan|ta|kg|(?:tan|ta|kg)/ha|nguoi|ho|con|dong|m3|kwh)"),
        ("san luong", r"(?:nghin |trieu )?(?:ha|m2|km2?|(?:tan|ta|kg)/ha|nguoi|ho)"),
        ("luu luong|discharge", r"(?:m|met|cm|ha|km)"),
        ("muc nuoc|water levels?", r"(?:m3/s|ha|km|nguoi)"),
        ("dan so|population", r"(?:nghin |trieu |ty )?(?:ha|km2?|m2?|tan|dong|ho)"),
    )
)


def without_other_of_family(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures told of another level of school or season than the one asked for do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. Where a figure's own words and heads tell none, its heading and its report's title do.
    """
    terms = _seasons(asked_terms(query))
    if _EITHER_SECONDARY.search(fold(query.topic)):
        terms -= _FAMILIES[0]
    wanted = [(family, terms & family) for family in _FAMILIES if terms & family]
    if not wanted:
        return list(candidates)

    def is_other(c: Candidate) -> bool:
        if c.figure is None:
            return False
        own = _seasons(said(f"{around(c) if c.sentence.kind is not SentenceKind.ROW else ''} {label(c.figure)}"))
        told_there = own | _seasons(said(sentence_text(c)))
        about = told_there | _seasons(said(f"{c.sentence.heading} {c.report.metadata.title}"))
        return any(
            bool(told & family) and not told & asked
            for family, asked in wanted
            for told in (own if own & family else told_there if told_there & family else about,)
        )

    return unfit_where(candidates, is_other)


def without_other_prize(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; who is told beside another prize than the one asked for does not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "giải nhất thuộc về đội A, giải nhì là đội B" tells of no third prize.
    """
    asked = set(_prizes(fold(query.topic)))
    if len(asked) != 1:
        return list(candidates)

    def is_other(c: Candidate) -> bool:
        before = _prizes(fold(c.report.text[c.sentence.start : c.end]))
        behind = _prizes(fold(c.report.text[c.end : c.sentence.end]))
        told = before[-1:] or behind[:1]
        return bool(told) and not asked & set(told)

    return unfit_where(candidates, is_other)


def _prizes(folded: str) -> list[str]:
    """The prizes that a folded text names, in order, by their Vietnamese names."""
    return [_IN_ENGLISH.get(one[1] or one[2], one[1] or one[2]) for one in _PRIZE.finditer(folded)]


def _seasons(terms: Iterable[str]) -> frozenset[str]:
    """Terms with rice of a season as the season; "vụ đông xuân" is no "vụ đông"."""
    found = frozenset(_SAME.get(term, term) for term in terms)
    return found - {"#winter_crop"} if "#winter_spring_crop" in found else found


def without_other_measure(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures in a unit that what is measured is never told in do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "25,86 m" is no discharge of a river. Where something is counted nothing is measured.
    """
    topic = fold(query.topic)
    asked = [units for measured, units in _MEASURES if measured.search(topic)]
    if len(asked) != 1 or Demands.of(query).unit_words:
        return list(candidates)
    return unfit_where(
        candidates, lambda c: c.figure is not None and bool(asked[0].fullmatch(fold(c.figure.quantity.unit).strip()))
    )
