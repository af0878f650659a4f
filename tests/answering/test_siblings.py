"""Which of several figures told side by side is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from beside import cells, figures, first

from rag.answering.siblings import meant
from rag.question.understanding import understand


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


def test_what_fits_no_place_or_period_is_not_meant() -> None:
    ranked = first(figures("Cổng có 434 thủ tục mức độ 3; 32 thủ tục mức độ 4."), "434")
    elsewhere = [ranked[0], *(replace(c, fits=False) for c in ranked[1:])]
    assert meant(elsewhere, understand("Cổng có bao nhiêu thủ tục mức độ 4?"))[0].text.startswith("434")
    assert meant([], understand("Cổng có bao nhiêu thủ tục mức độ 4?")) == []


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
