"""What a file really is: old names cover new formats, and programs save web pages and RTF under office names."""

from __future__ import annotations

import io
import zipfile
import zlib

from rag.errors import LoadError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {
    "EncryptedPackage": "",
    "WordDocument": ".doc",
    "PowerPoint Document": ".ppt",
    "Workbook": ".xls",
    "Book": ".xls",
}
_PARTS = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx", "ppt/presentation.xml": ".pptx"}
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")
_HEAD = 2048  # bytes in which a format names itself
UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, zlib.error, SyntaxError)
"""What the libraries for .docx, .xlsx and .pptx raise over a damaged one."""


def kind_of(data: bytes, suffix: str) -> str:
    """The suffix of the format that a file is in.

    Args:
        data: its content.
        suffix: its name's, believed where the content does not say.

    Raises:
        LoadError: the content is protected by a password, or a container of another kind.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.lstrip()[:5] == b"{\\rtf":
        return ".rtf"
    if head.startswith(b"PK\x03\x04"):
        return _of_zip(data)
    if head.startswith(_OLE):
        return _of_ole(data, suffix)
    if any(mark in head.lower().replace(b"\x00", b"") for mark in _MARKUP):
        return ".html"
    if suffix in (".xls", ".xlsx"):
        return ".csv"  # what databases export under this name is often delimited text
    if suffix in (".doc", ".docx"):
        return ".txt"
    return suffix


def _of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lstrip("/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise LoadError("file_damaged", kind=".zip") from error
    for part, kind in _PARTS.items():
        if part in names:
            return kind
    raise LoadError("file_type_unknown")


def _of_ole(data: bytes, suffix: str) -> str:
    """The kind of a compound file, by the names of its streams, which stand in it as UTF-16."""
    kinds = [kind for name, kind in _STREAMS.items() if (name + "\x00").encode("utf-16-le") in data]
    if not kinds:
        raise LoadError("file_type_unknown")
    kind = suffix if suffix in kinds else kinds[0]  # a sheet within a letter has its stream in the letter's file
    if not kind:
        raise LoadError("file_protected")
    return kind
