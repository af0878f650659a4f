"""Cells of a table that others of their row outdo, and cells beside another name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from beside import PLACE, YEAR, cells, figures

from rag.answering.assistant import Assistant
from rag.answering.candidates import Candidate, Features
from rag.answering.rivals import (
    without_earlier_thing,
    without_less_told,
    without_lesser_rows,
    without_other_heads,
    without_other_items,
    without_other_ranks,
    without_other_rows,
    without_parts_of_total,
    without_rival_rows,
)
from rag.quantities.numbers import find_quantities
from rag.question.understanding import understand
from rag.storage.library import Library
from rag.types import Figure, Metadata, Place, PlaceLevel, Report, Sentence, SentenceKind

TABLE = """Báo cáo du lịch tỉnh Hà Giang năm 2012

Bảng 1. Lượt khách

Điểm | Khách năm 2011 | Khách năm 2012 | Khách quốc tế năm 2012
Khu Tân Lập | 986.200 | 1.084.600 | 92.300
Khu Hòa Sơn | 118.900 | 141.800 | 62.500
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("rivals")
    (folder / "bang.txt").write_text(TABLE, "utf-8")
    library = Library(folder / "library")
    library.add([folder / "bang.txt"])
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Năm 2011 khu Tân Lập ở Hà Giang đón bao nhiêu lượt khách?", "986.200"),
        ("Năm 2012 khu Tân Lập ở Hà Giang đón bao nhiêu lượt khách quốc tế?", "92.300"),
        ("Năm 2011 khu Tân Lập ở Hà Giang đón bao nhiêu lượt khách quốc tế?", ""),
    ],
)
def test_a_cell_is_not_told_for_what_only_another_is_called(assistant: Assistant, question: str, answer: str) -> None:
    given = assistant.ask(question)
    assert given.abstained is (not answer)
    assert answer in given.text and "986.200" not in given.text.replace(answer, "")


def priced(*heads: str) -> list[Candidate]:
    """The one cell of each row with such a head."""
    return [cell for n, head in enumerate(heads) for cell in cells(["Giá"], [str(12 + 3 * n)], head)]


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Giá đất đường Hùng Vương là bao nhiêu?", [False, True, True]),
        ("gia dat duong hung vuong la bao nhieu", [False, True, True]),
        ("Giá đất đường Hùng Vương và đường Lý Tự Trọng là bao nhiêu?", [True, True, True]),
        ("Giá đất đường Nguyễn Du là bao nhiêu?", [True, True, True]),  # no row has it: a column or a title may
        ("Giá đất ở chợ phiên cũ là bao nhiêu?", [True, True, True]),  # that is no name
        ("Giá đất là bao nhiêu?", [True, True, True]),
    ],
)
def test_a_cell_beside_another_name_than_the_one_asked_for_does_not_fit(question: str, fits: list[bool]) -> None:
    rows = priced("Lý Tự Trọng", "Hùng Vương", "Chợ phiên cũ")
    kept = without_other_rows(rows, understand(question))
    assert [c.fits for c in kept] == fits
    assert [c.text for c in kept] == [c.text for c in rows]


@pytest.mark.parametrize("head", ["Hùng", "Hùng vương", "hùng vương"])
def test_a_name_has_two_capitalised_words_at_least(head: str) -> None:
    rows = priced("Lý Tự Trọng", head)
    kept = without_other_rows(rows, understand(f"Giá đất đường {head} là bao nhiêu?"))
    assert [c.fits for c in kept] == [True, True]


def test_what_is_no_cell_stands_in_no_row() -> None:
    one, other = priced("Lý Tự Trọng", "Hùng Vương")
    span = replace(one, figure=None)
    kept = without_other_rows([span, one, other], understand("Giá đất đường Hùng Vương là bao nhiêu?"))
    assert [c.fits for c in kept] == [True, False, True]
    assert without_other_rows([], understand("Giá đất đường Hùng Vương là bao nhiêu?")) == []


