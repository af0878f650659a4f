"""Lets a language model word an answer that has been found and proved without it, and shows what of it is proved."""

from __future__ import annotations

import logging
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from rag.answering.assistant import Assistant
from rag.answering.proof import check
from rag.llm.checking import evidence_of, markers, plain, problems
from rag.llm.prompt import messages
from rag.messages import text as message
from rag.scopes.limits import Limits
from rag.search.retrieval import Retriever
from rag.storage.library import Library
from rag.types import Answer, Language, Statement

Stage = Callable[[str], None]
_SENTENCES = 5
_CHARACTERS = 4_000  # of one draft: what runs on beyond is a model that has lost its way
_REST_SECONDS = 60.0  # a server that failed is left alone for so long: no question waits for it again and again
_POLL_SECONDS = 0.1
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+(?!\[)|\n+")
_LIST_MARK = re.compile(r"^(?:[-–•]|\d{1,2}[.)])\s+")
_log = logging.getLogger(__name__)


class Unreachable(Exception):
    """The model's server did not answer, not in time, or not as it should."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model wrote, by what became of it."""

    proved: tuple[Statement, ...]
    dropped: int


class WritingAssistant:
    """An assistant whose statements a language model words.

    Args:
        assistant: finds and proves the answer; its short answer and its silence stand as they are.
        model: any LangChain chat model.
        seconds: the longest that an answer waits for it.
    """

    def __init__(self, assistant: Assistant, model: BaseChatModel, seconds: float) -> None:
        self.assistant = assistant
        self._model = model
        self._seconds = seconds
        self._resting_until = 0.0

    @property
    def library(self) -> Library:
        """The reports."""
        return self.assistant.library

    @property
    def retriever(self) -> Retriever:
        """The search over them."""
        return self.assistant.retriever

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        on_stage: Stage | None = None,
        only: Limits | None = None,
    ) -> Answer:
        """Answer a question; see `Assistant.ask`.

        Args:
            question, history, only: as there.
            on_stage: also called while the model writes; what it raises ends the writing and the connection.
        """
        answer = self.assistant.ask(question, history, on_stage, only)
        if answer.abstained or not answer.citations:
            return answer
        begin = time.perf_counter()
        written = self._written(question, answer, on_stage or (lambda _: None))
        spent = 1000 * (time.perf_counter() - begin)
        total = answer.timings_ms.get("total", 0.0) + spent
        return replace(written, timings_ms={**answer.timings_ms, "writing": spent, "total": total})

    def _written(self, question: str, answer: Answer, on_stage: Stage) -> Answer:
        if time.monotonic() < self._resting_until:
            return replace(answer, notice=message("llm_unreachable", answer.language))
        try:
            draft = self._draft(question, answer, on_stage)
        except Unreachable as error:
            _log.warning("the language model: %s", error)
            self._resting_until = time.monotonic() + _REST_SECONDS
            return replace(answer, notice=message("llm_unreachable", answer.language))
        return shown(answer, draft, self.library)

    def _draft(self, question: str, answer: Answer, on_stage: Stage) -> Draft:
        evidence = {c.marker: evidence_of(c, self.library) for c in answer.citations}
        chunks = stream(self._model, messages(question, answer.citations, answer.language), self._seconds, on_stage)
        proved: list[Statement] = []
        dropped = 0
        for sentence in sentences(chunks):
            if problems(sentence, evidence, answer.language, self.library.encoder):
                dropped += 1
                continue
            proved.append(Statement(_told(sentence, answer.language), markers(sentence)))
            if len(proved) == _SENTENCES:
                break
        return Draft(tuple(proved), dropped)


def _told(sentence: str, language: Language) -> str:
    words = plain(sentence)
    return f"{words} {message('llm_translation', language)}" if language is Language.ENGLISH else words


def stream(model: BaseChatModel, asked: list[BaseMessage], seconds: float, on_stage: Stage) -> Iterator[str]:
    """What a model writes, as it writes it.

    Args:
        model: the model.
        asked: the conversation.
        seconds: until when all of it must have come.
        on_stage: told "writing" again and again while it is waited for; what it raises ends it.

    Raises:
        Unreachable: it failed, or took too long.
    """
    written: queue.SimpleQueue[Any] = queue.SimpleQueue()
    gone = threading.Event()

    def read() -> None:
        try:
            for chunk in model.stream(asked):
                if gone.is_set():
                    break  # leaving the generator closes its connection: the server stops writing
                written.put(str(chunk.text))
            written.put(None)
        except Exception as error:  # whatever a server or its client comes up with: the edge of our code
            written.put(Unreachable(f"{type(error).__name__}: {error}"))

    threading.Thread(target=read, name="language-model", daemon=True).start()
    deadline = time.monotonic() + seconds
    try:
        while True:
            on_stage("writing")
            try:
                came = written.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                came = ""
            if came is None:
                return
            if isinstance(came, Unreachable):
                raise came
            if came:
                yield came
            if time.monotonic() > deadline:
                raise Unreachable(f"not done after {seconds:g} s")
    finally:
        gone.set()


def sentences(chunks: Iterator[str]) -> Iterator[str]:
    """The sentences of a text that comes in pieces, each as soon as it is whole."""
    rest, seen = "", 0
    for chunk in chunks:
        rest, seen = rest + chunk, seen + len(chunk)
        *whole, rest = _END_OF_SENTENCE.split(rest)
        yield from filter(None, map(_bare, whole))
        if seen > _CHARACTERS:
            return
    if _bare(rest):
        yield _bare(rest)


def _bare(sentence: str) -> str:
    return _LIST_MARK.sub("", sentence.strip())


def shown(answer: Answer, draft: Draft, library: Library) -> Answer:
    """The answer with the model's proved sentences for statements, or as it was when there are none.

    Args:
        answer: the extractive one; its text and citations stay.
        draft: what the model wrote.
        library: for the last check.
    """
    notice = message("llm_dropped", answer.language, count=draft.dropped) if draft.dropped else ""
    if not draft.proved:
        return replace(answer, notice=notice)
    head = [s for s in answer.statements if s.text == answer.text]
    told = [*head, *(s for s in draft.proved if s.text not in {h.text for h in head})]
    cited = {m for s in told for m in s.markers}
    # What the model did not use is still said: it may choose its words, not what the answer rests on.
    told += [s for s in answer.statements if not set(s.markers) <= cited]
    worded = replace(answer, statements=tuple(told), notice=notice)
    if len(check(worded, library.report)) > len(check(answer, library.report)):
        return replace(answer, notice=notice)
    return worded
