"""The web demo: a chat over the library, on this machine only.

from rag.web import serve
serve()                       # http://127.0.0.1:7860
"""

from __future__ import annotations

from pathlib import Path

from rag.storage.sources import Location

__all__ = ["serve"]


def serve(
    host: str = "127.0.0.1",
    port: int = 7860,
    library_directory: Location | None = None,
    tls: tuple[Path, Path] | None = None,
) -> None:
    """Open the library and serve the page until interrupted.

    Args:
        host: address to listen on; anything but this machine's own needs a password (`hoibaocao password`, or
            HOIBAOCAO_PASSWORD).
        port: TCP port, 1 to 65535.
        library_directory: the library's folder, or the address of its server; None for the user's own, which starts
            with the seeds.
        tls: the files of a certificate and its key, to serve HTTPS.

    Raises:
        UsageError: the host needs a password, cannot be opened, or the port is taken.
        LibraryError: the library cannot be opened.
    """
    from rag.web.server import run  # Gradio takes seconds to import: only when a page is wanted

    run(host, port, library_directory, tls)
