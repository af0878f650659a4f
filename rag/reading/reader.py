"""The reader: which span of the given passages answers a question, and how sure that is.

Extractive reading as in BERT for SQuAD 2.0 (Devlin et al. 2019): a span's score is its start and end logits above the
first token's, which stand for "no answer", so that scores of all passages lie on one scale.
It does not know reports, places or periods.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from embeddings import bundled
from embeddings.cache import cached
from embeddings.encoder import token_batches
from embeddings.engine import Engine, encodable, multiplies_in_int8, pad
from embeddings.graph import VERSION, Shape, import_openvino, reader_graph
from rag.errors import ModelError
from rag.reading.reader_spans import Span, apart, spans, windows
from rag.reading.reader_weights import ReaderConfig, digest, input_ranges, merged, weights_files


@dataclass(frozen=True, slots=True)
class Reading:
    """A span that may answer: passage[start:end] of the passage with that index, in code points.

    `score` is the span's logits minus the no-answer logits of its passage, comparable over passages; `odds` says the
    same of all spans of its passage together, and is what the threshold for "no answer here" is held against.
    """

    passage: int
    start: int
    end: int
    score: float
    odds: float = 0.0


@runtime_checkable
class Reader(Protocol):
    """Points at the spans of passages that answer a question."""

    @property
    def name(self) -> str:
        """Model and hash of its weights."""
        ...

    @property
    def threshold(self) -> float:
        """Best reading's odds below it mean: no answer here."""
        ...

    def read(self, question: str, passages: Sequence[str], top: int = 3) -> list[Reading]:
        """The `top` best spans over all passages, best first; those of one passage do not overlap."""
        ...


class _Runs(Protocol):
    """What runs the network: a compiled graph, or PyTorch."""

    @property
    def tokenizer(self) -> Any: ...
    def run(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]: ...


class NeuralReader:
    """The bundled reader.

    Args:
        engine: runs the network and has its tokenizer.
        name: model and hash of its weights.
        config: threshold and window.
    """

    def __init__(self, engine: _Runs, name: str, config: ReaderConfig) -> None:
        self.name = name
        self.config = config
        self.threshold = config.threshold
        self._engine = engine

    @property
    def tokenizer(self) -> Any:
        """The `tokenizers` tokenizer the network was trained with."""
        return self._engine.tokenizer

    def read(self, question: str, passages: Sequence[str], top: int = 3) -> list[Reading]:
        """The `top` best spans over all passages, best first; see `Reader`."""
        return self.read_many([(question, passage) for passage in passages], top, together=True)[0]

    def read_many(self, pairs: Sequence[tuple[str, str]], top: int = 1, together: bool = False) -> list[list[Reading]]:
        """Read every (question, passage) in length-sorted batches.

        Args:
            pairs: question and passage.
            top: spans to keep for each pair, or in all.
            together: whether all pairs compete, as the passages of one question do.

        Returns:
            The readings of each pair; of all pairs in one list where they compete.
        """
        texts = [encodable(passage) for _, passage in pairs]
        coded = self._engine.tokenizer.encode_batch([encodable(q) for q, _ in pairs], add_special_tokens=False)
        bodies = self._engine.tokenizer.encode_batch(texts, add_special_tokens=False)
        cut = [
            window
            for n, (asked, body) in enumerate(zip(coded, bodies, strict=True))
            for window in windows(n, asked.ids, body.ids, body.offsets, self.config.window, self.config.overlap)
        ]
        found: list[list[Iterator[Span]]] = [[] for _ in pairs]
        for batch in token_batches([len(window.ids) for window in cut]):
            logits = self._engine.run(*pad([cut[i].ids for i in batch]))
            for row, i in enumerate(batch):
                found[cut[i].passage].append(spans(cut[i], logits[row], texts[cut[i].passage]))
        groups = [[one for some in found for one in some]] if together else found
        return [[Reading(s.passage, s.start, s.end, s.score, s.odds) for s in apart(group, top)] for group in groups]


