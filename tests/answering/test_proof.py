"""Nothing unproved is shown: quotes stand at their offsets, numbers in the quotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rag.answering.proof import MAX_ANSWER_WORDS, MAX_QUOTE_WORDS, Problem, check, numbers, trim_quote, unproved_numbers
from rag.types import Answer, Citation, Language, Metadata, Report, Statement

TEXT = "Tỉnh có 1.197/1.292 thôn lập tổ. Doanh thu đạt 37,367 tỷ đồng, giảm 10% so với năm 2021."
REPORT = Report("r", "r.txt", TEXT, Metadata())


def lookup(report: Report) -> Callable[[str], Report]:
    return {report.id: report}.__getitem__


def cited(quote: str, marker: int = 1, report: Report = REPORT) -> Citation:
    start = report.text.index(quote)
    return Citation(marker, report.id, report.source, "", "", "", quote, start, start + len(quote))


def answer(text: str, *citations: Citation, markers: tuple[int, ...] = (1,)) -> Answer:
    return Answer(text, Language.VIETNAMESE, citations=citations, statements=(Statement(text, markers),))


MONEY = cited("Doanh thu đạt 37,367 tỷ đồng, giảm 10% so với năm 2021.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("37,367 tỷ đồng", ["37,367"]),
        ("1.197/1.292 thôn", ["1.197", "1.292"]),
        ("26/12/2022", ["26", "12", "2022"]),
        ("4G, 5G", ["4", "5"]),
        ("14,5 triệu đồng/m2, rộng 3 km2, 40 m3", ["14,5", "3", "40"]),
        ("không số", []),
        ("", []),
    ],
)
def test_numbers(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "quotes", "unproved"),
    [
        ("37,367 tỷ", ["đạt 37,367 tỷ đồng"], []),
        ("37.367 billion", ["đạt 37,367 tỷ đồng"], []),
        ("3 hệ thống", ["có 03 hệ thống"], []),
        ("38 tỷ", ["đạt 37,367 tỷ đồng"], ["38"]),
        ("249", [], ["249"]),
        ("24", ["249 điểm"], ["24"]),
        ("249", ["24 điểm", "9 điểm"], ["249"]),
        ("1.197/1.293", ["1.197/1.292 thôn"], ["1.293"]),
        ("không số", [], []),
    ],
)
def test_unproved_numbers(text: str, quotes: list[str], unproved: list[str]) -> None:
    assert unproved_numbers(text, quotes) == unproved


def test_a_computed_number_needs_no_quote() -> None:
    assert unproved_numbers("chênh 12,5 điểm", ["80%", "67,5%"], ["12,5"]) == []


@pytest.mark.parametrize(("text", "quote"), [("3,7 tỷ đồng", "37 tỷ đồng"), ("10%", "tăng 1,0%")])
def test_a_moved_decimal_sign_is_another_number(text: str, quote: str) -> None:
    assert unproved_numbers(text, [quote]) != []


def test_a_proved_answer_passes() -> None:
    assert check(answer("37,367 tỷ đồng", MONEY), lookup(REPORT)) == []
    assert check(answer("giảm 10%", MONEY), lookup(REPORT)) == []


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (answer("38 tỷ đồng", MONEY), "number in no cited span"),
        (answer("37,367 tỷ đồng"), "no citation"),
        (answer("37,367 tỷ đồng", MONEY, markers=()), "no citation"),
        (answer("37,367 tỷ đồng", MONEY, markers=(2,)), "marker 2 cites nothing"),
        (answer("37,367 tỷ đồng", replace(MONEY, start=MONEY.start + 1)), "quote is not at its offsets"),
        (answer("37,367 tỷ đồng", replace(MONEY, quote=MONEY.quote.upper())), "quote is not at its offsets"),
        (answer("từ " * (MAX_ANSWER_WORDS + 1), MONEY), "too long"),
    ],
)
def test_what_is_not_proved_is_named(broken: Answer, why: str) -> None:
    assert why in [p.why for p in check(broken, lookup(REPORT))]


def test_a_statement_s_number_stands_in_a_quote() -> None:
    invented = replace(answer("37,367 tỷ đồng", MONEY), statements=(Statement("38 tỷ đồng", (1,)),))
    assert check(invented, lookup(REPORT)) != []


def test_a_number_stands_in_the_quote_its_statement_marks() -> None:
    other = cited("Tỉnh có 1.197/1.292 thôn lập tổ.", 2)
    crossed = Answer(
        "37,367 tỷ đồng", Language.VIETNAMESE, citations=(MONEY, other), statements=(Statement("37,367 tỷ đồng", (2,)),)
    )
    assert check(crossed, lookup(REPORT)) != []


def test_a_long_quote_is_named() -> None:
    report = replace(REPORT, text="một " * (MAX_QUOTE_WORDS + 1))
    long = Citation(1, "r", "r.txt", "", "", "", report.text, 0, len(report.text))
    assert Problem(long.quote[:60], "quote too long") in check(answer("một", long), lookup(report))


def test_an_abstention_is_checked_for_its_quotes_alone() -> None:
    silent = Answer("Không nêu cho năm 2031.", Language.VIETNAMESE, abstained=True, citations=(MONEY,))
    assert check(silent, lookup(REPORT)) == []
    moved = replace(silent, citations=(replace(MONEY, start=0),))
    assert [p.why for p in check(moved, lookup(REPORT))] == ["quote is not at its offsets"]


@given(st.integers(0, 10**9), st.text(max_size=40))
@settings(deadline=None)
def test_any_number_in_no_quote_is_flagged(number: int, around: str) -> None:
    assume(not any(c.isdecimal() or c in ".,/" for c in around))
    proved = {n.replace(".", "").replace(",", "").lstrip("0") for n in numbers(MONEY.quote)}
    assume(str(number) not in proved)
    told = f"{around} {number} {around}"
    assert str(number) in [p.what for p in check(answer(told, MONEY), lookup(REPORT))]


@given(st.text(), st.lists(st.text()))
@settings(deadline=None)
def test_any_text_can_be_checked(text: str, quotes: list[str]) -> None:
    assert set(unproved_numbers(text, quotes)) <= set(numbers(text))
    assert unproved_numbers(text, [text]) == []


CLAUSES = st.lists(
    st.lists(st.sampled_from(["một", "hai", "xã", "đạt", "95%", "1.197/1.292"]), min_size=1, max_size=60).map(" ".join),
    min_size=1,
    max_size=6,
)


@given(CLAUSES, st.data())
@settings(deadline=None)
def test_a_trimmed_quote_is_short_and_holds_what_it_must(clauses: list[str], data: st.DataObject) -> None:
    sentence = " " + "; ".join(clauses) + ". "
    text = "Trước đó. " + sentence + "Sau đó."
    start, end = 10, 10 + len(sentence)
    word_starts = [i for i in range(start, end) if not text[i].isspace() and text[i - 1].isspace()]
    first = data.draw(st.sampled_from(word_starts))
    last = first + len(text[first:].split()[0])
    left, right = trim_quote(text, start, end, [(first, last)])
    quote = text[left:right]
    assert start <= left <= first and last <= right <= end
    assert quote == quote.strip()
    assert len(quote.split()) <= MAX_QUOTE_WORDS


@pytest.mark.parametrize("span", [(12, 15), (0, 4)])
def test_a_short_sentence_is_quoted_whole(span: tuple[int, int]) -> None:
    text = "  Có 249 điểm phục vụ.  "
    assert trim_quote(text, 0, len(text), [span]) == (2, len(text) - 2)
