"""Training on a handful of made rows and a tiny network: data, mixing, resuming, export."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from embeddings.bundled import model_folder
from rag.reading.reader_model import SpanModel
from rag.reading.reader_weights import dequantise, quantise
from rag.training import augment, sources
from rag.training.data import answer_tokens, normalised, prepare
from rag.training.evaluate import best_spans, normalise, score
from rag.training.mixing import Mixer
from rag.training.train import Plan, checkpoint_file, loss_of, rate_factor, train

TOKENIZER = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))


def made_rows(count: int) -> list[dict[str, Any]]:
    """Rows of the sets' form: every fourth unanswerable, every context with filler after the answer."""
    rows = []
    for n in range(count):
        context = f"Xã số {n} có {100 + n} hộ dân. " + "Đường liên xã đang được sửa chữa trong năm nay. " * 12
        answer = {"text": f"{100 + n} hộ", "start": context.index(f"{100 + n} hộ")}
        none = n % 4 == 3
        rows.append({
            "id": f"r{n}", "question": f"Xã số {n} có bao nhiêu hộ?", "context": context, "context_id": f"a{n}-0",
            "answers": [] if none else [answer], "is_impossible": none, "split": "train", "lang": "vi",
        })  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    (data / "qa").mkdir()
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in made_rows(40))
    (data / "qa" / "gov_news.jsonl").write_text(lines, encoding="utf-8")
    (data / "qa" / "alqac_extractive.jsonl").write_text(lines, encoding="utf-8")
    run = tmp_path_factory.mktemp("run")
    prepare(data, run / "data", TOKENIZER)
    return run


def tiny() -> SpanModel:
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=250037, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    return SpanModel(BertModel(config, add_pooling_layer=False), plain=True)


def test_missing_sets_are_passed_over_and_answers_keep_their_tokens(folder: Path) -> None:
    mixer = Mixer(folder / "data", budget=256)
    seen = 0
    for batch in mixer.batches(0, 0.9):
        assert batch.ids.size <= 256 or len(batch.ids) == 1
        for ids, begin, end, (first, last) in zip(batch.ids, batch.begins, batch.ends, batch.answers, strict=True):
            assert ids[0] == 0
            assert ids[end] == 2
            if last:
                assert begin <= first <= last < end
                assert TOKENIZER.decode(ids[first : last + 1].tolist()).strip().endswith("hộ")
                seen += 1
    assert seen


def test_the_same_pool_gives_the_same_batches(folder: Path) -> None:
    one, other = Mixer(folder / "data", budget=256), Mixer(folder / "data", budget=256)
    for a, b in zip(one.batches(3, 0.2), other.batches(3, 0.2), strict=True):
        assert np.array_equal(a.ids, b.ids)
    assert one.cursors == other.cursors


def test_shares_move_from_other_languages_to_vietnamese(folder: Path) -> None:
    mixer = Mixer(folder / "data")
    assert mixer.shares(0.0).sum() == pytest.approx(1)
    assert [s.name for s, w in zip(sources.SOURCES, mixer.shares(1.0), strict=True) if w] == ["gov_news", "alqac"]


def test_development_rows_are_never_trained_on(tmp_path: Path) -> None:
    rows = made_rows(30)
    for row in rows[:10]:
        row["split"] = "dev"
    (tmp_path / "qa").mkdir()
    text = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "qa/gov_news.jsonl").write_text(text, encoding="utf-8")
    source = sources.SOURCES[0]
    kept = list(sources.rows(source, tmp_path))
    assert kept
    assert all(row["split"] == "train" and not sources.held_out(row, "gov_news") for row in kept)
    trained = {s.file for s in sources.SOURCES}
    assert not trained & {"qa/viquad2_dev_titles.jsonl", "qa/mlqa_vi_dev.jsonl", "qa/vinumqa_valid_vn.jsonl"}


def test_a_decomposed_context_keeps_its_answer() -> None:
    row = {
        "context": "Ha\u0300 Nội có ba\u0300 An",
        "is_impossible": False,
        "answers": [{"text": "ba\u0300 An", "start": 12}]
    }  # fmt: skip
    found = normalised(row)
    assert found is not None
    text, start, end = found
    assert text[start:end] == "bà An"
    assert normalised({**row, "answers": [{"text": "không có", "start": 0}]}) is None


def test_answer_tokens_cover_the_characters() -> None:
    offsets = TOKENIZER.encode("đạt 37,367 tỷ đồng", add_special_tokens=False).offsets
    span = answer_tokens(offsets, 4, 18)
    assert span is not None
    assert offsets[span[0]][0] <= 4
    assert offsets[span[1]][1] >= 18
    assert answer_tokens(offsets, 40, 42) is None


