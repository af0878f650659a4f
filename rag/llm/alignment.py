"""Whether a clause is a span's own words in the span's own order, with nothing left out that would change its sense.

That is stricter than entailment, and decidable: a language model may choose, shorten and put in order; it may not
reword. What may be left out between two words of the span is told by `_breaks` and `GUARDS`; what may be put in, by
`GLUE` and by the caller (the place and period that the span is about).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

# A sign belongs to its number; every mark that is neither letter, digit nor plain punctuation is a token ("%", "$").
_TOKEN = re.compile(r"(?<!\w)[-−+±]?\d+(?:[.,/]\d+)*|[^\W\d_]+|[^\s\w,.;:()“”‘’\"'…!?–—-]|[,.;:()…!?–—]", re.UNICODE)
_PUNCTUATION = frozenset(",.;:()…!?–—")

GLUE = frozenset("là có của tại ở trong về theo báo cáo cho biết rằng thì".split())
"""Words that may be put in: they join, they claim nothing."""

GUARDS = frozenset(
    # negation
    "không chưa chẳng chả đừng chớ thiếu trừ ngoài hết ngừng dừng hủy bỏ "
    # not yet so
    "dự kiến ước kế hoạch mục tiêu phấn đấu chỉ tiêu sẽ nếu khi có thể đề nghị đề xuất cần phải yêu cầu mong "
    # hedges and shares
    "hơn gần khoảng trên dưới tới chừng xấp xỉ tối đa thiểu ít nhất nhiều đa số hầu phần nửa "
    # changes, and what they are measured against
    "tăng giảm vượt thấp cao lên xuống so với từ đến qua "
    # what is counted together
    "và hoặc hay còn nhưng mà cùng lẫn tổng cộng chung riêng bình quân mỗi cả toàn lũy luỹ kế "
    # said by somebody, or asked for
    "rằng nói hãy đừng theo "
    # who does what to whom
    "được bị do bởi của cho thay".split()
)
"""Words that may not be left out: without them the rest says something else. By syllable, hence the broad net."""


_MAY_FOLLOW = frozenset("của cho được do bởi từ với và còn cùng tại theo".split())
"""Guards that only add when they come after what is repeated."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark, folded in case only, at [start, end)."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words, numbers and marks of a text, in order."""
    found = [Token(unicodedata.normalize("NFC", m.group().casefold()), *m.span()) for m in _TOKEN.finditer(text)]
    return [Token(t.text.replace("−", "-"), t.start, t.end) for t in found]


def is_number(token: Token) -> bool:
    """Whether a token is a number."""
    return any(c.isdigit() for c in token.text)


def align(said: Sequence[Token], optional: Collection[int], quote: Sequence[Token]) -> list[int] | None:
    """Where in a quote the words of a clause stand, in order.

    Args:
        said: the clause's tokens.
        optional: indices of those that need not stand in the quote (beside `GLUE` and punctuation).
        quote: the span's tokens.

    Returns:
        The indices of the quote's tokens that the clause repeats; None when it is not the quote's own words, or leaves
        out what it may not.
    """
    paths: dict[int, list[int]] = {-1: []}  # by the last token matched
    for index, token in enumerate(said):
        may_skip = index in optional or token.text in GLUE or token.text in _PUNCTUATION
        found: dict[int, list[int]] = dict(paths) if may_skip else {}
        for last, path in paths.items():
            for at in range(last + 1, len(quote)):
                if quote[at].text == token.text:
                    found.setdefault(at, [*path, at])
                if last >= 0 and _breaks(quote[at]):
                    break  # nothing beyond may be joined to what stands before
        paths = found
        if not paths:
            return None
    whole = [path for path in paths.values() if path and _is_whole(path, quote)]
    return max(whole, key=len, default=None)


def _breaks(token: Token) -> bool:
    return token.text in _PUNCTUATION or token.text in GUARDS or is_number(token)


def _is_whole(path: Sequence[int], quote: Sequence[Token]) -> bool:
    """Whether the clause around what is repeated holds nothing that guards it: "dự kiến đạt 5" is not "đạt 5"."""
    for step, at in ((-1, path[0] - 1), (1, path[-1] + 1)):
        while 0 <= at < len(quote) and quote[at].text not in _PUNCTUATION:
            if quote[at].text in GUARDS and not (step > 0 and quote[at].text in _MAY_FOLLOW):
                return False
            at += step
    return True
