"""Reports cut into sentences of the right kind, and passages, with exact offsets."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.chunking import ANSWERING, passage_text, sentence_text, split
from rag.documents.tables import find_tables
from rag.text import clean
from rag.types import Sentence, SentenceKind

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))

REPORT = """Trang chủ | Giới thiệu | Liên hệ
Sở Công Thương tổng kết công tác năm 2022
(Cập nhật lúc: 05/01/2023)

Ngày 04/01/2023, Sở Công Thương tổ chức hội nghị. Ông Nguyễn Văn A chủ trì.

Các đại biểu tham dự Hội nghị

1. Thương mại
Toàn tỉnh có 12 chợ. Doanh thu đạt 3,5 tỷ đồng.

Nhiệm vụ năm 2023:
- Xây thêm 2 chợ;
- Thu hút 5 dự án.

Bảng: Số chợ theo huyện
Huyện | Số chợ
Huyện A | 7
Huyện B | 5

Tin liên quan
- Khai trương siêu thị
- Hội chợ xuân

Thu Hà"""


def kinds(text: str) -> dict[str, SentenceKind]:
    sentences, _ = split(text)
    return {text[s.start : s.end]: s.kind for s in sentences}


def by_text(text: str, start: str) -> Sentence:
    return next(s for s in split(text)[0] if text[s.start : s.end].startswith(start))


def test_kinds() -> None:
    found = kinds(REPORT)
    assert found["Trang chủ | Giới thiệu | Liên hệ"] is SentenceKind.FURNITURE
    assert found["Sở Công Thương tổng kết công tác năm 2022"] is SentenceKind.HEADING
    assert found["(Cập nhật lúc: 05/01/2023)"] is SentenceKind.PROSE
    assert found["Các đại biểu tham dự Hội nghị"] is SentenceKind.CAPTION
    assert found["1. Thương mại"] is SentenceKind.HEADING
    assert found["Doanh thu đạt 3,5 tỷ đồng."] is SentenceKind.PROSE
    assert found["Nhiệm vụ năm 2023:"] is SentenceKind.HEADING
    assert found["- Thu hút 5 dự án."] is SentenceKind.ITEM
    assert found["Huyện B | 5"] is SentenceKind.ROW
    assert found["- Hội chợ xuân"] is SentenceKind.FURNITURE
    assert found["Thu Hà"] is SentenceKind.PROSE


def test_headings() -> None:
    assert by_text(REPORT, "Toàn tỉnh").heading == "1. Thương mại"
    assert by_text(REPORT, "- Xây").heading == "Nhiệm vụ năm 2023:"
    assert by_text(REPORT, "Huyện A").heading == "Bảng: Số chợ theo huyện"
    assert by_text(REPORT, "Thu Hà").heading == "1. Thương mại"


def test_what_is_indexed_says_what_it_is_about() -> None:
    tables = find_tables(REPORT)
    assert sentence_text(REPORT, by_text(REPORT, "- Xây"), tables) == "Nhiệm vụ năm 2023: - Xây thêm 2 chợ;"
    assert sentence_text(REPORT, by_text(REPORT, "Huyện B"), tables).endswith("Huyện: Huyện B; Số chợ: 5")
    sentences, passages = split(REPORT)
    indexed = " ".join(passage_text(REPORT, p, sentences, "Tiêu đề") for p in passages)
    assert "Tiêu đề" in indexed
    assert "Khai trương siêu thị" not in indexed
    assert "Các đại biểu" not in indexed


def test_a_text_of_fixed_width_is_joined() -> None:
    wrapped = "\n".join([
        "Trong năm 2022, ngành đã hoàn thành các chỉ tiêu được giao, trong đó có",
        "Bệnh viện tỉnh và các trung tâm y tế tuyến huyện đều vượt kế hoạch đề",
        "ra ở cả ba nội dung khám bệnh, chữa bệnh và phòng bệnh cho nhân dân.",
        "Số lượt khám đạt 102.000 lượt, tăng 5% so với năm trước và là mức cao",
        "Nhất trong năm năm gần đây theo báo cáo của các đơn vị trực thuộc Sở.",
        "",
        "Công tác truyền thông được đẩy mạnh, có 24 chuyên mục phát sóng trên",
        "Đài Phát thanh và Truyền hình tỉnh, cùng với 12 bài viết trên báo in.",
        "Kinh phí thực hiện là 3,5 tỷ đồng lấy từ nguồn ngân sách của địa phương",
        "và nguồn xã hội hóa do các doanh nghiệp trên địa bàn tỉnh đóng góp.",
    ])  # fmt: skip
    found = [wrapped[s.start : s.end] for s in split(wrapped)[0]]
    assert len(found) == 4
    assert found[2].startswith("Công tác") and found[2].endswith("báo in.")


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name[:3])
def test_seeds(path: Path) -> None:
    text = clean(path.read_text("utf-8-sig"))
    sentences, passages = split(text, "r")
    check(text)
    furniture = {text[s.start : s.end] for s in sentences if s.kind is SentenceKind.FURNITURE}
    for line in ("Skip Ribbon Commands", "Sign In", "Additional information", "image advertisement"):
        assert line not in text or any(line in one for one in furniture)
    assert all(40 <= len(text[p.start : p.end].split()) <= 300 for p in passages[:-2])


def check(text: str) -> None:
    """What holds of every text: sentences in order, inside their passages, nothing of the text lost."""
    sentences, passages = split(text, "r")
    position = 0
    for number, sentence in enumerate(sentences):
        assert sentence.index == number
        assert text[position : sentence.start].strip() == ""
        assert sentence.start < sentence.end
        position = sentence.end
        passage = passages[sentence.passage]
        if sentence.kind in ANSWERING:
            assert passage.start <= sentence.start and sentence.end <= passage.end
    assert text[position:].strip() == ""
    assert [p.index for p in passages] == list(range(len(passages)))


LINES = st.sampled_from([
    "Sign In", "- mục một;", "1. Bưu chính", "a | b | 1", "a\tb",
    "Các đại biểu tham dự Hội nghị", "Tin liên quan", "", " ",
    "Tỉnh có 12 huyện. Doanh thu đạt 3,5 tỷ đồng.",
    "Hạn chế:", "25/07/2022 14:50", "và tiếp tục", "Thu Hà", "…", "|---|",
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(LINES, max_size=25).map("\n".join) | st.text(max_size=300).map(clean))
def test_any_text(text: str) -> None:
    check(text)


def test_a_roman_number_heads_a_section_of_numbered_points() -> None:
    text = "I. TÌNH HÌNH NĂM 2008\nCó 7 vụ.\n\nII. MỤC TIÊU NĂM 2009\n1. Không để xảy ra vụ nào.\n2. Đạt 85%.\n"
    assert kinds(text)["II. MỤC TIÊU NĂM 2009"] is SentenceKind.HEADING
    assert by_text(text, "2. Đạt").heading == "II. MỤC TIÊU NĂM 2009"
