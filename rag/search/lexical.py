"""The lexical index: BM25 over folded syllables, syllable pairs and syllables as written, in tantivy.

Vietnamese words are mostly two syllables long, so pairs stand in for a word segmenter; folding lets "bac kan" find
"Bắc Kạn"; the unfolded field tells "Bắc Kạn" from "Bắc Cạn" when a question has diacritics. Text is tokenised here
and handed over parted by blanks. Derived, like the dense index.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import tantivy

from rag.text import WORD, fold

_MARK = "library's state"  # the report of the document that says which state of the library the index speaks of
_HEAP = 30_000_000  # bytes; what is added is committed at once, so no more is needed
FIELDS = ("syllables", "pairs", "exact", "exactpairs")


@dataclass(frozen=True, slots=True)
class LexicalWeights:
    """How much each field counts in the BM25 sum."""

    syllables: float = 1.0
    pairs: float = 0.5
    exact: float = 0.0
    exactpairs: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed: a row of a report."""

    row: int
    report_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A state of the library: its generation and its stamp."""

    generation: int
    stamp: str


def terms(text: str) -> dict[str, list[str]]:
    """The terms of a text, by field."""
    forms = [_forms(word) for word in WORD.findall(unicodedata.normalize("NFC", text))]
    exact, folded = [form for form, _ in forms], [form for _, form in forms]
    return {"syllables": folded, "pairs": _pairs(folded), "exact": exact, "exactpairs": _pairs(exact)}


@lru_cache(maxsize=65_536)  # a language has few syllables, and a library repeats them
def _forms(word: str) -> tuple[str, str]:
    """A word in lower case, and folded."""
    return word.lower(), fold(word.lower())


def _pairs(tokens: list[str]) -> list[str]:
    return [f"{a}_{b}" for a, b in pairwise(tokens)]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace")
    builder.add_text_field("report", tokenizer_name="raw")
    builder.add_integer_field("row", stored=True, indexed=False, fast=True)
    return builder.build()


def _placed(document: tantivy.Document, report_id: str, row: int) -> tantivy.Document:
    document.add_text("report", report_id)
    document.add_integer("row", row)
    return document


class LexicalIndex:
    """A tantivy index on disk, or in memory when no folder is given.

    A document of its own, written in the same commit as all others, marks the library's state that it speaks of.
    """

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._schema = _schema()

    @classmethod
    def build(cls, entries: Iterable[Entry], folder: Path | None = None, mark: Mark | None = None) -> LexicalIndex:
        """Index the entries, into an empty folder when one is given."""
        index = tantivy.Index(_schema(), path=str(folder)) if folder else tantivy.Index(_schema())
        made = cls(index)
        made.update([], entries, mark or Mark(0, ""))
        return made

    @classmethod
    def read(cls, folder: Path) -> LexicalIndex:
        """Open an index that `build` wrote. Raises ValueError when it is none."""
        return cls(tantivy.Index.open(str(folder)))

    def update(self, gone: Iterable[str], entries: Iterable[Entry], mark: Mark) -> None:
        """Take reports out and put entries in, in one commit: a process killed meanwhile leaves the index as it was.

        Args:
            gone: ids of reports, all of whose entries go.
            entries: new ones; of a report that is in the index, all, and its id is among those gone.
            mark: the library's state afterwards.

        Raises:
            ValueError: the disk does not take it.
        """
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for report_id in gone:
            writer.delete_documents_by_term("report", report_id)
        writer.delete_documents_by_term("report", _MARK)
        for entry in entries:
            document = tantivy.Document()
            for field, tokens in terms(entry.text).items():
                document.add_text(field, " ".join(tokens))
            writer.add_document(_placed(document, entry.report_id, entry.row))
        state = tantivy.Document()
        state.add_text("report", f"{_MARK} {mark.stamp}")
        writer.add_document(_placed(state, _MARK, mark.generation))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def reload(self) -> None:
        """See what another process has committed."""
        self._index.reload()

    def speaks_of(self, mark: Mark) -> bool:
        """Whether the index is that of this state of the library."""
        return self._state(f"{_MARK} {mark.stamp}") == mark.generation

    def generation(self) -> int:
        """The generation that it speaks of; -1 when it says nothing of it."""
        return self._state(_MARK)

    def _state(self, name: str) -> int:
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.term_query(self._schema, "report", name), limit=1, count=False).hits
        return next((int(searcher.doc(address)["row"][0]) for _, address in hits), -1)

    def search(
        self,
        text: str,
        k: int,
        weights: LexicalWeights,
        report_ids: Collection[str] | None = None,
        passing: int | None = None,
    ) -> dict[int, float]:
        """The k best rows with their BM25 scores.

        Args:
            text: the question.
            k: how many.
            weights: of the fields; a field with weight 0 is not looked at.
            report_ids: the reports to choose from, all by default.
            passing: how many rows those have; of no use here, where what cannot reach the list is skipped.
        """
        searcher = self._index.searcher()
        words = query_words(text, weights)
        if not words or (report_ids is not None and not report_ids):
            return {}
        query = self._union(words)
        if report_ids is not None:
            query = _all_of(query, self._filter(report_ids))
        hits = searcher.search(query, limit=k, count=False).hits
        rows = searcher.fast_field_values("row", [address for _, address in hits])
        return {int(row): float(score) for row, (score, _) in zip(rows, hits, strict=True) if score > 0}

    def _term(self, word: Word) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, word.field, word.term), word.weight)

    def _union(self, words: Iterable[Word]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._term(word)) for word in words])

    def _filter(self, report_ids: Collection[str]) -> tantivy.Query:
        chosen = tantivy.Query.term_set_query(self._schema, "report", list(report_ids))
        return tantivy.Query.const_score_query(chosen, 0.0)


class Word(NamedTuple):
    """A term of a question in a field."""

    field: str
    term: str
    weight: float


def query_words(text: str, weights: LexicalWeights) -> list[Word]:
    """The terms of a question, each once a field; fields with weight 0 are left out."""
    found = terms(text)
    return [
        Word(field, term, weight)
        for field in FIELDS
        if (weight := getattr(weights, field)) > 0
        for term in dict.fromkeys(found[field])
    ]


def _all_of(*queries: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])
