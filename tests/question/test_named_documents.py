"""Documents that a question names by their number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.question.named_documents import is_named, named_documents, named_numbers, without_numbers
from rag.question.understanding import understand
from rag.types import AnswerKind, Metadata, Report

HEAD = (
    "BỘ TÀI CHÍNH\nSố: 12/2005/TT-BTC   Hà Nội, ngày 21 tháng 3 năm 2005\n\nTHÔNG TƯ\nHướng dẫn thu phí\n\nCăn cứ luật;"
)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Theo Thông tư 12/2005/TT-BTC, ai nộp phí?", ["12/2005/TT-BTC"]),
        ("quyet dinh 151/2004 ho tro bao nhieu", ["151/2004"]),
        ("What does joint circular 93/2009 say?", ["93/2009"]),
        ("Tháng 12/2005 có bao nhiêu vụ?", []),
        ("Tỷ lệ là 1/2005 phải không?", []),
    ],
)
def test_numbers_are_found_and_months_are_not(question: str, numbers: list[str]) -> None:
    assert [number for _, _, number in named_documents(question)] == numbers


def test_a_number_is_no_month() -> None:
    query = understand("Phụ cấp theo Thông tư 12/2005/TT-BNV được tính từ ngày nào?")
    assert query.periods == () and query.documents == ("12/2005/TT-BNV",) and query.kind is AnswerKind.DATE


def test_the_next_turn_asks_of_the_same_document() -> None:
    assert understand("Thế mức phạt thì sao?", ["Nghị định 86/2007/NĐ-CP quy định gì?"]).documents == ("86/2007/NĐ-CP",)


@pytest.mark.parametrize(
    ("number", "named"),
    [("12/2005/TT-BTC", True), ("12/2005", True), ("012/2005", True), ("2/2005", False), ("12/2006/TT-BTC", False)],
)
def test_a_report_bears_the_number_at_its_head(number: str, named: bool) -> None:
    assert is_named(Report("r", "r.txt", HEAD, Metadata()), (number,)) is named


@given(st.text())
def test_any_text_keeps_its_offsets(text: str) -> None:
    assert all(text[start:end] == number for start, end, number in named_documents(text))
    without_numbers(text)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Nghị quyết 52-NQ/TU nêu mấy nhiệm vụ?", {"52"}),
        ("Nghị quyết số 07 nêu mấy nhiệm vụ?", {"7"}),
        ("quyet dinh 15 ve phi cho", {"15"}),
        ("Decision no. 15 and Circular 12/2005/TT-BTC", {"15", "12"}),
        ("Kế hoạch 5 năm nêu gì?", set()),
        ("Báo cáo 6 tháng đầu năm nêu gì?", set()),
        ("Kế hoạch 2020 nêu gì?", set()),
        ("Báo cáo 12 trang ấy nêu gì?", set()),
        ("Kế hoạch 95% dân có nước sạch đạt mấy phần trăm?", set()),
        ("Có bao nhiêu kế hoạch?", set()),
        pytest.param(
            "Quyết định 15 ban hành ngày nào?",
            {"15"},
        ),
        pytest.param(
            "Quyết định 15 ngày 3/4/2020 quy định gì?",
            {"15"},
        ),
        pytest.param(
            "Kế hoạch 120 ha rừng, nay đã trồng bao nhiêu ha?",
            set(),
        ),
        pytest.param(
            "Kế hoạch 300 tỷ đồng vốn, giải ngân bao nhiêu?",
            set(),
        ),
    ],
)
def test_the_bare_numbers_of_documents(question: str, numbers: set[str]) -> None:
    assert named_numbers(question) == numbers


@given(
    st.text()
    | st.lists(st.sampled_from("quyết định|kế hoạch số|báo cáo|15|007|2020|0|6 tháng|/|-NQ/TU|%".split("|"))).map(
        " ".join
    )
)
def test_numbers_are_told_without_what_stands_around_them(text: str) -> None:
    assert all(number.isdecimal() or number == "" for number in named_numbers(text))
    assert not any(number.startswith("0") for number in named_numbers(text))


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Phạt bao nhiêu theo nđ 76/1998?", "Phạt bao nhiêu ?"),
        ("phat bao nhieu theo nd 76/1998", "phat bao nhieu"),
        ("QĐ 15/2004 hỗ trợ mấy?", "hỗ trợ mấy?"),
        ("TT số 12/2005 quy định gì", "quy định gì"),
        ("What fine does Decree 76/1998 set?", "What fine does set?"),
        ("Under Decree 76/1998 how much?", "how much?"),
        ("Quyết định 15 hỗ trợ mấy?", "Quyết định 15 hỗ trợ mấy?"),  # a bare number may be another's
        ("Thị trấn có mấy chợ?", "Thị trấn có mấy chợ?"),
    ],
)
def test_a_topic_is_told_without_its_documents(question: str, topic: str) -> None:
    assert without_numbers(question) == topic


@pytest.mark.parametrize(
    "question",
    [
        "nđ 76/1998 phạt gì",
        "NĐ 76/1998 phạt gì",
        "nd 76/1998 phat gi",
        pytest.param(
            "nđ76/1998 phạt gì", marks=pytest.mark.xfail(strict=True, reason="without a space no number is found")
        ),
        pytest.param(
            "NĐ-CP 76/1998 phạt gì",
            marks=pytest.mark.xfail(strict=True, reason="'NĐ-CP' before the number is not known"),
        ),
    ],
)
def test_kinds_of_documents_may_be_written_short(question: str) -> None:
    assert understand(question).documents == ("76/1998",) and understand(question).periods == ()


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Theo Nghị định 91-CP, ai nộp phí?", ["91-CP"]),
        ("theo nghi dinh 91/cp thi ai nop phi", ["91/cp"]),
        ("What does Decree 327-TTg say?", ["327-TTg"]),
        ("Quyết định số 111-HĐBT quy định gì?", ["111-HĐBT"]),
        ("Xe 16 - 24 chỗ nộp bao nhiêu?", []),
    ],
)
def test_old_numbers_are_found(question: str, numbers: list[str]) -> None:
    assert [number for _, _, number in named_documents(question)] == numbers


def test_an_old_number_names_its_document_however_it_is_written() -> None:
    report = Report("a", "a.txt", "NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 91-CP NGÀY 7-3-1994 VỀ PHÍ\n\nĐiều 1.", Metadata())
    assert is_named(report, ("91/CP",)) and is_named(report, ("91-CP",))
    assert not is_named(report, ("9-CP",))
