"""Markup as lines of text."""

from __future__ import annotations

import pytest
from lxml import html

from rag.loaders.markup import flat, render


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<td>Nguyễn<br/>Thị Lan</td>", "Nguyễn Thị Lan"),
        ("<td>Họ và<br><br>tên </td>", "Họ và tên"),
        ("<td><p>Một</p><p>hai</p></td>", "Một hai"),
        ("<td>Một<div>hai</div>ba</td>", "Một hai ba"),
        ("<td>H<sub>2</sub>O, <b>t</b>ấn</td>", "H2O, tấn"),  # what breaks no line parts no word
        ("<td>a<!-- bỏ -->b</td>", "ab"),
        ("<td></td>", ""),
    ],
)
def test_what_breaks_a_line_parts_words(markup: str, line: str) -> None:
    assert flat(html.fragment_fromstring(markup)) == line


def test_nothing_has_no_text() -> None:
    assert flat(None) == ""


NESTED = """<div><table><tr><th>Xã</th><th>Họ và<br>tên</th><th>Số nhà</th></tr>
<tr><td>Cam Chính</td><td><table><tr><td>Lý Văn Tài</td></tr><tr><td>Đỗ Thị Sen</td></tr></table></td><td>14</td></tr>
<tr><td>Gio Mỹ</td><td>Vũ Văn Phú</td><td>9</td></tr></table></div>"""


def rendered(markup: str) -> list[str]:
    return render(html.fromstring(markup)).split("\n")


def test_a_list_in_a_cell_keeps_the_table() -> None:
    assert rendered(NESTED) == [
        "Xã | Họ và tên | Số nhà",
        "Cam Chính | Lý Văn Tài Đỗ Thị Sen | 14",
        "Gio Mỹ | Vũ Văn Phú | 9",
    ]


@pytest.mark.parametrize(
    ("listed", "instead"),
    [
        ("<td>Lý Văn Tài</td>", "<td>Lý Văn Tài</td><td>4</td>"),  # columns of its own
        ("Lý Văn Tài", "Lý Văn Tài " * 30),  # no short lines
    ],
)
def test_a_table_in_a_cell_makes_the_outer_one_a_layout(listed: str, instead: str) -> None:
    lines = rendered(NESTED.replace(listed, instead))
    assert not any("Cam Chính |" in line for line in lines)
    assert {"Cam Chính", "Gio Mỹ", "14", "9"} <= set(lines)
