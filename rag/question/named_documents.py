"""Documents that a question names by their number: "theo Nghị định 86/2007/NĐ-CP", "Decision 151/2004"."""

from __future__ import annotations

import re

from rag.documents.publication import number_of
from rag.quantities.dates import find_document_numbers
from rag.text import fold
from rag.types import Report

_KIND = (
    r"thong tu(?: lien tich)?|nghi dinh|nghi quyet|quyet dinh|chi thi|ke hoach|cong van|bao cao|to trinh|phap lenh|"
    r"luat|(?:joint )?circular|decree|resolution|decision|directive|official letter|ordinance|plan|report"
)
_ABBREVIATED = r"nd|tt|ttlt|qd|nq|ct|kh|cv"
_SHORT = re.compile(
    rf"\b(?P<kind>{_KIND}|{_ABBREVIATED})(?: so| no\.?| number)?:? (?P<number>\d+[a-z]?/(?:19|20)\d\d)(?![/\d])"
)

_LETTERED = re.compile(r"/|-\s?[^\W\d]")  # "86/2007", "58-CP"; a bare number may count something
_BARE = re.compile(  # without "số" a plan's or a report's number may count something: "Kế hoạch 120 ha"
    rf"\b(?:(?:{_KIND}) (?:so|no\.?|number)|thong tu|nghi dinh|nghi quyet|quyet dinh|chi thi|circular|decree|"
    rf"resolution|"
    r"decision|directive):? (?!(?:19|20)\d\d\b)(?P<number>\d{1,4})\b(?![.,]?\d|/(?:19|20)\d\d| ?%)"
)
_LED_IN = re.compile(  # "theo nđ 76/1998", "under Decree 76/1998": the words before a number that name it
    rf"(?:\b(?:theo|tai|trong|o|under|in|by|per|according to) )?(?:the )?"
    rf"\b(?:{_KIND}|{_ABBREVIATED})(?: so| no\.?| number)?:? ?$"
)
Named = tuple[int, int, str]


def named_documents(question: str) -> list[Named]:
    """The documents a question names by their number: where the number stands, and the number.

    Args:
        question: the question as asked, NFC; `fold` keeps its length.
    """
    found = [
        (d.end - len(d.number), d.end, d.number) for d in find_document_numbers(question) if _LETTERED.search(d.number)
    ]
    for match in _SHORT.finditer(fold(question)):
        start, end = match.span("number")
        if not any(s < end and start < e for s, e, _ in found):
            found.append((start, end, question[start:end]))
    return sorted(found)


def named_numbers(question: str) -> frozenset[str]:
    """The numbers of the documents that a question names, without what follows: "52" of "Nghị quyết 52-NQ/TU"."""
    found = {re.split("[/-]", number)[0] for _, _, number in named_documents(question)}
    found |= {match["number"] for match in _BARE.finditer(fold(question))}
    return frozenset(digits[0].lstrip("0") for number in found if (digits := re.match(r"\d+", number)))


def without_numbers(topic: str) -> str:
    """A topic without the documents it names by number: "phạt bao nhiêu theo nđ 76/1998" is "phạt bao nhiêu"."""
    for start, end, _ in reversed(named_documents(topic)):
        named = _LED_IN.search(fold(topic[:start]))
        topic = topic[: named.start() if named else start] + topic[end:]
    return " ".join(topic.split())


def is_named(report: Report, numbers: tuple[str, ...]) -> bool:
    """Whether a report bears one of the numbers: "151/2004" names Quyết định 151/2004/QĐ-TTg."""
    own = _plain(number_of(report.text))
    return bool(own) and any(own == n or own.startswith(f"{n}/") for n in map(_plain, numbers))


def _plain(number: str) -> str:
    return fold(number).replace(" ", "").replace("-", "/").lstrip("0")
