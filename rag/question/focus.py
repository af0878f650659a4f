"""What a question's own focus asks for: its question word and the noun beside it, whatever stands elsewhere.

"Which agency collects the fee?" asks for an agency, not for money; "làm thử ở bao nhiêu chợ" for a number, not for a
market. The wh-word with its head noun is the strongest sign of the answer's kind (Li and Roth 2002; Huang, Thint and
Qin 2008). A question whose focus is not plain is left to others.
"""

from __future__ import annotations

import re

from rag.question.english_focus import english_focus
from rag.question.vietnamese_focus import vietnamese_focus
from rag.text import fold
from rag.types import AnswerKind, Language
from rag.words.language import detect_language, has_diacritics_beyond_names

_EITHER_WAY = re.compile(
    r"\b(?:tang hay giam|giam hay tang|len hay (?:di )?xuong|xuong hay (?:di )?len|rise or fall|fall or rise|"
    r"up or down|increase or decrease|rising or falling|co phai|phai khong|dung khong)\b|"
    r"\b(?:co|da|duoc|het)\b[^?;]*\b(?:khong|chua)(?: (?:nhi|nhe|a|vay|the|ha|ban|em))*\s*(?:$|[?,.])"
)


def focused_kind(question: str) -> AnswerKind | None:
    """The kind of answer that a question's focus tells; None where it is not plain.

    Args:
        question: a question whose place names and words that only look like question words are made unreadable.
    """
    folded = fold(question)
    if _EITHER_WAY.search(folded):
        return None
    if detect_language(question) is Language.ENGLISH:
        return english_focus(folded)
    marked = has_diacritics_beyond_names(question)
    return vietnamese_focus(question.casefold() if marked else folded, marked)
