"""Measures how well the place and the period of a figure or a sentence fit those asked about."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from rag.answering import extremes
from rag.answering.units import Unit
from rag.quantities.dates import find_dates
from rag.scopes.gazetteer import share_ground
from rag.scopes.periods import find_periods, has_year, stretches
from rag.scopes.places import find_places
from rag.scopes.scope import (
    EXACT,
    INSIDE,
    NEAR,
    NONE,
    UNKNOWN,
    asks_whole_year,
    is_flow,
    period_fit,
    place_fit,
    report_period_fit,
)
from rag.text import fold
from rag.types import Figure, Period, PeriodKind, PeriodMention, Place, PlaceLevel, Query, Report, SentenceKind

_OCCASION = re.compile(
    r"\b(?:mua (?:he|nang|mua|kho|lu|bao|vu)|summer|season|duoc trao|trao (?:the|bang|giay)|tet|dip|le hoi|ky nghi|"
    r"ngay le|dot|hoi nghi|cuoc hop|"
    r"hoi thao|chuong trinh|festival|holiday|event|campaign|"
    r"conference|meeting|ceremony|workshop)\b"
)
_FROM_DAY = re.compile(r"\b(?:tu|ke tu)(?: ngay)?(?: \d|\W*$)")
_SINCE = re.compile(r"\b(?:tu|ke tu|since|from)\b")
_IN_FORCE = re.compile(  # of a rule itself, in its last articles
    r"(?i)(?:nghị định|quyết định|thông tư(?: liên tịch)?|chỉ thị|nghị quyết|quy định|pháp lệnh|luật)(?: này)? "
    r"(?:có hiệu lực|được áp dụng|áp dụng|được thi hành|thi hành)(?: thi hành)?(?: kể)? từ (?:0 giờ )?ngày"
    r"[^.;\n]{4,30}"
)
_PARTS_OF_NAME = re.compile(r"[\s'’-]+")
_NAME = re.compile(r"(?<=[^\W\d_] )[A-ZĐÂĂÁÀẢẠÊÉÔƠÓÒÚƯÝ][a-zà-ỹđ]+(?: [A-ZĐÂĂÁÀẢẠÊÉÔƠÓÒÚƯÝ][a-zà-ỹđ]+)+")  # "Măng Đen"
_NARROWS = re.compile(r"\bnhat\b|\b(?:cho do|noi do|huyen do|there)\b")


class ScopeFit:
    """What a part of a question says of place and period, and how well others fit it.

    Args:
        query: the part.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        self._effects: dict[str, bool] = {}  # by report: whether it takes effect in the year asked about
        folded = fold(query.topic)
        self.occasion = bool(_OCCASION.search(folded))
        self.narrows = extremes.asked(folded) is not None or bool(_NARROWS.search(folded))
        # "giai đoạn 2021-2025" mostly belongs to a programme's name, so it never rules a figure out
        self.ranges = stretches(query.text)
        self.whole_year = asks_whole_year(query.text)
        self.names = [m.group() for m in _NAME.finditer(query.topic)]

    @property
    def names_period(self) -> bool:
        """Whether the part names a period at all."""
        return bool(self.query.periods or self.ranges)

    def of_figure_place(self, stated: Place | None, unit: Unit) -> float:
        """How well a figure's place, None where it has none of its own, fits the one asked."""
        if not self.query.places:
            return EXACT if stated is None or stated == unit.report.metadata.place else INSIDE
        asked, about = self.query.places[0], unit.report.metadata.place
        if stated is None and about is not None and about.province != asked.province:
            is_within = asked.level is not PlaceLevel.PROVINCE and share_ground(about.province, asked.province)
            if not is_within:
                return NONE
        fit = place_fit(asked, stated)
        if fit == NONE and self._may_mean_town(asked, stated):
            return INSIDE
        is_row = unit.sentence.kind is SentenceKind.ROW
        if fit == NONE and is_row and _is_told(unit.text, asked):
            return INSIDE
        if asked.level is not PlaceLevel.PROVINCE and (stated is None or stated.level is PlaceLevel.PROVINCE):
            if is_row and fold(asked.name) in fold(unit.sentence.heading):
                return INSIDE  # "Giá ... ghi nhận tại TP. Pleiku" above the table
            # the sentence or the report's title names the district, the figure was not tied to it
            return 0.3 if not is_row and (_names(unit, asked) or _is_told(unit.report.metadata.title, asked)) else NONE
        if (
            fit == NONE
            and stated is not None
            and asked.level is PlaceLevel.PROVINCE
            and stated.province == asked.name
            and (fold(stated.name) in fold(self.query.topic) or self.narrows or self._is_named(unit))
        ):
            return UNKNOWN
        return fit

    def _may_mean_town(self, asked: Place, stated: Place | None) -> bool:
        """Whether a province is asked about by its bare name, which its town has too: "nước máy ở Nam Định"."""
        if stated is None or asked.level is not PlaceLevel.PROVINCE or stated.level is PlaceLevel.PROVINCE:
            return False
        is_town = stated.province == asked.name and stated.name == asked.name
        return is_town and not re.search(
            rf"\b(?:tinh {fold(asked.name)}|{fold(asked.name)} province)\b", fold(self.query.text)
        )

    def _is_named(self, unit: Unit) -> bool:
        """Whether a sentence has a name that is asked about: "Măng Đen" in "Khu du lịch Măng Đen, huyện Kon Plông"."""
        return any(name in unit.text for name in self.names)

    def of_figure_period(self, figure: Figure, own: str, unit: Unit) -> float:
        """How well a figure's period fits the one asked; `own` are the words it is told in."""
        if (since := _in_force_from(figure)) is not None and self.query.periods and has_year(self.query.periods[0]):
            return INSIDE if since <= self.query.periods[0].end else NONE
        fit, reported = self._period(figure.period, own, unit), unit.report.metadata.period
        of_that_year = (
            figure.period == reported
            and reported is not None
            and reported.kind is PeriodKind.DAY
            and bool(self.query.periods)
            and self.query.periods[0].year == reported.year
        )  # news of that year: its day of publication is no period reported on
        if fit == NONE and (self._befell(unit) or self._took_place(unit.report)):
            return INSIDE
        if fit == NONE and self._holds_since(figure, unit):
            return INSIDE
        if fit == NONE and figure.period == reported and self._takes_effect(unit.report):
            return INSIDE
        return UNKNOWN if fit == NONE and (of_that_year or self._is_carried(figure, unit)) else fit

    def _holds_since(self, figure: Figure, unit: Unit) -> bool:
        """Whether what is asked for since a year is told since a day in it: "từ ngày 01/5/2026 phí tăng lên ..."."""
        asked, stated = self.query.periods[0] if self.query.periods else None, figure.period
        if asked is None or stated is None or stated.kind not in (PeriodKind.DAY, PeriodKind.MONTH):
            return False
        if not has_year(asked) or not asked.holds(stated) or not _SINCE.search(fold(self.query.text)):
            return False
        return bool(_FROM_DAY.search(fold(unit.text)))

    def _takes_effect(self, report: Report) -> bool:
        """Whether a rule of the year before takes effect in the year asked about: "có hiệu lực từ ngày 01/01/2004"."""
        asked, reported = self.query.periods[0] if self.query.periods else None, report.metadata.period
        if asked is None or reported is None or not has_year(asked):
            return False
        if reported.kind is not PeriodKind.YEAR or asked.year != reported.year + 1:
            return False
        if report.id not in self._effects:
            effect = _IN_FORCE.search(report.text)
            years = {day.year for day in find_dates(effect[0])} if effect else set()
            self._effects[report.id] = asked.year in years
        return self._effects[report.id]

    def _befell(self, unit: Unit) -> bool:
        """Whether a sentence tells of a day in the month asked about: "trận mưa đá đêm 17/4/2022" for April 2022."""
        asked = self.query.periods[0] if self.query.periods else None
        return (
            asked is not None
            and asked.kind is PeriodKind.MONTH
            and any(
                m.period.kind is PeriodKind.DAY and asked.start <= m.period.start <= asked.end
                for m in _periods(unit.text, unit.report.metadata.period)
            )
        )

    def _took_place(self, report: Report) -> bool:
        """Whether an occasion is asked about, in a month or on a day in which a report tells of its own."""
        asked, about = self.query.periods[0] if self.query.periods else None, report.metadata
        if asked is None or not self.occasion or asked.kind not in (PeriodKind.MONTH, PeriodKind.DAY):
            return False
        return any(asked.start <= day <= asked.end for day in (about.event, about.published) if day is not None)

    def _period(self, stated: Period | None, own: str, unit: Unit) -> float:
        if (
            self.query.report_periods
            and report_period_fit(
                self.query.report_periods[0], unit.report.metadata.period, unit.report.metadata.published
            )
            < NEAR
        ):
            return NONE
        if not self.query.periods:
            if stated is not None and stated.kind is PeriodKind.RANGE and self.ranges:
                return EXACT if stated in self.ranges else UNKNOWN
            if stated is None or stated == unit.report.metadata.period:
                return EXACT
            is_outside = self.ranges and not any(r.holds(stated) for r in self.ranges)
            return UNKNOWN if is_outside else NEAR
        asked = self.query.periods[0]
        if asked.kind is PeriodKind.DAY and not asked.as_of:
            return max(UNKNOWN, period_fit(asked, stated, flow=False))
        fit = period_fit(asked, stated, flow=is_flow(own), whole_year=self.whole_year)
        about = unit.report.metadata.period
        is_of_its_year = asked.kind is PeriodKind.SCHOOL_YEAR and stated is not None and stated == about
        if fit == NONE and is_of_its_year and about is not None and about.kind is PeriodKind.YEAR:
            return UNKNOWN if about.year == asked.year else NONE  # a decision of 2010 on the fees of 2010-2011
        if fit == NONE and self.occasion and stated is not None and asked.kind is PeriodKind.YEAR:
            return INSIDE if asked.holds(stated) else NONE  # "Tết Quý Mão 2023"
        return fit

    def _is_carried(self, figure: Figure, unit: Unit) -> bool:
        """Whether a period that does not fit came into the sentence from elsewhere, in a report that does fit."""
        metadata = unit.report.metadata
        if (
            not self.query.periods
            or figure.row_head
            or metadata.period is None
            or period_fit(self.query.periods[0], metadata.period, flow=True) == NONE
        ):
            return False
        own = f"{unit.text} {unit.sentence.heading}"
        return not any(m.period == figure.period for m in _periods(own, metadata.period))

    def of_sentence_place(self, unit: Unit) -> tuple[float, Place | None]:
        """How well a sentence fits the place asked, and that place where the sentence names it itself."""
        if not self.query.places:
            return EXACT, None
        asked, about = self.query.places[0], unit.report.metadata.place
        named = _names(unit, asked)
        if asked.level is PlaceLevel.PROVINCE:
            fit = place_fit(asked, about)
            if fit == EXACT:
                return fit, None
            return (NEAR, asked) if named else (NONE, None)
        if named:
            return EXACT, asked
        if place_fit(asked, about) == EXACT:
            return EXACT, None
        if fold(asked.name) in fold(unit.before) or fold(asked.name) in fold(unit.report.metadata.title):
            return INSIDE, asked
        return NONE, None

    def of_sentence_period(self, unit: Unit) -> float:
        """How well the period of a sentence or its report fits the one asked."""
        metadata = unit.report.metadata
        if not self.query.periods:
            return EXACT
        asked = self.query.periods[0]
        own = report_period_fit(asked, metadata.period, metadata.published)
        if own == NONE and self._takes_effect(unit.report):
            own = INSIDE
        named = [m.period for m in _periods(unit.text, metadata.period)]
        stated = max((period_fit(asked, p, flow=False) for p in named), default=NONE)
        around = _periods(f"{unit.before} {unit.sentence.heading}", metadata.period)
        stated = max(stated, INSIDE if any(period_fit(asked, m.period, flow=False) >= NEAR for m in around) else NONE)
        if asked.kind is PeriodKind.DAY:
            return max(stated, INSIDE)
        return max(own if not named or stated > NONE else min(own, NEAR), stated)


