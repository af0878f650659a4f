"""Yes or no, told from the sentence that decides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answering.yes_no import deciding_words, polarity
from rag.quantities.numbers import find_quantities
from rag.text import fold


@pytest.mark.parametrize(
    ("question", "evidence", "yes"),
    [
        ("Tất cả các thôn đã lập tổ chưa?", "1.197/1.292 thôn, bản thành lập tổ công nghệ số cộng đồng.", False),
        ("Tất cả các xã đã lập tổ chưa?", "Toàn tỉnh đã có 108/108 xã thành lập tổ.", True),
        ("Have all communes set up teams?", "Toàn tỉnh đã có 108/108 xã thành lập tổ.", True),
        ("Mọi điểm đã có người phục vụ đầy đủ chưa?", "Tỷ lệ các điểm có người phục vụ đạt 100%.", True),
        ("Các xã đã có đài đầy đủ chưa?", "Tỷ lệ xã có đài truyền thanh đạt 93%.", False),
        ("Doanh thu có giảm không?", "Doanh thu đạt 37,367 tỷ đồng, giảm 10% so với cùng kỳ năm trước.", True),
        ("Doanh thu có tăng không?", "Doanh thu đạt 37,367 tỷ đồng, giảm 10% so với cùng kỳ năm trước.", False),
        ("Did revenue fall?", "Doanh thu giảm 10% so với năm trước.", True),
        ("Did revenue rise?", "Doanh thu giảm 10% so với năm trước.", False),
        ("Sản lượng có đạt kế hoạch không?", "Sản lượng vượt kế hoạch đề ra.", True),
        ("Sản lượng có đạt kế hoạch không?", "Sản lượng chưa đạt kế hoạch đề ra.", False),
        ("Did output meet the target?", "Sản lượng thấp hơn kế hoạch.", False),
        ("Có đạt chỉ tiêu không?", "Mở được 42 lớp, kế hoạch 40 lớp.", True),
        ("Có đạt chỉ tiêu không?", "Mở được 38 lớp, kế hoạch 40 lớp.", False),
        ("Dự án có đúng tiến độ không?", "Dự án chậm tiến độ ba tháng.", False),
        ("Was it on schedule?", "Dự án hoàn thành theo lịch.", True),
        ("Có ai tử vong không?", "Ghi nhận 12 ca mắc, không có ca tử vong.", False),
        ("Có ca tử vong nào không?", "Ghi nhận 12 ca mắc, 2 ca tử vong.", True),
        ("Tỉnh có lập đội ứng cứu không?", "Tỉnh đã lập đội ứng cứu sự cố mạng.", True),
        ("Tỉnh có lập đội ứng cứu không?", "Tỉnh chưa lập đội ứng cứu sự cố mạng.", False),
    ],
)
def test_polarity(question: str, evidence: str, yes: bool) -> None:
    assert polarity(question, evidence) is yes


@pytest.mark.parametrize(
    "evidence",
    [
        "Doanh nghiệp trên địa bàn sử dụng hóa đơn điện tử.",
        "Các báo đã hoạt động đúng định hướng.",
        "Triển khai thanh toán không dùng tiền mặt tại các chợ.",
        "Xây dựng hệ thống thông tin nguồn.",
    ],
)
def test_what_only_looks_like_a_negation(evidence: str) -> None:
    assert polarity("Có triển khai không?", evidence)


def test_a_verb_is_no_plan() -> None:
    assert not polarity("Có đạt chỉ tiêu không?", "Khám được 380 người, kế hoạch 400 người.")


def test_the_base_of_comparison_that_is_asked_decides() -> None:
    evidence = "Số vụ giảm 5% so với quý trước, tăng 3% so với cùng kỳ năm trước."
    assert polarity("Số vụ có tăng so với cùng kỳ năm trước không?", evidence)
    assert not polarity("Số vụ có giảm so với cùng kỳ năm trước không?", evidence)


@given(st.text(), st.text())
@settings(deadline=None)
def test_any_texts_give_a_polarity(question: str, evidence: str) -> None:
    assert polarity(question, evidence) in (True, False)


@given(
    st.sampled_from(["Tất cả đã đạt chưa? ", "Có đạt kế hoạch không? ", "Có tăng không? ", "Có ai mắc không? "]),
    st.text(alphabet="0123456789.,/% đạttăngKHkếhoạch", max_size=60),
)
@settings(deadline=None)
def test_any_evidence_gives_a_polarity(question: str, evidence: str) -> None:
    assert polarity(question, evidence) in (True, False)


@pytest.mark.parametrize(("told", "yes"), [("94,6%", False), ("95%", True), ("96,1%", True)])
def test_a_target_named_in_the_question_is_held_against_the_figure(told: str, yes: bool) -> None:
    (measured,) = find_quantities(told)
    assert polarity("Có về đích 95% dân số tham gia không?", f"Dân số tham gia | 93% | {told}", measured) is yes


@pytest.mark.parametrize(
    ("question", "evidence", "decides"),
    [
        ("Did it exceed its plan for revenue?", "Doanh thu đạt 37 tỷ đồng, giảm 10% so với cùng kỳ.", False),
        ("Did it exceed its plan for revenue?", "Doanh thu đạt 37 tỷ đồng, bằng 104% kế hoạch.", True),
        ("Số trạm có nhiều hơn số chợ không?", "Tỷ lệ trạm có bác sĩ đạt 100%.", False),
        ("Số trạm có nhiều hơn năm trước không?", "Số trạm tăng 3 so với năm trước.", True),
        ("Có trạm nào không?", "Có 3 trạm.", True),
    ],
)
def test_only_a_sentence_that_weighs_decides_what_is_weighed(question: str, evidence: str, decides: bool) -> None:
    words = deciding_words(question)
    assert (words is None or bool(words.search(fold(evidence)))) is decides
