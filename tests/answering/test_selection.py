"""What joins the best candidate: a second quantity asked for, another report's figure, further points."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answering.candidates import Candidate, Features
from rag.answering.selection import MAX_POINTS, companions, differing, points
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.scopes.periods import year_period
from rag.types import Figure, Metadata, Place, PlaceLevel, Report, Sentence, SentenceKind

PLACE = Place("Bắc Kạn", PlaceLevel.PROVINCE, "Bắc Kạn", "tỉnh")
YEAR = year_period(2022)
EXACTLY = Features(place=1.0, period=1.0)


def report(text: str, name: str = "a") -> Report:
    return Report(name, f"{name}.txt", text, Metadata(place=PLACE, period=YEAR))


def figures(of: Report, score: float = 1.0) -> list[Candidate]:
    """A fitting candidate for each quantity of a one-sentence report."""
    sentence = Sentence(of.id, 0, 0, len(of.text), SentenceKind.PROSE, 0)
    return [
        Candidate(
            of,
            sentence,
            q.start,
            q.end,
            0,
            len(of.text),
            PLACE,
            YEAR,
            EXACTLY,
            Figure(of.id, q, "", PLACE, YEAR, 0, len(of.text)),
            score,
        )
        for q in find_quantities(of.text)
    ]


AWARDS = figures(report("Sở đã khen thưởng 5 tập thể và 9 cá nhân có thành tích xuất sắc."))


def test_two_quantities_asked_are_two_told_in_the_report_s_order() -> None:
    query = understand("Sở khen thưởng bao nhiêu tập thể, bao nhiêu cá nhân?")
    for best in AWARDS:
        assert [c.text for c in companions(best, AWARDS, query)] == ["5 tập thể", "9 cá nhân"]


def test_one_quantity_asked_is_one_told() -> None:
    query = understand("Sở khen thưởng bao nhiêu cá nhân?")
    assert companions(AWARDS[1], AWARDS, query) == [AWARDS[1]]


def test_a_companion_that_does_not_fit_stays_out() -> None:
    query = understand("Sở khen thưởng bao nhiêu tập thể, bao nhiêu cá nhân?")
    ranked = [AWARDS[0], replace(AWARDS[1], fits=False)]
    assert companions(AWARDS[0], ranked, query) == [AWARDS[0]]


def test_other_reports_figures_are_told_where_they_differ() -> None:
    (mine,) = figures(report("Tỉnh có 249 điểm phục vụ."))
    (same,) = figures(report("Toàn tỉnh có 249 điểm phục vụ.", "b"))
    (other,) = figures(report("Toàn tỉnh có 251 điểm phục vụ.", "c"))
    assert differing(mine, [mine, same]) == []
    assert differing(mine, [mine, same, other]) == [other]
    assert differing(mine, [mine, replace(other, fits=False)]) == []
    assert differing(mine, [mine, replace(other, score=-9.0)]) == []
    assert differing(mine, [mine, replace(other, period=year_period(2021))]) == []
    assert differing(replace(mine, features=Features()), [mine, other]) == []
    assert differing(replace(mine, figure=None), [mine, other]) == []


def test_points_come_from_one_report_in_its_order_five_at_most() -> None:
    text = "".join(f"Việc thứ {i} đã xong. " for i in range(8))
    mine, others = report(text), report("Việc khác. ", "b")
    ranked = [
        Candidate(
            mine, Sentence("a", i, 0, 5, SentenceKind.PROSE, 0), 0, 5, 0, 5, PLACE, YEAR, EXACTLY, score=5.0 - i / 10
        )
        for i in (6, 2, 0, 7, 1, 3)
    ]
    ranked.insert(
        1, Candidate(others, Sentence("b", 0, 0, 5, SentenceKind.PROSE, 0), 0, 5, 0, 5, PLACE, YEAR, EXACTLY, score=4.9)
    )
    chosen = points(ranked)
    assert [c.sentence.index for c in chosen] == [0, 1, 2, 6, 7]
    assert len(chosen) == MAX_POINTS and all(c.report is mine for c in chosen)


def test_a_heading_is_no_point_but_the_best_always_is() -> None:
    mine = report("Tiêu đề. ")
    heading = Candidate(mine, Sentence("a", 0, 0, 5, SentenceKind.HEADING, 0), 0, 5, 0, 5, PLACE, YEAR, EXACTLY)
    assert points([heading]) == [heading]


def test_what_follows_each_how_many_tells_its_figure() -> None:
    text = "Tỉnh cung cấp 1.250 thủ tục mức độ 2, 310 thủ tục mức độ 3, 45 thủ tục mức độ 4."
    ranked = [
        replace(c, figure=replace(c.figure, start=c.start, end=c.end + 10), quote_start=c.start, quote_end=c.end + 10)
        for c in figures(report(text))
        if c.figure is not None and "thủ tục" in c.text
    ]
    query = understand("Tỉnh cung cấp bao nhiêu thủ tục mức độ 3, bao nhiêu thủ tục mức độ 4?")
    assert [c.text.split()[0] for c in companions(ranked[0], ranked, query)] == ["310", "45"]


def test_a_share_counts_what_stands_before_it() -> None:
    loan = figures(report("Được vay tối đa với lãi suất 0%, thời hạn 3 năm tại ngân hàng."))
    query = understand("Lãi suất bao nhiêu và vay được mấy năm?")
    assert [c.text for c in companions(loan[-1], loan, query)] == ["0%", "3 năm"]


def test_as_many_ranks_as_are_asked_for() -> None:
    told = figures(report("Tỉnh xếp thứ 26/63 về ứng dụng công nghệ và xếp thứ 31/63 về hiện đại hóa hành chính."))
    query = understand("Tỉnh xếp thứ mấy về ứng dụng công nghệ và thứ mấy về hiện đại hóa?")
    assert [c.text for c in companions(told[0], told, query)] == ["26/63", "31/63"]
    assert companions(told[0], told, understand("Tỉnh xếp thứ mấy về ứng dụng công nghệ?")) == [told[0]]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Chương trình về tới bao nhiêu huyện và bao nhiêu xã?", ["4 huyện", "37 xã"]),
        ("Chương trình về tới mấy huyện, mấy thôn?", ["4 huyện", "210 thôn"]),
        ("chuong trinh ve toi bao nhieu xa bao nhieu thon", ["37 xã", "210 thôn"]),
        ("How many xã and how many thôn did it reach?", ["37 xã", "210 thôn"]),
    ],
)
def test_each_how_many_counts_the_words_behind_it(question: str, told: list[str]) -> None:
    ranked = figures(report("Chương trình về tới 4 huyện, 37 xã, 210 thôn."))
    for best in ranked:
        assert [c.text for c in companions(best, ranked, understand(question))] == told


def test_what_a_how_many_counts_may_be_told_in_many_words() -> None:
    ranked = figures(report("Huyện mở 3 lớp, dạy 96 học viên, cấp 88 chứng chỉ."))
    query = understand(
        "Huyện mở bao nhiêu lớp và cấp bao nhiêu chứng chỉ cho lao động là người dân tộc thiểu số ở vùng sâu vùng xa?"
    )
    assert [c.text for c in companions(ranked[0], ranked, query)] == ["3 lớp", "88 chứng chỉ"]


def test_the_unit_comes_before_the_words_beside_it() -> None:
    ranked = figures(report("Tỉnh hỗ trợ 14 xã nghèo vùng cao, 120 hộ nghèo, 3 lớp."))
    query = understand("Tỉnh hỗ trợ bao nhiêu hộ nghèo ở xã vùng cao và bao nhiêu xã?")
    assert [c.text.split()[0] for c in companions(ranked[0], ranked, query)] == ["14", "120"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Sở ban hành bao nhiêu quyết định, kế hoạch và văn bản?", ["12 quyết định", "7 kế hoạch", "150 văn bản"]),
        ("so ban hanh bao nhieu quyet dinh va van ban", ["12 quyết định", "150 văn bản"]),
        ("How many quyết định and văn bản were issued?", ["12 quyết định", "150 văn bản"]),
        ("Sở ban hành bao nhiêu quyết định, tờ trình?", ["12 quyết định"]),
        ("Sở ban hành bao nhiêu quyết định?", ["12 quyết định"]),
        ("Sở ban hành bao nhiêu quyết định và mở lớp ở đâu?", ["12 quyết định"]),
    ],
)
def test_one_how_many_may_count_several_things(question: str, told: list[str]) -> None:
    ranked = figures(report("Sở ban hành 12 quyết định, 7 kế hoạch và 150 văn bản, mở 3 lớp."))
    assert [c.text for c in companions(ranked[0], ranked, understand(question))] == told


def test_of_several_things_counted_what_does_not_fit_stays_out() -> None:
    ranked = figures(report("Sở ban hành 12 quyết định, 7 kế hoạch và 150 văn bản."))
    unfit = [ranked[0], replace(ranked[1], fits=False), ranked[2]]
    query = understand("Sở ban hành bao nhiêu quyết định, kế hoạch và văn bản?")
    assert [c.text for c in companions(ranked[0], unfit, query)] == ["12 quyết định", "150 văn bản"]


PAPERS = figures(report("Sở đã ban hành 31 quyết định, 18 kế hoạch và 240 văn bản hướng dẫn."))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many decisions and plans did it issue?", ["31 quyết định", "18 kế hoạch"]),
        ("How many plans and decisions did it issue?", ["31 quyết định", "18 kế hoạch"]),
        ("Sở ban hành bao nhiêu quyết định và kế hoạch?", ["31 quyết định", "18 kế hoạch"]),
        ("so ban hanh bao nhieu ke hoach va quyet dinh", ["31 quyết định", "18 kế hoạch"]),
    ],
)
@pytest.mark.parametrize("best", [0, 1])
def test_one_how_many_counts_two_things_whichever_was_found_first(question: str, told: list[str], best: int) -> None:
    assert [c.text for c in companions(PAPERS[best], PAPERS, understand(question))] == told


@pytest.mark.parametrize("question", ["How many decisions did it issue?", "How many decisions and roads were there?"])
def test_what_no_figure_counts_joins_nothing(question: str) -> None:
    assert companions(PAPERS[0], PAPERS, understand(question)) == [PAPERS[0]]
