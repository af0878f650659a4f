"""Words on a page with where they stand: the characters of a PDF put together, and what they share with scanned words.

Lengths are in points (1/72 inch), from the page's top left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from rag.loaders.repair import Run

_SPACE = 0.16  # of the letters' size: a gap wider than this parts words
_SAME_LINE = 0.5  # of the lower one's height, by which two characters of a line overlap at least
_RAISED = 0.75  # of the line's size, below which a character is a raised note mark


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its fonts, with its box and the size of its letters."""

    runs: tuple[Run, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool = False

    @property
    def text(self) -> str:
        """The word without its fonts."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that stand close to each other; a line over several columns is several segments."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @property
    def is_bold(self) -> bool:
        return all(word.is_bold for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


Line = Sequence[Segment]


def words_of(characters: Sequence[dict[str, Any]]) -> list[Word]:
    """The words of a page's characters, as pdfplumber gives them; hidden and rotated ones are left out."""
    upright = [c for c in characters if c.get("upright", True) and c["text"] and c["size"] > 0.5]
    return [word for line in _lines(upright) for word in _words(line)]


def runs_of(words: Sequence[Word]) -> tuple[Run, ...]:
    """The runs of words that follow each other, a space between the words."""
    runs: list[Run] = []
    for number, word in enumerate(words):
        for run in word.runs:
            text = " " + run.text if number and run is word.runs[0] else run.text
            if runs and runs[-1].font == run.font:
                runs[-1] = Run(runs[-1].text + text, run.font)
            else:
                runs.append(Run(text, run.font))
    return tuple(runs)


def lines_of(words: Sequence[Word], gap: float = 1.8) -> list[list[Segment]]:
    """Words put into lines from top to bottom, each line cut where a gap is wider than `gap` times the letters."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        middle = (word.top + word.bottom) / 2
        row = next((r for r in reversed(rows[-3:]) if r[0].top <= middle <= r[0].bottom), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [_segments(sorted(row, key=lambda w: w.x0), gap) for row in rows]


def _segments(row: Sequence[Word], gap: float) -> list[Segment]:
    groups: list[list[Word]] = []
    for word in row:
        if groups and word.x0 - groups[-1][-1].x1 <= gap * max(word.size, groups[-1][-1].size):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Segment(tuple(group)) for group in groups]


def _lines(characters: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Characters that stand on one line, from left to right."""
    rows: list[tuple[float, float, list[dict[str, Any]]]] = []
    for one in sorted(characters, key=lambda c: (c["top"], c["x0"])):
        for n in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom, row = rows[n]
            overlap = min(bottom, one["bottom"]) - max(top, one["top"])
            if overlap >= _SAME_LINE * min(bottom - top, one["bottom"] - one["top"]):
                row.append(one)
                break
        else:
            rows.append((one["top"], one["bottom"], [one]))
    for _, _, row in rows:
        yield sorted(row, key=lambda c: c["x0"])


def _words(line: Sequence[dict[str, Any]]) -> Iterator[Word]:
    current: list[dict[str, Any]] = []
    for one in line:
        if one["text"].isspace():
            if current:
                yield _word(current)
            current = []
            continue
        if current and one["x0"] - current[-1]["x1"] > _SPACE * one["size"]:
            yield _word(current)
            current = []
        if current and _is_double(current[-1], one):
            continue  # printed twice, a little apart, to look bold
        current.append(one)
    if current:
        yield _word(current)


def _is_double(before: dict[str, Any], one: dict[str, Any]) -> bool:
    return bool(before["text"] == one["text"]) and bool(abs(before["x0"] - one["x0"]) < 0.12 * one["size"])


def _word(characters: Sequence[dict[str, Any]]) -> Word:
    runs: list[Run] = []
    for one in characters:
        font = str(one.get("fontname") or "")
        if runs and runs[-1].font == font:
            runs[-1] = Run(runs[-1].text + one["text"], font)
        else:
            runs.append(Run(one["text"], font))
    return Word(
        tuple(runs),
        characters[0]["x0"],
        max(c["x1"] for c in characters),
        min(c["top"] for c in characters),
        max(c["bottom"] for c in characters),
        float(median(c["size"] for c in characters)),
        all("bold" in str(c.get("fontname")).lower() or "black" in str(c.get("fontname")).lower() for c in characters),
    )
