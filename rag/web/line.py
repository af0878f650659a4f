"""The line before the one who answers: bounded, first come first served, and it says how long it is."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from rag.errors import QuestionError

LONGEST = 64
"""So many may wait; at half a second an answer nobody waits for longer than half a minute."""
_USUAL_SECONDS = 0.6  # of an answer, until some have been timed
_WEIGHT = 0.2  # of the newest time in the running mean


@dataclass(frozen=True, slots=True)
class Wait:
    """How many are answered before, and about how many seconds that takes."""

    ahead: int
    seconds: int


class Line:
    """Who waits for an answer, in their order; safe to use from any thread.

    Args:
        longest: so many may stand in it.
    """

    def __init__(self, longest: int = LONGEST) -> None:
        self._longest = longest
        self._mutex = threading.Lock()
        self._places: dict[object, float] = {}  # by who stands there: when the answering began, 0 before it
        self._usual = _USUAL_SECONDS

    def join(self, who: object) -> Wait:
        """Stand at the end. Raises QuestionError (line_full) when it is as long as it may be."""
        with self._mutex:
            if len(self._places) >= self._longest:
                raise QuestionError("line_full", count=len(self._places), seconds=self._seconds(len(self._places)))
            self._places[who] = 0.0
            return self._wait(who)

    def begin(self, who: object) -> None:
        """The answering begins."""
        with self._mutex:
            if who in self._places:
                self._places[who] = time.monotonic()

    def leave(self, who: object, answered: bool = False) -> None:
        """The answer is there, or no longer wanted; only the time of an answer counts for the others' estimate."""
        with self._mutex:
            begun = self._places.pop(who, 0.0)
            if begun and answered:
                self._usual += _WEIGHT * (time.monotonic() - begun - self._usual)

    def wait(self, who: object) -> Wait:
        """How long it still takes until the answering begins."""
        with self._mutex:
            return self._wait(who)

    def _wait(self, who: object) -> Wait:
        ahead = next((n for n, one in enumerate(self._places) if one == who), 0)
        return Wait(ahead, self._seconds(ahead))

    def _seconds(self, ahead: int) -> int:
        return max(1, round(ahead * self._usual)) if ahead else 0
