"""The desk answers while it indexes, and says each stage as it is reached."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from rag.errors import QuestionError, UsageError
from rag.scopes.limits import Limits
from rag.storage.library import Library
from rag.types import Answer, Language
from rag.web.desk import Desk, Reports, Stage, Stopped


class _Echo:
    """Answers with the question and its history, after two stages."""

    def __init__(self, library: Reports) -> None:
        self.library = library

    def ask(
        self,
        question: str,
        history: Sequence[str],
        on_stage: Callable[[str], None] | None = None,
        only: Limits | None = None,
    ) -> Answer:
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
        def ask(
            self,
            question: str,
            history: Sequence[str],
            on_stage: Callable[[str], None] | None = None,
            only: Limits | None = None,
        ) -> Answer:
            begun.set()
            assert released.wait(60)
            return super().ask(question, history, on_stage, only)

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
    assert next(asking) == Stage("searching") and desk.is_asked
    desk.stop("ticket")
    with pytest.raises(Stopped):
        list(asking)
    assert not desk.is_asked
    desk.stop("ticket")  # too late: nothing happens
    assert isinstance(list(desk.ask("again", [], "ticket"))[-1], Answer)


def test_a_file_is_added_seen_by_the_answers_and_removed(desk: Desk, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("Sở Y tế tỉnh Hà Giang báo cáo năm 2021.\n\nNăm 2021, toàn tỉnh có 12 bệnh viện.\n", "utf-8")
    (added,) = desk.write(lambda library: library.add([new]))
    report = desk.report(added.id)
    assert report is not None and report.source == "new.txt"
    assert desk.rows()[-1].report == report and desk.rows()[-1].figures == 1
    assert str(list(desk.ask("hello", []))[-1]).count("/ 6") == 1
    desk.write(lambda library: library.remove([added.id]))
    assert desk.report(added.id) is None


def test_neither_questions_nor_changes_wait_for_uploads(desk: Desk) -> None:
    go = threading.Event()
    indexing = desk._writer.submit(lambda library: go.wait(60))
    assert isinstance(list(desk.ask("meanwhile", []))[-1], Answer)
    assert desk.write(lambda library: len(library.reports())) == 5
    assert not indexing.done()
    go.set()


def test_examples_are_there_at_once(desk: Desk) -> None:
    assert len(desk.examples("vi")) == len(desk.examples("en")) == 4
