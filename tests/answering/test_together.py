"""Two questions in one are both answered, and figures told side by side are added where a question wants it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.answering.assistant import Assistant
from rag.storage.library import Library
from rag.types import Answer

REPORTS = {
    "lam-dong.txt": """SỞ NÔNG NGHIỆP TỈNH LÂM ĐỒNG
BÁO CÁO
Kết quả công tác năm 2014

Năm 2014 toàn tỉnh có 57 trạm bơm và 213 cống lấy nước do các hợp tác xã vận hành.
Hội thi máy cày khai mạc ngày 16/8/2014 tại thị trấn Liên Nghĩa, huyện Đức Trọng.
Ông Tạ Quang Lộc, Phó Giám đốc Sở, chủ trì hội nghị tổng kết ngày 19/12/2014.
Sở đã ban hành 31 quyết định, 18 kế hoạch và 240 văn bản hướng dẫn.
Tỉnh chi 12,4 tỷ đồng cho kênh mương và 7,9 tỷ đồng cho đê bao.
Tỷ lệ hộ nghèo toàn tỉnh là 6,1%; tỷ lệ hộ nghèo các xã miền núi là 17,4%.
""",
    "binh-dinh.txt": """SỞ Y TẾ TỈNH BÌNH ĐỊNH
BÁO CÁO
Kết quả công tác năm 2014

Năm 2014 toàn tỉnh có 41 trạm bơm.
Bà Cù Thị Nhạn, Giám đốc Sở, trao 25 bằng khen cho các trạm y tế.
Tỷ lệ trẻ suy dinh dưỡng toàn tỉnh là 12,8%.
""",
}


@pytest.fixture(scope="module")
def assistant(session_state: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("together")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Library(folder / "library") as library:
        assert [one.error for one in library.add(sorted(folder.glob("*.txt")))] == [None] * 2
        yield Assistant(library)


def assert_proved(answer: Answer) -> None:
    """Each statement names a citation that is there; each quote stands in its report."""
    markers = [c.marker for c in answer.citations]
    assert markers == list(range(1, len(markers) + 1))
    assert all(set(one.markers) <= set(markers) and one.markers for one in answer.statements)
    assert all(c.quote == REPORTS[c.source][c.start : c.end] for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("Hội thi máy cày ở Lâm Đồng khai mạc khi nào, ở đâu?", "16/8/2014", "Liên Nghĩa"),
        ("hoi thi may cay o Lam Dong khai mac khi nao, o dau", "16/8/2014", "Liên Nghĩa"),
        ("When and where did the ploughing contest in Lâm Đồng open?", "16/8/2014", "Liên Nghĩa"),
        ("Ai chủ trì hội nghị tổng kết ở Lâm Đồng, chức vụ là gì?", "Tạ Quang Lộc", "Phó Giám đốc Sở"),
        ("Ai chủ trì hội nghị tổng kết ở Lâm Đồng, hội nghị diễn ra ngày nào?", "Tạ Quang Lộc", "19/12/2014"),
        ("Who chaired the year-end conference in Lâm Đồng and when was it held?", "Tạ Quang Lộc", "19/12/2014"),
        ("Ai trao bằng khen ở Bình Định và trao bao nhiêu bằng khen?", "Cù Thị Nhạn", "25"),
    ],
)
def test_both_are_told_in_the_order_asked(assistant: Assistant, question: str, first: str, second: str) -> None:
    answer = assistant.ask(question)
    one, other = answer.text.split("; ")
    assert first in one and second in other
    assert [one, other] == [statement.text for statement in answer.statements]
    assert_proved(answer)


def test_both_are_of_one_place_and_period(assistant: Assistant) -> None:
    assert assistant.ask("Hội thi máy cày ở Lâm Đồng khai mạc khi nào, ở đâu?").scope == "Lâm Đồng, năm 2014"


def test_what_is_not_stated_of_the_two_is_said_so(assistant: Assistant) -> None:
    answer = assistant.ask("Năm 2014 tỉnh Lâm Đồng có bao nhiêu trạm bơm, ai là bí thư tỉnh đoàn?")
    assert answer.text == "57 trạm bơm; ai là bí thư tỉnh đoàn: các báo cáo không nêu"
    assert [statement.text for statement in answer.statements] == ["57 trạm bơm"]
    assert_proved(answer)


def test_where_neither_is_stated_nothing_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("Ai là bí thư tỉnh đoàn Lâm Đồng, sinh năm nào?")
    assert answer.abstained and not answer.statements


def test_two_figures_of_one_sentence_need_one_citation(assistant: Assistant) -> None:
    answer = assistant.ask("Năm 2014 tỉnh Lâm Đồng có bao nhiêu trạm bơm và bao nhiêu cống?")
    assert answer.text == "57 trạm bơm; 213 cống lấy nước"
    assert len(answer.citations) == 1
    assert_proved(answer)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Sở Nông nghiệp Lâm Đồng năm 2014 ban hành bao nhiêu quyết định và kế hoạch?", "31 quyết định; 18 kế hoạch"),
        ("How many decisions and plans did the department of Lâm Đồng issue in 2014?", "31 quyết định; 18 kế hoạch"),
        ("How many decisions did the department of Lâm Đồng issue in 2014?", "31 quyết định"),
    ],
)
def test_one_how_many_may_count_two_things(assistant: Assistant, question: str, text: str) -> None:
    assert assistant.ask(question).text == text


@pytest.mark.parametrize(
    ("question", "told", "total"),
    [
        (
            "Năm 2014 Lâm Đồng có bao nhiêu trạm bơm, bao nhiêu cống, cộng lại là bao nhiêu?",
            "57 trạm bơm; 213 cống lấy nước",
            "tổng cộng 270",
        ),
        (
            "How many pumping stations and how many sluices altogether did Lâm Đồng have in 2014?",
            "57 trạm bơm; 213 cống lấy nước",
            "270 in all",
        ),
        (
            "How many decisions and plans in all did the department of Lâm Đồng issue in 2014?",
            "31 quyết định; 18 kế hoạch",
            "49 in all",
        ),
    ],
)
def test_a_sum_is_told_behind_its_figures(assistant: Assistant, question: str, told: str, total: str) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith(f"{told}; {total} (")
    assert_proved(answer)


def test_no_sum_is_told_unasked(assistant: Assistant) -> None:
    answer = assistant.ask("Năm 2014 Lâm Đồng có bao nhiêu trạm bơm, bao nhiêu cống?")
    assert "270" not in answer.text


def test_a_part_of_a_province_is_told_its_own_figure(assistant: Assistant) -> None:
    assert assistant.ask("Tỷ lệ hộ nghèo các xã miền núi của Lâm Đồng năm 2014 là bao nhiêu?").text == "17,4%"
    assert assistant.ask("Tỷ lệ hộ nghèo của Lâm Đồng năm 2014 là bao nhiêu?").text == "6,1%"


@pytest.mark.parametrize(
    "question",
    [
        "Tỷ lệ trẻ suy dinh dưỡng ở vùng miền núi Bình Định năm 2014 là bao nhiêu?",
        "What was the malnutrition rate in the mountainous districts of Bình Định in 2014?",
        "Ông Tạ Quang Lộc bao nhiêu tuổi?",
        "How old is Tạ Quang Lộc?",
    ],
)
def test_what_is_told_of_the_whole_or_of_other_things_answers_nothing(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).abstained
