"""Pages are rendered in the process that reads strangers' files; no page costs more than it may, or shows another's."""

from __future__ import annotations

import base64
import hashlib
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

import corpus
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rag import loaders
from rag.errors import LoadError
from rag.loaders.base import Original
from rag.loaders.page_image import Box, PageImage
from rag.loaders.page_quotes import _spans, plain
from rag.messages import render
from rag.sandbox.limits import Limits
from rag.sandbox.sandbox import Sandbox
from rag.storage import records


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Limits(seconds=20)) as made:
        yield made


def show(sandbox: Sandbox, path: Path, number: int = 1, quote: str = "", share: float = 0.0) -> PageImage:
    original = Original(hashlib.sha256(path.read_bytes()).hexdigest(), ".pdf")
    return sandbox.show(path, original, "báo cáo.pdf", number, quote, share)


def refused(sandbox: Sandbox, path: Path) -> str:
    with pytest.raises(LoadError) as caught:
        show(sandbox, path)
    for language in ("vi", "en"):
        assert "báo cáo.pdf" in render(caught.value, language) and "{" not in render(caught.value, language)
    return caught.value.key


def picture(image: PageImage) -> Image.Image:
    made = Image.open(io.BytesIO(base64.b64decode(image.content)))
    assert made.size == (image.width, image.height) and made.get_format_mimetype() == image.media_type
    return made


def ink(image: PageImage, box: Box) -> float:
    """The share of a box that is written on."""
    left, top = round(box.left * image.width), round(box.top * image.height)
    size = max(1, round(box.width * image.width)), max(1, round(box.height * image.height))
    gray = picture(image).convert("L").crop((left, top, left + size[0], top + size[1]))
    return sum(gray.histogram()[:128]) / (gray.width * gray.height)


def pdf(path: Path, box: str = "0 0 595 842", content: bytes = b"", count: str = "1", more: str = "") -> Path:
    """A page written by hand."""
    packed = zlib.compress(content)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[3 0 R]/Count {count}>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R{more}>>".encode(),
        f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + part + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>startxref\n{len(out)}\n%%EOF".encode()
    path.write_bytes(out + f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode() + table + end)
    return path


def test_a_page_shows_its_quote_where_it_stands(sandbox: Sandbox, tmp_path: Path) -> None:
    path, story = corpus.write("uni.pdf", tmp_path), corpus.STORIES["uni.pdf"]
    image = show(sandbox, path, 1, story.lines[0])
    assert (image.number, image.count, image.media_type) == (1, 2, "image/png") and image.height > image.width
    (box,) = image.boxes
    assert ink(image, box) > 0.05
    assert ink(image, Box(box.left, box.top - 1.2 * box.height, 0.01, 0.2 * box.height)) == 0
    assert show(sandbox, path, 2, story.lines[0]).boxes == () == show(sandbox, path, 1).boxes


def test_the_cells_of_a_row_and_old_letters_are_found(sandbox: Sandbox, tmp_path: Path) -> None:
    for name in ("uni.pdf", "tcvn3.pdf"):
        path, story = corpus.write(name, tmp_path), corpus.STORIES[name]
        text = loaders.load(path).text
        for number, quote in ((1, story.lines[1]), (2, " | ".join(story.rows[0][:3]))):
            assert quote in text
            image = show(sandbox, path, number, quote)
            assert image.boxes and all(ink(image, box) > 0.02 for box in image.boxes)


def test_a_scan_is_shown_without_a_quote(sandbox: Sandbox, tmp_path: Path) -> None:
    image = show(sandbox, corpus.write("scan.pdf", tmp_path), 1, corpus.STORIES["scan.pdf"].lines[0])
    assert image.boxes == () and ink(image, Box(0, 0, 1, 1)) > 0.005


def test_a_page_on_its_side_has_its_boxes_there_too(sandbox: Sandbox, tmp_path: Path) -> None:
    font = "/Rotate 90/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    path = pdf(tmp_path / "a.pdf", content=b"BT /F 20 Tf 60 700 Td (exactly 249 post offices) Tj ET", more=font)
    image = show(sandbox, path, 1, "249 post offices")
    (box,) = image.boxes
    assert image.width > image.height and box.height * image.height > box.width * image.width
    assert ink(image, box) > 0.05 and ink(image, Box(0, 0, 1, box.top)) < 0.02


