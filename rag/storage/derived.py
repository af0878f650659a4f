"""The derived indexes beside the database: what they missed is made good report by report, what is damaged is rebuilt.

    indexes/dense/              rows, vectors and lists of both levels, of one state of the library; swapped in whole
    indexes/lexical/LEVEL/      a tantivy index, brought up to date in place, a commit at a time

Each part has a manifest with its files' checksums and knows the state (generation and stamp) that it speaks of. The
database remembers every state that it was in and what has changed since: from there a part goes on. A part of a state
that the library never was in, of another encoder, or with a file that is not as written is made anew from the
database's rows and vectors; nothing is encoded for it. A process killed at any moment leaves such a part or a good
one.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import BaseFileLock, Timeout

from rag.search.level import Level, Segment
from rag.search.lexical import Entry, LexicalIndex, Mark
from rag.storage import manifest, segments
from rag.storage.embedded_store import EmbeddedStore
from rag.storage.engine import LEVELS

_WAITING = (2_000, 20_000)  # rows that may wait beside a base: an eighth of it, within these bounds
_LOCK_SECONDS = 1.0
_log = logging.getLogger(__name__)
_NEVER = Mark(-1, "")
_FAILURES = (Timeout, OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Indexes:
    """The indexes of one state of the library; `base` is the state that the levels' bases are of."""

    mark: Mark
    encoder: str
    base: Mark
    levels: dict[str, Level]
    lexical: dict[str, LexicalIndex]


