"""The files that reports were read from, in the database itself, in parts of a megabyte."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.loaders.base import Original
from rag.postgres.store import PostgresStore
from rag.storage.originals import damage, read_blocks


class PostgresOriginals:
    """See `rag.storage.originals.Originals`.

    Args:
        store: the rows.
    """

    def __init__(self, store: PostgresStore) -> None:
        self._store = store

    def keep(self, original: Original, path: Path) -> bool:
        """Keep a file's bytes, with the transaction that it is called in."""
        if not damage(self, original):
            return True
        if not path.is_file():
            return False
        digest = hashlib.sha256()

        def read() -> Iterator[bytes]:
            for block in read_blocks(path):
                digest.update(block)
                yield block

        self._store.put_parts(original, read())
        if digest.hexdigest() != original.sha256:
            self._store.drop_parts(original)
            return False
        return True

    def blocks(self, original: Original) -> Iterator[bytes]:
        """The bytes of an original; none when it is missing."""
        statement = "SELECT content FROM original_parts WHERE sha = ? AND kind = ? AND number = ?"
        number = 0
        while found := self._store.select_rows(statement, (original.sha256, original.kind, number)):
            yield bytes(found[0][0])
            number += 1

    @contextmanager
    def opened(self, original: Original) -> Iterator[Path]:
        """A copy of it, for as long as it is open."""
        with tempfile.NamedTemporaryFile(prefix="hoibaocao-", suffix=original.kind) as file:
            for block in self.blocks(original):
                file.write(block)
            if not file.tell():
                raise FileNotFoundError(original.sha256)
            file.flush()
            yield Path(file.name)

    def sweep(self, named: Collection[Original]) -> None:
        """Delete those that no report names."""
        self._store.drop_unnamed_parts()
