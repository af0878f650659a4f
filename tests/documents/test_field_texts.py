"""What a person types into a field of a report, whatever it is, becomes a value or a clear refusal."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.documents.corrections import Field
from rag.documents.field_texts import LONGEST, corrections, parsed, written
from rag.errors import UsageError
from rag.messages import render
from rag.scopes.periods import year_period
from rag.types import Metadata, Place, PlaceLevel

ABOUT = Metadata(
    "Tổng kết năm 2022",
    "Sở Y tế Bắc Kạn",
    date(2022, 12, 30),
    Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn", "tỉnh"),
    year_period(2022),
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_written_is_parsed_back(language: str) -> None:
    for field in Field:
        assert parsed(field, written(ABOUT, field, language)) == getattr(ABOUT, field)
        assert written(Metadata(), field, language) == ""


def test_each_field_is_judged_by_itself() -> None:
    texts = {Field.PLACE: "Atlantis", Field.PERIOD: "quý III", Field.PUBLISHED: "31/02/2022", Field.TITLE: "x" * 999}
    made, wrong = corrections({**texts, Field.PUBLISHER: "  Sở  Y tế\n"})
    assert made.fields == (Field.PUBLISHER,) and made.right.publisher == "Sở Y tế"
    assert {field: error.key for field, error in wrong.items()} == {
        Field.PLACE: "place_not_known",
        Field.PERIOD: "period_not_understood",
        Field.PUBLISHED: "date_not_understood",
        Field.TITLE: "field_too_long",
    }


def test_an_empty_text_says_that_there_is_none() -> None:
    made, wrong = corrections(dict.fromkeys(Field, " \n"))
    assert not wrong and made.fields == tuple(Field) and made.right == Metadata()


@given(st.text() | st.text(alphabet="0123456789/-. năm quý tháng Bắc Kạn Bể,()"), st.sampled_from(Field))
def test_any_text_is_taken_or_refused_in_words(text: str, field: Field) -> None:
    try:
        value = parsed(field, text)
    except UsageError as error:
        assert all(render(error, language) for language in ("vi", "en"))
        return
    if isinstance(value, str):
        assert len(value) <= LONGEST and "\n" not in value and value.isprintable() is not None
        value.encode("utf-8")
