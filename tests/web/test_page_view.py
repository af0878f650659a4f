"""The other side of the source panel: what it is asked for is checked, what it shows is no markup, nothing piles up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import corpus
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seen import Seen
from syllables import SyllableEncoder

from rag.evaluating.feedback_store import FeedbackStore
from rag.loaders.page_image import Box, PageImage
from rag.storage import editing
from rag.storage.library import Library
from rag.types import Answer, Citation, Language, Metadata, Page, Report
from rag.web import original_pages, source_view
from rag.web.desk import Desk
from rag.web.original_pages import OWN, Leaf, OriginalPages, Shown

STORY = corpus.STORIES["uni.pdf"]
IMAGE = PageImage(3, 12, 1240, 1754, "image/png", "iVBORw0KGgoAAAANSUhEUg==", (Box(0.1, 0.2, 0.3, 0.01),))
EVIL = '"><script>alert(1)</script><img src=http://evil.test onerror=x>'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over a PDF and a text; nothing is asked of it."""
    folder = tmp_path_factory.mktemp("pages")
    location = folder / "library"
    with Library(location, SyllableEncoder()) as library:
        results = library.add([corpus.write(name, folder) for name in ("uni.pdf", "utf16.txt")])
    assert [one.error for one in results] == [None, None]

    def no_answers(_: object) -> object:
        raise AssertionError("nothing is asked here")

    made = Desk(lambda _: Library(location, SyllableEncoder()), no_answers, FeedbackStore(None))  # type: ignore[arg-type]
    yield made
    made.close()


def report_of(desk: Desk, source: str = "uni.pdf") -> Report:
    return next(report for report in desk.reports() if report.source == source)


def citation_of(report: Report, quote: str, page: int | None = 1) -> Citation:
    start = report.text.index(quote)
    return Citation(1, report.id, report.source, "", "", "", quote, start, start + len(quote), page)


def test_states_of_the_panel() -> None:
    assert Shown.of("0:1") == Shown("0:1") and Shown.of("0:1#3") == Shown("0:1", 3)
    assert Shown.of("0:1#0") == Shown("0:1", OWN) and Shown.of("") == Shown("")
    assert Shown.of("0:1#3").turned("text") == "0:1" == Shown.of("0:1").turned("../x")
    assert Shown.of("figure abc:7#3").turned("4") == "figure abc:7#4"
    for bad in ("-1", "1e3", "٣", "9" * 30, "1 ", "0x1", "²"):
        assert Shown.of(f"0:1#{bad}") == Shown("0:1")


@given(st.text(), st.text())
def test_whatever_the_browser_sends_is_a_page_or_the_text(state: str, to: str) -> None:
    turned = Shown.of(Shown.of(state).turned(to))
    assert turned.what == state.partition("#")[0] and (turned.page is None or 0 <= turned.page < 10**7)


def test_a_quote_is_marked_on_each_page_that_it_touches(desk: Desk) -> None:
    report, pages = report_of(desk), OriginalPages(desk)
    leaf = pages.leaf(report, citation_of(report, STORY.lines[0]), OWN, "vi")
    assert leaf is not None and leaf.image is not None and leaf.is_quoted
    assert leaf.image.number == 1 and len(leaf.image.boxes) == 1
    other = pages.leaf(report, citation_of(report, STORY.lines[0]), 2, "vi")
    assert other is not None and other.image is not None and not other.is_quoted and other.image.boxes == ()
    row = pages.leaf(report, citation_of(report, "Mường Ảng | 92 | 1.212", 2), OWN, "vi")
    assert row is not None and row.image is not None and row.image.number == 2 and row.image.boxes
    (both,) = (one for one in report.pages if one.number == 1)
    across = replace(citation_of(report, STORY.lines[0]), end=both.end + 30)
    assert original_pages._quote_on(report, across, 2)[0] and original_pages._quote_on(report, across, 1)[0]
    assert original_pages._quote_on(replace(report, pages=()), across, 2) == ("", 0.0)
    assert original_pages._quote_on(replace(report, pages=(Page(1, 0, 0),)), across, 1) == ("", 0.0)


