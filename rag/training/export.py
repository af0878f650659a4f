"""Weights of a run as the package ships them, and the threshold chosen on rows kept out of training."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import save_file

from rag.reader import NeuralReader, load_reader
from rag.reader_weights import quantise
from rag.training.evaluate import score
from rag.training.sources import SOURCES, held_out, read_jsonl
from rag.training.train import checkpoint_file

DECLINED = 0.82  # share of the unanswerable rows kept out that should be declined; the aim is 0.8 on new ones


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


def choose_threshold(
    reader: NeuralReader, rows: list[dict[str, Any]], declined: float = DECLINED
) -> dict[str, float]:
    """The lowest threshold that declines the wanted share of unanswerable rows, and what it does to the others."""
    found = reader.read_many([(r["question"], r["context"]) for r in rows])
    scores = np.array([f[0].score if f else -100.0 for f in found])
    none = np.array([bool(r["is_impossible"]) for r in rows])
    threshold = float(np.quantile(scores[none], declined))
    f1 = np.array([
        score(r["context"][f[0].start : f[0].end] if f else "", [a["text"] for a in r["answers"]])[1]
        for r, f in zip(rows, found, strict=True)
    ])  # fmt: skip
    kept = scores[~none] >= threshold
    return {
        "threshold": round(threshold, 4), "rows": len(rows), "declined": declined,
        "answerable_kept": round(float(kept.mean()), 4), "answerable_f1": round(float(f1[~none].mean()), 4),
        "answerable_f1_at_threshold": round(float((f1[~none] * kept).mean()), 4),
    }  # fmt: skip


def export_and_choose(checkpoint_folder: Path, target: Path, data: Path) -> None:
    """Export the weights and set the threshold on the rows kept out of training."""
    export(checkpoint_folder, target)
    chosen = choose_threshold(load_reader(target), kept_rows(data))
    path = target / "reader.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    about["threshold"] = chosen["threshold"]
    about["figures"]["threshold_rows"] = chosen
    path.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(about))
