"""Ours beside what else one would take: the same passages, the same encoder weights, one run.

    python benchmarks/peers.py ../shared/data/qa/mlqa_vi_dev.jsonl [--limit N] [--json]

Systems: ours; LangChain's FAISS and BM25 in an ensemble; txtai (hybrid); Haystack (embedding and BM25, joined by
reciprocal ranks); plain bm25s. The peers come with `pip install -e '.[peers]'`; one that is not installed is skipped,
with a line that says so. Every question is asked of each system in turn, so what else the machine does falls on all.
build_s: the contexts in, vectors included; p50_ms: a question, its vector included; nDCG@10 of the context that
belongs to the question, as asked, without diacritics, and in English where the set brings a translation.
"""

from __future__ import annotations

import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from _shared import arguments, markdown, over_contexts, records, show

from rag.offline import guard

guard()

import numpy as np  # noqa: E402

from embeddings import Encoder, LangChainEmbeddings, load_encoder  # noqa: E402
from rag.search.retrieval import Retriever, ranked  # noqa: E402
from rag.storage.library import Library  # noqa: E402
from rag.text import fold  # noqa: E402

TOP = 10
Rank = Callable[[str], Sequence[int]]
"""From a question to the numbers of the passages, best first."""


def main() -> None:
    """Build every system that is there, ask all of them, print one table."""
    options = over_contexts(arguments(__doc__)).parse_args()
    rows = list(records(options.questions))
    passages = list(dict.fromkeys(str(row["context"]) for row in rows))
    number = {text: place for place, text in enumerate(passages)}
    asked = rows[:: max(1, len(rows) // options.limit)] if options.limit else rows
    encoder = load_encoder()
    encoder.encode_queries(["làm nóng"])
    with tempfile.TemporaryDirectory() as folder:
        systems: dict[str, tuple[Rank, float]] = {}
        for name, build in SYSTEMS.items():
            began = time.perf_counter()
            try:
                systems[name] = (build(passages, encoder, Path(folder)), time.perf_counter() - began)
            except ImportError as missing:
                print(f"left out: {name} ({missing}); pip install -e '.[peers]'", file=sys.stderr)
        ways = {
            "ndcg_at_10": lambda row: str(row["question"]),
            "ndcg_nodiac": lambda row: fold(str(row["question"])),
            "ndcg_en": lambda row: (row.get("meta") or {}).get("question_en"),
        }
        table = [{"system": name, "build_s": spent} for name, (_, spent) in systems.items()]
        for way, question in ways.items():
            pairs = [(told, number[str(row["context"])]) for row in asked if (told := question(row))]
            scores, seconds = ask(systems, pairs)
            for line in table:
                if way == "ndcg_at_10":
                    line["p50_ms"] = 1000 * statistics.median(seconds[line["system"]])
                line[way] = statistics.fmean(scores[line["system"]]) if pairs else None
    show({"rows": table, "passages": len(passages), "questions": len(asked)}, markdown(table), options.json)


def ask(
    systems: dict[str, tuple[Rank, float]], pairs: Sequence[tuple[str, int]]
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Gains at ten and seconds, of each system for each question."""
    gains: dict[str, list[float]] = {name: [] for name in systems}
    seconds: dict[str, list[float]] = {name: [] for name in systems}
    for turn, (question, right) in enumerate(pairs):
        order = list(systems)[turn % len(systems) :] + list(systems)[: turn % len(systems)]
        for name in order:
            began = time.perf_counter()
            found = list(systems[name][0](question))[:TOP]
            seconds[name].append(time.perf_counter() - began)
            gains[name].append(1 / math.log2(found.index(right) + 2) if right in found else 0.0)
    return gains, seconds


def ours(passages: Sequence[str], encoder: Encoder, folder: Path) -> Rank:
    """A library of the passages, each a report."""
    files = folder / "passages"
    files.mkdir()
    for number, passage in enumerate(passages):
        (files / f"{number:05d}.txt").write_text(passage, "utf-8")
    library = Library(folder / "library", encoder)
    library.add([files])
    number_of = {report.id: int(report.source[:5]) for report in library.reports()}
    retriever = Retriever(library)
    retriever.refresh()
    return lambda question: [number_of[hit.report_id] for hit in ranked(retriever, question, TOP, "document")]


def langchain(passages: Sequence[str], encoder: Encoder, folder: Path) -> Rank:
    """FAISS and BM25 in an ensemble, half and half, all else at its defaults."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_community.vectorstores import FAISS

    told = [{"number": number} for number in range(len(passages))]
    dense = FAISS.from_texts(list(passages), LangChainEmbeddings(encoder), metadatas=told)
    lexical = BM25Retriever.from_texts(list(passages), metadatas=told, k=TOP)
    both = EnsembleRetriever(
        retrievers=[dense.as_retriever(search_kwargs={"k": TOP}), lexical], weights=[0.5, 0.5], id_key="number"
    )
    return lambda question: [found.metadata["number"] for found in both.invoke(question)]


def txtai(passages: Sequence[str], encoder: Encoder, folder: Path) -> Rank:
    """Hybrid: dense and BM25, its defaults."""
    from txtai import Embeddings

    asking = [False]

    def transform(texts: list[str]) -> np.ndarray:
        return encoder.encode_queries(texts) if asking[0] else encoder.encode_passages(texts)

    index = Embeddings(method="external", transform=transform, hybrid=True)
    index.index(list(enumerate(passages)))
    asking[0] = True
    return lambda question: [int(number) for number, _ in index.search(question, TOP)]


def haystack(passages: Sequence[str], encoder: Encoder, folder: Path) -> Rank:
    """In-memory store, embedding and BM25 retrievers, joined by reciprocal ranks."""
    from haystack import Document
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore()
    vectors = encoder.encode_passages(passages).tolist()
    store.write_documents(
        [
            Document(id=str(number), content=passage, embedding=vector)
            for number, (passage, vector) in enumerate(zip(passages, vectors, strict=True))
        ]
    )
    dense = InMemoryEmbeddingRetriever(store, top_k=TOP)
    lexical = InMemoryBM25Retriever(store, top_k=TOP)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=TOP)

    def rank(question: str) -> list[int]:
        vector = encoder.encode_queries([question])[0].tolist()
        found = [dense.run(query_embedding=vector)["documents"], lexical.run(query=question)["documents"]]
        return [int(document.id) for document in joiner.run(documents=found)["documents"]]

    return rank


def bm25(passages: Sequence[str], encoder: Encoder, folder: Path) -> Rank:
    """BM25 alone, its own tokenizer at its defaults."""
    import bm25s

    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(passages), stopwords=None, show_progress=False), show_progress=False)

    def rank(question: str) -> list[int]:
        tokens = bm25s.tokenize(question, stopwords=None, show_progress=False)
        found, _ = index.retrieve(tokens, k=min(TOP, len(passages)), show_progress=False)
        return [int(number) for number in found[0]]

    return rank


SYSTEMS: dict[str, Callable[[Sequence[str], Encoder, Path], Rank]] = {
    "ours": ours,
    "LangChain FAISS + BM25": langchain,
    "txtai hybrid": txtai,
    "Haystack embedding + BM25": haystack,
    "bm25s": bm25,
}
"""By name; each builds an index over the passages and gives what ranks them."""

if __name__ == "__main__":
    main()
