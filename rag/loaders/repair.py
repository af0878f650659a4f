"""Text typed in the fonts of before Unicode, made Unicode: by the font's name, by its neighbours, by what it becomes.

A font's name is strong evidence, but it errs both ways: sections were pasted under fonts of another encoding, and old
fonts were put on Unicode text. So the words decide where there are enough of them, then the font, then the rest of
the text in that font, then the document.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.loaders.encodings import ENCODINGS, encoding_of, has_vietnamese_letters, readings, to_unicode

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[,\-](?:bold|italic|regular|normal|oblique).*$", re.IGNORECASE)
_FONTS = (
    (re.compile(r"\.?vn[a-z\d ]*(?:tcvn)", re.IGNORECASE), "tcvn3"),
    (re.compile(r"\.vn", re.IGNORECASE), "tcvn3"),
    (re.compile(r"vni[- _a-z]", re.IGNORECASE), "vni"),
    (re.compile(r"vps", re.IGNORECASE), "vps"),
    (re.compile(r"\w*viscii|vi (?:arial|times|courier)", re.IGNORECASE), "viscii"),
)
_SURE_ALONE = 4  # words by which a paragraph is decided against its font and its document
_SURE_TOGETHER = 2
_ENOUGH = 60_000  # code points of a font's text that are judged


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font; "" when the font is not known."""

    text: str
    font: str = ""


def font_encoding(font: str) -> str:
    """The encoding that a font's name stands for (".VnTime": "tcvn3"), "" for any other font."""
    name = _SUBSET.sub("", font.strip())
    return next((encoding for pattern, encoding in _FONTS if pattern.match(name)), "")


def is_capital_font(font: str) -> bool:
    """Whether the font draws small letters as capitals (".VnTimeH")."""
    name = _STYLE.sub("", _SUBSET.sub("", font.strip()))
    return name.lower().startswith(".vn") and name.endswith("H")


class Repair:
    """Repairs the texts of one document.

    Args:
        runs: all of its text, with line breaks between paragraphs and cells; a workbook's sheet is decided as one.
    """

    def __init__(self, runs: Iterable[Run]) -> None:
        texts: dict[str, list[str]] = defaultdict(list)
        for run in runs:
            if run.text == "\n":
                for lines in texts.values():
                    lines.append("\n")
            else:
                texts[run.font].append(run.text)
        joined = {font: _sample(parts) for font, parts in texts.items()}
        self._by_font = {font: _decided(text) for font, text in joined.items() if font and not font_encoding(font)}
        unnamed = "\n".join(text for font, text in joined.items() if not font_encoding(font))
        self._overall = _decided(unnamed[: 2 * _ENOUGH]) or ""
        named = [font_encoding(font) for font, text in joined.items() if font_encoding(font) and not text.isascii()]
        if not self._overall and len(set(named)) == 1 and _decided(unnamed) is None:
            self._overall = named[0]  # the few words under another font are the same person's typing

    def text(self, runs: Sequence[Run]) -> str:
        """The text of a paragraph or cell as it was read on paper, NFC."""
        whole = "".join(run.text for run in runs)
        if whole.isascii() and not any(is_capital_font(run.font) for run in runs):
            return whole
        own = _own(runs)
        # Neighbours in one encoding are read together: bold within a word must not part a letter from its mark.
        parts = [(self._encoding(run, own), is_capital_font(run.font), run.text) for run in runs]
        out = []
        for (encoding, shouted), group in groupby(parts, key=lambda part: part[:2]):
            read = to_unicode("".join(text for *_, text in group), encoding)
            out.append(read.upper() if shouted and encoding == "tcvn3" else read)
        return unicodedata.normalize("NFC", "".join(out))

    def part(self, runs: Sequence[Run], position: int) -> str:
        """The text of one run of a paragraph, for a format whose runs are kept apart."""
        run = runs[position]
        encoding = self._encoding(run, _own(runs))
        read = to_unicode(run.text, encoding)
        return read.upper() if is_capital_font(run.font) and encoding == "tcvn3" else read

    def alone(self, text: str) -> str:
        """A text that was typed apart from the document, such as its title property: decided by its own words."""
        return to_unicode(text, readings(text, (self._overall,) if self._overall else ENCODINGS)[0].encoding)

    def _encoding(self, run: Run, own: str | None) -> str:
        if has_vietnamese_letters(run.text):
            return ""
        named = font_encoding(run.font)
        if own is not None and not (named and own == ""):
            return own
        if named:
            ranked = readings(run.text, (named,))
            return "" if len(ranked) > 1 and ranked[0].encoding == "" and ranked[0].score > ranked[1].score else named
        by_font = self._by_font.get(run.font)
        return self._overall if by_font is None else by_font


def _own(runs: Sequence[Run]) -> str | None:
    """What a paragraph's own words say of its encoding, None when they are too few."""
    whole = "".join(run.text for run in runs)
    if has_vietnamese_letters(whole) and not any(font_encoding(run.font) for run in runs):
        return ""
    return encoding_of(whole, sure=_SURE_ALONE)


def _decided(text: str) -> str | None:
    return encoding_of(text, sure=_SURE_TOGETHER)


def _sample(parts: Sequence[str]) -> str:
    """The first code points that can tell: those of lines with more than ASCII."""
    lines = [line for line in "".join(parts).split("\n") if line and not line.isascii()]
    return "\n".join(lines)[:_ENOUGH]


def repaired_lines(text: str) -> str:
    """A plain text, each line repaired where it was typed in an encoding from before Unicode."""
    if text.isascii():
        return text
    lines = text.split("\n")
    repair = Repair(run for line in lines for run in (Run(line), Run("\n")))
    return "\n".join(line if line.isascii() else repair.text((Run(line),)) for line in lines)
