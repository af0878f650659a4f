"""The rules against other subjects: a whole for its part, work for an age, reasons of something else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from beside import told

from rag.answering.candidates import Candidate
from rag.answering.unrelated import without_life, without_other_reasons, without_whole
from rag.question.understanding import understand

WHOLE = {"Tỷ lệ hộ nghèo toàn tỉnh là 6,1%.": "tỷ lệ hộ nghèo toàn tỉnh"}
UPLAND = {"Tỷ lệ hộ nghèo các huyện miền núi là 17,4%.": "tỷ lệ hộ nghèo các huyện miền núi"}
NEITHER = {"Tỷ lệ hộ nghèo còn 9,2%.": "tỷ lệ hộ nghèo"}


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Tỷ lệ hộ nghèo ở các huyện miền núi là bao nhiêu?", [False, True, True]),
        ("ty le ho ngheo mien nui la bao nhieu", [False, True, True]),
        ("What was the poverty rate in the mountainous districts?", [False, True, True]),
        ("Tỷ lệ hộ nghèo ở nông thôn là bao nhiêu?", [False, True, True]),
        ("Tỷ lệ hộ nghèo là bao nhiêu?", [True, True, True]),
        ("Tỷ lệ hộ nghèo toàn tỉnh là bao nhiêu?", [True, True, True]),
    ],
)
def test_a_figure_of_the_whole_is_none_of_a_part(question: str, fits: list[bool]) -> None:
    candidates = told(WHOLE | UPLAND | NEITHER)
    kept = without_whole(candidates, understand(question))
    assert [c.fits for c in kept] == fits
    assert [c.start for c in kept] == [c.start for c in candidates]


def test_the_heading_may_tell_the_part() -> None:
    (figure,) = told(WHOLE)
    under = replace(figure, sentence=replace(figure.sentence, heading="Miền núi"))
    kept = without_whole([figure, under], understand("Tỷ lệ hộ nghèo miền núi là bao nhiêu?"))
    assert [c.fits for c in kept] == [False, True]


def test_a_span_is_of_no_whole() -> None:
    (figure,) = told(WHOLE)
    kept = without_whole([replace(figure, figure=None)], understand("Tỷ lệ hộ nghèo miền núi là bao nhiêu?"))
    assert [c.fits for c in kept] == [True]


WORK = {"Ông Tạ Quang Lộc trông coi 31 trạm bơm.": "trạm bơm"}
AGE = {"Ông Tạ Quang Lộc sinh trong một bản có 58 hộ.": "hộ"}


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Ông Tạ Quang Lộc bao nhiêu tuổi?", [False, True]),
        ("ong Ta Quang Loc sinh nam nao", [False, True]),
        ("Ông Lộc sinh ở đâu?", [False, True]),
        ("How old is Tạ Quang Lộc?", [False, True]),
        ("When was Tạ Quang Lộc born?", [False, True]),
        ("What is his date of birth, his birthday?", [False, True]),
        ("Ông Tạ Quang Lộc trông coi mấy trạm bơm?", [True, True]),
        ("Có bao nhiêu học sinh năm nay?", [True, True]),  # "học sinh" is no birth
    ],
)
def test_what_tells_of_no_life_answers_no_birth_or_age(question: str, fits: list[bool]) -> None:
    assert [c.fits for c in without_life(told(WORK | AGE), understand(question))] == fits


def test_the_heading_may_tell_of_a_life() -> None:
    (figure,) = told(WORK)
    under = replace(figure, sentence=replace(figure.sentence, heading="Ngày sinh"))
    assert [c.fits for c in without_life([figure, under], understand("Ông Lộc sinh ngày nào?"))] == [False, True]


def reasons(sentences: dict[str, str]) -> list[Candidate]:
    """The candidates of those sentences, each the whole of its sentence: a number alone is no reason."""
    return [replace(c, start=c.quote_start, end=c.quote_end) for c in told(sentences)]


SCHOOLS = {"Học sinh bỏ học nhiều vì nhà xa trường 12 km.": "nhà xa trường"}
FISH = {"Cá chết hàng loạt vì nước nóng 38 độ.": "nước nóng"}


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Vì sao học sinh bỏ học?", [True, False]),
        ("Vì sao cá chết hàng loạt?", [False, True]),
        ("Học sinh bỏ học cách trường mấy km?", [True, True]),
    ],
)
def test_a_reason_of_something_else_is_none(question: str, fits: list[bool]) -> None:
    kept = [without_other_reasons(reasons(one), understand(question))[0].fits for one in (SCHOOLS, FISH)]
    assert kept == fits


ROSE = {"Lượng khách qua phà tăng 12% nhờ bến mới.": "lượng khách qua phà"}
FELL = {"Lượng khách qua phà giảm gần 12% do mưa kéo dài.": "lượng khách qua phà"}
BOTH = {"Lượng khách qua phà tăng 8 rồi giảm 12% do mưa.": "lượng khách qua phà"}
PLAIN = {"Phà chở khách chạy chậm do luồng lạch cạn 2 m.": "luồng lạch"}


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Vì sao lượng khách qua phà giảm?", [False, True]),
        ("Vì sao lượng khách qua phà tăng?", [True, False]),
        ("Why did the number of ferry passengers fall?", [False, True]),
        ("Why did the number of ferry passengers increase?", [True, False]),
        ("Vì sao lượng khách qua phà như vậy?", [True, True]),
        ("Lượng khách qua phà giảm bao nhiêu?", [True, True]),
    ],
)
def test_a_rise_is_no_reason_for_a_fall_nor_the_other_way_round(question: str, fits: list[bool]) -> None:
    kept = [without_other_reasons(reasons(one), understand(question))[0].fits for one in (ROSE, FELL)]
    assert kept == fits


@pytest.mark.parametrize("question", ["Vì sao lượng khách qua phà giảm?", "Vì sao lượng khách qua phà tăng?"])
def test_what_tells_both_ways_or_none_may_be_the_reason(question: str) -> None:
    both = replace(reasons(FELL)[0], report=replace(reasons(FELL)[0].report, text=next(iter(BOTH))))
    sentence = replace(both.sentence, end=len(both.report.text))
    candidates = [replace(both, sentence=sentence), *reasons(PLAIN)]
    assert [c.fits for one in candidates for c in without_other_reasons([one], understand(question))] == [True, True]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Vì sao lượng khách qua phà giảm?", "Lượng khách qua phà gấp 3 lần nhờ bến mới."),
        ("Vì sao lượng khách qua phà giảm?", "Lượng khách qua phà cao hơn 140 lượt nhờ bến mới."),
        ("Vì sao lượng khách qua phà giảm?", "Lượng khách qua phà vượt gần 9% nhờ bến mới."),
        ("Vì sao lượng khách qua phà tăng?", "Lượng khách qua phà thấp hơn 140 lượt do mưa."),
        ("Vì sao lượng khách qua phà tăng?", "Lượng khách qua phà sụt giảm do 2 cơn bão."),
        ("Why did the number of ferry passengers increase?", "Passengers of the ferry were down 12% in the rain."),
    ],
)
def test_a_contrary_way_is_told_in_many_words(question: str, sentence: str) -> None:
    (kept,) = without_other_reasons(reasons({sentence: "lượng khách qua phà"}), understand(question))
    assert not kept.fits


def test_a_figure_alone_is_the_reason_of_nothing() -> None:
    (dues,) = reasons({"Tiền vé thu được giảm 10% so với năm trước.": "tiền vé"})
    assert not without_other_reasons([dues], understand("Vì sao tiền vé giảm?"))[0].fits


def test_a_rise_of_one_thing_may_be_the_reason_of_a_fall_of_another() -> None:
    (fares,) = reasons({"Giá vé tăng 12% khiến lượng khách qua phà giảm mạnh.": "giá vé"})
    (cows,) = reasons({"Hội Chữ thập đỏ tặng 50 con bò cho hộ nghèo.": "con bò"})
    for candidate, question in ((fares, "Vì sao lượng khách qua phà giảm?"), (cows, "Vì sao số hộ nghèo giảm?")):
        assert [c.fits for c in without_other_reasons([candidate], understand(question))] == [True]


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("năm 2020", False),
        ("12%", False),
        ("so với cùng kỳ năm 2019", False),
        ("2020", False),
        ("mưa năm 2020", True),
        ("mưa", True),
    ],
)
def test_a_year_alone_is_no_reason(text: str, fit: bool) -> None:
    (figure,) = told({"Lượng khách qua phà giảm 9%.": "lượng khách qua phà"})
    sentence = f"Lượng khách qua phà giảm do {text}."
    start = sentence.index(text)
    stands = replace(figure.sentence, start=0, end=len(sentence))
    report = replace(figure.report, text=sentence)
    span = replace(figure, report=report, sentence=stands, start=start, end=start + len(text), figure=None)
    assert [c.fits for c in without_other_reasons([span], understand("Vì sao lượng khách qua phà giảm?"))] == [fit]
