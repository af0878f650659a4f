"""Made-up reports in every format that is read, written when the tests run; each carries facts that are asked for.

The legacy encodings are written by tables of their own here, so that what reads them is not what wrote them.
"""

from __future__ import annotations

import io
import subprocess
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LOW = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĂÂÊÔƠƯĐ"
_TCVN3 = bytes.fromhex(
    "b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbcccecfd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4abe5e6e7e8e9"
    "aceaebecedeeeff1f2f3f4adf5f6f7f8f9fafbfcfdfeaea1a2a3a4a5a6a7"
)
_TONES = {"\u0300": 0, "\u0301": 1, "\u0309": 2, "\u0303": 3, "\u0323": 4}
_VNI_MARKS = {"": "øùûõï", "\u0302": "àáåãä", "\u0306": "èéúüë", "\u031b": "øùûõï"}
_VNI_BASES = {"\u0302": "â", "\u0306": "ê"}
_VNI_WHOLE = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ì": "ì", "í": "í", "ỵ": "î"}


def tcvn3(text: str) -> str:
    """Text as typed in a ".VnTime" font; capitals with diacritics are typed small, as people did."""
    table = {c: chr(b) for c, b in zip(_LOW, _TCVN3, strict=True)}
    return "".join(table.get(c, table.get(c.lower(), c)) for c in text)


def vni(text: str) -> str:
    """Text as typed in a "VNI-Times" font: a vowel, then its mark."""
    return "".join(map(_vni_letter, text))


