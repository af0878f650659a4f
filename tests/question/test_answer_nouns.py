"""The nouns that tell the kind of an answer, and the table they stand in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from importlib.resources import files

import pytest

from rag.question.answer_nouns import BREAKS, MEASURES, TOKEN, answer_nouns
from rag.question.english_focus import _NP_ENDS
from rag.text import fold, has_diacritics
from rag.types import AnswerKind, Language

HEADER, *LINES = files("rag.data").joinpath("answer_nouns.tsv").read_text("utf-8").splitlines()
ROWS = [(kind, language, nouns.split("; ")) for kind, language, nouns in (line.split("\t") for line in LINES)]
AMBIGUOUS = {"area"}  # "which area" is a place, "what area" a number
WORDS = {"vi": 4, "en": 3}  # that a noun may have and still be found


def test_each_row_has_a_kind_and_a_language() -> None:
    assert HEADER == "kind\tlanguage\tnouns"
    assert {kind for kind, _, _ in ROWS} <= set(AnswerKind)
    assert {language for _, language, _ in ROWS} == set(Language)


def test_a_kind_has_one_row_a_language() -> None:
    assert [row for row, times in Counter((kind, language) for kind, language, _ in ROWS).items() if times > 1] == []


@pytest.mark.parametrize(("kind", "language", "nouns"), ROWS)
def test_no_noun_stands_twice_in_a_row(kind: str, language: str, nouns: list[str]) -> None:
    assert [noun for noun, times in Counter(nouns).items() if times > 1] == []


@pytest.mark.parametrize("language", Language)
def test_no_noun_has_two_kinds_but_the_ambiguous_ones(language: Language) -> None:
    several = {noun for noun, kinds in answer_nouns(language).items() if len(kinds) > 1}
    assert several == (AMBIGUOUS if language is Language.ENGLISH else set())


@pytest.mark.parametrize(("kind", "language", "nouns"), ROWS)
def test_nouns_are_in_lower_case_and_of_a_questions_tokens(kind: str, language: str, nouns: list[str]) -> None:
    assert all(nouns)
    assert [noun for noun in nouns if noun != " ".join(TOKEN.findall(noun))] == []
    assert [noun for noun in nouns if noun != unicodedata.normalize("NFC", noun).casefold()] == []
    assert [noun for noun in nouns if BREAKS & set(TOKEN.findall(noun))] == []


def test_english_nouns_are_folded_and_vietnamese_ones_have_their_marks() -> None:
    assert all(noun.isascii() for _, language, nouns in ROWS if language == "en" for noun in nouns)
    marked = [has_diacritics(noun) for _, language, nouns in ROWS if language == "vi" for noun in nouns]
    assert sum(marked) > 0.9 * len(marked)


def test_every_vietnamese_noun_is_short_enough_to_be_found() -> None:
    assert [n for _, language, nouns in ROWS if language == "vi" for n in nouns if len(n.split()) > WORDS["vi"]] == []


def test_every_english_noun_can_be_found() -> None:
    nouns = [noun.split() for _, language, nouns in ROWS if language == "en" for noun in nouns]
    assert [noun for noun in nouns if len(noun) > WORDS["en"] or _NP_ENDS & set(noun)] == []


def test_english_nouns_stand_in_the_singular() -> None:  # so that a plural tells of several: "which wards"
    nouns = set(answer_nouns(Language.ENGLISH))
    plural = {noun for noun in nouns if re.search(r"[^siu]s$", noun) and noun.removesuffix("s") in nouns}
    assert plural == set()


@pytest.mark.parametrize(
    ("language", "noun", "kind"),
    [
        (Language.ENGLISH, "ward", AnswerKind.PLACE),
        (Language.ENGLISH, "agency", AnswerKind.ORGANISATION),
        (Language.ENGLISH, "interest rate", AnswerKind.PERCENTAGE),
        (Language.ENGLISH, "decree", AnswerKind.DOCUMENT),
        (Language.ENGLISH, "aim", AnswerKind.PURPOSE),
        (Language.VIETNAMESE, "cơ quan", AnswerKind.ORGANISATION),
        (Language.VIETNAMESE, "chợ", AnswerKind.PLACE),
        (Language.VIETNAMESE, "học phí", AnswerKind.MONEY),
        (Language.VIETNAMESE, "lý do", AnswerKind.REASON),
    ],
)
def test_a_noun_tells_its_kind(language: Language, noun: str, kind: AnswerKind) -> None:
    assert answer_nouns(language)[noun] == {kind}


@pytest.mark.parametrize("noun", ["", "vi", "nouns", "cầu lông", "bicycle", "wards"])
@pytest.mark.parametrize("language", Language)
def test_what_the_table_does_not_hold_is_no_noun(language: Language, noun: str) -> None:
    assert noun not in answer_nouns(language)


def test_the_nouns_of_one_language_are_none_of_the_other() -> None:
    assert "agency" not in answer_nouns(Language.VIETNAMESE)
    assert "cơ quan" not in answer_nouns(Language.ENGLISH)


@pytest.mark.parametrize(
    ("folded", "kinds"),
    [
        ("so", {AnswerKind.ORGANISATION, AnswerKind.NUMBER}),  # "sở", "số"
        ("ban", {AnswerKind.ORGANISATION, AnswerKind.PLACE}),  # "ban", "bản"
        ("hoi", {AnswerKind.ORGANISATION, AnswerKind.DATE}),  # "hội", "hồi"
        ("toi", {AnswerKind.DATE, AnswerKind.OTHER}),  # "tối", "tội"
        ("hang", {AnswerKind.ORGANISATION, AnswerKind.RANK, AnswerKind.OTHER}),  # "hãng", "hạng", "hang"
        ("co quan", {AnswerKind.ORGANISATION}),
        ("xa", {AnswerKind.PLACE}),
    ],
)
def test_without_diacritics_a_noun_may_mean_several_things(folded: str, kinds: set[AnswerKind]) -> None:
    assert answer_nouns(Language.VIETNAMESE, marked=False)[folded] == kinds


def test_folded_nouns_are_the_same_nouns() -> None:
    marked, folded = answer_nouns(Language.VIETNAMESE), answer_nouns(Language.VIETNAMESE, marked=False)
    assert {fold(noun) for noun in marked} == set(folded)
    assert all(kinds <= folded[fold(noun)] for noun, kinds in marked.items())


def test_measures_have_nouns_in_both_languages() -> None:
    for language in Language:
        assert set(MEASURES) <= {kind for kinds in answer_nouns(language).values() for kind in kinds}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("which vice-chairman", ["which", "vice-chairman"]),
        ("the mill’s cost", ["the", "mill’s", "cost"]),
        ("bao nhiêu % hộ?", ["bao", "nhiêu", "%", "hộ", "?"]),
        ("ai, ở đâu", ["ai", ",", "ở", "đâu"]),
        ("«đò»_(bè)", ["đò", "(", "bè", ")"]),
        ("ngày 5/3", ["ngày", "5/3"]),
        ("", []),
    ],
)
def test_tokens_are_words_and_the_marks_that_end_a_phrase(text: str, tokens: list[str]) -> None:
    assert TOKEN.findall(text) == tokens
