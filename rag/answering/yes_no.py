"""Yes or no, told from the sentence that decides a question: completeness, targets, direction, negation, existence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from rag.answering.ranges import lies_outside
from rag.quantities.dates import find_dates
from rag.quantities.notation import base_value
from rag.quantities.numbers import find_quantities
from rag.question.answer_kinds import EVERY
from rag.reading.spans import people
from rag.scopes.places import find_places
from rag.text import fold, words
from rag.types import FigureKind, Language, Quantity
from rag.words.concepts import clause_terms
from rag.words.language import detect_language

_ALL = re.compile(r"\b(?:het|tat ca|toan bo|day du|hoan toan|every|all|each|fully|completely|whole)\b|" + EVERY)
_TOP = re.compile(r"\b(?:top|top dau|nhom dau)\s+(\d{1,3})\b")
_TARGET = re.compile(
    r"\b(?:dat|ve dich|vuot|hoan thanh|hit|meet|met|reach\w*|achiev\w*|exceed\w*|fulfil\w*)\b.*"
    r"|\b(?:chi tieu|ke hoach|muc tieu|target|plan|goal)\b"
)
_PLAN = re.compile(r"(?:(?i:kế hoạch|chỉ tiêu|mục tiêu)|\bKH\b)[^\d(]{0,24}(\d[\d.,]*)")
_OF_PLAN = re.compile(
    r"(?<![\d.,])(?<!vuot )(?<!tang )(?<!giam )(?<!hon )(\d{1,3}(?:[.,]\d{1,2})?)\s?% "
    r"(?:ke hoach|chi tieu|muc tieu|du toan|nghi quyet|kh)\b"
)
_UNMET = re.compile(
    r"\b(?:chua dat|khong dat|thieu|chua hoan thanh|thap hon (?:ke hoach|chi tieu|muc tieu)|"
    r"khong hoan thanh|"
    r"chua dam bao|con cham|cham hon|moi dat|moi duoc)\b"
)
_DOWN, _UP = re.compile(r"\bgiam\b|\btut\b"), re.compile(r"\btang\b|\bcao hon\b")
_ASKS_DOWN = re.compile(r"\b(?:giam|tut|it hon|fall|fell|drop\w*|decreas\w*|declin\w*|lower|fewer|less)\b")
_ASKS_UP = re.compile(r"\b(?:tang|nhieu hon|cao hon|rise|rose|increas\w*|grow|grew|higher|more)\b")
_NEGATION = re.compile(
    r"\b(?:không|chưa|tạm dừng|dừng|hủy|huỷ|bãi bỏ|no longer|not)\b"
    r"(?! (?:gian|chỉ|dùng tiền|dây|đầu tư))",
    re.I,
)  # accented: "dụng" and "đúng" are not "dừng"
_ANY = re.compile(
    r"\b(?:co ai|co (?:truong hop|ca|vu|nguoi) nao|ai (?:mac|chet)|anyone|anybody|any)\b|"
    r"\bco .* nao .* khong\b"
)
_ON_TIME = re.compile(r"\b(?:dung (?:hen|han|tien do|ke hoach)|on (?:time|schedule)|kip)\b")
_LATE = re.compile(r"\b(?:cham|tre|lui|qua han|keo dai)\b")
_REACHES = re.compile(
    r"\b(?:dat|hoan thanh|ve dich|hit|meet|met|reach\w*|achiev\w*|fulfil\w*)\b(?: \w+){0,5} "
    r"(?:chi tieu|ke hoach|muc tieu|du toan|targets?|goals?|plans?)\b"
)
_BEYOND = re.compile(r"\b(?:vuot|exceed\w*|surpass\w*|beat)\b")
_PLAN_WORD = re.compile(
    r"\b(?:ke hoach|chi tieu|muc tieu|du toan|nghi quyet|phan dau|kh|plan(?:ned)?|targets?|goals?)\b"
)
_CONTRARIES = (
    (
        re.compile(r"\b(?:truc tiep|in[- ]person|face[- ]to[- ]face|offline)\b"),
        re.compile(r"\b(?:truc tuyen|online|virtual(?:ly)?|remote(?:ly)?)\b"),
    ),
)
_CHANGES = re.compile(r"\b(?:thay doi|sua doi|dieu chinh|giu nguyen|chang\w+|change|amend\w*|alter\w*|unchanged)\b")
_AS_BEFORE = re.compile(r"\b(?:(?:duoc )?giu nguyen|(?:van )?tiep tuc (?:thuc hien|ap dung)|khong thay doi|nhu cu)\b")
_STAYS = re.compile(r"\b(?:giu nguyen|khong thay doi|unchanged|not change)\b")
_DENIED = re.compile(r"\b(?:khong phai|khong|chu khong|rather than|instead of|not)(?: \w+){0,2} $")
_REACHED = re.compile(
    r"\b(?:vuot|hoan thanh|ve dich|chua dat|khong dat|so voi)\b|(?:%|\bdat\b|\bbang\b)[^.;|]{0,80}?"
    rf"{_PLAN_WORD.pattern}|{_PLAN_WORD.pattern}[^.;|]{{0,60}}\b(?:dat|giao|thuc hien)\b|"
    rf"\|.*{_PLAN_WORD.pattern}|{_PLAN_WORD.pattern}.*\|"
)
_WEIGHED = re.compile(
    r"\b(?:nhieu|it|cao|thap|lon|nho|dong|nhanh|tot) hon\b|"
    r"\b(?:more|fewer|less|higher|lower|larger)\b.*\bthan\b"
)
_OF_TIME = frozenset("nam thang tuan ngay gio phut quy tuoi years year months month weeks days hours minutes".split())
_NO_EQUAL = frozenset({FigureKind.RANK, FigureKind.RATIO})
_AT_MOST = re.compile(r"\b(?:khong qua|toi da|at most|no more than|up to|not more than)(?: \w+)? $")
_BELOW = re.compile(
    r"\b(?:duoi|(?:chua|khong) (?:den|toi|duoc|day)|(?:it|thap|nho|kem) hon|less than|fewer than|"
    r"under|below)(?: muc)? $"
)
_AT_LEAST = re.compile(r"\b(?:it nhat|toi thieu|du|dat|tu|len (?:toi|den)|at least|reach\w*|as many as)(?: muc)? $")
_ABOVE = re.compile(r"\b(?:hon|tren|qua|vuot|more than|over|above|exceed\w*)(?: muc)? $")
_ABOUT = re.compile(r"\b(?:khoang|gan|chung|xap xi|about|around|nearly|almost|approximately|roughly)(?: \w+)? $")
_OR_MORE, _OR_LESS = re.compile(r"^ ?(?:tro len|or more)\b"), re.compile(r"^ ?(?:tro xuong|or (?:less|fewer))\b")
_GOES_ON = re.compile(
    r"\b(?:co|phai|duoc|bi|can|mat|nop|deu|cung|have to|has to|must|need|get|gets|got|be|been|pay)\b"
)  # after a figure: it is the question's premise, "xe 5 chỗ có phải nộp phí không"
_REALLY = re.compile(r"\b(?:co )?(?:phai|dung)(?: la)?(?: the| vay| nhu vay)? (?:khong|ko|k|chua|chu|a|ha)\b")
_ENDS_ASKING = frozenset("dung phai khong ko chua chu a ha co la trong o tai cua nam in during at".split())
_OF_RULES = re.compile(r"\b(?:must|ha(?:ve|s) to|need to|required|due|allowed|charged?|entitled|eligible|exempt\w*)\b")
_PREMISED = re.compile(r"\b(?:of|with|for|weighing|holding|neu|voi|loai|co tu|nhom|top|top dau|nhom dau|trong so) $")
_NEAR = Decimal("0.1")  # of "khoảng 700": as far as that may be off
_HAPPENS = re.compile(
    r"\b(?:dien ra|to chuc|khai mac|be mac|hop|ky|ban hanh|khanh thanh|khoi cong|bat dau|nham|vao|held|took place|"
    r"take place|signed|issued|opened|launched|start\w*|beg[au]n)\b"
)
_IS_DAY = re.compile(r"\b(?:phai|la)(?: vao)?(?: ngay)? $")
_UNTIL_OR_FROM = re.compile(r"\b(?:den|truoc|sau|tu|ke tu|until|till|by|before|after|since|from)(?: (?:ngay|het))? $")
_WEIGHS = re.compile(r"\b(?:hon|vuot|tang|giam|so voi|gap|bang|kem)\b")


def deciding_words(question: str) -> re.Pattern[str] | None:
    """What a sentence must say, folded, to decide a question that weighs one thing against another or a plan.

    Args:
        question: a yes/no question.

    Returns:
        A pattern of folded text; None where any sentence may decide.
    """
    asked = fold(question)
    if named := _person(question):
        return re.compile(re.escape(fold(named)))
    if _BEYOND.search(asked) and _PLAN_WORD.search(asked):
        return _PLAN_WORD
    if _REACHES.search(asked):
        return _REACHED
    return _WEIGHS if _WEIGHED.search(asked) else None


def asked_figures(question: str) -> tuple[Quantity, ...]:
    """The figures that a yes/no question asks to be confirmed: "có phải 12 cá nhân không".

    Args:
        question: a yes/no question.

    Returns:
        Those with a kind and a unit that a sentence can be held against; premises ("xe 5 chỗ có phải nộp phí không")
        and spans of time are none of them.
    """
    folded = fold(question)
    if _OF_RULES.search(folded) or _TOP.search(folded):
        return ()
    return tuple(
        q
        for q in find_quantities(question, detect_language(question))
        if q.kind not in _NO_EQUAL
        and _OF_TIME.isdisjoint(words(q.unit)[:1])
        and not (q.kind is FigureKind.COUNT and _PREMISED.search(fold(question[: q.start])))
        and not (q.kind is FigureKind.PERCENTAGE and q.value == 100)  # whether it is all of them, "1.197/1.292" tells
        and not _GOES_ON.search(_REALLY.sub(" ", fold(question[q.end - len(q.unit) :])))
    )


def confirms(question: str, asked: Sequence[Quantity], sentence: str) -> bool:
    """Whether a sentence tells figures that confirm or deny all of those asked about.

    Args:
        question: a yes/no question.
        asked: its figures, by `asked_figures`.
        sentence: with its heads.
    """
    told, language = find_quantities(sentence), detect_language(question)
    values = {base_value(q) for q in told}
    return all(_comparable(q, told, language) or base_value(q) in values for q in asked)


def polarity(question: str, evidence: str, measured: Quantity | None = None) -> bool:
    """Whether a sentence says yes to a question.

    Args:
        question: a yes/no question.
        evidence: the sentence or table row, with its heads, that decides it.
        measured: the figure in it that was found to answer, where one was.
    """
    asked, said = fold(question), fold(evidence)
    quantities = find_quantities(evidence)
    top = _TOP.search(asked)
    ranks = [q for q in quantities if q.kind is FigureKind.RANK]
    if top and ranks:
        return _most_told(ranks, asked, evidence).value <= int(top[1])
    contrary = _contrary(asked, said)
    if contrary is not None:
        return not contrary
    if _CHANGES.search(asked) and _AS_BEFORE.search(said):
        return bool(_STAYS.search(asked))
    if _ON_TIME.search(asked):
        return not _LATE.search(said)
    if _TARGET.search(asked) and not _ALL.search(asked):
        decided = _against_asked(question, measured)
        if decided is None:
            decided = _against_target(evidence, said, quantities, asked)
        if decided is not None:
            return decided
    if lies_outside(question, detect_language(question), evidence) and not _NEGATION.search(evidence):
        return False
    if _denies_asked(question, evidence, measured) or _is_of_another_day(question, evidence):
        return False
    if _ALL.search(asked):
        decided = _complete(quantities, said, asked, evidence)
        if decided is not None:
            return decided
    if _ASKS_DOWN.search(asked) or _ASKS_UP.search(asked):
        decided = _direction(asked, said)
        if decided is not None:
            return decided
    if _ANY.search(asked):
        counts = [q for q in quantities if q.kind is FigureKind.COUNT]
        return not (_NEGATION.search(evidence) or (counts and all(q.value == 0 for q in counts[-1:])))
    return not _NEGATION.search(evidence)


def _contrary(asked: str, said: str) -> bool | None:
    """Whether a sentence tells the contrary of what is asked: "trực tuyến" where "trực tiếp"; None for neither."""
    for pair in _CONTRARIES:
        for one, other in (pair, pair[::-1]):
            wanted = [m for m in one.finditer(asked) if not _DENIED.search(asked[: m.start()])]
            if wanted and bool(one.search(said)) != bool(other.search(said)):
                return bool(other.search(said))
    return None


def _against_asked(question: str, measured: Quantity | None) -> bool | None:
    """Whether a figure reaches the target that the question names itself: "về đích 95% dân số"."""
    if measured is None:
        return None
    targets = [q for q in find_quantities(question) if q.kind is measured.kind and q.unit == measured.unit]
    return base_value(measured) >= base_value(targets[0]) if targets else None


def _comparable(asked: Quantity, told: Sequence[Quantity], language: Language) -> list[Quantity]:
    """The told figures of the kind and the unit of an asked one; of the same words before those of the same concept."""
    alike = [q for q in told if q.kind is asked.kind]
    if asked.kind is not FigureKind.COUNT or not asked.unit:
        return alike
    wanted = [w for w in words(asked.unit) if w not in _ENDS_ASKING][:2]
    same = [q for q in alike if _begin_alike(wanted, words(q.unit)[:2])]
    if same or language is not Language.ENGLISH:
        return same
    meant = {t for t in clause_terms(asked.unit, language) if t.startswith("#")}
    return [q for q in alike if not meant.isdisjoint(clause_terms(q.unit, Language.VIETNAMESE))]


def _begin_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    length = min(len(one), len(other))
    return length > 0 and one[:length] == other[:length]


def _denies_asked(question: str, evidence: str, measured: Quantity | None) -> bool:
    """Whether a figure that a question names is another one in a sentence; not where nothing told compares."""
    told, language = find_quantities(evidence), detect_language(question)
    for asked in asked_figures(question):
        same = _comparable(asked, told, language)
        if measured is not None and same:
            same = [q for q in same if (q.value, q.unit) == (measured.value, measured.unit)] or same
        elif measured is not None and measured.kind is asked.kind:
            same = [measured]  # a cell, whose unit its heads tell
        if same and not any(_agrees(q, asked, question, evidence) for q in same):
            return True
    return False


def _person(question: str) -> str | None:
    """The person whom a question names; no sentence without the name tells that it was he or she."""
    named = [(place.start, place.end) for place in find_places(question)]
    found = ((a, b) for a, b in people(question, least=2) if not any(low < b and a < high for low, high in named))
    return next((question[a:b] for a, b in found), None)


def _is_of_another_day(question: str, evidence: str) -> bool:
    """Whether a question asks if a thing was on some day and the sentence tells other days alone."""
    asked = [d for d in find_dates(question) if d.day and _happens_on(fold(question[: d.start]))]
    told = [d for d in find_dates(evidence) if d.day]
    if len(asked) != 1 or not told:
        return False
    (day,) = asked
    return not any(
        (d.day, d.month) == (day.day, day.month) and (not d.year or not day.year or d.year == day.year) for d in told
    )


def _happens_on(before: str) -> bool:
    """Whether folded words lead to the day of something, not to a limit: "diễn ra ngày", no "đến ngày"."""
    return bool(_HAPPENS.search(before) or _IS_DAY.search(before)) and not _UNTIL_OR_FROM.search(before)


def _agrees(told: Quantity, asked: Quantity, question: str, evidence: str) -> bool:
    """Whether a told figure is what a question names: that very one, or more, less or about as much, as it says."""
    before, after = fold(question[: asked.start]), fold(question[asked.end :])
    is_told, is_asked = base_value(told), base_value(asked)
    if _AT_MOST.search(before) or _OR_LESS.search(after):
        return is_told <= is_asked
    if _BELOW.search(before):
        return is_told < is_asked or (is_told == is_asked and bool(_BELOW.search(fold(evidence[: told.start]))))
    if _AT_LEAST.search(before) or _OR_MORE.search(after):
        return is_told >= is_asked
    if _ABOVE.search(before):
        return is_told > is_asked or (is_told == is_asked and bool(_ABOVE.search(fold(evidence[: told.start]))))
    if _ABOUT.search(before):
        return abs(is_told - is_asked) <= _NEAR * abs(is_asked)
    return is_told == is_asked


def _against_target(evidence: str, said: str, quantities: list[Quantity], asked: str) -> bool | None:
    if _UNMET.search(said):
        return False
    shares = [(clause, m) for clause in re.split(r"[;,] ", said) for m in _OF_PLAN.finditer(clause)]
    if shares:
        wanted = set(words(asked))
        _, share = max(shares, key=lambda pair: len(wanted.intersection(words(pair[0]))))
        return float(share[1].replace(",", ".")) >= 100
    if re.search(r"\bvuot\b|\bdat va vuot\b|bang 1\d\d(?:,\d+)?% ke hoach", said):
        return True
    plan = _PLAN.search(evidence)
    if plan and quantities:
        target = next((q for q in quantities if plan.start(1) <= q.start <= plan.end(1)), None)
        actual = next(
            (
                q
                for q in quantities
                if target
                and q.end <= plan.start()
                and q.kind is not FigureKind.CHANGE
                and (q.unit == target.unit or not target.unit or not q.unit)
            ),
            None,
        )
        if target and actual:
            return base_value(actual) >= base_value(target)
    return None


def _most_told(quantities: Sequence[Quantity], asked: str, evidence: str) -> Quantity:
    """The quantity whose unit the question names, else the one told in most of its words, from mark to mark."""
    marks = [0, *(m.end() for m in re.finditer(r"[,;:]\s", evidence)), len(evidence)]
    wanted = set(words(asked))

    def shared(quantity: Quantity) -> tuple[int, int]:
        low = max(mark for mark in (*marks, *(q.end for q in quantities)) if mark <= quantity.start)
        high = min(mark for mark in marks if mark >= quantity.end)
        return len(wanted.intersection(words(quantity.unit))), len(wanted.intersection(words(evidence[low:high])))

    return max(quantities, key=shared)


def _complete(quantities: list[Quantity], said: str, asked: str, evidence: str) -> bool | None:
    ratios = [q for q in quantities if q.kind is FigureKind.RATIO and q.whole]
    if ratios:
        told = _most_told(ratios, asked, evidence)
        return told.whole is not None and told.value >= told.whole
    shares = [q for q in quantities if q.kind is FigureKind.PERCENTAGE]
    if shares:
        return _most_told(shares, asked, evidence).value == 100
    return False if _UNMET.search(said) or re.search(r"\b(?:con|chua)\b", said) else None


def _direction(asked: str, said: str) -> bool | None:
    # "giảm so với quý trước nhưng tăng so với cùng kỳ": the clause with the base that is asked decides
    clauses = re.split(r"[,;]| nhung | song | tuy nhien ", said)
    base = re.search(r"cung ky|quy (?:truoc|iv|iii|ii|i)\b|nam truoc|nam \d{4}|year|quarter", asked)
    if base and re.search(r"nam truoc|cung ky|year", base.group()):
        told = [c for c in clauses if re.search(r"cung ky|nam truoc|nam \d{4}", c)] or clauses
    else:
        told = clauses
    for clause in told:
        down, up = bool(_DOWN.search(clause)), bool(_UP.search(clause))
        if down != up:
            return down if _ASKS_DOWN.search(asked) else up
    return None
