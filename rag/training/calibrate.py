"""How large the inputs of the linear layers get, of the reader and of the encoder: what int8 products must know.

    python -m rag.training.calibrate [--data ../shared/data]

writes the encoder's ranges, embeddings/ranges.safetensors. The reader's are written when it is exported.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from embeddings.bundled import load_bert, model_folder
from embeddings.engine import RANGES, WINDOW, pad
from rag.reading.reader import load_reader
from rag.reading.reader_spans import windows
from rag.reading.reader_weights import RANGE, ReaderConfig, weights_files
from rag.training.sources import SOURCES, rows

ROWS, BATCH = 160, 8
# An input larger than that loses too much in int8: the layer stays in floating point (measured).
SPIKE, ENCODER_SPIKE = 30.0, 50.0
ENCODER_SOURCES = ("gov_news", "nanibot_wiki", "squadshifts_amazon", "squadshifts_wiki")  # Vietnamese and English

Run = Callable[[NDArray[np.int64], NDArray[np.int64]], Any]


def add_ranges(folder: Path, kept: list[dict[str, Any]]) -> None:
    """Write the reader's ranges into reader.safetensors, in place of those that it has.

    Args:
        folder: holds reader.safetensors and reader.json.
        kept: questions with contexts, kept out of training.
    """
    weights, about = weights_files(folder)
    engine: Any = load_reader(folder, "torch")._engine
    config = ReaderConfig.read(about)
    sequences = []
    for row in random.Random(1).sample(kept, min(ROWS, len(kept))):
        asked = engine.tokenizer.encode(row["question"], add_special_tokens=False).ids
        body = engine.tokenizer.encode(row["context"], add_special_tokens=False)
        cut = windows(0, asked, body.ids, body.offsets, config.window, config.overlap)
        sequences += [window.ids for window in cut]
    found = _ranges(engine._model.bert, engine.run, sequences, SPIKE)
    tensors = {name: tensor for name, tensor in load_file(weights).items() if not name.endswith(RANGE)}
    save_file(tensors | {name + RANGE: reach for name, reach in found.items()}, weights)
    weights.chmod(0o644)


def write_encoder_ranges(path: Path, asked: list[dict[str, Any]]) -> None:
    """Write the bundled encoder's ranges, by the name of the layer.

    Args:
        path: the file to write.
        asked: questions with contexts.
    """
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    texts = [text for row in asked for text in (f"query: {row['question']}", f"passage: {row['context']}")]
    bert = load_bert()

    def run(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> None:
        with torch.inference_mode():
            bert(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask))

    sequences = [tokenizer.encode(text).ids[:WINDOW] for text in texts]
    save_file(_ranges(bert, run, sequences, ENCODER_SPIKE), path)
    path.chmod(0o644)


def _ranges(bert: Any, run: Run, sequences: Iterable[Sequence[int]], spike: float) -> dict[str, NDArray[np.float16]]:
    """By linear layer the largest magnitude of each input, padding aside; without layers whose largest is a spike."""
    found: dict[str, torch.Tensor] = {}
    kept: list[torch.Tensor] = []

    def watch(name: str) -> Any:
        def look(_module: Any, given: tuple[torch.Tensor]) -> None:
            largest = given[0][kept[-1]].abs().amax(0)
            found[name] = torch.maximum(found[name], largest) if name in found else largest

        return look

    layers = ((n, m) for n, m in bert.encoder.named_modules() if isinstance(m, torch.nn.Linear))
    hooks = [
        module.register_forward_pre_hook(watch(f"encoder.{name}"))
        for name, module in layers
        if not name.endswith(("attention.self.key", "attention.self.value"))  # they share the query's input
    ]
    ordered = sorted(sequences, key=len)
    for begin in range(0, len(ordered), BATCH):
        ids, mask = pad(ordered[begin : begin + BATCH])
        kept.append(torch.from_numpy(mask).bool())
        run(ids, mask)
    for hook in hooks:
        hook.remove()
    return {name: reach.numpy().astype(np.float16) for name, reach in found.items() if reach.max() < spike}


def main() -> None:
    """Write the encoder's ranges over questions and contexts that its measures do not hold."""
    parser = argparse.ArgumentParser(prog="python -m rag.training.calibrate", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("HOIBAOCAO_DATA", "../shared/data")))
    parser.add_argument("--target", type=Path, default=RANGES)
    given = parser.parse_args()
    chosen = []
    for source in SOURCES:
        if source.name in ENCODER_SOURCES:
            chosen += random.Random(1).sample(list(rows(source, given.data)), ROWS // len(ENCODER_SOURCES))
    write_encoder_ranges(given.target, chosen)


if __name__ == "__main__":
    main()
