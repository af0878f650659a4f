"""Who gives and who receives: "UBND tỉnh tặng Cờ thi đua cho ..." names no one who was given it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.candidates import Candidate, unfit_where
from rag.text import fold
from rag.types import AnswerKind, Query

_BODY = "don vi|tap the|ca nhan|noi|xa|huyen|truong|co quan|so|doanh nghiep|cong ty|ho"
_WHO = rf"(?:\bai|\b(?:{_BODY})[^?,]{{0,30}}\b(?:nao|ai))\b"
_RECEIVES = re.compile(
    rf"{_WHO} (?:da |se |lai |vua |duoc |cung )*(?:nhan|duoc (?:tang|trao|khen|cap|phong|bieu duong))\b|"
    r"\b(?:who|which (?:\w+ ){1,3}?)\s*(?:was|were|has|have|had)? ?"
    r"(?:received?|got|won|awarded|given|presented with)\b"
)
_GIVES = re.compile(
    rf"{_WHO} (?:da |se |vua |la nguoi |len )*(?:tang|trao|trao tang|khen thuong|trao thuong)\b(?! doi)"
)
_GIVEN_BY = re.compile(r"\s*(?:da |se |vua |cung )?(?:quyet dinh )?(?:trao tang|tang|trao|khen thuong|bieu duong)\b")
_GIVEN_TO = re.compile(r"\b(?:cho|toi|den)\s*(?:(?:\d+|cac|nhung|tap the|ca nhan|ong|ba|don vi)\s*)*$")
_KINDS = frozenset({AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.LIST})


def without_other_role(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; who gave something is no answer to who received it, nor the other way round.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    if query.kind not in _KINDS:
        return list(candidates)
    asked = fold(query.text)
    if _RECEIVES.search(asked):
        return unfit_where(candidates, lambda c: bool(_GIVEN_BY.match(_after(c))))
    if _GIVES.search(asked):
        return unfit_where(candidates, lambda c: bool(_GIVEN_TO.search(_before(c))))
    return list(candidates)


def _after(candidate: Candidate) -> str:
    return fold(candidate.report.text[candidate.end : candidate.sentence.end][:60])


def _before(candidate: Candidate) -> str:
    return fold(candidate.report.text[candidate.sentence.start : candidate.start])[-60:]
