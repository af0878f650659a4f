"""Everything that is derived from a report's text, by the modules that find it; and a stamp of their code.

The stamp lets a library notice that newer code would find other figures or sentences in the texts it holds: they are
analysed again, and only the texts that changed by it are encoded again.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from rag.documents.chunking import ANSWERING, passage_text, sentence_text, split
from rag.documents.corrections import Corrections
from rag.documents.metadata import describe
from rag.documents.schema import Analysed
from rag.documents.tables import find_tables
from rag.figures.extraction import extract
from rag.storage import records
from rag.types import Metadata, Report

_ANALYSERS = ("documents", "figures", "quantities", "scopes", "text", "types")


@cache
def stamp() -> str:
    """A digest of the code that `analyse` runs."""
    digest = hashlib.sha256()
    folder = Path(__file__).parents[1]
    for name in _ANALYSERS:
        for file in [folder / f"{name}.py", *sorted((folder / name).glob("*.py"))]:
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def text_sha(text: str) -> str:
    """The name under which a text's vector is kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def analyse(report: Report, hints: Metadata, corrections: Corrections | None = None) -> Analysed:
    """A report with its metadata, sentences, passages and figures.

    Args:
        report: with its text, source and id; its metadata is found here.
        hints: what its file says of itself.
        corrections: what a person has put right of its metadata.
    """
    tables = find_tables(report.text)
    report = replace(report, metadata=describe(report.text, report.source, hints, corrections))
    sentences, passages = split(report.text, report.id, report.pages)
    title = report.metadata.title or hints.title
    sentence_texts = [_keyed(sentence_text(report.text, s, tables) if s.kind in ANSWERING else "") for s in sentences]
    passage_texts = [_keyed(passage_text(report.text, p, sentences, title)) for p in passages]
    figures = list(extract(report, sentences, tables))
    return Analysed(report, records.dump(hints), sentences, passages, figures, sentence_texts, passage_texts)


def _keyed(text: str) -> tuple[str, str]:
    answers = any(c.isalnum() for c in text)
    return (text, text_sha(text)) if answers else ("", "")
