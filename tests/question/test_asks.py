"""Two questions in one."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.question.asks import Asks, two_asks
from rag.text import fold


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("Ai ký Nghị quyết này, ký ngày nào?", "Ai ký Nghị quyết này", "ký ngày nào"),
        ("Hội chợ khai mạc khi nào, ở đâu?", "Hội chợ khai mạc khi nào", "ở đâu"),
        ("Hội chợ khai mạc khi nào ở đâu?", "Hội chợ khai mạc khi nào", "ở đâu"),
        ("Lớp học mở lúc nào và do ai đứng lớp?", "Lớp học mở lúc nào", "do ai đứng lớp"),
        ("Huyện có bao nhiêu trường; rồi bao nhiêu lớp?", "Huyện có bao nhiêu trường", "bao nhiêu lớp"),
        ("Đề án do ai duyệt, đồng thời vốn là bao nhiêu?", "Đề án do ai duyệt", "vốn là bao nhiêu"),
        ("Xã nào trồng nhiều bơ nhất, xã nào ít nhất?", "Xã nào trồng nhiều bơ nhất", "xã nào ít nhất"),
        ("Trường nằm trên đường nào và mấy lớp?", "Trường nằm trên đường nào", "mấy lớp"),
    ],
)
def test_both_questions_are_told_apart(question: str, first: str, second: str) -> None:
    asks = two_asks(question)
    assert asks is not None
    assert (asks.first, asks.second) == (first, second)


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("ai ky nghi quyet nay, ky ngay nao", "ai ky nghi quyet nay", "ky ngay nao"),
        ("hoi cho trau khai mac khi nao o dau", "hoi cho trau khai mac khi nao", "o dau"),
        ("lop hoc mo luc nao va do ai dung lop", "lop hoc mo luc nao", "do ai dung lop"),
        ("huyen co bao nhieu truong, may lop", "huyen co bao nhieu truong", "may lop"),
    ],
)
def test_diacritics_are_not_needed(question: str, first: str, second: str) -> None:
    asks = two_asks(question)
    assert asks is not None
    assert (asks.first, asks.second) == (first, second)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        (
            "Who chaired the fair, and when did it open?",
            Asks("Who chaired the fair", "when did it open", "chaired the fair"),
        ),
        ("When and where was the fair held?", Asks("When was the fair held", "where was the fair held")),
        (
            "How many schools and how many classes are there?",
            Asks("How many schools", "how many classes are there", "schools"),
        ),
        (
            "How many schools are there and by whom are they run?",
            Asks("How many schools are there", "by whom are they run", "schools are there"),
        ),
        (
            "Where is the clinic and the number of beds?",
            Asks("Where is the clinic", "the number of beds", "is the clinic"),
        ),
        (
            "Did the clinic open and how many beds does it have?",
            Asks("Did the clinic open", "how many beds does it have", "Did the clinic open"),
        ),
    ],
)
def test_english(question: str, asks: Asks) -> None:
    assert two_asks(question) == asks


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "What is the number and date of the resolution on school fees?",
            "What is the number of the resolution on school fees",
            "What is the date of the resolution on school fees",
        ),
        (
            "Give the number and the date of the decision",
            "Give the number of the decision",
            "Give the date of the decision",
        ),
        (
            "What are the names and addresses of the clinics?",
            "What are the names of the clinics",
            "What are the addresses of the clinics",
        ),
        ("Tell me the name and age of the winner", "Tell me the name of the winner", "Tell me the age of the winner"),
    ],
)
def test_two_things_of_one_are_asked_of_it_each(question: str, first: str, second: str) -> None:
    assert two_asks(question) == Asks(first, second)


@pytest.mark.parametrize(
    "question",
    [
        "Có mấy xã?",
        "Tỉnh có bao nhiêu trường và lớp?",
        "Tỉnh có bao nhiêu máy cày và máy bơm?",
        "Tỉnh có bao nhiêu nhà máy nước, nhà máy điện?",
        "tinh co bao nhieu may cay va may bom",
        "tinh co bao nhieu may tinh, may phat",
        "Huyện Bình Gia và huyện Na Rì có bao nhiêu xã?",
        "Theo báo cáo, huyện có bao nhiêu xã?",
        "Vì sao đàn trâu giảm, đàn bò tăng?",
        "Ai, ở đâu?",  # three words are no question by themselves
        "Who chaired the fair and closed it?",
        "How many schools and classes are there?",
        "Revenue and how much?",  # nothing is asked before
        "What was the ratio of boys and girls of the school?",
        "xin chào",
        "?",
        "",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert two_asks(question) is None


@pytest.mark.parametrize(
    ("question", "setting"),
    [
        ("Hội chợ khai mạc khi nào, ở đâu?", "Hội chợ khai mạc"),
        ("Năm 2014 huyện có bao nhiêu trạm bơm, ai quản lý?", "Năm 2014 huyện trạm bơm"),
        ("hoi cho trau khai mac khi nao, o dau", "hoi cho trau khai mac"),
        ("Giám đốc Sở là ai, nhận chức ngày nào?", "Giám đốc Sở"),
        ("Where did the fair open, and who opened it?", "did the fair open"),
    ],
)
def test_the_setting_leaves_out_what_is_asked(question: str, setting: str) -> None:
    asks = two_asks(question)
    assert asks is not None
    assert asks.setting == setting


_PIECES = st.lists(
    st.sampled_from(
        "bao nhiêu|bao nhieu|mấy|may|ai|nào|nao|ở đâu|o dau|khi nào|, |; | và | va | and |how many|when|who|what is "
        "the |of |the |date|số|ngày|school|trường|?|.|İ|Số|\u0301".split("|")
    ),
    max_size=12,
).map(" ".join)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


@given(st.text(max_size=80) | _PIECES)
@example("When and where")
@example("What is the số and ngày of it")
def test_the_parts_are_made_of_the_text(text: str) -> None:
    asks = two_asks(text)
    if asks is not None:
        assert all(_words(part) <= _words(text) | {"the"} for part in asks)
        assert asks.first.strip() and asks.second.strip()


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("Who opened the fair, and roughly when?", "Who opened the fair", "when"),
        ("Who opened the fair and also where?", "Who opened the fair", "where"),
        ("Who opened the fair and then when did it close?", "Who opened the fair", "when did it close"),
        ("How many goats and approximately how many sheep?", "How many goats", "how many sheep"),
        ("Who paid for it, and exactly by when?", "Who paid for it", "by when"),
        ("How many ferries run and about the number of seats?", "How many ferries run", "the number of seats"),
    ],
)
def test_about_how_many_and_roughly_when_are_questions(question: str, first: str, second: str) -> None:
    asks = two_asks(question)
    assert asks is not None
    assert (asks.first, asks.second) == (first, second)


@pytest.mark.parametrize(
    "question", ["Who opened the fair and roughly closed it?", "How many goats and about ten sheep were sold?"]
)
def test_a_hedge_alone_asks_nothing(question: str) -> None:
    assert two_asks(question) is None
