"""Corrections: they win over the text, stack, can be undone, and outlive a new text that is read the same wrong way."""

from __future__ import annotations

from datetime import date

from rag.documents.corrections import Corrections, Field
from rag.documents.metadata import describe
from rag.scopes.periods import year_period
from rag.storage.records import dump, restore
from rag.types import Metadata, Place, PlaceLevel

TEXT = "Báo cáo của tỉnh Hà Giang năm 2022\n\nNăm 2022, tỉnh có 11 huyện."
BAC_KAN = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn", "tỉnh")


def test_what_is_corrected_wins_over_the_text() -> None:
    right = Metadata("Khác", "Sở Y tế", date(2021, 5, 1), BAC_KAN, year_period(2020))
    assert describe(TEXT, "a.txt", None, Corrections(right, tuple(Field))) == right
    some = describe(TEXT, "a.txt", None, Corrections(Metadata(place=BAC_KAN), (Field.PLACE,)))
    assert some.place == BAC_KAN and some.period == year_period(2022)


def test_a_report_can_be_said_to_be_of_no_place_and_period() -> None:
    about = describe(TEXT, "a.txt", None, Corrections(Metadata(), (Field.PLACE, Field.PERIOD)))
    assert about.place is None and about.period is None and about.title


def test_what_follows_from_a_correction_is_told_from_it() -> None:
    text = "Nhiều hoạt động y tế đã diễn ra.\n\nCán bộ làm việc tốt."
    corrected = describe(text, "", None, Corrections(Metadata(published=date(2021, 5, 1)), (Field.PUBLISHED,)))
    assert corrected.period is not None and corrected.period.year == 2021


def test_later_corrections_hold_and_each_can_be_undone() -> None:
    first = Corrections(Metadata("Một", place=BAC_KAN), (Field.TITLE, Field.PLACE))
    both = Corrections(Metadata("Hai", "Sở"), (Field.TITLE, Field.PUBLISHER)).over(first)
    assert both == Corrections(Metadata("Hai", "Sở", place=BAC_KAN), (Field.TITLE, Field.PLACE, Field.PUBLISHER))
    assert both.without([Field.PLACE, Field.TITLE]) == Corrections(Metadata(publisher="Sở"), (Field.PUBLISHER,))
    assert both.without(Field) == Corrections()
    assert restore(Corrections, dump(both)) == both


def test_a_correction_holds_for_a_new_text_that_is_read_the_same() -> None:
    made = Corrections(Metadata(place=BAC_KAN, period=year_period(2020)), (Field.PLACE, Field.PERIOD))
    before, now = describe(TEXT), describe(TEXT.replace("2022", "2023"))
    assert made.still_true(before, now) == Corrections(Metadata(place=BAC_KAN), (Field.PLACE,))
