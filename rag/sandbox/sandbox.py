"""The library's side of the process that reads files: started when first needed, kept for the next file, replaced
when it dies, outstays its time or has grown.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from rag.documents.corrections import Corrections
from rag.documents.schema import Analysed
from rag.errors import LoadError
from rag.loaders.base import LoadedDocument, Original
from rag.loaders.page_image import PageImage
from rag.sandbox import frames
from rag.sandbox.limits import VARIABLE, Limits, read_limits
from rag.storage import records
from rag.types import Metadata, Report

_WORN_MB = 400  # of memory: a process that has needed more is replaced after its file
_SECONDS_A_PAGE = 20  # of the processor
_SECRET = re.compile(r"PASSWORD|SECRET|TOKEN|KEY|CREDENTIAL")  # variables that reading a file does not need


class Sandbox:
    """Reads and analyses files in another process; safe to use from several threads, one file at a time.

    Args:
        limits: of a file; those of the environment by default.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or read_limits()
        self._mutex = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: socket.socket | None = None
        self._folder = ""
        self._is_used = False

    def load(self, path: Path) -> LoadedDocument:
        """What `rag.loaders.load` makes of a file.

        Raises:
            LoadError: what it raises, or a limit that the file went over.
        """
        answer = self._ask({"do": "load", "path": str(path.absolute())}, str(path))
        return records.restore(LoadedDocument, answer)

    def analyse(self, report: Report, hints: Metadata, corrections: Corrections | None = None) -> Analysed:
        """What `rag.documents.analysis.analyse` finds in a report.

        Raises:
            LoadError: a limit that it went over, or what the analysis stumbled on.
        """
        request = {"do": "analyse", "report": records.dump(report), "hints": records.dump(hints)}
        request["corrections"] = records.dump(corrections or Corrections())
        return records.restore(Analysed, self._ask(request, report.source))

    def show(
        self, path: Path, original: Original, name: str, number: int, quote: str = "", share: float = 0.0
    ) -> PageImage:
        """What `rag.loaders.page_image.page_image` makes of a page.

        Args:
            path: of the file.
            original: what it must be.
            name: the report's, for the messages.
            number, quote, share: as `page_image` has them.

        Raises:
            LoadError: original_missing or original_damaged; a limit that the page went over; what it stumbled on.
        """
        request = {"do": "show", "path": str(path.absolute()), "sha256": original.sha256}
        answer = self._ask({**request, "number": number, "quote": quote, "share": share}, name)
        try:
            return records.restore(PageImage, answer)
        except (ValueError, KeyError, TypeError) as error:
            raise LoadError("file_damaged", path=name, kind=original.kind) from error

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._mutex:
            self._stop()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, request: dict[str, Any], name: str) -> str:
        with self._mutex:
            try:
                answer = self._exchange(request)
            except TimeoutError as error:
                raise LoadError("file_slow", path=name, limit=f"{self.limits.seconds} s") from error
            finally:
                self._is_used = True
        if "error" in answer:
            details = {k: str(v) for k, v in dict(answer.get("details", {})).items() if k.isidentifier() and k != "key"}
            raise LoadError(str(answer["error"]), **{**details, "path": name})
        return str(answer["ok"])

    def _exchange(self, request: dict[str, Any]) -> dict[str, Any]:
        """One request; a process that died over it is asked once more afresh, lest an earlier file was the cause."""
        try:
            return self._try(request)
        except frames.Broken:
            was_used, status = self._is_used, self._stop()
            if status == -signal.SIGXCPU or status == -signal.SIGALRM:
                raise TimeoutError from None
            if was_used:
                with contextlib.suppress(frames.Broken):
                    return self._try(request)
                if self._stop() == -signal.SIGXCPU:
                    raise TimeoutError from None
            return {"error": "file_breaks_reader"}
        except BaseException:  # a deadline, or Ctrl+C in the middle: what the process still says is for nobody
            self._stop()
            raise

    def _try(self, request: dict[str, Any]) -> dict[str, Any]:
        connection = self._started()
        deadline = time.monotonic() + self.limits.patience
        frames.send(connection, request, deadline)
        answer = frames.receive(connection, deadline)
        if not isinstance(answer.get("memory"), int) or answer["memory"] > min(_WORN_MB, self.limits.memory // 2):
            self._stop()
        return answer

    def _started(self) -> socket.socket:
        if self._connection is not None:
            return self._connection
        ours, theirs = socket.socketpair()
        self._folder = tempfile.mkdtemp(prefix="hoibaocao-reading-")
        environment = {k: v for k, v in os.environ.items() if not _SECRET.search(k.upper())}
        environment |= {
            VARIABLE: self.limits.to_text(),
            "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path),
            "TMPDIR": self._folder,
            "OMP_NUM_THREADS": "1",
        }
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "rag.sandbox.child", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,  # Ctrl+C is the library's to handle; and what it starts can be ended with it
            )
        except BaseException:
            ours.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        finally:
            theirs.close()
        self._connection, self._is_used = ours, False
        return ours

    def _stop(self) -> int:
        """End the process with all that it has started; its exit status."""
        if self._connection is not None:
            self._connection.close()
        process, self._process, self._connection, self._is_used = self._process, None, None, False
        if process is None:
            return 0
        for _ in range(20):  # it ends by itself when its socket closes; not reaped yet, so that its group is its own
            if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG):
                break
            time.sleep(0.005)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # with what it has started
        status = process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
        return status


@cache
def shared() -> Sandbox:
    """The one that all libraries of this process use: starting it costs half a second."""
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox


@cache
def viewing() -> Sandbox:
    """One that shows pages, so that who looks at a report need not wait for a long file that is being read."""
    limits = read_limits()
    sandbox = Sandbox(replace(limits, seconds=min(limits.seconds, _SECONDS_A_PAGE)))
    atexit.register(sandbox.close)
    return sandbox
