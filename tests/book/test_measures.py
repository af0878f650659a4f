"""Measures: what may stand on one axis."""

from __future__ import annotations

import pytest

from rag.book.measures import measure
from rag.quantities.numbers import find_quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thu 37,367 tỷ đồng", "dong"),
        ("thu 1.350 triệu đồng", "dong"),
        ("thu 92 tỷ, đạt", "dong"),
        ("vay 5,5 triệu USD", "USD"),
        ("vay 263,2 tỷ yên", "yen"),
        ("trồng 1.200 ha rừng", "ha"),
        ("thu hoạch 25 nghìn tấn thóc", "tan"),
        ("làm mới 32 km đường", "km"),
        ("có 249 điểm phục vụ bưu chính", "things"),
        ("có 13 tỉnh/thành phố", "things"),
        ("đạt 12,5 giường bệnh/vạn dân", "things/van dan"),
        ("đạt 96%", "%"),
        ("chỉ số đạt 65,3", ""),
    ],
)
def test_what_a_unit_measures(text: str, expected: str) -> None:
    [quantity] = find_quantities(text)
    assert measure(quantity) == expected
