"""Tables that a title above ties to a district, and what a decision allots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag.answering.assistant import Assistant
from rag.answering.demands import Demands
from rag.answering.figure_fit import FigureFit
from rag.answering.wording import asked_terms
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.storage.library import Library
from rag.types import Figure, Metadata, Reason, Report

REPORTS = {
    "prices.txt": """SỞ CÔNG THƯƠNG TỈNH BÌNH PHƯỚC
BÁO CÁO
Tình hình giá cả thị trường năm 2014

Giá bán lẻ ghi nhận tại thị xã Phước Long:

Mặt hàng | Giá (đồng/kg)
Măng khô | 212.000
Nấm hương | 345.000

Giá bán lẻ ghi nhận tại huyện Bù Đăng:

Mặt hàng | Giá (đồng/kg)
Măng khô | 198.000
Nấm hương | 331.000
""",
    "decision.txt": """ỦY BAN NHÂN DÂN
TỈNH TRÀ VINH
Số: 73/QĐ-UBND
Trà Vinh, ngày 9 tháng 2 năm 2012

QUYẾT ĐỊNH
Về việc giao chỉ tiêu trồng dừa năm 2012

Điều 1. Giao chỉ tiêu kế hoạch trồng dừa năm 2012 cho các huyện như sau:

Huyện | Kế hoạch trồng dừa (ha)
Càng Long | 140
Cầu Kè | 95

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Huỳnh Văn Sang
""",
    "report.txt": """SỞ NÔNG NGHIỆP TỈNH SÓC TRĂNG
BÁO CÁO
Kết quả trồng dừa năm 2012

Huyện | Kế hoạch trồng dừa (ha)
Kế Sách | 140
Long Phú | 95
""",
}


@pytest.fixture(scope="module")
def assistant(session_state: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("tables")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Library(folder / "library") as library:
        assert [one.error for one in library.add(sorted(folder.glob("*.txt")))] == [None] * 3
        yield Assistant(library)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Giá măng khô ở thị xã Phước Long năm 2014 là bao nhiêu?", "212.000 đồng/kg"),
        ("Giá măng khô ở huyện Bù Đăng năm 2014 là bao nhiêu?", "198.000 đồng/kg"),
        ("gia nam huong o Bu Dang nam 2014 bao nhieu", "331.000 đồng/kg"),
    ],
)
def test_a_title_above_a_table_names_its_district(assistant: Assistant, question: str, text: str) -> None:
    assert assistant.ask(question).text == text


def test_a_district_that_no_title_names_has_no_figure(assistant: Assistant) -> None:
    answer = assistant.ask("Giá măng khô ở huyện Lộc Ninh năm 2014 là bao nhiêu?")
    assert answer.abstained and answer.reason is Reason.OTHER_PLACE


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Huyện Càng Long được giao trồng bao nhiêu ha dừa năm 2012?", "140 ha"),
        ("Huyện Càng Long trồng bao nhiêu ha dừa năm 2012?", "140 ha"),
        ("Kế hoạch trồng dừa của huyện Kế Sách năm 2012 là bao nhiêu ha?", "140 ha"),
    ],
)
def test_what_a_decision_allots_is_what_there_is(assistant: Assistant, question: str, text: str) -> None:
    assert assistant.ask(question).text == text


def test_what_a_report_plans_is_not_what_there_is(assistant: Assistant) -> None:
    assert assistant.ask("Huyện Kế Sách trồng bao nhiêu ha dừa năm 2012?").abstained


def test_a_decision_s_number_and_its_signer_are_both_told(assistant: Assistant) -> None:
    answer = assistant.ask("Quyết định giao chỉ tiêu trồng dừa của Trà Vinh số bao nhiêu, ai ký?")
    assert answer.text == "73/QĐ-UBND; Huỳnh Văn Sang"
    assert [c.source for c in answer.citations] == ["decision.txt"] * 2


@pytest.mark.parametrize(
    ("title", "row", "scope", "question", "target"),
    [
        ("Quyết định số 73/QĐ-UBND giao chỉ tiêu", "Cầu Kè", "plan", "Cầu Kè trồng bao nhiêu ha dừa?", False),
        ("NGHỊ QUYẾT giao chỉ tiêu", "Cầu Kè", "plan", "Cầu Kè trồng bao nhiêu ha dừa?", False),
        ("Báo cáo trồng dừa", "Cầu Kè", "plan", "Cầu Kè trồng bao nhiêu ha dừa?", True),
        ("Báo cáo về Quyết định số 73", "Cầu Kè", "plan", "Cầu Kè trồng bao nhiêu ha dừa?", True),
        ("Quyết định số 73/QĐ-UBND giao chỉ tiêu", "", "plan", "Cầu Kè trồng bao nhiêu ha dừa?", True),  # no table's
        ("Báo cáo trồng dừa", "Cầu Kè", "own", "Cầu Kè trồng bao nhiêu ha dừa?", False),
        ("Báo cáo trồng dừa", "Cầu Kè", "plan", "Kế hoạch trồng dừa của Cầu Kè là bao nhiêu ha?", False),
    ],
)
def test_a_plan_is_a_target_unless_a_decision_allots_it(
    title: str, row: str, scope: str, question: str, target: bool
) -> None:
    (quantity,) = find_quantities("95 ha")
    figure = replace(Figure("r", quantity, "trồng dừa", None, None, 0, 5, kind_of_scope=scope), row_head=row)
    report = Report("r", "r.txt", "95 ha", Metadata(title=title))
    query = understand(question)
    fit = FigureFit(query, Demands.of(query), asked_terms(query), frozenset())
    assert fit.is_target(figure, report) is target
