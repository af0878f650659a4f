"""The measures, held to the rules of the reference scorer in cases of our own."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evaluating.scoring import (
    CitedQuote,
    GoldQuestion,
    Prediction,
    contains,
    judge,
    normalise,
    overlaps,
    risk_coverage,
    summarise,
)

SENTENCE = "Toàn tỉnh có 4.120 giáo viên, tăng12% so với năm học trước"
GOLD = GoldQuestion(
    "g1",
    "Có bao nhiêu giáo viên?",
    True,
    "vi",
    "number",
    answers=(("4.120", "4,120"),),
    forbidden=("3.980",),
    sources=("a.txt",),
    evidence=(SENTENCE,),
)
SILENT = GoldQuestion("g2", "Ai là vua?", False, "vi", "unanswerable")
RIGHT = Prediction("g1", "4.120 giáo viên", citations=(CitedQuote("a.txt", SENTENCE),))
DECLINED = Prediction("g2", "Các báo cáo không nêu.", abstained=True)


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("4.120 giáo viên", "4.120", True),
        ("4.120 giáo viên", "120", False),
        ("4.120 giáo viên", "4", False),
        ("14.120", "4.120", False),
        ("tổng 4.120.", "4.120", True),
        ("7/12 xã", "7", True),
        ("1,25 tỷ", "1,2", False),
        ("tăng12%", "12%", True),
        ("tăng12%", "tăng", True),
        ("Thanh Hóa", "Thanh", True),
        ("Thanhhoa", "Thanh", False),
        ("THÀNH PHỐ\u00a0 Huế", "thành phố huế", True),
        ("Huê", "Huế", False),
        ("bất kỳ", "", False),
    ],
)
def test_wanted_is_found_only_as_a_whole_token(text: str, wanted: str, found: bool) -> None:
    assert contains(text, wanted) is found
    assert contains(unicodedata.normalize("NFD", text), wanted) is found


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        (SENTENCE, True),
        ("x " + SENTENCE + " y", True),
        ("có 4.120 giáo viên", True),
        ("giáo viên", False),  # two tokens prove nothing
        ("tỉnh có 4.120 giáo viên mới tuyển", False),  # 5 of 12 tokens
        ("toàn tỉnh có 4.120 giáo viên mới tuyển", True),  # 6 of 12
        ("", False),
    ],
)
def test_a_quote_overlaps_when_it_holds_half_of_the_evidence(quote: str, found: bool) -> None:
    assert overlaps(quote, SENTENCE) is found


def test_a_short_quote_proves_short_evidence() -> None:
    assert overlaps("12 chợ", "12 chợ")


def test_a_right_and_cited_answer_is_strict() -> None:
    verdict = judge(GOLD, RIGHT)
    assert verdict.right and verdict.strict and verdict.cited_sources == {"a.txt"} and verdict.words == 3


@pytest.mark.parametrize("answer", ["", "3.100", "4.120 chứ không phải 3.980", "4.120" + " từ" * 60])
def test_a_wrong_an_empty_and_a_dumped_answer_are_not_right(answer: str) -> None:
    verdict = judge(GOLD, replace(RIGHT, answer=answer))
    assert not verdict.right and not verdict.strict


@pytest.mark.parametrize(
    "citations",
    [
        (),
        (CitedQuote("b.txt", SENTENCE),),
        (CitedQuote("a.txt", "một câu khác hẳn"),),
        (CitedQuote("a.txt", SENTENCE + " từ" * 80),),
    ],
)
def test_an_unproved_answer_is_right_but_not_strict(citations: tuple[CitedQuote, ...]) -> None:
    verdict = judge(GOLD, replace(RIGHT, citations=citations))
    assert verdict.right and not verdict.strict


def test_every_gold_source_must_be_cited() -> None:
    verdict = judge(replace(GOLD, sources=("a.txt", "b.txt")), RIGHT)
    assert verdict.problems == ("b.txt not cited with an overlapping quote",)


def test_silence_is_right_only_where_the_reports_are_silent() -> None:
    assert judge(SILENT, DECLINED).strict
    assert not judge(SILENT, RIGHT).strict
    declined = judge(GOLD, replace(RIGHT, abstained=True))
    assert not declined.strict and declined.citations == () and declined.words is None


def test_a_missing_prediction_is_wrong_even_where_silence_is_wanted() -> None:
    assert not judge(GOLD, None).strict
    assert not judge(SILENT, None).strict


def test_measures_count_citations_on_answerable_questions_only() -> None:
    twice = replace(RIGHT, citations=(*RIGHT.citations, CitedQuote("b.txt", "chẳng liên quan gì")))
    measures = summarise(
        [judge(GOLD, twice), judge(GOLD, replace(RIGHT, abstained=True)), judge(SILENT, RIGHT), judge(SILENT, DECLINED)]
    )
    assert measures.questions == 4
    assert measures.answer_accuracy == 0.5
    assert measures.abstention_recall == 0.5
    assert measures.false_abstention_rate == 0.5
    assert measures.citation_precision == 0.5
    assert measures.citation_recall == 0.5
    assert measures.median_answer_words == 3
    assert measures.strict_accuracy == 0.5


def test_nothing_to_count_is_none() -> None:
    measures = summarise([])
    assert measures.questions == 0
    assert measures.strict_accuracy is None and measures.median_answer_words is None


def test_risk_falls_as_unsure_answers_are_left_out() -> None:
    wrong = replace(RIGHT, answer="3.980", confidence=0.2)
    verdicts = [
        judge(GOLD, replace(RIGHT, confidence=0.9)),
        judge(GOLD, replace(RIGHT, confidence=0.6)),
        judge(GOLD, wrong),
        judge(SILENT, DECLINED),
    ]
    points = [(point.threshold, point.coverage, point.risk) for point in risk_coverage(verdicts)]
    assert points == [(0.9, 0.25, 0.0), (0.6, 0.5, 0.0), (0.2, 0.75, pytest.approx(1 / 3))]


def test_answers_of_one_confidence_enter_the_curve_together() -> None:
    wrong = replace(RIGHT, answer="3.980")
    assert [point.risk for point in risk_coverage([judge(GOLD, RIGHT), judge(GOLD, wrong)])] == [0.5]
    assert risk_coverage([judge(SILENT, DECLINED)]) == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_matching_takes_any_text(text: str, wanted: str) -> None:
    assert normalise(normalise(text)) == normalise(normalise(normalise(text)))
    if contains(text, wanted):
        assert normalise(wanted) in normalise(text)
    overlaps(text, wanted)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30))
def test_coverage_only_grows_along_the_curve(answers: list[tuple[float, bool]]) -> None:
    verdicts = [
        judge(GOLD, replace(RIGHT, confidence=sure, answer="4.120" if right else "3.980")) for sure, right in answers
    ]
    coverages = [point.coverage for point in risk_coverage(verdicts)]
    assert coverages == sorted(coverages)
    assert not coverages or coverages[-1] == 1
