"""Encodings of other alphabets, told by how often each language writes its letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from dashboard.ingest.scripts import sample_of

_RUSSIAN: Final = ("оеаинтсрвл", "кмдпуяыьгзбчйхжшюцщэфъёіїєґў")
_GREEK: Final = ("αοιετσνηρπ", "κμλςυωγδθχφβξζψάέήίόύώϊϋΐΰ")
_HEBREW: Final = ("יוהלאמרתבש", "םנעדחקכפןטגסזצךףץ")
_ARABIC: Final = ("النيموترةع", "بدسفقكحهجشىصخذضطأثزءإغئظؤآپچگ")
_THAI: Final = ("านรกองมเว่", "ล้ีทยดตสบิคัะแปพหุ์จขชูไืำใโผฟซณภฐศธถญษๆฝฉฮฆฎฏฑฒฌฤฦฬ็๊๋ฯ")
_LANGUAGES: Final[tuple[tuple[tuple[str, str], tuple[str, ...]], ...]] = (
    (_RUSSIAN, ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")),
    (("оаниетвірс", _RUSSIAN[1] + "лы"), ("koi8_u", "cp1251")),
    (_GREEK, ("cp1253", "iso8859_7")),
    (_HEBREW, ("cp1255", "iso8859_8")),
    (_ARABIC, ("cp1256", "iso8859_6")),
    (_THAI, ("cp874",)),
)
"""A language's ten commonest letters and its others, and the encodings it is written in, the usual one first."""
_FEWEST: Final = 12
"""Letters; fewer tell nothing."""


def alphabet(high: Sequence[bytes]) -> str:
    """The encoding under which nearly all of the lines' high bytes are letters of one alphabet and most of them
    common ones; "" where none is."""
    sample = sample_of(high)
    scored = [
        (_commonness(sample, encoding, common, common + others), -rank, encoding)
        for (common, others), encodings in _LANGUAGES
        for rank, encoding in enumerate(encodings)
    ]
    best = max(scored)
    return best[2] if best[0] >= 0.45 else ""


def _commonness(sample: bytes, encoding: str, common: str, letters: str) -> float:
    """Share of the letters that are common ones; 0 where bytes are none of the alphabet's, or capitals within words."""
    text = sample.decode(encoding, errors="replace")
    high = [char for char in text if char > "\x7f"]
    small = [char for char in high if char.lower() in letters]
    if len(small) < _FEWEST or len(small) < 0.9 * len(high):
        return 0.0
    shouted = sum(a.islower() and b.isupper() for a, b in pairwise(text))
    if shouted > 0.05 * len(small):
        return 0.0
    return sum(char.lower() in common for char in small) / len(small)
