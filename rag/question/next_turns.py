"""The next turn of a chat takes from the earlier one what it leaves out, unless it is a topic of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from rag.question.answer_kinds import is_numeric
from rag.text import fold
from rag.types import AnswerKind, Place, PlaceLevel, Query
from rag.words.language import content_words

_FOLLOW_UP = re.compile(
    r"^(?:con|the con|the thi|the|vay|vay con|vay thi|rieng|trong do|va|and|what about|how about|"
    r"then|"
    r"same|so|but|just|only|or|ok|a|u)\b"
)
_CHANGES_TOPIC = re.compile(
    r"\b(?:(?:hoi|sang|noi|qua) (?:chuyen|viec|cau|y) khac|doi (?:chu de|de tai)|chuyen (?:sang )?chu de|"
    r"by the way|on another (?:note|topic|matter)|a different (?:question|topic)|change of (?:topic|subject)|"
    r"something else)\b"
)
_PRONOUN = re.compile(
    r"\b(?:tinh (?:nay|do|ay|tren)|noi (?:nay|do|ay)|cho (?:nay|do|ay)|o do|(?:huyen|xa|so|to|cac|"
    r"ong|ba|vu|"
    r"ca|cuoc|con so|hoi nghi|du an|khoan|don vi|bao cao|nguoi|to|quyet dinh|doan|su kien|"
    r"benh vien|truong)"
    r"(?: \w+){0,2} (?:nay|do|ay|tren)|that|those|these|them|they|it|its|there|he|she|his|her|this|"
    r"of (?:that|which|those|them)|trong so do|nhu tren|noi tren|vua (?:roi|noi))\b"
)
_QUESTION_WORDS = re.compile(
    r"\b(?:co bao nhieu|bao nhieu|may|la bao nhieu|la ai|ai|nao|gi|o dau|khi nao|the nao|"
    r"thi sao|how many|"
    r"how much|what was|what is|what|which|who|when|where|did|does|do|was|were|is|have|had)\b"
)
_WHICH_PROVINCE = re.compile(r"\b(?:tinh(?: thanh)?|tinh,? thanh pho) nao\b|\bwhich (?:other )?provinces?\b")
_WHICH_DISTRICT = re.compile(r"\b(?:huyen|thi xa|quan) nao\b|\bwhich (?:other )?districts?\b")
_HOW_MANY = re.compile(  # and what is counted: in Vietnamese up to the next verb or preposition
    r"\b(bao nhieu|may)((?: (?!(?:duoc|da|co|o|tai|trong|ve|la|cua|nam|do|thi|tham|se|bi|voi|tu|den|cho|theo|\d)\b)"
    r"[^\W\d_]+){1,5})|\b(how many)( [^\W\d_]+)"
)
_THEN = re.compile(r"(?i) (?:thì sao|thi sao|ra sao|thế nào|the nao|sao|nhỉ|nhi|vậy|vay)\W*$")
_PAIRS = (
    *(("chi", "thu"), ("nam", "nữ"), ("xuất khẩu", "nhập khẩu"), ("xuat khau", "nhap khau"), ("exports", "imports")),
    *(("thành thị", "nông thôn"), ("thanh thi", "nong thon"), ("urban", "rural"), ("men", "women")),
)
_COUNTERPARTS = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_ALTERNATIVES = tuple(  # folded: of each group one thing is asked about at a time
    tuple(re.compile(rf"\b(?:{words})\b") for words in group)
    for group in (
        (
            "mam non|preschools?",
            "mau giao|kindergartens?",
            "nha tre|nurser(?:y|ies)",
            "tieu hoc|cap 1|primary",
            "thcs|trung hoc co so|cap 2|lower[- ]secondary|junior high",
            "thpt|trung hoc pho thong|cap 3|upper[- ]secondary|high school",
        ),
        (
            "(?:khu vuc |vung )?(?:thanh thi|do thi)|urban(?: areas?)?",
            "(?:khu vuc |vung )?nong thon|rural(?: areas?)?|(?:the )?countryside",
        ),
        (
            "(?:vung )?mien nui|mountainous(?: areas?)?",
            "(?:vung )?dong bang|lowlands?",
            "(?:vung )?trung du|midlands?(?: areas?)?",
        ),
        ("toi da|maximum", "toi thieu|minimum"),
        tuple(
            rf"{asked}(?= (?:la )?(?:bao nhieu|may)\b)|(?<=how ){english}\b"
            for asked, english in (("dai", "long"), ("rong", "wide"), ("cao", "(?:high|tall)"), ("sau", "deep"))
        ),
        ("ban ngay|by day|daytime", "ban dem|by night|night-?time"),
    )
)
_NUMBERED = re.compile(r"(?P<what>[a-z]+(?: [a-z]+){0,3}) (?P<number>\d+[a-z]?)")
_NOT_COUNTED = re.compile(r"^ (?:tien|phan tram|ty|ti|trieu|nghin|ngan|dong|lan|nam|thang|ngay|gio|tuan)\b")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_NAMED_KINDS = frozenset("xa phuong thon ap huyen quan truong duong pho lang giong xe".split())
_WHO_IS = re.compile(r"\b(?:hien )?la ai\b|\bten (?:la )?gi\b|^(?:and |so )?who(?: is|'s)\b")
_MORE_SAME = re.compile(r"\bmuc do \d|\blevel[- ]\d|\bcap do \d")
_BESIDE_LEVEL = 3  # content words beside a level that may yet only vary the earlier question
_NAME_WORDS = 4
_FORMER = re.compile(
    r"\b(?:truoc do|truoc day|hoi truoc|(?:gia|muc|phi|luong) cu|old|previous|previously|before that)\b"
)
_HOLLOW = frozenset(
    "con rieng same question thoi dung what about town city district province commune".split()
)  # content words that say nothing of a topic
_FILLERS = frozenset("sao bao nhieu may figure number con so result ket qua before after truoc sau same do".split())


def continued(query: Query, context: Query) -> Query:
    """The next turn: takes from the earlier one what it leaves out, unless it is a topic of its own."""
    folded = fold(query.text).strip()
    if _CHANGES_TOPIC.search(folded):
        return query
    content = [w for w in content_words(query.topic) if w not in _HOLLOW]
    marked = bool(_FOLLOW_UP.match(folded)) or bool(_PRONOUN.search(folded))
    bare = not content or (marked and all(w in _FILLERS for w in content))
    complete = bool(query.places or query.documents) and len(content) >= 2 and not marked
    if complete and (query.periods or query.documents or not context.periods):
        return query
    places = query.places or _around(context.places, folded)
    periods = query.periods or (() if _FORMER.search(folded) else context.periods)
    query = replace(query, documents=query.documents or context.documents)
    thing = _THEN.sub("", _behind_opening(query.topic).strip(" ?.,")).strip(" ?.,")
    if not query.places and _is_another_of_kind(context.topic, thing):
        places = tuple(place for place in places if place.level is not PlaceLevel.DISTRICT)
    renamed = _counterpart_instead(context.topic, thing) or _numbered_instead(context.topic, thing)
    if not renamed and query.kind is AnswerKind.OTHER:
        renamed = _named_instead(context.topic, thing)
    if renamed:
        return replace(query, places=places, periods=periods, kind=context.kind, history_used=True, topic=renamed)
    if bare:
        vague = (AnswerKind.OTHER, AnswerKind.OPEN, AnswerKind.DEFINITION)
        kind = query.kind if query.kind not in vague else context.kind
        if is_numeric(context.kind) and kind in (AnswerKind.NUMBER, AnswerKind.MONEY, AnswerKind.PERCENTAGE):
            kind = context.kind
        return replace(
            query,
            places=places,
            periods=periods,
            topic=context.topic,
            kind=kind,
            language=query.language,
            history_used=True,
        )
    if complete and query.kind is AnswerKind.PERSON and _WHO_IS.search(folded):
        return query  # who holds a post is asked of today, not of the year talked about before
    if complete:
        return replace(query, periods=periods, history_used=True)
    is_vague = query.kind is AnswerKind.OTHER or (
        query.kind is AnswerKind.DEFINITION and is_numeric(context.kind) and bool(_FOLLOW_UP.match(folded))
    )  # "what about imports?" defines nothing
    kind = context.kind if is_vague else query.kind
    earlier = _without_alternatives(context.topic, query.topic)
    varies = earlier != context.topic
    instead = "" if varies else _level_instead(context.topic, query) or _counted_instead(context, query)
    setting = _setting(earlier) if not instead and (marked or varies or len(content) <= 4) else ""
    topic = f"{query.topic.rstrip(' ?.')} ({setting})" if setting else instead or query.topic
    return replace(query, places=places, periods=periods, kind=kind, history_used=True, topic=topic, setting=setting)


def _is_another_of_kind(earlier: str, thing: str) -> bool:
    """Whether a turn names another thing of the kind talked about: "trạm Chu Lễ" after "Trạm thuỷ văn Đô Lương".

    The name of the first one was taken for a place, where the second one need not be.
    """
    kind, _, name = thing.partition(" ")
    is_name = bool(name) and len(name.split()) <= _NAME_WORDS and all(word[:1].isupper() for word in name.split())
    return is_name and kind.islower() and f" {fold(kind)} " in f" {fold(earlier)} "


def _around(places: tuple[Place, ...], folded: str) -> tuple[Place, ...]:
    """The places talked about before but those of the kind that a turn asks for: "tỉnh nào" is within no province."""
    if _WHICH_PROVINCE.search(folded):
        return tuple(place for place in places if place.level is PlaceLevel.COUNTRY)
    if _WHICH_DISTRICT.search(folded):
        return tuple(place for place in places if place.level in (PlaceLevel.COUNTRY, PlaceLevel.PROVINCE))
    return places


def _without_alternatives(earlier: str, later: str) -> str:
    """The earlier topic without that in place of which a later one names another of its group: "THCS" for "cấp 3"."""
    new = fold(later)
    for group in _ALTERNATIVES:
        if sum(bool(one.search(new)) for one in group) != 1:
            continue
        folded = fold(earlier)
        old = [m for one in group if not one.search(new) for m in one.finditer(folded)]
        for match in sorted(old, key=lambda m: -m.start()):
            earlier = f"{earlier[: match.start()].rstrip()} {earlier[match.end() :].lstrip()}".strip()
    return earlier


def _behind_opening(topic: str) -> str:
    """What stands behind "còn", "what about" and the like."""
    opening = _FOLLOW_UP.match(fold(topic))
    return topic[opening.end() if opening else 0 :]


def _named_instead(earlier: str, name: str) -> str:
    """The earlier topic with the name that a later turn gives in place of its own ("còn Hữu Mã?"), else ""."""
    kind, _, own = fold(name).partition(" ")
    if not own:
        return ""
    if kind in _NAMED_KINDS:  # "xã Nậm Lúc" in place of "xã Bảo Nhai", diacritics or none
        old = re.search(rf"\b{kind}(?: [^\W\d_]+){{{len(own.split())}}}", fold(earlier))
        if old is None:
            return ""
        capitals = [end for start, end in _capitalised(earlier) if old.start() <= start <= old.end() <= end]
        end = capitals[0] if capitals else old.end()  # a name of more syllables than the new one goes as a whole
        return f"{earlier[: old.start()]}{name}{earlier[end:]}"
    if not name[:1].isupper() and " " in name:
        name = name.partition(" ")[2]  # "chợ Phú Túc": the kind stays
    size = len(name.split())
    if not all(word[:1].isupper() for word in name.split()):
        return ""
    old_names = [(start, end) for start, end in _capitalised(earlier) if earlier.count(" ", start, end) >= size - 1]
    if size < 2 or len(old_names) != 1:
        return ""
    start, end = old_names[0]
    start = end - len(" ".join(earlier[start:end].split()[-size:]))  # "Đê Tả Mã" begins a sentence
    return f"{earlier[:start]}{name}{earlier[end:]}"


def _capitalised(text: str) -> Iterator[tuple[int, int]]:
    """Where runs of capitalised words stand."""
    for phrase in _WORDS.finditer(text):
        at = phrase.start()
        for is_name, run in groupby(phrase.group().split(" "), key=lambda word: word[0].isupper()):
            length = len(" ".join(run))
            if is_name:
                yield at, at + length
            at += length + 1


def _counterpart_instead(earlier: str, thing: str) -> str:
    """The earlier topic with what a later turn names in place of its counterpart ("còn chi?" after "thu"), else ""."""
    other = _COUNTERPARTS.get(thing.lower())
    if other is None:
        return ""
    found = list(re.finditer(rf"(?<!việt )\b{other}\b(?! (?:nhập|hút|hồi|thập|hoạch)\b)", earlier.lower()))
    if len(found) != 1:
        return ""
    low, high = found[0].span()
    return f"{earlier[:low]}{thing}{earlier[high:]}"


def _numbered_instead(earlier: str, thing: str) -> str:
    """The earlier topic with the number that a later turn gives to the same thing ("còn tỉnh lộ 5?"), else ""."""
    new = _NUMBERED.fullmatch(fold(thing))
    if new is None or _MORE_SAME.search(fold(thing)):
        return ""
    old = re.search(rf"\b{re.escape(new['what'])} (?P<number>\d+[a-z]?)\b", fold(earlier))
    if old is None or old["number"] == new["number"]:
        return ""
    low, high = old.span("number")
    return f"{earlier[:low]}{new['number']}{earlier[high:]}"


def _counted_instead(context: Query, query: Query) -> str:
    """The earlier topic with what a later turn names in place of what was counted ("còn kế hoạch?"), else ""."""
    counted = _HOW_MANY.search(fold(context.topic))
    named = query.kind in (AnswerKind.OTHER, AnswerKind.DEFINITION)
    if counted is None or not counted.lastindex or not named or not is_numeric(context.kind):
        return ""
    thing = _behind_opening(query.topic).strip(" ?.")
    low, high = counted.span(counted.lastindex)
    if _NOT_COUNTED.match(counted[counted.lastindex]):
        return ""  # "bao nhiêu tiền": who pays is asked anew, not what is counted
    return f"{context.topic[:low]} {thing}{context.topic[high:]}"


def _level_instead(earlier: str, query: Query) -> str:
    """The earlier topic with "mức độ 4" in place of "mức độ 3", "" when it has no level or the later one none."""
    later = query.topic
    new, old = _MORE_SAME.search(fold(later)), _MORE_SAME.search(fold(earlier))
    if new is None or old is None or (new.group() == old.group() and query.kind is not AnswerKind.OTHER):
        return ""
    beside = [w for w in content_words(f"{later[: new.start()]} {later[new.end() :]}") if w not in _HOLLOW | _FILLERS]
    if len(beside) > _BESIDE_LEVEL:
        return ""  # a question of its own, of another thing
    return earlier[: old.start()] + later[new.start() : new.end()] + earlier[old.end() :]


def _setting(earlier: str) -> str:
    """What an earlier topic was about, its question words left out: where a later one stands."""
    folded = fold(earlier)
    setting = "".join(
        " " if any(m.start() <= i < m.end() for m in _QUESTION_WORDS.finditer(folded)) else c
        for i, c in enumerate(earlier)
    )
    return " ".join(setting.split()).strip(" ?.,")
