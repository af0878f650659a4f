"""Where feedback is kept: an SQLite file of its own in the library's folder, so that it never touches the reports."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rag.errors import LibraryError
from rag.evaluating.feedback import Feedback, Judgement
from rag.evaluating.scoring import CitedQuote

FILE_NAME = "feedback.sqlite"
_PATIENCE_SECONDS = 5.0  # for another process that is writing


class FeedbackStore:
    """The judgements of one library, in the order in which they were first given; safe to use from any thread.

    Args:
        directory: the library's folder; None to keep them in memory only. The file is made by the first judgement.

    Every method raises LibraryError when the file cannot be read or written.
    """

    def __init__(self, directory: Path | None) -> None:
        self._path = directory / FILE_NAME if directory is not None else None
        self._using = threading.Lock()
        self._db: sqlite3.Connection | None = None

    def put(self, feedback: Feedback) -> None:
        """Keep a judgement, in place of an earlier one on the same answer."""
        record = json.dumps(asdict(feedback), ensure_ascii=False).encode("utf-8", "replace").decode()
        with self._rows() as db, db:
            db.execute(
                "INSERT INTO feedback (id, record) VALUES (?, ?) "
                "ON CONFLICT (id) DO UPDATE SET record = excluded.record",
                (feedback.id, record),
            )

    def withdraw(self, answer_id: str) -> None:
        """Forget the judgement on an answer."""
        with self._rows() as db, db:
            db.execute("DELETE FROM feedback WHERE id = ?", (answer_id,))

    def all(self) -> list[Feedback]:
        """Every judgement."""
        if self._db is None and (self._path is None or not self._path.exists()):
            return []
        with self._rows() as db:
            return [_restored(json.loads(row[0])) for row in db.execute("SELECT record FROM feedback ORDER BY rowid")]

    def close(self) -> None:
        """Close the file."""
        with self._using:
            if self._db is not None:
                self._db.close()
                self._db = None

    @contextmanager
    def _rows(self) -> Iterator[sqlite3.Connection]:
        with self._using:
            try:
                if self._db is None:
                    self._db = self._opened()
                yield self._db
            except (sqlite3.Error, OSError, ValueError, KeyError, TypeError) as error:
                raise LibraryError("feedback_unusable", path=str(self._path), reason=str(error)) from error

    def _opened(self) -> sqlite3.Connection:
        if self._path is not None:  # that of a library on a server is made by the first judgement
            self._path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._path or ":memory:", timeout=_PATIENCE_SECONDS, check_same_thread=False)
        try:
            with db:
                db.execute("CREATE TABLE IF NOT EXISTS feedback (id TEXT NOT NULL UNIQUE, record TEXT NOT NULL)")
        except sqlite3.Error:
            db.close()
            raise
        return db


def _restored(row: Mapping[str, Any]) -> Feedback:
    return Feedback(
        id=row["id"],
        judgement=Judgement(row["judgement"]),
        question=row["question"],
        history=tuple(row["history"]),
        language=row["language"],
        answer=row["answer"],
        abstained=row["abstained"],
        cited=tuple(CitedQuote(**one) for one in row["cited"]),
        correction=row["correction"],
    )
