"""Which candidates beside the best one belong into the answer: second figures, other reports' figures, points."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.beside import around, shares_sentence, unit_words
from rag.answering.candidates import Candidate
from rag.answering.levels import levels
from rag.answering.wording import concepts, label
from rag.quantities.notation import base_value
from rag.question.answer_kinds import is_numeric
from rag.scopes.scope import EXACT
from rag.text import fold, words
from rag.types import AnswerKind, FigureKind, Language, Query, SentenceKind
from rag.words.concepts import terms

_ASKS = re.compile(r"\b(?:bao nhieu|may(?! (?:\w+ )?(?:do|nay|ay|kia)\b)|how many|how much)\b")
_IN_ALL = re.compile(r"\b(?:cong lai|tong cong|ca thay|tat ca)(?: la)? $")
_COUNTED = 8  # words behind it, at most, that tell what is counted
_NEXT = re.compile(r"[,;?]| (?:va|and|bao nhieu|may|how many|how much)\b")
_BESIDES = re.compile(r"(?:, ?|\b(?:va|voi|and) )((?:(?!(?:va|voi|and)\b)[^\W\d_]+ ?){1,3})")
_DATE_ASKS = re.compile(r"\b(?:khi nao|ngay nao|hom nao|bao gio|luc nao|when|what date)\b")
MAX_POINTS = 5


def companions(best: Candidate, ranked: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The best candidate and, where two quantities are asked in one question, the second one of the same sentence.

    "bao nhiêu tập thể, bao nhiêu cá nhân", "mấy bệnh viện, tổng bao nhiêu giường".
    """
    if query.kind is AnswerKind.DATE and len(_DATE_ASKS.findall(fold(query.text))) > 1:
        same = {c.start: c for c in reversed(ranked) if (c.fits and c.sentence is best.sentence) or c is best}
        return [same[i] for i in sorted(same)][:3]
    asks = _counted(fold(query.text))
    if not is_numeric(query.kind) or query.kind is AnswerKind.MONEY or best.figure is None:
        return [best]
    near = {c.start: c for c in reversed(ranked) if shares_sentence(c, best) or c is best}
    if len(asks) < 2:
        others = _others(fold(query.text))
        is_other = any(_means(best, thing, query.language) for thing in others)
        return _with_others(best, near, [*asks, *others] if is_other else others, query.language)
    chosen: dict[int, Candidate] = {}
    for asked in asks[:3]:
        # of equals the best one: `near` has the worst first
        counted = [c for c in (best, *reversed(near.values())) if _counts(c, asked) and c.start not in chosen]
        if counted:
            found = max(counted, key=lambda c: _said_of(c, asked))  # the best one where words do not tell
            chosen[found.start] = found
    alike = {start: c for start, c in near.items() if c.features.kind >= best.features.kind}
    if len(chosen) < len(asks) == len(alike):
        chosen = alike  # "xếp thứ mấy về A và thứ mấy về B": as many as are asked for stand there
    return [chosen[start] for start in sorted(chosen)] or [best]


def _with_others(
    best: Candidate, near: Mapping[int, Candidate], others: Sequence[Sequence[str]], language: Language
) -> list[Candidate]:
    """The best figure with those of its sentence that count what one "bao nhiêu" counts beside it."""
    chosen, units = {best.start: best}, [unit_words(best)]
    for thing in others:
        for start in sorted(near):
            unit = unit_words(near[start])
            if unit and unit not in units and _means(near[start], thing, language):
                chosen[start] = near[start]
                units.append(unit)
                break
    return [chosen[start] for start in sorted(chosen)]


def _means(candidate: Candidate, thing: Sequence[str], language: Language) -> bool:
    """Whether a figure counts a thing, by its first words, or in English by its concept: "plans" are "kế hoạch"."""
    unit = unit_words(candidate, None)
    if language is Language.ENGLISH:
        asked = {term for term in terms(" ".join(thing), language) if term.startswith("#")}
        return bool(asked & concepts(" ".join(unit)))
    return bool(unit) and unit[: len(thing)] == list(thing[: len(unit)])


