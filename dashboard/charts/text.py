"""Numbers and values from files in the words people read: counts, shares, times, money, names.

Everything here is plain text but for `plain`, which makes a value safe where Plotly reads markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

UNKNOWN: Final = "not known"
"""How a missing value is said; it never means none."""

_JOINERS: Final = "\u200c\u200d"
"""Invisible, but part of how Persian, Hindi and others are spelt."""
_MARKUP: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"})
_SIGNS: Final = {"USD": "$", "EUR": "€", "GBP": "£"}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def clean(value: object) -> str:
    """The value on one line, without signs that hide, reverse or break text; null is 'not known'."""
    if value is None:
        return UNKNOWN
    return " ".join("".join(_shown(sign) for sign in str(value)).split()) or "blank"


def short(value: object, limit: int = 28) -> str:
    """The value cleaned and cut to `limit` characters, the last one a … where something is missing."""
    text = clean(value)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def plain(value: object, limit: int | None = None) -> str:
    """The value as a Plotly label or hover that shows as it is written: no markup, links, entities or formulas."""
    return (clean(value) if limit is None else short(value, limit)).translate(_MARKUP)


def folded(value: object, width: int = 10, lines: int = 2) -> list[str]:
    """The value cleaned and broken at blanks into at most so many lines of at most `width` signs; the rest is cut."""
    found: list[str] = [""]
    for word in clean(value).split():
        longer = f"{found[-1]} {word}".strip()
        if len(longer) > width and found[-1] and len(found) < lines:
            found.append(word)
        else:
            found[-1] = longer
    return [short(line, width) for line in found]


def count(number: float | None) -> str:
    """A count with thousands separated, '1,234'."""
    return UNKNOWN if number is None else f"{number:,.0f}"


def compact(number: int) -> str:
    """A count for a narrow cell, '1.2k' from a thousand on."""
    if number < 1000:
        return str(number)
    return f"{number / 1000:.1f}k" if number < 9950 else f"{number / 1000:.0f}k"


def percent(fraction: float | None) -> str:
    """A share in percent, '37 %'; one decimal under 1 and over 99, so that 0 and 100 mean none and all."""
    if fraction is None:
        return UNKNOWN
    if 0 < fraction < 0.0095 or 0.99 < fraction < 1:
        return f"{min(max(fraction * 100, 0.1), 99.9):.1f} %"
    return f"{fraction * 100:.0f} %"


def share(part: int | None, of: int | None) -> str:
    """A part with what it is part of, '31 of 84 (37 %)'."""
    if part is None or of is None:
        return UNKNOWN
    return f"{count(part)} of {count(of)}" + (f" ({percent(part / of)})" if of else "")


def duration(seconds: float | None) -> str:
    """A length of time in words: '45 s', '12 min', '2 h 10 min', '1 day 4 h', '3 days'."""
    if seconds is None:
        return UNKNOWN
    if seconds < 0:
        return f"−{duration(-seconds)}"
    if round(seconds) < _MINUTE:
        return f"{seconds:.0f} s"
    if round(seconds / _MINUTE) < 60:
        return f"{seconds / _MINUTE:.0f} min"
    if round(seconds / _MINUTE) < 24 * 60:
        hours, minutes = divmod(round(seconds / _MINUTE), 60)
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    if round(seconds / _HOUR) < 3 * 24:
        days, hours = divmod(round(seconds / _HOUR), 24)
        return _days(days) + (f" {hours} h" if hours else "")
    return _days(round(seconds / _DAY))


def money(amount: float | None, currency: str | None) -> str:
    """An amount with its currency, '$6,000' or 'CHF 45.50'; cents only under 100."""
    if amount is None:
        return UNKNOWN
    code = short(currency, 8) if currency else ""
    size = abs(amount)
    cents = size < 99.995 and round(size, 2) != round(size)
    lead = _SIGNS.get(code.upper(), f"{code} " if code else "")
    return f"{'−' if amount < 0 else ''}{lead}{size:,.{2 if cents else 0}f}"


def listed(names: Sequence[str]) -> str:
    """Names in a row, 'a, b and c'."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _shown(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "" if kind in ("Cf", "Cs", "Co") and sign not in _JOINERS else sign


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
