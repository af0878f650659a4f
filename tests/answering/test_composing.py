"""Answers put into words: nothing that the cited span does not say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answering.candidates import Candidate, Features
from rag.answering.composing import (
    MAX_SPAN_WORDS,
    cite,
    clip,
    figure_text,
    listed,
    place_text,
    scope_text,
    short_answer,
)
from rag.answering.proof import MAX_ANSWER_WORDS, MAX_QUOTE_WORDS, unproved_numbers
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.scopes.periods import year_period
from rag.types import Figure, Language, Metadata, Page, Period, Place, PlaceLevel, Report, Sentence, SentenceKind

VI, EN = Language.VIETNAMESE, Language.ENGLISH
PLACE = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn", "tỉnh")
DISTRICT = Place("Ba Bể", PlaceLevel.DISTRICT, "Bắc Kạn", "huyện")
YEAR = year_period(2022)


def figure(text: str, at: int = 0, *, row: str = "", column: str = "") -> Candidate:
    """The candidate of a sentence's quantity."""
    report = Report(
        "r",
        "r.txt",
        text,
        Metadata(title="Tổng kết", place=PLACE, period=YEAR),
        pages=(Page(1, 0, 5), Page(2, 5, len(text))),
    )
    sentence = Sentence("r", 0, 0, len(text), SentenceKind.PROSE, 0)
    quantity = find_quantities(text)[at]
    stated = Figure("r", quantity, "", PLACE, YEAR, 0, len(text), row_head=row, column_head=column)
    return Candidate(report, sentence, quantity.start, quantity.end, 0, len(text), PLACE, YEAR, Features(), stated)


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("Hiện có 249 điểm phục vụ bưu chính.", "249 điểm phục vụ bưu chính", "249 điểm phục vụ bưu chính"),
        ("Doanh thu đạt 37,367 tỷ đồng.", "37,367 tỷ đồng", "37,367 tỷ đồng (37.367 billion dong)"),
        ("Có 97.360 hộ sản xuất.", "97.360 hộ sản xuất", "97.360 hộ sản xuất (97,360)"),
        ("Thu hút gần 6.000 lượt người.", "gần 6.000 lượt người", None),
        ("Doanh thu giảm 10% so với cùng kỳ.", "giảm 10%", "down 10% (giảm)"),
        ("Tỷ lệ đạt 96%.", "96%", "96%"),
    ],
)
def test_figures_are_given_as_the_report_writes_them(text: str, vietnamese: str, english: str | None) -> None:
    candidate = figure(text)
    assert figure_text(candidate, VI) == vietnamese
    told = figure_text(candidate, EN)
    assert told == english or english is None
    assert unproved_numbers(figure_text(candidate, VI), [candidate.quote]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Có 1.197/1.292 thôn lập tổ.",
        "Đạt 1,5 triệu bản sách.",
        "Nộp 3,686 tỷ đồng.",
        "Đạt 50,72% dân số.",
        "Khoảng 38 tỷ đồng.",
    ],
)
def test_an_english_gloss_keeps_to_the_proved_digits(text: str) -> None:
    candidate = figure(text)
    assert unproved_numbers(figure_text(candidate, EN), [candidate.quote]) == []


def test_a_cell_tells_what_it_counts_by_its_heads() -> None:
    assert figure_text(figure("12", row="Huyện Ba Bể", column="Trạm phát sóng (trạm)"), VI) == "12 Trạm phát sóng"
    assert figure_text(figure("12", row="Trạm phát sóng", column="Năm 2022"), VI) == "12 Trạm phát sóng"


def test_yes_or_no_comes_with_its_clause() -> None:
    candidate = replace(figure("Tỉnh đã lập 8 đội. Việc khác xong."), figure=None)
    assert short_answer(candidate, understand("Tỉnh có lập đội không?")) == "Có: Tỉnh đã lập 8 đội"
    assert short_answer(candidate, understand("Did the province set up teams?")).startswith("Yes: ")


def test_a_span_is_told_as_it_stands() -> None:
    candidate = replace(figure("Ông Lô Quang Tuyến đọc 2 báo cáo."), figure=None, start=4, end=18)
    assert short_answer(candidate, understand("Ai đọc báo cáo?")) == "Lô Quang Tuyến"


@given(st.text(), st.integers(1, 60))
@settings(deadline=None)
def test_clipping_keeps_the_limit_and_invents_nothing(words: str, limit: int) -> None:
    clipped = clip(words, limit)
    assert len(clipped.split()) <= limit
    assert clipped in " ".join(words.split())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- Phòng Văn hóa;\n- Trung tâm Truyền thông.", "Phòng Văn hóa; Trung tâm Truyền thông"),
        ("1. Một\n2. Hai\n\n3. Ba", "Một; Hai; Ba"),
        ("Phòng Văn hóa, Trung tâm Truyền thông", "Phòng Văn hóa, Trung tâm Truyền thông"),
    ],
)
def test_a_list_stands_on_one_line(text: str, told: str) -> None:
    assert listed(text) == told


@given(st.lists(st.lists(st.sampled_from(["phòng", "ban", "sở"]), min_size=1, max_size=30).map(" ".join), max_size=12))
@settings(deadline=None)
def test_a_long_list_keeps_every_item(items: list[str]) -> None:
    told = listed("\n".join(f"- {item}" for item in items))
    assert len(told.split()) <= MAX_ANSWER_WORDS
    assert len(items) < 2 or len(told.split("; ")) == len(items)


@given(st.text())
@settings(deadline=None)
def test_any_text_can_be_listed(text: str) -> None:
    assert "\n" not in listed(text)


