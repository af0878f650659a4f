"""Saved web pages: the article's own text, with its tables and lists, without the page around it.

The article is found in three steps: what a page marks as not its content goes (menus, footers, related news), the
densest container of what is left is the article, and its title and date line are fetched when they stand above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lxml import html as lxml_html
from lxml.etree import LxmlError

from rag.documents.furniture import is_furniture, opens_related
from rag.errors import LoadError
from rag.quantities.dates import find_dates
from rag.text import clean, fold, words
from rag.types import Metadata

from .base import LoadedDocument, decode
from .html_repair import is_suspect, repair_page
from .markup import Element, flat, render

_DROPPED_TAGS = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "aside",
    "form",
    "button",
    "input",
    "select",
    "textarea",
    "iframe",
    "object",
    "embed",
    "svg",
    "canvas",
    "video",
    "audio",
    "map",
    "menu",
    "dialog",
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu\w*|topmenu|mainmenu|sub-?menu|breadcrumbs?|crumbs?|bread|side-?bar\w*|footer\w*|foot|banner\w*"
    r"|relate[ds]?\w*|lienquan|tin-?lien-?quan|tin-?khac|other-?news|more-?news|most-?read|tools?|toolbar|share\w*|sharing|social\w*|comments?|binh-?luan"
    r"|advert\w*|ads?|quang-?cao|popup|modal|cookies?|pager|pagination|paging|search\w*|login|language|rating|tags?|widget\w*|skip\w*|ribbon\w*"
    r"|pagenav|buttonheading|copyr\w*|hidden|d-none|visually-hidden|sr-only|noprint|print-?hidden|s4-notdlg|ms-hide|thong-?ke|lien-?ket|weblink\w*|counter)(?=$|[\s_-])",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"article|content|detail|body|main|post|news|entry|noi-?dung|chi-?tiet|bai-?viet", re.IGNORECASE)
_DATE_CLASS = re.compile(r"date|time|ngay|publish|created|posted|cap-?nhat", re.IGNORECASE)
_TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:\w{0,12}title\w{0,8}|\w{0,6}headline|tieu-?de\w{0,6}|ten-?bai\w{0,6}|\w{0,8}heading|subject|subhead)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_OF_PAGE = re.compile(  # a title that names the page or its site, folded
    r"\W*(?:chi tiet(?: (?:tin|tin tuc|tin bai|bai viet|noi dung))?|ban in|in (?:bai|tin)(?: viet)?|xem tin|trang chu|"
    r"untitled|tin tuc(?:\W+su kien)?|(?:cong|trang) (?:thong tin|tin|ttdt)\b.*|"
    r"bao \w+(?: \w+){0,3} (?:dien tu|online)|[^>»]*[>»].*|"
    r"(?:so|uy ban nhan dan|ubnd|cuc|chi cuc|ban|bo|tinh|huyen) [^\W\d]+(?:[ ,&-]+[^\W\d]+){0,8})\W*"
)
_TODAY_CLASS = re.compile(r"today|now|current|clock|weather|thoi-?tiet|top-?date|hien-?tai|header", re.IGNORECASE)
_TOKENS = re.compile(r"(?<!\S)(?:tag|category|cat|post|type|status|format)-\S*")  # what WordPress says of a post
_FORM = 400  # characters of a form's own text, above which it holds the page, as ASP.NET's does
_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:lead|sapo|summary|intro|chapeau|abstract|trich-?yeu|\w{0,4}tom-?tat|sumary|mo-?ta)(?=$|[\s_-])",
    re.IGNORECASE,
)
_LEAD_WORDS = 8
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})|\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DATED_LINE = re.compile(r"[^\d]{0,30}\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d\d(?:\D.{0,24})?")
_DATE_WORDS, _DATE_LENGTH = 14, 200
_SITE_SUFFIX = re.compile(r"\s+[|–—·»-]\s+(?=[^|–—·»]*[^\W\d_])[^|–—·»]{3,80}$")  # "năm học 2023 - 2024" has none
_VISITS = re.compile(r"\b(?:truy cap|(?:dang|khach) (?:online|truc tuyen)|hom qua|luot xem|visitors?)\b")
_WHEN_VISITED = re.compile(r"\b(?:hom nay|hom qua|tuan nay|tuan truoc|thang nay|thang truoc)\b")
_DATA_ROWS = 3
_A_NUMBER = re.compile(r"\d+\w*[/-][\w/&Đ-]+")
_TITLE_WORDS = 4  # what is left of a page's title without its site's name, at least
_LABELS = (
    r"(?:số hiệu|số ký hiệu|số/ký hiệu|ký hiệu|loại văn bản|hình thức văn bản|(?:cơ quan|nơi|đơn vị) ban hành|"
    r"người ký|ngày ban hành|ngày ký|ngày (?:có )?hiệu lực|trích yếu)"
)
_LABEL = re.compile(_LABELS, re.IGNORECASE)
_ATTRIBUTE = re.compile(rf"\W*({_LABELS})\s*:\s*(\S[^|]*)", re.IGNORECASE)
_ATTRIBUTE_NEARBY = re.compile(r"(?i)ngày (?:ban hành|ký)")
_ATTRIBUTES, _ATTRIBUTE_WORDS = 3, 60  # of them at least, and words of one at most
_TEXT_BLOCKS = ("p", "li", "td", "blockquote", "dd", "pre", "h1", "h2", "h3", "h4")


def load_html(data: bytes) -> LoadedDocument:
    """A saved page's document.

    Args:
        data: the file's bytes; its charset is taken from a byte order mark, UTF-8, or the page's own word.

    Returns:
        The article's text: one line a paragraph, "- " before list items, " | " between a table's cells.

    Raises:
        LoadError: the page cannot be parsed or has no text.
    """
    declared = _CHARSET.search(data[:4096])
    markup = decode(data, declared.group(1).decode("ascii") if declared else "")
    try:
        root = _parsed(markup)
    except (LxmlError, ValueError, AssertionError) as error:
        raise LoadError("file_empty") from error
    hints = _hints(root)
    date_line, attributes = _date_line(root), _attributes(root)
    _drop(root)
    main = _main(root)
    text = _with_attributes(clean(render(main)).strip(), attributes)
    date_line = date_line or _line_above(root, main)
    return LoadedDocument(_completed(text, hints.title, date_line, _lead(root)), hints)


def _with_attributes(text: str, attributes: Sequence[str]) -> str:
    """The text below its document's attributes, unless it has them."""
    has_them = sum(bool(_LABEL.search(line)) for line in text[:2000].split("\n")) >= _ATTRIBUTES
    return text if has_them or not attributes else "\n".join([*attributes, "", text])


