"""How do searching, memory, disk and adding a report grow with the library?

    python benchmarks/scale.py TEXTS.jsonl.xz [--sizes N ...] [--encoded N] [--questions N] [--plot FILE.svg] [--json]

TEXTS has an article a line with "title" and "text". Its articles are cut as reports are, and repeated when there are
too few. The first --encoded passages, with their sentences, are encoded; every other text gets one of those vectors
with noise (cosine 0.9 to it). A library holds about 3 sentences for each passage, and a search looks into both levels
of both indexes: what is timed is `Retriever.search`, encoding the question included. Rows: passages and sentences;
build_s, vectors at hand, database and indexes; rss_mb of a new process after the questions, own_mb what of it is not
mapped from files; disk_mb; p50_ms and p95_ms; filtered_ms, p95 among one report in a hundred; add_s, one report added
and searchable; recall_at_10 against the same fusion with every vector compared. The questions are sentences of the
texts, cut short.
"""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from _plot import plot
from _shared import arguments, in_ms, markdown, percentile, records, resident_mb, show

from rag.offline import guard

guard()

import numpy as np  # noqa: E402

from embeddings import load_encoder  # noqa: E402
from rag.documents import analysis  # noqa: E402
from rag.documents.chunking import ANSWERING, passage_text, sentence_text, split  # noqa: E402
from rag.documents.schema import Analysed  # noqa: E402
from rag.search.dense import DenseIndex  # noqa: E402
from rag.search.retrieval import Retriever  # noqa: E402
from rag.storage.library import Library  # noqa: E402
from rag.text import clean  # noqa: E402
from rag.types import Language, Metadata, Report  # noqa: E402

NOISE = 0.484  # a unit vector's cosine to itself with noise of this length is 0.9
TOGETHER = 500  # reports of one transaction
COMPARED = 20  # questions whose hits are compared with exact ones
BLOCK = 65_536


def main() -> None:
    """Build a library of each size, measure it in a process of its own, print one table."""
    parser = arguments(__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], help="passages")
    parser.add_argument("--encoded", type=int, default=500, help="passages that are really encoded")
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--plot", type=Path, help="write an SVG of how the columns grow")
    parser.add_argument("--folder", type=Path, help="where the libraries are built; a temporary one by default")
    options = parser.parse_args()
    articles = list(cut(options.texts, max(options.sizes)))
    pool = vectors_of(articles, options.encoded)
    asked = questions(articles, options.questions)
    rows = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            place = Path(folder) / "library"
            built = build(place, articles, pool, size)
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
                rows.append(built | other.submit(measure, place, asked).result())
            shutil.rmtree(place)
        print(rows[-1], file=sys.stderr, flush=True)
    if options.plot:
        options.plot.write_text(plot(rows), "utf-8")
    show({"rows": rows, "encoded": options.encoded}, markdown(rows), options.json)


def cut(path: Path, wanted: int) -> Iterator[Analysed]:
    """The file's articles as reports: sentences and passages, no figures, until there are passages enough."""
    total = 0
    for number, record in enumerate(records(path)):
        text = clean(f"{record.get('title', '')}\n\n{record['text']}".strip())
        sentences, passages = split(text)
        if not passages:
            continue
        title = str(record.get("title", ""))
        report = Report(f"r{number}", f"{number}.txt", text, Metadata(title), f"{number}")
        told = [sentence_text(text, s) if s.kind in ANSWERING else "" for s in sentences]
        longer = [passage_text(text, p, sentences, title) for p in passages]
        yield Analysed(report, "{}", sentences, passages, [], [_keyed(t) for t in told], [_keyed(t) for t in longer])
        total += len(passages)
        if total >= wanted:
            return


def _keyed(text: str) -> tuple[str, str]:
    return (text, analysis.text_sha(text)) if any(c.isalnum() for c in text) else ("", "")


def vectors_of(articles: Sequence[Analysed], passages: int) -> dict[str, np.ndarray]:
    """Real vectors, (n, d), of the first passages and of as many sentences, by level."""
    encoder = load_encoder()
    levels = {"passages": "passage_texts", "sentences": "sentence_texts"}
    return {
        level: encoder.encode_passages(
            list(islice((t for a in articles for t, sha in getattr(a, name) if sha), passages))
        )
        for level, name in levels.items()
    }


