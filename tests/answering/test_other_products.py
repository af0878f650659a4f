"""Figures told of another crop, animal or product than the one asked for."""

from __future__ import annotations

import pytest
from beside import told

from rag.answering.other_products import without_other_products
from rag.question.understanding import understand

COFFEE = {"Diện tích cà phê của huyện là 12.380 ha.": "Diện tích cà phê"}
RUBBER = {"Diện tích cao su của huyện là 4.150 ha.": "Diện tích cao su"}
BOTH = {"Diện tích cà phê, cao su của huyện là 16.530 ha.": "Diện tích cà phê, cao su"}
NEITHER = {"Diện tích của huyện là 90.300 ha.": "Diện tích"}


@pytest.mark.parametrize(
    ("sentences", "question", "fits"),
    [
        (COFFEE | RUBBER, "Diện tích cao su của huyện là bao nhiêu ha?", [False, True]),
        (COFFEE | RUBBER, "What was the area of coffee in the district?", [True, False]),
        (COFFEE, "dien tich cao su cua huyen la bao nhieu ha", [False]),
        (COFFEE | BOTH, "Diện tích cao su của huyện là bao nhiêu ha?", [False, True]),
        (COFFEE | NEITHER, "Diện tích cao su của huyện là bao nhiêu ha?", [False, True]),
        (COFFEE | RUBBER, "Diện tích cà phê và cao su của huyện là bao nhiêu ha?", [True, True]),
        (COFFEE | NEITHER, "Diện tích rừng của huyện là bao nhiêu ha?", [True, True]),
    ],
)
def test_a_figure_of_another_product_answers_nothing(
    sentences: dict[str, str], question: str, fits: list[bool]
) -> None:
    assert [c.fits for c in without_other_products(told(sentences), understand(question))] == fits
