"""From logits to spans: windows over long passages, the best spans of each, whole words and numbers.

Knows nothing of the network: token ids and logits in, offsets out.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BOS, EOS = 0, 2
MAX_QUESTION = 64
LONGEST = 80  # tokens of a span
BEST = 20  # starts and ends looked at in a window
_INSIDE_NUMBER = re.compile(r"\d[.,/:-]\d")
_QUANTITY = re.compile(
    r"(?<![\w.,/-])\d[\d.,]*"
    r"(?:\s?%|\s(?:nghìn |ngàn |vạn )?(?:tỷ|tỉ|triệu)(?!\w|\slệ)(?:\s(?:đồng|USD|đô la|euro))?(?!\w)"
    r"|\s(?:đồng|USD)(?!\w))"
)
# 33/QĐ-UBND, 2023 -2028
_UNCUT = re.compile(r"\d+(?:/\d{4})?/[A-ZĐ]{2,}(?:-[A-ZĐ]+)*|\b(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d\b")
_SENTENCE_END = re.compile(r"""[.!?…]["”»)]?\s+(?=["“(]?[^\W\da-z])|\n""")
CROSSING = 2.0  # taken off a span for every sentence end inside it, up to three: +0.3 F1 on rows kept out of training
_NEAR = 40  # characters around a cut in which a quantity or a document number is looked for
_BRACKETS = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«"}


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of a passage as the network reads it.

    Attributes:
        passage: index of the passage.
        ids: the whole sequence, question and separators included.
        base: position of the first context token in `ids`.
        offsets: characters of each context token in the passage.
    """

    passage: int
    ids: list[int]
    base: int
    offsets: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate: characters [start, end) of a passage.

    Attributes:
        score: its start and end logit above the window's no-answer logits.
        odds: the same for all starts and ends of the window together (log of their summed exponentials): how likely the
            window is to have an answer at all. It tells unanswerable questions better than the score does.
    """

    passage: int
    start: int
    end: int
    score: float
    odds: float = 0.0


def windows(
    passage: int,
    question: Sequence[int],
    tokens: Sequence[int],
    offsets: Sequence[tuple[int, int]],
    size: int,
    overlap: int,
) -> list[Window]:
    """A passage cut into sequences of at most `size` tokens, neighbours sharing `overlap` tokens of the passage."""
    question = list(question[:MAX_QUESTION])
    room = size - len(question) - 4
    found = []
    begin = 0
    while True:
        end = min(len(tokens), begin + room)
        if len(tokens) - end < overlap // 2 and len(tokens) - begin <= room + overlap // 2:
            end = len(tokens)  # no window of a few tokens for a passage that nearly fits
        ids = [BOS, *question, EOS, EOS, *tokens[begin:end], EOS]
        found.append(Window(passage, ids, len(question) + 3, offsets[begin:end]))
        if end >= len(tokens):
            return found
        begin = end - overlap


def spans(window: Window, logits: NDArray[np.float32], text: str, best: int = BEST) -> Iterator[Span]:
    """The window's candidate spans, best first, snapped to whole words as they are asked for; overlapping ones too.

    Args:
        window: the sequence.
        logits: (length, 2), possibly longer than the sequence.
        text: the passage.
        best: how many starts and ends to combine.
    """
    count = len(window.offsets)
    if not count:
        return
    inner = logits[window.base : window.base + count].astype(np.float64)
    none = float(logits[0, 0]) + float(logits[0, 1])
    odds = float(np.logaddexp.reduce(inner[:, 0]) + np.logaddexp.reduce(inner[:, 1])) - none
    starts = np.argsort(-inner[:, 0], kind="stable")[:best]
    ends = np.argsort(-inner[:, 1], kind="stable")[:best]
    scores = inner[starts, 0][:, None] + inner[ends, 1][None] - none
    sentence = _sentences(text, window.offsets)
    scores -= CROSSING * np.clip(sentence[ends][None] - sentence[starts][:, None], 0, 3)
    lengths = ends[None] - starts[:, None]
    scores[(lengths < 0) | (lengths >= LONGEST)] = -np.inf
    seen: set[tuple[int, int]] = set()
    for place in np.argsort(-scores, axis=None, kind="stable"):
        i, j = divmod(int(place), len(ends))
        if not np.isfinite(scores[i, j]):
            break
        start, end = snap(text, window.offsets[starts[i]][0], window.offsets[ends[j]][1])
        if start < end and (start, end) not in seen:
            seen.add((start, end))
            yield Span(window.passage, start, end, float(scores[i, j]), odds)


def _sentences(text: str, offsets: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Number of the sentence that each token belongs to."""
    begins = [match.end() for match in _SENTENCE_END.finditer(text)]
    # A token may carry the space before its word, so its last character tells where it belongs.
    return np.searchsorted(begins, [max(start, end - 1) for start, end in offsets], side="right")


def apart(found: Sequence[Iterable[Span]], top: int) -> list[Span]:
    """The `top` best spans of which no two overlap in a passage.

    Args:
        found: the spans of each window, best first.
        top: how many to choose.
    """
    chosen: list[Span] = []
    for span in heapq.merge(*found, key=lambda s: (-s.score, s.passage, s.start, s.end)):
        if len(chosen) >= top:
            break
        if all(span.passage != c.passage or span.end <= c.start or span.start >= c.end for c in chosen):
            chosen.append(span)
    return chosen


def _joined(text: str, at: int) -> bool:
    """Whether a cut before text[at] would go through a word, a number or a letter and its accents."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.combining(after):
        return True
    if (before.isalnum() or unicodedata.combining(before)) and after.isalnum():
        return _spaced(before) and _spaced(after)
    if after.isdigit() and at > 1:
        return bool(_INSIDE_NUMBER.fullmatch(text[at - 2 : at + 1]))
    return bool(_INSIDE_NUMBER.fullmatch(text[at - 1 : at + 2]))


def _spaced(character: str) -> bool:
    """Whether the script writes spaces between words: a word of Chinese, Japanese or Thai has no edges to snap to."""
    code = ord(character)
    return not (0x0E00 <= code < 0x0F00 or 0x2E80 <= code < 0xA000 or 0xAC00 <= code < 0xD7B0 or code >= 0x20000)


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """The span [start, end) without space and stray punctuation around it, grown to whole words, numbers and units.

    "37,3" becomes "37,367 tỷ đồng" where that is what the text has: half a number and a number without its
    magnitude are wrong answers. An empty span stays empty.
    """
    start, end = max(0, start), min(len(text), end)
    while start < end and (text[start].isspace() or text[start] in ",;:.)]}”»"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:([{“«"):
        end -= 1
    if start >= end:
        return start, start
    while _joined(text, start):
        start -= 1
    while _joined(text, end):
        end += 1
    for whole in _UNCUT.finditer(text, max(0, start - _NEAR), end + _NEAR):
        start = whole.start() if whole.start() < start < whole.end() else start
        end = whole.end() if whole.start() < end < whole.end() else end
    for whole in _QUANTITY.finditer(text, max(0, end - _NEAR), end + _NEAR):
        end = whole.end() if whole.start() < end < whole.end() else end
    if end - start > 1 and text[end - 1] == "." and not text[end - 2].isupper():
        end -= 1  # the full stop of the sentence, not of "TP."
    closing = text[end : end + 1]
    if closing in _BRACKETS and text.count(_BRACKETS[closing], start, end) > text.count(closing, start, end):
        end += 1
    last = text[end - 1]
    if last in _BRACKETS and _BRACKETS[last] not in text[start:end]:
        end -= 1
    return start, end
