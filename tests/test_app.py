"""The page as served by real Gradio: what it offers, what it refuses, and that it speaks to no other host."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from rag.cli import main
from rag.web.desk import Desk
from rag.web.server import launch

# Runs in the server's process before anything else: every look-up and connection is written down.
_WITNESS = """
import os, sys
_out = open(os.environ["WITNESS"], "a")
def _hook(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        what = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
        _out.write(f"{event} {what!r}\\n"); _out.flush()
sys.addaudithook(_hook)
"""


def _get(url: str, **headers: str) -> tuple[int, dict[str, str], str]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, dict(reply.headers), reply.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), ""


def test_the_page_is_served_with_its_shield(page: str) -> None:
    status, headers, body = _get(page + "/")
    assert status == 200 and "Hỏi Báo Cáo" in body
    assert "default-src 'self'" in headers["content-security-policy"]


def test_the_server_fetches_nothing_for_anyone(page: str) -> None:
    assert _get(page + "/gradio_api/file=http://127.0.0.1:1/x")[0] == 403
    assert _get(page + "/gradio_api/file=https%3A%2F%2Fexample.org%2Fx")[0] == 403


@pytest.mark.parametrize("path", ["/etc/passwd", str(Path(__file__).parent.parent / "app.py")])
def test_files_of_the_machine_are_not_served(page: str, path: str) -> None:
    assert _get(f"{page}/gradio_api/file={path}")[0] == 403


def test_another_name_for_this_machine_is_refused(page: str) -> None:
    assert _get(page + "/", Host="rebound.example.org")[0] == 403


def _config(page: str) -> dict[str, Any]:
    config: dict[str, Any] = json.loads(_get(page + "/config")[2])
    return config


def test_nothing_of_gradios_sharing_is_offered(page: str) -> None:
    config = _config(page)
    assert config.get("footer_links") == []
    assert not config.get("analytics_enabled")
    assert config.get("stylesheets", []) == []
    public = {one["api_name"] for one in config["dependencies"] if one.get("api_visibility") == "public"}
    assert public == {"ask", "search", "figures", "reports", "read_source"}  # for programs; no event of the page is


def test_the_documentation_of_the_server_is_off(page: str) -> None:
    for path in ("/docs", "/openapi.json", "/redoc"):
        assert "swagger" not in _get(page + path)[2].lower()


@pytest.mark.parametrize(
    ("arguments", "said"), [(["--host", "0.0.0.0"], "HOIBAOCAO_PASSWORD"), (["--port", "0"], "1 to 65535")]
)
def test_what_cannot_be_served_is_said_in_a_line(
    arguments: list[str], said: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert main(["serve", *arguments]) == 2
    printed = capfd.readouterr()
    assert said in printed.err and len(printed.err.strip().splitlines()) == 1 and printed.out == ""


def test_a_taken_port_is_said_in_a_line(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    printed = capfd.readouterr()
    assert f"Cổng {port} đang bận" in printed.err and len(printed.err.strip().splitlines()) == 1


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _started(port: int, directory: Path, tmp_path: Path) -> subprocess.Popen[str]:
    """`hoibaocao serve` in a process of its own, watched for every connection it makes, once it serves."""
    (tmp_path / "sitecustomize.py").write_text(_WITNESS)
    root = str(Path(__file__).parent.parent)
    environment = {
        **os.environ,
        "WITNESS": str(tmp_path / "witness.txt"),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), root]),
    }
    environment.pop("GRADIO_ANALYTICS_ENABLED", None)  # the command has to see to that by itself
    process = subprocess.Popen(
        [sys.executable, str(Path(root) / "app.py"), "--port", str(port), "--library", str(directory)],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if str(port) in line:
            break
    return process


def test_serving_speaks_to_no_other_host_and_ends_on_interrupt(seeds_directory: Path, tmp_path: Path) -> None:
    copy = tmp_path / "library"
    shutil.copytree(seeds_directory, copy)
    port = _free_port()
    process = _started(port, copy, tmp_path)
    try:
        assert _get(f"http://127.0.0.1:{port}/")[0] == 200
        assert _get(f"http://127.0.0.1:{port}/gradio_api/startup-events")[0] == 200
    finally:
        process.send_signal(signal.SIGINT)
        status = process.wait(120)
    assert status == 0
    seen = (tmp_path / "witness.txt").read_text().splitlines()
    assert [line for line in seen if not any(own in line for own in ("127.0.0.1", "localhost", "'::1'", "'/"))] == []


def test_with_a_password_nothing_is_shown_before_login(desk: Desk) -> None:
    blocks = launch(desk, password="a long password")
    page = str(blocks.local_url).rstrip("/")
    try:
        assert _get(page + "/config")[0] == 401
        assert _login(page, "wrong") == 400
        assert _login(page, "a long password") == 200
    finally:
        blocks.close(verbose=False)


def _login(page: str, password: str) -> int:
    data = urllib.parse.urlencode({"username": "x", "password": password}).encode()
    try:
        with urllib.request.urlopen(page + "/login", data, timeout=60) as reply:
            status: int = reply.status
            return status
    except urllib.error.HTTPError as error:
        return error.code
