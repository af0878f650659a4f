"""The nouns that travel between the steps: one frozen dataclass each, no dict crosses a module.

Offsets are Unicode code points of the report's stored NFC text: `report.text[start:end] == quote`, always.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Language(StrEnum):
    """The language a person asked in; answers are given in it."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class PlaceLevel(StrEnum):
    """Vietnam's administrative levels, as they stood before July 2025 (the reports' own)."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its canonical name without the kind word: Place("Bắc Kạn", PROVINCE, "Bắc Kạn")."""

    name: str
    level: PlaceLevel
    province: str  # the province it lies in; its own name for a province; "" for the country
    kind: str = ""  # "tỉnh", "thành phố", "huyện", "thị xã", "xã", ...; tells "huyện Quảng Ninh" from the province


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text, at [start, end)."""

    place: Place
    start: int
    end: int


class PeriodKind(StrEnum):
    """How long a period is; a school year runs from September to August."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTHS = "months"  # "9 tháng": from the year's first day to the end of a month
    MONTH = "month"
    DAY = "day"
    SCHOOL_YEAR = "school_year"
    SEMESTER = "semester"
    SEASON = "season"  # "vụ đông xuân 2016-2017": a crop's, or the dry or rainy one, that runs over a year's end
    RANGE = "range"  # "giai đoạn 2021-2025"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of calendar time, both ends included. `as_of`: a state on the last day, not a flow over it."""

    start: date
    end: date
    kind: PeriodKind
    as_of: bool = False

    @property
    def year(self) -> int:
        """The year it ends in, except for a school year, which is named by its first."""
        return self.start.year if self.kind is PeriodKind.SCHOOL_YEAR else self.end.year

    def holds(self, other: Period) -> bool:
        """Whether another period lies within this one; each holds itself."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period named in a text, at [start, end). `is_base`: it is what something is compared with."""

    period: Period
    start: int
    end: int
    is_base: bool = False


class FigureKind(StrEnum):
    """What a stated number is."""

    COUNT = "count"
    RATIO = "ratio"  # "1.197/1.292": value is the first side, `whole` the second
    PERCENTAGE = "percentage"
    MONEY = "money"
    CHANGE = "change"  # "giảm 10%", "tăng 3 xã": points at what it changes by `base`
    RANK = "rank"  # "thứ 26/63"
    RATE = "rate"  # "11,3 bác sĩ/vạn dân"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit in a text, at [start, end); value in the unit as written ("37,367 tỷ đồng": 37.367)."""

    start: int
    end: int
    text: str  # text[start:end]: number, scale and unit, without hedge
    value: Decimal
    unit: str  # "tỷ đồng", "%", "điểm phục vụ bưu chính", "ca", ... as written, "" when none
    kind: FigureKind
    whole: Decimal | None = None
    hedge: str = ""  # "hơn", "gần", "khoảng", "trên", ... as written before the number
    direction: str = ""  # "tăng" or "giảm" for a change
    number_end: int = 0  # end of the bare number


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated figure: what it counts, where, when, and the words that prove it."""

    report_id: str
    quantity: Quantity  # offsets in the report's text
    indicator: str  # a short noun phrase in the report's words
    place: Place | None
    period: Period | None
    start: int  # the clause or table row that states it
    end: int
    row_head: str = ""
    column_head: str = ""
    base: Period | None = None  # what a change is measured against
    confidence: float = 1.0
    kind_of_scope: str = "own"  # "own": the report's place and period; "stated": named in the sentence


class SentenceKind(StrEnum):
    """What a stretch of a report is; furniture and captions never answer."""

    PROSE = "prose"
    HEADING = "heading"
    ITEM = "item"  # a list item
    ROW = "row"  # a table row
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item, heading or table row of a report."""

    report_id: str
    index: int  # place in the report, from 0
    start: int
    end: int
    kind: SentenceKind
    passage: int  # index of the passage it lies in
    heading: str = ""  # the nearest heading above, "" when none
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences, short enough for the encoder."""

    report_id: str
    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report: each row a tuple of cells (start, end) in the report's text; the first row heads it."""

    start: int
    end: int
    rows: tuple[tuple[tuple[int, int], ...], ...]
    title: str = ""  # the line above it, when it introduces the table
    unit: str = ""  # "Đơn vị tính: tỷ đồng" above it
    under: tuple[tuple[tuple[int, int], ...], ...] = ()  # lines that go on with the heads: "các huyện" below "Thị trấn"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says of itself, by the loader and `rag.documents.metadata`; None or empty when not stated."""

    title: str = ""
    publisher: str = ""
    published: date | None = None
    place: Place | None = None
    period: Period | None = None
    event: date | None = None  # the day of the meeting it tells of
    url: str = ""
    extras: str = ""  # what another program keeps with a text that it added (JSON); nothing here reads it


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paged source: its number, from 1, and where its text stands."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """A stored document. `source` is the file name as added; `id` is stable over its life in the library."""

    id: str
    source: str
    text: str
    metadata: Metadata
    sha256: str = ""
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved sentence or passage; `score` is comparable within one query only."""

    report_id: str
    start: int
    end: int
    score: float
    sentence: int | None = None  # the sentence's index; None for a passage
    dense: float = 0.0  # cosine
    lexical: float = 0.0  # BM25


