"""How well the place of a figure fits the one asked about, where a province and its town share a name."""

from __future__ import annotations

import pytest

from rag.answering.scope_fit import ScopeFit
from rag.answering.units import Unit
from rag.question.understanding import understand
from rag.scopes.scope import EXACT, INSIDE, NONE
from rag.types import Hit, Metadata, Place, PlaceLevel, Report, Sentence, SentenceKind

PROVINCE = Place("Nam Định", PlaceLevel.PROVINCE, "Nam Định", "tỉnh")
TOWN = Place("Nam Định", PlaceLevel.DISTRICT, "Nam Định", "thành phố")
DISTRICT = Place("Hải Hậu", PlaceLevel.DISTRICT, "Nam Định", "huyện")


def fit(question: str, stated: Place | None, about: Place = PROVINCE) -> float:
    """How well a figure of a report fits a question."""
    text = "Giá nước máy là 6.100 đồng/m3."
    report = Report("r", "r.txt", text, Metadata(place=about))
    sentence = Sentence("r", 0, 0, len(text), SentenceKind.PROSE, 0)
    unit = Unit(report, sentence, text, "", Hit("r", 0, len(text), 1.0, 0))
    return ScopeFit(understand(question)).of_figure_place(stated, unit)


@pytest.mark.parametrize(
    ("question", "stated", "expected"),
    [
        ("Nước máy ở Nam Định giá bao nhiêu?", PROVINCE, EXACT),
        ("Nước máy ở Nam Định giá bao nhiêu?", TOWN, INSIDE),
        ("nuoc may o nam dinh gia bao nhieu", TOWN, INSIDE),
        ("How much is tap water in Nam Định?", TOWN, INSIDE),
        ("Nước máy ở tỉnh Nam Định giá bao nhiêu?", TOWN, NONE),
        ("nuoc may o tinh nam dinh gia bao nhieu", TOWN, NONE),
        ("How much is tap water in Nam Định province?", TOWN, NONE),
        ("Nước máy ở Nam Định giá bao nhiêu?", DISTRICT, NONE),
        ("Nước máy ở thành phố Nam Định giá bao nhiêu?", TOWN, EXACT),
        ("Nước máy ở thành phố Nam Định giá bao nhiêu?", PROVINCE, NONE),
    ],
)
def test_a_bare_name_may_mean_the_town_of_the_province(question: str, stated: Place, expected: float) -> None:
    assert fit(question, stated) == expected


HA_BAC = Place("Hà Bắc", PlaceLevel.PROVINCE, "Hà Bắc", "tỉnh")


@pytest.mark.parametrize(
    ("question", "stated", "expected"),
    [
        ("Nước máy ở huyện Yên Thế giá bao nhiêu?", Place("Yên Thế", PlaceLevel.DISTRICT, "Bắc Giang", "huyện"), EXACT),
        ("Nước máy ở huyện Yên Thế giá bao nhiêu?", Place("Yên Thế", PlaceLevel.DISTRICT, "Hà Bắc", "huyện"), EXACT),
        ("Nước máy ở Hà Bắc giá bao nhiêu?", None, 0.4),
        ("Nước máy ở Bắc Giang giá bao nhiêu?", None, NONE),  # all of Hà Bắc is told of
        ("Nước máy ở huyện Ba Bể giá bao nhiêu?", None, NONE),
    ],
)
def test_a_report_of_a_former_province_tells_of_its_heirs_districts(
    question: str, stated: Place | None, expected: float
) -> None:
    assert fit(question, stated, HA_BAC) == expected
