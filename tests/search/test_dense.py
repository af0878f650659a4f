"""FAISS against plain arithmetic."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.search import dense
from rag.search.dense import DenseIndex

Vectors = NDArray[np.float32]


@pytest.fixture
def vectors() -> Vectors:
    """Two thousand in clusters, as texts' are; half precision, as they are kept."""
    random = np.random.default_rng(7)
    made = random.normal(size=(40, 16))[random.integers(0, 40, 2000)] + 0.5 * random.normal(size=(2000, 16))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)


@pytest.fixture(params=["exact", "lists"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "lists":
        monkeypatch.setattr(dense, "EXACT_LIMIT", 100)
        monkeypatch.setattr(dense, "_FEW", 50)
    return str(request.param)


def nearest(vectors: Vectors, query: Vectors, k: int) -> list[int]:
    return [int(i) for i in np.argsort(-(vectors @ query), kind="stable")[:k]]


def test_the_nearest(vectors: Vectors, kind: str, tmp_path: Path) -> None:
    DenseIndex.build(vectors.astype(np.float16)).write(tmp_path / "a")
    index = DenseIndex.read(tmp_path / "a")
    assert (tmp_path / "a.faiss").exists() == (kind == "lists") and len(index) == 2000
    right = 0
    for number in range(0, 2000, 100):
        found, scores = index.search(vectors[number], 10)
        right += len(set(found.tolist()) & set(nearest(vectors, vectors[number], 10)))
        assert found[0] == number and scores == pytest.approx(vectors[found] @ vectors[number], abs=1e-5)
    assert right >= 196
    cosines = index.cosines(vectors[5], np.array([1007, 3]))
    assert cosines == pytest.approx(vectors[[1007, 3]] @ vectors[5], abs=1e-5)


def test_the_filter_is_pushed_down(vectors: Vectors, kind: str) -> None:
    index = DenseIndex.build(vectors.astype(np.float16))
    for share in (0.002, 0.02, 0.5):
        allowed = np.random.default_rng(1).random(2000) < share
        found, _ = index.search(vectors[5], 10, allowed)
        inside = np.flatnonzero(allowed)
        wanted = inside[nearest(vectors[inside], vectors[5], 10)].tolist()
        assert len(found) == len(wanted) and allowed[found].all()
        assert len(set(found.tolist()) & set(wanted)) >= 0.9 * len(wanted)
    assert len(index.search(vectors[5], 10, np.zeros(2000, np.bool_))[0]) == 0


def test_lists_go_on_with_what_is_kept_and_new(
    vectors: Vectors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dense, "EXACT_LIMIT", 100)
    half = vectors.astype(np.float16)
    DenseIndex.build(half[:1900]).write(tmp_path / "a")
    mapped = DenseIndex.read(tmp_path / "a")
    kept = np.ones(1900, np.bool_)
    kept[40:240] = False
    now = np.concatenate([half[:1900][kept], half[1900:]])
    index = DenseIndex.build(now, mapped, kept)
    assert index._lists.ntotal == len(now) == 1800 and index._lists.nlist == mapped._lists.nlist
    for number in range(0, 1800, 90):
        assert index.search(now[number].astype(np.float32), 1)[0].tolist() == [number]
    assert mapped.search(vectors[100], 1)[0].tolist() == [100]  # the one on disk is as it was
    index.write(tmp_path / "b")
    assert DenseIndex.read(tmp_path / "b").search(vectors[1950], 1)[0].tolist() == [1750]


def test_empty_and_damaged(tmp_path: Path, vectors: Vectors, kind: str) -> None:
    empty = DenseIndex.build(np.zeros((0, 16), np.float16))
    assert len(empty.search(vectors[0], 5)[0]) == 0 and len(empty) == 0
    DenseIndex.build(vectors.astype(np.float16)).write(tmp_path / "a")
    for path in tmp_path.glob("a.*"):
        content = path.read_bytes()
        path.write_bytes(content[:100])
        with pytest.raises((RuntimeError, ValueError, OSError)):
            DenseIndex.read(tmp_path / "a")
        path.write_bytes(content)
