"""The command line `hoibaocao`: a contract that other tools call (see README).

stdout carries only data. What goes wrong is one line on stderr that says what to do; exit status 0 is success, 1
failure, 2 misuse. Heavy parts are imported by the command that needs them.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from rag.commands import COMMANDS, complain
from rag.errors import HoiBaoCaoError, UsageError
from rag.offline import guard
from rag.storage.sources import location_of


class _Parser(argparse.ArgumentParser):
    """Says misuse in one line instead of a page."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message} ({self.prog} --help)", file=sys.stderr)
        raise SystemExit(2)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the arguments, the process's own by default.

    Returns:
        The exit status: 0 success, 1 failure, 2 misuse.
    """
    guard()
    _speak_utf8()
    try:
        options = _parser(sys.argv[1:] if argv is None else argv).parse_args(argv)
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except HoiBaoCaoError as error:
        complain(error)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:  # the reader of our output has gone: nothing to say, and no traceback at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="hoibaocao", description="Ask the reports, in Vietnamese or English; every answer is proved by a quote."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for name, (help_text, declare, run) in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text)
        command.add_argument(
            "--library",
            type=location_of,
            metavar="DIR",
            help="the library's folder, or postgresql://... (else HOIBAOCAO_LIBRARY, else the user's own)",
        )
        if name in given:  # the others' modules need not be imported
            declare(command)
        command.set_defaults(run=run)
    return parser
