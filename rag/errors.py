"""The one tree of errors. They become messages for people only at the edge (command line, app).

HoiBaoCaoError
├── UsageError            the caller asked for something that cannot be (exit status 2)
│   └── QuestionError     an empty or too long question
├── LoadError             a file that cannot be read into a report
├── LibraryError          the library cannot be opened, read or written
│   └── DamagedLibrary    its database fails its checks
└── ModelError            an encoder or reader that cannot be loaded
"""

from __future__ import annotations


class HoiBaoCaoError(Exception):
    """Base of all errors of this project.

    Args:
        key: name of the message in `rag.messages`.
        **details: what the message's placeholders need.
    """

    def __init__(self, key: str, **details: object) -> None:
        super().__init__(f"{key}: {details}" if details else key)
        self.key = key
        self.details = details


class UsageError(HoiBaoCaoError):
    """The caller asked for something that cannot be."""


class QuestionError(UsageError):
    """A question that is empty or too long."""


class LoadError(HoiBaoCaoError):
    """A file that cannot be read into a report."""


class LibraryError(HoiBaoCaoError):
    """The library cannot be opened, read or written."""


class DamagedLibrary(LibraryError):
    """The library's database fails its checks."""


class ModelError(HoiBaoCaoError):
    """An encoder or reader that cannot be loaded."""
