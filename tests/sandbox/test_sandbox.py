"""Files are read in another process; whatever they do to it, the library's goes on and says what was wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from rag import loaders
from rag.documents import analysis
from rag.errors import LoadError, UsageError
from rag.messages import render
from rag.sandbox.limits import Limits, read_limits
from rag.sandbox.sandbox import Sandbox
from rag.types import Metadata, Report

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
TEXT = "Báo cáo của tỉnh Hà Giang năm 2022\n\nTỉnh có 11 huyện và 193 xã.\n"
SLOW = "<p>" + "<b>a</b> " * 1_500_000  # seconds of parsing


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    return Sandbox()


@pytest.fixture(scope="module", autouse=True)
def ended(sandbox: Sandbox) -> object:
    yield
    sandbox.close()


def refused(sandbox: Sandbox, path: Path) -> LoadError:
    with pytest.raises(LoadError) as caught:
        sandbox.load(path)
    for language in ("vi", "en"):
        said = render(caught.value, language)
        assert path.name in said and "{" not in said
    return caught.value


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_it_reads_and_analyses_as_the_library_itself_would(sandbox: Sandbox) -> None:
    document = sandbox.load(SEEDS[0])
    assert document == loaders.load(SEEDS[0])
    report = Report("id", SEEDS[0].name, document.text, Metadata(), "sha", document.pages)
    assert sandbox.analyse(report, document.hints) == analysis.analyse(report, document.hints)


def test_one_process_serves_many_files(sandbox: Sandbox, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    sandbox.load(path)
    assert sandbox._process is not None
    first = sandbox._process.pid
    for _ in range(5):
        sandbox.load(path)
    assert refused(sandbox, write(tmp_path / "e.txt", "")).key == "file_empty"
    assert sandbox._process.pid == first


def test_it_imports_nothing_heavy() -> None:
    code = (
        "import sys, rag.sandbox.child; print([m for m in ('torch','faiss','openvino','gradio') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with Sandbox(Limits(seconds=1, characters=10**9)) as sandbox:
        error = refused(sandbox, write(tmp_path / "slow.html", SLOW))
        assert error.key == "file_slow"
        assert sandbox.load(write(tmp_path / "a.txt")).text == TEXT


def test_a_file_that_needs_too_much_memory_is_given_up(tmp_path: Path) -> None:
    with Sandbox(Limits(memory=160)) as sandbox:
        error = refused(sandbox, write(tmp_path / "large.html", "<p>a" * 4_000_000))
        assert error.key in ("file_memory", "file_breaks_reader")  # lxml ends the process when it gets no memory
        assert sandbox.load(write(tmp_path / "a.txt")).text == TEXT


def test_a_process_that_dies_is_replaced(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        sandbox.load(write(tmp_path / "a.txt"))
        assert sandbox._process is not None
        os.kill(sandbox._process.pid, signal.SIGKILL)
        assert sandbox.load(tmp_path / "a.txt").text == TEXT  # it was not this file's fault


def test_a_file_that_kills_its_reader_is_named(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        killed: list[int] = []
        done = threading.Event()

        def kill() -> None:
            while not done.wait(0.01):
                process = sandbox._process
                if process is not None and process.pid not in killed and sandbox._connection is not None:
                    killed.append(process.pid)
                    os.kill(process.pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            assert refused(sandbox, write(tmp_path / "a.html", SLOW)).key == "file_breaks_reader"
        finally:
            done.set()
            killer.join()
        assert sandbox.load(write(tmp_path / "a.txt")).text == TEXT


def test_it_ends_with_the_library_that_was_killed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    code = f"""
import os
from pathlib import Path
from rag.sandbox.sandbox import Sandbox
sandbox = Sandbox()
sandbox.load(Path({str(path)!r}))
print(sandbox._process.pid, flush=True)
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    child = int(done.stdout)
    for _ in range(500):
        try:
            status = Path(f"/proc/{child}/stat").read_text()
        except OSError:
            return
        if status.rpartition(")")[2].split()[0] == "Z":  # ended; nobody is there to take its status
            return
        time.sleep(0.02)
    raise AssertionError("the reading process outlived its library")


def test_secrets_and_the_working_folder_stay_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "json.py", "raise SystemExit('code of a folder of documents was run')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOIBAOCAO_PASSWORD", "very secret")
    monkeypatch.setenv("HOIBAOCAO_LLM_KEY", "very secret too")
    with Sandbox() as sandbox:
        assert sandbox.load(write(tmp_path / "a.txt")).text == TEXT
        assert sandbox._process is not None
        assert b"very secret" not in Path(f"/proc/{sandbox._process.pid}/environ").read_bytes()


@pytest.mark.parametrize(
    ("limits", "name", "content", "key"),
    [
        (Limits(characters=20), "a.txt", TEXT, "file_text_long"),
        (Limits(rows=3), "a.txt", "tên | số\n" * 9, "file_rows"),
        (Limits(megabytes=1), "a.txt", TEXT * 20_000, "file_too_large"),
    ],
)
def test_limits_of_content(limits: Limits, name: str, content: str, key: str, tmp_path: Path) -> None:
    with Sandbox(limits) as sandbox:
        assert refused(sandbox, write(tmp_path / name, content)).key == key


def test_a_pipe_and_a_device_are_no_files(sandbox: Sandbox, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert refused(sandbox, tmp_path / "pipe.txt").key == "file_no_file"
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    assert refused(sandbox, tmp_path / "zero.txt").key == "file_no_file"


def test_a_name_that_is_no_text(sandbox: Sandbox, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff\xfeo.txt"))
    assert sandbox.load(write(path)).text == TEXT


def archive(path: Path, *parts: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(zipfile.ZipInfo(name) if "\x00" not in name else name, content, zipfile.ZIP_DEFLATED)
    return path


def test_archives_are_looked_through_before_they_are_unpacked(tmp_path: Path) -> None:
    with Sandbox(Limits(unpacked=5)) as sandbox:
        assert refused(sandbox, archive(tmp_path / "bomb.txt", ("a.xml", b"0" * 6 * 2**20))).key == "file_unpacked"
        assert refused(sandbox, archive(tmp_path / "out.txt", ("../../a.xml", b"0"))).key == "file_archive_unsafe"
        assert refused(sandbox, archive(tmp_path / "abs.txt", ("/etc/a.xml", b"0"))).key == "file_archive_unsafe"
        assert refused(sandbox, write(tmp_path / "cut.txt", b"PK\x03\x04" + b"\x00" * 99)).key == "file_damaged"
        locked = archive(tmp_path / "locked.txt", ("a.xml", b"0"))
        data = bytearray(locked.read_bytes())
        data[data.rindex(b"PK\x01\x02") + 8] |= 1
        assert refused(sandbox, write(locked, bytes(data))).key == "file_protected"


def test_limits_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_limits(" pages=5, seconds=600 ") == Limits(pages=5, seconds=600)
    assert read_limits(Limits(rows=7).to_text()) == Limits(rows=7)
    for wrong in ("pages", "pages=many", "colour=3", "pages=0", "pages=-1"):
        with pytest.raises(UsageError, match="limits_invalid"):
            read_limits(wrong)
