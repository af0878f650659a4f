"""What people shorten when they type a question: "bn ho ngheo" is "bao nhiêu hộ nghèo"."""

from __future__ import annotations

import re

from rag.text import has_diacritics
from rag.types import Language
from rag.words.language import detect_language

_FRIENDS = "on ơn voi với cua của nho nhờ oi ơi cho giup giúp chao chào cac các nhieu nhiêu".split()
_NO_FRIEND = "".join(f"(?<!{word} )(?<!{word.capitalize()} )" for word in _FRIENDS)  # "cảm ơn bn" thanks a friend
_SHORT = {
    r"(?<!\d )(?<!nhiêu )(?<!nhieu )bn(?= [^\W\d])(?! (?:cho|oi|ơi|co the|có thể|giup|giúp)\b)": (
        "bao nhiêu",
        "bao nhieu",
    ),
    rf"(?<=\w ){_NO_FRIEND}bn(?=\W*$)": ("bao nhiêu", "bao nhieu"),
    r"bnhiêu|bnhieu|bnhiu|bnh|bao nhiu|bao nhiu": ("bao nhiêu", "bao nhieu"),
    r"(?<=\w )g?j": ("gì", "gi"),
    r"nhứt": ("nhất", "nhat"),
    r"ntn": ("như thế nào", "nhu the nao"),
    r"(?:ko|hok|khg|hông)": ("không", "khong"),
    r"đc|đk(?=\s)|dc(?= \w)": ("được", "duoc"),
}
_OF_LAST_CENTURY = re.compile(  # "năm 98", not "trong năm 98 hộ"
    r"(?i)(?<=\bnăm |\bnam )(?P<year>[5-9]\d)(?=\s*(?:[?,;)]|$|"
    r"(?:thì|thi|là|la|so|tăng|tang|giảm|giam|và|va|đến|den|hay|có|co|của|cua|tại|tai|ở)\b))"
)
_COMPILED = tuple((re.compile(rf"(?<![\w.-])(?:{short})(?![\w.-])"), full) for short, full in _SHORT.items())


def spelt_out(question: str) -> str:
    """The question with the usual short forms of chats written out, in the spelling of the rest of it.

    Args:
        question: as typed; short forms in capitals are names ("BN") and stay.
    """
    if detect_language(question) is Language.ENGLISH:
        return question
    is_accented = has_diacritics(question)
    for short, (accented, plain) in _COMPILED:
        question = short.sub(accented if is_accented else plain, question)
    return _OF_LAST_CENTURY.sub(r"19\g<year>", question)
