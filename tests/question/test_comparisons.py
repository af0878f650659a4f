"""The parts of comparisons."""

from __future__ import annotations

import pytest
from asked import periods, places

from rag.question.comparisons import over_years, wants_amount
from rag.question.understanding import understand
from rag.types import AnswerKind


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "So sánh số đài truyền thanh của Bắc Kạn và Bắc Ninh năm 2022",
            [("Bắc Kạn", "năm 2022"), ("Bắc Ninh", "năm 2022")],
        ),
        (
            "Bắc Kạn năm 2022 và Đắk Lắk năm 2017, nơi nào có nhiều điểm bưu chính hơn?",
            [("Bắc Kạn", "năm 2022"), ("Đắk Lắk", "năm 2017")],
        ),
        (
            "Did Bắc Kạn or Bình Thuận have more stations in 2022?",
            [("Bắc Kạn", "năm 2022"), ("Bình Thuận", "năm 2022")],
        ),
        (
            "Bắc Kạn có bao nhiêu đài truyền thanh năm 2019 và năm 2022?",
            [("Bắc Kạn", "năm 2019"), ("Bắc Kạn", "năm 2022")],
        ),
    ],
)
def test_parts_of_a_comparison(question: str, parts: list[tuple[str, str]]) -> None:
    query = understand(question)
    assert query.is_comparison
    assert [(places(p)[0], periods(p)[0]) for p in query.parts] == parts
    assert all(len(p.places) == 1 and len(p.periods) == 1 and not p.parts for p in query.parts)


def test_the_province_is_no_article() -> None:
    """ "Yên Bái năm 2006" ends like "trong bài năm 2006", which names a report."""
    query = understand("Thu ngân sách: Yên Bái năm 2006 so với Hà Giang năm 2007?")
    assert [periods(part) for part in query.parts] == [["năm 2006"], ["năm 2007"]]


def test_what_two_years_differ_by_is_asked_of_each() -> None:
    query = understand("Số học sinh giảm bao nhiêu em giữa năm 2006 và năm 2007?")
    assert {part.kind for part in query.parts} == {AnswerKind.NUMBER}


@pytest.mark.parametrize(
    "question",
    [
        "Số trạm y tế của Bắc Kạn năm 2008 có vượt năm 2007 không?",
        "Số trạm y tế của Bắc Kạn năm 2008 có nhiều hơn năm 2007 không?",
        "Did Bắc Kạn have more health stations in 2008 than in 2007?",
    ],
)
def test_whether_one_year_had_more_is_asked_of_both(question: str) -> None:
    query = understand(question)
    assert [periods(part) for part in query.parts] == [["năm 2008"], ["năm 2007"]]
    assert {part.kind for part in query.parts} == {AnswerKind.NUMBER}


