"""Whether a figure is a target, a plan or a request instead of a result."""

from __future__ import annotations

import re

from rag.figures.clauses import Stated
from rag.quantities.notation import either, lacks_diacritics
from rag.types import FigureKind, Metadata, Period, PeriodKind

__all__ = ["is_plan_heading", "is_planned"]

_I = re.IGNORECASE
_TASKS = re.compile(
    either("nhiệm vụ|mục tiêu|kế hoạch|phương hướng|chỉ tiêu|phấn đấu|dự kiến|giải pháp|kiến nghị|đề xuất")
    + r"|target|plan",
    _I,
)
# "Một số chỉ tiêu cơ bản" are measures, "các chỉ tiêu phấn đấu" are targets
_MEASURES = re.compile(
    either("một số|các|những|hệ thống")
    + r"\s+"
    + either("chỉ tiêu")
    + rf"(?!(?:\s+{either('chủ yếu|cơ bản|chính')})?\s+"
    + rf"{either('kế hoạch|nhiệm vụ|phấn đấu|đề ra|đặt ra|được giao|giao|năm|đến năm|cho năm|tới')})",
    _I,
)
_RESULTS = re.compile(either("kết quả|tình hình|đánh giá|tổng kết|hoàn thành|đã đạt"), _I)
_AIMS = (
    "phấn đấu|đặt mục tiêu|đề ra mục tiêu|mục tiêu năm|mục tiêu đến|mục tiêu là|mục tiêu chủ yếu|mục tiêu cụ thể|"
    "đặt ra|đặt nhiệm vụ|dự kiến|sẽ|đề nghị|kiến nghị|chỉ tiêu năm|kế hoạch năm|nhiệm vụ năm|nhiệm vụ quý|"
    "đặt chỉ tiêu|hướng tới|sở đề ra|ngành đề ra|tỉnh đề ra|đề xuất|phương hướng năm|mục tiêu của|"
    "tập trung hoàn thành|yêu cầu|nhu cầu kinh phí|mục tiêu 20|kế hoạch 20|chỉ tiêu 20"
)
_AIM, _PLAIN_AIM = (re.compile(rf"(?<!\w){either(_AIMS, not plain, plain)}(?![^\W\d])", _I) for plain in (False, True))
_ASKS = re.compile(either("đề nghị|kiến nghị|yêu cầu"), _I)  # what they say ends at a colon
# In front of an aim's words these make it a result: "bằng 48% kế hoạch năm", "vượt chỉ tiêu năm".
_MEASURED = either(
    "so với|bằng|đạt|vượt|hoàn thành|thực hiện|hơn|theo|chương trình|các|số|thực hiện tốt|triển khai|"
    "phương hướng,|chương trình mục tiêu"
)
_NOT_AIM = re.compile(rf"(?:(?<!\w){_MEASURED}\s*|%\s*)$", _I)
_PLAN_WORDS = either("kế hoạch|mục tiêu|chỉ tiêu|dự toán|tiến độ")
_BETWEEN = either("năm|quý|tháng|cả năm|đề ra|giao|là|trên|dưới|của|tỉnh|được giao|ít nhất|tối thiểu")
# Right in front of the number: "(kế hoạch 65%)", "kế hoạch 6 tháng là 47%".
_PLANNED = re.compile(rf"(?<!\w){_PLAN_WORDS}(?:\s+{_BETWEEN}|\s+\d+)*[\s(:]*$", _I)
# "đạt 188% chỉ tiêu do tỉnh giao (3.100 tỷ đồng)": what the parenthesis holds is the target.
_SHARE_OF_PLAN = re.compile(rf"%\s+(?:{either('so với')}\s+)?{_PLAN_WORDS}(?!\w)[^%;()\d]*$", _I)
# A sentence's end inside what passes for one, a speech for instance: an aim does not reach past it.
_ENDED = re.compile(r"(?<!TP)(?<!TX)(?<!Tp)(?<!TS)(?<!BS)[.!?…][\"”]?,?\s+(?=[A-ZĐÀ-Ỹ])")
AHEAD, BEGUN = 45, 60  # days: what has hardly begun and ends long after the report is none that the report has seen
_OVER = re.compile(rf"(?<!\w){either('vượt|hoàn thành')}\s*$", _I)


def is_plan_heading(written: str, outer: bool = False) -> bool:
    """Whether a heading or a list's introduction heads targets and tasks.

    Args:
        written: the heading.
        outer: whether what it stands under does.
    """
    if _RESULTS.search(written):
        return False
    return outer or bool(_TASKS.search(_MEASURES.sub("", written)))


def _is_ahead(period: Period | None, metadata: Metadata) -> bool:
    """Whether a period lies so far after the report that the report can only plan for it."""
    known = metadata.published or metadata.event
    if period is None or known is None or period == metadata.period:
        return False
    if period.start > known and not period.as_of:
        return True
    begun = (known - period.start).days > BEGUN or period.kind in (PeriodKind.RANGE, PeriodKind.SCHOOL_YEAR)
    return not begun and (period.end - known).days > AHEAD


def is_planned(text: str, start: int, stated: Stated, period: Period | None, metadata: Metadata) -> bool:
    """Whether a quantity is a target by its own sentence, or of a time after the report.

    Args:
        text: the report's text.
        start: where the sentence begins.
        stated: the quantity.
        period: its period.
        metadata: the report's, for its own period and the day it was put out.
    """
    if _is_ahead(period, metadata):
        return True
    begin = stated.paren[0] if stated.paren else start
    before = text[begin : stated.quantity.start]
    near = text[max(start, stated.quantity.start - 60) : stated.quantity.start]
    direct = _PLANNED.search(near)
    if stated.is_inner and stated.quantity.unit != "%" and _SHARE_OF_PLAN.search(text[start:begin]):
        return True
    if direct and not _OVER.search(near[: direct.start()]):
        return stated.quantity.kind is not FigureKind.CHANGE
    if stated.is_inner:
        return False
    before = _ENDED.split(before)[-1]
    aim = _PLAIN_AIM if lacks_diacritics(before) else _AIM
    return any(
        not _NOT_AIM.search(before[: m.start()]) and not (_ASKS.match(m[0]) and ": " in before[m.end() :])
        for m in aim.finditer(before)
    )
