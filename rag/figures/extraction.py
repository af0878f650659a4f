"""The figures a report states: what is counted, where, when, how much, and the clause or table row that proves it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from rag.figures.clauses import Span, Stated, narrow, state
from rag.figures.figure_mentions import mentions
from rag.figures.figure_periods import Times, base_of, period_of
from rag.figures.figure_places import places_of
from rag.figures.figure_plans import is_plan_heading, is_planned
from rag.figures.indicators import bare, own_words, phrase
from rag.figures.table_figures import from_tables
from rag.figures.table_layout import style
from rag.quantities.notation import either
from rag.quantities.numbers import find_quantities
from rag.scopes.places import find_places, resolve, widen
from rag.text import fold
from rag.types import (
    Figure,
    FigureKind,
    Metadata,
    Period,
    PeriodKind,
    Place,
    PlaceMention,
    Quantity,
    Report,
    Sentence,
    SentenceKind,
    Table,
)

__all__ = ["PLAN", "extract"]

_NUMBERED = re.compile(r"\W*(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-Da-zđ])[.)]\s+")
_ONLY_PLACE = re.compile(r"\W*(?:(?:khu vuc|dia ban|vung|tai|tren|o)\W+)*")
INTRO_WORDS, TOPIC_WORDS, LABEL_WORDS = 10, 14, 10
MAX_QUANTITIES = 40
PLAN = "plan"  # kind_of_scope of a target or a plan's figure: no result
_I = re.IGNORECASE
_TOPICS = either("về|đối với|trong lĩnh vực|lĩnh vực|trong công tác|công tác")
_TOPIC = re.compile(rf"[\s\-–+•*\d.)]*{_TOPICS}\s[^,:.;()\d]{{3,80}}(?=[,:])", _I)
_LABELLED = re.compile(r"[\s\-–+•*]*\d{1,2}(?:\.\d{1,2})*[.)]\s+[^,:.;()\d]{3,80}(?=:)")  # "3. Sinh con thứ ba:"
_RANKING = re.compile(
    r"(?<!\w)"
    + either(
        "cao nhất|thấp nhất|nhiều nhất|ít nhất|lớn nhất|nhỏ nhất|tiếp đến|tiếp theo|kế đến|sau đó|đứng đầu|dẫn đầu|"
        "xếp thứ hai|xếp sau|là|với|đạt|có|ở|tại|còn|và|riêng"
    )
    + r"(?!\w)",
    _I,
)
_OPENS_STATE = re.compile(  # "Đến 31 tháng 12 năm 2005, ..."
    rf"[\s\d.)\-–+•*]*(?:{either('tính đến|tính tới|đến|tới|hết|đến hết|đến cuối|cuối|tại thời điểm')}\s*)+"
    rf"(?:{either('nay')}\W+)?(?:{either('thời điểm|ngày')}\s*)*",
    _I,
)
_BULLET = re.compile(r"\s*[-–+•*]\s")


_Mention = TypeVar("_Mention", Quantity, PlaceMention)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a sentence inherits: the line that introduces its list, its heading, and their scope."""

    period: Period | None
    place: Place | None
    planned: bool
    stated: bool  # whether a list's introduction or a heading names the scope
    words: tuple[str, ...]


