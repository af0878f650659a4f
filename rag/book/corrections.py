"""What people have put right in the figures book: a row corrected or rejected, kept by the report's content.

A correction changes how a number is read (what it counts, where, when, how much), never the report's words: the
citation stays what it was. It holds as long as the report's text is the same, however often that is analysed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from rag.errors import UsageError
from rag.quantities.notation import parse_number
from rag.scopes.gazetteer import index, key_of, tokens
from rag.scopes.periods import find_periods, has_year
from rag.scopes.places import find_places, resolve
from rag.types import Figure, Period, Place, PlaceLevel

LONGEST = 300  # characters of a corrected indicator, unit or note
_IN_PROVINCE = re.compile(r"\s*(?P<place>[^()]+?)\s*\((?P<province>[^()]+)\)\s*")  # as the table writes a district


@dataclass(frozen=True, slots=True)
class Correction:
    """What is right of the figure whose number stands at `start` of the text with this digest; None: as it was read."""

    sha256: str
    start: int
    number: str  # as the report writes it
    rejected: bool = False
    indicator: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    place: Place | None = None
    period: Period | None = None
    note: str = ""
    made: str = ""  # when, ISO 8601


class Status(StrEnum):
    """Where a row comes from."""

    READ = "read"
    CORRECTED = "corrected"
    REJECTED = "rejected"


def status_of(correction: Correction | None) -> Status:
    """What a correction, or none, makes of its row."""
    if correction is None:
        return Status.READ
    return Status.REJECTED if correction.rejected else Status.CORRECTED


def corrected(figure: Figure, correction: Correction) -> Figure:
    """A figure as it was put right; the place in the text and the number's words stay."""
    quantity = figure.quantity
    if correction.value is not None:
        quantity = replace(quantity, value=correction.value)
    if correction.unit is not None:
        quantity = replace(quantity, unit=correction.unit)
    moved = correction.place is not None or correction.period is not None
    return replace(
        figure,
        kind_of_scope="stated" if moved and figure.kind_of_scope == "own" else figure.kind_of_scope,
        quantity=quantity,
        indicator=figure.indicator if correction.indicator is None else correction.indicator,
        place=correction.place or figure.place,
        period=correction.period or figure.period,
        confidence=1.0,
    )


def by_report(corrections: Iterable[Correction]) -> dict[str, dict[int, Correction]]:
    """Corrections by the digest of the report's text, by where the number stands."""
    found: dict[str, dict[int, Correction]] = {}
    for one in corrections:
        found.setdefault(one.sha256, {})[one.start] = one
    return found


def put_right(figures: Iterable[Figure], corrections: Mapping[int, Correction]) -> list[Figure]:
    """A report's figures as they are to be used: corrected ones put right, rejected ones gone.

    Args:
        figures: as extracted, a number's likeliest reading before its others.
        corrections: of this report's text, by where the number stands.
    """
    kept: list[Figure] = []
    done: set[int] = set()
    for figure in figures:
        correction = corrections.get(figure.quantity.start)
        if correction is None:
            kept.append(figure)
        elif not correction.rejected and correction.start not in done:
            done.add(correction.start)  # of two readings the person has settled which
            kept.append(corrected(figure, correction))
    return kept


def correction_of(
    figure: Figure,
    sha256: str,
    given: Mapping[str, str],
    *,
    rejected: bool = False,
    made: str = "",
    earlier: Correction | None = None,
) -> Correction:
    """A correction from what a person typed; a field that is what was read stays as it was read.

    Args:
        figure: what is corrected, as it was read.
        sha256: of its report's text.
        given: "indicator", "value", "unit", "place", "period", "note" as typed; places and periods as in questions.
        rejected: the row is no figure.
        made: when, ISO 8601.
        earlier: the correction that this one follows; a field that is not given stays as that one has it.

    Raises:
        UsageError: correction_field, for what cannot be read; correction_empty, when nothing would change.
    """
    text = {name: value.strip()[:LONGEST] for name, value in given.items()}
    hint = figure.place.province or figure.place.name if figure.place else ""
    value = _number(text["value"]) if text.get("value") else None
    place = parse_place(text["place"], hint) if text.get("place") else None
    period = parse_period(text["period"]) if text.get("period") else None
    indicator, unit = text.get("indicator") or None, text.get("unit") if "unit" in given else None
    found = Correction(
        sha256,
        figure.quantity.start,
        figure.quantity.text,
        rejected,
        None if indicator == figure.indicator else indicator,
        None if value == figure.quantity.value else value,
        None if unit == figure.quantity.unit else unit,
        None if place == figure.place else place,
        None if period is not None and figure.period is not None and _same(period, figure.period) else period,
        text.get("note", ""),
        made,
    )
    if earlier is not None:
        fields = ("indicator", "value", "unit", "place", "period", "note")
        kept = {name: getattr(earlier, name) for name in fields if name not in given}
        found = replace(found, **kept)
    changes = (found.indicator, found.value, found.unit, found.place, found.period)
    if not rejected and all(change is None for change in changes):
        raise UsageError("correction_empty")
    return found


def _same(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def parse_place(text: str, hint: str = "") -> Place:
    """The one place that a text names. Raises UsageError correction_field.

    Args:
        text: with or without diacritics; a district may have its province behind it, "Ba Bể (Bắc Kạn)".
        hint: the province that a district is looked for in first.
    """
    if inside := _in_province(text):
        return inside
    found = resolve(find_places(text), hint)
    if len({m.place for m in found}) != 1:
        raise UsageError("correction_field", field="place", value=text)
    return found[0].place


def _in_province(text: str) -> Place | None:
    """The place below a province that "Ba Bể (Bắc Kạn)" names, a town that shares its province's name too."""
    match = _IN_PROVINCE.fullmatch(text)
    provinces = {m.place for m in find_places(match["province"])} if match else set()
    if match is None or len(provinces) != 1:
        return None
    province = provinces.pop().name
    found = {m.place for m in resolve(find_places(match["place"]), province)}
    below = {p for p in found if p.level is not PlaceLevel.PROVINCE and p.province == province}
    if not below:  # "Bắc Giang (Bắc Giang)": alone the name is the province's
        key = " ".join(key_of(word.group()) for word in tokens(match["place"]))
        entries = (entry.place for entry in index().entries.get(key, ()))
        below = {p for p in entries if p and p.level is PlaceLevel.DISTRICT and p.province == province}
    return below.pop() if len(below) == 1 else None


def parse_period(text: str) -> Period:
    """The one period, with its year, that a text names. Raises UsageError correction_field."""
    found = find_periods(text)
    if len(found) != 1 or not has_year(found[0].period):
        raise UsageError("correction_field", field="period", value=text)
    return found[0].period


def _number(text: str) -> Decimal:
    try:
        return parse_number(text)
    except (ValueError, ArithmeticError) as error:
        raise UsageError("correction_field", field="value", value=text) from error
