"""Rich Text Format taken into tokens: groups, control words, bytes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: "{" and "}" for groups, a control word with its number, or text as bytes of the font's code page."""

    word: str = ""
    number: int | None = None
    text: bytes = b""


_SYMBOLS = {b"~": 0xA0, b"_": 0x2011, b"-": 0xAD}  # characters that control symbols stand for


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file, in order; binary data that \\bin announces is left out."""
    position = 0
    while (match := _TOKEN.search(data, position)) is not None:
        position = match.end()
        word, number, code, symbol, brace, text = match.groups()
        if word == b"bin":
            position += max(0, int(number or 0))
        elif word:
            yield Token(word.decode("ascii"), int(number) if number else None)
        elif code:
            yield Token(text=bytes.fromhex(code.decode("ascii")))
        elif brace:
            yield Token(brace.decode("ascii"))
        elif text:
            yield Token(text=text)
        elif symbol in _SYMBOLS:
            yield Token("character", _SYMBOLS[symbol])
        elif symbol in (b"\n", b"\r"):
            yield Token("par")
        elif symbol in (b"\\", b"{", b"}"):
            yield Token(text=symbol)
        elif symbol == b"*":
            yield Token("*")
