"""A BERT encoder as an OpenVINO graph, built straight from its tensors.

No torch, no ONNX and no converter take part: the first start is quick, and the converter's telemetry has nothing to
report. The graph is Devlin et al. 2019 (post-norm layers, GELU), without dropout and pooler.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tensors = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the graph needs to know of a model beside its tensors."""

    layers: int
    heads: int
    hidden: int
    epsilon: float

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Shape:
        """From a transformers BertConfig as a dict."""
        return cls(
            config["num_hidden_layers"],
            config["num_attention_heads"],
            config["hidden_size"],
            config["layer_norm_eps"],
        )


def import_openvino() -> Any:
    """The `openvino` module, with its telemetry package kept from being imported.

    Raises:
        ImportError: OpenVINO is not installed.
    """
    if "openvino" not in sys.modules:
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # openvino then uses its own empty stub
    import openvino

    return openvino


def encoder_graph(tensors: Tensors, shape: Shape) -> Any:
    """Graph from `ids` and `mask` (n, length) to unit vectors (n, hidden): the mean over the tokens, normalised."""
    ov = import_openvino()
    from openvino import opset13 as ops

    build = _Builder(ops, tensors, shape)
    states, mask = build.states()
    kept = ops.unsqueeze(ops.convert(mask, "f32"), ops.constant(2))
    total = ops.reduce_sum(ops.multiply(states, kept), ops.constant(1))
    mean = ops.divide(total, ops.reduce_sum(kept, ops.constant(1)))
    vectors = ops.normalize_l2(mean, ops.constant([1]), 1e-12, "max")
    return build.model(ov, vectors, "vectors")


def reader_graph(tensors: Tensors, shape: Shape) -> Any:
    """Graph from `ids` and `mask` (n, length) to start and end logits (n, length, 2)."""
    ov = import_openvino()
    from openvino import opset13 as ops

    build = _Builder(ops, tensors, shape)
    states, _mask = build.states()
    return build.model(ov, build.linear(states, "head"), "logits")


class _Builder:
    """Puts a BERT together out of OpenVINO operations."""

    def __init__(self, ops: Any, tensors: Tensors, shape: Shape) -> None:
        self.ops, self.tensors, self.shape = ops, tensors, shape
        self.ids = ops.parameter([-1, -1], np.int64, name="ids")
        self.mask = ops.parameter([-1, -1], np.int64, name="mask")

    def weight(self, name: str) -> Any:
        return self.ops.constant(np.ascontiguousarray(self.tensors[name], np.float32))

    def linear(self, states: Any, name: str) -> Any:
        product = self.ops.matmul(states, self.weight(f"{name}.weight"), False, True)
        return self.ops.add(product, self.weight(f"{name}.bias"))

    def norm(self, states: Any, name: str) -> Any:
        ops = self.ops
        flat = ops.mvn(states, ops.constant([2]), True, self.shape.epsilon, "inside_sqrt")
        return ops.add(ops.multiply(flat, self.weight(f"{name}.weight")), self.weight(f"{name}.bias"))

    def heads(self, states: Any) -> Any:
        """(n, length, hidden) -> (n, heads, length, hidden / heads)"""
        ops, size = self.ops, self.shape.hidden // self.shape.heads
        split = ops.reshape(states, ops.constant([0, 0, self.shape.heads, size]), True)
        return ops.transpose(split, ops.constant([0, 2, 1, 3]))

    def layer(self, states: Any, bias: Any, number: int) -> Any:
        ops, name = self.ops, f"encoder.layer.{number}"
        query, key, value = (
            self.heads(self.linear(states, f"{name}.attention.self.{part}")) for part in ("query", "key", "value")
        )
        mixed = ops.scaled_dot_product_attention(query, key, value, bias)
        joined = ops.reshape(
            ops.transpose(mixed, ops.constant([0, 2, 1, 3])), ops.constant([0, 0, self.shape.hidden]), True
        )
        attended = ops.add(states, self.linear(joined, f"{name}.attention.output.dense"))
        states = self.norm(attended, f"{name}.attention.output.LayerNorm")
        middle = ops.gelu(self.linear(states, f"{name}.intermediate.dense"), "erf")
        return self.norm(ops.add(states, self.linear(middle, f"{name}.output.dense")), f"{name}.output.LayerNorm")

    def states(self) -> tuple[Any, Any]:
        """Hidden states of the last layer (n, length, hidden) and the mask."""
        ops, axis = self.ops, self.ops.constant(0)
        length = ops.gather(ops.shape_of(self.ids), ops.constant([1]), axis)
        positions = ops.slice(
            self.weight("embeddings.position_embeddings.weight"), ops.constant([0]), length, ops.constant([1])
        )
        first_type = self.ops.constant(
            np.asarray(self.tensors["embeddings.token_type_embeddings.weight"][0], np.float32)
        )
        words = ops.gather(self.weight("embeddings.word_embeddings.weight"), self.ids, axis)
        states = self.norm(ops.add(ops.add(words, positions), first_type), "embeddings.LayerNorm")
        kept = ops.unsqueeze(ops.convert(self.mask, "f32"), ops.constant([1, 2]))
        bias = ops.multiply(ops.subtract(ops.constant(np.float32(1)), kept), ops.constant(np.float32(-1e4)))
        for number in range(self.shape.layers):
            states = self.layer(states, bias, number)
        return states, self.mask

    def model(self, ov: Any, output: Any, name: str) -> Any:
        result = self.ops.result(output)
        result.output(0).set_names({name})
        self.ids.output(0).set_names({"ids"})
        self.mask.output(0).set_names({"mask"})
        return ov.Model([result], [self.ids, self.mask], name)
