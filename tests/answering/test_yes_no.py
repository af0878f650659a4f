"""Yes or no, told from the sentence that decides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answering.yes_no import asked_figures, confirms, deciding_words, polarity
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


@pytest.mark.parametrize(
    ("question", "evidence", "yes"),
    [
        ("Xã nào cũng có điện chưa?", "Có 21/23 xã có điện.", False),
        ("xa nao cung co dien chua", "Có 23/23 xã có điện.", True),
        ("Bản nào cũng có đường ô tô chưa?", "Tỷ lệ bản có đường ô tô đạt 94,5%.", False),
    ],
)
def test_whether_each_of_them_has_it_asks_for_all(question: str, evidence: str, yes: bool) -> None:
    assert polarity(question, evidence) is yes


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("Tỉnh có lọt top 10 về chuyển đổi số không?", True),
        ("Did the province make the top 5 in chuyển đổi số?", False),
        ("Tỉnh có vào nhóm đầu 30 về cải cách hành chính không?", False),
        ("Tỉnh có vào top 40 về cải cách hành chính không?", True),
    ],
)
def test_a_rank_is_held_against_the_top_that_is_asked(question: str, yes: bool) -> None:
    evidence = "Tỉnh xếp thứ 31/63 về chỉ số cải cách hành chính, xếp thứ 8/63 về chỉ số chuyển đổi số."
    assert polarity(question, evidence) is yes


@pytest.mark.parametrize(
    ("evidence", "yes"),
    [
        ("Thu ngân sách đạt 98,5% kế hoạch.", False),
        ("Thu ngân sách đạt 1.120 tỷ đồng, bằng 103% dự toán.", True),
        ("Trồng 400 ha, đạt 100% chỉ tiêu.", True),
        ("Trồng 400 ha, đạt 80 % KH năm.", False),
        ("Trồng 400 ha, đạt 1.250% nghị quyết.", True),
        ("Thực hiện vượt mọi mặt, riêng trồng rừng đạt 91% mục tiêu.", False),
    ],
)
def test_a_share_of_the_plan_decides_whether_it_was_met(evidence: str, yes: bool) -> None:
    assert polarity("Có đạt kế hoạch không?", evidence) is yes


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("Tất cả các trường đã có nước sạch chưa?", False),
        ("Tất cả các trạm đã có nước sạch chưa?", True),
        ("Trạm nào cũng có nước sạch chưa?", True),
        ("truong nao cung co nuoc sach chua", False),
    ],
)
@pytest.mark.parametrize(
    "evidence",
    [
        "Có 12/12 trạm y tế, 30/41 trường có nước sạch.",
        "Có 30/41 trường, 12/12 trạm y tế có nước sạch.",
    ],
)
def test_of_several_ratios_the_one_of_what_is_asked_decides(question: str, evidence: str, yes: bool) -> None:
    assert polarity(question, evidence) is yes


@pytest.mark.parametrize(
    ("question", "deciding", "idle"),
    [
        ("Thu có vượt dự toán không?", "bang 97% du toan", "tang 4% so voi nam truoc"),
        ("Did the catch beat its target?", "dat 88% muc tieu", "cao hon nam ngoai"),
        ("Trạm có ít hơn chợ không?", "giam 2 tram", "co 14 tram"),
        ("Are there more goats than cows?", "gap doi dan bo", "co 140 con de"),
    ],
)
def test_what_a_deciding_sentence_must_say(question: str, deciding: str, idle: str) -> None:
    words = deciding_words(question)
    assert words is not None
    assert words.search(deciding) and not words.search(idle)


def test_only_a_sentence_that_weighs_against_a_plan_tells_that_it_was_reached() -> None:
    words = deciding_words("Có đạt kế hoạch không?")
    assert words is not None
    assert words.search("dat 98% ke hoach") and words.search("chua dat") and not words.search("co 268.934 em")


@pytest.mark.parametrize("question", ["Có chợ không?", "Did it rise?", ""])
def test_what_weighs_nothing_any_sentence_may_decide(question: str) -> None:
    assert deciding_words(question) is None


@pytest.mark.parametrize(
    ("question", "evidence", "yes"),
    [
        ("Hội nghị họp trực tiếp phải không?", "Hội nghị diễn ra theo hình thức trực tuyến.", False),
        ("Hội nghị họp trực tuyến phải không?", "Hội nghị diễn ra theo hình thức trực tuyến.", True),
        ("hoi nghi hop truc tiep phai khong", "Hội nghị họp trực tuyến với 9 huyện.", False),
        ("Was the meeting held in person?", "Cuộc họp được tổ chức trực tuyến tới 9 huyện.", False),
        ("Was the meeting held online?", "Đại biểu dự trực tiếp tại hội trường.", False),
        ("Was the meeting held online?", "Cuộc họp được tổ chức trực tuyến tới 9 huyện.", True),
        ("Họp trực tiếp chứ không phải trực tuyến phải không?", "Hội nghị họp trực tiếp tại hội trường.", True),
        ("Họp trực tiếp chứ không phải trực tuyến phải không?", "Hội nghị họp trực tuyến.", False),
        ("Was it online rather than in person?", "Đại biểu dự trực tiếp tại hội trường.", False),
        ("Hội nghị có họp trực tiếp không?", "Hội nghị kết hợp trực tiếp và trực tuyến.", True),  # both are told
        ("Hội nghị có họp trực tuyến không?", "Hội nghị đã bế mạc chiều nay.", True),  # neither is
    ],
)
def test_what_tells_the_contrary_of_what_is_asked_denies_it(question: str, evidence: str, yes: bool) -> None:
    assert polarity(question, evidence) is yes


@pytest.mark.parametrize(
    "question",
    ["Thu ngân sách có hoàn thành dự toán không?", "Did the catch meet its yearly target?", "co dat ke hoach khong"],
)
@pytest.mark.parametrize(
    ("evidence", "decides"),
    [
        ("Đạt 98% kế hoạch.", True),
        ("Vượt 3 tỷ đồng.", True),
        ("Thu ngân sách chưa đạt.", True),
        ("Toàn huyện đã về đích sớm.", True),
        ("Thu được 14 tỷ đồng.", False),
    ],
)
def test_whether_a_plan_was_reached_is_told_by_what_names_it(question: str, evidence: str, decides: bool) -> None:
    words = deciding_words(question)
    assert words is not None and bool(words.search(fold(evidence))) is decides


def test_a_standard_is_no_plan() -> None:
    assert deciding_words("Trường có đạt chuẩn không?") is None


@pytest.mark.parametrize(
    ("evidence", "decides"),
    [
        ("Trồng rừng đạt 98% kế hoạch.", True),
        ("Trồng 400 ha, bằng 80% dự toán.", True),
        ("Kế hoạch tỉnh giao 40 lớp, thực hiện 38 lớp.", True),
        ("Mục tiêu đề ra đã đạt.", True),
        ("Đã về đích trước hai tháng.", True),
        ("Giảm 3% so với năm trước.", True),
        ("Lớp | Kế hoạch | Thực hiện", True),
        ("Ban hành kế hoạch trồng rừng.", False),
        ("Căn cứ kế hoạch số 12 ngày 3/4/2014.", False),
        ("Xây dựng mục tiêu năm tới.", False),
        ("Đạt 30 lớp. Kế hoạch năm sau chưa rõ.", False),
        ("Đạt 400 ha; xây dựng kế hoạch mới.", False),
        ("Tặng bằng khen cho 3 người.", False),
    ],
)
@pytest.mark.parametrize(
    "question", ["Có đạt kế hoạch không?", "co hoan thanh chi tieu khong", "Did it reach the target?"]
)
def test_naming_a_plan_does_not_tell_that_it_was_reached(question: str, evidence: str, decides: bool) -> None:
    words = deciding_words(question)
    assert words is not None
    assert bool(words.search(fold(evidence))) is decides


REWARDED = "Sở đã khen thưởng 5 tập thể và 9 cá nhân có thành tích xuất sắc."
TEAMS = "Thành lập 733 Tổ công nghệ số cộng đồng với gần 3.300 thành viên, đạt 98% số thôn."
COLLECTED = "Doanh thu bưu chính đạt 1,35 tỷ đồng."


@pytest.mark.parametrize(
    ("question", "evidence", "yes"),
    [
        ("Sở khen thưởng 9 cá nhân phải không?", REWARDED, True),
        ("Sở khen thưởng 12 cá nhân phải không?", REWARDED, False),
        ("Sở khen thưởng 9 tập thể phải không?", REWARDED, False),
        ("Sở khen bao nhiêu cá nhân, có phải 12 không?", REWARDED, False),
        ("so khen thuong 5 tap the co dung khong", REWARDED, True),
        ("Did the department reward 12 individuals?", REWARDED, False),
        ("Did the department reward 9 individuals?", REWARDED, True),
        ("Tỉnh có tới 733 tổ đúng không?", TEAMS, True),
        ("Tỉnh có trên 700 tổ công nghệ số không?", TEAMS, True),
        ("Tỉnh có dưới 700 tổ công nghệ số không?", TEAMS, False),
        ("Tỉnh có chưa đến 800 tổ công nghệ số không?", TEAMS, True),
        ("Tỉnh có ít nhất 733 tổ công nghệ số không?", TEAMS, True),
        ("Tỉnh có không quá 700 tổ công nghệ số không?", TEAMS, False),
        ("Tỉnh có khoảng 750 tổ công nghệ số không?", TEAMS, True),
        ("Tỉnh có khoảng 500 tổ công nghệ số không?", TEAMS, False),
        ("Tỉnh có 800 tổ trở lên không?", TEAMS, False),
        ("Tỷ lệ thôn có tổ là 95% à?", TEAMS, False),
        ("Was the share of hamlets 98%?", TEAMS, True),
        ("Doanh thu bưu chính là 1.350 triệu đồng phải không?", COLLECTED, True),
        ("Doanh thu bưu chính là 1.300 triệu đồng phải không?", COLLECTED, False),
    ],
)
def test_a_figure_to_be_confirmed_is_held_against_the_told_one(question: str, evidence: str, yes: bool) -> None:
    assert polarity(question, evidence) is yes


@pytest.mark.parametrize(
    "question",
    [
        "Xe 5 chỗ có phải nộp phí không?",
        "Is a fee due for a truck of 5 tonnes?",
        "Hộ có 2 con có được hỗ trợ không?",
        "Trẻ em dưới 6 tuổi có được miễn phí không?",
        "Tỉnh có lọt nhóm 30 tỉnh dẫn đầu không?",
        "Đã có 100% thôn lập tổ chưa?",
    ],
)
def test_a_figure_of_the_premise_is_not_what_is_to_be_confirmed(question: str) -> None:
    assert asked_figures(question) == ()


@pytest.mark.parametrize(
    ("question", "sentence", "can"),
    [
        ("Sở khen thưởng 12 cá nhân phải không?", "Đã khen thưởng 9 cá nhân.", True),
        ("Sở khen thưởng 12 cá nhân phải không?", "Đã khen thưởng nhiều cá nhân.", False),
        ("Sở khen thưởng 12 cá nhân phải không?", "Đã khen thưởng 5 tập thể.", False),
        ("Did the department reward 9 individuals?", "Đã khen thưởng 9 cá nhân.", True),
        ("Did fewer than 7,000 people attend?", "Thu hút gần 6.000 người tham gia.", True),
        ("Were 20 journalists given cards?", "Trao thẻ cho 7 cá nhân.", False),
        ("Sở có họp không?", "Sở đã họp.", True),
    ],
)
def test_only_a_sentence_with_such_a_figure_confirms_one(question: str, sentence: str, can: bool) -> None:
    assert confirms(question, asked_figures(question), sentence) is can


def test_a_thousand_is_read_in_the_language_of_the_question() -> None:
    assert polarity("Did fewer than 7,000 people attend?", "Thu hút gần 6.000 người tham gia.")
    assert not polarity("Did more than 7,000 people attend?", "Thu hút gần 6.000 người tham gia.")


def test_the_figure_of_the_asked_unit_counts_not_the_one_of_its_other_words() -> None:
    evidence = "Thành lập 733 Tổ công nghệ số cộng đồng với 3.252 thành viên."
    (_, members) = find_quantities(evidence)
    (first, _) = find_quantities(evidence)
    question = "Có 3.252 thành viên tổ công nghệ số cộng đồng phải không?"
    assert polarity(question, evidence, members)
    assert polarity(question, evidence, first)


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("Was the conference held on 25 July 2022?", True),
        ("Was the conference held on 27 July 2022?", False),
        ("Hội nghị có phải diễn ra ngày 25/7 không?", True),
        ("Hội nghị có phải diễn ra ngày 20/7 không?", False),
        ("hoi nghi to chuc ngay 25/6 phai khong", False),
        ("Hội nghị sơ kết có phải ngày 26/7 không?", False),
        ("Ngày sơ kết là ngày 25/7 đúng không?", True),
        ("ngay so ket la ngay 26/7 phai khong", False),
        ("Đến ngày 20/7 đã tổ chức hội nghị chưa?", True),  # a limit is no day to be confirmed
    ],
)
def test_a_day_to_be_confirmed_is_held_against_the_told_one(question: str, yes: bool) -> None:
    assert polarity(question, "Ngày 25/7, Sở tổ chức Hội nghị sơ kết 6 tháng.") is yes


@pytest.mark.parametrize(
    "question",
    ["Người trao thẻ có phải là Nguyễn Văn Minh không?", "Did Nguyễn Minh hand the cards over?"],
)
def test_only_a_sentence_that_names_a_person_confirms_him(question: str) -> None:
    deciding = deciding_words(question)
    assert deciding is not None
    name = "nguyen van minh" if "Văn" in question else "nguyen minh"
    assert deciding.search(f"dong chi {name} trao the nha bao")
    assert not deciding.search("dong chi vuong quoc tuan trao the nha bao")


def test_a_place_is_no_person_to_be_named() -> None:
    assert deciding_words("Ninh Bình có trao thẻ không?") is None


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("Ghe máy 15 sức ngựa có phải theo nghị định không?", False),
        ("Ghe máy 20 sức ngựa có phải theo nghị định không?", True),
        ("Ghe máy 90 sức ngựa có phải theo nghị định không?", False),
        ("ghe may 45 suc ngua co phai theo nghi dinh khong", True),
        ("Ghe máy dài 15 m có phải theo nghị định không?", True),  # another measure
    ],
)
def test_what_lies_outside_of_the_range_told_is_denied(question: str, yes: bool) -> None:
    evidence = "Nghị định này áp dụng đối với tàu cá có công suất từ 20 sức ngựa đến dưới 90 sức ngựa."
    assert polarity(question, evidence) is yes


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Nghị định mới có thay đổi mức phí qua phà không?", "Mức phí qua phà được giữ nguyên.", False),
        ("Mức phí qua phà có giữ nguyên không?", "Mức phí qua phà tiếp tục thực hiện theo Quyết định cũ.", True),
        ("Did the decree change the ferry fares?", "Mức thu phí qua phà được giữ nguyên.", False),
        ("Nghị định mới có thay đổi mức phí qua phà không?", "Mức phí qua phà tăng lên 5.000 đồng.", True),
    ],
)
def test_what_stays_as_it_was_has_not_changed(question: str, sentence: str, expected: bool) -> None:
    assert polarity(question, sentence) is expected
