"""Rich Text Format (.rtf): paragraphs and tables, each run with its font, which tells the encoding it was typed in.

The libraries for this format give plain text without fonts, and without them capitals of ".VnTimeH" and documents of
several encodings cannot be told. Followed is the specification 1.9.1, as far as text goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from rag.errors import LoadError
from rag.loaders.base import LoadedDocument
from rag.loaders.draft import finished
from rag.loaders.properties import Properties
from rag.loaders.rtf_body import RtfBody
from rag.loaders.rtf_tokens import Token, tokens

_CODE_PAGES = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
}
_SILENT = frozenset(
    "colortbl pict header headerl headerr headerf footer footerl footerr footerf objdata fldinst ftnsep "
    "ftnsepc xmlnstbl nonesttables filetbl revtbl rsidtbl themedata colorschememapping datastore latentstyles".split()
)
_INFO = ("title", "author", "company", "creatim", "revtim")
_DEEPEST = 500  # groups within groups


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    font: int = 0
    skip: int = 1  # bytes after a \\u that stand for it where it is not known
    place: str = ""  # "" for the text; "font", "style", "silent", "footnote", or one of `_INFO`
    style: int = 0  # whose name is read
    hidden: bool = False


def load_rtf(data: bytes) -> LoadedDocument:
    """A document in Rich Text Format; `data` is its content.

    Raises:
        LoadError: it is not in this format.
    """
    if b"{\\rtf" not in data[:2048]:
        raise LoadError("file_damaged", kind=".rtf")
    return _Reader().read(data)


class _Reader:
    """One pass over the tokens of a document."""

    def __init__(self) -> None:
        self._body = RtfBody()
        self._stack: list[_State] = []
        self._state = _State()
        self._fonts: dict[int, str] = {}
        self._pages: dict[int, str] = {}
        self._default_page = "cp1252"
        self._default_font = 0
        self._bytes = b""
        self._left_out = 0
        self._starred = False
        self._high = 0  # the first half of a character beyond the sixteen-bit range
        self._styles: dict[int, str] = {}
        self._info: dict[str, str] = {}
        self._days: dict[str, dict[str, int]] = {"creatim": {}, "revtim": {}}

    def read(self, data: bytes) -> LoadedDocument:
        for token in tokens(data):
            if token.word == "{":
                self._flush()
                if len(self._stack) >= _DEEPEST:
                    raise LoadError("file_damaged", kind=".rtf")
                self._stack.append(self._state)
                self._left_out, self._starred = 0, False
            elif token.word == "}":
                self._flush()
                if self._state.place == "footnote" and (not self._stack or self._stack[-1].place != "footnote"):
                    self._body.end_note()
                self._state = self._stack.pop() if self._stack else self._state
                self._left_out = 0
            elif token.word:
                self._word(token)
            else:
                self._text(token.text)
        self._flush()
        title, author = self._info.get("title", ""), self._info.get("company") or self._info.get("author", "")
        properties = Properties(title.strip(), author.strip(), self._day("creatim"), self._day("revtim"))
        return finished(self._body.blocks(), properties)

    def _text(self, text: bytes) -> None:
        if self._left_out:
            dropped = min(self._left_out, len(text))
            self._left_out -= dropped
            text = text[dropped:]
        self._bytes += text

    def _word(self, token: Token) -> None:
        word, number = token.word, token.number
        if word == "*":
            self._starred = True
            return
        self._flush()
        self._left_out = 0
        starred, self._starred = self._starred, False
        if word in _SILENT or (starred and word not in ("shptxt", "listtext", "pntext")):
            self._state = replace(self._state, place="silent")
        elif word == "u" and number is not None:
            self._character(number & 0xFFFF)
            self._left_out = self._state.skip
        elif word == "character" and number is not None:
            self._add(chr(number))
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif word in _PLACES:
            _PLACES[word](self)
        elif word in _INFO and self._state.place in ("info", *_INFO):
            self._state = replace(self._state, place=word)
        elif word in ("yr", "mo", "dy") and self._state.place in self._days and number:
            self._days[self._state.place][word] = number
        else:
            self._format(word, number)

    def _format(self, word: str, number: int | None) -> None:
        state = self._state
        if word == "f" and number is not None:
            self._state = replace(state, font=number)
        elif word == "fcharset" and state.place == "font" and number in _CODE_PAGES:
            self._pages[state.font] = _CODE_PAGES[number]
        elif word == "plain":
            self._state = replace(state, font=self._default_font, hidden=False)
        elif word in ("v", "deleted"):
            self._state = replace(state, hidden=number != 0)
        elif word == "uc":
            self._state = replace(state, skip=max(0, min(number or 0, 8)))
        elif word == "ansicpg" and number:
            self._default_page = f"cp{number}" if number not in (0, 65001) else "utf-8"
        elif word == "deff" and number is not None:
            self._default_font = number
            self._state = replace(state, font=number)
        elif word == "s" and state.place == "style" and number is not None:
            self._state = replace(state, style=number)
        elif word == "s" and number is not None and self._styles.get(number, "").lower().startswith("heading"):
            self._body.format("outlinelevel", 0)
        elif state.place == "" and not state.hidden:
            self._body.format(word, number)

    def _enter(self, place: str) -> None:
        if self._state.place != "silent":
            self._state = replace(self._state, place=place)

    def _note(self) -> None:
        if self._state.place == "":
            self._body.begin_note()
            self._state = replace(self._state, place="footnote")

    def _box(self) -> None:
        self._state = replace(self._state, place="", hidden=False)
        self._body.format("par", None)

    def _character(self, code: int) -> None:
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if self._high:
                self._add(chr(0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00)))
            self._high = 0
        else:
            self._add(chr(code))

    def _flush(self) -> None:
        if not self._bytes:
            return
        raw, self._bytes = self._bytes, b""
        page = self._pages.get(self._state.font, self._default_page)
        try:
            text = raw.decode(page, "strict" if page == "cp1252" else "replace")
        except (LookupError, UnicodeDecodeError):
            text = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in raw)
        self._add(text)

    def _add(self, text: str) -> None:
        place = self._state.place
        if place == "font":
            self._fonts[self._state.font] = (self._fonts.get(self._state.font, "") + text).split(";")[0]
        elif place == "style":
            self._styles[self._state.style] = (self._styles.get(self._state.style, "") + text).split(";")[0].strip()
        elif place in _INFO:
            self._info[place] = self._info.get(place, "") + text
        elif place in ("", "footnote") and not self._state.hidden:
            self._body.add(text, self._fonts.get(self._state.font, "").strip())

    def _day(self, place: str) -> date | None:
        day = self._days[place]
        try:
            return date(day.get("yr", 0), day.get("mo", 0), day.get("dy", 0))
        except ValueError:
            return None


_PLACES: dict[str, Callable[[_Reader], None]] = {
    "fonttbl": lambda reader: reader._enter("font"),
    "stylesheet": lambda reader: reader._enter("style"),
    "info": lambda reader: reader._enter("info"),
    "footnote": _Reader._note,
    "shptxt": _Reader._box,
}
