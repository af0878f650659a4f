"""What is gathered for a question from the seeds: spans of sentences, right scope or marked as not fitting."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from rag.answering.assistant import Assistant
from rag.answering.candidates import Candidate, Features
from rag.answering.evidence import Gatherer
from rag.question.understanding import understand
from rag.search.retrieval import Retriever
from rag.storage.library import Library
from rag.types import SentenceKind

QUESTIONS = [
    "Năm 2022 tỉnh Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?",
    "bac kan nam 2022 nop ngan sach bao nhieu tien",
    "How many members do Bắc Ninh's digital teams have?",
    "Ai phát biểu tại hội nghị ở Đắk Lắk?",
    "Vì sao phải đẩy mạnh tuyên truyền?",
    "Bình Thuận sẽ đăng cai sự kiện gì năm 2023?",
    "Ba đơn vị nào trình bày tham luận?",
    "Huyện Ba Bể có bao nhiêu chợ?",
    "Tất cả các xã của Bắc Kạn đã lập tổ công nghệ số chưa?",
]


@pytest.fixture(scope="module")
def gathered(seeds_assistant: Assistant) -> dict[str, list[Candidate]]:
    """Every question's candidates, gathered once."""
    return {q: seeds_assistant.gatherer.gather(understand(q)) for q in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_candidate_is_a_span_of_a_sentence_that_may_answer(
    question: str, gathered: dict[str, list[Candidate]]
) -> None:
    candidates = gathered[question]
    assert candidates
    for c in candidates:
        is_list = understand(question).kind == "list"  # a list may begin above and run on
        assert (is_list or c.sentence.start <= c.start) and c.start < c.end <= max(c.sentence.end, c.quote_end)
        assert 0 <= c.quote_start <= c.quote_end <= len(c.report.text)
        assert c.text.strip()
        assert c.sentence.kind is not SentenceKind.FURNITURE
        assert c.sentence.kind is not SentenceKind.CAPTION or understand(question).kind == "person"
        assert c.figure is None or c.text == c.figure.quantity.text
        assert all(math.isfinite(v) for v in c.features.values())
        assert len(c.features.values()) == len(Features.names())


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_span_comes_twice_for_one_scope(question: str, gathered: dict[str, list[Candidate]]) -> None:
    keys = [(c.report.id, c.start, c.end, c.period, c.place) for c in gathered[question]]
    assert len(keys) == len(set(keys))


def test_the_figure_asked_for_is_among_the_fitting(gathered: dict[str, list[Candidate]]) -> None:
    assert any(c.fits and c.text.startswith("249") for c in gathered[QUESTIONS[0]])


@pytest.mark.parametrize("question", [q for q in QUESTIONS if understand(q).places])
def test_only_reports_that_speak_of_the_place_fit(question: str, gathered: dict[str, list[Candidate]]) -> None:
    asked = understand(question).places[0]
    for c in gathered[question]:
        if c.fits and c.place is not None and c.place.name != asked.name:
            assert c.place.province == asked.province


def test_the_province_s_figure_is_none_of_a_district_told_beside_it(seeds_library: Library, tmp_path: Path) -> None:
    told = tmp_path / "a.txt"
    told.write_text(
        "Báo cáo kết quả năm 2022 của tỉnh Ninh Thuận\n\n"
        "Hộ gia đình dùng nước sạch đạt 63,2%, riêng huyện Bác Ái chỉ đạt 31,7%.",
        encoding="utf-8",
    )
    with Library(tmp_path / "library", seeds_library.encoder) as library:
        library.add([told])
        gatherer = Gatherer(library, Retriever(library), None)
        found = gatherer.gather(understand("Năm 2022 huyện Bác Ái có bao nhiêu % hộ dùng nước sạch?"))
        assert {c.text for c in found if c.figure is not None and c.fits} == {"31,7%"}
        found = gatherer.gather(understand("Năm 2022 tỉnh Ninh Thuận có bao nhiêu % hộ dùng nước sạch?"))
        assert "63,2%" in {c.text for c in found if c.figure is not None and c.fits}


def test_another_year_fits_nothing_that_adds_up(seeds_assistant: Assistant) -> None:
    found = seeds_assistant.gatherer.gather(understand("Doanh thu bưu chính của Bắc Kạn năm 2035 là bao nhiêu?"))
    assert not any(c.fits for c in found if c.figure is not None and c.period is not None and c.period.year != 2035)


def test_the_rules_do_without_a_reader(seeds_library: Library) -> None:
    gatherer = Gatherer(seeds_library, Retriever(seeds_library), None)
    found = gatherer.gather(understand(QUESTIONS[0]))
    assert any(c.fits and c.text.startswith("249") for c in found)
    assert all(c.features.reads == 0.0 for c in found)


def test_what_the_question_says_itself_is_no_answer(seeds_assistant: Assistant) -> None:
    found = seeds_assistant.gatherer.gather(understand("Giám đốc Sở TT&TT Bắc Ninh tên gì?"))
    assert found and not {"Sở TT", "Bắc Ninh", "Giám đốc Sở TT&TT"} & {c.text for c in found}


def test_a_choice_offered_may_be_the_answer(seeds_assistant: Assistant) -> None:
    found = seeds_assistant.gatherer.gather(understand("Hội nghị diễn ra ở thành phố Bắc Kạn hay huyện Ba Bể?"))
    assert any("Ba Bể" in c.text for c in found)
