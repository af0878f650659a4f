"""Weights of a run as the package ships them, and the threshold chosen on rows kept out of training."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import save_file

from rag.reading.reader import NeuralReader, load_reader
from rag.reading.reader_weights import quantise
from rag.training.calibrate import add_ranges
from rag.training.evaluate import score
from rag.training.sources import SOURCES, held_out, read_jsonl
from rag.training.train import checkpoint_file

UNANSWERABLE = 0.4  # weight of declining rightly against reading rightly: a wrong answer is worse than none


def export(checkpoint_folder: Path, target: Path, averaged: bool = True) -> None:
    """Write reader.safetensors (int8) of a checkpoint and a reader.json with threshold 0 beside it."""
    state = torch.load(checkpoint_file(checkpoint_folder), weights_only=True)
    master = state["master"]
    values = master["average" if averaged else "copies"]
    tensors = {n.removeprefix("bert."): v.numpy() for n, v in zip(master["names"], values, strict=True)}
    target.mkdir(parents=True, exist_ok=True)
    save_file(quantise(tensors), target / "reader.safetensors")
    about = {"threshold": 0.0, "window": 384, "overlap": 128}
    told = {"steps": master["updates"], "examples": state["examples"], "tokens": state["tokens"]}
    (target / "reader.safetensors").chmod(0o644)
    (target / "reader.json").write_text(json.dumps({**about, "figures": told}, indent=1) + "\n", encoding="utf-8")


def kept_rows(data: Path) -> list[dict[str, Any]]:
    """The rows for choosing the threshold: of training articles, but never trained on."""
    return [
        row
        for source in SOURCES
        if source.name.startswith(("gov_news", "nanibot"))
        for row in read_jsonl(data / source.file)
        if row["split"] == "train" and held_out(row, source.name)
    ]


def choose_threshold(reader: NeuralReader, rows: list[dict[str, Any]]) -> dict[str, float]:
    """The threshold with the best mean of F1 over answerable rows and share declined of the others, each by its weight.

    Args:
        reader: the reader.
        rows: rows that it did not learn from.

    Returns:
        The threshold, and F1 and declined share at it.
    """
    found = reader.read_many([(r["question"], r["context"]) for r in rows])
    odds = np.array([f[0].odds if f else -100.0 for f in found])
    none = np.array([bool(r["is_impossible"]) for r in rows])
    texts = [r["context"][f[0].start : f[0].end] if f else "" for r, f in zip(rows, found, strict=True)]
    f1 = np.array([score(t, [a["text"] for a in r["answers"]])[1] for t, r in zip(texts, rows, strict=True)])

    def figures(threshold: float) -> tuple[float, float]:
        return float((f1 * (odds >= threshold))[~none].mean()), float((odds < threshold)[none].mean())

    def worth(threshold: float) -> float:
        read, declined = figures(threshold)
        return (1 - UNANSWERABLE) * read + UNANSWERABLE * declined

    best = float(max(np.quantile(odds, np.linspace(0, 1, 201)), key=worth))
    read, declined = figures(best)
    return {
        "threshold": round(best, 3), "rows": len(rows), "f1": round(float(f1[~none].mean()), 4),
        "f1_at_threshold": round(read, 4), "declined": round(declined, 4),
    }  # fmt: skip


def export_and_choose(checkpoint_folder: Path, target: Path, data: Path) -> None:
    """Export the weights, add their input ranges and set the threshold, both by the rows kept out of training."""
    export(checkpoint_folder, target)
    rows = kept_rows(data)
    add_ranges(target, rows)
    chosen = choose_threshold(load_reader(target), rows)
    path = target / "reader.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    about["threshold"] = chosen["threshold"]
    about["figures"]["threshold_rows"] = chosen
    path.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(about))
