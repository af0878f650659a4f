"""The judge of extracted figures: what counts as found and right; and the aims, on the labelled sets themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rag.book.rows import likeliest
from rag.documents.analysis import analyse
from rag.errors import LoadError
from rag.evaluating.figure_scoring import (
    GoldFigure,
    asked_figures,
    read_gold_figures,
    score_figures,
)
from rag.evaluating.scoring import GoldQuestion
from rag.loaders import load
from rag.types import Figure, Metadata, Report

GOLD = Path(__file__).parents[1] / "gold"
SETS = {"figures_seeds": Path(__file__).parents[2] / "seeds", "figures_made": GOLD / "figures"}
TEXT = "Năm 2022, tỉnh Bắc Kạn có 249 điểm phục vụ bưu chính và 8/8 huyện đạt chuẩn.\n"
YEAR_2022 = (date(2022, 1, 1), date(2022, 12, 31))


def extracted(text: str, source: str = "a.txt") -> tuple[Report, list[Figure]]:
    found = analyse(Report(source, source, text, Metadata()), Metadata())
    return found.report, list(found.figures)


def label(number: str, value: str, unit: tuple[str, str], kind: str, whole: str | None = None) -> GoldFigure:
    return GoldFigure(
        number,
        "a.txt",
        TEXT.index(number),
        number,
        Decimal(value),
        Decimal(whole) if whole else None,
        unit,
        kind,
        "",
        ("Bắc Kạn",),
        (YEAR_2022,),
    )


POINTS = label("249", "249", ("điểm", "điểm phục vụ bưu chính"), "count")
DISTRICTS = label("8/8", "8", ("huyện", "huyện"), "ratio", "8")


def test_what_is_right_is_found_right() -> None:
    score = score_figures([POINTS, DISTRICTS], {"a.txt": extracted(TEXT)[1]})
    assert (score.precision, score.recall) == (1.0, 1.0)
    assert [score.accuracy(name) for name in ("value", "place", "period", "unit", "kind")] == [1.0] * 5


def test_each_fault_costs_what_it_is() -> None:
    figures = extracted(TEXT)[1]
    wrong = replace(POINTS, value=Decimal(250), places=("Bắc Ninh",), periods=((date(2021, 1, 1), date(2021, 12, 31)),))
    score = score_figures([wrong], {"a.txt": figures})
    assert score.precision == 0.5  # the ratio has no label
    assert score.recall == 1.0
    assert [score.accuracy(name) for name in ("value", "place", "period", "unit")] == [0, 0, 0, 1]
    missing = replace(POINTS, start=0, number="Năm")
    assert score_figures([missing], {"a.txt": figures}).recall == 0.0


def test_an_optional_figure_counts_neither_way() -> None:
    figures = extracted(TEXT)[1]
    score = score_figures([POINTS, replace(DISTRICTS, optional=True)], {"a.txt": figures})
    assert (score.precision, len(score.verdicts)) == (1.0, 1)
    assert score_figures([POINTS, replace(DISTRICTS, optional=True)], {"a.txt": figures[:1]}).recall == 1.0


def test_of_two_readings_the_likelier_is_the_row() -> None:
    figure = extracted(TEXT)[1][0]
    unlikely = replace(figure, confidence=0.6)
    assert likeliest([unlikely, figure]) == [figure]


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "gold.jsonl"
    bad.write_text('{"id": "x", "source": "a.txt"}\n')
    with pytest.raises(LoadError) as error:
        read_gold_figures(bad)
    assert error.value.details["line"] == 1


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Năm 2022 Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?", True),
        ("Năm 2021 Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?", False),
        ("Năm 2022 Bắc Ninh có bao nhiêu điểm phục vụ bưu chính?", False),
    ],
)
def test_a_figure_is_found_for_the_place_and_period_asked(question: str, found: bool) -> None:
    report, figures = extracted(TEXT)
    gold = GoldQuestion("q", question, True, answers=(("249",),), sources=("a.txt",), evidence=(TEXT.strip(),))
    asked = asked_figures([gold], {"a.txt": report}, {"a.txt": figures})
    assert [a.found for a in asked] == [found]


@pytest.mark.parametrize("name", SETS)
def test_labels_stand_in_their_texts(name: str) -> None:
    labels = read_gold_figures(GOLD / f"{name}.jsonl")
    texts = {one.source: load(SETS[name] / one.source).text for one in labels}
    for one in labels:
        assert texts[one.source][one.start : one.start + len(one.number)] == one.number
    assert len({one.id for one in labels}) == len(labels)


@pytest.mark.parametrize("name", SETS)
def test_the_aims_are_met(name: str) -> None:
    labels = read_gold_figures(GOLD / f"{name}.jsonl")
    figures = {}
    for source in {one.source for one in labels}:
        document = load(SETS[name] / source)
        analysed = analyse(Report(source, source, document.text, Metadata()), document.hints)
        figures[source] = list(analysed.figures)
    score = score_figures(labels, figures)
    assert score.precision >= 0.97
    assert score.recall >= 0.90
    assert all((score.accuracy(name) or 0) >= 0.95 for name in ("value", "place", "period", "unit"))
