"""Light English stems: enough that "vaccinated", "vaccinates" and "vaccinate" meet. A stem need not be a word.

And the words that carry an English question without saying what it is about.
"""

from __future__ import annotations

import re
from functools import lru_cache

_IRREGULAR = {
    form: base
    for base, forms in {
        "build": "built",
        "pay": "paid",
        "teach": "taught",
        "win": "won",
        "give": "gave given",
        "spend": "spent",
        "send": "sent",
        "hold": "held",
        "lead": "led",
        "sell": "sold",
        "take": "took taken",
        "grow": "grew grown",
        "fall": "fell fallen",
        "rise": "rose risen rising",
        "catch": "caught",
        "buy": "bought",
        "lend": "lent",
        "meet": "met",
        "make": "made",
        "begin": "began begun",
        "steal": "stole stolen",
        "drive": "drove driven",
        "speak": "spoke spoken",
        "choose": "chose chosen",
        "die": "died dying dies",
        "use": "used using uses",
        "child": "children",
        "man": "men",
        "woman": "women",
        "person": "persons",
        "foot": "feet",
        "wife": "wives",
        "life": "lives",
        "leaf": "leaves",
        "criterion": "criteria",
        "strike": "struck",
        "sow": "sown",
        "solve": "solving",
        "undergo": "underwent undergone",
        "withdraw": "withdrew withdrawn",
        "overcome": "overcame",
        "find": "found",
    }.items()
    for form in forms.split()
}
# words that only look inflected
_WHOLE = frozenset(
    (
        "news",
        "series",
        "species",
        "status",
        "always",
        "during",
        "hundred",
        "thing",
        "nothing",
        "something",
        "king",
        "bus",
        "gas",
        "plus",
        "press",
        "building",
        "meeting",
        "training",
        "spring",
        "evening",
        "morning",
        "housing",
        "bidding",
        "planning",
        "publishing",
        "farming",
        "fishing",
        "parking",
        "broadcasting",
        "funding",
        "earning",
        "speeding",
        "securities",
        "plane",
        "aids",
        "seafood",
        "care",
        "fare",
        "wine",
        "hope",
        "seed",
        "feed",
        "speed",
        "need",
        "bed",
        "red",
        "theme",
    )
)
_FILLER = """
year years date dates day days month months out must came come comes put set one per back through down up last
now went go goes going gone off own due once already actually two three four five six keep kept take took
taken make made lost without behind alone since part more most other another aside besides beyond within
around among across along apart roughly exactly originally himself herself itself themselves named called term
words word way sort kind far ago ever never really else instead like such very because both even yet while
here see saw look looked bring brought get gets got getting let letting lets him her
whole entire entirely actual certain various several particular particularly specific specifically individual different
anyone someone everyone anybody somebody everybody anything something everything nothing none ones whose whom
hope hopes hoping hoped want wants wanted wish wishes try tries tried trying intend intends intended expect expects
expected expecting seek sought manage manages managed happen happens happened occur occurs occurred become becomes
became becoming turn turns turned bringing brings give gives gave given giving send sends sent find found tell tells
told say says said saying mention mentions mentioned note noted know knows knew known think thought believe believed
show shows shown stand stands stood hold held run runs ran running begin begins began begun start
starts starting ask asks asked seem seems seemed appear appears appeared remain remains remained follow follows
followed following leave leaves leaving lead leads led allow allows allowed need needs needed use uses using used
today tomorrow tonight morning afternoon evening earlier later recently currently newly almost nearly
partly mostly mainly largely occasionally usually often altogether overall throughout anywhere somewhere elsewhere
them they fetch fetches fetched belong belongs belonged
country countries based combined larger numbers sort sorts thing things
"""
FILLER = frozenset(_FILLER.split())  # they carry a question, not its topic; no Vietnamese clause could match them
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bdfglmnprstz])\1$")


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """The stem of a folded English word; other words come back little changed.

    Args:
        word: in lower case, without diacritics.
    """
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
    if len(word) <= 3 or word in _WHOLE or not word.isalpha():
        return word
    singular = _singular(word)
    return singular if singular in _WHOLE else _bare(singular)


def _singular(word: str) -> str:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes", "uses", "oes")):
        return word[:-2]
    return word[:-1]


def _bare(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "e"):
        if word.endswith(ending) and not word.endswith("eed"):
            rest = word[: -len(ending)]
            if len(rest) >= 3 and _VOWEL.search(rest):
                return _DOUBLED.sub(r"\1", rest)
    return _DOUBLED.sub(r"\1", word)
