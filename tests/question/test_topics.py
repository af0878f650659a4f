"""What a question is about."""

from __future__ import annotations

import pytest

from rag.question.topics import topic_of
from rag.question.understanding import understand


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ngoài hồ La Ngà, còn hồ nào khác bị cạn?", "còn hồ nào khác bị cạn?"),
        ("khong ke ho La Nga, con ho nao nua", "con ho nao nua"),
        ("Không tính lúa nước, còn trồng cây gì nữa?", "còn trồng cây gì nữa?"),
        ("Apart from pepper, what other crops were sold?", "what other crops were sold?"),
        ("Besides the dam, what else was built?", "what else was built?"),
        ("Ngoài ra, có bao nhiêu hồ chứa?", "Ngoài ra, có bao nhiêu hồ chứa?"),
        ("Besides pepper, which crops were sold?", "Besides pepper, which crops were sold?"),
    ],
)
def test_what_is_left_out_is_not_asked_about(text: str, topic: str) -> None:
    assert topic_of(text, [], []) == topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Theo báo cáo tổng kết, có bao nhiêu hồ chứa?", "có bao nhiêu hồ chứa?"),
        ("Có bao nhiêu hồ chứa, theo báo cáo của sở?", "Có bao nhiêu hồ chứa?"),
        ("co bao nhieu ho chua, theo bao cao tong ket?", "co bao nhieu ho chua?"),
        ("Báo cáo của ngành thủy lợi cho biết có bao nhiêu hồ chứa?", "có bao nhiêu hồ chứa?"),
        ("Bao cao neu rang co may vu chay?", "co may vu chay?"),
        ("According to the annual report, how many dams leak?", "how many dams leak?"),
        ("How many dams leak, going by the review?", "How many dams leak?"),
        ("In the article on pepper, who spoke?", "who spoke?"),
        ("Theo kế hoạch, trồng bao nhiêu cây?", "Theo kế hoạch, trồng bao nhiêu cây?"),
        ("Tại hội nghị, ai phát biểu?", "Tại hội nghị, ai phát biểu?"),
        ("How many reports were written?", "How many reports were written?"),
    ],
)
def test_who_says_so_is_no_topic(text: str, topic: str) -> None:
    assert topic_of(text, [], []) == topic


def test_a_place_left_out_is_not_asked_about() -> None:
    query = understand("Theo báo cáo tổng kết, năm 2021 Quảng Trị có bao nhiêu hồ chứa?")
    assert query.topic == "có bao nhiêu hồ chứa?"
    assert [p.name for p in query.places] == ["Quảng Trị"] and [p.year for p in query.periods] == [2021]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ngoài lúa, huyện còn bao nhiêu ha ngô?", "huyện còn bao nhiêu ha ngô?"),
        ("ngoai lua, huyen con trong gi", "huyen con trong gi"),
        ("Không kể ngô, xã còn trồng mấy loại rau?", "xã còn trồng mấy loại rau?"),
        ("Ngoài giờ, có bao nhiêu trạm mở cửa?", "Ngoài giờ, có bao nhiêu trạm mở cửa?"),
        pytest.param(
            "Ngoài khơi, có bao nhiêu con tàu?",
            "Ngoài khơi, có bao nhiêu con tàu?",
        ),
        pytest.param(
            "Ngoài bãi giữa, dân thả mấy con bò?",
            "Ngoài bãi giữa, dân thả mấy con bò?",
        ),
    ],
)
def test_what_is_still_there_besides(text: str, topic: str) -> None:
    assert topic_of(text, [], []) == topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("How many complaints (not submissions) were received?", "How many complaints were received?"),
        ("Có bao nhiêu đơn (không phải hồ sơ)?", "Có bao nhiêu đơn?"),
        ("co bao nhieu don (khong tinh ho so)?", "co bao nhieu don?"),
        ("Có bao nhiêu hộ (chứ không phải người)?", "Có bao nhiêu hộ?"),
        ("Có bao nhiêu xã (nông thôn)?", "Có bao nhiêu xã (nông thôn)?"),
        ("Có mấy lò (không có phép)?", "Có mấy lò (không có phép)?"),
        pytest.param(
            "How many firms (not registered) are there?",
            "How many firms (not registered) are there?",
        ),
    ],
)
def test_what_is_not_asked_for_may_be_said(text: str, topic: str) -> None:
    assert " ".join(topic_of(text, [], []).split()) == topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Thế vụ 2018-2019 thì sao?", "Thế thì sao?"),
        ("Vụ đông xuân 2018-2019 gieo bao nhiêu ha?", "Vụ đông xuân gieo bao nhiêu ha?"),
        ("Niên vụ 2018-2019 xuất khẩu bao nhiêu?", "xuất khẩu bao nhiêu?"),
        ("Năm 2019 có bao nhiêu vụ cháy?", "có bao nhiêu vụ cháy?"),
    ],
)
def test_the_word_that_makes_two_years_a_season_goes_with_them(text: str, topic: str) -> None:
    assert understand(text).topic == topic
