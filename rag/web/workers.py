"""A thread that changes the library, with a library of its own: in order, and nobody else has to wait."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


class Worker:
    """The thread; its library (a `rag.storage.library.Library`) is opened when there is first something to do.

    Args:
        name: of the thread.
        open_library: opens the library.
    """

    def __init__(self, name: str, open_library: Callable[[], Any]) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._open = open_library
        self._library: Any = None

    def submit(self, work: Callable[[Any], T]) -> Future[T]:
        """Have something done with the library, after what was submitted before."""
        return self._thread.submit(lambda: work(self._opened()))

    def close(self) -> None:
        """Do what was submitted, then close the library."""
        self._thread.shutdown()
        if self._library is not None:
            self._library.close()

    def _opened(self) -> Any:
        if self._library is None:
            self._library = self._open()
        return self._library
