"""Checks of a library: the database's own, the texts against their sums and offsets, the indexes on disk."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from rag.storage.originals import damage

if TYPE_CHECKING:
    from rag.storage.library import Library


def problems(library: Library, with_originals: bool = True) -> list[str]:
    """What is wrong, a line each; empty when all is well.

    Args:
        library: any; it is only read, and no encoder is loaded. Stale or missing indexes are no problem: the next
            question rebuilds them.
        with_originals: whether the files that reports were read from are looked at too.
    """
    store = library.store
    found = [f"database: {problem}" for problem in store.problems()]
    if found:
        return found
    for report_id in store.ids():  # one at a time: a library may be larger than the memory
        report = library.report(report_id)
        if hashlib.sha256(report.text.encode()).hexdigest() != report.sha256:
            found.append(f"{report.id} ({report.source}): its text does not match its checksum")
        found += _bad_offsets(library, report.id, len(report.text))
    if library.engine.damage(store.meta("stamp"), "") == "damaged":
        found.append("indexes: damaged; the next question rebuilds them")
    return found + (_bad_originals(library) if with_originals else [])


def _bad_originals(library: Library) -> list[str]:
    """Originals that are not what was kept: questions are answered all the same, but no page can be shown."""
    found = []
    sources = {one.id: one.source for one in library.store.removed()}
    for original, ids in library.store.originals().items():
        if wrong := damage(library.engine.originals, original):
            named = library.report(ids[0]).source if library.store.has(ids[0]) else sources.get(ids[0], "removed")
            found.append(f"{ids[0]} ({named}): its original file is {wrong}; add the file again")
    return found


def _bad_offsets(library: Library, report_id: str, length: int) -> list[str]:
    found = []
    spans = [("sentence", s.index, s.start, s.end) for s in library.sentences(report_id)]
    spans += [("passage", p.index, p.start, p.end) for p in library.passages(report_id)]
    spans += [("figure", n, f.start, f.end) for n, f in enumerate(library.figures(report_id))]
    for kind, number, start, end in spans:
        if not 0 <= start < end <= length:
            found.append(f"{report_id}: {kind} {number} lies outside its text")
    return found
