"""How well the figures of reports are found: against figures labelled by hand, and against those that questions name.

A labelled set is exhaustive over its texts, so that a row on a number without a label counts against precision. Rows
are as people see them: one a number, the likeliest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from rag.book.rows import likeliest
from rag.errors import LoadError
from rag.evaluating.gold import read_rows
from rag.evaluating.scoring import GoldQuestion
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.scopes.scope import EXACT, INSIDE, is_flow, period_fit, place_fit
from rag.text import fold
from rag.types import Figure, Period, Place, PlaceLevel, Query, Report

ATTRIBUTES = ("value", "place", "period", "unit", "indicator", "kind", "base")


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A figure labelled by hand, its number at [start, start + len(number)) of its source's text.

    `unit` is the shortest and the longest right unit; `words` are those an indicator must hold. Of several places,
    periods or bases each is right; where none is given the attribute is not judged. An optional figure counts neither
    way.
    """

    id: str
    source: str
    start: int
    number: str
    value: Decimal
    whole: Decimal | None
    unit: tuple[str, str]
    kind: str
    words: str
    places: tuple[str, ...]  # "Cà Mau" or, where a town shares its province's name, "Cà Mau@district"
    periods: tuple[tuple[date, date], ...]
    bases: tuple[tuple[date, date], ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a labelled figure: its row, if there is one, and the attributes that are right."""

    gold: GoldFigure
    figure: Figure | None
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class FigureScore:
    """The judgement of a set: a verdict a labelled figure, and the rows that stand on no labelled number."""

    verdicts: tuple[Verdict, ...]
    false: tuple[Figure, ...]

    @property
    def precision(self) -> float:
        """The share of the rows that are figures."""
        found = len(self._found)
        return found / (found + len(self.false)) if found + len(self.false) else 0.0

    @property
    def recall(self) -> float:
        """The share of the labelled figures that have a row."""
        return len(self._found) / len(self.verdicts) if self.verdicts else 0.0

    @property
    def _found(self) -> list[Verdict]:
        return [v for v in self.verdicts if v.figure is not None]

    def accuracy(self, attribute: str) -> float | None:
        """The share of the found figures, of those labelled with the attribute, where it is right; None of none."""
        stated = {"base": "bases", "place": "places", "period": "periods"}.get(attribute)
        judged = [v for v in self._found if stated is None or getattr(v.gold, stated)]
        return sum(attribute in v.right for v in judged) / len(judged) if judged else None


def read_gold_figures(path: Path) -> tuple[GoldFigure, ...]:
    """Read a labelled set, one JSON object a line. Raises LoadError when the file or a line is none."""
    found = []
    for number, row in read_rows(path):
        try:
            found.append(_gold_figure(row))
        except (KeyError, TypeError, ValueError, ArithmeticError, IndexError) as error:
            raise LoadError("line_invalid", path=str(path), line=number) from error
    return tuple(found)


def _gold_figure(row: Mapping[str, object]) -> GoldFigure:
    def strings(name: str) -> tuple[str, ...]:
        value = row.get(name, [])
        assert isinstance(value, list)
        return tuple(str(one) for one in value)

    def stretches(name: str) -> tuple[tuple[date, date], ...]:
        ends = (one.split("/") for one in strings(name))
        return tuple((date.fromisoformat(a), date.fromisoformat(b)) for a, b in ends)

    whole, units = row.get("whole"), strings("unit")
    return GoldFigure(
        id=str(row["id"]),
        source=str(row["source"]),
        start=int(str(row["start"])),
        number=str(row["number"]),
        value=Decimal(str(row["value"])),
        whole=None if whole is None else Decimal(str(whole)),
        unit=(units[0], units[-1]),
        kind=str(row["kind"]),
        words=str(row.get("words", "")),
        places=strings("places"),
        periods=stretches("periods"),
        bases=stretches("bases"),
        optional=bool(row.get("optional")),
    )


def score_figures(gold: Sequence[GoldFigure], figures: Mapping[str, Sequence[Figure]]) -> FigureScore:
    """Judge the figures found.

    Args:
        gold: a labelled set.
        figures: by source, what was extracted of each; sources without a label are not judged.
    """
    verdicts, false = [], []
    for source in dict.fromkeys(one.source for one in gold):
        rows = likeliest(figures.get(source, ()))
        used: set[int] = set()
        for one in (g for g in gold if g.source == source):
            end = one.start + len(one.number)
            row = next((f for f in rows if one.start <= f.quantity.start < end), None)
            if row is not None:
                used.add(row.quantity.start)
            if not one.optional:
                verdicts.append(Verdict(one, row, _right(one, row) if row else frozenset()))
        false += [f for f in rows if f.quantity.start not in used]
    return FigureScore(tuple(verdicts), tuple(false))


def _right(gold: GoldFigure, row: Figure) -> frozenset[str]:
    quantity = row.quantity
    judged = {
        "value": (quantity.value, quantity.whole) == (gold.value, gold.whole),
        "place": not gold.places or _place_name(row.place, gold.places) in gold.places,
        "period": not gold.periods or _is_one_of(row.period, gold.periods),
        "unit": _unit_is_right(quantity.unit, gold.unit),
        "indicator": set(_words(gold.words)) <= set(_words(f"{row.indicator} {quantity.unit}")),
        "kind": quantity.kind.value == gold.kind,
        "base": not gold.bases or _is_one_of(row.base, gold.bases),
    }
    return frozenset(name for name, right in judged.items() if right)


def _words(text: str) -> list[str]:
    return re.findall(r"%|[^\W_]+", fold(text))


def _place_name(place: Place | None, wanted: Sequence[str]) -> str:
    if place is None:
        return ""
    marked = f"{place.name}@{place.level.value}"
    # a town that shares its province's name must be told apart where either could be meant
    is_same_name = place.level is not PlaceLevel.PROVINCE and place.name == place.province
    return marked if is_same_name or marked in wanted else place.name


def _is_one_of(period: Period | None, wanted: Sequence[tuple[date, date]]) -> bool:
    return period is not None and (period.start, period.end) in wanted


def _unit_is_right(unit: str, wanted: tuple[str, str]) -> bool:
    shortest, longest, said = (_words(one) for one in (*wanted, unit))
    return said[: len(shortest)] == shortest and longest[: len(said)] == said


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """A figure that a question's gold answer names, and whether a row states it with the asked place and period."""

    question_id: str
    answer: str
    found: bool


def asked_figures(
    questions: Sequence[GoldQuestion], reports: Mapping[str, Report], figures: Mapping[str, Sequence[Figure]]
) -> list[AskedFigure]:
    """The figures that questions with one number an answer group ask for.

    Args:
        questions: answerable ones are looked at, those that ask for a date are not.
        reports: by source.
        figures: by source; all of them, the less likely readings too.

    Returns:
        One a numeric answer group. Place and period are what the question, understood, asks for: a figure is found
        when a row within the evidence has the value, a place that fits exactly and a period that fits.
    """
    found = []
    for question in questions:
        if not question.answerable or question.type in ("date", "list"):
            continue
        query = understand(question.question, question.history)
        spans = _evidence(question, reports)
        for group in question.answers:
            values = {q.value for one in group[:1] for q in find_quantities(one) if q.start == 0}
            if not values:
                continue
            near = [f for source, a, b in spans for f in figures.get(source, ()) if a <= f.quantity.start < b]
            written = any(group[0] in reports[source].text[a:b] for source, a, b in spans)
            if not written and not any(_states(f, values) for f in near):
                continue  # computed from figures: no report states it
            right = any(_states(f, values) and _answers(f, query, reports) for f in near)
            found.append(AskedFigure(question.id, group[0], right))
    return found


def _states(figure: Figure, values: set[Decimal]) -> bool:
    """Whether a figure's value, or either side of its ratio, is one of these."""
    return bool({figure.quantity.value, figure.quantity.whole} & values)


def _evidence(question: GoldQuestion, reports: Mapping[str, Report]) -> list[tuple[str, int, int]]:
    spans = []
    for source in question.sources:
        text = reports[source].text if source in reports else ""
        for quote in question.evidence:
            if (at := text.find(quote)) >= 0:
                spans.append((source, at, at + len(quote)))
    return spans


def _answers(figure: Figure, query: Query, reports: Mapping[str, Report]) -> bool:
    """Whether a figure's place and period are among those asked for."""
    text = next(r.text for r in reports.values() if r.id == figure.report_id)
    flow = is_flow(f"{query.topic} {text[figure.start : figure.end]}")
    parts = query.parts or (query,)
    places = [p for part in parts for p in part.places] or list(query.places)
    periods = [p for part in parts for p in part.periods] or list(query.periods)
    place_fits = not places or any(place_fit(p, figure.place) == EXACT for p in places)
    return place_fits and (not periods or any(period_fit(p, figure.period, flow=flow) >= INSIDE for p in periods))
