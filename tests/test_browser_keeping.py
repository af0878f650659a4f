"""What a person keeps, in a real browser: feedback, files, names, references; failures leave a screenshot."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from browsing import ask
from docx import Document
from playwright.sync_api import Page, expect

from rag.evaluating.gold import read_gold

Open = Callable[..., Page]
POSTAL = "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2022?"


def _saved(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.locator("#hbc-history").get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_feedback_is_given_corrected_kept_and_exported(visit: Open, tmp_path: Path) -> None:
    page = visit(language="en-US")
    ask(page, POSTAL)
    figure = page.get_by_role("button", name="Wrong figure")
    figure.focus()
    page.keyboard.press("Enter")
    expect(figure).to_have_attribute("aria-pressed", "true")
    expect(figure).to_be_focused()
    page.get_by_label("The right answer, if you know it").fill("250 <b>")
    page.keyboard.press("Enter")
    expect(page.locator(".hbc-rating")).to_contain_text("The right answer: 250 <b>")
    page.reload()
    expect(figure).to_have_attribute("aria-pressed", "true")
    page.get_by_role("tab", name="History").click()
    path = _saved(page, "Export the feedback", tmp_path)
    mine = [gold for gold in read_gold(path) if gold.note == "250 <b>"]
    assert [(gold.question, gold.answers, gold.forbidden) for gold in mine] == [(POSTAL, (("250",),), ("249",))]
    figure.click()
    expect(figure).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Right", exact=True).click()
    expect(page.get_by_role("button", name="Right", exact=True)).to_have_attribute("aria-pressed", "true")
    rows = [json.loads(line) for line in _saved(page, "Export the feedback", tmp_path).read_text("utf-8").splitlines()]
    assert [(row["type"], row["answers"]) for row in rows if row["question"] == POSTAL] == [
        ("feedback-right", [["249"]])
    ]


def test_a_silence_can_be_judged(visit: Open) -> None:
    page = visit()
    ask(page, "Bắc Ninh có bao nhiêu điểm phục vụ bưu chính năm 2022?")
    expect(page.get_by_role("button", name="Sai số liệu")).to_have_count(0)
    page.get_by_role("button", name="Báo cáo có nêu").click()
    expect(page.get_by_label("Câu trả lời đúng, nếu bạn biết")).to_be_visible()


def test_a_conversation_is_renamed_saved_in_three_forms_and_kept(visit: Open, tmp_path: Path) -> None:
    page = visit()
    ask(page, POSTAL)
    page.get_by_role("tab", name="Lịch sử").click()
    history = page.locator("#hbc-history")
    history.get_by_text("Đổi tên").click()
    history.get_by_label("Tên mới").fill("Bưu chính <i>2022</i>")
    page.keyboard.press("Enter")
    expect(history.locator(".hbc-title")).to_have_text("Bưu chính <i>2022</i>")
    page.reload()
    expect(page.locator(".hbc-short")).to_contain_text("249")  # until then the page may still choose the tab
    page.get_by_role("tab", name="Lịch sử").click()
    expect(history.locator(".hbc-title")).to_have_text("Bưu chính <i>2022</i>")
    history.get_by_text("Xuất cuộc trò chuyện").click()
    quote = "Mạng lưới bưu chính của tỉnh hiện có 249 điểm phục vụ bưu chính."
    for button, suffix in (("Markdown", ".md"), ("HTML", ".html"), ("Word", ".docx")):
        path = _saved(page, button, tmp_path)
        assert path.suffix == suffix
        words = (
            "\n".join(one.text for one in Document(str(path)).paragraphs)
            if suffix == ".docx"
            else path.read_text("utf-8")
        )
        assert quote in words and "30/12/2022" in words
        assert "<i>" not in words or suffix == ".docx"


def test_the_reference_and_the_answer_are_copied(visit: Open) -> None:
    page = visit(language="en-US")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, POSTAL)

    def copied(name: str) -> str:
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
        return str(page.evaluate("navigator.clipboard.readText()"))

    assert copied("Copy as one line").startswith("249 điểm phục vụ bưu chính (Bắc Kạn, ")
    assert "30/12/2022" in copied("Text")
    assert copied("Markdown").startswith("> ")
    assert copied("BibTeX").startswith("@techreport{")


def test_arrows_lead_through_the_sources_and_escape_back(visit: Open) -> None:
    page = visit()
    ask(page, "Bắc Kạn đã làm được gì năm 2022?")
    page.locator(".hbc-marker").first.click()
    expect(page.locator(".hbc-steps")).to_contain_text("Nguồn 1/")
    expect(page.locator("#hbc-quoted")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".hbc-steps")).to_contain_text("Nguồn 2/")
    expect(page.locator("#hbc-quoted")).to_be_focused()
    expect(page.locator("#hbc-quoted")).to_be_in_viewport()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".hbc-steps")).to_contain_text("Nguồn 1/")
    page.locator("#hbc-quoted").press("Escape")
    expect(page.locator(".hbc-marker").first).to_be_focused()


def test_what_to_ask_next_is_offered_and_answered(visit: Open) -> None:
    page = visit()
    ask(page, POSTAL)
    chip = page.locator("#hbc-follow-ups .hbc-chip").first
    expect(chip).to_be_visible()
    question = chip.inner_text()
    chip.click()
    expect(page.locator(".hbc-answer")).to_have_count(2)
    expect(page.locator(".hbc-asked").last).to_contain_text(question)
    expect(page.locator(".hbc-turn").last.locator(".hbc-quote").first).to_be_visible()


def test_the_stages_are_shown_and_a_question_can_be_stopped(visit: Open) -> None:
    page = visit(language="en-US")
    page.evaluate("""() => {
        window.seen = [];
        new MutationObserver(() => {
            const now = document.querySelector(".hbc-now")?.textContent;
            if (now && window.seen.at(-1) !== now) window.seen.push(now);
        }).observe(document.querySelector("#hbc-conversation"), { subtree: true, childList: true });
    }""")
    ask(page, POSTAL)
    seen = page.evaluate("window.seen")
    order = ["Understanding the question…", "Searching the reports…", "Reading…", "Checking against the sources…"]
    told = [order.index(stage) for stage in seen if not re.search(r"Loading the models|ahead of yours", stage)]
    assert told and told == sorted(told)  # a busy page may wait for its turn first
    page.get_by_label("Question").fill("How many commune radio stations did Bắc Kạn have in 2022?")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Stop").wait_for()
    page.evaluate("document.querySelector('#hbc-stop')?.click()")  # gone when the answer is faster than the hand
    expect(page.locator(".hbc-pending")).to_have_count(0)
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    shown = page.locator(".hbc-turn").count()  # the answer may have come before the stop
    expect(page.get_by_label("Question")).to_have_value(re.compile("radio") if shown == 1 else "")


def test_a_silence_offers_what_the_reports_do_answer(visit: Open) -> None:
    page = visit()
    ask(page, "Xin chào")
    expect(page.locator(".hbc-silent")).to_be_visible()
    expect(page.locator("#hbc-follow-ups")).to_contain_text("Các báo cáo trả lời được")
    expect(page.locator("#hbc-follow-ups .hbc-chip").first).to_be_visible()
