"""Text and markdown files, verbatim: page furniture stays in the text and is marked when it is chunked."""

from __future__ import annotations

from rag.text import clean

from .base import LoadedDocument, decode
from .repair import repaired_lines


def load_plain(data: bytes) -> LoadedDocument:
    """A text file's document; `data` is its content. Raises LoadError when it is no text."""
    return LoadedDocument(clean(repaired_lines(decode(data))))
