"""Reading alone: F1, exact match, declined questions, and the time for ten passages.

    python benchmarks/reader.py [DATA] [--limit N] [--model DIR] [--quality | --latency] [--json]

DATA is the folder with `qa/` (else HOIBAOCAO_DATA, else ../shared/data); a set that is missing is named, not measured.
"as read": what `hoibaocao read` prints, empty below the threshold. SQuAD normalisation without English articles.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rag.offline import guard

guard()

from rag.reading.reader import NeuralReader, load_reader  # noqa: E402
from rag.training.evaluate import DEV_SETS, dev_rows, score  # noqa: E402

Figures = dict[str, float]
PASSAGES, TOKENS = 10, 200


def quality(reader: NeuralReader, rows: list[dict[str, Any]]) -> Figures:
    """F1 and exact match on the answerable questions, the share declined of the others."""
    found = reader.read_many([(r["question"], r["context"]) for r in rows])
    spans, read, declined = [], [], []
    for row, readings in zip(rows, found, strict=True):
        best = readings[0] if readings else None
        answer = row["context"][best.start : best.end] if best else ""
        kept = answer if best and best.odds >= reader.threshold else ""
        if row["is_impossible"]:
            declined.append(not kept)
            continue
        golds = [a["text"] for a in row["answers"]]
        spans.append(score(answer, golds))
        read.append(score(kept, golds))
    figures = {"questions": float(len(rows))}
    for name, pairs in (("span", spans), ("read", read)):
        figures[f"{name}_em"] = 100 * statistics.mean(em for em, _ in pairs)
        figures[f"{name}_f1"] = 100 * statistics.mean(f1 for _, f1 in pairs)
    if declined:
        figures["declined"] = 100 * statistics.mean(declined)
    return figures


def passages(reader: NeuralReader, rows: list[dict[str, Any]]) -> list[str]:
    """Ten passages of 200 tokens."""
    cut = []
    for row in rows:
        offsets = reader.tokenizer.encode(row["context"], add_special_tokens=False).offsets
        if len(offsets) >= TOKENS and row["context"] not in cut:
            cut.append(row["context"][: offsets[TOKENS - 1][1]])
        if len(cut) == PASSAGES:
            break
    return cut


def latency(reader: NeuralReader, rows: list[dict[str, Any]], rounds: int = 15) -> float:
    """Median milliseconds to read ten passages for one question, over different questions."""
    texts = passages(reader, rows)
    times = []
    for row in rows[: rounds + 2]:
        began = time.perf_counter()
        reader.read(row["question"], texts)
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times[2:])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=Path(os.environ.get("HOIBAOCAO_DATA", "../shared/data")))
    parser.add_argument("--limit", type=int, help="questions of each set")
    parser.add_argument("--model", type=Path, help="folder of the weights")
    parser.add_argument("--quality", action="store_true", help="quality alone")
    parser.add_argument("--latency", action="store_true", help="latency alone")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    reader = load_reader(options.model)
    results: dict[str, Any] = {"reader": reader.name, "threshold": reader.threshold, "quality": {}, "latency_ms": {}}
    there = [name for name in DEV_SETS if (options.data / DEV_SETS[name]).exists()]
    for name in DEV_SETS.keys() - set(there):
        print(f"left out: {name} ({options.data / DEV_SETS[name]} is not there)", file=sys.stderr)
    if not options.latency:
        for name in there:
            results["quality"][name] = quality(reader, dev_rows(options.data, name, options.limit))
    if not options.quality and there:
        rows = dev_rows(options.data, there[0])
        results["latency_ms"]["as shipped"] = latency(reader, rows)
        results["latency_ms"]["PyTorch fp32"] = latency(load_reader(options.model, "torch"), rows)
    print(json.dumps(results) if options.json else table(results))


def table(results: dict[str, Any]) -> str:
    """The results as one table."""
    lines = [
        f"{results['reader']}, threshold {results['threshold']}",
        "",
        "| set | questions | F1 / EM of the best span | F1 / EM as read | unanswerable declined |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, f in results["quality"].items():
        declined = f"{f['declined']:.1f} %" if "declined" in f else ""
        lines.append(
            f"| {name} | {f['questions']:.0f} | {f['span_f1']:.1f} / {f['span_em']:.1f} "
            f"| {f['read_f1']:.1f} / {f['read_em']:.1f} | {declined} |"
        )
    for name, milliseconds in results["latency_ms"].items():
        lines.append(f"| {PASSAGES} passages of {TOKENS} tokens, median, {name} | | | | {milliseconds:.0f} ms |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
