"""The tables of concepts as two trees of words: Vietnamese folded, English stemmed.

`rag/data/concepts.tsv` holds the vocabulary of administration; `glossary.tsv` more words for English questions, whose
Vietnamese terms count with their diacritics only: "con ho tieu" (and pepper?) is no tiger.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from rag.text import fold, word_spans
from rag.words.english_stems import stem

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_I_OR_Y = re.compile(r"^([hklmst]|qu)y(?=[\u0300\u0301\u0303\u0309\u0323]?$)")
_BETWEEN = re.compile(r"[^\w;.,#\t\n]+|(?<!\d)[.,]|[.,](?!\d)")  # what stands between the words of a term

SHIELD = "#_"  # no concept, but a word that holds a syllable of one: "đồng chí" (comrade) is no "đồng" (dong)


class Word(NamedTuple):
    """A word's forms, each what another look-up compares."""

    plain: str  # folded, as rag.text.words gives it
    folded: str  # the same, "ky" and "ki" made one
    exact: str  # with diacritics, written one way
    is_capital: bool  # "Bể", not "BỂ"


class Node:
    """A word of the table's phrases: the words that may follow, and what the phrase that ends here names."""

    __slots__ = ("next", "senses")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.senses: list[tuple[str, str]] = []  # (exact phrase, concept); English: ("", concept)


@lru_cache(maxsize=32768)
def word_of(text: str) -> Word:
    """A word's forms; "hoà" and "hòa", "kĩ" and "kỹ" become one.

    Args:
        text: one word as written.
    """
    folded = fold(text)
    if text.isascii():
        exact = folded
    else:
        decomposed = unicodedata.normalize("NFD", text.lower())
        exact = "".join(c for c in decomposed if c not in _TONES) + "".join(c for c in decomposed if c in _TONES)
    is_capital = text[:1].isupper() and not text[1:].isupper()
    if "y" not in folded:
        return Word(folded, folded, exact, is_capital)
    return Word(folded, _I_OR_Y.sub(r"\1i", folded), _I_OR_Y.sub(r"\1i", exact), is_capital)


def words_of(text: str) -> list[Word]:
    """The words and numbers of a text, in order."""
    # spans are those of the folded text, so a stray combining mark cannot make the two word lists differ
    return [word_of(text[start:end]) for start, end in word_spans(fold(text))]


def _grow(root: Node, keys: Sequence[str], exact: str, concept: str) -> None:
    for key in keys:
        following = root.next.get(key)
        if following is None:
            following = root.next[key] = Node()
        root = following
    root.senses.append((exact, concept))


@lru_cache(maxsize=2)
def _read(name: str) -> list[list[str]]:
    """(concept, Vietnamese terms, English terms) a row of a table; within a term, one blank between words."""
    table = resources.files("rag").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [("#" + line).split("\t") for line in _BETWEEN.sub(" ", table).splitlines() if not line.startswith("#")]


@lru_cache(maxsize=1)
def _rows() -> list[list[str]]:
    return [*_read("concepts.tsv"), *_read("glossary.tsv")]


@lru_cache(maxsize=1)
def exact_only() -> frozenset[str]:
    """The concepts whose Vietnamese terms name nothing without their diacritics."""
    return frozenset(concept for concept, *_ in _read("glossary.tsv"))


@lru_cache(maxsize=1)
def first_terms() -> dict[str, str]:
    """Each concept's first Vietnamese term, "#health_insurance": "bảo hiểm y tế"."""
    return {concept: in_vietnamese.split(";")[0] for concept, in_vietnamese, _ in _rows() if concept != SHIELD}


@lru_cache(maxsize=1)
def vietnamese() -> Node:
    """The tree of the Vietnamese terms, over folded words."""
    root = Node()
    for concept, in_vietnamese, _ in _rows():
        for term in in_vietnamese.split(";"):
            found = [word_of(w) for w in term.split()]
            _grow(root, [w.folded for w in found], " ".join([w.exact for w in found]), concept)
    return root


@lru_cache(maxsize=1)
def english() -> Node:
    """The tree of the English terms, over stems; grown at the first English question."""
    root = Node()
    for concept, _, in_english in _rows():
        for term in in_english.split(";") if in_english else ():
            _grow(root, [stem(w) for w in term.split()], "", concept)
    return root
