"""The page as a person uses it, in a real browser over the real library; failures leave a screenshot."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browsing import ask
from playwright.sync_api import Page, expect

POSTAL = "how many postal points did Bắc Kạn have in 2022"
Open = Callable[..., Page]


def test_the_example_question_gets_its_figure_and_its_source(visit: Open) -> None:
    page = visit(language="en-US")
    ask(page, POSTAL)
    answer = page.locator(".hbc-turn").last
    expect(answer.locator(".hbc-short")).to_contain_text("249")
    expect(answer.locator(".hbc-answer")).to_contain_text("Bắc Kạn")
    expect(answer.locator(".hbc-scope")).to_contain_text("2022")
    expect(answer.locator(".hbc-quote")).to_contain_text("điểm phục vụ bưu chính")
    answer.get_by_role("button", name=re.compile("^Open source 1")).first.click()
    quoted = page.locator("#hbc-quoted")
    expect(quoted).to_contain_text("249 điểm phục vụ bưu chính")
    expect(quoted).to_be_in_viewport()
    expect(quoted).to_be_focused()
    expect(page.locator("#hbc-source")).to_contain_text("000_85680ccf488cda21.txt")


def test_one_click_gives_a_cited_answer(visit: Open) -> None:
    page = visit()
    page.locator(".hbc-chip").first.click()
    expect(page.locator(".hbc-short")).to_be_visible()
    expect(page.locator(".hbc-quote").first).to_be_visible()
    expect(page.locator("#hbc-quoted")).to_be_visible()


def test_keyboard_alone_reaches_the_source(visit: Open) -> None:
    page = visit()
    ask(page, "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2022?")
    page.locator(".hbc-marker").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#hbc-quoted")).to_be_focused()
    back = page.get_by_role("link", name="Về câu trả lời")
    back.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hbc-marker").first).to_be_focused()


@pytest.mark.parametrize(
    "question",
    ["Bắc Ninh có bao nhiêu điểm phục vụ bưu chính năm 2022?", "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2016?"],
)
def test_what_is_not_stated_is_said_plainly(visit: Open, question: str) -> None:
    page = visit()
    ask(page, question)
    expect(page.locator(".hbc-silent")).to_contain_text("không nêu")
    expect(page.locator(".hbc-short")).to_have_count(0)


def test_a_follow_up_leans_on_what_was_asked(visit: Open) -> None:
    page = visit(language="en-US")
    ask(page, POSTAL)
    ask(page, "and in 2016?")
    expect(page.locator(".hbc-turn").last.locator(".hbc-silent")).to_be_visible()


def test_the_language_is_the_browsers_until_one_is_chosen(visit: Open) -> None:
    page = visit(language="en-US")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("button", name="Hỏi", exact=True)).to_be_visible()
    expect(page.get_by_role("tab", name="Báo cáo")).to_be_visible()
    expect(page.locator(".hbc-welcome")).to_contain_text("Bạn muốn biết gì")
    assert page.evaluate("document.documentElement.lang") == "vi"
    page.reload()
    expect(page.get_by_role("button", name="Hỏi", exact=True)).to_be_visible()
    assert page.get_by_text(re.compile("^(Ask|Source|Reports|History|Stop)$")).count() == 0


def test_conversations_outlive_a_reload_and_can_be_left_and_found(visit: Open) -> None:
    page = visit()
    ask(page, "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2022?")
    page.reload()
    expect(page.locator(".hbc-short")).to_contain_text("249")
    page.get_by_role("button", name="Trò chuyện mới").click()
    expect(page.locator(".hbc-welcome")).to_be_visible()
    page.get_by_role("tab", name="Lịch sử").click()
    page.locator("#hbc-history .hbc-title").click()
    expect(page.locator(".hbc-short")).to_contain_text("249")
    page.get_by_role("button", name="Xóa cuộc trò chuyện").click()
    expect(page.locator(".hbc-welcome")).to_be_visible()
    expect(page.locator("#hbc-history")).to_contain_text("Chưa có cuộc trò chuyện nào")


def test_a_question_is_edited_and_asked_again(visit: Open) -> None:
    page = visit()
    ask(page, "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2022?")
    page.get_by_role("button", name="Sửa câu hỏi").click()
    expect(page.get_by_label("Câu hỏi")).to_have_value("Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2022?")
    page.get_by_role("button", name="Hỏi lại").click()
    expect(page.locator(".hbc-pending")).to_have_count(0)
    expect(page.locator(".hbc-turn")).to_have_count(1)
    expect(page.locator(".hbc-short")).to_contain_text("249")


def test_a_question_that_is_too_long_is_told_so(visit: Open) -> None:
    page = visit(language="en-US")
    ask(page, "how many " * 1200)
    expect(page.locator(".hbc-problem")).to_contain_text("shorten it to at most 2000 characters")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_narrow_phone_shows_everything(visit: Open, dark: bool) -> None:
    page = visit(360, 740, dark=dark)
    ask(page, "Bắc Kạn có bao nhiêu điểm phục vụ bưu chính năm 2022?")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator("#hbc-follow-ups .hbc-chip").first).to_be_visible()
    expect(page.get_by_label("Câu hỏi")).to_be_in_viewport(ratio=1)  # however long the answer
    page.locator(".hbc-marker").first.click()
    expect(page.locator("#hbc-quoted")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Về câu trả lời").click()
    expect(page.locator(".hbc-short")).to_be_in_viewport()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (max(map(int, re.findall(r"\d+", background)[:3])) < 80) is dark
