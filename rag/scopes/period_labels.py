"""Periods in words, Vietnamese and English."""

from __future__ import annotations

import calendar

from rag.scopes.periods import has_year
from rag.types import Period, PeriodKind


def label(period: Period, language: str = "vi") -> str:
    """The period in words: "quý III/2023", "6 tháng đầu năm 2022", "the third quarter of 2023"."""
    return (_label_en if language == "en" else _label_vi)(period)


_ROMAN_NAMES = ("I", "II", "III", "IV")


def _label_vi(period: Period) -> str:
    year = f"{period.end.year}" if has_year(period) else ""
    quarter = (period.start.month - 1) // 3
    match period.kind:
        case PeriodKind.YEAR:
            return f"năm {year}"
        case PeriodKind.HALF:
            return f"6 tháng {'đầu' if period.start.month == 1 else 'cuối'} năm {year}".strip()
        case PeriodKind.QUARTER:
            return f"quý {_ROMAN_NAMES[quarter]}" + (f"/{year}" if year else "")
        case PeriodKind.MONTHS:
            return f"{period.end.month} tháng năm {year}".strip()
        case PeriodKind.MONTH:
            return f"tháng {period.end.month}" + (f"/{year}" if year else "")
        case PeriodKind.DAY:
            return f"{period.end.day:02d}/{period.end.month:02d}" + (f"/{year}" if year else "")
        case PeriodKind.SCHOOL_YEAR:
            return f"năm học {period.start.year}-{period.end.year}"
        case PeriodKind.SEASON:
            return f"vụ {period.start.year}-{period.end.year}"
        case PeriodKind.SEMESTER:
            first = period.start.month >= 7
            start = period.start.year if first else period.start.year - 1
            return f"học kỳ {'I' if first else 'II'} năm học {start}-{start + 1}"
    return f"{period.start.year}-{period.end.year}"


def _label_en(period: Period) -> str:
    year = f" {period.end.year}" if has_year(period) else ""
    of_year = year or " the year"
    quarter = (period.start.month - 1) // 3
    match period.kind:
        case PeriodKind.YEAR:
            return year.strip()
        case PeriodKind.HALF:
            return f"the {'first' if period.start.month == 1 else 'second'} half of{of_year}"
        case PeriodKind.QUARTER:
            return f"Q{quarter + 1}{year}"
        case PeriodKind.MONTHS:
            return f"the first {period.end.month} months of{of_year}"
        case PeriodKind.MONTH:
            return f"{calendar.month_name[period.end.month]}{year}"
        case PeriodKind.DAY:
            return f"{period.end.day} {calendar.month_name[period.end.month]}{year}"
        case PeriodKind.SCHOOL_YEAR:
            return f"the {period.start.year}-{period.end.year} school year"
        case PeriodKind.SEASON:
            return f"the {period.start.year}-{period.end.year} season"
        case PeriodKind.SEMESTER:
            first = period.start.month >= 7
            start = period.start.year if first else period.start.year - 1
            return f"semester {'I' if first else 'II'} of {start}-{start + 1}"
    return f"{period.start.year}-{period.end.year}"
