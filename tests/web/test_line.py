"""The line is bounded, in order, and tells how long it is."""

from __future__ import annotations

import pytest

from rag.errors import QuestionError
from rag.messages import render
from rag.web.line import Line, Wait


def test_each_is_told_how_many_are_before() -> None:
    line = Line()
    waits = [line.join(who) for who in ("a", "b", "c")]
    assert [wait.ahead for wait in waits] == [0, 1, 2]
    assert waits[0] == Wait(0, 0) and waits[2].seconds >= waits[1].seconds >= 1
    line.begin("a")
    line.leave("a", answered=True)
    assert line.wait("c").ahead == 1
    line.leave("b")
    assert line.wait("c") == Wait(0, 0)


def test_a_full_line_says_how_long_it_is() -> None:
    line = Line(longest=2)
    line.join("a")
    line.join("b")
    with pytest.raises(QuestionError) as caught:
        line.join("c")
    assert caught.value.key == "line_full"
    for language in ("vi", "en"):
        said = render(caught.value, language)
        assert "2" in said and str(caught.value.details["seconds"]) in said and "{" not in said
    line.leave("a")
    assert line.join("c").ahead == 1


def test_the_estimate_follows_the_answers() -> None:
    line = Line()
    for who in range(60):
        line.join(who)
    before = line.wait(50).seconds
    for who in range(40):  # answered at once
        line.begin(who)
        line.leave(who, answered=True)
    assert line.wait(50).ahead == 10 and line.wait(50).seconds < before / 5
