"""Rules figures out that are told of another crop, animal or product than the one asked for."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.candidates import Candidate, unfit_where
from rag.answering.wording import asked_terms, concepts, label
from rag.types import Query

_PRODUCTS = concepts(
    "lúa, ngô, sắn, khoai lang, cà phê, cao su, hồ tiêu, hạt điều, chè, mía, cây lạc, đậu tương, đậu xanh, dâu tằm, "
    "cây cam, dong riềng, chuối, dứa, xoài, bưởi, dừa, thanh long, sầu riêng, mắc ca, gừng, cà chua, nấm, cói, sâm, "
    "trâu, bò, lợn, gà, dê, cá ngừ, cá tra, tôm, cây bông vải, nhân sâm"
)


def without_other_products(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; a figure whose own words name another crop, animal or product does not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: the area of coffee is no area of rubber. Figures whose own words name no product at
        all stay, as do those that name an asked one among others.
    """
    asked = _PRODUCTS.intersection(asked_terms(query))
    if not asked:
        return list(candidates)

    def is_of_another(c: Candidate) -> bool:
        if c.figure is None:
            return False
        own = _PRODUCTS & concepts(label(c.figure))
        return bool(own) and own.isdisjoint(asked)

    return unfit_where(candidates, is_of_another)
