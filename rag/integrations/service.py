"""What other programs can ask of a library, as plain functions over JSON-ready records: one place for HTTP and MCP.

Every record that quotes a report carries the report's id and the offsets of the quote: `read_source` gives it again.
"""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict  # pydantic's need below Python 3.12

from rag.answering.composing import place_text
from rag.errors import UsageError
from rag.output import listing, prediction
from rag.scopes.periods import find_periods
from rag.scopes.places import find_places
from rag.scopes.scope import NEAR, is_flow, period_fit, place_fit
from rag.text import clean, words
from rag.types import Answer, Figure, Report
from rag.web.desk import Desk

MAX_HITS = 50
MAX_FIGURES = 200
MAX_CHARACTERS = 20_000


class Quote(TypedDict):
    """A verbatim stretch of a report: `text[start:end] == quote`, in Unicode code points."""

    report_id: str
    source: str
    title: str
    place: str
    period: str
    quote: str
    start: int
    end: int
    page: int | None


class CitedQuote(Quote):
    """A quote that proves statements, by its marker."""

    marker: int


class ProvedStatement(TypedDict):
    """A sentence with the markers of the quotes that prove it."""

    text: str
    markers: list[int]


class ProvedAnswer(TypedDict):
    """An answer whose every number stands in a quote, or silence with its reason and what comes nearest."""

    answer: str
    abstained: bool
    reason: str | None
    language: str
    scope: str
    confidence: float
    statements: list[ProvedStatement]
    citations: list[CitedQuote]


class FoundQuote(Quote):
    """A passage that fits a query; scores compare within one query only."""

    score: float


class StatedFigure(Quote):
    """A figure that a report states: what it counts, where, when, and the words that state it."""

    value: str
    unit: str
    written: str
    indicator: str
    of_place: str
    of_period: str


class ReportText(TypedDict):
    """A stretch of a report's text, with where it stands in the whole."""

    report_id: str
    source: str
    title: str
    text: str
    start: int
    end: int
    length: int


class Service:
    """The functions over a desk; safe from any thread. All raise HoiBaoCaoError, UsageError for a bad argument.

    Args:
        desk: the library behind them.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, question: str, history: list[str] | None = None) -> ProvedAnswer:
        """Answer a question from the reports, with the quotes that prove the answer, or say that they do not state it.

        Args:
            question: in Vietnamese, with or without diacritics, or in English.
            history: the earlier questions of the chat, oldest first.
        """
        for step in self._desk.ask(question, history or []):
            if isinstance(step, Answer):
                return self._answered(step)
        raise AssertionError("a desk answers last")

    def search(self, query: str, k: int = 10) -> list[FoundQuote]:
        """Find the passages of the reports that fit a query best.

        Args:
            query: a question or keywords, in Vietnamese, with or without diacritics, or in English.
            k: how many passages, 1 to 50.
        """
        hits = self._desk.search(query, _within("k", k, 1, MAX_HITS))
        reports = {report.id: report for report in self._desk.reports()}
        return [
            {**_quote(reports[hit.report_id], hit.start, hit.end), "score": round(hit.score, 4)}
            for hit in hits
            if hit.report_id in reports
        ]

    def figures(self, about: str = "", place: str = "", period: str = "", limit: int = 20) -> list[StatedFigure]:
        """List figures that the reports state, narrowed by what they count, by place and by period.

        Args:
            about: words that the figure's subject or sentence holds ("điểm bưu chính"); accents may be left out.
            place: a province or district ("Bắc Kạn").
            period: a period ("năm 2022", "6 tháng đầu năm 2023").
            limit: how many figures, 1 to 200.
        """
        count = _within("limit", limit, 1, MAX_FIGURES)
        fits = _Narrowed(about, place, period)
        reports = {report.id: report for report in self._desk.reports()}
        found = [f for f in self._desk.figures() if f.report_id in reports and fits(f, reports[f.report_id])]
        return [_stated(figure, reports[figure.report_id]) for figure in found[:count]]

    def reports(self) -> list[dict[str, Any]]:
        """List the reports of the library: id, source, title, place, period, length."""
        return [listing(report) for report in self._desk.reports()]

    def read_source(self, report_id: str, start: int = 0, characters: int = 4000) -> ReportText:
        """Read a stretch of a report's text, to see what stands around a quote.

        Args:
            report_id: as the other functions give it.
            start: offset of the first character.
            characters: how many, 1 to 20000.
        """
        report = self._desk.report(report_id)
        if report is None:
            raise UsageError("report_unknown", id=report_id)
        start = min(_within("start", start, 0, None), len(report.text))
        end = min(len(report.text), start + _within("characters", characters, 1, MAX_CHARACTERS))
        return {
            "report_id": report.id,
            "source": report.source,
            "title": report.metadata.title,
            "text": report.text[start:end],
            "start": start,
            "end": end,
            "length": len(report.text),
        }

    def _answered(self, answer: Answer) -> ProvedAnswer:
        told = prediction(answer)
        cited = [{**one, "report_id": c.report_id} for one, c in zip(told["citations"], answer.citations, strict=True)]
        kept = {name: told[name] for name in ("answer", "abstained", "reason", "language", "statements")}
        return {**kept, "citations": cited, "scope": answer.scope, "confidence": round(answer.confidence, 3)}  # type: ignore[typeddict-item]


class _Narrowed:
    """Whether a figure is one of those asked for."""

    def __init__(self, about: str, place: str, period: str) -> None:
        self._words = set(words(clean(about)))
        self._places = [m.place for m in find_places(clean(place))]
        self._periods = [m.period for m in find_periods(clean(period))]
        if place.strip() and not self._places:
            raise UsageError("place_unread", place=place)
        if period.strip() and not self._periods:
            raise UsageError("period_unread", period=period)

    def __call__(self, figure: Figure, report: Report) -> bool:
        said = f"{figure.indicator} {figure.quantity.unit} {figure.row_head} {figure.column_head}"
        said = f"{said} {report.text[figure.start : figure.end]}"
        if not self._words <= set(words(said)):
            return False
        if self._places and not any(place_fit(asked, figure.place) >= NEAR for asked in self._places):
            return False
        flow = is_flow(said)
        return not self._periods or any(period_fit(one, figure.period, flow=flow) >= NEAR for one in self._periods)


def _within(name: str, value: int, low: int, high: int | None) -> int:
    if value < low or (high is not None and value > high):
        raise UsageError("number_out_of_range", name=name, low=low, high=high if high is not None else "…")
    return value


def _quote(report: Report, start: int, end: int) -> Quote:
    about = report.metadata
    return {
        "report_id": report.id,
        "source": report.source,
        "title": about.title,
        "place": place_text(about.place) if about.place else "",
        "period": f"{about.period.start}/{about.period.end}" if about.period else "",
        "quote": report.text[start:end],
        "start": start,
        "end": end,
        "page": next((p.number for p in report.pages if p.start <= start < p.end), None),
    }


def _stated(figure: Figure, report: Report) -> StatedFigure:
    period = figure.period
    return {
        **_quote(report, figure.start, figure.end),
        "value": str(figure.quantity.value),
        "unit": figure.quantity.unit,
        "written": figure.quantity.text,
        "indicator": figure.indicator,
        "of_place": place_text(figure.place) if figure.place else "",
        "of_period": f"{period.start}/{period.end}" if period else "",
    }
