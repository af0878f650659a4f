"""Cells of tables that tell in words: on which river a station stands, who a project's contractor is.

A row that the question names, under a head that it asks by: the sentence of the row alone tells neither the reader nor
the rules which of its words is meant.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rag.answering.beside import heard
from rag.answering.units import Unit
from rag.answering.wording import asked_terms
from rag.documents.tables import find_tables
from rag.reading.spans import fitness
from rag.text import fold, words
from rag.types import AnswerKind, Language, Query, SentenceKind, Table
from rag.words.language import content_words

_KINDS = frozenset(
    {
        AnswerKind.PERSON,
        AnswerKind.ORGANISATION,
        AnswerKind.PLACE,
        AnswerKind.DATE,
        AnswerKind.DOCUMENT,
        AnswerKind.OTHER,
    }
)
_TOLD_BY_ITSELF = frozenset({AnswerKind.PERSON, AnswerKind.ORGANISATION})  # the only such cell of a row needs no head
_REACH = 20_000  # code points around a row in which its table is looked for
_NUMBER = re.compile(r"[\d.,\s%/-]+")
_YEAR_OR_DATE = re.compile(r"(?:19|20)\d\d|\d{1,2}[/-]\d{1,2}[/-](?:19|20)?\d\d")
_BODY = re.compile(
    r"(?:tong |lien )?(?:cong ty|cty|doanh nghiep|dntn|xi nghiep|hop tac xa|htx|nha may|ngan hang|tap doan|so|ban|"
    r"phong|truong|benh vien|trung tam|vien|uy ban|ubnd|hoi|cuc|chi cuc|danh|bo|doi|lam truong|nong truong)\b"
)
_KIND_AND_NAME = 2  # words
_LETTERS = 4  # of the name of a row at least


class TextCell(NamedTuple):
    """A cell that answers: where it stands, and what its row and its column are called."""

    start: int
    end: int
    name: str
    head: str


class TextCells:
    """What one part of a question asks of a row's cells.

    Args:
        query: the part.
    """

    def __init__(self, query: Query) -> None:
        self._kind, self._is_english = query.kind, query.language is Language.ENGLISH
        self._asked = frozenset(asked_terms(query)) | frozenset(content_words(query.topic))
        self._said = f" {' '.join(words(f'{query.text} {query.topic}'))} "  # a row may have a place's name

    def of(self, unit: Unit) -> TextCell | None:
        """The cell of a row that the question asks for; None where the row is not named, or no one head asked by."""
        if self._kind not in _KINDS or unit.sentence.kind is not SentenceKind.ROW:
            return None
        text = unit.report.text
        low = text.rfind("\n", 0, max(0, unit.sentence.start - _REACH)) + 1
        high = text.find("\n", min(len(text), unit.sentence.end + _REACH))
        for table in _tables(text[low:] if high < 0 else text[low:high]):
            for row in table.rows[1:]:
                if low + row[0][0] < unit.sentence.end and unit.sentence.start < low + row[-1][1]:
                    return self._in_row(text, low, table, row)
        return None

    def _in_row(self, text: str, low: int, table: Table, row: tuple[tuple[int, int], ...]) -> TextCell | None:
        told = [text[low + a : low + b].strip() for a, b in row]
        named = [n for n, cell in enumerate(told) if self._names(cell)]
        if not named:
            return None
        name = max(named, key=lambda n: len(told[n]))
        heads = [
            " ".join(
                text[low + line[n][0] : low + line[n][1]] for line in (table.rows[0], *table.under) if n < len(line)
            )
            for n in range(len(row))
        ]
        asked = self._asked - heard(told[name]) - heard(heads[name])  # "trạm" heads the names of stations
        fitting = [n for n in range(len(row)) if n != name and self._may_answer(told[n])]
        shared = {n: len(asked & heard(heads[n])) for n in fitting}
        best = [n for n in fitting if shared[n] == max(shared.values())]
        if len(best) != 1 or (not shared[best[0]] and self._kind not in _TOLD_BY_ITSELF):
            return None
        at = best[0]
        start = low + row[at][0]
        return TextCell(start, start + len(told[at]), told[name], heads[at])

    def _names(self, cell: str) -> bool:
        """Whether the question has the whole of a cell."""
        if len(cell) < _LETTERS or _NUMBER.fullmatch(cell):
            return False
        told = words(cell)
        if self._is_english and len(told) > _KIND_AND_NAME and cell.partition(" ")[2][:1].isupper():
            told = told[1:]  # "Trạm Khe Lau" is "Khe Lau station"
        return f" {' '.join(told)} " in self._said

    def _may_answer(self, cell: str) -> bool:
        """Whether a cell is of the kind asked for."""
        if self._kind is AnswerKind.DATE:
            return bool(_YEAR_OR_DATE.search(cell))
        if not cell or _NUMBER.fullmatch(cell):
            return False
        if self._kind is AnswerKind.ORGANISATION:
            return bool(_BODY.match(fold(cell)))
        return self._kind is not AnswerKind.PERSON or fitness(cell, 0, len(cell), self._kind) > 0


@lru_cache(maxsize=16)
def _tables(text: str) -> tuple[Table, ...]:
    return tuple(find_tables(text))
