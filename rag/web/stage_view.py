"""The steps of answering while they are under way: what is done, what is being done, what is still to do."""

from __future__ import annotations

from rag.messages import MESSAGES, text
from rag.web.markup import escape

STAGES = ("understanding", "searching", "reading", "checking")


def stage_label(stage: str, language: str) -> str:
    """A stage of answering in words; a stage without words of its own is just work."""
    name, *numbers = stage.split(":")
    if name == "waiting" and len(numbers) == 2:
        return text("stage_waiting", language, ahead=numbers[0], seconds=numbers[1])
    key = f"stage_{name}"
    return text(key if key in MESSAGES else "stage_other", language)


def stages(reached: str, language: str) -> str:
    """Every step as a list; a stage that is none of them ("waking") stands before the first.

    Args:
        reached: the stage that answering has reached, as the assistant says it.
        language: "vi" or "en".
    """
    shown = STAGES if reached in STAGES else (reached, *STAGES)
    at = shown.index(reached)
    items = "".join(_step(stage, index - at, language) for index, stage in enumerate(shown))
    return f'<ol class="hbc-stages" aria-label="{escape(text("stages_label", language))}">{items}</ol>'


def _step(stage: str, ahead: int, language: str) -> str:
    """A step; `ahead` is negative for what is done, 0 for what is being done."""
    state = "done" if ahead < 0 else "todo" if ahead else "now"
    current = ' aria-current="step"' if state == "now" else ""
    label = stage_label(stage, language) + ("…" if state == "now" else "")
    dot = '<span class="hbc-dot" aria-hidden="true"></span>'
    return f'<li class="hbc-stage hbc-{state}"{current}>{dot}{escape(label)}</li>'
