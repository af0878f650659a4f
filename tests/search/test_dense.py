"""FAISS against plain arithmetic."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.search import dense
from rag.search.dense import DenseIndex


@pytest.fixture
def vectors() -> np.ndarray:
    made = np.random.default_rng(7).normal(size=(300, 16)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_exact(vectors: np.ndarray, tmp_path: Path) -> None:
    rows = list(range(1000, 1300))
    DenseIndex.build(rows, vectors).write(tmp_path / "a.faiss")
    index = DenseIndex.read(tmp_path / "a.faiss")
    cosines = vectors @ vectors[5]
    found = index.search(vectors[5], 10)
    assert list(found) == [1000 + int(i) for i in np.argsort(-cosines)[:10]]
    assert index.cosines(vectors[5], [1007, 1003]) == pytest.approx({1007: cosines[7], 1003: cosines[3]}, abs=1e-6)


@pytest.mark.parametrize("limit", [dense.EXACT_LIMIT, 100])
def test_the_filter_is_pushed_down(vectors: np.ndarray, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "EXACT_LIMIT", limit)
    index = DenseIndex.build(list(range(300)), vectors)
    allowed = np.array([3, 250, 7, 99], dtype=np.int64)
    found = index.search(vectors[5], 10, allowed)
    assert sorted(found) == [3, 7, 99, 250]
    assert index.search(vectors[5], 10, np.zeros(0, dtype=np.int64)) == {}


def test_empty_and_damaged(tmp_path: Path, vectors: np.ndarray) -> None:
    index = DenseIndex.build([], np.zeros((0, 16), dtype=np.float32))
    assert index.search(vectors[0], 5) == {} and len(index) == 0
    path = tmp_path / "a.faiss"
    DenseIndex.build([1, 2], vectors[:2]).write(path)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(RuntimeError):
        DenseIndex.read(path)
