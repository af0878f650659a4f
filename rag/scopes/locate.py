"""The province a report is about, which it may never name: its districts, its portal's host, its departments tell.

Votes are added up; a province that is only compared with counts little. Knows nothing of what is asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from rag.scopes import gazetteer
from rag.scopes.gazetteer import COUNTRY
from rag.scopes.places import find_places
from rag.text import fold
from rag.types import Place, PlaceLevel, PlaceMention

_ENOUGH = 2.0  # votes below which nothing is said
_ENOUGH_FOR_PROVINCIAL = 1.0  # one city is enough in a text that speaks of "UBND tỉnh"
_MAJORITY = 0.6  # share of the two best that the best must have
_READ = 40_000  # code points; a longer report has said by then where it is
_AUTHORITY = re.compile(
    r"(?i)(?:\btỉnh|(?:ubnd|hđnd|tỉnh ủy|thành ủy|thành phố|tp\.?)|"
    r"\bsở [^,.;:()\n]{2,50}|\bngành [^,.;:()\n]{2,40}|\bcổng [^.;\n]{0,60}|\btrang [^.;\n]{0,60}|\bđịa bàn)\s$"
)
_COMPARED = re.compile(
    r"(?i)(?:so với|đứng sau|xếp sau|sau|cao hơn|thấp hơn|hơn|kém|như|giáp(?: với)?|kinh nghiệm(?: của| tại| từ)?|"
    r"láng giềng|gồm|chuyển sang [^.;]{0,30}|từ|đi|về|đến|tới|giữa|các tỉnh[^.;]{0,60}|"
    r"tại triển lãm [^.;]{0,30})"
    r"(?:\s(?:mức [\d,.]+ [^.;]{0,20}của|các|tỉnh|thành phố|tp\.?|bạn))*\s$|,\s$"
)
_COMPARED_AFTER = re.compile(r"(?i)\s*(?:láng giềng|cùng giai đoạn|cùng kỳ|dẫn đầu|đứng đầu|\()")
_DATELINE = re.compile(r"\s*,\s*ngày\s+\d")
_NATIONAL_BODY = re.compile(
    r"(?m)^[ \t|*]*(?:(?:CHỈ THỊ|QUYẾT ĐỊNH|THÔNG TƯ|NGHỊ ĐỊNH) )?(?:CỦA )?"
    r"(?:CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG CHÍNH PHỦ|CHỦ TỊCH NƯỚC|(?:UỶ|ỦY) BAN THƯỜNG VỤ QUỐC HỘI|"
    r"BỘ \w+|NGÂN HÀNG NHÀ NƯỚC|TÒA ÁN NHÂN DÂN TỐI CAO|VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO|TỔNG CỤC|"
    r"KIỂM TOÁN NHÀ NƯỚC|BAN CHẤP HÀNH TRUNG ƯƠNG)\b"
)
_NATIONAL_NUMBER = re.compile(  # a decree's, a circular's, a law's own number
    r"(?m)^\W*(?i:số)\s*:?\s*\d+\w*(?:/\d{4})?/(?:[A-ZĐ]+-(?:CP|TTg|CTN|NHNN|TANDTC|VKSNDTC|KTNN|B(?!CĐ)[A-ZĐ&]+)\b|"
    r"TTLT|QH\d+|UBTVQH)|^\W*(?:NGHỊ ĐỊNH|THÔNG TƯ|LUẬT|PHÁP LỆNH)\b"
)
_PROVINCIAL_BODY = re.compile(
    r"(?i)(?:uỷ|ủy) ban nhân dân\s+(?:tỉnh|thành phố|tp)|ubnd\s+(?:tỉnh|thành phố|tp)|"
    r"hội đồng nhân dân\s+(?:tỉnh|thành)"
)
_BRANCH = re.compile(  # a ministry's or an agency's office in a province: "CÔNG AN TỈNH ..." under "BỘ CÔNG AN"
    r"(?m)^[ \t|*]*(?i:công an|cục|chi cục|bộ chỉ huy|bảo hiểm xã hội|kho bạc|tòa án|toà án|viện kiểm sát|hải quan|"
    r"ngân hàng|liên đoàn|bưu điện|sở|thanh tra)(?:[ ][^\n,;.:]{2,40}?)??[ ](?i:tỉnh|thành phố|tp\.?)[ ][A-ZĐÂÊÔƠƯÀ-Ỹ]|"
    r"^[ \t|*]*ĐÀI (?!TIẾNG|TRUYỀN HÌNH (?:VIỆT|TRUNG))[A-ZĐ]"
)
_ADDRESSED = re.compile(r"(?i)\bkính gửi\b")
_NATIONAL_WORDS = re.compile(r"(?i)\b(?:cả nước|toàn quốc|trên phạm vi cả nước|63 tỉnh|64 tỉnh|34 tỉnh)\b")
_PROVINCIAL_WORDS = re.compile(r"(?i)\b(?:toàn tỉnh|tỉnh nhà|ubnd tỉnh|tỉnh ủy|của tỉnh|trong tỉnh|toàn thành phố)\b")
_HOST = re.compile(r"(?i)\b(?:[\w-]+\.)+vn\b")
_NATIONAL_HOST = re.compile(  # the government's and the ministries' own pages
    r"(?i)\b(?:bao)?(?:chinhphu|quochoi|dangcongsan|moh|mic|mard|moit|mof|moet|mpi|most|monre|molisa|moha|moj)\.(?:gov\.|edu\.)?vn\b"
)


def place_of(text: str, *, title: str = "", publisher: str = "", url: str = "") -> tuple[Place | None, float]:
    """The province a report is about.

    Args:
        text: the report's own text, NFC.
        title: its title when known apart from the text.
        publisher: the portal or department that put it out.
        url: the address it was found at.

    Returns:
        The province (the country for a national text, None when unsure) and a confidence from 0 to 1.
    """
    text = text[:_READ]
    head = text[:700]
    is_provincial = _PROVINCIAL_BODY.search(head) or _BRANCH.search(_ADDRESSED.split(head)[0])
    if (_NATIONAL_BODY.search(head) or _NATIONAL_NUMBER.search(head)) and not is_provincial:
        return COUNTRY, 0.9
    if _NATIONAL_HOST.search(f"{url} {text[:600]}") and not _PROVINCIAL_WORDS.search(text):
        return COUNTRY, 0.7
    votes = _votes(text)
    for name in _host_provinces(f"{url} {text[:400]}"):
        votes[name] += 4.0
    for outside, weight in ((title, 3.0), (publisher, 5.0), (url, 6.0)):
        for mention in find_places(outside, levels=(PlaceLevel.PROVINCE, PlaceLevel.DISTRICT)):
            if mention.place.province:
                votes[mention.place.province] += weight if mention.place.level is PlaceLevel.PROVINCE else weight / 2
    return _winner(text, votes)


def _host_provinces(text: str) -> list[str]:
    """The provinces whose names end a label of a host name: baonghean.vn; a whole label is `find_places`' own."""
    labels = {label for host in _HOST.findall(text) for label in host.lower().split(".")}
    slugs = {fold(place.name).replace(" ", ""): place.name for place in gazetteer.provinces()}
    return [name for slug, name in slugs.items() if any(x.endswith(slug) and x != slug for x in labels)]


