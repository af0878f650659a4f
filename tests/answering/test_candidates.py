"""A candidate's words are its report's, and its features come in the order of their names."""

from __future__ import annotations

from dataclasses import replace

from rag.answering.candidates import Candidate, Features
from rag.types import Metadata, Report, Sentence, SentenceKind

TEXT = "Tỉnh có 249 điểm phục vụ bưu chính."
REPORT = Report("r", "r.txt", TEXT, Metadata())
SENTENCE = Sentence("r", 0, 0, len(TEXT), SentenceKind.PROSE, 0)
CANDIDATE = Candidate(REPORT, SENTENCE, 8, 16, 0, len(TEXT), None, None, Features())


def test_words_and_quote_are_the_report_s() -> None:
    assert CANDIDATE.text == "249 điểm"
    assert CANDIDATE.quote == TEXT


def test_features_and_their_names_go_together() -> None:
    names = Features.names()
    assert len(names) == len(set(names)) == len(Features().values())
    assert all(type(v) is float for v in Features().values())
    for at, name in enumerate(names):
        one = replace(Features(), **{name: 1.0})
        assert one.values() == [float(i == at) for i in range(len(names))]


def test_another_score_makes_another_candidate() -> None:
    assert replace(CANDIDATE, score=1.0) != CANDIDATE
