"""Words that mean the same to a question and a report, whatever language or abbreviation they stand in.

"health insurance", "bảo hiểm y tế", "bao hiem y te" and "BHYT" are all `#health_insurance`. The concepts lie in
`rag/data/concepts.tsv`, general vocabulary of Vietnamese administration: no place, no figure, no period.

How a term matches: the longest first, over folded words. Where a text carries diacritics those of a Vietnamese term
must agree, or "chi tiêu" (spending) would meet "chỉ tiêu" (target). Where it carries none, a term of several
syllables matches without them, a lone syllable not at all: "truong" is a school, a chief or a surname.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from rag.english_stems import stem
from rag.language import ENGLISH_STOP, VIETNAMESE_STOP
from rag.text import fold, word_spans
from rag.types import Language

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_I_OR_Y = re.compile(r"^([hklmst]|qu)y(?=[\u0300\u0301\u0303\u0309\u0323]?$)")
# what a Vietnamese syllable looks like, folded; "tthc", "online" and "wifi" do not, so they are safe anywhere
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|th|tr|ch|gh|gi|kh|ph|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
_BETWEEN = re.compile(r"[^\w;.,#\t\n]+|(?<!\d)[.,]|[.,](?!\d)")  # what stands between the words of a term
# an English question drops both: the syllables of Vietnamese names that a Vietnamese clause drops as stop words
_STOP = {Language.VIETNAMESE: VIETNAMESE_STOP, Language.ENGLISH: ENGLISH_STOP | VIETNAMESE_STOP}


class _Word(NamedTuple):
    plain: str  # folded, as rag.text.words gives it
    folded: str  # the same, "ky" and "ki" made one
    exact: str  # with diacritics, written one way


class _Node:
    """A word of the table's phrases: the words that may follow, and what the phrase that ends here names."""

    __slots__ = ("next", "senses")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.senses: list[tuple[str, str]] = []  # (exact phrase, concept); English: ("", concept)


class _Lexicon(NamedTuple):
    vietnamese: _Node  # over folded words
    english: _Node  # over stems
    identities: frozenset[str]


class _Match(NamedTuple):
    start: int  # in words
    end: int
    concept: str


@lru_cache(maxsize=32768)
def _word(text: str) -> _Word:
    """A word's forms; "hoà" and "hòa", "kĩ" and "kỹ" become one."""
    folded = fold(text)
    if text.isascii():
        exact = folded
    else:
        decomposed = unicodedata.normalize("NFD", text.lower())
        exact = "".join(c for c in decomposed if c not in _TONES) + "".join(c for c in decomposed if c in _TONES)
    if "y" not in folded:
        return _Word(folded, folded, exact)
    return _Word(folded, _I_OR_Y.sub(r"\1i", folded), _I_OR_Y.sub(r"\1i", exact))


def _words(text: str) -> list[_Word]:
    # spans are those of the folded text, so a stray combining mark cannot make the two word lists differ
    return [_word(text[start:end]) for start, end in word_spans(fold(text))]


def _grow(root: _Node, keys: Sequence[str], exact: str, concept: str) -> None:
    for key in keys:
        following = root.next.get(key)
        if following is None:
            following = root.next[key] = _Node()
        root = following
    root.senses.append((exact, concept))


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    table = resources.files("rag").joinpath("data/concepts.tsv").read_text(encoding="utf-8")
    vietnamese, english = _Node(), _Node()
    names: set[str] = set()
    for line in _BETWEEN.sub(" ", table).splitlines():
        if line.startswith("#"):
            continue
        name, in_vietnamese, in_english = line.split("\t")
        names.add(name)
        for term in in_vietnamese.split(";"):
            found = [_word(w) for w in term.split()]
            _grow(vietnamese, [w.folded for w in found], " ".join([w.exact for w in found]), "#" + name)
        for term in in_english.split(";"):
            _grow(english, [stem(w) for w in term.split()], "", "#" + name)
    return _Lexicon(vietnamese, english, frozenset(names))


def identities() -> frozenset[str]:
    """The names of all concepts, without the "#"."""
    return _lexicon().identities


