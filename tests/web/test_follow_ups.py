"""What to ask next comes from the library itself, and was tried."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answering.assistant import Assistant
from rag.storage.library import Library
from rag.types import Answer, Language
from rag.web.follow_ups import candidates, shown

POSTAL = "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2022?"


@pytest.fixture(scope="module")
def answer(seeds_assistant: Assistant) -> Answer:
    return seeds_assistant.ask(POSTAL)


def test_an_answer_leads_on_to_what_its_report_states_beside_it(answer: Answer, seeds_library: Library) -> None:
    found = candidates(answer, seeds_library.figures(), "vi", [POSTAL])
    assert 1 <= len(found) <= 6
    assert POSTAL not in [question for question, _ in found]
    cited = answer.citations[0].report_id
    assert any(figure is not None and figure.report_id == cited for _, figure in found)
    assert len({question for question, _ in found}) == len(found)


def test_a_silence_leads_to_its_nearest_finding(answer: Answer, seeds_library: Library) -> None:
    silence = replace(answer, abstained=True)
    assert candidates(silence, seeds_library.figures(), "vi", [])[0][0] == POSTAL


def test_what_cites_nothing_leads_nowhere(seeds_library: Library) -> None:
    assert candidates(Answer("Không.", Language.VIETNAMESE, True), seeds_library.figures(), "vi", []) == []


def test_the_questions_are_buttons_of_their_turn(answer: Answer) -> None:
    page = shown(["Một <b>?"], answer, 't"1', "en")
    assert 'data-turn="t&quot;1"' in page and "Một &lt;b&gt;?" in page and "Ask next" in page
    assert "nearest" in shown(["?"], replace(answer, abstained=True), "t", "en")
    assert "The reports do answer" in shown(["?"], replace(answer, abstained=True, citations=()), "t", "en")
    assert shown([], answer, "t", "en") == ""
