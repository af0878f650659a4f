"""A session with a server: statements in our spelling, and a new connection when an old one was lost between them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import psycopg
from pgvector.psycopg import register_vector
from psycopg import sql

from rag.errors import LibraryError
from rag.postgres.address import Address
from rag.postgres.failures import refused, without_vectors

_DEFAULTS = {
    "connect_timeout": "10",
    "application_name": "hoibaocao",
    "keepalives_idle": "30",  # a holder of the lock whose machine vanished lets go of it within two minutes
    "keepalives_interval": "10",
    "keepalives_count": "6",
}
_OLDEST = (0, 8)  # pgvector's first version that goes on searching until a filter has let enough rows pass
SETTINGS = {
    "hnsw.ef_search": "1000",
    "hnsw.iterative_scan": "strict_order",
    "hnsw.max_scan_tuples": "100000",
    "random_page_cost": "1.1",
}
"""How pgvector searches: more candidates than are asked for, and further where a filter lets few pass. Rows are read by
an index where there is one, as solid-state disks allow: the server's default is for turning ones."""


class Session:
    """Runs statements whose values stand as question marks, as `rag.storage.connection.Connection` wants it.

    Args:
        address: of the library.

    Raises:
        LibraryError: postgres_unreachable, postgres_refused or postgres_vector_missing.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._holds = 0
        self._connection = self._connect()

    @property
    def is_lost(self) -> bool:
        """Whether the connection is gone."""
        return self._connection.closed

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Inside, the server keeps something for this connection: when it is lost, another cannot stand in for it."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1

    def execute(self, statement: str, values: Sequence[Any] = ()) -> psycopg.Cursor[Any]:
        """Run one statement."""
        try:
            return self._alive().execute(_adapted(statement), values, binary=True)
        except psycopg.OperationalError:
            if self._holds or not self.is_lost:
                raise
            return self._alive().execute(_adapted(statement), values, binary=True)  # the server was restarted, perhaps

    def first(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """The first row of what a statement finds."""
        return self.execute(statement, values).fetchone()

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        with self._alive().cursor() as cursor:
            cursor.executemany(_adapted(statement), list(rows))

    def copy(self, table: str, columns: Sequence[str], types: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows the quick way.

        Args:
            table, columns: as SQL names them.
            types: of the columns.
            rows: a value a column.
        """
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)"
        with self._alive().cursor() as cursor, cursor.copy(sql.SQL(statement)) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)

    def roll_back(self) -> None:
        """Give up the transaction; the server has done so when the connection is lost."""
        if not self.is_lost and self._connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            with contextlib.suppress(psycopg.Error):
                self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """End the session."""
        self._connection.close()

    def _alive(self) -> psycopg.Connection[Any]:
        if self._connection.closed and not self._holds:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> psycopg.Connection[Any]:
        place, schema = self._address.name, sql.Identifier(self._address.schema)
        try:
            given = psycopg.conninfo.conninfo_to_dict(self._address.conninfo)
            missing = {key: value for key, value in _DEFAULTS.items() if key not in given}
            made = psycopg.connect(self._address.conninfo, autocommit=True, prepare_threshold=None, **missing)  # type: ignore[arg-type]
        except psycopg.Error as error:
            raise refused(error, place) from error
        try:
            made.execute(sql.SQL("SET search_path TO {}, public").format(schema))
            made.execute("SET enable_partitionwise_join = on")
            self._learn_vectors(made)
            for name, value in SETTINGS.items():
                made.execute(sql.SQL("SET {} = {}").format(sql.SQL(name), sql.Literal(value)))
        except BaseException:
            made.close()
            raise
        return made

    def _learn_vectors(self, made: psycopg.Connection[Any]) -> None:
        """See that pgvector is there, new enough and found, whichever schema it stands in."""
        place = self._address.name
        known = (
            "SELECT extversion, nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
            "WHERE extname = 'vector'"
        )
        try:
            if made.execute(known).fetchone() is None:
                made.execute("SELECT pg_advisory_lock(0, 1)")  # two at once would trip over each other
                made.execute("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
                made.execute("SELECT pg_advisory_unlock(0, 1)")
        except psycopg.Error as error:
            raise without_vectors(error, place) from error
        row = made.execute(known).fetchone()
        assert row is not None
        version, schema = row
        if tuple(int(part) for part in version.split(".")[:2]) < _OLDEST:
            raise without_vectors(f"pgvector {version} < {'.'.join(map(str, _OLDEST))}", place)
        made.execute(
            sql.SQL("SET search_path TO {}, public, {}").format(
                sql.Identifier(self._address.schema), sql.Identifier(schema)
            )
        )
        if made.info.parameter_status("server_encoding") != "UTF8":
            raise LibraryError("library_unwritable", path=place, reason="its encoding is not UTF8")
        register_vector(made)


@lru_cache(maxsize=512)
def _adapted(statement: str) -> bytes:
    """A statement in the driver's spelling."""
    return statement.replace("%", "%%").replace("?", "%s").encode()
