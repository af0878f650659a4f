"""The article of a saved page: all of it, and nothing of the page around it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.metadata import describe
from rag.documents.publication import number_of
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


DATA = "<tr><th>Xã</th><th>Số hộ</th></tr><tr><td>Nậm Khe</td><td>412</td></tr><tr><td>Suối Lở</td><td>118</td></tr>"
WORDS = "<tr><td>Bản Vược</td><td>vừa</td></tr>"
VISITS = (
    "<tr><td>Đang trực tuyến</td><td>412</td></tr><tr><td>Hôm nay</td><td>118</td></tr>"
    "<tr><td>Tổng lượt truy cập</td><td>9.000</td></tr>"
)


def article_with(block: str) -> str:
    """The text of a page whose article has that block between its paragraphs."""
    page = f"<body><div class='content'><h1>Tin</h1><p>{LONG}</p>{block}<p>{LONG}</p></div></body>"
    return load_html(page.encode()).text


@pytest.mark.parametrize("name", ["thongke", "thong-ke", "table thong-ke", "counter", "widget-table", "related-table"])
@pytest.mark.parametrize("attribute", ["class", "id"])
def test_a_table_of_figures_stays_whatever_it_is_called(attribute: str, name: str) -> None:
    assert "Xã | Số hộ\nNậm Khe | 412\nSuối Lở | 118" in article_with(f"<table {attribute}='{name}'>{DATA}</table>")


def test_rows_of_one_cell_part_a_table_of_figures() -> None:
    rows = DATA.replace("</tr><tr><td>", "</tr><tr><td colspan='2'>Vùng cao</td></tr><tr><td>", 1)
    assert "412" in article_with(f"<table class='thongke'>{rows}</table>")


@pytest.mark.parametrize(
    "block",
    [
        f"<table class='thongke'>{VISITS}</table>",
        f"<table class='counter'>{VISITS}</table>",
        "<div class='thongke'><ul><li>412</li></ul></div>",
        f"<table class='thongke'>{DATA.replace('Nậm Khe', '<a href=a>Nậm Khe</a>')}</table>",  # leads elsewhere
        f"<table class='thongke'>{DATA}{WORDS}{WORDS}</table>",
        "<table class='menu'><tr><td>Số 412</td><td>12</td></tr></table>",  # one row
        pytest.param(f"<table style='display: none'>{DATA}</table>"),
    ],
)
def test_what_counts_visits_links_or_says_little_goes(block: str) -> None:
    assert "412" not in article_with(block)


DECISION = """
<div id="noidung"><p align="center"><b>QUYẾT ĐỊNH CỦA UBND TỈNH KON TUM</b></p><p>Về việc điều chỉnh mức thu phí chợ</p>
<p>Điều 1. Điều chỉnh mức thu phí chợ vì mức thu cũ không đủ bù chi phí vệ sinh môi trường và tiền điện đã tăng nhiều
trong các năm qua. Quầy có mái che nộp 21.000 đồng/m2/tháng.</p><p>Điều 2. Quyết định có hiệu lực sau 15 ngày.</p></div>
"""
ATTRIBUTES = (
    "<div class='thuoctinh'><table><tr><td>Số hiệu</td><td>57/2002/QĐ-UB</td></tr><tr><td>Nơi ban hành</td>"
    "<td>UBND tỉnh Kon Tum</td></tr><tr><td>Ngày ban hành</td><td>25/06/2002</td></tr></table></div>",
    "<div><table><tr><th>Số ký hiệu:</th><td>57/2002/QĐ-UB</td><th>Ngày ban hành:</th><td>25/06/2002</td></tr>"
    "<tr><th>Người ký:</th><td>Y Thuyên</td><th>Loại văn bản:</th><td>Quyết định</td></tr></table></div>",
    "<ul class='info'><li><b>Số/Ký hiệu:</b> 57/2002/QĐ-UB</li><li><b>Ngày ban hành:</b> 25/06/2002</li>"
    "<li><b>Trích yếu:</b> Về mức thu phí chợ</li></ul>",
)


@pytest.mark.parametrize("attributes", ATTRIBUTES)
def test_the_attributes_of_a_legal_page_stand_above_its_document(attributes: str) -> None:
    page = f"<html><head><title>57/2002/QĐ-UB - Kho văn bản</title></head><body>{attributes}{DECISION}</body></html>"
    document = load_html(page.encode())
    told = describe(document.text, hints=document.hints)
    assert "Ngày ban hành: 25/06/2002" in document.text
    assert number_of(document.text) == "57/2002/QĐ-UB"
    assert told.published == date(2002, 6, 25)
    assert "57/2002/QĐ-UB" in told.title and "phí chợ" in told.title


@pytest.mark.parametrize(
    "block",
    [
        "<ul><li>Ngày ban hành: chưa rõ</li><li>Người ký: ông A</li></ul>",  # two, and no number
        "<p>Ngày ban hành Quyết định số 5/2002/QĐ-UB là dịp để nhìn lại: người ký đã nghỉ hưu.</p>",
    ],
)
def test_other_words_of_documents_are_no_attributes(block: str) -> None:
    text = load_html(f"<html><body>{block}{DECISION}</body></html>".encode()).text
    assert text.count("Ngày ban hành") == block.count("Ngày ban hành") * ("<p>" in block and block in text)


def test_a_title_with_a_dash_is_whole() -> None:
    page = f"<html><head><title>Tuần văn hóa - thể thao Kon Tum</title></head><body>{DECISION}</body></html>"
    assert load_html(page.encode()).hints.title == "Tuần văn hóa - thể thao Kon Tum"


SHORT = [
    f"Toàn tỉnh có {n} xã đạt chuẩn, tăng so với năm trước; các huyện miền núi còn khó khăn." for n in range(31, 37)
]


@pytest.mark.parametrize(
    "article",
    [
        "<form id='aspnetForm'><div class='ms-rtestate-field'>{divs}</div></form>",
        "<form id='Form'><span class='Normal'>{brs}</span></form>",
        "<article class='post-812 post hentry tag-khai-giang category-tin'>{paragraphs}</article>",
    ],
)
def test_what_holds_the_article_is_kept_whatever_it_is(article: str) -> None:
    told = article.format(
        divs="".join(f"<div>{one}</div>" for one in SHORT),
        brs="<br><br>".join(SHORT),
        paragraphs="".join(f"<p>{one}</p>" for one in SHORT),
    )
    page = f"<html><body><div class='menu'><a>Giới thiệu</a><a>Liên hệ</a></div>{told}</body></html>"
    text = load_html(page.encode()).text
    assert all(one in text for one in SHORT) and "Liên hệ" not in text


HEADLINE = "Kon Tum công bố ba mươi xã đạt chuẩn nông thôn mới"


@pytest.mark.parametrize(
    ("page_title", "headline"),
    [
        ("Chi tiết tin", f"<h3>{HEADLINE}</h3>"),
        ("Sở Y tế tỉnh Kon Tum", f"<div class='newsTitle'>{HEADLINE}</div>"),
        ("Báo Kon Tum điện tử", f"<p class='pTitle'>{HEADLINE}</p>"),
        ("Sở Y tế > Tin tức > Chi tiết", f"<span class='SubHead'>{HEADLINE}</span>"),
        (f"{HEADLINE} - Sở Y tế", f"<h1 id='logo'><a href='#'>Sở Y tế tỉnh Kon Tum</a></h1><h3>{HEADLINE}</h3>"),
    ],
)
def test_the_headline_titles_a_page_that_only_names_its_site(page_title: str, headline: str) -> None:
    paragraphs = "".join(f"<p>{one}</p>" for one in SHORT)
    page = f"<html><head><title>{page_title}</title></head><body>{headline}<div>{paragraphs}</div></body></html>"
    assert load_html(page.encode()).hints.title == HEADLINE


@pytest.mark.parametrize(
    "line",
    [
        "<div class='today'>Thứ sáu, 10/05/2024</div><span class='datetime'>05/10/2021 13:30</span>",
        "<table><tr><td><i>05/10/2021 7:30</i></td></tr></table>",
        "<font size='1'>Ngày gửi: 5/10/2021 7:58:00 AM</font>",
        "<time datetime='2021-10-05T08:15:00+07:00' itemprop='datePublished'>Được đăng</time>",
        "<div class='createdate'>Thứ ba, 05 Tháng 10 2021 09:21</div>",
    ],
)
def test_the_day_of_the_article_not_of_the_visit(line: str) -> None:
    paragraphs = "".join(f"<p>{one}</p>" for one in SHORT)
    document = load_html(f"<html><body><h1>{HEADLINE}</h1>{line}<div>{paragraphs}</div></body></html>".encode())
    assert describe(document.text, hints=document.hints).published == date(2021, 10, 5)


@given(st.text(alphabet="so bao>»-,& ab1", max_size=400))
def test_any_title_is_told_apart_in_time(title: str) -> None:
    load_html(f"<html><head><title>{title}</title></head><body><p>{SHORT[0]}</p></body></html>".encode())


def test_a_title_that_ends_in_years_is_whole() -> None:
    page = f"<html><head><title>Tổng kết năm học 2023 - 2024</title></head><body>{DECISION}</body></html>"
    assert load_html(page.encode()).hints.title == "Tổng kết năm học 2023 - 2024"
