"""Only this machine is served, nothing is fetched for anyone, every response forbids other hosts."""

from __future__ import annotations

import socket
from typing import Any

import anyio
import pytest

from rag.errors import UsageError
from rag.web import passwords
from rag.web.security import PASSWORD_VARIABLE, Shield, check_port, is_loopback, password_for


def _answer(path: str = "/", host: str = "127.0.0.1:7860", local_only: bool = True) -> tuple[int, dict[str, str]]:
    """Status and headers that the shield lets through for one request."""
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-frame-options", b"ALLOWALL")]})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(dict(message))

    scope = {"type": "http", "path": path, "headers": [(b"host", host.encode())]}
    anyio.run(Shield(app, local_only), scope, None, send)
    return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}


def test_every_response_forbids_other_hosts() -> None:
    status, headers = _answer()
    assert status == 200
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "form-action 'self'" in policy and "http" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=http://example.org/a",
        "/gradio_api/file=https://example.org/a",
        "/gradio_api/file=HTTP://example.org",
        "/gradio_api/file=http%3A%2F%2Fexample.org",
        "/file=//example.org/a",
        "/gradio_api/file=ftp://example.org",
        "/gradio_api/proxy=https://example.org/x",
        "/gradio_api/file=\\\\host\\a",
    ],
)
def test_no_file_is_fetched_from_elsewhere(path: str) -> None:
    assert _answer(path)[0] == 403


def test_files_of_the_page_are_served() -> None:
    assert _answer("/gradio_api/file=/tmp/gradio/a.txt")[0] == 200


@pytest.mark.parametrize("host", ["example.org", "evil.test:7860", "127.0.0.1.example.org", "", "192.168.1.5:7860"])
def test_a_foreign_name_for_this_machine_is_refused(host: str) -> None:
    assert _answer(host=host)[0] == 403
    assert _answer(host=host, local_only=False)[0] == 200


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "localhost", "[::1]:7860", "127.0.0.1"])
def test_this_machine_is_served(host: str) -> None:
    assert _answer(host=host)[0] == 200


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.0.0.2", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_loopback_is_told_from_the_rest(host: str, own: bool) -> None:
    assert is_loopback(host) is own


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", ""])
def test_serving_others_needs_a_password(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    with pytest.raises(UsageError) as caught:
        password_for(host)
    assert caught.value.key == "host_needs_password"
    monkeypatch.setenv(PASSWORD_VARIABLE, "a long one")
    kept = password_for(host)
    assert kept is not None and "a long one" not in kept
    assert passwords.matches(kept, "a long one") and not passwords.matches(kept, "a long one ")


def test_guessing_is_slowed_for_each_address() -> None:
    sent: list[dict[str, Any]] = []

    async def wrong(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 400, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(dict(message))

    shield = Shield(wrong, local_only=False)

    def login(address: str, path: str = "/login") -> int:
        sent.clear()
        scope = {"type": "http", "method": "POST", "path": path, "headers": [], "client": (address, 1)}
        anyio.run(shield, scope, None, send)
        return int(sent[0]["status"])

    assert [login("10.0.0.1") for _ in range(7)] == [400] * 5 + [429] * 2
    assert dict(sent[0]["headers"])[b"retry-after"].isdigit()
    assert login("10.0.0.2") == 400 and login("10.0.0.1", "/ask") == 400


def test_loopback_needs_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "")
    assert password_for("127.0.0.1") is None


def test_a_taken_port_is_told_before_anything_is_loaded() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError) as caught:
            check_port("127.0.0.1", port)
    assert (caught.value.key, caught.value.details["port"]) == ("port_taken", port)
    check_port("127.0.0.1", port)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_an_impossible_port_is_refused(port: int) -> None:
    with pytest.raises(UsageError) as caught:
        check_port("127.0.0.1", port)
    assert caught.value.key == "port_invalid"


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        check_port("192.0.2.1", 7860)  # reserved for documentation: never this machine's
    assert caught.value.key == "host_unknown"