def items(*lines: str) -> list[Candidate]:
    """The one price of each item of a list, told with the words in brackets that introduce it."""
    text, found = "\n".join(lines), []
    report = Report("a", "a.txt", text, Metadata(place=PLACE, period=YEAR))
    for index, line in enumerate(lines):
        at = text.index(line)
        (price,) = [q for q in find_quantities(text) if at <= q.start < at + len(line)]
        figure = Figure("a", price, line.partition(":")[0], PLACE, YEAR, at, at + len(line))
        stands = Sentence("a", index, at, at + len(line), SentenceKind.ITEM, 0)
        found.append(
            Candidate(report, stands, price.start, price.end, at, at + len(line), PLACE, YEAR, Features(), figure, 1.0)
        )
    return found


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Xe máy qua phà trả bao nhiêu tiền?", [True, False, False]),
        ("Xe máy đi đò ngang trả bao nhiêu tiền?", [False, False, True]),
        ("Xe đạp trả bao nhiêu tiền?", [False, True, False]),
        ("Trả bao nhiêu tiền?", [True, True, True]),
    ],
)
def test_an_item_told_in_more_of_the_words_asked_for_outdoes_others(question: str, fits: list[bool]) -> None:
    told = items("Xe máy (phà): 4.000 đồng/lượt", "Xe đạp (phà): 2.000 đồng/lượt", "Xe máy (đò ngang): 3.000 đồng/lượt")
    assert [c.fits for c in without_other_items(told, understand(question))] == fits


def test_paragraphs_and_other_units_are_no_items_of_the_list() -> None:
    long = "Xe máy của dân các xã dọc sông đi chợ mỗi tuần hai buổi và về trong ngày được giảm qua phà: 900 đồng/lượt"
    told = items("Xe máy: 4.000 đồng/lượt", long, "Xe máy qua phà: 90.000 đồng/tháng")
    kept = without_other_items(told, understand("Xe máy qua phà trả bao nhiêu tiền?"))
    assert [c.fits for c in kept] == [True, True, True]


QUIT = "Có 118 viên chức nghỉ việc, trong đó 49 bác sĩ."
STAFF = "Ngành có 976 bác sĩ."


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Có bao nhiêu bác sĩ nghỉ việc?", [True, True, False]),
        ("co bao nhieu bac si nghi viec", [True, True, False]),
        ("Có bao nhiêu bác sĩ?", [True, True, True]),
        ("Có bao nhiêu viên chức nghỉ việc?", [True, True, False]),
    ],
)
def test_a_sentence_that_tells_less_of_what_is_asked_is_outdone(question: str, fits: list[bool]) -> None:
    found = figures(QUIT, STAFF)
    kept = without_less_told(found, understand(question))
    assert [c.fits for c in kept] == fits[: len(kept)]
    assert [c.start for c in kept] == [c.start for c in found]


def test_figures_in_another_unit_are_no_rivals() -> None:
    found = figures("Có 118 viên chức nghỉ việc.", "Ngành có 12 xe cứu thương.")
    assert [c.fits for c in without_less_told(found, understand("Có bao nhiêu bác sĩ nghỉ việc?"))] == [True, True]


def test_a_better_told_figure_of_another_year_outdoes_none() -> None:
    *quit_, staff = figures(QUIT, STAFF)
    older = [replace(c, features=replace(c.features, period=0.2)) for c in quit_]
    kept = without_less_told([*older, staff], understand("Có bao nhiêu bác sĩ nghỉ việc?"))
    assert [c.fits for c in kept] == [True, True, True]


def test_the_words_of_a_next_turn_outdo_none() -> None:
    query = replace(understand("Có bao nhiêu bác sĩ nghỉ việc?"), setting="Tỉnh có viên chức")
    assert [c.fits for c in without_less_told(figures(QUIT, STAFF), query)] == [True, True, True]


BEHIND = "Tỉnh xếp thứ 26/63 về mức độ ứng dụng công nghệ thông tin và thứ 31/63 về chỉ số hiện đại hóa."
BEFORE = "Về du lịch, tỉnh xếp thứ 5; về giáo dục, tỉnh xếp thứ 9; về y tế, tỉnh xếp thứ 11."


