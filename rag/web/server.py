"""Serving the page: on this machine alone unless a password is set, without a word to any other."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from rag.errors import UsageError
from rag.evaluating.feedback_store import FeedbackStore
from rag.llm.settings import read_settings
from rag.messages import text
from rag.offline import guard
from rag.sandbox.limits import read_limits
from rag.storage.sources import Location, own_folder
from rag.web import passwords
from rag.web.desk import Answers, Desk, Reports
from rag.web.line import LONGEST
from rag.web.security import Shield, check_port, is_loopback, password_for

ASSETS = Path(__file__).parent / "assets"
_PATIENCE_SECONDS = 5.0  # from Ctrl+C to the shell's prompt


def run(host: str, port: int, library_directory: Location | None, tls: tuple[Path, Path] | None = None) -> None:
    """Serve the page until interrupted; `rag.web.serve` says what the arguments are."""
    guard()
    read_settings()  # a setting that cannot be used is said before anything is loaded
    password = password_for(host)
    check_port(host, port)
    for file in tls or ():
        if not file.is_file():
            raise UsageError("file_missing", path=str(file))
    with tempfile.TemporaryDirectory(prefix="hoibaocao-") as uploads:
        os.environ["GRADIO_TEMP_DIR"] = uploads  # uploads pass through a folder of this user's alone
        desk = open_desk(library_directory)
        blocks = launch(desk, host, port, password, tls)
        desk.load()
        name = f"[{host}]" if ":" in host else host
        url = f"{'https' if tls else 'http'}://{name}:{port}"
        print(text("serving", _terminal_language(), url=url), file=sys.stderr, flush=True)
        if not tls and not is_loopback(host):
            print(text("serving_unencrypted", _terminal_language()), file=sys.stderr, flush=True)
        _end_when_told()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            pass
        finally:
            blocks.close(verbose=False)
            is_closed = _closed(desk)
    if not is_closed:  # models are still loading, which nothing can interrupt; the library is whole whenever we end
        sys.stderr.flush()
        os._exit(0)


def _end_when_told() -> None:
    """Ctrl+C and a service manager's SIGTERM both end the server, even when a shell started it with SIGINT ignored."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)


def _closed(desk: Desk) -> bool:
    """Close the desk; whether it could be done within the patience of who pressed Ctrl+C."""
    closing = threading.Thread(target=desk.close, daemon=True)
    closing.start()
    closing.join(_PATIENCE_SECONDS)
    return not closing.is_alive()


def open_desk(location: Location | None) -> Desk:
    """The desk over a library; None for the user's own library."""
    from rag.storage.library import Library
    from rag.storage.seeding import open_library

    def open_again(other: Reports | None) -> Reports:
        # The one that is written to shares the encoder of the one that answers: a model is loaded once.
        return Library(location, other.encoder) if isinstance(other, Library) else open_library(location)

    def open_answering(library: Reports) -> Answers:
        from rag.llm import open_assistant

        assert isinstance(library, Library)
        return open_assistant(library)

    return Desk(open_again, open_answering, FeedbackStore(own_folder(location)))


def launch(
    desk: Desk,
    host: str = "127.0.0.1",
    port: int | None = None,
    password: str | None = None,
    tls: tuple[Path, Path] | None = None,
) -> Any:
    """Start serving the page in the background.

    Args:
        desk: what answers and keeps the reports.
        host: address to listen on.
        port: TCP port; None for any free one from 7860 on.
        password: asked of every visitor when given; a password or its hash.
        tls: the files of a certificate and its key; without them the page is served as plain HTTP.

    Returns:
        The running `gradio.Blocks`; its `local_url` says where, its `close()` ends it.
    """
    guard()
    import gradio as gr
    from starlette.middleware import Middleware

    from rag.web.page import Page

    kept = passwords.hashed(password) if password else ""

    def admitted(_: str, given: str) -> bool:
        return passwords.matches(kept, given)

    blocks = Page(desk).build()
    # Gradio hands everything on; the desk's own line says how long it is.
    blocks.queue(default_concurrency_limit=LONGEST, max_size=4 * LONGEST, api_open=False)
    blocks.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        inbrowser=False,
        auth=admitted if password else None,
        auth_message=text("login", _terminal_language()) if password else None,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        max_file_size=f"{read_limits().megabytes}mb",
        max_threads=LONGEST + 16,
        ssl_certfile=str(tls[0]) if tls else None,
        ssl_keyfile=str(tls[1]) if tls else None,
        ssl_verify=False,  # of its own certificate, when it looks whether it serves: it may be self-signed
        show_error=False,
        theme=gr.themes.Default(primary_hue="blue"),
        css="\n".join((ASSETS / name).read_text("utf-8") for name in ("page.css", "shelf.css")),
        head=f"<style>{(ASSETS / 'frame.css').read_text('utf-8')}</style>"
        + "".join(f"<script>{(ASSETS / name).read_text('utf-8')}</script>" for name in ("page.js", "shelf.js")),
        app_kwargs={
            "middleware": [Middleware(Shield, local_only=is_loopback(host))],
            "docs_url": None,
            "redoc_url": None,
            "openapi_url": None,
        },
    )
    return blocks


def _terminal_language() -> str:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "vi" if spoken.lower().startswith("vi") else "en"
