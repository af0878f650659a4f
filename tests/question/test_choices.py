"""The alternatives that a question offers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.question.choices import choices


@pytest.mark.parametrize(
    ("topic", "offered"),
    [
        ("Họp qua Skype hay qua điện thoại?", ("skype", "dien thoai")),
        ("hop qua Skype hay qua dien thoai", ("skype", "dien thoai")),
        ("Trụ sở đặt ở phường hay ở xã?", ("phuong", "xa")),
        ("Được trồng bằng cây con hay bằng hạt?", ("cay con", "hat")),
        ("Lớp học dạy tiếng Thái hay tiếng Mông?", ("tieng thai", "tieng mong")),
        ("Dân dùng nước giếng hoặc nước máy?", ("nuoc gieng", "nuoc may")),
        ("Họp tại nhà văn hóa, hay là tại sân vận động?", ("nha van hoa", "san van dong")),
        ("Is the fair held in the stadium or in the market?", ("the stadium", "the market")),
        ("Was it paid by card or in cash?", ("card", "cash")),
    ],
)
def test_both_things_offered_are_told(topic: str, offered: tuple[str, str]) -> None:
    assert choices(topic) == offered


@pytest.mark.parametrize(
    "topic",
    [
        "Có họp trực tiếp hay không?",
        "da xong hay chua",
        "Doanh thu tăng hay giảm?",
        "Is it a lake or not?",
        "Did it fall or rise?",
        "Chợ hay chợ?",
        "Ai chủ trì?",
        "hay là gì",
        "",
    ],
)
def test_no_choice_between_things(topic: str) -> None:
    assert choices(topic) == ()


OFFERS = st.tuples(
    st.text(max_size=20), st.sampled_from([" hay ", " hoặc ", " hay qua ", " or in "]), st.text(max_size=20)
)


@given(st.text(max_size=80) | OFFERS.map("".join))
@settings(deadline=None)
def test_any_text_offers_nothing_or_two_things(topic: str) -> None:
    offered = choices(topic)
    assert offered == () or (len(offered) == 2 and all(offered) and offered[0] != offered[1])
