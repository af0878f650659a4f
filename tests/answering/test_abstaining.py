"""Silence always has a reason, and what comes nearest is cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answering.abstaining import abstain, refuse
from rag.answering.candidates import Candidate, Features
from rag.answering.proof import check
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.scopes.periods import year_period
from rag.types import Figure, Language, Metadata, Place, PlaceLevel, Reason, Report, Sentence, SentenceKind

PLACE = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn", "tỉnh")
YEAR = year_period(2022)
TEXT = "Tỉnh hiện có 249 điểm phục vụ bưu chính."
REPORT = Report("r", "r.txt", TEXT, Metadata(place=PLACE, period=YEAR))
QUANTITY = find_quantities(TEXT)[0]
CANDIDATE = Candidate(
    REPORT,
    Sentence("r", 0, 0, len(TEXT), SentenceKind.PROSE, 0),
    QUANTITY.start,
    QUANTITY.end,
    0,
    len(TEXT),
    PLACE,
    YEAR,
    Features(broad=0.9, place=1.0, period=1.0),
    Figure("r", QUANTITY, "", PLACE, YEAR, 0, len(TEXT)),
)


def nearest(**features: float) -> Candidate:
    return replace(CANDIDATE, fits=False, features=replace(CANDIDATE.features, **features))


@pytest.mark.parametrize("reason", [Reason.NOT_A_QUESTION, Reason.OFF_TOPIC, Reason.INSTRUCTION, Reason.EMPTY_LIBRARY])
@pytest.mark.parametrize("question", ["xin chào", "hello there, who are you"])
def test_refusals_say_so_in_the_asker_s_language(reason: Reason, question: str) -> None:
    query = understand(question)
    answer = refuse(query, reason)
    assert answer.abstained and answer.reason is reason and answer.language is query.language
    assert answer.text and not answer.citations


def test_another_year_is_named_with_what_is_there() -> None:
    answer = abstain(understand("Năm 2031 tỉnh Bắc Kạn có bao nhiêu điểm bưu chính?"), [nearest(period=0.0)], 0.1)
    assert answer.abstained and answer.reason is Reason.OTHER_PERIOD
    assert "2031" in answer.text and "2022" in answer.text
    assert [c.quote for c in answer.citations] == [TEXT]
    assert "249" in answer.nearest[0].text and answer.nearest[0].markers == (1,)
    assert "2022" in answer.suggestions[0]
    assert check(answer, {"r": REPORT}.__getitem__) == []


def test_another_province_is_named_with_what_is_there() -> None:
    answer = abstain(understand("How many postal points does Bắc Ninh have?"), [nearest(place=0.0)], 0.1)
    assert answer.reason is Reason.OTHER_PLACE and answer.language is Language.ENGLISH
    assert "Bắc Ninh" in answer.text and "Bắc Kạn" in answer.text
    assert answer.citations and answer.suggestions


def test_far_findings_are_no_reason() -> None:
    far = nearest(place=0.0, broad=0.1)
    answer = abstain(understand("Bắc Ninh năm 2022 có mấy sân bay?"), [far], 0.1)
    assert answer.reason is Reason.NOT_STATED and not answer.citations
    assert "Bắc Ninh" in answer.text and "2022" in answer.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Sao Hỏa có mấy mặt trăng?", Reason.OFF_TOPIC),
        ("Bắc Kạn có mấy mặt trăng?", Reason.NOT_STATED),
    ],
)
def test_nothing_found(question: str, reason: Reason) -> None:
    answer = abstain(understand(question), [], 0.0)
    assert answer.abstained and answer.reason is reason and not answer.nearest


def test_a_fitting_but_unlikely_finding_is_shown_as_nearest() -> None:
    answer = abstain(understand("Năm 2022 Bắc Kạn có bao nhiêu bưu tá?"), [CANDIDATE], 0.3)
    assert answer.reason is Reason.NOT_STATED and answer.confidence == 0.3
    assert not answer.suggestions
