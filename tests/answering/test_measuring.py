"""How a figure and a span of a made report are measured against a question."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answering.measuring import Frame, squash_cosine
from rag.answering.units import Unit
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.scopes.periods import year_period
from rag.scopes.scope import EXACT, NEAR, NONE, UNKNOWN
from rag.types import Figure, Hit, Metadata, Period, Place, PlaceLevel, Report, Sentence, SentenceKind

PLACE = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn", "tỉnh")
ELSEWHERE = Place("Bắc Ninh", PlaceLevel.PROVINCE, "Bắc Ninh", "tỉnh")
YEAR = year_period(2022)
TEXT = "Tỉnh có 249 điểm phục vụ, 93 đài truyền thanh."
REPORT = Report("r", "r.txt", TEXT, Metadata(title="Tổng kết", place=PLACE, period=YEAR))
UNIT = Unit(
    REPORT, Sentence("r", 0, 0, len(TEXT), SentenceKind.PROSE, 0), TEXT, "", Hit("r", 0, len(TEXT), 1.0, 0, dense=0.85)
)
ASKED = "Năm 2022 tỉnh Bắc Kạn có bao nhiêu đài truyền thanh?"


def unit_of(text: str) -> Unit:
    """A report of one sentence."""
    report = Report("o", "o.txt", text, Metadata(place=PLACE, period=YEAR))
    return Unit(report, Sentence("o", 0, 0, len(text), SentenceKind.PROSE, 0), text, "", Hit("o", 0, len(text), 1.0, 0))


def figures(place: Place | None = PLACE, period: Period | None = YEAR, scope: str = "own") -> list[Figure]:
    return [Figure("r", q, q.unit, place, period, 0, len(TEXT), kind_of_scope=scope) for q in find_quantities(TEXT)]


def frame(question: str) -> Frame:
    return Frame(understand(question), [UNIT])


def test_a_figure_of_the_asked_scope_fits_and_counts_what_is_asked() -> None:
    points, stations = (frame(ASKED).of_figure(UNIT, f, []) for f in figures())
    assert stations.text.startswith("93") and stations.fits
    assert (stations.features.place, stations.features.period) == (EXACT, EXACT)
    assert stations.features.unit > points.features.unit
    assert stations.features.kind == 1.0


@pytest.mark.parametrize(
    ("place", "period", "fits"),
    [
        (PLACE, YEAR, True),
        (ELSEWHERE, YEAR, False),
        (PLACE, None, True),
        (None, YEAR, True),
    ],
)
def test_a_figure_fits_by_its_scope(place: Place | None, period: Period | None, fits: bool) -> None:
    candidate = frame(ASKED).of_figure(UNIT, figures(place, period)[1], [])
    assert candidate.fits is fits
    assert candidate.features.place == (NONE if place == ELSEWHERE else UNKNOWN if place is None else EXACT)


def test_a_target_is_told_from_a_result() -> None:
    target = figures(scope="plan")[1]
    assert frame(ASKED).of_figure(UNIT, target, []).features.plan == 1.0
    assert frame("Kế hoạch năm 2022 tỉnh Bắc Kạn có bao nhiêu đài?").of_figure(UNIT, target, []).features.plan == 0.0


def test_a_reader_s_span_counts_where_it_lies() -> None:
    (stations,) = figures()[1:]
    start, end = stations.quantity.start, stations.quantity.end
    told = frame(ASKED).of_figure(UNIT, stations, [(REPORT, start, end, 6.0)])
    beside = frame(ASKED).of_figure(UNIT, stations, [(REPORT, 0, 4, 6.0)])
    assert told.features.reads == 1.0 and told.features.reader > beside.features.reader
    assert beside.features.reads == 0.0


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Năm 2022 tỉnh Bắc Kạn đã làm được gì?", True),
        ("Năm 2022 tỉnh Bắc Ninh đã làm được gì?", False),
        ("Đã làm được gì?", True),
    ],
)
def test_a_span_fits_by_its_report(question: str, fits: bool) -> None:
    assert frame(question).of_span(UNIT, 0, len(TEXT), []).fits is fits


@given(st.text(max_size=60), st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
@settings(deadline=None, max_examples=50)
def test_any_question_can_be_measured(question: str, start: int, length: int) -> None:
    end = min(len(TEXT), start + length)
    measured = frame(question)
    for candidate in [measured.of_span(UNIT, start, end, []), *(measured.of_figure(UNIT, f, []) for f in figures())]:
        assert all(math.isfinite(v) for v in candidate.features.values())


@given(st.floats(-1.0, 1.0), st.floats(-1.0, 1.0))
def test_cosines_are_spread_and_kept_in_order(a: float, b: float) -> None:
    assert -0.5 <= squash_cosine(a) <= 1.5
    if a <= b:
        assert squash_cosine(a) <= squash_cosine(b)


PARTED = "Tổng số thư viện là 86, trong đó 14 thư viện huyện và 72 thư viện xã; 31 xã có tỷ lệ bạn đọc dưới 20%."


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Năm 2022 tỉnh Bắc Kạn có bao nhiêu thư viện?", ["14", "72"]),
        ("Trong đó bao nhiêu thư viện huyện?", []),  # a part is asked for
    ],
)
def test_a_part_of_a_total_told_before_it_is_marked(question: str, parts: list[str]) -> None:
    report = Report("p", "p.txt", PARTED, Metadata(place=PLACE, period=YEAR))
    sentence = Sentence("p", 0, 0, len(PARTED), SentenceKind.PROSE, 0)
    unit = Unit(report, sentence, PARTED, "", Hit("p", 0, len(PARTED), 1.0, 0, dense=0.85))
    measured = Frame(understand(question), [unit])
    found = [
        measured.of_figure(unit, Figure("p", q, q.unit, PLACE, YEAR, 0, len(PARTED)), [])
        for q in find_quantities(PARTED)
    ]
    marked = {c.text.split()[0]: c.features.part for c in found}
    assert marked["86"] == 0.0
    assert all(marked[n] > 0 for n in parts) and (parts or not any(marked.values()))
    (share,) = [c for c in found if "%" in c.text]
    assert share.features.kind < 0  # "dưới 20%" tells which communes are meant


def test_who_heads_a_team_is_told_by_the_office_beside_the_name() -> None:
    text = "Đoàn kiểm tra do ông Nguyễn Văn An làm trưởng đoàn đã đến từng xã trong hai tuần cuối tháng 3 và "
    text += "lập biên bản với từng trạm y tế; ông Trần Văn Bình, Giám đốc Sở, dự họp."
    report = Report("t", "t.txt", text, Metadata(place=PLACE, period=YEAR))
    unit = Unit(report, Sentence("t", 0, 0, len(text), SentenceKind.PROSE, 0), text, "", Hit("t", 0, len(text), 1.0, 0))
    measured = Frame(understand("Who headed the inspection team of Bắc Kạn in 2022?"), [unit])
    head, guest = (
        measured.of_span(unit, start, start + len(name), [])
        for name in ("Nguyễn Văn An", "Trần Văn Bình")
        for start in [text.index(name)]
    )
    assert head.features.unit > guest.features.unit


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Ai là Chủ tịch UBND tỉnh Bắc Kạn năm 2022?", False),
        ("Ai là Phó Chủ tịch UBND tỉnh Bắc Kạn năm 2022?", True),
        ("Ai dự hội nghị ở Bắc Kạn năm 2022?", True),
        ("Who chaired the Bắc Kạn People's Committee in 2022?", False),
        ("Who chaired the meeting in Bắc Kạn in 2022?", True),
    ],
)
def test_a_vice_chairman_is_no_chairman(question: str, fits: bool) -> None:
    text = "Dự hội nghị có ông Nguyễn Văn An, Phó Chủ tịch UBND tỉnh."
    unit = unit_of(text)
    start = text.index("Nguyễn")
    assert Frame(understand(question), [unit]).of_span(unit, start, start + 13, []).fits is fits


def test_a_share_comes_before_the_ratio_that_it_is_of() -> None:
    text = "Toàn tỉnh có 455/486 trường, đạt 93,6%."
    report = Report("s", "s.txt", text, Metadata(place=PLACE, period=YEAR))
    unit = Unit(report, Sentence("s", 0, 0, len(text), SentenceKind.PROSE, 0), text, "", Hit("s", 0, len(text), 1.0, 0))
    measured = Frame(understand("Năm 2022 tỷ lệ trường đạt chuẩn của Bắc Kạn là bao nhiêu phần trăm?"), [unit])
    ratio, share = (
        measured.of_figure(unit, Figure("s", q, q.unit, PLACE, YEAR, 0, len(text)), []) for q in find_quantities(text)
    )
    assert share.features.kind > ratio.features.kind > 0


def test_a_part_that_is_of_the_place_asked_is_no_mere_part() -> None:
    district = Place("Ba Bể", PlaceLevel.DISTRICT, "Bắc Kạn", "huyện")
    text = "Toàn tỉnh đạt 63,2%, riêng huyện Ba Bể đạt 31,7%."
    report = Report("d", "d.txt", text, Metadata(place=PLACE, period=YEAR))
    unit = Unit(report, Sentence("d", 0, 0, len(text), SentenceKind.PROSE, 0), text, "", Hit("d", 0, len(text), 1.0, 0))
    (_, own) = find_quantities(text)
    figure = Figure("d", own, "đạt", district, YEAR, 0, len(text))
    parts = [
        Frame(understand(q), [unit]).of_figure(unit, figure, []).features.part
        for q in ("Huyện Ba Bể (Bắc Kạn) đạt bao nhiêu %?", "Tỉnh Bắc Kạn đạt bao nhiêu %?")
    ]
    assert parts[0] == 0.0 < parts[1]


@pytest.mark.parametrize(("question", "later"), [("khởi công ngày nào", True), ("khởi công khi nào", False)])
def test_a_month_is_less_than_the_day_asked_for(question: str, later: bool) -> None:
    text = "Cầu khởi công tháng 4/2022; đường khởi công ngày 28/12/2022."
    report = Report("t", "t.txt", text, Metadata(place=PLACE, period=YEAR))
    unit = Unit(report, Sentence("t", 0, 0, len(text), SentenceKind.PROSE, 0), text, "", Hit("t", 0, len(text), 1.0, 0))
    measured = Frame(understand(f"Công trình ở Bắc Kạn {question}?"), [unit])
    month, day = (
        measured.of_span(unit, text.index(told), text.index(told) + len(told), []).features.kind
        for told in ("tháng 4/2022", "28/12/2022")
    )
    assert (day > month) is later


@pytest.mark.parametrize(
    ("head", "place", "question", "fits"),
    [
        ("Các huyện còn lại", None, "Năm 2022 tỉnh Bắc Kạn có bao nhiêu thư viện?", False),
        ("Các huyện còn lại", None, "Năm 2022 các huyện còn lại của Bắc Kạn có bao nhiêu thư viện?", True),
        ("Toàn tỉnh", PLACE, "Năm 2022 tỉnh Bắc Kạn có bao nhiêu thư viện?", True),
        ("Các huyện còn lại", None, "Năm 2022 tỉnh Bắc Ninh có bao nhiêu thư viện?", False),
        ("Nhóm khác nhau", None, "Năm 2022 tỉnh Bắc Ninh có bao nhiêu thư viện?", False),
    ],
)
def test_a_row_without_a_place_of_its_own(head: str, place: Place | None, question: str, fits: bool) -> None:
    text = f"{head} | 13"
    report = Report("w", "w.txt", text, Metadata(place=PLACE, period=YEAR))
    unit = Unit(report, Sentence("w", 0, 0, len(text), SentenceKind.ROW, 0), text, "", Hit("w", 0, len(text), 1.0, 0))
    (number,) = find_quantities(text)
    figure = Figure("w", number, "", place, YEAR, 0, len(text), row_head=head, column_head="Số thư viện")
    assert Frame(understand(question), [unit]).of_figure(unit, figure, []).fits is fits


@pytest.mark.parametrize(("asked", "fits"), [("tháng 4/2022", True), ("tháng 5/2022", False), ("năm 2022", True)])
def test_what_befell_on_a_day_is_of_its_month(asked: str, fits: bool) -> None:
    text = "Trận mưa đá đêm 17/4/2022 gây thiệt hại 38,9 tỷ đồng."
    report = Report("h", "h.txt", text, Metadata(place=PLACE, period=YEAR))
    unit = Unit(report, Sentence("h", 0, 0, len(text), SentenceKind.PROSE, 0), text, "", Hit("h", 0, len(text), 1.0, 0))
    damage = next(q for q in find_quantities(text) if "tỷ" in q.unit)
    figure = Figure("h", damage, "thiệt hại", PLACE, YEAR, 0, len(text))
    query = understand(f"Trận mưa đá {asked} ở Bắc Kạn gây thiệt hại bao nhiêu tiền?")
    assert Frame(query, [unit]).of_figure(unit, figure, []).fits is fits


@pytest.mark.parametrize(("street", "fits"), [("Lê Lợi", True), ("Nguyễn Huệ", False)])
def test_a_cell_of_another_street(street: str, fits: bool) -> None:
    text = "Đường Lê Lợi | 249"
    report = Report("t", "t.txt", f"{text}. Đường Nguyễn Huệ chưa có giá.", Metadata(place=PLACE, period=YEAR))
    unit = Unit(report, Sentence("t", 0, 0, len(text), SentenceKind.ROW, 0), text, "", Hit("t", 0, len(text), 1.0, 0))
    (quantity,) = find_quantities(text)
    figure = Figure("t", quantity, "giá", PLACE, YEAR, 0, len(text), "Đường Lê Lợi", "Giá")
    asked = f"Giá đất đường {street} của tỉnh Bắc Kạn năm 2022 là bao nhiêu?"
    assert Frame(understand(asked), [unit]).of_figure(unit, figure, []).fits is fits


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("Lễ hội diễn ra tại Nhà văn hóa xã.", "Nhà văn hóa"),
        ("Lễ hội diễn ra tại sân vận động huyện.", "sân vận động"),
        ("Lễ hội diễn ra tại sân vận động và nhà văn hóa.", ""),
        ("Lễ hội diễn ra tại chợ.", ""),
    ],
)
def test_of_two_things_offered_the_one_that_a_sentence_names_is_chosen(text: str, chosen: str) -> None:
    report = Report("c", "c.txt", f"Mở đầu. {text}", Metadata(place=PLACE, period=YEAR))
    at = report.text.index(text)
    unit = Unit(report, Sentence("c", 1, at, at + len(text), SentenceKind.PROSE, 0), text, "", UNIT.hit)
    measured = Frame(understand("Lễ hội ở Bắc Kạn năm 2022 diễn ra tại sân vận động hay tại nhà văn hóa?"), [unit])
    found = measured.spans.chosen(unit)
    assert (report.text[slice(*found)] if found else "") == chosen
    if found:
        other = at, at + len("Lễ hội")
        assert measured.of_span(unit, *found, []).features.unit > measured.of_span(unit, *other, []).features.unit


@pytest.mark.parametrize(("span", "fits"), [("Nguyễn Thị Mây", True), ("Phòng Văn hóa xã", False)])
def test_the_holder_of_an_office_is_a_person(span: str, fits: bool) -> None:
    text = "Chủ tịch UBND tỉnh Nguyễn Thị Mây và Phòng Văn hóa xã dự hội nghị."
    unit = unit_of(text)
    start = text.index(span)
    measured = Frame(understand("Chủ tịch UBND tỉnh Bắc Kạn năm 2022 là ai?"), [unit])
    assert measured.of_span(unit, start, start + len(span), []).fits is fits


WORKS = (
    "Cầu Khe Vàng khởi công ngày 14/5/2022, thông xe tháng 9/2022, kiểm tra vào quý IV năm 2022, do Ban quản lý dự án "
    "làm, vốn của năm 2022."
)


@pytest.mark.parametrize(
    ("span", "is_no_day"),
    [
        ("14/5/2022", False),
        ("tháng 9/2022", False),
        ("quý IV năm 2022", False),
        ("năm 2022.", True),
        ("Ban quản lý dự án", True),
    ],
)
@pytest.mark.parametrize(("asked", "is_day_asked"), [("ngày nào", True), ("năm nào", False)])
def test_where_a_day_is_asked_for_a_span_tells_a_part_of_a_year(
    span: str, is_no_day: bool, asked: str, is_day_asked: bool
) -> None:
    unit = unit_of(WORKS)
    measured = Frame(understand(f"Cầu Khe Vàng ở Bắc Kạn khởi công {asked}?"), [unit])
    start = WORKS.index(span)
    end = start + len(span)
    assert measured.spans.is_no_day(unit, start, end) is (is_no_day and is_day_asked)
    assert measured.of_span(unit, start, end, []).fits is not (is_no_day and is_day_asked)


@pytest.mark.parametrize(("span", "fits"), [("Hồ Thị Nết", True), ("Phòng Văn hóa xã", False)])
def test_who_signs_is_a_person(span: str, fits: bool) -> None:
    text = "Người ký quyết định là bà Hồ Thị Nết, thay mặt Phòng Văn hóa xã."
    unit = unit_of(text)
    start = text.index(span)
    measured = Frame(understand("Ai ký quyết định của Bắc Kạn năm 2022?"), [unit])
    assert measured.of_span(unit, start, start + len(span), []).fits is fits


@pytest.mark.parametrize(("year", "fit"), [(2021, NEAR), (2024, NEAR), (2019, UNKNOWN), (2022, EXACT)])
def test_a_year_outside_the_stretch_asked_about_fits_less_than_one_inside(year: int, fit: float) -> None:
    measured = frame("Giai đoạn 2021-2025 tỉnh Bắc Kạn có bao nhiêu đài truyền thanh?")
    own = figures(period=year_period(year))[1]  # 2022 is what its report is of
    assert measured.of_figure(UNIT, own, []).features.period == fit
