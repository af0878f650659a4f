"""The embedded engine: one SQLite file in a folder, with the derived indexes beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from rag.errors import LibraryError
from rag.storage.embedded_store import EmbeddedStore
from rag.storage.originals import FileOriginals

if TYPE_CHECKING:
    from rag.storage.engine import Indexes

ORIGINALS = "originals"
"""The subfolder with the files that reports were read from."""


class EmbeddedEngine:
    """A library in a folder, made when missing; see `rag.storage.engine.Engine`.

    Raises:
        DamagedLibrary: the database is not one, or fails its checks; nothing is changed.
        LibraryError: the folder cannot be used.
    """

    def __init__(self, directory: Path) -> None:
        if directory.exists() and not directory.is_dir():
            raise LibraryError("library_unwritable", path=str(directory), reason="it is no folder")
        self.name = str(directory)
        self.directory = directory
        self.store = EmbeddedStore(directory / "library.sqlite")
        self.lock = FileLock(directory / "library.lock")
        self.originals = FileOriginals(directory / ORIGINALS)

    def indexes(self, encoder: str, dimension: int, before: Indexes | None = None) -> Indexes:
        """The derived indexes, brought up to date."""
        from rag.storage import derived  # FAISS and tantivy are slow to load, and listing needs neither

        deriver = derived.Deriver(self.store, self.directory / "indexes", encoder, dimension, self.lock)
        return deriver.open(before if isinstance(before, derived.Indexes) else None)

    def damage(self, stamp: str, encoder: str) -> str:
        """What is wrong with the derived indexes."""
        from rag.storage.derived import damage

        return damage(self.directory / "indexes", stamp, encoder)
