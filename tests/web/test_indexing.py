"""The queue: in order, one bad file stops no other, what is called off leaves nothing."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rag.errors import LoadError
from rag.storage.library import Added, Library
from rag.storage.progress import Step
from rag.web import uploads_view
from rag.web.indexing import Indexing

TEXT = "Sở Y tế tỉnh Hà Giang báo cáo năm 2021.\n\nNăm 2021, toàn tỉnh có 12 bệnh viện."


class _Held(Library):
    """Waits in the middle of an addition until it is let go."""

    def __init__(self, directory: Path, like: Library) -> None:
        super().__init__(directory, like.encoder)
        self.reached, self.go = threading.Event(), threading.Event()
        self.go.set()

    def add(self, paths, progress=None, on_step=None):  # type: ignore[no-untyped-def]
        def step(one: Step) -> None:
            if one.stage == "encoding":
                self.reached.set()
                assert self.go.wait(60)
            on_step(one)

        return super().add(paths, progress, step)


@pytest.fixture
def library(seeds_directory: Path, seeds_library: Library, tmp_path: Path) -> Iterator[_Held]:
    shutil.copytree(seeds_directory, tmp_path / "library")
    with _Held(tmp_path / "library", seeds_library) as held:
        yield held


@pytest.fixture
def worker() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture
def queue(library: Library, worker: ThreadPoolExecutor) -> Indexing:
    return Indexing(lambda work: worker.submit(work, library))


def _file(folder: Path, name: str, text: str = TEXT) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_files_go_in_one_after_the_other_and_a_bad_one_stops_no_other(
    queue: Indexing, worker: ThreadPoolExecutor, library: Library, tmp_path: Path
) -> None:
    paths = [_file(tmp_path, "a.txt"), _file(tmp_path, "empty.txt", ""), _file(tmp_path, "b.txt", f"{TEXT} Thêm.")]
    queue.add(paths)
    queue.refuse("huge.txt", LoadError("file_too_large", path="huge.txt", limit="32 MB"))
    worker.shutdown(wait=True)
    jobs = queue.jobs()
    assert [job.status for job in jobs] == ["added", "failed", "added", "failed"]
    assert [job.error.key for job in jobs if job.error] == ["file_empty", "file_too_large"]
    assert jobs[0].done == jobs[0].total > 0 and not queue.is_busy
    assert library.report(jobs[0].report_id).source == "a.txt"
    assert not any(path.exists() for path in paths)
    queue.clear()
    assert queue.jobs() == []


def test_what_is_called_off_leaves_nothing(
    queue: Indexing, worker: ThreadPoolExecutor, library: _Held, tmp_path: Path
) -> None:
    library.go.clear()
    paths = [_file(tmp_path, name, f"{TEXT} {name}") for name in ("a.txt", "b.txt", "c.txt")]
    queue.add(paths)
    assert library.reached.wait(60)
    first, second, third = queue.jobs()
    assert (first.status, second.status) == ("reading", "waiting") and queue.is_busy
    queue.cancel(second.id)
    queue.cancel(first.id)
    assert [job.status for job in queue.jobs()] == ["stopping", "cancelled", "waiting"]
    library.go.set()
    worker.shutdown(wait=True)
    assert [job.status for job in queue.jobs()] == ["cancelled", "cancelled", "added"]
    assert [r.source for r in library.reports()][5:] == ["c.txt"]
    assert not any(path.exists() for path in paths) and third.name == "c.txt"


def test_reports_are_read_again_once(queue: Indexing, worker: ThreadPoolExecutor, library: Library) -> None:
    report = library.reports()[0]
    hold = threading.Event()
    worker.submit(hold.wait, 60)
    queue.reindex([(report.id, report.source), ("none", "gone.txt")])
    queue.reindex([(report.id, report.source)])
    hold.set()
    worker.shutdown(wait=True)
    assert [job.status for job in queue.jobs()] == ["reindexed", "failed"]
    assert library.report(report.id) == report and library.verify() == []


def test_what_was_left_out_of_a_report_is_said(worker: ThreadPoolExecutor, tmp_path: Path) -> None:
    notice = LoadError("pages_unread", path="a.pdf", pages="2", program="tesseract", command="x")

    class Partial:
        def add(self, paths: list[Path], on_step: object) -> list[Added]:
            return [Added("r1", "a.pdf", "added", notice=notice)]

    queue = Indexing(lambda work: worker.submit(work, Partial()))
    queue.add([_file(tmp_path, "a.pdf")])
    worker.submit(lambda: None).result()
    (job,) = queue.jobs()
    assert (job.status, job.notice) == ("added", notice)
    assert "tesseract" in uploads_view.queue([job], {}, "en")
