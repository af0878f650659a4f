"""Records survive the way through a database column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.storage import records
from rag.types import Figure, FigureKind, Metadata, Page, Period, PeriodKind, Place, PlaceLevel, Quantity

PERIOD = Period(date(2022, 1, 1), date(2022, 12, 31), PeriodKind.YEAR)
PLACE = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn", "tỉnh")


def test_metadata() -> None:
    metadata = Metadata("Tiêu đề", "Sở", date(2022, 12, 30), PLACE, PERIOD, None, "https://example.vn/a")
    assert records.restore(Metadata, records.dump(metadata)) == metadata
    assert records.restore(Metadata, records.dump(Metadata())) == Metadata()


@settings(deadline=None)
@given(
    value=st.decimals(allow_nan=False, allow_infinity=False),
    whole=st.none() | st.decimals(0, 99),
    text=st.text(max_size=9),
)
def test_figure(value: Decimal, whole: Decimal | None, text: str) -> None:
    quantity = Quantity(3, 9, text, value, "tỷ đồng", FigureKind.MONEY, whole, "hơn", number_end=5)
    figure = Figure("r", quantity, text, PLACE, PERIOD, 0, 12, base=PERIOD, confidence=0.5)
    assert records.restore(Figure, records.dump(figure)) == figure


def test_tuples_and_fields_of_other_versions() -> None:
    pages = (Page(1, 0, 5), Page(2, 5, 9))
    assert records.restore(tuple[Page, ...], records.dump(pages)) == pages
    assert records.restore(Page, '{"number":1,"start":0,"end":5,"colour":"red"}') == Page(1, 0, 5)
