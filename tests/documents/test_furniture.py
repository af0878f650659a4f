"""Each kind of line is known by its own words, with or without diacritics."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents import furniture


@pytest.mark.parametrize(
    "line",
    [
        "Skip Ribbon Commands", "Skip to main content", "Sign In", "image advertisement", "Additional information",
        "Trang chủ | Giới thiệu | Tin tức - Sự kiện | Văn bản | Liên hệ", "Trang chủ » Tin tức » Chi tiết",
        "Số lượt xem: 265", "Đang online: 37", "Hôm nay: 1.562", "In bài viết", "Cỡ chữ A- A+", "Về đầu trang",
        "Cổng thông tin điện tử kính chào quý khách! Trang chủ Góp ý Sơ đồ trang Liên hệ",
        "Ghi rõ nguồn khi phát hành lại thông tin từ trang này.", "Bình luận (0)", "Chia sẻ",
    ],
)  # fmt: skip
def test_furniture(line: str) -> None:
    assert furniture.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "25/07/2022 14:50 Số lượt xem: 265", "Mạng lưới bưu chính hiện có 249 điểm phục vụ.",
        "Hôm nay, Sở tổ chức hội nghị.",
        "Về lĩnh vực bưu chính - viễn thông", "Địa phương | Số vụ | Tỷ lệ", "Liên hệ giữa các ngành được củng cố.",
    ],
)  # fmt: skip
def test_no_furniture(line: str) -> None:
    assert not furniture.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: Các đại biểu dự hội nghị.", "[Ảnh: Quang cảnh hội nghị]", "Chú thích ảnh: Đoàn thầy thuốc xuất quân",
        "Các đại biểu tham dự Hội nghị", "Lãnh đạo tỉnh tặng Cờ thi đua và Bằng khen cho các đơn vị tại Hội nghị",
        "Đại diện Phòng Văn hóa và Thông tin trình bày tham luận", "Giám đốc Sở phát biểu tại Hội nghị",
        "Khen thưởng cho các tập thể và cá nhân có thành tích xuất sắc",
    ],
)  # fmt: skip
def test_caption(line: str) -> None:
    assert furniture.is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "Về lĩnh vực bưu chính - viễn thông",
        "Hạn chế:",
        "Giám đốc Sở phát biểu tại Hội nghị.",
        "Tin, ảnh: Thu Hà",
        "1. Bưu chính",
    ],
)
def test_no_caption(line: str) -> None:
    assert not furniture.is_caption(line)


def test_a_paragraph_that_a_caption_has_run_into_answers() -> None:
    said = "Sở phấn đấu nâng số điểm phục vụ bưu chính lên 260 vào năm sau, đồng thời mở rộng mạng lưới đến các thôn. "
    assert not furniture.is_caption(f"Ảnh minh họa {said * 4}")
    assert not furniture.is_caption(f"Ảnh: Thu Hà {said * 4}".rstrip(" ."))


def test_related_news() -> None:
    assert furniture.opens_related("Tin liên quan:") == (True, False)
    assert furniture.opens_related("Các tin khác: Tập huấn | Ra quân") == (True, True)
    assert furniture.opens_related("Tin từ Sở Y tế cho biết") == (False, False)


def test_bullets_and_numbers() -> None:
    assert furniture.bullet("- Phủ sóng thêm 15 thôn;") == 2
    assert furniture.bullet("a) Đẩy mạnh tuyên truyền") == 3
    assert furniture.numbering("II. Kết quả") == 4
    assert furniture.numbering("1.197 thôn đã có sóng") == 0
    assert furniture.bullet("2022 là năm bản lề") == 0


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_line_is_judged(line: str) -> None:
    for judge in (furniture.is_furniture, furniture.is_caption, furniture.is_date_line, furniture.is_signature,
                  furniture.is_final, furniture.opens_related, furniture.bullet, furniture.numbering):  # fmt: skip
        judge(line)