@pytest.mark.parametrize(
    ("sentence", "question", "fits"),
    [
        (BEHIND, "Tỉnh xếp thứ mấy về chỉ số hiện đại hóa?", [False, True]),
        (BEHIND, "Tỉnh xếp thứ mấy về ứng dụng công nghệ thông tin?", [True, False]),
        (BEHIND, "tinh xep thu may ve ung dung cong nghe thong tin", [True, False]),
        (BEHIND, "Tỉnh xếp thứ mấy?", [True, True]),
        (BEHIND, "Chỉ số hiện đại hóa là bao nhiêu?", [True, True]),  # no rank is asked for
        pytest.param(
            BEFORE,
            "Tỉnh xếp thứ mấy về giáo dục?",
            [False, True, False],
        ),
    ],
)
def test_what_a_rank_is_in_stands_behind_it(sentence: str, question: str, fits: list[bool]) -> None:
    assert [c.fits for c in without_other_ranks(figures(sentence), understand(question))] == fits


SUBJECTS = """SỞ GIÁO DỤC TỈNH HÀ GIANG
BÁO CÁO
Kết quả kỳ thi năm 2012

Điểm thi theo môn năm 2012:

Môn thi | Số bài | Xếp hạng toàn quốc
Môn Toán | 4.120 | 31
Môn Văn | 5.370 | 12
Môn Vật lý | 2.080 | 44
"""


@pytest.fixture(scope="module")
def exams(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("exams")
    (folder / "thi.txt").write_text(SUBJECTS, "utf-8")
    library = Library(folder / "library")
    library.add([folder / "thi.txt"])
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("Năm 2012 ở Hà Giang môn nào có nhiều bài nhất?", "Môn Văn: 5.370", "4.120"),
        ("Năm 2012 ở Hà Giang môn nào có ít bài nhất?", "Môn Vật lý: 2.080", "4.120"),
        ("Which subject had the most papers in Hà Giang in 2012?", "5.370", "4.120"),
        ("Năm 2012 môn Văn của Hà Giang xếp thứ mấy toàn quốc?", "12", "bài"),
    ],
)
def test_the_row_that_has_most_is_told_with_its_figure(exams: Assistant, question: str, told: str, other: str) -> None:
    answer = exams.ask(question)
    assert told in answer.text and other not in answer.text


def test_words_out_of_other_rows_than_the_one_that_has_most_do_not_fit() -> None:
    first, second = priced("Lý Tự Trọng", "Hùng Vương")
    head = replace(first, start=0, end=11)  # the row that has most: told by its head
    text = f"{first.report.text}\n{second.report.text}"
    report = replace(first.report, text=text)
    row = replace(second.sentence, index=1, start=len(first.report.text) + 1, end=len(text))
    words = replace(second, report=report, sentence=row, figure=None, start=row.start, end=row.start + 10)
    prose = replace(words, sentence=replace(row, kind=SentenceKind.PROSE))
    asked = [replace(head, report=report), words, prose]
    assert [c.fits for c in without_lesser_rows(asked, understand("Đường nào có giá cao nhất?"))] == [True, False, True]
    assert [c.fits for c in without_lesser_rows(asked, understand("Đường nào có giá?"))] == [True, True, True]
    assert [c.fits for c in without_lesser_rows([words], understand("Đường nào có giá cao nhất?"))] == [True]


PARAFFIN = "Năm 2022 giá dầu hỏa ở Bắc Kạn là bao nhiêu?"
APART = ("Giá dầu hỏa là 4.500 đồng/lít.", "Giá muối là 1.200 đồng/kg.")
TOGETHER = ("Giá dầu hỏa là 4.500 đồng/lít, muối 1.200 đồng/kg.",)


