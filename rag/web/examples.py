"""Questions to start with, made from what the library's own reports state; none is written down here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import resources

from rag.messages import text
from rag.scopes.period_labels import label
from rag.text import fold, words
from rag.types import Answer, Figure, FigureKind, PeriodKind, Report

_LENGTH = (2, 6)  # words of a unit that names what is counted: "điểm phục vụ bưu chính", not "xã" nor a clause
_SPECIFIC = {"vi": 4, "en": 2}  # words of a noun that says by itself what is counted: not "thành viên", not "members"
_SCOPE_WORDS = frozenset("toan tinh huyen thanh pho xa cua tren dia ban hien co da duoc tong so ca cac va".split())
_UNCOUNTED = ("information", "equipment", "staff", "data", "software", "revenue", "infrastructure", "work", "news")


def candidates(reports: Sequence[Report], figures: Iterable[Figure], language: str) -> list[tuple[str, Figure | None]]:
    """Questions that the reports seem to answer, the surest of each report first, reports taking turns.

    Args:
        reports: the library's reports.
        figures: the figures that they state.
        language: "vi" or "en".

    Returns:
        Each question with the figure that it was made from; open questions, made from a report's place and period,
        come last and have none.
    """
    by_report: dict[str, list[Figure]] = {}
    clear = [f for f in figures if is_clear(f, language)]
    for figure in sorted(clear, key=_dullness):
        by_report.setdefault(figure.report_id, []).append(figure)
    found = [
        (of_figure(figure, language), figure)
        for rank in range(3)
        for own in by_report.values()
        for figure in own[rank : rank + 1]
    ]
    every = [*found, *((question, None) for question in _open_questions(reports, language))]
    return list({question: (question, figure) for question, figure in reversed(every)}.values())[::-1]


def proved(found: Sequence[tuple[str, Figure | None]], ask: Callable[[str], Answer], count: int = 4) -> list[str]:
    """The first questions that are answered with the figure they were made from, its report cited.

    Args:
        found: questions from `candidates`.
        ask: answers a question.
        count: how many are wanted.
    """
    kept: list[str] = []
    for question, figure in found[: 4 * count]:
        if len(kept) == count:
            break
        answer = ask(question)
        if answer.abstained or not answer.citations:
            continue
        number = figure.quantity.text.split()[0] if figure else ""
        if number in answer.text and (figure is None or answer.citations[0].report_id == figure.report_id):
            kept.append(question)
    return kept


def is_clear(figure: Figure, language: str) -> bool:
    """Whether a figure can be asked for in a few words: a count of something named, of a place, in a year."""
    unit = figure.quantity.unit.split()
    # A unit that the table of concepts knows is a well-formed noun; in English it is the only one that can be named.
    return (language == "vi" or bool(_english(figure.quantity.unit))) and (
        figure.quantity.kind is FigureKind.COUNT
        and figure.place is not None
        and figure.period is not None
        and figure.period.kind in (PeriodKind.YEAR, PeriodKind.HALF)
        and figure.base is None
        and not figure.row_head
        and _LENGTH[0] <= len(unit) <= _LENGTH[1]
        and _is_specific(figure, language)
    )


def _is_specific(figure: Figure, language: str) -> bool:
    """Whether the unit alone says what is counted: it is long enough, or the report says no more of it either.

    "3.252 thành viên" are members of something that the sentence names elsewhere, "1.099 thủ tục hành chính ... mức
    độ 2" are not all procedures.
    """
    if any(word.isdigit() for word in _narrowing(figure)):
        return False
    noun = figure.quantity.unit if language == "vi" else _english(figure.quantity.unit)
    return len(noun.split()) >= _SPECIFIC[language] or not _unsaid(figure, fold(figure.indicator))


def _narrowing(figure: Figure) -> list[str]:
    """The words that follow the unit in what is counted: in Vietnamese they narrow it."""
    indicator, unit = fold(figure.indicator).split(" (")[0], fold(figure.quantity.unit)
    return _unsaid(figure, indicator.rpartition(unit)[2]) if unit in indicator else []


def _unsaid(figure: Figure, told: str) -> list[str]:
    """The words of a folded text that a question made of a figure's unit and place leaves out."""
    place = figure.place.name if figure.place else ""
    asked = {*words(figure.quantity.unit), *words(place), *_SCOPE_WORDS}
    return [word for word in words(told) if word not in asked]


def _dullness(figure: Figure) -> tuple[bool, int, int, float, int]:
    """A known noun before an unknown one, then the figure of which a short question leaves the least out."""
    left_out = len(_unsaid(figure, fold(figure.indicator)))
    return not _english(figure.quantity.unit), len(_narrowing(figure)), left_out, -figure.confidence, figure.start


def of_figure(figure: Figure, language: str) -> str:
    """The question that a clear figure answers."""
    assert figure.place is not None and figure.period is not None  # is_clear
    unit = figure.quantity.unit if language == "vi" else _english(figure.quantity.unit)
    return text(
        "example_count",
        language,
        place=figure.place.name,
        unit=unit,
        period=_when(label(figure.period, language), language),
    )


def _open_questions(reports: Sequence[Report], language: str) -> Iterable[str]:
    for report in reports:
        about = report.metadata
        if about.place is not None and about.period is not None:
            yield text(
                "example_open", language, place=about.place.name, period=_when(label(about.period, language), language)
            )


def _when(period: str, language: str) -> str:
    return f"in {period}" if language == "en" else period


def _english(unit: str) -> str:
    """What a counted thing is called in English, in the plural; "" when the table of concepts does not say."""
    singular = _glossary().get(fold(unit), "")
    if not singular or singular.split()[-1] in _UNCOUNTED:
        return ""
    if singular.endswith(("s", "x", "ch", "sh")):
        return singular + "es"
    return singular[:-1] + "ies" if singular.endswith("y") and singular[-2] not in "aeou" else singular + "s"


@cache
def _glossary() -> dict[str, str]:
    table = resources.files("rag").joinpath("data/concepts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("# ")]
    return {fold(term): english.split(";")[0] for _, vietnamese, english in rows for term in vietnamese.split(";")}
