"""Questions that tests ask, and what was understood of one in words."""

from __future__ import annotations

from rag.scopes.period_labels import label
from rag.types import Query

FIRST = "Năm 2022, tỉnh Bắc Kạn có bao nhiêu đài truyền thanh?"
FIRST_ENGLISH = "How many radio stations did Bắc Ninh have in 2021?"


def places(query: Query) -> list[str]:
    """The names of the places asked about."""
    return [p.name for p in query.places]


def periods(query: Query) -> list[str]:
    """The labels of the periods asked about."""
    return [label(p) for p in query.periods]
