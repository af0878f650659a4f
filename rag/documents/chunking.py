"""A report cut into sentences with their kinds and headings, and into passages; every offset exact.

A portal's line is a paragraph, so lines are the units; only a text that was wrapped at a fixed width has its lines
joined again. Lines are told apart by `furniture`; this module adds what the neighbours tell: isolated short lines
are headings or captions, what follows "Tin liên quan" is furniture, an item's heading is the line that leads it in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.documents import furniture
from rag.documents.sentences import split_sentences
from rag.documents.tables import find_tables, lines
from rag.text import fold, words
from rag.types import Page, Passage, Sentence, SentenceKind, Table

ANSWERING = frozenset({SentenceKind.PROSE, SentenceKind.HEADING, SentenceKind.ITEM, SentenceKind.ROW})
"""The kinds that are indexed; furniture and captions never answer."""

_LISTED = (SentenceKind.ITEM, SentenceKind.ROW)
_PASSAGE_WORDS = 200  # about 280 tokens of Vietnamese: well inside the encoder's 512
_ENOUGH_WORDS = 90  # a passage this long ends where a heading begins
_LONGEST = 1_500  # characters of a sentence: what never stops is cut at a blank, or the work would grow with its square
_LABELLED = re.compile(  # "Dân số: 59.172 người" tells a figure, "Số: 12" and "Điện thoại: 0241" none
    r"(?!(?:so|ngay|dien thoai|dt|tel|fax|email|trang|luot|hotline|ma|bang|bieu|hinh|anh)\b)"
    r"[^:;.|\d]{3,70}:\s*(?:khoang |gan |hon |tren |uoc )?[-+]?\d{1,3}(?:[.,]?\d{1,3}){0,4}"
    r"(?:\s?%|\s+[^\W\d_][^:|]{0,60})?\W*$"
)
_ROMAN = re.compile(r"[IVXLC]{1,6}\s?[./)]\s")  # the number of a section
_NAME = re.compile(r"^\W*(?:[^\W\d_]+\W+){0,5}[^\W\d_]+\W*$")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    kind: SentenceKind
    heading: str = ""


def split(text: str, report_id: str = "", pages: Sequence[Page] = ()) -> tuple[list[Sentence], list[Passage]]:
    """Sentences and passages of a report's text.

    Args:
        text: the stored text.
        report_id: goes into every sentence and passage.
        pages: of a paged source; a sentence's page is the one it begins on.

    Returns:
        The sentences in order, each with its kind, nearest heading and passage; and the passages, runs of whole
        sentences of about 120 to 200 words that break at headings where they can.
    """
    tables = find_tables(text)
    sentences: list[Sentence] = []
    for line in _with_headings(text, _classify(text, tables)):
        for start, end in _pieces(text, line):
            sentences.append(
                Sentence(report_id, len(sentences), start, end, line.kind, 0, line.heading, _page_of(start, pages))
            )
    return _into_passages(text, report_id, sentences, tables)


def sentence_text(text: str, sentence: Sentence, tables: Sequence[Table] = ()) -> str:
    """What is encoded and indexed of a sentence: with its heading or column heads where it says little alone."""
    own = text[sentence.start : sentence.end]
    if sentence.kind is SentenceKind.ROW:
        return _row_text(text, sentence, tables) or own
    if sentence.heading and (sentence.kind is SentenceKind.ITEM or len(words(own)) < 12):
        return f"{sentence.heading.rstrip(': ')}: {own}"
    return own


def passage_text(text: str, passage: Passage, sentences: Sequence[Sentence], title: str = "") -> str:
    """What is encoded and indexed of a passage: its answering sentences, under the report's title."""
    body = " ".join(text[s.start : s.end] for s in sentences if s.passage == passage.index and s.kind in ANSWERING)
    return body if not title or title in body else f"{title}\n{body}"


def _row_text(text: str, sentence: Sentence, tables: Sequence[Table]) -> str:
    for table in tables:
        if table.start <= sentence.start < table.end:
            head = table.rows[0]
            at = bisect_left(table.rows, sentence.start, key=lambda r: r[0][0])
            row = table.rows[at] if at < len(table.rows) and table.rows[at][0][0] <= sentence.end else head
            if row is head:
                return f"{table.title} {text[sentence.start : sentence.end]}".strip()
            names = [text[a:b] for a, b in head]
            cells = [f"{name}: {text[a:b]}" for name, (a, b) in zip(names, row, strict=False)]
            return f"{table.title} {'; '.join(cells)}".strip()
    return ""


