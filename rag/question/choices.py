"""The alternatives that a question offers: "qua Zalo hay qua Facebook", "in the district or in the city"."""

from __future__ import annotations

import re

from rag.text import fold

_PREPOSITION = r"(?:trên|tren|ở|o|về|ve|bằng|bang|do|qua|trong|vào|vao|tại|tai|theo|cho|on|in|by|at|through|via|for)\s"
_OFFERED = re.compile(
    rf"(?i)^(?P<before>[^?;]*?[^\s?;,]),?\s(?:hay|hoặc|hoac|or)\s(?:là\s|la\s)?(?P<lead>{_PREPOSITION})?"
    r"(?P<other>[^\s?;,]+(?:\s[^\s?;,]+){0,4})\W*$"
)
_NO_THING = re.compile(
    r"^(?:khong|chua|not|no|sao|the nao|giam|tang|fall|rise|decrease|increase|down|up|khac|nao|"
    r"less|more|fewer|higher|lower)\b"
)
_WHETHER = re.compile(r"\b(?:khong|chua|or not)\W*$")  # "có hỗ trợ hộ nghèo hoặc hộ cận nghèo không"


def choices(topic: str) -> tuple[str, ...]:
    """The two alternatives that a question ends with, folded.

    Args:
        topic: a question without its places and periods.

    Returns:
        Two, as many words of the first as the second has; none when the question offers no choice between things.
    """
    offered = _OFFERED.match(topic)
    if offered is None or _NO_THING.match(fold(offered["other"])) or _WHETHER.search(fold(topic)):
        return ()
    other, lead = fold(offered["other"]), fold(offered["lead"] or "").strip()
    before, size = fold(offered["before"]).split(), len(other.split())
    words = before[-size:]
    at = max((n for n, word in enumerate(before) if word == lead), default=-1)
    if at >= 0 and len(before) - at <= size + 3:
        words = before[at + 1 :]  # what stands behind the same small word: "qua Zalo hay qua Facebook"
    one = " ".join(words)
    return (one, other) if one and one != other else ()