def test_of_several_places_the_nearest_is_taken(sandbox: Sandbox, tmp_path: Path) -> None:
    path = corpus.write("uni.pdf", tmp_path)
    sentence = "Ngành đã hoàn thành các chỉ tiêu được giao trong năm."
    tops = [show(sandbox, path, 1, sentence, share).boxes[0].top for share in (0.0, 0.6, 1.0)]
    assert tops[0] < tops[1] < tops[2]


def test_a_page_beyond_the_last_is_the_last(sandbox: Sandbox, tmp_path: Path) -> None:
    path = corpus.write("uni.pdf", tmp_path)
    assert show(sandbox, path, 99) == show(sandbox, path, 2)
    assert show(sandbox, path, -3).number == 1


@pytest.mark.parametrize(
    "box",
    ["0 0 14400000 14400000", "0 0 0.001 90000", "0 0 90000 0.001", "0 0 0 0", "-9e30 -9e30 9e30 9e30", "0 0 1e39 7"],
)
def test_no_page_is_too_large(sandbox: Sandbox, tmp_path: Path, box: str) -> None:
    try:
        image = show(sandbox, pdf(tmp_path / "a.pdf", box))
    except LoadError as error:
        assert error.key == "file_damaged"
        return
    assert image.width * image.height <= 6_100_000 and max(image.width, image.height) <= 6_001


def test_pages_that_are_not_there(sandbox: Sandbox, tmp_path: Path) -> None:
    for count in ("1000000000", "-5", "0"):
        path = pdf(tmp_path / "a.pdf", count=count)
        try:
            assert show(sandbox, path, 10**9).number >= 1
        except LoadError as error:
            assert error.key in ("file_damaged", "file_breaks_reader")


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", content=b"0 0 m 500 800 500 0 0 800 c 9 w S\n" * 2_000_000)
    with Sandbox(Limits(seconds=1)) as sandbox:
        assert refused(sandbox, path) == "file_slow"
        assert show(sandbox, corpus.write("uni.pdf", tmp_path)).count == 2


def test_what_is_broken_or_another_file_is_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    whole = corpus.write("uni.pdf", tmp_path)
    broken = tmp_path / "broken.pdf"
    for data in (b"%PDF-1.4 nothing", b"", whole.read_bytes()[:900]):
        broken.write_bytes(data)
        assert refused(sandbox, broken) == "file_damaged"
    original = Original(hashlib.sha256(whole.read_bytes()).hexdigest(), ".pdf")
    for path, key in ((broken, "original_damaged"), (tmp_path / "none.pdf", "original_missing")):
        with pytest.raises(LoadError, match=key):
            sandbox.show(path, original, "a.pdf", 1)


def test_what_a_reader_gone_wrong_says_is_not_believed(sandbox: Sandbox, tmp_path: Path) -> None:
    said = records.dump(show(sandbox, corpus.write("uni.pdf", tmp_path)))
    assert records.restore(PageImage, said).count == 2
    for was, now in (
        ('"image/png"', '"text/html"'),
        ('"content":"', '"content":"\\">'),
        ('"content":"iVBORw0KGgo', '"content":"PHNjcmlwdD4'),
        ('"number":1', '"number":7'),
        ('"width":1240', '"width":"1240 onload=x"'),
        ('"height"', '"boxes":[{"left":2.0,"top":0,"width":1,"height":1}],"height"'),
        ('"height"', '"boxes":[{"left":NaN,"top":0,"width":1,"height":1}],"height"'),
    ):
        assert was in said
        with pytest.raises((ValueError, KeyError, TypeError)):
            records.restore(PageImage, said.replace(was, now))


@given(st.text(max_size=60), st.text(max_size=40), st.text(max_size=60))
def test_what_is_on_the_page_is_found_and_nothing_outside(before: str, quote: str, after: str) -> None:
    page = plain(before + quote + after)
    for start, end in _spans(page, quote, 0.5):
        assert 0 <= start < end <= len(page) and page[start:end] in plain(quote)
    assert bool(_spans(page, quote, 0.5)) == bool(plain(quote))


def test_a_quote_over_the_edge_of_a_page_is_found_on_both() -> None:
    quote = "Toàn tỉnh hiện có 249 điểm phục vụ bưu chính, tăng 3 điểm so với năm trước."
    first, second = plain("Mở đầu. " + quote[:40]), plain(quote[40:] + " Tiếp theo.")
    assert [first[slice(*span)] for span in _spans(first, quote, 1.0)] == [plain(quote[:40])]
    assert [second[slice(*span)] for span in _spans(second, quote, 0.0)] == [plain(quote[40:])]
    assert _spans(plain("Một trang khác, chẳng có gì giống."), quote, 0.0) == []