def _classify(text: str, tables: Sequence[Table]) -> list[_Line]:
    spans = [(a, b) for a, b in _joined(text, tables) if text[a:b].strip()]
    raw: list[_Line] = []
    related = title_seen = begun = False
    for number, (start, end) in enumerate(spans):
        line = text[start:end]
        blank_above = "\n\n" in _gap(text, spans[number - 1][1] if number else 0, start) or number == 0
        opens, inline = furniture.opens_related(line)
        if opens:
            related = not inline
        elif related and not furniture.bullet(line) and (blank_above or furniture.is_final(line)):
            related = False
        if opens or related or furniture.is_furniture(line):
            kind = SentenceKind.FURNITURE
        elif any(t.start <= start < t.end for t in tables):
            kind = SentenceKind.ROW
        else:
            following = text[slice(*spans[number + 1])] if number + 1 < len(spans) else ""
            kind = _kind_of(line, following, title_seen, begun, number >= len(spans) - 4)
            title_seen = title_seen or kind is SentenceKind.HEADING
            begun = begun or (kind is SentenceKind.PROSE and furniture.is_final(line.strip()))
        raw.append(_Line(start, end, kind))
    return raw


def _kind_of(line: str, following: str, title_seen: bool, begun: bool, near_end: bool) -> SentenceKind:
    stripped = line.strip()
    count = len(words(stripped))
    if furniture.is_marked_caption(stripped):
        return SentenceKind.CAPTION
    if furniture.is_date_line(stripped):
        return SentenceKind.PROSE
    if furniture.bullet(line):
        return SentenceKind.ITEM
    if furniture.numbering(line):
        return _numbered(stripped, count, following)
    if near_end and begun and _ends_here(following) and _NAME.match(stripped):
        return SentenceKind.PROSE  # who wrote it
    if not title_seen and not begun and count <= 45 and not furniture.is_final(stripped):
        return SentenceKind.HEADING
    if furniture.is_caption(stripped) or (begun and _describes(stripped, count)):
        return SentenceKind.CAPTION
    if furniture.is_signature(stripped) and (near_end or count < 5):
        return SentenceKind.PROSE
    if stripped.endswith(":") and count <= 20 and stripped.count(".") == 0:
        return SentenceKind.HEADING
    if furniture.is_final(stripped) or count > 25:
        return SentenceKind.PROSE
    return SentenceKind.ITEM if _LABELLED.match(fold(stripped)) else SentenceKind.HEADING


def _ends_here(following: str) -> bool:
    return not following or furniture.is_furniture(following) or furniture.opens_related(following)[0]


def _describes(stripped: str, count: int) -> bool:
    """Whether a line amid the prose is a photo's caption by its length: too long for a heading, without a stop."""
    return (
        14 <= count <= 40
        and not furniture.is_final(stripped)
        and not stripped.endswith(":")
        and not any(c.isdigit() for c in stripped)
        and not stripped.isupper()
        and not fold(stripped).startswith("ve ")
    )


def _numbered(stripped: str, count: int, following: str) -> SentenceKind:
    """ "1. Bưu chính" heads a section, "1. Đón 7,5 triệu lượt khách;" is an item."""
    if furniture.is_final(stripped) or count > 30:
        return SentenceKind.ITEM if count <= 60 else SentenceKind.PROSE
    if _LABELLED.match(fold(stripped[furniture.numbering(stripped) :])):
        return SentenceKind.ITEM
    if _ROMAN.match(stripped) and not _ROMAN.match(following.strip()):
        return SentenceKind.HEADING  # "II. MỤC TIÊU NĂM 2009" above "1. ..."
    if furniture.numbering(following) and any(c.isdigit() for c in stripped[furniture.numbering(stripped) :]):
        return SentenceKind.ITEM
    return SentenceKind.HEADING


def _with_headings(text: str, classified: list[_Line]) -> list[_Line]:
    """Give every line the nearest heading above it; an item, the line that leads its list in."""
    section = lead = ""
    result: list[_Line] = []
    for number, line in enumerate(classified):
        content = text[line.start : line.end].strip()
        if line.kind in _LISTED:
            result.append(replace(line, heading=lead or section))
            continue
        result.append(replace(line, heading=section))
        if line.kind in (SentenceKind.FURNITURE, SentenceKind.CAPTION):
            continue
        leads = number + 1 < len(classified) and classified[number + 1].kind in _LISTED
        lead = ""
        if leads and (content.endswith(":") or len(words(content)) <= 25):
            lead = content[slice(*split_sentences(content)[-1])] if content.endswith(":") else content
        over_table = leads and classified[number + 1].kind is SentenceKind.ROW
        if line.kind is SentenceKind.HEADING and not over_table and not (leads and content.endswith(":")):
            section = content
    return result


