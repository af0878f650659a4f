"""What a loader hands over, and the decoding that all loaders of text share."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass, field

from rag.errors import LoadError
from rag.text import fold
from rag.types import Metadata, Page

KEPT_KINDS = frozenset({".pdf"})
"""The kinds of files that are kept as they came, because their pages can be shown."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a report was read from: the SHA-256 of its bytes in hexadecimal, and one of `KEPT_KINDS`."""

    sha256: str
    kind: str

    def __post_init__(self) -> None:
        """Both name a file, and may come from a process that has just read a hostile one."""
        if not _DIGEST.fullmatch(self.sha256) or self.kind not in KEPT_KINDS:
            raise ValueError("no original")


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A file's text as it will be stored (NFC), with what the file says of itself, and its pages.

    `unread` are the numbers of pages that are scanned and could not be read, because tesseract is missing; `original`
    is the file itself, when it is worth keeping.
    """

    text: str
    hints: Metadata = field(default_factory=Metadata)
    pages: tuple[Page, ...] = ()
    unread: tuple[int, ...] = ()
    original: Original | None = None


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"\x7fELF",
    b"SQLite format 3",
    b"BZh",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xfd7zXZ",
    b"OggS",
    b"ID3",
    b"RIFF",
)
_JUDGED = 60_000  # bytes by which an encoding is told
_WINDOWS = tuple(  # what Windows shows of each byte; its five gaps stand for themselves
    chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252") for byte in range(256)
)
_COMMON = ("tinh", "cua", "cac", "nam", "cong", "thong", "va", "duoc", "trong", "the", "of", "and", "is", "to")


def decode(data: bytes, declared: str = "") -> str:
    """The text of a file's bytes.

    Args:
        data: the content.
        declared: the encoding that the file names (an HTML page's charset), tried after the marks of the bytes.

    Returns:
        The text: by its byte order mark, else UTF-8, else UTF-16, else the declared encoding, else Windows-1258 or
        an encoding from before Unicode, then as the characters that its bytes are in Windows-1252 or Latin-1.

    Raises:
        LoadError: the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    if data.startswith(_MAGIC):
        raise LoadError("file_binary")
    wide = _utf16_without_mark(data)
    if wide:
        return _checked(data.decode(wide, "replace"))
    if b"\x00" in data:
        raise LoadError("file_binary")
    for encoding in filter(None, ("utf-8", declared)):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return _checked(text)
    return _checked(_legacy(data))


def _legacy(data: bytes) -> str:
    """Eight-bit text: mostly UTF-8 with a few broken bytes, Windows-1258, or the bytes of an older encoding.

    The older ones (TCVN3, VNI, VISCII, VPS) come back as the characters that a reader without their fonts sees; what
    is made of the text repairs them (`rag.loaders.repair`), before `clean` takes the control characters among them.
    """
    from rag.loaders.encodings import readings

    as_utf8 = data.decode("utf-8", "replace")
    if as_utf8.count("\ufffd") * 200 <= len(as_utf8):
        return as_utf8
    sample = data[:_JUDGED]
    windows = readings(unicodedata.normalize("NFC", sample.decode("cp1258", "replace")), ())[0]
    older = readings(sample.decode("latin-1"))[0]
    if older.encoding and older.is_vietnamese and older.score > windows.score:
        is_charset = older.encoding in ("viscii", "vps")
        return data.decode("latin-1") if is_charset else "".join(map(_WINDOWS.__getitem__, data))
    return data.decode("cp1258", "replace")


def _utf16_without_mark(data: bytes) -> str:
    """The byte order of UTF-16 text without its mark, known by where its zero bytes stand; "" when it is none."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > len(sample) * 0.15 and others <= len(sample) * 0.01:
            return name
    return ""


def _checked(text: str) -> str:
    """Refuse what is no text: control characters and undecodable bytes beyond a few, or no known word at all."""
    sample = text[:20000]
    bad = sum(c == "\ufffd" or (c < " " and c not in "\t\n\r\x0b\x0c") for c in sample)
    if bad > 0.02 * len(sample) + 1:
        raise LoadError("file_binary")
    letters = sum(c.isalpha() for c in sample)
    if len(sample) > 400 and letters < 0.2 * len(sample) and not any(w in fold(sample) for w in _COMMON):
        raise LoadError("file_binary")
    return text
