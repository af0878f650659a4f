"""Questions to begin and to go on with, tried in the background so that those shown are answered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError

from rag.errors import HoiBaoCaoError
from rag.types import Answer, Figure, Report
from rag.web import examples, follow_ups

_CALLED_OFF = (HoiBaoCaoError, CancelledError, RuntimeError)  # the last: the desk was closed meanwhile


class Suggesting:
    """What a desk suggests to ask.

    Args:
        answer: answers a question, after those already waiting.
        answer_idly: the same, but raises CancelledError when somebody waits for an answer.
    """

    def __init__(self, answer: Callable[[str], Answer], answer_idly: Callable[[str], Answer]) -> None:
        self._answer, self._answer_idly = answer, answer_idly
        self._examples: dict[str, tuple[object, list[str]]] = {}  # by language, with the library that they are of

    def examples(self, reports: Sequence[Report], figures: Sequence[Figure], language: str, count: int) -> list[str]:
        """Untried ones at once, and those proved once they are; `rag.web.desk.Desk.examples` says more."""
        library = [(report.id, report.sha256, report.metadata) for report in reports]
        known, shown = self._examples.get(language, (None, []))
        if known == library:
            return shown
        found = examples.candidates(reports, figures, language)
        shown = [question for question, _ in found[:count]]
        self._examples[language] = (library, shown)
        proving = (language, library, found, count)
        threading.Thread(target=self._prove, args=proving, name="suggesting", daemon=True).start()
        return shown

    def following(
        self, answer: Answer, figures: Sequence[Figure], asked: Sequence[str], language: str, count: int
    ) -> list[str]:
        """What leads on from a cited answer; none when another question comes meanwhile."""
        try:
            return examples.proved(follow_ups.candidates(answer, figures, language, asked), self._answer_idly, count)
        except _CALLED_OFF:
            return []

    def _prove(self, language: str, library: object, found: Sequence[tuple[str, Figure | None]], count: int) -> None:
        def answer(question: str) -> Answer:
            if self._examples[language][0] is not library:  # it has changed: others are being tried
                raise CancelledError
            return self._answer(question)

        try:
            kept = examples.proved(found, answer, count)
        except _CALLED_OFF:
            return
        if kept and self._examples[language][0] is library:
            self._examples[language] = (library, kept)
