"""Rules figures out that count another thing than the one asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.beside import unit_words
from rag.answering.candidates import Candidate, unfit_where
from rag.text import fold, words
from rag.types import Language, Query

_COUNTERS = frozenset("nguoi vu ho xa huyen thon truong ha tan km giuong tram gio phut ngay tuoi".split())
_COUNTED = re.compile(rf"\b(?:bao nhieu|may) ({'|'.join(sorted(_COUNTERS))})\b(?! (?:hoi|khac|nay|nao)\b)")
_IN_VIETNAMESE = {"tonnes": "tan", "tons": "tan", "hectares": "ha", "kilometres": "km", "kilometers": "km"}
_TIMES = frozenset("nam thang tuan ngay gio phut".split())
_LASTING = re.compile(rf"\b(?:bao nhieu|may) ({'|'.join(sorted(_TIMES))})\b(?! (?:hoi|khac|nay|nao|qua)\b)")
_COUNTED_ENGLISH = re.compile(rf"\bhow many ({'|'.join(_IN_VIETNAMESE)})\b")


def without_other_count(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures that count one thing where another is counted ("35 vụ" for "bao nhiêu người") do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. Only the plainest counters are told apart, which nobody uses for one another.
    """
    topic = fold(query.topic)
    counted = _COUNTED_ENGLISH.search(topic) if query.language is Language.ENGLISH else None
    lasting = _LASTING.search(topic)
    if lasting is not None:
        others = _TIMES.difference([lasting[1]])
        return unfit_where(candidates, lambda c: c.figure is not None and not others.isdisjoint(unit_words(c)))
    if not _COUNTED.search(topic) and counted is None:
        return list(candidates)
    others = _COUNTERS.difference(words(topic), [_IN_VIETNAMESE[counted[1]]] if counted else [])
    return unfit_where(candidates, lambda c: c.figure is not None and not others.isdisjoint(unit_words(c)))
