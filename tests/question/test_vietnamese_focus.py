"""What a Vietnamese question asks for by its question word and the noun beside it, with diacritics and without."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.question.answer_kinds import classify
from rag.question.vietnamese_focus import vietnamese_focus
from rag.text import fold
from rag.types import AnswerKind


def focus(question: str, marked: bool = True) -> AnswerKind | None:
    """The focus of a question as it is asked, or as it would be without diacritics."""
    return vietnamese_focus(question.casefold() if marked else fold(question), marked)


both_ways = pytest.mark.parametrize("marked", [True, False], ids=["marked", "bare"])


@both_ways
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Cơ quan nào thu phí đò?", AnswerKind.ORGANISATION),
        ("Phí đò do đơn vị nào thu?", AnswerKind.ORGANISATION),
        ("Học sinh trường nào đoạt giải?", AnswerKind.ORGANISATION),
        ("Bệnh viện đa khoa nào lớn nhất?", AnswerKind.ORGANISATION),
        ("Xã nào có giếng khoan?", AnswerKind.PLACE),
        ("Xã nghèo nào có chợ?", AnswerKind.PLACE),
        ("Nhà máy giấy đặt ở huyện nào?", AnswerKind.PLACE),
        ("Người dân xã nào hay đi làm xa?", AnswerKind.PLACE),
        ("Tháng 3 xã nào bị ngập?", AnswerKind.PLACE),
        ("Mấy năm qua xã nào hay ngập?", AnswerKind.PLACE),
        ("Người nào lái đò?", AnswerKind.PERSON),
        ("Bác sĩ nào mổ ca ấy?", AnswerKind.PERSON),
        ("Chủ tịch xã nào đến dự?", AnswerKind.PERSON),
        ("Giám đốc công ty nào bị phạt?", AnswerKind.PERSON),
        ("Năm nào xây cầu?", AnswerKind.DATE),
        ("Giai đoạn nào xây cầu?", AnswerKind.DATE),
        ("Khi nào đò chạy lại?", AnswerKind.DATE),
        ("Đò nghỉ từ hồi nào?", AnswerKind.DATE),
        ("Chợ họp vào những ngày nào?", AnswerKind.DATE),
        ("Quyết định nào cho thu phí đò?", AnswerKind.DOCUMENT),
        ("Công văn nào nhắc nộp báo cáo?", AnswerKind.DOCUMENT),
        ("Bệnh nào làm chết trâu?", AnswerKind.OTHER),
        ("Mặt hàng nào bán chạy?", AnswerKind.OTHER),
        ("Tiền được chuyển theo hình thức nào?", AnswerKind.OTHER),
        ("Dân tộc nào đông nhất?", AnswerKind.OTHER),
    ],
)
def test_which_asks_for_the_noun_before_it(question: str, kind: AnswerKind, marked: bool) -> None:
    assert focus(question, marked) is kind


@both_ways
@pytest.mark.parametrize(
    "question",
    [
        "Những xã nào có giếng khoan?",
        "Các trường nào đạt chuẩn?",
        "Những cơ quan cấp huyện nào thu phí?",
        "Hai xã nào có giếng khoan?",
        "02 ngân hàng nào cho vay?",
        "12 xã nào bị ngập?",
        "Cho biết những xã bị ngập",
        "Xin nêu các giống ngô",
        "Hai trụ cột của đề án là gì?",
        "3 việc cần làm là gì?",
    ],
)
def test_several_of_them_are_a_list(question: str, marked: bool) -> None:
    assert focus(question, marked) is AnswerKind.LIST


def test_three_is_told_from_a_woman_by_its_noun_only_with_diacritics() -> None:
    assert focus("Ba xã nào có chợ?") is AnswerKind.LIST
    assert focus("Ba xã nào có chợ?", marked=False) is AnswerKind.PLACE


@both_ways
@pytest.mark.parametrize(
    "question",
    [
        "Đò nào chạy nhanh nhất?",  # of no kind in the table
        "Còn xã nào chưa có chợ?",  # one or several
        "Khoản thu nào bị bỏ?",
        "Loại phí nào bị bỏ?",
        "Nhóm nào được giúp bao nhiêu tiền?",
        "Nguyên nhân nào làm đò lật?",
        "Vì sao xã nào đó mất chợ?",
        "Xã nào cũng có chợ",
    ],
)
def test_which_without_a_plain_noun_is_left_alone(question: str, marked: bool) -> None:
    assert focus(question, marked) is None


@pytest.mark.parametrize(
    ("bare", "marked", "kind"),
    [
        ("ban nao co gieng", "Bản nào có giếng?", AnswerKind.PLACE),
        ("hang nao sua do", "Hãng nào sửa đò?", AnswerKind.ORGANISATION),
        ("toi nao bi phat nang", "Tội nào bị phạt nặng?", AnswerKind.OTHER),
        ("cau nao sap", "Cầu nào sập?", AnswerKind.OTHER),
        ("con gi pha lua", "Con gì phá lúa?", AnswerKind.OTHER),
    ],
)
def test_a_bare_noun_of_several_meanings_is_not_plain(bare: str, marked: str, kind: AnswerKind) -> None:
    assert focus(marked) is kind
    assert focus(bare, marked=False) is None


@both_ways
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Huyện có bao nhiêu giếng khoan?", AnswerKind.NUMBER),
        ("Làm thử ở bao nhiêu thôn?", AnswerKind.NUMBER),
        ("Có mấy xã bị ngập?", AnswerKind.NUMBER),
        ("Mấy ngày thì có kết quả?", AnswerKind.NUMBER),
        ("Nhiệm kỳ kéo dài mấy năm?", AnswerKind.NUMBER),
        ("Bao nhiêu tuổi thì được vay?", AnswerKind.NUMBER),
        ("Có bao nhiu giếng khoan?", AnswerKind.NUMBER),
        ("Bến tàu đón bao nhiêu triệu lượt khách?", AnswerKind.NUMBER),
        ("Xưởng làm ra mấy triệu sản phẩm?", AnswerKind.NUMBER),
        ("Huyện có bao nhiêu thuê bao?", AnswerKind.NUMBER),
        ("Xe chạy bao nhiêu giờ mỗi ngày?", AnswerKind.NUMBER),
        ("Bến đò cách chợ bao xa?", AnswerKind.NUMBER),
        ("Xây cầu hết bao nhiêu tiền?", AnswerKind.MONEY),
        ("Xã chi mấy tỷ đồng sửa chợ?", AnswerKind.MONEY),
        ("Quỹ cho vay bao nhiêu triệu?", AnswerKind.MONEY),
        ("Một vé bao nhiêu nghìn đồng?", AnswerKind.MONEY),
        ("Ngô bán mấy nghìn một kg?", AnswerKind.MONEY),
        ("Bao nhiêu kinh phí dành cho trường?", AnswerKind.MONEY),
        ("Bao nhiêu phần trăm hộ có nước sạch?", AnswerKind.PERCENTAGE),
        ("Rừng chiếm bao nhiêu % đất xã?", AnswerKind.PERCENTAGE),
        ("Mấy phần trăm hộ có nước sạch?", AnswerKind.PERCENTAGE),
    ],
)
def test_how_many_asks_for_what_it_counts(question: str, kind: AnswerKind, marked: bool) -> None:
    assert focus(question, marked) is kind


@both_ways
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Học phí trường nghề là bao nhiêu?", AnswerKind.MONEY),
        ("Giá vé đò bao nhiêu?", AnswerKind.MONEY),
        ("Tổng kinh phí là bao nhiêu?", AnswerKind.MONEY),
        ("Thu nhập bình quân đến nay là bao nhiêu?", AnswerKind.MONEY),
        ("Lãi suất quỹ cho vay là bao nhiêu?", AnswerKind.PERCENTAGE),
        ("Tỷ lệ hộ nghèo còn là bao nhiêu?", AnswerKind.PERCENTAGE),
        ("Hệ số lương bậc 3 là bao nhiêu?", AnswerKind.NUMBER),
        ("Diện tích rừng là bao nhiêu?", AnswerKind.NUMBER),
        ("Dân số xã là bao nhiêu?", AnswerKind.NUMBER),
        ("Độ cao của núi là bao nhiêu?", None),
        ("Xã thu được bao nhiêu?", None),
    ],
)
def test_a_bare_how_much_is_told_by_the_measure_before_it(question: str, kind: AnswerKind | None, marked: bool) -> None:
    assert focus(question, marked) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Lương giáo viên bao nhiêu?", AnswerKind.MONEY),
        ("Phí đò là bao nhiêu?", AnswerKind.MONEY),
        ("Hợp tác xã nợ bao nhiêu?", AnswerKind.MONEY),
        ("Số trâu là bao nhiêu?", AnswerKind.NUMBER),
        ("Làm thử ở bao nhiêu chợ?", AnswerKind.NUMBER),  # "cho" may be "for"
        ("Tháng mấy thu hoạch vải?", AnswerKind.DATE),  # "thang may" may be a lift
    ],
)
def test_some_short_words_need_their_diacritics(question: str, kind: AnswerKind) -> None:
    assert focus(question) is kind
    assert focus(question, marked=False) is None
    assert classify(question) is kind


@both_ways
@pytest.mark.parametrize(
    "question",
    [
        "Đàn trâu giảm bao nhiêu con?",
        "Đàn trâu tăng thêm mấy con?",
        "Giá vé tăng lên bao nhiêu?",
        "Tỷ lệ hộ nghèo giảm bao nhiêu điểm phần trăm?",
        "Hai xã chênh bao nhiêu điểm %?",
        "Đội xã đứng thứ mấy?",
        "Đội xã xếp hạng bao nhiêu?",
        "Kỳ họp lần thứ mấy?",
        "Mỗi hộ được hỗ trợ mấy bao gạo, bao nhiêu tiền?",
    ],
)
def test_changes_ranks_and_turns_are_left_alone(question: str, marked: bool) -> None:
    assert focus(question, marked) is None


@both_ways
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Bến mở năm bao nhiêu?", AnswerKind.DATE),
        ("Ông Lộc sinh năm bao nhiêu?", AnswerKind.DATE),
        ("Hội làng mở ngày mấy?", AnswerKind.DATE),
        ("Thu hoạch vải vào ngày bao nhiêu?", AnswerKind.DATE),
        ("Chợ họp lúc mấy giờ?", AnswerKind.DATE),
        ("Mấy giờ chợ họp?", AnswerKind.DATE),
        ("Bao giờ đò chạy lại?", AnswerKind.DATE),
        ("Năm nay bao nhiêu học sinh đỗ?", AnswerKind.NUMBER),
        ("Trong năm bao nhiêu xã đạt chuẩn?", AnswerKind.NUMBER),
        ("Mấy tháng thì thu hoạch vải?", AnswerKind.NUMBER),
        ("Đò chạy mấy giờ mỗi ngày?", AnswerKind.NUMBER),
    ],
)
def test_a_date_is_no_count_of_days(question: str, kind: AnswerKind, marked: bool) -> None:
    assert focus(question, marked) is kind


@both_ways
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Mấy con voi bị lạc?", AnswerKind.NUMBER),
        ("Mấy con voi lạc tìm thấy ở huyện nào?", AnswerKind.PLACE),
        ("Trong mấy năm qua xã nào mất mùa?", AnswerKind.PLACE),
        ("Mấy tuần nay ai lái đò?", AnswerKind.PERSON),
    ],
)
def test_a_few_may_ask_nothing(question: str, kind: AnswerKind, marked: bool) -> None:
    assert focus(question, marked) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("nha may giay dat o huyen nao", AnswerKind.PLACE),
        ("may bom cua xa nao bi hong", AnswerKind.PLACE),
        ("xe may hong o dau", AnswerKind.PLACE),
        ("nha may co may cong nhan", AnswerKind.NUMBER),
        ("huyen co may may bom", AnswerKind.NUMBER),
        ("giai phap dau tu cua xa", None),
    ],
)
def test_machines_and_beginnings_are_no_question_words(question: str, kind: AnswerKind | None) -> None:
    assert focus(question, marked=False) is kind


@both_ways
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Ai mở hội làng?", AnswerKind.PERSON),
        ("Đò do ai lái?", AnswerKind.PERSON),
        ("Trâu của ai?", AnswerKind.PERSON),
        ("Chủ tịch xã là ai?", AnswerKind.PERSON),
        ("Những ai được khen?", None),
        ("Nhà thầu xây cầu là ai?", None),
        ("Hội làng mở ở đâu?", AnswerKind.PLACE),
        ("Giếng khoan nằm tại đâu?", AnswerKind.PLACE),
        ("Đội xã đứng ở đâu trên bảng?", AnswerKind.RANK),
        ("Tiền xây cầu lấy từ đâu?", None),
        ("Vì đâu mà đò nghỉ?", None),
    ],
)
def test_who_and_where(question: str, kind: AnswerKind | None, marked: bool) -> None:
    assert focus(question, marked) is kind


def test_where_without_its_words_is_read_only_with_diacritics() -> None:
    assert focus("Bán vé chỗ nào, đâu là bến?") is AnswerKind.PLACE
    assert focus("Đâu là xã nghèo nhất?") is AnswerKind.PLACE
    assert focus("Đâu là xã nghèo nhất?", marked=False) is None


@both_ways
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Quỹ lập ra nhằm gì?", AnswerKind.PURPOSE),
        ("Lập quỹ để làm gì?", AnswerKind.PURPOSE),
        ("Trạm này phục vụ nhu cầu gì?", AnswerKind.PURPOSE),
        ("Mục đích của quỹ là gì?", AnswerKind.PURPOSE),
        ("Mục tiêu của đề án là gì?", AnswerKind.PURPOSE),
        ("Vì lẽ gì đò bị cấm?", AnswerKind.REASON),
        ("Đò lật là do gì?", AnswerKind.REASON),
        ("Lý do đóng bến là gì?", AnswerKind.REASON),
        ("Chủ đề của hội làng là gì?", AnswerKind.OTHER),
        ("Khẩu hiệu của hội làng là gì?", AnswerKind.OTHER),
        ("Tên gọi cũ của làng là gì?", AnswerKind.OTHER),
        ("Vốn mồi là gì?", AnswerKind.DEFINITION),
        ("LRX trong đề án là gì?", AnswerKind.DEFINITION),
        ("Công ty gì xây cầu?", AnswerKind.ORGANISATION),
        ("Chị Lan bị bệnh gì?", AnswerKind.OTHER),
        ("Xã đã làm gì để chống lũ?", None),
        ("Cây cầu mới tên gì?", None),
        ("Xã được tặng gì?", None),
        ("Trong đợt kiểm tra đầu năm ở bến đò cũ việc đã xong là gì?", None),
    ],
)
def test_what_it_is(question: str, kind: AnswerKind | None, marked: bool) -> None:
    assert focus(question, marked) is kind


@both_ways
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Đò hoạt động ra sao?", AnswerKind.OPEN),
        ("Lễ hội diễn ra thế nào?", AnswerKind.OPEN),
        ("Bến mới được xây như thế nào?", AnswerKind.OPEN),
        ("Thế nào là hộ cận nghèo?", AnswerKind.DEFINITION),
        ("Hộ cận nghèo được hiểu thế nào?", AnswerKind.DEFINITION),
        ("Giá ngô biến động ra sao?", None),
        ("Sản lượng so với năm ngoái thế nào?", None),
        ("Tỷ lệ hộ nghèo thế nào?", None),
        ("Tập thể nào được khen?", AnswerKind.ORGANISATION),
    ],
)
def test_how_it_is(question: str, kind: AnswerKind | None, marked: bool) -> None:
    assert focus(question, marked) is kind


@both_ways
@pytest.mark.parametrize(
    "question",
    [
        "Đò chạy lại rồi chứ?",
        "Xã nào cũng có chợ chứ ạ?",
        "Bến đò đóng cửa thật à?",
        "Phải chăng đò đã nghỉ?",
    ],
)
def test_what_only_wants_a_nod_is_yes_or_no(question: str, marked: bool) -> None:
    assert focus(question, marked) is AnswerKind.YES_NO


@both_ways
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Diện tích rừng xã Lâm Hạ", AnswerKind.NUMBER),
        ("Doanh thu bến đò 2019", AnswerKind.MONEY),
        ("Tỷ lệ hộ nghèo xã Lâm Hạ", AnswerKind.PERCENTAGE),
        ("Mục tiêu của đề án", AnswerKind.PURPOSE),
        ("Mức bồi thường cho hộ mất đất?", AnswerKind.MONEY),
        ("Lý do bến đóng cửa", AnswerKind.REASON),
        ("Cho biết lý do bến đóng cửa", AnswerKind.REASON),
        ("Xin hỏi tên cơ quan thu phí đò", AnswerKind.ORGANISATION),
        ("Cho biết tên tác giả bài hát", AnswerKind.PERSON),
        ("Cho biết số quyết định thu phí đò", AnswerKind.DOCUMENT),
        ("Cho mình hỏi thời hạn nộp giấy", AnswerKind.DATE),
        ("Cơ quan thu phí đò", None),
        ("Cho biết quyết định thu phí đò", None),
        ("Doanh thu bến đò hay bến tàu cao hơn", None),
        ("Doanh thu bến đò có cao không", AnswerKind.YES_NO),
        ("Bến đò cũ", None),
        ("", None),
    ],
)
def test_a_text_that_only_names_a_thing_asks_for_it(question: str, kind: AnswerKind | None, marked: bool) -> None:
    assert focus(question, marked) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Cho biết ngày mở hội", AnswerKind.DATE),
        ("Cho tôi biết tên xã có giếng", AnswerKind.PLACE),
        ("Giá ngô đầu vụ", AnswerKind.MONEY),
    ],
)
def test_a_short_thing_that_is_only_named_needs_its_diacritics(question: str, kind: AnswerKind) -> None:
    assert focus(question) is kind
    assert focus(question, marked=False) is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Giám đốc nhà máy tên là gì?", AnswerKind.PERSON),
        ("Giải pháp chống ngập là gì?", AnswerKind.OPEN),
        ("Trạm bơm đặt ở vị trí nào?", AnswerKind.PLACE),
        ("Nộp tiền phạt ở đâu?", AnswerKind.PLACE),
        ("Cây cầu làm đến đâu rồi?", AnswerKind.OPEN),
        ("Thư viện mở cửa chủ nhật không?", AnswerKind.YES_NO),
        ("Số nợ của hợp tác xã là bao nhiêu?", AnswerKind.MONEY),
        ("Lương thực dự trữ còn bao nhiêu?", AnswerKind.NUMBER),
    ],
)
def test_further_questions_are_told_by_their_focus(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


_PIECES = st.lists(
    st.sampled_from(
        "bao nhiêu|bao nhiu|mấy|ai|nào|gì|ở đâu|đâu|khi nào|bao giờ|bao xa|ra sao|thế nào|là|cái|những|các|hai|02|còn|"
        "cũng|con|tăng|thứ|hạng|%|điểm|phần trăm|triệu|nghìn|đồng|tiền|số|ngày|năm|giờ|xã|huyện|người|chủ tịch|cơ quan|"
        "quyết định|lý do|mục tiêu|vị trí|tên|cho biết|xin|hay|máy|nhà|qua|nay|,|;|?|(".split("|")
    ),
    max_size=12,
).map(" ".join)


@both_ways
@given(st.text() | st.text().map(fold) | _PIECES | _PIECES.map(fold))
@example("bao nhiêu")
@example("bao nhieu")
@example("mấy")
@example("nào")
@example("gì gì")
@example("xin tên")
def test_any_text_has_a_focus_or_none(marked: bool, text: str) -> None:
    found = vietnamese_focus(text, marked)
    assert found is None or isinstance(found, AnswerKind)
