"""axe-core finds nothing serious on any view, and none is wider than its window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from accessible import violations
from browsing import Open, ask
from playwright.sync_api import Browser, Page, expect

from rag.web.desk import Desk

SEEDS = Path(__file__).parent.parent / "seeds"
# Width in pixels and colours. No colour depends on the width or the language, no room for words on the colours: each
# is looked at with one of the others, so that the whole takes a minute or so.
LOOKS = {"vi": ((1280, "light"), (360, "dark")), "en": ((360, "light"),)}
TABS = {"vi": ("Nguồn", "Báo cáo", "Số liệu", "Lịch sử"), "en": ("Source", "Reports", "Figures", "History")}
QUESTIONS = {  # an open one, a comparison, one that is not answered
    "vi": (
        "Bắc Kạn đã làm được gì năm 2022?",
        "So sánh số điểm phục vụ bưu chính của Bắc Kạn và Đắk Lắk",
        "Bắc Ninh có bao nhiêu điểm phục vụ bưu chính năm 2022?",
    ),
    "en": (
        "Tell me about telecommunications in Bắc Kạn in 2022",
        "Compare the postal points of Bắc Kạn and Đắk Lắk",
        "How many postal points did Bắc Ninh have in 2022?",
    ),
}


@dataclass
class Eye:
    """Looks at one view after the other, in its language's widths and colours, and keeps what is wrong."""

    page: Page
    language: str
    wrong: list[str] = field(default_factory=list)

    def look(self, view: str) -> None:
        """Check what is on the page now."""
        for width, colours in LOOKS[self.language]:
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.evaluate("(dark) => document.body.classList.toggle('dark', dark)", colours == "dark")
            # At the foot the question box lies in its own place: on a phone it otherwise floats over what scrolls by.
            self.page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
            name = f"{view}, {self.language}, {width} px, {colours}"
            self.wrong += [f"{name}: {one}" for one in violations(self.page)]
            if self.page.evaluate("document.documentElement.scrollWidth") > width:
                self.wrong.append(f"{name}: wider than its window")
        self.page.set_viewport_size({"width": 1280, "height": 800})


def test_the_check_finds_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<html lang=en><title>x</title><main><h1>x</h1><input><p style='color: #ccc; background: #fff'>faint</p>"
        "<ul><li>one</li></ul><a href='#x' id=x>there</a><table><tr><th scope=col>a</th></tr></table></main>"
    )
    assert {one.split(":")[0] for one in violations(page)} == {"label", "color-contrast"}
    page.context.close()


@pytest.fixture
def seeds_alone(site_desk: Desk) -> Iterator[None]:
    """The library as it was before, whether or not a file came to its end."""
    before = {report.id for report in site_desk.reports()}
    yield
    site_desk.indexing.cancel()
    site_desk._writer.submit(lambda library: None).result()  # after what was under way
    site_desk.write(lambda library: library.remove([one.id for one in library.reports() if one.id not in before]))
    site_desk.indexing.clear()


@pytest.mark.usefixtures("seeds_alone")
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_view_has_a_serious_violation(visit: Open, language: str, tmp_path: Path) -> None:
    page = visit(language=f"{language}-{'VN' if language == 'vi' else 'US'}")
    page.add_style_tag(content="*, ::before, ::after { transition: none !important; }")  # no colour on its way
    eye = Eye(page, language)
    eye.look("first visit")
    for view in _conversation(page, language):
        eye.look(view)
    for name, views in zip(TABS[language], (_source, _library, _figures, _history), strict=True):
        page.get_by_role("tab", name=name, exact=True).click()
        for view in views(page, tmp_path):
            eye.look(f"{name}, {view}")
    assert eye.wrong == []


def _conversation(page: Page, language: str) -> Iterator[str]:
    open_question, compared, silent = QUESTIONS[language]
    ask(page, compared)
    expect(page.locator(".hbc-short .hbc-marker")).to_have_count(2)
    wrong_figure = page.locator(".hbc-rate").nth(1)
    wrong_figure.click()
    expect(page.locator(".hbc-line input")).to_be_visible()
    expect(page.locator("#hbc-follow-ups .hbc-chip").first).to_be_visible()
    yield "a comparison with a correction, what to ask next"
    wrong_figure.click()  # what is judged is kept: take it back
    page.locator("[data-event=new_chat]").click()
    expect(page.locator(".hbc-welcome")).to_be_visible()
    ask(page, open_question)
    expect(page.locator(".hbc-points li").first).to_be_visible()
    expect(page.locator(".hbc-silent")).to_have_count(0)
    ask(page, silent)
    expect(page.locator(".hbc-silent")).to_be_visible()
    ask(page, "how many " * 1200)
    expect(page.locator(".hbc-problem")).to_be_visible()
    yield "an open question, a silence, a question that is refused"


def _source(page: Page, _: Path) -> Iterator[str]:
    page.locator(".hbc-marker").first.click()
    expect(page.locator("#hbc-quoted")).to_be_visible()
    yield "a quote"


def _library(page: Page, folder: Path) -> Iterator[str]:
    expect(page.locator(".hbc-shelf li").first).to_be_visible()
    long, broken, waiting = folder / "long.txt", folder / "broken.zip", folder / "waiting.txt"
    text = "\n\n".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    broken.write_bytes(b"PK")
    long.write_text("\n\n".join(f"{number} {text}" for number in range(12)), "utf-8")
    waiting.write_text(text, "utf-8")
    page.locator("#hbc-upload-box input[type=file]").first.set_input_files([broken, long, waiting])
    expect(page.locator(".hbc-failed")).to_be_visible()
    expect(page.locator(".hbc-encoding progress")).to_be_visible()
    yield "a queue"
    page.locator("[data-event=cancel_jobs][data-value='']").click()
    page.locator("[data-event=clear_jobs]").click()  # there once all are called off
    expect(page.locator(".hbc-uploads")).to_have_count(0)
    page.locator("[data-event=edit_report]").first.click()
    page.locator("#hbc-edit-place").fill("Bắc Kạng")
    page.keyboard.press("Enter")
    expect(page.locator(".hbc-edit [aria-invalid]")).to_be_visible()
    page.locator("[data-toggle]").click()
    expect(page.locator(".hbc-limitform")).to_be_visible()
    page.locator(".hbc-limitform input[type=checkbox]").first.check()
    expect(page.locator(".hbc-limited")).to_be_visible()
    yield "a correction with a mistake, and what is asked limited"
    page.locator(".hbc-limitform input[type=checkbox]").first.uncheck()
    page.locator("[data-toggle]").click()
    page.locator("[data-event=close_edit]").click()
    expect(page.locator(".hbc-edit")).to_have_count(0)


def _figures(page: Page, _: Path) -> Iterator[str]:
    rows = page.locator(".hbc-figures tbody tr")
    expect(rows.first).to_be_visible()
    everything = rows.count()
    page.locator("#hbc-filter-words input, #hbc-filter-words textarea").first.fill("bưu chính")
    page.locator("#hbc-filter-apply").click()
    expect(rows).not_to_have_count(everything)
    page.locator("[data-event=edit_figure]").first.click()
    expect(page.locator("#hbc-correct-save")).to_be_visible()
    yield "the table and a correction"
    page.locator("[data-event=compare_figure]").first.click()
    expect(page.locator(".hbc-chart")).to_be_visible()
    yield "a series with its chart"


def _history(page: Page, _: Path) -> Iterator[str]:
    for summary in page.locator("#hbc-history summary").all():
        summary.click()
    yield "conversations"
