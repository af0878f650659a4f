"""Both engines keep and find the same: searching, limits, figures, removal, an answer with its proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from servers import Server
from syllables import SyllableEncoder

from rag.answering.assistant import Assistant
from rag.book.corrections import Correction
from rag.documents.corrections import Corrections, Field
from rag.scopes.naming import named_place
from rag.search.retrieval import Retriever
from rag.storage import editing
from rag.storage.library import Library
from rag.storage.sources import Location
from rag.types import Hit, Language, Metadata, Period, PeriodKind

PROVINCES = ("Hà Giang", "Bắc Kạn", "Lào Cai", "Yên Bái")
QUESTIONS = ("Hà Giang có bao nhiêu trường học?", "doanh thu bưu chính năm 2021", "số trạm y tế xã của tỉnh Lào Cai")


def written(folder: Path) -> list[Path]:
    """Eight reports: four provinces, two years."""
    folder.mkdir(exist_ok=True)
    paths = []
    for number, (province, year) in enumerate((p, y) for p in PROVINCES for y in (2021, 2022)):
        path = folder / f"{number}.txt"
        path.write_text(
            f"Báo cáo của tỉnh {province} năm {year}\n\nTỉnh {province} có {number * 10 + 3} trường học. "
            f"Doanh thu bưu chính đạt {number + 1},5 tỷ đồng.\n\nToàn tỉnh có {number + 40} trạm y tế xã.",
            "utf-8",
        )
        paths.append(path)
    return paths


@pytest.fixture
def library(location: Location, tmp_path: Path) -> Iterator[Library]:
    with Library(location, SyllableEncoder()) as opened:
        assert {one.status for one in opened.add(written(tmp_path / "files"))} == {"added"}
        yield opened


def search(retriever: Retriever, question: str, **options: object) -> list[Hit]:
    return retriever.search(question, 6, language=Language.VIETNAMESE, has_diacritics=True, **options)  # type: ignore[arg-type]


def quotes(library: Library, hits: list[Hit]) -> list[str]:
    return [library.report(hit.report_id).text[hit.start : hit.end] for hit in hits]


def test_what_was_put_is_found(library: Library) -> None:
    retriever = Retriever(library)
    assert "Tỉnh Hà Giang có 3 trường học." in quotes(library, search(retriever, "tỉnh Hà Giang có 3 trường học"))[:2]
    assert search(retriever, " ") == search(retriever, QUESTIONS[0], report_ids=[]) == []
    assert search(retriever, QUESTIONS[0], report_ids=["none"]) == []
    for what in ("sentences", "passages"):
        hits = search(retriever, QUESTIONS[0], what=what)
        assert hits and [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert retriever.restore("truong hoc cua tinh") == "trường học của tỉnh"


def test_limits_are_part_of_the_search(library: Library) -> None:
    place = named_place("Bắc Kạn")
    assert place is not None
    year = Period(date(2021, 1, 1), date(2021, 12, 31), PeriodKind.YEAR)
    assert len(library.select(place)) == 2 and len(library.select(period=year)) == 4
    (one,) = library.select(place, year)
    hits = search(Retriever(library), "trường học của tỉnh Hà Giang năm 2022", report_ids={one})
    assert hits and {hit.report_id for hit in hits} == {one}
    assert library.report(one).source == "2.txt"


def test_a_change_is_searchable_at_once_everywhere(library: Library, tmp_path: Path) -> None:
    retriever = Retriever(library)
    retriever.refresh()
    with Library(library.location, SyllableEncoder()) as other:
        (tmp_path / "files" / "0.txt").write_text("Báo cáo của tỉnh Hà Giang năm 2021\n\nTỉnh có 777 thư viện số.")
        (replaced,) = other.add([tmp_path / "files" / "0.txt"])
        assert replaced.status == "replaced"
        assert "Tỉnh có 777 thư viện số." in quotes(library, search(retriever, "777 thư viện số"))
        other.remove([replaced.id])
        assert not any("777" in quote for quote in quotes(library, search(retriever, "777 thư viện số")))
    assert library.count() == 7 and library.verify() == []


def test_figures_are_kept_and_put_right(library: Library) -> None:
    report = library.reports()[1]
    (figure, *_) = library.figures(report.id)
    assert report.text[figure.quantity.start : figure.quantity.end] == figure.quantity.text
    for wanted in ("trường công lập", "trường phổ thông"):
        library.correct_figure(Correction(report.sha256, figure.quantity.start, figure.quantity.text, indicator=wanted))
        assert library.figures(report.id)[0].indicator == wanted
    assert len(library.store.figure_corrections()) == 1
    library.undo_correction(report.sha256, figure.quantity.start)
    assert library.store.figure_corrections() == [] and library.figures(report.id)[0] == figure


def test_removed_and_brought_back_as_it_was(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Corrections(Metadata(place=named_place("Bắc Kạn")), (Field.PLACE,))
    first = editing.edit(library, library.reports()[0].id, right)
    before = [hit.start for hit in search(Retriever(library), QUESTIONS[0])]
    editing.remove(library, [first.id])
    assert [one.id for one in library.store.removed()] == [first.id] and library.count() == 7
    monkeypatch.setattr(SyllableEncoder, "encode_passages", None)  # nothing is encoded again
    assert editing.restore(library, first.id) == first == library.reports()[0]
    assert [hit.start for hit in search(Retriever(library), QUESTIONS[0])] == before
    editing.remove(library, [first.id])
    editing.forget(library, [first.id])
    assert library.store.removed() == [] and library.verify() == []


def test_engines_find_the_same(server: Server, tmp_path: Path) -> None:
    found = []
    for location in (tmp_path / "embedded", server.url("same")):
        with Library(location, SyllableEncoder()) as library:
            library.add(written(tmp_path / "files"))
            retriever = Retriever(library)
            only = library.select(named_place("Lào Cai"))
            found.append(
                [
                    search(retriever, question, what=what, report_ids=ids)
                    for question in QUESTIONS
                    for what in ("sentences", "passages")
                    for ids in (None, only)
                ]
            )
    for embedded, served in zip(*found, strict=True):
        assert [(h.report_id, h.start) for h in embedded] == [(h.report_id, h.start) for h in served]
        for one, other in zip(embedded, served, strict=True):
            assert one.dense == pytest.approx(other.dense, abs=1e-3)
            # the server saturates repeated terms as in a text of usual length (rag.postgres.terms); these are short
            assert one.lexical == pytest.approx(other.lexical, rel=0.2, abs=0.01)


def test_a_question_is_answered_with_its_proof(location: Location, seeds_library: Library) -> None:
    seeds = Path(__file__).parents[2] / "seeds"
    wanted = next(r for r in seeds_library.reports() if "249 điểm phục vụ" in r.text)
    with Library(location, seeds_library.encoder) as library:
        (added,) = library.add([seeds / wanted.source])
        answer = Assistant(library).ask("Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?")
        assert "249" in answer.text and not answer.abstained
        (cited, *_) = answer.citations
        assert cited.report_id == added.id and "249" in cited.quote
        assert library.report(added.id).text[cited.start : cited.end] == cited.quote
