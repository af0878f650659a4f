"""Encoders by sentence-transformers: the bundled one in PyTorch, or any model the user names."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings import bundled
from embeddings.encoder import Progress, Vectors
from embeddings.engine import encodable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

E5_PROMPTS = {"query": "query: ", "document": "passage: "}
CHUNK = 256  # texts between two reports of progress


class SentenceTransformerEncoder:
    """Wraps a SentenceTransformer.

    Args:
        model: the model; its "query" and "document" prompts are used.
        name: what its vectors are remembered by; model id and a hash of the weights unless given.
    """

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self.model = model
        self.name = name
        self.dimension = int(model.get_embedding_dimension() or 0)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors (n, dimension) of questions."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return self._array(self.model.encode_query([encodable(t) for t in texts], normalize_embeddings=True))

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors (n, dimension) of passages; see `Encoder`."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for begin in range(0, len(texts), CHUNK):
            chunk = [encodable(text) for text in texts[begin : begin + CHUNK]]
            vectors[begin : begin + len(chunk)] = self._array(
                self.model.encode_document(chunk, normalize_embeddings=True)
            )
            if progress:
                progress(begin + len(chunk))
        return vectors

    @staticmethod
    def _array(vectors: Any) -> Vectors:
        return np.asarray(vectors, np.float32)


def bundled_sentence_transformer() -> SentenceTransformer:
    """The bundled encoder as a SentenceTransformer: mean pooling, normalised, e5's prompts."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    transformer = Transformer(
        str(bundled.model_folder()), max_seq_length=512, model_kwargs={"add_pooling_layer": False}
    )
    pooling = Pooling(transformer.get_embedding_dimension(), "mean")
    return SentenceTransformer(
        modules=[transformer, pooling, Normalize()], prompts=E5_PROMPTS, similarity_fn_name="cosine", device="cpu"
    )


def load_bundled() -> SentenceTransformerEncoder:
    """The bundled encoder run by PyTorch, under the same name as by OpenVINO: the vectors are the same."""
    return SentenceTransformerEncoder(bundled_sentence_transformer(), f"{bundled.NAME}@{bundled.SHA256[:12]}")


def load_named(name: str) -> SentenceTransformerEncoder:
    """A model by local path or hub id. No code of it is run.

    The network is touched only for a hub model that is not on this machine, and only under HF_HUB_OFFLINE=0.

    Raises:
        OSError: there is no such model here.
    """
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    online = os.environ.setdefault("HF_HUB_OFFLINE", "1") == "0"
    model = _load(name, online)
    prompts = dict(model.prompts or {})
    if not any(prompts.get(kind) for kind in ("query", "document", "passage")) and "e5" in Path(name).name.lower():
        model.prompts = {**prompts, **E5_PROMPTS}
    digest = hashlib.blake2b(digest_size=6)
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().cpu().contiguous().flatten().view(_bytes()).numpy().tobytes())
    return SentenceTransformerEncoder(model, f"{Path(name).name}@{digest.hexdigest()}")


def _bytes() -> Any:
    import torch

    return torch.uint8


def _load(name: str, online: bool) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, local_files_only=True, trust_remote_code=False)
    except Exception as error:
        if Path(name).exists():
            raise
        if not online:
            raise OSError(f"{name} is not on this machine; HF_HUB_OFFLINE=0 allows its download") from error
    return SentenceTransformer(name, trust_remote_code=False)
