"""Names in a question: where something is told of the thing so named, what is told of no such thing does not fit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from beside import figures

from rag.answering.candidates import Candidate
from rag.answering.named import without_unnamed
from rag.question.understanding import understand

FAR = "Mưa kéo dài khắp nơi. " * 30  # further than where a sentence's subject is looked for
PEAKS = ("Lũ tại trạm Khe Lau lên 25,86 m.", "Lũ tại trạm Bó Mới lên 31,4 m.", "Lũ ở nơi khác lên 18,7 m.")


def peaks() -> list[Candidate]:
    """The height told of each of two stations and of none, far from one another."""
    return figures(*(one for peak in PEAKS for one in (FAR, peak)))


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Lũ tại trạm Khe Lau lên bao nhiêu mét?", [True, False, False]),
        ("Lũ tại trạm Bó Mới lên bao nhiêu mét?", [False, True, False]),
        ("How high did the flood rise at the Bó Mới station?", [False, True, False]),
        ("Lũ tại trạm Pắc Ma lên bao nhiêu mét?", [True, True, True]),  # nothing is told of it
        ("Lũ lên bao nhiêu mét?", [True, True, True]),
        ("lu tai tram khe lau len bao nhieu met", [True, True, True]),  # nothing tells a name from other words
        ("LŨ TẠI TRẠM KHE LAU LÊN BAO NHIÊU MÉT?", [True, True, True]),
        ("Khe Lau có lũ bao nhiêu mét?", [True, True, True]),  # any sentence begins with a capital
        ("Lũ tại trạm Lau lên bao nhiêu mét?", [True, True, True]),  # one syllable
        ("Lũ tại khách sạn Park Royal lên bao nhiêu mét?", [True, True, True]),  # no Vietnamese name
        pytest.param(
            "Lũ tại trạm Khe Lau và trạm Bó Mới lên bao nhiêu mét?",
            [True, True, False],
        ),
    ],
)
def test_what_is_told_of_another_name_does_not_fit(question: str, fits: list[bool]) -> None:
    found = peaks()
    kept = without_unnamed(found, understand(question))
    assert [c.fits for c in kept] == fits
    assert [c.start for c in kept] == [c.start for c in found]


@pytest.mark.parametrize("place", ["Bắc Mê", "Hà Giang", "Vị Xuyên"])
def test_a_place_is_no_name_of_a_thing(place: str) -> None:
    (_, peak, _) = found = peaks()
    there = replace(peak, sentence=replace(peak.sentence, heading=f"Trạm {place}"))
    kept = without_unnamed([found[0], there, found[2]], understand(f"Lũ tại trạm {place} lên bao nhiêu mét?"))
    assert [c.fits for c in kept] == [True, True, True]


def test_what_is_named_in_a_heading_or_a_title_is_told_of_it() -> None:
    *_, first, second, third = peaks()
    headed = replace(second, sentence=replace(second.sentence, heading="Trạm Nà Lạn"))
    titled = replace(third, report=replace(third.report, metadata=replace(third.report.metadata, title="Về Nà Lạn")))
    kept = without_unnamed([first, headed, titled], understand("Lũ tại trạm Nà Lạn lên bao nhiêu mét?"))
    assert [c.fits for c in kept] == [False, True, True]


def test_a_figure_s_own_heads_may_tell_the_name() -> None:
    first, second, _ = peaks()
    assert second.figure is not None
    row = replace(second, figure=replace(second.figure, row_head="Trạm Nà Lạn", indicator="Trạm Nà Lạn"))
    kept = without_unnamed([first, row], understand("Lũ tại trạm Nà Lạn lên bao nhiêu mét?"))
    assert [c.fits for c in kept] == [False, True]


def test_what_no_longer_fits_outdoes_nothing() -> None:
    first, second, third = peaks()
    told = [replace(first, fits=False), second, third]
    kept = without_unnamed(told, understand("Lũ tại trạm Khe Lau lên bao nhiêu mét?"))
    assert [c.fits for c in kept] == [False, True, True]
    assert without_unnamed([], understand("Lũ tại trạm Khe Lau lên bao nhiêu mét?")) == []


def test_a_sentence_shortly_behind_the_name_tells_of_it() -> None:
    told = figures("Lũ lên nhanh tại trạm Khe Lau.", "Đỉnh lũ đạt 25,86 m.", FAR, "Nơi khác đạt 18,7 m.")
    kept = without_unnamed(told, understand("Lũ tại trạm Khe Lau lên bao nhiêu mét?"))
    assert [c.fits for c in kept] == [True, True]  # the report opens with it
