"""Sentences end where a Vietnamese reader ends them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.sentences import split_sentences


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn công tác làm việc tại TP. Quy Nhơn và TX. An Nhơn trong hai ngày.",
        "Hội nghị do ThS. Lê Văn An chủ trì.",
        "Bệnh viện Q.1 và P. Bến Nghé phối hợp.",
        "Doanh thu đạt 37,367 tỷ đồng, có 97.360 hộ tham gia, tăng 1.5 lần.",
        "Quyết định số 45/QĐ-TTg ngày 19/10/2016 của Thủ tướng Chính phủ có hiệu lực.",
        "1. Đón 7,5 triệu lượt khách, trong đó 2,5 triệu lượt khách quốc tế;",
        "Trang stttt.binhthuan.gov.vn đăng tin.",
        "Các dịch vụ phát triển… nhanh chóng, thuận tiện.",
    ],
)
def test_stays_one_sentence(text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mạng lưới có 249 điểm. Tỷ lệ đạt 100%.", ["Mạng lưới có 249 điểm.", "Tỷ lệ đạt 100%."]),
        ("Tỉnh có 12 huyện.Trong năm, thêm 2 xã.", ["Tỉnh có 12 huyện.", "Trong năm, thêm 2 xã."]),
        ("Đạt 25. Có 3 đơn vị chưa đạt.", ["Đạt 25.", "Có 3 đơn vị chưa đạt."]),
        ("Ông nói: “Phải làm ngay.” Mọi người đồng ý.", ["Ông nói: “Phải làm ngay.”", "Mọi người đồng ý."]),
        ("Nhiệm vụ đã xong./. Thu Trang", ["Nhiệm vụ đã xong./.", "Thu Trang"]),
        ("Vì sao? Do thiếu vốn!", ["Vì sao?", "Do thiếu vốn!"]),
        ("trên 1,5 triệu bản sách… Bên cạnh đó, tập huấn.", ["trên 1,5 triệu bản sách…", "Bên cạnh đó, tập huấn."]),
    ],
)
def test_splits(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@settings(deadline=None)
@given(st.text(alphabet='aAâĐđ1 .,;…!?"”()\n\t/-', max_size=200))
def test_spans_hold_everything_in_order(text: str) -> None:
    spans = split_sentences(text)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert text[position:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        position = end
    assert text[position:].strip() == ""
