"""Variants of questions, and questions cut from plain text."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

ABBREVIATIONS = {
    "bao nhiêu": "bn", "không": "k", "thành phố": "tp", "được": "dc", "ủy ban nhân dân": "ubnd",
    "hội đồng nhân dân": "hđnd", "công nghệ thông tin": "cntt", "thông tin và truyền thông": "tt&tt",
    "Việt Nam": "VN", "Hà Nội": "HN", "dịch vụ công": "dvc", "Thành phố Hồ Chí Minh": "TPHCM",
}  # fmt: skip


def strip_diacritics(text: str) -> str:
    """Vietnamese as typed without diacritics: "Bắc Kạn" -> "Bac Kan"."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain).replace("đ", "d").replace("Đ", "D")


def noisy(question: str, rng: random.Random) -> str:
    """The question as hastily typed: lower case, abbreviations, no question mark, now and then a typo."""
    if rng.random() < 0.5:
        for long, short in ABBREVIATIONS.items():
            question = question.replace(long, short)
    if rng.random() < 0.7:
        question = question.lower()
    if rng.random() < 0.6:
        question = question.rstrip("?. ")
    if rng.random() < 0.4 and len(question) > 12:
        i = rng.randrange(2, len(question) - 2)
        if rng.random() < 0.5:
            question = question[:i] + question[i + 1 :]
        else:
            question = question[:i] + question[i + 1] + question[i] + question[i + 2 :]
    return question


def variants(question: str, vietnamese: bool, rng: random.Random) -> list[str]:
    """The question as asked and, where it is Vietnamese, without diacritics and hastily typed; else in lower case."""
    if not vietnamese:
        return [question, question, question.lower().rstrip("? ")]
    plain = strip_diacritics(question)
    if rng.random() < 0.6:
        plain = plain.lower().rstrip("? ")
    return [question, plain, noisy(question, rng)]


_UP = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAME = rf"[{_UP}][^\W\d_]*(?: [{_UP}][^\W\d_]*){{1,4}}"
_UNITS = (
    "triệu đồng|tỷ đồng|tỉ đồng|nghìn tỷ đồng|triệu USD|tỷ USD|USD|đồng|người|hộ|xã|huyện|tỉnh|thủ tục|hồ sơ|"
    "dịch vụ|đơn vị|cơ quan|doanh nghiệp|thuê bao|máy tính|ngày|tháng|năm|giờ|phút|km|ha|tấn|m2|trường hợp|dự án|"
    "điểm|cán bộ|học sinh|tuổi|lần|chiếc|căn"
)
CUTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile(rf"\b\d[\d.,]*(?: triệu| tỷ| nghìn)? (?:{_UNITS})\b"),
        ("bao nhiêu", "bao nhiêu {unit}", "mấy {unit}"),
    ),
    (re.compile(r"\b\d[\d.,]*\s?%"), ("bao nhiêu phần trăm", "bao nhiêu %", "tỷ lệ bao nhiêu")),
    (re.compile(r"\bngày \d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?"), ("ngày nào", "khi nào", "vào thời gian nào")),
    (re.compile(r"\bnăm (?:19|20)\d\d\b"), ("năm nào", "khi nào")),
    (re.compile(rf"(?<=[Ôô]ng ){_NAME}|(?<=[Bb]à ){_NAME}"), ("nào", "tên gì")),
    (re.compile(rf"(?<=\btại ){_NAME}|(?<=\bở ){_NAME}"), ("đâu", "nơi nào")),
)


def cloze(text: str, rng: random.Random) -> Iterator[tuple[str, str, int]]:
    """Questions cut from a passage: (question, answer, start of the answer in the passage).

    A Vietnamese question keeps its question word in place, so a clause with a span replaced by "bao nhiêu",
    "khi nào", "đâu" nearly is one. Words are dropped, else matching strings would be all there is to learn.
    """
    for sentence in re.finditer(r"[^.!?\n]+(?:[.](?=\d)[^.!?\n]+)*", text):
        body = sentence.group()
        if not 50 < len(body) < 400 or rng.random() < 0.4:
            continue
        cuts = [(span, words) for pattern, words in CUTS for span in pattern.finditer(body)]
        if not cuts:
            continue
        span, words = rng.choice(cuts)
        answer = span.group().strip()
        word = rng.choice(words)
        unit = answer.lstrip("0123456789., ").strip()
        before, after = body[: span.start()].split(), body[span.end() :].split()
        keep = rng.randrange(4, 14)
        before, after = before[-keep:], after[: max(0, rng.randrange(0, 12))]
        drop = rng.uniform(0.0, 0.3)
        kept = [w for w in before if rng.random() > drop], [w for w in after if rng.random() > drop]
        question = " ".join([*kept[0], word.format(unit=unit), *kept[1]]).strip(' ,;:-"“”()')
        if rng.random() < 0.3 and kept[0] and kept[1]:  # the rest first: "Tính đến 2019 có bao nhiêu xã"
            question = " ".join([*kept[1], *kept[0], word.format(unit=unit)]).strip(' ,;:-"“”()')
        if len(question.split()) >= 4:
            yield question[:1].upper() + question[1:] + "?", answer, sentence.start() + span.start()


def cloze_rows(articles: Iterator[dict[str, Any]], limit: int, seed: int) -> Iterator[dict[str, Any]]:
    """Cloze questions over windows of articles, as rows of a question set."""
    rng = random.Random(seed)
    made = 0
    for number, row in enumerate(articles):
        text = unicodedata.normalize("NFC", row["text"])
        for start in range(0, min(len(text), 6000), 1000):
            passage = text[start : start + 1100]
            head = passage.find(" ") + 1 if start else 0
            passage = passage[head:].rsplit(" ", 1)[0]
            for question, answer, at in list(cloze(passage, rng))[:2]:
                yield {
                    "id": f"cloze-{number}-{start}-{at}", "question": question, "context": passage,
                    "context_id": f"cloze-{number}-{start}", "answers": [{"text": answer, "start": at}],
                    "is_impossible": False, "split": "train",
                }  # fmt: skip
                made += 1
                if made >= limit:
                    return
