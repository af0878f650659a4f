"""Texts that are no question for the reports: instructions to the assistant, greetings, other errands.

A question that is merely not answered by the reports is not told here: that takes the library.
"""

from __future__ import annotations

import re

from rag.text import fold
from rag.types import Reason

_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass) (?:all |any |your |the |every |previous |prior |my |these |those )*"
    r"(?:rules?|instructions?|prompts?|guidelines|reports|safety|constraints|above|policy|policies)|system prompt|"
    r"\bbo qua (?:het |tat ca |moi |cac |nhung |toan bo )*(?:huong dan|quy dinh|quy tac|chi dan|lenh|yeu cau|luat|"
    r"rang buoc|"
    r"bao cao)|(?:dung|khong can|quen) (?:theo |tuan |het )*(?:quy tac|quy dinh|huong dan|bao cao) (?:nua|va|cua ban)|"
    r"\b(?:tu bia|bia ra|cu bia|bia (?:mot|so|dai|cho))|make (?:up|something up)|\binvent (?:a|some|any)|"
    r"(?:tu gio|bay gio|gia vo|hay dong vai|dong vai) (?:ban )?(?:la|lam|nhu)|you are now|pretend (?:to be|that|you)|"
    r"act as (?:a|an|if)|jailbreak|mat khau (?:quan tri|admin|he thong)|(?:admin|root|administrator) password|"
    r"(?:print|reveal|show|repeat|leak) (?:me )?(?:your|the) (?:system|hidden|initial|prompt|instructions|rules)|"
    r"in ra (?:cau lenh|huong dan|prompt)|developer mode|\bdan mode\b|<\s*script|drop table|rm -rf"
)
_GREETING = re.compile(
    r"^(?:(?:xin )?chao\b|hello\b|hi\b|hey\b|good (?:morning|afternoon|evening)|alo\b)|"
    r"\b(?:ban|may|em|bot|robot|tro ly) (?:la (?:ai|gi|con gi)|ten (?:la )?gi|do ai|bao nhieu tuoi|co khoe|lam duoc gi|"
    r"co the lam (?:duoc )?gi|giup duoc gi)|who (?:are|made|built|created) you|what (?:are you|can you do|"
    r"is your name)|"
    r"how are you|your name|^(?:cam on|thanks?|thank you|ok|okay|tam biet|bye|goodbye|test|asdf\w*)\b[\s.!]*$"
)
_ERRAND = re.compile(
    r"\b(?:write|compose|draft|generate|create|code) (?:me |us |for me )?(?:a|an|some|the) (?:\w+ )?(?:\w+ )?(?:poem|"
    r"story|song|essay|"
    r"function|script|program|email|letter|joke|code|python|class|tweet|speech|haiku|limerick)|"
    r"\b(?:viet|lam|sang tac|soan) (?:giup |cho |ho )?(?:toi |minh |em |ban )?(?:mot |1 )?(?:bai |doan |cau )?(?:tho|"
    r"van|code|"
    r"ham|chuong trinh|bai hat|truyen|email|thu|doan ma|cau chuyen)\b|"
    r"\bnau (?:mot |noi |mon |an|com |canh |pho|bun|chao)|\brecipe\b|how (?:do i|to) (?:cook|make|bake)|cong thuc nau|"
    r"\b(?:thoi tiet|du bao mua)\b.*\b(?:mai|hom nay|tuan toi)|weather (?:going|like|forecast|tomorrow|today)|"
    r"what(?:'s| is) the weather|\btranslate (?:this|the following|into)|dich (?:giup|ho|cau|doan|sang tieng)|"
    r"\b(?:tell|know) (?:me )?(?:a|any) jokes?|ke (?:mot )?(?:chuyen cuoi|truyen)|ty gia|gia vang|bong da|"
    r"\b(?:giai|tinh) (?:giup |ho )?(?:toi |minh |em )?(?:bai toan|phuong trinh|tich phan)|solve (?:this|"
    r"the) (?:equation|"
    r"problem)|nen mua (?:co phieu|xe|nha|dien thoai)|should i (?:buy|invest)|horoscope|tu vi\b|"
    r"book (?:me )?a (?:flight|"
    r"hotel|table|room)|dat (?:ve may bay|phong khach san)|capital of (?!.*(?:province|report))"
)
_OF_NOW = re.compile(  # what no report knows
    r"\b(?:ty gia|gia (?:vang|xang|dau|usd|do la)|thoi tiet|nhiet do|chung khoan)\b.*"
    r"\b(?:hom nay|ngay mai|bay gio|luc nay|hien gio)\b"
)
_FIGURE = re.compile(
    r"\b(?:bao nhieu|co may|how many|how much|nam 20\d\d|in 20\d\d)\b|^(?:tinh|so|huyen|xa|nganh|hoi nghi)\b"
)


def refusal(question: str) -> Reason | None:
    """Why a text is no question for the reports; None when it may be one.

    Args:
        question: the text as asked, any language.
    """
    folded = fold(question).strip()
    if _INSTRUCTION.search(folded):
        return Reason.INSTRUCTION
    asks_figure = bool(_FIGURE.search(folded))
    if _OF_NOW.search(folded) or (_ERRAND.search(folded) and not asks_figure):
        return Reason.OFF_TOPIC
    if _GREETING.search(folded) and not asks_figure:
        return Reason.NOT_A_QUESTION
    if not re.search(r"[^\W\d_]", folded):
        return Reason.NOT_A_QUESTION
    return None
