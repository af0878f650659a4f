"""The next turn of a chat."""

from __future__ import annotations

import pytest
from asked import FIRST, FIRST_ENGLISH, periods, places

from rag.question.understanding import understand
from rag.types import AnswerKind


@pytest.mark.parametrize(
    ("history", "question", "named", "when", "kind"),
    [
        ([FIRST], "Còn Bắc Ninh thì sao?", ["Bắc Ninh"], ["năm 2022"], AnswerKind.NUMBER),
        ([FIRST], "Thế năm 2019?", ["Bắc Kạn"], ["năm 2019"], AnswerKind.NUMBER),
        ([FIRST], "con quy 2?", ["Bắc Kạn"], ["quý II/2022"], AnswerKind.NUMBER),
        ([FIRST_ENGLISH], "And in 2022?", ["Bắc Ninh"], ["năm 2022"], AnswerKind.NUMBER),
        ([FIRST_ENGLISH], "What about Đắk Lắk?", ["Đắk Lắk"], ["năm 2021"], AnswerKind.NUMBER),
        ([FIRST, "Còn Bắc Ninh thì sao?"], "Thế năm 2021?", ["Bắc Ninh"], ["năm 2021"], AnswerKind.NUMBER),
        ([FIRST], "Ai chủ trì hội nghị của tỉnh này?", ["Bắc Kạn"], ["năm 2022"], AnswerKind.PERSON),
        ([FIRST, "xin chào"], "Thế năm 2019?", ["Bắc Kạn"], ["năm 2019"], AnswerKind.NUMBER),
    ],
)
def test_a_next_turn_takes_what_it_leaves_out(
    history: list[str], question: str, named: list[str], when: list[str], kind: AnswerKind
) -> None:
    query = understand(question, history)
    assert (places(query), periods(query), query.kind) == (named, when, kind)
    assert query.history_used
    assert query.text == question


def test_a_bare_next_turn_asks_the_same_thing() -> None:
    assert "truyền thanh" in understand("Còn Bắc Ninh thì sao?", [FIRST]).topic


def test_a_topic_of_its_own_takes_nothing() -> None:
    query = understand("Năm 2017 tỉnh Đắk Lắk có bao nhiêu điểm bưu điện văn hóa xã?", [FIRST])
    assert (places(query), periods(query)) == (["Đắk Lắk"], ["năm 2017"])
    assert not query.history_used


def test_a_level_takes_the_place_of_a_level() -> None:
    query = understand("Còn mức độ 4?", ["Đắk Lắk năm 2017 có bao nhiêu thủ tục trực tuyến mức độ 3?"])
    assert "mức độ 4" in query.topic and "mức độ 3" not in query.topic


LEVEL = "Năm 2021 Kon Tum cung cấp dịch vụ mức độ 3 từ khi nào?"


@pytest.mark.parametrize(
    ("later", "topic"),
    [
        ("Còn mức độ 4?", "cung cấp dịch vụ mức độ 4 từ khi nào?"),
        ("Còn dịch vụ mức độ 4?", "cung cấp dịch vụ mức độ 4 từ khi nào?"),
        ("con muc do 4 thi sao", "cung cấp dịch vụ muc do 4 từ khi nào?"),
        ("Mức độ 4 thì sao?", "cung cấp dịch vụ Mức độ 4 từ khi nào?"),
    ],
)
def test_a_level_with_little_beside_it_varies_the_earlier_question(later: str, topic: str) -> None:
    query = understand(later, [LEVEL])
    assert (query.topic, query.kind, periods(query)) == (topic, AnswerKind.DATE, ["năm 2021"])


@pytest.mark.parametrize(
    "later",
    [
        "Có bao nhiêu hồ sơ mức độ 4 nộp qua bưu điện bị trả lại?",  # another thing of another level
        "Bao nhiêu đơn mức độ 3 bị trả?",  # the same level, another thing
        "Vì sao hồ sơ mức độ 4 nộp qua bưu điện bị trả lại?",
    ],
)
def test_a_question_of_its_own_keeps_its_words_beside_a_level(later: str) -> None:
    query = understand(later, [LEVEL])
    assert query.topic.startswith(later.rstrip("?"))
    assert query.history_used and places(query) == ["Kon Tum"] and periods(query) == ["năm 2021"]


@pytest.mark.parametrize(
    ("earlier", "later", "topic"),
    [
        (
            "Năm 2021 Kon Tum ban hành bao nhiêu quyết định về văn hóa?",
            "còn kế hoạch?",
            "ban hành bao nhiêu kế hoạch về văn hóa?",
        ),
        ("Năm 2021 Kon Tum có bao nhiêu thư viện công cộng?", "thế còn nhà văn hóa", "có bao nhiêu nhà văn hóa?"),
    ],
)
def test_another_thing_to_count_takes_the_place_of_the_first(earlier: str, later: str, topic: str) -> None:
    query = understand(later, [earlier])
    assert (query.topic, query.kind) == (topic, AnswerKind.NUMBER)


