"""The name below a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.signatures import is_asked, is_holder_asked, name_in, office_above
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


GAP = " " * 30
RECIPIENTS = "".join(f"- Văn phòng Sở, phòng nghiệp vụ số {n};\n" for n in range(12))


def case(foot: str, name: str | None, reason: str) -> object:
    """A foot, its signer, and what makes it hard to tell."""
    return pytest.param(foot, name, id=reason)


@pytest.mark.parametrize(
    ("foot", "name"),
    [
        (f"Nơi nhận:{GAP}GIÁM ĐỐC\n- Như trên;{GAP}(Đã ký)\n- Lưu: VT.{GAP}Nông Văn Tạo", "Nông Văn Tạo"),
        (f"Nơi nhận:{GAP}GIÁM ĐỐC\n- Như trên;\n- Sở Y tế;\n- Lưu: VT.{GAP}Nông Văn Tạo", "Nông Văn Tạo"),
        (f"Nơi nhận:{GAP}Giám đốc\n- Lưu: VT.{GAP}Nông Văn Tạo.", "Nông Văn Tạo"),
        (f"Nơi nhận:{GAP}VIỆN TRƯỞNG\n- Lưu: VT.{GAP}NÔNG VĂN TẠO", "NÔNG VĂN TẠO"),
        (f"Nơi nhận:{GAP}GIÁM ĐỐC\n- Ông Lê Văn Bình;{GAP}Nông Văn Tạo", "Nông Văn Tạo"),  # not the recipient
        (f"NGƯỜI LẬP BIỂU{GAP}GIÁM ĐỐC\nLê Thị Bình{GAP}Nông Văn Tạo", "Nông Văn Tạo"),
        (f"GIÁM ĐỐC{GAP}NGƯỜI LẬP BIỂU\nLê Thị Bình{GAP}Nông Văn Tạo", None),
        (f"Nơi nhận:{GAP}GIÁM ĐỐC\n- Lưu: VT.{GAP}Nông Văn Tạo và các phó", None),
        (f"Tin, ảnh:{GAP}TOÀ SOẠN\nLê Thị Bình{GAP}Nông Văn Tạo", None),
        ("CHÁNH ÁN\nNông Văn Tạo", "Nông Văn Tạo"),
        ("Viện trưởng\nNông Văn Tạo", "Nông Văn Tạo"),
        case(f"Nơi nhận:{GAP}GIÁM ĐỐC\n- Lưu: VT.{GAP}ThS. Nông Văn Tạo", "Nông Văn Tạo", "a degree before the name"),
        case(
            f"Nơi nhận:{GAP}GIÁM ĐỐC\n{RECIPIENTS}- Lưu: VT.{GAP}Nông Văn Tạo",
            "Nông Văn Tạo",
            "many recipients stand between the office and the name",
        ),
    ],
)
def test_of_two_columns_the_right_one_is_signed(foot: str, name: str | None) -> None:
    assert signed(foot) == name


@pytest.mark.parametrize(
    ("foot", "office"),
    [
        ("CHỦ TỊCH\n(Đã ký)\nNông Văn Tạo", "CHỦ TỊCH"),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNông Văn Tạo", "PHÓ CHỦ TỊCH"),
        (f"Nơi nhận:{GAP}KT. GIÁM ĐỐC\n- Lưu;{GAP}PHÓ GIÁM ĐỐC\n- VT.{GAP}Nông Văn Tạo", "PHÓ GIÁM ĐỐC"),
        (f"Nơi nhận:{GAP}GIÁM ĐỐC\n- Như trên;{GAP}(Signed)\n- VT.{GAP}Nông Văn Tạo", "GIÁM ĐỐC"),
        pytest.param(
            f"Nơi nhận:{GAP}TM. ỦY BAN NHÂN DÂN\n{GAP}CHỦ TỊCH\n- Lưu: VT.{GAP}Nông Văn Tạo",
            "CHỦ TỊCH",
        ),
    ],
)
def test_the_line_above_tells_the_office(foot: str, office: str) -> None:
    text = f"Điều 1. Nội dung.\n\n{foot}"
    start = text.rindex("\n") + 1
    report = Report("r", "r.txt", text, Metadata())
    assert office_above(report, Sentence("r", 0, start, len(text), SentenceKind.PROSE, 0)) == office


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Giám đốc Sở Nội vụ là ai?", True),
        ("giam doc so noi vu la ai", True),
        ("Chủ tịch xã tên gì?", True),
        ("Who is the director of the department?", True),
        ("And who heads it?", True),
        ("Quyết định do giám đốc nào ký, giám đốc là ai?", False),  # who signed
        ("Ai phát biểu tại hội nghị?", False),
        ("Giám đốc nhận mấy bằng khen?", False),
        pytest.param("Ai là chủ tịch huyện?", True),
        pytest.param("Chủ tịch huyện là bà nào?", True),
        pytest.param("Ai làm giám đốc bến xe?", True),
        pytest.param("Who was killed in the flood?", False),
    ],
)
def test_who_holds_a_post_is_asked(question: str, asked: bool) -> None:
    assert is_holder_asked(understand(question)) is asked


_LINES = st.lists(
    st.sampled_from(
        ["GIÁM ĐỐC", GAP, "Nông Văn Tạo", "\n", "(Đã ký)", "Nơi nhận:", "KT.", "\t\t\t", "\xa0", " ", "ThS.", "|", "."]
    ),
    max_size=14,
).map("".join)


@given(_LINES | st.text(), st.booleans())
def test_a_signer_stands_within_the_line(foot: str, annexed: bool) -> None:
    text = f"Điều 1.\n{foot}"
    start = text.rindex("\n") + 1
    report = Report("r", "r.txt", text + "\nPhụ lục" * 200 * annexed, Metadata())
    found = name_in(report, Sentence("r", 0, start, len(text), SentenceKind.PROSE, 0))
    if found is not None:
        assert start <= found[0] < found[1] <= len(text)
        assert not text[found[0] : found[1]][0].isspace()


@pytest.mark.parametrize(("office", "name"), [("THỦ TƯỚNG", "Ngô Đức Hường"), ("Phòng Hành chính", None)])
def test_a_name_behind_the_last_recipient_is_signed_with_the_office_in_its_column(
    office: str, name: str | None
) -> None:
    foot = (
        f"Nơi nhận:                              TM. CHÍNH PHỦ\n- Các Bộ;                                {office}\n"
        "- Công báo;                            (Đã ký)\n- Lưu: NN (5b), VT.                    Ngô Đức Hường"
    )
    text = f"Điều 1. Nội dung.\n\n{foot}"
    start = text.rindex("Ngô")  # the full stop of "VT." ends a sentence
    report = Report("r", "r.txt", text, Metadata())
    found = name_in(report, Sentence("r", 0, start, len(text), SentenceKind.PROSE, 0))
    assert (text[found[0] : found[1]] if found else None) == name
