"""Several figures in one answer: each says its own period unless all are of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.answering.assistant import Assistant
from rag.storage.library import Library

REPORTS = {
    "kon-tum.txt": ("Kon Tum", 2021, 86),
    "gia-lai.txt": ("Gia Lai", 2021, 112),
    "phu-yen.txt": ("Phú Yên", 2020, 97),
}
REPORT = """SỞ VĂN HÓA TỈNH {upper}
BÁO CÁO
Kết quả công tác năm {year}

Năm {year} toàn tỉnh {place} có {count} thư viện công cộng.
Đoàn thể thao của tỉnh giành 17 huy chương vàng, 21 huy chương bạc và 30 huy chương đồng.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("several")
    for name, (place, year, count) in REPORTS.items():
        text = REPORT.format(upper=place.upper(), place=place, year=year, count=count)
        (folder / name).write_text(text, encoding="utf-8")
    with Library(folder / "library") as library:
        assert [one.error for one in library.add(sorted(folder.glob("*.txt")))] == [None] * 3
        yield Assistant(library)


def test_figures_of_one_period_share_it(assistant: Assistant) -> None:
    answer = assistant.ask("So sánh số thư viện công cộng của Kon Tum và Gia Lai năm 2021")
    assert answer.text.startswith("Kon Tum: 86") and "; Gia Lai: 112" in answer.text
    assert answer.scope == "năm 2021"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("So sánh số thư viện công cộng của Kon Tum và Phú Yên", ("Kon Tum, năm 2021: 86", "Phú Yên, năm 2020: 97")),
        ("Compare the public libraries of Kon Tum and Phú Yên", ("Kon Tum, 2021: 86", "Phú Yên, 2020: 97")),
    ],
)
def test_figures_of_different_periods_each_say_theirs(
    assistant: Assistant, question: str, told: tuple[str, str]
) -> None:
    answer = assistant.ask(question)
    for said, statement in zip(told, answer.statements, strict=False):
        assert said in answer.text and statement.text.startswith(said)
    assert answer.scope == ""


def test_periods_of_one_place_have_it_as_their_scope(assistant: Assistant) -> None:
    answer = assistant.ask("So sánh số thư viện công cộng của Kon Tum năm 2021 và năm 2020")
    assert answer.text.startswith("năm 2021: 86")
    assert answer.scope == "Kon Tum"


def test_the_difference_of_two_groups_is_computed_from_both(assistant: Assistant) -> None:
    answer = assistant.ask("Năm 2021 số huy chương vàng của Kon Tum kém số huy chương đồng bao nhiêu chiếc?")
    assert "17 huy chương vàng" in answer.text and "30 huy chương đồng" in answer.text
    assert "số huy chương đồng cao hơn, chênh 13" in answer.text
    assert "Kon Tum" in answer.scope and "2021" in answer.scope
    assert len(answer.citations) == 2


GROWN = """SỞ VĂN HÓA TỈNH ĐẮK NÔNG
BÁO CÁO
Kết quả công tác năm 2021

Năm 2021 toàn tỉnh Đắk Nông có 64 thư viện công cộng, giảm 5 thư viện so với năm 2020.
Năm 2021 toàn tỉnh Đắk Nông có 23 nhà hát.
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("grown")
    (folder / "dak-nong.txt").write_text(GROWN, encoding="utf-8")
    (folder / "kon-tum.txt").write_text(
        REPORT.format(upper="KON TUM", place="Kon Tum", year=2021, count=86), encoding="utf-8"
    )
    with Library(folder / "library") as library:
        assert [one.error for one in library.add(sorted(folder.glob("*.txt")))] == [None] * 2
        yield Assistant(library)


@pytest.mark.parametrize(
    ("question", "missing", "known"),
    [
        ("Năm 2021 Kon Tum hay Phú Yên có nhiều thư viện công cộng hơn?", "Phú Yên", "86"),
        ("Năm 2021 số thư viện công cộng của Phú Yên hơn Kon Tum bao nhiêu?", "Phú Yên", "86"),
        ("Which had more public libraries in 2021, Kon Tum or Phú Yên?", "Phú Yên", "86"),
    ],
)
def test_which_is_more_is_not_told_where_a_figure_is_missing(
    grown: Assistant, question: str, missing: str, known: str
) -> None:
    answer = grown.ask(question)
    assert answer.abstained and missing in answer.text and "Kon Tum" not in answer.text
    assert any(known in statement.text for statement in answer.nearest)
    assert known not in answer.text


def test_each_of_several_is_told_where_one_is_missing(grown: Assistant) -> None:
    answer = grown.ask("Năm 2021 Kon Tum và Phú Yên mỗi tỉnh có bao nhiêu thư viện công cộng?")
    assert not answer.abstained
    assert "Kon Tum" in answer.text and "86" in answer.text


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Số thư viện công cộng của Đắk Nông năm 2021 có nhiều hơn năm 2020 không?", "Không"),
        ("Số thư viện công cộng của Đắk Nông năm 2021 có ít hơn năm 2020 không?", "Có"),
        ("Did Đắk Nông have fewer public libraries in 2021 than in 2020?", "Yes"),
        ("Did Đắk Nông have more public libraries in 2021 than in 2020?", "No"),
    ],
)
def test_a_year_is_weighed_against_the_one_before_by_the_change_told(
    grown: Assistant, question: str, begins: str
) -> None:
    answer = grown.ask(question)
    assert not answer.abstained
    assert answer.text.startswith(f"{begins}: ") and "giảm" in answer.text and "5 thư viện" in answer.text


def test_a_year_without_a_change_is_not_weighed(grown: Assistant) -> None:
    answer = grown.ask("Năm 2021 Đắk Nông có nhiều nhà hát hơn năm 2020 không?")
    assert answer.abstained or not answer.text.startswith(("Có", "Không"))


FINES = (
    "BỘ TÀI CHÍNH\nSố: 1/{year}/QĐ-BTC\n\nHà Nội, ngày 3 tháng 4 năm {year}\n\nQUYẾT ĐỊNH\n"
    "Về việc phạt trốn lao động công ích\n\nBỘ TRƯỞNG BỘ TÀI CHÍNH\n\n"
    "Điều 1. Người trốn lao động công ích bị phạt tiền từ {low} đồng đến {high} đồng.\n\n"
    "Điều 2. Quyết định này có hiệu lực từ ngày ký.\n"
)


@pytest.mark.parametrize(
    ("which", "told"), [("cao nhất", "70.000"), ("tối đa", "70.000"), ("thấp nhất", "10.000"), ("", None)]
)
def test_of_ranges_the_end_that_is_asked_for_is_compared(tmp_path: Path, which: str, told: str | None) -> None:
    for year, low, high in ((1999, "50.000", "180.000"), (2003, "60.000", "250.000")):
        page = FINES.format(year=year, low=low, high=high)
        (tmp_path / f"{year}.txt").write_text(page, encoding="utf-8")
    with Library(tmp_path / "library") as library:
        library.add([tmp_path / "1999.txt", tmp_path / "2003.txt"])
        people = "người trốn lao động công ích"
        question = f"Mức phạt {which} đối với {people} theo quyết định năm 2003 cao hơn quyết định năm 1999 bao nhiêu?"
        answer = Assistant(library).ask(question)
    assert not answer.abstained
    assert ("chênh" in answer.text) is (told is not None)
    assert told is None or f"chênh {told}" in answer.text