def test_what_a_pronoun_points_at_stays_in_the_topic() -> None:
    query = understand("Tổng cộng mấy người tham gia các đội đó?", ["Kon Tum có bao nhiêu đội văn nghệ quần chúng?"])
    assert "đội văn nghệ quần chúng" in query.topic


def test_what_an_earlier_turn_left_is_the_setting() -> None:
    query = understand("Còn lợi nhuận thì sao?", ["Tổng doanh thu bưu chính của tỉnh Bắc Kạn năm 2016 là bao nhiêu?"])
    assert query.topic.endswith(f"({query.setting})") and "doanh thu" in query.setting
    assert "lợi nhuận" not in query.setting
    assert understand("Còn Bắc Ninh thì sao?", [FIRST]).setting == ""


@pytest.mark.parametrize(
    ("earlier", "later", "topic"),
    [
        ("Xã Ia Kênh có bao nhiêu trạm bơm năm 2021?", "Còn xã Ia Tiêm?", "xã Ia Tiêm có bao nhiêu trạm bơm?"),
        ("xa Ia Kenh co bao nhieu tram bom nam 2021", "con xa ia tiem thi sao", "xa ia tiem co bao nhieu tram bom"),
        ("xa Ia Kenh co bao nhieu tram bom nam 2021", "Thế xã Ia Tiêm nhỉ?", "xã Ia Tiêm co bao nhieu tram bom"),
        ("Chợ Mỹ Thạch có bao nhiêu quầy năm 2021?", "Vậy Bàu Cạn?", "Chợ Bàu Cạn có bao nhiêu quầy?"),
        (
            "Đất đường Hùng Vương giá bao nhiêu năm 2021?",
            "Thế Quang Trung thì sao?",
            "Đất đường Quang Trung giá bao nhiêu?",
        ),
        (
            "How many stalls did Mỹ Thạch market have in 2021?",
            "What about Bàu Cạn?",
            "How many stalls did Bàu Cạn market have?",
        ),
    ],
)
def test_a_name_takes_the_place_of_the_earlier_one(earlier: str, later: str, topic: str) -> None:
    query = understand(later, [earlier])
    assert query.topic == topic
    assert query.history_used and query.kind is understand(earlier).kind
    assert periods(query) == ["năm 2021"]


@pytest.mark.parametrize(
    ("earlier", "later", "kept"),
    [
        # in place of which?
        ("Đất đường Hùng Vương nối Lê Lợi giá bao nhiêu năm 2021?", "Thế Quang Trung?", "Hùng Vương nối Lê Lợi"),
        ("Năm 2021 có bao nhiêu quầy hàng?", "Còn chợ Bàu Cạn?", "Bàu Cạn"),  # of none
    ],
)
def test_a_name_without_one_like_it_earlier_is_asked_beside_it(earlier: str, later: str, kept: str) -> None:
    query = understand(later, [earlier])
    assert kept in query.topic and later.split(maxsplit=1)[1].strip("?") in query.topic


def test_another_question_keeps_the_earlier_name() -> None:
    query = understand("Ai quản lý chợ này?", ["Chợ Mỹ Thạch có bao nhiêu quầy năm 2021?"])
    assert query.kind is AnswerKind.PERSON and "Mỹ Thạch" in query.topic


@pytest.mark.parametrize(
    ("earlier", "later", "topic"),
    [
        ("Kon Tum có bao nhiêu thủ tục mức độ 3?", "Còn mức độ 4?", "có bao nhiêu thủ tục mức độ 4?"),
        ("Kon Tum xử lý bao nhiêu hồ sơ ở mức độ 3?", "Còn mức độ 4?", "xử lý bao nhiêu hồ sơ ở mức độ 4?"),
        (LEVEL, "Còn mức độ 3 năm 2018?", "cung cấp dịch vụ mức độ 3 từ khi nào?"),
    ],
)
def test_a_level_alone_asks_the_earlier_question_of_it(earlier: str, later: str, topic: str) -> None:
    assert understand(later, [earlier]).topic == topic


@pytest.mark.parametrize(
    "question",
    [
        "Hỏi chuyện khác: ai chủ trì hội nghị?",
        "hoi chuyen khac nhe, con thu vien thi sao",
        "Chuyển chủ đề: thư viện thì sao?",
        "Đổi đề tài nhé, còn cống thì sao?",
        "Sang việc khác: ở đó có mấy trường?",
        "By the way, who chaired the meeting?",
        "On another note, how many schools are there?",
        "Something else: what about schools?",
    ],
)
def test_a_change_of_topic_takes_nothing(question: str) -> None:
    query = understand(question, ["Năm 2014 tỉnh Lâm Đồng có bao nhiêu trạm bơm?"])
    assert not query.history_used
    assert (places(query), periods(query)) == ([], [])
    assert query.topic == question


