"""A BERT encoder as an OpenVINO graph, built straight from its tensors.

No torch, no ONNX and no converter take part: the first start is quick, and the converter's telemetry has nothing to
report. The graph is Devlin et al. 2019 (post-norm layers, GELU), without dropout and pooler. It takes the vectors of
words, not their ids: of a table of 250,000, most of the weights, a question needs a few hundred, so it stays on disk.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = 3  # of the graphs; a change of it makes new cache folders
# Share of the inputs' spread that the weights take over, SmoothQuant's alpha: the best of 0.6 to 0.85 for each.
ENCODER_SMOOTHING, READER_SMOOTHING = 0.8, 0.75
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


def encoder_graph(tensors: Tensors, shape: Shape, ranges: Tensors | None = None) -> Any:
    """Graph from `words` (n, length, hidden) and `mask` (n, length) to unit vectors (n, hidden): the tokens' mean.

    Args:
        tensors: of the encoder.
        shape: of the encoder.
        ranges: by a linear layer's name the largest magnitude of each of its inputs; the layers named multiply in int8.
    """
    ov = import_openvino()
    from openvino import opset13 as ops

    build = _Builder(ops, tensors, shape, ranges, ENCODER_SMOOTHING)
    states, mask = build.states()
    states = build.shaped(states, shape.hidden)
    kept = ops.unsqueeze(ops.convert(mask, "f32"), ops.constant(2))
    total = ops.reduce_sum(ops.multiply(states, kept), ops.constant(1))
    mean = ops.divide(total, ops.reduce_sum(kept, ops.constant(1)))
    vectors = ops.normalize_l2(mean, ops.constant([1]), 1e-12, "max")
    return build.model(ov, vectors, "vectors")


def reader_graph(tensors: Tensors, shape: Shape, ranges: Tensors | None = None) -> Any:
    """Graph from `words` (n, length, hidden) and `mask` (n, length) to start and end logits (n, length, 2).

    Args:
        tensors: of the encoder, and "head.weight" and "head.bias".
        shape: of the encoder.
        ranges: by a linear layer's name the largest magnitude of each of its inputs; the layers named multiply in int8.
    """
    ov = import_openvino()
    from openvino import opset13 as ops

    build = _Builder(ops, tensors, shape, ranges, READER_SMOOTHING)
    states, _mask = build.states()
    logits = build.shaped(build.linear(states, "head"), 2)
    return build.model(ov, logits, "logits")


class _Builder:
    """Puts a BERT together out of OpenVINO operations; hidden states are (n * length, hidden) throughout.

    Linear layers whose inputs' ranges are known multiply in int8: the spread of the input features is first moved into
    the weights (SmoothQuant, Xiao et al. 2023), for a few features are ten times larger than the others.
    """

    def __init__(
        self, ops: Any, tensors: Tensors, shape: Shape, ranges: Tensors | None = None, smoothing: float = 0.0
    ) -> None:
        self.ops, self.tensors, self.shape, self.ranges, self.smoothing = ops, tensors, shape, ranges or {}, smoothing
        self.words = ops.parameter([-1, -1, shape.hidden], np.float32, name="words")
        self.mask = ops.parameter([-1, -1], np.int64, name="mask")
        self.outer = ops.shape_of(self.mask)

    def weight(self, *names: str) -> NDArray[np.float32]:
        """A tensor, or several below each other."""
        return np.concatenate([np.asarray(self.tensors[name], np.float32) for name in names])

    def constant(self, name: str) -> Any:
        return self.ops.constant(self.weight(name))

    def shaped(self, states: Any, *inner: int) -> Any:
        """(n * length, ...) -> (n, length, *inner)"""
        return self.ops.reshape(states, self.ops.concat([self.outer, self.ops.constant([*inner])], 0), False)

    def linear(self, states: Any, *names: str, factors: Sequence[float] = ()) -> Any:
        """One linear layer, or several with the same input, their outputs side by side and times `factors`."""
        ops, by = self.ops, factors or [1.0] * len(names)
        weight = np.concatenate(
            [self.weight(f"{name}.weight") * factor for name, factor in zip(names, by, strict=True)]
        )
        bias = np.concatenate([self.weight(f"{name}.bias") * factor for name, factor in zip(names, by, strict=True)])
        if names[0] not in self.ranges:
            return ops.add(ops.matmul(states, ops.constant(weight), False, True), bias)
        reach = np.maximum(np.asarray(self.ranges[names[0]], np.float32), 1e-3)
        columns = np.maximum(np.abs(weight).max(0), 1e-5)
        smooth = reach**self.smoothing / columns ** (1 - self.smoothing)
        smooth /= np.exp(np.log(smooth).mean())
        top = np.float32((reach / smooth).max())
        low, high = ((side * top * smooth).reshape(1, -1).astype(np.float32) for side in (-128 / 127, 1))
        bounds = [ops.constant(one) for one in (low, high, np.float32(-top * 128 / 127), top)]
        scaled = weight * smooth
        scale = np.abs(scaled).max(1, keepdims=True) / np.float32(127)
        rounded = ops.convert(ops.constant(np.rint(scaled / scale).astype(np.int8)), "f32")
        product = ops.matmul(
            ops.fake_quantize(states, *bounds, 256), ops.multiply(rounded, ops.constant(scale)), False, True
        )
        return ops.add(product, bias)

    def norm(self, states: Any, name: str) -> Any:
        ops = self.ops
        flat = ops.mvn(states, ops.constant([1]), True, self.shape.epsilon, "inside_sqrt")
        return ops.add(ops.multiply(flat, self.constant(f"{name}.weight")), self.constant(f"{name}.bias"))

    def attention(self, states: Any, bias: Any, name: str) -> Any:
        ops, size = self.ops, self.shape.hidden // self.shape.heads
        # the query's weights take over the products' scale, which would be a pass of its own
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        together = self.linear(states, *parts, factors=(size**-0.5, 1, 1))
        # (n, length, 3, heads, size) -> (3, n, heads, length, size)
        parted = ops.transpose(self.shaped(together, 3, self.shape.heads, size), ops.constant([2, 0, 3, 1, 4]))
        split = ops.split(parted, ops.constant(0), 3)
        query, key, value = (ops.squeeze(split.output(n), ops.constant([0])) for n in range(3))
        mixed = ops.scaled_dot_product_attention(query, key, value, bias, ops.constant(np.float32(1)))
        return ops.reshape(
            ops.transpose(mixed, ops.constant([0, 2, 1, 3])), ops.constant([-1, self.shape.hidden]), False
        )

    def layer(self, states: Any, bias: Any, number: int) -> Any:
        ops, name = self.ops, f"encoder.layer.{number}"
        mixed = self.attention(states, bias, f"{name}.attention.self")
        attended = ops.add(states, self.linear(mixed, f"{name}.attention.output.dense"))
        states = self.norm(attended, f"{name}.attention.output.LayerNorm")
        middle = ops.gelu(self.linear(states, f"{name}.intermediate.dense"), "erf")
        return self.norm(ops.add(states, self.linear(middle, f"{name}.output.dense")), f"{name}.output.LayerNorm")

    def states(self) -> tuple[Any, Any]:
        """Hidden states of the last layer (n * length, hidden) and the mask."""
        ops, axis = self.ops, self.ops.constant(0)
        length = ops.gather(self.outer, ops.constant([1]), axis)
        positions = ops.slice(
            self.constant("embeddings.position_embeddings.weight"), ops.constant([0]), length, ops.constant([1])
        )
        first_type = ops.constant(self.weight("embeddings.token_type_embeddings.weight")[0])
        summed = ops.add(ops.add(self.words, positions), first_type)
        flat = ops.reshape(summed, ops.constant([-1, self.shape.hidden]), False)
        states = self.norm(flat, "embeddings.LayerNorm")
        kept = ops.unsqueeze(ops.convert(self.mask, "f32"), ops.constant([1, 2]))
        bias = ops.multiply(ops.subtract(ops.constant(np.float32(1)), kept), ops.constant(np.float32(-1e4)))
        for number in range(self.shape.layers):
            states = self.layer(states, bias, number)
        return states, self.mask

    def model(self, ov: Any, output: Any, name: str) -> Any:
        result = self.ops.result(output)
        result.output(0).set_names({name})
        self.words.output(0).set_names({"words"})
        self.mask.output(0).set_names({"mask"})
        return ov.Model([result], [self.words, self.mask], name)
