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
