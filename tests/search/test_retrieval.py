"""Retrieval over the seeds with the real encoder: the right sentence, filters, staleness, damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.search.retrieval import Retriever, ranked
from rag.storage.derived import damage
from rag.storage.library import Library
from rag.text import fold
from rag.types import Hit, Language, SentenceKind

QUESTION = "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?"


@pytest.fixture(scope="module")
def retriever(seeds_library: Library) -> Retriever:
    return Retriever(seeds_library)


@pytest.fixture
def copy(seeds_directory: Path, tmp_path: Path, seeds_library: Library) -> Iterator[Library]:
    shutil.copytree(seeds_directory, tmp_path / "copy")
    with Library(tmp_path / "copy", seeds_library.encoder) as library:
        yield library


def search(retriever: Retriever, question: str, **options: object) -> list[Hit]:
    return retriever.search(question, 5, language=Language.VIETNAMESE, has_diacritics=True, **options)  # type: ignore[arg-type]


def quote(library: Library, hit: Hit) -> str:
    return library.report(hit.report_id).text[hit.start : hit.end]


@pytest.mark.parametrize(
    ("question", "language", "marked"),
    [
        (QUESTION, Language.VIETNAMESE, True),
        (fold(QUESTION), Language.VIETNAMESE, False),
        ("how many postal service points did Bắc Kạn have?", Language.ENGLISH, False),
    ],
)
def test_the_sentence_is_found(
    retriever: Retriever, seeds_library: Library, question: str, language: Language, marked: bool
) -> None:
    hits = retriever.search(question, 5, language=language, has_diacritics=marked)
    assert any("249 điểm phục vụ" in quote(seeds_library, hit) for hit in hits)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    first = hits[0]
    assert first.sentence is not None and 0.5 < first.dense <= 1.001
    sentence = seeds_library.sentences(first.report_id)[first.sentence]
    assert (sentence.start, sentence.end) == (first.start, first.end)


def test_passages_and_documents(retriever: Retriever, seeds_library: Library) -> None:
    assert "249 điểm phục vụ" in quote(seeds_library, search(retriever, QUESTION, what="passages")[0])
    documents = ranked(retriever, QUESTION, 10, "document")
    assert len(documents) == len({hit.report_id for hit in documents}) == 5
    assert ranked(retriever, "  ", 10, "passage") == []


def test_the_filter_is_part_of_the_search(retriever: Retriever, seeds_library: Library) -> None:
    for report in seeds_library.reports():
        hits = search(retriever, QUESTION, report_ids=[report.id])
        assert len(hits) == 5 and {hit.report_id for hit in hits} == {report.id}
    assert search(retriever, QUESTION, report_ids=[]) == []
    assert search(retriever, QUESTION, report_ids=["none"]) == []


def test_furniture_and_captions_are_never_hits(retriever: Retriever, seeds_library: Library) -> None:
    for question in (
        "Skip Ribbon Commands Sign In",
        "đồng chí phát biểu chỉ đạo tại hội nghị",
        "Additional information",
    ):
        for hit in retriever.search(question, 100, language=Language.VIETNAMESE, has_diacritics=True):
            assert hit.sentence is not None
            kind = seeds_library.sentences(hit.report_id)[hit.sentence].kind
            assert kind not in (SentenceKind.FURNITURE, SentenceKind.CAPTION)


def test_a_change_is_noticed(copy: Library) -> None:
    retriever = Retriever(copy)
    first = search(retriever, QUESTION)[0]
    with Library(copy.directory) as other:
        other.remove([first.report_id])
    assert all(hit.report_id != first.report_id for hit in search(retriever, QUESTION))
    copy.remove([report.id for report in copy.reports()])
    assert search(retriever, QUESTION) == []


@pytest.mark.parametrize("harm", ["truncate", "flip", "remove", "manifest", "lexical"])
def test_damaged_indexes_are_rebuilt_without_encoding(
    copy: Library, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = search(Retriever(copy), QUESTION)
    folder = copy.directory / "indexes"
    assert damage(folder, copy.stamp, copy.encoder.name) == ""
    victim = folder / "dense" / "sentences.vectors.npy"
    content = bytearray(victim.read_bytes())
    if harm == "truncate":
        victim.write_bytes(content[:100])
    elif harm == "flip":
        content[5000] ^= 0xFF
        victim.write_bytes(content)
    elif harm == "remove":
        shutil.rmtree(folder)
    elif harm == "manifest":
        (folder / "dense" / "manifest.json").write_text("[", "utf-8")
    else:
        next((folder / "lexical" / "passages").glob("*.idx")).write_bytes(b"")
    assert damage(folder, copy.stamp, copy.encoder.name) in ("damaged", "missing")
    monkeypatch.setattr(type(copy.encoder), "encode_passages", None)
    assert search(Retriever(copy), QUESTION) == wanted
    assert damage(folder, copy.stamp, copy.encoder.name) == ""


def test_indexes_stay_in_memory_while_another_writes(copy: Library) -> None:
    shutil.rmtree(copy.directory / "indexes", ignore_errors=True)
    with Library(copy.directory) as other, other.lock:
        assert search(Retriever(copy), QUESTION)
    assert not (copy.directory / "indexes").exists()
