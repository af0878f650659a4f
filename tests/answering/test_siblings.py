"""Which of several figures told side by side is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answering.beside import around
from rag.answering.candidates import Candidate, Features
from rag.answering.levels import levels
from rag.answering.siblings import meant
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.scopes.periods import year_period
from rag.text import fold
from rag.types import Figure, Metadata, Place, PlaceLevel, Report, Sentence, SentenceKind

PLACE = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn", "tỉnh")
YEAR = year_period(2022)


def figures(*sentences: str) -> list[Candidate]:
    """A fitting candidate for each quantity of a report of those sentences; parts of a total are marked as such."""
    text, found, at = " ".join(sentences), [], 0
    report = Report("a", "a.txt", text, Metadata(place=PLACE, period=YEAR))
    for index, told in enumerate(sentences):
        sentence = Sentence("a", index, at, at + len(told), SentenceKind.PROSE, 0)
        for q in find_quantities(told):
            here = replace(q, start=q.start + at, end=q.end + at)
            part = 0.7 * any(marker in fold(told[: q.start]) for marker in ("trong do", "gom"))
            found.append(
                Candidate(
                    report, sentence, here.start, here.end, at, at + len(told), PLACE, YEAR,
                    Features(place=1.0, period=1.0, kind=1.0, broad=1.0, part=part),
                    Figure("a", here, "", PLACE, YEAR, at, at + len(told)), 1.0,
                )
            )  # fmt: skip
        at += len(told) + 1
    return found


def first(found: list[Candidate], begins: str) -> list[Candidate]:
    """The candidates with that one best."""
    return sorted(found, key=lambda c: not c.text.startswith(begins))


@pytest.mark.parametrize(
    ("sentences", "question", "best", "expected"),
    [
        (
            ["Tại khu di tích: xe đạp 2.000 đồng/lượt; xe máy 5.000 đồng/lượt; ô tô con 20.000 đồng/lượt."],
            "Gửi xe máy ở khu di tích mất bao nhiêu tiền?", "2.000", "5.000",
        ),
        (
            ["Tại khu di tích: xe đạp 2.000 đồng/lượt; xe máy 5.000 đồng/lượt."],
            "Phí ở khu di tích là bao nhiêu?", "2.000", "2.000",
        ),
        (
            ["Cổng có 466 thủ tục, bao gồm: 434 thủ tục mức độ 3; 32 thủ tục mức độ 4."],
            "Cổng có bao nhiêu thủ tục mức độ 3?", "466", "434",
        ),
        (
            ["Cổng có 466 thủ tục, bao gồm: 434 thủ tục mức độ 3; 32 thủ tục mức độ 4."],
            "How many level 4 procedures are there?", "434", "32",
        ),
        (
            ["Tỉnh đã duyệt 22 hệ thống, trong đó có 03 hệ thống cấp độ 3 và 19 hệ thống cấp độ 2."],
            "How many level 3 systems are there?", "19", "03",
        ),
        (
            [
                "Tàu dưới 20 sức ngựa: 75.000 đồng/lần.",
                "Tàu từ 20 CV đến dưới 90 CV: 140.000 đồng/lần.",
                "Tàu từ 90 CV trở lên: 220.000 đồng/lần.",
            ],
            "Tàu 60 sức ngựa nộp bao nhiêu tiền?", "75.000", "140.000",
        ),
        (
            ["Tàu dưới 20 CV: 75.000 đồng/lần.", "Tàu từ 20 CV trở lên: 140.000 đồng/lần."],
            "Tàu 15 CV nộp bao nhiêu tiền?", "75.000", "75.000",
        ),
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
        (
            ["Có 12 công trình cấp II và 30 công trình cấp III."],
            "Có bao nhiêu công trình cấp 3?", "12", "30",
        ),
        (
            ["Có 12 công trình cấp 2 và 30 công trình cấp 4."],
            "Có bao nhiêu công trình cấp IV?", "12", "30",
        ),
        (
            ["Mương Bến Tuyết 500 m; kênh Đá Hàn 300 m."],
            "kenh da han dai bao nhieu m", "500", "300",
        ),
        (
            ["Bản Nà Hin 45 nhân khẩu thường trú; bản Phiêng Sản 12 nhân khẩu tạm trú."],
            "Bản Phiêng Sản có bao nhiêu nhân khẩu?", "45", "12",
        ),
    ],
)  # fmt: skip
def test_the_figure_meant_comes_first(sentences: list[str], question: str, best: str, expected: str) -> None:
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


def test_what_fits_no_place_or_period_is_not_meant() -> None:
    ranked = first(figures("Cổng có 434 thủ tục mức độ 3; 32 thủ tục mức độ 4."), "434")
    elsewhere = [ranked[0], *(replace(c, fits=False) for c in ranked[1:])]
    assert meant(elsewhere, understand("Cổng có bao nhiêu thủ tục mức độ 4?"))[0].text.startswith("434")
    assert meant([], understand("Cổng có bao nhiêu thủ tục mức độ 4?")) == []


def test_the_words_around_a_figure_end_at_the_marks_beside_it() -> None:
    bicycle, motorbike = figures("Vé: xe đạp 2.000 đồng; xe máy 5.000 đồng, cả đêm.")
    assert around(bicycle) == "xe đạp 2.000 đồng"
    assert around(motorbike) == "xe máy 5.000 đồng"


def test_levels_of_either_language() -> None:
    assert levels("mức độ 3 và cấp IV, level 2") == {"3", "4", "2"}
    assert levels("năm 2022 có 3 xã") == frozenset()


def test_the_figure_of_the_period_asked_comes_first() -> None:
    ranked = first(figures("Thuế suất 28% cho kỳ tính thuế năm 2008; từ ngày 01/01/2009 áp dụng thuế suất 25%."), "28")
    assert meant(ranked, understand("Từ ngày 01/01/2009 thuế suất là bao nhiêu phần trăm?"))[0].text == "25%"
    assert meant(ranked, understand("Thuế suất là bao nhiêu phần trăm?"))[0].text == "28%"


def test_a_side_of_a_difference_is_known_by_its_words() -> None:
    ranked = first(figures("Cán bộ nữ được trợ cấp 4.500.000 đồng; cán bộ nam được trợ cấp 3.600.000 đồng."), "4.500")
    one, other = understand("Trợ cấp của cán bộ nữ hơn cán bộ nam bao nhiêu tiền?").parts
    assert meant(ranked, one)[0].text.startswith("4.500")
    assert meant(ranked, other)[0].text.startswith("3.600")


@pytest.mark.parametrize(
    ("sentence", "counts", "expected"),
    [
        ("Huyện trồng 320 ha cây mắc ca cho 45 hộ nghèo.", {"320": 0.0, "45": 1.0}, "45"),
        ("Huyện trồng 320 ha cây mắc ca cho 45 hộ nghèo.", {"320": 0.3, "45": 1.0}, "320"),  # it counts a little of it
        ("Huyện trồng 320 ha cây mắc ca cho 45 hộ nghèo.", {"320": 0.0, "45": 0.5}, "320"),  # no better
        ("Huyện trồng 320 ha cây mắc ca cho 45 hộ nghèo và 12 hộ khá.", {"45": 1.0, "12": 1.0}, "320"),  # which of two?
    ],
)
def test_the_one_figure_that_counts_what_is_asked_comes_first(
    sentence: str, counts: dict[str, float], expected: str
) -> None:
    ranked = [
        replace(c, features=replace(c.features, unit=counts.get(c.text.split()[0], 0.0)))
        for c in first(figures(sentence), "320")
    ]
    assert meant(ranked, understand("Có bao nhiêu hộ được trồng mắc ca?"))[0].text.startswith(expected)


def cells(heads: list[str], numbers: list[str], row: str = "Ngô lai") -> list[Candidate]:
    """A fitting candidate for each number of a table's row."""
    text = " | ".join([row, *numbers])
    report = Report("t", "t.txt", text, Metadata(place=PLACE, period=YEAR))
    sentence = Sentence("t", 0, 0, len(text), SentenceKind.ROW, 0)
    return [
        Candidate(
            report, sentence, q.start, q.end, 0, len(text), PLACE, YEAR,
            Features(place=1.0, period=1.0, kind=1.0, broad=1.0, unit=0.5),
            Figure("t", q, head, PLACE, YEAR, 0, len(text), row, head), 1.0,
        )
        for q, head in zip(find_quantities(text), heads, strict=True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "question", "expected"),
    [
        (["Giá cũ", "Giá mới"], "Giá mới của ngô lai là bao nhiêu?", "29"),
        (["Giá mới", "Giá cũ"], "Giá cũ của ngô lai là bao nhiêu?", "29"),
        (["Lao động nam", "Lao động nữ"], "Có bao nhiêu lao động nữ trồng ngô lai?", "29"),
        (["Giá cũ", "Giá mới"], "Giá cũ của ngô lai là bao nhiêu?", "14"),
        (["Giá cũ", "Giá mới"], "Giá ngô lai là bao nhiêu?", "14"),
        (["Giá cũ", "Giá mới"], "Giá cũ và giá mới của ngô lai là bao nhiêu?", "14"),
        (["Giá cũ", "Thuế mới"], "Giá mới của ngô lai là bao nhiêu?", "14"),  # no such head
    ],
)
def test_a_cell_under_the_contrary_head_gives_way(heads: list[str], question: str, expected: str) -> None:
    ranked = cells(heads, ["14", "29"])
    assert meant(ranked, understand(question))[0].text == expected


def test_roman_levels_are_the_arabic_ones() -> None:
    assert levels("cấp I, hạng II, nhóm IX, loại x") == {"1", "2", "9", "10"}
    assert levels("cấp III") == levels("grade 3")
