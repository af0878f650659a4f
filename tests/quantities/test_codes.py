"""Numbers of names, codes, versions, scales, times of day, telephones, scores, and figures that look like them."""

from __future__ import annotations

import pytest

from rag.quantities.numbers import find_quantities
from rag.text import fold


def numbers(text: str) -> list[str]:
    return [q.text for q in find_quantities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "tài khoản mang tên NhaQue 79 đã đăng bài",
        'Theo trang "Xóm Chợ 24", nước rút chậm.',
        "trang “Diễn đàn 247” đăng tin",
        "thiết bị TX - 05 được đưa vào thử nghiệm",
        "nguồn phóng xạ Ir -192 bị thất lạc",
        "Bộ Tư lệnh Quân khu 9",
        "đơn vị thuộc Sư đoàn 330",
        "Bộ Tư lệnh Vùng 5 Hải quân đến thăm",
        "Trung tâm Tần số khu vực 7 cho biết",
        "theo Nghị định 130 Chính phủ ban hành",
        "thực hiện Nghị quyết Trung ương 6 (khóa XII)",
        "đại biểu Quốc hội khoá 12, 13",
        "các quận 3, 10 và huyện Nhà Bè",
        "cán bộ P. 12, Q. Gò Vấp",
        "nền nông nghiệp 4.0 và giáo dục 5.0",
        "trong thời đại công nghệ 4.0.",
        "Khung kiến trúc Chính quyền điện tử 2.0",
        "đồ án quy hoạch chi tiết tỷ lệ 1/500 khu dân cư",
        "bản đồ địa chính 1/1.000, 1/2.000 và 1/5.000",
        "Thành phố duyệt phương án 1/2000",
        "lúc 7 giờ người dân phát hiện",
        "khoảng 9 giờ sáng, đoàn đến nơi",
        "làm việc từ 7 giờ đến 17 giờ",
        "họp báo lúc 8 g 30 và 14g15",
        "chậm nhất 17 giờ ngày 5/7",
        "Điện thoại: (0260) 3862 155",
        "liên hệ 0236.3881.888 hoặc +84 24 3943 1234",
        "đội tỉnh thắng 3-1, lượt về thua 0 - 2",
        "trận đấu kết thúc 4-2",
        "Ngày không tiền mặt (16-6)",
        "dịch vụ công trực tuyến (mức 3, 4) tăng",
        "tiêu chuẩn TCVN 7957 và ISO 22000",
        "xăng RON 95",
        "nhiều cụ già sống 1 mình",
        "từ những năm 90",
        "năm 70 của thế kỷ trước",
        "bản đồ vẽ năm 1862, in màu",
        "phòng, chống dịch COVID 19",
        "Đoàn dự SEA Games 31",
        "chào mừng 30 năm tái lập tỉnh",
        "sau 25 năm xây dựng và phát triển",
    ],
)
def test_names_count_nothing(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nhóm 5 người đến thăm", ["5 người"]),
        ("Toàn vùng 3 xã đạt chuẩn", ["3 xã"]),
        ("đạt 4.0", ["4.0"]),
        ("tỷ lệ bác sĩ trên dân là 1/1.000", ["1/1.000"]),
        ("có 1/500 thôn chưa có sóng", ["1/500 thôn"]),
        ("trong 24 giờ qua, mất điện 3 giờ", ["24 giờ", "3 giờ"]),
        ("tăng 3-5 bậc", ["3-5 bậc"]),
        ("10-15 xã, 20-10 xã", ["10-15 xã", "20-10 xã"]),
        ("94 dịch vụ công mức 3 và 2 dịch vụ công mức 4", ["94 dịch vụ công mức 3", "2 dịch vụ công mức 4"]),
        ("thuê bao điện thoại 125.000", ["125.000"]),
        ("Ba Bể 12, Na Rì 8", ["12", "8"]),
        ("Hải Phòng với 92,59, Đồng Nai 92,53", ["92,59", "92,53"]),
        ("(chỉ số PCI 65)", ["65"]),
        ("Xã A -5%", ["-5%"]),
        ("bằng 1/2 so với năm trước", ["1/2"]),
        ("năm 1500 hồ sơ", ["1500 hồ sơ"]),
        ("số người là “45”", ["45"]),
        ("THCS - 124, THPT - 26", ["124", "26"]),
        ("dạy 2 giờ mỗi ngày", ["2 giờ"]),
    ],
)
def test_what_looks_like_a_code_counts(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Bộ Tư lệnh Quân khu 9", "lúc 7 giờ người dân phát hiện", "đồ án quy hoạch chi tiết tỷ lệ 1/500 khu dân cư"],
)
def test_codes_are_known_without_diacritics(text: str) -> None:
    assert numbers(fold(text)) == []
