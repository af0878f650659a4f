"""Whole answers over one made-up report each: what the rules on other things leave standing."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.answering.assistant import Assistant
from rag.storage.library import Library

HEAD = "UBND TỈNH KON TUM\nBÁO CÁO\nKết quả công tác năm 2009\n\n{}\n"
FROZEN = "Năm 2009 rét đậm ở Kon Tum làm chết 300 con trâu, 200 con bò."
CRASHES = "Năm 2009 Kon Tum xảy ra 210 vụ tai nạn giao thông, làm chết 45 người, bị thương 130 người."
VISITORS = "Năm 2009 Kon Tum đón 1,2 triệu lượt khách du lịch, trong đó khách quốc tế 62 nghìn lượt."
LACKS = "Năm 2009 ngành giáo dục Kon Tum có 5.120 giáo viên, còn thiếu 438 giáo viên."
FINES = "Mức phạt ở Kon Tum năm 2009: cấp xã: phạt đến 200.000 đồng; cấp huyện: phạt đến 500.000 đồng."
CHAIR = "Ngày 5/3/2009, Chủ tịch UBND tỉnh Kon Tum Lò Thị Mai dự lễ khánh thành chợ."
FIRMS = "Năm 2009 Kon Tum có 900 doanh nghiệp, trong đó 120 doanh nghiệp chưa đăng ký."
TABLE = "Biểu 1. Chợ\n\n| Chỉ tiêu | Chia ra theo năm | |\n| | 2007 | 2008 |\n| Số xã có chợ | 12 | 18 |"


@pytest.mark.parametrize(
    ("sentence", "question", "told"),
    [
        (FROZEN, "Năm 2009 rét đậm ở Kon Tum làm chết bao nhiêu con trâu?", "300 con trâu"),
        (CRASHES, "Năm 2009 tai nạn giao thông ở Kon Tum làm chết bao nhiêu người?", "45 người"),
        (VISITORS, "Năm 2009 Kon Tum đón bao nhiêu lượt khách quốc tế?", "62 nghìn lượt"),
        (VISITORS, "How many foreign visitors came to Kon Tum in 2009?", "62 nghìn lượt"),
        (LACKS, "Năm 2009 Kon Tum có bao nhiêu giáo viên?", "5.120"),
        (LACKS, "Năm 2009 Kon Tum thiếu bao nhiêu giáo viên?", "438"),
        (FINES, "Năm 2009 ở Kon Tum cấp huyện được phạt đến bao nhiêu?", "500.000"),
        (FINES, "Năm 2009 ở Kon Tum cấp xã được phạt đến bao nhiêu?", "200.000"),
        (CHAIR, "Who is the chair of the People's Committee of Kon Tum?", "Lò Thị Mai"),
        (TABLE, "Năm 2007 Kon Tum có bao nhiêu xã có chợ?", "12"),
        (TABLE, "Năm 2008 Kon Tum có bao nhiêu xã có chợ?", "18"),
        pytest.param(
            FROZEN,
            "Năm 2009 rét đậm ở Kon Tum làm chết bao nhiêu con bò?",
            "200 con bò",
        ),
        pytest.param(
            CRASHES,
            "Năm 2009 Kon Tum có bao nhiêu vụ tai nạn giao thông làm chết người?",
            "210 vụ",
        ),
        pytest.param(
            CRASHES,
            "Năm 2009 tai nạn giao thông ở Kon Tum làm bị thương bao nhiêu người, không kể người chết?",
            "130 người",
        ),
        (VISITORS, "Năm 2009 Kon Tum đón bao nhiêu lượt khách nước ngoài?", "62 nghìn lượt"),
        pytest.param(
            CHAIR,
            "Chủ tịch UBND tỉnh Kon Tum là ai?",
            "Lò Thị Mai",
        ),
        pytest.param(
            FIRMS,
            "How many firms (not registered) were there in Kon Tum in 2009?",
            "120",
        ),
    ],
)
def test_what_is_asked_for_is_told(tmp_path: Path, sentence: str, question: str, told: str) -> None:
    (tmp_path / "a.txt").write_text(HEAD.format(sentence), encoding="utf-8")
    with Library(tmp_path / "library") as library:
        assert [one.error for one in library.add([tmp_path / "a.txt"])] == [None]
        assert Assistant(library).ask(question).text.startswith(told)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Năm 2009 Kon Tum đón 1,2 triệu lượt khách du lịch.", "Năm 2009 Kon Tum đón bao nhiêu khách nước ngoài?"),
        ("Năm 2009 Kon Tum còn thiếu 438 giáo viên.", "Năm 2009 Kon Tum có bao nhiêu giáo viên?"),
        ("Ngày 5/3/2009, Chủ tịch HĐND tỉnh Kon Tum Lò Thị Mai dự lễ.", "Chủ tịch UBND tỉnh Kon Tum là ai?"),
        pytest.param(
            "Năm 2009 Kon Tum còn thiếu 438 giáo viên.",
            "Trong tỉnh Kon Tum năm 2009 có bao nhiêu giáo viên?",
        ),
        pytest.param(
            "Năm 2009 Kon Tum có 310 doanh nghiệp.",
            "How many IT firms did Kon Tum have in 2009?",
            marks=pytest.mark.xfail(strict=True, reason="all firms are told for those of IT"),
        ),
    ],
)
def test_what_is_told_of_others_is_not_told(tmp_path: Path, sentence: str, question: str) -> None:
    (tmp_path / "a.txt").write_text(HEAD.format(sentence), encoding="utf-8")
    with Library(tmp_path / "library") as library:
        assert [one.error for one in library.add([tmp_path / "a.txt"])] == [None]
        assert Assistant(library).ask(question).abstained


@pytest.mark.parametrize(
    ("sentence", "question", "told"),
    [
        (
            "Ủy ban Dân tộc 6 tháng một lần báo cáo Thủ tướng Chính phủ về dân di cư tự do.",
            "Cơ quan nào phải báo cáo Thủ tướng 6 tháng một lần về dân di cư tự do ở Kon Tum?",
            "Ủy ban Dân tộc",
        ),
        (
            "Trả lời Công văn số 583/CV-UB ngày 11 tháng 7 năm 2009 về phụ cấp khu vực. "
            "Phụ cấp khu vực mức mới tính từ ngày 01 tháng 11 năm 2009.",
            "Phụ cấp khu vực ở Kon Tum tính theo mức mới từ ngày nào?",
            "01 tháng 11 năm 2009",
        ),
    ],
)
def test_what_a_question_names_or_a_text_cites_is_no_answer(
    tmp_path: Path, sentence: str, question: str, told: str
) -> None:
    (tmp_path / "a.txt").write_text(HEAD.format(sentence), encoding="utf-8")
    with Library(tmp_path / "library") as library:
        library.add([tmp_path / "a.txt"])
        assert told in Assistant(library).ask(question).text
