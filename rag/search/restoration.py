"""Diacritics put back into a question, from the library's own words.

"co bao nhieu diem phuc vu buu chinh" becomes "có bao nhiêu điểm phục vụ bưu chính": the encoder was made for written
Vietnamese and is nearly blind to bare syllables. The likeliest sequence of written forms is chosen by counts of
syllables and their pairs in the reports, so what the reports never say stays as it was typed. It helps to search;
it is no text to show.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from rag.text import fold, word_spans

_ASKING = """
có bao nhiêu là bao nhiêu đạt bao nhiêu tăng bao nhiêu giảm bao nhiêu phần trăm bao nhiêu người được bao nhiêu
đã có bao nhiêu trong năm vào năm của tỉnh ở tỉnh tại tỉnh là gì là ai ai là người nào do ai ở đâu khi nào lúc
nào vào ngày nào ngày nào năm nào tháng nào nơi nào thế nào như thế nào vì sao tại sao bao giờ những gì gồm
những gì gồm những ai thứ mấy xếp thứ mấy mấy người hãy cho biết cho tôi biết cho hỏi kể tên nêu còn thì sao có
phải không đúng không được không hay không so với cùng kỳ so với năm trước tăng hay giảm nhiều nhất ít nhất cao
nhất thấp nhất lớn nhất đầu tiên cuối năm đầu năm 6 tháng đầu năm quý một tổng số tỷ lệ số lượng doanh thu triệu
đồng tỷ đồng của các và các được gọi là tên là ông bà
"""
_CANDIDATES = 8  # written forms of a syllable that are weighed; rarer ones are mistakes or names
_TRUST = 4.0  # how many sightings of a syllable outweigh what syllables follow at large


class Restorer:
    """Restores diacritics by what was seen.

    Args:
        texts: written Vietnamese, the library's sentences; a few hundred are enough for their own words.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._single: Counter[str] = Counter()
        self._pair: Counter[tuple[str, str]] = Counter()
        self._written: dict[str, set[str]] = defaultdict(set)
        self._total = 0
        self.learn([*_ASKING.splitlines(), *texts])

    def learn(self, texts: Iterable[str]) -> None:
        """See more written Vietnamese."""
        before = set(self._single)
        for text in texts:
            words = [text[a:b].lower() for a, b in word_spans(text)]
            self._single.update(words)
            self._pair.update(pairwise(words))
            self._total += len(words)
        for word in self._single.keys() - before:
            self._written[fold(word)].add(word)

    def _forms(self, word: str) -> list[str]:
        """The forms in which a bare syllable was seen, the most frequent first; itself when it never was."""
        seen = self._written.get(word, ())
        return sorted(seen, key=lambda form: (-self._single[form], form))[:_CANDIDATES] or [word]

    def restore(self, text: str) -> str:
        """The text with diacritics; the same length, and the case of every letter as typed.

        Args:
            text: a question; words that carry diacritics already are kept.
        """
        spans = word_spans(text)
        typed = [text[a:b].lower() for a, b in spans]
        chosen = self._likeliest([[word] if fold(word) != word else self._forms(word) for word in typed])
        letters = list(text)
        for (start, end), word in zip(spans, chosen, strict=True):
            if len(word) == end - start:  # a form of another length would move the offsets
                letters[start:end] = [
                    w.upper() if t.isupper() else w for t, w in zip(text[start:end], word, strict=True)
                ]
        return "".join(letters)

    def _likeliest(self, choices: list[list[str]]) -> list[str]:
        """The sequence of one form each that has the highest probability (Viterbi)."""
        paths: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
        for forms in choices:
            following: dict[str, tuple[float, list[str]]] = {}
            for form in forms:
                score, path = max(
                    ((s + self._chance(before, form), path) for before, (s, path) in paths.items()), key=lambda p: p[0]
                )
                following[form] = (score, [*path, form])
            paths = following
        return max(paths.values(), key=lambda p: p[0])[1]

    def _chance(self, before: str, form: str) -> float:
        alone = (self._single[form] + 0.1) / (self._total + 1)
        return math.log((self._pair[before, form] + _TRUST * alone) / (self._single[before] + _TRUST))
