"""A library spread over several servers by PostgreSQL's own means.

    python -m rag.postgres.nodes postgresql://…/reports postgresql://…/one postgresql://…/two

The first address is the library's, which all processes open; its server keeps the reports and figures. What grows
with the texts, and is searched, is partitioned by the digest of the text over the other servers (`postgres_fdw`),
each of which joins and sorts its own part. The servers are chosen once, before anything is added.

A report is added in one transaction of the first server; the others commit just before it does. Should one of them
be lost between two of those commits, `hoibaocao verify` names the report, and adding or removing it again mends it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from rag.errors import LibraryError, UsageError
from rag.postgres.address import Address
from rag.postgres.failures import failed, refused, without_vectors
from rag.postgres.schema import FORMAT, KEYS, LOCAL, SPREAD, spread_table
from rag.postgres.session import SETTINGS

_REACHED = ("host", "hostaddr", "port", "dbname", "sslmode", "sslrootcert", "connect_timeout")
_ACCOUNT = ("user", "password")
_OPTIONS = {
    "extensions": "vector",  # its operators may run over there
    "use_remote_estimate": "true",
    "async_capable": "true",  # the servers work at the same time
    "fetch_size": "500",
    "batch_size": "1000",
}


def set_up(library: str, nodes: Sequence[str]) -> None:
    """Make the tables of a library that is spread over servers.

    Args:
        library: its address, where nothing is yet.
        nodes: addresses of the servers, with the account that the first one is to use there.

    Raises:
        UsageError: postgres_not_empty. LibraryError: a server cannot be reached or used.
    """
    address = Address.of(library)
    parts = [Address.of(node) for node in nodes]
    with _connected(address) as first:
        if _tables(first, address.schema):
            raise UsageError("postgres_not_empty", path=address.name)
        for part in parts:
            with _connected(part) as node:
                if _tables(node, address.schema):
                    raise UsageError("postgres_not_empty", path=part.name)
                _set_up_node(node, address.schema)
        _set_up_first(first, address.schema, parts)


class _connected:
    """A connection in whose transaction everything happens, its errors translated."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def __enter__(self) -> psycopg.Connection[Any]:
        try:
            self._connection = psycopg.connect(self._address.conninfo, connect_timeout=10)
        except psycopg.Error as error:
            raise refused(error, self._address.name) from error
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        try:
            if error is None:
                self._connection.commit()
        finally:
            lost = self._connection.closed
            self._connection.close()
        if isinstance(error, psycopg.errors.FeatureNotSupported | psycopg.errors.UndefinedFile):
            raise without_vectors(error, self._address.name) from error
        if isinstance(error, psycopg.Error):
            raise failed(error, self._address.name, lost) from error


def _tables(connection: psycopg.Connection[Any], schema: str) -> bool:
    told = "SELECT 1 FROM information_schema.tables WHERE table_schema = %s"
    return connection.execute(told, (schema,)).fetchone() is not None


def _begin(connection: psycopg.Connection[Any], schema: str) -> None:
    connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
    connection.execute(sql.SQL("SET search_path TO {}, public").format(sql.Identifier(schema)))


def _run(connection: psycopg.Connection[Any], statements: str) -> None:
    for statement in filter(str.strip, statements.split(";")):
        connection.execute(statement.encode())


def _set_up_node(node: psycopg.Connection[Any], schema: str) -> None:
    _begin(node, schema)
    for table in SPREAD:
        _run(node, f"CREATE TABLE {spread_table(table, numbers=False)}")
    _run(node, KEYS)


def _set_up_first(first: psycopg.Connection[Any], schema: str, parts: Sequence[Address]) -> None:
    _begin(first, schema)
    first.execute("CREATE EXTENSION IF NOT EXISTS postgres_fdw")
    _run(first, LOCAL)
    first.execute("INSERT INTO meta VALUES ('format', %s)", (str(FORMAT),))
    for table in SPREAD:
        _run(first, f"CREATE TABLE {spread_table(table)} PARTITION BY HASH (sha)")
    for number, part in enumerate(parts):
        server = f"{schema}_node_{number + 1}"
        given = conninfo_to_dict(part.conninfo)
        reached = {key: str(given[key]) for key in _REACHED if key in given}
        searching = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        first.execute(
            sql.SQL("CREATE SERVER {} FOREIGN DATA WRAPPER postgres_fdw OPTIONS ({})").format(
                sql.Identifier(server), _options({**_OPTIONS, **reached, "options": searching})
            )
        )
        account: dict[str, str] = {key: str(given[key]) for key in _ACCOUNT if key in given}
        first.execute(
            sql.SQL("CREATE USER MAPPING FOR CURRENT_USER SERVER {} OPTIONS ({})").format(
                sql.Identifier(server), _options(account)
            )
        )
        for table in SPREAD:
            first.execute(
                sql.SQL(
                    "CREATE FOREIGN TABLE {} PARTITION OF {} FOR VALUES WITH (MODULUS {}, REMAINDER {}) "
                    "SERVER {} OPTIONS ({})"
                ).format(
                    sql.Identifier(f"{table}_{number + 1}"),
                    sql.Identifier(table),
                    sql.Literal(len(parts)),
                    sql.Literal(number),
                    sql.Identifier(server),
                    _options({"schema_name": schema, "table_name": table}),
                )
            )


def _options(given: dict[str, str]) -> sql.Composed:
    return sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.Literal(value)) for name, value in given.items()
    )


def main() -> int:
    """Set up what the command line names."""
    from rag.commands import complain

    parser = argparse.ArgumentParser(prog="python -m rag.postgres.nodes", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("library", help="the library's address, which all processes will open")
    parser.add_argument("nodes", nargs="+", help="addresses of the servers that hold its texts and vectors")
    options = parser.parse_args()
    try:
        set_up(options.library, options.nodes)
    except (LibraryError, UsageError) as error:
        complain(error)
        return 2 if isinstance(error, UsageError) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
