"""What reports are called: names that people can read, whatever a file system holds."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rag.storage.sources import plain_name, wanted_files


@given(st.text())
def test_a_name_is_one_readable_line(name: str) -> None:
    plain = plain_name(name)
    assert plain and "\n" not in plain and "\t" not in plain and "\u202e" not in plain
    assert plain.encode("utf-8") and plain_name(plain) == plain


def test_names_that_deceive_or_are_no_text(tmp_path: Path) -> None:
    names = [b"b\xff.txt", "x\u202etxt.exe.txt".encode(), b"two\nlines.txt"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x", "utf-8")
    wanted, failed = wanted_files([tmp_path])
    assert not failed
    assert sorted(source for _, source in wanted) == ["b?.txt", "two lines.txt", "xtxt.exe.txt"]
