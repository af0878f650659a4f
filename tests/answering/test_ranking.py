"""Candidates weighed against each other and against silence; the learnt weights may change, this may not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answering.candidates import Candidate, Features
from rag.answering.ranking import confidence, family, load_weights, rank
from rag.errors import ModelError
from rag.types import AnswerKind, Metadata, Report, Sentence, SentenceKind

TEXT = "Tỉnh có 249 điểm phục vụ và 93 đài truyền thanh."
REPORT = Report("r", "r.txt", TEXT, Metadata())
SENTENCE = Sentence("r", 0, 0, len(TEXT), SentenceKind.PROSE, 0)
POINTS = Candidate(REPORT, SENTENCE, 8, 16, 0, len(TEXT), None, None, Features())
STATIONS = replace(POINTS, start=28, end=47)

FEATURES = st.builds(Features, **{name: st.floats(-1.5, 1.5) for name in Features.names()})


def test_every_kind_has_weights_for_every_feature() -> None:
    weights = load_weights()
    for kind in AnswerKind:
        assert len(weights[family(kind)].features) == len(Features.names())


@pytest.mark.parametrize(
    "stored",
    [
        None,
        "{",
        json.dumps({"features": ["other"], "families": {}}),
        pytest.param("[]"),
        pytest.param("{}"),
        pytest.param(json.dumps({"features": Features.names()})),
    ],
)
def test_weights_of_other_features_are_refused(stored: str | None, tmp_path: Path) -> None:
    path = tmp_path / "ranking.json"
    if stored is not None:
        path.write_text(stored, encoding="utf-8")
    with pytest.raises(ModelError):
        load_weights(path)


@given(st.lists(st.tuples(FEATURES, st.booleans()), max_size=6), st.sampled_from(AnswerKind))
@settings(deadline=None)
def test_fitting_candidates_come_first_best_first(drawn: list[tuple[Features, bool]], kind: AnswerKind) -> None:
    ranked = rank([replace(POINTS, features=f, fits=fits) for f, fits in drawn], kind)
    assert len(ranked) == len(drawn)
    assert [c.fits for c in ranked] == sorted((c.fits for c in ranked), reverse=True)
    for fits in (True, False):
        scores = [c.score for c in ranked if c.fits is fits]
        assert scores == sorted(scores, reverse=True)


@given(st.lists(st.tuples(FEATURES, st.booleans()), max_size=6), st.sampled_from(AnswerKind))
@settings(deadline=None)
def test_confidence_is_a_probability_and_none_without_a_fit(
    drawn: list[tuple[Features, bool]], kind: AnswerKind
) -> None:
    candidates = [replace(POINTS, features=f, fits=fits) for f, fits in drawn]
    sure = confidence(rank(candidates, kind), kind)
    assert 0.0 <= sure <= 1.0
    if not any(c.fits for c in candidates):
        assert sure == 0.0


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from(AnswerKind))
@settings(deadline=None)
def test_confidence_grows_with_the_best_score(a: float, b: float, kind: AnswerKind) -> None:
    low, high = sorted((a, b))
    assert confidence([replace(POINTS, score=low)], kind) <= confidence([replace(POINTS, score=high)], kind)


def test_the_same_words_twice_count_once() -> None:
    once = confidence([replace(POINTS, score=1.0)], AnswerKind.NUMBER)
    twice = confidence([replace(POINTS, score=1.0), replace(POINTS, score=0.5)], AnswerKind.NUMBER)
    assert once == twice
