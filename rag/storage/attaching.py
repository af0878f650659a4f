"""Keeping the file that a report was read from, with the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rag.loaders.base import LoadedDocument
from rag.storage.originals import damage

if TYPE_CHECKING:
    from rag.storage.library import Library


def attach(library: Library, report_id: str, document: LoadedDocument, path: Path | None) -> None:
    """Keep a report's file if that is worth it, in place of an earlier one; in the report's transaction.

    Args:
        library: of the report.
        report_id: of the report.
        document: what was read of the file.
        path: the file; None for a text that came from none. What was changed since it was read is not kept.

    Raises:
        OSError, LibraryError: the file cannot be written.
    """
    original = document.original
    is_kept = original is not None and path is not None and library.engine.originals.keep(original, path)
    library.store.put_original(report_id, original if is_kept else None)


def attach_missing(library: Library, report_id: str, document: LoadedDocument, path: Path | None) -> None:
    """Keep the file of a report that is in the library without it, because an older version read it or it was lost.

    Args: as `attach` has them; inside `Library.writing`.
    """
    original, originals = document.original, library.engine.originals
    if original is None or path is None:
        return
    if library.store.original(report_id) != original or damage(originals, original):
        with library.changing():
            if originals.keep(original, path):
                library.store.put_original(report_id, original)
