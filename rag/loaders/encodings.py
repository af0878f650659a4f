"""The encodings that Vietnamese was typed in before Unicode, and which of them a text is in.

The tables of TCVN3, VNI, VISCII and VPS are `viparse`'s, measured on government documents; a few rare letters are
added. Which one a text is in is told by what it becomes: the reading whose words with diacritics are Vietnamese
syllables. Words without diacritics and numbers say nothing, so a sheet of figures or a line with English in it is
judged by its Vietnamese words alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from viparse.normalize.encodings import CHARMAPS
from viparse.normalize.tables import Charmap, build_charmap, convert

from rag.loaders.syllables import is_syllable

ENCODINGS = ("tcvn3", "vni", "viscii", "vps")
_VNI_RARE = (("aú", "ẳ"), ("AÚ", "Ẳ"), ("î", "ỵ"), ("Î", "Ỵ"))
_WORD = re.compile(r"[^\W\d_]+")
_UNICODE_ONLY = re.compile(r"[ĂăĐđĨĩŨũƠơƯư\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")
_LETTER_SIGNS = "\x80-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2212\u2219\u0192\u02c6\u2020\u2021\u2030"  # not ª, µ, º: letters
_STRAY = re.compile(
    rf"(?<=[A-Za-zÀ-ÿªµº])[{_LETTER_SIGNS}\x02\x05\x06\x14\x19\x1e](?=[A-Za-zÀ-ÿªµº\s]|$)"
    rf"|(?<![^\s(\"'/-])[{_LETTER_SIGNS}\x02\x05\x06\x14\x19\x1e](?=[a-zà-ÿ])"
)
_WINDOWS = {  # what Windows shows of bytes 80 to 9F, back to the bytes
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,3})-([^\W\d_]{0,4})(?![^\W\d_-])")
_SHARE = 0.75  # of the words with diacritics that must be syllables for a reading to be believed
_SAMPLE = 60_000  # code points that are enough to judge by


@dataclass(frozen=True, slots=True)
class Reading:
    """How well a text reads in an encoding ("" is as it stands): words with diacritics that are syllables, and not."""

    encoding: str
    good: int
    bad: int

    @property
    def score(self) -> int:
        """How many more words speak for it than against it."""
        return self.good - self.bad

    @property
    def is_vietnamese(self) -> bool:
        """Whether nearly all words with diacritics are Vietnamese."""
        return self.good > 0 and self.good >= _SHARE * (self.good + self.bad)


def to_unicode(text: str, encoding: str) -> str:
    """A text typed in a legacy encoding, as Unicode (NFC); TCVN3 has no capitals with diacritics, see `capitals`.

    Args:
        text: the characters that a reader without the font sees ("B¸o c¸o").
        encoding: one of `ENCODINGS`, or "" to leave it as it is.
    """
    if not encoding:
        return unicodedata.normalize("NFC", text)
    if encoding in ("viscii", "vps"):
        text = text.translate(_WINDOWS)
    converted = convert(text, _table(encoding))
    return capitals(_HYPHENATED.sub(_with_u, converted)) if encoding == "tcvn3" else converted


def _with_u(match: re.Match[str]) -> str:
    """The letter ư where a PDF or a word processor gave its place, the soft hyphen's, as a hyphen: "tr-ớc", "t-"."""
    before, after = match[1], match[2]
    word = f"{before}{'Ư' if (before + after).isupper() else 'ư'}{after}"
    are_words = all(is_syllable(part) for part in (before, after) if part)
    return word if is_syllable(word) and not are_words else match[0]


def has_vietnamese_letters(text: str) -> bool:
    """Whether the text holds letters that only Unicode has: then it is not in a legacy encoding."""
    return bool(_UNICODE_ONLY.search(text))


def readings(text: str, encodings: Sequence[str] = ENCODINGS) -> list[Reading]:
    """How well a text reads as it stands and in each encoding, best first; on a tie as it stands."""
    text = text[:_SAMPLE]
    found = [_judge(text, "", unicodedata.normalize("NFC", text))]
    if not text.isascii():
        found += [_judge(text, encoding, to_unicode(text, encoding)) for encoding in encodings]
    return sorted(found, key=lambda reading: (-reading.score, reading.bad, found.index(reading)))


def encoding_of(text: str, sure: int = 2) -> str | None:
    """The encoding a text is in.

    Args:
        text: as extracted, undecided.
        sure: how many words the best reading must be ahead of the next.

    Returns:
        One of `ENCODINGS`, "" for text that is Unicode as it stands, None when it does not say.
    """
    as_it_stands = _judge(text[:_SAMPLE], "", unicodedata.normalize("NFC", text[:_SAMPLE]))
    if as_it_stands.bad * 10 <= as_it_stands.good and has_vietnamese_letters(text):
        return ""
    ranked = readings(text)
    if len(ranked) == 1 or not ranked[0].is_vietnamese:
        return None
    if not ranked[0].encoding and has_vietnamese_letters(text):
        return ""
    if ranked[0].score - ranked[1].score < sure:
        return None
    return ranked[0].encoding


def capitals(text: str) -> str:
    """Text read from TCVN3 with its capitals: "CéNG HOµ" has become "CộNG HOà", which was shown as "CỘNG HOÀ".

    A word is put into capitals when two of its letters without diacritics are capitals, or one in a line whose other
    words are.
    """
    return "\n".join(_capital_line(line) for line in text.split("\n"))


def _capital_line(line: str) -> str:
    found = [(m.start(), m.end(), _case(m[0])) for m in _WORD.finditer(line)]
    sure = sum(case == "capital" for *_, case in found)
    small = sum(case == "small" for *_, case in found)
    if not sure:
        return line
    out = list(line)
    for start, end, case in found:
        shouted = case == "capital" or (case == "open" and small == 0)
        if shouted:
            out[start:end] = line[start:end].upper()
    return "".join(out)


def _case(word: str) -> str:
    """ "capital" and "small" words by their letters without diacritics; "open" where those do not tell ("Hà", "à")."""
    plain = [c for c in word if c.isascii()]
    if any(c.islower() for c in plain):
        return "small"
    if len(plain) >= 2:
        return "capital"
    return "open"


def _judge(text: str, encoding: str, read: str) -> Reading:
    good = bad = 0
    for word in _WORD.findall(read):
        if word.isascii():
            continue
        if is_syllable(word):
            good += 1
        else:
            bad += 1
    return Reading(encoding, good, bad + len(_STRAY.findall(read)))


@cache
def _table(encoding: str) -> Charmap:
    pairs = dict(CHARMAPS[encoding].pairs)
    if encoding == "vni":
        pairs |= _VNI_RARE
        # A capital that opens a word carries a small mark: "Uûy ban", "Ñaø", "Aån".
        pairs |= {
            legacy[0].upper() + legacy[1:]: letter.upper()
            for legacy, letter in list(pairs.items())
            if len(legacy) == 2 and letter.islower() and legacy[0].upper() + legacy[1:] not in pairs
        }
    return build_charmap(encoding, pairs.items())
