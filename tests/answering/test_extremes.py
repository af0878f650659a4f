"""The most and the least: told beside a span, read off a table's column, asked of every province."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from rag.answering import extremes
from rag.answering.assistant import Assistant
from rag.answering.extremes import Extreme
from rag.question.understanding import understand
from rag.storage.library import Library
from rag.text import fold
from rag.types import AnswerKind, Figure, Quantity, Sentence, SentenceKind

KON_TUM = """SỞ VĂN HÓA TỈNH KON TUM
BÁO CÁO
Kết quả công tác năm 2021

Năm 2021 toàn tỉnh Kon Tum có 86 thư viện.

Số thư viện theo huyện năm 2021:

Huyện | Thư viện | Bạn đọc
Đắk Hà | 14 | 5.210
Sa Thầy | 31 | 4.980
Ngọc Hồi | 22 | 7.344
Kon Rẫy | 9 | 1.105

Phòng đọc huyện Đắk Tô có tỷ lệ số hóa cao nhất (84,5%), thấp nhất là huyện Tu Mơ Rông (22,1%).
"""
GIA_LAI = """SỞ VĂN HÓA TỈNH GIA LAI
BÁO CÁO
Kết quả công tác năm 2021

Năm 2021 toàn tỉnh Gia Lai có 112 thư viện, tăng 3 thư viện so với năm 2020.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("extremes")
    files: list[Path] = []
    for name, text in (("kon-tum.txt", KON_TUM), ("gia-lai.txt", GIA_LAI)):
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8")
    with Library(folder / "library") as library:
        assert [one.error for one in library.add(files)] == [None, None]
        yield Assistant(library)


@pytest.mark.parametrize(
    ("question", "which"),
    [
        ("Huyện nào có nhiều thư viện nhất?", Extreme.MOST),
        ("huyen nao it thu vien nhat", Extreme.LEAST),
        ("Which district has the fewest libraries?", Extreme.LEAST),
        ("Which province had the highest share?", Extreme.MOST),
        ("Huyện nào rộng nhất?", Extreme.MOST),
        ("xa nao hep nhat", Extreme.LEAST),
        ("Which is the widest river?", Extreme.MOST),
        ("Xã nào có nhiều hộ thoát nghèo bền vững trong năm nhất?", Extreme.MOST),
        ("Đơn vị nào dẫn đầu về bạn đọc?", Extreme.MOST),
        ("don vi nao dung dau", Extreme.MOST),
        ("Which district came first?", Extreme.MOST),
        ("Huyện nào xếp cuối về cải cách hành chính?", Extreme.LEAST),
        ("huyen nao o vi tri cuoi", Extreme.LEAST),
        ("Xã nào đội sổ?", Extreme.LEAST),
        ("Which district came last?", Extreme.LEAST),
        ("Which commune was bottom of the table?", Extreme.LEAST),
        ("Cuối năm có bao nhiêu thư viện?", None),
        ("How many libraries were there last year?", None),
        ("Có bao nhiêu thư viện?", None),
    ],
)
def test_which_end_is_asked_for(question: str, which: Extreme | None) -> None:
    assert extremes.asked(fold(question)) is which


@pytest.mark.parametrize(
    ("name", "which"), [("Đắk Tô", Extreme.MOST), ("Tu Mơ Rông", Extreme.LEAST), ("86 thư viện", None)]
)
def test_the_nearest_word_tells_which_end_a_span_is(name: str, which: Extreme | None) -> None:
    start = KON_TUM.index(name)
    low, high = KON_TUM.rfind("\n", 0, start) + 1, KON_TUM.index("\n", start)
    sentence = Sentence("r", 0, low, high, SentenceKind.PROSE, 0)
    assert extremes.said_beside(KON_TUM, sentence, start, start + len(name)) is which