def _vni_letter(letter: str) -> str:
    low = letter.lower()
    if low in _VNI_WHOLE:
        return _VNI_WHOLE[low].upper() if letter.isupper() else _VNI_WHOLE[low]
    base, *marks = unicodedata.normalize("NFD", letter)
    if not marks:
        return letter
    shape = next((m for m in marks if m not in _TONES), "")
    tone = next((_TONES[m] for m in marks if m in _TONES), None)
    if shape == "\u031b":
        base = {"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}[base]
    mark = _VNI_BASES.get(shape, "") if tone is None else _VNI_MARKS[shape][tone]
    return base + (mark.upper() if letter.isupper() else mark)


def viscii(text: str) -> bytes:
    """Text in VISCII (RFC 1456), written by the system's iconv."""
    command = ["iconv", "-f", "UTF-8", "-t", "VISCII"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout


def windows_1258(text: str) -> bytes:
    """Text in Windows-1258: the tone after its vowel."""
    out = ""
    for letter in text:
        base, *marks = unicodedata.normalize("NFD", letter)
        whole = unicodedata.normalize("NFC", base + "".join(m for m in marks if m not in _TONES))
        out += whole + "".join(m for m in marks if m in _TONES)
    return out.encode("cp1258")


@dataclass(frozen=True)
class Story:
    """What a made-up report tells: a health department's year, in prose and in a table by district."""

    place: str
    year: int
    districts: tuple[str, str]
    stations: str
    money: str
    beds: tuple[tuple[str, str], tuple[str, str]]  # a district's beds in the year before and in the year

    @property
    def title(self) -> str:
        return f"BÁO CÁO KẾT QUẢ CÔNG TÁC Y TẾ TỈNH {self.place.upper()} NĂM {self.year}"

    @property
    def lines(self) -> tuple[str, ...]:
        return (
            f"Năm {self.year}, toàn tỉnh {self.place} có {self.stations} trạm y tế xã, phường, thị trấn.",
            f"Tổng thu sự nghiệp của ngành y tế đạt {self.money} tỷ đồng, tăng so với năm trước.",
        )

    @property
    def table_title(self) -> str:
        return "Bảng 1. Số giường bệnh chia theo huyện"

    @property
    def heads(self) -> tuple[str, str, str]:
        return "Huyện", "Số giường bệnh", "Ghi chú"

    @property
    def years(self) -> tuple[str, str]:
        return f"Năm {self.year - 1}", f"Năm {self.year}"

    @property
    def rows(self) -> list[list[str]]:
        return [[d, *b, "đạt"] for d, b in zip(self.districts, self.beds, strict=True)]

    @property
    def questions(self) -> list[tuple[str, str]]:
        """Questions with their answers: a sentence's figure, and two cells of the table."""
        (first, second), year = self.districts, self.year
        return [
            (f"Tỉnh {self.place} có bao nhiêu trạm y tế năm {year}?", self.stations),
            (f"Huyện {first} có bao nhiêu giường bệnh năm {year}?", self.beds[0][1]),
            (f"Huyện {second} có bao nhiêu giường bệnh năm {year - 1}?", self.beds[1][0]),
        ]


def _story(place: str, year: int, districts: str, seed: int) -> Story:
    first, second = districts.split(",")
    beds = ((str(80 + seed), f"1.{200 + seed}"), (str(310 + seed), str(340 + seed)))
    return Story(place, year, (first, second), str(140 + 3 * seed), f"{20 + seed},{seed % 9 + 1}", beds)


STORIES = {
    "uni.docx": _story("Cao Bằng", 2022, "Bảo Lạc,Hạ Lang", 1),
    "tcvn3.docx": _story("Lạng Sơn", 2005, "Bắc Sơn,Tràng Định", 2),
    "vni.docx": _story("Bến Tre", 2004, "Ba Tri,Giồng Trôm", 3),
    "uni.xlsx": _story("Sơn La", 2022, "Mường La,Sông Mã", 4),
    "tcvn3.xlsx": _story("Yên Bái", 2006, "Trạm Tấu,Văn Chấn", 5),
    "vni.xls": _story("Long An", 2003, "Cần Đước,Đức Huệ", 6),
    "uni.pptx": _story("Nghệ An", 2021, "Con Cuông,Quỳ Hợp", 7),
    "comma.csv": _story("Gia Lai", 2022, "Chư Păh,Ia Grai", 8),
    "tcvn3.csv": _story("Thái Bình", 2005, "Đông Hưng,Quỳnh Phụ", 9),
    "uni.rtf": _story("Phú Thọ", 2020, "Đoan Hùng,Cẩm Khê", 10),
    "tcvn3.rtf": _story("Hải Dương", 2005, "Bình Giang,Gia Lộc", 11),
    "uni.pdf": _story("Điện Biên", 2022, "Mường Ảng,Tuần Giáo", 12),
    "tcvn3.pdf": _story("Hưng Yên", 2004, "Khoái Châu,Văn Giang", 13),
    "scan.pdf": _story("Lào Cai", 2019, "Bắc Hà,Văn Bàn", 14),
    "tcvn3.txt": _story("Nam Định", 2005, "Hải Hậu,Xuân Trường", 15),
    "vni.txt": _story("Tiền Giang", 2005, "Cai Lậy,Chợ Gạo", 16),
    "viscii.txt": _story("Quảng Nam", 2002, "Nam Giang,Tiên Phước", 17),
    "cp1258.txt": _story("Đắk Lắk", 2007, "Cư Kuin,Krông Bông", 18),
    "utf16.txt": _story("Tây Ninh", 2021, "Bến Cầu,Tân Biên", 19),
    "bom.txt": _story("An Giang", 2021, "An Phú,Tri Tôn", 20),
    "tcvn3.html": _story("Hà Nam", 2005, "Bình Lục,Lý Nhân", 21),
    "vni-utf8.html": _story("Vĩnh Long", 2005, "Trà Ôn,Tam Bình", 22),
    "old.doc": _story("Bắc Giang", 2003, "Lục Ngạn,Yên Thế", 23),
    "old.ppt": _story("Thanh Hóa", 2008, "Bá Thước,Quan Hóa", 24),
}
"""Each file with what it tells; ".doc" and ".ppt" are made by LibreOffice alone."""


def write(name: str, folder: Path) -> Path:
    """Write one report of the corpus; its path."""
    path = folder / name
    story = STORIES[name]
    stem, _, suffix = name.partition(".")
    typed: Callable[[str], str] = tcvn3 if stem == "tcvn3" else vni if stem.startswith("vni") else str
    path.write_bytes(_WRITERS[suffix](story, typed, stem))
    return path


def _table_lines(story: Story) -> list[str]:
    head = ["Huyện", *(f"Số giường bệnh {year.lower()}" for year in story.years), "Ghi chú"]
    return [" | ".join(row) for row in [head, *story.rows]]


def _plain(story: Story, typed: Callable[[str], str], stem: str) -> bytes:
    text = "\n\n".join([story.title, *story.lines, story.table_title]) + "\n" + "\n".join(_table_lines(story)) + "\n"
    encode: dict[str, Callable[[str], bytes]] = {
        "viscii": viscii,
        "cp1258": windows_1258,
        "utf16": lambda t: t.encode("utf-16"),
        "bom": lambda t: t.encode("utf-8-sig"),
    }
    return encode.get(stem, lambda t: t.encode("latin-1"))(typed(text))


def _html(story: Story, typed: Callable[[str], str], stem: str) -> bytes:
    font, charset = (".VnTime", "windows-1252") if stem == "tcvn3" else ("VNI-Times", "utf-8")
    paragraphs = "".join(f"<p>{typed(line)}</p>" for line in story.lines)
    head = f"<tr><th rowspan=2>{typed(story.heads[0])}</th><th colspan=2>{typed(story.heads[1])}</th></tr>"
    years = "<tr>" + "".join(f"<th>{typed(year)}</th>" for year in story.years) + "</tr>"
    rows = "".join("<tr>" + "".join(f"<td>{typed(c)}</td>" for c in row[:3]) + "</tr>" for row in story.rows)
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>'
        f'<font face="{font}"><h1>{typed(story.title)}</h1>{paragraphs}<p>{typed(story.table_title)}</p>'
        f"<table>{head}{years}{rows}</table></font></body></html>"
    )
    return page.replace("\xad", "&shy;").encode("utf-8" if charset == "utf-8" else "cp1252")


def _docx(story: Story, typed: Callable[[str], str], stem: str) -> bytes:
    import docx

    document = docx.Document()
    font, capital = {"tcvn3": (".VnTime", ".VnTimeH"), "vni": ("VNI-Times", "VNI-Times")}.get(stem, ("Arial", "Arial"))

    def put(paragraph: Any, text: str, name: str = font) -> None:
        for part in text.partition(" "):  # several runs, as Word leaves them behind
            paragraph.add_run(typed(part)).font.name = name

    put(document.add_paragraph(style="Heading 1"), story.title.lower() if stem == "tcvn3" else story.title, capital)
    for line in story.lines:
        put(document.add_paragraph(style="List Bullet"), line)
    put(document.add_paragraph(), story.table_title)
    grid = [[story.heads[0], story.heads[1], "", story.heads[2]], ["", *story.years, ""], *story.rows]
    table = document.add_table(rows=len(grid), cols=4)
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            put(table.cell(r, c).paragraphs[0], text)
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 3).merge(table.cell(1, 3))
    put(document.add_paragraph(), "Trên đây là báo cáo của ngành y tế.")
    document.core_properties.title = "Microsoft Word - bao cao.doc"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _sheet_rows(story: Story) -> list[list[object]]:
    numbers = [
        [d, *(int(b.replace(".", "")) for b in beds)] for d, beds in zip(story.districts, story.beds, strict=True)
    ]
    return [
        [story.title],
        [story.lines[0]],
        [story.table_title],
        [story.heads[0], story.heads[1], None],
        [None, *story.years],
        ["A", "1", "2"],
        *numbers,
    ]


