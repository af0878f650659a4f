"""Answers from chosen reports only; silence names the selection only when the selection is its reason."""

from __future__ import annotations

import pytest

from rag.answering.assistant import Assistant
from rag.answering.proof import check
from rag.scopes.limits import Limits
from rag.scopes.naming import named_place
from rag.search.retrieval import Retriever
from rag.storage.library import Library
from rag.types import Language, Reason

QUESTION = "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2022?"


def test_an_answer_comes_from_the_chosen_reports(seeds_assistant: Assistant) -> None:
    answer = seeds_assistant.ask(QUESTION, only=Limits(places=(named_place("Bắc Kạn"),), years=(2022,)))
    assert not answer.abstained and answer.text.startswith("249")


@pytest.mark.parametrize("limits", [Limits(years=(2019,)), Limits(places=(named_place("Đắk Lắk"),)), Limits(("none",))])
def test_what_is_stated_outside_the_selection_is_said_and_shown(
    seeds_assistant: Assistant, seeds_library: Library, limits: Limits
) -> None:
    answer = seeds_assistant.ask(QUESTION, only=limits)
    assert answer.abstained and answer.reason is Reason.OUTSIDE_SELECTION
    assert "ngoài phạm vi chọn: “" in answer.text
    (cited,) = answer.citations
    assert "249" in cited.quote and "249" in answer.nearest[0].text and answer.nearest[0].markers == (1,)
    assert cited.report_id not in limits.among(seeds_library.reports())
    assert not check(answer, seeds_library.report, [])


def test_what_no_report_states_is_not_blamed_on_the_selection(seeds_assistant: Assistant) -> None:
    answer = seeds_assistant.ask("Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2016?", only=Limits(years=(2022,)))
    assert answer.abstained and answer.reason is not Reason.OUTSIDE_SELECTION


def test_the_search_itself_is_narrowed(seeds_library: Library) -> None:
    """A report that ranks low among all still gives as many hits as are asked for."""
    last = seeds_library.reports()[-1].id
    search = Retriever(seeds_library).search
    hits = search("Hội nghị", 15, language=Language.VIETNAMESE, has_diacritics=True, report_ids=[last])
    assert len(hits) == 15 and {hit.report_id for hit in hits} == {last}
