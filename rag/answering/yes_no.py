"""Yes or no, told from the sentence that decides a question: completeness, targets, direction, negation, existence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.quantities.notation import base_value
from rag.quantities.numbers import find_quantities
from rag.question.answer_kinds import EVERY
from rag.text import fold, words
from rag.types import FigureKind, Quantity

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
_WEIGHS = re.compile(r"\b(?:hon|vuot|tang|giam|so voi|gap|bang|kem)\b")


def deciding_words(question: str) -> re.Pattern[str] | None:
    """What a sentence must say, folded, to decide a question that weighs one thing against another or a plan.

    Args:
        question: a yes/no question.

    Returns:
        A pattern of folded text; None where any sentence may decide.
    """
    asked = fold(question)
    if _BEYOND.search(asked) and _PLAN_WORD.search(asked):
        return _PLAN_WORD
    if _REACHES.search(asked):
        return _REACHED
    return _WEIGHS if _WEIGHED.search(asked) else None


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
    if _ON_TIME.search(asked):
        return not _LATE.search(said)
    if _TARGET.search(asked) and not _ALL.search(asked):
        decided = _against_asked(question, measured)
        if decided is None:
            decided = _against_target(evidence, said, quantities, asked)
        if decided is not None:
            return decided
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
