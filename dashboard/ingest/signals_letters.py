"""Letters no language puts together: what bots type into a name.

People's names come from every culture, so one oddity never suffices: Krzysztof and Goldschmidt
have long rows of consonants, Ng has no vowel, McDonald a capital inside. A word is improbable
where nothing but chance, or fingers sliding over a keyboard, would make it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import polars as pl

from dashboard.ingest.cells import distinct

_KEYS: Final = (
    "asdf", "sdfg", "dfgh", "fghj", "ghjk", "hjkl", "qwer", "zxcv", "xcvb", "cvbn", "lkjh", "kjhg", "jhgf", "hgfd",
    "gfds", "fdsa", "vcxz",
)  # fmt: skip
"""Four neighbours on the keyboard that are in no name; 'wert' and 'erty' are, in Wertheim and Doherty."""
_PAIRS: Final = (
    "bq", "fq", "gq", "jq", "jx", "kq", "pq", "qf", "qg", "qj", "qk", "qp", "qv", "qw", "qx", "qz", "vj", "vq", "vx",
    "wq", "wx", "xj", "xq", "zq", "zx",
)  # fmt: skip
_KEY_RUN: Final = re.compile("|".join(_KEYS))
_PAIR: Final = re.compile("|".join(f"(?={pair})" for pair in _PAIRS))
_SAME: Final = re.compile(r"([a-z])\1{3}")
_CLUSTER: Final = re.compile(r"tsch|sch|[cst]h|ck")
"""Several letters for one sound."""
_CONSONANTS: Final = re.compile(r"[b-df-hj-np-tvxz]{5,}")
_VOWEL: Final = re.compile(r"[aeiouyw]", re.I)
_WORD: Final = re.compile(r"[^\W\d_]+")
_LOOKED_AT: Final = (
    rf"(?i:[b-df-hj-np-tvxz]{{5}}|{'|'.join(_KEYS + _PAIRS)}|{'|'.join(4 * chr(c) for c in range(97, 123))})"
    r"|\p{Ll}\p{Lu}\S*\p{Ll}\p{Lu}"
)
"""Without one of these no word is improbable; whole columns are searched for them at once."""


def gibberish(column: pl.Series, *, message: bool = False) -> pl.Series:
    """True where a name has an improbable word, or a message hardly any other; null cells are false."""
    suspects = distinct(column.filter(column.str.contains(_LOOKED_AT).fill_null(value=False)))
    told = improbable_message if message else improbable_name
    return column.is_in([text for text in suspects.to_list() if told(text)]).fill_null(value=False)


def improbable_name(text: str) -> bool:
    """Whether any word of a name is one nobody is called."""
    return any(map(improbable, _WORD.findall(text)))


def improbable_message(text: str) -> bool:
    """Whether at least half of a message's words of four letters and more are improbable."""
    words = [word for word in _WORD.findall(text) if len(word) >= 4]
    return bool(words) and 2 * sum(map(improbable, words)) >= len(words)


def improbable(word: str) -> bool:
    """Whether a word shows so many oddities that chance made it; words in other than Latin letters never do."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    low = plain.lower()
    if len(low) < 4 or not low.isascii():
        return False
    if _KEY_RUN.search(low) or _SAME.search(low):
        return True
    sounds = _CLUSTER.sub("t", low)
    longest = max(map(len, _CONSONANTS.findall(sounds)), default=0)
    oddities = min(2, len(_PAIR.findall(low)))
    oddities += 2 if longest >= 7 or (len(low) >= 6 and not _VOWEL.search(low)) else longest >= 5
    oddities += len(low) >= 10 and len(_VOWEL.findall(low)) < 0.15 * len(low)
    return oddities + 2 * _shuffled(plain) >= 2


def _shuffled(word: str) -> bool:
    """Capitals strewn over a long word, most of whose parts could not be spoken."""
    parts = re.findall(r"[A-Z]?[a-z]*", word)[:-1]
    inside = len(re.findall(r"[a-z][A-Z]", word))
    unspoken = sum(len(part) == 1 or not _VOWEL.search(part) for part in parts)
    return len(word) >= 8 and inside >= 2 and 2 * unspoken >= len(parts)
