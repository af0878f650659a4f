"""Which of several figures told side by side is meant: by its name, its level, a condition, or as the total.

"xe đạp 2.000 đồng; xe máy 5.000 đồng", "03 hệ thống cấp độ 3 và 19 hệ thống cấp độ 2", "từ 20 đến dưới 90 CV: 140.000
đồng", "246.300 lượt khách, trong đó khách quốc tế 6.150 lượt": what the whole is about fits each of them, and the few
words beside each tell which. The weighing of `rag.answering.ranking` sees the whole; these rules see those words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.answering.beside import around, heard, is_beside, is_sibling, sentence_text, unit_words
from rag.answering.candidates import Candidate
from rag.answering.conditions import allows, conditions
from rag.answering.figure_fit import PARTS
from rag.answering.levels import levels
from rag.answering.totals import by_part, by_share, by_sum, by_sum_column, by_total, by_total_cell, by_whole
from rag.answering.wording import asked_terms, label
from rag.scopes.periods import find_periods
from rag.text import fold, words
from rag.types import Language, Query, SentenceKind
from rag.words.language import content_words

_NEAR = 4.0  # how far below the best one a sibling of another sentence may score
_CONTRASTS = (("cu", "moi"), ("moi", "cu"), ("nam", "nu"), ("nu", "nam"))  # of heads: what is asked for, what is not
_SAME_UNIT = 2  # words by which units are one: "nhân khẩu", "nhân khẩu mới"
_COUNTS = 0.7  # of `Features.unit`: the unit's first word is the one asked for


def meant(ranked: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates with the figure first that is meant among the siblings of the best one.

    Args:
        ranked: the candidates, best first.
        query: the part of the question they are for.
    """
    found = list(ranked)
    for rule in _RULES:
        best = found[0] if found else None
        if best is None or best.figure is None or not best.fits:
            break
        chosen = rule(best, found, query)
        if chosen is not None and chosen is not best:
            found = [replace(chosen, score=best.score), *(c for c in found if c is not chosen)]
    return found


def _by_side(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The figure beside which the side of a difference stands word for word ("cán bộ nam", not "cán bộ nữ")."""
    name = query.name.casefold()
    if not name or best.sentence.kind is SentenceKind.ROW or name in around(best).casefold():
        return None
    return next((c for c in ranked if is_beside(c, best) and name in around(c).casefold()), None)


def _by_unit(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The one figure of a sentence that counts what is asked for, where the best one counts another thing."""
    if best.features.unit >= _COUNTS or (best.features.unit and query.language is not Language.ENGLISH):
        return None
    counting = {c.start: c for c in reversed(ranked) if is_beside(c, best) and c.features.unit >= _COUNTS}
    return next(iter(counting.values())) if len(counting) == 1 else None


def _by_contrast(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The cell under the head that has the word asked for, where the best one's has its contrary: "mới", not "cũ"."""
    if best.figure is None or not best.figure.row_head:
        return None
    asked, own = words(query.topic), words(best.figure.column_head)
    for wanted, other in _CONTRASTS:
        if wanted in asked and other not in asked and other in own and wanted not in own:
            head = [wanted if word == other else word for word in own]
            return next(
                (c for c in ranked if is_beside(c, best) and c.figure and words(c.figure.column_head) == head), None
            )
    return None


def _by_name(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """One of several parallel figures, where the words right before it alone are asked for."""
    if best.sentence.kind is SentenceKind.ROW:
        return None
    if PARTS.search(fold(sentence_text(best))):
        return by_part(best, ranked, query)  # a total and its parts are not parallel
    assert best.figure is not None
    plain = () if query.has_diacritics else content_words(query.topic)
    asked = {*asked_terms(query), *plain}
    unit = unit_words(best, _SAME_UNIT)
    beside = {c.start: c for c in reversed(ranked) if is_beside(c, best) and unit_words(c, _SAME_UNIT) == unit}
    named = {start: asked & heard(_label_before(c, sorted(beside))) for start, c in beside.items()}
    told = [start for start, terms in named.items() if terms]
    return beside[told[0]] if len(told) == 1 else None


def _by_period(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The one figure of a sentence whose own words name the period asked for, where those of the best one do not."""
    if not query.periods or best.sentence.kind is SentenceKind.ROW:
        return None
    beside = {c.start: c for c in ranked if is_beside(c, best)}
    named = [c for c in beside.values() if any(m.period in query.periods for m in find_periods(around(c)))]
    is_best = any(c.start == best.start for c in named)
    return named[0] if len(named) == 1 and not is_best and find_periods(around(best)) else None


def _by_level(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The figure of the level, grade or class asked for ("mức độ 3"), where the best one is not of it."""
    asked = levels(query.topic)
    if not asked:
        return None
    return _nearest(best, ranked, lambda c: bool(asked & _own_levels(c)))


def _own_levels(candidate: Candidate) -> frozenset[str]:
    """The levels that a figure is of: of its own words ("19 hệ thống cấp độ 2") where these name one."""
    assert candidate.figure is not None
    return levels(candidate.text) or levels(f"{label(candidate.figure)} | {around(candidate)}")


def _by_condition(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The figure for the size asked about ("tàu 120 CV"), where the best one is for another."""
    asked = conditions(query.topic)
    if not asked or allows(sentence_text(best), asked) is not False:
        return None
    return _nearest(best, ranked, lambda c: allows(sentence_text(c), asked) is True)


def _nearest(best: Candidate, ranked: Sequence[Candidate], is_it: Callable[[Candidate], bool]) -> Candidate | None:
    """The best one itself where it is one, else a sibling: of its sentence, or of its report and nearly as good."""
    if is_it(best):
        return best

    def is_close(other: Candidate) -> bool:
        return other.sentence.index == best.sentence.index or other.score > best.score - _NEAR

    return next((c for c in ranked if is_sibling(c, best) and is_close(c) and is_it(c)), None)


_RULES = (
    _by_side,
    _by_unit,
    _by_contrast,
    _by_name,
    _by_period,
    _by_condition,
    _by_level,
    by_sum_column,
    by_total_cell,
    by_share,
    by_total,
    by_whole,
    by_sum,
)


def _label_before(candidate: Candidate, starts: Sequence[int]) -> str:
    """The words between the last mark or the figure before and a figure."""
    low = max([candidate.sentence.start, *(s for s in starts if s < candidate.start)])
    return re.split(r"[,;:(]\s?", candidate.report.text[low : candidate.start])[-1]
