"""The article of a saved page: all of it, and nothing of the page around it."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import LoadError
from rag.loaders.html import load_html

LONG = "Năm 2022, ngành đã hoàn thành các chỉ tiêu được giao, trong đó có nhiều chỉ tiêu vượt kế hoạch đề ra. " * 3
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Tổng kết năm 2022 | Cổng thông tin Sở</title>
<meta property="article:published_time" content="2023-01-05T08:00:00+07:00">
<meta property="og:url" content="https://so.example.vn/tin/1">
<style>p {{color: red}}</style><script>var a = "bỏ";</script></head><body>
<header><div class="banner">Cổng thông tin Sở</div></header>
<nav><ul><li><a href="#">Trang chủ</a></li><li><a href="#">Giới thiệu</a></li></ul></nav>
<div class="wrap"><div class="content-detail"><h1>Tổng kết năm 2022</h1><div class="date">05/01/2023 08:00</div>
<p>{LONG}</p><p>Kết quả<br>cụ thể:</p><ul><li>Mục <b>một</b>;</li><li><p>Mục hai.</p></li></ul>
<table><caption>Bảng 1</caption><tr><th rowspan="2">Huyện</th><th colspan="2">Số vụ</th></tr>
<tr><th>2021</th><th>2022</th></tr>
<tr><td>A</td><td>3</td><td></td></tr></table>
<figure><img src="a.jpg">
<figcaption>Lãnh đạo Sở trao quà.</figcaption></figure><p>{LONG}</p></div>
<div class="box"><h3>Tin liên quan</h3>
<ul><li><a href="#">Tin một rất dài</a></li><li><a href="#">Tin hai</a></li>
<li><a href="#">Tin ba</a></li></ul></div></div>
<footer><p>Bản quyền thuộc Sở</p></footer></body></html>"""


def test_article() -> None:
    document = load_html(PAGE.encode())
    for kept in (
        "Tổng kết năm 2022\n",
        "05/01/2023 08:00",
        "Kết quả\ncụ thể:",
        "- Mục một;",
        "- Mục hai.",
        "Ảnh: Lãnh đạo Sở trao quà.",
    ):
        assert kept in document.text
    for dropped in ("Trang chủ", "Cổng thông tin", "Tin một", "Tin liên quan", "Bản quyền", "bỏ", "color"):
        assert dropped not in document.text
    assert document.text.count("vượt kế hoạch") == 6
    assert document.hints.title == "Tổng kết năm 2022"
    assert document.hints.published == date(2023, 1, 5)
    assert document.hints.url == "https://so.example.vn/tin/1"


def test_spanning_cells_stand_over_their_columns() -> None:
    assert "Bảng 1\nHuyện | Số vụ - 2021 | Số vụ - 2022\n| A | 3 | |" in load_html(PAGE.encode()).text


def test_a_portal_laid_out_in_tables() -> None:
    page = f"""<body><form id="aspnetForm"><table><tr><td class="leftmenu">
    <a>Giới thiệu</a><br><a>Văn bản</a><br><a>Liên hệ</a></td>
    <td><table><tr><td><span class="title">Sơ kết 6 tháng</span></td></tr><tr>
    <td class="ngaydang">12/07/2023</td></tr>
    <tr><td><div>{LONG}</div><div>{LONG}</div></td></tr></table></td></tr></table></form></body>"""
    text = load_html(page.encode()).text
    assert "Sơ kết 6 tháng" in text and "12/07/2023" in text
    assert text.count("vượt kế hoạch") == 6
    assert "Văn bản" not in text


def test_title_and_date_above_the_article_are_fetched() -> None:
    head = "<h1>Tiêu đề của tin</h1><span class='date'>Ngày đăng: 12-7-2023</span>"
    page = f"<body><div class='head'>{head}</div><article><p>{LONG}</p></article></body>"
    assert load_html(page.encode()).text.startswith("Tiêu đề của tin\n\nNgày đăng: 12-7-2023\n\nNăm 2022")


def test_declared_charset() -> None:
    head = "<head><meta http-equiv='Content-Type' content='text/html; charset=windows-1258'></head>"
    page = f"<html>{head}<body><p>Hà Giang năm 2022 có 11 thôn</p></body></html>"
    assert "Hà Giang" in load_html(page.encode("cp1258")).text


@settings(deadline=None)
@given(st.text(alphabet="<>/ptdrablei =\"'&;#x1ăđ\n", max_size=150))
def test_any_markup(markup: str) -> None:
    try:
        document = load_html(f"<body>{markup}</body>".encode())
    except LoadError:
        return
    assert "\n\n\n" not in document.text
