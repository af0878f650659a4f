"""The nouns by which a question tells the kind of its answer: "which agency", "công ty nào".

They stand in `rag/data/answer_nouns.tsv`: the kind, the language, the nouns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rag.text import fold
from rag.types import AnswerKind, Language

Nouns = Mapping[str, frozenset[AnswerKind]]

MEASURES = (AnswerKind.MONEY, AnswerKind.PERCENTAGE, AnswerKind.NUMBER)
TOKEN = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*|%|[?,;:.()“”\"—–]")
"""A word of a question or a mark that ends a phrase."""
BREAKS = frozenset('? , ; : . ( ) “ ” " — –'.split())


@cache
def answer_nouns(language: Language, marked: bool = True) -> Nouns:
    """Each noun with the kinds of answer that it may head.

    Args:
        language: of the nouns.
        marked: whether Vietnamese ones are wanted as written; else folded, and more of them mean several things.
    """
    found: defaultdict[str, set[AnswerKind]] = defaultdict(set)
    for line in files("rag.data").joinpath("answer_nouns.tsv").read_text("utf-8").splitlines()[1:]:
        kind, of_language, nouns = line.split("\t")
        if of_language == language.value:
            for noun in nouns.split("; "):
                found[noun if marked else fold(noun)].add(AnswerKind(kind))
    return {noun: frozenset(kinds) for noun, kinds in found.items()}
