"""The commands that put right, read again, and bring back what is in the library. See `rag.commands`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rag.errors import UsageError

if TYPE_CHECKING:
    from rag.storage.library import Library

_FIELDS = ("title", "place", "period", "publisher", "published")


def declare_edit(parser: argparse.ArgumentParser) -> None:
    """`hoibaocao edit ID --place … --period …`."""
    parser.add_argument("id", metavar="ID", help="of the report, or its file name")
    for name, metavar, example in (
        ("title", "TEXT", "its title"),
        ("place", "PLACE", 'the place it is about: "Bắc Kạn", "huyện Ba Bể, Bắc Kạn", "cả nước"'),
        ("period", "PERIOD", 'what it reports on: "2022", "6 tháng đầu năm 2022", "Q3 2023"'),
        ("publisher", "TEXT", "who put it out"),
        ("published", "DATE", "when: 30/12/2022 or 2022-12-30"),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, help=f"{example}; an empty text when it states none")
    parser.add_argument(
        "--undo", action="append", default=[], choices=(*_FIELDS, "all"), help="as it was read; repeatable"
    )


def edit(options: argparse.Namespace) -> int:
    """Correct what was read from a report."""
    from rag.commands import _open
    from rag.documents.corrections import Field
    from rag.documents.field_texts import corrections
    from rag.output import listing
    from rag.storage import editing

    given = {Field(name): getattr(options, name) for name in _FIELDS if getattr(options, name) is not None}
    undo = tuple(Field) if "all" in options.undo else tuple(Field(name) for name in options.undo)
    if not given and not undo:
        raise UsageError("nothing_to_edit")
    changes, wrong = corrections(given)
    if wrong:
        raise next(iter(wrong.values()))
    with _open(options) as library:
        report = editing.edit(library, known_id(library, options.id), changes, undo)
        fields = library.store.corrections(report.id).fields
    row = listing(report)
    print("\t".join(["edited", report.id, *(str(row[key] or "-") for key in ("place", "period", "title"))]))
    if fields:
        print(f"corrected\t{report.id}\t{','.join(fields)}")
    return 0


def reindex(options: argparse.Namespace) -> int:
    """Read and encode stored reports again."""
    from rag.commands import _Bar, _open
    from rag.storage import editing

    with _open(options) as library, _Bar("reindex") as bar:
        ids = [known_id(library, one) for one in options.ids] or [report.id for report in library.reports()]
        for number, one in enumerate(ids):
            bar.report(number, len(ids), library.report(one).source)
            report = editing.reindex(library, one)
            print(f"reindexed\t{report.id}\t{report.source}")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Bring removed reports back; without ids, list those that can be."""
    from rag.commands import _open
    from rag.storage import editing

    with _open(options) as library:
        if not options.ids:
            for one in library.store.removed():
                print(f"{one.id}\t{one.source}\t{one.until}")
        for report_id in options.ids:
            report = editing.restore(library, report_id)
            print(f"restored\t{report.id}\t{report.source}")
    return 0


def remove(options: argparse.Namespace) -> int:
    """Remove reports, for good unless they are to be restorable."""
    from rag.commands import _open
    from rag.storage import editing

    with _open(options) as library:
        ids = [known_id(library, one) for one in options.ids]
        gone = editing.remove(library, ids) if options.restorable else library.remove(ids)
        for report in gone:
            print(f"removed\t{report.id}\t{report.source}")
    return 0


def known_id(library: Library, given: str) -> str:
    """The id of a report named by its id or its file name. Raises UsageError."""
    reports = library.reports()
    known = {report.source: report.id for report in reports} | {report.id: report.id for report in reports}
    if given not in known:
        raise UsageError("report_unknown", id=given)
    return known[given]


def declare_ids(parser: argparse.ArgumentParser) -> None:
    """`hoibaocao restore [ID...]`, `reindex [ID...]`."""
    parser.add_argument("ids", nargs="*", metavar="ID")


def declare_remove(parser: argparse.ArgumentParser) -> None:
    """`hoibaocao remove ID...`."""
    parser.add_argument("ids", nargs="+", metavar="ID")
    parser.add_argument("--restorable", action="store_true", help="`hoibaocao restore` can bring it back for a week")
