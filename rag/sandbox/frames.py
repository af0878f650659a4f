"""Messages between the library's process and the one that reads files: JSON objects with their length before them.

JSON because what comes from a process that has just read a hostile file must not be able to run anything here.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

_HEADER = struct.Struct("<Q")
_LARGEST = 2**30  # bytes; the text's own limit lies far below


class Broken(Exception):
    """The other side is gone, or does not speak our language."""


def send(connection: socket.socket, message: dict[str, Any], deadline: float | None = None) -> None:
    """Send a message. Raises Broken, or TimeoutError after the deadline (of `time.monotonic`)."""
    data = json.dumps(message).encode("ascii")  # lone surrogates of file names survive as escapes
    _limit(connection, deadline)
    try:
        connection.sendall(_HEADER.pack(len(data)) + data)
    except TimeoutError:
        raise
    except OSError as error:
        raise Broken(str(error)) from error


def receive(connection: socket.socket, deadline: float | None = None) -> dict[str, Any]:
    """The next message. Raises Broken, or TimeoutError after the deadline (of `time.monotonic`)."""
    (length,) = _HEADER.unpack(_read(connection, _HEADER.size, deadline))
    if length > _LARGEST:
        raise Broken(f"a message of {length} bytes")
    try:
        message = json.loads(_read(connection, length, deadline))
    except (ValueError, RecursionError) as error:
        raise Broken("no JSON") from error
    if not isinstance(message, dict):
        raise Broken("no object")
    return message


def _read(connection: socket.socket, length: int, deadline: float | None) -> bytes:
    parts = []
    while length:
        _limit(connection, deadline)
        try:
            part = connection.recv(min(length, 2**20))
        except TimeoutError:
            raise
        except OSError as error:
            raise Broken(str(error)) from error
        if not part:
            raise Broken("closed")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _limit(connection: socket.socket, deadline: float | None) -> None:
    left = None if deadline is None else deadline - time.monotonic()
    if left is not None and left <= 0:
        raise TimeoutError
    connection.settimeout(left)
