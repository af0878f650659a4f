"""The process that reads strangers' files: it does what it is told until its socket closes, or until a limit ends it.

It has no right to a network, to large files or to more memory and time than the limits say. Python's own errors are
answers; whatever kills it is seen by its parent, which starts another.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rag.errors import HoiBaoCaoError, LoadError
from rag.sandbox import frames
from rag.sandbox.limits import Limits, read_limits

_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")
_OPEN_FILES = 256
_LARGEST_WRITTEN = 2**30  # bytes of one temporary file (an office program's conversion)


def main(descriptor: int) -> None:
    """Serve requests.

    Args:
        descriptor: of the socket to the parent.
    """
    limits = read_limits()
    connection = socket.socket(fileno=descriptor)
    _confine(limits)
    while True:
        try:
            request = frames.receive(connection)
        except frames.Broken:
            return
        _allow_time(limits)
        frames.send(connection, _answer(request, limits))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _confine(limits: Limits) -> None:
    """Give up what reading a file does not need."""
    memory = limits.memory * 2**20
    # Data, not address space: an office program that a loader starts maps gigabytes that it never touches.
    for kind, value in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, _LARGEST_WRITTEN),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        with contextlib.suppress(ValueError, OSError):  # a stricter limit is in force already
            resource.setrlimit(kind, (value, value))
    with contextlib.suppress(OSError):  # when memory runs out the kernel ends this process, not the library's
        Path("/proc/self/oom_score_adj").write_text("600", "ascii")
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, _: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"{event} while reading a file")


def _allow_time(limits: Limits) -> None:
    """Set the clocks: of the processor, and of the wall in case the parent is no longer there to watch it."""
    used = math.ceil(time.process_time())
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = used + limits.seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    signal.setitimer(signal.ITIMER_REAL, limits.patience + 5)


def _answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = {"ok": _WORK[str(request["do"])](request, limits)}
    except (HoiBaoCaoError, MemoryError) as error:
        told = error if isinstance(error, HoiBaoCaoError) else LoadError("file_memory")
        if _lacked_memory(error, limits):
            told = LoadError("file_memory", limit=f"{limits.memory} MB")
        answer = {"error": told.key, "details": {k: str(v) for k, v in told.details.items()}}
    except Exception as error:  # whatever a loader stumbles over is said of its file, and stops no other
        reason = f"{type(error).__name__}: {error}"[:300]
        answer = {"error": "file_unreadable", "details": {"reason": reason}}
    return {**answer, "memory": _peak()}


def _lacked_memory(error: BaseException, limits: Limits) -> bool:
    """Whether an error came of memory that was not given: parsers in C hide it behind words of their own."""
    return isinstance(error, MemoryError) or _peak() > 0.6 * limits.memory


def _peak() -> int:
    """The most memory that this program has held, in megabytes; `getrusage` would count the parent it was forked of."""
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
        return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0]) // 1024
    except (OSError, ValueError, IndexError):  # another system
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _load(request: dict[str, Any], limits: Limits) -> str:
    from rag import loaders
    from rag.storage import records

    path = Path(request["path"])
    document = loaders.load(path)
    if len(document.pages) > limits.pages:
        raise LoadError("file_pages", path=str(path), limit=limits.pages)
    if len(document.text) > limits.characters:
        raise LoadError("file_text_long", path=str(path), limit=limits.characters)
    if document.text.count(" | ") > limits.rows and sum(" | " in x for x in document.text.split("\n")) > limits.rows:
        raise LoadError("file_rows", path=str(path), limit=limits.rows)
    return records.dump(document)


def _analyse(request: dict[str, Any], limits: Limits) -> str:
    from rag.documents import analysis
    from rag.documents.corrections import Corrections
    from rag.storage import records
    from rag.types import Metadata, Report

    report = records.restore(Report, request["report"])
    hints = records.restore(Metadata, request["hints"])
    corrections = records.restore(Corrections, request["corrections"])
    return records.dump(analysis.analyse(report, hints, corrections))


def _show(request: dict[str, Any], limits: Limits) -> str:
    from rag.loaders.page_image import page_image
    from rag.storage import records

    try:
        with Path(request["path"]).open("rb") as file:
            data = file.read()
    except OSError as error:
        raise LoadError("original_missing") from error
    if hashlib.sha256(data).hexdigest() != request["sha256"]:
        raise LoadError("original_damaged")
    return records.dump(page_image(data, int(request["number"]), str(request["quote"]), float(request["share"])))


_WORK: dict[str, Callable[[dict[str, Any], Limits], str]] = {"load": _load, "analyse": _analyse, "show": _show}

if __name__ == "__main__":
    main(int(sys.argv[1]))