def extract(report: Report, sentences: Sequence[Sentence], tables: Sequence[Table]) -> list[Figure]:
    """The figures of a report, in the order of its text.

    Args:
        report: its metadata's place and period hold for every figure that names no other.
        sentences: all its sentences in order, as the chunker gives them.
        tables: all its tables.

    Returns:
        Figures with offsets in the report's text. `kind_of_scope` is "own" (the report's place and period), "stated"
        (named in the clause, its list or its heading) or "plan" (a target). A figure that may be a district's or the
        province's is given twice, the less likely one with a lower confidence.
    """
    text = report.text
    place = report.metadata.place
    hint = place.province or place.name if place else ""
    places = resolve(find_places(text), hint)
    quantities = find_quantities(text)
    figures = list(from_tables(report, tables, places, sentences))
    memory = _Memory()
    since = _Since(report.metadata)
    for sentence, setting in _settings(report, sentences, places):
        memory.enter(text, sentence)
        setting = since.told(text, sentence, setting, memory.opens)
        inside = [q for q in _within(quantities, sentence) if q.end <= sentence.end]
        if not inside:
            memory.hear(text, sentence)
        for piece, of_piece in _pieces(sentence, inside):
            around = _within(places, piece)
            figures += _of_sentence(report, piece, of_piece, around, setting, memory)
    return sorted(figures, key=lambda f: (f.quantity.start, -f.confidence))


def _pieces(sentence: Sentence, quantities: Sequence[Quantity]) -> Iterator[tuple[Sentence, Sequence[Quantity]]]:
    """A sentence with its quantities; one with too many to be a sentence, such as a table run together, in pieces."""
    start = sentence.start
    for first in range(0, len(quantities), MAX_QUANTITIES):
        piece = quantities[first : first + MAX_QUANTITIES]
        is_last = first + MAX_QUANTITIES >= len(quantities)
        end = sentence.end if is_last else piece[-1].end
        yield replace(sentence, start=start, end=end), piece
        start = end


def _within(mentions: Sequence[_Mention], sentence: Sentence) -> Sequence[_Mention]:
    """Those, in order, that begin in a sentence."""
    first = bisect_left(mentions, sentence.start, key=lambda m: m.start)
    return mentions[first : bisect_left(mentions, sentence.end, lo=first, key=lambda m: m.start)]


@dataclass(slots=True)
class _Memory:
    """What later figures inherit from earlier ones of the same paragraph."""

    end: int = 0
    last: str = ""
    topic: str = ""
    opens: bool = True
    by_unit: dict[str, str] = field(default_factory=dict)

    def enter(self, text: str, sentence: Sentence) -> None:
        """Forgets at a new line."""
        if "\n" in text[self.end : sentence.start]:
            self.last, self.topic, self.by_unit, self.opens = "", "", {}, True
        else:
            self.opens = False
        self.end = sentence.end

    def hear(self, text: str, sentence: Sentence) -> None:
        """Takes a short sentence that opens a paragraph and states no figure for the paragraph's topic."""
        if self.opens and len(text[sentence.start : sentence.end].split()) <= TOPIC_WORDS:
            self.topic = bare(text, (sentence.start, sentence.end))


@dataclass(slots=True)
class _Since:
    """The day up to which a paragraph of a plan tells how things stand: "Đến 31/12/2005, ... Ngoài ra, 6.420 hộ"."""

    metadata: Metadata
    day: Period | None = None

    def told(self, text: str, sentence: Sentence, setting: _Setting, opens: bool) -> _Setting:
        """A sentence's setting, for the day that an earlier one of its paragraph opens with; it is no plan's then."""
        about = self.metadata.period
        if opens:  # a paragraph
            self.day = None
        if about is None or about.kind is not PeriodKind.RANGE or setting.period != about:
            return setting
        told = replace(setting, period=self.day) if self.day is not None else setting
        found = mentions(text, sentence.start, sentence.end, about)
        first = found[0] if found else None
        if first is not None and _OPENS_STATE.fullmatch(text, sentence.start, first.start):
            begun = self.metadata.published or about.start
            self.day = replace(first.period, as_of=True) if first.period.end <= begun else None
        return told


