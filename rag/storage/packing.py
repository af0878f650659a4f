"""The originals of a library inside a backup, which is one file, and out of it again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from rag.loaders.base import Original
from rag.storage.originals import FileOriginals, Originals, damage, sync_folder

_NAMED = "SELECT sha, kind FROM originals UNION SELECT sha, kind FROM removed_originals"
_PARTS = (
    "CREATE TABLE original_parts (sha TEXT, kind TEXT, number INTEGER, content BLOB, PRIMARY KEY (sha, kind, number))"
)


def pack(copy: Path, originals: Originals) -> None:
    """Put the originals that a copy of a library's database names into it.

    Args:
        copy: the database.
        originals: the library's; what of them is missing or damaged is left out, and `verify` says so of either.
    """
    with closing(sqlite3.connect(copy)) as database, database:
        named = [Original(*row) for row in database.execute(_NAMED)]
        database.execute(_PARTS)
        for one in named:
            if not damage(originals, one):
                parts = ((one.sha256, one.kind, number, block) for number, block in enumerate(originals.blocks(one)))
                database.executemany("INSERT INTO original_parts VALUES (?, ?, ?, ?)", parts)


def unpack(copy: Path, originals: FileOriginals) -> None:
    """Take the originals out of a copy of a backup; one that is damaged is left out.

    Args:
        copy: the database; one of an older version has none.
        originals: where they go.

    Raises:
        sqlite3.DatabaseError, ValueError, TypeError: it is no whole backup.
    """
    with closing(sqlite3.connect(copy)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'original_parts'").fetchone():
            return
        for sha, kind in database.execute("SELECT DISTINCT sha, kind FROM original_parts").fetchall():
            originals.write(Original(sha, kind), _blocks(database, sha, kind))
        database.execute("DROP TABLE original_parts")
        database.commit()
        database.execute("VACUUM")


def move(originals: FileOriginals, folder: Path) -> None:
    """Move originals into a library's folder on the same disk, durably."""
    if not originals.folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for file in originals.folder.iterdir():
        file.replace(folder / file.name)
    sync_folder(folder)
    sync_folder(folder.parent)


def _blocks(database: sqlite3.Connection, sha: str, kind: str) -> Iterator[bytes]:
    for (content,) in database.execute(
        "SELECT content FROM original_parts WHERE sha = ? AND kind = ? ORDER BY number", (sha, kind)
    ):
        yield bytes(content)
