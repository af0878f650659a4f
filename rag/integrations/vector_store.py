"""A library as a LangChain vector store: documents of a program go in beside the reports and are answered from too.

Reports of the library are found as passages. A document that came in here is found whole, under its own id and with
its own metadata, which lie in the library with its text: one transaction, no second store.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from embeddings import LangChainEmbeddings
from rag.errors import UsageError
from rag.integrations.documents import document_of, stretch
from rag.search.retrieval import Retriever
from rag.storage.library import Library
from rag.storage.sources import Location
from rag.text import clean, has_diacritics
from rag.types import Hit, Metadata, Report
from rag.words.language import detect_language

Filter = Mapping[str, Any] | Callable[[Document], bool]
"""Which documents to search: metadata that must be equal, or a test of the whole document."""
_HITS = 200  # passages looked at for k documents, since several may lie in one


class LibraryVectorStore(VectorStore):
    """Searches a library by meaning and by words; adds and deletes documents.

    Args:
        library: where they lie. Its encoder turns texts into vectors.

    An id is the report's source, the name under which the command line knows it too. Texts are stored as the library
    stores all texts: as NFC, without control characters.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._retriever = Retriever(library)
        self._own: tuple[str, dict[str, dict[str, Any] | None]] = ("", {})

    @property
    def embeddings(self) -> Embeddings:
        """The library's encoder."""
        return LangChainEmbeddings(self.library.encoder)

    def add_documents(self, documents: list[Document], **kwargs: Any) -> list[str]:
        """Add or replace documents; see `add_texts`. A document's own id stands where `ids` gives none."""
        given = kwargs.pop("ids", None) or [None] * len(documents)
        ids = [i or d.id for i, d in zip(given, documents, strict=True)]
        return self.add_texts([d.page_content for d in documents], [d.metadata for d in documents], ids=ids, **kwargs)

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[Any, Any]] | None = None,
        *,
        ids: Sequence[str | None] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """Add texts, or replace those of the same ids.

        Args:
            texts: each becomes a report of the library.
            metadatas: what JSON can hold; "title" and "url" also tell the library what the text is.
            ids: their names; new ones are made where one is missing.

        Returns:
            The ids.

        Raises:
            UsageError: metadata that JSON cannot hold; then nothing was added.
            LoadError: a text without a word; those before it were added.
        """
        rows = list(texts)
        about = [_dumped(one) for one in (metadatas or [{} for _ in rows])]
        names = [name or str(uuid.uuid4()) for name in (ids or [None] * len(rows))]
        for name, text, hints in zip(names, rows, about, strict=True):
            self.library.add_text(name, text, hints)
        return names

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool | None:
        """Remove documents, and reports of the library by their sources; an unknown id is passed over.

        Args:
            ids: None removes every document that was added through a vector store, and no report.
        """
        wanted = [r.id for r in self._reports(ids) if ids is not None or self._metadata(r) is not None]
        if wanted:
            self.library.remove(wanted)
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """Whole documents and reports by id, in the order of the ids; unknown ones are left out."""
        found = {report.source: report for report in self._reports(ids)}
        return [self._whole(found[one]) for one in ids if one in found]

    def similarity_search(
        self, query: str, k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[Document]:
        """The documents and passages that fit a text best.

        Args:
            query: a question, in Vietnamese with or without diacritics, or in English.
            k: how many, at most.
            filter: what to search; narrowed before the search, so that no match is missed.
        """
        return [document for document, _ in self._search(query, k, filter)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """As `similarity_search`, each with its score; scores compare within one query only."""
        return [(document, hit.score) for document, hit in self._search(query, k, filter)]

    def _similarity_search_with_relevance_scores(
        self, query: str, k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """The same order with the cosine for a score, so that a threshold means the same for every question."""
        return [(document, min(1.0, max(0.0, hit.dense))) for document, hit in self._search(query, k, filter)]

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[Any, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        directory: Location | None = None,
        **kwargs: Any,
    ) -> LibraryVectorStore:
        """A store over a library directory, with texts added to it.

        Args:
            texts, metadatas, ids: see `add_texts`.
            embedding: `embeddings.LangChainEmbeddings`; vectors remember the encoder that they come from.
            directory: of the library, or its server's address; the default one when None.

        Raises:
            UsageError: other embeddings, which have no name to remember.
        """
        if not isinstance(embedding, LangChainEmbeddings):
            raise UsageError("embeddings_unnamed", kind=type(embedding).__name__)
        store = cls(Library(directory, embedding.encoder))
        store.add_texts(texts, metadatas, ids=ids)
        return store

    def _search(self, query: str, k: int, filter: Filter | None) -> list[tuple[Document, Hit]]:
        text = clean(query)
        hits = self._retriever.search(
            text,
            max(k, _HITS),
            language=detect_language(text),
            has_diacritics=has_diacritics(text),
            report_ids=None if filter is None else self._matching(filter),
            what="passages",
        )
        found: dict[str, tuple[Document, Hit]] = {}
        for hit in hits:
            report = self.library.report(hit.report_id)
            own = self._metadata(report) is not None
            document = self._whole(report) if own else document_of(hit, report)
            found.setdefault(str(document.id), (document, hit))
        return list(found.values())[:k]

    def _matching(self, filter: Filter) -> list[str]:
        def fits(document: Document) -> bool:
            if callable(filter):
                return filter(document)
            return all(document.metadata.get(name) == value for name, value in filter.items())

        return [report.id for report in self.library.reports() if fits(self._whole(report))]

    def _reports(self, sources: Sequence[str] | None) -> list[Report]:
        return [r for r in self.library.reports() if sources is None or r.source in set(sources)]

    def _whole(self, report: Report) -> Document:
        own = self._metadata(report)
        if own is None:
            return stretch(report, 0, len(report.text)).model_copy(update={"id": report.source})
        return Document(report.text, id=report.source, metadata=own)

    def _metadata(self, report: Report) -> dict[str, Any] | None:
        """A document's own metadata; None for a report that did not come in here."""
        if self._own[0] != self.library.stamp:
            self._own = (self.library.stamp, {})
        if report.id not in self._own[1]:
            extras = self.library.hints(report.id).extras
            self._own[1][report.id] = json.loads(extras) if extras else None
        own = self._own[1][report.id]
        return None if own is None else dict(own)


def _dumped(metadata: Mapping[Any, Any]) -> Metadata:
    try:
        extras = json.dumps(dict(metadata), ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise UsageError("metadata_unwritable", reason=str(error)) from error
    title, url = (metadata.get(name) for name in ("title", "url"))
    return Metadata(
        title=title if isinstance(title, str) else "", url=url if isinstance(url, str) else "", extras=extras
    )
