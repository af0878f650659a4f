"""Questions to start with are made from what the reports state, and shown only when they are answered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from rag.types import (
    Answer,
    Citation,
    Figure,
    FigureKind,
    Language,
    Metadata,
    Period,
    PeriodKind,
    Place,
    PlaceLevel,
    Quantity,
    Report,
)
from rag.web.examples import candidates, proved

if TYPE_CHECKING:
    from rag.storage.library import Library

HERE = Place("Hà Giang", PlaceLevel.PROVINCE, "Hà Giang")
YEAR = Period(date(2021, 1, 1), date(2021, 12, 31), PeriodKind.YEAR)
REPORT = Report("r1", "a.txt", "", Metadata(place=HERE, period=YEAR))


def _figure(
    unit: str,
    number: str = "12",
    kind: FigureKind = FigureKind.COUNT,
    place: Place | None = HERE,
    indicator: str = "",
) -> Figure:
    quantity = Quantity(0, 2, f"{number} {unit}", Decimal(12), unit, kind)
    return Figure("r1", quantity, indicator or unit, place, YEAR, 0, 20)


def _answer(text: str, report_id: str = "r1") -> Answer:
    citation = Citation(1, report_id, "a.txt", "", "", "", "", 0, 0)
    return Answer(text, Language.VIETNAMESE, citations=(citation,))


def test_a_count_becomes_a_question_in_either_language() -> None:
    figures = [_figure("điểm phục vụ bưu chính")]
    assert candidates([], figures, "vi")[0][0] == "Hà Giang có bao nhiêu điểm phục vụ bưu chính năm 2021?"
    assert candidates([], figures, "en")[0][0] == "How many postal points did Hà Giang have in 2021?"


def test_what_english_cannot_name_is_not_asked_in_english() -> None:
    assert candidates([], [_figure("gùi măng khô")], "en") == []
    assert len(candidates([], [_figure("gùi măng khô")], "vi")) == 1


def test_only_clear_counts_become_questions() -> None:
    unclear = [_figure("xã"), _figure("bệnh viện", place=None), _figure("bệnh viện", kind=FigureKind.CHANGE)]
    assert candidates([], unclear, "vi") == []


@pytest.mark.parametrize(
    ("unit", "indicator", "asked"),
    [
        ("thành viên", "thành viên (thành lập tổ hợp tác)", False),  # of what?
        ("đầu sách", "trao tặng đầu sách", False),
        ("thủ tục hành chính", "thủ tục hành chính cung cấp trực tuyến mức độ 2", False),  # not all of them
        ("bệnh viện", "toàn tỉnh Hà Giang hiện có bệnh viện", True),
        ("điểm phục vụ bưu chính", "mạng lưới bưu chính điểm phục vụ bưu chính", True),
    ],
)
def test_a_question_says_by_itself_what_is_counted(unit: str, indicator: str, asked: bool) -> None:
    assert len(candidates([], [_figure(unit, indicator=indicator)], "vi")) == asked


def test_of_two_figures_the_one_of_which_a_question_leaves_out_less_comes_first() -> None:
    narrow = _figure("điểm phục vụ bưu chính", indicator="điểm phục vụ bưu chính của doanh nghiệp tư nhân")
    whole = _figure("đài truyền thanh cấp xã")
    assert [figure for _, figure in candidates([], [narrow, whole], "vi")] == [whole, narrow]


def test_a_report_without_figures_still_gives_a_question() -> None:
    assert candidates([REPORT], [], "vi") == [("Hà Giang đã làm được gì năm 2021?", None)]


def test_no_question_comes_twice() -> None:
    questions = [question for question, _ in candidates([REPORT, REPORT], [_figure("bệnh viện")] * 3, "vi")]
    assert len(questions) == len(set(questions)) == 2


def test_only_what_is_answered_with_its_figure_is_kept() -> None:
    found = candidates([REPORT], [_figure("bệnh viện")], "vi")
    assert proved(found, lambda q: _answer("12 bệnh viện")) == [question for question, _ in found]
    assert proved(found, lambda q: _answer("13 bệnh viện")) == [found[1][0]]
    assert proved(found[:1], lambda q: _answer("12 bệnh viện", "r2")) == []
    assert proved(found, lambda q: Answer("", Language.VIETNAMESE, abstained=True)) == []
    assert len(proved(found, lambda q: _answer("12 bệnh viện"), count=1)) == 1


def test_the_seeds_give_questions_about_several_reports(seeds_library: Library) -> None:
    for language in ("vi", "en"):
        found = candidates(seeds_library.reports(), seeds_library.figures(), language)
        first = [figure.report_id for _, figure in found[:4] if figure]
        assert len(set(first)) >= 3
