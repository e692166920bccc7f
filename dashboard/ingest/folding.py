"""Headers and words made comparable: case, accents, blanks, dashes and decoration do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_UNITS: Final = re.compile(
    r"\s*[(\[]\s*(?:in\s+)?(usd|eur|gbp|[A-Z]{3}|utc|gmt|seconds?|secs?|s|minutes?|mins?|recommended|"
    r"hh:mm:ss|hh:mm|dd/mm/yyyy|mm/dd/yyyy|yyyy-mm-dd|[$€£])\s*[)\]]\s*$",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(r"[\s_\-‐-―.:*\"'“”‘’«»\ufeff/\\]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A header as it is compared, and the unit or currency that stood in parentheses at its end."""

    name: str
    unit: str = ""

    @property
    def currency(self) -> str:
        """The unit where it is a currency's code or sign."""
        sign = {"$": "USD", "€": "EUR", "£": "GBP"}.get(self.unit, self.unit)
        return sign if re.fullmatch(r"[A-Z]{3}", sign) and sign not in ("UTC", "GMT") else ""


@lru_cache(maxsize=20_000)
def folded(text: str) -> Folded:
    """A header folded: 'Amount Spent (USD)' and 'amount_spent' are the same but for the unit."""
    plain = unicodedata.normalize("NFKC", text).strip()
    unit = _UNITS.search(plain)
    # a currency is written in capitals; (all) or (new) at a header's end is part of its name
    if (
        unit
        and re.fullmatch(r"[A-Za-z]{3}", unit.group(1))
        and not unit.group(1).isupper()
        and unit.group(1).lower() not in ("utc", "gmt", "min", "sec")
    ):
        unit = None
    base = plain[: unit.start()] if unit and unit.start() > 0 else plain
    return Folded(word(base), unit.group(1).upper() if unit and unit.start() > 0 else "")


@lru_cache(maxsize=50_000)
def word(text: str) -> str:
    """Text without case, accents, blanks, dashes, dots, slashes and quotes."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return _NOTHING.sub("", "".join(c for c in spread if not unicodedata.combining(c)))


def forgetting(reads: Callable[P, R]) -> Callable[P, R]:
    """The function, after which nothing is remembered of what it folded: among it are patients' cells."""

    @wraps(reads)
    def forgets(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return reads(*args, **kwargs)
        finally:
            folded.cache_clear()
            word.cache_clear()

    return forgets
