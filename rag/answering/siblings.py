"""Which of several figures told side by side is meant: by its name, its level, a condition, or as the total.

"xe đạp 2.000 đồng; xe máy 5.000 đồng", "03 hệ thống cấp độ 3 và 19 hệ thống cấp độ 2", "từ 20 đến dưới 90 CV: 140.000
đồng", "246.300 lượt khách, trong đó khách quốc tế 6.150 lượt": what the whole is about fits each of them, and the few
words beside each tell which. The weighing of `rag.answering.ranking` sees the whole; these rules see those words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.answering.candidates import Candidate
from rag.answering.conditions import allows, conditions
from rag.answering.figure_fit import PARTS
from rag.answering.wording import asked_terms, label, said
from rag.quantities.notation import base_value
from rag.scopes.periods import find_periods
from rag.text import fold, words
from rag.types import Query, SentenceKind
from rag.words.language import content_words

_READ_APART = 0.6  # how much better the reader must like a part than its total where neither says all that is asked
_NEAR = 4.0  # how far below the best one a sibling of another sentence may score
_MARK = re.compile(r"[,;:()]\s?|\.\s|$")
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
_CONTRASTS = (("cu", "moi"), ("moi", "cu"), ("nam", "nu"), ("nu", "nam"))  # of heads: what is asked for, what is not
_SAME_UNIT = 2  # words by which units are one: "nhân khẩu", "nhân khẩu mới"
_COUNTS = 0.7  # of `Features.unit`: the unit's first word is the one asked for
_IN_ALL = re.compile(
    r"\b(?:tong (?:so|cong)|ca thay|tat ca|toan bo|hien co|luy ke|in all|in total|total|altogether|so far|now|"
    r"(?:tinh )?(?:den|het) (?:nay|nam|cuoi|thang|ngay|quy|\d))\b"
)
_RAISES = re.compile(r"\b(?:nang|dua) (?:tong )?so[^,;.]{0,60} (?:len|la)(?: thanh)?\s*$")
_LEVEL = re.compile(
    r"\b(?:muc do|cap do|muc|cap|hang|loai|nhom|bac|giai doan|level|grade|class|category|type|tier|phase) "
    r"(\d{1,2}|[ivx]+)\b"
)


def meant(ranked: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates with the figure first that is meant among the siblings of the best one.

    Args:
        ranked: the candidates, best first.
        query: the part of the question they are for.
    """
    found = list(ranked)
    for rule in (_by_side, _by_unit, _by_contrast, _by_name, _by_period, _by_condition, _by_level, _by_total, _by_sum):
        best = found[0] if found else None
        if best is None or best.figure is None or not best.fits:
            break
        chosen = rule(best, found, query)
        if chosen is not None and chosen is not best:
            found = [replace(chosen, score=best.score), *(c for c in found if c is not chosen)]
    return found


def around(candidate: Candidate, low: int | None = None) -> str:
    """The words of one figure: those between the marks beside it.

    Args:
        candidate: the figure.
        low: where its words begin at the earliest, in code points of the report; its sentence's start by default.
    """
    text = candidate.report.text
    low = candidate.sentence.start if low is None else low
    end = _MARK.search(text, candidate.end, candidate.sentence.end)
    begins = [m.end() for m in _MARK.finditer(text, low, candidate.start) if m.group()]
    return text[max(begins, default=low) : end.start() if end else candidate.end]


def levels(text: str) -> frozenset[str]:
    """The numbers of the levels, grades or classes that a text names: "3" of "mức độ 3"."""
    return frozenset(_ROMAN.get(number, number) for number in _LEVEL.findall(fold(text)))


def _by_side(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The figure beside which the side of a difference stands word for word ("cán bộ nam", not "cán bộ nữ")."""
    name = query.name.casefold()
    if not name or best.sentence.kind is SentenceKind.ROW or name in around(best).casefold():
        return None
    return next((c for c in ranked if _is_beside(c, best) and name in around(c).casefold()), None)


def _by_unit(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The one figure of a sentence that counts what is asked for, where the best one counts another thing."""
    if best.features.unit:
        return None
    counting = {c.start: c for c in reversed(ranked) if _is_beside(c, best) and c.features.unit >= _COUNTS}
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
                (c for c in ranked if _is_beside(c, best) and c.figure and words(c.figure.column_head) == head), None
            )
    return None