def test_only_a_report_whose_file_is_kept_has_another_side(desk: Desk) -> None:
    report, pages = report_of(desk), OriginalPages(desk)
    assert pages.leaf(report, None, None, "vi") == Leaf()
    assert pages.leaf(report_of(desk, "utf16.txt"), None, 3, "vi") is None
    assert pages.leaf(None, None, 3, "vi") is None
    assert pages.leaf(replace(report, id="none"), None, 3, "vi") is None


def test_a_report_removed_and_brought_back_has_its_pages(desk: Desk) -> None:
    report, pages = report_of(desk), OriginalPages(desk)
    desk.write(lambda library: editing.remove(library, [report.id]))
    try:
        assert pages.leaf(report, None, 1, "vi") is None
    finally:
        desk.write(lambda library: editing.restore(library, report.id))
    leaf = pages.leaf(report, None, 1, "vi")
    assert leaf is not None and leaf.image is not None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_lost_file_is_told_and_the_text_shown(desk: Desk, language: str) -> None:
    report = report_of(desk)
    (file,) = (desk.look(lambda library: library.directory) / "originals").iterdir()
    aside = file.rename(file.with_suffix(".aside"))
    try:
        leaf = OriginalPages(desk).leaf(report, None, 1, language)
        assert leaf is not None and leaf.image is None and "uni.pdf" in leaf.problem
        shown = source_view.quoted(report, citation_of(report, STORY.lines[0]), language, False, leaf)
        assert 'role="alert"' in shown and '<mark id="hbc-quoted"' in shown
    finally:
        aside.rename(file)


def test_rendered_pages_do_not_pile_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    report, pages = report_of(desk), OriginalPages(desk)
    first = pages.leaf(report, None, 1, "vi")
    again = pages.leaf(report, None, 1, "en")
    assert first is not None and again is not None and first.image is again.image
    assert first.image is not None
    monkeypatch.setattr(original_pages, "_KEPT_BYTES", len(first.image.content))
    pages.leaf(report, None, 2, "vi")
    assert len(pages._kept) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_is_a_picture_and_no_markup_of_anybody(language: str) -> None:
    report = Report("id", EVIL, EVIL, Metadata(title=EVIL, publisher=EVIL))
    citation = Citation(1, "id", EVIL, EVIL, EVIL, EVIL, EVIL, 0, len(EVIL), 3)
    for leaf in (Leaf(IMAGE, is_quoted=True), Leaf(replace(IMAGE, boxes=()), is_quoted=True), Leaf(problem=EVIL)):
        page = source_view.quoted(report, citation, language, True, leaf)
        pictures = []
        for tag, attributes in Seen(page).tags:
            assert tag != "script" and not any(name.startswith("on") for name in attributes)
            assert re.fullmatch(r"[a-z:;.0-9%]*", attributes.get("style") or "")
            if tag == "img":
                pictures.append(attributes)
        assert len(pictures) == (leaf.image is not None)
        for picture in pictures:
            assert picture["src"] == f"data:image/png;base64,{IMAGE.content}"
            assert picture["width"] == "1240" and EVIL in str(picture["alt"]) and "3" in str(picture["alt"])


def test_the_other_sources_open_on_the_same_side() -> None:
    report = Report("id", "a.pdf", "Tỉnh có 11 huyện. Tỉnh có 193 xã.", Metadata())
    first = Citation(1, "id", "a.pdf", "", "", "", "Tỉnh có 11 huyện.", 0, 17, 3)
    answer = Answer("11", Language.VIETNAMESE, citations=(first, replace(first, marker=2)))
    for leaf, value in ((Leaf(IMAGE), f"4:2#{OWN}"), (Leaf(), "4:2"), (None, "4:2")):
        tags = Seen(source_view.cited(report, answer, 1, 4, "vi", False, leaf)).tags
        assert [a["data-value"] for _, a in tags if a.get("data-step")] == [value]