def _parsed(markup: str) -> Element:
    """The page's elements, in Unicode whatever they were typed in."""
    if not is_suspect(markup):
        return lxml_html.document_fromstring(_XML_HEAD.sub("", clean(markup)))
    # Not cleaned before: what looks like a control character or a soft hyphen is a letter there.
    root = lxml_html.document_fromstring(_XML_HEAD.sub("", markup.replace("\x00", "")))
    repair_page(root)
    return root


def _lead(root: Element) -> str:
    """What opens an article, where a page has it in a block of its own; "" where none is called so."""
    for element in _elements(root):
        if _LEAD_CLASS.search(_called(element)) and _link_share(element) < 0.3:
            told = " ".join(clean(flat(element)).split())
            if len(words(told)) >= _LEAD_WORDS:
                return told
    return ""


def _completed(text: str, title: str, date_line: str, lead: str) -> str:
    """The text with the title, the date line and the opening paragraph that stood above the article."""
    head = " ".join(fold(text[:600]).split())
    missing = []
    if title and fold(title) not in head:
        missing.append(title)
    if date_line and fold(date_line) not in head:
        missing.append(date_line)
    if lead and fold(lead) not in " ".join(fold(text).split()):
        missing.append(lead)
    return "\n\n".join([*missing, text])


def _hints(root: Element) -> Metadata:
    heading = next((flat(h) for h in root.iter("h1") if flat(h) and _link_share(h) < 0.5), "") or _named_title(root)
    named = _meta(root, "og:title", "title", "DC.title") or flat(root.find(".//title"))
    title = _without_site(named)
    if heading and (not title or len(words(heading)) >= 4 or fold(heading) in fold(title)):
        title = heading
    if _OF_PAGE.fullmatch(fold(title)):
        title = _named_title(root) or _first_heading(root) or title
    published = _day(
        _time(root) or _meta(root, "article:published_time", "datePublished", "pubdate", "DC.date.issued", "DC.date")
    )
    url = _meta(root, "og:url") or next(
        (e.get("href", "") for e in root.iter("link") if e.get("rel") == "canonical"), ""
    )
    return Metadata(" ".join(title.split()), _meta(root, "publisher", "DC.publisher"), published, url=url)


