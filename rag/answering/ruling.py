"""Takes candidates out that are figures of another place, row, level or thing than the one asked for, rule by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rag.answering.candidates import Candidate, unfit_where
from rag.answering.counted import without_other_count
from rag.answering.families import without_other_measure, without_other_of_family, without_other_prize
from rag.answering.named import without_unnamed
from rag.answering.other_products import without_other_products
from rag.answering.other_things import (
    without_acronym,
    without_commune,
    without_contrary,
    without_foreign_word,
    without_increment,
    without_lack,
    without_later_day,
    without_money_for_measures,
    without_negated,
    without_other_code,
    without_other_country,
    without_other_document,
    without_other_group,
    without_other_kinds,
    without_other_levels,
    without_other_number,
    without_other_things,
    without_strange_rows,
    without_survivors,
)
from rag.answering.ranges import without_other_columns, without_other_ranges, without_unranged
from rag.answering.rivals import (
    without_earlier_thing,
    without_empty_cells,
    without_less_told,
    without_lesser_rows,
    without_other_heads,
    without_other_items,
    without_other_ranks,
    without_other_rows,
    without_parts_of_total,
    without_rival_rows,
    without_rivals,
)
from rag.answering.roles import without_other_act, without_other_body, without_other_post, without_other_role
from rag.answering.unrelated import without_life, without_other_reasons, without_whole
from rag.question.answer_kinds import is_numeric
from rag.scopes.scope import EXACT, NONE
from rag.types import PlaceLevel, Query, SentenceKind


def ruled(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates of one part of a question, as many and in their order; those that a rule takes out do not fit."""
    for rule in _RULES:
        candidates = rule(candidates, query)
    return list(candidates)


def _nearest_place(found: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where a sentence has a figure for the very district asked, its others of that kind fit no more.

    "toàn tỉnh đạt 63%, riêng huyện A 31%": the first is no answer for A.
    """
    if not query.places or query.places[0].level is PlaceLevel.PROVINCE:
        return list(found)

    def what(c: Candidate) -> tuple[object, ...]:
        return c.report.id, c.sentence.index, c.figure and c.figure.quantity.kind

    exact = {what(c) for c in found if c.figure is not None and c.fits and c.features.place == EXACT}
    return unfit_where(found, lambda c: c.figure is not None and c.features.place < EXACT and what(c) in exact)


def _nearest_period(found: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where a row has a cell for the very period asked, its others of that kind fit no more.

    "Tháng 9" stands beside "9 tháng".
    """
    if not query.periods:
        return list(found)

    def what(c: Candidate) -> tuple[object, ...]:
        return c.report.id, c.sentence.index, c.figure and (c.figure.quantity.kind, c.figure.quantity.unit)

    exact = {
        what(c) for c in found if c.figure is not None and c.fits and c.features.exact and c.features.period == EXACT
    }

    def is_of_other(c: Candidate) -> bool:
        is_cell = c.figure is not None and c.sentence.kind is SentenceKind.ROW
        return is_cell and c.features.period < EXACT and what(c) in exact

    return unfit_where(found, is_of_other)


def _as_figures_fit(found: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where a number is asked for, words that hold only figures of another scope do not fit either.

    "xếp thứ 26/63" told of 2018 is no rank of 2019, be it taken as a figure or as words.
    """
    if not is_numeric(query.kind):
        return list(found)
    figures: dict[str, list[Candidate]] = defaultdict(list)
    for c in found:
        if c.figure is not None:
            figures[c.report.id].append(c)

    def is_out(c: Candidate) -> bool:
        within = [f for f in figures[c.report.id] if f.start < c.end and c.start < f.end]
        return bool(within) and all(min(f.features.place, f.features.period) == NONE for f in within)

    return unfit_where(found, lambda c: c.figure is None and c.fits and is_out(c))


_RULES = (
    _nearest_place,
    _nearest_period,
    without_unranged,
    without_rivals,
    without_less_told,
    without_lesser_rows,
    without_other_rows,
    without_unnamed,
    without_rival_rows,
    without_parts_of_total,
    without_other_heads,
    without_empty_cells,
    without_earlier_thing,
    without_other_items,
    without_other_ranks,
    without_other_levels,
    without_other_number,
    without_money_for_measures,
    without_later_day,
    without_strange_rows,
    without_commune,
    without_other_reasons,
    without_acronym,
    without_foreign_word,
    without_contrary,
    without_lack,
    without_negated,
    without_increment,
    without_survivors,
    without_other_code,
    without_other_country,
    without_other_document,
    without_other_group,
    without_other_count,
    without_other_of_family,
    without_other_measure,
    without_other_prize,
    without_other_things,
    without_other_products,
    without_whole,
    without_life,
    without_other_kinds,
    without_other_ranges,
    without_other_columns,
    without_other_role,
    without_other_act,
    without_other_post,
    without_other_body,
    _as_figures_fit,
)
