"""What a question demands besides place, period and subject."""

from __future__ import annotations

import pytest

from rag.answering.demands import Demands, offices_in
from rag.answering.extremes import Extreme
from rag.question.understanding import understand


def demands(question: str) -> Demands:
    return Demands.of(understand(question))


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("pho chu tich ubnd tinh", {"vice_chair"}),
        ("chu tich ubnd tinh", {"chair"}),
        ("who chaired the committee", {"chair"}),
        ("giam doc va pho giam doc so", {"director", "deputy_director"}),
        ("the deputy director of the department", {"deputy_director"}),
        ("who led the delegation", {"team_head"}),
        ("who heads the department of trade", {"director"}),
        ("who headed the provincial trade department", {"director"}),
        ("who was in charge of the provincial health department", {"director"}),
        ("who was in charge of the bridge", set()),
        ("bao nhieu diem buu chinh", set()),
    ],
)
def test_offices(text: str, offices: set[str]) -> None:
    assert offices_in(text) == offices


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Tỉnh có bao nhiêu trường học?", ("truong", "hoc")),
        ("How many schools were there?", ("schools", "were", "there")),
        ("Tỷ lệ hộ nghèo là gì?", ()),
    ],
)
def test_what_is_counted_stands_behind_how_many(question: str, words: tuple[str, ...]) -> None:
    assert demands(question).unit_words == words


def test_targets_parts_and_rests() -> None:
    assert demands("Chỉ tiêu năm 2023 là bao nhiêu trường?").plan and not demands("Có bao nhiêu trường?").plan
    assert demands("Trong đó có bao nhiêu nữ?").qualified and not demands("Có bao nhiêu nữ?").qualified
    assert demands("Các huyện còn lại có bao nhiêu trạm?").rest and not demands("Có bao nhiêu trạm?").rest


def test_days_and_days_of_effect() -> None:
    assert demands("Nghị định có hiệu lực từ ngày nào?").effect
    assert demands("Đoàn đến thăm trường hôm nào?").day
    assert not demands("Ngày 5/3 có bao nhiêu người đến?").day  # a number is asked for


@pytest.mark.parametrize(
    ("question", "kind", "extreme"),
    [
        ("Huyện nào có nhiều trường nhất?", "huyen", Extreme.MOST),
        ("Xã nào có ít hộ nghèo nhất?", "xa", Extreme.LEAST),
        ("Trường ở xã nào?", "xa", None),
        ("Có bao nhiêu trường?", "", None),
        ("Which districts grow pepper?", "huyen", None),
        ("Which three communes were praised?", "xa", None),
        ("Which of the villages flooded most?", "thon", Extreme.MOST),
        ("Which hamlets flooded?", "thon", None),
        ("Which towns have a market?", "thi xa", None),
        ("Which townships have a market?", "thi tran", None),
        ("Which cities have a market?", "thanh pho", None),
        ("Which wards have a market?", "phuong", None),
        ("Which provinces have a port?", "tinh", None),
        ("Which crops grow there?", "", None),
    ],
)
def test_which_place(question: str, kind: str, extreme: Extreme | None) -> None:
    assert (demands(question).place_kind, demands(question).extreme) == (kind, extreme)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Giá đất vị trí 1 đường Nguyễn Huệ là bao nhiêu?", ("nguyen hue",)),
        ("Khu du lịch sinh thái Tràng An đón bao nhiêu khách?", ("trang an",)),
        ("Khu Tân Lập ở đón bao nhiêu khách?", ("tan lap",)),  # as a topic reads: the province is taken out
        ("Trường có bao nhiêu học sinh?", ()),
        ("duong nguyen hue gia bao nhieu", ()),
        ("Sở Thông tin có bao nhiêu người?", ()),
        ("How many stalls does Bàu Cạn market have?", ("bau can",)),
        ("How many households live in Ia Tiêm commune?", ("ia tiem",)),
        ("How many beds does the new Tâm Phúc Hospital have?", ("tam phuc",)),
        ("Is the old market open?", ()),
        ("Xã Ia Tiêm có bao nhiêu hộ?", ("ia tiem",)),
        ("Phường Trà Bá có bao nhiêu hộ?", ("tra ba",)),
        ("Lâm trường Sơ Pai trồng bao nhiêu cây?", ("so pai",)),
        ("Trường Hoa Sen ở xã Ia Tiêm có mấy lớp?", ("hoa sen", "ia tiem")),
    ],
)
def test_what_is_asked_for_by_its_name(question: str, names: tuple[str, ...]) -> None:
    assert demands(question).names == names


@pytest.mark.parametrize(
    ("question", "among"),
    [
        ("Tỉnh là một trong bao nhiêu tỉnh có sân bay?", True),
        ("tinh thuoc nhom bao nhieu tinh co san bay", True),
        ("The province is one of how many with an airport?", True),
        ("Tỉnh có bao nhiêu sân bay?", False),
        ("How many airports are there?", False),
    ],
)
def test_how_many_something_is_among(question: str, among: bool) -> None:
    assert demands(question).among is among


@pytest.mark.parametrize(
    ("question", "choices"),
    [
        ("Lễ hội tổ chức ở sân vận động hay ở nhà văn hóa?", ("san van dong", "nha van hoa")),
        ("Tỉnh có bao nhiêu chợ hay siêu thị?", ()),  # a number is asked for
        ("Lễ hội do ai tổ chức?", ()),
    ],
)
def test_what_is_offered_to_choose_from(question: str, choices: tuple[str, ...]) -> None:
    assert demands(question).choices == choices


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("kt. chu tich pho chu tich", {"vice_chair"}),
        ("kt.giam doc pho giam doc", {"deputy_director"}),
        ("tl. chu tich chanh van phong", set()),
        ("tm. ubnd chu tich", {"chair"}),
        ("chanh an toa an", {"chief_judge"}),
        ("pho chanh an", set()),
        ("vien truong vien kiem sat", {"chief_prosecutor"}),
        ("pho vien truong", set()),
        ("deputy chief justice", set()),
        ("who ran the provincial department", {"director"}),
        ("the department ran a fair", set()),
        pytest.param(
            "k/t giam doc pho giam doc",
            {"deputy_director"},
        ),
        pytest.param(
            "who led the team of the department",
            {"team_head"},
        ),
    ],
)
def test_who_signs_for_another_holds_another_office(text: str, offices: set[str]) -> None:
    assert offices_in(text) == offices


def test_who_holds_a_post_is_no_signer() -> None:
    assert demands("Giám đốc Sở Nội vụ là ai?").holder and not demands("Giám đốc Sở Nội vụ là ai?").signer
    assert demands("Quyết định này do ai ký?").signer and not demands("Quyết định này do ai ký?").holder
