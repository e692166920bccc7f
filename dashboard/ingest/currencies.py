"""Which currency the amounts of a column are in, as their own cells say it."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from dashboard.ingest.cells import distinct, replaced

_CODES: Final = frozenset({
    "AED", "AUD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD",
    "HUF", "IDR", "ILS", "INR", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PEN", "PHP", "PLN", "RON",
    "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "VND", "ZAR",
})  # fmt: skip
_WRITTEN: Final = {
    "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "R$": "BRL",
    "S$": "SGD", "MX$": "MXN", "€": "EUR", "£": "GBP", "₹": "INR", "Rs": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS",
    "zł": "PLN",
}  # fmt: skip
_SHARED: Final = {
    "$": ("USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "CLP", "COP"),
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK"),
}
"""Signs of several currencies, the most usual first."""
_SIGN: Final = re.compile("|".join(map(re.escape, sorted({*_WRITTEN, *_SHARED}, key=len, reverse=True))))
_BARE: Final = r"^[\d\s.,'()+-]*$"


def currencies(cells: pl.Series, base: str) -> pl.Series:
    """The currency each amount names, null where it names none.

    A sign of several currencies is the `base` one (of the header or the practice) where that is among them. Else
    it is the most usual of them, but where the column names no other and there is no base it tells none.
    """
    if cells.str.contains(_BARE).all():
        return pl.Series([None], dtype=pl.String).new_from_index(0, len(cells))
    values = distinct(cells).to_list()
    said = {value: _sign_of(value) for value in values}
    alone = not base and len({sign for sign in said.values() if sign}) == 1
    known = {value: _code(sign, base, alone) for value, sign in said.items()}
    return replaced(cells, known, pl.String)


def _sign_of(value: str) -> str:
    """The sign or code an amount carries; "" where it has none."""
    code = next((code for code in re.findall(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])", value) if code in _CODES), "")
    sign = _SIGN.search(value)
    return code or (sign[0] if sign else "")


def _code(sign: str, base: str, alone: bool) -> str | None:
    if sign in _SHARED:
        return base if base in _SHARED[sign] else None if alone else _SHARED[sign][0]
    return _WRITTEN.get(sign, sign) or None