def test_other_matters_of_the_same_place_are_no_change_of_topic() -> None:
    query = understand("Còn việc khác thì sao?", ["Năm 2014 tỉnh Lâm Đồng có bao nhiêu trạm bơm?"])
    assert query.history_used and places(query) == ["Lâm Đồng"]


SCHOOLS = "Năm 2010 Kon Tum có bao nhiêu trường THCS?"
POOR = "Tỷ lệ hộ nghèo nông thôn Kon Tum năm 2010 là bao nhiêu?"


@pytest.mark.parametrize(
    ("earlier", "later", "told", "gone"),
    [
        (SCHOOLS, "Còn cấp 3?", ("cấp 3", "trường"), "THCS"),
        (SCHOOLS, "Mầm non thì sao?", ("Mầm non", "trường"), "THCS"),
        ("hoc phi cap 2 cua Kon Tum nam 2010 bao nhieu", "con cap 3?", ("cap 3", "hoc phi"), "cap 2"),
        (POOR, "Còn thành thị?", ("thành thị", "hộ nghèo"), "nông thôn"),
        ("How many urban homes had water in Kon Tum in 2010?", "And the countryside?", ("countryside",), "urban"),
        ("How many primary schools did Kon Tum have in 2010?", "And high school?", ("high school",), "primary"),
        ("Mức phạt tối đa ở Kon Tum năm 2010 là bao nhiêu?", "Tối thiểu?", ("Tối thiểu", "Mức phạt"), "tối đa"),
        ("Phụ cấp ban ngày ở Kon Tum năm 2010 là bao nhiêu?", "Còn ban đêm?", ("ban đêm", "Phụ cấp"), "ban ngày"),
        (
            "Học phí miền núi Kon Tum năm 2010 là bao nhiêu?",
            "Còn vùng đồng bằng?",
            ("đồng bằng", "Học phí"),
            "miền núi",
        ),
        ("Học phí tiểu học và THCS Kon Tum năm 2010 là bao nhiêu?", "Còn cấp 3?", ("cấp 3", "Học phí"), "tiểu học"),
        pytest.param(
            "Tỷ lệ trẻ em đi nhà trẻ ở Kon Tum năm 2010 là bao nhiêu?",
            "Còn mẫu giáo?",
            ("mẫu giáo",),
            "nhà trẻ",
        ),
    ],
)
def test_an_alternative_takes_the_place_of_the_earlier_one(
    earlier: str, later: str, told: tuple[str, ...], gone: str
) -> None:
    query, first = understand(later, [earlier]), understand(earlier)
    assert all(word in query.topic for word in told) and gone not in query.topic
    assert query.kind is first.kind and query.periods == first.periods and query.history_used


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        pytest.param(
            POOR,
            "Vì sao thành thị thấp hơn?",
            AnswerKind.REASON,
        ),
        pytest.param(
            SCHOOLS,
            "Ai phụ trách cấp 3?",
            AnswerKind.PERSON,
        ),
    ],
)
def test_a_question_of_its_own_kind_keeps_it(earlier: str, later: str, kind: AnswerKind) -> None:
    assert understand(later, [earlier]).kind is kind


@pytest.mark.parametrize(
    ("question", "inherits"),
    [
        ("Giám đốc Sở Y tế Kon Tum là ai?", False),
        ("Who is the director of Kon Tum's Department of Health?", False),
        ("Ai chủ trì hội nghị tổng kết ngành y tế Kon Tum?", True),
    ],
)
def test_who_holds_a_post_is_asked_of_today(question: str, inherits: bool) -> None:
    query = understand(question, ["Năm 2010 Kon Tum có bao nhiêu trạm y tế?"])
    assert bool(query.periods) is inherits


@pytest.mark.parametrize(
    ("earlier", "later", "names"),
    [
        ("Năm 2003 có bao nhiêu hộ vào tỉnh Bình Phước?", "Tỉnh nào có nhiều hộ bỏ đi nhất?", []),
        ("How many households came to Bình Phước in 2003?", "Which province did most of them leave?", []),
        ("Năm 2003 có bao nhiêu hộ vào tỉnh Bình Phước?", "Huyện nào nhận nhiều hộ nhất?", ["Bình Phước"]),
    ],
)
def test_the_place_that_is_asked_for_is_within_none(earlier: str, later: str, names: list[str]) -> None:
    assert [place.name for place in understand(later, [earlier]).places] == names


def test_a_width_is_asked_in_place_of_a_length() -> None:
    topic = understand("thế rộng bao nhiêu?", ["Cầu Bến Lở dài bao nhiêu mét?"]).topic
    assert "rộng" in topic
    assert "dài" not in topic
    assert "Cầu Bến Lở" in topic
