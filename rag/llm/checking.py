"""Checks what a language model wrote, sentence by sentence, against the spans that it cites.

Every piece of a sentence that ends with a marker must be proved by one span of that marker: never half by one and half
by another, which is how figures change places. In Vietnamese the words themselves are compared
(`rag.llm.alignment`), with numbers, units, places, periods and negation among them. A sentence in English over a
Vietnamese span has its numbers, places, periods, direction and negation checked, its sense by the encoder, and is
still shown as the model's translation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from embeddings import Encoder
from rag.answering.proof import Problem, unproved_numbers
from rag.llm.alignment import Token, align, is_number, tokens
from rag.quantities.numbers import find_quantities
from rag.scopes.periods import find_periods
from rag.scopes.places import find_places
from rag.storage.library import Library
from rag.text import fold
from rag.types import Citation, Figure, Language, Period, Place

_MARKERS = re.compile(r"(?:\s*\[\d+\])+")
_MARKUP = re.compile(r"[<>\[\]{}|`*_~\\^=#@]|//|www\.|\w\.[^\W\d_]{2,}|javascript:|data:", re.IGNORECASE)
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_NOT_VI = re.compile(r"\b(?:không|chưa|chẳng)\b", re.IGNORECASE)
_NOT_EN = re.compile(r"\b(?:not|no|never|none|without|neither|nor|cannot|failed|lack\w*|un\w+)\b|n't\b", re.IGNORECASE)
_UP, _DOWN = (
    re.compile(r"\b(?:tang|vuot|increas\w*|rose|risen|grew|up|more|higher|exceed\w*)\b"),
    re.compile(r"\b(?:giam|thap|decreas\w*|fell|fallen|dropp?\w*|declin\w*|down|less|fewer|lower|below)\b"),
)
_NEAR = 0.80  # cosine of an English sentence with the Vietnamese span that it translates; unrelated ones lie near 0.75


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span that may be cited, with the figures in it and what its report is about."""

    citation: Citation
    figures: tuple[Figure, ...] = ()
    place: Place | None = None
    period: Period | None = None


def evidence_of(citation: Citation, library: Library) -> Evidence:
    """What a citation proves."""
    report = library.report(citation.report_id)
    inside = tuple(
        figure
        for figure in library.figures(report.id)
        if citation.start <= figure.quantity.start and figure.quantity.end <= citation.end
    )
    return Evidence(citation, inside, report.metadata.place, report.metadata.period)


def markers(sentence: str) -> tuple[int, ...]:
    """The markers of a sentence, each once, in order."""
    return tuple(dict.fromkeys(int(n) for group in _MARKERS.findall(sentence) for n in re.findall(r"\d+", group)))


def plain(sentence: str) -> str:
    """A sentence without its markers."""
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(_MARKERS.sub(" ", sentence).split()))


def problems(
    sentence: str, evidence: Mapping[int, Evidence], language: Language, encoder: Encoder | None = None
) -> list[Problem]:
    """What of a sentence is not proved; empty when all of it is.

    Args:
        sentence: as the model wrote it, with its markers.
        evidence: the spans by marker.
        language: the one that it should be written in.
        encoder: compares an English sentence with its span; without one none is proved.
    """
    if _HIDDEN.search(sentence) or _MARKUP.search(_MARKERS.sub(" ", sentence)):
        return [Problem(sentence, "markup, an address or a hidden character")]
    pieces = _MARKERS.split(sentence)
    groups = [[int(n) for n in re.findall(r"\d+", group)] for group in _MARKERS.findall(sentence)]
    if not groups or re.search(r"\w", pieces[-1]):
        return [Problem(sentence, "no citation")]
    found = [Problem(sentence, f"marker {n} cites nothing") for group in groups for n in group if n not in evidence]
    if found:
        return found
    for piece, group in zip(pieces, groups, strict=False):
        if not re.search(r"\w", piece):
            return [Problem(sentence, "a marker with nothing said")]
        proves = _says_the_same if language is Language.ENGLISH else _repeats
        # Every span that is cited must prove the piece: a marker that proves nothing is a false citation.
        if not all(proves(piece, evidence[n], encoder) for n in group):
            found.append(Problem(piece.strip(), "not what its span says"))
    return found


