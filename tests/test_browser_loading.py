"""Nothing moves under the reader's eyes while the page loads, and it lies in the middle of its window."""

from __future__ import annotations

import pytest
from browsing import PATIENCE
from playwright.sync_api import Browser, expect

_WATCH = """window.shifts = []; new PerformanceObserver((list) => window.shifts.push(
    ...list.getEntries().map((one) => ({ value: one.value,
        what: one.sources.map((source) => (source.node?.outerHTML || "").slice(0, 80)) }))
)).observe({ type: "layout-shift", buffered: true });"""
_MARGINS = """["hbc-header", "hbc-chat", "hbc-side"].map((id) => document.getElementById(id).getBoundingClientRect())
    .map((box) => [box.left, window.innerWidth - box.right])"""


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_while_the_page_loads(site: str, browser: Browser, width: int) -> None:
    page = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN").new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(_WATCH)
    page.goto(site)
    expect(page.locator(".hbc-welcome")).to_be_visible()
    page.wait_for_timeout(500)
    shifts, (head, chat, side) = page.evaluate("window.shifts"), page.evaluate(_MARGINS)
    page.context.close()
    assert sum(one["value"] for one in shifts) < 0.1, shifts  # what web vitals call good
    assert abs(head[0] - head[1]) <= 1 and abs(chat[0] - side[1]) <= 1, (head, chat, side)