def test_a_column_has_one_largest_and_one_smallest(assistant: Assistant) -> None:
    report = next(r for r in assistant.library.reports() if r.source == "kon-tum.txt")
    figures = assistant.library.figures(report.id)
    most = {f.column_head: f.row_head for f in extremes.of_columns(figures, Extreme.MOST)}
    least = {f.column_head: f.row_head for f in extremes.of_columns(figures, Extreme.LEAST)}
    assert most == {"Thư viện": "Sa Thầy", "Bạn đọc": "Ngọc Hồi"}
    assert least == {"Thư viện": "Kon Rẫy", "Bạn đọc": "Kon Rẫy"}


def test_a_shared_first_place_is_nobody_s(assistant: Assistant) -> None:
    report = next(r for r in assistant.library.reports() if r.source == "kon-tum.txt")
    rows = [f for f in assistant.library.figures(report.id) if f.column_head == "Thư viện"]
    assert len(rows) == 4
    tied = [_with_value(f, Decimal(31)) for f in rows]
    assert list(extremes.of_columns(tied, Extreme.MOST)) == []
    assert list(extremes.of_columns(rows[:2], Extreme.MOST)) == []  # two rows make no order


def _with_value(figure: Figure, value: Decimal) -> Figure:
    from dataclasses import replace

    quantity: Quantity = replace(figure.quantity, value=value)
    return replace(figure, quantity=quantity)


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("Năm 2021 huyện nào của Kon Tum có nhiều thư viện nhất?", "Sa Thầy", "Ngọc Hồi"),
        ("Which district of Kon Tum had the fewest libraries in 2021?", "Kon Rẫy", "Sa Thầy"),
    ],
)
def test_the_district_with_the_most_is_read_off_the_table(
    assistant: Assistant, question: str, told: str, other: str
) -> None:
    answer = assistant.ask(question)
    assert told in answer.text and other not in answer.text
    assert told in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Năm 2021 tỉnh nào có nhiều thư viện nhất?", "Gia Lai"),
        ("Which province had the fewest libraries in 2021?", "Kon Tum"),
    ],
)
def test_every_province_is_asked_and_the_order_cited(assistant: Assistant, question: str, first: str) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith(first)
    assert "86" in answer.text and "112" in answer.text
    assert {c.source for c in answer.citations} == {"kon-tum.txt", "gia-lai.txt"}


def test_one_province_alone_has_no_order(assistant: Assistant) -> None:
    query = understand("Năm 2021 tỉnh nào có nhiều thư viện nhất?")
    assert extremes.asks_province(query)
    (report, *_) = assistant.library.reports()
    assert extremes.over_provinces(query, [report]) is None
    assert not extremes.asks_province(understand("Năm 2021 huyện nào của Kon Tum có nhiều thư viện nhất?"))


def test_a_turn_s_own_extreme_comes_before_the_earlier_one_s() -> None:
    query = understand("Huyện nào ít nhất?", ["Năm 2021 huyện nào của Kon Tum có nhiều thư viện nhất?"])
    assert extremes.asked_by(query) is Extreme.LEAST


@pytest.mark.parametrize(
    ("question", "measured"),
    [
        ("Huyện nào rộng nhất?", "diện tích tự nhiên"),
        ("xa nao hep nhat", "diện tích tự nhiên"),
        ("Which is the smallest district?", "diện tích tự nhiên"),
        ("Huyện nào đông dân nhất?", "dân số"),
        ("Which commune is least populous?", "dân số"),
        ("Sông nào dài nhất?", "chiều dài"),
        ("Which road is the shortest?", "chiều dài"),
        ("Huyện nào nhiều trâu nhất?", ""),
        ("Which is the largest market?", ""),
        ("Huyện nào rộng?", ""),
    ],
)
def test_what_an_extreme_is_measured_in(question: str, measured: str) -> None:
    assert extremes.measured_in(fold(question)) == measured


DAK_NONG = """CỤC THỐNG KÊ TỈNH ĐẮK NÔNG
BÁO CÁO
Số liệu cơ bản năm 2021

Diện tích và dân số theo huyện năm 2021:

Huyện | Diện tích tự nhiên (ha) | Dân số (người) | Số trường học
Cư Jút | 72.070 | 91.480 | 54
Đắk Mil | 68.160 | 99.310 | 61
Krông Nô | 81.370 | 77.520 | 48
Tuy Đức | 111.930 | 61.840 | 37
"""


