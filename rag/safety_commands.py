"""The commands that keep a library safe: copies of it, and back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any


def declare_add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `add`."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument(
        "--mirror", action="store_true", help="remove the reports whose files have left a folder mirrored before"
    )
    parser.add_argument("--watch", action="store_true", help="mirror folders now and at every change, until Ctrl+C")


def add(library: Any, options: argparse.Namespace, tell: Callable[[Sequence[Any]], None], progress: Any) -> None:
    """Add files and folders, mirror folders, or go on mirroring them; `tell` is given the results as they come."""
    from rag.storage.mirror import mirror, watch

    if options.watch:
        watch(library, options.paths, tell, progress)
    elif options.mirror:
        for folder in options.paths:
            tell(mirror(library, folder, progress))
    else:
        tell(library.add(options.paths, progress))


def declare_file(parser: argparse.ArgumentParser) -> None:
    """The arguments of `backup`."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--force", action="store_true", help="replace what is there")


def backup(options: argparse.Namespace) -> int:
    """Copy the library into one file."""
    from rag.storage.backup import back_up
    from rag.storage.library import Library

    with Library(options.library) as library:
        count = back_up(library, options.file, options.force)
    print(f"backup\t{count}\t{options.file}")
    return 0


def declare_restore(parser: argparse.ArgumentParser) -> None:
    """The arguments of `restore`."""
    parser.add_argument("ids", nargs="*", metavar="ID|FILE", help="removed reports, or a backup; none lists the former")
    parser.add_argument("--force", action="store_true", help="let a backup replace the reports that are there")


def restore(options: argparse.Namespace) -> int:
    """Make the library what a backup holds, or bring removed reports back."""
    from rag import shelf_commands
    from rag.storage import backup as backups
    from rag.storage.sources import default_location

    if len(options.ids) != 1 or not Path(options.ids[0]).is_file():
        return shelf_commands.restore(options)
    location = options.library or default_location()
    count = backups.restore(Path(options.ids[0]), location, options.force)
    print(f"restored\t{count}\t{location}")
    return 0


def declare_password(parser: argparse.ArgumentParser) -> None:
    """The arguments of `password`."""
    parser.add_argument("--remove", action="store_true", help="forget it")


def password(options: argparse.Namespace) -> int:
    """Set the page's password: typed twice on a terminal, else the first line of stdin."""
    import getpass

    from rag.commands import language
    from rag.errors import UsageError
    from rag.messages import text
    from rag.web import passwords

    if options.remove:
        passwords.forget()
        return 0
    if sys.stdin.isatty():
        given = getpass.getpass(text("password_new", language()), sys.stderr)
        if given != getpass.getpass(text("password_again", language()), sys.stderr):
            raise UsageError("passwords_differ")
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    print(f"password\t{passwords.keep(given)}")
    return 0


def tls(options: argparse.Namespace) -> tuple[Path, Path] | None:
    """The certificate and key that `serve` was given, if any. Raises UsageError when one is missing."""
    from rag.errors import UsageError

    if (options.certificate is None) != (options.key is None):
        raise UsageError("key_without_certificate")
    return (options.certificate, options.key) if options.certificate else None
