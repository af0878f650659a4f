"""Putting right what was read from a report, reading it again, removing it so that it can be restored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from rag.documents.corrections import Corrections, Field
from rag.documents.metadata import describe
from rag.errors import UsageError
from rag.sandbox.sandbox import shared
from rag.storage import records
from rag.storage.progress import OnStep
from rag.types import Metadata, Page, Report

if TYPE_CHECKING:
    from rag.storage.library import Library


def as_read(library: Library, report_id: str) -> Metadata:
    """What is read from a report's text and file when nothing is corrected. Raises UsageError for an unknown id."""
    report = library.report(report_id)
    return describe(report.text, report.source, _hints(library, report_id))


def corrections_of(library: Library, newer: Report, hints: Metadata) -> Corrections:
    """The corrections of a report that still hold for its newer text.

    Args:
        library: where the older text is.
        newer: under the older one's id.
        hints: what the newer file says of itself.
    """
    made = library.store.corrections(newer.id)
    if not made.fields:
        return made
    return made.still_true(as_read(library, newer.id), describe(newer.text, newer.source, hints))


def edit(library: Library, report_id: str, changes: Corrections, undo: Collection[Field] = ()) -> Report:
    """Correct what was read from a report; questions are answered accordingly from now on.

    Args:
        report_id: of the report.
        changes: the right values; one that is what was read anyway is no correction.
        undo: the fields that are to be as they were read.

    Returns:
        The report with its new metadata.

    Raises:
        UsageError: no such report. LibraryError: the library cannot be written. LoadError: a limit of its analysis.
    """
    with library.writing():
        report, read = library.report(report_id), as_read(library, report_id)
        wanted = changes.over(library.store.corrections(report_id)).without(undo)
        same = [f for f in wanted.fields if getattr(wanted.right, f) == getattr(read, f)]
        wanted = wanted.without(same)
        if wanted != library.store.corrections(report_id):
            analysed = shared().analyse(report, _hints(library, report_id), wanted)
            library.write(analysed, wanted, library.encoded(analysed))
    return library.report(report_id)


def reindex(library: Library, report_id: str, on_step: OnStep | None = None) -> Report:
    """Read and encode a stored report again, its corrections kept; nothing of what was derived before is used.

    Raises:
        UsageError: no such report. LibraryError: the library cannot be written. LoadError: a limit of its analysis.
    """
    while True:
        report, corrections = library.report(report_id), library.store.corrections(report_id)
        analysed = shared().analyse(report, _hints(library, report_id), corrections)
        fresh = library.encoded(analysed, on_step, anew=True)  # others may write meanwhile: it can take minutes
        with library.writing():
            if library.report(report_id) == report and library.store.corrections(report_id) == corrections:
                library.write(analysed, corrections, fresh)
                break
    return library.report(report_id)


def remove(library: Library, ids: Iterable[str]) -> list[Report]:
    """Remove reports so that `restore` can bring them back, without encoding, for `keeping.KEPT_DAYS` days.

    Raises:
        UsageError: one is not known; then nothing is removed.
    """
    with library.writing():
        gone = [library.report(one) for one in dict.fromkeys(ids)]
        with library.changing():
            for report in gone:
                library.store.set_aside(report.id)
            library.store.delete([report.id for report in gone])
            library.store.forget()
    return gone


def restore(library: Library, report_id: str) -> Report:
    """Bring a removed report back, where it stood, with its corrections.

    Returns:
        The report; its source has a number behind it when another report took its name meanwhile. When its content
        was added again meanwhile, that report.

    Raises:
        UsageError: removed_unknown, when there is none of this id to be restored. LoadError: see `edit`.
    """
    with library.writing():
        kept = library.store.kept(report_id)
        if kept is None:
            raise UsageError("removed_unknown", id=report_id)
        _, same = library.store.whose(kept.source, kept.sha256)
        if same is not None:
            with library.changing():
                library.store.forget([report_id])
            return library.report(same[0])
        source = _free(kept.source, {report.source for report in library.reports()})
        own_id = library.new_id(kept.sha256) if library.store.has(kept.id) else kept.id
        pages = records.restore(tuple[Page, ...], kept.pages)
        report = Report(own_id, source, kept.text, Metadata(), kept.sha256, pages)
        hints = records.restore(Metadata, kept.hints)
        analysed = shared().analyse(report, hints, kept.corrections)
        fresh, original = library.encoded(analysed), library.store.removed_original(report_id)
        library.write(analysed, kept.corrections, fresh, lambda: library.store.put_original(own_id, original))
        with library.changing():
            library.store.place(own_id, kept.added, kept.position)
            library.store.forget([report_id])
    return library.report(own_id)


def forget(library: Library, ids: Sequence[str] = ()) -> None:
    """Delete removed reports for good; without ids, those only whose time is over."""
    with library.writing(), library.changing():
        library.store.forget(ids)


def _hints(library: Library, report_id: str) -> Metadata:
    return records.restore(Metadata, library.store.hints(report_id))


def _free(source: str, taken: Collection[str]) -> str:
    """The source's name, numbered when another report has it."""
    path, number = PurePath(source), 2
    while source in taken:
        source = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        number += 1
    return source
