"""The reader's network: the bundled encoder with a span head. Needs torch: for training, or without OpenVINO.

Input `<s> question </s> </s> context </s>`; output a start and an end logit for every token; those of the first token
stand for "no answer" (Devlin et al. 2019, as for SQuAD 2.0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from embeddings.bundled import load_bert

if TYPE_CHECKING:
    from transformers import BertModel


class _Attention(torch.autograd.Function):
    """Plain attention with its backward pass written out.

    PyTorch's fused attention takes four times as long backwards on a CPU in bf16 with heads of 32 (measured).
    """

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, bias: Tensor, scale: float) -> Tensor:
        weights = torch.softmax(torch.matmul(query * scale, key.transpose(-1, -2)).add_(bias), -1)
        ctx.save_for_backward(query, key, value, weights)
        ctx.scale = scale
        return torch.matmul(weights, value)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        query, key, value, weights = ctx.saved_tensors
        given = grads[0]
        to_value = torch.matmul(weights.transpose(-1, -2), given)
        inner = torch._softmax_backward_data(torch.matmul(given, value.transpose(-1, -2)), weights, -1, weights.dtype)
        to_query = torch.matmul(inner, key) * ctx.scale
        to_key = torch.matmul(inner.transpose(-1, -2), query) * ctx.scale
        return to_query, to_key, to_value, None, None


class SpanModel(nn.Module):
    """The encoder and a linear layer to two logits a token.

    Args:
        bert: the encoder; the bundled one unless given.
        plain: written-out attention, the fastest for training on a CPU; else `scaled_dot_product_attention`.
    """

    def __init__(self, bert: BertModel | None = None, plain: bool = False) -> None:
        super().__init__()
        self.bert = bert if bert is not None else load_bert()
        self.heads = int(self.bert.config.num_attention_heads)
        self.head = nn.Linear(self.bert.config.hidden_size, 2)
        self.plain = plain
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits (n, length, 2) in float32.

        Args:
            ids: (n, length) token ids.
            mask: (n, length) 1 for tokens, 0 for padding.
        """
        embed = self.bert.embeddings
        states = embed.word_embeddings(ids) + embed.position_embeddings.weight[: ids.shape[1]]
        states = embed.LayerNorm(states + embed.token_type_embeddings.weight[0])
        bias = ((1 - mask[:, None, None, :]).to(states.dtype)) * -1e4
        for layer in self.bert.encoder.layer:
            states = self._layer(layer, states, bias)
        logits: Tensor = self.head(states).float()
        return logits

    def _layer(self, layer: Any, states: Tensor, bias: Tensor) -> Tensor:
        """One encoder layer, without dropout."""
        n, length, width = states.shape
        shape = (n, length, self.heads, width // self.heads)
        projections = layer.attention.self
        query, key, value = (
            part(states).view(shape).transpose(1, 2) for part in (projections.query, projections.key, projections.value)
        )
        if self.plain:
            mixed = _Attention.apply(  # type: ignore[no-untyped-call]
                query.contiguous(), key.contiguous(), value.contiguous(), bias, shape[-1] ** -0.5
            )
        else:
            mixed = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        out = layer.attention.output
        states = out.LayerNorm(states + out.dense(mixed.transpose(1, 2).reshape(n, length, width)))
        middle = nn.functional.gelu(layer.intermediate.dense(states))
        result: Tensor = layer.output.LayerNorm(states + layer.output.dense(middle))
        return result