@given(st.text(max_size=80), st.integers(0, 99))
def test_variants_of_any_question(question: str, seed: int) -> None:
    assert len(augment.variants(question, True, random.Random(seed))) == 3
    assert augment.strip_diacritics("Đường Bắc Kạn") == "Duong Bac Kan"


def test_cloze_answers_stand_where_they_say() -> None:
    text = "Năm 2019 tỉnh Bắc Kạn đã hỗ trợ 1.250 hộ nghèo với số tiền 37,5 tỷ đồng để sửa nhà. " * 4
    found = [c for seed in range(20) for c in augment.cloze(text, random.Random(seed))]
    assert found
    assert all(text[at : at + len(answer)] == answer and answer not in question for question, answer, at in found[:5])


def test_rates_rise_and_fall() -> None:
    assert rate_factor(0.0, 0.03) == 0.01
    assert rate_factor(0.03, 0.03) == 1
    assert rate_factor(1.0, 0.03) == 0


def test_the_loss_sees_only_the_context_and_the_first_token() -> None:
    logits = torch.zeros(1, 6, 2)
    bounds = torch.tensor([3]), torch.tensor([5])
    wanted = float(loss_of(logits, *bounds, torch.tensor([[3, 4]])))
    logits[0, 1] = 50.0  # a question token
    assert float(loss_of(logits, *bounds, torch.tensor([[3, 4]]))) == pytest.approx(wanted) == pytest.approx(np.log(3))


def test_both_attentions_agree() -> None:
    plain = tiny()
    fused = SpanModel(plain.bert)
    fused.head = plain.head
    ids, mask = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]]), torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    kept = mask.bool()
    assert torch.allclose(plain(ids, mask)[kept], fused(ids, mask)[kept], atol=1e-5)
    grads = []
    for model in (plain, fused):
        model.zero_grad()
        model(ids, mask)[kept].square().sum().backward()
        weight = model.bert.encoder.layer[0].attention.self.query.weight
        grads.append(weight.grad.clone())
    assert torch.allclose(grads[0], grads[1], atol=1e-5)


def test_an_interrupted_run_ends_as_an_uninterrupted_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plan(name: str) -> Plan:
        (tmp_path / name).mkdir()
        (tmp_path / name / "data").symlink_to(folder / "data")
        return Plan(tmp_path / name, steps=24, tokens=256, save_minutes=0)

    def weights(of: Plan) -> list[torch.Tensor]:
        copies: list[torch.Tensor] = torch.load(checkpoint_file(of.folder), weights_only=True)["master"]["copies"]
        return copies

    whole, cut = plan("whole"), plan("cut")
    figures: list[int] = []
    train(whole, lambda model: {"n": float(figures.append(1) or 1.0)}, tiny())
    drawn = Mixer.batches

    def stop(self: Mixer, pool: int, progress: float, size: int = 8) -> Any:
        if pool == 1:
            raise KeyboardInterrupt
        return drawn(self, pool, progress, size)

    monkeypatch.setattr(Mixer, "batches", stop)
    with pytest.raises(KeyboardInterrupt):
        train(cut, None, tiny())
    monkeypatch.setattr(Mixer, "batches", drawn)
    train(cut, None, tiny())
    assert figures
    assert all(torch.equal(a, b) for a, b in zip(weights(whole), weights(cut), strict=True))
    assert any(not torch.equal(a, b) for a, b in zip(weights(whole), [p.detach() for p in _trained()], strict=True))


def _trained() -> list[torch.nn.Parameter]:
    return [p for n, p in tiny().named_parameters() if "word_embeddings" not in n]


def test_scores_are_squad_s_without_articles() -> None:
    assert normalise(" Các  Điểm, bưu chính. ") == "các điểm bưu chính"
    assert score("249 điểm", ["249", "249 điểm."]) == (1.0, 1.0)
    assert score("249 điểm", ["249"]) == (0.0, pytest.approx(2 / 3))
    assert score("", []) == (1.0, 1.0)
    assert score("a", []) == (0.0, 0.0)


def test_small_evaluation_reads_spans() -> None:
    with torch.no_grad():
        found = best_spans(tiny().eval(), TOKENIZER, made_rows(3))
    assert all(text in row["context"] for (text, _), row in zip(found, made_rows(3), strict=True))


def test_packed_weights_come_back() -> None:
    matrix = np.random.default_rng(0).normal(size=(8, 6)).astype(np.float32)
    back = dequantise(quantise({"encoder.a.weight": matrix, "head.bias": np.ones(2, np.float32)}))
    assert np.abs(back["encoder.a.weight"] - matrix).max() <= np.abs(matrix).max() / 127
    assert back["head.bias"].tolist() == [1, 1]
