"""Cited figures compared: exact, said to be computed, silent where they cannot be compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from beside import figures as side_by_side
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answering.candidates import Candidate, Features
from rag.answering.comparing import (
    agreement,
    agreement_asked,
    align,
    asks_difference,
    asks_movement,
    comparison_text,
    comparison_verdict,
    moved_text,
    moved_verdict,
    needs_all,
)
from rag.answering.proof import numbers
from rag.quantities.numbers import find_quantities
from rag.scopes.periods import year_period
from rag.types import Figure, Language, Metadata, Period, PeriodKind, Quantity, Report, Sentence, SentenceKind

VI, EN = Language.VIETNAMESE, Language.ENGLISH


def quantity(text: str) -> Quantity:
    return find_quantities(text)[0]


@pytest.mark.parametrize(
    ("first", "second", "told", "computed"),
    [
        ("93 đài", "17 đài", "Bắc Kạn cao hơn", ["76"]),
        ("17 đài", "93 đài", "Bắc Ninh cao hơn", ["76"]),
        ("96%", "93,5%", "Bắc Kạn cao hơn", ["2,5"]),
        ("37,367 tỷ đồng", "38 tỷ đồng", "Bắc Ninh cao hơn", ["0,633"]),
        ("93 đài", "93 đài", "Bằng nhau", []),
        ("93 đài", "93%", "", []),
        ("93 đài", "3 tỷ đồng", "", []),
    ],
)
def test_comparing_two_figures(first: str, second: str, told: str, computed: list[str]) -> None:
    text, numbers_told = comparison_text(["Bắc Kạn", "Bắc Ninh"], [quantity(first), quantity(second)], VI)
    assert text.startswith(told) and bool(text) is bool(told)
    assert numbers_told == computed
    assert set(numbers(text)) <= set(computed)


@pytest.mark.parametrize("known", [[None, None], ["93 đài", None], ["1 đài", "2 đài", "3 đài"]])
def test_what_is_missing_is_not_compared(known: list[str | None]) -> None:
    given_ = [quantity(k) if k else None for k in known]
    assert comparison_text([str(i) for i in range(len(given_))], given_, VI) == ("", [])


@pytest.mark.parametrize(
    ("question", "first", "second", "verdict"),
    [
        ("Bắc Kạn có nhiều đài hơn Bắc Ninh không?", "93 đài", "17 đài", "Có"),
        ("Bắc Kạn có nhiều đài hơn Bắc Ninh không?", "17 đài", "93 đài", "Không"),
        ("Did Bắc Kạn have fewer stations than Bắc Ninh?", "17 đài", "93 đài", "Có"),
        ("Nơi nào có nhiều đài hơn?", "93 đài", "17 đài", ""),
        ("Bắc Kạn có nhiều đài hơn Bắc Ninh không?", "93 đài", "93%", ""),
    ],
)
def test_verdicts(question: str, first: str, second: str, verdict: str) -> None:
    assert comparison_verdict(question, [quantity(first), quantity(second)], VI) == verdict


def test_less_with_a_noun_between() -> None:
    question = "Bắc Kạn có ít đài hơn Bắc Ninh không?"
    assert comparison_verdict(question, [quantity("17 đài"), quantity("93 đài")], VI) == "Có"


def test_a_verdict_takes_two_figures() -> None:
    assert comparison_verdict("Did it have more than the other?", [quantity("93 đài"), None], EN) == ""


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Số liệu của hai báo cáo có khớp nhau không?", True),
        ("Do both reports agree?", True),
        ("Hai báo cáo nêu số nào?", False),
        ("", False),
    ],
)
def test_agreement(question: str, asked: bool) -> None:
    assert agreement_asked(question) is asked


@given(st.text(), st.lists(st.sampled_from(["93 đài", "17 đài", "96%", "3 tỷ đồng", ""]), max_size=3))
@settings(deadline=None)
def test_any_question_can_be_asked_of_any_figures(question: str, texts: list[str]) -> None:
    known = [quantity(t) if t else None for t in texts]
    assert comparison_verdict(question, known, EN) in ("", "Yes", "No")
    assert agreement_asked(question) in (True, False)


def candidates(text: str, labels: list[str], scores: list[float]) -> list[Candidate]:
    """A candidate for each quantity of a one-sentence report, best first."""
    report = Report(text[:4], "a.txt", text, Metadata())
    sentence = Sentence(report.id, 0, 0, len(text), SentenceKind.PROSE, 0)
    found = [
        Candidate(
            report, sentence, q.start, q.end, 0, len(text), None, None, Features(),
            Figure(report.id, q, name, None, None, 0, len(text)), score,
        )
        for q, name, score in zip(find_quantities(text), labels, scores, strict=True)
    ]  # fmt: skip
    return sorted(found, key=lambda c: -c.score)


def test_the_sides_of_a_comparison_are_one_indicator() -> None:
    """The likeliest figure of one side is dropped for the one that the other side has too."""
    left = candidates("Doanh thu 296,8 tỷ đồng, 411 điểm.", ["doanh thu bưu chính", "điểm phục vụ"], [5.0, 5.5])
    right = candidates("Doanh thu 174,3 tỷ đồng, 173 xã.", ["doanh thu bưu chính", "xã có điểm"], [5.0, 5.2])
    first, second = align([left, right])
    assert (first[0].text, second[0].text) == ("296,8 tỷ đồng", "174,3 tỷ đồng")
    assert first[0].score > 5.0 and second[0].score > 5.0
    assert {c.start for c in first} == {c.start for c in left}


def test_one_side_alone_is_left_as_it_is() -> None:
    left = candidates("Doanh thu 296,8 tỷ đồng, 411 điểm.", ["doanh thu bưu chính", "điểm phục vụ"], [5.0, 5.5])
    assert align([left, []]) == [left, []]


@pytest.mark.parametrize(
    ("one", "other", "compared"),
    [
        ("Có 733 tổ công nghệ.", "Có 1.197 thôn.", False),
        ("Có 733 tổ công nghệ.", "Có 512 tổ.", True),
        ("Đạt 12%.", "Đạt 15%.", True),
        ("Thu 12 tỷ đồng.", "Thu 900 triệu đồng.", True),
    ],
)
def test_only_like_is_compared_with_like(one: str, other: str, compared: bool) -> None:
    (a,), (b,) = find_quantities(one), find_quantities(other)
    assert bool(comparison_text(["A", "B"], [a, b], VI)[0]) is compared


def test_a_difference_may_stand_far_from_its_question_word() -> None:
    assert asks_difference(
        "Số người hưởng trợ cấp 6 tháng đầu năm 2023 nhiều hơn 6 tháng đầu năm 2022 bao nhiêu người?"
    )


@pytest.mark.parametrize(
    ("first", "second", "verdict"), [("50.935 tấn", "48.260 tấn", "Có"), ("48.260 tấn", "50.935 tấn", "Không")]
)
def test_whether_one_is_above_the_other(first: str, second: str, verdict: str) -> None:
    told = [find_quantities(text)[0] for text in (first, second)]
    assert comparison_verdict("Sản lượng năm 2008 có vượt năm 2007 không?", told, Language.VIETNAMESE) == verdict


@pytest.mark.parametrize(
    ("question", "needed"),
    [
        ("Năm 2020 hay năm 2021 có nhiều chợ hơn?", True),
        ("Xã nào nhiều chợ nhất?", True),
        ("Số chợ năm 2021 kém năm 2020 bao nhiêu?", True),
        ("How many more markets were there in 2021 than in 2020?", True),
        ("Which year was better?", True),
        ("Số chợ năm 2020 và năm 2021 là bao nhiêu?", False),
        ("Mỗi năm hơn được mấy chợ?", False),
        ("How many did each have, and which has more?", False),
        ("So sánh số chợ của hai xã", False),
        pytest.param(
            "Số cặp kết hôn năm 2020 và năm 2021 là bao nhiêu?",
            False,
        ),
        pytest.param(
            "Hàng bán sang Nhật năm 2020 và năm 2021 là bao nhiêu?",
            False,
        ),
        pytest.param(
            "Phường Thống Nhất có bao nhiêu chợ năm 2020 và năm 2021?",
            False,
        ),
    ],
)
def test_which_is_more_needs_all_figures(question: str, needed: bool) -> None:
    assert needs_all(question) is needed


@pytest.mark.parametrize(
    ("question", "change", "verdict"),
    [
        ("Năm 2021 có nhiều chợ hơn năm 2020 không?", "tăng 3 chợ", "Có"),
        ("Năm 2021 có nhiều chợ hơn năm 2020 không?", "giảm 3 chợ", "Không"),
        ("Năm 2021 có ít chợ hơn năm 2020 không?", "giảm 3 chợ", "Có"),
        ("nam 2021 co it cho hon nam 2020 khong", "tăng 3 chợ", "Không"),
        ("Sản lượng có vượt năm trước không?", "giảm 12%", "Không"),
        ("Năm 2021 có nhiều chợ hơn năm 2020 không?", "gấp 3 lần", "Có"),
        ("Năm 2021 nhiều hơn năm 2020 mấy chợ?", "tăng 3 chợ", ""),
        ("Có chợ nào không?", "tăng 3 chợ", ""),
        ("Năm 2021 có nhiều chợ hơn năm 2020 không?", "có 3 chợ", ""),
        pytest.param(
            "Số vụ tảo hôn có giảm so với năm trước không?",
            "giảm 3 vụ",
            "Có",
        ),
    ],
)
def test_a_change_decides_whether_it_is_more_than_before(question: str, change: str, verdict: str) -> None:
    assert moved_verdict(question, quantity(change), VI) == verdict


def test_a_change_decides_in_english_too() -> None:
    assert moved_verdict("Were there fewer markets than in 2020?", quantity("giảm 3 chợ"), EN) == "Yes"
    assert moved_verdict("Were there more markets than in 2020?", quantity("giảm 3 chợ"), EN) == "No"


@pytest.mark.parametrize(
    ("years", "figures", "language", "text"),
    [
        ((2006, 2009), ("33 vụ", "23 vụ"), VI, "giảm 10 (tính từ hai số liệu trên)"),
        ((2009, 2006), ("23 vụ", "33 vụ"), VI, "giảm 10 (tính từ hai số liệu trên)"),  # in whatever order
        ((2006, 2009), ("23 vụ", "33 vụ"), VI, "tăng 10 (tính từ hai số liệu trên)"),
        ((2006, 2009), ("33 vụ", "23 vụ"), EN, "down by 10 (computed from the two figures)"),
        ((2006, 2009), ("31%", "23,5%"), VI, "giảm 7,5% (tính từ hai số liệu trên)"),
        pytest.param(
            (2006, 2009),
            ("1,2 tỷ đồng", "900 triệu đồng"),
            VI,
            "giảm 300.000.000 đồng (tính từ hai số liệu trên)",
        ),
        pytest.param(
            (2006, 2009),
            ("38 tỷ đồng", "37,5 tỷ đồng"),
            VI,
            "giảm 0,5 tỷ đồng (tính từ hai số liệu trên)",
        ),
        ((2006, 2009), ("23 vụ", "23 vụ"), VI, ""),
        ((2006, 2006), ("33 vụ", "23 vụ"), VI, ""),  # of one time
        ((2006, 2009), ("33 vụ", "23%"), VI, ""),
        ((2006, 2009), ("33 vụ", None), VI, ""),
        ((2006, 2008, 2009), ("33 vụ", "30 vụ", "23 vụ"), VI, ""),
    ],
)
def test_what_moved_between_two_years(
    years: tuple[int, ...], figures: tuple[str | None, ...], language: Language, text: str
) -> None:
    told = [quantity(figure) if figure else None for figure in figures]
    assert moved_text([(year_period(year),) for year in years], told, language) == text


def test_what_is_of_no_period_or_of_two_moved_nowhere() -> None:
    one, other = quantity("33 vụ"), quantity("23 vụ")
    assert moved_text([(), (year_period(2009),)], [one, other], VI) == ""
    assert moved_text([(year_period(2006), year_period(2007)), (year_period(2009),)], [one, other], VI) == ""


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Số vụ cháy năm 2009 so với năm 2006 tăng hay giảm?", True),
        ("so vu chay giai doan 2006-2009 giam bao nhieu", True),
        ("How much did fires drop from 2006 to 2009?", True),
        ("Số vụ cháy thay đổi thế nào?", True),
        ("Năm 2009 có nhiều vụ cháy hơn năm 2006 không?", False),
        ("So sánh số vụ cháy năm 2006 và năm 2009", False),
        ("Were there more fires in 2009 than in 2006?", False),
        ("Số vụ tảo hôn tăng bao nhiêu?", True),
    ],
)
def test_a_movement_is_asked_for(question: str, asked: bool) -> None:
    assert asks_movement(question) is asked


def test_by_how_many_is_not_asked_of_each() -> None:
    assert needs_all("By how many did more fires break out in 2009 than in 2006?")
    assert not needs_all("How many did each have, and which had more?")


@pytest.mark.parametrize(
    ("text", "is_base"),
    [
        ("6 tháng đón 1.846.500 lượt khách, tăng 18,2% so với cùng kỳ năm 2022 (1.562.000 lượt).", True),
        ("6 tháng đón 1.846.500 lượt khách, trong đó khách nội địa 1.562.000 lượt.", False),
        (
            "6 tháng đón 1.846.500 lượt khách, so với 900.000 lượt của thị xã thì hơn; năm 2022 là 1.562.000 lượt.",
            False,
        ),
    ],
)
def test_a_figure_told_as_the_base_agrees_with_it(text: str, is_base: bool) -> None:
    found = [c for c in side_by_side(text) if c.text.startswith(("1.846.500", "1.562.000"))]
    assert agreement(found[0], found[1]) == agreement(found[1], found[0])
    assert (agreement(found[0], found[1]) >= 2.0) is is_base


def test_a_year_is_held_against_a_year() -> None:
    year, months, earlier = side_by_side("Thu 1.872 tỷ đồng.", "Thu 1.184 tỷ đồng.", "Thu 1.676 tỷ đồng.")
    nine = Period(date(2022, 1, 1), date(2022, 9, 30), PeriodKind.MONTHS)
    months, earlier = (replace(c, period=p) for c, p in ((months, nine), (earlier, year_period(2022))))
    sides = align([[year], [replace(months, score=0.4), earlier]])
    assert sides[1][0].text.startswith("1.676")
