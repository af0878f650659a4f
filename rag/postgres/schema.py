"""The tables of a library on a server, in a schema of its own.

What grows with the texts (`SPREAD`) may be spread over several servers, by the digest of the text: a text and its
vector are then on the same one, and each server joins and sorts its own. Such tables cannot refer to others, so what
belongs to a report is deleted by name.
"""

from __future__ import annotations

FORMAT = 1

SPREAD = {
    "vectors": (
        ("sha", "text"),
        ("encoder", "text"),
        ("dimension", "integer"),
        ("vector", "halfvec"),
    ),
    "sentences": (
        ("id", "bigint"),
        ("document", "text"),
        ("number", "integer"),
        ("start", "integer"),
        ('"end"', "integer"),
        ("kind", "text"),
        ("passage", "integer"),
        ("heading", "text"),
        ("page", "integer"),
        ("indexed", "text"),
        ("sha", "text"),
        ("length", "integer"),
        ("terms", "integer[]"),
        ("counts", "sparsevec"),
    ),
    "passages": (
        ("id", "bigint"),
        ("document", "text"),
        ("number", "integer"),
        ("start", "integer"),
        ('"end"', "integer"),
        ("indexed", "text"),
        ("sha", "text"),
        ("length", "integer"),
        ("terms", "integer[]"),
        ("counts", "sparsevec"),
    ),
}
"""Columns and their types; `length`, in syllables, `terms` and `counts` are what `rag.postgres.words` searches."""

KEYS = """
ALTER TABLE vectors ADD PRIMARY KEY (sha, encoder);
ALTER TABLE sentences ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX sentences_number ON sentences (document, number);
CREATE INDEX sentences_sha ON sentences (sha);
CREATE INDEX sentences_terms ON sentences USING gin (terms);
ALTER TABLE passages ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX passages_number ON passages (document, number);
CREATE INDEX passages_sha ON passages (sha);
CREATE INDEX passages_terms ON passages USING gin (terms);
"""

LATER = """
CREATE TABLE IF NOT EXISTS original_parts (
    sha text NOT NULL, kind text NOT NULL, number integer NOT NULL, content bytea NOT NULL,
    PRIMARY KEY (sha, kind, number));
CREATE TABLE IF NOT EXISTS removed_originals (
    document text PRIMARY KEY REFERENCES removed ON DELETE CASCADE, sha text NOT NULL, kind text NOT NULL);
CREATE TABLE IF NOT EXISTS originals (
    document text PRIMARY KEY REFERENCES documents ON DELETE CASCADE, sha text NOT NULL, kind text NOT NULL);
CREATE INDEX IF NOT EXISTS documents_position ON documents (position);
"""
"""Since format 1, but not from its beginning: the files that reports were read from, in parts of a megabyte, and an
index without which every report added looks at all the others."""

COUNTED = """
ALTER TABLE sentences ADD COLUMN IF NOT EXISTS counts sparsevec NOT NULL DEFAULT '{}/1000000000';
ALTER TABLE passages ADD COLUMN IF NOT EXISTS counts sparsevec NOT NULL DEFAULT '{}/1000000000';
UPDATE meta SET value = 'without counts' WHERE key = 'analysis';
"""
"""Since format 1, but not from its beginning: how often a row has its terms; each report is read anew for it."""

LOCAL = """
CREATE TABLE meta (key text PRIMARY KEY, value text NOT NULL);
CREATE SEQUENCE rows;
CREATE TABLE documents (
    id text PRIMARY KEY, source text NOT NULL UNIQUE, sha256 text NOT NULL, text text NOT NULL,
    title text NOT NULL, published text, metadata text NOT NULL, hints text NOT NULL, pages text NOT NULL,
    added text NOT NULL DEFAULT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), position bigint NOT NULL,
    province text GENERATED ALWAYS AS (metadata::jsonb #>> '{place,province}') STORED,
    place text GENERATED ALWAYS AS (metadata::jsonb #>> '{place,name}') STORED,
    period_start text COLLATE "C" GENERATED ALWAYS AS (metadata::jsonb #>> '{period,start}') STORED,
    period_end text COLLATE "C" GENERATED ALWAYS AS (metadata::jsonb #>> '{period,end}') STORED);
CREATE INDEX documents_sha ON documents (sha256);
CREATE INDEX documents_province ON documents (province);
CREATE INDEX documents_place ON documents (place);
CREATE INDEX documents_period ON documents (period_start, period_end);
CREATE TABLE figures (
    document text NOT NULL REFERENCES documents ON DELETE CASCADE, number integer NOT NULL,
    start integer NOT NULL, "end" integer NOT NULL, value text NOT NULL, unit text NOT NULL, kind text NOT NULL,
    indicator text NOT NULL, record text NOT NULL, PRIMARY KEY (document, number));
CREATE TABLE corrections (
    document text PRIMARY KEY REFERENCES documents ON DELETE CASCADE, record text NOT NULL);
CREATE TABLE removed (
    id text PRIMARY KEY, source text NOT NULL, sha256 text NOT NULL, text text NOT NULL, title text NOT NULL,
    hints text NOT NULL, pages text NOT NULL, corrections text NOT NULL, added text NOT NULL,
    position bigint NOT NULL, removed text COLLATE "C" NOT NULL);
CREATE TABLE removed_texts (
    document text NOT NULL REFERENCES removed ON DELETE CASCADE, sha text NOT NULL, PRIMARY KEY (document, sha));
CREATE INDEX removed_texts_sha ON removed_texts (sha);
CREATE TABLE figure_corrections (
    sha256 text NOT NULL, start integer NOT NULL, record text NOT NULL, PRIMARY KEY (sha256, start));
CREATE TABLE changes (document text PRIMARY KEY, generation bigint NOT NULL);
CREATE INDEX changes_generation ON changes (generation);
CREATE TABLE history (generation bigint PRIMARY KEY, stamp text NOT NULL);
CREATE TABLE lexicon (
    level text NOT NULL, term integer NOT NULL, count bigint NOT NULL, PRIMARY KEY (level, term))
    WITH (fillfactor = 70);
CREATE TABLE totals (level text PRIMARY KEY, rows bigint NOT NULL, length bigint NOT NULL);
INSERT INTO totals VALUES ('sentences', 0, 0), ('passages', 0, 0);
INSERT INTO meta VALUES ('generation', '0'), ('stamp', '');
INSERT INTO history VALUES (0, '');
"""
LOCAL += LATER
"""What one server keeps whole; `lexicon` counts in how many rows of a level a term stands."""


def spread_table(table: str, numbers: bool = True) -> str:
    """The columns of a table that may be spread, as CREATE TABLE wants them.

    Args:
        table: a key of `SPREAD`.
        numbers: whether rows are numbered here, as the server that all writers speak to does it.
    """
    default = {"id": " NOT NULL DEFAULT nextval('rows')" if numbers else " NOT NULL", "page": ""}
    columns = [f"{name} {kind}{default.get(name, ' NOT NULL')}" for name, kind in SPREAD[table]]
    return f"{table} ({', '.join(columns)})"


TYPES = {
    **{
        table: {name: kind.replace("integer", "int4").replace("bigint", "int8") for name, kind in columns}
        for table, columns in SPREAD.items()
    },
    "figures": dict.fromkeys(("document", "value", "unit", "kind", "indicator", "record"), "text")
    | dict.fromkeys(("number", "start", '"end"'), "int4"),
}
"""The types of the columns that rows are added to in bulk, as the driver names them."""