class AnswerKind(StrEnum):
    """What kind of thing is asked for."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    MONEY = "money"
    RANK = "rank"
    CHANGE = "change"
    PERSON = "person"
    PLACE = "place"
    DATE = "date"
    ORGANISATION = "organisation"
    LIST = "list"
    YES_NO = "yes_no"
    REASON = "reason"
    PURPOSE = "purpose"
    DEFINITION = "definition"
    DOCUMENT = "document"  # a decision's or plan's number
    OPEN = "open"  # several points
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood: what is asked, for which places and periods, in which language."""

    text: str  # as asked, NFC
    language: Language
    has_diacritics: bool
    kind: AnswerKind
    places: tuple[Place, ...] = ()
    periods: tuple[Period, ...] = ()
    topic: str = ""  # the question without its places and periods, what the reader is asked
    parts: tuple[Query, ...] = ()  # of a comparison or a question with several scopes
    is_comparison: bool = False
    history_used: bool = False
    setting: str = ""  # the end of the topic that an earlier turn left: "(trên địa bàn tỉnh)"
    documents: tuple[str, ...] = ()  # numbers of the documents asked about: "86/2007/NĐ-CP"
    report_periods: tuple[Period, ...] = ()  # of the reports named as the source: "trong báo cáo quý I/2023"
    also: tuple[Query, ...] = ()  # what is asked beside it about the same thing: "ai ký, ký ngày nào"
    name: str = ""  # of one side of a difference: what tells it from the other one
    refusal: str = ""  # a Reason's value when the text is no question for the reports


class Reason(StrEnum):
    """Why nothing is answered."""

    NOT_STATED = "not_stated"
    OTHER_PLACE = "other_place"
    OTHER_PERIOD = "other_period"
    OFF_TOPIC = "off_topic"
    NOT_A_QUESTION = "not_a_question"
    INSTRUCTION = "instruction"
    FALSE_PREMISE = "false_premise"
    EMPTY_LIBRARY = "empty_library"
    OUTSIDE_SELECTION = "outside_selection"  # stated, but in none of the reports that the person chose


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim span of a stored report that proves a statement."""

    marker: int  # from 1
    report_id: str
    source: str
    title: str
    place: str
    period: str
    quote: str
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence shown to the asker, with the markers of the citations that prove it."""

    text: str
    markers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown: the short answer first, or an abstention with its reason and what comes nearest."""

    text: str  # the short answer alone, at most 60 words; for an abstention, the sentence that says so
    language: Language
    abstained: bool = False
    reason: Reason | None = None
    citations: tuple[Citation, ...] = ()
    statements: tuple[Statement, ...] = ()
    nearest: tuple[Statement, ...] = ()
    suggestions: tuple[str, ...] = ()  # questions that the reports do answer
    scope: str = ""  # "Bắc Kạn, 2022"
    gloss: str = ""  # "37.367 billion dong"
    confidence: float = 1.0  # how likely an answer is there at all, 0 to 1
    timings_ms: dict[str, float] = field(default_factory=dict)
    trace: tuple[str, ...] = ()
    notice: str = ""  # what the asker should know of how it came about: the language model did not answer
