"""The rows of the figures book: one a stated number, the likeliest reading, as corrected, with its citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.book.corrections import Correction, Status, corrected, status_of
from rag.errors import UsageError
from rag.types import Figure, Report


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with the words that prove it. `id` holds as long as the report's text does not change."""

    id: str  # "report:offset of the number"
    figure: Figure
    source: str
    title: str
    quote: str  # report.text[figure.start:figure.end]
    page: int | None
    status: Status = Status.READ


class Figures(Protocol):
    """The part of a library that the book is made from."""

    def reports(self) -> Sequence[Report]: ...
    def read_figures(self, report_id: str) -> Sequence[Figure]: ...
    def figure_corrections(self) -> Mapping[str, Mapping[int, Correction]]: ...


def likeliest(figures: Iterable[Figure]) -> list[Figure]:
    """One figure a number, in their order: the most confident, of equals the first."""
    best: dict[tuple[str, int], Figure] = {}
    for figure in figures:
        key = figure.report_id, figure.quantity.start
        if key not in best or figure.confidence > best[key].confidence:
            best[key] = figure
    return list(best.values())


def rows(library: Figures) -> list[Row]:
    """All rows of a library, report by report in their order, rejected ones among them."""
    corrections = library.figure_corrections()
    return [
        _row(report, figure, corrections.get(report.sha256, {}).get(figure.quantity.start))
        for report in library.reports()
        for figure in likeliest(library.read_figures(report.id))
    ]


def row(library: Figures, row_id: str) -> Row:
    """One row. Raises UsageError row_unknown."""
    found = next((one for one in rows(library) if one.id == row_id), None)
    if found is None:
        raise UsageError("row_unknown", id=row_id)
    return found


def as_read(library: Figures, of_row: Row) -> Figure:
    """The figure of a row as the report was read, before any correction."""
    start = of_row.figure.quantity.start
    return next(f for f in likeliest(library.read_figures(of_row.figure.report_id)) if f.quantity.start == start)


def _row(report: Report, figure: Figure, correction: Correction | None) -> Row:
    if correction is not None and not correction.rejected:
        figure = corrected(figure, correction)
    return Row(
        f"{report.id}:{figure.quantity.start}",
        figure,
        report.source,
        report.metadata.title,
        report.text[figure.start : figure.end],
        next((p.number for p in report.pages if p.start <= figure.start < p.end), None),
        status_of(correction),
    )
