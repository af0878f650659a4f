"""What other tools read: the fields of a prediction, whole files or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag import output
from rag.errors import UsageError
from rag.types import Answer, Citation, Language, Reason, Statement

CITATION = Citation(1, "r", "a.txt", "Tiêu đề", "Hà Giang", "2022", "Tỉnh có 11 huyện.", 5, 22)


def test_prediction() -> None:
    statement = Statement("Hà Giang có 11 huyện.", (1,))
    answer = Answer(
        "11 huyện", Language.VIETNAMESE, citations=(CITATION,), statements=(statement,), timings_ms={"all": 1.26}
    )
    made = output.prediction(answer, 7)
    assert list(made) == ["id", "answer", "abstained", "reason", "language", "citations", "statements", "timings_ms"]
    assert made["id"] == 7 and made["reason"] is None and made["language"] == "vi"
    assert list(made["citations"][0]) == [
        "marker", "source", "title", "place", "period", "quote", "start", "end", "page",
    ]  # fmt: skip
    assert made["statements"] == [{"text": "Hà Giang có 11 huyện.", "markers": [1]}]
    assert json.loads(output.lines([made])) == made
    abstained = Answer("Không nêu.", Language.VIETNAMESE, abstained=True, reason=Reason.OTHER_PLACE)
    assert output.prediction(abstained)["reason"] == "other_place"


def test_readable() -> None:
    answer = Answer("11 huyện", Language.VIETNAMESE, citations=(CITATION,), scope="Hà Giang, 2022")
    shown = output.readable(answer)
    assert shown.startswith("11 huyện\nHà Giang, 2022\n") and "[1] a.txt, Hà Giang, 2022" in shown


def test_write(tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    output.write(path, "một\n")
    output.write(path, "hai\n")
    assert path.read_text("utf-8") == "hai\n"
    assert [p.name for p in tmp_path.iterdir()] == ["o.jsonl"]
    with pytest.raises(UsageError, match="file_unwritable"):
        output.write(tmp_path / "none" / "o.jsonl", "x")
