"""What is shown: the answer first, its markers, the quote in its report; and never markup of a document's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seen import Seen

from rag.documents.corrections import Corrections, Field
from rag.errors import LoadError, UsageError
from rag.scopes.limits import Limits
from rag.storage.keeping import Removed
from rag.types import (
    Answer,
    Citation,
    Language,
    Metadata,
    Period,
    PeriodKind,
    Place,
    PlaceLevel,
    Reason,
    Report,
    Statement,
)
from rag.web import answer_view, edit_view, limits_view, shelf_view, source_view, uploads_view
from rag.web.conversation import Conversation, Session, Turn
from rag.web.header_view import header, preferred_language
from rag.web.history_view import history
from rag.web.indexing import Job
from rag.web.shelf_filter import Row, View, facets

TEXT = "Mở đầu.\nMạng lưới bưu chính hiện có 249 điểm phục vụ bưu chính.\nKết thúc."
QUOTE = "Mạng lưới bưu chính hiện có 249 điểm phục vụ bưu chính."
START = TEXT.index(QUOTE)
REPORT = Report(
    "r1",
    "a.txt",
    TEXT,
    Metadata(
        title="Báo cáo 2022",
        publisher="Sở A",
        published=date(2022, 12, 30),
        place=Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn"),
        period=Period(date(2022, 1, 1), date(2022, 12, 31), PeriodKind.YEAR),
    ),
)
CITATION = Citation(1, "r1", "a.txt", "Báo cáo 2022", "Bắc Kạn", "năm 2022", QUOTE, START, START + len(QUOTE))
ANSWER = Answer(
    "249 điểm phục vụ bưu chính",
    Language.VIETNAMESE,
    citations=(CITATION,),
    statements=(Statement("249 điểm phục vụ bưu chính", (1,)),),
    scope="Bắc Kạn, năm 2022",
)


def _shown(answer: Answer, language: str = "vi") -> str:
    return answer_view.conversation(Conversation("c", (Turn("Câu hỏi?", answer),)), language)


def test_the_answer_comes_first_then_its_scope_then_the_quote() -> None:
    words = Seen(_shown(ANSWER)).words
    order = [words.index(part) for part in ("249 điểm phục vụ bưu chính", "Bắc Kạn, năm 2022", "Mạng lưới")]
    assert order == sorted(order)


def test_markers_are_buttons_that_name_their_source() -> None:
    markers = [a for tag, a in Seen(_shown(ANSWER)).tags if tag == "button" and a.get("data-event") == "cite"]
    assert {m["data-value"] for m in markers} == {"0:1"}
    assert all(m["aria-label"] == "Mở nguồn 1: Báo cáo 2022" for m in markers)


def test_the_figure_stands_out_in_its_quote() -> None:
    assert "<strong>249 điểm phục vụ bưu chính</strong>" in answer_view.emphasised(QUOTE, ANSWER.text)
    assert "<strong>249</strong>" in answer_view.emphasised(QUOTE, "249 postal points")
    assert "<strong>" not in answer_view.emphasised(QUOTE, "24 điểm")


def test_several_statements_each_carry_their_markers() -> None:
    second = replace(CITATION, marker=2, report_id="r2")
    both = replace(
        ANSWER,
        citations=(CITATION, second),
        statements=(Statement("A: 249", (1,)), Statement("B: 300", (2,)), Statement("C", (9,))),
    )
    page = _shown(both)
    order = [page.index(part) for part in ("A: 249", 'data-value="0:1"', "B: 300", 'data-value="0:2"')]
    assert order == sorted(order)
    assert "0:9" not in page


def test_what_the_headline_says_stands_there_once_with_its_markers() -> None:
    compared = replace(
        ANSWER,
        text="A, năm 2022: 249; B, năm 2017: 219; A cao hơn",
        citations=(CITATION, replace(CITATION, marker=2, report_id="r2")),
        statements=(
            Statement("A, năm 2022: 249", (1,)),
            Statement("B, năm 2017: 219", (2,)),
            Statement("A cao hơn, chênh 30", (1, 2)),
        ),
    )
    page = _shown(compared)
    order = [page.index(part) for part in ("A, năm", 'data-value="0:1"', "B, năm", 'data-value="0:2"', "A cao hơn")]
    assert order == sorted(order)
    assert page.count("<li>") == 1 and "<li>A cao hơn, chênh 30" in page


def test_silence_gives_its_reason_the_nearest_and_what_to_ask() -> None:
    silence = replace(
        ANSWER,
        text="",
        abstained=True,
        reason=Reason.OTHER_PERIOD,
        statements=(),
        nearest=(Statement("249 điểm (2022)", (1,)),),
        suggestions=("Năm 2022 có bao nhiêu?",),
    )
    seen = Seen(_shown(silence))
    assert "chỉ nêu điều này cho kỳ khác" in seen.words and "249 điểm (2022)" in seen.words
    assert any(
        a.get("data-event") == "pick_question" and a["data-value"] == "Năm 2022 có bao nhiêu?" for _, a in seen.tags
    )


@pytest.mark.parametrize("nearest", [(), (Statement("249 điểm (2022)", (1,)),)])
def test_a_silence_of_the_chosen_reports_offers_to_ask_all(nearest: tuple[Statement, ...]) -> None:
    silence = replace(ANSWER, abstained=True, reason=Reason.OUTSIDE_SELECTION, statements=(), nearest=nearest)
    seen = Seen(_shown(silence))
    assert [a["data-value"] for _, a in seen.tags if a.get("data-event") == "ask_everywhere"] == ["0"]


@pytest.mark.parametrize(("language", "said"), [("vi", "Đang tìm trong các báo cáo"), ("en", "Searching the reports")])
def test_stages_are_said_while_waiting(language: str, said: str) -> None:
    assert said in answer_view.conversation(Conversation("c"), language, pending=("Q", "searching"))


def test_a_source_opens_at_its_quote() -> None:
    page = source_view.cited(REPORT, ANSWER, 1, 0, "vi", focus=True)
    assert f'<mark id="hbc-quoted" tabindex="-1">{QUOTE}</mark>' in page
    words = Seen(page).words
    assert TEXT in words
    for said in ("Báo cáo 2022", "Bắc Kạn", "30/12/2022", "Sở A", "a.txt"):
        assert said in words


def test_a_source_that_changed_or_went_still_shows_the_quote() -> None:
    changed = replace(REPORT, text="Khác hẳn.")
    assert "đã thay đổi" in source_view.cited(changed, ANSWER, 1, 0, "vi", focus=False)
    gone = source_view.cited(None, ANSWER, 1, 0, "en", focus=False)
    assert "no longer in the library" in gone and QUOTE in gone
    assert "<mark" not in gone


def test_next_and_previous_sources_are_one_press_away() -> None:
    three = replace(ANSWER, citations=tuple(replace(CITATION, marker=n) for n in (1, 2, 3)))
    steps = [
        a["data-value"]
        for tag, a in Seen(source_view.cited(REPORT, three, 2, 4, "en", False)).tags
        if tag == "button" and "data-event" in a
    ]
    assert steps == ["4:1", "4:3"]


def test_a_very_long_report_is_shown_around_the_quote_only() -> None:
    pad = "x" * 30_000
    long = replace(REPORT, text=pad + QUOTE + pad)
    cited = replace(CITATION, start=len(pad), end=len(pad) + len(QUOTE))
    page = source_view.cited(long, replace(ANSWER, citations=(cited,)), 1, 0, "en", False)
    assert len(page) < 45_000 and QUOTE in page and page.count("left out here") == 2


def test_reports_are_listed_with_what_they_are_about() -> None:
    unknown = replace(REPORT, id="r2", metadata=Metadata())
    rows = [Row(REPORT, 3, 14), Row(unknown, 1, 0, (Field.PLACE,))]
    words = Seen(shelf_view.listed(rows, 2, View(), "en")).words
    assert "2 reports in the library" in words and "Bắc Kạn · 2022 · Published 30/12/2022" in words
    assert "passages: 3, figures: 14" in words and "place unknown" in words and words.count("corrected") == 1
    assert "1 of 2 reports" in Seen(shelf_view.listed(rows[:1], 2, View("a"), "en")).words


def test_the_queue_says_where_each_file_stands() -> None:
    jobs = [
        Job("1", "a.txt", "added", report_id=REPORT.id),
        Job("2", "b.txt", "failed", error=LoadError("file_empty", path="/tmp/secret/b.txt")),
        Job("3", "c.txt", "encoding", 30, 120, 17.0),
        Job("4", "e.txt", "encoding", 30, 120, 200.0),
        Job("5", "d.txt"),
    ]
    words = Seen(uploads_view.queue(jobs, {REPORT.id: REPORT}, "en")).words
    for said in (
        "2 of 5 files done",
        "added",
        "Bắc Kạn · 2022",
        "b.txt holds no text",
        "indexing 30 of 120",
        "waiting",
    ):
        assert said in words
    assert "about 15 s left" in words and "about 3 min left" in words and "secret" not in words
    assert uploads_view.queue([], {}, "en") == ""


def test_history_lists_what_was_asked() -> None:
    session = Session((Conversation("c2"), Conversation("c1", (Turn("Câu đầu?", ANSWER),))))
    assert "Câu đầu?" in history(session, "vi")
    assert "No conversations yet" in history(Session(), "en")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("en-US,en;q=0.9,vi;q=0.8", "en"),
        ("en;q=0.3, vi;q=0.7", "vi"),
        ("fr-FR,fr;q=0.9", "en"),
        ("", "vi"),
        ("vi;q=x,en", "en"),
        (";;,,=", "en"),
    ],
)
def test_the_browser_chooses_the_language(accepted: str, language: str) -> None:
    assert preferred_language(accepted) == language


def test_the_head_says_which_language_is_on() -> None:
    pressed = {a["lang"]: a["aria-pressed"] for tag, a in Seen(header("en")).tags if tag == "button" and "lang" in a}
    assert pressed == {"vi": "false", "en": "true"}


_ALLOWED = {
    "form",
    "label",
    "input",
    "div",
    "article",
    "section",
    "h2",
    "h3",
    "p",
    "span",
    "strong",
    "button",
    "ul",
    "li",
    "figure",
    "blockquote",
    "figcaption",
    "details",
    "summary",
    "header",
    "dl",
    "dt",
    "dd",
    "mark",
    "nav",
    "a",
    "progress",
    "select",
    "option",
    "datalist",
    "fieldset",
    "legend",
    "em",
    "b",
}
_EVIL = [
    "<img src=http://evil.test/a onerror=alert(1)>",
    "</p><script>alert(1)</script>",
    "{{value}} ${alert(1)}",
    "![x](http://evil.test/x)",
    '" onclick="alert(1)',
    "<form action=http://evil.test>",
    "&lt;b&gt;",
]


@given(st.text() | st.sampled_from(_EVIL))
def test_words_of_documents_and_questions_are_never_markup(evil: str) -> None:
    citation = replace(CITATION, title=evil, quote=evil, place=evil, period=evil, source=evil, start=0, end=len(evil))
    answer = replace(
        ANSWER,
        text=evil,
        scope=evil,
        gloss=evil,
        citations=(citation,),
        suggestions=(evil,),
        statements=(Statement(evil, (1,)), Statement(evil, ())),
    )
    report = replace(REPORT, text=evil, source=evil, metadata=Metadata(title=evil, publisher=evil, url=evil))
    turns = (
        Turn(evil, answer),
        Turn(evil, replace(answer, abstained=True, nearest=answer.statements)),
        Turn(evil, problem=evil),
    )
    page = (
        answer_view.conversation(Conversation(evil, turns), "vi")
        + source_view.cited(report, answer, 1, 0, "vi", True)
        + source_view.opened(report, "en")
        + shelf_view.listed([Row(report, 1, 1)], 1, View(), "vi")
        + shelf_view.filters(facets([report]), "en")
        + shelf_view.removed_note([report], "vi")
        + shelf_view.removed([Removed(evil, evil, evil, "2024-05-01 12:00:00")], "en")
        + limits_view.line(Limits(reports=(report.id,)), [report], "vi")
        + limits_view.panel(Limits(reports=(report.id,)), [report], "vi")
        + edit_view.form(
            edit_view.Editing(
                report,
                report.metadata,
                Corrections(Metadata(publisher=evil), tuple(Field)),
                dict.fromkeys(Field, evil),
                {Field.PLACE: UsageError("place_not_known", name=evil)},
            ),
            "vi",
        )
        + history(Session((Conversation(evil, turns),)), "en")
        + uploads_view.queue([Job(evil, evil, "failed", error=LoadError("file_empty", path=evil))], {}, "en")
    )
    for tag, attributes in Seen(page).tags:
        assert tag in _ALLOWED
        assert not any(name.startswith("on") or name in ("src", "style", "action") for name in attributes)
        assert tag != "a" or str(attributes["href"]).startswith("#turn-")
