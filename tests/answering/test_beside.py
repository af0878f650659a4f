"""Figures told side by side, and the words of each."""

from __future__ import annotations

from dataclasses import replace

from beside import cells, figures, first

from rag.answering.beside import around, is_beside, is_sibling, sentence_text, unit_words


def test_the_words_around_a_figure_end_at_the_marks_beside_it() -> None:
    bicycle, motorbike = figures("Vé: xe đạp 2.000 đồng; xe máy 5.000 đồng, cả đêm.")
    assert around(bicycle) == "xe đạp 2.000 đồng"
    assert around(motorbike) == "xe máy 5.000 đồng"


def test_the_words_around_a_figure_may_begin_later() -> None:
    (one,) = figures("Vé xe đạp ban đêm 2.000 đồng, trẻ em không thu.")
    assert around(one, one.report.text.index("ban đêm")) == "ban đêm 2.000 đồng"


def test_the_words_around_the_first_and_the_last_figure_stay_in_its_sentence() -> None:
    one, other = figures("Xã có 14 chợ.", "Thôn có 3 chợ.")
    assert (around(one), around(other)) == ("Xã có 14 chợ.", "Thôn có 3 chợ.")
    assert (sentence_text(one), sentence_text(other)) == ("Xã có 14 chợ.", "Thôn có 3 chợ.")


def test_what_a_figure_counts_in_as_many_words_as_wanted() -> None:
    (one,) = figures("Tỉnh có 177 trạm y tế.")
    assert unit_words(one) == ["tram"]
    assert unit_words(one, 2) == ["tram", "y"]
    (bare,) = cells(["Số chợ"], ["14"])
    assert unit_words(bare) == []


def test_a_sibling_is_a_fitting_figure_of_the_kind_in_the_report_beside_it_in_its_sentence() -> None:
    one, other, far = figures("Xã có 14 chợ và 3 bến.", "Thôn có 5 chợ.")
    assert is_beside(other, one) and is_sibling(other, one)
    assert is_sibling(far, one) and not is_beside(far, one)
    (share,) = figures("Xã đạt 14%.")
    elsewhere = replace(other, report=replace(other.report, id="b"))
    for stranger in (replace(other, fits=False), replace(other, figure=None), elsewhere):
        assert not is_sibling(stranger, one) and not is_beside(stranger, one)
    money = first(figures("Xã có 14 chợ, thu 3 tỷ đồng."), "3")
    assert not is_beside(money[0], money[1])
    assert not is_sibling(share, one)
