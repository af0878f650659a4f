"""The folder for what is derived from the bundled weights. It can be deleted at any time."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def cache_folder() -> Path:
    """Folder for converted models: HOIBAOCAO_CACHE, else the user's cache folder. It can be deleted at any time."""
    named = os.environ.get("HOIBAOCAO_CACHE")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("hoibaocao", appauthor=False))


def cached(name: str, build: Callable[[Path], None]) -> Path:
    """The cache's folder `name`, built on first use.

    It is built beside its place and moved there in one step, so that a killed process leaves no half of it, and of
    two processes that race one wins and the other takes the winner's.

    Args:
        name: the folder's name; it must change whenever its content would (put a hash into it).
        build: writes the files into the folder it is given.
    """
    target = cache_folder() / name
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=target.parent))
    try:
        build(work)
        work.chmod(0o755)
        try:
            work.rename(target)
        except OSError:
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target
