"""The reader's input ranges: how large the inputs of its linear layers get on questions that it did not learn from."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

from embeddings.engine import pad
from rag.reading.reader import load_reader
from rag.reading.reader_spans import windows
from rag.reading.reader_weights import RANGE, ReaderConfig, weights_files

ROWS, BATCH = 160, 8
SPIKE = 30.0  # an input larger than that loses too much in int8: the layer stays in floating point (measured)


def add_ranges(folder: Path, rows: list[dict[str, Any]]) -> None:
    """Write the ranges into reader.safetensors, in place of those that it has.

    Args:
        folder: holds reader.safetensors and reader.json.
        rows: questions with contexts, kept out of training.
    """
    weights, about = weights_files(folder)
    reader = load_reader(folder, "torch")
    engine: Any = reader._engine
    config = ReaderConfig.read(about)
    found = _ranges(engine, config, random.Random(1).sample(rows, min(ROWS, len(rows))))
    kept = {name: tensor for name, tensor in load_file(weights).items() if not name.endswith(RANGE)}
    for name, reach in found.items():
        is_second_of_three = name.endswith(("attention.self.key", "attention.self.value"))  # they share query's input
        if not is_second_of_three and reach.max() < SPIKE:
            kept[name + RANGE] = reach.astype(np.float16)
    save_file(kept, weights)
    weights.chmod(0o644)


def _ranges(engine: Any, config: ReaderConfig, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """By linear layer the largest magnitude of each input, padding aside."""
    found: dict[str, Any] = {}
    kept: list[torch.Tensor] = []

    def watch(name: str) -> Any:
        def look(_module: Any, given: tuple[torch.Tensor]) -> None:
            largest = given[0][kept[-1]].abs().amax(0)
            found[name] = torch.maximum(found[name], largest) if name in found else largest

        return look

    layers = ((n, m) for n, m in engine._model.bert.encoder.named_modules() if isinstance(m, torch.nn.Linear))
    hooks = [module.register_forward_pre_hook(watch(f"encoder.{name}")) for name, module in layers]
    tokenizer = engine.tokenizer
    cut = []
    for row in rows:
        asked = tokenizer.encode(row["question"], add_special_tokens=False).ids
        body = tokenizer.encode(row["context"], add_special_tokens=False)
        cut += windows(0, asked, body.ids, body.offsets, config.window, config.overlap)
    cut.sort(key=lambda window: len(window.ids))
    for begin in range(0, len(cut), BATCH):
        ids, mask = pad([window.ids for window in cut[begin : begin + BATCH]])
        kept.append(torch.from_numpy(mask).bool())
        engine.run(ids, mask)
    for hook in hooks:
        hook.remove()
    return {name: reach.numpy() for name, reach in found.items()}
