"""The library: reports, in a folder or on a server, behind one class. What is in it survives any crash.

    with Library(Path("my-library")) as library:
        library.add([Path("report.txt")])

It does not know how questions are answered. The encoder is loaded when it is first needed: listing and removing
never load it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType

import numpy as np
from filelock import Timeout
from numpy.typing import NDArray

from embeddings import Encoder
from rag.book.corrections import Correction
from rag.documents import analysis
from rag.documents.corrections import Corrections
from rag.documents.schema import Analysed
from rag.errors import LibraryError, LoadError
from rag.loaders import LoadedDocument, ocr
from rag.sandbox.sandbox import shared
from rag.storage import records
from rag.storage.attaching import attach, attach_missing
from rag.storage.contents import Contents
from rag.storage.editing import corrections_of
from rag.storage.encoding import ensure_vectors, load_default
from rag.storage.engine import Lock, open_engine
from rag.storage.progress import OnStep, Step
from rag.storage.sources import Added, Location, default_location, wanted_files
from rag.text import clean
from rag.types import Metadata, Report

Progress = Callable[[int, int, str], None]
"""Called with (reports done, reports in all, the source at hand)."""

_LOCK_SECONDS = 60.0
_STUMBLES = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)
Owners = tuple[tuple[str, str, str] | None, tuple[str, str, str] | None]  # as `Store.whose` says
Fresh = tuple[list[str], NDArray[np.float32]]  # texts that had no vector, by their sha, with it
_log = logging.getLogger(__name__)


class Library(Contents):
    """Reports, stored and ready to be searched.

    Args:
        location: where the library lies: a folder, made when missing, or the address of a PostgreSQL server,
            "postgresql://..." (see docs/scaling.md); `default_location()` by default.
        encoder: turns texts into vectors; the bundled one by default, loaded when first needed.

    Raises:
        DamagedLibrary: the database is not one, or fails its checks; nothing is changed.
        LibraryError: the folder or the server cannot be used.
    """

    def __init__(self, location: Location | None = None, encoder: Encoder | None = None) -> None:
        self.location = location or default_location()
        self.engine = open_engine(self.location)
        super().__init__(self.engine.store)
        self._encoder = encoder
        self._prepared: tuple[str, str] | None = None

    @property
    def directory(self) -> Path:
        """The folder of the library; of one on a server, where this machine keeps what belongs to it."""
        return self.engine.directory

    @property
    def lock(self) -> Lock:
        """What a process holds while it writes."""
        return self.engine.lock

    @property
    def encoder(self) -> Encoder:
        """The encoder in use; loads the bundled one when none was given. Raises ModelError."""
        with self._mutex:
            if self._encoder is None:
                self._encoder = load_default()
            return self._encoder

    def correct_figure(self, correction: Correction) -> None:
        """Keep what a person has put right; an earlier correction of the same figure goes."""
        with self.writing(), self._store.transaction():
            self._store.put_figure_correction(correction)

    def undo_correction(self, sha256: str, start: int) -> None:
        """Read a figure again as the report states it."""
        with self.writing(), self._store.transaction():
            self._store.drop_figure_correction(sha256, start)

    def sentence_vectors(self, report_id: str) -> NDArray[np.float32]:
        """The vectors of a report's sentences, (sentences, dimension); zeros for those that never answer."""
        self.prepare()
        return self._cached("vectors", report_id, lambda: self._vectors(report_id))

    def add(
        self, paths: Iterable[Path], progress: Progress | None = None, on_step: OnStep | None = None
    ) -> list[Added]:
        """Add files, and the files of folders; one that cannot be read does not stop the others.

        Args:
            paths: files or folders.
            progress: told after every file.
            on_step: told each step of each file; when it raises, the file at hand and those after it are not added.

        Returns:
            What became of each file, in order. A report that was in the library under this source is replaced when
            its content is another; one that was there under another source keeps its id and is renamed.

        Raises:
            ModelError: the encoder cannot be loaded. LibraryError: the library cannot be written.
        """
        wanted, results = wanted_files(paths)
        together = {source for _, source in wanted}
        for number, (path, source) in enumerate(wanted):
            if progress:
                progress(number, len(wanted), source)
            try:
                results.append(self._add_one(path, source, together, on_step))
            except LoadError as error:
                results.append(Added("", source, "failed", error))
            except _STUMBLES as error:  # a text that the analysis did not foresee stops itself only
                _log.warning("%s: not analysed", source, exc_info=error)
                reason = f"{type(error).__name__}: {error}"
                results.append(Added("", source, "failed", LoadError("file_unreadable", path=source, reason=reason)))
        if progress and wanted:
            progress(len(wanted), len(wanted), wanted[-1][1])
        return results

    def add_text(self, source: str, text: str, hints: Metadata | None = None) -> Added:
        """Add a text that comes from another program rather than from a file.

        Args:
            source: its name; the report of this name is replaced. Equal texts of two names are two reports.
            text: stored as NFC, without control characters.
            hints: what is known of it; an empty field is found in the text.

        Raises:
            LoadError: it holds no word, or is larger than a file may be. ModelError, LibraryError: see `add`.
        """
        document = LoadedDocument(clean(text), hints or Metadata())
        if not source.strip() or not any(c.isalnum() for c in document.text):
            raise LoadError("file_empty", path=source)
        if len(document.text) > shared().limits.characters:
            raise LoadError("file_text_long", path=source, limit=shared().limits.characters)
        try:
            return self._put(document, source, None)
        except _STUMBLES as error:
            reason = f"{type(error).__name__}: {error}"
            raise LoadError("file_unreadable", path=source, reason=reason) from error

    def hints(self, report_id: str) -> Metadata:
        """What was known of a report when it was added, its `extras` among it. Raises UsageError."""
        return records.restore(Metadata, self._store.hints(self.report(report_id).id))

    def remove(self, ids: Iterable[str]) -> list[Report]:
        """Remove reports and everything derived of them.

        Args:
            ids: of reports; their sources serve too.

        Raises:
            UsageError: one is not known; then nothing is removed.
        """
        with self.writing():
            known = [self._store.find(one) for one in ids]
            gone = self._store.reports(dict.fromkeys(known))
            with self.changing():
                self._store.delete([report.id for report in gone])
                self._store.forget()
            return gone

    def prepare(self, thorough: bool = False) -> None:
        """See that every report is analysed by the present code and encoded by the present encoder.

        Args:
            thorough: look at every text, even when the library says that this encoder has encoded all of them.
        """
        if self._prepared == (self.stamp, self.encoder.name) and not thorough:
            return
        if self._store.meta("analysis") != analysis.stamp() and self.count():
            with self.writing():
                self._analyse_again()
        if thorough or self._store.meta("encoded") != self.encoder.name:
            missing = self._store.missing(self.encoder.name)
            shas = list(missing)
            vectors = self.encoder.encode_passages([missing[sha] for sha in shas]) if shas else None
            if vectors is not None:
                with self.writing(), self._store.transaction():
                    self._store.put_vectors(shas, vectors, self.encoder.name)
                    self._store.set_meta("encoded", self.encoder.name)
        self._prepared = (self.stamp, self.encoder.name)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Inside, the library is as it is now: an answer never mixes what was before a change with what came after."""
        self.prepare()
        with self._store.reading():
            yield

    def verify(self) -> list[str]:
        """What is wrong with the library, in words for its keeper; empty when all is well. Loads no encoder."""
        from rag.storage.verification import problems

        return problems(self)

    def close(self) -> None:
        """Close the database; the library cannot be used afterwards."""
        self._store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _add_one(self, path: Path, source: str, together: set[str], on_step: OnStep | None) -> Added:
        if on_step:
            on_step(Step("reading"))
        document = shared().load(path)
        added = self._put(document, source, together, on_step, path)
        if not document.unread:
            return added
        pages = ", ".join(map(str, document.unread))
        notice = LoadError("pages_unread", path=source, pages=pages, program="tesseract", command=ocr.INSTALL)
        return replace(added, notice=notice)

    def _put(
        self,
        document: LoadedDocument,
        source: str,
        together: set[str] | None,
        on_step: OnStep | None = None,
        path: Path | None = None,
    ) -> Added:
        """Keep a document, and its file when that is worth it.

        Args:
            together: the files it was given with, None where equal texts of two names are two.
            path: the file; None for a text that came from none.
        """
        sha = hashlib.sha256(document.text.encode()).hexdigest()
        while True:
            with self.writing():
                before = self._store.whose(source, sha)
                if (settled := self._settled(before, document, source, sha, together)) is not None:
                    if before[0] or settled.status == "moved":  # else it is another file's copy
                        attach_missing(self, settled.id, document, path)
                    return settled
            here = before[0]
            report_id = here[0] if here else self.new_id(sha)
            report = Report(report_id, source, document.text, Metadata(), sha, document.pages)
            corrections = corrections_of(self, report, document.hints) if here else Corrections()
            analysed = shared().analyse(report, document.hints, corrections)
            fresh = self.encoded(analysed, on_step)  # others may write meanwhile: it can take minutes
            with self.writing():
                if self._store.whose(source, sha) == before:
                    self.write(analysed, corrections, fresh, partial(attach, self, report_id, document, path))
                    return Added(report.id, source, "replaced" if here else "added")

    def _settled(
        self, known: Owners, document: LoadedDocument, source: str, sha: str, together: set[str] | None
    ) -> Added | None:
        """What becomes of a document whose content is in the library already; None when it is not."""
        here, same = known
        is_known = here is not None and here[2] == sha
        if here and is_known and (together is not None or self.hints(here[0]) == document.hints):
            return Added(here[0], source, "unchanged")
        if not same or here or together is None:
            return None
        if same[1] in together:
            return Added(same[0], source, "unchanged")  # a second copy among the files given
        with self._store.transaction():
            self._store.rename(same[0], source)
        return Added(same[0], source, "moved")

    def new_id(self, sha: str) -> str:
        """The beginning of the content's digest, as long as it takes to be no other report's."""
        return next(sha[:n] for n in range(12, len(sha) + 1) if not self._store.has(sha[:n]))

    def encoded(self, analysed: Analysed, on_step: OnStep | None = None, anew: bool = False) -> Fresh:
        """The vectors that a report's texts lack; `anew`: of all of them. `on_step` is told how far it is."""
        texts = {sha: text for text, sha in [*analysed.sentence_texts, *analysed.passage_texts] if sha}
        return ensure_vectors(self._store, self.encoder, texts, on_step, anew)

    def write(
        self, analysed: Analysed, corrections: Corrections, fresh: Fresh, also: Callable[[], None] = lambda: None
    ) -> None:
        """Keep one analysed report, what was corrected of it and its vectors, in one transaction; inside `writing`.

        Args:
            also: what else is written in the same transaction; the report's original stays unless this changes it.
        """
        shas, vectors = fresh
        empty = not self._store.count()
        with self.changing():
            self._store.put(analysed)
            self._store.put_corrections(analysed.report.id, corrections)
            also()
            self._store.forget()
            if shas:
                self._store.put_vectors(shas, vectors, self.encoder.name)
            if empty:
                self._store.set_meta("encoded", self.encoder.name)
            elif self._store.meta("encoded") != self.encoder.name:
                self._store.set_meta("encoded", "")  # of two encoders neither has encoded everything
            if not self._store.meta("analysis"):
                self._store.set_meta("analysis", analysis.stamp())

    @contextmanager
    def changing(self) -> Iterator[None]:
        """A transaction after which the originals go that no report names any more; inside `writing`."""
        with self._store.transaction():
            yield
        self.engine.originals.sweep(self._store.originals().keys())

    def _analyse_again(self) -> None:
        for report_id in self._store.ids():
            report = self._store.reports([report_id])[0]
            hints = records.restore(Metadata, self._store.hints(report.id))
            corrections = self._store.corrections(report.id)
            try:
                analysed = shared().analyse(report, hints, corrections)
                self.write(analysed, corrections, self.encoded(analysed))
            except (LoadError, *_STUMBLES) as error:  # what the older code found stays
                _log.warning("%s: not analysed again", report.source, exc_info=error)
        with self._store.transaction():
            self._store.set_meta("analysis", analysis.stamp())

    def _vectors(self, report_id: str) -> NDArray[np.float32]:
        shas = [(number, sha) for number, sha in self._store.sentence_shas(report_id) if sha]
        vectors = np.zeros((len(self.sentences(report_id)), self.encoder.dimension), dtype=np.float32)
        if shas:
            vectors[[n for n, _ in shas]] = self._store.vectors(
                [s for _, s in shas], self.encoder.name, self.encoder.dimension
            )
        return vectors

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the library's lock: what is looked up inside stays true until it is written.

        Raises:
            LibraryError: library_busy or library_unwritable.
        """
        try:
            with self._mutex, self.lock.acquire(timeout=_LOCK_SECONDS):
                yield
                self._seen = (-1, *self._seen[1:])
        except Timeout as error:
            raise LibraryError("library_busy", path=self.engine.name, reason=str(error)) from error
        except OSError as error:
            raise LibraryError("library_unwritable", path=self.engine.name, reason=str(error)) from error