def _repeats(piece: str, span: Evidence, _: Encoder | None) -> bool:
    """Whether a piece is the span's own words, apart from the place and period that the span is about."""
    said, quote = tokens(piece), tokens(span.citation.quote)
    aligned = align(said, (), quote)
    if aligned is None:
        scope = _scope_tokens(piece, said, span, quote)
        aligned = align(said, scope, quote) if scope else None
        if aligned is None or not _in_scope(piece, span, [quote[i] for i in aligned]):
            return False
    kept = set(aligned)
    if not any(quote[i].text.isalpha() for i in kept):
        return False
    return all(_is_whole_quantity(start, end, quote, kept) for start, end in _quantities(span.citation.quote))


def _quantities(quote: str) -> list[tuple[int, int]]:
    return [(q.start, q.end) for q in find_quantities(quote)]


def _is_whole_quantity(start: int, end: int, quote: list[Token], kept: set[int]) -> bool:
    """Whether a quantity is repeated with its unit or not at all."""
    inside = [i for i, token in enumerate(quote) if start <= token.start < end]
    numbers = [i for i in inside if is_number(quote[i])]
    return not any(i in kept for i in numbers) or all(i in kept for i in inside)


def _scope_tokens(piece: str, said: list[Token], span: Evidence, quote: list[Token]) -> set[int]:
    """The tokens of a piece that only name the place or period of the span's report, where the span names no other."""
    spots: list[tuple[int, int]] = []
    text = span.citation.quote
    if span.place is not None and not find_places(text):
        spots += [(m.start, m.end) for m in find_places(piece) if m.place == span.place]
    if span.period is not None and not find_periods(text):
        spots += [(m.start, m.end) for m in find_periods(piece) if _same(m.period, span.period)]
    kinds = {"tỉnh", "thành", "phố", "huyện", "năm"}
    inside = {i for i, t in enumerate(said) if any(s <= t.start and t.end <= e for s, e in spots)}
    return inside | {i for i, t in enumerate(said) if t.text in kinds and {i + 1, i + 2} & inside}


def _in_scope(piece: str, span: Evidence, repeated: list[Token]) -> bool:
    """Whether the figures that are repeated are about the place and period that the piece names."""
    offset = span.citation.start
    starts = {offset + token.start for token in repeated if is_number(token)}
    figures = [f for f in span.figures if any(f.quantity.start <= at < f.quantity.end for at in starts)]
    places = [m.place for m in find_places(piece)]
    periods = [m.period for m in find_periods(piece)]
    return all(
        all(f.place is None or f.place == place for place in places)
        and all(f.period is None or _same(f.period, period) for period in periods)
        for f in figures
    )


def _same(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _says_the_same(piece: str, span: Evidence, encoder: Encoder | None) -> bool:
    """What can be checked of a translation."""
    quote = span.citation.quote
    scope = f"{span.citation.place} {span.citation.period}"
    if unproved_numbers(piece, [quote, scope]) or bool(_NOT_EN.search(piece)) != bool(_NOT_VI.search(quote)):
        return False
    folded, source = fold(piece), fold(quote)
    if any(bool(words.search(folded)) and not words.search(source) for words in (_UP, _DOWN)):
        return False
    named = {m.place.name for m in find_places(quote)} or ({span.place.name} if span.place else set())
    if any(m.place.name not in named for m in find_places(piece)):
        return False
    if ("%" in piece or "percent" in folded or "per cent" in folded) and "%" not in quote:
        return False
    if encoder is None:
        return False
    vectors = encoder.encode_passages([piece, quote])
    return float(vectors[0] @ vectors[1]) >= _NEAR
