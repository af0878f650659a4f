"""What only looks like a place."""

from __future__ import annotations

import pytest

from rag.scopes.places import find_places


def names(text: str) -> list[str]:
    return [m.place.name for m in find_places(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thái Bình phát biểu",
        "đồng chí Trần Quảng Nam chủ trì",
        "Bà Nguyễn Thị Hà Giang dự họp",
        "ông Quang Nam đã trả lời các câu hỏi của đại biểu",
        "Công ty Hà Nam Ninh",
        "học tập tư tưởng Hồ Chí Minh",
        "vì hòa bình và ổn định",
        "các đơn vị thống nhất văn bản",
        "cac don vi thong nhat van ban",
        "tinh hinh dich benh dien bien phuc tap",
        "mo duong day nong, mo hai duong day nong",
        "how long an outage may last",
        "xã Hòa Bình",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("text", ["đường Hoàng Sa", "trên sân Thống Nhất", "sân bay Tân Sơn Nhất"])
def test_streets_and_airports_are_no_districts(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trang bang, go dau co bao nhieu", ["Trảng Bàng", "Gò Dầu"]),
        ("o cho don co bao nhieu", ["Chợ Đồn"]),
        ("huyen thong nhat", ["Thống Nhất"]),
        ("đường Tam Đảo - Vĩnh Yên", ["Tam Đảo", "Vĩnh Yên"]),
        ("phan thiet co bao nhieu xa", ["Phan Thiết"]),
    ],
)
def test_everyday_words_are_districts_where_the_words_around_say_so(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_chairmans_name_behind_the_province_does_not_hide_it() -> None:
    assert names("Chủ tịch UBND tỉnh Bắc Ninh Nguyễn Thị Hương phát biểu") == ["Bắc Ninh"]
