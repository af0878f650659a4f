"""Linear layers that multiply in int8."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.graph import Shape, import_openvino, reader_graph

HIDDEN = 32
SHAPE = Shape(layers=1, heads=2, hidden=HIDDEN, epsilon=1e-12)
LAYER = "encoder.layer.0"


def tensors() -> dict[str, NDArray[Any]]:
    """A network of one layer with random weights."""
    rng = np.random.default_rng(4)

    def normal(*size: int) -> NDArray[np.float32]:
        return rng.normal(0, 0.3, size).astype(np.float32)

    linear = {f"{LAYER}.attention.self.{part}": (HIDDEN, HIDDEN) for part in ("query", "key", "value")}
    linear |= {f"{LAYER}.attention.output.dense": (HIDDEN, HIDDEN), "head": (2, HIDDEN)}
    linear |= {f"{LAYER}.intermediate.dense": (64, HIDDEN), f"{LAYER}.output.dense": (HIDDEN, 64)}
    norms = ("embeddings.LayerNorm", f"{LAYER}.attention.output.LayerNorm", f"{LAYER}.output.LayerNorm")
    found: dict[str, NDArray[Any]] = {f"{n}.weight": normal(*size) for n, size in linear.items()}
    found |= {f"{n}.bias": normal(size[0]) for n, size in linear.items()}
    found |= {f"{n}.weight": 1 + normal(HIDDEN) for n in norms} | {f"{n}.bias": normal(HIDDEN) for n in norms}
    found["embeddings.position_embeddings.weight"] = normal(64, HIDDEN)
    found["embeddings.token_type_embeddings.weight"] = normal(2, HIDDEN)
    return found


def logits(ranges: dict[str, NDArray[Any]] | None) -> tuple[NDArray[np.float32], set[str]]:
    """Logits of two sequences, the second one padded, and the types that products were run in."""
    openvino = import_openvino()
    rng = np.random.default_rng(5)
    words = rng.normal(0, 1, (2, 16, HIDDEN)).astype(np.float32)
    mask = np.ones((2, 16), np.int64)
    mask[1, 9:] = 0
    graph = reader_graph(tensors(), SHAPE, ranges)
    compiled = openvino.Core().compile_model(graph, "CPU", {"INFERENCE_PRECISION_HINT": "f32", "PERF_COUNT": "YES"})
    request = compiled.create_infer_request()
    found = next(iter(request.infer([words, mask]).values()))
    ran = {info.exec_type for info in request.profiling_info if "FullyConnected" in info.node_type}
    return np.array(found)[mask.astype(bool)], ran


def test_int8_products_give_nearly_the_same_logits() -> None:
    exact, in_floats = logits(None)
    ranges: dict[str, NDArray[Any]] = {
        f"{LAYER}.{name}": np.full(size, 4.0, np.float16)
        for name, size in {
            "attention.self.query": HIDDEN, "attention.output.dense": HIDDEN, "intermediate.dense": HIDDEN,
            "output.dense": 64,
        }.items()
    }  # fmt: skip
    near, in_integers = logits(ranges)
    assert np.abs(near - exact).mean() < 0.1 * np.abs(exact).mean()  # ranges twice as wide as need be
    assert not any("i8" in kind for kind in in_floats)
    assert any("i8" in kind for kind in in_integers)


@pytest.mark.parametrize("size", [0.0, 1e-6])
def test_an_input_that_never_moved_spoils_nothing(size: float) -> None:
    ranges: dict[str, NDArray[Any]] = {f"{LAYER}.intermediate.dense": np.full(HIDDEN, 4.0, np.float16)}
    ranges[f"{LAYER}.intermediate.dense"][3] = size
    assert np.isfinite(logits(ranges)[0]).all()
