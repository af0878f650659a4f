"""References to paste elsewhere: complete, on one line, and never mark-up of a document's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rag.types import Answer, Citation, Language, Metadata, Report
from rag.web.references import bibtex, escape_markdown, markdown, plain, quotable, reference

QUOTE = "Mạng lưới bưu chính hiện có 249 điểm phục vụ bưu chính."
CITATION = Citation(1, "r1", "000_a.txt", "Báo cáo 2022", "Bắc Kạn", "năm 2022", QUOTE, 8, 8 + len(QUOTE), 3)
REPORT = Report(
    "r1",
    "000_a.txt",
    "Mở đầu.\n" + QUOTE,
    Metadata(
        title="Báo cáo 2022", publisher="Sở A", published=date(2022, 12, 30), url="https://example.invalid/bao-cao_1"
    ),
)
ONE = reference(CITATION, REPORT)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_the_text_names_quote_title_publisher_date_page_and_address() -> None:
    said = plain(ONE, "en")
    assert said == f"“{QUOTE}” (Báo cáo 2022, Sở A, 30/12/2022, p. 3, https://example.invalid/bao-cao_1)"
    assert "trang 3" in plain(ONE, "vi")


def test_a_report_that_has_left_is_still_named() -> None:
    assert plain(reference(CITATION, None), "vi") == f"“{QUOTE}” (Báo cáo 2022, trang 3)"


def test_bibtex_has_an_entry_that_tex_can_read() -> None:
    entry = bibtex(replace(ONE, title="100% {A} & B_1 #2 \\x ~^$"), "vi")
    assert entry.startswith("@techreport{000-a-8,\n") and entry.endswith("\n}")
    assert r"title = {{100\% {\textbraceleft}A{\textbraceright} \& B\_1 \#2 {\textbackslash}x" in entry
    assert "institution = {{Sở A}}" in entry and "year = {{2022}}" in entry and "url = {{" in entry


@given(st.text())
def test_bibtex_keeps_its_braces_in_balance(words: str) -> None:
    entry = bibtex(replace(ONE, title=words, quote=words, source=words, publisher=words), "en")
    depth = 0
    for sign in entry:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"(?<!\\)[%#&$]", entry.partition("\n")[2])


MARKED = st.text(alphabet="aB1 .:/\\`*_{}[]()<>#+-!|~&@$^=\n\t\"'wđ")


@given(MARKED | st.text())
@example("1. một")
@example("- một")
@example("12) hai")
@example("<img src=http://evil.invalid/x onerror=alert(1)>")
@example("![x](http://evil.invalid/y) [z](javascript:alert(1))")
@example("&lt;b&gt; &#60;")
@example("| a | b |")
def test_markdown_shows_the_words_and_nothing_else(words: str) -> None:
    (paragraph, inline, _) = READER.parse(escape_markdown("x" + words))[:3]
    assert paragraph.type == "paragraph_open"
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    shown = "".join(child.content for child in inline.children or ())
    assert shown.split() == ("x" + words).replace("\0", "�").split()


@given(MARKED)
@example("1. một")
@example("--- hai")
@example("# ba")
@example("=== bốn")
def test_markdown_begins_no_block(words: str) -> None:
    assert {token.type for token in READER.parse(escape_markdown(words))} <= {
        "paragraph_open",
        "inline",
        "paragraph_close",
    }


@pytest.mark.parametrize("address", ["http://evil.invalid/x", "www.evil.invalid", "a@evil.invalid"])
def test_no_bare_address_is_left_that_a_reader_would_link(address: str) -> None:
    assert not re.search(r"https?://|www\.|\w@\w", escape_markdown(address))


def test_markdown_is_a_quotation_with_its_source() -> None:
    page = READER.render(markdown(ONE, "vi"))
    assert page.count("<blockquote>") == 1 and QUOTE in page and "Báo cáo 2022, Sở A, 30/12/2022, trang 3" in page


def test_an_answer_is_one_line_with_its_proof() -> None:
    answer = Answer(
        "249 điểm", Language.VIETNAMESE, citations=(replace(CITATION, quote="a\nb"),), scope="Bắc Kạn, 2022"
    )
    assert quotable(answer, "vi") == "249 điểm (Bắc Kạn, 2022) – “a b” [Báo cáo 2022, trang 3]"
    assert quotable(replace(answer, citations=()), "vi") == "249 điểm (Bắc Kạn, 2022)"
    silence = quotable(replace(answer, text="Không nêu.", abstained=True, scope=""), "en")
    assert silence == "Không nêu. The nearest in the reports: – “a b” [Báo cáo 2022, p. 3]"
