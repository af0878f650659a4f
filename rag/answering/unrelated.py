"""Rules candidates out that tell of another subject: a whole for its part, work for an age, other reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.beside import around, sentence_text, told_before
from rag.answering.candidates import Candidate, unfit_where
from rag.answering.figure_fit import own_label
from rag.answering.wording import asked_concepts, asked_terms, concepts, said, setting_terms
from rag.text import fold, fold_without, words
from rag.types import AnswerKind, Query

_PARTS_OF_PROVINCE = frozenset({"#mountainous", "#rural", "#urban"})
_WHOLE = re.compile(r"\b(?:toan|ca) (?:tinh|thanh pho|huyen)\b")
_ASKS_LIFE = re.compile(
    r"\bsinh (?:nam|ngay|thang) (?:nao|may|bao nhieu)|\bsinh o dau\b|(?:bao nhieu|may) tuoi\b|"
    r"\bhow old\b|\b(?:born|birth ?(?:day|date|place))\b"
)
_LIFE = re.compile(r"\b(?:sinh|tuoi|que quan|que o|born|age[ds]?)\b")
_ROSE = re.compile(
    r"\b(?:tang|nhieu hon|cao hon|vuot) (?:hon |gan |khoang |toi )*\d|\bgap (?:doi|hon|\d)|\bup \d|\bdoubled\b"
)
_FELL = re.compile(r"\b(?:giam|it hon|thap hon|tut|sut) (?:hon |gan |khoang |toi |con )*\d|\bsut giam\b|\bdown \d")
_RISE = re.compile(r"\b(?:tang|gap|cao hon|nhieu hon|vuot|rose|rise|up|increas\w+)\b")
_FALL = re.compile(r"\b(?:giam|sut|tut|hut|it hon|thap hon|fell|fall|down|decreas\w+|drop\w*)\b")
_MEASURED = re.compile(r"(?i)\b(?:đạt|tăng|giảm|chiếm|so với|bằng)[^.;]{0,60}\d")
_GIVES_REASON = re.compile(
    r"(?i)\b(?:do|vì|bởi|nhờ|nguyên nhân|lý do|tại|nên|để|nhằm|bằng|khiến|làm|dẫn đến|góp phần|tạo điều kiện|khó khăn|"
    r"thiếu|chưa|không|chậm|hạn chế|ảnh hưởng|tác động|yêu cầu|căn cứ|theo)\b"
)
_SETTING = frozenset("nam thang quy ngay so voi cung ky".split())
_WAYS = frozenset({"#increase", "#decrease", "#high", "#low", "#compare", "#year", "#reason", "#cause"})


def without_whole(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures told of a whole province where a part of it is asked about do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. "Tỷ lệ hộ nghèo toàn tỉnh" is not that of "các huyện miền núi".
    """
    wanted = _PARTS_OF_PROVINCE.intersection(asked_terms(query))
    if not wanted:
        return list(candidates)

    def is_whole(c: Candidate) -> bool:
        if c.figure is None:
            return False
        own = f"{around(c)} {own_label(c.figure)} {c.sentence.heading}"
        return bool(_WHOLE.search(fold(f"{around(c)} {c.figure.row_head}"))) and wanted.isdisjoint(concepts(own))

    return unfit_where(candidates, is_whole)


def without_life(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where a birth or an age is asked for, what stands in a sentence of neither does not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    if not _ASKS_LIFE.search(fold(query.text)):
        return list(candidates)
    return unfit_where(candidates, lambda c: not _LIFE.search(fold(f"{sentence_text(c)} {c.sentence.heading}")))


def without_other_reasons(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; reasons of something else than what is asked about do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. What a reason is of stands in its sentence, shortly before it or above it; a sentence
        that tells a rise alone gives no reason for a fall; a year or a number alone is no reason.
    """
    if query.kind is not AnswerKind.REASON:
        return list(candidates)
    asked = asked_concepts(query)
    wanted = asked - _WAYS - setting_terms(query)
    falls, rises = "#decrease" in asked, "#increase" in asked

    def is_unfit(c: Candidate) -> bool:
        if not any(w.isalpha() and w not in _SETTING for w in words(c.text)):
            return True
        if _MEASURED.search(sentence_text(c)) and not _GIVES_REASON.search(told_before(c)):
            return True  # "doanh thu đạt 37 tỷ đồng, giảm 10%" is the reason of nothing
        if wanted and said(f"{told_before(c)} {c.sentence.heading}").isdisjoint(wanted):
            return True
        told = fold_without(sentence_text(c), "tặng")
        contrary = _ROSE.search(told) if falls else _FELL.search(told) if rises else None
        return falls != rises and contrary is not None and not (_FALL if falls else _RISE).search(told)

    return unfit_where(candidates, is_unfit)
