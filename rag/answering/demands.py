"""What a question demands of its answer besides place, period and subject: an office, a target, a day, a kind of place.

Patterns are of folded text (lower case, without diacritics), but for that of names, which capitals tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from rag.answering import extremes, signatures
from rag.question.answer_kinds import wants_money
from rag.question.choices import choices
from rag.text import fold, words
from rag.types import AnswerKind, Query

_NO_UNIT = (
    r"(?:theo|o|tai|cua|trong|nam|vao|khi|neu|thi|vay|a|nhi|the|roi|nhe|so voi|cho|voi|tu|den|do|vi|boi|va|hay|hoac)"
)
_UNIT = re.compile(
    rf"\b(?:bao nhieu|bao nhiu|may|how many|number of|so luong|tong so|^so)\s+(?!{_NO_UNIT}\b)"
    r"((?:[^\W\d_/%]+[ /]?){1,5})"
)
_OFFICE_FIRST = re.compile(r"^[Ss]ở ")  # "Sở Y tế ra mấy quyết định" counts no "y tế"
_MEASURES = tuple(
    (re.compile(rf"\b(?:{spelt})\b"), short)
    for spelt, short in (
        (r"hec[- ]?ta", "ha"),
        (r"(?:met|thuoc) vuong", "m2"),
        (r"met khoi", "m3"),
        (r"cay so|ki[- ]?lo[- ]?met", "km"),
        (r"ki[- ]?lo(?:[- ]?gam)?", "kg"),
        (r"xang[- ]?ti[- ]?met|centimet", "cm"),
    )
)
_PLAN = re.compile(
    r"\b(?:du|ho|se|tinh|con) dinh\b|\bdinh (?:chay|lam|to chuc|dua|mo|xay|trong|nang|dat|thu|ban|mua|chi|tuyen|cap)\b|"
    r"\b(?:ke hoach|quy hoach|chi tieu|muc tieu|phan dau|du kien|dat muc|du toan|giao|target|plan(?:ned|s)?|goal|"
    r"(?:was|were|is|are) to (?:be )?\w+|to be \w+ed|"
    r"aim\w*|want(?:s|ed)?|expect(?:s|ed)?|assigned|budgeted|estimate[sd]?)\b"
)
_QUALIFIED = re.compile(r"\b(?:rieng|trong do|chi rieng|rieng khu vuc)\b")
_PLACE_KIND = re.compile(
    r"\b(khu do thi|khu cong nghiep|tinh|huyen|xa|thi xa|thanh pho|phuong|thi tran|thon|quan) nao\b|"
    r"\bwhich (?:\w+ ){0,2}(provinces|districts|communes|towns|cities|wards|townships|villages|hamlets)\b"
)
_ENGLISH_KINDS = {
    "provinces": "tinh",
    "districts": "huyen",
    "communes": "xa",
    "towns": "thi xa",
    "cities": "thanh pho",
    "wards": "phuong",
    "townships": "thi tran",
    "villages": "thon",
    "hamlets": "thon",
}
_EFFECT = re.compile(
    r"\b(?:hieu luc|ap dung (?:tu|ke tu)|bat dau (?:ap dung|thi hanh)|thi hanh tu|huong (?:tu|ke tu)|takes? effect|"
    r"(?:in|into) force|effective|valid from|appl(?:y|ied|ies|icable))\b"
)
_DAY = re.compile(r"\b(?:ngay|hom) (?:nao|may)\b|\b(?:what|which|exact) (?:date|day)\b")
_AMONG = re.compile(r"\b(?:mot trong|trong nhom|thuoc nhom|nam trong|one of|among)\b")
REST = re.compile(r"\b(?:con lai|noi khac|remaining|the rest|others?)\b")
_KIND_OF_NAME = re.compile(
    r"(?i)\b(?:đường|phố|trường|bệnh viện|chợ|cầu|khu|nhà máy|hồ|sông|chùa|đền|cảng|mỏ|công ty|thôn|bản|ấp|làng|"
    r"đê|lâm trường|nông trường|cụm|trạm|đập|huyện|quận|thị xã|"
    r"(?P<commune>(?<!hợp tác )xã(?! hội)|phường|thị trấn))(?= )"
)
_NAME_OF_KIND = re.compile(
    r"\b((?:[^\W\d_]+ ){2,5})(?i:commune|ward|market|street|hospital|dyke|pagoda|bridge|farm|district|"
    r"cluster|station|dam|reservoir)\b"
)
_BETWEEN = 4  # words in lower case between the kind and the name: "khu du lịch sinh thái Tràng An"
_FOR = re.compile(r"\b(?:kt|k/t|tl|tuq)\.? ?(?:chu tich|giam doc|bo truong|chanh an|vien truong)\b")
_OFFICES = {
    "vice_chair": r"pho chu tich|vice[- ]chair\w*|deputy chair\w*",
    "deputy_director": r"pho giam doc|deputy director|vice director",
    "deputy_secretary": r"pho bi thu|deputy secretary",
    "chair": r"(?<!pho )chu tich|(?<!vice )(?<!vice-)(?<!deputy )chair(?:man|woman|person)|"
    r"chair(?:s|ed)? (?:the )?[^,;?]{0,40}(?:committee|council)(?! meeting| session| conference)",
    "director": r"(?<!pho )giam doc|(?<=who )(?:heads?|leads?|runs?|headed|led|ran)\b(?:(?!team|group|delegation|"
    r"mission)[^?]){0,60}\bdepartment|"
    r"(?<!deputy )(?<!vice )director|running the|"
    r"(?<!deputy )(?<!vice )head(?:s|ed)?(?: of)? (?:the )?(?:[\w&']+ ){0,8}department|"
    r"in charge of the (?:[\w&']+ ){0,8}department",
    "secretary": r"(?<!pho )bi thu|(?<!deputy )secretary",
    "minister": r"bo truong|minister",
    "chief_judge": r"(?<!pho )chanh an|(?<!deputy )chief (?:judge|justice)",
    "chief_prosecutor": r"(?<!pho )vien truong|(?<!deputy )chief (?:prosecutor|procurator)",
    "team_head": r"truong doan|(?:head\w*|leads?|led|leading) (?:of )?(?:the|a|that|this) "
    r"(?:\w+ )?(?:team|delegation|mission)",
    "top": r"thu khoa|valedictorian|top scorer",
}


@dataclass(frozen=True, slots=True)
class Demands:
    """What one part of a question demands.

    Args:
        unit_words: the words after "bao nhiêu", four at most: what is counted.
        money: whether an amount of money may be meant.
        plan: whether what is meant to be is asked for, a target.
        offices: those that a person is asked for by.
        effect: whether the day is asked for from which something is in force.
        day: whether a day is asked for, not only a month.
        signer: whether who signed a document is asked for.
        holder: whether who holds a post is asked for, which a signature tells too.
        extreme: which of several is asked for, the most or the least.
        place_kind: the kind of place that is asked for, folded, "" when none is.
        qualified: whether a part is asked for ("riêng", "trong đó").
        rest: whether what remains is asked for ("các huyện còn lại").
        among: whether it is asked among how many something is ("một trong bao nhiêu").
        choices: the folded alternatives that are offered, none where no choice is.
        names: folded names of streets, schools, hospitals and the like, of two syllables and more.
    """

    unit_words: tuple[str, ...]
    money: bool
    plan: bool
    offices: frozenset[str]
    effect: bool
    day: bool
    signer: bool
    holder: bool
    extreme: extremes.Extreme | None
    place_kind: str
    qualified: bool
    rest: bool
    among: bool
    choices: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, query: Query) -> Demands:
        """The demands of one part of a question."""
        folded = fold(query.topic)
        counted, place_kind = _UNIT.search(_measures_spelt(query.topic)), _PLACE_KIND.search(folded)
        asks_when = query.kind is AnswerKind.DATE
        return cls(
            unit_words=tuple(words(counted.group(1))[:4]) if counted else (),
            money=wants_money(query.topic),
            plan=bool(_PLAN.search(folded)),
            offices=offices_in(folded),
            effect=asks_when and bool(_EFFECT.search(fold(query.text))),
            day=asks_when and bool(_DAY.search(folded)),
            signer=signatures.is_asked(query),
            holder=signatures.is_holder_asked(query),
            extreme=extremes.asked_by(query),
            place_kind=place_kind.group(1) or _ENGLISH_KINDS[place_kind.group(2)] if place_kind else "",
            qualified=bool(_QUALIFIED.search(folded)),
            rest=bool(REST.search(folded)),
            among=bool(_AMONG.search(folded)),
            choices=choices(query.topic) if query.kind is AnswerKind.OTHER else (),
            names=tuple(_names(_naming(query))),
        )


def _naming(query: Query) -> str:
    """The topic whose names count: a next turn's own where it names anything, not what an earlier one was about."""
    own = query.topic.removesuffix(f"({query.setting})") if query.setting else query.topic
    return own if query.places or any(_names(own)) else query.topic


