"""How fast are passages and questions encoded? Against the same weights in plain sentence-transformers.

    python benchmarks/encode.py ../shared/data/qa/mlqa_vi_dev.jsonl [--passages N] [--limit N] [--json]

The contexts of a question set are the passages. Both encode the same chunks in turn, so that what else the machine does
falls on both; both are warmed up first. The baseline is SentenceTransformer(...).encode at its defaults: fp32, batch
32. nDCG@10 is of dense retrieval of the contexts, by either's vectors. The peak is the fastest bf16 (where the CPU has
it) or fp32 matrix product that torch reaches here in the same run.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence

from _shared import arguments, markdown, over_contexts, records, show

from rag.offline import guard

guard()

import numpy as np  # noqa: E402
import torch  # noqa: E402

from embeddings import load_encoder  # noqa: E402
from embeddings.sentence_transformer import bundled_sentence_transformer  # noqa: E402

CHUNK = 96
LAYERS, HIDDEN, FEED = 12, 384, 1536
SIZE, ROUNDS = 1536, 8
Encode = Callable[[Sequence[str]], np.ndarray]


def main() -> None:
    """Encode in turn, compare, print one table."""
    parser = over_contexts(arguments(__doc__))
    parser.add_argument("--passages", type=int, default=0, help="contexts to encode, 0 for all")
    options = parser.parse_args()
    rows = list(records(options.questions))
    passages = list(dict.fromkeys(str(row["context"]) for row in rows))[: options.passages or None]
    asked = [row for row in rows if str(row["context"]) in set(passages)][: options.limit or None]
    questions = [str(row["question"]) for row in asked]
    ours, plain = load_encoder("bundled"), bundled_sentence_transformer()
    ways: dict[str, tuple[Encode, Encode]] = {
        "ours": (ours.encode_passages, ours.encode_queries),
        "plain": (
            lambda texts: np.asarray(plain.encode([f"passage: {text}" for text in texts])),
            lambda texts: np.asarray(plain.encode([f"query: {text}" for text in texts])),
        ),
    }
    vectors, seconds = in_turn({name: way[0] for name, way in ways.items()}, passages, CHUNK)
    asking, each = in_turn({name: way[1] for name, way in ways.items()}, questions, 1)
    right = [passages.index(str(row["context"])) for row in asked]
    quality = {name: ndcg(asking[name], vectors[name], right) for name in ways}
    rate = {name: len(passages) / sum(seconds[name]) for name in ways}
    latency = {name: 1000 * statistics.median(each[name]) for name in ways}
    work = sum(operations(len(plain.tokenizer(f"passage: {text}")["input_ids"])) for text in passages)
    result = {
        "passages": len(passages),
        "questions": len(questions),
        "passages_per_second": rate["ours"],
        "baseline_passages_per_second": rate["plain"],
        "ratio": rate["ours"] / rate["plain"],
        "question_ms": latency["ours"],
        "baseline_question_ms": latency["plain"],
        "peak_fraction": work / sum(seconds["ours"]) / peak(),
        "ndcg": quality["ours"],
        "baseline_ndcg": quality["plain"],
        "ndcg_loss": quality["plain"] - quality["ours"],
    }
    show(result, markdown([{"measure": name, "value": value} for name, value in result.items()]), options.json)


def in_turn(
    ways: dict[str, Encode], texts: Sequence[str], chunk: int
) -> tuple[dict[str, np.ndarray], dict[str, list[float]]]:
    """Every chunk by every way, one after the other: the vectors and the seconds of each chunk."""
    for encode in ways.values():
        encode(texts[:chunk])
    vectors: dict[str, list[np.ndarray]] = {name: [] for name in ways}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number, begin in enumerate(range(0, len(texts), chunk)):
        order = list(ways.items())[:: 1 if number % 2 else -1]
        for name, encode in order:
            began = time.perf_counter()
            vectors[name].append(encode(texts[begin : begin + chunk]))
            seconds[name].append(time.perf_counter() - began)
    return {name: np.concatenate(parts) for name, parts in vectors.items()}, seconds


def ndcg(questions: np.ndarray, passages: np.ndarray, right: Sequence[int]) -> float:
    """nDCG@10 where one passage is right."""
    scores = questions @ passages.T
    own = scores[np.arange(len(right)), right]
    ranks = (scores > own[:, None]).sum(axis=1)
    return statistics.fmean(1 / math.log2(rank + 2) if rank < 10 else 0.0 for rank in ranks.tolist())


def operations(tokens: int) -> float:
    """Floating-point operations of one text in the encoder: a multiplication and an addition for each weight used."""
    linear = 2 * tokens * (4 * HIDDEN * HIDDEN + 2 * HIDDEN * FEED)
    return LAYERS * (linear + 4.0 * tokens * tokens * HIDDEN)


def peak() -> float:
    """Operations a second of the fastest matrix product."""
    best = 0.0
    for kind in (torch.float32, torch.bfloat16):
        left, right = torch.randn(SIZE, SIZE).to(kind), torch.randn(SIZE, SIZE).to(kind)
        for _ in range(ROUNDS):
            began = time.perf_counter()
            left @ right
            best = max(best, 2 * SIZE**3 / (time.perf_counter() - began))
    return best


if __name__ == "__main__":
    main()