def _first_heading(root: Element) -> str:
    """The first heading that says enough to be an article's."""
    for element in root.iter("h1", "h2", "h3", "h4"):
        if len(words(flat(element))) >= _TITLE_WORDS + 1 and _link_share(element) < 0.5:
            return flat(element)
    return ""


def _time(root: Element) -> str:
    """The day that the page's own mark says it was published on."""
    marked = (e for e in root.iter("time", "span", "div") if e.get("itemprop") == "datePublished")
    return next((told for e in marked if (told := e.get("datetime") or e.get("content") or "")), "")


def _without_site(title: str) -> str:
    """A page's title without the site's name behind it; "Tuần văn hóa - thể thao ..." is no title and a site."""
    shorter = _SITE_SUFFIX.sub("", title).strip()
    is_number = bool(_A_NUMBER.fullmatch(shorter))
    return shorter if len(words(shorter)) >= _TITLE_WORDS or is_number else title.strip()


def _attributes(root: Element) -> list[str]:
    """The lines in which a page of a legal database tells a document's number, day, body and signer.

    They stand in a table or list of their own beside the document, which need not name them again.
    """
    if not _ATTRIBUTE_NEARBY.search(root.text_content()):
        return []
    found: dict[str, str] = {}
    for line in render(root).split("\n"):
        cells = [cell.strip(" :") for cell in line.split("|")] if "|" in line else []
        pairs = list(zip(cells[::2], cells[1::2], strict=False)) if len(cells) % 2 == 0 else []
        if (told := _ATTRIBUTE.fullmatch(line)) and not pairs:
            pairs = [(told[1], told[2].strip())]
        for label, value in pairs:
            if _LABEL.fullmatch(label) and value and len(words(value)) <= _ATTRIBUTE_WORDS:
                found.setdefault(label, value)
    is_whole = len(found) >= _ATTRIBUTES and any(re.search(r"\d", value) for value in found.values())
    return [f"{label}: {value}" for label, value in found.items()] if is_whole else []


def _named_title(root: Element) -> str:
    """The text of an element that is called a title, on pages without a first heading; no box's beside the article."""
    for element in _elements(root):
        if (
            _TITLE_CLASS.search(_called(element))
            and 4 <= len(words(flat(element))) <= 45
            and _link_share(element) < 0.5
        ):
            around = (e for e in element.iterancestors() if e.tag not in ("html", "body", "form"))
            if not any(_is_boilerplate(e) and not _holds_article(e) for e in around):
                return flat(element)
    return ""


def _meta(root: Element, *names: str) -> str:
    wanted = {name.lower() for name in names}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if name.lower() in wanted and (element.get("content") or "").strip():
            return str(element.get("content")).strip()
    return ""


def _day(text: str) -> date | None:
    match = _DAY.search(text)
    if not match:
        return None
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _date_line(root: Element) -> str:
    for element in _elements(root):
        named = f"{_called(element)} {element.tag if element.tag == 'time' else ''}"
        if _DATE_CLASS.search(named) and not _TODAY_CLASS.search(named):
            content = flat(element)
            is_dated = _DAY.search(content) or any(d.day and d.year for d in find_dates(content[:_DATE_LENGTH]))
            if is_dated and len(words(content)) <= 20:
                return content
    return ""


def _line_above(root: Element, main: Element) -> str:
    """A short line above the article that holds a day, where no element is called so."""
    for element in _elements(root):
        if element is main:
            break
        told = "" if len(element) else flat(element)
        if _DATED_LINE.fullmatch(told) and len(words(told)) <= _DATE_WORDS:
            return told
    return ""


def _drop(root: Element) -> None:
    """Take out what is not the article, by its tag, its class or id, or its own words."""
    for element in list(_elements(root)):
        if element.getparent() is None or element.tag in ("html", "body"):
            continue
        if _is_boilerplate(element) and not (_holds_article(element) or _is_data(element)):
            _remove(element)
    for element in list(_elements(root)):
        if (
            element.getparent() is not None
            and element.tag in ("div", "section", "ul", "table")
            and _is_link_list(element)
        ):
            _remove(element)


