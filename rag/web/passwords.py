"""The page's password: kept as an argon2id hash in the user's settings, checked without telling how wrong a guess was.

Guesses are slowed twice: by the hash itself, and by a limit of failures for each address.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import platformdirs
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from rag.errors import UsageError

VARIABLE = "HOIBAOCAO_PASSWORD"
SHORTEST = 8  # characters
_HASHER = PasswordHasher()  # argon2id with the library's own parameters, which follow RFC 9106
_MARK = "$argon2"
_FAILURES, _SECONDS = 5, 300.0
_MOST_ADDRESSES = 10_000


def settings_file() -> Path:
    """Where the hash lies; readable by its owner only."""
    return Path(platformdirs.user_config_dir("hoibaocao", appauthor=False)) / "password"


def hashed(password: str) -> str:
    """A password's hash; one that is a hash already stays. Raises UsageError (password_short)."""
    if password.startswith(_MARK):
        return password
    if len(password) < SHORTEST:
        raise UsageError("password_short", least=SHORTEST)
    return _HASHER.hash(password)


def matches(kept: str, given: str) -> bool:
    """Whether a password is the one whose hash was kept."""
    try:
        return _HASHER.verify(kept, given)
    except (VerificationError, InvalidHashError):
        return False


def keep(password: str) -> Path:
    """Store a password's hash, in place of an earlier one.

    Raises:
        UsageError: it is too short, or the settings cannot be written.
    """
    file, text = settings_file(), hashed(password)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)  # its owner's alone from the beginning
        with os.fdopen(handle, "w", encoding="ascii") as written:
            written.write(text)
        Path(name).replace(file)
    except OSError as error:
        raise UsageError("file_unwritable", path=str(file), reason=error.strerror or str(error)) from error
    return file


def forget() -> bool:
    """Remove the stored hash; whether there was one."""
    there = settings_file().exists()
    settings_file().unlink(missing_ok=True)
    return there


def current() -> str | None:
    """The hash of the password in force: the environment's (a password or a hash), else the stored one, else none.

    Raises:
        UsageError: the environment's is too short, or the stored one cannot be read.
    """
    if given := os.environ.get(VARIABLE):
        return hashed(given)
    try:
        return settings_file().read_text("ascii").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise UsageError("file_unreadable", path=str(settings_file()), reason=str(error)) from error


class Attempts:
    """Failed logins by address: after a few, an address has to wait.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._mutex = threading.Lock()
        self._failed: dict[str, deque[float]] = {}

    def wait(self, address: str) -> int:
        """Seconds until an address may try again, 0 when it may now."""
        with self._mutex:
            times = self._recent(address)
            if len(times) < _FAILURES:
                return 0
            return max(1, round(times[0] + _SECONDS - self._clock()))

    def failed(self, address: str) -> None:
        """A wrong password came from an address."""
        with self._mutex:
            if len(self._failed) >= _MOST_ADDRESSES:
                self._failed.pop(next(iter(self._failed)))
            times = self._recent(address)
            times.append(self._clock())
            self._failed[address] = times

    def _recent(self, address: str) -> deque[float]:
        times = self._failed.get(address, deque(maxlen=_FAILURES))
        while times and times[0] <= self._clock() - _SECONDS:
            times.popleft()
        return times
