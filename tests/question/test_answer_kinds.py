"""What kind of thing a question asks for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.question.answer_kinds import classify, compared_kind, is_numeric, wants_money
from rag.text import fold
from rag.types import AnswerKind

QUESTIONS = {
    AnswerKind.NUMBER: [
        "Tỉnh có bao nhiêu thư viện?",
        "Có mấy đài truyền thanh?",
        "How many radio stations are there?",
        "số lượng trạm phát sóng",
        "Tổng số thành viên của các tổ?",
    ],
    AnswerKind.PERCENTAGE: [
        "Tỷ lệ xã có trạm truyền thanh là bao nhiêu?",
        "Bao nhiêu phần trăm hộ có Internet?",
        "What percentage of communes have a station?",
        "what share of homes is connected?",
    ],
    AnswerKind.MONEY: [
        "Doanh thu của bưu điện là bao nhiêu?",
        "Nộp ngân sách bao nhiêu tiền?",
        "How much money was spent?",
        "What was the postal revenue?",
        "Tổng kinh phí hết mấy tỷ?",
    ],
    AnswerKind.RANK: [
        "Tỉnh xếp thứ mấy về chuyển đổi số?",
        "đứng thứ bao nhiêu cả nước",
        "What rank did the province get?",
    ],
    AnswerKind.CHANGE: [
        "Doanh thu tăng bao nhiêu so với năm trước?",
        "Số vụ tăng hay giảm?",
        "By how much did revenue increase?",
        "did it go up or down",
    ],
    AnswerKind.PERSON: ["Ai chủ trì cuộc họp?", "Who opened the meeting?", "Giám đốc Sở tên gì?", "ai phat bieu"],
    AnswerKind.PLACE: ["Hội nghị diễn ra ở đâu?", "Huyện nào trình bày tham luận?", "Where was the fair held?"],
    AnswerKind.DATE: ["Hội nghị diễn ra khi nào?", "Họp vào ngày nào?", "When did the meeting take place?"],
    AnswerKind.LIST: ["Những đơn vị nào trình bày tham luận?", "Kể tên các huyện tham gia", "list the speakers"],
    AnswerKind.YES_NO: [
        "Mọi xã đã có đài truyền thanh chưa?",
        "Doanh thu có đạt kế hoạch không?",
        "Did the province meet its target?",
        "Are all communes covered?",
    ],
    AnswerKind.REASON: ["Vì sao doanh thu giảm?", "Tại sao lại hoãn?", "Why did revenue fall?", "Nguyên nhân là gì?"],
    AnswerKind.PURPOSE: ["Đề án nhằm mục đích gì?", "Tổ này lập ra để làm gì?", "What is the purpose of the plan?"],
    AnswerKind.DOCUMENT: ["Đề án được duyệt theo quyết định số bao nhiêu?", "Which decision approved the plan?"],
    AnswerKind.DEFINITION: ["LGSP là gì?", "What does LGSP stand for?"],
    AnswerKind.OPEN: [
        "Ngành làm được gì trong năm?",
        "Tình hình chuyển đổi số ra sao?",
        "Tóm tắt lĩnh vực báo chí",
        "Summarise the press work",
    ],
    AnswerKind.ORGANISATION: ["Doanh nghiệp nào thử nghiệm 5G?", "Which company tested 5G?"],
}


@pytest.mark.parametrize(("question", "kind"), [(q, k) for k, group in QUESTIONS.items() for q in group])
def test_kinds(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Sở làm được gì trong năm?", AnswerKind.OPEN),
        ("Sở TTTT là gì?", AnswerKind.DEFINITION),
    ],
)
def test_a_department_is_no_number(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize("kind", [AnswerKind.NUMBER, AnswerKind.PERSON, AnswerKind.REASON, AnswerKind.DATE])
def test_diacritics_are_optional(kind: AnswerKind) -> None:
    assert [classify(fold(q)) for q in QUESTIONS[kind]] == [kind] * len(QUESTIONS[kind])


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Có bao nhiêu hộ nghèo trong tổng doanh thu?", AnswerKind.NUMBER),
        ("Trong tỷ lệ chung, có bao nhiêu xã đạt?", AnswerKind.NUMBER),
        ("có bao nhiêu tiền doanh thu?", AnswerKind.MONEY),
        ("What was the damage caused by fires?", AnswerKind.MONEY),
        ("What was the rice output in 2021?", AnswerKind.NUMBER),
        ("What was the poverty rate?", AnswerKind.PERCENTAGE),
        ("Dự án nhà ở Tiền Phong do công ty nào làm chủ đầu tư?", AnswerKind.ORGANISATION),
    ],
)
def test_a_counted_noun_beats_other_words(question: str, kind: AnswerKind) -> None:
    assert classify(question) in (kind, AnswerKind.PERCENTAGE if "tỷ lệ" in question else kind)


@pytest.mark.parametrize("text", ["Bắc Kạn", "", "bưu chính viễn thông"])
def test_no_question_word_is_another_kind(text: str) -> None:
    assert classify(text) is AnswerKind.OTHER


def test_numeric_kinds() -> None:
    assert {k for k in AnswerKind if is_numeric(k)} == {
        AnswerKind.NUMBER,
        AnswerKind.PERCENTAGE,
        AnswerKind.MONEY,
        AnswerKind.RANK,
        AnswerKind.CHANGE,
    }


@pytest.mark.parametrize(
    ("question", "money"),
    [
        ("nộp ngân sách bao nhiêu", True),
        ("mấy tỷ", True),
        ("the cost of it", True),
        ("bao nhiêu xã", False),
        ("", False),
    ],
)
def test_money_words(question: str, money: bool) -> None:
    assert wants_money(question) is money


@given(
    st.text()
    | st.sampled_from([q for g in QUESTIONS.values() for q in g]).flatmap(
        lambda q: st.text(max_size=12).map(lambda t: f"{t}{q}{t}")
    )
)
@settings(deadline=None)
def test_any_text_has_a_kind(text: str) -> None:
    assert classify(text) in AnswerKind
    assert wants_money(text) in (True, False)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("dien tich ca phe huyen Dak Glong nam 2009", AnswerKind.NUMBER),
        ("Sản lượng thủy sản của huyện Mỹ Xuyên năm 2007?", AnswerKind.NUMBER),
        ("Kim ngạch xuất khẩu của tỉnh năm 2012", AnswerKind.MONEY),
        ("Diện tích lúa tăng vì sao?", AnswerKind.REASON),
        ("What is the largest plot, in square metres, allowed for a grave?", AnswerKind.NUMBER),
    ],
)
def test_a_quantity_that_is_only_named_is_asked_for(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Sản lượng cà phê so với năm 2020 thế nào?", AnswerKind.CHANGE),
        ("san luong ho tieu so voi cung ky ra sao", AnswerKind.CHANGE),
        ("Số hộ cận nghèo biến động ra sao?", AnswerKind.CHANGE),
        ("Diện tích rừng thay đổi như thế nào trong năm?", AnswerKind.CHANGE),
        ("How far was rubber output down on the year before?", AnswerKind.CHANGE),
        ("How much was the catch up on 2021?", AnswerKind.CHANGE),
        ("How much was spent up to now?", AnswerKind.MONEY),
        ("Cà phê ở đâu, giá ra sao?", AnswerKind.PLACE),
    ],
)
def test_how_a_thing_stands_against_a_base_is_a_change(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Xã nào cũng có trạm y tế chưa?", AnswerKind.YES_NO),
        ("ban nao cung co nha van hoa khong", AnswerKind.YES_NO),
        ("Trường nào cũng đạt chuẩn chưa nhỉ?", AnswerKind.YES_NO),
        ("Xã nào có trạm y tế?", AnswerKind.PLACE),
        ("Xã nào cũng có trạm y tế?", AnswerKind.PLACE),
    ],
)
def test_whether_each_of_them_has_it_is_yes_or_no(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Đó là kỳ họp của Hội đồng nhân dân khóa mấy?", AnswerKind.OTHER),
        ("Huyện tổ chức đại hội lần thứ mấy?", AnswerKind.OTHER),
        ("Đây là phiên họp thứ bao nhiêu?", AnswerKind.OTHER),
        ("Bà Hồ Thị Nết giữ chức vụ gì?", AnswerKind.OTHER),
        ("Ông Y Blơi giữ chức gì?", AnswerKind.OTHER),
        ("ong Y Bloi mang chuc danh nao", AnswerKind.OTHER),
        ("What was her title?", AnswerKind.OTHER),
        ("What job did she hold?", AnswerKind.OTHER),
        ("Hội nghị mấy người dự?", AnswerKind.NUMBER),
        ("Huyện xếp thứ mấy?", AnswerKind.RANK),
    ],
)
def test_ordinals_of_meetings_and_offices_held_are_no_quantities(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is the number of the decision on market fees?", AnswerKind.DOCUMENT),
        ("What was the number of that directive?", AnswerKind.DOCUMENT),
        ("Give the no. of its plan", AnswerKind.DOCUMENT),
        ("What was the number of decisions issued?", AnswerKind.NUMBER),
        ("What was the number of the plans?", AnswerKind.NUMBER),
    ],
)
def test_the_number_of_the_decision_names_a_document(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Phụ cấp khu vực hệ số mấy?", AnswerKind.NUMBER),
        ("phu cap chuc vu co he so bao nhieu", AnswerKind.NUMBER),
        ("What is the coefficient of the allowance?", AnswerKind.NUMBER),
        ("Phụ cấp khu vực bao nhiêu?", AnswerKind.MONEY),
        ("What allowance is paid?", AnswerKind.MONEY),
    ],
)
def test_a_coefficient_is_no_money(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("By how many did the number of goats drop?", AnswerKind.CHANGE),
        ("By how many cases did malaria decline in 2020?", AnswerKind.CHANGE),
        ("By how much did the herd shrink?", AnswerKind.CHANGE),
        ("By how many did sheep outnumber goats?", AnswerKind.NUMBER),
        ("Giá vé tăng lên bao nhiêu?", AnswerKind.CHANGE),
        ("Đàn dê nhích lên bao nhiêu con?", AnswerKind.CHANGE),
        ("dan de sut di bao nhieu con", AnswerKind.CHANGE),
        ("Đàn dê tụt xuống thêm mấy con?", AnswerKind.CHANGE),
        ("Đàn dê có bao nhiêu con?", AnswerKind.NUMBER),
    ],
)
def test_by_how_many_a_thing_rose_or_fell_is_a_change(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Tiền sửa cầu lấy từ đâu?", AnswerKind.LIST),
        ("kinh phi xay tram lay tu dau", AnswerKind.LIST),
        ("Vốn làm đường từ nguồn nào?", AnswerKind.LIST),
        ("Where did the money for the bridge come from?", AnswerKind.LIST),
        ("Where does its funding come from?", AnswerKind.LIST),
        ("Đoàn khách đến từ đâu?", AnswerKind.PLACE),
        ("Where did the guests come from?", AnswerKind.PLACE),
        ("Tiền sửa cầu là bao nhiêu?", AnswerKind.MONEY),
    ],
)
def test_where_money_comes_from_is_told_by_its_sources(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Nhà thầu xây cầu Khe Vàng là đơn vị nào?", AnswerKind.ORGANISATION),
        ("chu dau tu du an la ai", AnswerKind.ORGANISATION),
        ("Đơn vị thi công kè là công ty nào?", AnswerKind.ORGANISATION),
        ("Đơn vị trúng thầu là doanh nghiệp nào?", AnswerKind.ORGANISATION),
        ("Chủ tịch xã là ai?", AnswerKind.PERSON),
        ("Nhà thầu xây mấy cây cầu?", AnswerKind.NUMBER),
    ],
)
def test_who_builds_is_a_body(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("gia dat o xa Tan Lap nam 2010", AnswerKind.MONEY),
        ("Giá thuê kho năm 2010", AnswerKind.MONEY),
        ("Giá xăng ở chợ huyện", AnswerKind.MONEY),
        ("gia dinh van hoa nam 2010", AnswerKind.OTHER),
        ("Đánh giá cán bộ năm 2010", AnswerKind.OTHER),
    ],
)
def test_a_price_that_is_only_named_is_money(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hội chợ mở tháng mấy năm nào?", AnswerKind.DATE),
        ("hoi cho mo thang may nam nao", AnswerKind.DATE),
        ("Tháng mấy khánh thành cầu?", AnswerKind.DATE),
        ("Huyện đứng hạng mấy?", AnswerKind.RANK),
        ("huyen xep thu may", AnswerKind.RANK),
    ],
)
def test_the_end_of_a_word_is_no_rank(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "money"),
    [
        ("How much did the market earn?", True),
        ("What were its earnings?", True),
        ("What did the ferry take in, and what were its takings?", True),
        ("How many learned to swim?", False),
    ],
)
def test_what_is_earned_is_money(question: str, money: bool) -> None:
    assert wants_money(question) is money


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Nơi nào có tỷ lệ cao hơn?", AnswerKind.PERCENTAGE),
        ("Which had the larger share?", AnswerKind.PERCENTAGE),
        ("Nơi nào có nhiều chợ hơn?", AnswerKind.NUMBER),
    ],
)
def test_what_a_comparison_is_decided_by(question: str, kind: AnswerKind) -> None:
    assert compared_kind(fold(question)) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Sở lý giải mức giảm ấy thế nào?", AnswerKind.REASON),
        ("so giai thich viec nay ra sao", AnswerKind.REASON),
        ("How did the department explain the drop?", AnswerKind.REASON),
        ("How was the delay explained?", AnswerKind.REASON),
        ("Which fee decision applies?", AnswerKind.DOCUMENT),
        ("What council resolution is it?", AnswerKind.DOCUMENT),
        ("Which plan number?", AnswerKind.DOCUMENT),
        ("What was the number of this new school decree?", AnswerKind.DOCUMENT),
        ("Nghị định về lễ hội số bao nhiêu", AnswerKind.DOCUMENT),
        ("bao cao ve trong rung so may", AnswerKind.DOCUMENT),
        ("Báo cáo nói tỉnh có số liệu của bao nhiêu hộ?", AnswerKind.NUMBER),
        ("What is the date of the fair?", AnswerKind.DATE),
        ("Hội diễn tổ chức tối nào?", AnswerKind.DATE),
        ("cho phien hop chieu nao", AnswerKind.DATE),
        ("Thứ trưởng nào dự hội nghị?", AnswerKind.PERSON),
        ("Những ai dự họp?", AnswerKind.LIST),
        ("nhung ai du hop", AnswerKind.LIST),
        ("Which households are exempted?", AnswerKind.LIST),
        ("Which remote villages were included?", AnswerKind.LIST),
        ("do ai quan ly", AnswerKind.PERSON),
        ("do dau ma dan trau giam", AnswerKind.REASON),
        ("Do the reports agree on it?", AnswerKind.YES_NO),
        ("Do schools have water?", AnswerKind.YES_NO),
        ("What was the quota for teachers?", AnswerKind.NUMBER),
        ("What was the headcount of the school?", AnswerKind.NUMBER),
    ],
)
def test_further_ways_to_ask(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Kể tên hai xã nào có bến đò", AnswerKind.LIST),
        ("Hãy kể tên các xã có bến đò", AnswerKind.LIST),
        ("xin liet ke cac ben do", AnswerKind.LIST),
        ("Cho biết, liệt kê: các bến đò", AnswerKind.LIST),
        ("Liệt kê kinh phí của các bến đò", AnswerKind.LIST),
        ("Hôm khai hội có những ai hát?", AnswerKind.LIST),
        ("Làm thế nào để xã có thêm nước sạch?", AnswerKind.OPEN),
        ("lam cach nao de giu rung", AnswerKind.OPEN),
        ("Làm sao để dân thôi đốt nương?", AnswerKind.OPEN),
        ("Nghề dệt được gây dựng theo hướng nào?", AnswerKind.OPEN),
        ("nghe det phat trien theo dinh huong ra sao", AnswerKind.OPEN),
        ("Kinh phí của bến đò được dùng ra sao?", AnswerKind.OPEN),
        ("Kinh phí của bến đò là bao nhiêu?", AnswerKind.MONEY),
        ("Kinh phí của bến đò", AnswerKind.MONEY),
    ],
)
def test_lists_and_ways_are_asked_for(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Cán bộ xã gồm bao nhiêu người?", AnswerKind.NUMBER),
        ("can bo xa gom may nguoi", AnswerKind.NUMBER),
        ("Căn hộ mẫu rộng bao nhiêu mét?", AnswerKind.NUMBER),
        ("Cần mua bao nhiêu thuyền?", AnswerKind.NUMBER),
        ("Can su dang hop khi nao?", AnswerKind.DATE),
        ("Cán bộ xã đã học bơi chưa?", AnswerKind.YES_NO),
        ("Can the ferry carry lorries?", AnswerKind.YES_NO),
        ("Can children swim there?", AnswerKind.YES_NO),
        ("Could children swim there?", AnswerKind.YES_NO),
    ],
)
def test_officials_are_no_english_can(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Bến đò kiểm tra hàng tháng mấy lần?", AnswerKind.NUMBER),
        ("hang thang may lan kiem tra ben do", AnswerKind.NUMBER),
        ("Bến đò mở tháng mấy?", AnswerKind.DATE),
        ("ben do mo thang may", AnswerKind.DATE),
    ],
)
def test_how_often_a_month_is_no_date(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Một xe gắn máy đi phà phải trả bao nhiêu đồng?", AnswerKind.MONEY),
        ("Hộ nghèo mua nước máy với giá bao nhiêu?", AnswerKind.MONEY),
        ("Kinh phí từ đầu năm đến nay là bao nhiêu?", AnswerKind.MONEY),
        ("xe may di pha phai tra bao nhieu dong", AnswerKind.MONEY),
        ("Nhãn bán tại vườn bao nhiêu một ký?", AnswerKind.MONEY),
        ("Ngân sách xã được phân bổ thế nào?", AnswerKind.OPEN),
        ("Bến đò đóng cửa tháng mấy?", AnswerKind.DATE),
    ],
)
def test_words_that_only_read_like_question_words(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


def said(question: str, kind: AnswerKind, reason: str) -> object:
    """A question, its kind, and what of it is read otherwise by mistake."""
    return pytest.param(question, kind, id=reason)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Năm qua đàn bò sụt mất mấy con?", AnswerKind.CHANGE),
        ("Lượng khách tụt bao nhiêu?", AnswerKind.CHANGE),
        ("Giá hồ tiêu đi lên hay đi xuống?", AnswerKind.CHANGE),
        ("gia ho tieu len hay xuong", AnswerKind.CHANGE),
        ("Giá hồ tiêu xuống hay lên?", AnswerKind.CHANGE),
        ("Mỗi tàu chở lên bao nhiêu khách?", AnswerKind.NUMBER),
        said("Tỉnh thu hút bao nhiêu dự án?", AnswerKind.NUMBER, "'thu hút' is read as 'hụt'"),
        said("Chợ đêm thu hút được bao nhiêu khách?", AnswerKind.NUMBER, "'thu hút' is read as 'hụt'"),
        said("cho dem thu hut bao nhieu khach", AnswerKind.NUMBER, "'thu hut' is read as 'hụt'"),
    ],
)
def test_what_is_lost_and_up_or_down_are_changes(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Dự án nào có vốn lớn nhất?", AnswerKind.OTHER),
        ("Tuyến nào dài nhất trong tháng nào?", AnswerKind.OTHER),
        ("mon nao it bai nhat trong nam nao", AnswerKind.OTHER),
        ("Công trình nào tốn nhiều tiền nhất?", AnswerKind.OTHER),
        ("Which project received the most money?", AnswerKind.OTHER),
        ("Which road cost the least?", AnswerKind.OTHER),
        ("Which subject had the lowest pass rate?", AnswerKind.OTHER),
        ("Tháng nào mưa nhiều nhất?", AnswerKind.DATE),
        ("Huyện nào có nhiều dự án nhất?", AnswerKind.PLACE),
        ("How much did the road cost that was paid for in May?", AnswerKind.MONEY),
        said(
            "Tuyến qua phường Thống Nhất dài bao nhiêu km?",
            AnswerKind.NUMBER,
            "a name's 'Nhất' is read as 'most'",
        ),
        said("Nhóm nào được Nhật Bản giúp bao nhiêu tiền?", AnswerKind.MONEY, "'Nhật' is read as 'nhất'"),
        said("How much did the road cost that was closed for the harvest?", AnswerKind.MONEY, "'harvest' ends so"),
    ],
)
def test_which_project_has_most_is_no_number(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Where did the province place in the games?", AnswerKind.RANK),
        ("Where did the team finish?", AnswerKind.RANK),
        ("Where does the district rank?", AnswerKind.RANK),
        ("Where was the fair placed?", AnswerKind.PLACE),
        said("Where did the visitors come from?", AnswerKind.PLACE, "to come from somewhere is no rank"),
        said("Where did they place the new bridge?", AnswerKind.PLACE, "to place a thing is no rank"),
        said("Where did the new road come to an end?", AnswerKind.PLACE, "to come to an end is no rank"),
    ],
)
def test_where_a_team_finished_is_a_rank(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Cho danh sách các bến đò", AnswerKind.LIST),
        ("cho liet ke cac ben do", AnswerKind.LIST),
        ("Danh sách xã có bến đò", AnswerKind.LIST),
        ("Có bao nhiêu người trong danh sách?", AnswerKind.NUMBER),
        ("3 xã nào có chợ?", AnswerKind.LIST),
        ("12 thôn bản nào ngập?", AnswerKind.LIST),
        ("5 đơn vị trực thuộc nào được khen?", AnswerKind.LIST),
        ("Năm 2020 xã nào có chợ?", AnswerKind.PLACE),
        ("Khóa 9 huyện nào đăng cai?", AnswerKind.PLACE),
        ("Trong 5 năm xã nào có chợ?", AnswerKind.PLACE),
        ("Những thửa ruộng trũng nằm ở huyện nào nhiều nhất?", AnswerKind.PLACE),
        ("Các em học sinh giỏi học tại xã nào đông nhất?", AnswerKind.PLACE),
        ("Những xã nào có chợ?", AnswerKind.LIST),
        ("Còn những xã nào chưa có chợ?", AnswerKind.LIST),
        said("Danh sách hộ nghèo có bao nhiêu hộ?", AnswerKind.NUMBER, "how many there are on a list is a number"),
        said("Danh sách hộ nghèo được lập khi nào?", AnswerKind.DATE, "when a list was made is a date"),
        said("Thôn 4 thuộc xã nào?", AnswerKind.PLACE, "the number of a hamlet counts nothing"),
        said("Ngày 5/3 huyện nào mở hội chợ?", AnswerKind.PLACE, "the month of a day counts nothing"),
        said("Đường tỉnh 24 bắt đầu từ huyện nào?", AnswerKind.PLACE, "the number of a road counts nothing"),
    ],
)
def test_so_many_of_which_are_a_list(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Chợ kỷ niệm bao nhiêu năm thành lập?", AnswerKind.NUMBER),
        ("Hợp tác xã tròn mấy năm?", AnswerKind.NUMBER),
        ("ben do chay duoc may nam", AnswerKind.NUMBER),
        ("Bến đò mở năm mấy?", AnswerKind.DATE),
        ("Bến đò mở năm nào?", AnswerKind.DATE),
        said("Trong mấy năm qua ai làm chủ tịch xã?", AnswerKind.PERSON, "'mấy năm qua' is a few years, not asked"),
        said("Trong mấy năm nay tỷ lệ hộ nghèo là bao nhiêu?", AnswerKind.PERCENTAGE, "'mấy năm nay' is not asked"),
    ],
)
def test_how_many_years_it_has_been_is_no_date(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Bến đò thuộc sở nào?", AnswerKind.ORGANISATION),
        ("ben do do phong nao quan ly", AnswerKind.ORGANISATION),
        ("Việc này giao cho đơn vị nào?", AnswerKind.ORGANISATION),
        ("Trạm bơm của trung tâm nào?", AnswerKind.ORGANISATION),
        ("Trạm bơm thuộc xã nào?", AnswerKind.PLACE),
        ("Độ phủ sóng di động là bao nhiêu?", AnswerKind.PERCENTAGE),
        said("Độ che phủ rừng là bao nhiêu?", AnswerKind.PERCENTAGE, "'độ che phủ' is a share as 'độ phủ' is"),
        ("do dai cau la bao nhieu met", AnswerKind.NUMBER),
        ("do sau gieng la bao nhieu met", AnswerKind.NUMBER),
        ("do cao dap bao nhieu", AnswerKind.NUMBER),
        ("do tuoi nao duoc tiem", AnswerKind.OTHER),
        ("Do the wells have water?", AnswerKind.YES_NO),
        ("Do high dams leak?", AnswerKind.YES_NO),
    ],
)
def test_whose_it_is_and_how_deep(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


_ASKING_PIECES = st.lists(
    st.sampled_from(
        "các|những|3|12|nào|nhất|huyện|xã|thứ mấy|thu hut|bao nhiêu|năm|do|dài|phủ|where did|come|which road|most|"
        "danh sách|cho|liệt kê|?|,|của phòng|lên hay xuống|trong mấy năm".split("|")
    ),
    max_size=10,
).map(" ".join)


@given(_ASKING_PIECES)
def test_the_kind_does_not_hang_on_capitals_or_spaces_around(text: str) -> None:
    assert classify(text) is classify(f"  {text} ")
    assert classify(fold(text)) is classify(fold(text).upper())


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Giấy phép có hiệu lực bao lâu?", AnswerKind.NUMBER),
        ("giay phep co hieu luc trong bao lau", AnswerKind.NUMBER),
        ("Không bao lâu sau ai làm chủ tịch?", AnswerKind.PERSON),
        ("Xe máy nộp bao nhiêu phí?", AnswerKind.MONEY),
        ("xe may nop bao nhieu le phi", AnswerKind.MONEY),
        ("Hộ kinh doanh nộp bao nhiêu thuế?", AnswerKind.MONEY),
        ("Mất bao nhiêu học phí?", AnswerKind.MONEY),
        ("Huyện có bao nhiêu thuê bao?", AnswerKind.NUMBER),
        ("huyen co bao nhieu thue bao", AnswerKind.NUMBER),
        ("Huyện có bao nhiêu phi công?", AnswerKind.NUMBER),
        ("Bao nhiêu người nộp thuế?", AnswerKind.NUMBER),
        pytest.param(
            "Tốn bao nhiêu chi phí?",
            AnswerKind.MONEY,
        ),
        pytest.param(
            "Bao nhiêu phi cơ bị rơi?",
            AnswerKind.NUMBER,
        ),
    ],
)
def test_how_long_and_what_fee(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Thẻ học nghề có giá trị trong bao lâu?", AnswerKind.NUMBER),
        ("the hoc nghe co gia tri trong bao lau", AnswerKind.NUMBER),
        ("How much tax debt was outstanding at the end of 2017?", AnswerKind.MONEY),
        ("What did a bunch of roses fetch at the farm?", AnswerKind.MONEY),
        ("What did coffee sell for in March?", AnswerKind.MONEY),
        ("How much rice was sold?", AnswerKind.NUMBER),
        ("How much did tax debt fall in 2017?", AnswerKind.CHANGE),
    ],
)
def test_debts_prices_and_how_long(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind
