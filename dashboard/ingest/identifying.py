"""Which columns tell who somebody is, or hold what somebody wrote: they are never shown and never kept."""

from __future__ import annotations

import re
from typing import Final, Literal

import polars as pl

from dashboard.ingest.cells import EMAIL, PHONE, distinct, share
from dashboard.ingest.folding import folded, word
from dashboard.ingest.vocabulary import names, personal, words

Personal = Literal["contact", "free text", "identifier", ""]

MASK: Final = "•••"
_SAMPLE: Final = 2000
_SSN: Final = r"^\d{3}-\d{2}-\d{4}$"
_ADDRESS: Final = r"^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$"
_NAMELIKE: Final = r"^\p{Lu}[\p{L}'’-]+(?:,? \p{Lu}\.?)?,? \p{Lu}[\p{L}'’-]+$"
_FREE: Final = 60
"""Characters; cells longer than this on average are somebody's words."""


def personal_of(header: str, column: pl.Series, staff: bool = False) -> Personal:
    """What a column is to the people in it: contact, free text, an identifier, or nothing personal.

    Headers are asked first, then the cells. `staff`: the column names people of the practice, so
    names in it are expected. Cells are trimmed and without blank markers.
    """
    name = folded(header).name
    if name in _contacts() or name in personal("headers"):
        return "contact"
    if name in personal("free_text"):
        return "free text"
    sample = distinct(column.head(50_000)).head(_SAMPLE)
    # 'Do not email: yes/no' speaks of contacts and holds none
    if any(part in name for part in personal("contains")) and not _yes_no(sample):
        return "contact"
    if sample.is_empty():
        return ""
    if _share(sample, EMAIL) > 0.05 or _share(sample, _SSN) > 0.5 or _share(sample, _ADDRESS) > 0.5:
        return "contact"
    if _share(sample, PHONE) > 0.5 and not _is_number(name, sample):
        return "contact"
    if not staff and _names_people(sample):
        return "contact"
    if sample.str.len_chars().sum() > _FREE * len(sample) and not sample.str.starts_with("http").any():
        return "free text"
    return ""


def _is_number(name: str, sample: pl.Series) -> bool:
    """Plain digits under a header that says id or number are somebody's numbering, not phones."""
    plain = bool(sample.str.contains(r"^\d+(\.\d+)?$").all())
    return plain and bool(
        re.search(r"id$|number$|no$|code$|num$|key$|ref|date|day|time|spend|cost|amount|value|campaign", name)
    )


def _yes_no(sample: pl.Series) -> bool:
    return not sample.is_empty() and all(word(value) in words("yes_no") for value in sample.head(5).to_list())


def _share(values: pl.Series, pattern: str) -> float:
    return share(values.str.contains(pattern))


def _names_people(values: pl.Series) -> bool:
    """Two or three capitalised words, of which many begin with a common given name."""
    shaped = values.filter(values.str.contains(_NAMELIKE))
    if len(shaped) < max(2, 0.5 * len(values)):
        return False
    first = shaped.str.to_lowercase().str.extract(r"^(\p{L}+)")
    return share(first.is_in(list(personal("given_names")))) >= 0.3


def _contacts() -> frozenset[str]:
    return frozenset(name for name, (field, _, _) in names("leads").items() if field in ("name", "email", "phone"))
