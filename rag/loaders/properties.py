"""What a file's own properties say of it, as far as they can be relied on.

Word processors fill them in unasked: titles of templates, the first user's name, the day of a copy. So a title must
read like one, an author must be an organisation, and a day must lie in a year that the text names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from rag.text import clean, words
from rag.types import Metadata

_NO_TITLE = re.compile(
    r"(?i)^(?:microsoft (?:word|excel|powerpoint)|powerpoint|slide \d|untitled|document\d*|presentation|book\d|.*\w\?|"
    r"trang chiếu|bản trình (?:bày|chiếu)|tài liệu\d*$)|"
    r"\.(?:docx?|xlsx?|pptx?|pdf|rtf|odt|indd|cdr)$|[\\/]\w+[\\/]"
)
_BODY = re.compile(
    r"(?i)^(?:sở|ubnd|uỷ ban|ủy ban|bộ|cục|chi cục|tổng cục|hđnd|hội đồng|ban|văn phòng|trung tâm|cổng|báo|viện|"
    r"ngân hàng)\s+\w"
)


@dataclass(frozen=True, slots=True)
class Properties:
    """A file's own properties, as they stand in it."""

    title: str = ""
    author: str = ""
    created: datetime | date | None = None
    modified: datetime | date | None = None


def hints_of(text: str, properties: Properties) -> Metadata:
    """The hints that a file's properties give.

    Args:
        text: the document's text, which must bear a day's year out.
        properties: as the file says; the day of a template and that of a later copy differ in year, and are no use.
    """
    title = " ".join(clean(properties.title).split())[:300]
    body = " ".join(clean(properties.author).split())[:200]
    return Metadata(
        title if len(words(title)) >= 4 and not _NO_TITLE.search(title) else "",
        body if _BODY.match(body) else "",
        _day(text, properties.created, properties.modified),
    )


def _day(text: str, created: date | None, modified: date | None) -> date | None:
    days = [d.date() if isinstance(d, datetime) else d for d in (created, modified) if isinstance(d, date)]
    if not days or len({day.year for day in days}) > 1 or not re.search(rf"\b{days[-1].year}\b", text):
        return None
    return days[-1]
