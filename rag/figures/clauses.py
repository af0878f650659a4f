"""How the quantities of a sentence hang together: clause, words before and after, parentheses, and what each is of.

All offsets are those of the text given, a sentence or a whole report alike. This module reads grammar from
punctuation and small words only; it knows nothing of places, periods or reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.quantities.notation import either, lacks_diacritics
from rag.types import Quantity

__all__ = ["Span", "Stated", "narrow", "state"]

Span = tuple[int, int]
_I = re.IGNORECASE
_OPEN, _CLOSE = "([", ")]"
_BREAK = re.compile(r"[,;:]\s|[()\[\]]|[.!?](?:\s|$)|\n| [–-] ")
# Small words that begin the next statement where no comma does: "7 cơ sở với 90 phòng".
_JOINTS = (
    "và|nhưng|với|gồm|trong đó|cùng|còn|song|bao gồm|trong khi|đồng thời|tăng|giảm|đạt|chiếm|bằng|so với|nhằm|"
    "tương đương|thì"
)
_JOINT, _PLAIN_JOINT = (
    re.compile(rf"(?<!\w)(?:{either(_JOINTS, not plain, plain)}|and|with|of which|but|while)(?!\w)", _I)
    for plain in (False, True)
)
_WHOLE = re.compile(rf"(?<!\w){either('toàn tỉnh|cả tỉnh')}(?!\w)", _I)
_SHARED = re.compile(rf"\s+(?!{either('kế hoạch|so|dự toán|chỉ tiêu|tổng|và|trong|tại|của')}\s)[^\W\d_]", _I)
_BECAUSE = re.compile(rf"(?<!\w){either('do|vì|nhờ|theo|nên|sau khi|bởi')}(?!\w)(?!\s+[A-ZĐ])", _I)
_LABEL_END = re.compile(r":\s")
MAX_CLAUSE_WORDS = 80
LONG, ENOUGH = 16, 6  # words: more than a subject has, and as many as one needs


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity where it stands.

    `left` are the words before it that are its own, `right` those after it, `label` the words before a colon that
    govern it ("Bưu chính: ..."), `part` the stretch between commas, `segment` that between semicolons.
    """

    quantity: Quantity
    left: Span
    right: Span
    part: Span
    segment: Span
    label: Span
    paren: Span | None = None
    host: int | None = None  # index of the quantity in front of its parenthesis

    @property
    def is_inner(self) -> bool:
        """Whether it stands in a parenthesis."""
        return self.paren is not None


def _parentheses(text: str, start: int, end: int) -> list[Span]:
    """Outermost parentheses, unclosed ones up to the end."""
    spans, depth, opened = [], 0, start
    for i in range(start, end):
        if text[i] in _OPEN:
            opened = i if depth == 0 else opened
            depth += 1
        elif text[i] in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                spans.append((opened, i + 1))
    return spans if depth == 0 else [*spans, (opened, end)]


def _cuts(text: str, start: int, end: int, pattern: re.Pattern[str], parens: Sequence[Span]) -> list[int]:
    """Where the pattern ends outside of parentheses."""
    return [m.end() for m in pattern.finditer(text, start, end) if not any(a <= m.start() < b for a, b in parens)]


def _between(cuts: Sequence[int], start: int, end: int, at: int) -> Span:
    """The stretch between two cuts around a position."""
    return max([start, *(c for c in cuts if c <= at)]), min([end, *(c for c in cuts if c > at)])


def _left(text: str, begin: int, previous: int, start: int, parens: Sequence[Span]) -> Span:
    """A quantity's own words before it: after the first comma behind the quantity before, or the last small word."""
    if previous <= begin:
        return _last_part(text, begin, start), start
    commas = [m.end() for m in re.finditer(r",\s|[)\]][,;]?\s?", text[previous:start])]
    commas = [previous + c for c in commas if not any(a < previous + c < b for a, b in parens)]
    if commas:
        return _last_part(text, commas[0], start), start
    joints = [m.start() for m in _joint(text, begin, start).finditer(text, previous, start)]
    return (joints[-1] if joints else previous), start


def _joint(text: str, start: int, end: int) -> re.Pattern[str]:
    """The small words as the stretch writes them: with diacritics, "cung cấp" holds no "cùng"."""
    return _PLAIN_JOINT if lacks_diacritics(text, start, end) else _JOINT


def _last_part(text: str, begin: int, start: int) -> int:
    """Where the statement proper begins in a long run of words: behind a comma, some words before the number."""
    if ")" in text[begin:start] and (whole := _WHOLE.search(text, begin, start)):
        return whole.start()
    while len(text[begin:start].split()) > LONG:
        cut = re.search(r",\s", text[begin:start])
        if not cut or len(text[begin + cut.end() : start].split()) < ENOUGH:
            break
        begin += cut.end()
    return begin


