"""The desk: what the page asks of the library, safe to call from any thread of the web server.

Three libraries are open on the same directory: one is looked through, one answers, one is written to. So a page shows
its reports while the models still load, and a long upload never makes a question wait.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from rag.errors import HoiBaoCaoError, QuestionError
from rag.evaluating.feedback_store import FeedbackStore
from rag.types import Answer, Figure, Hit, Report
from rag.web import follow_ups
from rag.web.examples import candidates, proved
from rag.web.line import Line

if TYPE_CHECKING:
    from rag.search.retrieval import Retriever

LONGEST_QUESTION = 2000  # characters
_LOOK_SECONDS = 0.1  # how often who waits looks how many are ahead
_END = object()
T = TypeVar("T")


class AddedReport(Protocol):
    """What `Library.add` says of one file."""

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def error(self) -> HoiBaoCaoError | None: ...
    @property
    def notice(self) -> HoiBaoCaoError | None: ...


class Reports(Protocol):
    """The part of `rag.storage.library.Library` that the page needs."""

    def add(self, paths: Sequence[Path], progress: Any = None) -> Sequence[AddedReport]: ...
    def remove(self, ids: Sequence[str]) -> Any: ...
    def reports(self) -> Sequence[Report]: ...
    def report(self, report_id: str) -> Report: ...
    def figures(self, report_id: str | None = None) -> Sequence[Figure]: ...
    def close(self) -> None: ...


class Answers(Protocol):
    """The part of `rag.answering.assistant.Assistant` that the page needs."""

    @property
    def retriever(self) -> Retriever: ...
    def ask(self, question: str, history: Sequence[str], on_stage: Callable[[str], None] | None = None) -> Answer: ...


class Stopped(Exception):
    """The person no longer wants the answer."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step that answering has reached: "searching", "reading", "checking"; before them, with how many are ahead and
    about how many seconds they take, "waiting:2:1"."""

    name: str


class Desk:
    """A library and its assistant behind two threads.

    Args:
        open_library: opens the library, sharing the encoder of another that is open already when given one.
        open_assistant: makes the assistant of a library; called in the background, by `load` or at the first question.
        feedback: where judgements on the answers are kept; in memory only when not given.
    """

    def __init__(
        self,
        open_library: Callable[[Reports | None], Reports],
        open_assistant: Callable[[Reports], Answers],
        feedback: FeedbackStore | None = None,
    ) -> None:
        self.feedback = feedback or FeedbackStore(None)
        self._open_library = open_library
        self._shelf = open_library(None)
        self._looking = threading.Lock()
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="answering")
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="indexing")
        self._library = open_library(None)
        self._open_assistant = open_assistant
        self._loading: Future[Answers] | None = None
        self._writer: Reports | None = None
        self._asked: dict[str, queue.SimpleQueue[object]] = {}
        self._stopped: set[str] = set()
        self._line = Line()
        self._examples: dict[tuple[str, ...], list[str]] = {}

    def load(self) -> Future[Answers]:
        """Begin to load the assistant in the background, if that has not begun: the page is there before it."""
        with self._looking:
            if self._loading is None:
                self._loading = self._reading.submit(self._open_assistant, self._library)
                self._reading.submit(self._warm, self._loading)
            return self._loading

    def ready(self) -> None:
        """Wait until the assistant can answer at its usual speed."""
        self.load().result()
        self._reading.submit(lambda: None).result()

    def ask(self, question: str, history: Sequence[str], ticket: str = "") -> Iterator[Stage | Answer]:
        """Answer a question: stages as they are reached, the answer last.

        Args:
            question: as typed.
            history: the earlier questions of the conversation, oldest first.
            ticket: a name to `stop` it by.

        Raises:
            QuestionError: the question is empty or too long, or too many are waiting.
            Stopped: it was stopped.
        """
        if not question.strip():
            raise QuestionError("question_empty")
        if len(question) > LONGEST_QUESTION:
            raise QuestionError("question_too_long", length=len(question), limit=LONGEST_QUESTION)
        stages: queue.SimpleQueue[object] = queue.SimpleQueue()
        place = object()
        self._line.join(place)
        self._asked[ticket] = stages
        assistant = self.load()

        left = threading.Event()
        told: list[str] = []

        def reached(stage: str) -> None:
            if left.is_set() or ticket in self._stopped:
                raise Stopped  # a language model that still writes is told to end
            if told[-1:] != [stage]:
                told.append(stage)
                stages.put(stage)

        def work() -> Answer:
            self._line.begin(place)
            try:
                return assistant.result().ask(question, history, on_stage=reached)
            finally:
                self._line.leave(place, answered=True)
                stages.put(_END)

        answering = self._reading.submit(work)
        try:
            if not assistant.done():
                yield Stage("waking")
            yield from self._waiting(place, stages)
            while ticket not in self._stopped and (stage := stages.get()) is not _END and ticket not in self._stopped:
                yield Stage(str(stage))
            if ticket in self._stopped:
                raise Stopped
            yield answering.result()
        finally:
            left.set()
            if answering.cancel():  # a question still waiting is dropped; one under way ends at its next stage
                self._line.leave(place)
            self._asked.pop(ticket, None)
            self._stopped.discard(ticket)

    def search(self, text: str, k: int) -> list[Hit]:
        """The passages that fit a text best; waits for its turn among the questions.

        Args:
            text: a question or keywords.
            k: how many, at most.
        """
        from rag.search.retrieval import ranked

        assistant = self.load()
        return self._reading.submit(lambda: ranked(assistant.result().retriever, text, k, "passage")).result()

    def _waiting(self, place: object, said: queue.SimpleQueue[object]) -> Iterator[Stage]:
        """How many are ahead, whenever that changes, until something is said to who waits."""
        told = 0
        while said.empty() and (wait := self._line.wait(place)).ahead:
            if wait.ahead != told:
                yield Stage(f"waiting:{wait.ahead}:{wait.seconds}")
                told = wait.ahead
            time.sleep(_LOOK_SECONDS)

    def stop(self, ticket: str) -> None:
        """Stop waiting for the answer to a question; nothing happens when it has come already."""
        if stages := self._asked.get(ticket):
            self._stopped.add(ticket)
            stages.put(_END)  # wakes who waits

    def reports(self) -> list[Report]:
        """All reports, in the library's order."""
        with self._looking:
            return list(self._shelf.reports())

    def report(self, report_id: str) -> Report | None:
        """A report, or None when it is no longer there."""
        return next((report for report in self.reports() if report.id == report_id), None)

    def figures(self) -> list[Figure]:
        """All figures that the reports state."""
        with self._looking:
            return list(self._shelf.figures())

    def look(self, work: Callable[[Any], T]) -> T:
        """What some work reads from the library; it must be quick, nothing else is looked at meanwhile."""
        with self._looking:
            return work(self._shelf)

    def change(self, work: Callable[[Any], T]) -> T:
        """What some work that writes to the library gives; it waits for its turn behind uploads."""
        return self._write(work)

    def examples(self, language: str, count: int = 4) -> list[str]:
        """Questions to start with, made from the library's contents.

        The first call of a language gives untried ones at once and has them tried in the background; later calls
        give those that were answered with a citation.

        Args:
            language: "vi" or "en".
            count: how many.
        """
        reports = self.reports()
        key = (language, *(f"{report.id}{report.sha256}" for report in reports))
        if key not in self._examples:
            found = candidates(reports, self.figures(), language)
            self._examples[key] = [question for question, _ in found[:count]]
            threading.Thread(target=self._prove, args=(key, found, count), daemon=True).start()
        return self._examples[key]

    def follow_ups(self, answer: Answer, asked: Sequence[str], language: str, count: int = 3) -> list[str]:
        """What to ask next; tried first, so that each is answered. None when another question comes meanwhile.

        Args:
            answer: what was answered last.
            asked: the questions of the conversation.
            language: "vi" or "en".
            count: how many at most.
        """
        if answer.suggestions:
            return []
        if not answer.citations:
            return self.examples(language)[:count] if answer.abstained else []
        try:
            return proved(follow_ups.candidates(answer, self.figures(), language, asked), self._answer_idly, count)
        except (HoiBaoCaoError, RuntimeError, CancelledError):
            return []

    def _answer_idly(self, question: str) -> Answer:
        if self._asked:
            raise CancelledError  # somebody waits for an answer
        return self._answer(question)

    def _prove(self, key: tuple[str, ...], found: Sequence[tuple[str, Figure | None]], count: int) -> None:
        try:
            kept = proved(found, self._answer, count)
        except (HoiBaoCaoError, RuntimeError, CancelledError):  # the last two: the desk was closed meanwhile
            return
        self._examples[key] = kept or self._examples[key]

    def _answer(self, question: str) -> Answer:
        assistant = self.load()
        return self._reading.submit(lambda: assistant.result().ask(question, [])).result()

    def _warm(self, assistant: Future[Answers]) -> None:
        """Ask once, so that what is loaded at the first question is loaded before the first person asks."""
        try:
            assistant.result().ask("Có bao nhiêu?", [])
        except Exception:  # whatever is wrong will be said to the person who asks
            return

    def add(self, path: Path, progress: Any = None) -> AddedReport:
        """Add one file; waits for its turn behind other uploads, never behind questions.

        Args:
            path: the file.
            progress: handed on to `Library.add`.
        """
        return self._write(lambda library: library.add([path], progress)[0])

    def remove(self, report_id: str) -> None:
        """Take a report out of the library."""
        self._write(lambda library: library.remove([report_id]))

    def feedback_count(self) -> int:
        """How many answers were judged; 0 when that cannot be read, which a person is told when they judge one."""
        try:
            return len(self.feedback.all())
        except HoiBaoCaoError:
            return 0

    def close(self) -> None:
        """Close both libraries; questions and uploads under way end first."""
        self._writing.shutdown()
        if self._writer is not None:
            self._writer.close()
        self._reading.shutdown(cancel_futures=True)
        self._library.close()
        with self._looking:
            self._shelf.close()
        self.feedback.close()

    def _write(self, work: Callable[[Reports], T]) -> T:
        def on_thread() -> T:
            if self._writer is None:
                self._writer = self._open_library(self._library)
            return work(self._writer)

        return self._writing.submit(on_thread).result()
