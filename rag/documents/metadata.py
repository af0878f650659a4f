"""What a report says of itself: title, publisher, when it was put out, which place and which period it is about.

The period reported on is told from the plan that follows it: "tổng kết năm 2022 và triển khai nhiệm vụ năm 2023"
reports on 2022. A text that states none is taken as of its publication.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from rag.documents.corrections import Corrections, Field
from rag.documents.publication import event_of, is_issued_with_another, published_of, title_of
from rag.documents.publisher import district_of, publisher_of
from rag.scopes.locate import place_of
from rag.scopes.periods import UNKNOWN_YEAR, find_periods, year_period
from rag.scopes.places import find_places, resolve
from rag.text import fold
from rag.types import Metadata, Period, PeriodKind, PeriodMention, Place, PlaceLevel

_LEAD = 1200  # code points in which a report says what it reports on
_READ = 12_000
_ENOUGH = 3.0  # weight below which no period counts as stated
_KINDS = frozenset(
    [
        PeriodKind.YEAR,
        PeriodKind.HALF,
        PeriodKind.QUARTER,
        PeriodKind.MONTHS,
        PeriodKind.MONTH,
        PeriodKind.SCHOOL_YEAR,
        PeriodKind.SEMESTER,
        PeriodKind.SEASON,
    ]
)
# days before its end that a period may be told of
_EARLY = {PeriodKind.SCHOOL_YEAR: 120, PeriodKind.RANGE: 120, PeriodKind.SEASON: 300}
_REVIEW = re.compile(
    r"tong ket|so ket|ket qua|tinh hinh|nhin lai|danh gia|toan canh|dau an|bao cao|cong tac|hoat dong|thuc hien|"
    r"giao ban|khep lai|trong nam|nam qua|thong ke|hoan thanh|review|results?|performance|report"
)
_PLAN = re.compile(
    r"nhiem vu|phuong huong|ke hoach|trien khai|muc tieu|du toan|phan dau|giai phap|dinh huong|chi tieu giao|"
    r"tiep theo|chuan bi|huong toi|du kien|plans?|tasks|targets?|outlook"
)
_CARRIED_OUT = re.compile(r"ket qua thuc hien (?:ke hoach|nhiem vu|muc tieu|chi tieu|du toan) ")  # of a plan: no plan
_PLAN_AFTER = re.compile(r"\W*(?:se|can|tap trung|phan dau|tiep tuc|quyet tam|huong toi|dat muc tieu|will)\b")
_YEAR_OF_NUMBER = re.compile(r"\bsố \d+\w*\s?/\s?((?:19|20)\d\d)\s?/")
_REPORTS = re.compile(r"\b(?:bao cao|ket qua|tinh hinh|tong ket|so ket)\b")
_LETTER, _ADDRESSED = re.compile(r"(?i)^\W*v/v\b"), re.compile(r"(?i)\bkính gửi\b")
_BELOW = 4  # lines
_OPENING = 60  # code points into the lead
_BREAK = re.compile(r"[.;\n]")
_RULE = re.compile(
    r"(?i)(?:nghị định|nghị quyết|thông tư|luật|pháp lệnh|quyết định|chỉ thị|quy chế|"
    r"(?:bảng|biểu|khung) (?:giá|phí|mức thu))\b"
)
_PRICES = re.compile(r"(?i)\b(?:giá|phí|mức thu)\b")
_IS_PLAN = re.compile(r"(?i)(?:kế hoạch|chương trình(?: công tác| hành động)?) số \d")  # as `title_of` names one
_NUMBERED = re.compile(r" số \d+\S*/\S")  # a document's own title, as `title_of` puts it together
_OF_DISTRICT = re.compile(
    r"(?i)(?:huyện|thị xã|quận) [^,;.]{2,30}, tỉnh [^,;.:\d]{2,20}\s*[:–-]\s.*(?:kết quả|tình hình|báo cáo|số liệu)|"
    r"(?:báo cáo|kế hoạch|thông tin chung|tình hình|số liệu|niên giám|thống kê|kết quả|một số)\b.*"
    r"\b(?:huyện|thị xã|quận|thành phố) [^,;.]{2,30}, tỉnh [^,;.\d]{2,20}(?:,? năm \d{4}[^,;.]*)?\W*$"
)
_SITE_TAIL = re.compile(r"\s+[|–-]\s+(?:Sở|Cổng|Trang|UBND|Ủy ban|Bộ|Báo|Website)\b[^|]*$")


def describe(
    text: str, source: str = "", hints: Metadata | None = None, corrections: Corrections | None = None
) -> Metadata:
    """What a report says of itself.

    Args:
        text: the stored text, NFC.
        source: the file's name; its place names count a little.
        hints: what the file says outside its text (an HTML page's title, date, address); the text's own word wins
            for title and date, the hint where the text says nothing.
        corrections: what a person has put right; it wins over all, and the rest is told from it.

    Returns:
        The metadata, empty or None where nothing is stated and nothing can be inferred.
    """
    hints = hints or Metadata()
    corrections = corrections or Corrections()
    title = corrections.pick(Field.TITLE, _title(text, hints.title))
    published = corrections.pick(Field.PUBLISHED, published_of(text) or hints.published)
    place = hints.place or place_of(text, title=title, publisher=hints.publisher, url=hints.url)[0]
    if place is None and source:
        place = place_of(text, title=source)[0]
    place = corrections.pick(Field.PLACE, place)
    # a decree, or what came out with one, reports on nothing, whatever years its text names
    is_rule = bool(_RULE.match(title)) or is_issued_with_another(text)
    told = _ruled(title, published) if is_rule else _planned(title) or _reported(title, text, published)
    if _LETTER.match(title) and not _REPORTS.search(fold(title)) and _ADDRESSED.search(text[:_READ]):
        told = None  # a letter tells of what it answers, whatever periods it names
    period = hints.period or told
    event = hints.event or event_of(text, published, period)
    period = corrections.pick(Field.PERIOD, period or _as_of(published or event, title + "\n" + text[:_LEAD]))
    publisher = corrections.pick(Field.PUBLISHER, hints.publisher or publisher_of(text, place))
    if place is None and publisher:  # a district's office, whose province nothing names
        named = {m.place for m in resolve(find_places(publisher)) if m.place.province}
        place = named.pop() if len(named) == 1 else None
    is_of_one = (is_rule and _PRICES.search(title)) or _OF_DISTRICT.match(title)
    narrower = district_of(publisher, place) or (_one_district(title, place) if is_of_one else None)
    place = corrections.pick(Field.PLACE, narrower or place)
    return Metadata(title, publisher, published, place, period, event, hints.url)


def _one_district(title: str, about: Place | None) -> Place | None:
    """The one district of a province that a title names, a list of prices' or a report's: it is for that district."""
    if about is None or about.level is not PlaceLevel.PROVINCE:
        return None
    named = {m.place for m in resolve(find_places(title), about.name) if m.place.level is not PlaceLevel.PROVINCE}
    if len(named) != 1:
        return None
    (place,) = named
    return place if place.level is PlaceLevel.DISTRICT and place.province == about.name else None


def _title(text: str, hint: str) -> str:
    """The text's own heading; the page's title where the text has none that says enough."""
    own = title_of(text)
    hint = _SITE_TAIL.sub("", hint).strip()
    lines = [line.strip() for line in text[:3000].split("\n") if line.strip()]
    is_heading = len(own.split()) >= 5 and own in lines
    if is_heading and hint in lines[lines.index(own) + 1 : lines.index(own) + _BELOW]:
        return hint  # what stands above the page's own title is a photo's caption or the name of a column
    if not hint or is_heading or _NUMBERED.search(own) or fold(own) in fold(hint) or fold(hint) in fold(own):
        return own or hint
    return hint


def _reported(title: str, text: str, published: date | None) -> Period | None:
    """The period a report is about, None when it states none."""
    start = max(0, text.find(title))
    body = text[start + len(title) if text[start : start + len(title)] == title else 0 :][:_READ]
    year = published.year if published else _first_year(title + "\n" + body[:_LEAD])
    weights: dict[Period, float] = defaultdict(float)
    for passage, weight, tail in ((title, 6.0, 6.0), (body[:_LEAD], 3.0, 3.0), (body[_LEAD:], 0.3, 0.1)):
        mentions = find_periods(passage, default_year=year)
        for mention, following in zip_longest(mentions, mentions[1:]):
            kinds = _KINDS | {PeriodKind.RANGE} if passage is title else _KINDS
            if mention.period.kind in kinds and not mention.is_base and _is_over(mention.period, published):
                at = weight if mention.start < len(passage) // 2 else tail
                at *= _governed(passage, mention)
                if (
                    following is not None
                    and _goes_on(passage, mention, following)
                    and _is_over(following.period, published)
                ):
                    at /= 2
                weights[replace(mention.period, as_of=False)] += at
    named = {m.period for m in find_periods(title) if m.period.year > UNKNOWN_YEAR + 1}
    going_on = [p.year for p in named if not _is_over(p, published)]
    best = _best(weights)
    # news of this year's festival may tell of the last one's visitors: it does not report on them
    is_aside = best is not None and best not in named and bool(going_on) and best.year < min(going_on)
    return None if is_aside else best


def _goes_on(passage: str, earlier: PeriodMention, later: PeriodMention) -> bool:
    """Whether a report goes on to a later period: "tình hình năm 2016 và 6 tháng đầu năm 2017" is of the latter."""
    joined = fold(passage[earlier.end : later.start]).strip(" ,") == "va"
    return joined and later.period.end > earlier.period.end and earlier.period.kind is PeriodKind.YEAR


def _best(weights: dict[Period, float]) -> Period | None:
    """The heaviest period; "quý III và 9 tháng" is nine months, the stretch that holds the other."""
    ranked = sorted(weights, key=lambda period: -weights[period])
    if not ranked or weights[ranked[0]] < _ENOUGH:
        return None
    best = ranked[0]
    for other in ranked[1:]:
        longer = other.end == best.end and other.start < best.start and other.kind is not PeriodKind.YEAR
        if longer and weights[other] >= 0.25 * weights[best]:
            best = other
    return best


def _first_year(text: str) -> int | None:
    years = [m.period.year for m in find_periods(text) if m.period.year > UNKNOWN_YEAR + 1]
    return years[0] if years else None


def _is_over(period: Period, published: date | None) -> bool:
    """Whether a period can be reported on by then: a year from mid-November on, a school year from May, a crop too."""
    if period.year <= UNKNOWN_YEAR + 1:
        return False
    early = timedelta(_EARLY.get(period.kind, 50))
    return published is None or period.end <= published + early


def _planned(title: str) -> Period | None:
    """The period that a plan is for, told by its title; None for what is no plan."""
    if not _IS_PLAN.match(title):
        return None
    named = [m for m in find_periods(title) if m.period.kind is PeriodKind.RANGE] or _named(title)
    return named[-1].period if named else None


def _ruled(title: str, published: date | None) -> Period | None:
    """The one period that a rule's title says it is for ("giá đất năm 2006"), else the year it was made in."""
    named = {m.period for m in _named(title) if not title[m.start].isdigit()}
    if len(named) == 1:
        return named.pop()
    if published is None and (numbered := _YEAR_OF_NUMBER.search(title)):
        return year_period(int(numbered[1]))  # "Số 12/2004/QĐ-UB", of a day left blank
    return year_period(published.year) if published else None


def _named(title: str) -> list[PeriodMention]:
    """Where a title names a period, with its year, that a report may be about."""
    return [m for m in find_periods(title) if m.period.kind in _KINDS and m.period.year > UNKNOWN_YEAR + 1]


def _governed(passage: str, mention: PeriodMention) -> float:
    """How far the words before a period make it the one reported on: much in a review, not at all in a plan."""
    before = fold(passage[max(0, mention.start - 90) : mention.start])
    before = _CARRIED_OUT.sub("ket qua ", _BREAK.split(before)[-1])
    review = max((m.start() for m in _REVIEW.finditer(before)), default=-1)
    plan = max((m.start() for m in _PLAN.finditer(before)), default=-1)
    if plan > review:
        return 0.0
    if passage[max(0, mention.start - 1) : mention.start] == "(":
        return 0.1
    if _PLAN_AFTER.match(fold(passage[mention.end : mention.end + 40])):
        return 0.0
    if review >= 0:
        return 2.0
    if before.strip(' "“-–*'):
        return 0.7
    return 1.5 if mention.start < _OPENING else 0.9  # a report that opens with its period tells of it


def _as_of(day: date | None, lead: str) -> Period | None:
    """What a report without a stated period tells of: the year before in January and February, else that day."""
    if day is None:
        return None
    if day.month <= 2 and re.search(r"tong ket|bao cao|ket qua|nam qua", fold(lead)):
        return year_period(day.year - 1)
    return Period(day, day, PeriodKind.DAY, as_of=True)
