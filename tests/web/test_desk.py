"""The desk answers while it indexes, and says each stage as it is reached."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from rag.errors import QuestionError, UsageError
from rag.storage.library import Library
from rag.types import Answer, Language
from rag.web.desk import Desk, Reports, Stage, Stopped


class _Echo:
    """Answers with the question and its history, after two stages."""

    def __init__(self, library: Reports) -> None:
        self.library = library

    def ask(self, question: str, history: Sequence[str], on_stage: Callable[[str], None] | None = None) -> Answer:
        if on_stage:
            on_stage("searching")
            on_stage("checking")
        if question == "fail":
            raise UsageError("report_unknown", id="x")
        return Answer(f"{question} / {list(history)} / {len(self.library.reports())}", Language.ENGLISH)


@pytest.fixture
def desk(seeds_directory: Path, tmp_path: Path) -> Iterator[Desk]:
    copy = tmp_path / "library"
    shutil.copytree(seeds_directory, copy)

    def open_again(other: Reports | None) -> Reports:
        return Library(copy, other.encoder if isinstance(other, Library) else None)

    desk = Desk(open_again, _Echo)
    yield desk
    desk.close()


def test_stages_come_before_the_answer(desk: Desk) -> None:
    *stages, answer = desk.ask("hello", ["before"])
    assert stages == [Stage("searching"), Stage("checking")]
    assert isinstance(answer, Answer) and answer.text == "hello / ['before'] / 5"


@pytest.mark.parametrize(("question", "key"), [(" \n", "question_empty"), ("x" * 10_000, "question_too_long")])
def test_what_is_no_question_is_refused(desk: Desk, question: str, key: str) -> None:
    with pytest.raises(QuestionError) as caught:
        list(desk.ask(question, []))
    assert caught.value.key == key


def test_an_error_reaches_the_asker_and_the_next_question_is_answered(desk: Desk) -> None:
    with pytest.raises(UsageError):
        list(desk.ask("fail", []))
    assert isinstance(list(desk.ask("again", []))[-1], Answer)


def test_who_asks_while_others_are_answered_is_told_how_long_it_takes(desk: Desk) -> None:
    begun, released = threading.Event(), threading.Event()

    class Slow(_Echo):
        def ask(self, question: str, history: Sequence[str], on_stage: Callable[[str], None] | None = None) -> Answer:
            begun.set()
            assert released.wait(60)
            return super().ask(question, history, on_stage)

    desk._open_assistant = Slow
    first = threading.Thread(target=lambda: list(desk.ask("first", [], "1")))
    first.start()
    assert begun.wait(60)
    second = desk.ask("second", [], "2")
    assert next(second) == Stage("waiting:1:1")
    stopped = desk.ask("third", [], "3")
    assert str(next(stopped)).count("waiting:2:")
    desk.stop("3")
    with pytest.raises(Stopped):
        list(stopped)
    released.set()
    assert isinstance(list(second)[-1], Answer)
    first.join()
    assert next(desk.ask("alone", [], "4")) == Stage("searching")


def test_a_question_can_be_stopped(desk: Desk) -> None:
    asking = desk.ask("hello", [], "ticket")
    assert next(asking) == Stage("searching")
    desk.stop("ticket")
    with pytest.raises(Stopped):
        list(asking)
    desk.stop("ticket")  # too late: nothing happens
    assert isinstance(list(desk.ask("again", [], "ticket"))[-1], Answer)


def test_a_file_is_added_seen_by_the_answers_and_removed(desk: Desk, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("Sở Y tế tỉnh Hà Giang báo cáo năm 2021.\n\nNăm 2021, toàn tỉnh có 12 bệnh viện.\n", "utf-8")
    added = desk.add(new)
    assert (added.status, added.error) == ("added", None)
    report = desk.report(added.id)
    assert report is not None and report.source == "new.txt"
    assert str(list(desk.ask("hello", []))[-1]).count("/ 6") == 1
    desk.remove(added.id)
    assert desk.report(added.id) is None


def test_a_bad_file_is_an_answer_not_an_exception(desk: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    added = desk.add(empty)
    assert added.status == "failed" and added.error is not None and added.error.key == "file_empty"
    assert len(desk.reports()) == 5


def test_questions_do_not_wait_for_uploads(desk: Desk) -> None:
    indexing, answered = threading.Event(), threading.Event()

    def slow(done: int, count: int, source: str) -> None:
        indexing.set()
        answered.wait(20)

    seed = next(Path(__file__).parent.parent.parent.glob("seeds/000*.txt"))
    upload = threading.Thread(target=desk.add, args=(seed, slow))
    upload.start()
    assert indexing.wait(20)
    assert isinstance(list(desk.ask("meanwhile", []))[-1], Answer)
    answered.set()
    upload.join()


def test_examples_are_there_at_once(desk: Desk) -> None:
    assert len(desk.examples("vi")) == len(desk.examples("en")) == 4