@lru_cache(maxsize=20_000)
def _periods(text: str, context: Period | None) -> tuple[PeriodMention, ...]:
    return tuple(find_periods(text, default_year=context.year if context else None, context=context))


@lru_cache(maxsize=20_000)
def _places(text: str) -> tuple[Place, ...]:
    return tuple(m.place for m in find_places(text))


def _in_force_from(figure: Figure) -> date | None:
    """The day from which what a column tells is in force, "Mức từ 01/7/2005"; None for any other column."""
    if not figure.row_head or figure.period is None or figure.period.kind not in (PeriodKind.DAY, PeriodKind.MONTH):
        return None
    return figure.period.start if _FROM_DAY.search(fold(figure.column_head)) else None


def _squeezed(text: str) -> str:
    """A text folded, without what may part the syllables of a name: "Đakrông" is "Đa Krông"."""
    return _PARTS_OF_NAME.sub("", fold(text))


def _is_told(text: str, place: Place) -> bool:
    """Whether a text names a place."""
    return _squeezed(place.name) in _squeezed(text) and any(place_fit(place, p) > NONE for p in _places(text))


def _names(unit: Unit, place: Place) -> bool:
    """Whether a sentence names a place, not another one of the same name."""
    around = f"{unit.text} {unit.sentence.heading}"
    if place.level is PlaceLevel.COMMUNE:
        return _squeezed(place.name) in _squeezed(around)
    return _is_told(around, place)
