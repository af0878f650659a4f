"""Words that mean the same to a question and a report, whatever language or abbreviation they stand in.

"health insurance", "bảo hiểm y tế", "bao hiem y te" and "BHYT" are all `#health_insurance`. The concepts lie in
`rag/data/concepts.tsv` and `glossary.tsv`, general vocabulary: no place, no figure, no period.

How a term matches: the longest first, over folded words. Where a text carries diacritics those of a Vietnamese term
must agree, or "chi tiêu" (spending) would meet "chỉ tiêu" (target). Where it carries none, a term of several
syllables matches without them, a lone syllable not at all: "truong" is a school, a chief or a surname.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from rag.types import Language
from rag.words.concept_table import SHIELD, Node, Word, english, exact_only, first_terms, vietnamese, words_of
from rag.words.english_stems import FILLER, stem
from rag.words.language import ENGLISH_STOP, VIETNAMESE_STOP

# what a Vietnamese syllable looks like, folded; "tthc", "online" and "wifi" do not, so they are safe anywhere
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|th|tr|ch|gh|gi|kh|ph|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
# an English question drops both: the syllables of Vietnamese names that a Vietnamese clause drops as stop words
_STOP = {Language.VIETNAMESE: VIETNAMESE_STOP, Language.ENGLISH: ENGLISH_STOP | VIETNAMESE_STOP | FILLER}
_IN_PHRASES = (
    r"(?= (?:applications?|infrastructure|parks?|zones?)\b|-(?:based|applied)\b)"  # phrases of the table, as they are
)
_LED_BY_IT = (
    r"(?= (?:staff|training|systems?|sector|skills|firms?|projects?|index|industry|experts?|officers?|specialists?|"
    r"workers?|companies|equipment|workforce)\b)"
)
_IT = re.compile(rf"\bIT\b(?!{_IN_PHRASES})|\bit\b{_LED_BY_IT}")  # information technology
_PRONOUN = re.compile(rf"\b[Ii]t\b(?!{_IN_PHRASES})")
_APART = 0.6  # what a compound counts whose parts all stand in a text, but not together


class _Match(NamedTuple):
    start: int  # in words
    end: int
    concept: str


def is_syllable(word: str) -> bool:
    """Whether a folded word can be a Vietnamese syllable: "nghe" can, "xdcb" and "online" cannot."""
    return bool(_SYLLABLE.fullmatch(word))


def identities() -> frozenset[str]:
    """The names of all concepts, without the "#"."""
    return frozenset(concept[1:] for concept in first_terms())


class _Script(Enum):
    """How Vietnamese words stand in a text."""

    MARKED = "with diacritics"
    BARE = "without"
    FOREIGN = "among English words"


def _sense(node: Node, found: Sequence[Word], script: _Script) -> str:
    """The concept of a Vietnamese phrase, "" for none.

    Args:
        node: where the phrase ends.
        found: the phrase's words.
        script: how the text around it is written.
    """
    exact = " ".join([w.exact for w in found])
    for form, concept in node.senses:
        # "chi" among English words is no evidence of "chi" (to spend), "chỉ tiêu" is
        if form == exact and (script is _Script.MARKED or not form.isascii()):
            return concept
    if len(found) == 1:
        return "" if _SYLLABLE.fullmatch(found[0].folded) else node.senses[0][1]
    if script is not _Script.BARE:
        return ""
    return next((concept for _, concept in node.senses if concept not in exact_only()), "")


def _script(found: Sequence[Word], language: Language) -> _Script:
    if language is Language.ENGLISH:
        return _Script.FOREIGN
    letters = [w for w in found if not w.folded[0].isdigit()]
    marked = sum(not w.exact.isascii() for w in letters)  # four in five are, in real text
    return _Script.MARKED if 4 * marked >= len(letters) > 0 else _Script.BARE


def _is_in_name(found: Sequence[Word], at: int) -> bool:
    """Whether a capitalised word stands by another, as "Cao" (high) does in "tỉnh Cao Bằng"."""
    if at == 0 or not found[at].is_capital:
        return False
    return found[at - 1].is_capital or (at + 1 < len(found) and found[at + 1].is_capital)


def _matches_at(found: Sequence[Word], at: int, language: Language, script: _Script) -> list[_Match]:
    """The concepts that start at a word, the longest last."""
    matches: list[_Match] = []
    node: Node | None = vietnamese()
    for end in range(at, len(found)):
        node = node.next.get(found[end].folded) if node else None
        if node is None:
            break
        if not node.senses or (end == at and _is_in_name(found, at)):
            continue
        if concept := _sense(node, found[at : end + 1], script):
            matches.append(_Match(at, end + 1, concept))
    if language is Language.VIETNAMESE:
        return matches
    node = english()
    for end in range(at, len(found)):
        node = node.next.get(stem(found[end].plain)) if node else None
        if node is None:
            break
        if node.senses:
            matches.append(_Match(at, end + 1, node.senses[0][1]))
    return sorted(matches, key=lambda m: m.end)


def _matches(found: Sequence[Word], language: Language) -> list[list[_Match]]:
    """For each word, the concepts that start there, the longest last."""
    script = _script(found, language)
    return [_matches_at(found, at, language, script) for at in range(len(found))]


def _without_glossary(starting: Sequence[Sequence[_Match]]) -> list[list[_Match]]:
    """The matches of `rag/data/concepts.tsv` alone."""
    return [[m for m in matches if m.concept not in exact_only()] for matches in starting]


def terms(text: str, language: Language) -> list[str]:
    """What a question asks about, as terms that agree across languages and abbreviations.

    Args:
        text: a question, or its topic.
        language: the language it is in; Vietnamese with or without diacritics.

    Returns:
        In order, "#concept" for what the table knows (the longest wins), and the folded form of every other word that
        carries content; numbers as they are written.
    """
    if language is Language.ENGLISH:
        text = _PRONOUN.sub(" ", _IT.sub("ICT", text))
    found = words_of(text)
    starting = _matches(found, language)
    if language is Language.VIETNAMESE:  # its own words meet the report's; the glossary is for English ones
        starting = _without_glossary(starting)
    result: list[str] = []
    at = 0
    while at < len(found):
        longest = starting[at][-1] if starting[at] else _Match(at, at + 1, SHIELD)
        if longest.concept == SHIELD:
            result.extend(w.plain for w in found[at : longest.end] if w.plain not in _STOP[language])
        else:
            result.append(longest.concept)
        at = longest.end
    return result


def clause_terms(text: str, language: Language) -> frozenset[str]:
    """Everything a question's terms may find in a clause: the wide counterpart of `terms`.

    Beside the clause's own terms, the concepts inside longer ones ("bảo hiểm" in "bảo hiểm y tế") and all its content
    words, so that a question without diacritics meets it where a lone syllable was too little to name a concept.

    Args:
        text: a clause, sentence or row of a report.
        language: the language it is in.
    """
    found = words_of(text)
    starting = _matches(found, language)
    result = {w.plain for w in found if w.plain not in _STOP[language]}
    result.update(m.concept for matches in starting for m in matches if m.concept in exact_only())
    at = 0
    for here, matches in enumerate(_without_glossary(starting)):
        if here >= at and matches:
            at = matches[-1].end
            result.add(matches[-1].concept)
        # a lone syllable inside a longer term ("xã" in "xã hội") is no word of its own
        result.update(m.concept for m in matches if m.end - m.start > 1 or language is Language.ENGLISH)
    return frozenset(result - {SHIELD})


@lru_cache(maxsize=4096)
def parts(concept: str) -> tuple[str, ...]:
    """What a compound concept is made of: "#postal_revenue" of "#revenue" and "#postal".

    Args:
        concept: a term of `terms`.

    Returns:
        At least two terms, or none when the concept is not known or not a compound.
    """
    found = words_of(first_terms().get(concept, ""))
    starting = [[m for m in matches if m.concept != concept] for matches in _matches(found, Language.VIETNAMESE)]
    made_of: list[_Match] = []
    at = 0
    while at < len(found):
        if not starting[at]:
            return ()
        made_of.append(starting[at][-1])
        at = made_of[-1].end
    # two lone syllables are one word more often than two: "quả" is no fruit in "hiệu quả"
    if len(made_of) < 2 or len(made_of) == len(found):
        return ()
    return tuple(m.concept for m in made_of if m.concept != SHIELD)


def _found(term: str, text_terms: Collection[str]) -> float:
    """1 for a term that a text has; less for a compound whose parts stand apart ("doanh thu từ bưu chính")."""
    if term in text_terms:
        return 1.0
    made_of = parts(term) if term.startswith("#") else ()
    if not made_of:
        return 0.0
    return _APART * sum(part in text_terms for part in made_of) / len(made_of)


def coverage(question_terms: Sequence[str], text_terms: Collection[str], weight: Callable[[str], float]) -> float:
    """How much of what a question asks about a text speaks of.

    Args:
        question_terms: from `terms`; repeated ones count once.
        text_terms: from `clause_terms` or `terms`; a set is fastest.
        weight: how much a term says, such as its inverse document frequency; not negative.

    Returns:
        The weighted share of the question's distinct terms that the text has, 0 to 1; 0 when there are none. A
        compound that stands apart in the text counts in part.
    """
    weights = {term: weight(term) for term in question_terms}
    whole = sum(weights.values())
    if whole <= 0:
        return 0.0
    return sum(value * _found(term, text_terms) for term, value in weights.items()) / whole
