"""Suggestions are there at once, and what is tried for a library that has changed since is called off."""

from __future__ import annotations

import threading
from collections import Counter

from rag.storage.library import Library
from rag.types import Answer, Citation, Language
from rag.web.suggesting import Suggesting


def _tried() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "suggesting"]


def test_what_is_tried_for_an_earlier_library_is_called_off(seeds_library: Library) -> None:
    reports, figures = list(seeds_library.reports()), list(seeds_library.figures())
    asking, go = threading.Event(), threading.Event()
    asked: Counter[int | None] = Counter()

    def answer(question: str) -> Answer:
        asked[threading.current_thread().ident] += 1
        asking.set()
        assert go.wait(60)
        return Answer("", Language.VIETNAMESE, abstained=True)

    suggesting = Suggesting(answer, answer)
    assert len(suggesting.examples(reports, figures, "vi", 4)) == 4
    assert asking.wait(60)
    (first,) = _tried()
    shown = suggesting.examples(reports[:-1], figures, "vi", 4)
    go.set()
    for thread in _tried():
        thread.join(60)
    assert asked[first.ident] == 1 and asked.total() > 2
    assert suggesting.examples(reports[:-1], figures, "vi", 4) == shown  # none was proved: the untried ones stay


def test_examples_that_are_answered_take_the_place_of_the_untried(seeds_library: Library) -> None:
    reports, figures = list(seeds_library.reports()), list(seeds_library.figures())
    wanted = reports[0]

    def answer(question: str) -> Answer:
        cited = Citation(1, wanted.id, wanted.source, "", "", "", wanted.text[:9], 0, 9)
        return Answer(question, Language.ENGLISH, citations=(cited,))

    suggesting = Suggesting(answer, answer)
    untried = suggesting.examples(reports, figures, "en", 4)
    for thread in _tried():
        thread.join(60)
    assert suggesting.examples(reports, figures, "en", 4) != untried