def _measures_spelt(topic: str) -> str:
    """A topic folded, with measures as reports write them ("mét vuông" is "m2") and "Sở" told from "số"."""
    folded = fold(_OFFICE_FIRST.sub("", topic))
    for spelt, short in _MEASURES:
        folded = spelt.sub(short, folded)
    return folded


def _names(topic: str) -> Iterator[str]:
    """The folded names, of two syllables and more, that stand behind a word for what is called so."""
    for kind in _KIND_OF_NAME.finditer(topic):
        words_behind = re.findall(r"[^\W\d_]+|[^\w\s]", topic[kind.end() :])
        low = 0 if kind["commune"] else len(list(takewhile(str.islower, words_behind[:_BETWEEN])))
        name = list(takewhile(lambda word: word[0].isupper(), words_behind[low:]))
        if len(name) > 1:
            yield fold(" ".join(name))
    for named in _NAME_OF_KIND.finditer(topic):  # "Tả Phìn commune"
        behind = named[1].split()[::-1]
        name = list(takewhile(lambda word: word[0].isupper(), behind))[::-1]
        if len(name) > 1:
            yield fold(" ".join(name))


def offices_in(folded: str) -> frozenset[str]:
    """The offices that a folded text names; a vice chairman is no chairman, nor is who signs for one ("KT.")."""
    folded = _FOR.sub("", folded)
    return frozenset(office for office, pattern in _OFFICES.items() if re.search(pattern, folded))
