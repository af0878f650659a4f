"""Questions about decrees and decisions: which one is meant, who signed it, when it takes effect, what it fines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.answering.assistant import Assistant
from rag.reading.reader import load_reader
from rag.storage.library import Library

DECISION = """UỶ BAN NHÂN DÂN                 CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH {place}                    Độc lập - Tự do - Hạnh phúc
Số: {number}                 {seat}, ngày 03 tháng 4 năm {year}

QUYẾT ĐỊNH
Về việc quy định phí tham quan di tích trên địa bàn tỉnh

UỶ BAN NHÂN DÂN TỈNH

Căn cứ Luật Tổ chức Hội đồng nhân dân và Uỷ ban nhân dân ngày 26/11/2003;

QUYẾT ĐỊNH:

Điều 1. Phí tham quan di tích đối với người lớn là {fee} đồng/lượt.

Điều 2. Phạt tiền từ {low} đồng đến {high} đồng đối với hành vi viết, vẽ lên di tích.

Điều 3. Quyết định này có hiệu lực từ ngày 01 tháng 6 năm {year} và thay thế Quyết định số 11/1999/QĐ-UB ngày 20/7/1999.

TM. UỶ BAN NHÂN DÂN
CHỦ TỊCH
{signer}
"""


@pytest.fixture(scope="module")
def assistant(session_state: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("decisions")
    (folder / "a.txt").write_text(
        DECISION.format(
            place="NINH THUẬN", number="45/2006/QĐ-UBND", seat="Phan Rang", year=2006, fee="12.000", low="300.000",
            high="700.000", signer="Hoàng Thị Mai Lan",
        ),
        encoding="utf-8",
    )  # fmt: skip
    (folder / "b.txt").write_text(
        DECISION.format(
            place="PHÚ YÊN", number="88/2007/QĐ-UBND", seat="Tuy Hoà", year=2007, fee="9.000", low="200.000",
            high="500.000", signer="Đặng Văn Sơn",
        ),
        encoding="utf-8",
    )  # fmt: skip
    with Library(folder / "library") as library:
        library.add([folder / "a.txt", folder / "b.txt"])
        yield Assistant(library, load_reader())


@pytest.mark.parametrize(
    ("question", "expected", "source"),
    [
        ("Ai ký Quyết định 45/2006/QĐ-UBND?", "Hoàng Thị Mai Lan", "a.txt"),
        ("Quyết định 88/2007 do ai ký?", "Đặng Văn Sơn", "b.txt"),
        ("Quyết định 88/2007/QĐ-UBND có hiệu lực từ ngày nào?", "01 tháng 6 năm 2007", "b.txt"),
        ("When did Decision 45/2006 take effect?", "01 tháng 6 năm 2006", "a.txt"),
        (
            "Theo Quyết định 45/2006/QĐ-UBND, vẽ lên di tích bị phạt bao nhiêu?",
            "300.000 đồng đến 700.000 đồng",
            "a.txt",
        ),
        ("Phí tham quan di tích cho người lớn theo Quyết định 88/2007 là bao nhiêu?", "9.000", "b.txt"),
    ],
)
def test_the_document_named_answers(assistant: Assistant, question: str, expected: str, source: str) -> None:
    answer = assistant.ask(question)
    assert expected in answer.text, answer
    assert {c.source for c in answer.citations} == {source}


def test_another_document_s_day_is_not_given(assistant: Assistant) -> None:
    answer = assistant.ask("Quyết định 99/2008/QĐ-UBND do ai ký?")
    assert answer.abstained or "99/2008" in answer.text


def test_an_english_reader_is_told_both_limits_of_a_fine(assistant: Assistant) -> None:
    answer = assistant.ask("Under Decision 45/2006, what is the fine (mức phạt) for drawing (vẽ) on relics (di tích)?")
    assert answer.gloss == "300,000 dong – 700,000 dong"
