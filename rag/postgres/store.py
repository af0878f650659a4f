"""The rows of a library on a server, with what its word search needs: each row's terms, and how many rows have each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rag.loaders.base import Original
from rag.postgres.address import Address
from rag.postgres.database import PostgresDatabase
from rag.postgres.schema import SPREAD
from rag.postgres.terms import Numbered, numbered
from rag.storage.store import Store
from rag.storage.vectors import checked_level

_LEVELS = [table for table, columns in SPREAD.items() if ("terms", "integer[]") in columns]


_ADDED = "ON CONFLICT (level, term) DO UPDATE SET count = l.count + excluded.count"


class PostgresStore(Store, PostgresDatabase):
    """See `PostgresDatabase` for what it is made of and what it raises."""

    def __init__(self, address: Address) -> None:
        self._new_terms: dict[str, Counter[int]] = {level: Counter() for level in _LEVELS}
        self._new_rows: dict[str, Counter[str]] = {level: Counter() for level in _LEVELS}
        super().__init__(address)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `PostgresDatabase.transaction`; the terms of all rows added inside are counted once, at its end."""
        for level in _LEVELS:  # what a transaction that failed left
            self._new_terms[level].clear()
            self._new_rows[level].clear()
        with super().transaction():
            yield

    def totals(self, level: str) -> tuple[int, int]:
        """How many rows of a level are indexed, and how many syllables they have."""
        with self._errors():
            row = self._db.first("SELECT rows, length FROM totals WHERE level = ?", (level,))
            return int(row[0]), int(row[1])

    def indexed_count(self, level: str) -> int:
        """How many "sentences" or "passages" the indexes hold."""
        return self.totals(checked_level(level))[0]

    def counts(self, level: str, terms: Collection[int]) -> dict[int, int]:
        """In how many rows of a level terms stand; those that stand in none are left out."""
        with self._errors():
            return dict(
                self._db.execute(
                    "SELECT term, count FROM lexicon WHERE level = ? AND term = ANY(?::int4[]) AND count > 0",
                    (level, list(terms)),
                ).fetchall()
            )

    def select_rows(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The rows that a SELECT of the search finds."""
        with self._errors():
            return self._db.execute(statement, values).fetchall()

    def run(self, statement: str) -> None:
        """Run a statement of the search's upkeep, by itself: what is read in one state goes on in the present one."""
        with self._errors():
            self._release()
            self._db.execute(statement)

    def put_parts(self, original: Original, blocks: Iterable[bytes]) -> None:
        """Write an original's bytes in place of what there is of it; inside a transaction."""
        self.drop_parts(original)
        for number, block in enumerate(blocks):
            values = (original.sha256, original.kind, number, block)
            self._db.execute("INSERT INTO original_parts VALUES (?, ?, ?, ?)", values)

    def drop_parts(self, original: Original) -> None:
        """Delete the bytes of an original; inside a transaction."""
        self._db.execute("DELETE FROM original_parts WHERE sha = ? AND kind = ?", (original.sha256, original.kind))

    def drop_unnamed_parts(self) -> None:
        """Delete the bytes of the originals that no report names, present or removed."""
        with self._errors():
            self._release()
            self._db.execute(
                "DELETE FROM original_parts p WHERE NOT EXISTS (SELECT 1 FROM originals o WHERE o.sha = p.sha) "
                "AND NOT EXISTS (SELECT 1 FROM removed_originals o WHERE o.sha = p.sha)"
            )

    def _new_state(self) -> None:
        for level in _LEVELS:
            self._count_new(level)
        super()._new_state()

    def _count_new(self, level: str) -> None:
        """Add the rows that a transaction has added to a level to what is known of all rows."""
        terms, rows = self._new_terms[level], self._new_rows[level]
        if terms:
            self._db.execute(
                "INSERT INTO lexicon AS l SELECT ?, term, count "
                f"FROM unnest(?::int4[], ?::int4[]) t (term, count) {_ADDED}",
                (level, list(terms), list(terms.values())),
            )
        if rows:
            self._db.execute(
                "UPDATE totals SET rows = rows + ?, length = length + ? WHERE level = ?",
                (rows["rows"], rows["length"], level),
            )

    def _add_rows(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        if table in _LEVELS:
            text, sha = (list(columns).index(name) for name in ("indexed", "sha"))
            columns = [*columns, *Numbered._fields]
            rows = [(*row, *numbered(row[text], table)) for row in rows]
            for *row, length, terms, _ in rows:
                if row[sha]:
                    self._new_terms[table].update(terms)
                    self._new_rows[table].update(rows=1, length=length)
        super()._add_rows(table, columns, rows)

    def _drop_rows(self, ids: Sequence[str]) -> None:
        for level in _LEVELS:
            self._count_off(level, ids)
        super()._drop_rows(ids)

    def _count_off(self, level: str, ids: Sequence[str]) -> None:
        """Take the rows of some reports off what is known of all rows of a level."""
        rows = f"FROM {level} WHERE sha != '' AND document = ANY(?)"
        self._db.execute(
            "INSERT INTO lexicon AS l SELECT ?, term, -count(*) "
            f"FROM (SELECT unnest(terms) AS term {rows}) t GROUP BY term {_ADDED}",
            (level, list(ids)),
        )
        self._db.execute(
            "UPDATE totals SET rows = totals.rows - t.rows, length = totals.length - t.length "
            f"FROM (SELECT count(*) AS rows, coalesce(sum(length), 0) AS length {rows}) t WHERE level = ?",
            (list(ids), level),
        )