def _xlsx(story: Story, typed: Callable[[str], str], stem: str) -> bytes:
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Y te"
    for r, row in enumerate(_sheet_rows(story), 1):
        for c, value in enumerate(row, 1):
            cell = sheet.cell(r, c, typed(value) if isinstance(value, str) else value)
            cell.font = Font(name="Arial")  # the fonts were lost: the words must tell
            cell.number_format = "#,##0"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B4:C4")
    sheet.merge_cells("A4:A5")
    book.create_sheet("Sheet2")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls(story: Story, typed: Callable[[str], str], stem: str) -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="cp1252")
    sheet = book.add_sheet("TH")
    style = xlwt.easyxf("font: name VNI-Times", num_format_str="#,##0")
    for r, row in enumerate(_sheet_rows(story)):
        for c, value in enumerate(row):
            if value is not None and (r, c) != (3, 1):
                sheet.write(r, c, typed(value) if isinstance(value, str) else value, style)
    sheet.write_merge(3, 3, 1, 2, typed(story.heads[1]), style)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(story: Story, typed: Callable[[str], str], stem: str) -> bytes:
    mark = ";" if stem == "tcvn3" else ","
    head = ["Huyện", *(f"Số giường bệnh {year.lower()}" for year in story.years)]
    lines = [[story.title], [f'"{story.lines[0]}"'], head, *([row[0], row[1], row[2]] for row in story.rows)]
    return typed("\r\n".join(mark.join(line) for line in lines)).encode("latin-1" if stem == "tcvn3" else "utf-8")


