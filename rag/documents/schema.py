"""The database's tables, and the rows that travel between the store and what derives or indexes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Figure, Passage, Report, Sentence

APPLICATION_ID = 0x48424331  # "HBC1"
FORMAT = 2
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, source TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, text TEXT NOT NULL,
    title TEXT NOT NULL, published TEXT, metadata TEXT NOT NULL, hints TEXT NOT NULL, pages TEXT NOT NULL,
    added TEXT NOT NULL DEFAULT (datetime('now')), position INTEGER NOT NULL);
CREATE INDEX documents_sha ON documents (sha256);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL, indexed TEXT NOT NULL, sha TEXT NOT NULL, UNIQUE (document, number));
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL, passage INTEGER NOT NULL,
    heading TEXT NOT NULL, page INTEGER, indexed TEXT NOT NULL, sha TEXT NOT NULL, UNIQUE (document, number));
CREATE INDEX passages_sha ON passages (sha);
CREATE INDEX sentences_sha ON sentences (sha);
CREATE TABLE figures (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL,
    indicator TEXT NOT NULL, record TEXT NOT NULL, UNIQUE (document, number));
CREATE TABLE vectors (sha TEXT NOT NULL, encoder TEXT NOT NULL, dimension INTEGER NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (sha, encoder)) WITHOUT ROWID;
"""
# Since format 1, but not from its beginning.
KEEPING = """
CREATE TABLE IF NOT EXISTS corrections (
    document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS removed (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, sha256 TEXT NOT NULL, text TEXT NOT NULL, title TEXT NOT NULL,
    hints TEXT NOT NULL, pages TEXT NOT NULL, corrections TEXT NOT NULL, added TEXT NOT NULL,
    position INTEGER NOT NULL, removed TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS removed_texts (
    document TEXT NOT NULL REFERENCES removed ON DELETE CASCADE, sha TEXT NOT NULL,
    PRIMARY KEY (document, sha)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS figure_corrections (
    sha256 TEXT NOT NULL, start INTEGER NOT NULL, record TEXT NOT NULL, PRIMARY KEY (sha256, start)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS originals (
    document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE, sha TEXT NOT NULL,
    kind TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS removed_originals (
    document TEXT PRIMARY KEY REFERENCES removed ON DELETE CASCADE, sha TEXT NOT NULL,
    kind TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS documents_position ON documents (position, id);
"""
"""Figures are corrected by content, not by report: one that is removed and added again finds its corrections."""
CHANGES = """
CREATE TABLE changes (document TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX changes_generation ON changes (generation);
CREATE TABLE history (generation INTEGER PRIMARY KEY, stamp TEXT NOT NULL);
INSERT INTO history SELECT cast(g.value AS INTEGER), s.value FROM meta g, meta s
    WHERE g.key = 'generation' AND s.key = 'stamp';
ALTER TABLE documents ADD COLUMN province TEXT AS (json_extract(metadata, '$.place.province')) VIRTUAL;
ALTER TABLE documents ADD COLUMN place TEXT AS (json_extract(metadata, '$.place.name')) VIRTUAL;
ALTER TABLE documents ADD COLUMN period_start TEXT AS (json_extract(metadata, '$.period.start')) VIRTUAL;
ALTER TABLE documents ADD COLUMN period_end TEXT AS (json_extract(metadata, '$.period.end')) VIRTUAL;
CREATE INDEX documents_province ON documents (province);
CREATE INDEX documents_place ON documents (place);
CREATE INDEX IF NOT EXISTS removed_texts_sha ON removed_texts (sha);
CREATE INDEX documents_period ON documents (period_start, period_end);
"""
"""Since format 2: in which generation each report last changed (removed ones too), which stamp each generation had,
and columns to choose reports by. A derived index that knows its generation and stamp can tell what it has missed."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """Where a row of the indexes stands: its report, its number there, its span, the passage it lies in."""

    row: int
    report_id: str
    number: int
    start: int
    end: int
    passage: int


@dataclass(frozen=True, slots=True)
class Analysed:
    """A report with everything that is derived from its text; `hints` is the loader's, as JSON text."""

    report: Report
    hints: str
    sentences: Sequence[Sentence]
    passages: Sequence[Passage]
    figures: Sequence[Figure]
    sentence_texts: Sequence[tuple[str, str]]  # (what is indexed, its sha) a sentence
    passage_texts: Sequence[tuple[str, str]]