@pytest.fixture(scope="module")
def statistics(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("statistics")
    (folder / "dak-nong.txt").write_text(DAK_NONG, encoding="utf-8")
    with Library(folder / "library") as library:
        assert [one.error for one in library.add([folder / "dak-nong.txt"])] == [None]
        yield Assistant(library)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Năm 2021 huyện nào của Đắk Nông rộng nhất?", ("Tuy Đức", "111.930")),
        ("Năm 2021 huyện nào của Đắk Nông đông dân nhất?", ("Đắk Mil", "99.310")),
        ("Which district of Đắk Nông was the least populous in 2021?", ("Tuy Đức", "61.840")),
    ],
)
def test_the_widest_district_has_most_of_the_area(statistics: Assistant, question: str, told: tuple[str, str]) -> None:
    answer = statistics.ask(question)
    assert all(word in answer.text for word in told)
    assert all(word in answer.citations[0].quote for word in told)


RANKED = """SỞ NỘI VỤ TỈNH KON TUM
BÁO CÁO
Kết quả công tác năm 2021

Chỉ số cải cách hành chính năm 2021:

Huyện | Xếp hạng | Điểm số
Đắk Hà | 1 | 91,5
Sa Thầy | 2 | 88,2
Ngọc Hồi | 3 | 80,4
Kon Rẫy | 4 | 79,1
"""


def test_the_first_of_a_ranking_is_not_the_one_with_the_smallest_rank(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RANKED, encoding="utf-8")
    with Library(tmp_path / "library") as library:
        assert [one.error for one in library.add([tmp_path / "a.txt"])] == [None]
        (report,) = library.reports()
        figures = library.figures(report.id)
    assert {f.column_head for f in figures} == {"Xếp hạng", "Điểm số"}
    for which, head in ((Extreme.MOST, "Đắk Hà"), (Extreme.LEAST, "Kon Rẫy")):
        assert [(f.column_head, f.row_head) for f in extremes.of_columns(figures, which)] == [("Điểm số", head)]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Năm 2021 tỉnh nào có tỷ lệ số hóa cao nhất?", AnswerKind.PERCENTAGE),
        ("Năm 2021 tỉnh nào có nhiều thư viện nhất?", AnswerKind.NUMBER),
    ],
)
def test_provinces_are_compared_by_figures_of_what_is_asked(
    assistant: Assistant, question: str, kind: AnswerKind
) -> None:
    query = extremes.over_provinces(understand(question), assistant.library.reports())
    assert query is not None
    assert [part.kind for part in query.parts] == [kind, kind]


CROPS = """SỞ NÔNG NGHIỆP TỈNH KON TUM
BÁO CÁO
Kết quả công tác năm 2021

Diện tích theo cây năm 2021:

Loại cây | Diện tích | Xếp hạng toàn quốc
cây chè búp | 140 | 12
cây sắn lát | 310 | 31
cây ngô lai | 220 | 4
Tổng số | 670 | 9
"""


def test_tables_of_things_have_a_row_with_most_too(tmp_path: Path) -> None:
    (tmp_path / "cay.txt").write_text(CROPS, encoding="utf-8")
    with Library(tmp_path / "library") as library:
        library.add([tmp_path / "cay.txt"])
        (report,) = library.reports()
        figures = library.figures(report.id)
    assert list(extremes.of_columns(figures, Extreme.MOST)) == []
    most = [(f.column_head, f.row_head) for f in extremes.of_columns(figures, Extreme.MOST, of_places=False)]
    least = [(f.column_head, f.row_head) for f in extremes.of_columns(figures, Extreme.LEAST, of_places=False)]
    assert most == [("Diện tích", "cây sắn lát")] and least == [("Diện tích", "cây chè búp")]  # no sums and no ranks


@pytest.mark.parametrize(
    ("head", "ranks"),
    [("Xếp hạng toàn quốc", True), ("Diện tích", False), ("Hạng mục", False), ("Khách hàng", False), ("", False)],
)
def test_a_column_of_ranks(head: str, ranks: bool) -> None:
    assert extremes.tells_ranks(head) is ranks
