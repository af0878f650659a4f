"""Terms as numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.postgres.terms import TYPICAL, damping, number, numbered, sparse

LEVELS = sorted(TYPICAL)


def held(values: dict[int, float]) -> list[float]:
    """The values that the vector of terms has."""
    return [float(value) for value in sparse(values).values()]


def test_a_term_of_another_field_is_another_number() -> None:
    assert number("syllables", "chợ") == number("syllables", "chợ") != number("pairs", "chợ")


@given(st.text(max_size=20), st.text(max_size=20))
def test_numbers_are_signed_32_bit_ones(field: str, term: str) -> None:
    assert -(1 << 31) <= number(field, term) < 1 << 31


@pytest.mark.parametrize("level", LEVELS)
def test_a_text_of_the_usual_length_is_damped_by_k1(level: str) -> None:
    assert damping(TYPICAL[level], TYPICAL[level]) == pytest.approx(1.2)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(1, 1e4))
def test_the_longer_a_text_the_more_it_is_damped(one: float, other: float, average: float) -> None:
    short, long = sorted((one, other))
    assert 0 < damping(short, average) <= damping(long, average)


@pytest.mark.parametrize("level", LEVELS)
def test_each_term_is_kept_once_and_counts_one_where_it_stands_once(level: str) -> None:
    found = numbered("Huyện có ba chợ phiên.", level)
    assert found.length == 5
    assert found.terms == sorted(set(found.terms))
    assert [float(value) for value in found.counts.values()] == pytest.approx([1.0] * len(found.terms))


def test_a_repeated_term_counts_more_but_never_as_often_as_it_stands() -> None:
    once, often = numbered("chợ phiên", "sentences"), numbered("chợ phiên chợ phiên chợ", "sentences")
    assert set(once.terms) <= set(often.terms)
    highest = max(often.counts.values())
    assert 1 < highest < 1 + damping(often.length, TYPICAL["sentences"]) < 3


def test_over_its_text_s_length_a_count_is_bm25_s() -> None:
    scores = []
    for text in ("chợ chợ", "chợ chợ " + " ".join(a + b for a in "bcdghk" for b in "aeioux")):
        found = numbered(text, "sentences")
        damped = damping(found.length, TYPICAL["sentences"])
        scores.append(max(found.counts.values()) / (1 + damped))
        assert scores[-1] == pytest.approx(2 / (2 + damped))
    assert scores[0] > scores[1]  # in a short text it says more


@given(st.text(max_size=120), st.sampled_from(LEVELS))
def test_any_text_is_numbered(text: str, level: str) -> None:
    found = numbered(text, level)
    limit = 1 + damping(found.length, TYPICAL[level])
    assert len(found.counts.values()) <= len(found.terms)
    assert all(value >= 1 - 1e-6 for value in found.counts.values())
    assert sum(found.counts.values()) <= len(found.terms) * limit + 1e-6


def test_an_empty_text_has_nothing() -> None:
    found = numbered("", "passages")
    assert (found.length, found.terms, list(found.counts.indices())) == (0, [], [])


def test_a_number_has_its_own_place_in_the_vector() -> None:
    vector = sparse({-(1 << 31): 2.0, -(1 << 31) + 7: 0.5})
    assert (vector.indices(), vector.values()) == ([0, 7], [2.0, 0.5])
    assert vector.dimensions() == 1_000_000_000


def test_two_numbers_of_one_place_are_added() -> None:
    assert held({-(1 << 31): 2.0, -(1 << 31) + 1_000_000_000: 0.5}) == [2.5]


@given(st.dictionaries(st.integers(-(1 << 31), (1 << 31) - 1), st.floats(0.1, 9), max_size=20))
def test_no_value_is_lost(values: dict[int, float]) -> None:
    assert sum(held(values)) == pytest.approx(sum(values.values()))
