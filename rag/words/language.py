"""Which language a question is in, and the words that carry no content in each.

Stop words are folded (no diacritics): they are compared with `rag.text.words`.
"""

from __future__ import annotations

import re

from rag.text import has_diacritics, words
from rag.types import Language

ENGLISH_STOP = frozenset(
    """
a an the of in on at by for to from with and or but is are was were be been being do does did have has had how
many much what which who whom whose when where why that this these those there their its it they he she his
her i you me my your we our us as than then so if not no any some all each every into over under about between
during after before please tell give show name list number count total amount share percent percentage rate
figure value according report reports says say said can could would should will shall may might also just only
still same question time ll s t re ve m please let know want need get got
""".split()
)

VIETNAMESE_STOP = frozenset(
    """
la cua va o tai trong ngoai tren duoi cho voi ve den tu bi duoc do nhung cac mot nay kia do ay thi ma nhu the
vay thoi roi chua khong co nao gi ai bao nhieu may dau sao khi neu hay hoac con nhi nhe a ha u da dang se van
cung rat lam xin hoi minh toi em anh chi ban nho giup biet ke ra xem tong cong so luong nam ngay thang quy
tinh huyen xa thi tran thanh pho theo bai noi muc cu the hien nay hom hoi luc vao duoc het tat ca moi rieng
cai chiec chu nhe hien gio bay khoang chung vi de bang len xuong vua moi toan ben sang lai oi voi nua dau cuoi
ki ky bao cao
""".split()
)

_ENGLISH_MARKS = frozenset(
    """
the of in how many much what which who when where why did does do is are was were and for that this there tell
me please compare between had have has name list share number by with to at an versus vs
""".split()
)
_VIETNAMESE_MARKS = frozenset(
    """
bao nhieu la cua va nao gi ai o nam co khong duoc cac nhung may thu tinh huyen xa nguoi so ty dong cho con the
thi sao vi den hoi khi nay ve ke hay bang trieu dau cuoi tai
""".split()
)


_ASIDE = re.compile(r"\([^()]*\)|“[^“”]*”|«[^«»]*»|\"[^\"]*\"")


def detect_language(text: str) -> Language:
    """English or Vietnamese, by diacritics and function words; a tie is Vietnamese.

    A term in brackets or quotation marks ("the fine (mức phạt)") does not decide where words stand beside it.
    """
    beside = _ASIDE.sub(" ", text)
    text = beside if len(words(beside)) > 2 else text
    if has_diacritics_beyond_names(text):
        return Language.VIETNAMESE
    found = words(text)
    english = sum(w in _ENGLISH_MARKS for w in found)
    vietnamese = sum(w in _VIETNAMESE_MARKS for w in found)
    return Language.ENGLISH if english > vietnamese else Language.VIETNAMESE


def has_diacritics_beyond_names(text: str) -> bool:
    """Whether a word that is no capitalised name carries diacritics ("Bắc Kạn" in an English question does not)."""
    lower = [w for w in text.split() if w[:1].islower() and has_diacritics(w)]
    if lower:
        return True
    english = sum(w in _ENGLISH_MARKS for w in words(text))
    return english == 0 and has_diacritics(text)


def content_words(text: str) -> list[str]:
    """The folded words that carry content, in order; numbers count."""
    return [w for w in words(text) if w not in ENGLISH_STOP and w not in VIETNAMESE_STOP]
