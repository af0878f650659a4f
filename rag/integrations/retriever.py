"""A library as a LangChain retriever: dense and lexical search fused, narrowed to reports before it searches."""

from __future__ import annotations

from typing import Any, Literal

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field, PrivateAttr

from rag.integrations.documents import document_of
from rag.search.retrieval import Retriever
from rag.storage.library import Library
from rag.text import clean, has_diacritics
from rag.words.language import detect_language


class LibraryRetriever(BaseRetriever):
    """Finds the passages or sentences of a library that fit a question.

    Args:
        library: the reports.
        k: how many documents, at most; `invoke(question, k=3)` overrides it once.
        what: "passages" or "sentences".
        report_ids: the reports to search; all by default.

    The documents carry `report_id`, `source`, `start` and `end`: `report.text[start:end] == page_content`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library = Field(exclude=True, repr=False)
    k: int = Field(default=10, ge=1)
    what: Literal["passages", "sentences"] = "passages"
    report_ids: tuple[str, ...] | None = None
    _search: Retriever = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Make the search over the library; nothing is loaded before the first question."""
        super().model_post_init(context)
        self._search = Retriever(self.library)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        text = clean(query)
        hits = self._search.search(
            text,
            self.k if k is None else k,
            language=detect_language(text),
            has_diacritics=has_diacritics(text),
            report_ids=self.report_ids,
            what=self.what,
        )
        return [document_of(hit, self.library.report(hit.report_id)) for hit in hits]
