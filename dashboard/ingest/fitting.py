"""Whether a column's cells could be a field: the guard that keeps a header from being believed blindly."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from dashboard.ingest.amounts import numbers, seconds
from dashboard.ingest.cells import distinct, share
from dashboard.ingest.dates import understood
from dashboard.ingest.folding import word
from dashboard.ingest.vocabulary import Rule, words
from dashboard.ingest.words import known_statuses
from dashboard.schema import FIELDS, Field, Kind

_SAMPLE: Final = 300
_EXACT: Final = 100_000
"""Cells up to which different ones are counted; of more their number is estimated."""
_MOST: Final = 0.6
"""Share of the sampled values that must be readable as the field's type."""
_FEWEST: Final = 0.5
"""Share of a column's cells that must be different ones for it to number leads."""
_FEWEST_OWN: Final = 0.02
"""The same where the file calls the column so, or lists touches."""


def fits(kind: Kind, name: str, rule: Rule, column: pl.Series, named: bool = False) -> bool:
    """Whether a column (trimmed, blanks null) holds what the field is made of. An empty column fits anything.

    A column `named` for the field by whoever made the file only needs to hold some of it: what it
    holds besides is for the list of problems.
    """
    field = next(f for f in FIELDS[kind] if f.name == name)
    sample = distinct(column.head(20_000)).head(_SAMPLE)
    if sample.is_empty():
        return True
    most = 0.01 if named else _MOST
    if rule == "inverted":
        return yes_no_share(sample) >= most
    if field.type in ("moment", "day") or rule == "closed":
        return date_share(sample) >= most
    if field.type == "stage":
        return stage_share(sample) >= most
    if field.type == "yes_no":
        return yes_no_share(sample) >= most or _known_share(sample, "call_answered") >= most
    if field.type in ("count", "money"):
        return share(numbers(sample).is_not_null()) >= most
    if field.type == "seconds":
        return share(seconds(sample).is_not_null()) >= most
    repeats = named or kind == "touches"
    return _text_fits(field, sample, column, most, _FEWEST_OWN if repeats else _FEWEST)


def _text_fits(field: Field, sample: pl.Series, column: pl.Series, most: float, fewest: float) -> bool:
    small_numbers = bool(sample.str.contains(r"^-?\d{1,3}(\.\d+)?$").all())
    if field.name in ("campaign", "source", "medium", "doctor", "procedure", "owner", "location"):
        # a count or a code of one to three digits is no name of anything
        return not small_numbers or field.name in ("doctor", "owner")
    if field.name == "channel":
        return _known_share(sample, "channel") >= 0.5
    if field.name == "status":
        return not small_numbers and (known_statuses(column) > 0 or len(sample) <= 50)
    if field.name == "lead_id":
        # a number that comes back many times is a code, not an identity; a lead has many touches, though
        filled = column.drop_nulls()
        counted = pl.lit(filled).n_unique() if len(filled) <= _EXACT else pl.lit(filled).approx_n_unique()
        return bool(pl.select(counted).item() > fewest * len(filled))
    if field.name in ("first_response_kind", "patient_type"):
        return _known_share(sample, field.name) >= most or yes_no_share(sample) >= most
    return True


def date_share(sample: pl.Series) -> float:
    """Share of different values that are dates under either order of day and month."""
    return understood(sample, ZoneInfo("UTC"), day_first=True).share


def yes_no_share(sample: pl.Series) -> float:
    """Share of different values that are a yes or a no."""
    return _known_share(sample, "yes_no")


def stage_share(sample: pl.Series) -> float:
    """Share of different values that say of a stage when or whether it was reached."""
    yes = yes_no_share(sample)
    if yes == 1.0:
        return yes
    dates = understood(sample, ZoneInfo("UTC"), day_first=True).moments.is_not_null().to_list()
    known = words("yes_no").keys() | words("status").keys()
    said: list[bool] = [dated or word(value) in known for value, dated in zip(sample.to_list(), dates, strict=True)]
    return sum(said) / len(said)


def _known_share(sample: pl.Series, group: str) -> float:
    known = words(group)
    return sum(word(value) in known for value in sample.to_list()) / len(sample)
