"""What cannot be read is said in one line that tells what to do, in both languages."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag import loaders
from rag.cli import main
from rag.errors import LoadError
from rag.loaders import ocr, office
from rag.messages import MESSAGES, render
from rag.sandbox.sandbox import shared
from rag.storage.library import Library
from rag.text import clean
from tests.corpus import STORIES, _scan, font_file, write

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(path: Path) -> LoadError:
    with pytest.raises(LoadError) as caught:
        loaders.load(path)
    error = caught.value
    assert error.details["path"] == str(path) and error.key in MESSAGES
    for language in ("vi", "en"):
        said = render(error, language)
        assert "\n" not in said and "{" not in said
    return error


def locked_pdf() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_encryption(owner_password="a", user_password="b")
    pdf.add_page()
    pdf.set_font("Times")
    pdf.cell(text="Secret")
    return bytes(pdf.output())


def archive(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, "<a/>")
    return out.getvalue()


@pytest.mark.parametrize(("name", "content", "key"), [
    ("a.pdf", locked_pdf, "file_protected"),
    ("a.pdf", lambda: b"%PDF-1.7\nbroken", "file_damaged"),
    ("a.docx", lambda: OLE + b"\0" * 600 + "EncryptedPackage\0".encode("utf-16-le"), "file_protected"),
    ("a.docx", lambda: b"PK\x03\x04 cut", "file_damaged"),
    ("a.docx", lambda: archive("word/document.xml"), "file_damaged"),
    ("a.xlsx", lambda: archive("xl/workbook.xml"), "file_damaged"),
    ("a.pptx", lambda: archive("ppt/presentation.xml"), "file_damaged"),
    ("a.docx", lambda: archive("song.mp3"), "file_type_unknown"),
    ("a.xls", lambda: OLE + b"\0" * 600 + "Workbook\0".encode("utf-16-le"), "file_damaged"),
    ("a.rtf", lambda: b"no rtf", "file_damaged"),
    ("a.csv", lambda: b"\x89PNG\r\n\x1a\n", "file_binary"),
    ("a.rtf", lambda: b"{\\rtf1 }", "file_empty"),
])  # fmt: skip
def test_refused(tmp_path: Path, name: str, content: object, key: str) -> None:
    path = tmp_path / name
    path.write_bytes(content())  # type: ignore[operator]
    assert refused(path).key == key


def test_a_missing_program_is_named_with_its_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr._program.cache_clear()
    try:
        for name, stream in (("a.doc", "WordDocument"), ("a.ppt", "PowerPoint Document")):
            path = tmp_path / name
            path.write_bytes(OLE + b"\0" * 600 + f"{stream}\0".encode("utf-16-le"))
            error = refused(path)
            assert error.key == "program_missing" and "apt-get install" in render(error, "en")
        scan = tmp_path / "scan.pdf"
        scan.write_bytes(_scan(STORIES["scan.pdf"]))
        error = refused(scan)
        assert error.key == "scan_unreadable" and "tesseract-ocr-vie" in render(error, "vi")
    finally:
        ocr._program.cache_clear()


def test_scanned_pages_among_others_are_named_where_tesseract_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seeds_library: Library
) -> None:
    path = tmp_path / "mixed.pdf"
    path.write_bytes(_mixed_pdf())
    monkeypatch.setenv("PATH", str(tmp_path))
    shared().close()  # a new reader, which looks for programs anew
    try:
        with Library(tmp_path / "library", seeds_library.encoder) as library:
            (added,) = library.add([path])
        assert added.status == "added" and added.notice is not None and added.notice.details["pages"] == "2"
        assert main(["add", str(path), "--library", str(tmp_path / "library")]) == 0
        said = capsys.readouterr()
        assert said.out.startswith("unchanged") and "mixed.pdf" in said.err and "tesseract-ocr-vie" in said.err
    finally:
        shared().close()


def _mixed_pdf() -> bytes:
    from fpdf import FPDF
    from PIL import Image

    pdf = FPDF()
    pdf.add_font("Body", fname=font_file())
    pdf.set_font("Body", size=12)
    pdf.add_page()
    pdf.multi_cell(0, 7, "Năm 2022, tỉnh Hà Giang có 193 xã, phường và thị trấn.")
    pdf.add_page()
    pdf.image(Image.new("L", (400, 300), 200), x=20, y=20, w=150)
    return bytes(pdf.output())


@pytest.mark.skipif(not office.program(), reason="LibreOffice is not installed")
def test_libreoffice_cannot_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(OLE + b"\0" * 600 + "WordDocument\0".encode("utf-16-le"))
    assert refused(path).key == "program_failed"


@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=300), suffix=st.sampled_from([".rtf", ".csv", ".xls", ".docx", ".pdf"]))
def test_any_bytes(data: bytes, suffix: str) -> None:
    head = {".rtf": b"{\\rtf1 ", ".pdf": b"%PDF-1.4\n", ".docx": b"PK\x03\x04"}.get(suffix, b"")
    _loads_or_refuses(head + data, suffix)


@settings(deadline=None, max_examples=40)
@given(cut=st.floats(0, 1), flip=st.integers(0, 10**6), name=st.sampled_from(["uni.rtf", "vni.xls", "uni.xlsx"]))
def test_damaged_files(cut: float, flip: int, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = bytearray(_made(name, tmp_path_factory))
    data[flip % len(data)] ^= 0x55
    _loads_or_refuses(bytes(data[: max(1, int(len(data) * cut))]), Path(name).suffix)


_MADE: dict[str, bytes] = {}


def _made(name: str, factory: pytest.TempPathFactory) -> bytes:
    if name not in _MADE:
        _MADE[name] = write(name, factory.mktemp("made")).read_bytes()
    return _MADE[name]


def _loads_or_refuses(data: bytes, suffix: str) -> None:
    try:
        document = loaders.read(data, Path(f"a{suffix}"))
    except LoadError:
        return
    assert document.text == clean(document.text)
