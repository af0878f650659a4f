"""The steps of answering, as they are shown while they are under way."""

from __future__ import annotations

import re

import pytest

from rag.web.stage_view import STAGES, stage_label, stages


def _states(page: str) -> list[str]:
    return re.findall(r'class="hbc-stage hbc-(\w+)"', page)


@pytest.mark.parametrize(("at", "stage"), list(enumerate(STAGES)))
def test_what_is_past_is_done_and_one_step_is_under_way(at: int, stage: str) -> None:
    page = stages(stage, "en")
    assert _states(page) == ["done"] * at + ["now"] + ["todo"] * (len(STAGES) - at - 1)
    assert page.count('aria-current="step"') == 1 and stage_label(stage, "en") + "…" in page


def test_another_stage_stands_before_the_first() -> None:
    page = stages("waking", "vi")
    assert _states(page) == ["now", *["todo"] * len(STAGES)]
    assert "Đang nạp mô hình" in page
    assert stage_label("never-heard-of", "en") == "Working"


def test_a_place_in_the_line_is_said_before_the_first() -> None:
    page = stages("waiting:2:7", "en")
    assert _states(page) == ["now", *["todo"] * len(STAGES)]
    label = stage_label("waiting:2:7", "en")
    assert "2" in label and "7" in label and label in page
