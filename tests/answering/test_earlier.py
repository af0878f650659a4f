"""A figure of an earlier period that only the later report's change tells: reckoned back exactly, else not told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rag.answering.assistant import Assistant
from rag.answering.earlier import a_year_on, told_by_change
from rag.question.understanding import understand
from rag.storage.library import Library
from rag.types import Answer

HEAD = "UBND TỈNH KON TUM\nBÁO CÁO\nKết quả công tác năm 2009\n\nNăm 2009 {}\n"
FIRES = "toàn tỉnh Kon Tum xảy ra {}."
REVENUE = "thu ngân sách tỉnh Kon Tum đạt {}."
EXPORTS = "xuất khẩu của Kon Tum đạt {}."
RANK = "Kon Tum xếp thứ {} về ứng dụng công nghệ thông tin, {} bậc so với năm 2008."
HOW_MANY = "Năm 2008 Kon Tum xảy ra bao nhiêu vụ cháy?"
HOW_MUCH = "Năm 2008 thu ngân sách Kon Tum đạt bao nhiêu?"
SOLD = "Năm 2008 xuất khẩu của Kon Tum đạt bao nhiêu?"
PLACED = "Năm 2008 Kon Tum xếp thứ mấy về ứng dụng công nghệ thông tin?"
Asked = Callable[..., Answer]


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    """A question asked of a report of 2009 with such a sentence."""

    def ask(sentence: str, question: str, *earlier: str) -> Answer:
        (tmp_path / "later.txt").write_text(HEAD.format(sentence), encoding="utf-8")
        with Library(tmp_path / "library") as library:
            assert [one.error for one in library.add([tmp_path / "later.txt"])] == [None]
            return Assistant(library).ask(question, history=list(earlier))

    return ask


@pytest.mark.parametrize(
    ("sentence", "question", "told"),
    [
        (FIRES.format("23 vụ cháy, giảm 9 vụ so với năm 2008"), HOW_MANY, "32 vụ cháy (tính từ 23 vụ cháy, giảm 9 vụ)"),
        (FIRES.format("23 vụ cháy, tăng 9 vụ so với năm trước"), HOW_MANY, "14 vụ cháy (tính từ 23 vụ cháy, tăng 9"),
        (FIRES.format("23 vụ cháy, giảm 9 vụ (28%) so với cùng kỳ năm 2008"), HOW_MANY, "32 vụ cháy (tính từ"),
        (
            FIRES.format("23 vụ cháy, giảm 9 vụ so với năm 2008"),
            "How many fires were there in Kon Tum in 2008?",
            "32 vụ cháy (computed from 23 vụ cháy, down 9 vụ",
        ),
        (REVENUE.format("1.250 tỷ đồng, giảm 50,5 tỷ đồng so với năm 2008"), HOW_MUCH, "1.300,5 tỷ đồng (tính từ"),
        (REVENUE.format("1,2 tỷ đồng, tăng 300 triệu đồng so với năm 2008"), HOW_MUCH, "900.000.000 đồng (tính từ"),
        (EXPORTS.format("30 triệu USD, tăng 2,5 triệu USD so với năm 2008"), SOLD, "27,5 triệu USD (tính từ"),
        (RANK.format("26/63", "tăng 5"), PLACED, "31 (tính từ 26/63, tăng 5 bậc)"),  # a better rank is a smaller one
        (RANK.format("26", "giảm 5"), PLACED, "21 (tính từ 26, giảm 5 bậc)"),
    ],
)
def test_a_figure_is_reckoned_back_from_its_change(asked: Asked, sentence: str, question: str, told: str) -> None:
    answer = asked(sentence, question)
    assert answer.text.startswith(told)
    assert "2008" in answer.scope and "Kon Tum" in answer.scope
    assert [c.source for c in answer.citations] == ["later.txt"]


def test_a_half_year_is_reckoned_back_to_the_half_year_before(asked: Asked) -> None:
    half = "vượt khó. 6 tháng đầu năm 2009 Kon Tum xảy ra 23 vụ cháy, giảm 9 vụ so với cùng kỳ năm trước."
    answer = asked(half, "6 tháng đầu năm 2008 Kon Tum xảy ra bao nhiêu vụ cháy?")
    assert answer.text.startswith("32 vụ cháy") and "6 tháng đầu năm 2008" in answer.scope


def test_a_next_turn_may_ask_for_the_year_before(asked: Asked) -> None:
    told = FIRES.format("23 vụ cháy, giảm 9 vụ so với năm 2008")
    assert asked(told, "Thế năm 2008?", "Năm 2009 Kon Tum xảy ra bao nhiêu vụ cháy?").text.startswith("32 vụ cháy")


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (FIRES.format("23 vụ cháy, giảm 9% so với năm 2008"), HOW_MANY),  # a share of an unknown figure
        (FIRES.format("23 vụ cháy, tăng 2 lần so với năm 2008"), HOW_MANY),
        (FIRES.format("gần 230 vụ cháy, giảm 9 vụ so với năm 2008"), HOW_MANY),  # a figure that is not exact
        (FIRES.format("230 vụ cháy, giảm hơn 9 vụ so với năm 2008"), HOW_MANY),
        (FIRES.format("230 vụ cháy, giảm 9 vụ so với năm 2005"), HOW_MANY),  # another base
        (FIRES.format("230 vụ cháy, giảm 9 vụ so với kế hoạch"), HOW_MANY),
        (FIRES.format("23 vụ cháy, giảm 9 vụ so với năm 2008"), "Năm 2007 Kon Tum xảy ra bao nhiêu vụ cháy?"),
        (FIRES.format("23 vụ cháy, giảm 9 vụ so với năm 2008"), "Năm 2008 Gia Lai xảy ra bao nhiêu vụ cháy?"),
        (FIRES.format("23 vụ cháy, giảm 9 vụ so với năm 2008"), "Quý I/2008 Kon Tum xảy ra bao nhiêu vụ cháy?"),
        (FIRES.format("23 vụ cháy, làm chết 5 người"), "Năm 2008 cháy ở Kon Tum làm chết bao nhiêu người?"),
        (
            "tỷ lệ hộ nghèo Kon Tum là 23,5%, giảm 3,5% so với năm 2008.",
            "Năm 2008 tỷ lệ hộ nghèo Kon Tum là bao nhiêu?",
        ),
        (
            "sản lượng chè Kon Tum đạt 20,5 nghìn tấn, tăng 500 tấn so với năm 2008.",
            "Năm 2008 sản lượng chè Kon Tum đạt bao nhiêu tấn?",
        ),
    ],
)
def test_what_cannot_be_reckoned_is_not_told(asked: Asked, sentence: str, question: str) -> None:
    answer = asked(sentence, question)
    assert answer.abstained and "tính từ" not in answer.text


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        pytest.param(
            FIRES.format("3 vụ cháy, tăng 9 vụ so với năm 2008"),
            HOW_MANY,
        ),
        pytest.param(
            RANK.format("4/63", "giảm 5"),
            PLACED,
        ),
        pytest.param(
            RANK.format("60/63", "tăng 5"),
            PLACED,
        ),
        pytest.param(
            EXPORTS.format("30 triệu USD, tăng 2,5 tỷ đồng so với năm 2008"),
            SOLD,
        ),
    ],
)
def test_nonsense_is_not_reckoned(asked: Asked, sentence: str, question: str) -> None:
    assert asked(sentence, question).abstained


@pytest.mark.parametrize(
    ("sentence", "question", "wrong"),
    [
        pytest.param(
            FIRES.format("23 vụ cháy và 3 vụ nổ, giảm 2 vụ nổ so với năm 2008"),
            HOW_MANY,
            "25",
        ),
        pytest.param(
            FIRES.format("23 vụ cháy; 3 vụ nổ, giảm 2 vụ so với năm 2008"),
            HOW_MANY,
            "25",
        ),
        pytest.param(
            REVENUE.format("1.200 tỷ đồng, trong đó thu thuế 800 tỷ đồng, tăng 100 tỷ đồng so với năm 2008"),
            HOW_MUCH,
            "1.100",
        ),
        (FIRES.format("23 vụ cháy, huyện Đắk Hà 7 vụ, giảm 2 vụ so với năm 2008"), HOW_MANY, "25"),
    ],
)
def test_the_change_of_another_figure_reckons_nothing(asked: Asked, sentence: str, question: str, wrong: str) -> None:
    assert wrong not in asked(sentence, question).text


def test_what_each_has_stays_each_s(asked: Asked) -> None:
    income = "thu nhập bình quân của Kon Tum đạt 15 triệu đồng/người, tăng 2 triệu đồng so với năm 2008."
    answer = asked(income, "Năm 2008 thu nhập bình quân của Kon Tum đạt bao nhiêu?")
    assert answer.text.startswith("13 triệu đồng/người")


def test_each_of_several_figures_has_its_own_change(asked: Asked) -> None:
    told = FIRES.format("23 vụ cháy (giảm 9 vụ so với năm 2008), làm chết 5 người (tăng 2 người so với năm 2008)")
    assert asked(told, "Năm 2008 cháy ở Kon Tum làm chết bao nhiêu người?").text.startswith("3 người")


@pytest.mark.parametrize(
    ("question", "year"),
    [
        (HOW_MANY, 2009),
        (PLACED, 2009),
        ("Quý II/2008 Kon Tum có mấy vụ cháy?", 2009),
        ("Kon Tum có bao nhiêu vụ cháy?", None),  # of no year
        ("Năm 2008 số vụ cháy của Kon Tum tăng hay giảm bao nhiêu?", None),  # a change itself
        ("Năm 2008 ai là giám đốc công an Kon Tum?", None),  # no figure
        ("So sánh số vụ cháy của Kon Tum năm 2007 và năm 2008", None),
    ],
)
def test_only_a_figure_of_one_known_year_is_looked_for_a_year_on(question: str, year: int | None) -> None:
    on = a_year_on(understand(question))
    assert (on.periods[0].year if on is not None else None) == year


def test_nothing_is_looked_for_where_nothing_was_asked() -> None:
    assert not told_by_change(understand(HOW_MANY), [])
