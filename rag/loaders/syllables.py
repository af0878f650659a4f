"""Whether a word is a Vietnamese syllable: what a text read in the wrong encoding is not.

The rhymes are the closed list of the standard orthography; a rhyme that ends in a stop takes only two of the tones.
Loan words and names of other languages of Vietnam fall outside it, so it judges texts, never single words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu
ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu ynh yt ych
""".split()
_SYLLABLE = re.compile(
    f"(?:{'|'.join(sorted(_ONSETS, key=len, reverse=True))})?(?:{'|'.join(sorted(_RHYMES, key=len, reverse=True))})"
)
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_TONES = {"\u0300": "grave", "\u0301": "acute", "\u0309": "hook", "\u0303": "tilde", "\u0323": "dot"}
_BEAR_TONES = frozenset("aeiouy\u0302\u0306\u031b")  # vowels, and what shapes them
_STOP_TONES = frozenset({"acute", "dot"})


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word, in any case and any normal form, is a possible Vietnamese syllable."""
    letters: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFD", word.lower()):
        if character in _TONES:
            if not letters or letters[-1] not in _BEAR_TONES:
                return False
            tones.append(_TONES[character])
        else:
            letters.append(character)
    base = unicodedata.normalize("NFC", "".join(letters))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(base):
        return False
    return not (tones and _STOPPED.search(base) and tones[0] not in _STOP_TONES)
