"""The fast engine: the bundled encoder run by OpenVINO, without importing torch.

Linear layers multiply in int8 and the rest runs in bf16 where the CPU has both, else everything in float32. Vectors of
the two are compared with each other as they are: their cosine is 0.999, and nDCG@10 stays within its noise (LOG.md).
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings import bundled
from embeddings.cache import cached
from embeddings.encoder import Progress, Vectors, token_batches
from embeddings.graph import VERSION, Shape, encoder_graph, import_openvino

PAD = 1
WINDOW = 512
RANGES = Path(__file__).with_name("ranges.safetensors")  # of the encoder's layers; rag.training.calibrate writes it
_WORDS = "words.npy"

_TOKENIZERS: dict[bytes, Any] = {}
_TOKENIZERS_LOCK = threading.Lock()


def _tokenizer(content: bytes) -> Any:
    """The tokenizer of a tokenizer.json, made once: it takes over a second, and encoder and reader have the same."""
    from tokenizers import Tokenizer

    digest = hashlib.blake2b(content).digest()
    with _TOKENIZERS_LOCK:
        if digest not in _TOKENIZERS:
            _TOKENIZERS[digest] = Tokenizer.from_buffer(content)
        return _TOKENIZERS[digest]


@cache
def _core() -> Any:
    """OpenVINO's runtime, one for encoder and reader."""
    return import_openvino().Core()


def _has_bf16() -> bool:
    return "BF16" in _core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def multiplies_in_int8() -> bool:
    """Whether int8 products are exact and faster here: every CPU that has bf16 has the instructions for them (VNNI)."""
    return _has_bf16()


@cache
def word_table() -> NDArray[np.float16]:
    """The vectors of the bundled encoder's words (words, hidden), mapped from disk; its reader has the same ones."""

    def build(folder: Path) -> None:
        _config, _tokenizer, tensors = bundled.parse(bundled.checked(bundled.weights_file()))
        np.save(folder / _WORDS, tensors["embeddings.word_embeddings.weight"].astype(np.float16))

    folder = cached(f"{bundled.NAME}-{bundled.SHA256[:12]}-words-v{bundled.LAYOUT}", build)
    table: NDArray[np.float16] = np.load(folder / _WORDS, mmap_mode="r")
    return table


class Engine:
    """A compiled graph with inputs `words` and `mask`, and the tokenizer beside it.

    Args:
        folder: holds model.xml, model.bin and tokenizer.json.
        precision: "bf16" or "f32"; None chooses by CPU.
    """

    def __init__(self, folder: Path, precision: str | None = None) -> None:
        self.folder = folder
        self.precision = precision
        self._lock = threading.Lock()

    @cached_property
    def tokenizer(self) -> Any:
        """The `tokenizers` tokenizer; one for all engines whose file is the same."""
        return _tokenizer((self.folder / "tokenizer.json").read_bytes())

    @cached_property
    def _compiled(self) -> Any:
        hints = {
            "INFERENCE_PRECISION_HINT": self.precision or ("bf16" if _has_bf16() else "f32"),
            "PERFORMANCE_HINT": "LATENCY",
        }
        return _core().compile_model(_core().read_model(self.folder / "model.xml"), "CPU", hints)

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """The graph's output. One call at a time: a compiled model has one set of buffers.

        Args:
            ids, mask: (n, length), padded.
        """
        words = word_table()[ids].astype(np.float32)
        with self._lock:
            return np.array(self._compiled([words, mask])[0], np.float32)


def pad(sequences: Sequence[Sequence[int]], step: int = 16) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and mask (n, length), the length a multiple of `step`."""
    length = -(-max(len(one) for one in sequences) // step) * step
    ids = np.full((len(sequences), length), PAD, np.int64)
    mask = np.zeros_like(ids)
    for row, one in enumerate(sequences):
        ids[row, : len(one)] = one
        mask[row, : len(one)] = 1
    return ids, mask


def encodable(text: str) -> str:
    """The text without lone surrogates, which have no UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def write_engine(folder: Path, graph: Callable[[dict[str, NDArray[Any]], Shape], Any]) -> None:
    """Write a graph over the bundled tensors, and the tokenizer, into `folder`."""
    openvino = import_openvino()
    config, tokenizer, tensors = bundled.parse(bundled.checked(bundled.weights_file()))
    openvino.save_model(graph(tensors, Shape.of(config)), folder / "model.xml", compress_to_fp16=True)
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")


def _encoder_folder(in_int8: bool) -> Path:
    """The encoder's graph and tokenizer, written into the cache on first use."""
    name = f"{bundled.NAME}-{bundled.SHA256[:12]}-encoder-v{bundled.LAYOUT}.{VERSION}"
    if not in_int8:
        return cached(name, lambda folder: write_engine(folder, encoder_graph))
    from safetensors.numpy import load

    content = RANGES.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    return cached(
        f"{name}-int8-{digest}",
        lambda folder: write_engine(folder, lambda tensors, shape: encoder_graph(tensors, shape, load(content))),
    )


class BundledEncoder:
    """multilingual-e5-small (Wang et al. 2024): mean over the tokens, unit length, prompts before.

    Args:
        precision: "bf16" or "f32" for everything, the linear layers too; None chooses what is fastest on this CPU.
    """

    dimension = 384

    def __init__(self, precision: str | None = None) -> None:
        import_openvino()
        self.name = f"{bundled.NAME}@{bundled.SHA256[:12]}"
        self._engine = Engine(_encoder_folder(precision is None and multiplies_in_int8()), precision)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors (n, 384) of questions."""
        return self._encode("query: ", texts, None)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors (n, 384) of passages, each cut at 512 tokens; see `Encoder`."""
        return self._encode("passage: ", texts, progress)

    def _encode(self, prompt: str, texts: Sequence[str], progress: Progress | None) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        coded = self._engine.tokenizer.encode_batch([prompt + encodable(text) for text in texts])
        sequences = [one.ids if len(one.ids) <= WINDOW else [*one.ids[: WINDOW - 1], one.ids[-1]] for one in coded]
        done = 0
        for batch in token_batches([len(one) for one in sequences]):
            vectors[batch] = self._engine.run(*pad([sequences[i] for i in batch]))
            done += len(batch)
            if progress:
                progress(done)
        return vectors