@pytest.mark.parametrize("sentences", [APART, TOGETHER])
@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Thế còn muối?", [False, True]),
        ("Còn muối thì sao?", [False, True]),
        ("the con muoi?", [False, True]),
        ("Thế còn gạo?", [True, True]),  # nothing is told of it
        ("Muối?", [True, True]),
        pytest.param(
            "What about salt?",
            [False, True],
            marks=pytest.mark.xfail(strict=True, reason="'salt' alone is not read as English"),
        ),
    ],
)
def test_a_next_turn_about_another_thing_leaves_the_first(
    sentences: tuple[str, ...], question: str, fits: list[bool]
) -> None:
    kept = without_earlier_thing(figures(*sentences), understand(question, [PARAFFIN]))
    assert [c.fits for c in kept] == fits


def test_a_first_turn_leaves_nothing() -> None:
    assert [c.fits for c in without_earlier_thing(figures(*APART), understand("Còn muối thì sao?"))] == [True, True]


FARES = ("Xe mô tô, xe gắn máy", "Xe ô tô khách", "Người đi bộ", "Tổng cộng")


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Xe mô tô qua phà trả bao nhiêu tiền?", [True, False, False, True]),
        ("xe mo to qua pha tra bao nhieu tien", [True, False, False, True]),
        ("How much does a motorbike pay on the ferry?", [True, False, False, True]),
        ("Xe khách qua phà trả bao nhiêu tiền?", [False, True, False, True]),
        ("Người đi bộ trả bao nhiêu tiền?", [False, False, True, True]),
        ("Qua phà phải trả bao nhiêu tiền?", [True, True, True, True]),
    ],
)
def test_a_row_told_in_more_of_the_words_asked_for_outdoes_the_others(question: str, fits: list[bool]) -> None:
    rows = priced(*FARES)
    kept = without_rival_rows(rows, understand(question))
    assert [c.fits for c in kept] == fits
    assert [c.text for c in kept] == [c.text for c in rows]


@pytest.mark.parametrize(
    ("heads", "question", "fits"),
    [
        (("Xe đạp", "Xe đạp điện"), "Xe đạp trả bao nhiêu tiền?", [True, False]),
        (("Xe đạp", "Xe đạp điện"), "Xe đạp điện trả bao nhiêu tiền?", [False, True]),
        (("Phó chủ tịch xã", "Chủ tịch xã"), "Chủ tịch xã được hưởng bao nhiêu tiền?", [False, True]),
        (("Xe đạp thồ", "Xe đạp điện"), "Xe đạp trả bao nhiêu tiền?", [True, True]),
    ],
)
def test_of_rows_told_in_the_same_words_asked_for_that_of_fewest_others_stays(
    heads: tuple[str, ...], question: str, fits: list[bool]
) -> None:
    assert [c.fits for c in without_rival_rows(priced(*heads), understand(question))] == fits


def test_rows_of_other_reports_and_places_are_no_rivals() -> None:
    walker, rider = priced("Người đi bộ", "Xe đạp thồ")
    assert walker.figure is not None
    elsewhere = Place("Ba Bể", PlaceLevel.DISTRICT, "Bắc Kạn", "huyện")
    others = [
        replace(walker, figure=replace(walker.figure, place=elsewhere)),
        replace(walker, report=replace(walker.report, id="another")),
        replace(walker, sentence=replace(walker.sentence, kind=SentenceKind.PROSE)),
        replace(walker, figure=None),
        replace(walker, figure=replace(walker.figure, row_head="")),
    ]
    kept = without_rival_rows([*others, walker, rider], understand("Xe đạp thồ trả bao nhiêu tiền?"))
    assert [c.fits for c in kept] == [True] * len(others) + [False, True]


@pytest.mark.parametrize(
    ("head", "fits"),
    [
        ("Tổng số", True),
        ("Cộng", True),
        ("Toàn tỉnh", True),
        ("Cả năm", True),
        ("Total", True),
        ("Người đi bộ", False),
        pytest.param("Công nhân", False),
    ],
)
def test_a_row_of_totals_has_no_rivals(head: str, fits: bool) -> None:
    kept = without_rival_rows(priced(head, "Xe đạp thồ"), understand("Xe đạp thồ trả bao nhiêu tiền?"))
    assert [c.fits for c in kept] == [fits, True]


