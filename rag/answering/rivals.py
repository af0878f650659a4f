"""Rules figures out for what others beside them are called.

A cell of a table, when another cell of its row is told in more of the words asked for: "Khu Tràng An | 986.200 khách
năm 2011 | 92.300 khách quốc tế năm 2012": whoever asks for "khách quốc tế" does not want the first, not even when the
second is of another year. And what is told of another kind of the thing asked for: where reports have the "doanh thu
bưu chính" alone, nothing in them is the "doanh thu viễn thông". Then the answer is silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rag.answering.candidates import Candidate
from rag.answering.figure_fit import own_terms
from rag.answering.wording import asked_terms, label, said, setting_terms
from rag.text import fold
from rag.types import FigureKind, Query, SentenceKind
from rag.words.concepts import parts

Row = tuple[str, str, FigureKind]  # a report, the folded head of a row in it, and what its figures are


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
    cells = [_told(candidate, asked) for candidate in candidates]
    rows: dict[Row, set[frozenset[str]]] = defaultdict(set)
    for row, terms in filter(None, cells):
        rows[row].add(terms)
    return [
        replace(candidate, fits=False)
        if cell is not None and any(cell[1] < terms for terms in rows[cell[0]])
        else candidate
        for candidate, cell in zip(candidates, cells, strict=True)
    ]


def _told(candidate: Candidate, asked: frozenset[str]) -> tuple[Row, frozenset[str]] | None:
    """The row of a candidate that is a table's cell, and which of the terms asked for it is told in; None for another.

    The row's head, as the one that has the most, is no cell.
    """
    figure = candidate.figure
    if figure is None or candidate.sentence.kind is not SentenceKind.ROW or candidate.start != figure.quantity.start:
        return None
    return (figure.report_id, fold(figure.row_head), figure.quantity.kind), asked & said(label(figure))


def without_other_kinds(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures of another kind of what is asked for, and what stands beside them, no longer fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. Kinds are compounds of the concepts that have their first part in common. Once one
        figure is told of another kind, the others must be told of the kind asked for, in their sentences at least.
    """
    asked = frozenset(asked_terms(query))
    compounds = [(term, made_of) for term in asked - setting_terms(query) if (made_of := parts(term))]
    found = list(candidates)
    own = [own_terms(c.figure) if compounds and c.figure is not None else frozenset() for c in found]
    for term, made_of in compounds:
        others = [
            not _tells(term, made_of, told) and any(kind != term and parts(kind)[:1] == made_of[:1] for kind in told)
            for told in own
        ]
        if any(others):
            found = [
                replace(c, fits=False)
                if c.figure is not None and (is_other or not _tells(term, made_of, told | _around(c)))
                else c
                for c, told, is_other in zip(found, own, others, strict=True)
            ]
    return found


def _tells(term: str, made_of: Sequence[str], told: frozenset[str]) -> bool:
    """Whether terms have a compound, or all that it is made of."""
    return term in told or told.issuperset(made_of)


def _around(candidate: Candidate) -> frozenset[str]:
    """The terms of a candidate's sentence, its heading and its report's title."""
    sentence = candidate.sentence
    about = candidate.report.metadata.title
    return said(f"{candidate.report.text[sentence.start : sentence.end]} {sentence.heading} {about}")
