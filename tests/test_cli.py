"""The command line as other programs call it: data on stdout, one line on stderr, exit status 0, 1 or 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rag.cli import main
from rag.evaluating.feedback import Feedback, Judgement
from rag.evaluating.feedback_store import FeedbackStore
from rag.evaluating.gold import read_gold

ROOT = Path(__file__).parent.parent
QUESTION = "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?"
NO_SOCKETS = """
import sys
def deny(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.sendto"):
        import os
        os.write(2, f"network: {event} {args}\\n".encode())
        os._exit(99)
sys.addaudithook(deny)
"""


def jsonl(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_add_list_remove_verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "a.txt"
    report.write_text("Báo cáo của tỉnh Hà Giang năm 2022\n\nTỉnh có 11 huyện.", "utf-8")
    library = ["--library", str(tmp_path / "library")]
    assert main(["list", *library]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["add", str(report), *library]) == 0
    status, report_id, source = capsys.readouterr().out.strip().split("\t")
    assert (status, source) == ("added", "a.txt")
    assert main(["list", "--json", *library]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["source"], row["place"]) == (report_id, "a.txt", "Hà Giang")
    assert main(["verify", *library]) == 0
    assert main(["remove", report_id, *library]) == 0
    capsys.readouterr()
    assert main(["list", *library]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["ask", ""], 2),
        (["ask", "   \n"], 2),
        (["ask", "a" * 10_000], 2),
        (["ask", QUESTION, "--history", ""], 2),
        (["add", "/none/such.txt"], 1),
        (["remove", "none"], 2),
        (["retrieve", "none.jsonl", "--out", "x.jsonl"], 1),
    ],
)
def test_misuse_is_one_line(
    arguments: list[str], status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--library", str(tmp_path)]) == status
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("hoibaocao: ") and err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["ask"], ["retrieve", "a.jsonl"], ["retrieve", "a", "--out", "b", "-k", "0"]]
)
def test_misuse_of_the_parser_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_malformed_lines_are_named_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "q.jsonl"
    for bad in ("{bad", "[]", '{"id": 2}', '{"question": 5}', '{"question": "a", "history": "b"}'):
        questions.write_text(f'{{"id": 1, "question": "a"}}\n\n{bad}\n', "utf-8")
        assert main(["retrieve", str(questions), "--out", str(tmp_path / "o.jsonl"), "--library", str(tmp_path)]) == 2
        assert "3" in capsys.readouterr().err
    assert not (tmp_path / "o.jsonl").exists()


def test_feedback_is_a_question_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = ["--library", str(tmp_path)]
    assert main(["feedback", *library]) == 1
    assert "no feedback yet" in capsys.readouterr().err
    store = FeedbackStore(tmp_path)
    store.put(Feedback("a1", Judgement.SHOULD_DECLINE, "Bao nhiêu?", (), "vi", "249", False))
    store.close()
    assert main(["feedback", *library]) == 0
    assert json.loads(capsys.readouterr().out)["answerable"] is False
    assert main(["feedback", *library, "--out", str(tmp_path / "gold.jsonl")]) == 0
    assert [gold.question for gold in read_gold(tmp_path / "gold.jsonl")] == ["Bao nhiêu?"]


def test_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "q.jsonl").write_text('{"question": "a"}', "utf-8")
    for out in (tmp_path / "none" / "o.jsonl", tmp_path):
        assert main(["answer", str(tmp_path / "q.jsonl"), "--out", str(out), "--library", str(tmp_path)]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_damaged_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"x" * 9000)
    for command in (["list"], ["verify"], ["ask", QUESTION]):
        assert main([*command, "--library", str(tmp_path)]) == 1
        assert capsys.readouterr().err.count("\n") == 1
    assert (tmp_path / "library.sqlite").read_bytes() == b"x" * 9000


def test_retrieve(seeds_directory: Path, tmp_path: Path) -> None:
    questions, out = tmp_path / "q.jsonl", tmp_path / "o.jsonl"
    questions.write_text(json.dumps({"id": "q1", "question": QUESTION, "extra": 1}) + "\n", "utf-8-sig")
    common = ["retrieve", str(questions), "--out", str(out), "--library", str(seeds_directory)]
    assert main([*common, "-k", "3"]) == 0
    (row,) = jsonl(out)
    hits = row["hits"]
    assert row["id"] == "q1" and isinstance(hits, list) and len(hits) == 3
    assert hits[0]["source"] == "000_85680ccf488cda21.txt" and "249 điểm" in hits[0]["text"]
    assert main([*common, "--by", "document"]) == 0
    (row,) = jsonl(out)
    assert isinstance(row["hits"], list) and len({hit["source"] for hit in row["hits"]}) == len(row["hits"]) == 5


def test_the_users_own_library_starts_with_the_seeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("HOIBAOCAO_LIBRARY")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "a.txt").write_text("Báo cáo của tỉnh Hà Giang năm 2022\n\nTỉnh có 11 huyện.", "utf-8")
    monkeypatch.setattr(
        "rag.storage.seeding.seeds_directory", lambda: tmp_path
    )  # the five would take a minute to encode
    assert main(["list", "--json"]) == 0
    ids = [row["id"] for row in json.loads(capsys.readouterr().out)]
    assert len(ids) == 1
    assert main(["remove", *ids]) == 0
    capsys.readouterr()
    assert main(["list"]) == 0
    assert capsys.readouterr().out == ""


def run(arguments: list[str], tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    hook = tmp_path / "hook"
    hook.mkdir(exist_ok=True)
    (hook / "sitecustomize.py").write_text(NO_SOCKETS, "utf-8")
    variables = {**os.environ, "PYTHONPATH": f"{hook}{os.pathsep}{ROOT}", **environment}
    return subprocess.run(
        [sys.executable, "-m", "rag", *arguments],
        env=variables,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_any_network(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("Báo cáo của tỉnh Hà Giang năm 2022\n\nTỉnh có 11 huyện và 193 xã.", "utf-8")
    done = run(["add", str(report), "--library", str(tmp_path / "new")], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("added\t")
    questions = tmp_path / "q.jsonl"
    questions.write_text(json.dumps({"id": 1, "question": QUESTION}), "utf-8")
    done = run(["retrieve", "q.jsonl", "--out", "o.jsonl", "--library", str(tmp_path / "new")], tmp_path)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")


def test_ask_without_any_network(seeds_directory: Path, tmp_path: Path) -> None:
    done = run(
        ["ask", "how many postal points did Bắc Kạn have in 2022", "--json", "--library", str(seeds_directory)],
        tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert "249" in answer["answer"] and not answer["abstained"]
    (citation,) = answer["citations"]
    assert citation["source"] == "000_85680ccf488cda21.txt"
    text = (ROOT / "seeds" / citation["source"]).read_text("utf-8")
    assert text[citation["start"] : citation["end"]] == citation["quote"] and len(citation["quote"].split()) <= 80


def test_a_closed_pipe_and_the_import_of_the_command_line(seeds_directory: Path, tmp_path: Path) -> None:
    heavy = "('torch', 'faiss', 'gradio', 'openvino', 'lxml')"
    script = f"import sys, rag.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    command = f"{sys.executable} -m rag list --library {seeds_directory} | true"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