def _settings(
    report: Report, sentences: Sequence[Sentence], places: Sequence[PlaceMention]
) -> Iterator[tuple[Sentence, _Setting]]:
    """The sentences that state figures, each with what it inherits."""
    text, meta = report.text, report.metadata
    own = _Setting(meta.period, meta.place, False, False, ())
    title = next((s for s in sentences if s.kind is SentenceKind.HEADING), None)
    titles = {meta.title, text[title.start : title.end] if title else ""}
    hint = meta.place.province or meta.place.name if meta.place else ""
    base, intro, numbered = own, None, ""
    headed: dict[str, _Setting] = {}
    listing = False  # whether an item has followed the introduction
    for sentence in sentences:
        if sentence.kind in (SentenceKind.FURNITURE, SentenceKind.CAPTION, SentenceKind.ROW):
            intro = None if sentence.kind is SentenceKind.ROW else intro
            continue
        written = text[sentence.start : sentence.end].strip()
        if not sentence.heading or sentence.heading in titles:
            base = own
        elif not _is_list_head(sentence.heading):  # else the heading above the list still holds
            base = headed.get(sentence.heading) or _scoped(
                report, sentence.heading, own, _placed(sentence.heading, hint)
            )
            headed[sentence.heading] = base
        is_item = sentence.kind is SentenceKind.ITEM or bool(_BULLET.match(written))
        is_next = bool(numbered) and _numbering(written) == numbered  # "2. ..." below "1. ...:" is none of its list
        if intro and ((listing and not is_item) or sentence.kind is SentenceKind.HEADING or is_next):
            intro, listing = None, False
        if written.endswith(":"):
            yield sentence, base
            here = [p.place for p in _within(places, sentence)]
            intro, listing, numbered = _scoped(report, written, base, here), False, _numbering(written)
        elif sentence.kind is not SentenceKind.HEADING:
            yield sentence, intro or base
            listing = listing or is_item
            if intro and not is_item and written.endswith((".", "!", "…")):
                intro = None


def _numbering(line: str) -> str:
    """How a line is numbered: "I", "1", "1.1" or "a"; "" by nothing."""
    found = _NUMBERED.match(line)
    number = found.group().strip(" -–•*+.)") if found else ""
    return re.sub(r"\d+", "1", number) if number[:1].isdigit() else style(number)


def _is_list_head(heading: str) -> bool:
    """Whether a heading is a list's introduction, an item or a whole sentence, which scope only what they head."""
    return heading.rstrip().endswith(":") or len(heading.split()) > 14 or bool(_BULLET.match(heading))


def _placed(heading: str, hint: str) -> list[Place]:
    """The place that a heading names and nothing else: "II. Khu vực thị xã ..." above the prices there."""
    numbering = _NUMBERED.match(heading)
    found = resolve(find_places(heading), hint) if numbering else []
    if numbering is None or len(found) != 1:
        return []
    start, end = widen(heading, found[0])
    rest = fold(f"{heading[numbering.end() : start]} {heading[end:]}")
    return [found[0].place] if _ONLY_PLACE.fullmatch(rest) else []


def _scoped(report: Report, written: str, outer: _Setting, places: Sequence[Place] = ()) -> _Setting:
    """The setting a heading or a list's introduction makes for what follows."""
    found = [m for m in mentions(written, 0, len(written), outer.period or report.metadata.period) if not m.is_base]
    planned = is_plan_heading(written, outer.planned)
    period = found[-1].period if found else outer.period
    place = places[0] if len(places) == 1 else outer.place
    words = " ".join(bare(written, (0, len(written)), [(m.start, m.end) for m in found]).split()[-INTRO_WORDS:])
    return _Setting(period, place, planned, bool(found) or outer.stated, (words, *outer.words))


