"""The focus of a question in either language, and that it goes before words elsewhere in the question."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.question.answer_kinds import classify
from rag.question.focus import focused_kind
from rag.text import fold
from rag.types import AnswerKind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which agency collects the ferry fee?", AnswerKind.ORGANISATION),
        ("Which hamlet paid 40 million dong for its well?", AnswerKind.PLACE),
        ("Which minister signed the budget?", AnswerKind.PERSON),
        ("What year was the price of salt halved?", AnswerKind.DATE),
        ("How many months does the 5 percent loan run?", AnswerKind.NUMBER),
        ("How many people who earn less than 2 million dong got rice?", AnswerKind.NUMBER),
        ("Which disease cost the farmers most of their money?", AnswerKind.OTHER),
        ("Làm thử ở bao nhiêu chợ?", AnswerKind.NUMBER),
        ("Phí đò do đơn vị nào thu?", AnswerKind.ORGANISATION),
        ("Thôn nào bỏ 40 triệu đồng khoan giếng?", AnswerKind.PLACE),
        ("Bộ trưởng nào ký dự toán ngân sách?", AnswerKind.PERSON),
        ("Năm nào giá muối hạ còn một nửa?", AnswerKind.DATE),
        ("Bao nhiêu hộ vay vốn với lãi suất 5%?", AnswerKind.NUMBER),
        ("Ai duyệt kinh phí sửa cầu?", AnswerKind.PERSON),
        ("Hộ nghèo chiếm bao nhiêu phần trăm số hộ vay tiền?", AnswerKind.PERCENTAGE),
        ("lam thu o bao nhieu thon", AnswerKind.NUMBER),
        ("phi do do don vi nao thu", AnswerKind.ORGANISATION),
        ("ai duyet kinh phi sua cau", AnswerKind.PERSON),
    ],
)
def test_the_focus_goes_before_words_elsewhere(question: str, kind: AnswerKind) -> None:
    assert focused_kind(question) is kind
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which ward raised the fee (phí đò)?", AnswerKind.PLACE),
        ("What does “quỹ đất” mean?", AnswerKind.DEFINITION),
        ("Who opened the market of Bến Gỗ?", AnswerKind.PERSON),
        ("Xã nào có trạm “Blue Well”?", AnswerKind.PLACE),
        ("Ai hát bài “Where is the ferry”?", AnswerKind.PERSON),
        ("XÃ NÀO CÓ CHỢ?", AnswerKind.PLACE),
        ("WHICH WARD HAS A MARKET?", AnswerKind.PLACE),
        ("xa nao co cho", AnswerKind.PLACE),
    ],
)
def test_the_question_is_read_in_its_own_language(question: str, kind: AnswerKind) -> None:
    assert focused_kind(question) is kind


@pytest.mark.parametrize(
    "question",
    [
        "Đàn trâu tăng hay giảm?",
        "dan trau giam hay tang",
        "Giá ngô đi lên hay đi xuống?",
        "gia ngo len hay xuong",
        "Did the price of maize rise or fall?",
        "Is the herd up or down on last year?",
        "Xã nào cũng có chợ phải không?",
        "Có phải ông Lộc lái đò?",
        "co phai ai cung duoc vay",
        "Chợ đã mở chưa?",
        "Có ai bị thương không?",
        "Thôn có giếng không ạ",
        "Trường được sửa chưa vậy?",
        "Vé đò có đắt không, giá bao nhiêu?",
        "thon da co gieng chua a",
    ],
)
def test_what_is_asked_either_way_has_no_focus(question: str) -> None:
    assert focused_kind(question) is None
    assert classify(question) in (AnswerKind.YES_NO, AnswerKind.CHANGE)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Có bao nhiêu hộ không có giếng?", AnswerKind.NUMBER),
        ("Đơn vị nào được giao, không phải báo cáo?", AnswerKind.ORGANISATION),
        ("Xã nào chưa có chợ?", AnswerKind.PLACE),
        ("co bao nhieu ho chua co gieng nuoc", AnswerKind.NUMBER),
        ("Which ward raised its fee, and which did not?", AnswerKind.PLACE),
    ],
)
def test_no_and_not_yet_inside_a_question_leave_the_focus(question: str, kind: AnswerKind) -> None:
    assert focused_kind(question) is kind


@pytest.mark.parametrize(
    "question",
    ["", " ", "?", "...", "xin chào", "hello there", "Lâm Hạ", "The old ferry of the hamlet", "123", "%", "đò"],
)
def test_what_asks_nothing_has_no_focus(question: str) -> None:
    assert focused_kind(question) is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Giá ngô biến động ra sao?", AnswerKind.CHANGE),
        ("Vì sao bến đò đóng cửa?", AnswerKind.REASON),
        ("Đội bóng đứng thứ mấy?", AnswerKind.RANK),
        ("Tiền xây cầu lấy từ đâu?", AnswerKind.LIST),
        ("Who pays for the ferry?", AnswerKind.ORGANISATION),
        ("Where did the team finish?", AnswerKind.RANK),
        ("How much did the price of salt rise?", AnswerKind.CHANGE),
        ("Where does the money come from?", AnswerKind.LIST),
    ],
)
def test_a_focus_that_is_not_plain_is_left_to_the_patterns(question: str, kind: AnswerKind) -> None:
    assert focused_kind(question) is None
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Xe gắn máy nộp phí cho cơ quan nào?", AnswerKind.ORGANISATION),
        ("Từ đầu năm ai lái đò?", AnswerKind.PERSON),
        ("Nhà máy giấy thuê bao nhiêu người?", AnswerKind.NUMBER),
        ("Chùa Nảo xây năm nào?", AnswerKind.DATE),
        ("Phường Hợp Nhất có mấy chợ?", AnswerKind.NUMBER),
        ("Which firm runs the ferry of Tien Noi ward?", AnswerKind.ORGANISATION),
    ],
)
def test_words_that_only_read_like_question_words_are_no_focus(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


_PIECES = st.lists(
    st.sampled_from(
        "bao nhiêu|bao nhieu|mấy|may|ai|nào|nao|gì|gi|ở đâu|o dau|khi nào|ra sao|thế nào|là|la|những|ba|02|còn|cũng|"
        "tăng|%|điểm %|phần trăm|triệu|đồng|tiền|số|năm|tháng|giờ|xã|chủ tịch|cơ quan|quyết định|lý do|vị trí|cho biết|"
        "tên|hay|không|chưa|chứ|, |; |?|: |(|“|which|what|who|whose|when|where|why|how|many|much|per cent|high|is|did|"
        "the|a|of|in|by|name|list|please|whether|wards|number|decree|area|rise|not|or|ß|İ|\u0301|_".split("|")
    ),
    max_size=12,
).map(" ".join)


@given(st.text() | _PIECES)
@example("how")
@example("what")
@example("name")
@example("bao nhiêu")
@example("mấy")
@example("nào")
@example("cho biết tên")
@example("là gì")
def test_any_text_has_a_kind_and_a_focus_or_none(text: str) -> None:
    focused = focused_kind(text)
    assert focused is None or isinstance(focused, AnswerKind)
    assert isinstance(classify(text), AnswerKind)


@given(_PIECES)
def test_blanks_around_change_no_focus(text: str) -> None:
    assert focused_kind(f"  {text} ") is focused_kind(text)


@given(_PIECES)
def test_capitals_change_no_focus_of_a_text_without_diacritics(text: str) -> None:
    assert focused_kind(fold(text).upper()) is focused_kind(fold(text))
