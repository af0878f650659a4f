"""Input ranges of the linear layers, of the reader and of the encoder."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from embeddings.engine import RANGES
from rag.reading.reader_weights import FOLDER, RANGE, input_ranges
from rag.training.calibrate import ENCODER_SPIKE, SPIKE, add_ranges, write_encoder_ranges

ROWS = [
    {"question": "Huyện có bao nhiêu xã?", "context": "Huyện có 12 xã và 3 thị trấn."},
    {"question": "Ai là giám đốc?", "context": "Giám đốc Sở là ông Trần Văn Bình, từ năm 2012."},
]


def test_ranges_are_written_beside_the_weights(tmp_path: Path) -> None:
    for name in ("reader.safetensors", "reader.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    add_ranges(tmp_path, ROWS)
    found = input_ranges(tmp_path / "reader.safetensors")
    assert {reach.shape[0] for reach in found.values()} == {384, 1536}
    assert all(0 < reach.max() < SPIKE for reach in found.values())
    assert not any(name.endswith(("self.key", "self.value")) for name in found)  # they share the query's input
    before, after = load_file(FOLDER / "reader.safetensors"), load_file(tmp_path / "reader.safetensors")
    weights = {name for name in before if not name.endswith(RANGE)}
    assert weights == {name for name in after if not name.endswith(RANGE)}
    assert all(np.array_equal(before[name], after[name]) for name in weights)


def test_the_reader_that_ships_has_ranges() -> None:
    found = input_ranges(FOLDER / "reader.safetensors")
    assert "encoder.layer.0.attention.self.query" in found
    assert not any("word" in name for name in found)


def test_the_encoders_ranges(tmp_path: Path) -> None:
    write_encoder_ranges(tmp_path / "ranges.safetensors", ROWS)
    found, shipped = load_file(tmp_path / "ranges.safetensors"), load_file(RANGES)
    assert {reach.shape for reach in found.values()} == {(384,), (1536,)}
    assert all(0 < reach.max() < ENCODER_SPIKE for reach in shipped.values())
    assert len(shipped) >= 44  # of 48: nearly everything multiplies in int8
    near = [np.median(found[name] / np.maximum(shipped[name], 1e-3)) for name in set(found) & set(shipped)]
    assert len(near) >= 44
    assert 0.3 < np.median(near) < 1.2  # the same layers and features
