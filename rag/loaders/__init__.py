"""Files to reports: `find` lists what can be read below a path, `load` reads one file.

A new file type is one module with a function `bytes -> LoadedDocument`, named in `_LOADERS` by its suffixes. It is
imported when the first such file is met, so that nobody waits for the libraries of formats that they do not have.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from rag.errors import LoadError
from rag.sandbox.limits import read_limits

from .archives import MAGIC, check_archive
from .base import KEPT_KINDS, LoadedDocument, Original
from .containers import kind_of

__all__ = ["LIMITS", "SUFFIXES", "LoadedDocument", "find", "load"]

LIMITS = read_limits()
"""What a file may cost; time, memory, pages and text are `rag.sandbox`'s to watch."""

_TEXT: dict[str, str] = {
    ".txt": "plain.load_plain",
    ".md": "plain.load_plain",
    ".markdown": "plain.load_plain",
    ".text": "plain.load_plain",
    ".html": "html.load_html",
    ".htm": "html.load_html",
    ".xhtml": "html.load_html",
    ".csv": "delimited.load_delimited",
    ".tsv": "delimited.load_delimited",
}
_FORMATTED: dict[str, str] = {
    ".pdf": "pdf.load_pdf",
    ".docx": "docx.load_docx",
    ".xlsx": "xlsx.load_xlsx",
    ".xlsm": "xlsx.load_xlsx",
    ".pptx": "pptx.load_pptx",
    ".rtf": "rtf.load_rtf",
    ".doc": "office.load_doc",
    ".xls": "xls.load_xls",
    ".ppt": "office.load_ppt",
}
_LOADERS = _TEXT | _FORMATTED
SUFFIXES = frozenset(_LOADERS)
"""The names' endings of the files that can be read."""

_ABOUT = frozenset({"readme", "license", "changelog", "contributing"})  # of a folder, not reports


def load(path: Path) -> LoadedDocument:
    """Read one file.

    Args:
        path: of a file with one of `SUFFIXES`.

    Returns:
        Its text as it will be stored, with what the file says of itself.

    Raises:
        LoadError: no such file, unknown type, too large, empty, binary or unreadable; its details name the path.
    """
    if not path.exists():
        raise LoadError("file_missing", path=str(path))
    if not path.is_file():  # a pipe or device would never end
        raise LoadError("file_no_file", path=str(path))
    if path.suffix.lower() not in SUFFIXES:
        raise LoadError("file_type_unknown", path=str(path))
    try:
        with path.open("rb") as file:
            data = file.read(LIMITS.megabytes * 2**20 + 1)
    except OSError as error:
        raise LoadError("file_unreadable", path=str(path), reason=error.strerror or str(error)) from error
    if len(data) > LIMITS.megabytes * 2**20:
        raise LoadError("file_too_large", path=str(path), limit=f"{LIMITS.megabytes} MB")
    return read(data, path)


def read(data: bytes, path: Path) -> LoadedDocument:
    """Read a file's content; its name says how."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise LoadError("file_empty", path=str(path))
    suffix = path.suffix.lower()
    try:
        if data.startswith(MAGIC):
            check_archive(data, LIMITS)
        kind = kind_of(data, suffix) if suffix in _FORMATTED else suffix
        document = _loader(kind)(data)
    except LoadError as error:
        raise LoadError(error.key, **{**error.details, "path": str(path)}) from error
    if not any(c.isalnum() for c in document.text):
        raise LoadError("file_empty", path=str(path))
    if kind in KEPT_KINDS:
        document = replace(document, original=Original(hashlib.sha256(data).hexdigest(), kind))
    return document


def _loader(suffix: str) -> Callable[[bytes], LoadedDocument]:
    module, function = _LOADERS[suffix].split(".")
    loader: Callable[[bytes], LoadedDocument] = getattr(import_module(f"{__name__}.{module}"), function)
    return loader


def find(path: Path) -> list[tuple[Path, str]]:
    """The files to add for a path that a user named, each with its source name.

    Args:
        path: a file, or a folder that is searched with its subfolders.

    Returns:
        (file, source) pairs, sorted: the file's name for a file, the path inside the folder for a folder's files.
        Hidden files, unknown types and a README of a folder are passed over, and links that lead out of it: who made
        the folder must not choose which of its reader's files are read.

    Raises:
        LoadError: the path does not exist, or the folder holds no file of a known type.
    """
    if not path.exists():
        raise LoadError("file_missing", path=str(path))
    if not path.is_dir():
        return [(path, path.name)]
    found, root = [], path.resolve()
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path)
        if file.stem.lower() in _ABOUT:
            continue
        if file.is_symlink() and not file.resolve().is_relative_to(root):
            continue
        if file.is_file() and file.suffix.lower() in SUFFIXES and not any(p.startswith(".") for p in inside.parts):
            found.append((file, inside.as_posix()))
    if not found:
        raise LoadError("directory_empty", path=str(path))
    return found