def _others(folded: str) -> list[list[str]]:
    """What a single "bao nhiêu" counts beside the first thing: "bao nhiêu quyết định, kế hoạch và văn bản"."""
    ask = _ASKS.search(folded)
    return [words(m[1]) for m in _BESIDES.finditer(folded, ask.end())] if ask else []


def _counted(folded: str) -> list[list[str]]:
    """What each "bao nhiêu" of a question counts: the words behind it, else those before ("lãi suất bao nhiêu")."""
    counted, at = [], 0
    for match in _ASKS.finditer(folded):
        if _IN_ALL.search(folded[: match.start()]):
            continue  # "cộng lại là bao nhiêu" counts nothing of its own
        behind = words(_NEXT.split(folded[match.end() :], maxsplit=1)[0])[:_COUNTED]
        counted.append(behind or words(re.split(r"[,;(]| va | and ", folded[at : match.start()])[-1])[-3:])
        at = match.end()
    return counted


def _said_of(candidate: Candidate, asked: Sequence[str]) -> tuple[bool, bool, int]:
    """How well a figure is what stands behind a "bao nhiêu".

    Returns:
        Whether it is of the level asked for, whether the first word is its unit's, and how many of the words stand
        beside it.
    """
    assert candidate.figure is not None
    own = f"{around(candidate)} {label(candidate.figure)}"
    is_counted = words(candidate.figure.quantity.unit)[:1] == list(asked[:1])
    return bool(levels(" ".join(asked)) & levels(own)), is_counted, len(set(asked) & set(words(own)))


def _counts(candidate: Candidate, asked: Sequence[str]) -> bool:
    assert candidate.figure is not None
    quantity = candidate.figure.quantity
    if asked and asked[0] in ("tien", "ty", "trieu", "dong", "kinh"):
        return quantity.kind is FigureKind.MONEY
    text, start = candidate.report.text, candidate.start
    is_share = quantity.kind is FigureKind.PERCENTAGE  # "lãi suất 0%": what it is a share of stands before it
    before = words(text[max(candidate.sentence.start, start - 20) : start])[-2:] if is_share else []
    unit = {*words(quantity.unit), *words(candidate.figure.indicator)[-3:], *before}
    named = concepts(" ".join(asked)) & concepts(quantity.unit)  # "thủ tục" of a question is a report's "TTHC"
    return bool(asked) and bool(set(asked[:2]) & unit or named)


def differing(best: Candidate, ranked: Sequence[Candidate]) -> list[Candidate]:
    """What other reports state of the same thing, place and period, where it is not the same."""
    if best.figure is None or best.features.period < EXACT or best.features.place < EXACT:
        return []
    found: dict[str, Candidate] = {}
    for other in ranked:
        if (
            other.figure is None
            or not other.fits
            or other.report.id == best.report.id
            or other.score < best.score - 1.5
            or other.features.period < EXACT
            or other.features.place < EXACT
            or other.figure.quantity.kind is not best.figure.quantity.kind
            or words(other.figure.quantity.unit)[:2] != words(best.figure.quantity.unit)[:2]
            or other.period != best.period
            or other.figure.kind_of_scope == "plan"
        ):
            continue
        found.setdefault(other.report.id, other)
    value = base_value(best.figure.quantity)
    return [c for c in found.values() if c.figure is not None and base_value(c.figure.quantity) != value][:1]


def points(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Up to five sentences for an open question, in the order of the report that says most."""
    best = ranked[0]
    chosen: dict[int, Candidate] = {}
    for candidate in ranked:
        if (
            candidate.fits
            and candidate.report is best.report
            and candidate.score > best.score - 2.5
            and candidate.sentence.kind in (SentenceKind.PROSE, SentenceKind.ITEM)
        ):
            chosen.setdefault(candidate.sentence.index, candidate)
        if len(chosen) == MAX_POINTS:
            break
    return [chosen[i] for i in sorted(chosen)] or [best]
