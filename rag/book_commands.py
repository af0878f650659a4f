"""The commands of the figures book: list and export its rows, correct them. See `rag.commands`."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rag.errors import UsageError

if TYPE_CHECKING:
    from rag.book.rows import Row
    from rag.storage.library import Library

_FIELDS = ("indicator", "value", "unit", "place", "period", "note")


def declare_figures(parser: argparse.ArgumentParser) -> None:
    """`hoibaocao figures --indicator … --place … --period … --csv`."""
    for name, metavar, help_text in (
        ("indicator", "WORDS", 'what is counted, in words of either language: "postal points"'),
        ("place", "PLACE", "a province with its districts, a district, or the country; diacritics may be missing"),
        ("period", "PERIOD", 'what lies in it: "2022", "6 tháng đầu năm 2022", "Q3 2023"'),
        ("unit", "UNIT", 'such as "%%" or "tỷ đồng"'),
        ("words", "WORDS", "all of which stand in the row, its quote or its report's title"),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, default="", help=help_text)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="CSV with a head, a citation in each row")
    form.add_argument("--json", action="store_true", help="one JSON array")


def figures(options: argparse.Namespace) -> int:
    """List the rows of the book."""
    from rag.book.export import as_csv, as_json
    from rag.commands import _open, language

    with _open(options) as library:
        rows = wanted_rows(library, options)
    if options.csv:
        print(as_csv(rows, language()), end="")
    elif options.json:
        print(as_json(rows, language()))
    else:
        for row in rows:
            print(_line(row, language()))
    return 0


def wanted_rows(library: Library, options: argparse.Namespace) -> list[Row]:
    """The rows that the options name; rejected ones are left out. With an indicator, the likest first."""
    from rag.book.corrections import Status
    from rag.book.filters import chosen, parse_filter
    from rag.book.matching import Match, Matcher, match_of
    from rag.book.rows import rows

    wanted = parse_filter(options.place, options.period, options.unit, options.words)
    _refresh(library)
    found = [row for row in chosen(rows(library), wanted) if row.status is not Status.REJECTED]
    asked = options.indicator.strip()
    if not asked:
        return found
    matcher = Matcher(library.encoder)
    matcher.learn([asked, *(row.figure.indicator for row in found)])
    scored = [(matcher.likeness(asked, row.figure.indicator), row) for row in found]
    like = [(score, row) for score, row in scored if match_of(score) is not Match.OTHER]
    return [row for _, row in sorted(like, key=lambda pair: -pair[0])]


def _refresh(library: Library) -> None:
    """See that the figures are those that the present code reads; loads the encoder only when they are not."""
    from rag.documents import analysis

    if library.store.meta("analysis") != analysis.stamp():
        library.prepare()


def _line(row: Row, language: str) -> str:
    from rag.book.export import harmless, record

    one = record(row, language)
    keys = ("id", "indicator", "written", "place", "period", "source", "quote")
    return "\t".join(harmless(" ".join(str(one[key] or "-").split())) for key in keys)


def declare_correct(parser: argparse.ArgumentParser) -> None:
    """`hoibaocao correct ROW --place … | --reject | --undo`."""
    parser.add_argument("row", metavar="ROW", help="the id that `hoibaocao figures` shows")
    for name in _FIELDS:
        parser.add_argument(f"--{name}", metavar="TEXT", help="what is right" if name != "note" else "why")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--reject", action="store_true", help="it is no figure: leave it out everywhere")
    how.add_argument("--undo", action="store_true", help="as the report was read")


def correct(options: argparse.Namespace) -> int:
    """Correct, reject or restore a row."""
    from rag.book.corrections import correction_of
    from rag.book.rows import as_read, row
    from rag.commands import _open, language

    given = {name: getattr(options, name) for name in _FIELDS if getattr(options, name) is not None}
    with _open(options) as library:
        found = row(library, options.row)
        report = library.report(found.figure.report_id)
        if options.undo:
            if given:
                raise UsageError("correction_empty")
            library.undo_correction(report.sha256, found.figure.quantity.start)
        else:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            figure = as_read(library, found)
            earlier = library.figure_corrections().get(report.sha256, {}).get(figure.quantity.start)
            library.correct_figure(
                correction_of(figure, report.sha256, given, rejected=options.reject, made=now, earlier=earlier)
            )
        changed = row(library, options.row)
    print(f"{changed.status.value}\t{_line(changed, language())}")
    return 0


def declare_corrections(parser: argparse.ArgumentParser) -> None:
    """`hoibaocao corrections`."""


def corrections(options: argparse.Namespace) -> int:
    """Every correction as a JSON line, those of reports that are gone too."""
    from rag.commands import _open
    from rag.storage import records

    with _open(options) as library:
        sources = {report.sha256: report.source for report in library.reports()}
        for of_report in library.figure_corrections().values():
            for one in of_report.values():
                row = {"source": sources.get(one.sha256), **json.loads(records.dump(one))}
                print(json.dumps(row, ensure_ascii=False))
    return 0
