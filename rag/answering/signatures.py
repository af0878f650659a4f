"""Who signed a document: the name below it, under the office in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.reading.spans import people
from rag.text import fold
from rag.types import AnswerKind, Language, Query, Report, Sentence
from rag.words.concepts import terms

_ASKS = re.compile(r"\b(?:ky|ki|signed|signs?|signatory|signature|put (?:his|her|their) name to)\b")
_HELD = re.compile(
    r"\b(?:chu tich|giam doc|chanh an|vien truong|cuc truong|bi thu|bo truong)\b[^?,;]*"
    r"\b(?:la ai|la (?:ong|ba|nguoi) nao|ten (?:la )?gi|ai dang giu)\b|"
    r"^ai (?:la|dang la|dang lam|lam|giu chuc) (?:tong )?"
    r"(?:chu tich|giam doc|chanh an|vien truong|cuc truong|bi thu)\b|"
    r"^(?:and |so )?who (?:(?:is|was) [^?]{0,40}\b(?:chair\w*|director|head|secretary|minister|president|mayor|"
    r"chief|judge)|"
    r"heads?|leads?|runs?|headed|led|ran|chairs?|directs?)\b"
)
_TOLD = re.compile(r"(?i)\bký\b(?! kết)|\bsigned\b")
_OFFICE = re.compile(
    r"\b(?:chu tich|giam doc|bo truong|thu truong|thu tuong|truong|pho|chanh|cuc truong|bi thu|thong doc|hieu truong|"
    r"tm|kt|tl|tuq|q|chanh an|vien truong)\b"
)
_FOOT = 700  # code points at a document's end in which it is signed; lists of recipients may follow
_LINES = 14
_NAME, _NAME_LENGTH = 5, 40  # words and code points of a name, its title included
_OFFICE_ALONE = re.compile(
    r"(?:(?:tm|kt|tl|tuq|q)\.? )?(?:pho )?(?:chu tich|(?:tong )?giam doc|bo truong|thu truong|thu tuong|cuc truong|"
    r"chanh an|vien truong)"
)
_ABOVE = 900  # code points before a name; spaces may centre the lines
_SIGNED = re.compile(r"(?i)^\s*\(?\s*(?:đã ký|đã kí|signed)\W*$")  # between the office and the name
_BESIDE = re.compile(r"\S[ \t\xa0]{3,}$")  # what stands to the left of a second column
_DEGREE = re.compile(r"(?:(?:ThS|TS|BS|KS|CN|PGS|GS|Ông|Bà|LS)[. ]+|BSCK[I]*\.? )*")
_RIGHT = re.compile(r"\S[ \t\xa0]{3,}(?P<right>\S[^\n]*)$")  # a second column, set apart by spaces
_ASKING = (
    "ai ký ban hành quyết định thông tư nghị định chỉ thị văn bản có hiệu lực thi hành áp dụng bắt đầu từ ngày nào",
    "who signed the decision circular decree directive document from which date effect force apply effective",
)
ASKING = frozenset(  # words that ask for a document's signer or its day of effect and do not tell which document
    ["ky", *terms(_ASKING[0], Language.VIETNAMESE), *terms(_ASKING[1], Language.ENGLISH)]
)


def is_asked(query: Query) -> bool:
    """Whether a question wants to know who signed."""
    return query.kind is AnswerKind.PERSON and bool(_ASKS.search(fold(query.text)))


def is_holder_asked(query: Query) -> bool:
    """Whether a question wants to know who holds a post; documents are signed with the holder's name."""
    return query.kind is AnswerKind.PERSON and bool(_HELD.search(fold(query.text))) and not is_asked(query)


def name_in(report: Report, sentence: Sentence) -> tuple[int, int] | None:
    """Where the signer's name stands in a line, None where it has none.

    At a document's foot the office in capitals stands before the name, in the same line or in the one above; an
    author's name has none. Annexes may follow: further up the office alone, in a line of its own, tells.
    """
    text = report.text[sentence.start : sentence.end]
    above = office_above(report, sentence)
    if (column := _RIGHT.search(text)) is not None:  # recipients stand to its left
        named = list(people(column["right"])) if _is_office(above) else []
        begin = sentence.start + column.start("right")
        until = len(column["right"].rstrip(" ."))
        told = ((a, b) for a, b in named if b == until and _DEGREE.fullmatch(column["right"][:a]))
        return next(((begin + a, begin + b) for a, b in told), None)
    if sentence.end < len(report.text) - _FOOT:
        alone = people(text) if _OFFICE_ALONE.fullmatch(fold(above)) and len(text.split()) <= _NAME else []
        return next(((sentence.start + a, sentence.start + b) for a, b in alone if text[a:b] == text.strip()), None)
    if len(text.split()) > 24:
        return None
    for start, end in people(_with_small_letters(text)):
        if end == len(text.rstrip(" .")) and _is_office(text[:start].strip() or above):
            return sentence.start + start, sentence.start + end
    return None


def office_above(report: Report, sentence: Sentence) -> str:
    """The line above a signer's name that tells the office; of two columns the right one. "" where there is none."""
    lines_above = report.text[max(0, sentence.start - _ABOVE) : sentence.start].split("\n")
    told = [line for line in lines_above if line.strip() and not _SIGNED.match(_last_column(line))]
    columns = [_last_column(line) for line in told if _RIGHT.search(line) or line.startswith("   ")]
    in_column = _RIGHT.search(report.text[sentence.start : sentence.end]) or _BESIDE.search(lines_above[-1])
    if columns and in_column:  # "- Lưu: NN, VT.          Nguyễn Văn A" is two sentences
        return columns[-1]
    return told[-1].strip() if told else ""


def _last_column(line: str) -> str:
    column = _RIGHT.search(line)
    return column["right"].strip() if column else line.strip()


def _is_office(line: str) -> bool:
    folded = fold(line)
    return (line.isupper() or bool(_OFFICE_ALONE.fullmatch(folded))) and bool(_OFFICE.search(folded))


def _with_small_letters(text: str) -> str:
    """A line in capitals that tells no office as names are written, character for character; any other as it is."""
    written = text.title()
    return written if text.isupper() and not _OFFICE.search(fold(text)) and len(written) == len(text) else text


def is_told(sentence: str) -> bool:
    """Whether a sentence of the text itself says who signed: "Báo cáo do Phó Giám đốc … ký"."""
    return bool(_TOLD.search(sentence))


def lines(report: Report, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The lines at a document's foot, and before its annexes, that hold a signer's name."""
    return (
        s
        for n, s in enumerate(sentences)
        if (n >= len(sentences) - _LINES or s.end - s.start <= _NAME_LENGTH) and name_in(report, s) is not None
    )
