"""The library as a LangChain retriever: LangChain's own integration suite, and offsets that hold."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from rag.integrations import LibraryRetriever
from rag.storage.library import Library

QUESTION = "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?"


class TestLibraryRetriever(RetrieversIntegrationTests):
    """LangChain's suite over the seeds."""

    @pytest.fixture(autouse=True)
    def over_the_seeds(self, seeds_library: Library) -> None:
        self.library = seeds_library

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return LibraryRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"library": self.library}

    @property
    def retriever_query_example(self) -> str:
        return QUESTION


@pytest.mark.parametrize("what", ["passages", "sentences"])
@pytest.mark.parametrize("question", [QUESTION, "bac kan co bao nhieu diem phuc vu buu chinh", "postal points"])
def test_documents_are_verbatim_at_their_offsets(seeds_library: Library, what: Any, question: str) -> None:
    found = LibraryRetriever(library=seeds_library, k=5, what=what).invoke(question)
    assert len(found) == 5
    for one in found:
        text = seeds_library.report(one.metadata["report_id"]).text
        assert text[one.metadata["start"] : one.metadata["end"]] == one.page_content
    assert any("249 điểm phục vụ bưu chính" in one.page_content for one in found)


def test_it_searches_the_reports_named(seeds_library: Library) -> None:
    other = next(r for r in seeds_library.reports() if "249 điểm" not in r.text)
    found = LibraryRetriever(library=seeds_library, report_ids=(other.id,)).invoke(QUESTION)
    assert found and {one.metadata["report_id"] for one in found} == {other.id}
    assert LibraryRetriever(library=seeds_library, report_ids=()).invoke(QUESTION) == []