class TorchEngine:
    """The reader's network in PyTorch, float32: where OpenVINO is missing, and to compare with."""

    def __init__(self, weights: Path) -> None:
        self._weights = weights
        self._lock = threading.Lock()

    @cached_property
    def tokenizer(self) -> Any:
        """The `tokenizers` tokenizer."""
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(bundled.model_folder() / "tokenizer.json"))

    @cached_property
    def _model(self) -> Any:
        import torch
        from safetensors.numpy import load_file

        from rag.reading.reader_model import SpanModel

        model = SpanModel()
        tensors = merged(self._weights, load_file(bundled.model_folder() / "model.safetensors"))
        named = {n if n.startswith("head.") else f"bert.{n}": torch.from_numpy(t) for n, t in tensors.items()}
        model.load_state_dict(named, strict=False)
        return model.eval()

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """Logits (n, length, 2)."""
        import torch

        with self._lock, torch.inference_mode():
            return np.asarray(self._model(torch.from_numpy(ids), torch.from_numpy(mask)).numpy(), np.float32)


def load_reader(folder: Path | None = None, engine: str | None = None) -> NeuralReader:
    """The bundled reader by the fastest engine at hand.

    Args:
        folder: holds reader.safetensors and reader.json; the package's own unless given.
        engine: "openvino", "torch", or None for OpenVINO where it is installed.

    Raises:
        ModelError: the weights are missing or damaged.
    """
    weights, about = weights_files(folder)
    name, config = f"reader@{digest(weights)}", ReaderConfig.read(about)
    if engine != "torch":
        try:
            import_openvino()
        except ImportError:
            if engine == "openvino":
                raise ModelError("model_missing", name="openvino") from None
        else:
            return NeuralReader(Engine(_engine_folder(weights)), name, config)
    return NeuralReader(TorchEngine(weights), name, config)


def _engine_folder(weights: Path) -> Path:
    """The reader's graph, written into the cache on first use; in int8 where the CPU gains by it."""
    in_int8 = multiplies_in_int8()

    def build(folder: Path) -> None:
        openvino = import_openvino()
        config, tokenizer, base = bundled.parse(bundled.checked(bundled.weights_file()))
        graph = reader_graph(merged(weights, base), Shape.of(config), input_ranges(weights) if in_int8 else None)
        openvino.save_model(graph, folder / "model.xml", compress_to_fp16=True)
        (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")

    kind = "int8" if in_int8 else "float"
    return cached(f"reader-{digest(weights)}-{kind}-v{bundled.LAYOUT}.{VERSION}", build)


class _Asked(Protocol):
    """A question line with its context, see `rag.evaluating.questions.QuestionLine`."""

    @property
    def id(self) -> object: ...
    @property
    def question(self) -> str: ...
    @property
    def context(self) -> str: ...


def read_questions(reader: NeuralReader, rows: Iterable[_Asked], batch: int = 64) -> Iterator[dict[str, object]]:
    """Read each question's own context: {"id", "answer", "start", "end", "score"}, in the order given.

    `context[start:end] == answer`, offsets in the context as given; the answer is "" where the best span's odds are
    below the reader's threshold, and start and end are then equal. "score" is the odds.
    """
    waiting: list[_Asked] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == batch:
            yield from _answers(reader, waiting)
            waiting = []
    yield from _answers(reader, waiting)


def _answers(reader: NeuralReader, rows: Sequence[_Asked]) -> Iterator[dict[str, object]]:
    if not rows:
        return
    for row, found in zip(rows, reader.read_many([(r.question, r.context) for r in rows]), strict=True):
        best = found[0] if found else None
        kept = best is not None and best.odds >= reader.threshold
        start, end = (best.start, best.end) if best is not None and kept else (0, 0)
        score = round(best.odds, 4) if best is not None else -100.0
        yield {"id": row.id, "answer": row.context[start:end], "start": start, "end": end, "score": score}
