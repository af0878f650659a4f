"""Whether a total is meant or a part of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from beside import cells, figures, first

from rag.answering.candidates import Candidate
from rag.answering.siblings import meant
from rag.answering.totals import by_sum_column, by_total_cell, by_whole
from rag.question.understanding import understand
from rag.scopes.periods import year_period


@pytest.mark.parametrize(
    ("sentences", "question", "best", "expected"),
    [
        (
            ["Quý I tỉnh đón 246.300 lượt khách, trong đó khách quốc tế 6.150 lượt."],
            "Quý I tỉnh đón bao nhiêu lượt khách?", "6.150", "246.300",
        ),
        (
            ["Quý I tỉnh đón 246.300 lượt khách, trong đó khách quốc tế 6.150 lượt."],
            "Quý I tỉnh đón bao nhiêu lượt khách quốc tế?", "6.150", "6.150",
        ),
        (
            ["Chi cho y tế là 487,6 tỷ đồng, trong đó chi thường xuyên 402,1 tỷ đồng."],
            "Chi thường xuyên cho y tế là bao nhiêu?", "402,1", "402,1",
        ),
        (
            ["Toàn tỉnh xảy ra 131 vụ tai nạn.", "Trong đó đường bộ 127 vụ, đường sắt 3 vụ."],
            "Toàn tỉnh xảy ra bao nhiêu vụ tai nạn?", "3 vụ", "131",
        ),
        (
            ["Toàn tỉnh có 27.430 hộ nghèo, chiếm 7,88%; riêng 5 huyện miền núi có 20.116 hộ, chiếm 31,2%."],
            "Tỷ lệ hộ nghèo ở các huyện miền núi là bao nhiêu?", "7,88", "31,2",
        ),
        (
            ["Toàn tỉnh có 27.430 hộ nghèo, chiếm 7,88%; riêng 5 huyện miền núi có 20.116 hộ, chiếm 31,2%."],
            "Tỷ lệ hộ nghèo toàn tỉnh là bao nhiêu?", "7,88", "7,88",
        ),
        (["Tổng số trạm là 1.472, trong đó 9 trạm 5G."], "Có mấy trạm 5G?", "9 trạm", "9 trạm"),
        (
            ["Huyện lắp mới 14 trạm bơm, nâng tổng số trạm bơm lên 96 trạm."],
            "Đến nay huyện có tất cả bao nhiêu trạm bơm?", "14", "96",
        ),
        (
            ["Năm qua xây 14 trạm bơm, đưa số trạm bơm toàn huyện lên 96 trạm."],
            "How many pumping stations are there so far?", "14", "96",
        ),
        (
            ["Huyện lắp mới 14 trạm bơm, nâng tổng số trạm bơm lên 96 trạm."],
            "Huyện lắp mới bao nhiêu trạm bơm?", "14", "14",
        ),
        (
            ["Năm qua xây 14 trạm bơm, nâng tổng số máy lên 96 máy."],
            "Tổng số có bao nhiêu trạm bơm?", "14", "14",
        ),
    ],
)  # fmt: skip
def test_of_a_total_and_its_parts_the_one_asked_for_comes_first(
    sentences: list[str], question: str, best: str, expected: str
) -> None:
    ranked = first(figures(*sentences), best)
    assert ranked[0].text.startswith(best)
    found = meant(ranked, understand(question))
    assert found[0].text.startswith(expected)
    assert sorted(c.start for c in found) == sorted(c.start for c in ranked)


def test_a_part_that_the_reader_points_at_stays_where_the_total_does_not_say_all() -> None:
    ranked = first(figures("Tỉnh đón 246.300 lượt khách, trong đó khách quốc tế 6.150 lượt."), "6.150")
    unsure = [replace(c, features=replace(c.features, broad=0.5)) for c in ranked]
    read = [replace(unsure[0], features=replace(unsure[0].features, reader=0.9)), *unsure[1:]]
    query = understand("Tỉnh đón bao nhiêu lượt khách nước ngoài?")
    assert meant(read, query)[0].text.startswith("6.150")


WHOLE = "Toàn tỉnh giải ngân 4.219 tỷ đồng, đạt 61,4% kế hoạch."
BETWEEN = "Các sở đã đôn đốc."
PARTS = "Kết quả chung gồm cả vốn vay, trong đó ba chương trình mục tiêu mới đạt 13,3%."
ONE_PART = "Trong đó ba chương trình mục tiêu quốc gia được giao 742 tỷ đồng, đạt 13,3%."


@pytest.mark.parametrize(
    ("sentences", "question", "expected"),
    [
        ([WHOLE, BETWEEN, PARTS], "Tỉnh Bắc Kạn giải ngân đạt bao nhiêu phần trăm?", "61,4"),
        ([WHOLE, BETWEEN, PARTS], "Giải ngân đạt bao nhiêu phần trăm?", "61,4"),
        ([WHOLE, BETWEEN, PARTS], "Ba chương trình mục tiêu giải ngân đạt bao nhiêu phần trăm?", None),
        ([WHOLE, BETWEEN, ONE_PART], "Ba chương trình mục tiêu giải ngân đạt bao nhiêu phần trăm?", None),
        ([WHOLE, BETWEEN, ONE_PART], "Tỉnh giải ngân đạt bao nhiêu phần trăm vốn được giao?", "61,4"),
        ([WHOLE, BETWEEN, PARTS], "Huyện Ba Bể giải ngân đạt bao nhiêu phần trăm?", None),  # of a smaller place
        ([WHOLE.replace("Toàn tỉnh", "Ba huyện"), BETWEEN, PARTS], "Tỉnh giải ngân đạt bao nhiêu phần trăm?", None),
        ([BETWEEN, PARTS, WHOLE], "Tỉnh giải ngân đạt bao nhiêu phần trăm?", None),  # told behind it
        ([WHOLE.replace("61,4%", "61 vụ"), BETWEEN, PARTS], "Tỉnh giải ngân đạt bao nhiêu phần trăm?", None),
    ],
)
def test_the_province_s_figure_comes_before_that_of_its_parts(
    sentences: list[str], question: str, expected: str | None
) -> None:
    ranked = first(figures(*sentences), "13,3")
    assert ranked[0].features.part
    found = by_whole(ranked[0], ranked, understand(question))
    assert (found.text.rstrip("%") if found else None) == expected
    assert meant(ranked, understand(question))[0].text.rstrip("%") == (expected or "13,3")


@pytest.mark.parametrize(("below", "is_found"), [(5.9, True), (6.0, False)])
def test_a_whole_that_fits_far_worse_is_not_meant(below: float, is_found: bool) -> None:
    part, *others = first(figures(WHOLE, BETWEEN, PARTS), "13,3")
    ranked = [part, *(replace(c, score=part.score - below) for c in others)]
    assert (by_whole(part, ranked, understand("Tỉnh giải ngân đạt bao nhiêu phần trăm?")) is not None) is is_found


def test_what_is_no_part_has_no_whole() -> None:
    part, *others = first(figures(WHOLE, BETWEEN, PARTS), "13,3")
    apart = replace(part, features=replace(part.features, part=0.0))
    assert by_whole(apart, [apart, *others], understand("Tỉnh giải ngân đạt bao nhiêu phần trăm?")) is None


def by_year(*heads: str) -> list[Candidate]:
    """The cells of a row: each of the year that its head names, the others of none."""
    row = cells(list(heads), [str(14 + 15 * n) for n in range(len(heads))], "Mương đã xây")
    years = [year_period(int(head[-4:])) if head[-4:].isdigit() else None for head in heads]
    return [
        replace(c, figure=replace(c.figure, period=year))
        for c, year in zip(row, years, strict=True)
        if c.figure is not None
    ]


@pytest.mark.parametrize("head", ["Tổng", "Tổng cộng", "Cộng", "Cả giai đoạn", "TỔNG SỐ", "Total"])
def test_the_sum_of_a_row_is_meant_where_all_its_years_are_asked_for(head: str) -> None:
    row = by_year("Năm 2013", "Năm 2014", head)
    query = understand("Giai đoạn 2013-2014 mương đã xây được mấy km?")
    assert by_sum_column(row[0], row, query) is row[2]
    assert meant(row, query)[0].text == row[2].text


@pytest.mark.parametrize(
    ("heads", "question"),
    [
        (["Năm 2013", "Năm 2014", "Tổng"], "Năm 2013 mương đã xây được mấy km?"),
        (["Năm 2013", "Năm 2014", "Tổng"], "Mương đã xây được mấy km?"),
        (["Năm 2013", "Năm 2014", "Tổng"], "Giai đoạn 2016-2020 mương đã xây được mấy km?"),
        (["Năm 2013", "Năm 2014", "Tổng vốn vay"], "Giai đoạn 2013-2014 mương đã xây được mấy km?"),
        (["Năm 2013", "Năm 2014"], "Giai đoạn 2013-2014 mương đã xây được mấy km?"),
        (["Đoạn đầu", "Đoạn cuối", "Tổng"], "Giai đoạn 2013-2014 mương đã xây được mấy km?"),
    ],
)
def test_no_sum_is_meant_but_for_all_the_years_of_a_row(heads: list[str], question: str) -> None:
    row = by_year(*heads)
    assert by_sum_column(row[0], row, understand(question)) is None


@pytest.mark.parametrize(
    ("sentence", "question", "expected"),
    [
        ("Tỉnh có 455/486 trường đạt chuẩn, đạt 93,6%, tăng 2,1%.", "Tỷ lệ trường đạt chuẩn là bao nhiêu?", "93,6%"),
        ("Tỉnh có 455/486 trường đạt chuẩn (93,6%).", "Tỷ lệ trường đạt chuẩn là bao nhiêu?", "93,6%"),
        ("Tỉnh có 455/486 trường đạt chuẩn; thu 81,2%.", "Tỷ lệ trường đạt chuẩn là bao nhiêu?", "455/486"),
        ("Tỉnh có 455/486 trường đạt chuẩn (93,6%).", "Bao nhiêu trường đạt chuẩn?", "455/486"),
    ],
)
def test_the_share_behind_a_ratio_is_told_where_a_share_is_asked_for(
    sentence: str, question: str, expected: str
) -> None:
    ranked = first(figures(sentence), "455")
    assert meant(ranked, understand(question))[0].text.startswith(expected)


HEADS = ["Vốn - Tổng số", "Vốn - Sửa chữa thường xuyên", "Vốn - Sửa chữa lớn"]


@pytest.mark.parametrize(
    ("heads", "numbers", "question", "expected"),
    [
        (HEADS, ["46", "16", "30"], "Ngô lai được cấp bao nhiêu vốn sửa chữa?", "46"),
        (HEADS, ["46", "16", "30"], "Ngô lai được cấp bao nhiêu vốn sửa chữa lớn?", None),
        (HEADS, ["46", "16", "29"], "Ngô lai được cấp bao nhiêu vốn sửa chữa?", None),  # more than these parts
        (["Cộng", *HEADS[1:]], ["46", "16", "30"], "Ngô lai được cấp bao nhiêu vốn?", None),  # of another group
        (["Cộng (tấn)", "Vụ một (tấn)", "Vụ hai (tấn)"], ["46", "16", "30"], "Ngô lai có bao nhiêu?", "46"),
        (["Vụ ba", "Vụ một", "Vụ hai"], ["46", "16", "30"], "Ngô lai có bao nhiêu?", None),
        (HEADS[:2], ["16", "16"], "Ngô lai được cấp bao nhiêu vốn?", None),  # a part alone
    ],
)
def test_the_total_is_meant_where_no_part_is_named(
    heads: list[str], numbers: list[str], question: str, expected: str | None
) -> None:
    row = cells(heads, numbers)
    found = by_total_cell(row[-1], row, understand(question))
    assert (found.text if found else None) == expected
