"""The address of a library on a server: postgresql://user@host:port/database?library=name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from rag.errors import UsageError

_SCHEMA = "hoibaocao"
_NAME = re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a library lies.

    Args:
        conninfo: what libpq understands; it may hold a password.
        schema: the library's tables stand in a schema of their own, so that a database may hold several libraries
            and other programs' tables.
        name: what people are shown; no user and no password in it.
    """

    conninfo: str = field(repr=False)
    schema: str
    name: str

    @classmethod
    def of(cls, location: str) -> Address:
        """The address of a location. Raises UsageError when its library's name cannot be one."""
        parts = urlsplit(location)
        options = parse_qsl(parts.query, keep_blank_values=True)
        named = next((value for key, value in options if key == "library"), None)
        if named is not None and not _NAME.fullmatch(named):
            raise UsageError("postgres_library_name", name=named)
        rest = urlencode([one for one in options if one[0] != "library"])
        return cls(
            urlunsplit((parts.scheme, parts.netloc, parts.path, rest, "")),
            _SCHEMA if named is None else f"{_SCHEMA}_{named}",
            f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}" + (f"?library={named}" if named else ""),
        )
