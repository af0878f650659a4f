"""The derived indexes beside the database: written whole into a folder that is swapped in at once, checked when read.

A manifest names the library's stamp, the encoder and every file's checksum. What is missing, stale or damaged is
rebuilt from the database's rows and vectors; nothing is encoded for it.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from filelock import BaseFileLock, Timeout

from rag.documents.schema import Indexed
from rag.search.dense import DenseIndex
from rag.search.lexical import Entry, LexicalIndex
from rag.storage.store import Store

FORMAT = 1
LEVELS = ("sentences", "passages")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Indexes:
    """The indexes of one state of the library, with the rows that they speak of."""

    stamp: str
    encoder: str
    rows: dict[str, dict[int, Indexed]]
    dense: dict[str, DenseIndex]
    lexical: LexicalIndex


def open_indexes(store: Store, folder: Path, encoder: str, dimension: int, lock: BaseFileLock) -> Indexes:
    """The indexes of the library as it is now: read when they are whole and fresh, else rebuilt and written.

    Args:
        store: the library's database; every indexed text has its vector.
        folder: where the indexes lie.
        encoder, dimension: the name and vector length of the encoder in use.
        lock: the library's; only who holds it writes the folder, others keep what they built in memory.

    Raises:
        DamagedLibrary: the database lacks a vector.
    """
    stamp = store.meta("stamp")
    rows = {level: {r.row: r for r in store.indexed(level)} for level in LEVELS}
    read = _read(folder, stamp, encoder)
    if read is not None and all(set(read[0][level].rows.tolist()) == set(rows[level]) for level in LEVELS):
        return Indexes(stamp, encoder, rows, *read)
    dense = {
        level: DenseIndex.build(
            list(rows[level]), store.vectors([r.sha for r in rows[level].values()], encoder, dimension)
        )
        for level in LEVELS
    }
    entries = [Entry(level, r.row, r.report_id, r.text) for level in LEVELS for r in rows[level].values()]
    lexical = None
    try:
        with lock.acquire(timeout=1):
            sweep(folder)
            lexical = _write(folder, stamp, encoder, dense, entries)
    except (Timeout, OSError) as error:
        _log.info("another process writes the library: %s", error)
    lexical = lexical or LexicalIndex.build(entries)
    return Indexes(stamp, encoder, rows, dense, lexical)


def damage(folder: Path, stamp: str, encoder: str) -> str:
    """What is wrong with the indexes on disk: "", "missing", "stale" or "damaged"."""
    manifest = _manifest(folder)
    if manifest is None:
        return "missing" if not folder.exists() else "damaged"
    if manifest.get("stamp") != stamp or (encoder and manifest.get("encoder") != encoder):
        return "stale"
    return "" if _whole(folder, manifest) else "damaged"


def _manifest(folder: Path) -> dict[str, object] | None:
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and manifest.get("format") == FORMAT else None


def _whole(folder: Path, manifest: dict[str, object]) -> bool:
    try:
        return manifest.get("files") == _checksums(folder)
    except OSError:
        return False


def _read(folder: Path, stamp: str, encoder: str) -> tuple[dict[str, DenseIndex], LexicalIndex] | None:
    manifest = _manifest(folder)
    if (
        manifest is None
        or manifest.get("stamp") != stamp
        or manifest.get("encoder") != encoder
        or not _whole(folder, manifest)
    ):
        return None
    try:
        dense = {level: DenseIndex.read(folder / f"{level}.faiss") for level in LEVELS}
        lexical = LexicalIndex.read(folder / "lexical")
        return (dense, lexical) if _manifest(folder) == manifest else None  # not swapped while we read
    except (RuntimeError, ValueError, OSError) as error:
        _log.info("indexes unreadable, rebuilding: %s", error)
        return None


def _write(
    folder: Path, stamp: str, encoder: str, dense: dict[str, DenseIndex], entries: list[Entry]
) -> LexicalIndex | None:
    """Write all files aside, then swap the folder in; None when the disk does not take them (memory serves then)."""
    fresh: Path | None = None
    try:
        fresh = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
        (fresh / "lexical").mkdir()
        LexicalIndex.build(entries, fresh / "lexical")
        for level, index in dense.items():
            index.write(fresh / f"{level}.faiss")
        manifest = {"format": FORMAT, "stamp": stamp, "encoder": encoder, "files": _checksums(fresh)}
        (fresh / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        _swap(fresh, folder)
        return LexicalIndex.read(folder / "lexical")
    except (OSError, RuntimeError, ValueError) as error:
        _log.info("indexes stay in memory: %s", error)
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)
        return None


def _swap(fresh: Path, folder: Path) -> None:
    """Put a folder in another's place. A reader that has the old files open keeps them until it closes them."""
    old = folder.with_name(f"{fresh.name}-old")
    if folder.exists():
        folder.replace(old)
    fresh.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what killed processes left half-written; only while holding the library's lock."""
    for left in folder.parent.glob(f"{folder.name}-*"):
        shutil.rmtree(left, ignore_errors=True)


def _checksums(folder: Path) -> dict[str, int]:
    """Every index file's CRC-32. Tantivy's lock files and the manifest are no part of the index."""

    def checksum(path: Path) -> int:
        value = 0
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                value = zlib.crc32(block, value)
        return value

    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "manifest.json" and p.suffix != ".lock")
    return {p.relative_to(folder).as_posix(): checksum(p) for p in files}
