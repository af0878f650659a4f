"""The options that narrow a question to chosen reports, places or years."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rag.errors import UsageError

if TYPE_CHECKING:
    from rag.scopes.limits import Limits
    from rag.storage.library import Library


def declare_limits(parser: argparse.ArgumentParser) -> None:
    """`--report ID --place PLACE --year YEAR`, each repeatable: any of its values will do, all kinds must fit."""
    for name, metavar, what in (
        ("report", "ID", "this report, by its id or file name"),
        ("place", "PLACE", "reports about this place"),
        ("year", "YEAR", "reports about this year"),
    ):
        help_text = f"answer from {what} only; repeatable"
        parser.add_argument(f"--{name}", action="append", default=[], metavar=metavar, help=help_text)


def limits(options: argparse.Namespace, library: Library) -> Limits:
    """The limits that the options name.

    Raises:
        UsageError: an unknown report or place, no year, or no report of the library is within the limits.
    """
    from rag.scopes.limits import Limits
    from rag.scopes.naming import named_place, named_year
    from rag.shelf_commands import known_id

    if not (options.report or options.place or options.year):
        return Limits()
    found = Limits(
        tuple(known_id(library, one) for one in options.report),
        tuple(named_place(one) for one in options.place),
        tuple(named_year(one) for one in options.year),
    )
    if library.reports() and not found.among(library.reports()):
        raise UsageError("selection_empty")
    return found
