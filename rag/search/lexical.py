"""The lexical index: BM25 over folded syllables, syllable pairs and syllables as written, in tantivy.

Vietnamese words are mostly two syllables long, so pairs stand in for a word segmenter; folding lets "bac kan" find
"Bắc Kạn"; the unfolded field tells "Bắc Kạn" from "Bắc Cạn" when a question has diacritics. Text is tokenised here
and handed over parted by blanks. Derived, like the dense index.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import tantivy

from rag.text import fold, word_spans

_FIELDS = ("syllables", "pairs", "exact", "exactpairs")
_STOP = frozenset(
    [
        "la",
        "va",
        "cua",
        "cac",
        "co",
        "duoc",
        "cho",
        "trong",
        "voi",
        "nhung",
        "nay",
        "the",
        "nao",
        "bao",
        "nhieu",
        "gi",
        "a",
        "o",
        "tai",
        "den",
        "ve",
        "da",
        "the",
        "of",
        "and",
        "in",
        "is",
        "was",
        "were",
        "are",
        "to",
        "did",
        "do",
        "does",
        "how",
        "many",
        "much",
        "what",
        "which",
        "who",
        "when",
        "where",
    ]
)


@dataclass(frozen=True, slots=True)
class LexicalWeights:
    """How much each field counts in the BM25 sum."""

    syllables: float = 1.0
    pairs: float = 0.5
    exact: float = 0.0
    exactpairs: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed: a row of "sentences" or "passages" of a report."""

    level: str
    row: int
    report_id: str
    text: str


def terms(text: str) -> dict[str, list[str]]:
    """The terms of a text, by field."""
    written = unicodedata.normalize("NFC", text)
    exact = [written[a:b].lower() for a, b in word_spans(written)]
    folded = [fold(term) for term in exact]
    return {"syllables": folded, "pairs": _pairs(folded), "exact": exact, "exactpairs": _pairs(exact)}


def _pairs(tokens: list[str]) -> list[str]:
    return [f"{a}_{b}" for a, b in pairwise(tokens)]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace")
    builder.add_text_field("level", tokenizer_name="raw")
    builder.add_text_field("report", tokenizer_name="raw")
    builder.add_integer_field("row", stored=True, indexed=False, fast=True)
    return builder.build()


class LexicalIndex:
    """A tantivy index on disk, or in memory when no folder is given."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._schema = _schema()

    @classmethod
    def build(cls, entries: Iterable[Entry], folder: Path | None = None) -> LexicalIndex:
        """Index the entries, into an empty folder when one is given."""
        index = tantivy.Index(_schema(), path=str(folder)) if folder else tantivy.Index(_schema())
        writer = index.writer(heap_size=30_000_000, num_threads=1)
        for entry in entries:
            document = tantivy.Document()
            for field, tokens in terms(entry.text).items():
                document.add_text(field, " ".join(tokens))
            document.add_text("level", entry.level)
            document.add_text("report", entry.report_id)
            document.add_integer("row", entry.row)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index)

    @classmethod
    def read(cls, folder: Path) -> LexicalIndex:
        """Open an index that `build` wrote. Raises ValueError when it is none."""
        return cls(tantivy.Index.open(str(folder)))

    def search(
        self, text: str, level: str, k: int, weights: LexicalWeights, report_ids: Collection[str] | None = None
    ) -> dict[int, float]:
        """The k best rows of a level with their BM25 scores.

        Args:
            text: the question.
            level: "sentences" or "passages".
            k: how many.
            weights: of the fields; a field with weight 0 is not looked at.
            report_ids: the reports to choose from, all by default.
        """
        query = self._query(terms(text), weights)
        if query is None or (report_ids is not None and not report_ids):
            return {}
        must = [(tantivy.Occur.Must, query), (tantivy.Occur.Must, self._filter("level", [level]))]
        if report_ids is not None:
            must.append((tantivy.Occur.Must, self._filter("report", report_ids)))
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(must), limit=k, count=False).hits
        return {int(searcher.doc(address)["row"][0]): float(score) for score, address in hits}

    def _query(self, found: Mapping[str, list[str]], weights: LexicalWeights) -> tantivy.Query | None:
        clauses = []
        for field in _FIELDS:
            weight = getattr(weights, field)
            if weight <= 0:
                continue
            for term in dict.fromkeys(found[field]):
                one = tantivy.Query.term_query(self._schema, field, term)
                clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(one, weight)))
        return tantivy.Query.boolean_query(clauses) if clauses else None

    def _filter(self, field: str, values: Collection[str]) -> tantivy.Query:
        return tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, field, list(values)), 0.0)
