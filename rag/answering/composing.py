"""Puts an answer into words: the short answer first, then scope and citations. Says nothing that a span does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.answering.candidates import Candidate
from rag.answering.extremes import tells_ranks
from rag.answering.proof import MAX_ANSWER_WORDS, trim_quote
from rag.answering.yes_no import asked_figures, confirms, polarity
from rag.messages import text as message
from rag.quantities.glossing import gloss
from rag.quantities.numbers import find_quantities
from rag.scopes.period_labels import label
from rag.text import fold
from rag.types import AnswerKind, Citation, FigureKind, Language, Period, Place, PlaceLevel, Quantity, Query

MAX_SPAN_WORDS = 34
LIST_WORDS = MAX_ANSWER_WORDS - 4
_ITEM_END = re.compile(r"(?<=[”\"»])[,;]\s+")  # of titles within a sentence
_BULLET = re.compile(r"^[-–+•*]\s+")
_FROM = re.compile(r"(?i)(?<!tăng )(?<!giảm )(?<!lên )\btừ\s+$")
_SEVERAL = re.compile(  # "ba tỉnh nào nhiều nhất", "which three provinces had most"
    r"^\W*(?:hai|ba|bon|nam|[2-9]) (?:\w+ ){1,3}nao\b.*\bnhat\b|\b(?:which|top|the) (?:two|three|four|five|[2-5])\b.*"
    r"\b(?:most|least|largest|highest|lowest|fewest|best|worst)\b|\btop (?:two|three|four|five|[2-5])\b"
)
_SUPERLATIVE = re.compile(r"\b(?:nhat|most|least|largest|highest|lowest|biggest|smallest|fewest|best|worst)\b")


def short_answer(candidate: Candidate, query: Query) -> str:
    """The short answer of a candidate, in the asker's language, a figure as the report writes it."""
    if query.kind is AnswerKind.YES_NO:
        return _yes_no(candidate, query)
    if candidate.figure is not None:
        figure = figure_text(candidate, query.language)
        of_row = candidate.start != candidate.figure.quantity.start  # the row that has most of a table's column
        return message("part", query.language, name=candidate.text, answer=figure) if of_row else figure
    if query.kind is AnswerKind.OPEN:  # a point is a whole sentence, not the words that the reader picked from it
        return clip(candidate.report.text[candidate.sentence.start : candidate.sentence.end], MAX_ANSWER_WORDS - 10)
    if query.kind is AnswerKind.LIST:
        return listed(candidate.text)
    if query.kind is AnswerKind.PLACE and _SEVERAL.search(fold(query.text)):
        return clip(_clause_around(candidate, to_end=True), MAX_ANSWER_WORDS - 10)
    if query.kind is AnswerKind.PLACE and _SUPERLATIVE.search(fold(query.text)):
        return clip(_clause_around(candidate), MAX_SPAN_WORDS // 2)
    return clip(candidate.text)


def listed(text: str) -> str:
    """An enumeration on one line, whole: where it is too long its items are shortened, none is left out."""
    items = [re.sub(r"^\s*(?:[-–•*+]|\d{1,2}[.)])\s+", "", line).strip(" ;.") for line in text.splitlines()]
    items = [" ".join(item.split()) for item in items if item]
    if len(items) == 1 and len(text.split()) > LIST_WORDS:
        items = [item.strip(" ;.,") for item in _ITEM_END.split(items[0]) if item.strip(" ;.,")]
    if len(items) < 2:
        return clip(items[0] if items else text, LIST_WORDS)
    room = max(3, LIST_WORDS // len(items))
    longest = max(len(i.split()) for i in items)
    if sum(len(i.split()) for i in items) > LIST_WORDS and longest > room:
        items = [" ".join(i.split()[:room]) for i in items]
    return "; ".join(items)


def _clause_around(candidate: Candidate, to_end: bool = False) -> str:
    """The clause of the sentence that holds the span, with the figure that makes it the largest or smallest.

    Args:
        candidate: the span.
        to_end: whether what follows it is wanted too, up to a semicolon: "nhiều nhất là A, tiếp đến là B".
    """
    text, low, high = candidate.report.text, candidate.sentence.start, candidate.sentence.end
    begin = max([low, *(low + m.end() for m in re.finditer(r"[;.,](?=\s)|\(", text[low : candidate.start]))])
    stop = re.search(r"[;.](?=\s|$)" if to_end else r"[;.](?=\s|$)|,\s", text[candidate.end : high])
    end = candidate.end + stop.start() if stop else high
    clause = " ".join(text[begin:end].split()).strip(" .;,(")
    return clause if clause.count(")") <= clause.count("(") else clause.rstrip(")")


def figure_text(candidate: Candidate, language: Language) -> str:
    """A figure with hedge, unit and, for an English reader, a gloss where the notation differs."""
    figure = candidate.figure
    assert figure is not None
    quantity = figure.quantity
    words = " ".join(quantity.text.split())
    unit = _cell_unit(candidate)
    if unit and fold(unit) not in fold(words):
        words = f"{words}{'' if unit == '%' else ' '}{unit}"
    if quantity.kind is FigureKind.CHANGE and quantity.direction:
        moved = message("changed_up" if quantity.direction == "tăng" else "changed_down", language)
        words = f"{moved if language is Language.ENGLISH else quantity.direction} {_without(words, quantity.direction)}"
        if language is Language.ENGLISH:
            words += f" ({quantity.direction})"
    if quantity.hedge and not words.startswith(quantity.hedge):
        words = f"{quantity.hedge} {words}"
    limits = _limits(candidate)
    if limits:
        words = " ".join(candidate.report.text[limits[0].start : limits[-1].end].split())
    read = figure_gloss(candidate) if language is Language.ENGLISH else ""
    return f"{words} ({read})" if read else words


def figure_gloss(candidate: Candidate) -> str:
    """How an English reader writes a figure, both limits of a range; "" where the notation is the same."""
    assert candidate.figure is not None
    return " – ".join(filter(None, map(gloss, _limits(candidate) or (candidate.figure.quantity,))))


def _limits(candidate: Candidate) -> tuple[Quantity, ...]:
    """Both limits where a figure is one of a range: "phạt tiền từ 500.000 đồng đến 1.000.000 đồng"; else none."""
    text, sentence = candidate.report.text, candidate.sentence
    found = find_quantities(text[sentence.start : sentence.end])
    shift = sentence.start
    found = [
        replace(q, start=q.start + shift, end=q.end + shift, number_end=q.number_end and q.number_end + shift)
        for q in found
    ]
    for low, high in pairwise(found):
        if (
            candidate.start in (low.start, high.start)
            and low.kind is high.kind
            and low.value < high.value
            and _FROM.search(text[sentence.start : low.start])
            and re.fullmatch(r"\s+(?:đến|tới)\s+", text[low.end : high.start])
        ):
            return low, high
    return ()


def _without(words: str, direction: str) -> str:
    return re.sub(rf"^{direction}\s*", "", words)


def _cell_unit(candidate: Candidate) -> str:
    """What a table cell counts, told by its heads: "Giường bệnh/vạn dân", "trạm BTS"."""
    figure = candidate.figure
    if figure is None or not figure.row_head or tells_ranks(figure.column_head):
        return ""
    if figure.quantity.unit:
        return figure.quantity.unit
    named = figure.place is not None and fold(figure.place.name) in fold(figure.row_head)
    head = figure.column_head if named or _is_place_or_time(figure.row_head) else figure.row_head
    head = re.sub(r"\s*\([^)]*\)", "", head).strip()
    if re.fullmatch(r"(?i)(?:tổng )?(?:cộng|số|tổng)|chung|total", head):
        return ""
    parts = [part for part in head.split(" - ") if not _is_place_or_time(part)]  # a head of several rows is joined so
    return re.sub(r"(?i)^(?:tổng )?số (?:lượng )?(?=\w)", "", " - ".join(parts))


def _is_place_or_time(head: str) -> bool:
    folded = fold(head)
    return bool(
        re.match(
            r"(?:huyen|thi xa|tx|tp|thanh pho|tinh|toan tinh|tong|xa |phuong|quan|thang|quy|nam|\d|th |"
            r"kh |thuc hien)",
            folded,
        )
    ) or not re.search(r"[^\W\d_]", head)


def _yes_no(candidate: Candidate, query: Query) -> str:
    heads, measured = "", None
    if candidate.figure is not None:
        measured = candidate.figure.quantity
        heads = f"{candidate.figure.row_head} {candidate.figure.column_head} "
    start, end = _quoted(candidate)
    quote = " ".join(candidate.report.text[start:end].split())  # what it is shown with decides
    answer = message("yes" if polarity(query.text, heads + quote, measured) else "no", query.language)
    return clip(f"{answer}: {_clause(quote, query)}", MAX_ANSWER_WORDS - 20)


def _clause(quote: str, query: Query) -> str:
    """The clause of a quote that shares most with the question."""
    clauses = [c for c in re.split(r"(?<=[;.])\s+", _BULLET.sub("", quote)) if len(c.split()) > 1] or [quote]
    asked, figures = set(fold(query.topic).split()), asked_figures(query.text)
    return max(
        clauses,
        key=lambda c: (confirms(query.text, figures, c), len(asked & set(fold(c).split())), len(c) < 200),
    ).rstrip(".;")


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


def _quoted(candidate: Candidate, beside: Sequence[Candidate] = ()) -> tuple[int, int]:
    """Where the quote stands that proves a candidate, and the others of its sentence."""
    return trim_quote(
        candidate.report.text,
        min(candidate.sentence.start, candidate.quote_start),
        max(candidate.sentence.end, candidate.quote_end),
        [(candidate.start, candidate.end), *((c.start, c.end) for c in beside)],
    )


def place_text(place: Place) -> str:
    """A place's name, with its kind word below the province, where names repeat."""
    if place.level is PlaceLevel.PROVINCE or not place.kind:
        return place.name
    return f"{place.kind} {place.name}"


def cite(candidate: Candidate, marker: int, language: Language, beside: Sequence[Candidate] = ()) -> Citation:
    """The citation of a candidate: its sentence or row, at most 80 words.

    Args:
        candidate: what is told.
        marker: the citation's number.
        language: of the labels.
        beside: others of its sentence that are told with it.
    """
    report = candidate.report
    start, end = _quoted(candidate, beside)
    place, period = candidate.place or report.metadata.place, candidate.period or report.metadata.period
    page = next((p.number for p in report.pages if p.start <= start < p.end), None)
    return Citation(
        marker,
        report.id,
        report.source,
        report.metadata.title,
        place_text(place) if place else "",
        label(period, language.value) if period else "",
        report.text[start:end],
        start,
        end,
        page,
    )