def _of_sentence(
    report: Report,
    sentence: Sentence,
    quantities: Sequence[Quantity],
    places: Sequence[PlaceMention],
    setting: _Setting,
    memory: _Memory,
) -> Iterator[Figure]:
    text = report.text
    found = mentions(text, sentence.start, sentence.end, setting.period or report.metadata.period)
    times = Times(tuple(found), setting.period)
    reach = sentence.start, sentence.end
    if topic := _TOPIC.match(text, *reach) or _LABELLED.match(text, *reach):
        memory.topic = bare(text, topic.span())
    drop = [(m.start, m.end) for m in found] + [_dropped(q) for q in quantities]
    stated = state(text, sentence.start, sentence.end, quantities)
    scopes: list[tuple[Period | None, Period | None, str]] = []
    for item in stated:
        host = stated[item.host] if item.host is not None else None
        inherited = scopes[item.host] if item.host is not None else (None, None, "")
        period = period_of(text, sentence.start, item, times, host, inherited[0], inherited[1])
        base = base_of(text, item, times, period)
        of_change = host is not None and host.quantity.kind is FigureKind.CHANGE
        context = memory.last if of_change else inherited[2]
        of_place = _says_only_place(text, item, drop, places)
        indicator = _indicator(text, sentence.start, item, drop, setting, memory, context, of_place)
        scopes.append((period, base, indicator))
        planned = setting.planned or is_planned(text, sentence.start, item, period, report.metadata)
        start, end = narrow(text, item, sentence.start, sentence.end)
        for located in places_of(text, item, places, setting.place):
            named = located.named or setting.stated or period != report.metadata.period
            yield Figure(
                report.id,
                item.quantity,
                indicator,
                located.place,
                period,
                start,
                end,
                base=base,
                confidence=located.confidence,
                kind_of_scope=PLAN if planned else "stated" if named else "own",
            )


def _dropped(quantity: Quantity) -> Span:
    """What no indicator repeats of a quantity: its number, and a unit that says nothing of what is counted."""
    empty = quantity.unit == "%" or quantity.kind is FigureKind.MONEY
    return quantity.start, quantity.end if empty else quantity.number_end


def _says_only_place(text: str, item: Stated, drop: Sequence[Span], places: Sequence[PlaceMention]) -> bool:
    """Whether a figure is told of a place and nothing else, in a row of them: "Sơn Hòa 18,4%, Đồng Xuân 17,2%"."""
    low, high = item.left
    named = [widen(text, m) for m in places if low <= m.start and m.end <= high]
    return bool(named) and not _RANKING.sub("", bare(text, item.left, [*drop, *named])).strip(" ,.;:-–")


def _indicator(
    text: str,
    start: int,
    item: Stated,
    drop: Sequence[Span],
    setting: _Setting,
    memory: _Memory,
    host: str,
    of_place: bool,
) -> str:
    own, complete = own_words(text, item, drop)
    label = bare(text, item.label, drop) if item.label[1] > item.label[0] else ""
    label = label if len(label.split()) <= LABEL_WORDS else ""
    unit = fold(item.quantity.unit).split()[:1]
    is_share = item.quantity.kind in (FigureKind.PERCENTAGE, FigureKind.CHANGE)
    same_unit = memory.by_unit.get(unit[0], "") if unit and not is_share else ""
    if item.is_inner:
        context = [host if not unit or unit[0] in fold(host).split() else same_unit or host]
    elif complete:
        context = [label, memory.topic]
    else:
        earlier = "" if memory.last or same_unit else bare(text, (start, item.segment[0]), drop)
        context = [memory.last, label, same_unit, earlier, memory.topic]
        if label and item.segment[0] > start:  # "cấp xã: phạt đến ...; cấp huyện: phạt đến ..."
            context = [label, same_unit, memory.topic, memory.last]
    is_price = item.quantity.kind is FigureKind.MONEY  # "xe máy: 1.500 đồng" says nothing of the ferry above the list
    indicator = phrase(own, [*context, *([] if complete and label and not is_price else setting.words)])
    if (
        item.is_inner
        or item.quantity.kind is FigureKind.CHANGE
        or (of_place and (memory.last or memory.topic or label))
    ):
        return indicator  # nothing that a later figure takes over
    has_subject = bool(bare(text, item.left, drop))
    if has_subject or (complete and item.quantity.kind is FigureKind.COUNT):
        memory.last = own if complete else indicator
        if unit and has_subject:
            memory.by_unit.setdefault(unit[0], own)
    return indicator
