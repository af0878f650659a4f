"""The name below a document."""

from __future__ import annotations

import pytest

from rag.answering.signatures import is_asked, name_in
from rag.question.understanding import understand
from rag.types import Metadata, Report, Sentence, SentenceKind


def signed(foot: str) -> str | None:
    """The signer found in the last line of a document."""
    text = f"Điều 1. Nội dung.\n\n{foot}"
    start = text.rindex("\n") + 1
    report = Report("r", "r.txt", text, Metadata())
    found = name_in(report, Sentence("r", 0, start, len(text), SentenceKind.PROSE, 0))
    return text[found[0] : found[1]] if found else None


@pytest.mark.parametrize(
    ("foot", "name"),
    [
        ("CHỦ TỊCH\nNgô Đức Hường", "Ngô Đức Hường"),
        ("TM. UỶ BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Vàng Seo Chính", "Vàng Seo Chính"),
        ("Tin, ảnh của toà soạn\nLê Anh Khoa", None),
        ("K/T CHỦ TỊCH UBND TỈNH\n     Phó Chủ tịch\n     NGÔ ĐỨC HƯỜNG", "NGÔ ĐỨC HƯỜNG"),
        ("Tin, ảnh của toà soạn\nLÊ ANH KHOA", None),
        ("CHỦ TỊCH\nông Ngô Đức Hường phát biểu", None),
        ("CHỦ TỊCH\n(Đã ký)\nNgô Đức Hường", "Ngô Đức Hường"),
        ("CHỦ TỊCH\n\n(đã kí)\n\nNgô Đức Hường", "Ngô Đức Hường"),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Signed)\nVàng Seo Chính", "Vàng Seo Chính"),
        (f"CHỦ TỊCH\n{' ' * 90}\n{' ' * 90}Ngô Đức Hường", "Ngô Đức Hường"),  # spaces centre the lines
        ("Tin, ảnh của toà soạn\n(Đã ký)\nNgô Đức Hường", None),
        ("CHỦ TỊCH\nđã ký kết với ba xã\nNgô Đức Hường", None),
    ],
)
def test_a_signer_s_office_stands_in_capitals(foot: str, name: str | None) -> None:
    assert signed(foot) == name


def test_only_a_person_signs() -> None:
    assert is_asked(understand("Quyết định này do ai ký?")) and is_asked(understand("Who signed the circular?"))
    assert not is_asked(understand("Thông tư ký ngày nào?"))
