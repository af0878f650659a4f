"""What people say of answers becomes gold questions that `evaluate` reads, and claims no more than they said."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import LibraryError
from rag.evaluating.feedback import Feedback, Judgement, gold_line, offered
from rag.evaluating.feedback_store import FILE_NAME, FeedbackStore
from rag.evaluating.gold import read_gold
from rag.evaluating.scoring import CitedQuote, GoldQuestion, Prediction, judge
from rag.output import lines
from rag.types import Answer, Citation, Language, Reason

QUOTE = "Mạng lưới bưu chính của tỉnh hiện có 249 điểm phục vụ bưu chính."
CITATION = Citation(1, "r1", "a.txt", "Báo cáo", "Bắc Kạn", "năm 2022", QUOTE, 10, 10 + len(QUOTE))
ANSWER = Answer("249 điểm phục vụ bưu chính", Language.VIETNAMESE, citations=(CITATION,))
SILENCE = Answer("Các báo cáo không nêu.", Language.VIETNAMESE, abstained=True, reason=Reason.NOT_STATED)
SAME = Prediction("x", ANSWER.text, citations=(CitedQuote("a.txt", QUOTE),))
SILENT = Prediction("x", SILENCE.text, abstained=True)


def _said(judgement: Judgement, answer: Answer = ANSWER, correction: str = "") -> Feedback:
    return Feedback.on(answer, "a1", judgement, "Có bao nhiêu điểm?", ["Trước đó?"], correction)


def _gold(feedback: Feedback, folder: Path) -> GoldQuestion:
    path = folder / "feedback.jsonl"
    path.write_text(lines([gold_line(feedback)]), "utf-8")
    (question,) = read_gold(path)
    return question


def test_a_right_answer_is_asked_for_again_with_its_source(tmp_path: Path) -> None:
    gold = _gold(_said(Judgement.RIGHT), tmp_path)
    assert (gold.answers, gold.sources, gold.history) == ((("249",),), ("a.txt",), ("Trước đó?",))
    assert judge(gold, SAME).strict
    assert not judge(gold, replace(SAME, answer="250 điểm")).strict
    assert not judge(gold, replace(SAME, citations=(CitedQuote("b.txt", QUOTE),))).strict
    assert not judge(gold, SILENT).strict


def test_a_wrong_figure_is_forbidden_and_the_right_one_wanted(tmp_path: Path) -> None:
    told = _gold(_said(Judgement.WRONG_FIGURE), tmp_path)
    assert told.answerable and told.answers == () and told.forbidden == ("249",)
    assert not judge(told, SAME).strict
    assert judge(told, replace(SAME, answer="250 điểm")).strict
    mended = _gold(_said(Judgement.WRONG_FIGURE, correction="250 điểm"), tmp_path)
    assert mended.answers == (("250",),) and mended.note == "250 điểm"
    assert judge(mended, replace(SAME, answer="250 điểm")).strict
    assert not judge(mended, replace(SAME, answer="251 điểm")).strict


def test_a_number_that_the_correction_keeps_is_not_forbidden(tmp_path: Path) -> None:
    answer = replace(ANSWER, text="249 điểm, trong đó 12 bưu cục")
    gold = _gold(_said(Judgement.WRONG_FIGURE, answer, "249 điểm, trong đó 14 bưu cục"), tmp_path)
    assert "249" not in gold.forbidden
    assert not judge(gold, replace(SAME, answer=answer.text)).strict


def test_a_wrong_source_forbids_its_words_as_a_proof(tmp_path: Path) -> None:
    gold = _gold(_said(Judgement.WRONG_SOURCE), tmp_path)
    assert gold.answerable and gold.forbidden == () and gold.sources == ()
    assert not judge(gold, SAME).strict
    assert judge(gold, replace(SAME, citations=(CitedQuote("b.txt", "Toàn tỉnh có 249 điểm bưu chính"),))).strict


@pytest.mark.parametrize(
    ("judgement", "answer"), [(Judgement.SHOULD_DECLINE, ANSWER), (Judgement.RIGHT, SILENCE)], ids=["wrong", "right"]
)
def test_what_should_not_be_answered_is_unanswerable(judgement: Judgement, answer: Answer, tmp_path: Path) -> None:
    gold = _gold(_said(judgement, answer), tmp_path)
    assert not gold.answerable and not gold.answers
    assert judge(gold, SILENT).strict and not judge(gold, SAME).strict


def test_a_silence_that_should_be_broken_is_answerable(tmp_path: Path) -> None:
    gold = _gold(_said(Judgement.SHOULD_ANSWER, SILENCE, "7 xã"), tmp_path)
    assert gold.answerable and gold.answers == (("7",),)
    assert not judge(gold, SILENT).strict


def test_the_language_tells_questions_without_diacritics() -> None:
    feedback = _said(Judgement.RIGHT)
    assert gold_line(feedback)["lang"] == "vi"
    assert gold_line(replace(feedback, question="co bao nhieu diem"))["lang"] == "vi-nodiac"
    assert gold_line(replace(feedback, question="how many", language="en"))["lang"] == "en"


def test_every_judgement_is_offered_somewhere_and_silence_is_not_a_wrong_figure() -> None:
    assert {*offered(True), *offered(False)} == set(Judgement)
    assert Judgement.WRONG_FIGURE not in offered(True)


def test_judging_again_replaces_and_withdrawing_forgets(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path)
    assert store.all() == [] and not (tmp_path / FILE_NAME).exists()
    store.put(_said(Judgement.RIGHT))
    store.put(replace(_said(Judgement.RIGHT), id="a2"))
    store.put(_said(Judgement.WRONG_FIGURE, correction="250"))
    assert [one.judgement for one in store.all()] == [Judgement.WRONG_FIGURE, Judgement.RIGHT]
    store.close()
    again = FeedbackStore(tmp_path)
    assert again.all()[0] == _said(Judgement.WRONG_FIGURE, correction="250")
    again.withdraw("a1")
    assert [one.id for one in FeedbackStore(tmp_path).all()] == ["a2"]
    again.close()


def test_a_file_that_is_no_database_is_said_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("not a database, but somebody's notes " * 50, "utf-8")
    with pytest.raises(LibraryError) as caught:
        FeedbackStore(tmp_path).put(_said(Judgement.RIGHT))
    assert caught.value.key == "feedback_unusable"
    assert (tmp_path / FILE_NAME).read_text("utf-8").startswith("not a database")


@settings(deadline=None)  # it writes a file each time
@given(question=st.text(), answer=st.text(), correction=st.text(), judgement=st.sampled_from(Judgement))
def test_whatever_is_said_is_kept_and_exported(
    tmp_path_factory: pytest.TempPathFactory, question: str, answer: str, correction: str, judgement: Judgement
) -> None:
    given_ = Feedback.on(replace(ANSWER, text=answer), "id", judgement, question, (), correction)
    store = FeedbackStore(None)
    store.put(given_)
    (kept,) = store.all()
    store.close()
    folder = tmp_path_factory.mktemp("gold")
    assert kept.judgement is judgement
    assert _gold(kept, folder).question == kept.question
    assert json.loads((folder / "feedback.jsonl").read_text("utf-8"))["note"] == kept.correction
