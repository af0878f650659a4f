"""What kind of thing a question asks for, told from its question words.

Patterns run over folded text (no diacritics, lower case), first match wins; Vietnamese keeps the question word in
place, so most patterns look anywhere. This is the only place that knows question words.
"""

from __future__ import annotations

import re

from rag.question.focus import focused_kind
from rag.text import fold, has_diacritics, reads_otherwise
from rag.types import AnswerKind, Language
from rag.words.language import detect_language, has_diacritics_beyond_names

EVERY = r"\bnao\b[^?,;]{0,60} cung\b(?! (?:cap|ung|ky|nhu|voi)\b)"
"""A pattern of "xã nào cũng", folded; not of "nào cung cấp", "nào cùng kỳ"."""
_FEE = r"(?:le |hoc )?phi(?! (?:co|cong|hanh|vu|nong|chinh|loi)\b)|thue(?! bao\b)"  # what is paid is asked for
_KINDS: tuple[tuple[AnswerKind, str], ...] = (
    (
        AnswerKind.CHANGE,
        r"tang hay giam|giam hay tang|(?:tang|giam|tut|sut) (?:mat |duoc )?(?:bao nhieu|may)|"
        r"\blen hay (?:di )?xuong\b|\bxuong hay (?:di )?len\b|"
        r"\b(?:nhich|tang|giam|sut|tut|vot|doi) (?:len|xuong|di) (?:them )?(?:bao nhieu|may)|increase or decrease|"
        r"rise or fall|(?:how much|by what|what) .*(?:increase|decrease|rise|fall|drop|grow|change)d?\b"
        r"(?! .*(?:why))|"
        r"by how (?:many|much|what)\b[^?]*\b(?:increase|decrease|rise|fall|drop|grow|decline|shrink)\b|"
        r"how (?:much|far) (?:is|are|was|were|did|has|have) [^?]{0,40}?\b(?:up|down)"
        r"(?= (?:on|from|over|by|since|against)\b|\s*\??$)|up or down|go up or|"
        r"\b(?:bien dong|tang giam|thay doi) (?:nhu )?(?:ra sao|the nao)|"
        r"\bso voi\b[^?,;]* (?:nhu )?(?:the nao|ra sao)\s*\??$",
    ),
    (
        AnswerKind.YES_NO,
        EVERY + r" [^?,;]{0,80}\b(?:khong|chua)"
        r"(?: (?:nhi|nhe|a|vay|the|ha))?\s*(?:$|[?,.])",
    ),
    (
        AnswerKind.OTHER,
        r"\b(?:khoa|nhiem ky|ky hop|phien hop|dai hoi|hoi nghi)(?: lan)?(?: thu)? (?:may|bao nhieu)\s*"
        r"(?:$|[?,.])|"
        r"\bchuc (?:vu|danh|trach) (?:gi|nao)|giu chuc gi|what (?:is|was|are|were) (?:his|her|their) "
        r"(?:job|title|position|post|role|office)|what (?:job|title|post|role|office|position) "
        r"(?:did|does|do) (?:he|she|they)",
    ),
    (
        AnswerKind.LIST,
        r"\b(?:tien|kinh phi|von|nguon)\b[^?,]{0,16} (?:tu|o) (?:dau|nguon nao)\b|"
        r"\btu (?:nhung |cac )?nguon nao\b|"
        r"\bwhere (?:did|does|do) (?:the |its |their )?(?:money|funding|funds|financing|cash) (?:\w+ ){0,3}come from",
    ),
    (
        AnswerKind.REASON,
        r"\b(?:ly giai|giai thich)(?: \w+){0,4} (?:the nao|ra sao|gi|sao)\b|\bhow (?:did|does|do|was|is) .* explain|"
        r"\bvi sao\b|\btai sao\b|\bvi dau\b|\bdo dau\b|nguyen nhan (?:gi|nao|vi|do|khien)|\bwhy\b|"
        r"^sao\b|\bco sao\b|ly do (?:gi|nao|vi)|vi co gi|what (?:caused|was the reason)|reasons? for|"
        r"\b(?:gi|nao) (?:khien|lam cho|dan den|dan toi)\b|nguyen nhan .*la gi|ly do .*la gi|, sao |\bhow come\b|"
        r"^(?:the )?sao ",
    ),
    (
        AnswerKind.PURPOSE,
        r"de lam gi|de lam chi|nham (?:muc dich|lam) gi|muc dich (?:gi|la gi|cua .* la gi)|"
        r"(?:nham|voi) muc dich|what .* (?:meant|intended|supposed|designed) (?:to|at|for)|"
        r"what .* aim\w* (?:to|at)\b|"
        r"purpose of|what for\b|to what end|nham gi\b|goal of",
    ),
    (
        AnswerKind.DOCUMENT,
        r"(?:quyet dinh|nghi quyet|ke hoach|cong van|van ban|chi thi|thong tu|nghi dinh|bao cao|"
        r"to trinh)"
        r"(?: nao| so (?:may|bao nhieu|nao|gi))|so hieu|so (?:may|bao nhieu) cua (?:quyet dinh|"
        r"nghi quyet)|"
        r"(?:which|what) (?:\w+(?:['’]s)? ){0,3}(?:decision|resolution|decree|circular|document)(?: number| no)?\b|"
        r"(?:which|what) plan(?: number| no)?\b|"
        r"^(?:bao cao|quyet dinh|nghi quyet|ke hoach|cong van|chi thi|thong tu|nghi dinh)\b[^?,;]* "
        r"so (?:may|bao nhieu)\s*\??$|"
        r"(?:decision|resolution|decree|document) number|"
        r"\b(?:number|no\.?) of (?:the|that|this|its) (?:\w+ ){0,2}"
        r"(?:decision|resolution|decree|document|circular|directive|plan)\b",
    ),
    (
        AnswerKind.OTHER,
        r"\b(?:du an|cong trinh|mon|nganh|linh vuc|san pham|mat hang|loai|nhom|tuyen) nao\b[^?,;]*\bnhat\b|"
        r"\bwhich (?:project|subject|sector|field|product|item|kind|type|group|road|work)\b[^?,;]*"
        r"\b(?:most|least|best|worst|(?:larg|small|high|low|bigg|great|few|long|short|wid|slow|fast|busi|cheap)est)\b",
    ),
    (
        AnswerKind.RANK,
        r"\b(?:xep|dung|hang|vi tri|o|lan) thu (?:may|bao nhieu)|\bhang (?:may|bao nhieu)|\bthu may\b|"
        r"xep (?:hang|vi tri) (?:may|bao nhieu)|what (?:rank|position)|which (?:rank|place|position)"
        r" (?:did|does|was|is)|^where (?:did|does|do) (?:\w+ ){1,4}(?:place|rank|finish)\b(?! (?:the|a|an|its)\b)|"
        r"how .* rank|"
        r"\branked?\b.*\?|xep hang .*(?:the nao|ra sao)|"
        r"(?:thu hang|xep hang) .*(?:chenh|bao nhieu|may)|lan thu may",
    ),
    (
        AnswerKind.DATE,
        r"^what (?:is|was) the date of\b|"
        r"\b(?:ngay|hom|thang|luc|dip|buoi|toi|sang|chieu|dem|thoi gian|thoi diem|giai doan|nam) nao\b|"
        r"ngay (?:may|bao nhieu)|"
        r"(?:what|which) (?:date|day|year|month)\b|"
        r"(?:khoi cong|bat dau|ket thuc|hoan thanh) (?:tu )?(?:hom|ngay|khi|luc) nao",
    ),
    (
        AnswerKind.LIST,
        r"^(?:cho |xin |hay |cho biet |nho )*(?:ke ten|liet ke|danh sach(?!.*\b(?:bao nhieu|khi nao|may|"
        r"ngay nao)\b))\b|\bnhung ai\b(?! la\b)",
    ),
    (AnswerKind.OPEN, r"\blam (?:the nao|cach nao|sao) de\b|\btheo (?:dinh )?huong (?:nao|gi|ra sao)\b"),
    (
        AnswerKind.NUMBER,
        r"\bchenh (?:nhau|lech)\b|(?:den|toi|theo|o) muc nao\b|"
        r"\b(?:ky niem|tron|duoc|suot) (?:bao nhieu|may) nam\b(?! (?:qua|nay|gan)\b)",
    ),
    (
        AnswerKind.ORGANISATION,
        r"^(?:and |so )?who (?:\w+ )?(?:pays?|paid|funds?|funded|finances?|financed|issues?|issued|covers?|covered|"
        r"collects?|bears?|supplies|supplied|provides?|provided)\b",
    ),
    (
        AnswerKind.ORGANISATION,
        r"\b(?:do|giao(?: cho)?|thuoc|cua) (?:so|phong|ban|cuc|chi cuc|trung tam|don vi|co quan|doi) nao\b"
        r"(?! (?:o|tai|trong)\b)",
    ),
    (
        AnswerKind.ORGANISATION,
        r"\b(?:nha thau|chu dau tu|nha cung cap|don vi (?:thi cong|trung thau|cung cap|tu van|chu tri))\b[^?]*"
        r"\b(?:(?:don vi|cong ty|doanh nghiep|co quan|nha thau) nao|la ai)\b",
    ),
    (
        AnswerKind.PERSON,
        r"(?:chu tich|giam doc|bi thu|truong phong|bo truong|thu truong|lanh dao)(?! (?:nhung|cac)\b)"
        r"(?: \w+){0,4} nao\b|"
        r"^(?:and |so )?who(?:m|se)?\b(?! (?:are|were) the\b)|"
        r"^which (?:\w+ ){0,3}(?:chair(?:man|woman|person)|director|minister|leader|secretary)\b",
    ),
    (
        AnswerKind.PLACE,
        r"\b(?:nhung|cac)\b[^?,]* (?<!nhung )(?<!cac )(?<!con )(?:huyen|xa|tinh|thi xa|phuong|thi tran|thon) nao "
        r"(?!co\b|duoc\b|chua\b|dat\b)",
    ),
    (
        AnswerKind.LIST,
        r"\b(?<!nam )(?<!thang )(?<!quy )(?<!ngay )(?<!so )(?<!khoa )(?<!thu )(?<!lan )"
        r"(?<!thon )(?<!ap )(?<!tinh )(?<!lo )(?<!/)\d{1,2} "
        r"(?!thang|nam|quy|ngay|tuan|gio|ty|trieu)(?:(?!(?:(?<!truc )thuoc|bat|tu|o|qua|den|"
        r"do)\b)[^\W\d_]+ ){1,4}(?:nao|gi)\b|"
        r"\b(?:nhung|cac) (?!ai)[^?,]*\b(?:nao|gi)\b|con (?:xa|huyen|noi|don vi) nao|^nhung ai\b|"
        r"^which (?:\w+ ){0,3}\w{3,}s (?:are|were) (?:listed|named|mentioned|exempt\w*|entitled|allowed|included)\b",
    ),
    (
        AnswerKind.PLACE,
        r"(?:huyen|xa|tinh|thi xa|thanh pho|phuong|dia phuong|khu do thi|vung|thi tran|quan|noi|thon|"
        r"khu cong nghiep|dia ban|dia diem|cho|tinh thanh|cho) nao\b",
    ),
    (
        AnswerKind.YES_NO,
        r"\b(?:co|da|duoc|dat|het|xong)\b.*\b(?:khong|chua)(?: (?:nhi|nhe|a|vay|the|ha))?\s*(?:$|[?,.])"
        r"|phai khong|dung khong|hay chua|\bco phai\b|"
        r"^(?:did|does|do(?! (?:ai|dau|don vi|co quan|so|nha|cong ty|nguon|nguyen|(?:bao |che )?phu|tuoi|dai|rong|cao|"
        r"am|sau|hai long)\b)|is|are|was|were|has|have|had|"
        r"can(?! (?:bo|cu|ho|thiet|tho|su|phai|bao|may|co|dam|nhac|lam|nop|ke|nhung|mua|thi|toi|bang|tinh)\b)|"
        r"could|will|by the end of .{2,20}, did|by .{2,24}, (?:did|had|was|were))\b|, did\b|"
        r"\bkhop nhau khong|\bhay (?:tap trung|truc tiep|khong|chua|van)|online hay",
    ),
    (
        AnswerKind.PERCENTAGE,
        r"\b(?:thue|lai) suat\b|\b(?:tax|interest|vat) rate|"
        r"bao nhieu (?:%|phan tram)|may (?:%|phan tram)|% la bao nhieu|phan tram\b|\bpercent|"
        r"what (?:was|is|were) .*\brates?\b|what (?:share|proportion|fraction)|"
        r"\bshare of\b|\bti le\b|\bty le\b|\bdo (?:bao |che )?phu\b|"
        r"\bpass rates?\b|coverage|how high|\bbao nhieu .{0,12}%|%",
    ),
    (
        AnswerKind.MONEY,
        rf"bao nhieu (?:tien|ty|ti|trieu|dong|kinh phi|chi phi|von|{_FEE})\b|may (?:ty|ti|trieu|dong)\b|"
        r"\bgia [^?]{0,20}(?:bao nhieu|may) (?:nghin|ngan)\b|"
        r"(?:tien|kinh phi|doanh thu|du toan|von|ngan sach|chi phi|gia (?:ve|ban|tri|thanh)|muc dau tu|"
        r"tong muc|thu nhap|"
        r"so tien|hoc phi|le phi|tien phat)\b"
        r"(?!.*\b(?:ai|khi nao|the nao|ra sao|(?:cong ty|don vi|co quan|doanh nghiep|nha thau) nao)\b)"
        r".*(?:bao nhieu|may|\?|$)|het (?:bao nhieu|may|chung)|\b(?:thu|chi|nop|rot|dau tu|"
        r"ton) (?:\w+ ){0,4}bao nhieu(?= ?(?:$|\?|tien|ty))|"
        r"(?:phat|phi|dong|nop|mat|ton|ho tro|tro cap|phu cap|cho vay|vay|gia|thu|tra|thuong)\b"
        r"(?: \w+){0,5}? (?:bao nhieu|(?<!thang )may)(?= ?(?:$|\?|,|mot |moi |theo |den |cho ))|"
        r"\b(?:linh|lanh|huong|nhan)\b (?:\w+ ){0,3}bao nhieu(?= ?(?:$|\?|,|mot |moi |theo ))|"
        r"\bmoi thang (?:duoc )?(?:linh |lanh |huong |nhan |tra )?bao nhieu(?= ?(?:$|\?|,|theo |thoi ))|"
        r"muc (?:phat|phi|thu|ho tro|tro cap|phu cap|dong|vay|luong|gia|chi)\b|"
        r"how much (?:money|was|did|does|is|state|budget|funding|of that|damage)|\b(?:revenue|costs?|"
        r"budgets?|spending|spend|spent|fine[sd]?|expenditure|funding|worth|price|fees?|paid|pay|charged?|allowance)\b|"
        r"^how much to \w+|what (?:was|is|were|are) .*\b(?:turnover|damages?|loss(?:es)?|income|wages?|salar(?:y|ies)|"
        r"profits?|debts?|capital|proceeds)\b|"
        r"kiem duoc|^(?:muc )?(?:tro cap|phu cap|hoc phi|le phi|tien luong|tien thuong)\b[^?]* bao nhieu\s*\??$|"
        r"\b(?:ban|mua|gia|thu mua)\b[^?]*\b(?:bao nhieu|may) (?:mot|moi|1) "
        r"(?:ky|ki|kg|can|yen|ta|tan|con|cai|lit|khoi|m2|m3)\b",
    ),
    (
        AnswerKind.LIST,
        r"\bwhich (?:\w+ ){0,3}\w{3,}s (?:\w+ ){0,5}?(?:were|are|did|have|had|got|went|attracted|took|"
        r"stood|"
        r"remain\w*|receiv\w*|join\w*)\b|\bnhung (?!ai).*\bnao\b|\bcac .*\b(?:nao|gi)\b|ke (?:ten|ra)|"
        r"liet ke|gom (?:nhung|cac) |"
        r"(?:gom|la) nhung (?:gi|ai|don vi)|\bnhung (?:ai|gi)\b|gom (?:may|bao nhieu) .*la gi|"
        r"la nhung .* nao|"
        r"\bname the\b|\blist (?:the|all)\b|what are the|which (?:two|three|four|five|six|seven|eight|"
        r"\d+)\b|"
        r"what were the|who are the|nhung .* (?:gi|nao)$|^(?:(?!\b(?:bao nhieu|may)\b).)*\bnhung .*\?",
    ),
    (
        AnswerKind.PERSON,
        r"\bai\b|\bwho\b|\bwhom\b|\bwhose\b|ten (?:gi|la gi|ong|ba|pho|giam|nguoi)|which (?:vice |"
        r"deputy )?"
        r"(?:chairman|chairwoman|director|minister|leader|official|person|secretary|head)|"
        r"\b(?:ong|dong chi|vi|pho chu tich|giam doc|chu tich|bi thu|nguoi|"
        r"lanh dao)(?: \w+){0,3} nao\b|"
        r"can ten|cho biet ten",
    ),
    (
        AnswerKind.DATE,
        r"khi nao|ngay (?:nao|may|bao nhieu|gi)|\bhom nao|bao gio|luc nao|(?<!hang )thang (?:nao|may)|nam (?:nao|"
        r"may)\b|"
        r"truoc ngay nao|thoi (?:gian|diem|han) nao|\bwhen\b|(?:what|which|by what) (?:date|day|year|"
        r"month|time)|"
        r"may gio|ngay thang nao|how long ago|tu hom",
    ),
    (
        AnswerKind.PLACE,
        r"o dau\b|\bdau\b(?= the| vay|\?|$)|noi nao|\b(?:huyen|xa|tinh|thi xa|thanh pho|phuong|"
        r"dia phuong|"
        r"khu do thi|don vi|cho|vung|thi tran|quan|khu cong nghiep|dia ban|"
        r"dia diem)\b(?: .{0,30})?(?<! the) nao|\bwhere\b|"
        r"(?:which|what) (?:\w+ )?(?:city|district|province|town|commune|place|village|area|park|county|"
        r"urban areas?|industrial parks?|location|venue)|tai dau",
    ),
    (
        AnswerKind.NUMBER,
        r"\b(?:what|which) .*\bin (?:square |cubic )?(?:met(?:re|er)s|hectares|tonnes|kilomet(?:re|er)s|days|months)\b|"
        r"^what (?:harvest|output|yield|catch|volume|quantity|amount|area|score) |"
        r"bao nhieu|bao nhiu|bao lau\b|\bmay\b(?! tinh)|how many|number of|\bso luong\b|tong so|how large|"
        r"what (?:was|is|were) .*\b(?:ratio|output|yield|area|population|density|capacity|volume|quantity|"
        r"length|size|average|amount|index|value|quota|target|headcount)\b|how big|how long|how far|how old|how often|"
        r"^so (?!(?:tttt|"
        r"tt|y te|thong tin|lam|noi|da|co|nao|giao|du lich|van hoa|xay|tai|cong|nong|lao|khoa|"
        r"tu phap|noi vu)\b)\w+|"
        r"what (?:was|is|were) (?:the )?(?:total|number|"
        r"ratio|figure)|how .*(?:much|compare)|chung bao|track\b|con so|how much|thay doi the nao",
    ),
    (
        AnswerKind.ORGANISATION,
        r"(?:don vi|co quan|to chuc|doanh nghiep|cong ty|so|nha thau|nha mang|tap doan|benh vien|"
        r"truong|ung dung|app|nen tang)\b.{0,40}\bnao\b|(?:which|what) (?:company|agency|unit|"
        r"department|organi[sz]ation|operator|contractor|hospital|school|app|platform|team|"
        r"ministry)",
    ),
    (
        AnswerKind.OPEN,
        r"lam (?:duoc )?(?:nhung )?gi\b|what did .* do\b|the nao\??$|ra sao\??$|tinh hinh|ket qua .*gi|"
        r"noi gi|how did|how does|how was|tom tat|summar|neu (?:cac|nhung)|what (?:has|have) .* done|"
        r"giai phap|bien phap|tell me about|noi bat|huong (?:dan|den) gi",
    ),
    (AnswerKind.DEFINITION, r"(?:nghia )?la gi|nghia la|what (?:is|are|was|does)|viet tat|stand for|mean\b|dinh nghia"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_NAMED_QUANTITIES = (
    (
        AnswerKind.MONEY,
        re.compile(
            r"\b(?:kim ngach|gia tri|thu nhap|doanh so|tong thu|tong chi)\b|"
            r"\bgia (?:dat|ban|ve|dien|nuoc|thoc|lua|gao|vang|xang|thue|cho thue|khoi diem|thi truong|tran|san)\b"
        ),
    ),
    (
        AnswerKind.NUMBER,
        re.compile(
            r"\b(?:dien tich|san luong|nang suat|dan so|mat do|cong suat|toc do|khoi luong|chieu dai|suc chua|he so|"
            r"luong khach|luot khach|luong mua|so luot|trong luong|chi tieu|area|output|yield|population|capacity)\b"
        ),
    ),
)
"""What a question that only names a quantity asks for: "diện tích lúa huyện X năm 2008"."""
_COUNTING = re.compile(
    r"\b(?:bao nhieu|bao nhiu|(?<!xe )(?<!gan )(?<!nha )(?<!det )(?<!tau )may|how many)\b"
    rf"(?! (?:%|phan tram|tien|ty|ti|trieu|nghin|ngan|dong|kinh phi|chi phi|{_FEE}\b))"
    r"(?= (?!la\b|o\b|nhe|vay|a\b|roi|so\b|the\b|mot\b|moi\b|theo\b|den\b|cho\b|tu\b|va\b)\w)"
)
_MONEY_WORDS = re.compile(
    r"\btien\b|kinh phi|doanh thu|\bvon\b|ngan sach|\bchi phi\b|\bty\b|\btrieu\b|\bdong\b|"
    r"revenue|\bearn(?:s|ed|ings)?\b|\btook in\b|\btakings\b|"
    r"\bcost|budget|\bmoney|\bspen[dt]|\bphat\b|\bfine"
)
_SHARE = re.compile(r"%|phan tram|ty le|ti le|do phu|share|rate")
_ASKS_SHARE = re.compile(
    r"(?:bao nhieu|may|la) (?:%|phan tram)|% la bao nhieu|\bty le\b|\bti le\b|\b(?:thue|lai) suat\b|do (?:bao )?phu|"
    r"percent|\brates?\b|\bshare\b|proportion|fraction|bao nhieu .{0,12}%"
)
_COEFFICIENT = re.compile(r"^(?!.*\bbao nhieu (?:tien|dong)).*(?:\bhe so\b(?! (?:tien|\d))|\bcoefficients?\b)")
_TAKES_IN = re.compile(r"\bthu\b(?! (?:hút|hồi|thập|gom|hoạch|gọn|nhận|viên|âm|phát|thủy))")
_ASKING = {"may": "mấy", "dau": "đâu", "nao": "nào", "chua": "chưa", "nhat": "nhất"}
_WAGE = re.compile(
    r"(?:^|\s)[Ll]ương(?! (?:thực|y|tâm|thiện|khô|duyên))\b"
    r"(?!.*\b(?:hệ số|bao nhiêu (?:người|lần|bậc)|mấy (?:người|lần|bậc)))"
)
_NAMED_IN_ENGLISH = re.compile(r"(?<=[a-z,] )[A-ZĐ][^\W\d_A-Z]+\b")
_NAMED_SO = re.compile(r"\b([A-ZĐ][^\W\d_]*) Nhất\b")  # "phường Thống Nhất" is no superlative
_NUMERIC = (AnswerKind.NUMBER, AnswerKind.PERCENTAGE, AnswerKind.MONEY)


def classify(question: str) -> AnswerKind:
    """The kind of answer a question wants.

    Args:
        question: the question, Vietnamese (diacritics optional) or English.

    Returns:
        The kind its focus tells; else of its first matching pattern, or of the quantity named where no question word is
        found; else OTHER.
    """
    masked = _without_lookalikes(question)
    focused = focused_kind(masked)
    if focused is not None:
        return focused
    folded = fold(masked).strip()
    for kind, pattern in _COMPILED:
        if pattern.search(folded):
            refined = _refine(kind, folded)
            return AnswerKind.MONEY if refined is AnswerKind.NUMBER and _WAGE.search(question) else refined
    return next((kind for kind, named in _NAMED_QUANTITIES if named.search(folded)), AnswerKind.OTHER)


def _without_lookalikes(question: str) -> str:
    """A question with diacritics without the words that only read like question words once these are gone.

    "xe gắn máy" asks for no number ("mấy"), "từ đầu năm" for no place ("đâu").
    """
    if detect_language(question) is Language.ENGLISH:  # "Tien Noi ward" is no money ("tiền")
        return _NAMED_IN_ENGLISH.sub(lambda name: "z" * len(name.group()), question)
    if not has_diacritics_beyond_names(question):
        return question

    def masked(word: re.Match[str]) -> str:
        return "z" * len(word.group()) if reads_otherwise(word.group(), _ASKING) else word.group()

    return re.sub(r"[^\W\d_]+", masked, _NAMED_SO.sub(r"\1 zzzz", question))


def _refine(kind: AnswerKind, folded: str) -> AnswerKind:
    """A counted noun right after "bao nhieu" beats a word of money or of rates elsewhere in the question."""
    counting = _COUNTING.search(folded)
    if kind is AnswerKind.MONEY and _COEFFICIENT.search(folded):
        return AnswerKind.NUMBER  # "phụ cấp khu vực hệ số mấy"
    if re.search(r"\bco\b[^?]* khong\s*[,;]", folded) and kind is not AnswerKind.CHANGE:
        return AnswerKind.YES_NO  # "có đúng hẹn không, ngày nào?": the clause that decides tells both
    if kind in (AnswerKind.NUMBER, AnswerKind.MONEY) and re.search(
        r"(?:bao nhieu|chung bao nhieu|tong) (?:tien|kinh phi|von)\b|\bmay (?:ty|trieu)\b|how much money", folded
    ):
        return AnswerKind.MONEY
    if kind in (AnswerKind.MONEY, AnswerKind.PERCENTAGE) and counting and "%" not in folded:
        tail = folded[counting.end() : counting.end() + 14]
        if not re.match(r"\s*(?:%|phan tram|tien|ty|ti|trieu|nghin|ngan|dong|kinh phi|von)\b", tail):
            percent = re.search(r"phan tram|percent|\bty le\b|\bti le\b", folded)
            return AnswerKind.PERCENTAGE if kind is AnswerKind.PERCENTAGE and percent else AnswerKind.NUMBER
    if kind is AnswerKind.PERCENTAGE and counting and not _ASKS_SHARE.search(folded):
        return AnswerKind.NUMBER  # "hộ mất hơn 70% đất được hỗ trợ mấy tháng"
    if (
        kind is AnswerKind.YES_NO
        and re.search(r"which .* or |, (?:which|how many|what)|tang hay giam", folded)
        and not re.match(r"(?:did|does|is|are|was|were|has|have|had)\b", folded)
    ):
        return AnswerKind.NUMBER if counting else kind
    return kind


def is_numeric(kind: AnswerKind) -> bool:
    """Whether the answer is a quantity."""
    return kind in _NUMERIC or kind in (AnswerKind.RANK, AnswerKind.CHANGE)


def compared_kind(folded: str) -> AnswerKind:
    """The kind of the figures by which a folded question for "which of them" is decided."""
    return AnswerKind.PERCENTAGE if _SHARE.search(folded) else AnswerKind.NUMBER


def wants_money(question: str) -> bool:
    """Whether a word of money stands in the question; "thu" is one only where diacritics tell it from "thứ", "thư"."""
    takes = has_diacritics(question) and _TAKES_IN.search(question.casefold())
    return bool(takes or _MONEY_WORDS.search(fold(question)))
