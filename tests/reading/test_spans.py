"""Spans of a sentence that can answer, by kind."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.reading.spans import causes, fitness, people, spans, with_coordinates, with_joined, with_second_syllable
from rag.text import clean
from rag.types import AnswerKind

CHAIR = "Phó Giám đốc phụ trách Sở Nông Văn Niệp chủ trì Hội nghị tại huyện Ba Bể ngày 26/12/2022."
PLAN = "Ban hành Quyết định số 676/QĐ-UBND phê duyệt Đề án nhằm nâng cao hiệu quả quản lý; mở rộng hạ tầng."
CAUSE = "Doanh thu giảm 10% do nhu cầu gửi báo giấy không còn cao; các điểm vẫn mở cửa."
LIST = "Ba đơn vị trình bày tham luận gồm: Phòng Văn hóa, Trung tâm Truyền thông và Doanh nghiệp viễn thông."
GLOSS = "Tiếp nhận nền tảng tích hợp, chia sẻ dữ liệu (LGSP) từ Bộ."


def found(sentence: str, kind: AnswerKind) -> list[str]:
    return [sentence[start:end] for start, end in spans(sentence, kind)]


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        (CHAIR, AnswerKind.PERSON, "Nông Văn Niệp"),
        ("Ông Lô Quang Tuyến thông qua báo cáo.", AnswerKind.PERSON, "Lô Quang Tuyến"),
        ("Đồng chí Nguyễn Minh dự và chỉ đạo.", AnswerKind.PERSON, "Nguyễn Minh"),
        (CHAIR, AnswerKind.PLACE, "huyện Ba Bể"),
        ("Thử nghiệm tại khu đô thị Novaworld và Novahill.", AnswerKind.PLACE, "khu đô thị Novaworld và Novahill"),
        (CHAIR, AnswerKind.DATE, "26/12/2022"),
        (PLAN, AnswerKind.DOCUMENT, "676/QĐ-UBND"),
        (PLAN, AnswerKind.PURPOSE, "nâng cao hiệu quả quản lý"),
        ("Lập tổng đài tư vấn, hỗ trợ người cách ly.", AnswerKind.PURPOSE, "tư vấn, hỗ trợ người cách ly"),
        (CAUSE, AnswerKind.REASON, "nhu cầu gửi báo giấy không còn cao"),
        ("Tỉnh xếp thứ 26/63 tỉnh, thành phố.", AnswerKind.RANK, "thứ 26/63"),
        ("Giành hạng thứ nhất toàn đoàn.", AnswerKind.RANK, "hạng thứ nhất"),
        (LIST, AnswerKind.LIST, "Phòng Văn hóa, Trung tâm Truyền thông và Doanh nghiệp viễn thông"),
        (GLOSS, AnswerKind.DEFINITION, "nền tảng tích hợp, chia sẻ dữ liệu"),
    ],
)
def test_the_answer_is_among_the_spans(sentence: str, kind: AnswerKind, expected: str) -> None:
    assert any(expected in span for span in found(sentence, kind))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Hội nghị kết thúc.", AnswerKind.PERSON),
        ("Không có gì khác.", AnswerKind.DATE),
        ("Chủ tịch tỉnh Thanh Hóa yêu cầu rà soát.", AnswerKind.PERSON),
        ("Chủ tịch Thanh Hóa yêu cầu rà soát.", AnswerKind.PERSON),
        (CHAIR, AnswerKind.NUMBER),
        (CHAIR, AnswerKind.OPEN),
        ("", AnswerKind.LIST),
        ("Đạt kết quả tốt.", AnswerKind.LIST),
        ("Hội nghị tại Việt Nam.", AnswerKind.PLACE),
    ],
)
def test_nothing_where_there_is_nothing(sentence: str, kind: AnswerKind) -> None:
    assert found(sentence, kind) == []


PIECES = st.lists(
    st.sampled_from(
        [CHAIR, PLAN, CAUSE, LIST, GLOSS, "(", ")", ":", "; ", "gồm: ", " là ", "do ", "thứ ", "ông ", "Nguyễn ", "xã "]
    )
    | st.text(max_size=8),
    max_size=8,
).map("".join)


def test_an_office_behind_a_title_is_no_name() -> None:
    sentence = "Phó Giám đốc phụ trách Sở Thông tin và Truyền thông Nông Văn Niên chủ trì Hội nghị."
    assert [sentence[a:b] for a, b in people(sentence)] == ["Nông Văn Niên"]


@given(PIECES | st.text(), st.sampled_from(AnswerKind))
@settings(deadline=None)
def test_any_sentence_gives_spans_within_it(sentence: str, kind: AnswerKind) -> None:
    stored = clean(sentence)
    for start, end in spans(stored, kind):
        assert 0 <= start <= len(stored) and 0 <= end <= len(stored)


@pytest.mark.parametrize("sentence", ["Kết quả là .", "Kết quả là ", "X là ;"])
def test_no_span_is_empty(sentence: str) -> None:
    assert all(sentence[start:end].strip() for start, end in spans(sentence, AnswerKind.DEFINITION))


def test_a_list_goes_on_after_a_bracket() -> None:
    text = "Có 4 tổ chức: Phật giáo, Công giáo, Tin lành (miền Bắc), Cơ đốc Phục lâm."
    start, end = text.index("Phật"), text.index(" (miền")
    widened = with_coordinates(text, start, end, 0, len(text))
    assert text[slice(*widened)] == "Phật giáo, Công giáo, Tin lành (miền Bắc), Cơ đốc Phục lâm"


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        (
            "cho Đài Truyền thanh –Truyền hình huyện Sa Thầy và ba người",
            "Đài Truyền thanh",
            "–Truyền hình huyện Sa Thầy",
        ),
        ("do Sở Tài chính - Vật giá trình", "Sở Tài chính", "- Vật giá"),
        ("từ Sa Thầy đến Kon Rẫy", "Sa Thầy", ""),
        ("có 12 xã - An Bình", "12 xã", ""),
    ],
)
def test_a_name_goes_on_behind_a_dash(text: str, span: str, whole: str) -> None:
    start = text.index(span)
    _, end = with_joined(text, start, start + len(span), len(text))
    assert text[start:end].endswith(whole or span)


def test_a_list_keeps_its_last_thing() -> None:
    text = "Tu bổ đê sông Hồng, sông Đào và đê biển do tỉnh quản lý."
    start, end = text.index("sông Hồng"), text.index(" và")
    assert text[slice(*with_coordinates(text, start, end, 0, len(text)))].endswith("và đê biển")


def test_a_list_ends_where_the_next_begins() -> None:
    text = "Vùng I gồm các huyện Sa Thầy, Ngọc Hồi; vùng II gồm Đăk Hà, Kon Rẫy."
    assert "các huyện Sa Thầy, Ngọc Hồi" in [text[a:b] for a, b in spans(text, AnswerKind.LIST)]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (CAUSE, ["nhu cầu gửi báo giấy không còn cao"]),
        ("Nguyên nhân giảm: mưa kéo dài; bến bị sạt; tàu hỏng.", ["mưa kéo dài; bến bị sạt; tàu hỏng"]),
        ("Nguyên nhân: nước cạn, bến bị sạt; tàu hỏng.", ["nước cạn, bến bị sạt; tàu hỏng"]),
        ("Khách giảm vì nước cạn dần; tàu hỏng.", ["nước cạn dần"]),
        ("Bến cũ đã đóng; do vậy khách giảm.", []),
    ],
)
def test_what_follows_a_colon_are_all_causes(sentence: str, told: list[str]) -> None:
    assert [sentence[a:b].strip() for a, b in causes(sentence)] == told


def whole_name(text: str, span: str, whole: str) -> object:
    return pytest.param(text, span, whole)


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("do Ban Chấp hành Hội lập", "Ban Chấp", "Ban Chấp hành"),
        ("do Sở Nội vụ trình", "Sở Nội", "Sở Nội vụ"),
        ("của Bộ Y tế", "của Bộ Y", "của Bộ Y tế"),
        ("Sở Công Thương tổ chức", "Sở Công Thương", "Sở Công Thương"),
        ("Phòng Y và các trạm", "Phòng Y", "Phòng Y"),
        ("ở Hội An, khách tăng", "Hội An", "Hội An"),
        ("Ban Chấp hànhX", "Ban Chấp", "Ban Chấp"),
        whole_name("khách đến Hội An tăng mạnh", "Hội An", "Hội An"),
        whole_name("huyện Vụ Bản đạt chuẩn", "Vụ Bản", "Vụ Bản"),
        whole_name("Bà Đoàn Lan phát biểu", "Bà Đoàn Lan", "Bà Đoàn Lan"),
    ],
)
def test_the_name_of_a_body_is_not_cut(text: str, span: str, whole: str) -> None:
    start = text.index(span)
    assert text[slice(*with_second_syllable(text, start, start + len(span), len(text)))] == whole


def test_a_name_goes_on_up_to_the_end_allowed_only() -> None:
    assert with_second_syllable("Sở Nội vụ", 0, 6, 6) == (0, 6)


@pytest.mark.parametrize(
    ("span", "fits"),
    [("5/2021", -1.0), ("tháng 5 năm 2021", -1.0), ("ngày 3/4/2020", -1.0), ("Sở Y tế", 0.0), ("Công ty 19-5", 0.0)],
)
def test_a_day_is_no_body(span: str, fits: float) -> None:
    assert fitness(f"{span} đã làm.", 0, len(span), AnswerKind.ORGANISATION) == fits


def test_a_row_of_figures_takes_no_time() -> None:
    """In a process of its own, for a match cannot be broken off."""
    code = (
        "from rag.reading.spans import fitness; from rag.types import AnswerKind; "
        "row = '12.480 | 13.950 | 15.210 | 16.700 | 18.040 | tấn'; fitness(row, 0, len(row), AnswerKind.ORGANISATION)"
    )
    try:
        subprocess.run([sys.executable, "-c", code], check=True, timeout=20)
    except subprocess.TimeoutExpired:
        pytest.fail("not matched in 20 seconds")


@pytest.mark.parametrize(
    ("span", "fits"),
    [("Nguyễn Văn Bảnh", -1.0), ("ông", -1.0), ("ông Nguyễn Văn Bảnh", -1.0), ("Công ty Lương Hòa", 0.0)],
)
def test_a_person_is_no_body(span: str, fits: float) -> None:
    sentence = "Theo ông Nguyễn Văn Bảnh, Công ty Lương Hòa dẫn đầu."
    start = sentence.index(span)
    assert fitness(sentence, start, start + len(span), AnswerKind.ORGANISATION) == fits


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("HỘI ĐỒNG BỘ TRƯỞNG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", []),
        ("HỘI ĐỒNG BỘ TRƯỞNG | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", []),
        ("BỘ TRƯỞNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", []),
        ("BỘ TRƯỞNG\nNGUYỄN VĂN TÒNG", ["NGUYỄN VĂN TÒNG"]),
        pytest.param(
            "CHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG",
            [],
        ),
    ],
)
def test_the_state_s_name_in_capitals_is_no_person_s(text: str, named: list[str]) -> None:
    assert [text[a:b] for a, b in people(text)] == named
