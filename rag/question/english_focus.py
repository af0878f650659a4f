"""The focus of an English question: its wh-word and the head of the phrase behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.question.answer_nouns import BREAKS, MEASURES, TOKEN, answer_nouns
from rag.types import AnswerKind, Language

_ENTITIES = (
    *(AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.DATE, AnswerKind.DOCUMENT),
    AnswerKind.OTHER,
)
_BE = frozenset("is are was were be been 's".split())
_AUX = _BE | frozenset("did does do has have had will would can could may might must should shall".split())
_PREPOSITIONS = frozenset(
    "in on at by to from under for of with through into between during within via per over after before across "
    "about against near toward towards according".split()
)
_DETERMINERS = frozenset("the a an its his her their our your my this that these those all both each".split())
_CLAUSES = frozenset("who whom whose which that when where while if because and or but than as so to".split())
_WEIGHED = frozenset("more fewer less most least".split())
_NP_ENDS = _AUX | _PREPOSITIONS | _DETERMINERS | _CLAUSES | BREAKS | _WEIGHED
_WH = frozenset("what which who whom whose when where why how".split())
_STAYS = frozenset("what which who whom".split())  # may stand where the answer would
_FEW = 3  # words behind a question word at a question's end
_WHETHER = _AUX - {"can", "could", "would"}
_LEADS_IN = frozenset("and so but then tell me us know state say exactly please ask also in at of".split())
_WHO_NOT = frozenset(  # often a body: who pays
    "pays paid pay funds funded finances financed issues issued covers covered collects bears supplies supplied "
    "provides provided runs ran".split()
)
_ASKS = frozenset("name give state tell identify cite specify provide show find indicate mention".split())
_POLITE = frozenset("please could can would you i like to know want me us just kindly let 'd i'd also need".split())
_TELLS = frozenset("describe explain summarise summarize outline define".split())
_LISTS = frozenset("list enumerate".split())
_CHANGES = re.compile(
    r"\b(?:ris(?:e|en|ing)|rose|fall(?:en|ing)?|fell|drop(?:ped|ping)?|increas\w+|decreas\w+|gr[eo]wn?|grow(?:ing|th)|"
    r"declin\w+|chang\w+|shr[aiu]nk|climb\w*|jump\w*|gone up|gone down|go up|go down|reduc\w+|up or down)\b"
)
_MONEY_VERBS = re.compile(
    r"\b(?:costs?|pay|pays|paid|spen[dt]|earn\w*|fine[ds]?|budget\w*|invest\w*|worth|charge[ds]?|deposit|fees?|"
    r"compensat\w+|fund\w*|loans?|lend|lent|borrow\w*|owe[ds]?|money|revenue|allowance|wages?|salary|price|collect\w*)\b"
)
_CURRENCY = frozenset("dong vnd dollar dollars usd euro euros yen".split())
_SCALES = frozenset("billion billions million millions thousand trillion us".split())
_HOW_BIG = frozenset(
    "big large high long old far deep tall wide heavy often fast small low thick loud hot cold late".split()
)
_OF_MONEY = frozenset("money per for to a an the state public foreign extra additional total government".split())
_AREAS = {True: AnswerKind.PLACE, False: AnswerKind.NUMBER}  # "which area", "what area"
_NO_SINGULAR = re.compile(r"(?:ss|us|is|ics|series|species|s's)$")
_MEANS = re.compile(r"\b(?:mean|stand for|short for|meant by|meaning of|defined?|counts? as)\b")
_CAUSED = re.compile(r"(?:led|prompted|made|caused|drove|triggered|(?:is|was|were|are) behind)\b")
_HOPES = re.compile(r"\b(?:hope|want|wish|intend|aim|try|seek)\w* to\b")
_TOLD = re.compile(
    r"\b(?:say|said|conclude|do|done|state|report|happen)\b(?! (?:to|that)\b)(?=$| (?:about|in|on|for|so|of|to)\b| \W)"
)
_FETCHES = re.compile(r"\b(?:fetch|costs?|(?:sell|sold|go|going|trade|traded|bought|buy|resell) (?:for|at))\b")
_OF_DOCUMENT = re.compile(r"\bnumber\b.*\b(?:decision|resolution|decree|circular|document|directive|plan)\b")
_OPENINGS = (  # of what follows "which" or "what"
    (re.compile(r"(?:two|three|four|five|six|seven|eight|nine|ten)\b|(?:kind|type|sort)s of\b"), AnswerKind.LIST),
    (re.compile(r"(?:kind|type|sort) of\b|(?:position|place)\b.*\b(?:hold|held|occup\w+)\b"), AnswerKind.OTHER),
    (re.compile(r"(?:measures|steps|actions)\b"), AnswerKind.OPEN),
    (re.compile(r"(?:position|place) d(?:id|oes)\b|(?:position|place)\b.*\b(?:rank|finish|comes?)\b"), AnswerKind.RANK),
    (re.compile(r"happened\b"), AnswerKind.OPEN),
)


def english_focus(folded: str) -> AnswerKind | None:
    """The kind of answer that an English question's focus tells; None where it is not plain.

    Args:
        folded: the question.
    """
    tokens = TOKEN.findall(folded)
    at = _wh_word(tokens)
    if at is None or _asks_whether(tokens[:at]):
        return _request(tokens)
    word, after = tokens[at], tokens[at + 1 :]
    sentence = " ".join(tokens)
    if word == "what" and _MEANS.search(sentence):
        return AnswerKind.DEFINITION
    if word == "how":
        return _how(tokens, at)
    if word == "why":
        return AnswerKind.REASON
    if word in ("who", "whom"):
        return None if after[:1] and after[0] in _WHO_NOT | _BE else AnswerKind.PERSON
    if word == "whose":
        return None
    if word == "when":
        return AnswerKind.DATE
    if word == "where":
        return None if re.search(r"\b(?:rank|stand|place|finish|money|fund)", sentence) else AnswerKind.PLACE
    if word == "what" and _CAUSED.match(" ".join(after)):
        return AnswerKind.REASON
    if word == "what" and after and after[0] in _AUX:
        return _what_is(after, sentence)
    return _which(word, after, tokens[at - 1] if at else "")


def _wh_word(tokens: Sequence[str]) -> int | None:
    """Where the question word of the first question stands, relative clauses and conjunctions passed over."""
    found = [i for i, token in enumerate(tokens) if token in _WH]
    for i in found:
        before = tokens[i - 1] if i else ""
        if _is_conjunction(tokens, i):
            continue
        opens = i == 0 or tokens[i] == "how" or before in _LEADS_IN | BREAKS or (before.isdigit() and i < 4)
        if opens and not (before == "of" and i > 1):  # "... half of which"
            return i
        if before in _PREPOSITIONS and (i == 1 or tokens[i - 2] in _LEADS_IN | BREAKS):
            return i
    for i in reversed(found):  # "... was announced by which minister?"
        rest = [token for token in tokens[i + 1 :] if token not in BREAKS]
        if tokens[i] in _STAYS and tokens[i - 1] in _PREPOSITIONS | _BE | {"ranks"} and len(rest) <= _FEW:
            return i
    return None


def _is_conjunction(tokens: Sequence[str], i: int) -> bool:
    """Whether "when" or "where" only joins a clause: "when the school closed"."""
    if tokens[i] not in ("when", "where") or (i == 0 and tokens[i] == "where"):
        return False
    return i + 1 < len(tokens) and tokens[i + 1] not in _AUX | {"?"}


def _asks_whether(tokens: Sequence[str]) -> bool:
    """Whether the words before the first question word are a question: "Did every commune ..., and how ..."."""
    words = _without_opening(tokens)
    return len(words) > _FEW and words[0] in _WHETHER and words[1] != "you"


def _without_opening(tokens: Sequence[str]) -> list[str]:
    """The tokens behind an opening phrase: "By the end of 2022, ..."."""
    words = list(tokens)
    if "," in words[:10] and words[0] in _PREPOSITIONS | {"compared"}:
        return words[words.index(",") + 1 :]
    return words


def _request(tokens: Sequence[str]) -> AnswerKind | None:
    """Of a question without a question word: "Name the ...", "Date of ...?", "Was it ...?"."""
    words = _without_opening(tokens)
    if not words:
        return None
    if words[0] in _WHETHER:
        return None if "or" in words and "not" not in words[-2:] else AnswerKind.YES_NO
    asked = False
    while words and (words[0] in _POLITE or words[0] in _ASKS | _LISTS | _TELLS):
        if words[0] in _LISTS:
            return AnswerKind.LIST
        if words[0] == "define":
            return AnswerKind.DEFINITION
        if words[0] in _TELLS:
            return AnswerKind.REASON if words[1:2] == ["why"] else AnswerKind.OPEN
        asked = asked or words[0] in _ASKS
        words = words[1:]
    if not asked and words[:1] and words[0] == "whether":
        return AnswerKind.YES_NO
    if not words or words[0] in _WH or not (asked or _opens_with_noun(words)):
        return None
    return _phrase(words, is_plural_list=asked)


def _opens_with_noun(words: Sequence[str]) -> bool:
    """Whether a text without a verb begins with what is asked for: "Proportion of ...?", "Date of signature ...?"."""
    nouns = answer_nouns(Language.ENGLISH)
    behind = next((n for n, w in enumerate(words[:4]) if w in ("of", "for")), 0)
    if words[:1] and words[0] in ("name", "names"):
        return behind == 1
    return any(" ".join(words[start:behind]) in nouns for start in range(min(2, behind)))


def _how(tokens: Sequence[str], at: int) -> AnswerKind | None:
    after, sentence = tokens[at + 1 :], " ".join(tokens)
    if not after:
        return None
    if after[0] == "many":
        return _how_many(tokens, at)
    if after[0] == "much":
        if _CHANGES.search(sentence) or (after[1:2] and after[1] in ("more", "less", "higher", "lower", "of")):
            return None
        if after[1:2] and after[1] not in _AUX and _head(after[1:], skip=_DETERMINERS) is AnswerKind.MONEY:
            return AnswerKind.MONEY  # "how much tax debt"
        if after[1:2] and after[1] not in _AUX and after[1] not in _OF_MONEY:
            return None if AnswerKind.MONEY in answer_nouns(Language.ENGLISH).get(after[1], ()) else AnswerKind.NUMBER
        return AnswerKind.MONEY if _MONEY_VERBS.search(sentence) else None
    if after[0] in _HOW_BIG:
        if after[0] in ("far", "high") and (_CHANGES.search(sentence) or {"up", "down"} & set(after)):
            return None
        told = _head(after[1:], skip=_AUX | _DETERMINERS)
        if after[0] in ("large", "high", "big", "low") and told in (AnswerKind.MONEY, AnswerKind.PERCENTAGE):
            return told
        return None if after[0] == "high" else AnswerKind.NUMBER
    if after[0] in _AUX:
        if re.search(r"\brank\w*\b", sentence):
            return AnswerKind.RANK
        if re.search(r"\bdefine[ds]?\b", sentence):
            return AnswerKind.DEFINITION
        if after[0] in ("has", "have", "did") and re.search(r"\bchanged?\b", sentence):
            return AnswerKind.CHANGE
        if _CHANGES.search(sentence) or re.search(r"\b(?:compare|explain|differ|money|fund)\w*\b", sentence):
            return None
        return AnswerKind.OPEN
    return None


def _how_many(tokens: Sequence[str], at: int) -> AnswerKind | None:
    if at and tokens[at - 1] == "by":
        return None
    counted = list(tokens[at + 2 :])[:4]
    if counted[:1] and counted[0] in ("per", "percent", "percentage"):
        is_share = counted[0] == "percent" or counted[1:2] in (["cent"], ["points"])
        return AnswerKind.PERCENTAGE if is_share else AnswerKind.NUMBER
    while counted and counted[0] in _SCALES:
        counted = counted[1:]
    if counted and counted[0] in _CURRENCY:
        return AnswerKind.MONEY
    return AnswerKind.NUMBER


def _what_is(after: Sequence[str], sentence: str) -> AnswerKind | None:
    """Of "What is the ...", "What did ... do"."""
    rest = [t for t in after if t not in BREAKS]
    if after[0] not in _BE and _FETCHES.search(sentence):
        return AnswerKind.MONEY
    if rest[-1:] == ["for"] and "and" not in rest:
        return AnswerKind.PURPOSE
    if after[0] in _BE and after[1:2] and after[1] in ("a", "an"):
        return AnswerKind.DEFINITION
    if after[0] in ("is", "are") and len(rest) == 2:
        return AnswerKind.DEFINITION  # "What is unemployment?"
    if after[0] not in _BE and _HOPES.search(sentence):
        return AnswerKind.PURPOSE
    if after[0] not in _BE and _TOLD.search(sentence):
        return AnswerKind.OPEN
    if after[0] in _BE:
        if after[0] in ("are", "were") and rest[1:2] in (["the"], ["these"], ["those"], ["its"], ["their"]):
            told = _head(after[1:], skip=_DETERMINERS)
            return AnswerKind.LIST if told in _ENTITIES else None
        told = _phrase(list(after[1:]), is_plural_list=False)
        return None if told is AnswerKind.DOCUMENT else told  # "What is the plan for ..."
    return None


def _phrase(words: Sequence[str], *, is_plural_list: bool) -> AnswerKind | None:
    """The kind that a noun phrase names: "the name of the cooperative", "highest temperature recorded"."""
    words = list(words)
    while words and words[0] in _DETERMINERS:
        words = words[1:]
    if words[:2] == ["names", "of"]:
        return AnswerKind.LIST
    if words[:2] == ["name", "of"]:
        return _phrase(words[2:], is_plural_list=False)
    if _OF_DOCUMENT.search(" ".join(words[:8])):
        return None
    if "name" in words[1:4] and any(_is_person(word) for word in words[: words.index("name")]):
        return AnswerKind.PERSON  # "the mayor's name"
    if words[:2] in (["number", "of"], ["count", "of"], ["total", "number"]):
        return AnswerKind.NUMBER
    told, plural = _head_noun(words, is_last=True)
    if told is not None and plural and told not in MEASURES:
        return AnswerKind.LIST if is_plural_list else None
    return None if told is AnswerKind.CHANGE and "growth" in words else told


def _is_person(word: str) -> bool:
    named = re.sub(r"['’]s?$", "", word)
    return named != word and AnswerKind.PERSON in answer_nouns(Language.ENGLISH).get(named, ())


def _which(word: str, after: Sequence[str], before: str) -> AnswerKind | None:
    """What "which" or "what" asks for by the noun behind it."""
    if not after or after[0] in ("of", *BREAKS):
        return None
    if after[0] in _BE:  # "Which is the largest ward?"
        return _phrase(list(after[1:]), is_plural_list=False)
    behind = " ".join(after)
    for pattern, kind in _OPENINGS:
        if pattern.match(behind):
            return kind
    if before == "by" and _CHANGES.search(behind):
        return None
    told, plural = _head_noun(after, which=word)
    if told is None:
        return AnswerKind.LIST if _is_unknown_plural(after) else None
    if told is AnswerKind.NUMBER and AnswerKind.DOCUMENT in answer_nouns(Language.ENGLISH).get(after[0], ()):
        return AnswerKind.DOCUMENT  # "which decision number"
    if told is AnswerKind.CHANGE:
        return told if word == "what" else None
    is_single = told in MEASURES or told is AnswerKind.DATE
    return AnswerKind.LIST if plural and not is_single else told


def _is_unknown_plural(after: Sequence[str]) -> bool:
    """Whether things of a kind not known are asked for: "What conditions does ..."."""
    end = next((n for n, word in enumerate(after) if word in _NP_ENDS), len(after))
    is_plural = 0 < end < len(after) and after[end - 1].endswith("s") and not _NO_SINGULAR.search(after[end - 1])
    return is_plural and end <= 3 and after[end] in _AUX


def _head(words: Sequence[str], *, skip: frozenset[str]) -> AnswerKind | None:
    words = list(words)
    while words and words[0] in skip:
        words = words[1:]
    return _head_noun(words)[0]


def _head_noun(words: Sequence[str], which: str = "", *, is_last: bool = False) -> tuple[AnswerKind | None, bool]:
    """The kind of a noun phrase's head and whether it is plural; the phrase ends at a verb, preposition or clause."""
    nouns = answer_nouns(Language.ENGLISH)
    phrase: list[str] = []
    for word in words:
        if word in _NP_ENDS:
            if which and len(phrase) > 1 and word in _DETERMINERS | _WEIGHED:
                phrase.pop()  # the verb: "which road cost the least"
            break
        phrase.append(word)
    found: tuple[AnswerKind | None, bool] = (None, False)
    at, end = 0, -1
    while at < len(phrase):
        name, size = next(
            ((n, size) for size in (3, 2, 1) for n in _names(phrase[at : at + size]) if n in nouns), ("", 1)
        )
        if name:
            plural = name != " ".join(phrase[at : at + size])
            if found[0] is not None and not is_last and (end != at or plural or found[1]):
                break  # "which bank offered ..."; "park charges" is a noun and its verb
            kinds = nouns[name]
            kind = next(iter(kinds)) if len(kinds) == 1 else _AREAS[which == "which"]
            found, end = (kind, plural), at + size
        at += size
    return found


def _names(phrase: Sequence[str]) -> tuple[str, ...]:
    """A phrase as written and, where it is plural, in the singular."""
    written = " ".join(phrase)
    if not written.endswith("s") or _NO_SINGULAR.search(written):
        return (written,)
    return (written, written[:-1], written.removesuffix("es"), f"{written.removesuffix('ies')}y")
