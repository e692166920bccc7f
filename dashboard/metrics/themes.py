"""Which themes somebody's words are near to, so that the same thing said twice is counted as one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

import polars as pl
from rapidfuzz import fuzz

ALIKE: Final = {"theme_id": pl.Int64, "theme": pl.String, "said": pl.Int64, "score": pl.Float64}
"""Columns of `alike`: said is how often the theme was said so far, score 0 to 100."""
NEAR: Final = 57.0
"""Score from which words are offered to be the same; see the pairs in tests/metrics/test_themes.py."""
_SURE: Final = 90.0
"""Score from which nobody needs to be asked."""
_SLIP: Final = 84.0
"""Two words so alike (0 to 100) are one word and a slip of the pen."""
_ENOUGH: Final = 3
"""Words that say the same when all of them stand in a longer sentence."""
_SHORT: Final = 2
"""Words of so many letters are articles and the like in most languages; each letter more makes a word tell more ..."""
_LONG: Final = 6
"""... up to so many, so that one long word does not decide alone."""
_FAINT: Final = 0.25
"""What the shortest words count."""
_SAME: Final = {
    "cost": "price", "pric": "price", "expensiv": "price", "fee": "price", "photo": "picture", "pictur": "picture",
    "pic": "picture", "imag": "picture", "pain": "hurt", "financ": "instalment", "installment": "instalment",
}  # fmt: skip
_ENDINGS: Final = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ers", "er", "ful", "ed", "es", "s", "e")


def alike(words: str, said: pl.DataFrame, most: int = 3) -> pl.DataFrame:
    """The themes nearest to these words, nearest first; none where nothing is near.

    `said` is all feedback (theme_id, theme, words). A theme is as near as the nearest of its words.
    """
    own = meant(words)
    known = said.filter(pl.col("theme_id").is_not_null())
    if not own or known.is_empty():
        return pl.DataFrame(schema=ALIKE)
    spoken = known.unpivot(["words", "theme"], index="theme_id", value_name="spoken").unique(["theme_id", "spoken"])
    scores = pl.Series("score", [nearness(own, meant(other)) for other in spoken["spoken"]], dtype=pl.Float64)
    near = spoken.with_columns(scores).group_by("theme_id").agg(pl.col("score").max())
    counted = known.group_by("theme_id").agg(pl.col("theme").last(), said=pl.len().cast(pl.Int64))
    return (
        counted.join(near, on="theme_id")
        .filter(pl.col("score") >= NEAR)
        .sort("score", "said", "theme_id", descending=[True, True, False])
        .head(most)
        .select(list(ALIKE))
    )


def gathered(words: Sequence[str], said: pl.DataFrame) -> list[int | str]:
    """For each of these words the theme that plainly says the same, else the name of the one it begins.

    Nobody looks at each of many notes; so only what is all but the same is taken for the same.
    """
    begun: dict[str, str] = {}
    found: list[int | str] = []
    known = {meant(one): theme for theme, one in said.drop_nulls("theme_id").select("theme_id", "words").iter_rows()}
    for one in words:
        own = meant(one)
        old = next((theme for other, theme in known.items() if nearness(own, other) >= _SURE), None)
        new = next((name for other, name in begun.items() if nearness(own, other) >= _SURE), one)
        found.append(new if old is None else old)
        if old is None:
            begun.setdefault(own, new)
    return found


def nearness(one: str, other: str) -> float:
    """How near two meanings are, 0 to 100: the share of their words that both have, slips of the pen forgiven.

    The longer a word, the more it counts: what is common to all sentences is short, in any language.
    """
    left, right = one.split(), other.split()
    if len(left) > len(right):
        left, right = right, left
    if not left:
        return 0.0
    if len(left) >= _ENOUGH and all(_credit(word, right) for word in left):
        return 100.0 - 20.0 * (len(right) > len(left))
    shared = _shared(left, right) + _shared(right, left)
    return 100.0 * shared / (sum(map(_telling, left)) + sum(map(_telling, right)))


def _shared(words: Sequence[str], among: Sequence[str]) -> float:
    return sum(_telling(word) * _credit(word, among) for word in words)


def _credit(word: str, among: Sequence[str]) -> float:
    """1 for a word that is among the others, a little less for one with a slip, else 0."""
    best = max(fuzz.ratio(word, other) for other in among)
    return best / 100 if best >= _SLIP else 0.0


def _telling(word: str) -> float:
    return min(_LONG, max(_FAINT, len(word) - _SHORT))


@cache
def meant(words: str) -> str:
    """The words without case and accents, each once in its plainest form, in order."""
    plain = unicodedata.normalize("NFKD", words.casefold().replace("ı", "i"))
    found = re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return " ".join(dict.fromkeys(map(_stem, found)))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return _SAME.get(word, word)
