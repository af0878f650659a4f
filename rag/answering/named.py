"""Rules out what is told of others, where a question names its thing and some candidate is told of that very one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from rag.answering.beside import told_before
from rag.answering.candidates import Candidate, unfit_where
from rag.answering.wording import concepts, label
from rag.scopes.gazetteer import province, provinces_of_district
from rag.text import fold, words
from rag.types import Language, Query
from rag.words.concepts import is_syllable

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_OPENING = 600  # code points of a report in which it says what it is about
_SYLLABLES = 2  # of a name at least


def without_unnamed(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where one is told of the thing that the question names, those told of none such do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "trạm thuỷ văn Nghĩa Khánh" is a row of a list, and no flood at another station is its.
    """
    named = [[_is_told(c, name) for c in candidates] for name in _names(query)]
    known = [there for there in named if any(told and c.fits for told, c in zip(there, candidates, strict=True))]
    if known:
        out = unfit_where(candidates, bool)
        return [c if any(told) else gone for c, gone, *told in zip(candidates, out, *known, strict=True)]
    return list(candidates)


def _is_told(candidate: Candidate, name: str) -> bool:
    """Whether a candidate's sentence, what stands before it, its heads or its report's opening have a name."""
    report = candidate.report
    heads = label(candidate.figure) if candidate.figure is not None else ""
    about = f"{candidate.sentence.heading} {heads} {report.metadata.title} {report.text[:_OPENING]}"
    told = f"{told_before(candidate)} {about}"
    return f" {name} " in f" {' '.join(words(told))} "


def _names(query: Query) -> Iterator[str]:
    """The folded names in a question behind a plain word: capitalised Vietnamese syllables that are no concept."""
    tokens = _TOKEN.findall(query.topic)
    at = 1
    while at < len(tokens):
        run = list(takewhile(_is_capitalised, tokens[at:]))
        before = tokens[at - 1]
        if len(run) >= _SYLLABLES and (before.islower() or query.language is Language.ENGLISH):
            written = " ".join(run)
            is_place = province(written) is not None or bool(provinces_of_district(written))
            if all(is_syllable(fold(one)) for one in run) and not (is_place or concepts(written)):
                yield fold(written)
        at += max(1, len(run))


def _is_capitalised(token: str) -> bool:
    return token.isalpha() and token.istitle()
