"""The terms of questions, figures and sentences."""

from __future__ import annotations

from rag.answering.wording import asked_terms, label, said, setting_terms
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.types import Figure


def test_a_label_tells_row_column_indicator_and_unit() -> None:
    (quantity,) = find_quantities("249 điểm phục vụ")
    cell = Figure("r", quantity, "điểm bưu chính", None, None, 0, 16, row_head="Chợ Mới", column_head="Năm 2022")
    assert label(cell) == f"Chợ Mới Năm 2022 điểm bưu chính {quantity.unit}"
    assert label(Figure("r", quantity, "", None, None, 0, 16)) == quantity.unit


def test_terms() -> None:
    assert said("") == frozenset()
    assert set(asked_terms(understand("bac kan co may dai truyen thanh"))) >= {"dai", "truyen"}
    distinct = asked_terms(understand("đài truyền thanh và đài truyền thanh"))
    assert len(distinct) == len(set(distinct))


def test_terms_of_the_setting_are_those_that_only_an_earlier_turn_named() -> None:
    earlier = "Tổng doanh thu bưu chính của tỉnh Bắc Kạn năm 2016 là bao nhiêu?"
    told = setting_terms(understand("Còn lợi nhuận bưu chính thì sao?", [earlier]))
    assert told and not told & set(asked_terms(understand("lợi nhuận bưu chính")))
    assert setting_terms(understand(earlier)) == frozenset()


def test_neither_direction_is_asked_for_where_either_is() -> None:
    both = asked_terms(understand("Sản lượng chè năm 2020 tăng hay giảm bao nhiêu?"))
    one = asked_terms(understand("Sản lượng chè năm 2020 tăng bao nhiêu?"))
    assert "#increase" in one and not {"#increase", "#decrease"} & set(both)
    english = asked_terms(understand("Did tea output go up or down in 2020, and by how much?"))
    assert not {"#increase", "#decrease"} & set(english)