def _by_name(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """One of several parallel figures, where the words right before it alone are asked for."""
    if best.sentence.kind is SentenceKind.ROW:
        return None
    if PARTS.search(fold(_sentence(best))):
        return _by_part(best, ranked, query)  # a total and its parts are not parallel
    assert best.figure is not None
    plain = () if query.has_diacritics else content_words(query.topic)
    asked = {*asked_terms(query), *plain}
    unit = _unit(best, _SAME_UNIT)
    beside = {c.start: c for c in reversed(ranked) if _is_beside(c, best) and _unit(c, _SAME_UNIT) == unit}
    named = {start: asked & _heard(_label_before(c, sorted(beside))) for start, c in beside.items()}
    told = [start for start, terms in named.items() if terms]
    return beside[told[0]] if len(told) == 1 else None


def _by_part(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The part asked for where the best one is its total: "27.430 hộ nghèo, chiếm 7,88%; riêng 5 huyện ... 31,2%"."""
    if best.features.part:
        return None
    text = best.report.text
    for part in sorted((c for c in ranked if _is_beside(c, best) and c.start > best.start), key=lambda c: c.start):
        splits = _split(part)
        if splits < best.start:
            continue  # no total of it
        begins = max(splits, text.rfind(";", splits, part.start))
        own = text[begins : part.start] + around(part, begins)
        if _is_named(own, text[part.sentence.start : splits], query):
            return part
    return None


def _by_period(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The one figure of a sentence whose own words name the period asked for, where those of the best one do not."""
    if not query.periods or best.sentence.kind is SentenceKind.ROW:
        return None
    beside = {c.start: c for c in ranked if _is_beside(c, best)}
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
    if not asked or allows(_sentence(best), asked) is not False:
        return None
    return _nearest(best, ranked, lambda c: allows(_sentence(c), asked) is True)


def _nearest(best: Candidate, ranked: Sequence[Candidate], is_it: Callable[[Candidate], bool]) -> Candidate | None:
    """The best one itself where it is one, else a sibling: of its sentence, or of its report and nearly as good."""
    if is_it(best):
        return best

    def is_close(other: Candidate) -> bool:
        return other.sentence.index == best.sentence.index or other.score > best.score - _NEAR

    return next((c for c in ranked if _is_sibling(c, best) and is_close(c) and is_it(c)), None)


def _by_total(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """The total of which the best one is a part that nobody asked for."""
    if not best.features.part:
        return None
    splits = _split(best)
    total = next((c for c in ranked if _is_total(c, best, splits)), None)
    if total is None:
        return None
    text = best.report.text
    parts = f"{text[splits : best.start]} {around(best, splits)}"
    return None if _is_named(parts, text[total.sentence.start : splits], query) else total


def _by_sum(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate | None:
    """What "nâng tổng số lên" tells, where all there are is asked for and the best one is what came to them."""
    if not _IN_ALL.search(fold(query.text)) or best.sentence.kind is SentenceKind.ROW:
        return None
    text = best.report.text
    return next(
        (
            c
            for c in ranked
            if _is_beside(c, best)
            and c.start > best.start
            and _RAISES.search(fold(text[best.end : c.start]))
            and _unit(c) == _unit(best)
        ),
        None,
    )


def _unit(candidate: Candidate, size: int = 1) -> list[str]:
    """The first words of what a figure counts."""
    assert candidate.figure is not None
    return words(candidate.figure.quantity.unit)[:size]


def _split(part: Candidate) -> int:
    """Where the parts of a total begin in the sentence of one of them."""
    before = fold(part.report.text[part.sentence.start : part.start])
    return part.sentence.start + max((m.start() for m in PARTS.finditer(before)), default=0)


def _is_total(other: Candidate, part: Candidate, splits: int) -> bool:
    """Whether a figure may be the total of a part: of its unit, no smaller, before it or a sentence earlier."""
    if other.figure is None or part.figure is None or not other.fits or other.report is not part.report:
        return False
    own, whole = part.figure.quantity, other.figure.quantity
    return (
        other.start < splits
        and other.sentence.index in (part.sentence.index, part.sentence.index - 1)
        and other.features.kind >= part.features.kind
        and (not whole.unit or words(whole.unit)[:1] == words(own.unit)[:1])
        and base_value(whole) >= base_value(own)
        and (other.features.broad > 0.99 or part.features.reader - other.features.reader < _READ_APART)
    )


def _is_sibling(candidate: Candidate, best: Candidate) -> bool:
    """Whether a candidate is a fitting figure of the best one's kind in its report."""
    return (
        candidate.fits
        and candidate.figure is not None
        and best.figure is not None
        and candidate.report is best.report
        and candidate.figure.quantity.kind is best.figure.quantity.kind
    )


def _is_beside(candidate: Candidate, best: Candidate) -> bool:
    """Whether a sibling stands in the best one's sentence."""
    return candidate.sentence.index == best.sentence.index and _is_sibling(candidate, best)


def _label_before(candidate: Candidate, starts: Sequence[int]) -> str:
    """The words between the last mark or the figure before and a figure."""
    low = max([candidate.sentence.start, *(s for s in starts if s < candidate.start)])
    return re.split(r"[,;:(]\s?", candidate.report.text[low : candidate.start])[-1]


def _sentence(candidate: Candidate) -> str:
    return candidate.report.text[candidate.sentence.start : candidate.sentence.end]


def _is_named(part: str, total: str, query: Query) -> bool:
    """Whether a question asks for what the words of a part say beyond those of its total."""
    return bool((_heard(part) - _heard(total)) & {*asked_terms(query), *content_words(query.topic)})


def _heard(text: str) -> frozenset[str]:
    """The terms and the plain words of a text."""
    return said(text) | frozenset(content_words(text))
