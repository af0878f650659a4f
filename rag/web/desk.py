"""The desk: what the page asks of the library, safe to call from any thread of the web server.

Several libraries are open on the same directory: one is looked through, one answers, one is indexed into, one takes
quick changes. So a page shows its reports while the models still load, and a long upload makes nothing else wait.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from rag.documents.corrections import Corrections
from rag.errors import HoiBaoCaoError, QuestionError
from rag.evaluating.feedback_store import FeedbackStore
from rag.scopes.limits import Limits
from rag.storage.keeping import Removed
from rag.types import Answer, Figure, Hit, Report
from rag.web.indexing import Indexing
from rag.web.line import Line
from rag.web.shelf_filter import Row
from rag.web.suggesting import Suggesting
from rag.web.workers import Worker

if TYPE_CHECKING:
    from rag.search.retrieval import Retriever

LONGEST_QUESTION = 2000  # characters
_LOOK_SECONDS = 0.1  # how often who waits looks how many are ahead
_END = object()
T = TypeVar("T")


class Reports(Protocol):
    """The part of `rag.storage.library.Library` that the page needs."""

    def reports(self) -> Sequence[Report]: ...
    def report(self, report_id: str) -> Report: ...
    def figures(self, report_id: str | None = None) -> Sequence[Figure]: ...
    def close(self) -> None: ...


class Answers(Protocol):
    """The part of `rag.answering.assistant.Assistant` that the page needs."""

    @property
    def retriever(self) -> Retriever: ...
    def ask(
        self,
        question: str,
        history: Sequence[str],
        on_stage: Callable[[str], None] | None = None,
        only: Limits | None = None,
    ) -> Answer: ...


class Stopped(Exception):
    """The person no longer wants the answer."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step that answering has reached: "searching", "reading", "checking"; before them, with how many are ahead and
    about how many seconds they take, "waiting:2:1"."""

    name: str


class Desk:
    """A library and its assistant behind threads of their own.

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
        self._shelf = open_library(None)
        self._looking = threading.Lock()
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="answering")
        self._library = open_library(None)
        self._writer, self._editor = (
            Worker(name, lambda: open_library(self._library)) for name in ("indexing", "editing")
        )
        self._open_assistant = open_assistant
        self._loading: Future[Answers] | None = None
        self.indexing = Indexing(self._writer.submit)
        self._asked: dict[str, queue.SimpleQueue[object]] = {}
        self._stopped: set[str] = set()
        self._line = Line()
        self._suggesting = Suggesting(self._answer, self._answer_idly)

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

    def ask(
        self, question: str, history: Sequence[str], ticket: str = "", only: Limits | None = None
    ) -> Iterator[Stage | Answer]:
        """Answer a question: stages as they are reached, the answer last.

        Args:
            question: as typed.
            history: the earlier questions of the conversation, oldest first.
            ticket: a name to `stop` it by.
            only: the reports that may answer.

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
                return assistant.result().ask(question, history, on_stage=reached, only=only)
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

    @property
    def is_asked(self) -> bool:
        """Whether anybody waits for an answer."""
        return bool(self._asked)

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

    def write(self, work: Callable[[Any], T]) -> T:
        """What some quick change of the library gives; what is being indexed meanwhile is not waited for."""
        return self._editor.submit(work).result()

    def rows(self) -> list[Row]:
        """The reports with what was found in each, in the library's order."""

        def read(library: Any) -> list[Row]:
            sizes, corrected = library.store.sizes(), library.store.corrected()
            none = Corrections()
            found = ((report, sizes.get(report.id, (0, 0))) for report in library.reports())
            return [Row(r, passages, figures, corrected.get(r.id, none).fields) for r, (passages, figures) in found]

        return self.look(read)

    def removed(self) -> list[Removed]:
        """The removed reports that can be brought back."""
        return self.look(lambda library: list(library.store.removed()))

    def examples(self, language: str, count: int = 4) -> list[str]:
        """Questions to start with, made from the library's contents.

        The first call of a language gives untried ones at once and has them tried in the background; later calls
        give those that were answered with a citation.

        Args:
            language: "vi" or "en".
            count: how many.
        """
        return self._suggesting.examples(self.reports(), self.figures(), language, count)

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
        return self._suggesting.following(answer, self.figures(), asked, language, count)

    def _answer_idly(self, question: str) -> Answer:
        if self.is_asked:
            raise CancelledError
        return self._answer(question)

    def _answer(self, question: str) -> Answer:
        assistant = self.load()
        return self._reading.submit(lambda: assistant.result().ask(question, [])).result()

    def _warm(self, assistant: Future[Answers]) -> None:
        """Ask once, so that what is loaded at the first question is loaded before the first person asks."""
        try:
            assistant.result().ask("Có bao nhiêu?", [])
        except Exception:  # whatever is wrong will be said to the person who asks
            return

    def feedback_count(self) -> int:
        """How many answers were judged; 0 when that cannot be read, which a person is told when they judge one."""
        try:
            return len(self.feedback.all())
        except HoiBaoCaoError:
            return 0

    def close(self) -> None:
        """Close all libraries; questions and changes under way end first, what waits to be indexed is called off."""
        self.indexing.cancel()
        self._writer.close()
        self._editor.close()
        self._reading.shutdown(cancel_futures=True)
        self._library.close()
        with self._looking:
            self._shelf.close()
        self.feedback.close()
