"""Which files a user means, what their reports are called, and where the library lies by default."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from rag.errors import HoiBaoCaoError, LoadError
from rag.loaders import find
from rag.text import clean


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: "added", "replaced", "unchanged", "moved" or "failed" (then with its error).

    `notice` says what of it is missing although it was added.
    """

    id: str
    source: str
    status: str
    error: HoiBaoCaoError | None = None
    notice: HoiBaoCaoError | None = None


Location = Path | str
"""Where a library lies: a folder, or the address of a server, which begins with postgresql://."""

_SERVERS = ("postgresql://", "postgres://")


def is_server(location: Location) -> bool:
    """Whether a location is a server's address."""
    return isinstance(location, str) and location.startswith(_SERVERS)


def location_of(named: str) -> Location:
    """What a person has named."""
    return named if is_server(named) else Path(named)


def default_location() -> Location:
    """The library that is used when none is named: HOIBAOCAO_LIBRARY, else a folder in the user's data folder."""
    named = os.environ.get("HOIBAOCAO_LIBRARY", "")
    return location_of(named) if named else user_folder() / "library"


def own_folder(location: Location | None) -> Path:
    """Where this machine keeps what belongs to a library but not into it, such as feedback.

    Args:
        location: of the library; None for the default one.
    """
    wanted = default_location() if location is None else location
    if isinstance(wanted, Path):
        return wanted
    parts = urlsplit(wanted)
    place = f"{parts.netloc.rpartition('@')[2]}{parts.path}?{parts.query}"
    return user_folder() / "servers" / hashlib.sha256(place.encode()).hexdigest()[:16]


def user_folder() -> Path:
    """The user's data folder."""
    return Path(platformdirs.user_data_dir("hoibaocao", appauthor=False))


def plain_name(name: str) -> str:
    """A file's name as it is kept and shown: one line, without characters that hide or turn others around."""
    return " ".join(clean(name).split()) or "?"


def wanted_files(paths: Iterable[Path]) -> tuple[list[tuple[Path, str]], list[Added]]:
    """The files to add with their sources, and what failed before a file was found.

    Two files of one name get their folder's name before it, so that neither replaces the other.
    """
    wanted: list[tuple[Path, str]] = []
    failed: list[Added] = []
    seen: dict[str, Path] = {}
    for path in paths:
        try:
            found = find(path)
        except LoadError as error:
            failed.append(Added("", path.name or str(path), "failed", error))
            continue
        for file, source in found:
            source = plain_name(source)
            place, folder = file.resolve(), file.resolve().parent
            while source in seen and seen[source] != place and folder.name:
                source, folder = f"{plain_name(folder.name)}/{source}", folder.parent
            if source not in seen:
                seen[source] = place
                wanted.append((file, source))
    return wanted, failed