def _pptx(story: Story, typed: Callable[[str], str], stem: str) -> bytes:
    import pptx
    from pptx.util import Inches

    show = pptx.Presentation()
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = story.title
    first.placeholders[1].text = "\n".join(story.lines)
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = story.table_title
    table = second.shapes.add_table(4, 3, Inches(1), Inches(2), Inches(8), Inches(3)).table
    grid = [[story.heads[0], story.heads[1], ""], ["", *story.years], *(row[:3] for row in story.rows)]
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def _rtf(story: Story, typed: Callable[[str], str], stem: str) -> bytes:
    def put(text: str) -> str:
        if stem == "tcvn3":
            return "".join(c if c.isascii() else rf"\'{ord(c):02x}" for c in typed(text)).replace(r"\'ad", r"\-")
        return "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in text)

    def row(cells: list[str], edges: list[int]) -> str:
        return (
            r"\trowd" + "".join(rf"\cellx{e}" for e in edges) + r"\pard\intbl "
            + "".join(put(c) + r"\cell " for c in cells) + r"\row "
        )  # fmt: skip

    font = ".VnTime" if stem == "tcvn3" else "Times New Roman"
    body = "".join(rf"\pard {put(line)}\par " for line in (story.title, *story.lines, story.table_title))
    body += row([story.heads[0], story.heads[1]], [2000, 6000]) + row(["", *story.years], [2000, 4000, 6000])
    body += "".join(row(cells[:3], [2000, 4000, 6000]) for cells in story.rows)
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 " + font + r";}}\f0 " + body + "}").encode("ascii")


def font_file() -> str:
    """A font with Vietnamese letters; `make test` installs one."""
    names = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf")
    return next(str(p) for name in names for p in Path("/usr/share/fonts").rglob(name))


def _pdf(story: Story, typed: Callable[[str], str], stem: str) -> bytes:
    if stem == "scan":
        return _scan(story)
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_title("Untitled")
    if stem == "tcvn3":
        return _old_pdf(pdf, story, typed)
    pdf.add_font("Body", fname=font_file())
    pdf.set_font("Body", size=12)
    pdf.add_page()
    pdf.set_font_size(16)
    pdf.multi_cell(0, 8, story.title, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font_size(12)
    for line in (*story.lines, "Ngành đã hoàn thành các chỉ tiêu được giao trong năm. " * 12):
        pdf.multi_cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
    pdf.add_page()
    pdf.multi_cell(0, 7, story.table_title, new_x="LMARGIN", new_y="NEXT")
    with pdf.table(first_row_as_headings=False) as table:
        head = table.row()
        head.cell(story.heads[0], rowspan=2)
        head.cell(story.heads[1], colspan=2)
        years = table.row()
        for year in story.years:
            years.cell(year)
        for cells in story.rows:
            row = table.row()
            for text in cells[:3]:
                row.cell(text)
    return bytes(pdf.output())


def _old_pdf(pdf: Any, story: Story, typed: Callable[[str], str]) -> bytes:
    """A PDF whose font does not say that its text is TCVN3; its table has no lines, and the letter ư is a hyphen."""
    pdf.core_fonts_encoding = "cp1252"
    pdf.set_font("Times", size=12)
    pdf.add_page()
    for n, line in enumerate((story.title, *story.lines)):
        pdf.text(20, 30 + 12 * n, typed(line).replace("\xad", "-"))
    pdf.add_page()
    pdf.text(20, 30, typed(story.table_title).replace("\xad", "-"))
    grid = [["Huyện", *(f"Số giường {year.lower()}" for year in story.years)], *(row[:3] for row in story.rows)]
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            pdf.text(20 + 55 * c, 40 + 8 * r, typed(text).replace("\xad", "-"))
    return bytes(pdf.output())


def _scan(story: Story) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    pages = []
    font = ImageFont.truetype(font_file(), 40)
    for lines in ((story.title, *story.lines), ("Tài liệu kèm theo báo cáo này.",)):
        page = Image.new("L", (1654, 2339), 255)
        draw = ImageDraw.Draw(page)
        height = 200
        for line in lines:
            for part in textwrap.wrap(line, 58):
                draw.text((150, height), part, font=font, fill=0)
                height += 58
            height += 60
        pages.append(page)
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=200, save_all=True, append_images=pages[1:])
    return out.getvalue()


def _by_libreoffice(target: str, make: Callable[..., bytes]) -> Callable[..., bytes]:
    def write_old(story: Story, typed: Callable[[str], str], stem: str) -> bytes:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            new = Path(folder) / f"report.{target}x"
            new.write_bytes(make(story, tcvn3 if target == "doc" else typed, "tcvn3" if target == "doc" else stem))
            profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", folder, str(new)]
            subprocess.run(command, capture_output=True, check=True, timeout=240)
            return new.with_suffix(f".{target}").read_bytes()

    return write_old


_WRITERS: dict[str, Callable[..., bytes]] = {
    "txt": _plain,
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
    "xls": _xls,
    "csv": _csv,
    "pptx": _pptx,
    "rtf": _rtf,
    "pdf": _pdf,
    "doc": _by_libreoffice("doc", _docx),
    "ppt": _by_libreoffice("ppt", _pptx),
}