def test_clipping_ends_at_a_clause_where_it_can() -> None:
    long = "một hai ba bốn năm, " * 20
    assert clip(long).endswith("năm") and len(clip(long).split()) <= MAX_SPAN_WORDS
    assert clip(" ngắn thôi, ") == "ngắn thôi"


@pytest.mark.parametrize(
    ("place", "period", "vietnamese", "english"),
    [
        (PLACE, YEAR, "Bắc Kạn, năm 2022", "Bắc Kạn, 2022"),
        (DISTRICT, None, "huyện Ba Bể", "huyện Ba Bể"),
        (None, YEAR, "năm 2022", "2022"),
        (Place("Việt Nam", PlaceLevel.COUNTRY, ""), None, "", ""),
        (None, None, "", ""),
    ],
)
def test_scope(place: Place | None, period: Period | None, vietnamese: str, english: str) -> None:
    assert scope_text(place, period, VI) == vietnamese
    assert scope_text(place, period, EN) == english


def test_places_in_words() -> None:
    assert (place_text(PLACE), place_text(DISTRICT)) == ("Bắc Kạn", "huyện Ba Bể")


def test_a_citation_is_verbatim_with_scope_and_page() -> None:
    candidate = figure("  Hiện có 249 điểm phục vụ bưu chính.  ")
    citation = cite(candidate, 3, VI)
    assert (
        candidate.report.text[citation.start : citation.end] == citation.quote == "Hiện có 249 điểm phục vụ bưu chính."
    )
    assert (citation.marker, citation.source, citation.title) == (3, "r.txt", "Tổng kết")
    assert (citation.place, citation.period, citation.page) == ("Bắc Kạn", "năm 2022", 1)
    assert cite(candidate, 1, EN).period == "2022"


def test_a_long_sentence_is_quoted_around_its_figure() -> None:
    text = "Việc này đã xong, " * 40 + "có 249 điểm, " + "việc kia cũng xong, " * 40
    citation = cite(figure(text), 1, VI)
    assert "249 điểm" in citation.quote
    assert len(citation.quote.split()) <= MAX_QUOTE_WORDS
    assert text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("at", [0, 1])
def test_a_range_is_told_with_both_limits(at: int) -> None:
    text = "Phạt tiền từ 500.000 đồng đến 1.000.000 đồng đối với hành vi không đăng ký."
    assert figure_text(figure(text, at), VI) == "500.000 đồng đến 1.000.000 đồng"
    assert figure_text(figure(text, at), EN).endswith("(500,000 dong – 1,000,000 dong)")


def test_growth_from_one_figure_to_another_is_no_range() -> None:
    text = "Doanh thu tăng từ 5 tỷ đồng đến 8 tỷ đồng trong hai năm."
    assert figure_text(figure(text, 1), VI) == "8 tỷ đồng"


WORDY = "việc tu sửa đường vào bản được bà con góp công, " * 9 + "nghề dệt được giữ gìn, " * 6


def test_what_is_quoted_of_a_long_sentence_decides_and_is_told() -> None:
    text = f"Xã Nà Pàn không có chợ phiên, chưa có trạm bơm lớn; {WORDY}; xã Nà Pàn có trạm bơm nhỏ cho 12 bản."
    candidate = figure(text)
    assert candidate.text.startswith("12") and "không" in candidate.quote
    query = understand("Xã Nà Pàn có trạm bơm nhỏ không?")
    told = short_answer(candidate, query)
    assert told == "Có: xã Nà Pàn có trạm bơm nhỏ cho 12 bản"
    assert told.removeprefix("Có: ") in cite(candidate, 1, VI).quote


def test_a_bullet_and_a_lone_word_are_no_part_of_the_clause() -> None:
    candidate = replace(figure("- Huyện đã lập 8 đội. Có."), figure=None)
    assert short_answer(candidate, understand("Huyện có lập đội không?")) == "Có: Huyện đã lập 8 đội"


TITLES = [
    "“Rừng xanh bên suối nhỏ của bản làng”",
    "“Đường về bản xa trong mùa mưa lũ”",
    "“Tiếng khèn gọi bạn giữa chợ phiên cuối năm”",
    "“Người giữ lửa nghề rèn ở vùng cao biên giới”",
    "“Cây cầu mới nối hai bờ sông quê”",
    "“Lớp học, ngày gió, trên đỉnh núi mờ sương”",
    "“Mùa hoa ban nở trắng trời Tây Bắc”",
    "“Chuyện người thợ dệt thổ cẩm”",
]


@pytest.mark.parametrize("mark", [", ", "; "])
def test_a_long_list_of_titles_within_a_sentence_keeps_every_item(mark: str) -> None:
    text = mark.join(TITLES)
    assert len(text.split()) > MAX_ANSWER_WORDS
    told = listed(text).split("; ")
    assert len(told) == len(TITLES) and len(" ".join(told).split()) <= MAX_ANSWER_WORDS
    assert all(title.startswith(item) for title, item in zip(TITLES, told, strict=True))


def test_a_short_list_of_titles_stays_as_it_is() -> None:
    assert listed("“Rừng xanh”, “Đường về”") == "“Rừng xanh”, “Đường về”"


def test_a_citation_holds_what_is_told_beside_its_figure() -> None:
    text = f"Lũ cuốn trôi 12 cây cầu, {'đường sá hư hỏng, ' * 10}sạt lở 9 ngôi nhà; " + "việc khác vẫn xong xuôi, " * 12
    bridges, houses = figure(text), figure(text, 1)
    assert len(text.split()) > MAX_QUOTE_WORDS
    both = cite(bridges, 1, VI, [houses]).quote
    assert "12 cây cầu" in both and "9 ngôi nhà" in both and len(both.split()) <= MAX_QUOTE_WORDS
