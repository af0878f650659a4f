"""Rules a cell of a table out when another cell of its row is told in more of the words asked for.

"Khu Tràng An | 986.200 khách năm 2011 | 92.300 khách quốc tế năm 2012": whoever asks for "khách quốc tế" does not want
the first, not even when the second is of another year; then the answer is silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rag.answering.candidates import Candidate
from rag.answering.wording import asked_terms, label, said, setting_terms
from rag.text import fold
from rag.types import Figure, Query, SentenceKind


def without_rivals(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; a cell that a rival outdoes no longer fits.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. Rivals are figures of one kind under the same row head in a report's tables; one
        outdoes another that is told in some of the terms asked for which it is told in, and in no other.
    """
    asked = frozenset(asked_terms(query)) - setting_terms(query)
    told: dict[int, frozenset[str]] = {}
    groups: dict[tuple[str, str, str], set[frozenset[str]]] = defaultdict(set)
    for number, candidate in enumerate(candidates):
        if (figure := _cell(candidate)) is not None:
            told[number] = asked & said(label(figure))
            groups[_row(figure)].add(told[number])
    return [
        replace(c, fits=False)
        if (figure := _cell(c)) is not None and any(told[n] < other for other in groups[_row(figure)])
        else c
        for n, c in enumerate(candidates)
    ]


def _cell(candidate: Candidate) -> Figure | None:
    """The figure that a candidate is when it is a table's cell; not the row's head as the one that has the most."""
    figure = candidate.figure
    is_cell = figure is not None and candidate.sentence.kind is SentenceKind.ROW
    return figure if is_cell and figure is not None and candidate.start == figure.quantity.start else None


def _row(figure: Figure) -> tuple[str, str, str]:
    return figure.report_id, fold(figure.row_head), figure.quantity.kind.value