def _is_boilerplate(element: Element) -> bool:
    if element.tag in _DROPPED_TAGS or element.tag in ("header", "footer"):
        return True
    if _is_hidden(element):
        return True
    if element.tag in ("article", "main"):
        return False  # WordPress puts a post's tags in its class
    return any(_BOILERPLATE.search(_TOKENS.sub("", element.get(key) or "")) for key in ("class", "id"))


def _is_hidden(element: Element) -> bool:
    """Whether an element is not shown, or is part of the page around the article by its role."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if "display:none" in (element.get("style") or "").replace(" ", "").lower():
        return True
    return (element.get("role") or "") in ("navigation", "banner", "contentinfo", "search", "complementary")


def _holds_article(element: Element) -> bool:
    """A container whose class merely sounds like boilerplate: it holds the heading or several long paragraphs."""
    if element.tag in _DROPPED_TAGS and element.tag != "form":
        return False
    if element.tag == "form" and len(flat(element)) * (1 - _link_share(element)) >= _FORM:
        return True
    long_ones = sum(
        len(flat(p)) > 160 and _link_share(p) < 0.3
        for p in element.iter("p", "td", "div")
        if not len(p) or p.tag == "p"
    )
    if element.tag in ("header", "form"):
        return long_ones >= 1 or (element.tag == "header" and element.getparent().tag in ("article", "main"))
    return long_ones >= 3


def _is_data(element: Element) -> bool:
    """Whether a table whose class merely sounds like boilerplate ("thongke") tells figures, not how many visit."""
    told = fold(flat(element))
    if element.tag != "table" or _link_share(element) > 0 or _VISITS.search(told):
        return False
    if len(set(_WHEN_VISITED.findall(told))) > 1:
        return False
    if _is_hidden(element):
        return False
    rows = [row for row in element.iter("tr") if sum(cell.tag in ("td", "th") for cell in row) > 1]
    return len(rows) >= _DATA_ROWS and sum(bool(re.search(r"\d", flat(row))) for row in rows) >= len(rows) - 1


def _is_link_list(element: Element) -> bool:
    """Whether a block is links to elsewhere: nearly all its text is links, or it opens with "Tin liên quan"."""
    content = flat(element)
    if not content:
        return False
    first = next((line for line in render(element).split("\n") if line.strip()), "")
    if opens_related(first)[0] and _link_share(element) > 0.5:
        return True
    links = sum(1 for _ in element.iter("a"))
    return links >= 3 and _link_share(element) > 0.75 and not any(len(flat(a)) > 200 for a in element.iter("a"))


def _main(root: Element) -> Element:
    """The element that holds the article: the densest in text that is no link."""
    body = root.find(".//body")
    body = root if body is None else body
    whole = _own_weight(body)
    for path in (".//article", ".//main", ".//*[@itemprop='articleBody']"):
        found = list(body.iterfind(path))
        if found:
            best = max(found, key=_own_weight)
            if _own_weight(best) >= 0.5 * whole:
                return best
    best, best_score = body, 0.0
    for element in _elements(body):
        if element.tag not in ("div", "section", "td", "article", "main", "form"):
            continue
        weight = _own_weight(element)
        if weight < 0.5 * whole or weight < 200:
            continue
        size = len(flat(element)) + 1
        named = bool(_CONTENT.search(_called(element)))
        score = (weight / size) * (weight / max(1.0, whole)) + (0.1 if named else 0.0)
        if score >= best_score:  # later is deeper: the tightest container that still holds it all
            best, best_score = element, score
    return best


def _own_weight(element: Element) -> float:
    """Characters of running text that are no links and no furniture."""
    total = 0
    for block in element.iter(*_TEXT_BLOCKS, "div", "span"):
        own = " ".join(((block.text or "") + " ".join(c.tail or "" for c in block)).split())
        if block.tag in ("p", "li", "h1", "h2", "h3", "h4"):
            own = flat(block)
        if (
            len(own) > 20
            and not is_furniture(own)
            and not (block.tag == "span" and block.getparent().tag in _TEXT_BLOCKS)
        ):
            total += int(len(own) * (1 - _link_share(block)))
    return float(total)


def _link_share(element: Element) -> float:
    size = len(flat(element))
    return sum(len(flat(a)) for a in element.iter("a")) / size if size else 0.0


def _called(element: Element) -> str:
    """What an element's class and id say of it."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _elements(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def _remove(element: Element) -> None:
    """Take an element out, but leave the text that follows it."""
    element.drop_tree()
