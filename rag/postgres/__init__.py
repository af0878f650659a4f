"""The PostgreSQL engine: a library of several processes and machines, in one transactional database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.errors import LibraryError
from rag.postgres.address import Address

if TYPE_CHECKING:
    from rag.postgres.engine import PostgresEngine


def open_postgres(location: str) -> PostgresEngine:
    """The library on a server.

    Raises:
        LibraryError: postgres_extra_missing, when its driver is not installed; what `rag.postgres.session` says.
    """
    try:
        import pgvector  # noqa: F401
        import psycopg  # noqa: F401
    except ImportError as error:
        raise LibraryError(
            "postgres_extra_missing", path=Address.of(location).name, command='pip install "hoibaocao[postgres]"'
        ) from error
    from rag.postgres.engine import PostgresEngine

    return PostgresEngine(location)
