"""Where the sentences of Vietnamese (and English) running text end.

A full stop ends a sentence unless it belongs to an abbreviation ("TP. Hà Tĩnh", "ThS. Lan"), an initial, a number
("37.367", "1.197/1.292"), a date or an enumerator ("1. Bưu chính"). Semicolons do not end sentences: clauses are the
reader's concern.
"""

from __future__ import annotations

import re

_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        """tp tx tt ts ths th.s ths.bs pgs gs bs bscki bsckii ks cn kts ds ncs pgs.ts gs.ts ths.ks ts.bs tr stt pgđ
        gđ đ/c đc d/c mr mrs ms dr st no vs prof co ltd inc jr sr vd tel đt ph kt tm tl tuq nxb ltr jan feb mar apr
        jun jul aug sep sept oct nov dec""",
    )
)
_END = re.compile(r"(?P<stop>\./\.|[.!?…]+)(?P<close>[\"'”’»)\]]*)(?=\s|$)|(?<=[a-zà-ỹđ]{2})\.(?=[A-ZÀ-ỸĐ][a-zà-ỹđ])")
_LAST_TOKEN = re.compile(r"[^\s(\[\"'“‘«]+$")
_ENUMERATOR = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,5}|[a-zđA-ZĐ])")
_PLACE_NUMBER = re.compile(
    r"(?:^|\s)(?:Q|P|[Qq]uận|[Pp]hường|[Ss]ố|[Tt]ổ|[Kk]hu phố|[Đđ]iều|[Kk]hoản|[Mm]ục)\.?\s?\d{1,3}$"
)


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of text[start:end], as trimmed spans in order.

    Args:
        text: any text; a paragraph or a line of it is looked at.
        start, end: the stretch to split, the whole text by default.

    Returns:
        Spans that neither overlap nor are blank; together they hold every character that is not white space.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    position = start
    for match in _END.finditer(text, start, end):
        if _ends_sentence(text, position, match, end):
            _append(spans, text, position, match.end())
            position = match.end()
    _append(spans, text, position, end)
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left, right = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
    if left >= right:
        return
    if spans and not any(c.isalnum() for c in text[left:right]):
        spans[-1] = (spans[-1][0], right)  # a stray quote or bracket belongs to the sentence before
        return
    spans.append((left, right))


def _ends_sentence(text: str, start: int, match: re.Match[str], end: int) -> bool:
    following = text[match.end() : end].lstrip()
    if not following:
        return True
    stop = match["stop"] or "."
    if stop in ("./.", "!", "?") or (len(stop) > 1 and "!" in stop):
        return _opens(following)
    if not _opens(following):
        return False
    if stop != ".":  # an ellipsis ends a sentence only where a new one plainly begins
        return True
    before = text[start : match.start()]
    if match["close"]:
        return True
    token_match = _LAST_TOKEN.search(before)
    token = token_match.group() if token_match else ""
    if token.lower().rstrip(".") in _ABBREVIATIONS or (len(token) == 1 and token.isalpha() and token.isupper()):
        return False
    if _PLACE_NUMBER.search(before):
        return following[0].isupper() and len(before) > 40
    return not _ENUMERATOR.fullmatch(before)


def _opens(following: str) -> bool:
    """Whether a sentence can begin so: upper case, a figure, a quote, a bracket or a dash."""
    first = following[0]
    return first.isupper() or first.isdigit() or first in "\"'“‘«([-–—+•*%" or not first.isalnum()
