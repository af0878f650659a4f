"""Puts an answer into words: the short answer first, then scope and citations. Says nothing that a span does not."""
from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from rag.candidates import Candidate
from rag.messages import text as message
from rag.notation import base_value, gloss
from rag.period_labels import label
from rag.proof import MAX_ANSWER_WORDS, trim_quote
from rag.text import fold
from rag.types import AnswerKind, Citation, FigureKind, Language, Period, Place, PlaceLevel, Quantity, Query
from rag.yes_no import polarity

MAX_SPAN_WORDS = 34


def short_answer(candidate: Candidate, query: Query) -> str:
    """The short answer of a candidate, in the asker's language, a figure as the report writes it."""
    if query.kind is AnswerKind.YES_NO:
        return _yes_no(candidate, query)
    if candidate.figure is not None:
        return figure_text(candidate, query.language)
    return clip(candidate.text)


def figure_text(candidate: Candidate, language: Language) -> str:
    """A figure with hedge, unit and, for an English reader, a gloss where the notation differs."""
    figure = candidate.figure
    assert figure is not None
    quantity = figure.quantity
    words = " ".join(quantity.text.split())
    unit = _cell_unit(candidate)
    if unit:
        words = f"{words} {unit}"
    if quantity.kind is FigureKind.CHANGE and quantity.direction:
        moved = message("changed_up" if quantity.direction == "tăng" else "changed_down", language)
        words = f"{moved if language is Language.ENGLISH else quantity.direction} {_without(words, quantity.direction)}"
        if language is Language.ENGLISH:
            words += f" ({quantity.direction})"
    if quantity.hedge and not words.startswith(quantity.hedge):
        words = f"{quantity.hedge} {words}"
    read = gloss(quantity) if language is Language.ENGLISH else ""
    return f"{words} ({read})" if read else words


def _without(words: str, direction: str) -> str:
    return re.sub(rf"^{direction}\s*", "", words)


def _cell_unit(candidate: Candidate) -> str:
    """What a table cell counts, told by its heads: "Giường bệnh/vạn dân", "trạm BTS"."""
    figure = candidate.figure
    if figure is None or not figure.row_head or figure.quantity.unit not in ("", "%"):
        return ""
    head = figure.column_head if _is_place_or_time(figure.row_head) else figure.row_head
    head = re.sub(r"\s*\([^)]*\)", "", head).strip()
    return head if figure.quantity.unit == "" and not _is_place_or_time(head) else ""


def _is_place_or_time(head: str) -> bool:
    folded = fold(head)
    return bool(re.match(r"(?:huyen|thi xa|tx|tp|thanh pho|tinh|toan tinh|tong|xa |phuong|quan|thang|quy|nam|\d|th |kh |thuc hien)",
                         folded)) or not re.search(r"[^\W\d_]", head)


def _yes_no(candidate: Candidate, query: Query) -> str:
    heads = ""
    if candidate.figure is not None:
        heads = f"{candidate.figure.row_head} {candidate.figure.column_head} "
    answer = message("yes" if polarity(query.text, heads + candidate.quote) else "no", query.language)
    return clip(f"{answer}: {_clause(candidate, query)}", MAX_ANSWER_WORDS - 20)


def _clause(candidate: Candidate, query: Query) -> str:
    """The clause of a sentence that shares most with the question."""
    quote = " ".join(candidate.quote.split())
    clauses = re.split(r"(?<=[;.])\s+", quote)
    asked = set(fold(query.topic).split())
    return max(clauses, key=lambda c: (len(asked & set(fold(c).split())), len(c) < 200)).rstrip(".;")


def clip(words: str, limit: int = MAX_SPAN_WORDS) -> str:
    """At most `limit` words, cut at the end of a clause where there is one, else as they are up to the limit."""
    parts = words.split()
    if len(parts) <= limit:
        return " ".join(parts).strip(" ,;:")
    cut = " ".join(parts[:limit])
    end = max(cut.rfind(";"), cut.rfind(". "), cut.rfind(","))
    return cut[:end] if end > len(cut) // 2 else cut


def scope_text(place: Place | None, period: Period | None, language: Language) -> str:
    """ "Bắc Kạn, năm 2022" """
    parts = [place_text(place)] if place is not None and place.level is not PlaceLevel.COUNTRY else []
    if period is not None:
        parts.append(label(period, language.value))
    return ", ".join(parts)


def place_text(place: Place) -> str:
    """A place's name, with its kind word below the province, where names repeat."""
    if place.level is PlaceLevel.PROVINCE or not place.kind:
        return place.name
    return f"{place.kind} {place.name}"


def cite(candidate: Candidate, marker: int, language: Language) -> Citation:
    """The citation of a candidate: its sentence or row, at most 80 words."""
    report = candidate.report
    start, end = trim_quote(report.text, min(candidate.sentence.start, candidate.quote_start),
                            max(candidate.sentence.end, candidate.quote_end), [(candidate.start, candidate.end)])
    place, period = candidate.place or report.metadata.place, candidate.period or report.metadata.period
    page = next((p.number for p in report.pages if p.start <= start < p.end), None)
    return Citation(marker, report.id, report.source, report.metadata.title, place_text(place) if place else "",
                    label(period, language.value) if period else "", report.text[start:end], start, end, page)


def comparison_text(names: Sequence[str], quantities: Sequence[Quantity | None], language: Language) -> tuple[str, list[str]]:
    """How two or more figures of one unit compare, computed exactly.

    Returns:
        The sentence ("" when they cannot be compared) and the numbers in it that were computed.
    """
    known = [(n, q) for n, q in zip(names, quantities, strict=True) if q is not None]
    if len(known) != 2 or _measure(known[0][1]) != _measure(known[1][1]):
        return "", []
    (name_a, a), (name_b, b) = known
    if a.kind is FigureKind.RANK:
        return "", []
    value_a, value_b = base_value(a), base_value(b)
    if value_a == value_b:
        return message("equal", language), []
    higher = name_a if value_a > value_b else name_b
    difference = plain(abs(a.value - b.value) if a.unit == b.unit else abs(value_a - value_b), language)
    unit = a.unit if a.unit == b.unit and a.unit in ("%",) else ""
    told = message("difference", language, difference=f"{difference}{unit}")
    return f"{message('higher', language, name=higher)}, {told}", [difference]


def _measure(quantity: Quantity) -> str:
    return "%" if quantity.unit == "%" else quantity.kind.value if quantity.kind is FigureKind.MONEY else "count"


def plain(value: Decimal, language: Language) -> str:
    """An exact decimal in the notation of a language: 1.234,5 or 1,234.5."""
    written = f"{value.normalize():,f}"
    return written if language is Language.ENGLISH else written.translate(str.maketrans(",.", ".,"))