def markets(*heads: str) -> list[Candidate]:
    """The one cell of each row of a table of markets."""
    return [cell for n, head in enumerate(heads) for cell in cells(["Số chợ"], [str(12 + 3 * n)], head)]


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Có bao nhiêu chợ?", [False, False, True]),
        ("How many markets are there?", [False, False, True]),
        ("Khe Lau có bao nhiêu chợ?", [True, False, True]),
        ("khe lau co bao nhieu cho", [True, False, True]),
        ("Xã nào có nhiều chợ nhất?", [True, True, True]),
    ],
)
@pytest.mark.parametrize("total", ["Tổng cộng", "Tổng số", "Toàn huyện", "Total"])
def test_where_a_column_has_a_total_its_parts_need_a_word_of_the_question(
    total: str, question: str, fits: list[bool]
) -> None:
    rows = markets("Khe Lau", "Suối Lở", total)
    kept = without_parts_of_total(rows, understand(question))
    assert [c.fits for c in kept] == fits
    assert [c.text for c in kept] == [c.text for c in rows]


def test_a_total_of_another_column_period_or_place_has_no_parts_here() -> None:
    part, total = markets("Khe Lau", "Tổng cộng")
    assert total.figure is not None
    others = [
        replace(total, figure=replace(total.figure, column_head="Số quầy")),
        replace(total, period=None),
        replace(total, features=replace(total.features, place=0.5)),
        replace(total, fits=False),
        replace(total, report=replace(total.report, id="another")),
    ]
    for other in others:
        kept = without_parts_of_total([part, other], understand("Có bao nhiêu chợ?"))
        assert [c.fits for c in kept] == [True, other.fits]


def test_a_row_of_the_place_asked_about_is_no_part() -> None:
    part, total = markets("Khe Lau", "Tổng cộng")
    asked = replace(understand("Có bao nhiêu chợ?"), places=(PLACE,))
    assert [c.fits for c in without_parts_of_total([part, total], asked)] == [True, True]


def titled(*heads: str) -> list[Candidate]:
    """The cells of a row of a table with a title, one under each head."""
    row = cells(list(heads), [str(12 + 3 * n) for n in range(len(heads))], "Chè")
    return [
        replace(c, figure=replace(c.figure, indicator=f"{c.figure.indicator} (Cây lâu năm)")) for c in row if c.figure
    ]


HARVESTS = ("Diện tích - Đang cho thu hoạch", "Cho thu hoạch", "Trồng mới", "Số lượng", "Năm 2012")


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Diện tích chè đang cho thu hoạch là bao nhiêu ha?", [True, False, False, False, False]),  # the longer head
        ("dien tich che dang cho thu hoach la bao nhieu", [True, False, False, False, False]),
        ("Diện tích chè cho thu hoạch là bao nhiêu?", [False, True, False, False, False]),
        ("Diện tích chè trồng mới là bao nhiêu?", [False, False, True, False, False]),
        ("Diện tích chè là bao nhiêu?", [True] * 5),
        ("Số lượng chè năm 2012 là bao nhiêu?", [True] * 5),  # such heads head nothing
        ("Diện tích chè mới trồng là bao nhiêu?", [True] * 5),  # not in their order
    ],
)
def test_a_head_that_is_asked_for_word_for_word_outdoes_the_others(question: str, fits: list[bool]) -> None:
    row = titled(*HARVESTS)
    kept = without_other_heads(row, understand(question))
    assert [c.fits for c in kept] == fits
    assert [c.text for c in kept] == [c.text for c in row]


def test_a_head_outdoes_none_of_other_tables_and_none_where_its_cell_does_not_fit() -> None:
    young, old = titled("Trồng mới", "Già cỗi")
    asked = understand("Diện tích chè trồng mới là bao nhiêu?")
    elsewhere = replace(old, report=replace(old.report, id="another"))
    prose = replace(old, sentence=replace(old.sentence, kind=SentenceKind.PROSE))
    kept = without_other_heads([young, elsewhere, prose, replace(old, figure=None)], asked)
    assert [c.fits for c in kept] == [True] * 4
    assert [c.fits for c in without_other_heads([replace(young, fits=False), old], asked)] == [False, True]
