"""The whole of an answer in words: a reason up to the end of its clause, the clause that answers of a long sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.answering import extremes
from rag.answering.beside import in_one_sentence
from rag.answering.candidates import Candidate
from rag.answering.composing import LIST_WORDS, MAX_SPAN_WORDS
from rag.quantities.dates import find_dates
from rag.reading.spans import causes
from rag.text import fold
from rag.types import AnswerKind, Query
from rag.words.language import content_words

_NEARLY = 1.5  # of the score: what lies within a sentence that is too long to be told
_ADDRESS = re.compile(r"\b(?:dia chi|address)\b")
_HOUSE = re.compile(
    r"(?i)(?:(?<!định )(?<!tư )(?<!thị )(?<!quyết )(?<!văn )số(?: nhà)? \d+\w*(?!/)|"
    r"(?:phòng|tầng|lô|tổ|thôn|ấp|km) ?\d+\w*)[^.;:\n]{0,80}$"
)
_OPENING = 40  # code points in which a clause says what it has the most or the least of
_PIECE_END = re.compile(r";\s+")
_LISTS = re.compile(r";\s|,\s.*\s(?:và|cùng)\s")
_WHOLE = frozenset({AnswerKind.OPEN, AnswerKind.YES_NO})  # told by rules of their own


def completed(best: Candidate, ranked: Sequence[Candidate], query: Query) -> Candidate:
    """The best candidate as it is told: no more and no less than what answers.

    Args:
        best: the best candidate.
        ranked: all of them, best first.
        query: the part of the question.

    Returns:
        A figure as it is. A reason is told up to the end of its clause. In place of a span too long to be told whole
        comes what answers within it: the next candidate there, else the clause that shares most with the question.
    """
    if best.figure is not None or query.kind in _WHOLE:
        return best
    limit = LIST_WORDS if query.kind is AnswerKind.LIST else MAX_SPAN_WORDS
    if len(best.text.split()) > limit and "\n" not in best.text.strip():
        best = _within(best, ranked) if query.kind is not AnswerKind.LIST else best
        best = _piece(best, query) if len(best.text.split()) > limit else best
    if query.kind is AnswerKind.DATE:
        return _whole_date(best)
    if query.kind is AnswerKind.LIST:
        return _before_contrary(_whole_list(best), query)
    if query.kind is AnswerKind.PLACE and _ADDRESS.search(fold(query.text)):
        return _whole_address(best)
    return _whole_reason(best) if query.kind is AnswerKind.REASON else best


def _whole_list(best: Candidate) -> Candidate:
    """Some items of a row between semicolons as all of them: "Miễn nộp cho: trẻ em ...; người bệnh ...; ..."."""
    low, high = best.sentence.start, best.sentence.end
    colon = best.report.text.rfind(": ", low, best.start)
    row = best.report.text[colon + 2 : high].rstrip(" .") if colon >= 0 else ""
    is_row = row.count("; ") > 1 and ". " not in row and len(row.split()) <= 2 * LIST_WORDS  # told with items shortened
    return replace(best, start=colon + 2, end=colon + 2 + len(row)) if is_row else best


def _before_contrary(best: Candidate, query: Query) -> Candidate:
    """A list of those that have the most without the one that has the least, and the other way round."""
    asked = extremes.asked_by(query)
    for cut in _PIECE_END.finditer(best.text) if asked is not None else ():
        told = extremes.asked(fold(best.text[cut.end() :][:_OPENING]))
        if told is not None and told is not asked:
            return replace(best, end=best.start + cut.start())
    return best


def _whole_address(best: Candidate) -> Candidate:
    """An address from its house number on: "số 15 đường Lê Lợi, thành phố Long Xuyên"."""
    before = best.report.text[best.sentence.start : best.start]
    led = _HOUSE.search(before)
    return replace(best, start=best.sentence.start + led.start()) if led else best


def _whole_date(best: Candidate) -> Candidate:
    """A day up to its year: "ngày 01 tháng 02" of "ngày 01 tháng 02 năm 2005"."""
    low, high = best.sentence.start, best.sentence.end
    dates = ((low + d.start, low + d.end) for d in find_dates(best.report.text[low:high]))
    return next((replace(best, end=b) for a, b in dates if best.start <= a < best.end < b), best)


def _within(best: Candidate, ranked: Sequence[Candidate]) -> Candidate:
    """The next best candidate inside the best one, where it is nearly as good."""
    return next(
        (
            c
            for c in ranked
            if c.fits
            and c.figure is None
            and in_one_sentence(c, best)
            and best.start <= c.start < c.end <= best.end
            and len(c.text.split()) <= MAX_SPAN_WORDS
            and c.score > best.score - _NEARLY
        ),
        best,
    )


def _piece(best: Candidate, query: Query) -> Candidate:
    """The part between semicolons that shares most words with the question; the whole where none stands out."""
    cuts = [0, *(m.end() for m in _PIECE_END.finditer(best.text)), len(best.text)]
    pieces = [(best.start + a, best.start + b) for a, b in pairwise(cuts)]
    asked = frozenset(content_words(query.topic))
    shared = [len(asked & frozenset(content_words(best.report.text[a:b]))) for a, b in pieces]
    if len(pieces) < 2 or shared.count(max(shared)) > 1:
        return best
    start, end = pieces[shared.index(max(shared))]
    return replace(best, start=start, end=start + len(best.report.text[start:end].rstrip(" ;")))


def _whole_reason(best: Candidate) -> Candidate:
    """A reason that ends amid its clause, or in the first of several, up to where the sentence says it ends."""
    low = best.sentence.start
    sentence = best.report.text[low : best.sentence.end]
    told = [(low + a, low + b) for a, b in causes(sentence)]
    within = [(a, b) for a, b in told if a - 1 <= best.start < b and best.end <= b]
    texts = {(a, b): best.report.text[a:b] for a, b in within}
    listed = [span for span, text in texts.items() if len(text.split()) <= LIST_WORDS and _LISTS.search(text)]
    if listed:  # several causes in a row, of which the span is one
        return replace(best, start=min(listed)[0], end=max(b for _, b in listed))
    if not within:
        return best
    start, end = max(within)
    is_cut = (
        best.end == end and len(best.report.text[start:end].split()) <= MAX_SPAN_WORDS
    )  # "chờ kết quả của" before it
    return replace(best, start=start if is_cut else best.start, end=end)