def _sense(node: _Node, found: Sequence[_Word], marked: bool) -> str:
    """The concept of a Vietnamese phrase, "" for none.

    Args:
        node: where the phrase ends.
        found: the phrase's words.
        marked: whether the text around it is written with diacritics.
    """
    exact = " ".join([w.exact for w in found])
    for form, concept in node.senses:
        if form == exact and (marked or not form.isascii()):
            return concept
    if len(found) == 1:
        return "" if _SYLLABLE.fullmatch(found[0].folded) else node.senses[0][1]
    return "" if marked else node.senses[0][1]


def _is_marked(found: Sequence[_Word]) -> bool:
    """Whether Vietnamese words are written with diacritics; four in five are, in real text."""
    letters = [w for w in found if not w.folded[0].isdigit()]
    return 4 * sum(not w.exact.isascii() for w in letters) >= len(letters) > 0


def _matches_at(found: Sequence[_Word], at: int, language: Language, marked: bool) -> list[_Match]:
    """The concepts that start at a word, the longest last."""
    matches: list[_Match] = []
    node: _Node | None = _lexicon().vietnamese
    for end in range(at, len(found)):
        node = node.next.get(found[end].folded) if node else None
        if node is None:
            break
        if node.senses and (concept := _sense(node, found[at:end + 1], marked)):
            matches.append(_Match(at, end + 1, concept))
    if language is Language.VIETNAMESE:
        return matches
    node = _lexicon().english
    for end in range(at, len(found)):
        node = node.next.get(stem(found[end].plain)) if node else None
        if node is None:
            break
        if node.senses:
            matches.append(_Match(at, end + 1, node.senses[0][1]))
    return sorted(matches, key=lambda m: m.end)


def _matches(found: Sequence[_Word], language: Language) -> list[list[_Match]]:
    """For each word, the concepts that start there, the longest last."""
    # an English text is no evidence that its Vietnamese words lost their diacritics: they must agree
    marked = language is Language.ENGLISH or _is_marked(found)
    return [_matches_at(found, at, language, marked) for at in range(len(found))]


def terms(text: str, language: Language) -> list[str]:
    """What a question asks about, as terms that agree across languages and abbreviations.

    Args:
        text: a question, or its topic.
        language: the language it is in; Vietnamese with or without diacritics.

    Returns:
        In order, "#concept" for what the table knows (the longest wins), and the folded form of every other word that
        carries content; numbers as they are written.
    """
    found = _words(text)
    starting = _matches(found, language)
    result: list[str] = []
    at = 0
    while at < len(found):
        if starting[at]:
            result.append(starting[at][-1].concept)
            at = starting[at][-1].end
            continue
        if found[at].plain not in _STOP[language]:
            result.append(found[at].plain)
        at += 1
    return result


def clause_terms(text: str, language: Language) -> frozenset[str]:
    """Everything a question's terms may find in a clause: the wide counterpart of `terms`.

    Beside the clause's own terms, the concepts inside longer ones ("bảo hiểm" in "bảo hiểm y tế") and all its content
    words, so that a question without diacritics meets it where a lone syllable was too little to name a concept.

    Args:
        text: a clause, sentence or row of a report.
        language: the language it is in.
    """
    found = _words(text)
    starting = _matches(found, language)
    result = {w.plain for w in found if w.plain not in _STOP[language]}
    at = 0
    for here, matches in enumerate(starting):
        if here >= at and matches:
            at = matches[-1].end
            result.add(matches[-1].concept)
        # a lone syllable inside a longer term ("xã" in "xã hội") is no word of its own
        result.update(m.concept for m in matches if m.end - m.start > 1 or language is Language.ENGLISH)
    return frozenset(result)


def coverage(question_terms: Sequence[str], text_terms: Collection[str], weight: Callable[[str], float]) -> float:
    """How much of what a question asks about a text speaks of.

    Args:
        question_terms: from `terms`; repeated ones count once.
        text_terms: from `clause_terms` or `terms`; a set is fastest.
        weight: how much a term says, such as its inverse document frequency; not negative.

    Returns:
        The weighted share of the question's distinct terms that the text has, 0 to 1; 0 when there are none.
    """
    weights = {term: weight(term) for term in question_terms}
    whole = sum(weights.values())
    if whole <= 0:
        return 0.0
    return sum(value for term, value in weights.items() if term in text_terms) / whole
