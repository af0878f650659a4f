"""Rules figures out that are told of another thing than the one asked for: of another kind, level or name.

Where reports have the "doanh thu bưu chính" alone, nothing in them is the "doanh thu viễn thông"; "13 khách sạn 5 sao"
are none of four stars; what is said of "vốn đầu tư công" is not said of "vốn ODA". Then the answer is silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.answering.beside import around, sentence_text, told_before, unit_words
from rag.answering.candidates import Candidate, unfit_where
from rag.answering.figure_fit import own_label, own_terms
from rag.answering.levels import ROMAN, levels
from rag.answering.wording import asked_terms, concepts, label, said, setting_terms
from rag.documents.publication import number_of
from rag.quantities.dates import find_document_numbers
from rag.question.answer_kinds import is_numeric
from rag.question.named_documents import named_numbers
from rag.scopes.periods import has_year
from rag.text import fold, words
from rag.types import AnswerKind, FigureKind, Language, PeriodKind, Query, SentenceKind
from rag.words.concepts import parts
from rag.words.language import content_words

_MEASURED = re.compile(
    r"\b(?P<measure>san luong|dien tich|nang suat|doanh thu|kim ngach) "
    r"(?P<thing>(?:(?!(?:cua|tai|o|trong|nam|la|dat|duoc|bao|may|toan|va|den|thi|theo|tu)\b)[^\W\d_]+ ?){1,4})"
)
_NO_THING = frozenset("ca tat moi so tong chung con nuoi trong gieo cay thu hoach xuat khau nhap dat tu nhien".split())
_ASKS_MEASURE = re.compile(
    r"\b(?:bao nhieu|may) (?:kg|ki lo|kilogam|tan|ta|yen|ha|hec ta|hecta|m2|m3|met vuong|met khoi|km|lit|kwh)\b"
    r"(?!.*\bdong\b)|"
    r"\bhow many (?:kilograms?|kilos|tonnes|tons|hectares|square|cubic|kilomet\w+|lit(?:re|er)s)\b"
)
_STRETCH = re.compile(r"\b(?:tu|from|between)\b")
_OF_FUTURE = re.compile(r"\b(?:ke hoach|du kien|phan dau|se|muc tieu|plan\w*|target\w*|expect\w*|will|due)\b")
_MARKS = " .,;:?!()\"'“”"
_NUMBERED_THING = re.compile(
    r"\b(?P<thing>dot|lan thu|ky hop thu|phien hop thu|vong|khoa|khoi) "
    r"(?P<number>\d{1,2}|[ivx]{1,5}|[a-d]\d{0,2})\b(?![.,/]\d| (?:ngay|thang|nam|gio|nguoi|ho|con|ha)\b)"
)
_ASKS_COMMUNE = re.compile(
    r"\b(?:xa|phuong|thi tran|thon|ban|ap|khu pho|cap xa|communes?|wards?|townships?|hamlets?|villages?|towns?)\b"
)
_OF_COMMUNE = re.compile(
    r"(?:(?i:riêng|trong đó|còn),?\s+)?(?i:xã|phường|thị trấn|thôn|ấp|khu phố)\s+(?P<name>[^\W\d_]+)"
)
_NOT = re.compile(r"\b(?:chua|khong)\b")
_ASKS_NOT = re.compile(r"\b(?:chua|khong|not|no|without|never|lack\w*|un\w+ed)\b")
_ACRONYM = re.compile(r"\b[A-ZĐ]{3,6}(?: [A-ZĐ]{3,6})*\b")
_BODY_BEFORE = re.compile(r"(?i)(?:sở|ubnd|hđnd|ngành|phòng|department of|bộ|công ty|tập đoàn)\s+$")
_BODIES = frozenset("UBND HĐND MTTQ BCĐ BQL VNPT CDC BHXH KBNN TAND VKSND LĐLĐ".split())  # who does it, not what
_BODY_AFTER = re.compile(r"(?i)\s+(?:departments?|sector|office|agency|company|ministry)\b")
_OPENING = 600  # code points of a report in which it says what all its tables are about
_FOREIGN = 4  # letters of a foreign word at least
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?|[^aeiouy]+"
)  # folded; without vowels it is short for Vietnamese words
_FOUNDED = "thanh lap|(?:newly|new) (?:establish|register|business|enterprise|compan)\\w*"
_CONTRARIES = tuple(
    (re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{other})\b"))
    for one, other in (
        ("bi thuong|injur\\w+", "chet|tu vong|kill\\w*|deaths?|died|dead"),
        ("xuat khau|exports?|exported", "nhap khau|imports?|imported"),
        (_FOUNDED, "giai the|dissol\\w+|wound up"),
        (_FOUNDED, "(?:tam )?ngung|suspend\\w*"),
        (
            "mac(?! benh nang)|nhiem (?:benh|covid\\S*|vi rut|virus|hiv|khuan)|ca (?:benh|sot|covid\\w*)|infect\\w*|"
            "cases?",
            "chet|tu vong|duoi nuoc|kill\\w*|deaths?|died|dead|drown\\w*",
        ),
        ("thap coi|stunt\\w*", "nhe can|underweight"),
        ("ho ngheo|poor households?", "can ngheo|near[- ]poor"),
        (
            "(?<!chua )(?<!khong )(?:ca|co|gom) (?:ca )?(?:thue|vat)|(?:including|with) (?:the )?(?:tax|vat)",
            "(?:chua|khong)(?: co| gom| bao gom| tinh| ke)? (?:thue|vat)|truoc thue|"
            "(?:excluding|before|without) (?:tax|vat)",
        ),
    )
)
_DIED = re.compile(r"\b(?:chet|tu vong|thiet mang|kill\w*|deaths?|died|dead)\b")
_SPARED = re.compile(r"\bbi thuong\b|\bmat tich\b|\binjur\w*|\bmissing\b|\bkhong (?:\w+ ){0,2}(?:chet|tu vong)\b")
_ASKS_ALL = re.compile(
    r"\b(?:tat ca|tong cong|tong so|luy ke|hien co|den nay|den het|tinh den|den cuoi|tong)\b|\b(?:in total|"
    r"altogether|in all|so far|to date|"
    r"by the end of|as of)\b"
)
_ADDED_UP = re.compile(
    r"\b(?:nang|dua) (?:tong so|so|tong)[^,;.]{0,60}? len (?:thanh )?$|\btong so [^,;.]{0,40}? len $"
)
_ASKS_LACK = re.compile(
    r"\bthieu\b|\b(?:con|chua|hut|can them) (?:\w+ ){0,6}(?:bao nhieu|may)\b|(?:bao nhieu|may) .*\b(?:chua|con|nua)\b|"
    r"\b(?:lack\w*|short\w*|missing|still|need\w*|vacan\w*|without)\b"
)
_LACKING = re.compile(r"(?i)(?<!không thể )(?<!tình trạng )\bthiếu(?: hụt)?\s+(?:(?:khoảng|hơn|gần|trên|tới|đến)\s+)?$")
_LACK_REACH = 24  # code points
_CODE = re.compile(
    r"\b(?!(?:t|ql|dt|tl|hl|dh)\d)[a-z]{1,2}\d{2,3}\b"
)  # of an exam, a vaccine, a road; "T10" is a month
_GROUPS = concepts("trẻ em, phụ nữ, học sinh, sinh viên, người cao tuổi, người khuyết tật, hộ cận nghèo")
_FOREIGNERS = concepts("người nước ngoài, khách quốc tế, nước ngoài")  # among visitors they are one
_VISITORS = frozenset({"khach", "luot"})
_PERSONS = frozenset("nguoi em ho chau".split()) | _VISITORS  # "6 vụ" among pupils need no pupils beside them
_COUNTRY = "#country_"  # what the concepts of countries begin with


def without_other_levels(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures whose own words tell another level than the one asked for ("5 sao") no longer fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    asked = levels(query.topic)
    if not asked:
        return list(candidates)

    def is_of_another(c: Candidate) -> bool:
        own = levels(c.text)
        return c.figure is not None and bool(own) and own.isdisjoint(asked)

    return unfit_where(candidates, is_of_another)


def without_money_for_measures(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; sums of money do not fit where kilograms, hectares and the like are asked for.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    if not _ASKS_MEASURE.search(fold(query.text)):
        return list(candidates)
    return unfit_where(candidates, lambda c: c.figure is not None and c.figure.quantity.kind is FigureKind.MONEY)


def without_later_day(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; a report that came out before the day until which is asked tells nothing of it but plans.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    days = [p for p in query.periods if p.kind is PeriodKind.DAY and has_year(p)]
    folded = fold(query.text)
    if len(days) != 1 or not is_numeric(query.kind) or _OF_FUTURE.search(folded) or _STRETCH.search(folded):
        return list(candidates)

    def is_before(c: Candidate) -> bool:
        out = c.report.metadata.published or c.report.metadata.event
        return out is not None and out < days[0].start and not c.features.plan

    return unfit_where(candidates, is_before)


def without_strange_rows(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; a row does not fit where what the question names so stands nowhere in its report.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "Quặng apatít" is no "quặng mangan". Only for questions in the reports' own language.
    """
    if query.language is not Language.VIETNAMESE or query.setting:
        return list(candidates)
    content = frozenset(content_words(query.topic))
    spelt, meant = query.topic.split(), concepts(query.topic)
    asked = [
        (fold(one).strip(_MARKS), two)
        for n, (one, written) in enumerate(pairwise(spelt), 1)
        if (two := fold(written).strip(_MARKS)) in content
        and len(two) > 2
        and not two.isdigit()
        and concepts(" ".join(spelt[:n] + spelt[n + 1 :])) == meant  # else a word that others may say otherwise
    ]
    told: dict[str, frozenset[str]] = {}

    def is_strange(c: Candidate) -> bool:
        if c.figure is None or not c.figure.row_head or c.sentence.kind is not SentenceKind.ROW:
            return False
        if c.report.id not in told:
            told[c.report.id] = frozenset(words(c.report.text))
        head = {one: two for one, two in pairwise(words(c.figure.row_head)) if two not in content}
        return any(one in head and two not in told[c.report.id] for one, two in asked)

    return unfit_where(candidates, is_strange)


