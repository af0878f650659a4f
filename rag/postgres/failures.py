"""What a server's errors mean to the person who reads them."""

from __future__ import annotations

import re

import psycopg
from psycopg import errors

from rag.errors import DamagedLibrary, LibraryError

_LOST = ("08", "57P0")  # connection exceptions; shutdown by an administrator, crash, still starting
_NODE = re.compile(r'server "([^"]+)"')
_BUSY = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure)
_FOREIGN = (errors.UndefinedTable, errors.UndefinedColumn, errors.UndefinedObject, errors.InvalidSchemaName)
_REFUSED = ("authentication failed", "no password supplied", "no pg_hba.conf entry", "does not exist", "permission")


def refused(error: psycopg.Error, place: str) -> LibraryError:
    """Why no connection came about; libpq tells by its words alone."""
    key = "postgres_refused" if any(sign in str(error) for sign in _REFUSED) else "postgres_unreachable"
    return LibraryError(key, path=place, reason=_line(error))


def failed(error: psycopg.Error, place: str, is_lost: bool) -> LibraryError:
    """Why a statement failed.

    Args:
        error: the driver's.
        place: the library's name.
        is_lost: whether the connection is gone.
    """
    state = error.sqlstate or ""
    if not is_lost and state.startswith("08"):  # a server that our server could not reach
        found = _NODE.search(str(error))
        return LibraryError(
            "postgres_node_unreachable", path=place, node=found[1] if found else "?", reason=_line(error)
        )
    if is_lost or state.startswith(_LOST):
        return LibraryError("postgres_unreachable", path=place, reason=_line(error))
    if isinstance(error, _BUSY):
        return LibraryError("library_busy", path=place, reason=_line(error))
    if isinstance(error, _FOREIGN):
        return DamagedLibrary("library_damaged", path=place, reason=_line(error))
    return LibraryError("library_unwritable", path=place, reason=_line(error))


def without_vectors(error: psycopg.Error | str, place: str) -> LibraryError:
    """pgvector is not there, or too old, or not for this user to make."""
    return LibraryError("postgres_vector_missing", path=place, reason=error if isinstance(error, str) else _line(error))


def _line(error: psycopg.Error) -> str:
    """The first line of what the server said, without its full stop: a message goes on after it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = next((line for line in lines if "failed:" in line), lines[0] if lines else type(error).__name__)
    return said.rstrip(".")
