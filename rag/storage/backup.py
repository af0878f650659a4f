"""A library as one file, and back. Copied while it may be in use, checked before anything depends on the copy.

The file is an SQLite database like the library's own, and has the files that reports were read from in a table more.
It holds the reports with all that was made of them, so a restored library answers without encoding anything; the
derived indexes are built from it.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import Timeout

from rag.errors import DamagedLibrary, LibraryError, UsageError
from rag.postgres.address import Address
from rag.storage.embedded import ORIGINALS
from rag.storage.embedded_store import EmbeddedStore
from rag.storage.library import Library
from rag.storage.originals import FileOriginals, sync_folder
from rag.storage.packing import move, pack, unpack
from rag.storage.sources import Location, is_server
from rag.storage.verification import problems

_NAME = "library.sqlite"
_LOCK_SECONDS = 60.0


def back_up(library: Library, target: Path, overwrite: bool = False) -> int:
    """Copy a library into a file, whole or not at all.

    Args:
        library: any; others may read and write it meanwhile, the copy is of one moment.
        target: the file to be.
        overwrite: whether a file that is there already may be replaced.

    Returns:
        How many reports the copy holds.

    Raises:
        UsageError: backup_exists, backup_on_server, or the place cannot be written.
        DamagedLibrary: the copy fails its checks: the library is damaged, and no file is left.
    """
    store = library.store
    if not isinstance(store, EmbeddedStore):
        raise UsageError("backup_on_server", path=library.engine.name)
    if target.exists() and not overwrite:
        raise UsageError("backup_exists", path=str(target))
    with _folder_beside(target) as folder:
        copy = folder / _NAME
        store.copy_to(copy)
        count = _checked(folder, library.directory / _NAME)
        pack(copy, library.engine.originals)
        _put(copy, target)
    return count


def restore(source: Path, location: Location, overwrite: bool = False) -> int:
    """Make a library what a backup holds; a process that is killed meanwhile leaves the one or the other.

    Args:
        source: a file that `back_up` wrote, by this version or an older one.
        location: the library's folder, made when missing.
        overwrite: whether reports that are there may be given up. A damaged database is put aside, not deleted.

    Returns:
        How many reports the library holds now.

    Raises:
        UsageError: no such file, library_not_empty, or backup_on_server.
        DamagedLibrary: the file is no whole backup; nothing is changed.
        LibraryError: the library cannot be written, or another process writes it.
    """
    if not source.is_file():
        raise UsageError("file_missing", path=str(source))
    if is_server(location):
        raise UsageError("backup_on_server", path=Address.of(str(location)).name)
    place = Path(location) / _NAME
    with _folder_beside(place) as folder:
        copy = folder / _NAME
        _copy_backup(source, copy)
        own = FileOriginals(folder / ORIGINALS)
        try:
            unpack(copy, own)
        except (sqlite3.DatabaseError, ValueError, TypeError) as error:
            raise DamagedLibrary("backup_damaged", path=str(source), reason=str(error)) from error
        count = _checked(folder, source)
        try:
            with Library(location) as library, library.lock.acquire(timeout=_LOCK_SECONDS):
                if library.count() and not overwrite:
                    raise UsageError("library_not_empty", path=str(location), count=library.count())
                store = library.store
                assert isinstance(store, EmbeddedStore)
                move(own, place.with_name(ORIGINALS))
                store.fill_from(copy)
                library.engine.originals.sweep(store.originals().keys())
        except DamagedLibrary:
            if not overwrite:
                raise
            _put_aside(place)
            move(own, place.with_name(ORIGINALS))
            _put(copy, place)
        except Timeout as error:
            raise LibraryError("library_busy", path=str(location), reason=str(error)) from error
    return count


@contextmanager
def _folder_beside(target: Path) -> Iterator[Path]:
    """A folder on the same disk, gone afterwards: what is finished in it is moved to its place at once."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
            yield Path(folder)
    except OSError as error:
        raise UsageError("file_unwritable", path=str(target), reason=error.strerror or str(error)) from error


def _copy_backup(source: Path, copy: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as given,
            closing(sqlite3.connect(copy)) as taken,
        ):
            given.backup(taken)
    except sqlite3.DatabaseError as error:
        raise DamagedLibrary("backup_damaged", path=str(source), reason=str(error)) from error


def _checked(folder: Path, origin: Path) -> int:
    """The number of reports of a copy, once nothing is found wrong with what answers need of it."""
    try:
        with Library(folder) as copy:
            found = problems(copy, with_originals=False)
            count = copy.count()
    except DamagedLibrary as error:
        raise DamagedLibrary("backup_damaged", path=str(origin), reason=error.details.get("reason", "")) from error
    if found:
        raise DamagedLibrary("backup_damaged", path=str(origin), reason=found[0])
    return count


def _put(copy: Path, target: Path) -> None:
    """Move a finished file to its place, so that not even a power cut leaves half of it there."""
    with copy.open("rb+") as file:
        os.fsync(file.fileno())
    copy.replace(target)
    sync_folder(target.parent)


def _put_aside(place: Path) -> None:
    """Rename a damaged database, its journals and its originals: it may be all that somebody has of them."""
    number = next(n for n in range(1, 10_000) if not place.with_name(f"{place.name}.damaged-{n}").exists())
    for ending in ("", "-wal", "-shm"):
        file = place.with_name(place.name + ending)
        if file.exists():
            file.replace(place.with_name(f"{place.name}.damaged-{number}{ending}"))
    originals = place.with_name(ORIGINALS)
    if originals.exists():
        originals.replace(place.with_name(f"{ORIGINALS}.damaged-{number}"))