def without_other_number(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; what is told of another of several numbered things no longer fits: "đợt 1" for "đợt 2".

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. The number right behind a candidate, else the nearest before it, is its own.
    """
    asked = {(m["thing"], _number(m["number"])) for m in _NUMBERED_THING.finditer(fold(query.text))}
    if len(asked) != 1:
        return list(candidates)
    ((thing, number),) = asked

    def is_of_another(c: Candidate) -> bool:
        folded = fold(sentence_text(c))
        found = [m for m in _NUMBERED_THING.finditer(folded) if m["thing"] == thing]
        low, high = c.start - c.sentence.start, c.end - c.sentence.start
        behind = [m for m in found if high <= m.start() and not re.search(r"[,;:]", folded[high : m.start()])]
        before = [m for m in found if m.start() <= low]
        told = behind[:1] or before[-1:] or found
        return bool(told) and all(_number(m["number"]) != number for m in told)

    return unfit_where(candidates, is_of_another)


def _number(written: str) -> str:
    return ROMAN.get(written, written.lstrip("0"))


def without_commune(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; a commune's figure does not fit beside its like of the district or province asked about.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "Thị trấn ... có tỷ lệ hộ nghèo thấp nhất với 1,48%" is not the district's rate.
    """
    if not query.places or _ASKS_COMMUNE.search(fold(query.text)) or query.kind in (AnswerKind.PLACE, AnswerKind.LIST):
        return list(candidates)

    def is_of_commune(c: Candidate) -> bool:
        named = _OF_COMMUNE.match(c.figure.indicator) if c.figure is not None else None
        return named is not None and named["name"][0].isupper()

    others = {tuple(unit_words(c)) for c in candidates if c.figure is not None and c.fits and not is_of_commune(c)}
    return unfit_where(candidates, lambda c: is_of_commune(c) and tuple(unit_words(c)) in others)


def without_acronym(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures told without the acronym that the question has, or what it is short for, do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. What is asked of "vốn ODA" is not told by "vốn đầu tư công".
    """
    if query.topic.isupper():
        return list(candidates)
    wanted = [
        said(m.group())
        for m in _ACRONYM.finditer(query.topic)
        if m.group() in query.text
        and m.group() not in _BODIES
        and not _BODY_BEFORE.search(query.topic[: m.start()])
        and not _BODY_AFTER.match(query.topic[m.end() :])
    ]
    return _without_any_of(candidates, wanted, opening=_OPENING)


def _without_any_of(
    candidates: Sequence[Candidate], wanted: Sequence[frozenset[str]], opening: int = 0
) -> list[Candidate]:
    """The candidates; figures around which one of several things is told in none of its terms do not fit.

    Around a figure are its sentence and what stands before it, its heads and its report's.
    """
    if not wanted:
        return list(candidates)

    def lacks(c: Candidate) -> bool:
        if c.figure is None:
            return False
        about = f"{c.report.metadata.title} {c.report.metadata.publisher} {c.sentence.heading}"
        told = said(f"{told_before(c)} {about} {label(c.figure)}")
        if c.sentence.kind is SentenceKind.ROW and opening:
            told |= said(c.report.text[:opening])
        return any(told.isdisjoint(terms) for terms in wanted)

    return unfit_where(candidates, lacks)


def without_contrary(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures whose own words tell the contrary of what is asked ("làm chết 17 người") do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    asked = fold(query.topic)
    pairs = [
        (one, other)
        for pair in _CONTRARIES
        for one, other in (pair, pair[::-1])
        if one.search(asked) and not other.search(asked)
    ]
    if not pairs:
        return list(candidates)

    def tells_contrary(c: Candidate) -> bool:
        own = fold(f"{around(c)} {own_label(c.figure)}") if c.figure is not None else ""
        return any(other.search(own) and not one.search(own) for one, other in pairs)

    return unfit_where(candidates, tells_contrary)


def without_increment(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; what was added does not fit where all there is since is asked for and told beside it.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "thêm 163 tổ, nâng tổng số lên 418 tổ".
    """
    if not _ASKS_ALL.search(fold(query.text)):
        return list(candidates)

    def is_sum(c: Candidate) -> bool:
        before = fold(c.report.text[max(c.sentence.start, c.start - 80) : c.start])
        return c.figure is not None and c.fits and bool(_ADDED_UP.search(before))

    sums = {_counted(c): c.start for c in candidates if is_sum(c)}
    return unfit_where(candidates, lambda c: c.figure is not None and sums.get(_counted(c), c.start) != c.start)


def without_survivors(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; where a sentence tells how many died, its other figures do not fit a question for those.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order: "147 ca nặng, tử vong 03 ca".
    """
    asked = fold(query.text)
    if not _DIED.search(asked) or _SPARED.search(asked):
        return list(candidates)
    told: dict[tuple[str, int, str], int] = {}  # where a sentence first tells how many of a kind died
    for c in candidates:
        if c.figure is not None and c.fits and _DIED.search(fold(f"{around(c)} {c.text}")):
            told[_counted(c)] = min(c.start, told.get(_counted(c), c.start))

    def is_spared(c: Candidate) -> bool:
        own = fold(f"{around(c)} {c.text}")
        if c.figure is None or _DIED.search(own) or _counted(c) not in told:
            return False
        return c.start < told[_counted(c)] or bool(_SPARED.search(own))  # "làm chết 300 con trâu, 200 con bò": both

    return unfit_where(candidates, is_spared)


def _counted(candidate: Candidate) -> tuple[str, int, str]:
    """The sentence of a figure, and the first word of what it counts."""
    return candidate.report.id, candidate.sentence.index, " ".join(unit_words(candidate))


def without_lack(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures of what is lacking ("thiếu 438 giáo viên") do not fit where nobody asks what lacks.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    if _ASKS_LACK.search(fold(query.topic)):
        return list(candidates)

    def is_lacking(c: Candidate) -> bool:
        before = c.report.text[max(c.sentence.start, c.start - _LACK_REACH) : c.start]
        return c.figure is not None and bool(_LACKING.search(before))

    return unfit_where(candidates, is_lacking)


def without_negated(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; "Bến chưa có giấy phép" does not fit beside "Bến có giấy phép" where nobody asks what is not.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    if _ASKS_NOT.search(fold(query.text)):
        return list(candidates)
    heads = {(c.report.id, fold(c.figure.column_head)) for c in candidates if c.figure is not None and c.fits}

    def is_negated(c: Candidate) -> bool:
        if c.figure is None or not c.figure.column_head:
            return False
        told = fold(c.figure.column_head)
        plain = _NOT.sub(" ", told, count=1)
        return plain != told and (c.report.id, " ".join(plain.split())) in heads

    return unfit_where(candidates, is_negated)


def without_foreign_word(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures told without the foreign word that a Vietnamese question has ("covid") do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. Words that neither the concepts nor the reports know may be misspelt and are passed.
    """
    if query.language is not Language.VIETNAMESE:
        return list(candidates)
    foreign = [w for w in words(query.topic) if len(w) >= _FOREIGN and w.isalpha() and not _SYLLABLE.fullmatch(w)]
    texts = {c.report.id: c.report.text.lower() for c in candidates} if foreign else {}
    known = [w for w in foreign if concepts(w) or any(w in text for text in texts.values())]
    return _without_any_of(candidates, [said(w) for w in known])


def without_other_country(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures told without the foreign country that the question names do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. What is exported altogether is not what is exported "sang Trung Quốc".
    """
    named = [frozenset({t}) for t in asked_terms(query) if t.startswith(_COUNTRY)]
    return _without_any_of(candidates, named)


def without_other_group(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures told without the group of people that the question asks about do not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. Of 14 killed nobody knows how many were children.
    """
    wanted = [frozenset({t}) for t in asked_terms(query) if t in _GROUPS]
    wanted += [_FOREIGNERS for t in asked_terms(query) if t in _FOREIGNERS]
    lacking = _without_any_of(candidates, wanted)
    counts = (
        c.figure is not None
        and not (_PERSONS.isdisjoint(unit_words(c)) and _VISITORS.isdisjoint(unit_words(c, 3)))  # "triệu lượt khách"
        for c in candidates
    )
    return [without if is_count else c for c, without, is_count in zip(candidates, lacking, counts, strict=True)]


def without_other_code(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; what is told without the code that the question has ("khối B00") does not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order.
    """
    codes = frozenset(_CODE.findall(fold(query.topic)))
    if not codes or query.documents:
        return list(candidates)

    def lacks(c: Candidate) -> bool:
        own = label(c.figure) if c.figure is not None else ""
        told = f"{told_before(c)} {c.sentence.heading} {c.report.metadata.title} {own}"
        return codes.isdisjoint(_CODE.findall(fold(told)))

    return unfit_where(candidates, lacks)


def without_other_document(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; what is told without the number of the document that the question names does not fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. Of several documents of a sentence a day is that of the one named last before it.
    """
    numbers = named_numbers(query.text)
    if not numbers:
        return list(candidates)
    asked = re.compile(rf"(?<!\d)0*(?:{'|'.join(map(re.escape, numbers))})(?!\d)")

    def is_of_another(c: Candidate) -> bool:
        told = f"{told_before(c)} {c.sentence.heading} {c.report.metadata.title} {number_of(c.report.text)}"
        if not asked.search(told):
            return True
        before = list(find_document_numbers(c.report.text[c.sentence.start : c.start]))
        is_day = query.kind is AnswerKind.DATE and bool(before)
        return is_day and not asked.search(before[-1].number)

    return unfit_where(candidates, is_of_another)


def without_other_things(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; what is measured of another thing than the one asked for no longer fits.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. "Sản lượng lương thực" is no "sản lượng chè": where the words of a figure have the
        measure asked for with other words behind it, and those asked for stand nowhere in its sentence, heading and
        title, as words or as terms.
    """
    measured = _MEASURED.search(" ".join(words(query.topic)))
    if measured is None:
        return list(candidates)
    measure = measured["measure"]
    thing = frozenset(measured["thing"].split()) - _NO_THING
    if query.has_diacritics:  # "lương thực" is no "lượng"
        spelt = _spelling(query.topic, True)
        thing = frozenset(w for w in spelt if fold(w) in thing) - _spelt(measure, spelt)
    if not thing:
        return list(candidates)
    meant = concepts(measured["thing"])
    of_measure = re.compile(rf"\b{measure} (?!(?:nay|do|tren)\b)(\w+)")

    def is_of_another(c: Candidate) -> bool:
        if c.figure is None:
            return False
        own = label(c.figure)
        behind = of_measure.search(" ".join(words(own)))
        if behind is None or behind[1] in words(c.figure.quantity.unit):
            return False
        told = f"{_told(c)} {own}"
        return thing.isdisjoint(_spelling(told, query.has_diacritics)) and meant.isdisjoint(said(told))

    return unfit_where(candidates, is_of_another)


def _spelling(text: str, accented: bool) -> list[str]:
    """The words of a text in lower case, with their diacritics or without."""
    return re.findall(r"[^\W\d_]+", text.casefold()) if accented else words(text)


def _spelt(measure: str, spelt: Sequence[str]) -> frozenset[str]:
    """The words of a folded measure as a question spells them: "sản", "lượng"."""
    size = len(measure.split())
    at = next((n for n in range(len(spelt)) if " ".join(map(fold, spelt[n : n + size])) == measure), 0)
    return frozenset(spelt[at : at + size])


def without_other_kinds(candidates: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The candidates; figures of another kind of what is asked for, and what stands beside them, no longer fit.

    Args:
        candidates: those of one part of a question.
        query: the part.

    Returns:
        As many, in their order. Kinds are compounds of the concepts that have their first part in common. Once one
        figure is told of another kind, the others must be told of the kind asked for, in their sentences at least.
    """
    asked = frozenset(asked_terms(query))
    compounds = [(term, made_of) for term in asked - setting_terms(query) if (made_of := parts(term))]
    found = list(candidates)
    own = [own_terms(c.figure) if compounds and c.figure is not None else frozenset() for c in found]
    for term, made_of in compounds:
        others = [
            not _tells(term, made_of, told)
            and any(kind != term and parts(kind)[:1] == made_of[:1] for kind in told - asked)
            for told in own
        ]
        if any(others):
            found = [
                replace(c, fits=False)
                if c.figure is not None and (is_other or not _tells(term, made_of, told | said(_told(c))))
                else c
                for c, told, is_other in zip(found, own, others, strict=True)
            ]
    return found


def _tells(term: str, made_of: Sequence[str], told: frozenset[str]) -> bool:
    """Whether terms have a compound, or all that it is made of."""
    return term in told or told.issuperset(made_of)


def _told(candidate: Candidate) -> str:
    """The words of a candidate's sentence, its heading, its report's title and who put that out."""
    about = candidate.report.metadata
    return f"{sentence_text(candidate)} {candidate.sentence.heading} {about.title} {about.publisher}"
