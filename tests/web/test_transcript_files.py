"""A conversation as a file: everything that was said with its sources, and the words of reports inert in each form."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from seen import Seen

from rag.types import Answer, Citation, Language, Metadata, Report, Statement
from rag.web.conversation import Conversation, Turn
from rag.web.transcript import Transcript, transcript
from rag.web.transcript_files import FORMS, docx, file_name, html, markdown

QUOTE = "Mạng lưới bưu chính hiện có 249 điểm phục vụ bưu chính."
CITATION = Citation(1, "r1", "a.txt", "Báo cáo 2022", "Bắc Kạn", "năm 2022", QUOTE, 8, 8 + len(QUOTE), 3)
REPORT = Report(
    "r1",
    "a.txt",
    "Mở đầu.\n" + QUOTE,
    Metadata(title="Báo cáo 2022", publisher="Sở A", published=date(2022, 12, 30), url="https://example.invalid/x"),
)
ANSWER = Answer("249 điểm", Language.VIETNAMESE, citations=(CITATION,), scope="Bắc Kạn, năm 2022", gloss="249 points")
TALK = Conversation(
    "c",
    (
        Turn("Có bao nhiêu điểm?", ANSWER),
        Turn("So sánh?", replace(ANSWER, text="A; B", statements=(Statement("A", (1,)), Statement("B", (1,))))),
        Turn("Năm 1900?", replace(ANSWER, text="", abstained=True, nearest=(Statement("2022: 249", (1,)),))),
        Turn("Hỏng?", problem="Có lỗi"),
    ),
    "Bưu chính / 2022",
)
EVIL = (
    "<img src=http://evil.invalid/x onerror=alert(1)> ![y](http://evil.invalid/y) [z](javascript:alert(1)) "
    "<script>alert(1)</script> \x00\x0b =cmd|' /C calc'!A0 www.evil.invalid {{x}} \ud800"
)
TOLD = ("249 điểm", "Bắc Kạn, năm 2022", QUOTE, "Sở A", "30/12/2022", "trang 3", "ký tự 8–63", "2022: 249", "Có lỗi")


def _made(conversation: Conversation = TALK, report: Report | None = REPORT) -> Transcript:
    return transcript(conversation, "vi", lambda _: report, date(2026, 11, 22))


def _words(form: str, made: Transcript) -> str:
    content = FORMS[form].write(made)
    if form == "docx":
        return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    page = content.decode("utf-8")
    return Seen(page if form == "html" else MarkdownIt("commonmark").render(page)).words


@pytest.mark.parametrize("form", FORMS)
def test_every_form_tells_answers_and_sources(form: str) -> None:
    words = _words(form, _made())
    assert [told for told in (*TOLD, "https://example.invalid/x", TALK.name, "[1]") if told not in words] == []
    assert [words.index(turn.question) for turn in TALK.turns] == sorted(words.index(t.question) for t in TALK.turns)


@pytest.mark.parametrize("form", FORMS)
def test_a_report_that_has_left_takes_only_what_it_said_of_itself(form: str) -> None:
    words = _words(form, _made(report=None))
    assert QUOTE in words and "Báo cáo 2022" in words and "Sở A" not in words


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_conversation_is_a_file_too(form: str) -> None:
    assert "Cuộc trò chuyện" in _words(form, _made(Conversation("c")))


def _evil(words: str) -> Transcript:
    citation = replace(CITATION, quote=words, title=words, source=words, place=words)
    answer = replace(
        ANSWER, text=words, scope=words, gloss=words, citations=(citation,), statements=(Statement(words, (1,)),) * 2
    )
    turns = (Turn(words, answer), Turn(words, replace(answer, abstained=True, nearest=answer.statements)))
    about = Metadata(title=words, publisher=words, url=words)
    report = replace(REPORT, metadata=about)
    return transcript(
        Conversation("c", (*turns, Turn(words, problem=words)), words), "en", lambda _: report, date.today()
    )


@settings(max_examples=30, deadline=None)
@given(st.text() | st.just(EVIL))
def test_html_holds_no_markup_of_a_documents(words: str) -> None:
    page = html(_evil(words)).decode("utf-8")
    seen = Seen(page)
    allowed = "html head meta title style body h1 h2 section p ul li figure figcaption blockquote".split()
    assert {tag for tag, _ in seen.tags} <= set(allowed)
    assert {name for _, attributes in seen.tags for name in attributes} <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
    }
    assert "default-src 'none'" in (seen.tags[3][1]["content"] or "")


@settings(max_examples=30, deadline=None)
@given(st.text() | st.just(EVIL))
def test_markdown_holds_no_markup_of_a_documents(words: str) -> None:
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown(_evil(words)).decode("utf-8"))
    assert {tag for tag, _ in Seen(page).tags} <= set("h1 h2 p strong ul li blockquote".split())
    assert not re.search(r"https?://|www\.", markdown(_evil(EVIL)).decode("utf-8"))


@settings(max_examples=10, deadline=None)  # zipping takes as long as it takes
@given(st.text() | st.just(EVIL))
def test_word_opens_it_and_finds_no_field_link_or_outside_part(words: str) -> None:
    content = docx(_evil(words))
    assert Document(io.BytesIO(content)).paragraphs
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode("utf-8")
        relations = parts.read("word/_rels/document.xml.rels").decode("utf-8")
    assert not re.search(r"<w:(?:hyperlink|fldSimple|instrText|object|altChunk)\b", body)
    assert "External" not in relations


@pytest.mark.parametrize(
    ("title", "name"), [("Bưu chính: Bắc Kạn/2022?", "buu-chinh-bac-kan-2022.md"), ("../..", "hoi-bao-cao.md")]
)
def test_the_file_is_named_after_the_conversation(title: str, name: str) -> None:
    assert file_name(replace(_made(), title=title), FORMS["markdown"]) == name
