"""Opening the library that a command works on; the user's own gets the seeds when it is first used."""

from __future__ import annotations

import os
from pathlib import Path

from rag.storage.library import Library, Progress
from rag.storage.sources import Location


def seeds_directory() -> Path | None:
    """Where the seeds lie: beside the package in a checkout, inside it when it was installed; None when nowhere."""
    package = Path(__file__).resolve().parents[1]
    return next((folder for folder in (package.parent / "seeds", package / "seeds") if any(folder.glob("*.txt"))), None)


def open_library(location: Location | None = None, progress: Progress | None = None) -> Library:
    """Open a library.

    Args:
        location: a named library, which starts empty; None for HOIBAOCAO_LIBRARY (named too) or the user's own,
            which is given the seeds when nothing was ever added to it.
        progress: told while the seeds are added.

    Raises:
        LibraryError: it cannot be opened.
    """
    library = Library(location)
    try:
        is_default = location is None and not os.environ.get("HOIBAOCAO_LIBRARY")
        seeds = seeds_directory()
        if is_default and library.generation == 0 and seeds is not None:
            library.add(sorted(seeds.glob("*.txt")), progress)
    except BaseException:
        library.close()
        raise
    return library
