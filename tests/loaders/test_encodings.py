"""Old encodings told and repaired, by words and by fonts; what is Unicode, or another language, is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.loaders.encodings import capitals, encoding_of, to_unicode
from rag.loaders.repair import Repair, Run, font_encoding, is_capital_font, repaired_lines
from rag.loaders.syllables import is_syllable
from tests.corpus import tcvn3, viscii, vni

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
SENTENCE = "Ủy ban nhân dân tỉnh đã chỉ đạo hoàn thành các chỉ tiêu được giao."


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem[:3])
def test_reports_survive_their_encoding(path: Path) -> None:
    text = path.read_text("utf-8")
    assert encoding_of(text) == ""
    assert encoding_of(tcvn3(text)) == "tcvn3" and to_unicode(tcvn3(text), "tcvn3").lower() == text.lower()
    assert encoding_of(vni(text)) == "vni" and to_unicode(vni(text), "vni") == text


def test_viscii() -> None:
    typed = viscii(SENTENCE).decode("latin-1")
    assert encoding_of(typed) == "viscii" and to_unicode(typed, "viscii") == SENTENCE


@pytest.mark.parametrize("text", [
    "el niño comió la piñata mañana por la mañana, así también acción según política económica",
    "Übergrößen für Straße, Mädchen müssen schön träumen über Häuser",
    "Le café été où à côté du théâtre français, élève très âgé",
    "Tổng số © 2020 «Báo cáo» 25°C ± 3 m² · ½ ¾", "plain words 12 345", "",
])  # fmt: skip
def test_other_text_is_left_alone(text: str) -> None:
    assert repaired_lines(text) == text


def test_a_line_with_english_and_a_sheet_of_numbers() -> None:
    line = tcvn3("Chương trình Global Environment Facility Small Grants Programme tài trợ 1.250.000 USD cho tỉnh")
    assert repaired_lines(line).endswith("tài trợ 1.250.000 USD cho tỉnh")
    cells = [Run(tcvn3(c)) for c in ("Huyện", "Diện tích", "Sản lượng", *map(str, range(400)))]
    repair = Repair(run for cell in cells for run in (cell, Run("\n")))
    assert [repair.text((cell,)) for cell in cells[:3]] == ["Huyện", "Diện tích", "Sản lượng"]


def test_fonts_tell_what_words_do_not() -> None:
    fonts = (".VnTime", "ABCDEF+.VnArialH", "VNI-Times", "VPS Times", "Arial", "VNSTCVN3")
    assert [font_encoding(font) for font in fonts] == [
        "tcvn3", "tcvn3", "vni", "vps", "", "tcvn3"]  # fmt: skip
    assert is_capital_font(".VnTimeH") and is_capital_font("ABCDEF+.VnTimeH,Bold") and not is_capital_font(".VnTime")
    runs = (Run(tcvn3("báo cáo "), ".VnTimeH"), Run("Unicode: được", "Arial"), Run(vni(" tỉnh"), "VNI-Times"))
    assert Repair(runs).text(runs) == "BÁO CÁO Unicode: được tỉnh"


def test_an_old_font_on_new_text_and_a_letter_apart_from_its_mark() -> None:
    assert Repair([]).text((Run("Báo cáo của Sở", ".VnTime"),)) == "Báo cáo của Sở"
    assert Repair([]).text((Run("baù", "VNI-Times"), Run("o caùo", "VNI-Times"))) == "báo cáo"


def test_capitals_of_tcvn3() -> None:
    assert to_unicode("CéNG HOµ X· HéI", "tcvn3") == "CỘNG HOÀ XÃ HỘI"
    assert capitals("Đà Nẵng, Hà Nội") == "Đà Nẵng, Hà Nội"
    assert to_unicode("Thñ t-íng, n-íc, Th«ng t-", "tcvn3") == "Thủ tướng, nước, Thông tư"


def test_syllables() -> None:
    words = "nghiêng quyết Giữa khuỷu thuở ƯƠNG đặc yêu oanh quốc giếng".split()
    assert all(map(is_syllable, words))
    assert not any(map(is_syllable, ["bàc", "tưíng", "strong", "nãt", "é\u0301", "ño", "été"]))


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert isinstance(repaired_lines(text), str)
