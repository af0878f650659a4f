"""Who gives, who receives, who holds a post: "UBND tỉnh tặng Cờ thi đua cho ..." names no one who was given it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from rag.answering.beside import told_before
from rag.answering.candidates import Candidate, unfit_where
from rag.answering.wording import asked_terms, said
from rag.text import fold, fold_without
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
_GIVEN_BY = re.compile(
    r"\s*(?:da |se |vua |cung )?(?:quyet dinh )?(?:trao tang|tang|trao(?! doi)|khen thuong|bieu duong)\b"
)
_GIVEN_TO = re.compile(r"\b(?:cho|toi|den)\s*(?:(?:\d+|cac|nhung|tap the|ca nhan|ong|ba|don vi)\s*)*$")
_POSTS = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        "hieu truong|principal|headmaster|headmistress|school head",
        "giam doc|p?gd|directors?|ceo|chief executive",
        "chu tich|p?ct|chair(?:man|woman|person)?|president",
        "bi thu|secretary",
        "bo truong|thu truong|ministers?",
        "chanh van phong|chief of (?:the )?office",
        "cuc truong|truong phong|truong ban|to truong|doi truong|head of|chief",
        "tong bien tap|editor",
        "thuyen truong|captain|skipper",
    )
)
_OF_BODY = re.compile(r"^#(?:department|people_s_co|cdc|\w*(?:committee|council|centre|center|ministry|front|union)\b)")
_OF_POST = re.compile(r"_(?:vice_|deputy_)?(?:chair\w*|director|head|secretary)$")
_BODY_ENDS = re.compile(r"[,;:.(]|(?<=\w) (?:ông|bà|đồng chí|bác sĩ)\b")
_DEPUTY = re.compile(r"\b(?:(?:phó|pho|vice|deputy)[ .-]+|p\.\s*)(?=\w)")
_BODY_WORDS = 2  # of a body's name: "Sở" alone is the one talked about
_NAMES_BODY = re.compile(r"\s*(?:so|cuc|chi cuc|trung tam|benh vien|cong ty|ban quan ly|kho bac)\b")
_ACTS = {
    name: re.compile(rf"\b(?:{words})\b")
    for name, words in {
        "chair": "chu tri|chu toa|chair(?:s|ed|ing)?|presid(?:es|ed|ing)",
        "report": (
            "trinh bay(?: bao cao)?|bao cao (?:tien do|ket qua|tai|ve|tom tat|voi)|report(?:s|ed) on|"
            "presented (?:the )?report"
        ),
        "speak": "phat bieu|spoke|speech|address(?:ed)?",
        "attend": "den du|du(?: hoi nghi| le| cuoc hop)?(?=$|[ ,])|tham du|attend(?:s|ed)?",
        "sign": "ky(?= (?:ban hanh|quyet dinh|ket|nghi quyet|thay))|signed",
    }.items()
}
_POST_REACH = 90  # code points between a post and its holder's name
_HOLDS = re.compile(
    r"\b(?:la ai|ten (?:la )?gi|ho ten|la nguoi nao|do ai (?:lam|giu))\b|^(?:and |so )?who (?:is|was) the\b|"
    r"^(?:vay |the |xin hoi |cho hoi )?ai (?:dang |hien )?(?:la|lam|giu chuc|dam nhiem)\b"
)
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
    asked = fold_without(query.text, "tăng")
    if _RECEIVES.search(asked):
        return unfit_where(candidates, lambda c: bool(_GIVEN_BY.match(_after(c))))
    if _GIVES.search(asked):
        return unfit_where(candidates, lambda c: bool(_GIVEN_TO.search(_before(c))))
    return list(candidates)


def without_other_act(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; of the persons of a sentence those that do something else than what is asked no longer fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "A chủ trì cuộc họp; B trình bày báo cáo" tells B for who reported.
    """
    asked = _acts(query.text)
    if query.kind is not AnswerKind.PERSON or len(asked) != 1:
        return list(candidates)
    told = [_act_of(c) for c in candidates]
    doing = {
        (c.report.id, c.sentence.index) for c, act in zip(candidates, told, strict=True) if act in asked and c.fits
    }
    return [
        replace(c, fits=False) if act and act not in asked and (c.report.id, c.sentence.index) in doing else c
        for c, act in zip(candidates, told, strict=True)
    ]


def _acts(text: str) -> frozenset[str]:
    folded = fold(text)
    return frozenset(name for name, pattern in _ACTS.items() if pattern.search(folded))


def _act_of(candidate: Candidate) -> str:
    """What a person does by the first verb behind the name within the clause; "" where none is told."""
    behind = candidate.report.text[candidate.end : candidate.sentence.end]
    clause = fold(re.split(r"[;.](?:\s|$)", behind, maxsplit=1)[0])
    found = [(m.start(), name) for name, pattern in _ACTS.items() if (m := pattern.search(clause))]
    return min(found)[1] if found else ""


def without_other_post(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where the holder of a post is asked for, names beside which no such post stands do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    post = _post_asked(query)
    if post is None:
        return list(candidates)
    is_chief = not _DEPUTY.search(query.text.casefold() if query.has_diacritics else fold(query.text))

    def is_of_another(c: Candidate) -> bool:
        if not post.search(fold(f"{told_before(c)} {c.sentence.heading}")):
            return True
        return is_chief and bool(_DEPUTY.match(c.text.casefold()) and post.search(fold(c.text)))

    return unfit_where(candidates, is_of_another)


def _post_asked(query: Query) -> re.Pattern[str] | None:
    """The one post whose holder is asked for; None where no one post's is."""
    asked = fold(query.text)
    posts = [post for post in _POSTS if post.search(asked)]
    is_asked = query.kind is AnswerKind.PERSON and len(posts) == 1 and bool(_HOLDS.search(asked))
    return posts[0] if is_asked else None


def without_other_body(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where the head of a body is asked for, names beside the post of another body do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "Giám đốc CDC tỉnh, bác sĩ ..." is not who heads the department of health.
    """
    post, asked = _post_asked(query), _bodies(asked_terms(query))
    if post is None or not asked:
        return list(candidates)

    def is_of_another(c: Candidate) -> bool:
        before = c.report.text[max(c.sentence.start, c.start - _POST_REACH) : c.start]
        named = list(post.finditer(fold(before)))
        if not named:
            return False
        behind = before[named[-1].end() :]
        told = _bodies(said(_BODY_ENDS.split(behind)[0]))
        if told or not _NAMES_BODY.match(fold(behind)) or len(_BODY_ENDS.split(behind)[0].split()) < _BODY_WORDS:
            return bool(told) and told.isdisjoint(asked)
        return _bodies(said(behind)).isdisjoint(asked)  # "Giám đốc Sở Văn hóa, Thể thao và Du lịch ..."

    return unfit_where(candidates, is_of_another)


def _bodies(terms: Collection[str]) -> frozenset[str]:
    """Those of some terms that name a department, a committee, a council or a centre."""
    return frozenset(_OF_POST.sub("", term) for term in terms if _OF_BODY.search(term))


def _after(candidate: Candidate) -> str:
    return fold_without(candidate.report.text[candidate.end : candidate.sentence.end][:60], "tăng")


def _before(candidate: Candidate) -> str:
    return fold(candidate.report.text[candidate.sentence.start : candidate.start])[-60:]
