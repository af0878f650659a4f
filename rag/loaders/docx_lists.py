"""The numbers and bullets that Word counts itself: "I.", "1.2.", "a)", "-"."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LEVELS = 9


class ListNumbers:
    """Counts the lists of one document.

    Args:
        document: python-docx's; without a numbering part nothing is numbered.
    """

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # list -> level -> (format, text, first)
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)
        self._same: dict[str, str] = {}  # list -> its definition, whose lists count on
        part = next((p for p in document.part.package.iter_parts() if str(p.partname).endswith("/numbering.xml")), None)
        if part is not None:
            self._read(part)

    def mark(self, paragraph: Any, by_style: Any = None) -> str:
        """What opens a paragraph: its number or "- ", with a space after it; "" when it is in no list.

        Args:
            paragraph: the w:p element; call in the order of the document.
            by_style: the w:numPr of its style.
        """
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        found, level = _value(own, "numId") or _value(by_style, "numId"), _level(own, by_style)
        if found not in self._levels or level not in self._levels[found]:
            return ""
        kind, text, _ = self._levels[found][level]
        if kind == "bullet":
            return "- "
        if kind == "none" or not text:
            return ""
        counts = self._counts[self._same[found]]
        counts[level] = (counts[level] or self._levels[found][level][2] - 1) + 1
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        return f"{_PLACE.sub(lambda m: self._written(found, int(m[1]) - 1, counts), text).strip()} "

    def passed(self, paragraph: Any) -> None:
        """An empty paragraph, which Word counts too."""
        self.mark(paragraph)

    def _written(self, found: str, level: int, counts: list[int]) -> str:
        kind, _, first = self._levels[found].get(level, ("decimal", "", 1))
        return _in_format(counts[level] or first, kind) if 0 <= level < _LEVELS else ""

    def _read(self, part: Any) -> None:
        from docx.oxml import parse_xml

        root = parse_xml(part.blob)
        abstract = {
            one.get(f"{_W}abstractNumId"): {
                int(level.get(f"{_W}ilvl")): (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText"),
                    int(_value(level, "start") or 1),
                )
                for level in one.iterfind(f"{_W}lvl")
            }
            for one in root.iterfind(f"{_W}abstractNum")
        }
        for one in root.iterfind(f"{_W}num"):
            number, of = one.get(f"{_W}numId"), _value(one, "abstractNumId")
            self._levels[number] = abstract.get(of, {})
            restarts = one.find(f"{_W}lvlOverride/{_W}startOverride") is not None
            self._same[number] = number if restarts else f"abstract {of}"


def _level(own: Any, by_style: Any) -> int:
    written = _value(own, "ilvl") or _value(by_style, "ilvl") or "0"
    return int(written) if written.isdigit() and int(written) < _LEVELS else 0


def _value(element: Any, name: str) -> str:
    found = element.find(f"{_W}{name}") if element is not None else None
    return str(found.get(f"{_W}val") or "") if found is not None else ""


def _in_format(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        out = ""
        for value, sign in _ROMAN:
            out += sign * (number // value)
            number %= value
        return out.lower() if kind == "lowerRoman" else out
    return str(number)
