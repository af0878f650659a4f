"""The queue of reports to be read and encoded: one at a time, in the background, each with where it stands.

It lives in the server, so it outlives a reload of the page, and any page shows it.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rag.errors import HoiBaoCaoError
from rag.storage import editing
from rag.storage.progress import Cancelled, Step

ACTIVE = ("waiting", "reading", "encoding", "stopping")
_MOST_KEPT = 500  # finished jobs shown at most
_log = logging.getLogger(__name__)
_Do = Callable[[Any, Callable[[Step], None]], dict[str, Any]]  # gives what it makes of the job


@dataclass(frozen=True, slots=True)
class Job:
    """A report on its way: `status` is one of ACTIVE, of `Library.add`'s, "reindexed" or "cancelled"."""

    id: str
    name: str
    status: str = "waiting"
    done: int = 0  # texts encoded
    total: int = 0
    seconds_left: float | None = None  # None until it can be told
    error: HoiBaoCaoError | None = None
    notice: HoiBaoCaoError | None = None  # what was left out of a report that was read
    report_id: str = ""

    @property
    def is_active(self) -> bool:
        """Whether anything is still to be done."""
        return self.status in ACTIVE


class Indexing:
    """The queue.

    Args:
        submit: runs work on a library that may be written to, in order, and returns at once.
    """

    def __init__(self, submit: Callable[[Callable[[Any], None]], Future[None]]) -> None:
        self._submit = submit
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)

    def jobs(self) -> list[Job]:
        """Every job, in the order given, finished ones among them until they are cleared."""
        with self._lock:
            return list(self._jobs.values())

    @property
    def is_busy(self) -> bool:
        """Whether anything is waiting or under way."""
        return any(job.is_active for job in self.jobs())

    def add(self, paths: Sequence[Path]) -> None:
        """Queue files; each is deleted when it is done with, for the library has its text."""
        for path in paths:
            self._queue(path.name, lambda library, tell, path=path: _added(library, path, tell), path)  # type: ignore[misc]

    def refuse(self, name: str, error: HoiBaoCaoError) -> None:
        """Show a file that will not be read, and why."""
        self._put(Job(str(next(self._numbers)), name, "failed", error=error))

    def reindex(self, reports: Sequence[tuple[str, str]]) -> None:
        """Queue reports, (id, source) each, to be read and encoded again; none is queued twice."""
        waiting = {job.report_id for job in self.jobs() if job.is_active}
        for report_id, source in reports:
            if report_id not in waiting:
                self._queue(source, lambda library, tell, one=report_id: _again(library, one, tell), None, report_id)  # type: ignore[misc]

    def cancel(self, job_id: str = "") -> None:
        """Call off a job, or all; what is under way ends at its next step, and nothing of it is kept."""
        with self._lock:
            for job in self._jobs.values():
                if job.is_active and job_id in ("", job.id):
                    status = "cancelled" if job.status == "waiting" else "stopping"
                    self._jobs[job.id] = replace(job, status=status)

    def clear(self) -> None:
        """Forget the finished jobs."""
        with self._lock:
            self._jobs = {job.id: job for job in self._jobs.values() if job.is_active}

    def _queue(self, name: str, do: _Do, path: Path | None, report_id: str = "") -> None:
        job = Job(str(next(self._numbers)), name, report_id=report_id)
        self._put(job)
        self._submit(lambda library: self._run(job.id, library, do, path))

    def _run(self, job_id: str, library: Any, do: _Do, path: Path | None) -> None:
        begin: list[float] = []

        def tell(step: Step) -> None:
            if self._status(job_id) in ("stopping", "cancelled"):
                raise Cancelled
            if step.done == 0:
                begin[:] = [time.monotonic()]
            spent = time.monotonic() - begin[0] if begin else 0.0
            left = spent / step.done * (step.total - step.done) if step.done else None
            self._change(job_id, status=step.stage, done=step.done, total=step.total, seconds_left=left)

        try:
            tell(Step("reading"))
            self._change(job_id, **do(library, tell))
        except Cancelled:
            self._change(job_id, status="cancelled")
        except HoiBaoCaoError as error:
            self._change(job_id, status="failed", error=error)
        except Exception as error:  # the edge: the person gets a line, the queue goes on
            _log.exception("a report could not be indexed")
            self._change(job_id, status="failed", error=HoiBaoCaoError("error_unexpected", kind=type(error).__name__))
        finally:
            if path is not None:
                path.unlink(missing_ok=True)

    def _status(self, job_id: str) -> str:
        with self._lock:
            return self._jobs[job_id].status if job_id in self._jobs else "cancelled"

    def _put(self, job: Job) -> None:
        with self._lock:
            finished = [one.id for one in self._jobs.values() if not one.is_active]
            for gone in finished[: max(0, len(finished) - _MOST_KEPT)]:
                del self._jobs[gone]
            self._jobs[job.id] = job

    def _change(self, job_id: str, **values: Any) -> None:
        with self._lock:
            if job_id not in self._jobs:
                return
            job = self._jobs[job_id]
            if job.status == "stopping" and values.get("status") in ("reading", "encoding"):
                values.pop("status")  # it was called off meanwhile: the next step ends it
            self._jobs[job_id] = replace(job, **values)


def _added(library: Any, path: Path, tell: Callable[[Step], None]) -> dict[str, Any]:
    (one,) = library.add([path], on_step=tell)
    return {"report_id": one.id, "status": one.status, "error": one.error, "notice": one.notice}


def _again(library: Any, report_id: str, tell: Callable[[Step], None]) -> dict[str, Any]:
    return {"report_id": editing.reindex(library, report_id, tell).id, "status": "reindexed"}