def _right(text: str, start: int, end: int, following: int, *, leads: bool) -> Span:
    """The words after a quantity that still say what it counts; past commas when the quantity leads its clause."""
    if leads:
        stop = re.search(r"[;:()]|[.!?](?:\s|$)", text[start : min(end, following)])
        reach = text[start : start + stop.start()] if stop else text[start : min(end, following)]
        if "," in reach and len(reach.split()) <= LONG:
            return start, start + (reach.rfind(",") if not stop and following < end else len(reach))
    cut = _BREAK.search(text, start, end)
    bound = cut.start() if cut else end
    if because := _BECAUSE.search(text, start, bound):
        bound = because.start()
    joint = _joint(text, start, bound).search(text, start, bound)
    if joint and re.search(r"\d", text[joint.start() : bound]):
        bound = joint.start()
    return start, bound


def _last_comma(text: str, begin: int, end: int) -> Span:
    """The words behind the last comma or closed parenthesis of a stretch."""
    cut = re.search(r".*(?:[,;:]\s|[)\]])", text[begin:end], re.DOTALL)
    return (begin + cut.end() if cut else begin), end


def _label(text: str, segment: Span, at: int, parens: Sequence[Span]) -> Span:
    """The words before the last colon in front of a position; empty when there is none."""
    colons = [m for m in _LABEL_END.finditer(text, segment[0], at) if not any(a <= m.start() < b for a, b in parens)]
    return (segment[0], colons[-1].start()) if colons else (segment[0], segment[0])


def state(text: str, start: int, end: int, quantities: Sequence[Quantity]) -> list[Stated]:
    """The quantities of a sentence with the words that belong to each.

    Args:
        text: any text.
        start: where the sentence begins.
        end: where it ends.
        quantities: those that lie in it, in order.

    Returns:
        One Stated a quantity, in the same order.
    """
    parens = [p for p in _parentheses(text, start, end) if any(p[0] <= q.start < p[1] for q in quantities)]
    semicolons = _cuts(text, start, end, re.compile(r";\s|;$"), parens)
    commas = _cuts(text, start, end, re.compile(r"[,;]\s|:\s"), parens)
    stated: list[Stated] = []
    last_main = last_inner = None
    sentence_label: Span = (start, start)
    for i, quantity in enumerate(quantities):
        paren = next((p for p in parens if p[0] <= quantity.start < p[1]), None)
        segment = _between(semicolons, start, end, quantity.start)
        if paren is None:
            label = _label(text, segment, quantity.start, parens)
            sentence_label = label if label[1] > label[0] else sentence_label
            begin = label[1] + 1 if label[1] > label[0] else segment[0]
            before = quantities[last_main].end if last_main is not None else start
            host, last_main = None, i
        else:
            begin, label = paren[0] + 1, sentence_label
            before = quantities[last_inner].end if last_inner is not None else start
            host, last_inner = last_main, i
        left = _left(text, begin, before, quantity.start, parens if paren is None else ())
        if paren is None and label[1] > label[0] and not re.search(r"\w", text[left[0] : left[1]]):
            left = label  # "Tiểu học: 5 trường": the label is the subject
        if quantity.direction:
            comma = re.search(r".*[,;]\s", text[left[0] : left[1]], re.DOTALL)
            left = (left[0] + comma.end(), left[1]) if comma else left
        if paren is not None and not re.search(r"\w", text[left[0] : left[1]]):
            behind = quantities[host].end if host is not None else segment[0]
            left = _last_comma(text, max(behind, segment[0]), paren[0])  # "thành phố ... (8 vụ)"
        shares = quantity.unit == "%" and _SHARED.match(text, quantity.end)  # "83% người dân, tổ chức hài lòng"
        leads = paren is None and bool(shares or not re.search(r"\w", text[left[0] : left[1]]))
        stop = paren[1] - 1 if paren else segment[1]
        following = quantities[i + 1].start if i + 1 < len(quantities) else end
        right = _right(text, quantity.end, max(stop, quantity.end), following, leads=leads)
        stated.append(
            Stated(quantity, left, right, _between(commas, start, end, quantity.start), segment, label, paren, host)
        )
    return stated


def narrow(text: str, stated: Stated, start: int, end: int) -> Span:
    """The smallest clause that states a quantity, at most MAX_CLAUSE_WORDS words, without blanks around it.

    Args:
        text: the text.
        stated: the quantity in it.
        start: where its sentence begins.
        end: where its sentence ends.
    """
    for span in (
        (start, end) if len(text[start:end].split()) <= MAX_CLAUSE_WORDS // 2 else stated.segment,
        stated.segment,
        (min(stated.part[0], stated.left[0]), max(stated.part[1], stated.quantity.end)),
    ):
        if len(text[span[0] : span[1]].split()) <= MAX_CLAUSE_WORDS:
            break
    else:
        span = _window(text, stated)
    begin, stop = span
    while begin < stop and text[begin].isspace():
        begin += 1
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return min(begin, stated.quantity.start), max(stop, stated.quantity.end)


def _window(text: str, stated: Stated) -> Span:
    """Words around a quantity, where no punctuation bounds a clause."""
    half = MAX_CLAUSE_WORDS // 2 - 8
    before = list(re.finditer(r"\S+", text[stated.segment[0] : stated.quantity.start]))[-half:]
    after = list(re.finditer(r"\S+", text[stated.quantity.end : stated.segment[1]]))[:half]
    return (
        stated.segment[0] + before[0].start() if before else stated.quantity.start,
        stated.quantity.end + after[-1].end() if after else stated.quantity.end,
    )