def questions(articles: Sequence[Analysed], count: int) -> list[str]:
    """Sentences from all over the texts, the middle of each."""
    chosen = articles[:: max(1, len(articles) // count)][:count]
    told = [max((t for t, _ in one.sentence_texts), key=len).split() for one in chosen]
    return [" ".join(words[len(words) // 4 :][:14]) for words in told if words]


def build(place: Path, articles: Sequence[Analysed], pool: dict[str, np.ndarray], size: int) -> dict[str, Any]:
    """A library of so many passages; its indexes too."""
    with Library(place) as library:
        number, spent = fill(library, articles, pool, size)
        began = time.perf_counter()
        levels = Retriever(library).refresh().levels
        spent += time.perf_counter() - began
        counts = {level: len(index) for level, index in levels.items()}
    disk = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    return {**counts, "reports": number, "build_s": spent, "disk_mb": disk / 2**20}


def fill(library: Library, articles: Sequence[Analysed], pool: dict[str, np.ndarray], size: int) -> tuple[int, float]:
    """Put so many passages into a library; the same ones whichever engine it has.

    Returns:
        How many reports they make, and the seconds that the library took to take them.
    """
    random = np.random.default_rng(size)
    spent, passages, number = 0.0, 0, 0
    encoder, store = library.encoder, library.store
    while passages < size:
        batch = []
        while passages < size and len(batch) < TOGETHER:
            batch.append(renamed(articles[number % len(articles)], number, number >= len(articles)))
            passages += len(batch[-1].passages)
            number += 1
        told = {
            level: list({sha: None for one in batch for _, sha in getattr(one, name) if sha})
            for level, name in (("sentences", "sentence_texts"), ("passages", "passage_texts"))
        }
        noisy = {level: jittered(pool[level], len(shas), random) for level, shas in told.items()}
        began = time.perf_counter()
        with store.transaction():
            for one in batch:
                store.put(one)
            for level, shas in told.items():
                store.put_vectors(shas, noisy[level], encoder.name)
            store.set_meta("encoded", encoder.name)
            store.set_meta("analysis", analysis.stamp())
        spent += time.perf_counter() - began
    return number, spent


def renamed(article: Analysed, number: int, again: bool) -> Analysed:
    """An article under another number; a repeated one has texts of its own as far as vectors go."""
    report = replace(article.report, id=f"r{number}", source=f"{number}.txt", sha256=str(number))
    if not again:
        return replace(article, report=report)
    told = [(t, sha and f"{sha}-{number}") for t, sha in article.sentence_texts]
    longer = [(t, sha and f"{sha}-{number}") for t, sha in article.passage_texts]
    return replace(article, report=report, sentence_texts=told, passage_texts=longer)


def jittered(vectors: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
    """Unit vectors near those given, in turn."""
    noise = random.normal(size=(count, vectors.shape[1])).astype(np.float32)
    made = vectors[random.integers(0, len(vectors), count)] + NOISE * noise / np.linalg.norm(
        noise, axis=1, keepdims=True
    )
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True))


def measure(place: Path, asked: Sequence[str]) -> dict[str, float]:
    """Times, memory and recall of a library that lies ready."""
    with Library(place) as library:
        retriever = Retriever(library)
        search(retriever, asked[0])
        seconds, found = timed(retriever, asked, None)
        told = {**in_ms(seconds), "rss_mb": resident_mb(), "own_mb": resident_mb(of="RssAnon")}
        few = library.store.ids()[::100]
        told["filtered_ms"] = 1000 * percentile(timed(retriever, asked, few)[0], 0.95)
        path = place.parent / "new.txt"
        path.write_text("Báo cáo của tỉnh Bắc Kạn năm 2022\n\n" + "Tỉnh có 249 điểm phục vụ bưu chính. " * 3, "utf-8")
        began = time.perf_counter()
        (added,) = library.add([path])
        assert search(retriever, "điểm phục vụ bưu chính", [added.id])
        told["add_s"] = time.perf_counter() - began
        library.remove([added.id])
        retriever.refresh()
        told["recall_at_10"] = recall(exact_hits(retriever, asked[:COMPARED]), found)
    return told


Hits = list[tuple[str, int]]


def search(retriever: Retriever, question: str, only: Sequence[str] | None = None) -> Hits:
    """The ten best sentences."""
    hits = retriever.search(question, 10, language=Language.VIETNAMESE, has_diacritics=True, report_ids=only)
    return [(hit.report_id, hit.start) for hit in hits]


def timed(retriever: Retriever, asked: Sequence[str], only: Sequence[str] | None) -> tuple[list[float], list[Hits]]:
    """Seconds and hits of each question."""
    seconds, found = [], []
    for question in asked:
        began = time.perf_counter()
        found.append(search(retriever, question, only))
        seconds.append(time.perf_counter() - began)
    return seconds, found


def exact_hits(retriever: Retriever, asked: Sequence[str]) -> list[Hits]:
    """The hits of an embedded library when every vector is compared; every text is scored in any case."""
    kept = DenseIndex.search
    DenseIndex.search = exactly  # type: ignore[method-assign]
    try:
        return timed(retriever, asked, None)[1]
    finally:
        DenseIndex.search = kept  # type: ignore[method-assign]


def recall(wanted: Sequence[Hits], found: Sequence[Hits]) -> float:
    """The share of the exact ten that were found."""
    pairs = list(zip(wanted, found, strict=False))
    return sum(len(set(a) & set(b)) for a, b in pairs) / max(1, sum(len(a) for a, _ in pairs))


def exactly(index: DenseIndex, query: np.ndarray, k: int, allowed: Any = None) -> tuple[np.ndarray, np.ndarray]:
    """Every vector compared, block by block."""
    scores = np.empty(len(index), np.float32)
    for begin in range(0, len(index), BLOCK):
        scores[begin : begin + BLOCK] = index.vectors[begin : begin + BLOCK].astype(np.float32) @ query
    if allowed is not None:
        scores[~allowed] = -2
    best = np.argsort(-scores, kind="stable")[:k]
    best = best[scores[best] > -2]
    return best, scores[best]


if __name__ == "__main__":
    main()