@pytest.mark.parametrize(
    ("question", "ends"),
    [
        ("Giai đoạn 1998-2000 số vụ cháy tăng hay giảm bao nhiêu?", ["năm 1998", "năm 2000"]),
        ("Số vụ cháy năm 2000 so với năm 1998 thì tăng hay giảm?", ["năm 1998", "năm 2000"]),
        ("so vu chay nam 2000 so voi nam 1998 tang bao nhieu", ["năm 1998", "năm 2000"]),
        ("How much did fires change over the period 1998-2000?", ["năm 1998", "năm 2000"]),
        ("How much did fires drop in 2000 compared with 1998?", ["năm 1998", "năm 2000"]),
        ("Số vụ cháy năm 2000 tăng bao nhiêu so với năm trước?", ["năm 1999", "năm 2000"]),
        ("Số vụ cháy quý I/2000 tăng bao nhiêu so với quý I/1999?", ["quý I/1999", "quý I/2000"]),
    ],
)
def test_a_change_over_years_is_asked_of_both_ends(question: str, ends: list[str]) -> None:
    over = over_years(understand(question))
    assert over is not None and over.kind is AnswerKind.NUMBER and over.is_comparison
    assert [periods(part) for part in over.parts] == [[end] for end in ends]
    assert not any(year in over.topic for year in ("1998", "1999", "2000"))


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2000 có bao nhiêu vụ cháy?",  # no change
        "Số vụ cháy tăng hay giảm bao nhiêu?",  # of no year
        "Số vụ cháy năm 2000 tăng bao nhiêu?",
        "So sánh số vụ cháy năm 1998 và năm 2000",  # both years are asked about anyhow
        "Số vụ cháy giai đoạn 2016-2020 so với giai đoạn 2011-2015 tăng bao nhiêu?",
        "Năm học 1999-2000 số học sinh tăng bao nhiêu?",
    ],
)
def test_other_questions_have_no_two_ends(question: str) -> None:
    assert over_years(understand(question)) is None


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Bắc Kạn năm 2012 và tỉnh có Buôn Ma Thuột năm 2013, nơi nào có nhiều chợ hơn?",
            [("Bắc Kạn", "năm 2012"), ("Đắk Lắk", "năm 2013")],
        ),
        (
            "Tỉnh có Buôn Ma Thuột năm 2013 và Bắc Kạn năm 2012, nơi nào có nhiều chợ hơn?",
            [("Đắk Lắk", "năm 2013"), ("Bắc Kạn", "năm 2012")],
        ),
        (
            "Số chợ của tỉnh có Pleiku năm 2010 so với tỉnh có Buôn Ma Thuột năm 2014?",
            [("Gia Lai", "năm 2010"), ("Đắk Lắk", "năm 2014")],
        ),
        (
            "Năm 2012 Bắc Kạn và năm 2014 tỉnh có Pleiku, nơi nào có nhiều chợ hơn?",
            [("Bắc Kạn", "năm 2012"), ("Gia Lai", "năm 2014")],
        ),
        (
            "Did the province around Pleiku in 2010 have more markets than Hà Giang in 2012?",
            [("Gia Lai", "năm 2010"), ("Hà Giang", "năm 2012")],
        ),
        (
            "So sánh số chợ của khu vực Ba Bể năm 2012 và Hà Giang năm 2014",
            [("Bắc Kạn", "năm 2012"), ("Hà Giang", "năm 2014")],
        ),
        (
            "Huyện Ba Bể năm 2012 và huyện Chợ Đồn năm 2014, nơi nào có nhiều chợ hơn?",
            [("Ba Bể", "năm 2012"), ("Chợ Đồn", "năm 2014")],
        ),
    ],
)
def test_a_province_told_by_a_town_has_the_year_beside_it(question: str, parts: list[tuple[str, str]]) -> None:
    assert [(places(p)[0], periods(p)[0]) for p in understand(question).parts] == parts


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Chủ tịch tỉnh Bắc Kạn và chủ tịch tỉnh Hà Giang là ai?", AnswerKind.PERSON),
        ("Ai là chủ tịch Bắc Kạn, ai là chủ tịch Hà Giang?", AnswerKind.PERSON),
        ("Ai có nhiều chợ hơn, Bắc Kạn hay Hà Giang?", AnswerKind.NUMBER),
    ],
)
def test_who_holds_the_post_of_each_place_is_no_figure(question: str, kind: AnswerKind) -> None:
    query = understand(question)
    assert [(places(part), part.kind) for part in query.parts] == [(["Bắc Kạn"], kind), (["Hà Giang"], kind)]


@pytest.mark.parametrize(
    "question",
    [
        "Sáu tháng đầu năm 2023 Kon Tum đón nhiều hơn cùng kỳ năm trước bao nhiêu lượt khách?",
        "So với cùng kỳ năm trước, 6 tháng đầu năm 2023 Kon Tum đón lượng khách tăng bao nhiêu lượt?",
        "How many more visitors did Kon Tum receive in the first half of 2023 than in the same period of last year?",
    ],
)
def test_more_than_the_year_before_is_asked_of_both(question: str) -> None:
    over = over_years(understand(question))
    assert over is not None and over.is_comparison
    assert [periods(part) for part in over.parts] == [["6 tháng đầu năm 2022"], ["6 tháng đầu năm 2023"]]


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("Lượng khách tăng bao nhiêu lượt so với năm trước?", True),
        ("Lượng khách tăng bao nhiêu so với năm trước?", False),
        ("Lượng khách tăng bao nhiêu phần trăm so với năm trước?", False),
        ("Năm 2020 hơn năm trước bao nhiêu tấn?", True),
        ("By how many visitors did it grow?", True),
        ("By how much did it grow?", False),
    ],
)
def test_an_amount_is_so_many_of_something(question: str, wants: bool) -> None:
    assert wants_amount(question) is wants