def _winner(text: str, votes: dict[str, float]) -> tuple[Place | None, float]:
    ranked = sorted(votes.items(), key=lambda item: -item[1])
    best, score = ranked[0] if ranked else ("", 0.0)
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    share = score / (score + second) if score else 0.0
    if _is_national(text, votes, score):
        return COUNTRY, 0.6
    enough = _ENOUGH_FOR_PROVINCIAL if _PROVINCIAL_WORDS.search(text) else _ENOUGH
    if score < enough or share < _MAJORITY:
        return None, 0.0
    return gazetteer.province(best), min(1.0, score / 4) * share


def _is_national(text: str, votes: dict[str, float], score: float) -> bool:
    """Whether the whole country is told of: it says so, no province is its own, and none stands out."""
    if len(_PROVINCIAL_WORDS.findall(text)) >= 2:
        return False
    ministry = re.match(r"\W*(?:Bộ|BỘ) (\w)", text)
    said = len(_NATIONAL_WORDS.findall(text)) + 2 * bool(ministry and ministry[1].isupper())
    return said >= 2 and score < 0.5 * sum(votes.values()) + 1


def _votes(text: str) -> dict[str, float]:
    """What each province's name and its districts' names speak for it."""
    mentions = find_places(text)
    named: dict[str, list[float]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        if mention.place.level is PlaceLevel.PROVINCE:
            named[mention.place.name].append(_weight(text, mentions, i))
    votes: dict[str, float] = defaultdict(float)
    for name, weights in named.items():
        # A name said ten times is not ten times as telling.
        votes[name] += sum(weight * 0.8**rank for rank, weight in enumerate(sorted(weights, reverse=True)))
    # its districts and towns are its heirs' since; a report of an heir names it in passing
    formers = [name for name in named if votes[name] > max(map(votes.__getitem__, gazetteer.heirs(name)), default=1e9)]
    for name, owners in _districts(mentions).items():
        if name not in gazetteer.REMOTE_ISLANDS:
            for owner in owners:
                votes[owner] += 1.2 / len(owners)
    for former in formers:
        votes[former] += sum(votes[heir] for heir in gazetteer.heirs(former))
    return votes


def _districts(mentions: Sequence[PlaceMention]) -> dict[str, frozenset[str]]:
    """Each district named, with the provinces it may belong to."""
    found: dict[str, frozenset[str]] = {}
    for mention in mentions:
        place = mention.place
        if place.level is PlaceLevel.DISTRICT:
            owners = frozenset([place.province]) if place.province else gazetteer.provinces_of_district(place.name)
            found[place.name] = min(owners, found.get(place.name, owners), key=len)
    return found


def _weight(text: str, mentions: Sequence[PlaceMention], i: int) -> float:
    """How much one naming of a province tells: a department's name much, a comparison little."""
    mention = mentions[i]
    before, after = text[max(0, mention.start - 70) : mention.start], text[mention.end : mention.end + 30]
    if re.fullmatch(r"[a-z]+", text[mention.start : mention.end]) and after.startswith(".gov"):
        return 6.0
    if _DATELINE.match(after):
        return 2.0 if fold(mention.place.name) != "ha noi" else 0.5
    weight = 1.0
    if mention.start < _first_line_end(text):
        weight = 3.0
    if _COMPARED.search(before) or _COMPARED_AFTER.match(after):
        return 0.25 * weight
    return weight * (2.0 if _AUTHORITY.search(before) else 1.0)


def _first_line_end(text: str) -> int:
    """Where the heading lines end: the first line of 25 words or more, or 400 code points."""
    at = 0
    for line in text[:400].split("\n"):
        if len(line.split()) >= 25:
            return at
        at += len(line) + 1
    return at
