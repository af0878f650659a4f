"""Answers told whole: a reason to the end of its clause, the clause that answers of a long sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from beside import PLACE, YEAR, told
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.candidates import Candidate, Features
from rag.answering.completing import completed
from rag.question.understanding import understand
from rag.types import AnswerKind, Metadata, Query, Report, Sentence, SentenceKind

ASKED = understand("Vì sao lượng khách qua phà giảm?")
OTHER = understand("Chợ phiên bán mặt hàng gì?")


def span(sentence: str, begin: str, end: str = "", score: float = 1.0) -> Candidate:
    """The candidate in a report of that sentence from some words up to the end of others."""
    report = Report("a", "a.txt", f"Báo cáo.\n{sentence}", Metadata(place=PLACE, period=YEAR))
    low = len("Báo cáo.\n")
    start = report.text.index(begin)
    stop = report.text.index(end or begin, start) + len(end or begin)
    stands = Sentence("a", 1, low, len(report.text), SentenceKind.PROSE, 0)
    return Candidate(report, stands, start, stop, low, len(report.text), PLACE, YEAR, Features(), None, score)


@pytest.mark.parametrize(
    ("sentence", "begin", "end", "whole"),
    [
        (
            "Lượng khách giảm do mưa kéo dài và bến cũ bị sạt; giá vé không đổi.",
            "mưa",
            "kéo dài",
            "mưa kéo dài và bến cũ bị sạt",
        ),
        ("Lượng khách giảm vì luồng lạch cạn.", "luồng", "lạch", "luồng lạch cạn"),
        ("Lượng khách giảm do mưa kéo dài.", "mưa", "kéo dài", "mưa kéo dài"),
        (
            "Nguyên nhân giảm: mưa kéo dài; bến cũ bị sạt; tàu hỏng.",
            "mưa",
            "kéo dài",
            "mưa kéo dài; bến cũ bị sạt; tàu hỏng",
        ),
        ("Mưa kéo dài nên khách giảm.", "Mưa", "kéo", "Mưa kéo"),  # no word of cause before it
        ("Lượng khách giảm do mưa kéo dài; tàu hỏng nặng.", "tàu", "hỏng", "tàu hỏng"),  # in another clause
    ],
)
def test_a_reason_is_told_to_the_end_of_its_clause(sentence: str, begin: str, end: str, whole: str) -> None:
    best = span(sentence, begin, end)
    assert completed(best, [best], ASKED).text.strip() == whole


def test_only_a_reason_goes_on() -> None:
    best = span("Lượng khách giảm do mưa kéo dài và bến cũ bị sạt.", "mưa", "kéo dài")
    assert completed(best, [best], OTHER) == best


def test_a_figure_is_told_as_it_is() -> None:
    (best,) = told({"Lượng khách giảm do nước cạn 2 m nên phà nghỉ.": "nước cạn"})
    assert completed(best, [best], ASKED) is best


GOODS = "mật ong rừng và măng khô"
SALES = "chợ phiên mỗi tuần họp hai buổi từ sáng sớm tinh mơ cho đến khi mặt trời lên quá ngọn cây ngoài đình làng"
LONG = f"Ở đây {SALES}, các mặt hàng được bày bán ra nhiều hơn cả trong mọi phiên là {GOODS} của bà con."


@pytest.mark.parametrize(
    ("score", "fits", "words"), [(0.8, True, GOODS), (-0.6, True, ""), (0.8, False, "")]
)  # nearly as good, far worse, of another place
def test_in_place_of_a_long_span_comes_what_answers_in_it(score: float, fits: bool, words: str) -> None:
    best = span(LONG, "Ở đây", "bà con")
    within = replace(span(LONG, GOODS, score=score), report=best.report, fits=fits)
    assert completed(best, [best, within], OTHER).text == (words or best.text)


def test_a_short_span_is_told_whole() -> None:
    best = span(LONG, "các mặt hàng", "bà con")
    within = replace(span(LONG, GOODS), report=best.report)
    assert completed(best, [best, within], OTHER) == best


PARTS = (
    "Bến phà cũ dưới chân đồi được sửa sang lại và mở rộng thêm hai làn cho xe tải; chợ phiên bán các mặt hàng mật ong "
    "và măng khô; trường học ở đầu bản cũng đã được lợp lại mái tôn trước mùa mưa."
)


def test_of_a_long_span_the_clause_that_shares_most_is_told() -> None:
    best = span(PARTS, "Bến phà", "mùa mưa")
    assert completed(best, [best], OTHER).text == "chợ phiên bán các mặt hàng mật ong và măng khô"


def test_where_no_clause_stands_out_the_whole_is_told() -> None:
    best = span(PARTS, "Bến phà", "mùa mưa")
    assert completed(best, [best], understand("Nghề rèn ở Hòn Khói ra sao, ai làm?")) == best


def test_items_on_lines_of_their_own_are_not_cut() -> None:
    best = span(PARTS.replace("; ", ";\n"), "Bến phà", "mùa mưa")
    assert completed(best, [best], OTHER) == best


_PIECES = st.lists(
    st.sampled_from(
        "do |vì |; |. |nguyên nhân: |nên |mưa kéo dài |chợ phiên bán mật ong |các mặt hàng |\n|lý do là |bến phà cũ "
        "được sửa sang lại và mở rộng thêm hai làn xe tải |(|)|: ".split("|")
    ),
    min_size=1,
    max_size=14,
).map("".join)
_QUERIES = [ASKED, OTHER, understand("Nêu các mặt hàng"), understand("Chợ phiên có bán mật ong không?")]


@given(_PIECES, st.data(), st.sampled_from(_QUERIES))
def test_what_is_told_stays_within_the_sentence(text: str, data: st.DataObject, query: Query) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    report = Report("a", "a.txt", text, Metadata())
    stands = Sentence("a", 0, 0, len(text), SentenceKind.PROSE, 0)
    best = Candidate(report, stands, start, end, 0, len(text), None, None, Features())
    whole = completed(best, [best], query)
    assert 0 <= whole.start <= whole.end <= len(text)
    tells_all = query.kind in (AnswerKind.REASON, AnswerKind.LIST)  # one of several in a row is told with those before
    assert whole.start >= best.start or tells_all
    assert whole.text.strip() or not best.text.strip(" ;\n")


WHEN = understand("Chợ mở cửa khi nào?")


@pytest.mark.parametrize(
    ("sentence", "begin", "end", "whole"),
    [
        ("Chợ mở ngày 01 tháng 02 năm 2005 ở Khe Lau.", "ngày 01", "tháng 02", "ngày 01 tháng 02 năm 2005"),
        ("Chợ mở ngày 01 tháng 02 năm 2005 ở Khe Lau.", "01", "tháng 02", "01 tháng 02 năm 2005"),
        ("Chợ mở thứ bảy, ngày 01 tháng 02, năm 2005.", "thứ bảy", "tháng 02", "thứ bảy, ngày 01 tháng 02, năm 2005"),
        ("Chợ mở tháng 02 năm 2005 ở Khe Lau.", "tháng 02", "", "tháng 02 năm 2005"),
        ("Chợ mở ngày 01/02/2005 ở Khe Lau.", "ngày", " 01/02", "ngày 01/02/2005"),
        ("The market opened on 1 February 2005.", "1 February", "", "1 February 2005"),
        ("The market opened on February 1, 2005.", "February 1", "", "February 1, 2005"),
        ("Chợ mở ngày 01 tháng 02 năm 2005.", "ngày 01", "năm 2005", "ngày 01 tháng 02 năm 2005"),
        ("Chợ mở ngày 01 tháng 02, cầu mở ngày 03 tháng 4 năm 2006.", "ngày 01", "tháng 02", "ngày 01 tháng 02"),
        ("Chợ mở ngày 01 tháng 02 năm Ất Dậu.", "ngày 01", "tháng 02", "ngày 01 tháng 02"),
        ("Chợ mở sáng sớm, năm 2005 thì đóng.", "sáng sớm", "", "sáng sớm"),
    ],
)
def test_a_day_is_told_up_to_its_year(sentence: str, begin: str, end: str, whole: str) -> None:
    best = span(sentence, begin, end)
    assert completed(best, [best], WHEN).text == whole


@pytest.mark.parametrize("query", [ASKED, OTHER])
def test_a_day_beside_what_is_asked_for_stays_as_it_is(query: Query) -> None:
    best = span("Chợ mở ngày 01 tháng 02 năm 2005 ở Khe Lau.", "ngày 01", "tháng 02")
    assert completed(best, [best], query) == best


OFFICE = "Trụ sở chính đặt tại số 15 đường Lê Lợi, thành phố Long Xuyên, tỉnh An Giang."
TOWN = "thành phố Long Xuyên"


@pytest.mark.parametrize(
    ("sentence", "begin", "question", "whole"),
    [
        (OFFICE, TOWN, "Địa chỉ của trụ sở là ở đâu?", f"số 15 đường Lê Lợi, {TOWN}"),
        (OFFICE, TOWN, "dia chi cua tru so la o dau", f"số 15 đường Lê Lợi, {TOWN}"),
        (OFFICE, TOWN, "What is the address of the office?", f"số 15 đường Lê Lợi, {TOWN}"),
        (OFFICE, f"đường Lê Lợi, {TOWN}", "Địa chỉ của trụ sở là ở đâu?", f"số 15 đường Lê Lợi, {TOWN}"),
        (OFFICE, TOWN, "Trụ sở đặt ở đâu?", TOWN),
        ("Trụ sở ở tầng 4 nhà C, Khe Lau.", "Khe Lau", "Địa chỉ trụ sở ở đâu?", "tầng 4 nhà C, Khe Lau"),
        ("Kho ở số 7 phố Cũ; trụ sở ở Khe Lau.", "Khe Lau", "Địa chỉ trụ sở ở đâu?", "Khe Lau"),
        pytest.param(
            "Quyết định số 15 đặt trụ sở tại Khe Lau.",
            "Khe Lau",
            "Địa chỉ trụ sở ở đâu?",
            "Khe Lau",
        ),
    ],
)
def test_an_address_is_told_from_its_house_number_on(sentence: str, begin: str, question: str, whole: str) -> None:
    best = span(sentence, begin)
    assert completed(best, [best], understand(question)).text == whole


MOST = "Các xã trồng nhiều ngô nhất là Khe Lau, Bản Tấu và Nậm Cát; xã trồng ít nhất là Suối Lở."
LEAST = "Các xã trồng ít ngô nhất là Khe Lau, Bản Tấu và Nậm Cát; xã trồng nhiều nhất là Suối Lở."


@pytest.mark.parametrize(
    ("sentence", "question", "whole"),
    [
        (MOST, "Những xã nào trồng nhiều ngô nhất?", "Khe Lau, Bản Tấu và Nậm Cát"),
        (MOST, "Which communes grew the most maize?", "Khe Lau, Bản Tấu và Nậm Cát"),
        (LEAST, "Những xã nào trồng ít ngô nhất?", "Khe Lau, Bản Tấu và Nậm Cát"),
        (MOST, "Các xã trồng ngô là những xã nào?", MOST[MOST.index("Khe Lau") : -1]),  # all are asked for
        (
            MOST.replace("ít nhất", "nhiều nhất"),
            "Những xã nào trồng nhiều ngô nhất?",
            MOST[MOST.index("Khe Lau") : -1].replace("ít nhất", "nhiều nhất"),
        ),
    ],
)
def test_a_list_of_those_with_most_ends_before_the_one_with_least(sentence: str, question: str, whole: str) -> None:
    best = span(sentence, "Khe Lau", "Suối Lở")
    assert completed(best, [best], understand(question)).text == whole


@pytest.mark.parametrize(("items", "is_whole"), [(3, True), (6, True), (9, False)])
def test_a_long_row_of_items_is_told_whole_up_to_twice_the_words_of_a_list(items: int, is_whole: bool) -> None:
    row = "; ".join(f"hộ làm nghề thứ {n} có từ ba đời trở lên ở bản" for n in range(1, items + 1))
    best = span(f"Được miễn lệ phí cho: {row}.", "hộ làm nghề thứ 2", "ba đời")
    told = completed(best, [best], understand("Những hộ nào được miễn lệ phí?"))
    assert told.text == (row if is_whole else best.text)