def _pieces(text: str, line: _Line) -> list[tuple[int, int]]:
    if line.kind in (SentenceKind.PROSE, SentenceKind.ITEM):
        spans = split_sentences(text, line.start, line.end)
    else:
        whole = text[line.start : line.end]
        spans = [(line.start + len(whole) - len(whole.lstrip()), line.start + len(whole.rstrip()))]
    return [piece for start, end in spans for piece in _cut(text, start, end)]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, or the pieces of one that is longer than any sentence is."""
    while end - start > _LONGEST:
        stop = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        stop = stop if stop > 0 else start + _LONGEST
        left = text[start:stop]
        if left.strip():
            yield start + len(left) - len(left.lstrip()), start + len(left.rstrip())
        start = stop
    left = text[start:end]
    if left.strip():
        yield start + len(left) - len(left.lstrip()), start + len(left.rstrip())


def _joined(text: str, tables: Sequence[Table]) -> list[tuple[int, int]]:
    """The lines of a text; those of a text wrapped at a fixed width, joined to the paragraphs they were."""
    spans = list(lines(text))
    lengths = sorted(len(text[a:b].rstrip()) for a, b in spans if text[a:b].strip())
    if not _is_wrapped(lengths):
        return _mend(text, spans, lambda a, b: False)
    full = 0.72 * lengths[int(len(lengths) * 0.9)]
    in_table = {a for a, b in spans if any(t.start <= a < t.end for t in tables)}

    def continues(above: tuple[int, int], below: tuple[int, int]) -> bool:
        upper, lower = text[slice(*above)].rstrip(), text[slice(*below)].strip()
        if above[0] in in_table or below[0] in in_table or len(upper.split("\n")[-1]) < full:
            return False
        return not (furniture.bullet(lower) or furniture.numbering(lower) or upper.endswith((".", ":", ";", "!", "?")))

    return _mend(text, spans, continues)


def _is_wrapped(lengths: list[int]) -> bool:
    """Whether lines of these lengths (sorted) were broken at a fixed width: most are about as long as the longest."""
    if len(lengths) < 8 or not 50 <= lengths[-1] <= 130:
        return False
    wide = lengths[int(len(lengths) * 0.9)]
    return sum(length >= 0.8 * wide for length in lengths) >= 0.5 * len(lengths)


def _mend(text: str, spans: list[tuple[int, int]], continues: object) -> list[tuple[int, int]]:
    assert callable(continues)
    result: list[tuple[int, int]] = []
    for span in spans:
        upper = text[slice(*result[-1])].rstrip() if result else ""
        lower = text[slice(*span)].strip()
        broken = (
            bool(upper)
            and bool(lower)
            and len(upper) >= 40
            and lower[0].islower()
            and upper[-1] not in ".:;!?…|"
            and not furniture.bullet(lower)
            and not furniture.numbering(lower)
            and "\t" not in lower
        )
        if result and upper and lower and (broken or continues(result[-1], span)):
            result[-1] = (result[-1][0], span[1])
        else:
            result.append(span)
    return result


def _gap(text: str, start: int, end: int) -> str:
    return re.sub(r"[^\S\n]+", "", text[start:end])


def _page_of(start: int, pages: Sequence[Page]) -> int | None:
    return next((page.number for page in pages if page.start <= start < page.end), None)


def _into_passages(
    text: str, report_id: str, sentences: list[Sentence], tables: Sequence[Table]
) -> tuple[list[Sentence], list[Passage]]:
    groups: list[list[Sentence]] = []
    size = 0
    for sentence in sentences:
        count = len(text[sentence.start : sentence.end].split()) if sentence.kind in ANSWERING else 0
        heads = sentence.kind is SentenceKind.HEADING
        inside_table = sentence.kind is SentenceKind.ROW and not any(t.start == sentence.start for t in tables)
        limit = _PASSAGE_WORDS * (1.5 if inside_table else 1)
        if not groups or (size and (size + count > limit or (heads and size >= _ENOUGH_WORDS))):
            carried = _trailing_headings(groups[-1]) if groups else []
            groups.append([*carried])
            size = sum(len(text[s.start : s.end].split()) for s in carried)
        groups[-1].append(sentence)
        size += count
    groups = [group for group in groups if group]
    placed = [replace(s, passage=number) for number, group in enumerate(groups) for s in group]
    passages = []
    for number, group in enumerate(groups):
        core = [s for s in group if s.kind in ANSWERING] or group  # no menu at its beginning or end
        passages.append(Passage(report_id, number, core[0].start, core[-1].end))
    return placed, passages


def _trailing_headings(group: list[Sentence]) -> list[Sentence]:
    """Take the headings off the end of a group, for the passage that they head."""
    carried: list[Sentence] = []
    while len(group) > 1 and group[-1].kind is SentenceKind.HEADING:
        carried.insert(0, group.pop())
    return carried