@dataclass(frozen=True, slots=True)
class Deriver:
    """Brings the indexes to the library's present state.

    Args:
        store: the library's database.
        folder: where the indexes lie.
        encoder, dimension: the name and vector length of the encoder in use.
        lock: the library's; only who holds it writes the folder, others keep what they build in memory.
    """

    store: EmbeddedStore
    folder: Path
    encoder: str
    dimension: int
    lock: BaseFileLock

    def open(self, before: Indexes | None = None) -> Indexes:
        """The indexes of the library as it is now.

        Args:
            before: those of an earlier state; what still holds of them is kept.

        Raises:
            LookupError: a text has no vector of this encoder.
        """
        if before is not None and before.encoder != self.encoder:
            before = None
        mark = Mark(*self.store.state())
        base, levels = self._levels(mark, before)
        return Indexes(
            mark, self.encoder, base, levels, {name: self._lexical(name, mark, before is not None) for name in LEVELS}
        )

    def _levels(self, mark: Mark, before: Indexes | None) -> tuple[Mark, dict[str, Level]]:
        base = before.base if before is not None and self._was(before.base) else _NEVER
        bases = {name: level.base for name, level in before.levels.items()} if before and base != _NEVER else None
        if bases is None:
            base, bases = self._read()
        if bases is None:
            return mark, self._rebuild(mark)
        levels = self._since(base, bases)
        if any(level.debt > _patience(level) for level in levels.values()):
            return self._settled(mark, base, levels)
        return base, levels

    def _was(self, mark: Mark) -> bool:
        return self.store.stamp_of(mark.generation) == mark.stamp

    def _read(self) -> tuple[Mark, dict[str, Segment] | None]:
        """The bases on disk, when they are whole and the library can tell what has changed since."""
        folder = self.folder / "dense"
        found = manifest.read(folder)
        if found is None or found.encoder != self.encoder or not self._was(found.mark) or not found.is_whole():
            return _NEVER, None
        try:
            bases = {name: Segment.read(folder / name) for name in LEVELS}
        except (RuntimeError, ValueError, OSError) as error:
            _log.info("vector indexes unreadable, rebuilding: %s", error)
            return _NEVER, None
        return found.mark, bases if manifest.read(folder) == found else None  # not swapped while we read

    def _since(self, base: Mark, bases: dict[str, Segment]) -> dict[str, Level]:
        """The bases with what has changed since."""
        changed = self.store.changed_since(base.generation)
        if not changed:
            return {name: Level(segment, Segment.empty(self.dimension)) for name, segment in bases.items()}
        return {
            name: Level(
                segment,
                segments.from_store(self.store, name, self.encoder, self.dimension, None, changed),
                frozenset(changed),
            )
            for name, segment in bases.items()
        }

    def _settled(self, mark: Mark, base: Mark, levels: dict[str, Level]) -> tuple[Mark, dict[str, Level]]:
        """New bases with nothing waiting beside them; the old ones when they cannot be written."""
        try:
            with self.lock.acquire(timeout=_LOCK_SECONDS):
                theirs, bases = self._read()
                if bases is not None and theirs.generation > base.generation:  # another process was quicker
                    base, levels = theirs, self._since(theirs, bases)
                if all(level.debt <= _patience(level) for level in levels.values()):
                    return base, levels
                with self._aside(self.folder / "dense") as fresh:
                    for name, level in levels.items():
                        segments.merged(level, fresh / name).write(fresh / name)
                    manifest.write(fresh, mark, self.encoder)
                _, written = self._read()
                return (mark, self._since(mark, written)) if written is not None else (base, levels)
        except _FAILURES as error:
            _log.info("changes stay beside the base: %s", error)
            return base, levels

    def _rebuild(self, mark: Mark) -> dict[str, Level]:
        """Everything from the database, written when the disk takes it, in memory else."""
        made: dict[str, Segment] | None = None
        try:
            with self.lock.acquire(timeout=_LOCK_SECONDS):
                self._sweep()
                with self._aside(self.folder / "dense") as fresh:
                    for name in LEVELS:
                        stem = fresh / name
                        segments.from_store(self.store, name, self.encoder, self.dimension, stem).write(stem)
                    manifest.write(fresh, mark, self.encoder)
                _, made = self._read()
        except _FAILURES as error:
            _log.info("vector indexes stay in memory: %s", error)
        if made is None:
            made = {name: segments.from_store(self.store, name, self.encoder, self.dimension, None) for name in LEVELS}
        return self._since(mark, made)

    def _lexical(self, name: str, mark: Mark, checked: bool) -> LexicalIndex:
        """A level's lexical index of this state: as it lies there, brought up to date, made anew, or in memory."""
        folder = self.folder / "lexical" / name
        found = self._whole_lexical(folder, checked)
        if found is not None and found[1].speaks_of(mark):
            return found[1]
        try:
            with self.lock.acquire(timeout=_LOCK_SECONDS):
                found = self._whole_lexical(folder, checked)  # another process may have been quicker
                if found is None:
                    with self._aside(folder) as fresh:
                        LexicalIndex.build(self._entries(name), fresh, mark)
                        manifest.write(fresh, mark, "")
                    return LexicalIndex.read(folder)
                told, index = found
                if not index.speaks_of(mark):
                    changed = self.store.changed_since(index.generation())
                    index.update(changed, self._entries(name, changed), mark)
                    manifest.write(folder, mark, "", told)
                return index
        except _FAILURES as error:
            _log.info("lexical index stays in memory: %s", error)
            return LexicalIndex.build(self._entries(name), None, mark)

    def _whole_lexical(self, folder: Path, checked: bool) -> tuple[manifest.Manifest, LexicalIndex] | None:
        """The index of a folder, when its files are as written and it speaks of a state that the library was in."""
        told = manifest.read(folder)
        if told is None or not told.is_whole(quick=checked):
            return None
        try:
            index = LexicalIndex.read(folder)
            generation = index.generation()
        except (RuntimeError, ValueError, OSError) as error:
            _log.info("lexical index unreadable, rebuilding: %s", error)
            return None
        stamp = self.store.stamp_of(generation)
        return (told, index) if stamp is not None and index.speaks_of(Mark(generation, stamp)) else None

    def _entries(self, name: str, ids: Sequence[str] | None = None) -> Iterator[Entry]:
        return (Entry(*row) for row in self.store.texts(name, ids))

    @contextmanager
    def _aside(self, folder: Path) -> Iterator[Path]:
        """A folder to write into, put in another's place at the end; a reader keeps the old files that it has open."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
        try:
            yield fresh
            old = folder.with_name(f"{fresh.name}-old")
            if folder.exists():
                folder.replace(old)
            fresh.replace(folder)
            shutil.rmtree(old, ignore_errors=True)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise

    def _sweep(self) -> None:
        """Remove what killed processes left half-written and what older versions wrote; while holding the lock."""
        for folder, known in ((self.folder, {"dense", "lexical"}), (self.folder / "lexical", set(LEVELS))):
            for left in folder.iterdir() if folder.is_dir() else ():
                if left.name not in known:
                    shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink()


def _patience(level: Level) -> int:
    fewest, most = _WAITING
    return min(most, max(fewest, len(level.base.rows) // 8))


def damage(folder: Path, stamp: str, encoder: str) -> str:
    """What is wrong with the indexes on disk: "", "missing", "stale" or "damaged"."""
    if not folder.exists():
        return "missing"
    parts = [manifest.read(part) for part in (folder / "dense", *(folder / "lexical" / name for name in LEVELS))]
    if any(part is None or not part.is_whole() for part in parts):
        return "damaged"
    dense = parts[0]
    fresh = all(part is not None and part.mark.stamp == stamp for part in parts)
    return "" if fresh and dense is not None and encoder in ("", dense.encoder) else "stale"
