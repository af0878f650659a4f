"""The library as a LangChain vector store: LangChain's own integration suite, and what it does not ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import FakeEmbeddings
from langchain_core.vectorstores import VectorStore
from langchain_tests.integration_tests import VectorStoreIntegrationTests

from embeddings import LangChainEmbeddings
from rag.errors import LoadError, UsageError
from rag.integrations import LibraryVectorStore
from rag.storage.library import Library

FIRST = "Năm 2022, tỉnh Hà Giang có 11 huyện và 193 xã, phường, thị trấn."
SECOND = "Doanh thu bưu chính của tỉnh Lai Châu năm 2021 đạt 3,5 tỷ đồng."


@pytest.fixture
def store(tmp_path: Path, seeds_library: Library) -> Iterator[LibraryVectorStore]:
    with Library(tmp_path / "library", seeds_library.encoder) as library:
        yield LibraryVectorStore(library)


class TestLibraryVectorStore(VectorStoreIntegrationTests):
    """LangChain's suite, over an empty library and the real encoder."""

    @pytest.fixture
    def vectorstore(self, store: LibraryVectorStore) -> VectorStore:  # type: ignore[override]
        return store


def test_a_document_is_found_whole_with_its_own_metadata(store: LibraryVectorStore) -> None:
    long = f"{FIRST}\n\n" + "\n\n".join(f"Mục {n}: tỉnh đã tổ chức {n} lớp tập huấn." for n in range(3, 60))
    assert store.add_texts([long, SECOND], [{"n": 1}, {"n": 2, "tags": ["a"]}], ids=["một", "thư mục/hai"]) == [
        "một",
        "thư mục/hai",
    ]
    found = store.similarity_search("Hà Giang có bao nhiêu huyện?", k=4)
    assert found[0] == Document(long, id="một", metadata={"n": 1})
    assert len({one.id for one in found}) == len(found)


def test_equal_texts_of_two_ids_are_two_documents(store: LibraryVectorStore) -> None:
    store.add_texts([FIRST, FIRST], [{"n": 1}, {"n": 2}], ids=["a", "b"])
    assert [d.metadata["n"] for d in store.get_by_ids(["b", "a"])] == [2, 1]
    store.delete(["a"])
    assert [d.id for d in store.similarity_search("huyện", k=4)] == ["b"]


def test_new_metadata_of_the_same_text_are_kept(store: LibraryVectorStore) -> None:
    store.add_texts([FIRST], [{"n": 1}], ids=["a"])
    store.add_texts([FIRST], [{"n": 2}], ids=["a"])
    assert store.get_by_ids(["a"]) == [Document(FIRST, id="a", metadata={"n": 2})]


@pytest.mark.parametrize("filter", [{"year": 2021}, lambda d: d.metadata["year"] < 2022])
def test_a_filter_narrows_before_the_search(store: LibraryVectorStore, filter: object) -> None:
    texts = [f"Huyện thứ {n} có {n} xã." for n in range(2, 12)]
    store.add_texts([*texts, SECOND], [*({"year": 2022} for _ in texts), {"year": 2021}])
    found = store.similarity_search("Có bao nhiêu xã?", k=3, filter=filter)  # type: ignore[arg-type]
    assert [d.page_content for d in found] == [SECOND]


def test_reports_and_documents_lie_in_one_library(store: LibraryVectorStore, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.txt"
    path.write_text(f"Báo cáo tỉnh Lai Châu năm 2021\n\n{SECOND}", "utf-8")
    store.library.add([path])
    store.add_texts([FIRST], ids=["a"])
    report = next(r for r in store.library.reports() if r.source == "bao-cao.txt")
    (found,) = store.similarity_search("doanh thu bưu chính Lai Châu", k=1)
    assert report.text[found.metadata["start"] : found.metadata["end"]] == found.page_content
    assert found.metadata["source"] == "bao-cao.txt" and found.metadata["report_id"] == report.id
    assert store.get_by_ids(["bao-cao.txt"])[0].page_content == report.text
    store.delete()
    assert [r.source for r in store.library.reports()] == ["bao-cao.txt"]


def test_documents_outlive_the_process_that_added_them(store: LibraryVectorStore, seeds_library: Library) -> None:
    store.add_texts([FIRST], [{"n": 1}], ids=["a"])
    with Library(store.library.directory, seeds_library.encoder) as again:
        assert LibraryVectorStore(again).get_by_ids(["a"]) == [Document(FIRST, id="a", metadata={"n": 1})]
        assert again.verify() == []


def test_scores_fall_and_relevance_lies_between_nought_and_one(store: LibraryVectorStore) -> None:
    store.add_texts([FIRST, SECOND])
    scores = [score for _, score in store.similarity_search_with_score("doanh thu bưu chính", k=2)]
    assert scores == sorted(scores, reverse=True) and len(scores) == 2
    relevant = store.similarity_search_with_relevance_scores("doanh thu bưu chính", k=2, score_threshold=0.0)
    assert relevant[0][0].page_content == SECOND and all(0 <= score <= 1 for _, score in relevant)


def test_what_cannot_be_kept_is_said_before_anything_is_added(store: LibraryVectorStore) -> None:
    with pytest.raises(UsageError) as caught:
        store.add_texts([FIRST, SECOND], [{}, {"path": object()}])
    assert caught.value.key == "metadata_unwritable" and not store.library.reports()
    with pytest.raises(LoadError):
        store.add_texts(["  \n"])


def test_a_store_is_made_of_texts(tmp_path: Path, seeds_library: Library) -> None:
    own = LangChainEmbeddings(seeds_library.encoder)
    store = LibraryVectorStore.from_texts([FIRST], own, [{"n": 1}], ids=["a"], directory=tmp_path / "library")
    assert store.as_retriever(search_kwargs={"k": 1}).invoke("huyện")[0].id == "a"
    store.library.close()
    with pytest.raises(UsageError):
        LibraryVectorStore.from_texts([FIRST], FakeEmbeddings(size=4), directory=tmp_path / "other")
