"""Files become reports, or say in one error why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag import loaders
from rag.errors import LoadError
from rag.sandbox.limits import Limits
from rag.text import clean

VIETNAMESE = "Năm 2022, tỉnh có 249 điểm phục vụ bưu chính; doanh thu đạt 37,367 tỷ đồng.\n"


def key(path: Path) -> str:
    with pytest.raises(LoadError) as caught:
        loaders.load(path)
    assert str(path) in str(caught.value.details["path"])
    return caught.value.key


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((VIETNAMESE * 5).encode(encoding))
    assert loaders.load(path).text == VIETNAMESE * 5


def test_windows_1258(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    decomposed = "".join(
        {"ấ": "â\u0301", "ộ": "ô\u0323", "ế": "ê\u0301"}.get(c, c)
        for c in "Cấp độ kết quả: Hà Nội".replace("ả", "a\u0309")
    )
    path.write_bytes(decomposed.replace("ộ", "ô\u0323").encode("cp1258"))
    assert loaders.load(path).text.startswith("Cấp độ kết quả: Hà N")


def test_text_is_composed_and_furniture_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Sign In\r\nBa\u0306\u0301c Ka\u0323n\u200b có 8 huyện\r\n", "utf-8", newline="")
    assert loaders.load(path).text == "Sign In\nBắc Kạn có 8 huyện\n"


@pytest.mark.parametrize(("name", "content", "expected"), [
    ("a.txt", b"", "file_empty"), ("a.txt", b" \n\t\r\n", "file_empty"), ("a.txt", b"\xef\xbb\xbf\n", "file_empty"),
    ("a.txt", b"--- ... |||", "file_empty"), ("a.html", b"<html><body></body></html>", "file_empty"),
    ("a.txt", bytes(range(256)) * 20, "file_binary"), ("a.txt", b"%PDF-1.7\n", "file_binary"),
    ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "file_binary"), ("a.html", b"\x00\x01\x02" * 99, "file_binary"),
    ("a.exe", b"MZ", "file_type_unknown"), ("noname", b"text", "file_type_unknown"),
])  # fmt: skip
def test_refused(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert key(path) == expected


def test_missing_folder_large_and_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert key(tmp_path / "none.txt") == "file_missing"
    assert key(tmp_path) == "file_no_file"
    path = tmp_path / "a.txt"
    path.write_text(VIETNAMESE, "utf-8")
    monkeypatch.setattr(loaders, "LIMITS", Limits(megabytes=0))
    assert key(path) == "file_too_large"
    monkeypatch.undo()
    if os.geteuid():
        path.chmod(0)
        assert key(path) == "file_unreadable"


def test_find(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.html", "sub/README.md", ".hidden/c.txt", "d.pdf", "e.exe"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert [source for _, source in loaders.find(tmp_path)] == ["b.txt", "d.pdf", "sub/a.html"]
    assert loaders.find(tmp_path / "b.txt") == [(tmp_path / "b.txt", "b.txt")]
    (tmp_path / "empty").mkdir()
    with pytest.raises(LoadError, match="directory_empty"):
        loaders.find(tmp_path / "empty")


@settings(deadline=None)
@given(data=st.binary(max_size=300), suffix=st.sampled_from([".txt", ".html"]))
def test_any_bytes(data: bytes, suffix: str) -> None:
    try:
        document = loaders.read(data, Path(f"a{suffix}"))
    except LoadError:
        return
    assert any(c.isalnum() for c in document.text)
    assert document.text == clean(document.text)


def test_links_that_lead_out_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x", "utf-8")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.txt").write_text("x", "utf-8")
    (inside / "again.txt").symlink_to(inside / "a.txt")
    (inside / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "folder").symlink_to(tmp_path)
    (inside / "loop").symlink_to(inside)
    assert [source for _, source in loaders.find(inside)] == ["a.txt", "again.txt"]
