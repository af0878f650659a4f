"""The files that reports were read from, kept where their pages can be shown: each once, by the digest of its bytes.

A file is on the disk before the transaction that names it is kept, and goes after the last one that named it: a
process killed in between leaves at most a file that nobody names, which goes with the next change of the library.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from rag.loaders.base import Original

_BLOCK = 2**20  # bytes read at a time
_UNFINISHED = ".unfinished"
_log = logging.getLogger(__name__)


class Originals(Protocol):
    """Where a library keeps originals. Who changes them holds the library's lock."""

    def keep(self, original: Original, path: Path) -> bool:
        """Keep a file's bytes, inside the transaction that will name them.

        Args:
            original: what was read of the file.
            path: the file; it may have been changed or removed since.

        Returns:
            Whether it still is what was read; otherwise nothing is kept.

        Raises:
            OSError, LibraryError: it cannot be written.
        """
        ...

    def blocks(self, original: Original) -> Iterator[bytes]:
        """The bytes of an original, block by block; none when it is missing."""
        ...

    def opened(self, original: Original) -> AbstractContextManager[Path]:
        """A file with an original's bytes, to be read only. Raises OSError when it is missing."""
        ...

    def sweep(self, named: Collection[Original]) -> None:
        """Delete those that no report names, after the transaction."""
        ...


def damage(originals: Originals, original: Original) -> str:
    """What is wrong with an original: "", "missing" or "damaged"."""
    digest, size = hashlib.sha256(), 0
    try:
        for block in originals.blocks(original):
            digest.update(block)
            size += len(block)
    except OSError:
        return "damaged"
    if not size:
        return "missing"
    return "" if digest.hexdigest() == original.sha256 else "damaged"


def read_blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, block by block. Raises OSError."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal; "" when it cannot be read."""
    digest = hashlib.sha256()
    try:
        for block in read_blocks(path):
            digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """See that the names in a folder survive a power cut."""
    with contextlib.suppress(OSError):  # some file systems cannot
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class FileOriginals:
    """Originals as files of a folder, which is made with the first.

    Args:
        folder: theirs alone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, original: Original, path: Path) -> bool:
        """Keep a file's bytes, durably."""
        if digest_of(self.place(original)) == original.sha256:
            return True
        if not path.is_file():
            return False
        return self.write(original, read_blocks(path))

    def write(self, original: Original, blocks: Iterable[bytes]) -> bool:
        """Keep bytes when they are the original's; whether they are."""
        if not self.folder.is_dir():
            self.folder.mkdir(exist_ok=True)
            sync_folder(self.folder.parent)
        place = self.place(original)
        unfinished = place.with_name(place.name + _UNFINISHED)
        digest = hashlib.sha256()
        try:
            with unfinished.open("wb") as file:
                for block in blocks:
                    digest.update(block)
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            if digest.hexdigest() != original.sha256:
                return False
            unfinished.replace(place)
            sync_folder(self.folder)
            return True
        finally:
            unfinished.unlink(missing_ok=True)

    def blocks(self, original: Original) -> Iterator[bytes]:
        """The bytes of an original; none when it is missing."""
        with contextlib.suppress(FileNotFoundError):
            yield from read_blocks(self.place(original))

    @contextmanager
    def opened(self, original: Original) -> Iterator[Path]:
        """The file itself; whoever has opened it can read it to its end even when it is deleted meanwhile."""
        yield self.place(original)

    def sweep(self, named: Collection[Original]) -> None:
        """Delete those that no report names, and what was left unfinished."""
        wanted = {self.place(one).name for one in named}
        try:
            for file in list(self.folder.iterdir()) if self.folder.is_dir() else []:
                if file.name not in wanted:
                    file.unlink(missing_ok=True)
        except OSError as error:  # the next change of the library tries again
            _log.warning("%s: not deleted: %s", self.folder, error)

    def place(self, original: Original) -> Path:
        """The file of an original."""
        return self.folder / f"{original.sha256}{original.kind}"
