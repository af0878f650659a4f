"""A folder mirrored by the library: what is new or changed goes in, what has vanished goes out, and so again whenever
the folder changes.

Only reports that an earlier mirroring of the same folder brought are ever removed. A folder that is suddenly empty
removes nothing: it is more likely a disk that is not there than a decision.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from rag.errors import UsageError
from rag.storage.library import Library, Progress
from rag.storage.sources import Added

_SETTLED_MS = 1_600  # a folder is looked at once nothing in it has changed for so long


def mirror(library: Library, folder: Path, progress: Progress | None = None) -> list[Added]:
    """Make the library hold what a folder holds.

    Args:
        library: its other reports stay as they are.
        folder: with its subfolders.
        progress: told after every file.

    Returns:
        What became of each file, then the reports that went out ("removed"). A file that cannot be read keeps the
        report that it was before.

    Raises:
        UsageError: it is no folder.
        LibraryError: the library cannot be written.
    """
    if not folder.is_dir():
        raise UsageError("mirror_needs_folder", path=str(folder))
    results = library.add([folder], progress)
    if not any(one.source and one.error is None for one in results):
        return results
    failed = {one.source for one in results if one.error is not None}
    key = f"folder:{hashlib.sha256(str(folder.resolve()).encode('utf-8', 'surrogateescape')).hexdigest()[:32]}"
    before = json.loads(library.store.meta(key) or "[]")
    present = {report.id: report.source for report in library.reports()}
    held = {one.id for one in results if one.id}
    held |= {one for one in before if present.get(one) in failed}
    gone = [one for one in before if one in present and one not in held]
    removed = [Added(one.id, one.source, "removed") for one in library.remove(gone)] if gone else []
    if sorted(held) != before:
        with library.writing(), library.store.transaction():
            library.store.set_meta(key, json.dumps(sorted(held)))
    return results + removed


def watch(
    library: Library,
    folders: Sequence[Path],
    told: Callable[[Sequence[Added]], None],
    progress: Progress | None = None,
    stop: Event | None = None,
) -> None:
    """Mirror folders now and whenever something in them changes, until stopped.

    Args:
        library: it may be asked by other processes meanwhile.
        folders: what to watch, with subfolders.
        told: given the results of each round; what did not change is not among them after the first.
        progress: told after every file.
        stop: ends the watching when set; Ctrl+C does too.
    """
    from watchfiles import watch as changes

    for folder in folders:
        told(mirror(library, folder, progress))
    for _ in changes(*folders, debounce=_SETTLED_MS, stop_event=stop, raise_interrupt=True, rust_timeout=500):
        for folder in folders:
            told([one for one in mirror(library, folder, progress) if one.status != "unchanged"])
