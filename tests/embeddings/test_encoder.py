"""Encoders as retrieval uses them: the bundled one by both engines, and what surrounds it."""

from __future__ import annotations

import subprocess
import sys
import threading
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import embeddings
from embeddings.encoder import token_batches
from embeddings.engine import BundledEncoder

PASSAGES = [
    "Tỉnh Bắc Kạn có 249 điểm phục vụ bưu chính.",
    "Doanh thu viễn thông năm 2022 đạt 37,367 tỷ đồng.",
    "Con mèo nằm ngủ trên mái nhà. " * 80,
]


@pytest.fixture(scope="module")
def encoder() -> embeddings.Encoder:
    return embeddings.load_encoder("bundled")


def test_it_is_an_encoder(encoder: embeddings.Encoder) -> None:
    assert isinstance(encoder, embeddings.Encoder)
    assert encoder.name.startswith("multilingual-e5-small-q4@")
    assert encoder.dimension == 384


def test_the_right_passage_is_nearest(encoder: embeddings.Encoder) -> None:
    passages = encoder.encode_passages(PASSAGES)
    questions = ["Bắc Kạn có bao nhiêu điểm bưu chính?", "What was the telecom revenue?", "con vật nào ngủ"]
    assert (encoder.encode_queries(questions) @ passages.T).argmax(1).tolist() == [0, 1, 2]


def test_both_engines_agree(encoder: embeddings.Encoder) -> None:
    plain = embeddings.load_encoder("bundled-torch")
    assert (plain.name, plain.dimension) == (encoder.name, encoder.dimension)
    counts: list[int] = []
    ours = encoder.encode_passages(PASSAGES)
    theirs = plain.encode_passages(PASSAGES, counts.append)
    assert counts[-1] == len(PASSAGES)
    assert (ours * theirs).sum(1).min() > 0.998  # linear layers multiply in int8 where the CPU has it
    assert (encoder.encode_queries(["a"]) * plain.encode_queries(["a"])).sum() > 0.998
    exact = BundledEncoder("f32").encode_passages(PASSAGES)
    assert (exact * theirs).sum(1).min() > 0.9999
    assert plain.encode_queries([]).shape == (0, 384)


def test_order_and_progress_are_kept(encoder: embeddings.Encoder) -> None:
    texts = [PASSAGES[i % 3] for i in range(20)]
    counts: list[int] = []
    together = encoder.encode_passages(texts, counts.append)
    assert counts == sorted(counts)
    assert counts[-1] == len(texts)
    alone = encoder.encode_passages(PASSAGES)
    assert (together * alone[[i % 3 for i in range(20)]]).sum(1).min() > 0.999


def test_nothing_in_nothing_out(encoder: embeddings.Encoder) -> None:
    assert encoder.encode_queries([]).shape == (0, 384)
    assert encoder.encode_passages([]).dtype == np.float32


def test_composed_and_decomposed_texts_are_the_same(encoder: embeddings.Encoder) -> None:
    texts = [PASSAGES[0], unicodedata.normalize("NFD", PASSAGES[0])]
    one, other = encoder.encode_passages(texts)
    assert one @ other > 0.9999


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_gives_unit_vectors(texts: list[str]) -> None:
    vectors = embeddings.load_encoder("bundled").encode_passages([*texts, "\ud800", "\ufdfa" * 600, "a\0b", ""])
    assert np.allclose((vectors**2).sum(1), 1, atol=1e-3)


def test_threads_may_share_it(encoder: embeddings.Encoder) -> None:
    alone = encoder.encode_passages(PASSAGES)
    found: list[float] = []

    def work() -> None:
        found.append(float((encoder.encode_passages(PASSAGES) * alone).sum(1).min()))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert min(found) > 0.999


def test_langchain_adapter(encoder: embeddings.Encoder) -> None:
    adapter = embeddings.LangChainEmbeddings(encoder)
    assert len(adapter.embed_documents(PASSAGES[:2])) == 2
    assert np.allclose(adapter.embed_query("a"), encoder.encode_queries(["a"])[0], atol=1e-6)


def test_unknown_names_say_so() -> None:
    with pytest.raises(AttributeError):
        _ = embeddings.nothing  # type: ignore[attr-defined]
    assert set(embeddings.__all__) <= set(dir(embeddings)) | {"LangChainEmbeddings"}


def test_no_connection_and_no_telemetry() -> None:
    code = """
import sys
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        print(event, args, file=sys.stderr); import os; os._exit(9)
sys.addaudithook(watch)
import embeddings
embeddings.load_encoder("bundled").encode_queries(["a"])
embeddings.load_encoder("bundled-torch").encode_queries(["a"])
assert sys.modules.get("openvino_telemetry") is None
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    from embeddings.sentence_transformer import bundled_sentence_transformer

    folder = tmp_path_factory.mktemp("models") / "my-e5"
    bundled_sentence_transformer().save_pretrained(str(folder))
    monkeypatch.setenv("HOIBAOCAO_ENCODER", str(folder))
    named = embeddings.load_encoder()
    assert named.name.startswith("my-e5@")
    ours = embeddings.load_encoder("bundled").encode_queries(["thủ đô"])
    assert (named.encode_queries(["thủ đô"]) * ours).sum() > 0.999


@given(st.lists(st.integers(1, 600), max_size=60))
def test_batches_hold_every_text_once_within_the_budget(lengths: list[int]) -> None:
    batches = token_batches(lengths, budget=1024)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= 1024


def test_a_model_that_is_not_here_is_named_and_not_fetched() -> None:
    code = """
import sys
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo"):
        import os; os._exit(9)
sys.addaudithook(watch)
import embeddings
try:
    embeddings.load_encoder("nobody/no-such-model")
except OSError as error:
    assert "HF_HUB_OFFLINE" in str(error)
else:
    raise AssertionError
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_pytorch_steps_in_without_openvino(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ImportError("No module named 'openvino'")

    monkeypatch.setattr("embeddings.engine.import_openvino", missing)
    assert type(embeddings.load_encoder("bundled")).__name__ == "SentenceTransformerEncoder"
