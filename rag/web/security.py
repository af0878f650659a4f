"""What keeps the page on this machine: loopback by default, a policy that stops every other host, no proxying."""

from __future__ import annotations

import errno
import ipaddress
import socket
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.errors import UsageError
from rag.web import passwords

PASSWORD_VARIABLE = passwords.VARIABLE
# 'unsafe-inline' and 'unsafe-eval' are Gradio's own needs (its templates are compiled in the page); nothing of a
# document ever becomes script, and no other host can be reached whatever is shown.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "style-src 'self' 'unsafe-inline'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "font-src 'self' data:",
        "connect-src 'self'",
        "media-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class Shield:
    """ASGI middleware: adds the security headers, refuses Gradio's proxying of other hosts' files.

    Args:
        app: the application behind it.
        local_only: also refuse requests whose Host header is not this machine's own, which is how a foreign page
            would reach the server through a name of its own (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, local_only: bool = True) -> None:
        self.app = app
        self.local_only = local_only
        self._attempts = passwords.Attempts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if _fetches_elsewhere(scope) or (self.local_only and not _is_local(scope)):
            await _refuse(scope, send)
            return

        address = str((scope.get("client") or ("",))[0])
        logs_in = scope.get("method") == "POST" and str(scope["path"]).rstrip("/").endswith("/login")
        if logs_in and (seconds := self._attempts.wait(address)):
            await _refuse(scope, send, 429, b"Too many attempts", (b"retry-after", str(seconds).encode()))
            return

        async def shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                if logs_in and message["status"] >= 400:
                    self._attempts.failed(address)
                kept = [h for h in message.get("headers", []) if h[0].lower() not in dict(_HEADERS)]
                message = {**message, "headers": [*kept, *_HEADERS]}
            await send(message)

        await self.app(scope, receive, shielded)


def _fetches_elsewhere(scope: Scope) -> bool:
    path = unquote(unquote(str(scope.get("path", "")))).lower().replace("\\", "/")
    _, proxied, target = path.partition("file=")
    return "/proxy=" in path or (bool(proxied) and (":/" in target or target.lstrip().startswith("//")))


def _is_local(scope: Scope) -> bool:
    host = next((v.decode("latin-1") for k, v in scope.get("headers", []) if k.lower() == b"host"), "")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return is_loopback(name)


async def _refuse(
    scope: Scope, send: Send, status: int = 403, body: bytes = b"Forbidden", *more: tuple[bytes, bytes]
) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"text/plain"), *more, *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine's own and nobody else can reach it."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def password_for(host: str) -> str | None:
    """The hash of the password that a host asks for: none on loopback unless one is set.

    Args:
        host: the address to listen on.

    Raises:
        UsageError: host_needs_password, when others could reach the page and no password is set; password_short.
    """
    password = passwords.current()
    if password is None and not is_loopback(host):
        raise UsageError("host_needs_password", host=host)
    return password


def check_port(host: str, port: int) -> None:
    """See that the server will be able to listen, so that the user is told before anything is loaded.

    Args:
        host: the address to listen on.
        port: TCP port.

    Raises:
        UsageError: port_invalid, host_unknown or port_taken.
    """
    if not 1 <= port <= 65535:
        raise UsageError("port_invalid", port=port)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise UsageError("host_unknown", host=host) from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError as error:
            raise UsageError("port_taken", port=port) from error
        except OSError as error:
            key = "port_taken" if error.errno == errno.EADDRINUSE else "host_unknown"
            raise UsageError(key, host=host, port=port) from error
